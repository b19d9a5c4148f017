"""Rounds and hands as screens and forms show them."""

from __future__ import annotations

import datetime as dt

from fundapp.models import Payment
from fundapp.rules.route import Step
from fundapp.services import payments
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.desk import Desk
from fundapp.services.document import route_of
from fundapp.services.rounds import HandRow, RoundRow, open_hands, round_rows, strokes_of
from fundapp.values.choices import Decision
from fundapp.values.documents import RoundOutcome, SubjectKind
from tests.builders import STROKES
from tests.ui.paid_office import Paid


def rounds(paid: Paid, request: int) -> tuple[RoundRow, ...]:
    """All rounds of a request."""
    return paid.office.ask(round_rows, SubjectKind.PAYMENT, request)


def test_a_request_that_was_never_submitted_has_no_round_but_shows_its_empty_cells(paid: Paid) -> None:
    request = paid.office.request(paid.first)
    assert rounds(paid, request) == ()

    def route(desk: Desk) -> tuple[Step, ...]:
        return route_of(desk, desk.get(Payment, request))

    cells = open_hands(paid.office.ask(route))
    assert [(cell.label, cell.signer, cell.decision, cell.at) for cell in cells] == [
        ("科室负责人审核", "", None, None),
        ("财务审核", "", None, None),
        ("分管领导核对", "", None, None),
    ]
    assert [(check.label, check.ticked) for check in cells[2].checks] == [
        ("已核对合同或项目清单", False),
        ("已核对本次金额与付款节点", False),
        ("已核对实际实施进度", False),
    ]


def test_a_round_shows_who_signed_what_and_when_and_which_hands_are_open(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    place.sign(request, place.head, opinion="情况属实")
    (row,) = rounds(paid, request)
    assert (row.number, row.outcome, row.reason, row.label) == (1, RoundOutcome.OPEN, "", "第 1 轮　签批中")
    assert row.opened_at == dt.datetime(2026, 3, 2, 9, 0, tzinfo=OFFICE_ZONE)
    assert row.opened_at.utcoffset() == dt.timedelta(hours=8)
    assert row.closed_at is None
    first, *others = row.hands
    assert first == HandRow(
        "division_head",
        "科室负责人审核",
        "科室负责人",
        Decision.AGREE,
        "情况属实",
        dt.datetime(2026, 3, 2, 9, 1, tzinfo=OFFICE_ZONE),
        (),
        STROKES,
    )
    assert [hand.signer for hand in others] == ["", ""]


def test_the_ticks_of_the_supervising_leader_are_shown_and_the_round_closes_with_the_last_hand(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.approve(request)
    (row,) = rounds(paid, request)
    assert (row.outcome, row.label) == (RoundOutcome.COMPLETE, "第 1 轮　已签齐")
    assert row.closed_at == row.hands[-1].at == place.clock.at
    assert [check.ticked for check in row.hands[-1].checks] == [True, True, True]


def test_rounds_stay_in_sight_oldest_first_with_the_reason_each_ended_for(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    place.give_back(request, place.head, "请补充进度确认单")
    place.submit(request)
    place.do(place.clerk, payments.withdraw, request, "金额待核")
    place.submit(request)
    place.sign(request, place.head)
    place.do(place.clerk, payments.change, request, "换发票")
    place.submit(request)
    assert [(row.number, row.outcome.label, row.reason) for row in rounds(paid, request)] == [
        (1, "已退回", "科室负责人退回：请补充进度确认单"),
        (2, "已撤回", "经办人撤回：金额待核"),
        (3, "已失效", "经办人修改：换发票"),
        (4, "签批中", ""),
    ]
    returned, _, voided, _ = rounds(paid, request)
    assert (returned.hands[0].decision, voided.hands[0].decision) == (Decision.RETURN, Decision.AGREE)


def test_handwriting_reads_back_point_by_point_and_none_is_none() -> None:
    assert strokes_of("[[[120,200],[180,140]],[[300,120]]]") == (((120, 200), (180, 140)), ((300, 120),))
    assert strokes_of("") == ()

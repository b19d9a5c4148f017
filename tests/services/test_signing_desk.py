"""What lies on a leader's desk: what waits for the hand, the very page that will be printed, and what passed."""

from __future__ import annotations

import pytest

from fundapp.errors import NotFound
from fundapp.rules.finding import Finding, Severity
from fundapp.services import payments, printing, signing_desk
from fundapp.services.document_sheet import BarMoney
from fundapp.services.seat import Seat
from fundapp.services.signing import Signing
from fundapp.services.signing_desk import DeskDocument, DeskRow
from fundapp.values.choices import AttachmentKind, Decision, EvidenceKind
from fundapp.values.documents import FormKind, SubjectKind
from tests.builders import Office
from tests.services.evaluation_year import CLERK, HEAD, LEADER, WAN, Year
from tests.ui.paid_office import Paid


def waiting(place: Office, seat: Seat) -> tuple[DeskRow, ...]:
    """What waits for somebody."""
    return place.ledger.ask(seat, signing_desk.waiting)


def document(place: Office, seat: Seat, request: int) -> DeskDocument:
    """A request on somebody's desk."""
    return place.ledger.ask(seat, signing_desk.document, SubjectKind.PAYMENT, request)


@pytest.fixture
def submitted(paid: Paid) -> int:
    """A request that waits for its first hand."""
    request = paid.office.request(paid.first)
    paid.office.submit(request)
    return request


def test_a_request_waits_for_the_person_whose_hand_is_next_and_for_nobody_else(paid: Paid, submitted: int) -> None:
    place = paid.office
    for hands in (["科室负责人"], ["财务", "出纳"], ["分管领导"]):
        assert [name for name, one in place.seats.items() if waiting(place, one)] == hands
        place.sign(submitted, place.seats[hands[0]])
    assert [name for name, one in place.seats.items() if waiting(place, one)] == []
    assert place.ask(signing_desk.waiting) == ()


def test_a_card_says_project_sum_number_and_division(paid: Paid, submitted: int) -> None:
    (row,) = waiting(paid.office, paid.office.head)
    assert (row.kind, row.id, row.number) == (SubjectKind.PAYMENT, submitted, "ZF-2026-0001")
    assert (row.headline, row.amount_text, row.amount) == ("政务服务平台运行维护项目", "支付 30,000.00 元", 30_000_00)
    assert row.note == "ZF-2026-0001 · 综合科"


def test_the_most_urgent_comes_first_and_its_days_run_down(paid: Paid) -> None:
    place = paid.office
    later, sooner = place.request(paid.second), place.request(paid.first)
    for request in (later, sooner):
        place.submit(request)
    rows = waiting(place, place.head)
    assert [row.days_left is None for row in rows] == sorted(row.days_left is None for row in rows)
    left = [row.days_left for row in rows if row.days_left is not None]
    assert left == sorted(left)
    place.clock.pass_by(days=3)
    assert [row.days_left for row in waiting(place, place.head) if row.days_left is not None] == [
        days - 3 for days in left
    ]


def test_the_desk_shows_the_very_page_that_is_printed_and_all_that_stands_beside_it(paid: Paid, submitted: int) -> None:
    place = paid.office
    found = document(place, place.head, submitted)
    assert found.pdf == place.ask(printing.preview, FormKind.PAYMENT_APPROVAL, submitted)
    assert found.money == BarMoney("合同支付进度", 80_000_00, 0, 30_000_00)
    assert (found.number, found.purpose) == ("ZF-2026-0001", "按合同约定支付阶段款")
    assert "合同扫描件.pdf" in [file.file_name for file in found.files]
    assert found.step is not None
    assert (found.step.key, [row.number for row in found.rounds]) == ("division_head", [1])
    assert found.agree is not None
    assert found.give_back is not None
    assert (found.agree.allowed, found.give_back.allowed) == (True, True)


def test_somebody_who_is_barred_sees_why_with_the_article(paid: Paid, submitted: int) -> None:
    place = paid.office
    place.sign(submitted, place.head)
    found = document(place, place.clerk, submitted)
    assert found.agree is not None
    assert (found.agree.allowed, "须由财务签批" in found.agree.why) == (False, True)
    assert found.agree.article


def test_a_grant_is_measured_against_its_own_line_not_the_whole_list(paid: Paid) -> None:
    place = paid.office
    line = paid.listed.milestones[0]
    place.evidence(line, EvidenceKind.ASSESSMENT)
    request = place.save(place.draft(line))
    place.do(place.clerk, payments.attach_file, request, place.file("考核表.pdf", AttachmentKind.ASSESSMENT))
    place.submit(request)
    found = document(place, place.head, request)
    assert found.money == BarMoney("合同支付进度", 10_000_00, 0, 10_000_00)


def test_all_is_green_only_without_a_single_caution(paid: Paid, submitted: int) -> None:
    found = document(paid.office, paid.office.head, submitted)

    def finding(*, passed: bool) -> Finding:
        return Finding(
            rule="甲", article="", title="", severity=Severity.CAUTION, passed=passed, message="", remedy="", field=""
        )

    fields = {name: getattr(found, name) for name in DeskDocument.__dataclass_fields__}
    green = DeskDocument(**{**fields, "findings": (finding(passed=True),)})
    amber = DeskDocument(**{**fields, "findings": (finding(passed=True), finding(passed=False))})
    assert (green.all_green, amber.all_green) == (True, False)
    (row,) = waiting(paid.office, paid.office.head)
    assert row.hints == sum(not one.passed for one in found.findings)


def test_once_issued_the_desk_shows_the_issued_form(paid: Paid, submitted: int) -> None:
    place = paid.office
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(submitted, seat)
    issued = place.do(place.clerk, printing.issue, FormKind.PAYMENT_APPROVAL, submitted)
    assert document(place, place.supervisor, submitted).pdf == place.ask(printing.issued_pdf, issued)


def test_what_is_not_there_is_not_found(paid: Paid) -> None:
    with pytest.raises(NotFound):
        document(paid.office, paid.office.head, 9999)


def test_what_somebody_signed_and_returned_is_kept_apart_newest_first(paid: Paid) -> None:
    place = paid.office
    first, second = place.request(paid.first), place.request(paid.second)
    for request in (first, second):
        place.submit(request)
    place.sign(first, place.head, opinion="同意支付")
    place.sign(second, place.head)
    place.give_back(second, place.finance, "发票抬头有误")
    ask = place.ledger.ask
    assert [row.id for row in ask(place.head, signing_desk.passed, Decision.AGREE)] == [second, first]
    assert ask(place.head, signing_desk.passed, Decision.RETURN) == ()
    (row,) = ask(place.finance, signing_desk.passed, Decision.RETURN)
    assert (row.kind, row.number, row.headline) == (SubjectKind.PAYMENT, "ZF-2026-0002", "政务服务平台运行维护项目")
    assert row.note == f"{place.clock.at:%Y-%m-%d %H:%M} 第 1 轮 发票抬头有误"
    assert row.amount_text == "支付 50,000.00 元"
    assert place.ask(signing_desk.passed, Decision.AGREE) == ()


def test_self_evaluations_lie_on_the_same_desk(year: Year) -> None:
    evaluation = year.submitted()
    (row,) = year.office.ask(HEAD, signing_desk.waiting)
    assert (row.kind, row.id, row.number) == (SubjectKind.EVALUATION, evaluation, "ZP-2026-0001")
    assert row.amount_text.startswith("2026 年度绩效自评 ")
    assert row.amount_text.endswith(" 分")
    found = year.office.ask(HEAD, signing_desk.document, SubjectKind.EVALUATION, evaluation)
    assert found.money == BarMoney("预算执行", 450 * WAN, 412 * WAN + WAN // 2, 0)
    assert found.pdf == year.office.ask(HEAD, printing.preview, FormKind.EVALUATION, evaluation)
    sign = signing_desk.KINDS[SubjectKind.EVALUATION].sign
    year.office.do(HEAD, sign, evaluation, Signing(Decision.AGREE), year.office.confirm(HEAD))
    passed, *_ = year.office.ask(HEAD, signing_desk.passed, Decision.AGREE)
    assert (passed.kind, passed.id, passed.amount_text) == (SubjectKind.EVALUATION, evaluation, row.amount_text)
    assert year.office.ask(LEADER, signing_desk.waiting)[0].id == evaluation
    assert year.office.ask(CLERK, signing_desk.waiting) == ()
    assert passed.note.startswith("2026-12-28 10:0")
    assert passed.note.endswith("第 1 轮 同意")

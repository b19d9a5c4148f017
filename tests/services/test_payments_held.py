"""What holds a request back though nothing on it is wrong in itself: its day, papers, account and project."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, Invalid, Refused
from fundapp.models import Attachment, Payment
from fundapp.places import attachments_folder
from fundapp.services import evidence, payees, payments, projects
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.payees import AccountEntry
from fundapp.values.choices import AttachmentKind, Decision, EvidenceKind, EvidenceResult
from fundapp.values.roles import Role
from tests.services.paying import APPROVED, DRAFT, RETURNED, column, refusal, state, stored
from tests.ui.paid_office import Paid


def test_a_day_before_the_regulation_is_not_stored_because_the_request_would_have_no_route(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    early = replace(place.draft(paid.first), dated=dt.date(1995, 1, 1))
    with pytest.raises(Invalid, match="申请日期 1995-01-01 没有适用的签批流程"):
        place.do(place.clerk, payments.save, early, payment_id)
    assert state(place, payment_id) == DRAFT


@pytest.mark.parametrize("days", [1, -365])
def test_a_request_is_dated_today_or_before_and_in_the_year_it_charges(paid: Paid, days: int) -> None:
    place = paid.office
    dated = place.clock.today + dt.timedelta(days=days)
    payment_id = place.request(paid.first, with_evidence=False)
    place.save(replace(place.draft(paid.first), dated=dated), payment_id)
    assert refusal(place, payment_id).startswith(f"【第十六条】申请日期 {dated} 晚于今天，或不在列支的 2026 年度内。")


@pytest.mark.parametrize("taken_off", [False, True])
def test_who_attached_or_took_off_a_file_edited_last_and_does_not_sign(paid: Paid, taken_off: bool) -> None:
    place = paid.office
    both = place.hire("兼职负责人", Role.CLERK, Role.DIVISION_HEAD)
    payment_id = place.request(paid.first, with_evidence=False)
    place.do(both, payments.attach_file, payment_id, place.file("补充发票.pdf", AttachmentKind.INVOICE))
    if taken_off:
        draft = place.ask(lambda desk: payments.draft_of(desk.get(Payment, payment_id)))
        place.do(place.clerk, payments.save, draft, payment_id)
        newest = place.ask(lambda desk: max(desk.session.scalars(select(Attachment.id))))
        place.do(both, payments.detach_file, payment_id, newest)
    assert column(place, payment_id, "last_editor_id") == both.person_id
    place.submit(payment_id)
    with pytest.raises(Forbidden, match="您是本单的最后修改人"):
        place.sign(payment_id, both)


def test_nobody_agrees_while_a_paper_is_gone_but_the_request_may_be_returned(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)
    place.sign(payment_id, place.head)
    shutil.rmtree(attachments_folder(place.path))
    with pytest.raises(Refused, match="找不到或内容已改变"):
        place.sign(payment_id, place.finance)
    place.sign(payment_id, place.finance, Decision.RETURN, opinion="附件缺失")
    assert state(place, payment_id) == RETURNED


def test_no_money_goes_to_an_account_that_was_closed(paid: Paid) -> None:
    place = paid.office
    payee_id, old = place.payee()
    place.do(place.clerk, payees.change_account, payee_id, AccountEntry("示例银行二部", "31109900000000000002"))
    payment_id = stored(place, replace(place.draft(paid.first), account_id=old))
    assert "停用。" in refusal(place, payment_id)


def test_a_project_is_not_finished_while_a_request_is_in_flight(paid: Paid) -> None:
    place = paid.office
    payment_id = place.request(paid.first, with_evidence=False)
    place.submit(payment_id)
    for seat in (place.head, place.finance, place.supervisor):
        place.sign(payment_id, seat)
    with pytest.raises(Refused, match="还有签批中或待拨付的用款申请，不能结束项目"):
        place.do(place.head, projects.close, paid.project)
    assert state(place, payment_id) == APPROVED


@pytest.mark.parametrize("field", ["材料日期", "交付日期"])
def test_evidence_is_of_a_day_that_has_come(paid: Paid, field: str) -> None:
    place = paid.office
    today, tomorrow = place.clock.today, place.clock.today + dt.timedelta(days=1)
    entry = EvidenceEntry(EvidenceKind.PROGRESS, "进度确认单", EvidenceResult.PASSED, today, 10000, today)
    wrong = replace(entry, dated=tomorrow) if field == "材料日期" else replace(entry, delivered_on=tomorrow)
    with pytest.raises(Invalid, match=f"{field}不能晚于今天") as refused:
        place.do(place.clerk, evidence.add, paid.first, wrong, ())
    assert refused.value.field == field
    assert place.do(place.clerk, evidence.add, paid.first, entry, ())

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fundapp.services import payments
from fundapp.services.seat import Seat
from fundapp.ui import notices
from fundapp.ui.payments.detail import PaymentDetail
from fundapp.ui.payments.editor import PaymentEditor
from fundapp.ui.payments.list import PaymentList
from tests.builders import Office
from tests.ui.paid_office import Paid
from tests.ui.seated import Told, ready, session

Show = Callable[[QWidget], QWidget]


def listing(place: Office, seat: Seat | None = None) -> tuple[PaymentList, Told]:
    page = PaymentList(session(place, seat or place.clerk))
    told = Told(page)
    return ready(page), told


def test_the_list_shows_the_requests_of_the_year_the_newest_first_and_their_sum(paid: Paid) -> None:
    first = paid.office.request(paid.first)
    paid.office.clock.pass_by(days=1)
    second = paid.office.request(paid.second, 20_000_00)
    page, _ = listing(paid.office)
    assert [row.id for row in page.table.rows()] == [second, first]
    assert "50,000.00" in page.table._totals.accessibleName()
    assert page.table.count_text() == "共 2 条"


def test_a_void_request_stays_in_the_list_and_counts_for_nothing(paid: Paid) -> None:
    kept = paid.office.request(paid.first)
    gone = paid.office.request(paid.second)
    paid.office.do(paid.office.clerk, payments.void, gone, "重复填报")
    page, _ = listing(paid.office)
    assert {row.id for row in page.table.rows()} == {kept, gone}
    assert "30,000.00" in page.table._totals.accessibleName()


def test_another_year_has_its_own_requests(paid: Paid) -> None:
    paid.office.request(paid.first)
    page, _ = listing(paid.office)
    page.set_year(2025)
    page.refresh(None)
    assert page.table.rows() == ()
    page.set_year(2026)
    page.refresh(None)
    assert len(page.table.rows()) == 1


def test_a_state_filter_leaves_the_requests_in_that_state(paid: Paid) -> None:
    draft = paid.office.request(paid.second)
    sent = paid.office.request(paid.first)
    paid.office.submit(sent)
    page, _ = listing(paid.office)
    page.table.bar.set_filter("state", "in_approval")
    assert [row.id for row in page.table.rows()] == [sent]
    page.table.bar.set_filter("state", "draft")
    assert [row.id for row in page.table.rows()] == [draft]


def test_enter_opens_a_first_draft_for_writing_and_a_sent_one_for_reading(paid: Paid, shown: Show) -> None:
    draft = paid.office.request(paid.second)
    sent = paid.office.submit(paid.office.request(paid.first))
    page, told = listing(paid.office)
    shown(page)
    for key in (draft, sent):
        page.table.select(key)
        QTest.keyClick(page.table.view, Qt.Key.Key_Return)
    assert isinstance(told.pushed[0], PaymentEditor)
    assert isinstance(told.pushed[1], PaymentDetail)


def test_who_may_not_write_a_draft_reads_it(paid: Paid) -> None:
    draft = paid.office.request(paid.first)
    page, told = listing(paid.office, paid.office.finance)
    page.show_payment(draft)
    assert isinstance(told.pushed[0], PaymentDetail)


def test_only_clerks_begin_requests_and_the_others_read_the_article(paid: Paid) -> None:
    clerks, _ = listing(paid.office)
    assert clerks.new.isEnabled()
    auditors, _ = listing(paid.office, paid.office.auditor)
    assert not auditors.new.isEnabled()
    assert "第十二条" in auditors.new.toolTip()


def test_a_milestone_handed_over_begins_a_request_for_it(paid: Paid) -> None:
    page, told = listing(paid.office)
    page.aim(("milestone", paid.second))
    editor = told.pushed[0]
    assert isinstance(editor, PaymentEditor)
    ready(editor)
    assert editor.form.milestone.read() == paid.second
    assert editor.form.amount.raw() == "50,000.00"


def test_a_project_handed_over_begins_a_request_for_its_first_open_milestone(paid: Paid) -> None:
    paid.office.submit(paid.office.request(paid.first))
    page, told = listing(paid.office)
    page.aim(("project", paid.project))
    editor = told.pushed[0]
    assert isinstance(editor, PaymentEditor)
    ready(editor)
    assert editor.form.milestone.read() == paid.second
    assert editor.unsaved() == ""


def test_a_request_handed_over_is_opened(paid: Paid) -> None:
    sent = paid.office.submit(paid.office.request(paid.first))
    page, told = listing(paid.office)
    page.aim(sent)
    page.aim(("payment", sent))
    assert [type(each) for each in told.pushed] == [PaymentDetail, PaymentDetail]


def test_a_request_that_is_not_there_is_said_to_be_missing(paid: Paid) -> None:
    page, told = listing(paid.office)
    with notices.captured("ok") as seen:
        page.aim(4711)
    assert seen[0].kind == "refusal"
    assert told.pushed == []


def test_ctrl_c_copies_the_chosen_rows_with_headings(paid: Paid, shown: Show) -> None:
    paid.office.request(paid.first)
    page, _ = listing(paid.office)
    shown(page)
    page.table.select_first()
    QTest.keyClick(page.table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    head, row = QGuiApplication.clipboard().text().splitlines()
    assert head.split("\t")[:3] == ["单号", "申请日期", "项目"]
    assert row.split("\t")[6] == "30000.00"

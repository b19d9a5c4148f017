from __future__ import annotations

import pytest

from fundapp.services import payees
from fundapp.services.payees import PayeeEntry, PayeeRow
from fundapp.services.seat import Seat
from fundapp.ui import notices
from fundapp.ui.parts.field import LineField
from fundapp.ui.payees.account_dialog import AccountDialog
from fundapp.ui.payees.editor import PayeeEditor
from fundapp.ui.payees.list import PayeeList
from fundapp.values.choices import FirmSize, PayeeKind, PaymentState
from tests.builders import COMPANY, COMPANY_USCC, Office
from tests.ui.paid_office import Paid
from tests.ui.payments.writing import sheet
from tests.ui.seated import Told, ready, session

OTHER_USCC = "91330482MA00DEM143"


def listing(place: Office, seat: Seat | None = None) -> tuple[PayeeList, Told]:
    page = PayeeList(session(place, seat or place.clerk))
    told = Told(page)
    return ready(page), told


def editor(place: Office, payee_id: int | None = None, seat: Seat | None = None) -> tuple[PayeeEditor, Told]:
    page = PayeeEditor(session(place, seat or place.clerk), payee_id)
    told = Told(page)
    return ready(page), told


def fill(page: PayeeEditor, **texts: str) -> None:
    """Type into the boxes and leave them."""
    given = {
        "name": "示例软件科技有限公司",
        "uscc": OTHER_USCC,
        "bank": "示例银行营业部",
        "account": "33050100000000000002",
        **texts,
    }
    for name, text in given.items():
        field: LineField[str] = getattr(page, name)
        field.set_raw(text)
        field.settle()


def named(place: Office, name: str) -> PayeeRow | None:
    return next((row for row in place.ask(payees.payees) if row.name == name), None)


def test_the_list_names_payees_with_their_present_accounts(place: Office) -> None:
    page, told = listing(place)
    rows = {row.name: row for row in page.table.rows()}
    assert set(rows) == {COMPANY, "示例镇", "示例街道"}
    assert rows[COMPANY].account is not None
    page.table.bar.set_filter("kind", "town")
    assert {row.name for row in page.table.rows()} == {"示例镇", "示例街道"}
    page.table.activated.emit(page.table.rows()[0])
    assert isinstance(told.pushed[0], PayeeEditor)


def test_only_clerks_and_finance_change_payees(place: Office) -> None:
    page, _ = listing(place, place.head)
    assert not page.new.isEnabled()
    assert "第十一条" in page.new.toolTip()
    row = named(place, COMPANY)
    assert row is not None
    reader, _ = editor(place, row.id, place.head)
    assert reader.name.line.isReadOnly()
    assert not reader.save_button.isEnabled()
    assert not reader.change_button.isEnabled()
    assert not reader.can_save()


def test_a_new_company_is_stored_with_its_account(place: Office) -> None:
    page, told = editor(place)
    fill(page, contact="联系人（示例）")
    page.save()
    row = named(place, "示例软件科技有限公司")
    assert row is not None
    assert (row.uscc, row.size, row.contact) == (OTHER_USCC, FirmSize.SMALL, "联系人（示例）")
    assert row.account is not None
    assert row.account.number == "33050100000000000002"
    assert told.closed == 1


def test_a_company_code_with_a_wrong_check_digit_is_named_while_typed_and_not_stored(place: Office) -> None:
    page, _ = editor(place)
    fill(page)
    page.uscc.set_raw("91330482MA00DEM14X")
    assert "末位应为“3”" in page.uscc.complaint()
    page.save()
    assert page.uscc.raw() == "91330482MA00DEM14X"
    assert named(place, "示例软件科技有限公司") is None


def test_the_length_of_a_code_is_counted_while_typed(place: Office) -> None:
    page, _ = editor(place)
    page.uscc.set_raw("9133")
    assert page.uscc._under.text() == "已输入 4 位，应为 18 位"
    page.uscc.set_raw(OTHER_USCC)
    assert page.uscc._under.text() == "校验通过"


def test_a_company_needs_a_code(place: Office) -> None:
    page, _ = editor(place)
    fill(page, uscc="")
    page.save()
    assert "统一社会信用代码" in page.uscc.complaint()
    assert named(place, "示例软件科技有限公司") is None


def test_a_town_may_keep_an_old_number_or_none_and_has_no_size(place: Office) -> None:
    page, _ = editor(place)
    page.kind.set_value(PayeeKind.TOWN)
    assert not page.size_.isVisibleTo(page)
    fill(page, name="示例二镇", uscc="12345678-9")
    assert "非企业单位可以保存" in page.uscc._under.text()
    page.save()
    row = named(place, "示例二镇")
    assert row is not None
    assert (row.uscc, row.size) == ("12345678-9", FirmSize.NONE)


@pytest.mark.parametrize(("typed", "why"), [("1234", "8 至 32 位"), ("6222-abc-1", "只能是数字")])
def test_an_account_that_cannot_be_is_named(place: Office, typed: str, why: str) -> None:
    page, _ = editor(place)
    fill(page, account=typed)
    page.save()
    assert why in page.account.complaint()
    assert page.account.raw() == typed


def test_a_persons_card_is_pointed_out_and_can_be_stored(place: Office) -> None:
    page, _ = editor(place)
    fill(page, account="6222021234567890128")
    assert "疑似个人银行卡" in page.account._under.text()
    page.save()
    row = named(place, "示例软件科技有限公司")
    assert row is not None
    assert row.account is not None
    assert row.account.personal
    listed, _ = listing(place)
    marks = {each.name: listed.table.view.rows_model.columns[6].take(each) for each in listed.table.rows()}
    assert marks["示例软件科技有限公司"] == "疑似个人卡"
    assert marks[COMPANY] == ""


def test_a_bank_code_of_a_wrong_length_is_named_and_a_wrong_check_digit_only_pointed_out(place: Office) -> None:
    page, _ = editor(place)
    fill(page, bank_code="1023")
    page.save()
    assert "12 位" in page.bank_code.complaint()
    page.bank_code.set_raw("102331002019")
    assert "校验位不符" in page.bank_code._under.text()
    page.save()
    assert named(place, "示例软件科技有限公司") is not None


def test_a_name_that_is_taken_is_named(place: Office) -> None:
    page, _ = editor(place)
    fill(page, name=COMPANY)
    page.save()
    assert "已有收款单位" in page.name.complaint()


def test_another_account_closes_the_old_one_and_voids_what_is_being_signed(paid: Paid) -> None:
    place = paid.office
    request = place.submit(place.request(paid.first))
    row = named(place, COMPANY)
    assert row is not None
    page, _ = editor(place, row.id)
    page.change_button.click()
    dialog = page.dialog
    assert isinstance(dialog, AccountDialog)
    dialog.bank.set_raw("示例银行新城支行")
    dialog.number.set_raw("33050100000000000099")
    with notices.captured() as seen:
        dialog.press()
    assert any("ZF-2026-0001 的签批已作废" in notice.title for notice in seen)
    assert sheet(place, request).state is PaymentState.DRAFT
    accounts = page.accounts.rows()
    assert [account.closed_on is None for account in accounts] == [True, False]
    assert accounts[0].number == "33050100000000000099"


def test_a_wrong_number_keeps_the_account_dialog_open(place: Office) -> None:
    row = named(place, COMPANY)
    assert row is not None
    page, _ = editor(place, row.id)
    page.change_button.click()
    assert page.dialog is not None
    page.dialog.bank.set_raw("示例银行新城支行")
    page.dialog.number.set_raw("12")
    page.dialog.press()
    assert "8 至 32 位" in page.dialog.number.complaint()
    assert len(place.ask(payees.payee_row, row.id).accounts) == 1


def test_a_refused_account_stays_in_the_dialog_with_the_reason(place: Office) -> None:
    row = named(place, COMPANY)
    assert row is not None
    page, _ = editor(place, row.id, place.head)
    dialog = AccountDialog(session(place, place.head), page, row)
    dialog.bank.set_raw("示例银行新城支行")
    dialog.number.set_raw("33050100000000000099")
    dialog.press()
    assert "第十一条" in dialog.wrong.text()
    assert dialog.number.raw() == "33050100000000000099"


def test_what_was_typed_outlives_a_crash(place: Office) -> None:
    page, _ = editor(place)
    page.name.set_raw("示例软件科技")
    page.leave()
    again, _ = editor(place)
    assert again.name.raw() == "示例软件科技"
    assert "已恢复" in again.status.text()
    assert again.unsaved()
    again.drop()
    clean, _ = editor(place)
    assert clean.name.raw() == ""


def test_a_payee_that_another_has_changed_is_not_overwritten_unasked(place: Office) -> None:
    row = named(place, COMPANY)
    assert row is not None
    page, _ = editor(place, row.id)
    page.phone.set_raw("0573-00000000")
    entry = PayeeEntry(COMPANY, PayeeKind.COMPANY, COMPANY_USCC, FirmSize.MICRO, "另一联系人", version=row.version)
    place.do(place.other_clerk, payees.save, entry, row.id)
    with notices.captured("mine") as seen:
        page.save()
    assert seen[0].title == "内容已被他人修改"
    assert place.ask(payees.payee_row, row.id).phone == ""
    page.save()
    assert place.ask(payees.payee_row, row.id).phone == "0573-00000000"


def test_the_other_version_can_be_taken(place: Office) -> None:
    row = named(place, COMPANY)
    assert row is not None
    page, _ = editor(place, row.id)
    page.phone.set_raw("0573-00000000")
    entry = PayeeEntry(COMPANY, PayeeKind.COMPANY, COMPANY_USCC, FirmSize.MICRO, "另一联系人", version=row.version)
    place.do(place.other_clerk, payees.save, entry, row.id)
    with notices.captured("theirs"):
        page.save()
    assert page.contact.raw() == "另一联系人"
    assert page.phone.raw() == ""
    assert page.unsaved() == ""


def test_a_payee_handed_over_is_opened(place: Office) -> None:
    row = named(place, COMPANY)
    assert row is not None
    page, told = listing(place)
    page.aim(row.id)
    page.aim("new")
    first, second = told.pushed
    assert isinstance(first, PayeeEditor)
    assert isinstance(second, PayeeEditor)
    assert ready(first).heading() == COMPANY
    assert ready(second).heading() == "新建收款单位"


def test_a_payee_that_is_gone_closes_its_page(place: Office) -> None:
    with notices.captured("ok") as seen:
        _, told = editor(place, 4711)
    assert seen[0].kind == "refusal"
    assert told.closed == 1

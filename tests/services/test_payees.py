"""Payees and their accounts: real identifiers, one present account, and what a change does to what was signed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import Forbidden, Invalid, NotFound, Stale
from fundapp.services import payees, payment_sheet
from fundapp.services.payees import AccountEntry, PayeeEntry, PayeeRow
from fundapp.services.verification import verify
from fundapp.values.choices import FirmSize, PayeeKind, PaymentState
from fundapp.values.documents import RoundOutcome
from tests.builders import COMPANY, COMPANY_USCC, Office
from tests.ui.paid_office import Paid


def entry(name: str = "示例软件有限公司", kind: PayeeKind = PayeeKind.COMPANY, uscc: str = "") -> PayeeEntry:
    """A payee as typed, with a plain bank account."""
    account = AccountEntry(" 示例银行 ", "3310 1234 5678 9012")
    return PayeeEntry(name, kind, uscc, FirmSize.NONE, " 联系人 ", " 0573-00000000 ", account)


def row(place: Office, payee: int) -> PayeeRow:
    """A payee as the list shows it."""
    return place.ask(payees.payee_row, payee)


def refusal(place: Office, typed: PayeeEntry) -> Invalid:
    """What the program says to an entry; nothing is stored."""
    before = place.ask(payees.payees)
    with pytest.raises(Invalid) as caught:
        place.do(place.clerk, payees.save, typed)
    assert place.ask(payees.payees) == before
    return caught.value


def test_a_payee_is_kept_with_its_account_and_without_blanks(place: Office) -> None:
    payee = place.do(place.clerk, payees.save, entry(" 示例镇人民政府 ", PayeeKind.TOWN))
    found = row(place, payee)
    assert (found.name, found.kind, found.contact, found.phone) == (
        "示例镇人民政府",
        PayeeKind.TOWN,
        "联系人",
        "0573-00000000",
    )
    assert found.account is not None
    assert (found.account.bank, found.account.number, found.account.bank_code) == ("示例银行", "3310123456789012", "")
    assert (found.account.valid_from, found.account.closed_on) == (dt.date(2026, 3, 2), None)


def test_payees_are_listed_by_name_or_of_one_kind(place: Office) -> None:
    names = [one.name for one in place.ask(payees.payees)]
    assert names == sorted(names, key=str.encode)
    assert [one.name for one in place.ask(payees.payees, PayeeKind.COMPANY)] == [COMPANY]
    assert place.ask(payees.payees, PayeeKind.PERSON) == ()
    with pytest.raises(NotFound):
        row(place, 9999)


def test_a_payee_without_any_account_has_no_present_one(place: Office) -> None:
    payee = place.do(place.clerk, payees.save, replace(entry(kind=PayeeKind.TOWN), account=None))
    assert row(place, payee).account is None


def test_a_name_is_needed_and_belongs_to_one_payee(place: Office) -> None:
    assert refusal(place, entry(" 　")).field == "收款单位全称"
    said = refusal(place, entry(f" {COMPANY} ", PayeeKind.TOWN))
    assert (said.field, said.message) == ("收款单位全称", f"已有收款单位“{COMPANY}”。")
    other = place.do(place.clerk, payees.save, entry("示例镇人民政府", PayeeKind.TOWN))
    with pytest.raises(Invalid, match="已有收款单位"):
        place.do(place.clerk, payees.save, entry(COMPANY, PayeeKind.TOWN), other)
    place.do(place.clerk, payees.save, replace(entry("示例镇人民政府", PayeeKind.TOWN), account=None), other)


@pytest.mark.parametrize("uscc", ["", "91110000600037341M", "123"])
def test_a_company_s_credit_code_must_pass_its_check(place: Office, uscc: str) -> None:
    said = refusal(place, entry(uscc=uscc))
    assert said.field == "统一社会信用代码"
    assert "营业执照" in said.remedy


def test_a_company_s_credit_code_is_kept_in_capitals_and_half_width(place: Office) -> None:
    payee, _ = place.payee()
    typed = PayeeEntry(COMPANY, PayeeKind.COMPANY, f" {COMPANY_USCC.lower()} ", FirmSize.SMALL)
    place.do(place.clerk, payees.save, typed, payee)
    assert row(place, payee).uscc == COMPANY_USCC


@pytest.mark.parametrize(
    ("kind", "uscc", "kept"),
    [
        (PayeeKind.TOWN, "", ""),
        (PayeeKind.INSTITUTION, " ", ""),
        (PayeeKind.TOWN, "00250000-1", "00250000-1"),
        (PayeeKind.INSTITUTION, COMPANY_USCC, COMPANY_USCC),
        (PayeeKind.PERSON, "身份证另存", "身份证另存"),
    ],
)
def test_towns_and_institutions_may_have_an_old_number_or_none(
    place: Office, kind: PayeeKind, uscc: str, kept: str
) -> None:
    payee = place.do(place.clerk, payees.save, entry("示例收款单位", kind, uscc))
    assert row(place, payee).uscc == kept


@pytest.mark.parametrize(
    ("account", "field"),
    [
        (AccountEntry(" ", "3310123456789012"), "开户银行"),
        (AccountEntry("示例银行", "33A0"), "银行账号"),
        (AccountEntry("示例银行", ""), "银行账号"),
        (AccountEntry("示例银行", "3310123456789012", "12345"), "行号"),
    ],
)
def test_an_account_names_its_bank_and_a_number_that_can_be_one(
    place: Office, account: AccountEntry, field: str
) -> None:
    assert refusal(place, replace(entry(kind=PayeeKind.TOWN), account=account)).field == field


def test_a_bank_s_own_number_is_kept_when_it_can_be_one(place: Office) -> None:
    account = AccountEntry("示例银行", "3310123456789012", "102 100 099 996")
    payee = place.do(place.clerk, payees.save, replace(entry(kind=PayeeKind.TOWN), account=account))
    found = row(place, payee).account
    assert found is not None
    assert found.bank_code == "102100099996"


def test_a_personal_card_is_pointed_out(place: Office) -> None:
    payee = place.do(place.clerk, payees.save, replace(entry(kind=PayeeKind.TOWN), account=None))
    card = AccountEntry("示例银行", "6222020000000000000")
    place.do(place.clerk, payees.change_account, payee, card)
    found = row(place, payee).account
    assert found is not None
    assert (found.number, found.personal) == ("6222020000000000000", True)


def test_who_may_not_keep_payees_changes_none(place: Office) -> None:
    payee, _ = place.payee()
    for seat in (place.head, place.supervisor, place.auditor, place.administrator):
        with pytest.raises(Forbidden, match="须由经办人或财务办理"):
            place.do(seat, payees.save, entry(kind=PayeeKind.TOWN))
        with pytest.raises(Forbidden, match="须由经办人或财务办理"):
            place.do(seat, payees.change_account, payee, AccountEntry("示例银行", "3310123456789012"))
    place.do(place.finance, payees.save, entry(kind=PayeeKind.TOWN))


def test_what_was_loaded_before_somebody_else_saved_is_not_stored(place: Office) -> None:
    payee, _ = place.payee()
    typed = PayeeEntry(COMPANY, PayeeKind.COMPANY, COMPANY_USCC, FirmSize.MICRO, version=row(place, payee).version)
    place.do(place.clerk, payees.save, typed, payee)
    with pytest.raises(Stale, match="已被他人修改"):
        place.do(place.finance, payees.save, replace(typed, size=FirmSize.LARGE), payee)
    assert row(place, payee).size == FirmSize.MICRO


def test_another_account_closes_the_present_one_which_stays_in_sight(place: Office) -> None:
    payee, first = place.payee()
    place.clock.pass_by(days=7)
    second = place.do(place.clerk, payees.change_account, payee, AccountEntry("示例银行城东支行", "3310123456789012"))
    found = row(place, payee)
    assert [(one.id, one.closed_on) for one in found.accounts] == [(second, None), (first, dt.date(2026, 3, 9))]
    assert found.account is not None
    assert (found.account.id, found.account.valid_from) == (second, dt.date(2026, 3, 9))


@pytest.mark.parametrize("way", ["change_account", "save", "rename"])
def test_a_change_of_account_or_name_voids_what_was_signed_for_the_old_one_visibly(paid: Paid, way: str) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    place.sign(request, place.head)
    payee, _ = place.payee()
    account = AccountEntry("示例银行城东支行", "3310123456789012")
    typed = PayeeEntry(COMPANY, PayeeKind.COMPANY, COMPANY_USCC, FirmSize.SMALL)
    if way == "change_account":
        done = place.ledger.do(place.clerk, payees.change_account, payee, account)
    elif way == "save":
        done = place.ledger.do(place.clerk, payees.save, replace(typed, account=account), payee)
    else:
        done = place.ledger.do(place.clerk, payees.save, replace(typed, name="示例信息技术股份公司"), payee)
    assert done.message.endswith("；ZF-2026-0001 的签批已作废")
    found = place.ledger.ask(place.clerk, payment_sheet.sheet, request)
    assert (found.state, found.rounds[-1].outcome) == (PaymentState.DRAFT, RoundOutcome.VOIDED)
    assert "变更" in found.rounds[-1].reason
    place.ledger.close()
    assert verify(place.path).ok


def test_a_new_telephone_voids_nothing(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    payee, _ = place.payee()
    typed = PayeeEntry(COMPANY, PayeeKind.COMPANY, COMPANY_USCC, FirmSize.SMALL, phone="0573-11111111")
    assert place.ledger.do(place.clerk, payees.save, typed, payee).message == "收款单位已保存"
    assert place.ledger.ask(place.clerk, payment_sheet.sheet, request).state == PaymentState.IN_APPROVAL

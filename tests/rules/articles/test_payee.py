"""The payee is the contract's other party, paid to the contract's account (art. 12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import AttachmentKind, PayeeKind
from tests.rules.cases import GRANT, SOUND, finding, said


@pytest.mark.parametrize("case", [replace(SOUND, payee_name=" "), replace(SOUND, account_number=" ")])
def test_without_payee_or_account_nothing_is_paid(case: PaymentCase) -> None:
    found = said(case, "12-8")
    assert found.blocks
    assert found.message == "尚未选择收款单位或收款账户。"


def test_an_account_of_spaces_is_not_compared_with_the_contract_s() -> None:
    assert finding(replace(SOUND, account_number=" "), "12-9") is None


def test_another_payee_than_party_b_blocks_and_both_are_named() -> None:
    found = said(replace(SOUND, payee_name="示例软件有限公司"), "12-8")
    assert found.blocks
    assert found.message == "收款单位“示例软件有限公司”与合同所列“示例云计算有限公司”不一致。"


def test_brackets_and_spaces_do_not_make_another_payee() -> None:
    case = replace(SOUND, payee_name="示例云(平湖) 有限公司", party_name="示例云（平湖）有限公司")
    assert said(case, "12-8").passed


def test_a_party_without_a_name_matches_nobody() -> None:
    assert said(replace(SOUND, party_name=""), "12-8").blocks


def test_a_town_that_is_not_on_the_line_blocks() -> None:
    found = said(replace(GRANT, payee_name="示例镇人民政府"), "12-8")
    assert found.blocks
    assert "分配清单所列“示例街道办事处”" in found.message


def test_payees_are_not_compared_before_a_contract_is_chosen() -> None:
    unchosen = replace(SOUND, basis_number="", party_name="", party_account_number="")
    assert finding(unchosen, "12-8") is None
    assert finding(unchosen, "12-9") is None


def test_another_account_than_the_contract_takes_a_reason_and_a_letter() -> None:
    found = said(replace(SOUND, account_number="330501000000000002"), "12-9")
    assert found.needs_reason
    assert found.message == "收款账户 尾号 0002 与合同登记账户 尾号 0001 不同。"
    assert found.remedy.startswith("请上传收款单位的账户变更函")


def test_with_the_letter_the_change_still_takes_a_reason() -> None:
    kinds = SOUND.attachment_kinds | {AttachmentKind.ACCOUNT_LETTER}
    found = said(replace(SOUND, account_number="330501000000000002", attachment_kinds=kinds), "12-9")
    assert found.needs_reason
    assert found.remedy.startswith("已附账户变更函")


def test_spaces_do_not_make_another_account() -> None:
    assert said(replace(SOUND, account_number="3305 0100 0000 0000 01"), "12-9").passed


def test_a_contract_without_an_account_differs_from_every_account() -> None:
    found = said(replace(SOUND, party_account_number=""), "12-9")
    assert found.needs_reason
    assert "（未登记）" in found.message


def test_an_account_changed_after_signing_takes_a_reason() -> None:
    found = said(replace(SOUND, account_changed_on=dt.date(2024, 3, 2)), "12-9")
    assert found.needs_reason
    assert "2024-03-02" in found.message


def test_an_account_changed_before_signing_or_without_a_signed_contract_passes() -> None:
    assert said(replace(SOUND, account_changed_on=dt.date(2024, 3, 1)), "12-9").passed
    assert said(replace(GRANT, account_changed_on=dt.date(2026, 3, 1)), "12-9").passed


def test_without_an_account_there_is_nothing_to_compare() -> None:
    assert finding(replace(SOUND, account_number=""), "12-9") is None


def test_a_personal_card_is_a_loud_caution() -> None:
    found = said(replace(SOUND, account_is_personal=True), "12-10")
    assert found.needs_reason
    assert found.message.startswith("注意：收款账户 尾号 0001 疑似个人银行卡")


def test_a_person_as_payee_is_a_loud_caution() -> None:
    found = said(replace(SOUND, payee_kind=PayeeKind.PERSON), "12-10")
    assert found.needs_reason
    assert found.message == "注意：收款方“示例云计算有限公司”登记为个人。"


@pytest.mark.parametrize("kind", [PayeeKind.COMPANY, PayeeKind.INSTITUTION, PayeeKind.TOWN])
def test_an_account_of_a_body_passes(kind: PayeeKind) -> None:
    assert said(replace(SOUND, payee_kind=kind), "12-10").passed


def test_a_closed_account_blocks_and_the_day_is_named() -> None:
    found = said(replace(SOUND, account_closed_on=dt.date(2026, 5, 6)), "12-8")
    assert found.blocks
    assert "已于 2026-05-06 停用" in found.message
    assert "登记新账户" in found.remedy
    assert found.field == "收款账户"

"""Verification of disbursements and sums."""

from __future__ import annotations

import sqlite3

import pytest

from fundapp.services import verification_totals
from fundapp.services.verification import Kind, verify
from tests.forgery import Forger, found
from tests.services.verification.forgeries import Forgery
from tests.signed_ledger import Signed


def _disburse(forger: Forger, ledger: Signed, who: str = "出纳", **columns: object) -> None:
    """A disbursement of the approved request, sealed by somebody, as the program would write it."""
    last = forger.do("SELECT at FROM audit_line ORDER BY id DESC LIMIT 1")[0]["at"]
    seat = ledger.seats[who]
    row = {
        "payment_id": ledger.approved,
        "round": 2,
        "amount": 2_000_000,
        "paid_on": "2026-12-28",
        "registered_by_id": seat.person_id,
        "registered_at": last,
    }
    made = forger.copy("disbursement", 1, **(row | columns))
    forger.change("payment", ledger.approved, state="paid")
    forger.seal(seat, "disbursements.register", [("disbursement", made), ("payment", ledger.approved)])


def test_an_honest_disbursement_added_by_hand_passes(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        _disburse(forger, spoiled)
    assert found(spoiled.path) == {}


DISBURSEMENTS: dict[str, tuple[Forgery, str]] = {
    "without voucher": (lambda forger, ledger: _disburse(forger, ledger, voucher=" "), "没有凭证号"),
    "in another year": (
        lambda forger, ledger: _disburse(forger, ledger, paid_on="2027-01-04"),
        "的日期 2027-01-04 不在 2026 年度内",
    ),
    "of a former round": (
        lambda forger, ledger: _disburse(forger, ledger, round=1),
        "没有对应的、已签齐的本轮签批",
    ),
    "of less": (
        lambda forger, ledger: _disburse(forger, ledger, amount=1_999_999),
        "金额 19,999.99 元与申请的 20,000.00 元不同",
    ),
    "by the author": (
        lambda forger, ledger: _disburse(forger, ledger, "经办人"),
        "由填报人或最后修改人本人登记",
    ),
    "by a signer": (lambda forger, ledger: _disburse(forger, ledger, "财务"), "由签批人本人登记"),
    "in another's name": (
        lambda forger, ledger: _disburse(forger, ledger, registered_by_id=ledger.seats["监督人员"].person_id),
        "的登记人或时间与留痕第",
    ),
    "by somebody who is not finance": (
        lambda forger, ledger: _disburse(forger, ledger, "监督人员"),
        "的登记人当时不是财务",
    ),
}


@pytest.mark.parametrize("name", DISBURSEMENTS)
def test_a_sealed_disbursement_that_is_not_right_is_found(spoiled: Signed, name: str) -> None:
    forgery, sentence = DISBURSEMENTS[name]
    with Forger(spoiled.path) as forger:
        forgery(forger, spoiled)
    said = found(spoiled.path, Kind.TOTALS)["disbursement#3"]
    assert said.startswith("用款申请 ZF-2026-0002 的拨付（disbursement 第 3 号）")
    assert sentence in said


def test_sums_too_large_for_the_file_are_found(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.copy("payment_share", 1, source="own", amount=2**63 - 1)
    assert "有金额大得无法合计" in found(spoiled.path, Kind.TOTALS)["totals"]


def test_a_contract_value_too_large_for_the_file_is_said_in_words(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        forger.do("PRAGMA ignore_check_constraints = ON")
        forger.change("amendment", 1, amount=-(2**63))
        forger.change("contract", 1, amount=0)
    assert "超过合同金额（含补充协议）" in found(spoiled.path, Kind.TOTALS)["contract#1"]


def test_a_mistake_in_the_program_is_not_taken_for_a_finding(spoiled: Signed, monkeypatch: pytest.MonkeyPatch) -> None:
    limits = (("contract", "份", "合同", "合同金额", "SELECT 1 FROM nowhere"),)
    monkeypatch.setattr(verification_totals, "_LIMITS", limits)
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        verify(spoiled.path)

"""Verification of the paper that was issued."""

from __future__ import annotations

import pytest

from fundapp.seal.codes import form_code
from tests.forgery import Forger, found
from tests.signed_ledger import Signed


def _issue(forger: Forger, ledger: Signed, **columns: object) -> None:
    last = forger.do("SELECT at, hash FROM audit_line ORDER BY id DESC LIMIT 1")[0]
    seat = ledger.seats["经办人"]
    said = {"chain_head": last["hash"], "issued_by_id": seat.person_id, "issued_at": last["at"]} | columns
    form = forger.row("issued_form", 1)
    code = form_code(form["digest"], str(said["chain_head"]))
    made = forger.copy("issued_form", 1, code=code, **said)
    forger.seal(seat, "printing.issue", [("issued_form", made)])


def test_an_honest_form_added_by_hand_passes(spoiled: Signed) -> None:
    with Forger(spoiled.path) as forger:
        _issue(forger, spoiled)
    assert found(spoiled.path) == {}


@pytest.mark.parametrize("column", ["chain_head", "issued_by_id", "issued_at"])
def test_a_form_whose_head_issuer_or_moment_is_not_that_of_its_line_is_found(spoiled: Signed, column: str) -> None:
    with Forger(spoiled.path) as forger:
        early = forger.row("audit_line", 5)
        other = {"chain_head": early["hash"], "issued_by_id": 1, "issued_at": early["at"]}
        _issue(forger, spoiled, **{column: other[column]})
    assert "与登记它的那一行留痕不一致" in found(spoiled.path)["issued_form#3"]

"""One act, one sealed line that accounts for every row it wrote or took away, by a key that is in force."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden
from fundapp.models import AuditLine, CautionReason, Invoice
from fundapp.services import access, payments, people
from fundapp.services.desk import Desk
from fundapp.services.signing import Signing
from fundapp.services.verification import verify
from fundapp.values.choices import Decision
from fundapp.values.roles import Role
from tests.builders import CHEAP, FIRST_PASSWORD, Office, office


def _newest(desk: Desk) -> AuditLine:
    return desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one()


def _written(place: Office) -> dict[tuple[str, int], str]:
    return {(table, key): digest for table, key, digest in json.loads(place.ask(_newest).body)["rows"]}


def test_lines_that_fall_out_of_a_draft_are_on_record_as_deleted(tmp_path: Path) -> None:
    place = office(tmp_path)
    draft = replace(place.draft(place.contract().milestones[0]), reasons=(("R-1", "已核实"),))
    request = place.do(place.clerk, payments.save, draft)
    (invoice,) = place.ask(lambda desk: desk.session.scalars(select(Invoice.id)).all())
    (reason,) = place.ask(lambda desk: desk.session.scalars(select(CautionReason.id)).all())
    place.do(place.clerk, payments.save, replace(draft, invoices=(), reasons=()), request)
    written = _written(place)
    assert written["invoice", invoice] == ""
    assert written["caution_reason", reason] == ""
    assert len(written["payment", request]) == 64
    place.ledger.close()
    assert verify(place.path).ok


def test_a_role_taken_away_is_on_record_as_deleted(tmp_path: Path) -> None:
    place = office(tmp_path)
    entry = people.PersonEntry("出纳", place.division_id, frozenset({Role.AUDITOR}))
    place.do(place.administrator, people.save_person, place.cashier.person_id, entry)
    roles = [digest != "" for (table, _), digest in _written(place).items() if table == "person_role"]
    assert sorted(roles) == [False, True]
    place.ledger.close()
    assert verify(place.path).ok


def test_a_key_made_anew_ends_the_seat_that_was_logged_in_with_the_old_one(tmp_path: Path) -> None:
    place = office(tmp_path)
    request = place.request(place.contract().milestones[0])
    place.submit(request)
    old, confirmed = place.head, place.confirm(place.head)
    reset = (old.person_id, FIRST_PASSWORD, place.confirm(place.supervisor), CHEAP)
    place.do(place.administrator, people.reset_key, *reset)
    place.clock.pass_by(minutes=1)
    before = place.ask(_newest).id
    with pytest.raises(Forbidden, match="密钥已经更换或停用"):
        place.do(old, payments.annotate, request, "备注", "")
    with pytest.raises(Forbidden, match="密钥已经更换或停用"):
        place.do(old, payments.sign, request, Signing(Decision.AGREE), confirmed)
    assert place.ask(_newest).id == before
    access.log_in(place.ledger, old.person_id, FIRST_PASSWORD)
    place.ledger.close()
    assert verify(place.path).ok

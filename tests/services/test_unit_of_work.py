"""One act, one sealed line that accounts for every row it wrote or took away, by a key that is in force."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from fundapp.errors import Forbidden, Refused
from fundapp.models import AuditLine, CautionReason, Invoice
from fundapp.services import access, payments, people
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.signing import Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.services.verification import verify
from fundapp.values.choices import Decision
from fundapp.values.documents import SubjectKind
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
    reset = (old.person_id, FIRST_PASSWORD, CHEAP, place.confirm(place.supervisor))
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


def test_rows_that_were_only_read_are_no_part_of_the_act(tmp_path: Path) -> None:
    place = office(tmp_path)
    place.do(place.administrator, people.close_person, place.auditor.person_id)
    assert set(_written(place)) == {("person", place.auditor.person_id)}


def test_numbers_of_a_series_have_no_gap_and_each_year_its_own(tmp_path: Path) -> None:
    place = office(tmp_path)
    given: list[str] = []

    def verb(uow: UnitOfWork) -> Done:
        given.extend(uow.next_number("ZF", year) for year in (2026, 2026, 2027, 2026))
        uow.record("payments.submit", SubjectKind.PAYMENT, 1, "编号")
        return Done("", Changed.NOTHING, 1)

    place.do(place.clerk, verb)
    assert given == ["ZF-2026-0001", "ZF-2026-0002", "ZF-2027-0001", "ZF-2026-0003"]


def test_a_number_of_an_act_that_was_refused_is_given_out_again(tmp_path: Path) -> None:
    place = office(tmp_path)
    given: list[str] = []

    def verb(uow: UnitOfWork, refuse: bool) -> Done:
        given.append(uow.next_number("ZF", 2026))
        if refuse:
            raise Refused("不行。")
        uow.record("payments.submit", SubjectKind.PAYMENT, 1, "编号")
        return Done("", Changed.NOTHING, 1)

    with pytest.raises(Refused):
        place.do(place.clerk, verb, True)
    place.do(place.clerk, verb, False)
    assert given == ["ZF-2026-0001", "ZF-2026-0001"]


def test_a_signature_is_sealed_onto_the_newest_line(tmp_path: Path) -> None:
    place = office(tmp_path)
    newest = place.ask(_newest)
    seen: list[str] = []

    def verb(uow: UnitOfWork) -> Done:
        seen.append(uow.head)
        uow.record("people.save_person", SubjectKind.PERSON, 1, "看一眼")
        return Done("", Changed.NOTHING, 1)

    place.do(place.administrator, verb)
    assert seen == [newest.hash]
    assert place.ask(_newest).previous == newest.hash

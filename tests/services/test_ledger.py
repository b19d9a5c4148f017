"""The gate to the file: founding, one act per transaction, refusals in words and logged where money is at stake."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from fundapp.errors import Busy, Damaged, Forbidden, FundError, Invalid, NotFound, Refused, Stale
from fundapp.models import AuditLine, Base, Division, Person, Unit
from fundapp.seal.passwords import WeakPassword
from fundapp.services import clock, disbursements, office_view, payment_sheet, payments, people
from fundapp.services.desk import Desk
from fundapp.services.disbursements import DisbursementEntry
from fundapp.services.done import Changed, Done
from fundapp.services.ledger import Founding, create_ledger, open_ledger
from fundapp.services.signing import Signing
from fundapp.services.unit_of_work import UnitOfWork, stored_digest
from fundapp.services.verification import verify
from fundapp.values.choices import Decision, PaymentState
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import CHEAP, PASSWORD, START, Office
from tests.services.asking import statements
from tests.ui.paid_office import Paid

FOUNDING = Founding("示例市政务服务管理局", "综合科", "管理员", PASSWORD)


def newest(place: Office) -> AuditLine:
    """The audit line of the last act."""
    return place.ask(lambda desk: desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one())


def entry(place: Office) -> DisbursementEntry:
    """A disbursement of today."""
    return DisbursementEntry(place.clock.today, "记-0001")


# A new ledger


def test_a_new_ledger_begins_with_one_line_signed_by_its_administrator_for_every_row(tmp_path: Path) -> None:
    ledger, seat = create_ledger(tmp_path / "新账套.fund", FOUNDING, clock=lambda: START, cost=CHEAP, synchronous="OFF")
    (line,) = ledger.ask(seat, lambda desk: desk.session.scalars(select(AuditLine)).all())
    assert (line.verb, line.person_id, line.at) == ("ledger.create", 1, START)
    tables = {table for table, _, _ in json.loads(line.body)["rows"]}
    assert tables == {"division", "ledger_info", "person", "person_key", "person_role", "unit"}
    assert ledger.path == tmp_path / "新账套.fund"
    ledger.close()
    assert verify(ledger.path).ok


@pytest.mark.parametrize(
    ("missing", "field"),
    [("office", "单位名称"), ("division", "科室"), ("administrator", "管理员姓名")],
)
def test_a_ledger_is_not_founded_without_a_name(tmp_path: Path, missing: str, field: str) -> None:
    founding = Founding(**{**FOUNDING.__dict__, missing: " 　"})
    with pytest.raises(Invalid) as caught:
        create_ledger(tmp_path / "新账套.fund", founding, cost=CHEAP)
    assert (caught.value.message, caught.value.field) == (f"请填写{field}。", field)
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_is_not_founded_on_a_weak_password(tmp_path: Path) -> None:
    with pytest.raises(WeakPassword):
        create_ledger(tmp_path / "新账套.fund", Founding("示例单位", "综合科", "管理员", "12345678"), cost=CHEAP)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_founded_over(place: Office) -> None:
    with pytest.raises(FundError):
        create_ledger(place.path, FOUNDING, cost=CHEAP)
    assert place.ask(office_view.view).office == "示例市政务服务管理局"


def test_an_open_ledger_is_opened_by_nobody_else_and_a_closed_one_again(place: Office) -> None:
    with pytest.raises(Busy):
        open_ledger(place.path, cost=CHEAP)
    place.ledger.close()
    again = open_ledger(place.path, cost=CHEAP)
    assert again.clock is clock.now
    again.close()


def test_what_is_no_ledger_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "照片.fund").write_bytes(b"\x89PNG" * 300)
    with pytest.raises(Damaged):
        open_ledger(tmp_path / "照片.fund", cost=CHEAP)
    with pytest.raises(NotFound):
        open_ledger(tmp_path / "没有.fund", cost=CHEAP)


# One act


def _silent(uow: UnitOfWork) -> Done:
    uow.add(Unit(name="没有留痕的单位"))
    return Done("", Changed.OFFICE, 1)


def _twice(uow: UnitOfWork) -> Done:
    unit = Unit(name="两次留痕的单位")
    uow.add(unit)
    uow.record("units.add_unit", SubjectKind.UNIT, unit.id, "第一次")
    uow.record("units.save_unit", SubjectKind.UNIT, unit.id, "第二次")
    return Done("", Changed.OFFICE, 1)


@pytest.mark.parametrize(
    ("verb", "said"),
    [(_silent, "without naming its act"), (_twice, "one act, one audit line: units.add_unit then units.save_unit")],
)
def test_a_verb_that_forgets_to_record_or_records_twice_fails_loudly_and_stores_nothing(
    place: Office, verb: Callable[[UnitOfWork], Done], said: str
) -> None:
    before = newest(place).id
    with pytest.raises(AssertionError, match=said):
        place.do(place.administrator, verb)
    assert len(place.ask(people.units)) == 1
    assert newest(place).id == before


def test_one_act_is_one_line_with_the_digest_of_every_row_it_wrote(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    before = newest(place).id
    counts = place.ask(_rows)
    place.submit(request)
    line = newest(place)
    assert line.id == before + 1
    written = json.loads(line.body)["rows"]
    fresh = {table: number - counts[table] for table, number in place.ask(_rows).items() if number != counts[table]}
    assert fresh == {"audit_line": 1, "number_series": 1, "round_step": 3, "sign_round": 1}
    tables = sorted({table for table, _, _ in written})
    assert tables == ["invoice", "number_series", "payment", "round_step", "sign_round"]
    stored = place.ask(lambda desk: [stored_digest(desk.session, table, key) for table, key, _ in written])
    assert [digest for _, _, digest in written] == stored


def _rows(desk: Desk) -> dict[str, int]:
    tables = Base.metadata.tables.values()
    return {one.name: desk.session.scalar(select(func.count()).select_from(one)) or 0 for one in tables}


def test_a_question_writes_nothing(place: Office) -> None:
    def question(desk: Desk) -> None:
        desk.session.add(Unit(name="顺手加的单位"))
        desk.session.flush()

    with pytest.raises(FundError):
        place.ask(question)
    assert len(place.ask(people.units)) == 1


def test_a_refused_act_leaves_nothing_behind(place: Office) -> None:
    def verb(uow: UnitOfWork) -> Done:
        uow.add(Unit(name="半途的单位"))
        raise Refused("不行。")

    with pytest.raises(Refused):
        place.do(place.administrator, verb)
    assert len(place.ask(people.units)) == 1


def test_a_row_that_was_changed_under_the_program_s_hand_is_told_as_stale(place: Office) -> None:
    def verb(uow: UnitOfWork) -> Done:
        person = uow.get(Person, place.cashier.person_id)
        uow.session.execute(text("UPDATE person SET version = version + 1 WHERE id = :id"), {"id": person.id})
        person.phone = "0573-00000000"
        uow.record("people.save_person", SubjectKind.PERSON, person.id, "改电话")
        return Done("", Changed.PERSON, person.id)

    with pytest.raises(Stale, match="刚被他人修改"):
        place.do(place.administrator, verb)


def test_a_row_that_breaks_a_unique_key_is_told_as_a_repetition(place: Office) -> None:
    def verb(uow: UnitOfWork) -> Done:
        uow.add(Unit(name="示例市政务服务管理局"))
        uow.record("units.add_unit", SubjectKind.UNIT, 2, "重名")
        return Done("", Changed.OFFICE, 2)

    with pytest.raises(Invalid, match="与已有记录重复") as refused:
        place.do(place.administrator, verb)
    assert "UNIQUE" not in str(refused.value)  # the database speaks English, the office does not


@pytest.mark.parametrize("name", ["科室\ud800", "十的二十次方"])
def test_what_the_file_cannot_hold_is_told_as_a_wrong_entry(place: Office, name: str) -> None:
    def verb(uow: UnitOfWork) -> Done:
        uow.add(Division(unit_id=1 if "科室" in name else 10**20, name=name))
        raise AssertionError("the file took it")

    with pytest.raises(Invalid, match="数字过大或文字含有无法保存的字符"):
        place.do(place.administrator, verb)


@pytest.mark.parametrize("name", ["\ud800", 2**70], ids=["half a character", "a number too large"])
def test_what_the_file_cannot_hold_is_told_in_words(place: Office, name: object) -> None:
    def verb(uow: UnitOfWork) -> Done:
        uow.session.execute(text("UPDATE unit SET name = :name WHERE id = 1"), {"name": name})
        raise AssertionError("stored")

    with pytest.raises(Invalid, match="数字过大或文字含有无法保存的字符"):
        place.do(place.administrator, verb)


def test_a_seat_of_another_ledger_does_nothing_here(place: Office) -> None:
    stranger = replace(place.clerk, person_id=9999)
    with pytest.raises(Forbidden, match="不在账套中"):
        place.do(stranger, people.add_unit, "示例单位")
    with pytest.raises(Forbidden, match="不在账套中"):
        place.ledger.ask(stranger, people.units)
    with pytest.raises(Forbidden, match="密钥已经更换或停用"):
        place.do(replace(place.clerk, key_id=9999), people.add_unit, "示例单位")


# Refusals at money


def test_a_refused_signature_is_logged_in_a_transaction_of_its_own_and_signed_by_who_tried(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    before = newest(place).id
    with pytest.raises(Forbidden) as caught:
        place.sign(request, place.clerk)
    line = newest(place)
    assert line.id == before + 1
    assert (line.verb, line.subject_kind, line.subject_id) == ("payments.sign.refused", "payment", request)
    assert (line.person_id, line.key_id) == (place.clerk.person_id, place.clerk.key_id)
    assert line.summary == f"被拒绝：{caught.value}"
    assert json.loads(line.body)["rows"] == []
    assert place.ledger.ask(place.clerk, payment_sheet.sheet, request).state == PaymentState.IN_APPROVAL
    place.ledger.close()
    assert verify(place.path).ok


def test_a_refused_disbursement_is_logged_too(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    before = newest(place).id
    with pytest.raises(Refused, match="当前状态为“签批中”，不能“登记拨付”"):
        place.do(place.cashier, disbursements.register, request, entry(place))
    assert (newest(place).id, newest(place).verb) == (before + 1, "disbursements.register.refused")
    place.ledger.close()
    assert verify(place.path).ok


def test_what_the_file_itself_refuses_is_logged_like_any_refusal(paid: Paid, monkeypatch: pytest.MonkeyPatch) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.approve(request)
    monkeypatch.setattr("fundapp.rules.signoff._barred", lambda *_: None)
    with pytest.raises(Refused, match="填报人和签批人不能登记拨付") as caught:
        place.do(place.finance, disbursements.register, request, entry(place))
    assert caught.value.article == "第十五条"
    assert newest(place).verb == "disbursements.register.refused"


def test_a_refusal_away_from_money_is_not_logged(place: Office) -> None:
    before = newest(place).id
    with pytest.raises(Forbidden):
        place.do(place.clerk, people.add_unit, "示例单位")
    assert newest(place).id == before


def test_a_refusal_by_name_of_the_argument_is_logged_about_nothing_in_particular(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    with pytest.raises(Refused):
        place.ledger.do(
            place.head,
            payments.sign,
            payment_id=request,
            given=Signing(Decision.AGREE),
            confirmation=place.confirm(place.head),
        )
    assert (newest(place).verb, newest(place).subject_id) == ("payments.sign.refused", 0)


def test_a_person_who_lost_the_role_is_refused_at_once(paid: Paid) -> None:
    place = paid.office
    request = place.request(paid.first)
    place.submit(request)
    changed = people.PersonEntry("科室负责人", 1, frozenset({Role.AUDITOR}))
    place.do(place.administrator, people.save_person, place.head.person_id, changed)
    with pytest.raises(Forbidden, match="须由科室负责人签批"):
        place.sign(request, place.head)


def test_the_office_s_day_begins_at_midnight_in_china(place: Office) -> None:
    place.clock.at = dt.datetime(2026, 3, 2, 16, 30, tzinfo=dt.UTC)
    assert place.ask(lambda desk: desk.today) == dt.date(2026, 3, 3)


# Questions


def test_a_question_reads_a_record_once_however_often_it_needs_it(paid: Paid) -> None:
    def names(desk: Desk) -> set[str]:
        return {desk.get(Division, paid.office.division_id).name for _ in range(5)}

    with statements(paid.office) as seen:
        paid.office.ask(names)
    assert len([each for each in seen if "FROM division" in each]) == 1


def test_who_asks_is_read_again_only_after_the_file_has_changed(paid: Paid) -> None:
    place = paid.office

    def active(desk: Desk) -> bool:
        return desk.me is not None and desk.me.active

    assert place.ledger.ask(place.clerk, active)
    with statements(place) as seen:
        assert place.ledger.ask(place.clerk, active)
        assert place.ledger.ask(place.head, lambda desk: desk.me and desk.me.id) == place.head.person_id
        assert place.ledger.ask(place.clerk, active)
    assert len([each for each in seen if "FROM person " in each.replace("\n", " ")]) == 1  # the head's
    place.do(place.administrator, people.close_person, place.clerk.person_id)
    assert not place.ledger.ask(place.clerk, active)

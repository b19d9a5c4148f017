"""Logging in, the first password, wrong passwords, and the password typed again before a signature."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from fundapp.errors import Forbidden, Invalid, WrongPassword
from fundapp.models import AuditLine, Person, PersonKey
from fundapp.seal import keys
from fundapp.seal.passwords import WeakPassword
from fundapp.services import access, backups, payees, people
from fundapp.services.access import Attempts
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.payees import PayeeEntry
from fundapp.services.people import PersonEntry
from fundapp.services.seat import Seat
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.services.verification import verify
from fundapp.values.choices import PayeeKind
from fundapp.values.documents import SubjectKind
from fundapp.values.roles import Role
from tests.builders import CHEAP, FIRST_PASSWORD, PASSWORD, START, Office

WRONG = "不是-这个-5150"
NEW = "青石-渡口-2951"
DELAYS = ((3, 5), (5, 30), (8, 300))
"""resources/regulation/scales.toml since 2020: from the third wrong try 5 s, the fifth 30 s, the eighth 300 s."""


def newcomer(place: Office, name: str = "新来人员") -> int:
    """Somebody entered by the administrator, who has not logged in yet."""
    entry = PersonEntry(name, place.division_id, frozenset({Role.CLERK}))
    return place.do(place.administrator, people.add_person, entry, FIRST_PASSWORD, CHEAP)


def newest(place: Office) -> AuditLine:
    """The audit line of the last act."""
    return place.ask(lambda desk: desk.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(1)).one())


def lines(place: Office) -> int:
    """How many acts the ledger holds."""
    return newest(place).id


def mistype(place: Office, person_id: int) -> WrongPassword:
    """One wrong password, and what the program says."""
    with pytest.raises(WrongPassword) as caught:
        access.log_in(place.ledger, person_id, WRONG)
    return caught.value


# The first password


def test_the_provisional_key_signs_the_login_and_its_own_replacement_and_nothing_else(place: Office) -> None:
    first = access.log_in(place.ledger, newcomer(place), FIRST_PASSWORD)
    assert first.provisional
    before = lines(place)
    with pytest.raises(Forbidden, match="初始密码只能用来设置自己的密码"):
        place.do(first, payees.save, PayeeEntry("示例镇政府", PayeeKind.TOWN))
    with pytest.raises(Forbidden, match="初始密码只能用来设置自己的密码"):
        backups.on_demand(place.ledger, first)
    assert lines(place) == before
    own = access.set_own_password(place.ledger, first, FIRST_PASSWORD, NEW)
    assert not own.provisional
    assert own.key_id != first.key_id
    verbs = [place.ask(Desk.get, AuditLine, key).verb for key in (before + 1, before + 2)]
    assert verbs == ["access.make_own_key", "access.log_in"]
    place.do(own, payees.save, PayeeEntry("示例镇政府", PayeeKind.TOWN))


def test_the_making_of_the_own_key_is_signed_by_the_provisional_key_which_then_retires(place: Office) -> None:
    first = access.log_in(place.ledger, newcomer(place), FIRST_PASSWORD)
    own = access.set_own_password(place.ledger, first, FIRST_PASSWORD, NEW)
    line = place.ask(lambda desk: desk.get(AuditLine, lines(place) - 1))
    old, new = (place.ask(Desk.get, PersonKey, key) for key in (first.key_id, own.key_id))
    assert (line.verb, line.key_id) == ("access.make_own_key", first.key_id)
    assert keys.verify(old.public_key, line.hash, line.signature)
    assert (old.provisional, old.retired_at) == (True, START)
    assert (new.provisional, new.retired_at) == (False, None)
    assert keys.fingerprint(new.public_key) in line.summary
    with pytest.raises(WrongPassword):
        access.log_in(place.ledger, own.person_id, FIRST_PASSWORD)


def test_the_first_password_confirms_no_signature_and_witnesses_nothing(place: Office) -> None:
    first = access.log_in(place.ledger, newcomer(place), FIRST_PASSWORD)
    with pytest.raises(Forbidden, match="初始密码不能签字"):
        access.confirm(place.ledger, first, FIRST_PASSWORD)
    with pytest.raises(Forbidden, match="见证人还在使用初始密码"):
        access.witness(place.ledger, first.person_id, FIRST_PASSWORD)


def test_a_new_password_must_be_another_one_and_hard_to_guess(place: Office) -> None:
    first = access.log_in(place.ledger, newcomer(place), FIRST_PASSWORD)
    with pytest.raises(Invalid, match="新密码与原密码相同"):
        access.set_own_password(place.ledger, first, FIRST_PASSWORD, FIRST_PASSWORD)
    for weak in ("12345678", "新来人员2026", "短"):
        with pytest.raises(WeakPassword):
            access.set_own_password(place.ledger, first, FIRST_PASSWORD, weak)
    with pytest.raises(WrongPassword):
        access.set_own_password(place.ledger, first, WRONG, NEW)
    assert access.log_in(place.ledger, first.person_id, FIRST_PASSWORD).provisional


def test_a_later_password_wraps_the_same_key_anew_so_that_nothing_signed_changes_hands(place: Office) -> None:
    again = access.set_own_password(place.ledger, place.clerk, PASSWORD, NEW)
    assert again.key_id == place.clerk.key_id
    assert again.key.public_key == place.clerk.key.public_key
    assert newest(place).verb == access.LOG_IN
    with pytest.raises(WrongPassword):
        access.log_in(place.ledger, again.person_id, PASSWORD)
    place.do(place.clerk, payees.save, PayeeEntry("示例镇政府", PayeeKind.TOWN))
    place.ledger.close()
    assert verify(place.path).ok


def test_a_seat_shows_its_key_to_nobody(place: Office) -> None:
    assert "key=" not in repr(place.clerk)
    assert "key=" not in repr(place.confirm(place.clerk))


# Who can log in


def test_the_login_screen_lists_everybody_who_is_not_closed_with_roles_in_the_office_s_order(place: Office) -> None:
    both = place.hire("兼任负责人", Role.DIVISION_HEAD, Role.CLERK)
    stranger = newcomer(place)
    place.do(place.administrator, people.close_person, place.auditor.person_id)
    choices = {row.name: row for row in place.ask(access.login_choices)}
    assert "监督人员" not in choices
    assert choices["兼任负责人"].roles == (Role.CLERK, Role.DIVISION_HEAD)
    assert (choices["兼任负责人"].person_id, choices["兼任负责人"].division) == (both.person_id, "综合科")
    assert [row.person_id for row in choices.values() if row.provisional] == [stranger]


def test_somebody_who_was_closed_cannot_log_in_until_reopened(place: Office) -> None:
    place.do(place.administrator, people.close_person, place.auditor.person_id)
    with pytest.raises(Forbidden, match="监督人员已停用"):
        access.log_in(place.ledger, place.auditor.person_id, PASSWORD)
    place.do(place.administrator, people.reopen_person, place.auditor.person_id)
    assert access.log_in(place.ledger, place.auditor.person_id, PASSWORD).person_id == place.auditor.person_id


def _without_key(uow: UnitOfWork) -> Done:
    person = Person(name="没有密钥的人", division_id=1)
    uow.add(person)
    uow.record("people.add_person", SubjectKind.PERSON, person.id, "没有密钥")
    return Done("", Changed.PERSON, person.id)


def test_somebody_without_any_key_in_force_cannot_log_in(place: Office) -> None:
    nobody = place.do(place.administrator, _without_key)
    with pytest.raises(Forbidden, match="没有有效密钥") as caught:
        access.log_in(place.ledger, nobody, PASSWORD)
    assert "管理员" in caught.value.remedy


# Wrong passwords


def test_a_wrong_password_is_logged_without_a_signature_and_without_rows(place: Office) -> None:
    person = place.finance.person_id
    said = mistype(place, person)
    line = newest(place)
    assert (line.verb, line.subject_kind, line.subject_id) == ("access.refused_log_in", "person", person)
    assert (line.person_id, line.key_id, line.signature) == (None, None, "")
    assert '"rows":[]' in line.body
    assert WRONG not in line.body
    assert said.message == "密码不正确，请重新输入（第 1 次）。"
    assert said.field == "密码"
    place.ledger.close()
    assert verify(place.path).ok


def test_wrong_passwords_slow_down_by_the_dated_figures_whose_wait_is_told(place: Office) -> None:
    assert tuple(place.ledger.figures.login_delays(place.clock.today)) == DELAYS
    person, waits = place.finance.person_id, []
    for _ in range(9):
        waits.append(mistype(place, person).wait_seconds)
        place.clock.pass_by(seconds=waits[-1])
    assert waits == [0, 0, 5, 5, 30, 30, 30, 300, 300]


def test_while_waiting_not_even_the_right_password_is_tried_and_nothing_is_logged(place: Office) -> None:
    person = place.finance.person_id
    for _ in range(3):
        mistype(place, person)
    before = lines(place)
    place.clock.pass_by(seconds=4)
    with pytest.raises(WrongPassword, match="密码输错 3 次，请等 1 秒后再试") as caught:
        access.log_in(place.ledger, person, PASSWORD)
    assert caught.value.wait_seconds == 1
    assert lines(place) == before
    place.clock.pass_by(seconds=1)
    assert access.log_in(place.ledger, person, PASSWORD).name == "财务"


def test_a_clock_set_back_does_not_shorten_the_wait(place: Office) -> None:
    person = place.finance.person_id
    for _ in range(3):
        mistype(place, person)
    place.clock.pass_by(days=-400)
    with pytest.raises(WrongPassword) as caught:
        access.log_in(place.ledger, person, PASSWORD)
    assert caught.value.wait_seconds == 5


def test_a_right_password_starts_the_count_anew_and_others_are_not_slowed_down(place: Office) -> None:
    for _ in range(3):
        mistype(place, place.finance.person_id)
    assert access.log_in(place.ledger, place.clerk.person_id, PASSWORD).name == "经办人"
    place.clock.pass_by(seconds=5)
    access.log_in(place.ledger, place.finance.person_id, PASSWORD)
    assert mistype(place, place.finance.person_id).wait_seconds == 0
    assert place.ask(access.attempts_of, place.finance.person_id) == Attempts(1, place.clock.at)


def test_wrong_passwords_at_a_signature_or_as_a_witness_count_too(place: Office) -> None:
    with pytest.raises(WrongPassword):
        access.confirm(place.ledger, place.supervisor, WRONG)
    with pytest.raises(WrongPassword):
        access.witness(place.ledger, place.supervisor.person_id, WRONG)
    assert mistype(place, place.supervisor.person_id).wait_seconds == 5


def test_a_wrong_password_at_a_signature_is_logged_and_slowed_down_as_at_the_login(place: Office) -> None:
    seat, waits = place.supervisor, []
    for _ in range(5):
        with pytest.raises(WrongPassword) as caught:
            access.confirm(place.ledger, seat, WRONG)
        waits.append(caught.value.wait_seconds)
        line = newest(place)
        assert (line.verb, line.subject_id, line.signature) == (access.REFUSED, seat.person_id, "")
        place.clock.pass_by(seconds=waits[-1])
    assert waits == [0, 0, 5, 5, 30]
    mistype(place, seat.person_id)
    with pytest.raises(WrongPassword, match="请等 30 秒"):
        access.confirm(place.ledger, seat, PASSWORD)


@pytest.mark.parametrize("as_witness", [False, True])
def test_a_right_password_at_a_signature_starts_the_count_anew_by_an_act_of_its_own(
    place: Office, as_witness: bool
) -> None:
    seat = place.supervisor
    for _ in range(2):
        mistype(place, seat.person_id)
    if as_witness:
        access.witness(place.ledger, seat.person_id, PASSWORD)
    else:
        access.confirm(place.ledger, seat, PASSWORD)
    line = newest(place)
    assert (line.verb, line.person_id, line.summary) == (access.RIGHT, seat.person_id, "分管领导输错密码后重新输入正确")
    assert place.ask(access.attempts_of, seat.person_id) == Attempts(0, None)
    assert [mistype(place, seat.person_id).wait_seconds for _ in range(2)] == [0, 0]
    place.ledger.close()
    assert verify(place.path).ok


def test_a_right_password_that_follows_no_wrong_one_leaves_no_line(place: Office) -> None:
    before = lines(place)
    access.confirm(place.ledger, place.supervisor, PASSWORD)
    access.witness(place.ledger, place.supervisor.person_id, PASSWORD)
    assert lines(place) == before


@given(
    wrong=st.integers(0, 40),
    ago=st.timedeltas(dt.timedelta(days=-9999), dt.timedelta(days=9999)),
)
def test_the_wait_is_never_negative_nor_longer_than_the_figure_says(wrong: int, ago: dt.timedelta) -> None:
    now = dt.datetime(2026, 3, 2, 9, 0, tzinfo=OFFICE_ZONE)
    full = 300 if wrong >= 8 else 30 if wrong >= 5 else 5 if wrong >= 3 else 0
    found = Attempts(wrong, now - ago).wait_seconds(now, DELAYS)
    assert found == (full if ago < dt.timedelta(0) else max(0, full - ago // dt.timedelta(seconds=1)))


def test_who_never_mistyped_never_waits() -> None:
    assert Attempts(0, None).wait_seconds(START, DELAYS) == 0
    assert Attempts(9, None).wait_seconds(START, DELAYS) == 0


def test_a_login_is_an_act_signed_by_the_person(place: Office) -> None:
    seat = access.log_in(place.ledger, place.head.person_id, PASSWORD)
    line = newest(place)
    assert (line.verb, line.person_id, line.key_id, line.summary) == (
        "access.log_in",
        seat.person_id,
        seat.key_id,
        "科室负责人登录",
    )
    assert seat.notices == ()


# A key made by others


def _reset(place: Office, owner: Seat) -> None:
    place.do(
        place.administrator,
        people.reset_key,
        owner.person_id,
        FIRST_PASSWORD,
        CHEAP,
        access.witness(place.ledger, place.supervisor.person_id, PASSWORD),
    )


def test_the_owner_is_told_once_at_the_next_login_that_others_made_the_key(place: Office) -> None:
    _reset(place, place.finance)
    first = access.log_in(place.ledger, place.finance.person_id, FIRST_PASSWORD)
    assert first.provisional
    (notice,) = first.notices
    assert "由他人重置过" in notice
    assert "指纹" in notice
    assert access.log_in(place.ledger, place.finance.person_id, FIRST_PASSWORD).notices == ()
    own = access.set_own_password(place.ledger, first, FIRST_PASSWORD, NEW)
    assert own.notices == ()


def test_the_keys_of_a_person_are_kept_for_what_they_signed(place: Office) -> None:
    _reset(place, place.finance)

    def question(desk: Desk) -> list[tuple[bool, bool]]:
        rows = desk.session.scalars(
            select(PersonKey).filter_by(person_id=place.finance.person_id).order_by(PersonKey.id)
        )
        return [(row.provisional, row.retired_at is None) for row in rows]

    assert place.ask(question) == [(True, False), (False, False), (True, True)]

"""What a question works at: records by id, people as the rules see them."""

from __future__ import annotations

import pytest

from fundapp.errors import NotFound
from fundapp.models import Payment, Person
from fundapp.services import people
from fundapp.values.roles import Role
from tests.builders import START, Office


def test_a_record_that_is_gone_is_told_in_words(place: Office) -> None:
    with pytest.raises(NotFound, match="不存在") as caught:
        place.ask(lambda desk: desk.get(Payment, 9999))
    assert "刷新" in caught.value.remedy


def test_the_rules_see_roles_division_and_charges_of_a_person_as_they_are_now(place: Office) -> None:
    facts = place.ask(lambda desk: desk.person_facts(place.supervisor.person_id))
    assert (facts.name, facts.roles, facts.division_id, facts.charges, facts.active) == (
        "分管领导",
        frozenset({Role.SUPERVISING_LEADER}),
        1,
        frozenset({1}),
        True,
    )


def test_people_who_left_are_nobody_s_colleagues(place: Office) -> None:
    place.do(place.administrator, people.close_person, place.auditor.person_id)
    assert "监督人员" not in [one.name for one in place.ask(lambda desk: desk.people())]
    assert not place.ask(lambda desk: desk.person_facts(place.auditor.person_id)).active
    assert place.ask(lambda desk: desk.get(Person, place.auditor.person_id)).closed_on == START.date()


def test_who_asks_is_known_with_the_roles_held_now_and_nobody_before_login(place: Office) -> None:
    me = place.ledger.ask(place.finance, lambda desk: desk.me)
    assert me is not None
    assert (me.id, me.roles) == (place.finance.person_id, frozenset({Role.FINANCE}))
    assert place.ask(lambda desk: desk.me) is None

"""Who may do what about a problem (arts. 13, 15)."""

from __future__ import annotations

import pytest

from fundapp.errors import Forbidden, Refused
from fundapp.rules.person import PersonFacts
from fundapp.rules.rectification_moves import RectificationVerb, Standing, offers, refuse_unless_offered
from fundapp.values.choices import RectificationState
from fundapp.values.roles import Role

OWN = {"measure", "attach", "progress", "report"}


def person(key: int, role: Role, division: int = 1, charges: frozenset[int] = frozenset()) -> PersonFacts:
    """Somebody with one role."""
    return PersonFacts(
        id=key, name=role.label, roles=frozenset({role}), division_id=division, charges=charges, active=True
    )


CLERK, HEAD = person(1, Role.CLERK), person(2, Role.DIVISION_HEAD)
LEADER = person(3, Role.SUPERVISING_LEADER, 2, frozenset({1}))
AUDITOR, STEERING = person(4, Role.AUDITOR, 2), person(5, Role.STEERING_MEMBER, 2)
OTHER_HEAD = person(6, Role.DIVISION_HEAD, 2)
OPEN = Standing(RectificationState.OPEN, 1, CLERK.id, None)
REPORTED = Standing(RectificationState.REPORTED, 1, CLERK.id, HEAD.id)


def allowed(case: Standing, me: PersonFacts) -> set[str]:
    """Verbs that stand open."""
    return {offer.verb.value for offer in offers(case, me) if offer.allowed}


def test_an_open_problem_is_worked_on_by_its_division_and_extended_by_heads_and_leaders() -> None:
    assert allowed(OPEN, CLERK) == OWN
    assert allowed(OPEN, HEAD) == OWN | {"extend"}
    assert allowed(OPEN, LEADER) == {"extend", "void"}
    assert allowed(OPEN, STEERING) == {"void"}
    assert allowed(OPEN, AUDITOR) == allowed(OPEN, OTHER_HEAD) == set()


def test_whoever_answers_for_it_may_report_without_any_other_role_but_never_extends_or_voids() -> None:
    assert allowed(Standing(RectificationState.OPEN, 1, AUDITOR.id, None), AUDITOR) == OWN
    assert allowed(Standing(RectificationState.OPEN, 1, HEAD.id, None), HEAD) == OWN
    assert allowed(Standing(RectificationState.OPEN, 1, LEADER.id, None), LEADER) == OWN


def test_whoever_reported_it_works_on_it_again_once_it_was_sent_back() -> None:
    sent_back = Standing(RectificationState.OPEN, 1, CLERK.id, HEAD.id)
    assert allowed(sent_back, HEAD) == OWN


def test_a_reported_problem_is_confirmed_or_rejected_by_neither_the_person_responsible_nor_the_reporter() -> None:
    assert allowed(REPORTED, LEADER) == allowed(REPORTED, STEERING) == {"reject", "confirm", "void"}
    assert allowed(REPORTED, CLERK) == allowed(REPORTED, HEAD) == set()
    whys = {offer.verb: offer.why for offer in offers(REPORTED, HEAD)}
    assert whys[RectificationVerb.CONFIRM] == "您是这项整改的报告人，“确认销号”须由另一人办理。"
    with pytest.raises(Forbidden, match="责任人，“确认销号”须由另一人办理"):
        refuse_unless_offered(REPORTED, CLERK, RectificationVerb.CONFIRM)


def test_whoever_answered_for_it_or_reported_it_earlier_does_not_confirm_extend_reject_or_void_it() -> None:
    once = frozenset({HEAD.id})
    assert allowed(Standing(RectificationState.REPORTED, 1, CLERK.id, CLERK.id), HEAD) == {"reject", "confirm"}
    assert allowed(Standing(RectificationState.REPORTED, 1, CLERK.id, CLERK.id, once), HEAD) == set()
    assert allowed(Standing(RectificationState.OPEN, 1, CLERK.id, None, once), HEAD) == OWN
    with pytest.raises(Forbidden, match="您曾是这项整改的责任人或报告人，“确认销号”须由另一人办理") as no:
        refuse_unless_offered(
            Standing(RectificationState.REPORTED, 1, CLERK.id, CLERK.id, once), HEAD, RectificationVerb.CONFIRM
        )
    assert no.value.article == "第十三条"


def test_a_closed_or_void_problem_moves_no_more() -> None:
    for state, why in ((RectificationState.CLOSED, "已销号"), (RectificationState.VOID, "已作废")):
        case = Standing(state, 1, CLERK.id, HEAD.id)
        assert offers(case, LEADER) == ()
        with pytest.raises(Refused, match=why):
            refuse_unless_offered(case, LEADER, RectificationVerb.VOID)


def test_an_open_problem_is_not_confirmed_before_it_is_reported() -> None:
    with pytest.raises(Refused, match="还没有报告完成"):
        refuse_unless_offered(OPEN, LEADER, RectificationVerb.CONFIRM)


def test_a_reported_problem_takes_no_progress() -> None:
    with pytest.raises(Refused, match="等待确认"):
        refuse_unless_offered(REPORTED, CLERK, RectificationVerb.PROGRESS)


def test_somebody_who_left_does_nothing_about_it_any_more() -> None:
    gone = PersonFacts(id=CLERK.id, name="经办人", roles=CLERK.roles, division_id=1, charges=frozenset(), active=False)
    assert allowed(OPEN, gone) == set()

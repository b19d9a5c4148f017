"""What hands sign of a self-evaluation: what came with later releases is said only where it was written down."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fundapp.models import Evaluation, SignRound
from fundapp.services import evaluations
from fundapp.services.desk import Desk
from fundapp.services.evaluation_content import content_of, signed_facts
from fundapp.services.evaluation_facts import YearFacts, facts_of
from fundapp.values.choices import AppropriationKind
from tests.services.evaluation_year import CLERK, WAN, Year


def said(year: Year, key: int, **changed: Any) -> dict[str, Any]:
    """The content, with some facts changed."""

    def ask(desk: Desk) -> dict[str, Any]:
        evaluation = desk.get(Evaluation, key)
        return content_of(desk, evaluation, replace(facts_of(desk, evaluation), **changed))

    return year.office.ask(CLERK, ask)


def signed(year: Year) -> YearFacts:
    """The facts of the first round."""
    return year.office.ask(CLERK, lambda desk: signed_facts(desk.get(SignRound, 3)))


def test_a_year_whose_split_was_not_kept_says_nothing_of_it(year: Year) -> None:
    key = year.saved()
    assert said(year, key)["scheme"] == "2020-10"
    assert "scheme" not in said(year, key, scheme="")


def test_a_conclusion_is_said_once_it_was_asked_for_even_when_empty(year: Year) -> None:
    assert "conclusion" not in said(year, year.saved())
    year.office.do(CLERK, evaluations.save, replace(year.draft(), conclusion=""), 1)
    assert said(year, 1)["conclusion"] == ""


def test_money_of_the_office_that_was_carried_over_is_said_where_there_is_some(year: Year) -> None:
    key = year.saved()
    assert "carried_own" not in said(year, key)["money"]
    year.office.appropriate(year.project, 2026, "own", AppropriationKind.CARRY_OVER, 3 * WAN)
    assert said(year, key)["money"]["carried_own"][2] == 3 * WAN


def test_what_was_signed_is_read_back_whole(year: Year) -> None:
    year.office.appropriate(year.project, 2026, "own", AppropriationKind.CARRY_OVER, 3 * WAN)
    key = year.submitted()
    live = year.office.ask(CLERK, lambda desk: facts_of(desk, desk.get(Evaluation, key)))
    assert signed(year) == live
    assert live.scheme == "2020-10"

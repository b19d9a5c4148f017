"""Monitorings at their edges: lines that nobody filled in, and months that were set."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from fundapp.services import evaluation_prefill, monitoring_sheet, monitorings
from fundapp.services.desk import Desk
from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.monitoring_facts import watched
from fundapp.services.signing import Signing
from fundapp.values.choices import Decision
from tests.services import watching
from tests.services.evaluation_year import CLERK, HEAD, INDICATORS, Year, plan


def typed(year: Year, key: int) -> tuple[LineEntry, ...]:
    """The lines as the editor loads them."""
    return year.office.ask(CLERK, monitoring_sheet.sheet, key).draft.lines


def test_an_editor_has_a_line_for_every_indicator_though_only_two_were_stored(year: Year) -> None:
    first = watching.lines(year)[:2]
    key = watching.saved(year, lines=first)
    assert typed(year, key) == (*first, *(LineEntry(one) for one in year.indicators[2:]))


def test_a_returned_monitoring_gets_a_line_for_an_indicator_that_came_since_and_one_under_hands_does_not(
    year: Year,
) -> None:
    key, other = watching.submitted(year), watching.submitted(year, watching.AD_HOC)
    year.office.do(HEAD, monitorings.sign, key, Signing(Decision.RETURN, "请补充。"), year.office.confirm(HEAD))
    kept = tuple(replace(one, id=known) for one, known in zip(INDICATORS, year.indicators, strict=True))
    halves = (replace(kept[4], weight=500), replace(kept[4], id=0, name="办事群众满意度", weight=500))
    ids = plan(year.office, year.project, 2026, (*kept[:4], *halves), "2020-10")
    assert [line.indicator_id for line in typed(year, key)] == list(ids)
    assert [line.indicator_id for line in typed(year, other)] == list(year.indicators)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, False),
        ({"expected_text": " "}, False),
        ({"expected": Decimal(0)}, True),
        ({"expected_on": dt.date(2026, 12, 31)}, True),
        ({"expected_text": "年底前完成"}, True),
    ],
)
def test_a_figure_a_day_or_words_are_an_expectation(said: dict[str, Any], expected: bool) -> None:
    assert watched(INDICATORS[0], LineEntry(1, **said)).expected is expected


def test_of_an_indicator_drafts_are_traced_and_void_monitorings_are_not(year: Year) -> None:
    draft, void = watching.saved(year), watching.saved(year, watching.AD_HOC)
    year.office.do(CLERK, monitorings.void, void, "重复")

    def traced(desk: Desk) -> list[int]:
        return [monitoring.id for monitoring, _ in evaluation_prefill.monitorings_of(desk, year.indicators[0])]

    assert year.office.ask(CLERK, traced) == [draft]

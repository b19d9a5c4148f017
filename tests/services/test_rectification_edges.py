"""Rectifications at their edges: points that were got, days, and who sees what."""

from __future__ import annotations

from decimal import Decimal

from fundapp.services import evaluations, rectification_sources
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.values.choices import ProblemSource
from tests.services.evaluation_year import CLERK, HEAD, LEADER, Year


def test_a_poor_indicator_is_quoted_with_the_points_it_did_get(year: Year) -> None:
    low = ScoreEntry(year.indicators[3], Decimal(50), explanation="机房多次断电。")
    key = year.office.do(CLERK, evaluations.save, year.draft(d=low))
    year.office.do(CLERK, evaluations.submit, key)
    year.office.agree(HEAD, key)
    year.office.agree(LEADER, key)
    made = year.office.ask(CLERK, rectification_sources.prefill, ProblemSource.SELF_EVALUATION, key)
    assert made.problem == "指标“平台运行可靠性”得 7.50 分（满分 15.00 分），目标 ≥99.99%，实际 50%：机房多次断电。"

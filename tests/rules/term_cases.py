"""A term review that passes every rule; a test changes one thing with `replace`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.term_review_case import KindShare, LineCase, TermFacts, TermReviewCase, TermYear
from fundapp.rules.term_scoring import proposals
from fundapp.values.choices import Conclusion
from tests.rules.cases import FIGURES, WAN

ON = dt.date(2026, 12, 28)
FRAMEWORK = FIGURES.framework(ON)


def kinds(quantity: int, quality: int, effect: int) -> tuple[KindShare, ...]:
    """Points of 20, 30 and 30 reached, all of the others."""
    return (
        KindShare(source="effect", points=effect, weight=3000),
        KindShare(source="quality", points=quality, weight=3000),
        KindShare(source="quantity", points=quantity, weight=2000),
        KindShare(source="satisfaction", points=1000, weight=1000),
    )


def year(number: int, budgeted: int, arrived: int, carried: int, spent: int, shares: tuple[KindShare, ...]) -> TermYear:
    """A year with its money in 万元 and an approved self-evaluation."""
    return TermYear(
        year=number,
        budgeted=budgeted * WAN,
        arrived=arrived * WAN,
        carried=carried * WAN,
        spent=spent * WAN,
        evaluation=f"ZP-{number}-0001",
        points=9500,
        grade="优",
        kinds=shares,
        indicators=5,
        measured=4,
        monitorings=1,
    )


FACTS = TermFacts(
    project="政务云服务项目",
    project_number="XM-2024-0001",
    from_year=2024,
    to_year=2026,
    years=(
        year(2024, 100, 100, 5, 90, kinds(2000, 3000, 3000)),
        year(2025, 120, 120, 10, 120, kinds(1500, 3000, 2700)),
        year(2026, 120, 100, 0, 95, kinds(2000, 2400, 3000)),
    ),
    approval="示例政数〔2024〕1号",
    approved_on=dt.date(2024, 3, 1),
)


def lines_of(facts: TermFacts) -> tuple[LineCase, ...]:
    """Every line with its proposal, or with full points where there is none."""
    return tuple(
        LineCase(
            key=line.key,
            level1=line.level1,
            name=line.name,
            weight=line.weight,
            proposed=said.points,
            points=line.weight if said.points is None else said.points,
        )
        for line, said in zip(FRAMEWORK.lines, proposals(FRAMEWORK, facts, 9000), strict=True)
    )


SOUND = TermReviewCase(
    on=ON,
    facts=FACTS,
    lines=lines_of(FACTS),
    conclusion=Conclusion.KEEP,
    summary="三年来云资源供给稳定。",
    meeting_number="示例领导小组纪要〔2026〕3号",
    meeting_on=dt.date(2026, 12, 25),
)


def with_line(key: str, *, points: int | None, explanation: str = "") -> TermReviewCase:
    """The review with other points for one line."""
    lines = tuple(
        replace(line, points=points, explanation=explanation) if line.key == key else line for line in SOUND.lines
    )
    return replace(SOUND, lines=lines)


def finding(case: TermReviewCase, number: str) -> Finding | None:
    """What one rule says about the case; None where it gives no line."""
    return next((each for each in judge(case, FIGURES) if each.rule == number), None)


def said(case: TermReviewCase, number: str) -> Finding:
    """What one rule says, which has to say something."""
    found = finding(case, number)
    assert found is not None, f"{number} gives no line"
    return found

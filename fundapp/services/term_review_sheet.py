"""Questions about term reviews: one of them with all a screen says, and what is typed judged before it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from fundapp.models import Project, TermReview
from fundapp.rules.dated import Framework
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.term_review_case import LineCase, TermFacts, TermResult, TermReviewCase
from fundapp.rules.term_scoring import proposals, result
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import OPEN_STATES, BarMoney, DocumentSheet, standing
from fundapp.services.term_review_content import facts_back
from fundapp.services.term_review_draft import LineEntry, TermReviewDraft
from fundapp.services.term_review_facts import case_of, draft_of, facts_of, term_facts
from fundapp.services.term_reviews import KIND, moved
from fundapp.values.choices import Conclusion
from fundapp.values.score import points_text


@dataclass(frozen=True)
class LineView:
    """One line of the framework as a row of the editor and of the form. Points are hundredths.

    Attributes:
        facts: what ledger and evaluations say; empty where they say nothing.
        proposed: what follows from it; None where people judge.
        points: given, or proposed while nothing is given; None while nothing is known.
        entry: what was typed.
        status: 按建议, 已调整, 已评分, 缺说明 or 待评分; `tone` is ok, warn, bad or neutral.
    """

    key: str
    level1: str
    level2: str
    name: str
    weight: int
    facts: str
    proposed: int | None
    points: int | None
    entry: LineEntry
    status: str
    tone: str


@dataclass(frozen=True)
class Preview:
    """What the editor shows while a draft is typed: facts, lines, total, findings. Nothing is stored."""

    facts: TermFacts
    lines: tuple[LineView, ...]
    result: TermResult
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class TermReviewSheet(DocumentSheet):
    """Everything a screen says about one term review, buttons included.

    Attributes:
        facts: of the ledger for a draft, as submitted for all others; `moved` says how the ledger changed since.
    """

    draft: TermReviewDraft
    project_id: int
    project: str
    project_number: str
    facts: TermFacts
    lines: tuple[LineView, ...]
    result: TermResult
    findings: tuple[Finding, ...]


def sheet(desk: Desk, review_id: int) -> TermReviewSheet:
    """One term review. Raises NotFound."""
    review = desk.get(TermReview, review_id)
    stands, said = standing(desk, KIND, review), stored(desk, review)
    waits = review.state == "in_approval"
    return TermReviewSheet(
        **vars(stands),
        draft=draft_of(review),
        project_id=review.project_id,
        project=said.facts.project,
        project_number=said.facts.project_number,
        facts=said.facts,
        moved=moved(review, facts_of(desk, review)) if waits else "",
        lines=said.lines,
        result=said.result,
        findings=said.findings,
    )


def preview(desk: Desk, draft: TermReviewDraft) -> Preview:
    """What the editor shows for what is typed so far. Raises NotFound, Forbidden."""
    project = desk.get(Project, draft.project_id)
    desk.require_readable(project.division_id)
    facts = term_facts(desk, project, draft.from_year, draft.to_year)
    return _preview(draft, facts, desk.figures.framework(draft.dated), desk.figures)


def stored(desk: Desk, review: TermReview) -> Preview:
    """What a review says: by the ledger of today while it is open, as it was submitted afterwards."""
    draft = draft_of(review)
    if review.state in OPEN_STATES or not review.facts:
        return _preview(draft, facts_of(desk, review), desk.figures.framework(draft.dated), desk.figures)
    facts = facts_back(review.facts)
    entries = {entry.key: entry for entry in draft.lines}
    case = TermReviewCase(
        on=draft.dated,
        facts=facts,
        lines=tuple(
            LineCase(
                key=row.key,
                level1=row.level1,
                name=row.name,
                weight=row.weight,
                proposed=row.proposed,
                points=row.points,
                explanation=row.explanation,
            )
            for row in review.lines
        ),
        conclusion=draft.conclusion,
        adjustment=draft.adjustment,
        summary=draft.summary,
        meeting_number=draft.meeting_number,
        meeting_on=draft.meeting_on,
    )
    lines = tuple(
        _view(line, row.level2, row.facts, entries[row.key]) for line, row in zip(case.lines, review.lines, strict=True)
    )
    total = TermResult(total_points=review.total_points or 0, grade=review.grade, finished=True)
    return Preview(facts, lines, total, judge(case, desk.figures))


def _preview(draft: TermReviewDraft, facts: TermFacts, framework: Framework, figures: Figures) -> Preview:
    case = case_of(draft, facts, figures)
    entries = {entry.key: entry for entry in draft.lines}
    said = proposals(framework, facts, figures.best_grade_from(draft.dated))
    lines = tuple(
        _view(line, given.level2, one.facts, entries.get(line.key, LineEntry(line.key)))
        for line, given, one in zip(case.lines, framework.lines, said, strict=True)
    )
    return Preview(facts, lines, result(case, figures), judge(case, figures))


def _view(line: LineCase, level2: str, facts: str, entry: LineEntry) -> LineView:
    status, tone = _status(line)
    return LineView(
        key=line.key,
        level1=line.level1,
        level2=level2,
        name=line.name,
        weight=line.weight,
        facts=facts,
        proposed=line.proposed,
        points=line.points,
        entry=entry,
        status=status,
        tone=tone,
    )


def _status(line: LineCase) -> tuple[str, str]:
    if line.points is None:
        return "待评分", "neutral"
    if line.needs_words and not line.explanation.strip():
        return "缺说明", "bad"
    if line.proposed is None:
        return "已评分", "warn" if line.needs_words else "ok"
    return ("已调整", "warn") if line.needs_words else ("按建议", "ok")


def title(desk: Desk, review: TermReview) -> tuple[str, str]:
    """Project, and what it is about, for lists of documents of every kind."""
    scored = review.total_points if review.state not in OPEN_STATES else None
    points = "" if scored is None else f" {points_text(scored)} 分"
    said = "" if review.conclusion is None else f"，结论“{Conclusion(review.conclusion).label}”"
    project = desk.get(Project, review.project_id).name
    return project, f"{review.from_year}—{review.to_year} 年期满评价{points}{said}"


def findings(desk: Desk, review: TermReview) -> tuple[Finding, ...]:
    """What the rules say of a stored review."""
    return stored(desk, review).findings


def bar_money(desk: Desk, review: TermReview) -> BarMoney | None:
    """What arrived in the term and was spent, for the money bar; None without any."""
    facts = stored(desk, review).facts
    return BarMoney("实施期资金", facts.available, facts.spent) if facts.available > 0 else None

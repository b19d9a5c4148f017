"""Fills the blanks of 项目期满评价表 from the ledger, or from what was submitted once it is in approval."""

from __future__ import annotations

from fundapp.forms.imprint import Imprint
from fundapp.forms.signoffs import SignOffBlank
from fundapp.forms.term_review_form import LineBlank, TermReviewBlanks, YearBlank
from fundapp.models import Division, Person, TermReview
from fundapp.rules.term_review_case import TermFacts, TermYear
from fundapp.services.desk import Desk
from fundapp.services.document import live_round, route_of
from fundapp.services.rounds import HandRow, open_hands, round_rows
from fundapp.services.term_review_sheet import LineView, stored
from fundapp.values.choices import Conclusion
from fundapp.values.dates import chinese_date
from fundapp.values.documents import SubjectKind
from fundapp.values.score import points_text
from fundapp.values.term_review import arrival_rate_bp, term_execution_bp


def blanks(desk: Desk, review_id: int, imprint: Imprint) -> TermReviewBlanks:
    """The form's blanks. Raises NotFound."""
    review = desk.get(TermReview, review_id)
    said = stored(desk, review)
    facts = said.facts
    return TermReviewBlanks(
        imprint=imprint,
        project_name=facts.project,
        project_number=facts.project_number,
        from_year=review.from_year,
        to_year=review.to_year,
        division=desk.get(Division, review.division_id).name,
        approval=_approval(facts),
        years=tuple(_year(year) for year in facts.years),
        term=_term(facts),
        lines=tuple(_line(line) for line in said.lines),
        framework=f"指标体系：{desk.figures.framework(review.dated).title}",
        total_points=said.result.total_points if said.result.finished else None,
        grade=said.result.grade,
        summary=review.summary,
        problems=review.problems,
        advice=review.advice,
        choices=tuple((one.label, one == review.conclusion) for one in Conclusion),
        adjustment=review.adjustment,
        meeting_number=review.meeting_number,
        meeting_on=review.meeting_on,
        reporter=desk.get(Person, review.author_id).name,
        phone=review.phone,
        dated=review.dated,
        signs=tuple(_sign(hand) for hand in _hands(desk, review)),
    )


def _approval(facts: TermFacts) -> str:
    day = f"（{chinese_date(facts.approved_on)}）" if facts.approved_on is not None else ""
    return f"{facts.approval}{day}"


def _year(year: TermYear) -> YearBlank:
    usable = year.arrived + year.carried
    return YearBlank(
        year=str(year.year),
        budgeted=year.budgeted,
        arrived=year.arrived,
        carried=year.carried,
        spent=year.spent,
        arrival_bp=arrival_rate_bp(year.arrived, year.budgeted) if year.budgeted > 0 else None,
        execution_bp=term_execution_bp(year.spent, usable) if usable > 0 else None,
        evaluation=year.evaluation,
        points=year.points,
        grade=year.grade,
        key="；".join(f"{one.evaluator} {points_text(one.points)} 分 {one.grade}" for one in year.keys),
    )


def _term(facts: TermFacts) -> YearBlank:
    return YearBlank(
        year="",
        budgeted=facts.budgeted,
        arrived=facts.arrived,
        carried=facts.brought,
        spent=facts.spent,
        arrival_bp=arrival_rate_bp(facts.arrived, facts.budgeted) if facts.budgeted > 0 else None,
        execution_bp=term_execution_bp(facts.spent, facts.available) if facts.available > 0 else None,
    )


def _line(line: LineView) -> LineBlank:
    return LineBlank(
        level1=line.level1,
        level2=line.level2,
        name=line.name,
        weight=line.weight,
        proposed=line.proposed,
        points=line.points,
        facts=line.facts,
        explanation=line.entry.explanation,
    )


def _hands(desk: Desk, review: TermReview) -> tuple[HandRow, ...]:
    """Hands of the live round; the empty cells of the route without one."""
    if live_round(desk, review) is None:
        return open_hands(route_of(desk, review))
    return round_rows(desk, SubjectKind.TERM_REVIEW, review.id)[-1].hands


def _sign(hand: HandRow) -> SignOffBlank:
    step = hand.label.replace("成员意见", "成员\n意见")  # the cell's own break would part 意 from 见
    return SignOffBlank(step=step, opinion=hand.opinion, name=hand.signer, strokes=hand.strokes, signed_at=hand.at)

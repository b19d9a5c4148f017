"""The terms of a project (art. 16): the years it was established for, and as many more for a review that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import ColumnElement, or_, select

from fundapp.errors import Refused
from fundapp.models import Appropriation, Project, ProjectYear, TermReview
from fundapp.services.desk import Desk
from fundapp.values.choices import Conclusion, DocumentState

_GOES_ON = (Conclusion.KEEP, Conclusion.ADJUST)


def cancelled(desk: Desk, project_id: int) -> TermReview | None:
    """The approved review that ended the project for good; None when there is none."""
    return next((one for one in _approved(desk, project_id) if one.conclusion == Conclusion.CANCEL), None)


def last_year(desk: Desk, project: Project) -> int:
    """The last fiscal year the project may run in: the end of its term, later after 保留 or 调整, never after 取消."""
    return _last(project, _approved(desk, project.id))


def _last(project: Project, found: Sequence[TermReview]) -> int:
    last = project.end_year
    for one in reversed(found):
        if one.conclusion in _GOES_ON and one.to_year <= last:  # a review of a term that never ran opens no other
            last = max(last, one.to_year + _length(project))
    return min([last, *(one.to_year for one in found if one.conclusion == Conclusion.CANCEL)])


def ends(desk: Desk) -> Callable[[Project], tuple[int, bool]]:
    """The last year of any project, and whether a review ended it, for lists: all reviews are read at once."""
    query = select(TermReview).filter_by(state=DocumentState.APPROVED)
    found: dict[int, list[TermReview]] = {}
    for one in desk.session.scalars(query.order_by(TermReview.to_year.desc(), TermReview.id.desc())):
        found.setdefault(one.project_id, []).append(one)

    def end(project: Project) -> tuple[int, bool]:
        reviews = found.get(project.id, [])
        return _last(project, reviews), any(one.conclusion == Conclusion.CANCEL for one in reviews)

    return end


def ended() -> ColumnElement[bool]:
    """Projects, as a query names them, that a review has ended."""
    query = select(TermReview.id).where(TermReview.project_id == Project.id)
    return query.where(TermReview.state == DocumentState.APPROVED, TermReview.conclusion == Conclusion.CANCEL).exists()


def refuse_over(desk: Desk, project: Project) -> None:
    """Lets a request for money of this year be written for a project.

    A project that was ended settles its contracts within its term, and afterwards only in a year that it has already:
    the rules of the payment say then what may still be paid (16-2, 16-3).

    Raises:
        Refused: its term has been over since 取消.
    """
    review = cancelled(desk, project.id)
    this = desk.today.year
    if review is None or this <= review.to_year:
        return
    there = select(ProjectYear.id).filter_by(project_id=project.id, year=this)
    if desk.session.scalar(there.limit(1)) is None:
        raise Refused(
            f"项目已由期满评价 {review.number} 取消，{review.to_year} 年度之后不再安排用款。",
            article="第十六条",
            field="年度",
            remedy="确有需要的，请另行立项。",
        )


def term_of(_desk: Desk, project: Project, year: int) -> tuple[int, int]:
    """First and last year of the term a fiscal year falls into, whether the project may run so long or not.

    A year before the project's first belongs to the first term.
    """
    length = _length(project)
    past = max(year - project.start_year, 0) // length
    first = project.start_year + past * length
    return first, first + length - 1


def running_term(desk: Desk, project: Project, year: int) -> tuple[int, int]:
    """The term that money of a fiscal year is held against: its own, or the last one the project may run in."""
    last = last_year(desk, project)
    first, until = term_of(desk, project, min(year, last))
    return first, min(until, last)


def review_before(desk: Desk, project: Project, year: int) -> TermReview | None:
    """The approved review by which the project goes on in this year; None within its first term."""
    length = _length(project)
    found = (one for one in _approved(desk, project.id) if one.conclusion in _GOES_ON)
    return next((one for one in found if year - length <= one.to_year < year), None)


def refuse_beyond(desk: Desk, project: Project, year: int) -> None:
    """Lets a fiscal year lie within the project's terms.

    Raises:
        Refused: it is before the project, after a term that was not reviewed, or after 取消 (art. 16).
    """
    ended = cancelled(desk, project.id)
    if ended is not None and year > ended.to_year:
        raise Refused(
            f"项目期满评价 {ended.number} 的结论是“取消”，{ended.to_year} 年度之后不再安排。",
            article="第十六条",
            field="年度",
            remedy="确有需要的，请另行立项。",
        )
    last = last_year(desk, project)
    if not project.start_year <= year <= last:
        remedy = "期满须先开展期满评价，结论为“保留”或“调整”的才能继续。" if year > last else "请核对年度。"
        raise Refused(
            f"{year} 年度不在项目期限 {project.start_year}—{last} 年内。",
            article="第十六条",
            field="年度",
            remedy=remedy,
        )


def to_evaluate(year: type[ProjectYear] = ProjectYear) -> ColumnElement[bool]:
    """Project years that have something to evaluate: all but those closed without ever having money.

    Args:
        year: project years as the query names them, an alias too.
    """
    money = select(Appropriation.id).where(Appropriation.project_year_id == year.id).exists()
    return or_(~year.closed, money)


def _approved(desk: Desk, project_id: int) -> list[TermReview]:
    """Approved reviews, the newest term first."""
    query = select(TermReview).filter_by(project_id=project_id, state=DocumentState.APPROVED)
    return list(desk.session.scalars(query.order_by(TermReview.to_year.desc(), TermReview.id.desc())))


def _length(project: Project) -> int:
    return project.end_year - project.start_year + 1

"""The review of a project when its term ends (art. 16), by the framework of 财预〔2020〕10号."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.models.document import SignedDocument
from fundapp.values.choices import Conclusion


class TermReviewLine(Base, kw_only=True):
    """One third-level indicator of the framework. `weight`, `proposed` and `points` are hundredths of a point.

    `facts` says what the ledger and the evaluations of the term show; `proposed` is what follows from it where there is
    a rule.
    """

    __tablename__ = "term_review_line"
    __table_args__ = (
        UniqueConstraint("term_review_id", "sequence"),
        CheckConstraint("weight > 0 AND points BETWEEN 0 AND weight", name="points"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    term_review_id: Mapped[int] = ref("term_review", default=None)
    sequence: Mapped[int]
    key: Mapped[str]
    level1: Mapped[str]
    level2: Mapped[str]
    name: Mapped[str]
    weight: Mapped[int]
    facts: Mapped[str] = mapped_column(default="")
    proposed: Mapped[int | None] = mapped_column(default=None)
    points: Mapped[int | None] = mapped_column(default=None)
    explanation: Mapped[str] = mapped_column(default="")


class TermReview(SignedDocument, kw_only=True):
    """The review of one term of a project with its conclusion. Money in 分, points in hundredths."""

    __tablename__ = "term_review"
    __table_args__ = (UniqueConstraint("number"), CheckConstraint("to_year >= from_year", name="term"))

    project_id: Mapped[int] = ref("project")
    from_year: Mapped[int]
    to_year: Mapped[int]
    conclusion: Mapped[Conclusion | None] = choice(Conclusion, default=None)
    adjustment: Mapped[str] = mapped_column(default="")
    """What is adjusted, or how the project is wound up."""
    summary: Mapped[str] = mapped_column(default="")
    problems: Mapped[str] = mapped_column(default="")
    advice: Mapped[str] = mapped_column(default="")
    meeting_number: Mapped[str] = mapped_column(default="")
    meeting_on: Mapped[dt.date | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(default="")
    facts: Mapped[str] = mapped_column(default="")
    """Canonical text: money and results of each year of the term, as submitted."""
    total_points: Mapped[int | None] = mapped_column(default=None)
    grade: Mapped[str] = mapped_column(default="")
    lines: Mapped[list[TermReviewLine]] = relationship(
        init=False, repr=False, order_by=TermReviewLine.sequence, cascade="all, delete-orphan"
    )

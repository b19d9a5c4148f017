"""Problems that have to be put right (art. 13), and what was done about each."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import ProblemSource, ProblemType, RectificationState, RectificationStep


class RectificationNote(Base, kw_only=True):
    """One thing that was done about a problem, or decided on it. Append-only.

    `due_on` with an extension: the new day. `progress_bp` with progress, in basis points. `papers` with a rejection:
    how many files there were by then, which prove nothing any more. `former_id` with a handover: who answered before.
    """

    __tablename__ = "rectification_note"

    id: Mapped[Id] = mapped_column(init=False)
    rectification_id: Mapped[int] = ref("rectification", default=None)
    at: Mapped[dt.datetime]
    person_id: Mapped[int] = ref("person")
    step: Mapped[RectificationStep] = choice(RectificationStep)
    text: Mapped[str]
    progress_bp: Mapped[int | None] = mapped_column(default=None)
    due_on: Mapped[dt.date | None] = mapped_column(default=None)
    papers: Mapped[int | None] = mapped_column(default=None)
    former_id: Mapped[int | None] = ref("person", default=None)


class Rectification(Base, kw_only=True):
    """One problem with its measure, the division and person who answer for it, and the day it is due."""

    __tablename__ = "rectification"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("due_on >= found_on", name="due"),
        CheckConstraint("amount > 0", name="amount"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    number: Mapped[str]
    project_id: Mapped[int] = ref("project")
    year: Mapped[int]
    source: Mapped[ProblemSource] = choice(ProblemSource)
    source_id: Mapped[int | None] = mapped_column(default=None)
    """Id of the self-evaluation, monitoring or key evaluation that found it; None for an inspection or audit."""
    source_document: Mapped[str] = mapped_column(default="")
    """Number of the paper of an inspection or audit."""
    division_id: Mapped[int] = ref("division")
    person_id: Mapped[int] = ref("person")
    author_id: Mapped[int] = ref("person")
    found_on: Mapped[dt.date]
    first_due_on: Mapped[dt.date]
    """The day it was due when it was registered."""
    due_on: Mapped[dt.date]
    problem_type: Mapped[ProblemType] = choice(ProblemType)
    problem: Mapped[str]
    amount: Mapped[int | None] = mapped_column(default=None)
    """Money the problem is about, in 分; None when it is about none."""
    basis: Mapped[str] = mapped_column(default="")
    """The provision that is not kept."""
    demand: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    papers: Mapped[int] = mapped_column(default=0)
    """How many files were registered with it: the oldest ones, which show the problem and not its end."""
    result: Mapped[str] = mapped_column(default="")
    state: Mapped[RectificationState] = choice(RectificationState, default=RectificationState.OPEN)
    reported_by_id: Mapped[int | None] = ref("person", default=None)
    reported_on: Mapped[dt.date | None] = mapped_column(default=None)
    closed_by_id: Mapped[int | None] = ref("person", default=None)
    closed_on: Mapped[dt.date | None] = mapped_column(default=None)
    closing_opinion: Mapped[str] = mapped_column(default="")
    void_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)
    notes: Mapped[list[RectificationNote]] = relationship(init=False, repr=False, order_by=RectificationNote.id)

    __mapper_args__ = {"version_id_col": version}

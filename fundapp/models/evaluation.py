"""Indicators of a project year (art. 9) and the self-evaluation against them (art. 13)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.models.document import SignedDocument
from fundapp.values.score import ExecutionMode, Operator


class Indicator(Base, kw_only=True):
    """A third-level indicator. `weight` is in hundredths of a point (1000 = 10 points)."""

    __tablename__ = "indicator"
    __table_args__ = (UniqueConstraint("project_year_id", "sequence"), CheckConstraint("weight > 0", name="weight"))

    id: Mapped[Id] = mapped_column(init=False)
    project_year_id: Mapped[int] = ref("project_year")
    sequence: Mapped[int]
    level1: Mapped[str]
    level2: Mapped[str]
    name: Mapped[str]
    operator: Mapped[Operator] = choice(Operator)
    target: Mapped[Decimal | None] = mapped_column(default=None)
    target_on: Mapped[dt.date | None] = mapped_column(default=None)
    target_text: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    weight: Mapped[int]


class EvaluationScore(Base, kw_only=True):
    """What was achieved on one indicator. `points` and `deduction` are in hundredths of a point."""

    __tablename__ = "evaluation_score"
    __table_args__ = (UniqueConstraint("evaluation_id", "indicator_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    evaluation_id: Mapped[int] = ref("evaluation", default=None)
    indicator_id: Mapped[int] = ref("indicator")
    actual: Mapped[Decimal | None] = mapped_column(default=None)
    actual_on: Mapped[dt.date | None] = mapped_column(default=None)
    actual_text: Mapped[str] = mapped_column(default="")
    rating_bp: Mapped[int | None] = mapped_column(default=None)
    """Share of the weight given to a qualitative indicator, in basis points."""
    applicable: Mapped[bool] = mapped_column(default=True)
    deduction: Mapped[int] = mapped_column(default=0)
    deduction_reason: Mapped[str] = mapped_column(default="")
    explanation: Mapped[str] = mapped_column(default="")
    points: Mapped[int | None] = mapped_column(default=None)


class Evaluation(SignedDocument, kw_only=True):
    """The self-evaluation of one project year. Scores are stored when it is submitted, from the ledger and by rule."""

    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("number"),)

    project_year_id: Mapped[int] = ref("project_year")
    execution_mode: Mapped[ExecutionMode] = choice(ExecutionMode)
    execution_weight: Mapped[int]
    outcome: Mapped[str] = mapped_column(default="")
    problems: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    execution_explanation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    budget_initial: Mapped[int | None] = mapped_column(default=None)
    budget_adjusted: Mapped[int | None] = mapped_column(default=None)
    executed: Mapped[int | None] = mapped_column(default=None)
    execution_points: Mapped[int | None] = mapped_column(default=None)
    total_points: Mapped[int | None] = mapped_column(default=None)
    grade: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str | None] = mapped_column(default=None)
    """评价结论 of the provincial layout."""
    scores: Mapped[list[EvaluationScore]] = relationship(
        init=False, repr=False, order_by=EvaluationScore.id, cascade="all, delete-orphan"
    )

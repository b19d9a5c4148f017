"""Key evaluations (重点评价; art. 16) by the steering group or the finance bureau, recorded with their own score."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fundapp.models.base import Base, Id, choice, ref
from fundapp.values.choices import Evaluator


class KeyEvaluation(Base, kw_only=True):
    """The result of one key evaluation of a project year. `points` are hundredths; once recorded it is only voided."""

    __tablename__ = "key_evaluation"
    __table_args__ = (CheckConstraint("points BETWEEN 0 AND 10000", name="points"),)

    id: Mapped[Id] = mapped_column(init=False)
    project_year_id: Mapped[int] = ref("project_year")
    evaluator: Mapped[Evaluator] = choice(Evaluator)
    evaluated_on: Mapped[dt.date]
    document_number: Mapped[str]
    points: Mapped[int]
    grade: Mapped[str]
    findings: Mapped[str] = mapped_column(default="")
    advice: Mapped[str] = mapped_column(default="")
    author_id: Mapped[int] = ref("person")
    void_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

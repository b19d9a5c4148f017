"""Monitoring of goals and money during the year (双监控; arts. 5, 15; 财预〔2019〕136号)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fundapp.models.base import Base, Id, choice, ref
from fundapp.models.document import SignedDocument
from fundapp.values.choices import Likelihood, MonitoringKind


class MonitoringLine(Base, kw_only=True):
    """How far one indicator has come, what is expected of it by the end of the year, and why it lags.

    The five causes are those of the form; more than one may hold.
    """

    __tablename__ = "monitoring_line"
    __table_args__ = (UniqueConstraint("monitoring_id", "indicator_id"),)

    id: Mapped[Id] = mapped_column(init=False)
    monitoring_id: Mapped[int] = ref("monitoring", default=None)
    indicator_id: Mapped[int] = ref("indicator")
    actual: Mapped[Decimal | None] = mapped_column(default=None)
    actual_on: Mapped[dt.date | None] = mapped_column(default=None)
    actual_text: Mapped[str] = mapped_column(default="")
    progress_bp: Mapped[int | None] = mapped_column(default=None)
    """The clerk's own judgement of the progress, where no quotient of figures gives it; basis points."""
    expected: Mapped[Decimal | None] = mapped_column(default=None)
    expected_on: Mapped[dt.date | None] = mapped_column(default=None)
    expected_text: Mapped[str] = mapped_column(default="")
    likelihood: Mapped[Likelihood | None] = choice(Likelihood, default=None)
    funding: Mapped[bool] = mapped_column(default=False)
    rules: Mapped[bool] = mapped_column(default=False)
    staff: Mapped[bool] = mapped_column(default=False)
    equipment: Mapped[bool] = mapped_column(default=False)
    other: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    said: Mapped[str] = mapped_column(default="")
    """Canonical text: the indicator as it stood when the monitoring was submitted; a year's indicators may change."""


class Monitoring(SignedDocument, kw_only=True):
    """One monitoring of a project year. The money is the ledger's, up to `until`; kept when it is submitted (分)."""

    __tablename__ = "monitoring"
    __table_args__ = (UniqueConstraint("number"),)

    project_year_id: Mapped[int] = ref("project_year")
    kind: Mapped[MonitoringKind] = choice(MonitoringKind)
    until: Mapped[dt.date]
    """Last day of the period; it begins on 1 January."""
    forecast: Mapped[int | None] = mapped_column(default=None)
    """全年预计执行数, 分."""
    problems: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    demands: Mapped[bool] = mapped_column(default=False)
    """What was found has to be rectified."""
    phone: Mapped[str] = mapped_column(default="")
    budget_initial: Mapped[int | None] = mapped_column(default=None)
    budget_adjusted: Mapped[int | None] = mapped_column(default=None)
    executed: Mapped[int | None] = mapped_column(default=None)
    said: Mapped[str] = mapped_column(default="")
    """Canonical text: project, yearly goal and money by kind as they stood when it was submitted."""
    lines: Mapped[list[MonitoringLine]] = relationship(
        init=False, repr=False, order_by=MonitoringLine.id, cascade="all, delete-orphan"
    )

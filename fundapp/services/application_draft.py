"""What a clerk types for an annual application, as plain values that cross the counter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.values.money import Fen


@dataclass(frozen=True)
class ApplicationDraft:
    """An annual application as typed. Goal, indicators and split of the points are those of the project year.

    Attributes:
        shares: (key of a funding source, 分); what is asked is their sum.
        basis: 测算依据.
        plan: 年度实施计划.
        adjustment: 调整说明, what is changed after a poor result or a review that says 调整.
        version: version that was loaded; None for a new one.
    """

    project_id: int
    year: int
    dated: dt.date
    shares: tuple[tuple[str, Fen], ...] = ()
    basis: str = ""
    plan: str = ""
    adjustment: str = ""
    phone: str = ""
    version: int | None = None

    @property
    def total(self) -> Fen:
        """年度资金申请总额, 分."""
        return sum(amount for _, amount in self.shares)

"""The money of a project year as the self-evaluation form shows it: budget, budget after changes, and what was paid.

Every row is made of appropriations and disbursements of the ledger; nobody types these figures (arts. 6, 13, 16).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from fundapp.models import Appropriation, Disbursement, Payment, PaymentShare, ProjectYear
from fundapp.services.desk import Desk
from fundapp.services.indicators import year_end
from fundapp.values.choices import AppropriationKind
from fundapp.values.money import Fen, wan

OWN_MONEY = ("own",)
"""Sources of art. 6 that are no appropriation of the treasury: 其他资金 on the form."""


@dataclass(frozen=True)
class MoneyRow:
    """年初预算数, 全年预算数 and 全年执行数 of one kind of money, in 分; `key` is empty except for a source's row."""

    title: str
    initial: Fen
    adjusted: Fen
    executed: Fen
    key: str = ""


@dataclass(frozen=True)
class YearMoney:
    """The money block. `sources` (this year's money by source) and `carried` add up to `total`.

    What was carried over counts as spent first, because it lapses first; the ledger itself does not say which part of a
    source a payment used. `carried_own` is the part of `carried` that is no money of the treasury; None without any.
    """

    total: MoneyRow
    fiscal: MoneyRow
    carried: MoneyRow
    other: MoneyRow
    sources: tuple[MoneyRow, ...]
    payments: int
    carried_own: MoneyRow | None = None

    @property
    def fiscal_sources(self) -> tuple[MoneyRow, ...]:
        """The rows that make up 当年财政拨款."""
        return tuple(row for row in self.sources if row.key not in OWN_MONEY)

    @property
    def rest(self) -> Fen:
        """Budget of the year that was not spent."""
        return self.total.adjusted - self.total.executed


def year_money(desk: Desk, year: ProjectYear, until: dt.date = dt.date.max) -> YearMoney:
    """The money block as the ledger has it now, as far as it carries a date up to `until`.

    Appropriations go by the date of their document, payments by the day they were paid.
    """
    entered = _entered(desk, year, until)
    paid = _paid(desk, year, until)
    on = year_end(year.year)
    titles = {one.key: one.title for one in (*desk.figures.sources(desk.today), *desk.figures.sources(on))}
    sources, carried, own = [], MoneyRow("上年结转资金", 0, 0, 0), MoneyRow("其中：单位资金结转", 0, 0, 0)
    for key in dict.fromkeys((*titles, *sorted(entered), *sorted(paid))):
        kinds = entered[key]
        over = kinds[AppropriationKind.CARRY_OVER]
        spent_first = min(over, paid[key])
        over_row = MoneyRow("", 0, over, spent_first)
        carried = _plus(carried, over_row)
        own = _plus(own, over_row) if key in OWN_MONEY else own
        current = sum(kinds.values()) - over
        initial = kinds[AppropriationKind.INITIAL]
        sources.append(MoneyRow(titles.get(key, key), initial, current, paid[key] - spent_first, key))
    return YearMoney(
        total=_sum("年度资金总额", (*sources, carried)),
        fiscal=_sum("当年财政拨款", (row for row in sources if row.key not in OWN_MONEY)),
        carried=carried,
        other=_sum("其他资金", (row for row in sources if row.key in OWN_MONEY)),
        sources=tuple(sources),
        payments=_count(desk, year, until),
        carried_own=own if own.adjusted else None,
    )


def money_said(money: YearMoney) -> dict[str, Any]:
    """The money block as part of what hands sign."""
    own = {} if money.carried_own is None else {"carried_own": _row_said(money.carried_own)}  # none before r0002
    return own | {
        "total": _row_said(money.total),
        "fiscal": _row_said(money.fiscal),
        "carried": _row_said(money.carried),
        "other": _row_said(money.other),
        "sources": [_row_said(row) for row in money.sources],
        "payments": money.payments,
    }


def _row_said(row: MoneyRow) -> list[str | int]:
    return [row.title, row.initial, row.adjusted, row.executed, row.key]


def money_from(said: Mapping[str, Any]) -> YearMoney:
    """The money block read back from what was signed."""
    return YearMoney(
        total=MoneyRow(*said["total"]),
        fiscal=MoneyRow(*said["fiscal"]),
        carried=MoneyRow(*said["carried"]),
        other=MoneyRow(*said["other"]),
        sources=tuple(MoneyRow(*row) for row in said["sources"]),
        payments=said["payments"],
        carried_own=MoneyRow(*said["carried_own"]) if "carried_own" in said else None,
    )


def moved(kept: tuple[Fen | None, Fen | None, Fen | None], money: YearMoney) -> str:
    """How the ledger has moved since 年初、全年、执行数 were kept, as a sentence; empty when it has not."""
    now = (money.total.initial, money.total.adjusted, money.total.executed)
    names = ("年初预算数", "全年预算数", "全年执行数")
    changes = [
        f"{name}由 {wan(before)} 万元变为 {wan(after)} 万元"
        for name, before, after in zip(names, kept, now, strict=True)
        if before is not None and before != after
    ]
    return f"送审之后账面{'，'.join(changes)}。" if changes else ""


def _entered(desk: Desk, year: ProjectYear, until: dt.date) -> defaultdict[str, defaultdict[AppropriationKind, int]]:
    found: defaultdict[str, defaultdict[AppropriationKind, int]] = defaultdict(lambda: defaultdict(int))
    query = select(Appropriation.source, Appropriation.kind, func.sum(Appropriation.amount))
    query = query.where(Appropriation.project_year_id == year.id, Appropriation.document_date <= until)
    query = query.group_by(Appropriation.source, Appropriation.kind)
    for source, kind, amount in desk.session.execute(query):
        found[source][AppropriationKind(kind)] = amount
    return found


def _paid(desk: Desk, year: ProjectYear, until: dt.date) -> defaultdict[str, int]:
    query = (
        select(PaymentShare.source, func.sum(PaymentShare.amount))
        .join(Payment, Payment.id == PaymentShare.payment_id)
        .join(Disbursement, Disbursement.payment_id == Payment.id)
        .where(Payment.project_id == year.project_id, Payment.year == year.year, Disbursement.paid_on <= until)
        .group_by(PaymentShare.source)
    )
    return defaultdict(int, ((row[0], row[1]) for row in desk.session.execute(query)))


def _count(desk: Desk, year: ProjectYear, until: dt.date) -> int:
    query = select(func.count(Disbursement.id)).join(Payment, Payment.id == Disbursement.payment_id)
    query = query.where(Disbursement.paid_on <= until)
    return desk.session.scalar(query.where(Payment.project_id == year.project_id, Payment.year == year.year)) or 0


def _sum(title: str, rows: Iterable[MoneyRow]) -> MoneyRow:
    total = MoneyRow(title, 0, 0, 0)
    for row in rows:
        total = _plus(total, row)
    return total


def _plus(one: MoneyRow, other: MoneyRow) -> MoneyRow:
    return MoneyRow(
        one.title,
        one.initial + other.initial,
        one.adjusted + other.adjusted,
        one.executed + other.executed,
    )

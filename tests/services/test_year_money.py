"""The money block of the self-evaluation comes from the ledger and adds up."""

from __future__ import annotations

import datetime as dt

from fundapp.services import projects
from fundapp.services.desk import Desk
from fundapp.services.year_money import MoneyRow, YearMoney, year_money
from fundapp.values.choices import AppropriationKind
from tests.services.evaluation_year import CLERK, WAN, Year


def money(year: Year, fiscal: int = 2026) -> YearMoney:
    """The money block of a year of the project."""

    def question(desk: Desk) -> YearMoney:
        row = projects.year_of(desk, year.project, fiscal)
        assert row is not None
        return year_money(desk, row)

    return year.office.ask(CLERK, question)


def test_initial_is_the_first_budget_and_adjusted_holds_additions_cuts_and_carry_over(year: Year) -> None:
    assert money(year).total == MoneyRow("年度资金总额", 420 * WAN, 450 * WAN, 412 * WAN + WAN // 2)


def test_what_was_carried_over_stands_apart_and_counts_as_spent_first(year: Year) -> None:
    found = money(year)
    assert found.carried == MoneyRow("上年结转资金", 0, 20 * WAN, 12 * WAN + WAN // 2)
    assert [row for row in found.sources if row.key == "transfer"] == [
        MoneyRow("上级转移支付资金", 0, 0, 0, "transfer")
    ]


def test_payments_beyond_the_carry_over_are_charged_to_this_years_money(year: Year) -> None:
    year.office.appropriate(year.project, 2026, "transfer", AppropriationKind.ADDITION, 10 * WAN)
    year.office.pay(year.milestones[2], ("transfer", 10 * WAN))
    found = money(year)
    assert found.carried.executed == 20 * WAN
    assert [row.executed for row in found.sources if row.key == "transfer"] == [2 * WAN + WAN // 2]


def test_sources_and_carry_over_add_up_to_the_total_and_fiscal_other_and_carried_too(year: Year) -> None:
    year.office.appropriate(year.project, 2026, "own", AppropriationKind.INITIAL, 7 * WAN)
    found = money(year)
    for part in ("initial", "adjusted", "executed"):
        rows = (*found.sources, found.carried)
        assert sum(getattr(row, part) for row in rows) == getattr(found.total, part)
        three = (found.fiscal, found.carried, found.other)
        assert sum(getattr(row, part) for row in three) == getattr(found.total, part)
    assert found.other == MoneyRow("其他资金", 7 * WAN, 7 * WAN, 0)
    assert [row.key for row in found.fiscal_sources] == ["local", "transfer"]


def test_the_rest_and_the_number_of_payments_are_shown(year: Year) -> None:
    found = money(year)
    assert (found.rest, found.payments) == (37 * WAN + WAN // 2, 2)


def test_a_request_that_is_not_paid_does_not_count(year: Year) -> None:
    before = money(year)
    year.office.request(year.milestones[2], (("local", 10 * WAN),))
    assert money(year) == before


def test_another_year_of_the_project_has_money_of_its_own(year: Year) -> None:
    year.office.clock.on(dt.date(2027, 1, 10))
    year.office.do(CLERK, projects.open_year, year.project, 2027, "下一年")
    assert money(year, 2027).total == MoneyRow("年度资金总额", 0, 0, 0)
    assert money(year, 2027).payments == 0

"""A project with its years, money and papers; and the list of projects with the money of a year."""

from __future__ import annotations

import datetime as dt

import pytest

from fundapp.errors import Forbidden, NotFound
from fundapp.services import project_sheet, projects
from fundapp.services.paging import Page, PageRequest
from fundapp.services.project_sheet import ProjectRow
from fundapp.services.seat import Seat
from fundapp.values.choices import AppropriationKind, ProjectState
from fundapp.values.roles import Role
from tests.builders import Office
from tests.rules.cases import FIGURES
from tests.services.paying import stored
from tests.ui.paid_office import Paid


def page(
    place: Office, seat: Seat | None, year: int = 2026, text: str = "", sort: str = "number", **filters: str
) -> Page[ProjectRow]:
    """A page, the smallest first."""
    asked = PageRequest(sort, descending=False, text=text, filters=tuple(filters.items()))
    return place.ledger.ask(seat, project_sheet.page, asked, year)


def test_a_sheet_adds_up_contracts_lists_and_payments(paid: Paid) -> None:
    place = paid.office
    place.contract(paid.project, (7_00,), in_force=False)
    place.pay(place.approve(place.request(paid.first, with_evidence=False)))
    found = place.ledger.ask(place.clerk, project_sheet.sheet, paid.project)
    assert (found.number, found.state, found.grant) == ("XM-2026-0001", ProjectState.IN_FORCE, False)
    assert (found.contract_total, found.paid_total) == (80_000_00, 30_000_00)
    assert (found.approval_document, found.approved_on) == ("示例批〔2026〕1号", dt.date(2026, 1, 15))
    assert [one.number for one in found.bases] == ["HT-2026-0002", "HT-2026-0001"]
    assert [one.number for one in found.payments] == ["ZF-2026-0001"]
    assert (found.division, found.author, found.entry.version) == ("综合科", "经办人", found.version)


def test_a_grant_project_counts_its_lists_as_contracted(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(stored(place, place.draft(paid.listed.milestones[0]))))
    found = place.ledger.ask(place.clerk, project_sheet.sheet, paid.grants)
    assert (found.grant, found.contract_total, found.paid_total) == (True, 22_000_00, 10_000_00)


def test_a_year_shows_each_source_and_each_document(paid: Paid) -> None:
    place = paid.office
    place.appropriate(paid.project, 5_000_00, source="own", kind=AppropriationKind.CUT)
    place.submit(place.request(paid.first, with_evidence=False))
    place.do(place.clerk, projects.open_year, paid.project, 2027, "下年目标")
    found = place.ledger.ask(place.clerk, project_sheet.sheet, paid.project)
    assert [row.year for row in found.years] == [2026, 2027]
    year = found.year(2026)
    assert year is not None
    assert (year.money.limit, year.money.in_flight, year.closed) == (115_000_00, 30_000_00, False)
    assert [(one.key, one.money.limit, one.money.in_flight) for one in year.sources] == [
        ("local", 100_000_00, 30_000_00),
        ("own", 15_000_00, 0),
        ("transfer", 0, 0),
    ]
    titles = {one.key: one.title for one in year.sources}
    assert [(one.source, one.kind, one.amount) for one in year.appropriations] == [
        (titles["local"], AppropriationKind.INITIAL, 100_000_00),
        (titles["own"], AppropriationKind.INITIAL, 20_000_00),
        (titles["own"], AppropriationKind.CUT, -5_000_00),
    ]
    assert year.appropriations[0].document_number == "示例财预〔2026〕3号"
    assert found.year(2028) is None


def test_a_years_goal_is_proposed_from_the_newest_earlier_year_else_from_the_family(paid: Paid) -> None:
    place = paid.office
    ask = place.ledger.ask
    family, origin = ask(place.clerk, project_sheet.goal_proposed, paid.project, 2026)
    assert family == FIGURES.category("it", place.clock().date()).goal
    assert origin == "取自信息化项目的年度目标（第九条），请按本项目的情况修改。"
    place.do(place.clerk, projects.open_year, paid.project, 2027, "下年目标")
    said = ask(place.clerk, project_sheet.goal_proposed, paid.project, 2028)
    assert said == ("下年目标", "取自 2027 年度目标，请按 2028 年度的情况修改。")


def test_a_sheet_names_the_verbs_of_whoever_asks(paid: Paid) -> None:
    place = paid.office
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))

    def may(seat: Seat | None) -> frozenset[str]:
        return place.ledger.ask(seat, project_sheet.sheet, paid.project).may

    assert may(place.clerk) >= {"projects.edit", "contracts.edit", "payments.edit"}
    assert may(place.head) == {"projects.confirm"}
    assert may(place.finance) == {"appropriations.edit", "years.close"}
    assert may(None) == frozenset()
    with pytest.raises(Forbidden, match="属于其他科室"):
        may(stranger)
    with pytest.raises(NotFound):
        place.ask(project_sheet.sheet, 999)


def test_the_list_shows_the_money_of_the_chosen_year(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first, with_evidence=False)))
    found = page(place, place.auditor)
    assert [(row.number, row.budget, row.paid) for row in found.rows] == [
        ("XM-2026-0001", 120_000_00, 30_000_00),
        ("XM-2026-0002", 30_000_00, 0),
    ]
    assert found.sums == {"budget": 150_000_00, "paid": 30_000_00}
    first = found.rows[0]
    assert (first.division, first.start_year, first.last_year) == ("综合科", 2026, 2028)
    assert [(row.budget, row.paid) for row in page(place, place.auditor, 2027).rows] == [(0, 0), (0, 0)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"state": "draft"}, ["XM-2026-0003"]),
        ({"state": "in_force"}, ["XM-2026-0001", "XM-2026-0002"]),
        ({"category": "service_centre"}, ["XM-2026-0002"]),
        ({"text": "xm-2026-0003"}, ["XM-2026-0003"]),
        ({"text": "综合科"}, ["XM-2026-0001", "XM-2026-0002", "XM-2026-0003"]),
        ({"text": "便民"}, ["XM-2026-0002"]),
        ({"text": "_"}, []),
        ({"sort": "budget"}, ["XM-2026-0003", "XM-2026-0002", "XM-2026-0001"]),
    ],
)
def test_the_list_is_narrowed_and_sorted(paid: Paid, filters: dict[str, str], expected: list[str]) -> None:
    place = paid.office
    place.do(place.clerk, projects.save, projects.ProjectEntry("新项目", "it", place.division_id, 2026))
    assert [row.number for row in page(place, place.auditor, **filters).rows] == expected  # type: ignore[arg-type]


def test_everybody_reads_what_is_theirs(paid: Paid) -> None:
    place = paid.office
    stranger = place.hire("他科经办人", Role.CLERK, division_id=place.division("他科"))
    assert page(place, place.clerk).total == page(place, place.supervisor).total == 2
    assert page(place, stranger).total == page(place, None).total == 0

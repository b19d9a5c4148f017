"""Projects are written by clerks, confirmed by another hand, funded by finance, and end after their term."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.errors import Forbidden, FundError, Invalid, Refused, Stale
from fundapp.services import balances, project_sheet, projects
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.projects import AppropriationEntry, ProjectEntry
from fundapp.values.choices import AppropriationKind, AttachmentKind, ProjectState
from fundapp.values.roles import Role
from tests.builders import Office
from tests.services.paying import last_act
from tests.ui.paid_office import Paid

JANUARY = dt.date(2026, 1, 20)


def project(place: Office, **change: object) -> int:
    """A draft of the division's clerk."""
    given = ProjectEntry("统计系统升级项目", "it", place.division_id, 2026)
    return place.do(place.clerk, projects.save, replace(given, **change))  # type: ignore[arg-type]


def sheet(place: Office, project_id: int) -> project_sheet.ProjectSheet:
    """The project as its clerk sees it."""
    return place.ledger.ask(place.clerk, project_sheet.sheet, project_id)


def cut(amount: int, source: str = "local") -> AppropriationEntry:
    """A cut, entered as a positive amount."""
    return AppropriationEntry(source, AppropriationKind.CUT, amount, "示例财预〔2026〕9号", JANUARY)


def free(place: Office, project_id: int) -> int:
    """What the local budget still allows."""
    return place.ask(lambda desk: balances.of_source(desk.session, project_id, 2026, "local").free)


def test_a_new_project_has_a_number_and_a_term_of_three_years(place: Office) -> None:
    found = sheet(place, project(place, name=" 统计系统 ", content=" 升级 ", goal=" 稳定 "))
    assert (found.number, found.state) == ("XM-2026-0003", ProjectState.DRAFT)
    assert (found.entry.name, found.entry.content, found.entry.goal) == ("统计系统", "升级", "稳定")
    assert (found.start_year, found.end_year, found.author) == (2026, 2028, "经办人")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "项目名称"),
        ({"start_year": 1999}, "起始年度"),
        ({"start_year": 2101}, "起始年度"),
        ({"national_code": "4401"}, "一体化项目代码"),
    ],
)
def test_a_wrong_field_is_named(place: Office, change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        project(place, **change)
    assert caught.value.field == field


def test_a_category_is_one_of_the_regulations(place: Office) -> None:
    with pytest.raises(FundError, match="没有有效的项目类别。"):
        project(place, category="holiday")


def test_a_draft_is_changed_with_its_term(place: Office) -> None:
    key = project(place)
    entry = ProjectEntry("政务云项目", "cloud", place.division_id, 2027, version=sheet(place, key).version)
    place.do(place.other_clerk, projects.save, entry, key)
    found = sheet(place, key)
    assert (found.entry.name, found.entry.category, found.start_year, found.end_year) == (
        "政务云项目",
        "cloud",
        2027,
        2029,
    )
    assert found.number == "XM-2026-0003"
    with pytest.raises(Stale):
        place.do(place.clerk, projects.save, entry, key)


def test_a_project_of_another_division_is_neither_written_nor_taken_over(place: Office) -> None:
    other = place.division("他科")
    stranger = place.hire("他科经办人", Role.CLERK, division_id=other)
    key = project(place)
    with pytest.raises(Forbidden):
        place.do(stranger, projects.save, ProjectEntry("代写", "it", place.division_id, 2026))
    with pytest.raises(Forbidden):
        place.do(stranger, projects.save, ProjectEntry("拿走", "it", other, 2026), key)
    assert sheet(place, key).entry.name == "统计系统升级项目"


def test_a_confirmed_project_is_frozen(paid: Paid) -> None:
    entry = ProjectEntry("改名", "it", 1, 2026)
    with pytest.raises(Refused, match="项目已确认"):
        paid.office.do(paid.office.clerk, projects.save, entry, paid.project)


def test_a_project_comes_into_force_once_by_the_head_with_its_document(place: Office) -> None:
    key = project(place)
    with pytest.raises(Forbidden):
        place.do(place.clerk, projects.confirm, key, "示例批1号", JANUARY)
    with pytest.raises(Invalid) as caught:
        place.do(place.head, projects.confirm, key, " ", JANUARY)
    assert caught.value.field == "立项批复文号"
    place.do(place.head, projects.confirm, key, " 示例批1号 ", JANUARY)
    found = sheet(place, key)
    assert (found.state, found.approval_document, found.approved_on) == (ProjectState.IN_FORCE, "示例批1号", JANUARY)
    with pytest.raises(Refused, match="已经确认过"):
        place.do(place.head, projects.confirm, key, "示例批2号", JANUARY)


def test_who_wrote_a_project_does_not_confirm_it(place: Office) -> None:
    both = place.hire("兼任", Role.CLERK, Role.DIVISION_HEAD)
    key = place.do(both, projects.save, ProjectEntry("自己的项目", "it", place.division_id, 2026))
    with pytest.raises(Forbidden, match="须由另一人办理"):
        place.do(both, projects.confirm, key, "示例批1号", JANUARY)


def test_only_a_project_in_force_ends(place: Office, paid: Paid) -> None:
    with pytest.raises(Refused, match="只有执行中的项目可以结束"):
        place.do(place.head, projects.close, project(place))
    place.do(place.head, projects.close, paid.project)
    assert sheet(place, paid.project).state is ProjectState.CLOSED


def test_a_year_is_opened_once_and_inside_the_term(paid: Paid) -> None:
    place = paid.office
    for year, said in ((2025, "不在项目期限"), (2029, "不在项目期限"), (2026, "已经建立")):
        with pytest.raises(Refused, match=said) as caught:
            place.do(place.clerk, projects.open_year, paid.project, year, "")
        assert caught.value.field == "年度"
    place.do(place.clerk, projects.open_year, paid.project, 2028, " 目标 ")
    row = sheet(place, paid.project).year(2028)
    assert row is not None
    assert (row.goal, row.closed, row.money.limit) == ("目标", False, 0)


def test_appropriations_add_up_and_a_cut_is_negative(paid: Paid) -> None:
    place = paid.office
    place.appropriate(paid.project, 5_000_00, kind=AppropriationKind.ADDITION)
    place.do(place.finance, projects.appropriate, paid.project, 2026, cut(15_000_00))
    row = sheet(place, paid.project).year(2026)
    assert row is not None
    assert [one.amount for one in row.appropriations] == [100_000_00, 20_000_00, 5_000_00, -15_000_00]
    assert (row.money.limit, free(place, paid.project)) == (110_000_00, 90_000_00)
    assert "调减 -15,000.00 元，示例财预〔2026〕9号" in last_act(place)[1]


def test_a_cut_leaves_what_is_paid_and_in_flight(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first, 20_000_00, with_evidence=False)))
    place.submit(place.request(paid.first, with_evidence=False, amount=10_000_00))
    with pytest.raises(Refused) as caught:
        place.do(place.finance, projects.appropriate, paid.project, 2026, cut(70_000_01))
    assert caught.value.message == "调减后该来源不足以覆盖已付和在途 30,000.00 元。"
    assert (caught.value.article, caught.value.remedy) == ("第六条", "最多可调减 70,000.00 元。")
    place.do(place.finance, projects.appropriate, paid.project, 2026, cut(70_000_00))
    assert free(place, paid.project) == 0


def carried(amount: int, source: str = "local") -> AppropriationEntry:
    return AppropriationEntry(source, AppropriationKind.CARRY_OVER, amount, "示例财预〔2027〕2号", JANUARY)


def test_no_more_is_carried_over_than_the_year_before_left_of_the_same_source(paid: Paid) -> None:
    place = paid.office
    place.pay(place.approve(place.request(paid.first, 20_000_00, with_evidence=False)))
    place.submit(place.request(paid.first, with_evidence=False, amount=10_000_00))
    place.do(place.clerk, projects.open_year, paid.project, 2027, "")
    with pytest.raises(Refused, match="2027 年度还没有开始，2026 年度的结余未定") as early:
        place.do(place.finance, projects.appropriate, paid.project, 2027, carried(1_00))
    assert (early.value.article, early.value.field) == ("第五条", "指标类型")
    place.clock.at = dt.datetime(2027, 1, 5, 9, 0, tzinfo=OFFICE_ZONE)
    with pytest.raises(Refused) as caught:
        place.do(place.finance, projects.appropriate, paid.project, 2027, carried(70_000_01))
    assert caught.value.message == (
        "2026 年度该来源预算 100,000.00 元，已付和在途 30,000.00 元，已登记结转 0.00 元；结转 70,000.01 元超过结余。"
    )
    assert (caught.value.article, caught.value.field) == ("第五条", "金额")
    assert "最多可结转 70,000.00 元" in caught.value.remedy
    place.do(place.finance, projects.appropriate, paid.project, 2027, carried(70_000_00))
    with pytest.raises(Refused, match=r"已登记结转 70,000\.00 元；结转 0\.01 元超过结余"):
        place.do(place.finance, projects.appropriate, paid.project, 2027, carried(1))
    with pytest.raises(Refused, match="超过结余"):
        place.do(place.finance, projects.appropriate, paid.project, 2027, carried(1, "transfer"))


def test_the_first_year_of_a_project_takes_what_its_document_carries_over(paid: Paid) -> None:
    paid.office.do(paid.office.finance, projects.appropriate, paid.project, 2026, carried(5_000_00))
    assert free(paid.office, paid.project) == 105_000_00


def test_a_cut_of_one_source_is_not_covered_by_another(paid: Paid) -> None:
    with pytest.raises(Refused, match="调减后该来源不足以覆盖"):
        paid.office.do(paid.office.finance, projects.appropriate, paid.project, 2026, cut(20_000_01, "own"))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"amount": 0}, "金额"), ({"amount": -1}, "金额"), ({"document_number": " "}, "指标文号")],
)
def test_a_wrong_appropriation_names_its_field(paid: Paid, change: dict[str, object], field: str) -> None:
    entry = AppropriationEntry("local", AppropriationKind.ADDITION, 1_00, "文1号", JANUARY)
    with pytest.raises(Invalid) as caught:
        paid.office.do(
            paid.office.finance, projects.appropriate, paid.project, 2026, replace(entry, **change)  # type: ignore[arg-type]
        )  # fmt: skip
    assert caught.value.field == field


def test_money_goes_to_an_open_year_of_a_project_in_force_by_finance_only(paid: Paid) -> None:
    place = paid.office
    entry = AppropriationEntry("local", AppropriationKind.ADDITION, 1_00, "文1号", JANUARY)
    draft = project(place)
    place.do(place.clerk, projects.open_year, draft, 2026, "")
    with pytest.raises(Forbidden):
        place.do(place.clerk, projects.appropriate, paid.project, 2026, entry)
    for project_id, year in ((draft, 2026), (paid.project, 2027)):
        with pytest.raises(Refused, match="未建立、已关闭或项目未确认"):
            place.do(place.finance, projects.appropriate, project_id, year, entry)
    place.do(place.finance, projects.close_year, paid.project, 2026)
    with pytest.raises(Refused, match="未建立、已关闭或项目未确认"):
        place.do(place.finance, projects.appropriate, paid.project, 2026, entry)


def test_a_source_is_one_of_the_regulations(paid: Paid) -> None:
    entry = AppropriationEntry("lottery", AppropriationKind.ADDITION, 1_00, "文1号", JANUARY)
    with pytest.raises(FundError, match="没有有效的资金来源。"):
        paid.office.do(paid.office.finance, projects.appropriate, paid.project, 2026, entry)


def test_a_year_is_closed_once_by_finance(paid: Paid) -> None:
    place = paid.office
    with pytest.raises(Forbidden):
        place.do(place.clerk, projects.close_year, paid.project, 2026)
    place.do(place.finance, projects.close_year, paid.project, 2026)
    for year in (2026, 2027):
        with pytest.raises(Refused, match="未建立或已关闭"):
            place.do(place.finance, projects.close_year, paid.project, year)
    row = sheet(place, paid.project).year(2026)
    assert row is not None
    assert row.closed


def test_papers_of_a_project_are_kept_with_it(paid: Paid) -> None:
    place = paid.office
    place.do(place.clerk, projects.attach_file, paid.project, place.file("可研报告.pdf", AttachmentKind.BASIS))
    assert [(row.file_name, row.present) for row in sheet(place, paid.project).files] == [("可研报告.pdf", True)]

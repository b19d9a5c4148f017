"""The 整改台账 on the screen: overdue problems are loud, problems begin here, the list is printed and exported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from fundapp.services import key_evaluations, rectification_sheet
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.ui import notices
from fundapp.ui.notices import Answer
from fundapp.ui.rectifications import screens
from fundapp.ui.rectifications.detail import RectificationPage
from fundapp.ui.rectifications.ledger_page import LedgerPage
from fundapp.ui.rectifications.list import RectificationList
from fundapp.ui.rectifications.register import RegisterDialog
from fundapp.values.choices import Evaluator, ProblemSource
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, Year
from tests.services.rectifying import DUE, closed, person_id, registered, reported
from tests.ui.performance.writing import seated
from tests.ui.seated import Told, ready


def shown_list(year: Year, who: str = CLERK, of: int = 2026) -> tuple[RectificationList, Told]:
    """The list as the shell shows it."""
    page = RectificationList(seated(year, who))
    told = Told(page)
    page.set_year(of)
    return ready(page), told


def numbers(page: RectificationList) -> list[str]:
    """What is listed."""
    return [row.number for row in page.table.rows()]


def dialog_of(page: RectificationList) -> RegisterDialog:
    """The dialog that is open."""
    assert page.dialog is not None
    return page.dialog


@pytest.fixture
def late(year: Year) -> Year:
    """One overdue, one closed, one with time left; it is three days after the first one's end."""
    registered(year)
    closed(year)
    registered(year, due_on=dt.date(2027, 12, 1))
    year.office.clock.on(DUE + dt.timedelta(days=3))
    return year


def test_the_screen_stands_in_the_section_of_performance(year: Year) -> None:
    (screen,) = screens(seated(year))
    assert (screen.key, screen.title, screen.section) == ("rectifications", "整改台账", "绩效")
    assert isinstance(screen.build(), RectificationList)


def test_overdue_problems_are_shouted_and_come_first(late: Year) -> None:
    page, _ = shown_list(late)
    assert not page._banner.isHidden()
    assert page.alarm.text() == "1 项整改逾期没有销号，最早的 ZG-2026-0001 已逾期 3 天（经办人）"
    assert page.aside() == "未销号 2 项，其中逾期 1 项"
    assert numbers(page) == ["ZG-2026-0001", "ZG-2026-0002", "ZG-2026-0003"]
    column = next(one for one in page.table.view.rows_model.columns if one.key == "due_on")
    first, _, third = page.table.rows()
    assert column.tone is not None
    assert (column.text(column.take(first)), column.tone(first)) == ("2027-03-31 逾期 3 天", "bad")
    assert (column.text(column.take(third)), column.tone(third)) == ("2027-12-01", "neutral")
    page.late.click()
    assert numbers(page) == ["ZG-2026-0001"]


def test_without_overdue_problems_nobody_shouts(year: Year) -> None:
    registered(year)
    page, _ = shown_list(year)
    assert page._banner.isHidden()


def test_the_workbench_leads_to_the_overdue_ones_and_to_one(late: Year) -> None:
    page, told = shown_list(late)
    page.table.bar.set_filter("state", "closed")
    page.aim("overdue")
    assert numbers(page) == ["ZG-2026-0001"]
    page.aim(2)
    assert isinstance(told.pushed[0], RectificationPage)
    page.table.activated.emit(page.table.rows()[0])
    assert len(told.pushed) == 2
    with notices.captured() as seen:
        page.aim(99)
    assert [one.kind for one in seen] == ["refusal"]


def test_a_problem_of_an_audit_is_registered_from_scratch(year: Year) -> None:
    page, told = shown_list(year)
    page.new.click()
    dialog = dialog_of(page)
    dialog.project.set_value(year.project)
    assert dialog.year.value() == 2026
    dialog.source.set_value(ProblemSource.AUDIT)
    dialog.document.set_raw("示例审报〔2026〕3号")
    dialog.person.set_value(person_id(year, HEAD))
    dialog.found_on.set_raw("20261220")
    dialog.due_on.set_raw("20270331")
    dialog.problem.set_raw("验收资料不全")
    dialog.demand.set_raw("补齐资料")
    dialog.press()
    (row,) = page.table.rows()
    assert (row.number, row.person, row.due_on, row.problem) == ("ZG-2026-0001", HEAD, DUE, "验收资料不全")
    assert isinstance(told.pushed[0], RectificationPage)


def test_what_is_missing_stands_beside_its_box_and_nothing_typed_is_lost(year: Year) -> None:
    page, _ = shown_list(year)
    page.register()
    dialog = dialog_of(page)
    dialog.project.set_value(year.project)
    dialog.source.set_value(ProblemSource.INSPECTION)
    dialog.person.set_value(person_id(year, CLERK))
    dialog.found_on.set_raw("20261220")
    dialog.due_on.set_raw("20261228")
    dialog.problem.set_raw("验收资料不全")
    dialog.press()
    assert "须写明文号" in dialog.document.complaint()
    assert "不晚于今天" in dialog.due_on.complaint()
    assert "整改要求或整改措施" in dialog.demand.complaint()
    assert dialog.problem.raw() == "验收资料不全"
    assert page.table.rows() == ()


def test_a_file_that_is_gone_refuses_in_the_dialog(year: Year, tmp_path: Path) -> None:
    page, _ = shown_list(year)
    page.register()
    dialog = dialog_of(page)
    paper = tmp_path / "检查通报.pdf"
    paper.write_bytes(b"%PDF-1.4")
    dialog.files.added.emit([paper, tmp_path / "没有.pdf"])
    dialog.ready.emit()
    assert "读不到文件“没有.pdf”" in dialog.wrong.text()
    dialog.files.removed.emit(tmp_path / "没有.pdf")
    assert dialog._paths == [paper]


def test_only_inspections_and_audits_are_registered_from_scratch(year: Year) -> None:
    page, _ = shown_list(year)
    page.register()
    assert [one.text for one in dialog_of(page).source.options()] == ["监督检查", "审计"]


def test_a_problem_begun_from_a_self_evaluation_keeps_its_source_and_lacks_its_due_day_only(year: Year) -> None:
    evaluation = year.approved()
    page, _ = shown_list(year)
    page.aim(("self_evaluation", evaluation))
    dialog = dialog_of(page)
    assert (dialog.project.value(), dialog.year.value()) == (year.project, 2026)
    assert dialog.source.value() is ProblemSource.SELF_EVALUATION
    assert dialog.person.value() == person_id(year, CLERK)
    assert not dialog.source.box.isEnabled()
    dialog.problem.set_raw("响应慢于承诺")
    dialog.measure.set_raw("增加驻场人员")
    dialog.due_on.set_raw("20270331")
    dialog.press()
    (row,) = page.table.rows()
    sheet = year.office.ask(CLERK, rectification_sheet.sheet, row.id)
    assert (sheet.source_id, sheet.source_name) == (evaluation, "绩效自评 ZP-2026-0001")


def test_a_problem_begun_from_a_key_evaluation_brings_finding_and_advice(year: Year) -> None:
    found = KeyEvaluationEntry(
        Evaluator.FINANCE_BUREAU, dt.date(2026, 12, 20), "示例财绩〔2026〕9号", 7150, "成本偏高。", "重新测算单价。"
    )
    key = year.office.do(CLERK, key_evaluations.record, year.project, 2026, found)
    page, _ = shown_list(year)
    page.aim(("key_evaluation", key))
    dialog = dialog_of(page)
    assert (dialog.problem.raw(), dialog.demand.raw()) == ("成本偏高。", "重新测算单价。")


def test_a_record_that_is_not_signed_begins_no_problem(year: Year) -> None:
    draft = year.saved()
    page, _ = shown_list(year)
    with notices.captured() as seen:
        page.aim(("self_evaluation", draft))
    assert "还没有签批完成" in seen[0].text
    assert page.dialog is None


def test_who_may_not_register_reads_why(year: Year) -> None:
    page, _ = shown_list(year, AUDITOR)
    assert not page.new.isEnabled()
    assert "不能登记整改事项" in page.new.toolTip()


def test_a_later_year_shows_what_is_left_over(late: Year) -> None:
    page, _ = shown_list(late, of=2027)
    assert numbers(page) == ["ZG-2026-0001", "ZG-2026-0003"]
    page.set_year(2025)
    page.refresh(None)
    assert numbers(page) == []


def test_several_divisions_are_a_filter(year: Year) -> None:
    registered(year)
    registered(year, FINANCE, division_id=2, person_id=person_id(year, "外科室经办人"))
    page, _ = shown_list(year, AUDITOR)
    page.table.bar.set_filter("division", "2")
    assert numbers(page) == ["ZG-2026-0002"]


def test_the_list_is_printed_as_it_is_filtered(late: Year) -> None:
    page, told = shown_list(late)
    page.table.bar.set_filter("state", "closed")
    page.paper.click()
    (pushed,) = told.pushed
    assert isinstance(pushed, LedgerPage)
    pushed.refresh(None)
    assert pushed.paper.pages() == 1
    assert pushed.heading() == "整改台账"
    assert page.scope() == "2026 年度（含以前年度未销号），状态：已销号"
    pushed.leave()
    assert pushed.paper.pages() == 0


def test_the_list_is_exported_as_it_is_filtered_and_the_ending_is_added(late: Year, tmp_path: Path) -> None:
    page, _ = shown_list(late)
    page.table.bar.set_filter("state", "running")
    with notices.captured(Answer(files=(tmp_path / "台账 2026",))) as seen:
        page.sheet.click()
    assert seen[-1].title == "已导出 2 项到 台账 2026.xlsx"
    sheet = openpyxl.load_workbook(tmp_path / "台账 2026.xlsx").active
    assert sheet is not None
    assert [sheet.cell(row, 2).value for row in (4, 5)] == ["ZG-2026-0001", "ZG-2026-0003"]
    with notices.captured():
        page.sheet.click()  # the box was closed


def test_an_export_into_a_file_that_is_open_elsewhere_says_so(
    late: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    page, _ = shown_list(late)
    with monkeypatch.context() as patched, notices.captured(Answer(files=(tmp_path / "台账.xlsx",))) as seen:
        patched.setattr(Path, "replace", locked)
        page.sheet.click()
    assert seen[-1].kind == "refusal"
    assert "正在被其他程序使用" in seen[-1].text


def test_a_reported_problem_has_the_whole_progress_in_the_list(year: Year) -> None:
    reported(year)
    page, _ = shown_list(year)
    column = next(one for one in page.table.view.rows_model.columns if one.key == "progress_bp")
    assert column.text(column.take(page.table.rows()[0])) == "100.00%"


def test_arrows_and_enter_work_as_soon_as_the_list_is_there(
    late: Year, shown: Callable[[RectificationList], RectificationList]
) -> None:
    page, told = shown_list(late)
    shown(page)
    page.setFocus()
    QTest.keyClick(page.table.view, Qt.Key.Key_Down)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    (pushed,) = told.pushed
    assert isinstance(pushed, RectificationPage)
    assert ready(pushed).heading() == "整改事项 ZG-2026-0002"


def test_help_says_where_each_kind_of_problem_begins(year: Year) -> None:
    page, _ = shown_list(year)
    assert "登记整改" in page.help()

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fundapp.services import applications, project_sheet, projects
from fundapp.services.paging import PageRequest
from fundapp.services.projects import ProjectEntry
from fundapp.ui import notices
from fundapp.ui.parts.label import ElidedLabel
from fundapp.ui.projects import screens
from fundapp.ui.projects.detail import ProjectDetail
from fundapp.ui.projects.dialogs import AppropriationDialog, ConfirmDialog, YearDialog
from fundapp.ui.projects.editor import ProjectEditor
from fundapp.ui.projects.list import ProjectList
from fundapp.values.choices import AppropriationKind, Conclusion, ProjectState
from tests.builders import Office, office
from tests.services.reviewing import reviewed
from tests.ui.seated import Told, ready, session


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path)
    yield made
    made.ledger.close()


def _draft(place: Office) -> int:
    return place.do(place.clerk, projects.save, ProjectEntry("统计系统升级项目", "it", place.division_id, 2026))


def test_the_list_adds_up_the_money_of_the_chosen_year(place: Office, qtbot: QtBot) -> None:
    place.project(budget={"local": 300_000_00})
    page = ready(ProjectList(session(place, place.clerk)))
    qtbot.addWidget(page)
    (row,) = page.table.rows()
    assert (row.number, row.budget) == ("XM-2026-0001", 300_000_00)
    page.set_year(2025)
    page.refresh(None)
    assert [one.budget for one in page.table.rows()] == [0]


def test_only_a_clerk_begins_a_project_and_the_button_says_so(place: Office, qtbot: QtBot) -> None:
    page = ready(ProjectList(session(place, place.finance)))
    qtbot.addWidget(page)
    assert not page.new.isEnabled()
    assert "须由经办人办理" in page.new.toolTip()
    assert "【第十一条】" in page.new.toolTip()


def test_the_screen_is_in_the_business_section(place: Office) -> None:
    (screen,) = screens(session(place, place.clerk))
    assert (screen.key, screen.title, screen.section) == ("projects", "项目与预算", "业务")


def test_a_new_project_is_stored_as_typed_and_shown(place: Office, qtbot: QtBot) -> None:
    page = ready(ProjectEditor(session(place, place.clerk)))
    qtbot.addWidget(page)
    told = Told(page)
    page.name.set_raw("数据共享平台项目")
    page.category.set_value("it")
    page.start_year.set_raw("２０２６")
    page.goal.set_raw("平台稳定可用")
    page.save()
    sheet = place.ask(project_sheet.sheet, 1)
    assert (sheet.entry.name, sheet.entry.category, sheet.end_year) == ("数据共享平台项目", "it", 2028)
    assert told.closed == 1
    assert told.wanted == [("projects", 1)]
    assert page.unsaved() == ""


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("项目名称", "", "请填写项目名称"),
        ("起始年度", "明年", "看不懂年度“明年”"),
        ("一体化项目代码", "123", "21"),
    ],
)
def test_a_bad_box_is_named_and_keeps_what_was_typed(
    place: Office, qtbot: QtBot, name: str, typed: str, said: str
) -> None:
    page = ready(ProjectEditor(session(place, place.clerk)))
    qtbot.addWidget(page)
    page.name.set_raw("数据共享平台项目")
    page.category.set_value("it")
    page.form.field(name).set_raw(typed)
    page.save()
    assert said in page.form.field(name).complaint()
    assert page.form.field(name).raw() == typed
    assert name in page.status.text()
    assert place.ask(lambda desk: project_sheet.page(desk, PageRequest(), 2026)).total == 0


def test_what_was_typed_comes_back_after_leaving_without_saving(place: Office, qtbot: QtBot) -> None:
    page = ready(ProjectEditor(session(place, place.clerk)))
    qtbot.addWidget(page)
    page.name.set_raw("写到一半的项目")
    page.start_year.set_raw("二〇二六")
    page.leave()
    again = ready(ProjectEditor(session(place, place.clerk)))
    qtbot.addWidget(again)
    assert (again.name.raw(), again.start_year.raw()) == ("写到一半的项目", "二〇二六")
    assert "已恢复" in again._banner_text.text()
    assert again.unsaved()
    again.drop()
    again.refresh(None)
    assert again.name.raw() == ""


def test_somebody_elses_change_refuses_saving_and_keeps_the_text(place: Office, qtbot: QtBot) -> None:
    key = _draft(place)
    page = ready(ProjectEditor(session(place, place.clerk), key))
    qtbot.addWidget(page)
    place.do(place.other_clerk, projects.save, ProjectEntry("别人的名称", "it", place.division_id, 2026), key)
    page.name.set_raw("我的名称")
    with notices.captured() as seen:
        page.save()
    assert [one.title for one in seen if one.kind != "say"] == ["内容已被他人修改"]
    assert page.name.raw() == "我的名称"
    assert place.ask(project_sheet.sheet, key).entry.name == "别人的名称"


def test_a_confirmed_project_cannot_be_changed_and_the_page_says_why(place: Office, qtbot: QtBot) -> None:
    page = ready(ProjectEditor(session(place, place.clerk), place.project()))
    qtbot.addWidget(page)
    assert not page.can_save()
    assert "项目已确认" in page.save_button.toolTip()
    assert page.name.line.isReadOnly()


def test_the_division_head_confirms_with_document_and_day(place: Office, qtbot: QtBot) -> None:
    key = _draft(place)
    page = ready(ProjectDetail(session(place, place.head), key))
    qtbot.addWidget(page)
    assert page.tools.button("confirm").isEnabled()
    dialog = ConfirmDialog(page, session(place, place.head), place.ask(project_sheet.sheet, key))
    dialog.press()
    assert dialog.document.complaint() == "请填写立项批复文号。"
    dialog.document.set_raw("示例批〔2026〕9号")
    dialog.approved_on.set_raw("2026-02-30")
    dialog.press()
    assert dialog.approved_on.complaint()
    assert place.ask(project_sheet.sheet, key).state == ProjectState.DRAFT
    dialog.approved_on.set_raw("2.28")
    dialog.press()
    sheet = place.ask(project_sheet.sheet, key)
    assert (sheet.state, sheet.approved_on) == (ProjectState.IN_FORCE, dt.date(2026, 2, 28))
    assert page.state.text() == "执行中"


def test_the_writer_of_a_project_cannot_confirm_it(place: Office, qtbot: QtBot) -> None:
    page = ready(ProjectDetail(session(place, place.clerk), _draft(place)))
    qtbot.addWidget(page)
    assert not page.tools.button("confirm").isEnabled()
    assert "须由科室负责人办理" in page.tools.button("confirm").toolTip()


def test_the_head_shows_the_money_of_the_year(place: Office, qtbot: QtBot) -> None:
    key = place.project(budget={"local": 1_200_000_00})
    basis = place.contract(key, parts=(300_000_00, 500_000_00))
    place.pay(place.approve(place.request(basis.milestones[0])))
    page = ready(ProjectDetail(session(place, place.clerk), key))
    qtbot.addWidget(page)
    shown = [cell.text() for cell in page.figures.findChildren(type(page.facts)) if "万元" in cell.text()]
    assert shown == ["120.00 万元", "80.00 万元", "30.00 万元", "0.00 万元", "90.00 万元"]
    page.aim("bases")
    (card,) = page.bases.cards
    assert card.view.table.rows()[0].status == "已拨付"


def test_a_milestone_leads_to_its_request_or_to_a_new_one(place: Office, qtbot: QtBot) -> None:
    key = place.project()
    basis = place.contract(key)
    request = place.request(basis.milestones[0])
    page = ready(ProjectDetail(session(place, place.clerk), key))
    qtbot.addWidget(page)
    told = Told(page)
    page.aim("bases")
    for row in page.bases.cards[0].view.table.rows():
        page.bases.cards[0].view.activated.emit(row)
    assert told.wanted == [("payments", ("payment", request)), ("payments", ("milestone", basis.milestones[1]))]


def test_finance_enters_money_and_a_bad_amount_is_refused_in_its_box(place: Office, qtbot: QtBot) -> None:
    key = place.project(budget={})
    page = ready(ProjectDetail(session(place, place.finance), key))
    qtbot.addWidget(page)
    page.aim("budget")
    assert page.budget.tools.button("enter").isEnabled()
    dialog = AppropriationDialog(page, session(place, place.finance), place.ask(project_sheet.sheet, key), 2026)
    dialog.source.set_value("local")
    dialog.number.set_raw("示例财预〔2026〕7号")
    dialog.dated.set_raw("20260301")
    for typed in ("0", "-5", "1.234", "100000000000000", "abc"):
        dialog.amount.set_raw(typed)
        dialog.press()
        assert dialog.amount.complaint(), typed
        assert dialog.amount.raw() == typed
    dialog.amount.set_raw("37.5万")
    dialog.press()
    sheet = place.ask(project_sheet.sheet, key).year(2026)
    assert sheet is not None
    assert [(row.kind, row.amount) for row in sheet.appropriations] == [(AppropriationKind.INITIAL, 375_000_00)]
    assert [row.amount for row in page.budget.entries.rows()] == [375_000_00]


def test_a_cut_below_what_is_free_is_refused_at_the_amount(place: Office, qtbot: QtBot) -> None:
    key = place.project(budget={"local": 1_000_00})
    page = ready(ProjectDetail(session(place, place.finance), key))
    qtbot.addWidget(page)
    dialog = AppropriationDialog(page, session(place, place.finance), place.ask(project_sheet.sheet, key), 2026)
    dialog.source.set_value("local")
    dialog.kind.set_value(AppropriationKind.CUT)
    dialog.amount.set_raw("2000")
    dialog.number.set_raw("示例财预〔2026〕8号")
    dialog.dated.set_raw("2026-03-01")
    dialog.press()
    assert "最多可调减 1,000.00 元" in dialog.amount.complaint()


def test_a_year_is_opened_by_the_clerk_only_inside_the_term(place: Office, qtbot: QtBot) -> None:
    key = place.project()
    page = ProjectDetail(session(place, place.clerk), key)
    qtbot.addWidget(page)
    page.changed.connect(page.refresh)
    page.aim("budget")
    page.set_year(2027)
    page.refresh(None)
    assert page.budget.tools.button("open").isEnabled()
    YearDialog(page, session(place, place.clerk), place.ask(project_sheet.sheet, key), 2027).press()
    assert place.ask(project_sheet.sheet, key).year(2027) is not None
    page.set_year(2030)
    page.refresh(None)
    assert "不在项目期限" in page.budget.tools.button("open").toolTip()


def test_closing_a_year_is_asked_about_first(place: Office, qtbot: QtBot) -> None:
    key = place.project()
    page = ready(ProjectDetail(session(place, place.finance), key))
    qtbot.addWidget(page)
    page.aim("budget")
    with notices.captured("no") as seen:
        page.budget.tools.chosen.emit("close")
    assert "关闭 2026 年度" in seen[0].title
    year = place.ask(project_sheet.sheet, key).year(2026)
    assert year is not None
    assert not year.closed
    with notices.captured("yes"):
        page.budget.tools.chosen.emit("close")
    assert page.budget.badge.text() == "已关闭"


def test_a_tab_looked_at_later_shows_what_was_done_meanwhile(place: Office, qtbot: QtBot) -> None:
    key = place.project(budget={"local": 1_200_000_00})
    page = ready(ProjectDetail(session(place, place.clerk), key))
    qtbot.addWidget(page)
    page.aim("bases")
    assert page.bases.cards == []
    page.aim("overview")
    place.contract(key, parts=(300_000_00, 500_000_00))
    page.refresh(None)
    page.aim("bases")
    assert [len(card.view.table.rows()) for card in page.bases.cards] == [2]


def test_each_basis_says_what_it_rests_on(place: Office, qtbot: QtBot) -> None:
    key = place.project(category="service_centre")
    place.contract(key)
    place.allocation(key, {"示例镇": 100_000_00})
    page = ready(ProjectDetail(session(place, place.clerk), key))
    qtbot.addWidget(page)
    page.aim("bases")
    said = {one.text() for card in page.bases.cards for one in card.findChildren(ElidedLabel)}
    assert said == {
        "示例信息技术有限公司 · 竞争性磋商 · 2026-02-10 签订",
        "分配清单 · 1 个收款单位 · 示例政办〔2026〕5号",
    }


def test_the_last_tab_is_shown_again(place: Office, qtbot: QtBot) -> None:
    key = place.project()
    first = ready(ProjectDetail(session(place, place.clerk), key))
    qtbot.addWidget(first)
    first.tabs.show_key("budget")
    second = ready(ProjectDetail(session(place, place.clerk), key))
    qtbot.addWidget(second)
    assert second.tabs.key() == "budget"


def test_a_further_year_leads_to_its_application_and_takes_no_money_before_it(place: Office, qtbot: QtBot) -> None:
    key = place.project()
    place.do(place.clerk, projects.open_year, key, 2027, "目标")
    page = ProjectDetail(session(place, place.clerk), key)
    qtbot.addWidget(page)
    told = Told(page)
    page.aim("budget")
    page.set_year(2027)
    page.refresh(None)
    assert page.budget.tools.button("apply").text() == "填报年度申请"
    page.budget.tools.chosen.emit("apply")
    assert told.wanted == [("applications", ("begin", key, 2027))]
    dialog = AppropriationDialog(page, session(place, place.finance), place.ask(project_sheet.sheet, key), 2027)
    assert "2027 年度的年度申请还没有批准" in "".join(one.text() for one in dialog.findChildren(QLabel))
    assert [one.value for one in dialog.kind.options()] == [AppropriationKind.CARRY_OVER, AppropriationKind.CUT]
    assert dialog.kind.read() is AppropriationKind.CARRY_OVER
    first = AppropriationDialog(page, session(place, place.finance), place.ask(project_sheet.sheet, key), 2026)
    assert AppropriationKind.ADDITION in [one.value for one in first.kind.options()]
    place.do(place.clerk, applications.prepare, key, 2027)
    page.refresh(None)
    assert page.budget.tools.button("apply").text() == "查看年度申请"


def test_the_overview_says_what_the_term_review_decided(place: Office, qtbot: QtBot) -> None:
    key = place.project()
    page = ready(ProjectDetail(session(place, place.clerk), key))
    qtbot.addWidget(page)
    assert page.overview.text("项目期限") == "2026—2028 年"
    reviewed(place, key, 2028, Conclusion.KEEP)
    page.refresh(None)
    assert page.overview.text("项目期限") == "2026—2028 年，期满评价后可到 2031 年"
    assert page.facts.text().endswith("2026—2028（第 1 年），期满后延续至 2031")
    assert page.state.text() == "执行中"
    reviewed(place, key, 2031, Conclusion.CANCEL)
    page.refresh(None)
    assert page.state.text() == "已取消"
    assert page.overview.text("项目期限").endswith("，期满评价 QM-2031-0001 结论为“取消”，到 2031 年为止")


def test_whoever_may_not_apply_is_told_why(place: Office, qtbot: QtBot) -> None:
    page = ready(ProjectDetail(session(place, place.finance), place.project()))
    qtbot.addWidget(page)
    page.aim("budget")
    assert not page.budget.tools.button("apply").isEnabled()
    assert "填报年度申请" in page.budget.tools.button("apply").toolTip()

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fundapp.models import Evaluation
from fundapp.services import evaluations, evidence
from fundapp.services.evaluation_trace import FigureUsed, TraceRow
from fundapp.services.evidence import EvidenceEntry
from fundapp.ui import notices
from fundapp.ui.parts.dialog import MAX_HEIGHT
from fundapp.ui.parts.figure_link import FigureLink
from fundapp.ui.parts.table_view import ROW_HEIGHT
from fundapp.ui.performance import tracing
from fundapp.ui.performance.evaluation import EvaluationPage
from fundapp.ui.performance.tracing import TraceDialog, figure_text, place_of
from fundapp.values.choices import AppropriationKind, EvidenceKind, EvidenceResult
from fundapp.values.documents import SubjectKind
from fundapp.values.score import ExecutionMode
from tests.services import watching
from tests.services.evaluation_year import CLERK, WAN, Year, file
from tests.ui.performance.writing import opened, row, type_in

UP, SAFE, CONTENT = "网络应用正常运行率", "网络安全性", "使用单位满意度"


def traced(page: EvaluationPage) -> TraceDialog:
    """The dialog that was opened last."""
    assert page.tracing.dialog is not None
    return page.tracing.dialog


@pytest.mark.parametrize(
    ("place", "title", "rows"),
    [
        (0, "全年预算数　450.00 万元", 4),
        (1, "全年执行数　412.50 万元", 2),
        (2, "预算执行率　9.17 / 10.00 分", 2),
        (3, "预算执行率　9.17 / 10.00 分", 2),
    ],
)
def test_every_figure_of_the_money_leads_to_its_rows(year: Year, place: int, title: str, rows: int) -> None:
    page, _ = opened(year, year.saved())
    page.frame.money.values[place].click()
    dialog = traced(page)
    assert dialog.windowTitle() == title
    assert len(dialog.table.rows()) == rows


def test_an_appropriation_leads_to_its_project_and_closes_the_dialog(year: Year) -> None:
    page, told = opened(year, year.saved())
    page.frame.money.values[0].click()
    dialog = traced(page)
    dialog.table.activated.emit(dialog.table.rows()[0])
    assert told.wanted == [("projects", year.project)]
    assert dialog.isHidden()


def test_the_points_of_a_row_lead_to_monitorings_and_proofs(year: Year) -> None:
    monitoring = watching.approved(year)
    page, told = opened(year, year.saved())
    row(page, UP).points.click()
    dialog = traced(page)
    assert dialog.windowTitle() == f"{UP}　25.00 / 25.00 分"
    assert "目标 ＝ 99.9%，达到" in dialog.formula.text()
    assert "实际完成值达到目标值的该比例须分析原因：130.00%（依据：财预〔2020〕10号" in dialog.figures.text()
    assert dialog.figures.text().count("待单位确认") == 1
    found = dialog.table.rows()
    dialog.table.activated.emit(found[0])
    proof = next(one for one in found if one.what.startswith("考核表"))
    row(page, UP).points.click()
    traced(page).table.activated.emit(proof)
    assert told.wanted[0] == ("monitoring", monitoring)
    assert told.wanted[1][0] == "contracts"
    assert told.wanted[1][1] == ("contract", proof.record_id)


def test_what_is_typed_and_not_stored_yet_counts(year: Year) -> None:
    page, _ = opened(year, year.saved())
    type_in(row(page, UP).actual, "50")
    row(page, UP).points.click()
    assert traced(page).windowTitle() == f"{UP}　12.51 / 25.00 分"
    page.form.mode.set_value(ExecutionMode.STEPPED)
    page.frame.money.values[3].click()
    assert traced(page).windowTitle() == "预算执行率　7.00 / 10.00 分"
    assert "80% 及以上得 70%" in traced(page).figures.text()


def test_the_total_lists_every_line_and_the_grades(year: Year) -> None:
    page, told = opened(year, year.approved())
    page.frame.card.total.click()
    dialog = traced(page)
    assert dialog.windowTitle() == "自评总分　99.16 分"
    assert [one.what for one in dialog.table.rows()][:2] == ["预算执行率", UP]
    assert "90.00 分及以上为优" in dialog.figures.text()
    dialog.table.activated.emit(dialog.table.rows()[0])
    assert told.wanted == []
    assert dialog.isVisible()


def test_the_formulas_behind_the_total_are_shown_whole_and_all_in_sight(year: Year, qtbot: QtBot) -> None:
    page, _ = opened(year, year.saved())
    page.tracing.show("total")
    dialog = traced(page)
    qtbot.waitUntil(dialog.isVisible)
    view = dialog.table.view
    place = [column.key for column in view.rows_model.columns].index("detail")
    for line in range(len(dialog.table.rows())):
        cell = view.visualRect(view.rows_model.index(line, place))
        text = str(view.rows_model.index(line, place).data())
        wide = view.fontMetrics().horizontalAdvance(text)
        lines = -(-wide // (cell.width() - 24))
        assert cell.height() >= max(ROW_HEIGHT, lines * view.fontMetrics().height()), text
    assert view.verticalScrollBar().maximum() == 0
    assert dialog.height() <= MAX_HEIGHT
    dialog.reject()


def test_an_attachment_opens_beside_the_dialog(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    key = year.saved()
    year.office.do(CLERK, evaluations.attach_file, key, file("满意度问卷.pdf"))
    opened_files: list[int] = []
    monkeypatch.setattr(tracing, "open_attachment", lambda _page, _session, one: opened_files.append(one))
    page, told = opened(year, key)
    row(page, CONTENT).points.click()
    dialog = traced(page)
    attached = next(one for one in dialog.table.rows() if one.what == "自评附件")
    dialog.table.activated.emit(attached)
    assert opened_files == [attached.file_id]
    assert told.wanted == []
    assert dialog.isVisible()


def test_a_ledger_that_moved_since_is_said_in_the_dialog(year: Year) -> None:
    key = year.submitted()
    year.office.appropriate(year.project, 2026, "local", AppropriationKind.CUT, 10 * WAN)
    page, _ = opened(year, key)
    page.frame.money.values[0].click()
    assert "变为 440.00 万元" in traced(page).note.text()
    assert not traced(page).note.isHidden()


def test_an_indicator_that_is_gone_is_refused_with_a_sentence(year: Year) -> None:
    page, _ = opened(year, year.saved())
    with notices.captured() as seen:
        page.tracing.show_indicator(999)
    assert "没有这个指标" in seen[0].text
    seen.clear()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (SubjectKind.ALLOCATION, ("contracts", ("allocation", 7))),
        (SubjectKind.CONTRACT, ("contracts", ("contract", 7))),
        (SubjectKind.PAYMENT, ("payments", 7)),
        (SubjectKind.MONITORING, ("monitoring", 7)),
        (None, None),
    ],
)
def test_every_kind_of_record_has_its_screen(kind: SubjectKind | None, expected: object) -> None:
    assert place_of(TraceRow("x", kind=kind, record_id=7)) == expected


def test_a_figure_that_the_office_confirmed_bears_no_remark() -> None:
    used = FigureUsed("等级", "90 分及以上为优", "财预〔2020〕10号", False)
    assert figure_text(used) == "等级：90 分及以上为优（依据：财预〔2020〕10号）"
    assert figure_text(replace(used, sample=True)).endswith("10号；示例，待单位确认）")


def test_badges_are_there_from_the_first_look_on(year: Year, shown: Callable[[QWidget], QWidget]) -> None:
    page, _ = opened(year, year.approved())
    page.resize(1166, 678)
    shown(page)
    assert [one.badge.isVisible() for one in page.table.rows] == [True] * 5


def test_the_cursor_stands_in_the_first_actual_when_a_draft_is_opened(
    year: Year, shown: Callable[[QWidget], QWidget]
) -> None:
    page, _ = opened(year, year.saved())
    shown(page)
    assert page.table.rows[0].actual.boxes()[0].hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_figure_is_reached_and_pressed_with_the_keyboard(key: Qt.Key, shown: Callable[[QWidget], QWidget]) -> None:
    figure = FigureLink("自评总分", "score")
    figure.show_figure("98.95", "按规则计算")
    assert figure.accessibleName() == "自评总分 98.95"
    assert figure.toolTip() == "按规则计算\n查看自评总分的来源"
    pressed: list[bool] = []
    figure.clicked.connect(lambda: pressed.append(True))
    shown(figure)
    assert figure.focusPolicy() & Qt.FocusPolicy.TabFocus
    figure.setFocus()
    QTest.keyClick(figure, key)
    assert len(pressed) == 1


# -- where a value comes from ---------------------------------------------------------------------------------------


def test_a_prefilled_row_says_where_its_value_comes_from_until_it_is_changed(year: Year) -> None:
    watching.approved(year)
    page, _ = opened(year, year.office.do(CLERK, evaluations.prepare, year.project, 2026))
    up = row(page, UP)
    assert up.actual.raw() == "99.95"
    assert up.origin.text() == "取自监控 JK-2026-0001（截至2026年6月30日）"
    assert not up.origin.isHidden()
    type_in(up.actual, "99.9")
    page.live.now()
    assert up.origin.isHidden()
    up.actual.set_raw("")
    page.live.now()
    assert up.origin.text() == "账套记录为 99.95%，取自监控 JK-2026-0001（截至2026年6月30日）；这里没有填写"
    assert row(page, SAFE).extras().words.raw() == "未发生事故"
    page.save()
    assert page.unsaved() == ""


def test_both_ways_of_scoring_the_rate_stand_beside_the_choice_with_their_documents(year: Year) -> None:
    page, _ = opened(year, year.saved())
    said = page.form.mode.boxes()[0].accessibleDescription()
    assert "80% 及以上得 70%。依据：财预〔2020〕10号；财预〔2021〕101号" in said


def test_a_conclusion_is_stored_and_shown_again_and_none_stays_none(year: Year) -> None:
    key = year.saved()
    page, _ = opened(year, key)
    page.save()
    assert year.office.ask(CLERK, lambda desk: desk.get(Evaluation, key).conclusion) is None
    page.form.conclusion.set_raw("总体完成较好。")
    page.save()
    again, _ = opened(year, key)
    assert again.form.conclusion.raw() == "总体完成较好。"
    again.form.conclusion.set_raw("结" * 201)
    with notices.captured() as seen:
        again.save()
    assert "最多 200 字" in seen[0].title
    again.form.conclusion.set_raw("")
    again.save()
    assert year.office.ask(CLERK, lambda desk: desk.get(Evaluation, key).conclusion) == ""


def test_a_judgement_without_ground_is_barred_on_the_screen_too(year: Year) -> None:
    page, _ = opened(year, year.saved())
    content = row(page, CONTENT)
    content.actual.set_raw("")
    type_in(content.open_extras().rating, "100")
    page.live.now()
    assert content.badge.text() == "缺说明"
    assert not page.frame.buttons.button("submit").isEnabled()
    content.why.set_raw("见问卷统计。")
    page.live.now()
    assert content.badge.text() == "已评定"
    assert page.frame.buttons.button("submit").isEnabled()


def test_a_proof_of_the_day_fills_nothing_that_is_no_date(year: Year) -> None:
    entry = EvidenceEntry(EvidenceKind.ACCEPTANCE_FINAL, "终验", EvidenceResult.PASSED, dt.date(2026, 12, 1), 10000)
    year.office.do(CLERK, evidence.add, year.milestones[0], entry, (file("终验.pdf"),))
    page, _ = opened(year, year.office.do(CLERK, evaluations.prepare, year.project, 2026))
    assert {one.origin.text() for one in page.table.rows} == {""}

"""Key evaluations on the performance page, and problems that begin from evaluations (arts. 13, 16)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from fundapp.services import key_evaluations
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.ui import notices
from fundapp.ui.notices import Answer
from fundapp.ui.performance.key_evaluations import KeyEvaluationDialog, KeyEvaluationView
from fundapp.ui.performance.list import PerformanceList
from fundapp.ui.performance.look import difference_text
from fundapp.values.choices import Evaluator
from tests.services.evaluation_year import AUDITOR, CLERK, STRANGER, Year, file
from tests.ui.performance.writing import opened, seated
from tests.ui.seated import Told, ready

FOUND = KeyEvaluationEntry(
    Evaluator.FINANCE_BUREAU, dt.date(2026, 12, 20), "示例财绩〔2026〕9号", 8999, "成本偏高。", "重新测算单价。"
)


def shown(year: Year, who: str = CLERK) -> tuple[PerformanceList, Told]:
    """The page as the shell shows it in 2026."""
    page = PerformanceList(seated(year, who))
    told = Told(page)
    page.set_year(2026)
    return ready(page), told


def recorded(year: Year) -> int:
    """One of 2026, with its report."""
    return year.office.do(CLERK, key_evaluations.record, year.project, 2026, FOUND, (file("评价报告.pdf"),))


def dialog_of(page: PerformanceList) -> KeyEvaluationDialog:
    """The dialog that is open."""
    assert isinstance(page.keys.dialog, KeyEvaluationDialog)
    return page.keys.dialog


def test_one_is_recorded_and_listed_beside_the_score_of_the_self_evaluation(year: Year) -> None:
    year.approved()
    page, _ = shown(year)
    page.keys.new.click()
    dialog = dialog_of(page)
    assert dialog.project.value() == year.project
    dialog.evaluator.set_value(Evaluator.STEERING_GROUP)
    dialog.evaluated_on.set_raw("20261220")
    dialog.document.set_raw("示例纪要3号")
    dialog.points.set_raw("89.99")
    assert "等级：良" in dialog.points._hint
    dialog.findings.set_raw("成本偏高")
    dialog.press()
    (row,) = page.keys.table.rows()
    assert (row.points, row.grade, row.own_points, row.difference) == (8999, "良", 9916, -917)
    assert page.tabs.tabText(2) == "重点评价 1"
    texts = {one.key: one.text(one.take(row)) for one in page.keys.table.view.rows_model.columns}
    assert (texts["points"], texts["own_points"], texts["difference"]) == ("89.99", "99.16", "-9.17")
    (line,) = page.table.rows()
    column = next(one for one in page.table.view.rows_model.columns if one.key == "key_points")
    assert column.text(column.take(line)) == "89.99"


@pytest.mark.parametrize(("points", "text"), [(120, "+1.20"), (-917, "-9.17"), (0, "0.00"), (-5, "-0.05")])
def test_a_difference_has_its_sign(points: int, text: str) -> None:
    assert difference_text(points) == text


def test_a_score_above_a_hundred_or_of_words_stays_in_its_box(year: Year) -> None:
    page, _ = shown(year)
    page.keys.record()
    dialog = dialog_of(page)
    for typed in ("101", "九十"):
        dialog.points.set_raw(typed)
        dialog.press()
        assert dialog.points.complaint()
        assert dialog.points.raw() == typed
    assert dialog.document.complaint() == "请填写文号。"
    assert page.keys.table.rows() == ()


def test_a_day_to_come_is_refused_beside_its_box(year: Year) -> None:
    page, _ = shown(year)
    page.keys.record()
    dialog = dialog_of(page)
    dialog.evaluator.set_value(Evaluator.FINANCE_BUREAU)
    dialog.evaluated_on.set_raw("20261231")
    dialog.document.set_raw("示例财绩〔2026〕9号")
    dialog.points.set_raw("80")
    dialog.press()
    assert "不能晚于今天" in dialog.evaluated_on.complaint()


def test_its_papers_go_with_it_and_a_lost_one_refuses(year: Year, tmp_path: Path) -> None:
    page, _ = shown(year)
    page.keys.record()
    dialog = dialog_of(page)
    dialog.evaluator.set_value(Evaluator.FINANCE_BUREAU)
    dialog.evaluated_on.set_raw("20261220")
    dialog.document.set_raw("示例财绩〔2026〕9号")
    dialog.points.set_raw("80")
    paper = tmp_path / "评价报告.pdf"
    paper.write_bytes(b"%PDF-1.4 sample")
    dialog.files.added.emit([paper, tmp_path / "没有.pdf"])
    dialog.press()
    assert "读不到文件“没有.pdf”" in dialog.wrong.text()
    dialog.files.removed.emit(tmp_path / "没有.pdf")
    dialog.press()
    assert [one.file_name for one in page.keys.table.rows()[0].files] == ["评价报告.pdf"]


def test_one_is_read_whole_and_found_from_elsewhere_whatever_the_year(year: Year) -> None:
    key = recorded(year)
    page, _ = shown(year)
    page.set_year(2025)
    page.refresh(None)
    page.aim(("key_evaluation", key))
    assert page.tabs.currentWidget() is page.keys
    view = page.keys.dialog
    assert isinstance(view, KeyEvaluationView)
    lines = dict(view.lines)
    assert lines["得分"] == "89.99 分，良（没有已定稿的自评）"
    assert (lines["发现问题"], lines["评价建议"]) == ("成本偏高。", "重新测算单价。")
    view.press()
    with notices.captured() as seen:
        page.aim(("key_evaluation", 99))
    assert [one.kind for one in seen] == ["refusal"]


def test_a_wrong_one_is_voided_with_the_reason_and_stays_in_the_list(year: Year) -> None:
    recorded(year)
    year.approved()
    page, _ = shown(year)
    with notices.captured():
        page.keys.end.click()
    assert page.keys.table.rows()[0].void_reason == ""
    with notices.captured(Answer("yes", "得分录入有误")):
        page.keys.end.click()
    (row,) = page.keys.table.rows()
    assert row.void_reason == "得分录入有误"
    assert page.tabs.tabText(2) == "重点评价"
    assert not page.keys.end.isEnabled()
    assert "已作废" in page.keys.rectify.toolTip()
    page.keys.table.activated.emit(row)
    assert isinstance(page.keys.dialog, KeyEvaluationView)
    assert dict(page.keys.dialog.lines)["作废原因"] == "得分录入有误"


def test_who_may_not_record_reads_why(year: Year) -> None:
    page, _ = shown(year, AUDITOR)
    assert not page.keys.new.isEnabled()
    assert "经办人或财务" in page.keys.new.toolTip()
    assert "请先选中" in page.keys.end.toolTip()
    page.keys._void()
    page.keys._rectify()
    other, _ = shown(year, STRANGER)
    assert "没有已建立 2026 年度的项目" in other.keys.new.toolTip()


def test_a_problem_begins_from_a_key_evaluation(year: Year) -> None:
    key = recorded(year)
    page, told = shown(year)
    page.keys.rectify.click()
    assert told.wanted == [("rectifications", ("key_evaluation", key))]


def test_the_page_of_a_self_evaluation_shows_the_key_evaluation_and_the_difference(year: Year) -> None:
    evaluation = year.approved()
    page, _ = opened(year, evaluation)
    assert page.frame.card.keys.isHidden()
    key = recorded(year)
    page.refresh(None)
    assert page.frame.card.keys.text() == "重点评价（市财政局）：89.99 良，与自评相差 -9.17"
    year.office.do(CLERK, key_evaluations.void, key, "有误")
    page.refresh(None)
    assert page.frame.card.keys.isHidden()


def test_a_problem_begins_from_an_approved_self_evaluation_only(year: Year) -> None:
    evaluation = year.submitted()
    page, _ = opened(year, evaluation)
    assert "rectify" not in [action.key for action in page.frame.buttons._actions]
    for who in ("科室负责人", "分管领导"):
        year.office.agree(who, evaluation)
    page, told = opened(year, evaluation)
    page.frame.buttons.button("rectify").click()
    assert told.wanted == [("rectifications", ("self_evaluation", evaluation))]
    barred, _ = opened(year, evaluation, AUDITOR)
    assert "登记整改事项" in barred.frame.buttons.button("rectify").toolTip()

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from fundapp.services import key_evaluations
from fundapp.services.done import Changed
from fundapp.services.key_evaluations import KeyEvaluationRow
from fundapp.ui import notices
from fundapp.ui.documents.grades import grade_tone
from fundapp.ui.performance.key_evaluations import KeyEvaluationDialog, KeyEvaluationsTab, KeyEvaluationView
from fundapp.ui.performance.list import PerformanceList
from fundapp.ui.performance.look import key_columns
from fundapp.values.choices import Evaluator, ProblemSource
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, STRANGER, Year, file
from tests.services.test_key_evaluations import FOUND, recorded
from tests.ui.performance.writing import opened, seated, type_in
from tests.ui.seated import Told, ready


def shown_list(year: Year, who: str = CLERK, of: int = 2026) -> tuple[PerformanceList, Told]:
    """The list as the shell shows it."""
    page = PerformanceList(seated(year, who))
    told = Told(page)
    page.set_year(of)
    return ready(page), told


def stored(year: Year) -> tuple[KeyEvaluationRow, ...]:
    """Key evaluations of 2026 as the ledger has them."""
    return year.office.ask(CLERK, key_evaluations.of_year, 2026)


def recording(keys: KeyEvaluationsTab) -> KeyEvaluationDialog:
    """The dialog that 登记重点评价 opens."""
    keys.new.click()
    assert isinstance(keys.dialog, KeyEvaluationDialog)
    return keys.dialog


def filled(year: Year) -> tuple[PerformanceList, KeyEvaluationDialog]:
    """One of the finance bureau, typed completely."""
    page, _ = shown_list(year)
    dialog = recording(page.keys)
    dialog.evaluator.set_value(Evaluator.FINANCE_BUREAU)
    type_in(dialog.evaluated_on, "2026-12-20")
    type_in(dialog.document, "示例财绩〔2026〕9号")
    type_in(dialog.points, "89.99")
    dialog.findings.set_raw("成本偏高。")
    dialog.advice.set_raw("重新测算单价。")
    return page, dialog


def cells(page: PerformanceList) -> list[dict[str, str]]:
    """The list as it is read."""
    columns = key_columns(grade_tone(page._session))
    return [{one.key: one.text(one.take(row)) for one in columns} for row in page.keys.table.rows()]


def view_of(page: PerformanceList) -> dict[str, str]:
    """What the dialog of one says, by caption."""
    assert isinstance(page.keys.dialog, KeyEvaluationView)
    return dict(page.keys.dialog.lines)


# -- recording -----------------------------------------------------------------------------------------------------


def test_one_is_recorded_with_its_papers_and_counted_on_the_tab(year: Year, tmp_path: Path) -> None:
    page, dialog = filled(year)
    assert dialog.project.value() == year.project
    report = tmp_path / "评价报告.pdf"
    report.write_bytes(b"%PDF-1.4 sample")
    dialog.files.added.emit([report])
    dialog.press()
    (row,) = stored(year)
    assert (row.evaluator, row.document_number) == (Evaluator.FINANCE_BUREAU, "示例财绩〔2026〕9号")
    assert (row.points, row.grade, row.findings, row.advice) == (8999, "良", "成本偏高。", "重新测算单价。")
    assert [one.file_name for one in row.files] == ["评价报告.pdf"]
    assert page.tabs.tabText(2) == "重点评价 1"
    assert not dialog.isVisible()


def test_the_grade_is_shown_while_the_score_is_typed(year: Year) -> None:
    _, dialog = filled(year)
    assert dialog.points._hint == "等级：良"
    type_in(dialog.points, "90")
    assert dialog.points._hint == "等级：优"
    type_in(dialog.points, "")
    assert dialog.points._hint == "0—100 分，等级按分档自动得出"


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("points", "100.01", "分数不能超过 100 分。"),
        ("points", "-1", "看不懂“-1”"),
        ("points", "89.999", "小数最多两位"),
        ("points", "良好", "看不懂“良好”"),
        ("points", "", "得分"),
        ("evaluated_on", "2026-12-29", "评价日期不能晚于今天。"),
        ("evaluated_on", "2025-12-31", "评价日期早于 2026 年度。"),
        ("document", "", "文号"),
    ],
)
def test_bad_input_is_named_beside_its_box_and_nothing_typed_is_lost(
    year: Year, name: str, typed: str, said: str
) -> None:
    _, dialog = filled(year)
    type_in(getattr(dialog, name), typed)
    dialog.press()
    assert said in getattr(dialog, name).complaint()
    assert getattr(dialog, name).raw() == typed
    assert (dialog.findings.raw(), dialog.advice.raw(), dialog.isVisible()) == ("成本偏高。", "重新测算单价。", True)
    assert stored(year) == ()


def test_a_file_that_cannot_be_read_is_said_in_the_dialog_and_can_be_taken_off(year: Year, tmp_path: Path) -> None:
    _, dialog = filled(year)
    gone = tmp_path / "没有.pdf"
    dialog.files.added.emit([gone])
    dialog.press()
    assert "读不到文件“没有.pdf”" in dialog.wrong.text()
    assert stored(year) == ()
    dialog.files.removed.emit(gone)
    dialog.press()
    assert len(stored(year)) == 1


def test_chosen_files_are_not_given_up_without_asking(year: Year, tmp_path: Path) -> None:
    page, _ = shown_list(year)
    page.keys.new.click()
    dialog = page.keys.dialog
    assert isinstance(dialog, KeyEvaluationDialog)
    dialog.files.added.emit([tmp_path / "评价报告.pdf"])
    with notices.captured("no") as seen:
        dialog.reject()
    assert seen[0].title == "放弃填写的内容？"
    assert dialog.isVisible()
    dialog.files.removed.emit(tmp_path / "评价报告.pdf")
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize("who", [CLERK, HEAD, AUDITOR])
def test_the_division_that_was_evaluated_reads_why_it_cannot_void_the_result(year: Year, who: str) -> None:
    recorded(year)
    page, _ = shown_list(year, who)
    assert not page.keys.end.isEnabled()
    assert page.keys.end.toolTip().startswith("【第十六条】由财务、分管领导、主要领导或领导小组成员办理")


@pytest.mark.parametrize("who", [HEAD, AUDITOR])
def test_who_may_not_record_reads_why(year: Year, who: str) -> None:
    recorded(year)
    page, _ = shown_list(year, who)
    assert len(page.keys.table.rows()) == 1
    assert not page.keys.new.isEnabled()
    assert page.keys.new.toolTip() == "【第十六条】重点评价由归口科室经办人或财务登记。"


def test_a_clerk_without_a_project_in_the_year_reads_why(year: Year) -> None:
    page, _ = shown_list(year, STRANGER)
    assert page.keys.new.toolTip() == "【第十六条】本科室没有已建立 2026 年度的项目。"
    assert page.keys.table.rows() == ()
    assert page.keys.end.toolTip() == page.keys.rectify.toolTip() == "请先选中一份重点评价。"


# -- the list ------------------------------------------------------------------------------------------------------


def test_the_score_stands_beside_the_self_evaluation_with_the_difference(year: Year) -> None:
    recorded(year)
    page, _ = shown_list(year)
    (alone,) = cells(page)
    assert (alone["points"], alone["grade"], alone["own_points"], alone["difference"]) == ("89.99", "良", "", "")
    year.approved()
    page.refresh(None)
    (row,) = cells(page)
    assert (row["own_points"], row["difference"], row["void_reason"]) == ("99.16", "-9.17", "有效")
    (own,) = page.table.rows()
    assert (own.points, own.key_points) == (9916, 8999)


def test_a_better_key_evaluation_is_written_with_a_plus(year: Year) -> None:
    year.approved()
    recorded(year, points=10000)
    page, _ = shown_list(year)
    assert cells(page)[0]["difference"] == "+0.84"


def test_the_page_of_the_self_evaluation_names_every_one_that_counts(year: Year) -> None:
    key = year.approved()
    page, _ = opened(year, key)
    assert page.frame.card.keys.isHidden()
    wrong = recorded(year, points=5000)
    year.office.do(FINANCE, key_evaluations.void, wrong, "录入有误")
    recorded(year)
    page.refresh(Changed.EVALUATION)
    assert page.frame.card.keys.text() == "重点评价（市财政局）：89.99 良，与自评相差 -9.17"
    assert not page.frame.card.keys.isHidden()


def test_enter_shows_everything_that_was_recorded(year: Year) -> None:
    year.approved()
    year.office.do(CLERK, key_evaluations.record, year.project, 2026, FOUND, (file("评价报告.pdf"),))
    page, _ = shown_list(year)
    page.keys.table.activated.emit(page.keys.table.rows()[0])
    said = view_of(page)
    assert said["日期和文号"] == "2026-12-20　示例财绩〔2026〕9号"
    assert said["得分"] == "89.99 分，良（自评 99.16 分，优，相差 -9.17）"
    assert (said["发现问题"], said["登记人"]) == ("成本偏高。", CLERK)
    assert "作废原因" not in said
    assert isinstance(page.keys.dialog, KeyEvaluationView)
    shown = [one.text() for one in page.keys.dialog.findChildren(QPushButton) if one.isVisible()]
    assert shown == ["评价报告.pdf", "关闭"]
    page.keys.dialog.press_main()
    assert not page.keys.dialog.isVisible()


def test_a_year_has_its_own_key_evaluations(year: Year) -> None:
    recorded(year)
    page, _ = shown_list(year, of=2025)
    assert page.keys.table.rows() == ()
    assert page.tabs.tabText(2) == "重点评价"


def test_a_target_shows_it_on_its_tab(year: Year) -> None:
    key = recorded(year)
    page, _ = shown_list(year, FINANCE)
    page.aim(("key_evaluation", key))
    assert page.tabs.currentWidget() is page.keys
    assert view_of(page)["得分"].startswith("89.99 分，良（没有已定稿的自评）")


def test_a_problem_of_an_earlier_year_leads_to_its_key_evaluation_all_the_same(year: Year) -> None:
    key = recorded(year)
    page, _ = shown_list(year, of=2027)
    page.aim(("key_evaluation", key))
    assert view_of(page)["日期和文号"] == "2026-12-20　示例财绩〔2026〕9号"


def test_a_target_that_is_gone_is_refused_with_a_sentence(year: Year) -> None:
    page, _ = shown_list(year)
    with notices.captured() as said:
        page.aim(("key_evaluation", 99))
    assert said[0].kind == "refusal"
    assert page.keys.dialog is None


# -- moves ---------------------------------------------------------------------------------------------------------


def test_a_wrong_one_is_voided_with_the_reason_and_stays_in_the_list(year: Year) -> None:
    recorded(year)
    page, _ = shown_list(year, FINANCE)
    with notices.captured("no"):
        page.keys.end.click()
    assert stored(year)[0].void_reason == ""
    with notices.captured(notices.Answer("yes", "得分录入有误")) as said:
        page.keys.end.click()
    assert (said[0].kind, said[0].title) == ("reason", "作废重点评价")
    assert stored(year)[0].void_reason == "得分录入有误"
    assert cells(page)[0]["void_reason"] == "已作废"
    assert page.tabs.tabText(2) == "重点评价"
    assert (page.keys.end.isEnabled(), page.keys.end.toolTip()) == (False, "已经作废。")
    assert "重点评价已作废" in page.keys.rectify.toolTip()
    page.keys.table.activated.emit(page.keys.table.rows()[0])
    assert view_of(page)["作废原因"] == "得分录入有误"


def test_its_finding_leads_to_a_rectification(year: Year) -> None:
    key = recorded(year)
    page, told = shown_list(year)
    page.keys.rectify.click()
    assert told.wanted == [("rectifications", (ProblemSource.KEY_EVALUATION.value, key))]
    other, _ = shown_list(year, AUDITOR)
    assert "登记整改事项" in other.keys.rectify.toolTip()

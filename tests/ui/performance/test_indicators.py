from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fundapp.services import indicators
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.ui import notices
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.values.score import Operator
from tests.services.applying import open_next, submitted
from tests.services.evaluation_year import CLERK, INDICATORS, OTHER_CLERK, STRANGER, Year
from tests.ui.performance.writing import seated, type_in
from tests.ui.seated import Told, ready

Show = Callable[[QWidget], QWidget]


def editor(year: Year, project: int | None = None, who: str = CLERK) -> tuple[IndicatorsEditor, Told]:
    """Goal and indicators of 2026."""
    page = IndicatorsEditor(seated(year, who), project or year.project, 2026)
    told = Told(page)
    return ready(page), told


def stored(year: Year, project: int | None = None) -> tuple[IndicatorEntry, ...]:
    """The indicators as the ledger has them."""
    return year.office.ask(CLERK, indicators.of_year, project or year.project, 2026).entries


def bare(year: Year) -> int:
    """A project year without indicators."""
    return year.office.project("数据共享项目", 2026, "共享平台可用。", "it")


def put(page: IndicatorsEditor, place: int, **cells: str) -> None:
    """Type into the cells of a row."""
    for key, text in cells.items():
        type_in(page.rows.cell(place, key), text)


def test_what_is_stored_is_shown_and_adds_up(year: Year) -> None:
    page, _ = editor(year)
    assert page.heading() == "2026 年度绩效指标 · 政务云服务项目"
    assert page.rows.entries() == stored(year)
    assert page.sums.text() == "合计 100 分"
    assert page.scheme.read() == "2020-10"
    assert page.part_texts() == (
        "预算执行率 10 分",
        "产出指标 50 分 / 50 分",
        "效益指标 30 分 / 30 分",
        "满意度指标 10 分 / 10 分",
    )
    assert page.unsaved() == ""


def test_points_are_added_up_while_they_are_typed(year: Year) -> None:
    page, _ = editor(year)
    page.rows.cell(0, "weight").set_raw("20.5")
    assert page.sums.text() == "合计 95.5 分，还差 4.5 分"
    assert page.part_texts()[1] == "产出指标 45.5 分 / 50 分 还差 4.5 分"
    page.rows.cell(0, "weight").set_raw("30")
    assert page.sums.text() == "合计 105 分，超出 5 分"
    page.rows.cell(0, "level1").set_raw("管理指标")
    assert "“管理指标”不在方案中" in page.part_texts()


def test_another_split_is_held_against_at_once(year: Year) -> None:
    page, _ = editor(year)
    page.scheme.set_value("2021-101")
    assert page.part_texts()[1] == "成本指标 0 分 / 20 分 还差 20 分"
    page.scheme.set_value("10-90")
    assert page.part_texts() == ("预算执行率 10 分", "绩效指标 90 分 / 90 分")


def test_what_is_missing_is_named_row_by_row(year: Year) -> None:
    page, _ = editor(year)
    place = page.rows.add_row({})
    assert page.lacking_text() == ""
    put(page, place, level1="产出指标", name="新指标")
    assert page.lacking_text() == "还要填写：第 6 个缺二级指标、指标值、分值。"


def test_a_new_year_is_filled_from_the_template_and_stored_once_targets_are_set(year: Year) -> None:
    project = bare(year)
    page, told = editor(year, project)
    assert page.rows.filled() == []
    page.template_button.click()
    assert len(page.rows.filled()) == 6
    assert page.sums.text() == "合计 100 分"
    assert "第 1 个缺指标值" in page.lacking_text()
    for place in page.rows.filled():
        put(page, place, target="95")
    page.save()
    assert [entry.target for entry in stored(year, project)] == [Decimal(95)] * 6
    assert told.closed == 1


@pytest.mark.parametrize(("answer", "rows"), [("replace", 5), ("append", 10), ("no", 5), ("", 5)])
def test_rows_that_are_there_give_way_to_the_template_only_when_the_person_says_so(
    year: Year, answer: str, rows: int
) -> None:
    page, _ = editor(year)
    put(page, 0, name="自己的指标")
    with notices.captured(answer) as seen:
        page.use_template()
    assert "已填有 5 个指标" in seen[0].text
    assert len(page.rows.filled()) == rows
    assert (page.rows.cell(0, "name").raw() == "自己的指标") is (answer != "replace")


@pytest.mark.parametrize(
    ("operator", "typed", "read"),
    [
        (Operator.AT_LEAST, "９５％", Decimal(95)),
        (Operator.AT_MOST, "1,200", Decimal(1200)),
        (Operator.DATE, "2026.11.30", dt.date(2026, 11, 30)),
        (Operator.QUALITATIVE, "全年无重大事故", "全年无重大事故"),
    ],
)
def test_a_target_is_read_as_its_operator_asks(year: Year, operator: Operator, typed: str, read: object) -> None:
    page, _ = editor(year)
    page.rows.cell(0, "operator").set_value(operator)
    put(page, 0, target=typed)
    assert page.rows.cell(0, "target").value() == read


@pytest.mark.parametrize(
    ("operator", "typed", "said"),
    [
        (Operator.AT_LEAST, "九成五", "看不懂"),
        (Operator.DATE, "2026-02-30", "只有28天"),
        (Operator.EQUAL, "1.2345678", "看不懂"),
    ],
)
def test_a_target_that_cannot_be_read_is_named_and_kept_and_nothing_is_stored(
    year: Year, operator: Operator, typed: str, said: str
) -> None:
    page, _ = editor(year)
    page.rows.cell(1, "operator").set_value(operator)
    put(page, 1, target=typed)
    page.save()
    assert page.rows.cell(1, "target").raw() == typed
    assert any(text.startswith("第 2 行年度指标值") and said in text for text in page.rows.complaints())
    assert stored(year)[1].target == Decimal(2)
    assert "绩效指标" in page.status.text()


def test_changing_the_operator_keeps_the_text_and_says_when_it_no_longer_fits(year: Year) -> None:
    page, _ = editor(year)
    page.rows.cell(0, "operator").set_value(Operator.DATE)
    assert page.rows.cell(0, "target").raw() == "99.9"
    assert page.rows.cell(0, "target").complaint() != ""
    page.rows.cell(0, "operator").set_value(Operator.EQUAL)
    assert page.rows.cell(0, "target").complaint() == ""


@pytest.mark.parametrize("typed", ["101", "25.125", "-5", "二十五"])
def test_points_that_cannot_be_read_are_named(year: Year, typed: str) -> None:
    page, _ = editor(year)
    put(page, 0, weight=typed)
    page.save()
    assert page.rows.complaints()[0].startswith("第 1 行分值：")
    assert page.rows.cell(0, "weight").raw() == typed


def test_points_that_do_not_fill_the_split_are_refused_with_the_article_and_stay_typed(year: Year) -> None:
    page, _ = editor(year)
    put(page, 0, weight="20")
    with notices.captured() as seen:
        page.save()
    assert seen[0].article == "第九条"
    assert "还差 5.00 分" in seen[0].text
    assert page.rows.cell(0, "weight").raw() == "20"
    assert stored(year)[0].weight == 2500
    assert "还差 5.00 分" in page.status.text()
    put(page, 0, weight="25")
    assert page.status.text() == "", "what was refused is no longer so"


def test_a_figure_without_a_unit_is_told_at_once_and_refused_in_words(year: Year) -> None:
    page, _ = editor(year)
    put(page, 0, unit="")
    assert page.lacking_text() == "还要填写：第 1 个缺单位。"
    with notices.captured() as seen:
        page.save()
    assert "“网络应用正常运行率”的目标值没有计量单位" in seen[0].text
    assert page.rows.cell(0, "target").raw() == "99.9"


@pytest.mark.parametrize(
    ("operator", "said"),
    [
        (Operator.EQUAL, "第 1 个目标值为 0：实际值为 0 得满分，否则没有比值可算，由经办人评定得分比例。"),
        (Operator.ABOVE, "第 1 个目标值为 0：实际值大于 0 即得满分，等于 0 时由经办人评定得分比例。"),
        (Operator.AT_LEAST, "第 1 个的目标值为 0 而性质是“≥”，任何结果都算达标，无法计分"),
    ],
)
def test_a_target_of_0_says_what_it_means_for_the_score(year: Year, operator: Operator, said: str) -> None:
    page, _ = editor(year)
    assert page._hints.text() == ""
    page.rows.cell(0, "operator").set_value(operator)
    put(page, 0, target="0")
    assert page._hints.text().startswith(said)


def test_under_a_submitted_application_they_are_frozen_too(year: Year) -> None:
    year.approved()
    open_next(year)
    submitted(year)
    page = ready(IndicatorsEditor(seated(year), year.project, 2027))
    assert "年度申请 SQ-2027-0001 已送审或定稿" in page.save_button.toolTip()


def test_a_changed_row_stays_the_same_indicator_and_a_removed_one_goes(year: Year) -> None:
    page, _ = editor(year)
    ids = [entry.id for entry in stored(year)]
    put(page, 0, target="99.5", weight="40")
    page.rows.remove_row(1)
    put(page, 0, weight="50")
    page.save()
    assert [entry.id for entry in stored(year)] == [ids[0], *ids[2:]]
    assert stored(year)[0].target == Decimal("99.5")


def test_a_draft_comes_back_with_nonsense_and_still_knows_its_indicators(year: Year) -> None:
    page, _ = editor(year)
    put(page, 0, target="九成")
    page.goal.set_raw("新的目标")
    page.leave()
    again, _ = editor(year)
    assert again.rows.cell(0, "target").raw() == "九成"
    assert again.goal.raw() == "新的目标"
    put(again, 0, target="99")
    again.save()
    assert [entry.id for entry in stored(year)] == list(year.indicators)
    assert stored(year)[0].target == Decimal(99)


def test_under_a_submitted_evaluation_they_are_frozen_and_the_page_says_so(year: Year) -> None:
    year.submitted()
    page, _ = editor(year)
    assert not page.save_button.isEnabled()
    assert "ZP-2026-0001 已送审或定稿，目标和指标不能再改" in page.save_button.toolTip()
    assert not page.template_button.isEnabled()
    assert not page.can_save()


def test_another_division_reads_only(year: Year) -> None:
    page, _ = editor(year, who=STRANGER)
    assert "【第九条】" in page.save_button.toolTip()


def test_somebody_elses_change_in_between_is_not_overwritten(year: Year) -> None:
    page, _ = editor(year)
    entries = stored(year)
    year.office.do(OTHER_CLERK, indicators.set_for_year, year.project, 2026, "别人的目标", entries, "2020-10")
    put(page, 0, name="我的名称")
    with notices.captured() as seen:
        page.save()
    assert "已被他人修改" in seen[0].text
    seen.clear()
    assert page.rows.cell(0, "name").raw() == "我的名称"
    assert stored(year)[0].name == INDICATORS[0].name


def test_a_block_of_cells_is_pasted_from_a_spreadsheet(year: Year, shown: Show) -> None:
    page, _ = editor(year, bare(year))
    shown(page)
    page.rows.cell(0, "level1").setFocus()
    QGuiApplication.clipboard().setText(
        "产出指标\t数量指标\t接入量\t≥\t100\t台\t50\n产出指标\t质量指标\t合格率\t＝\t99\t%\t40"
    )
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    first, second = page.rows.entries()
    assert (first.name, first.operator, first.target, first.weight) == ("接入量", Operator.AT_LEAST, Decimal(100), 5000)
    assert (second.name, second.operator, second.unit) == ("合格率", Operator.EQUAL, "%")


def test_enter_goes_through_the_row_and_names_are_proposed(year: Year, shown: Show) -> None:
    page, _ = editor(year)
    shown(page)
    page.rows.cell(0, "unit").setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert page.rows.cell(0, "weight").boxes()[0].hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert page.rows.cell(1, "level1").boxes()[0].hasFocus()
    helper = page.rows.cell(0, "level2").line.completer()  # type: ignore[attr-defined]  # it is a line
    helper.setCompletionPrefix("服务对象")
    assert helper.currentCompletion() == "服务对象满意度指标"

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from fundapp.services import monitoring_sheet, monitorings
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.monitoring_sheet import MonitoringSheet
from fundapp.services.signing import Signing
from fundapp.ui import notices
from fundapp.ui.monitoring.page import MonitoringPage
from fundapp.ui.monitoring.row import WIDE_FROM, WatchRow
from fundapp.ui.paper.page import PaperPage
from fundapp.values.choices import Cause, Decision, DocumentState, Likelihood
from fundapp.values.score import Operator
from tests.services.evaluation_year import (
    AUDITOR,
    CLERK,
    HEAD,
    INDICATORS,
    OTHER_CLERK,
    WAN,
    Year,
    plan,
)
from tests.services.watching import AD_HOC, ROUND, SURE, approved, draft, row, saved, submitted
from tests.ui.performance.writing import seated, type_in
from tests.ui.seated import Told, ready

UP, RESPONSE, SAFE, RELIABLE, CONTENT = (entry.name for entry in INDICATORS)
Show = Callable[[QWidget], QWidget]


def opened(year: Year, key: int, who: str = CLERK) -> tuple[MonitoringPage, Told]:
    """A monitoring on the screen."""
    page = MonitoringPage(seated(year, who), key)
    told = Told(page)
    return ready(page), told


def fresh(year: Year) -> int:
    """A round in which nothing is filled in."""
    return year.office.do(CLERK, monitorings.prepare, year.project, 2026, ROUND)


def line(page: MonitoringPage, name: str) -> WatchRow:
    """The row of an indicator."""
    return next(one for one in page.table.rows if one.entry.name == name)


def checks(page: MonitoringPage) -> dict[str, str]:
    """Outcome of every check on the panel, by its title."""
    return {check.title: check.outcome for check in page.panel._checks}


def stored(year: Year, key: int) -> MonitoringSheet:
    """The monitoring as the ledger has it."""
    return year.office.ask(CLERK, monitoring_sheet.sheet, key)


# -- what is shown -------------------------------------------------------------------------------------------------


def test_the_picture_holds_money_and_every_indicator_against_the_time(year: Year) -> None:
    page, _ = opened(year, saved(year))
    assert page.heading() == "2026 年度集中监控 · 政务云服务项目"
    assert [(bar.name, bar.words) for bar in page.frame.picture.rows] == [
        ("预算执行", "91.67%"),
        (UP, "100.00%"),
        (RESPONSE, "100.00%"),
        (SAFE, "50.00%"),
        (RELIABLE, "100.00%"),
        (CONTENT, "63.16%"),
    ]
    assert page.frame.picture.text().startswith("时间进度 49.59%；预算执行：进度 91.67%；")


def test_rows_show_progress_and_badge(year: Year) -> None:
    page, _ = opened(year, saved(year))
    assert (line(page, SAFE).progress.text(), line(page, SAFE).badge.text()) == ("50.00%", "正常")
    assert (line(page, CONTENT).progress.text(), line(page, CONTENT).badge.text()) == ("63.16%", "有可能")
    assert not line(page, CONTENT).details.isHidden()
    assert line(page, UP).details.isHidden()


def test_the_period_of_a_round_cannot_be_typed_and_that_of_another_can(year: Year) -> None:
    fixed, _ = opened(year, saved(year))
    assert fixed.form.until.line.isReadOnly()
    free, _ = opened(year, saved(year, AD_HOC))
    assert not free.form.until.line.isReadOnly()


# -- typing --------------------------------------------------------------------------------------------------------


def test_progress_badges_picture_and_checks_follow_what_is_typed(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    assert page.barrier().startswith("【第五条、第十五条】5 个指标没有填写执行情况")
    one = line(page, CONTENT)
    type_in(one.actual, "38")
    page.live.now()
    assert (one.progress.text(), one.badge.text()) == ("40.00%", "待填")
    one.likelihood.set_value(Likelihood.CERTAIN)
    page.live.now()
    assert one.badge.text() == "正常"
    assert page.frame.picture.rows[5].words == "40.00%"
    type_in(one.actual, "20")
    page.live.now()
    assert one.badge.text() == "落后"
    assert page.frame.picture.rows[5].words == "21.05% 落后"
    assert checks(page)["指标进度不落后于时间进度"] == "notice"


def test_it_is_judged_again_by_itself_a_moment_after_typing(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    type_in(line(page, UP).actual, "99.9")
    QTest.qWait(400)
    assert line(page, UP).progress.text() == "100.00%"


def test_a_doubt_opens_the_boxes_for_cause_and_reason(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    one = line(page, UP)
    type_in(one.actual, "90")
    one.likelihood.set_value(Likelihood.IMPOSSIBLE)
    assert not one.details.isHidden()
    page.live.now()
    assert one.badge.text() == "缺说明"
    one.details.causes.box(Cause.EQUIPMENT).setChecked(True)
    one.details.reason.set_raw("机房扩容延后。")
    type_in(one.expected, "95")
    page.live.now()
    assert one.badge.text() == "完全不可能"
    assert one.line() == LineEntry(
        one.entry.id,
        Decimal(90),
        expected=Decimal(95),
        likelihood=Likelihood.IMPOSSIBLE,
        causes=frozenset({Cause.EQUIPMENT}),
        reason="机房扩容延后。",
    )


def test_a_quality_takes_a_judgement_and_words(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    one = line(page, SAFE)
    type_in(one.actual, "45")
    one.expected.set_raw("预计全年无事故")
    one.toggle()
    one.details.words.set_raw("未发生事故")
    assert one.line() == LineEntry(
        one.entry.id, actual_text="未发生事故", progress_bp=4500, expected_text="预计全年无事故"
    )
    one.toggle()
    assert one.details.isHidden()


def test_a_date_takes_days_and_until_it_is_due_a_judgement(year: Year) -> None:
    extra = IndicatorEntry("产出指标", "时效指标", "支出完成时间", Operator.DATE, 1000, target_on=dt.date(2026, 11, 30))
    kept = (IndicatorEntry(**{**vars(INDICATORS[0]), "weight": 1500}), extra, *INDICATORS[1:])
    plan(year.office, year.project, 2026, kept, "2020-10")
    page, _ = opened(year, fresh(year))
    one = line(page, "支出完成时间")
    one.toggle()
    assert one.details.rating is not None
    type_in(one.details.rating, "60")
    page.live.now()
    assert one.progress.text() == "60.00%"
    type_in(one.actual, "2026-6-1")
    type_in(one.expected, "2026-6-2")
    found = one.line()
    assert (found.actual_on, found.expected_on) == (dt.date(2026, 6, 1), dt.date(2026, 6, 2))
    page.live.now()
    assert one.progress.text() == "100.00%"


def test_words_instead_of_a_figure_are_named_and_stay(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    type_in(line(page, UP).actual, "很好")
    page.live.now()
    assert page.barrier().startswith(f"“{UP}”的执行情况：")
    with notices.captured() as seen:
        page.save()
    assert seen[0].title.startswith("没有保存。")
    assert line(page, UP).actual.raw() == "很好"
    assert stored_actual(year) is None


def stored_actual(year: Year) -> Decimal | None:
    """What the ledger holds of the first indicator in the only monitoring."""
    return stored(year, 1).draft.lines[0].actual


def test_enter_goes_from_box_to_box_and_from_row_to_row(year: Year, shown: Show) -> None:
    page, _ = opened(year, fresh(year))
    shown(page)
    first, second = page.table.rows[:2]
    first.actual.setFocus()
    for _ in range(3):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Return)
    assert page.focusWidget() is second.actual.boxes()[0]


# -- saving and moves ----------------------------------------------------------------------------------------------


def test_saving_stores_lines_and_words(year: Year) -> None:
    key = fresh(year)
    page, _ = opened(year, key)
    type_in(line(page, UP).actual, "99.95")
    page.form.shortcomings.set_raw("云主机交付偏慢。")
    page.form.demands.set_value(frozenset({"demands"}))
    type_in(page.form.forecast, "4400000")
    assert page.unsaved()
    page.save()
    found = stored(year, key).draft
    assert (found.lines[0].actual, found.problems, found.demands) == (Decimal("99.95"), "云主机交付偏慢。", True)
    assert found.forecast == 440 * WAN
    assert page.unsaved() == ""


def test_an_empty_forecast_is_stored_as_none_and_blocks(year: Year) -> None:
    key = saved(year)
    page, _ = opened(year, key)
    page.form.forecast.set_raw("")
    page.save()
    assert stored(year, key).draft.forecast is None
    assert "全年预计执行数" in page.barrier()


def test_submitting_stores_first_and_leaves(year: Year) -> None:
    key = saved(year)
    page, told = opened(year, key)
    page.form.measures.set_raw("增派人员。")
    page.act("submit")
    assert row(year, key).state == DocumentState.IN_APPROVAL
    assert row(year, key).measures == "增派人员。"
    assert told.closed == 1


def test_a_block_bars_submission_with_its_article(year: Year) -> None:
    page, _ = opened(year, saved(year, measures=""))
    button = page.frame.buttons.button("submit")
    assert not button.isEnabled()
    assert "【第五条、第十五条】" in button.toolTip()
    assert "相关建议或举措" in button.toolTip()


def test_the_preview_of_the_form_comes_after_storing(year: Year) -> None:
    key = saved(year)
    page, told = opened(year, key)
    page.form.shortcomings.set_raw("改过的原因。")
    page.act("print")
    assert isinstance(told.pushed[0], PaperPage)
    assert row(year, key).problems == "改过的原因。"


@pytest.mark.parametrize(("verb", "state"), [("withdraw", DocumentState.DRAFT), ("void", DocumentState.VOID)])
def test_taking_back_and_voiding_ask_for_a_reason(year: Year, verb: str, state: DocumentState) -> None:
    key = submitted(year)
    page, _ = opened(year, key)
    with notices.captured(notices.Answer("yes", text="填错了")):
        page.act(verb)
    assert row(year, key).state == state


def test_without_a_reason_nothing_happens(year: Year) -> None:
    key = submitted(year)
    page, _ = opened(year, key)
    with notices.captured():
        page.act("void")
    assert row(year, key).state == DocumentState.IN_APPROVAL


def test_a_hand_is_led_to_the_signing_desk(year: Year) -> None:
    key = submitted(year)
    page, told = opened(year, key, HEAD)
    page.act("agree")
    assert told.wanted == [("signing", ("monitoring", key))]
    assert not page.editable()


def test_after_the_last_hand_what_was_found_leads_to_a_rectification(year: Year) -> None:
    key = approved(year)
    page, told = opened(year, key)
    page.act("rectify")
    assert told.wanted == [("rectifications", ("monitoring", key))]
    assert page.frame.buttons.button("rectify").text() == "登记整改…"
    other, _ = opened(year, key, AUDITOR)
    assert "登记整改…" not in [made.text() for made in other.frame.buttons.findChildren(QPushButton)]


def test_a_returned_one_says_why(year: Year) -> None:
    key = submitted(year)
    given = Signing(Decision.RETURN, "请补充原因。")
    year.office.do(HEAD, monitorings.sign, key, given, year.office.confirm(HEAD))
    page, _ = opened(year, key)
    assert page.frame.banner_text.text() == "第 1 轮已退回：科室负责人退回：请补充原因。"
    assert page.editable()


def test_a_void_one_says_why_and_a_reader_reads_that_it_can_only_be_read(year: Year) -> None:
    key = saved(year)
    reader, _ = opened(year, key, AUDITOR)
    assert reader.frame.banner_text.text().startswith("只能查看：")
    year.office.do(CLERK, monitorings.void, key, "重复填报")
    page, _ = opened(year, key)
    assert page.frame.banner_text.text() == "已作废：重复填报"
    assert not page.editable()


# -- nothing typed is lost -----------------------------------------------------------------------------------------


def test_what_was_typed_comes_back_after_a_crash(year: Year) -> None:
    key = fresh(year)
    page, _ = opened(year, key)
    one = line(page, CONTENT)
    type_in(one.actual, "70")
    one.likelihood.set_value(Likelihood.POSSIBLE)
    one.details.causes.box(Cause.OTHER).setChecked(True)
    one.details.reason.set_raw("原因待查。")
    page.form.measures.set_raw("继续跟踪。")
    page.leave()
    again, _ = opened(year, key)
    found = line(again, CONTENT).line()
    assert (found.actual, found.likelihood, found.reason) == (Decimal(70), Likelihood.POSSIBLE, "原因待查。")
    assert found.causes == {Cause.OTHER}
    assert again.form.measures.raw() == "继续跟踪。"
    assert again.frame.banner_text.text().startswith("已恢复")
    again.frame.over_button.click()
    assert line(again, CONTENT).actual.raw() == ""
    assert again.unsaved() == ""


def test_of_two_clerks_neither_loses_what_is_typed(year: Year) -> None:
    key = saved(year)
    page, _ = opened(year, key)
    page.form.measures.set_raw("我的举措。")
    version = row(year, key).version
    year.office.do(OTHER_CLERK, monitorings.save, draft(year, measures="他的举措。", version=version), key)
    with notices.captured("mine"):
        page.save()
    assert page.form.measures.raw() == "我的举措。"
    page.save()
    assert row(year, key).measures == "我的举措。"


def test_the_other_version_may_be_taken_instead(year: Year) -> None:
    key = saved(year)
    page, _ = opened(year, key)
    page.form.measures.set_raw("我的举措。")
    version = row(year, key).version
    year.office.do(OTHER_CLERK, monitorings.save, draft(year, measures="他的举措。", version=version), key)
    with notices.captured("theirs"):
        page.save()
    assert page.form.measures.raw() == "他的举措。"


def test_what_others_change_meanwhile_does_not_overwrite_typing(year: Year) -> None:
    page, _ = opened(year, saved(year))
    page.form.measures.set_raw("正在填写。")
    page.refresh(monitorings.TOUCHED)
    assert page.form.measures.raw() == "正在填写。"


def test_a_refusal_stands_beside_its_box(year: Year) -> None:
    page, _ = opened(year, saved(year))
    type_in(page.form.dated, "2026-12-31")
    page.save()
    assert "不能晚于今天" in page.form.dated.complaint()


def test_one_that_is_gone_closes_the_page(year: Year) -> None:
    page = MonitoringPage(seated(year), 99)
    told = Told(page)
    with notices.captured() as seen:
        page.refresh(None)
    assert told.closed == 1
    seen.clear()


# -- from a check or a bar to its box ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "changes", "box"),
    [
        ("15-22", {"a": LineEntry(0, likelihood=SURE)}, "actual"),
        ("15-23", {"a": LineEntry(0, Decimal(99))}, "likelihood"),
        ("15-24", {"a": LineEntry(0, Decimal(9), likelihood=Likelihood.POSSIBLE)}, "causes"),
        ("15-25", {"measures": ""}, "measures"),
        ("15-26", {"forecast": None}, "forecast"),
    ],
)
def test_a_check_leads_to_its_box(year: Year, shown: Show, number: str, changes: dict[str, object], box: str) -> None:
    given = {
        key: LineEntry(**{**vars(value), "indicator_id": year.indicators[0]}) if isinstance(value, LineEntry) else value
        for key, value in changes.items()
    }
    page, _ = opened(year, saved(year, ROUND, **given))
    shown(page)
    page.panel.linked.emit(number)
    first = page.table.rows[0]
    places: dict[str, QWidget] = {
        "actual": first.actual,
        "likelihood": first.likelihood,
        "causes": first.details.causes,
        "measures": page.form.measures,
        "forecast": page.form.forecast,
    }
    focused = page.focusWidget()
    assert focused is not None
    assert places[box].isAncestorOf(focused)


def test_pressing_a_bar_leads_to_its_row_and_the_moneys_to_the_forecast(year: Year, shown: Show) -> None:
    page, _ = opened(year, saved(year))
    shown(page)
    page.frame.picture.chosen.emit(2)
    assert page.table.rows[1].actual.isAncestorOf(page.focusWidget() or page)
    page.frame.picture.chosen.emit(0)
    assert page.form.forecast.isAncestorOf(page.focusWidget() or page)


def test_a_narrow_window_puts_the_boxes_under_the_name(year: Year, shown: Show) -> None:
    page, _ = opened(year, saved(year))
    page.resize(1166, 690)
    shown(page)
    one = page.table.rows[0]
    assert page.table.width() >= WIDE_FROM
    assert one.actual.x() < one.expected.x() < one.likelihood.x()
    assert abs(one.actual.geometry().center().y() - one._name.geometry().center().y()) < 4
    page.resize(711, 456)
    QTest.qWait(50)
    assert one._name.geometry().bottom() <= one.actual.y()
    assert one.likelihood.geometry().right() <= one.width()

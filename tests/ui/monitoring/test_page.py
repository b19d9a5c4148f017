from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.monitoring_draft import LineEntry
from fundapp.ui import notices
from fundapp.ui.monitoring.row import WIDE_FROM
from fundapp.values.choices import Cause, Likelihood
from fundapp.values.score import Operator
from tests.services.evaluation_year import (
    INDICATORS,
    Year,
    plan,
)
from tests.services.watching import AD_HOC, ROUND, SURE, saved
from tests.ui.monitoring.writing import CONTENT, RELIABLE, RESPONSE, SAFE, UP, checks, fresh, line, opened, stored
from tests.ui.performance.writing import type_in

Show = Callable[[QWidget], QWidget]


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
    assert page.frame.picture.legend() == ("进度", "落后超过 20 个百分点", "时间进度")
    assert checks(page)["指标进度不落后于时间进度"] == "notice"


def test_it_is_judged_again_by_itself_a_moment_after_typing(year: Year, qtbot: QtBot) -> None:
    page, _ = opened(year, fresh(year))
    type_in(line(page, UP).actual, "99.9")
    qtbot.waitUntil(lambda: line(page, UP).progress.text() == "100.00%")


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


def test_every_row_shows_its_verdict(year: Year, shown: Show) -> None:
    page, _ = opened(year, saved(year))
    shown(page)
    assert all(one.badge.isVisible() and one.badge.text() for one in page.table.rows)


def test_arrows_go_from_row_to_row_and_stop_at_the_ends(year: Year, shown: Show) -> None:
    page, _ = opened(year, fresh(year))
    shown(page)
    first, second = page.table.rows[:2]
    first.actual.setFocus()
    for key, row in ((Qt.Key.Key_Down, second), (Qt.Key.Key_Up, first), (Qt.Key.Key_Up, first)):
        QTest.keyClick(page.focusWidget() or page, key)
        assert page.focusWidget() is row.actual.boxes()[0]


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
    QApplication.processEvents()
    assert one._name.geometry().bottom() <= one.actual.y()
    assert one.likelihood.geometry().right() <= one.width()


def test_the_link_of_what_cannot_be_read_shows_it_beside_its_box(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    one = line(page, UP)
    type_in(one.actual, "很好")
    type_in(page.form.forecast, "很多")
    page.live.now()
    key = next(check.key for check in page.panel._checks if check.title == f"“{UP}”的执行情况填写有误")
    page.panel.linked.emit(key)
    assert one.actual.complaint()
    assert page.form.forecast.complaint()


def test_a_judgement_that_cannot_be_read_opens_its_boxes(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    one = line(page, UP)
    rating = one.details.rating
    assert rating is not None
    rating.set_raw("120")
    assert one.details.isHidden()
    assert not page.table.check()
    assert not one.details.isHidden()
    assert "0 到 100%" in rating.complaint()


def test_indicators_that_changed_meanwhile_make_other_rows(year: Year) -> None:
    key = fresh(year)
    page, _ = opened(year, key)
    renamed = (replace(INDICATORS[0], name="改名后的指标"), *INDICATORS[1:])
    plan(year.office, year.project, 2026, renamed, "2020-10")  # new ones: those of the draft are taken out
    page.refresh(None)
    assert [one.entry.name for one in page.table.rows] == [entry.name for entry in renamed]

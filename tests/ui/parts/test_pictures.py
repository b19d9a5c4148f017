from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui import tokens
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.card import Card, Figure, FigureCard, FigureStrip
from fundapp.ui.parts.handwriting import MOST_POINTS, Handwriting
from fundapp.ui.parts.label import ElidedLabel
from fundapp.ui.parts.money_bar import Money, MoneyBar
from fundapp.ui.parts.progress_bar import ProgressBar, ProgressRow
from fundapp.ui.parts.timeline import Step, Timeline

Show = Callable[[QWidget], QWidget]


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def test_the_money_bar_says_paid_this_and_rest_in_words(shown: Show) -> None:
    bar = MoneyBar()
    shown(bar)
    bar.show_money(Money(450_000_000, 262_500_000, 37_500_000))
    assert bar.text() == "已付 58.33%，本次 8.33%，余 150.00 万元"
    assert bar.accessibleDescription() == bar.text()


def test_the_money_bar_says_loudly_when_more_is_asked_than_there_is(shown: Show) -> None:
    bar = MoneyBar()
    shown(bar)
    bar.show_money(Money(1_000_000, 900_000, 200_000))
    assert bar.text().endswith("超出 0.10 万元")
    assert Money(1_000_000, 900_000, 200_000).rest == -100_000


def test_a_bar_of_nothing_is_painted_without_dividing_by_nothing(shown: Show) -> None:
    bar = MoneyBar()
    shown(bar)
    bar.show_money(Money(0, 0, 500))
    assert "本次 100.00%" in bar.text()
    picture(bar)


def test_paid_and_this_differ_on_a_grey_screen_by_their_pattern(shown: Show) -> None:
    bar = MoneyBar()
    bar.resize(400, 60)
    shown(bar)
    bar.show_money(Money(100, 50, 30))
    row = [picture(bar._bar).pixelColor(x, 8).lightness() for x in range(10, 300)]
    paid, this = set(row[20:160]), set(row[220:270])
    assert len(paid) == 1, "paid is solid"
    assert len(this) > 1, "this one is hatched"


def test_progress_behind_its_time_is_said_in_words_and_hatched(shown: Show) -> None:
    bar = ProgressBar()
    bar.resize(300, 20)
    shown(bar)
    bar.show_progress(3800, 8960)
    assert bar.is_behind()
    assert bar.accessibleName() == "进度 38.00%，时间进度 89.60%，慢于时间进度"
    line = [picture(bar).pixelColor(x, 10).name() for x in range(300)]
    assert len(set(line[20:100])) > 1
    bar.show_progress(9200, 8960)
    assert not bar.is_behind()
    assert len({picture(bar).pixelColor(x, 10).name() for x in range(20, 100)}) == 1


def test_the_red_mark_stands_where_time_is(shown: Show) -> None:
    bar = ProgressBar()
    bar.resize(402, 20)
    shown(bar)
    bar.show_progress(0, 5000)
    red = red_places(picture(bar))
    assert red
    assert abs(sum(red) - 201 * len(red)) < 3 * len(red)
    bar.show_progress(0)
    assert red_places(picture(bar)) == []


def red_places(image: QImage) -> list[int]:
    colours = [image.pixelColor(x, 2) for x in range(image.width())]
    return [x for x, colour in enumerate(colours) if colour.red() > colour.blue() + 60]


def test_a_row_of_progress_reads_as_one_sentence() -> None:
    row = ProgressRow("信息化项目", "213.0 / 300.0 万元", 7100, 8960)
    assert row.accessibleName().startswith("信息化项目 213.0 / 300.0 万元 进度 71.00%")


def test_the_milestone_line_says_every_state_in_words(shown: Show) -> None:
    line = Timeline([Step("预付", "paid"), Step("26Q3", "late"), Step("26Q4", "now"), Step("终验", "open")])
    line.resize(400, 48)
    shown(line)
    assert line.accessibleName() == "付款节点：预付已付，26Q3逾期，26Q4办理中，终验未到期"


def test_the_milestone_under_the_mouse_tells_its_text(shown: Show) -> None:
    line = Timeline([Step("预付", "paid", "2024-03-20 已付 30%"), Step("终验", "open")])
    line.resize(400, 48)
    shown(line)
    at = QPoint(35, 16)
    QApplication.sendEvent(line, QHelpEvent(QHelpEvent.Type.ToolTip, at, line.mapToGlobal(at)))
    assert QToolTip.text() == "2024-03-20 已付 30%"
    QToolTip.hideText()


def test_long_names_of_milestones_take_a_second_line(shown: Show) -> None:
    names = [f"示例{place}镇便民服务中心补助" for place in "甲乙丙丁戊己庚辛"]
    line = Timeline([Step(name, "paid") for name in names])
    line.resize(1100, 80)
    shown(line)
    assert line.sizeHint().height() > Timeline([Step("预付", "paid"), Step("终验", "open")]).sizeHint().height()


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_any_number_of_milestones_is_painted(shown: Show, count: int) -> None:
    line = Timeline([Step(f"第 {number} 期服务费", "open") for number in range(count)])
    line.resize(300, 48)
    shown(line)
    picture(line)


def test_paid_dots_are_full_and_open_ones_empty(shown: Show) -> None:
    line = Timeline([Step("预付", "paid"), Step("终验", "open")])
    line.resize(400, 48)
    shown(line)
    image = picture(line)
    assert image.pixelColor(30, 16).name() == tokens.PRIMARY.lower()
    assert image.pixelColor(370, 16).name() == tokens.SURFACE.lower()


def draw(qtbot: QtBot, pad: Handwriting, *points: tuple[int, int]) -> None:
    sheet = pad.sheet
    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(sheet, QPoint(*point))
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def test_handwriting_is_kept_as_whole_numbers_in_a_box_of_1000_by_400(qtbot: QtBot, shown: Show) -> None:
    pad = Handwriting()
    pad.sheet.setFixedSize(500, 200)
    shown(pad)
    draw(qtbot, pad, (1, 1), (250, 100), (499, 199))
    assert pad.strokes() == (((2, 2), (500, 200), (998, 398)),)


def test_strokes_beyond_the_edge_stay_inside_the_box(qtbot: QtBot, shown: Show) -> None:
    pad = Handwriting()
    pad.sheet.setFixedSize(500, 200)
    shown(pad)
    draw(qtbot, pad, (10, 10), (900, 700), (-50, -50))
    for x, y in pad.strokes()[0]:
        assert 0 <= x <= 1000
        assert 0 <= y <= 400


def test_a_sheet_of_another_shape_keeps_the_writings_proportions() -> None:
    pad = Handwriting()
    pad.sheet.setFixedSize(600, 200)
    pad.sheet.resize(600, 200)
    assert pad.sheet._point(QPointF(50, 0)) == (0, 0), "50 px at either side are outside the box"
    assert pad.sheet._point(QPointF(550, 200)) == (1000, 400)


def test_a_stroke_can_be_taken_back_and_everything_cleared(qtbot: QtBot, shown: Show) -> None:
    pad = Handwriting()
    pad.sheet.setFixedSize(500, 200)
    shown(pad)
    tools = {tool.text(): tool for tool in pad.findChildren(QPushButton)}
    undo, clear = tools["撤销一笔"], tools["清空"]
    assert not undo.isEnabled()
    draw(qtbot, pad, (10, 10), (50, 50))
    draw(qtbot, pad, (60, 10), (90, 50))
    undo.click()
    assert len(pad.strokes()) == 1
    clear.click()
    assert pad.strokes() == ()
    assert not clear.isEnabled()
    pad.undo()


def test_a_signature_cannot_grow_without_end(qtbot: QtBot, shown: Show) -> None:
    pad = Handwriting()
    pad.sheet.setFixedSize(500, 200)
    shown(pad)
    pad.sheet.strokes.append([(n % 1000, 0) for n in range(MOST_POINTS)])
    draw(qtbot, pad, (10, 10), (50, 50))
    assert len(pad.strokes()) == 1


def test_a_badge_that_was_told_its_word_before_it_stood_anywhere_is_seen(shown: Show) -> None:
    card, badge = Card(), Badge()
    badge.show_text("正常", "ok")
    card.body.addWidget(badge)
    shown(card)
    assert badge.isVisible()


def test_a_badge_is_there_only_while_it_says_something(shown: Show) -> None:
    card = Card("合同")
    badge = Badge()
    card.add_aside(badge)
    shown(card)
    assert not badge.isVisible()
    badge.show_text("履行中", "ok")
    assert badge.isVisible()
    assert (badge.text(), badge.tone()) == ("履行中", "ok")
    badge.show_text("")
    assert not badge.isVisible()


@pytest.mark.parametrize("tone", list(tokens.TONES))
def test_ink_on_every_badge_is_dark_enough_to_be_read(tone: tokens.Tone) -> None:
    ink, ground = (QColor(colour) for colour in tokens.TONES[tone])
    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize(
    "ink", [tokens.TEXT, tokens.SECOND, tokens.PRIMARY, tokens.SEAL, tokens.BAD, tokens.WARN, tokens.OK]
)
def test_every_text_colour_can_be_read_on_the_window_and_on_cards(ink: str) -> None:
    for ground in (tokens.SURFACE, tokens.WINDOW):
        assert contrast(QColor(ink), QColor(ground)) >= 4.5


def contrast(one: QColor, other: QColor) -> float:
    """WCAG's ratio of two colours."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    def light(colour: QColor) -> float:
        return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_a_figure_reads_as_one_sentence_and_can_be_changed() -> None:
    card = FigureCard(Figure("累计拨付", "842.15 万元", "执行率 65.5%"))
    assert card.accessibleName() == "累计拨付 842.15 万元 执行率 65.5%"
    card.show_figure(Figure("累计拨付", "900.00 万元"))
    assert "900.00" in card.accessibleName()


def test_figures_in_a_strip_are_replaced_not_added() -> None:
    strip = FigureStrip([Figure("甲", "1"), Figure("乙", "2")])
    strip.show_figures([Figure("丙", "3", "备注")])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [label.text() for label in strip.findChildren(QLabel)] == ["丙", "3", "备注"]


def test_a_line_that_is_too_long_ends_in_dots_and_tells_the_rest_as_tooltip(shown: Show) -> None:
    line = ElidedLabel("示例云计算有限公司政务云资源服务合同")
    line.setFixedWidth(100)
    shown(line)
    picture(line)
    assert line.toolTip() == "示例云计算有限公司政务云资源服务合同"
    line.setFixedWidth(600)
    picture(line)
    assert line.toolTip() == ""

"""The picture of progress against time: what is painted stands in words too, and keys walk through it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from fundapp.ui import tokens
from fundapp.ui.parts.progress_picture import Progress, ProgressPicture

Show = Callable[[QWidget], QWidget]
ROWS = (Progress("预算执行", 4167), Progress("新增云主机数量", 2000, behind=True), Progress("网络安全性", None))


def made(shown: Show) -> ProgressPicture:
    picture = ProgressPicture()
    picture.show_rows(ROWS, 4959)
    picture.resize(600, picture.sizeHint().height())
    shown(picture)
    return picture


def colours(image: QImage, y: int) -> list[str]:
    """Colours along a line, without repetition."""
    found: list[str] = []
    for x in range(image.width()):
        name = image.pixelColor(x, y).name().upper()
        if not found or found[-1] != name:
            found.append(name)
    return found


def test_the_whole_picture_is_told_in_words(shown: Show) -> None:
    picture = made(shown)
    assert picture.text() == (
        "时间进度 49.59%；预算执行：进度 41.67%；新增云主机数量：进度 20.00%，落后于时间进度；网络安全性：未评定"
    )
    assert picture.accessibleDescription() == picture.text()


def test_the_legend_says_from_where_on_a_bar_is_called_behind(shown: Show) -> None:
    picture = made(shown)
    assert picture.legend()[1] == "落后于时间进度"
    picture.show_rows(ROWS, 4959, "20 个百分点")
    assert picture.legend()[1] == "落后超过 20 个百分点"


@pytest.mark.parametrize(("row", "words"), list(zip(ROWS, ("41.67%", "20.00% 落后", "未评定"), strict=True)))
def test_the_end_of_a_bar_says_what_its_colour_says(row: Progress, words: str) -> None:
    assert row.words == words


def test_keys_walk_through_the_bars_and_a_screen_reader_hears_the_current_one(shown: Show) -> None:
    picture = made(shown)
    picture.setFocus()
    assert picture.accessibleName() == "进度与时间进度对比。预算执行：进度 41.67%"
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert picture.accessibleName().endswith("新增云主机数量：进度 20.00%，落后于时间进度")
    QTest.keyClick(picture, Qt.Key.Key_End)
    assert picture.current == 2
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert picture.current == 2
    QTest.keyClick(picture, Qt.Key.Key_Home)
    QTest.keyClick(picture, Qt.Key.Key_Up)
    assert picture.current == 0


def test_enter_and_a_press_choose_a_bar_and_elsewhere_nothing(shown: Show) -> None:
    picture = made(shown)
    chosen: list[int] = []
    picture.chosen.connect(chosen.append)
    picture.setFocus()
    QTest.keyClick(picture, Qt.Key.Key_Down)
    QTest.keyClick(picture, Qt.Key.Key_Return)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(50, 22 + 2 * 24 + 5))
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(50, 5))
    assert chosen == [1, 2]
    QTest.keyClick(picture, Qt.Key.Key_A)
    assert chosen == [1, 2]


def test_the_bar_under_the_mouse_is_told_and_beside_the_bars_all_of_them(shown: Show) -> None:
    picture = made(shown)
    for y, words in ((22 + 24 + 5, ROWS[1].sentence), (2, picture.text())):
        place = QPoint(40, y)
        QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, place, picture.mapToGlobal(place)))
        assert QToolTip.text() == words
    QToolTip.hideText()


def test_a_bar_behind_the_time_is_hatched_and_one_on_course_is_solid(shown: Show) -> None:
    picture = made(shown)
    picture.clearFocus()
    image = picture.grab().toImage()
    names = [colours(image, 22 + 24 * place + 12) for place in range(3)]
    assert QColor(tokens.PRIMARY).name().upper() in names[0]
    assert names[0].count(QColor(tokens.PRIMARY).name().upper()) == 1
    assert names[1].count(QColor(tokens.AMBER).name().upper()) > 3
    assert QColor(tokens.PRIMARY).name().upper() not in names[2]


def test_the_line_of_time_crosses_every_bar(shown: Show) -> None:
    image = made(shown).grab().toImage()
    seal = QColor(tokens.SEAL).name().upper()
    places = [
        [x for x in range(image.width()) if image.pixelColor(x, y).name().upper() == seal]
        for y in (22 + 12, 22 + 36, 22 + 60)
    ]
    assert places[0]
    assert places[0] == places[1] == places[2]


def test_an_empty_picture_can_be_painted_and_walked(shown: Show) -> None:
    picture = ProgressPicture()
    picture.show_rows((), 0)
    shown(picture)
    picture.go(3)
    QTest.keyClick(picture, Qt.Key.Key_Return)
    assert picture.accessibleName() == "进度与时间进度对比。"
    assert not picture.grab().isNull()

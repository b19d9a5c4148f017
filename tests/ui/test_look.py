from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QSize
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
    QRawFont,
    QRegion,
)
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fundapp import places
from fundapp.ui import icons, theme, tokens
from fundapp.ui.actions import KEYS, Action, ActionBar, from_offer
from fundapp.ui.login.login_window import LoginWindow
from fundapp.ui.main_window import MainWindow
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.mark import Mark
from fundapp.ui.style_sheet import style_sheet


def test_qts_own_buttons_and_menus_are_chinese(qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert {tool.text() for tool in box.buttons()} == {"确定", "取消"}
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = {action.text().split("\t")[0] for action in menu.actions() if action.text()}
    assert {"复制(&C)", "粘贴(&P)", "全选"} <= words
    assert QLocale().monthName(3) == "三月"


def test_the_screen_font_has_the_characters_of_the_office_and_figures_of_one_width(qapp: QApplication) -> None:
    shown = theme.font()
    assert shown.pixelSize() == 14
    assert QFontInfo(shown).family() in {"Noto Sans SC", "Microsoft YaHei UI"}
    for face in (shown, theme.font(bold=True)):
        drawn = QRawFont.fromFont(face, QFontDatabase.WritingSystem.SimplifiedChinese)
        missing = [sign for sign in "拨付签批账套，。：；（）￥" if not drawn.supportsCharacter(ord(sign))]
        assert missing == []
    metrics = QFontMetrics(shown)
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_the_screen_is_light_whatever_the_desktop_prefers(qapp: QApplication) -> None:
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == tokens.WINDOW
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == tokens.SURFACE


def test_dressing_the_program_twice_changes_nothing(qapp: QApplication) -> None:
    before = qapp.palette(), qapp.font()
    theme.install(qapp)
    assert (qapp.palette(), qapp.font()) == before
    assert len(theme._translators) == 1


def test_every_window_carries_the_style_sheet_and_the_application_none(qapp: QApplication, qtbot: QtBot) -> None:
    main, login, dialog = MainWindow(()), LoginWindow(), Dialog("问题")
    for window in (main, login, dialog):
        qtbot.addWidget(window)
        assert "QPushButton" in window.styleSheet()
    inner = Dialog("问题", main)
    made = button("好", lambda: None, look="primary")
    made.setParent(inner)
    made.ensurePolished()
    assert made.palette().color(QPalette.ColorRole.Button).name().upper() == tokens.PRIMARY
    assert qapp.styleSheet() == ""


def test_the_style_sheet_finds_its_arrows_also_under_a_path_with_blanks_and_chinese() -> None:
    text = style_sheet(Path("C:/用户 甲/程序/icons"))
    assert 'url("C:/用户 甲/程序/icons/chevron_down.svg")' in text


def test_every_icon_the_program_names_exists(qapp: QApplication) -> None:
    for drawing in ("chevron_down", "calendar", "eye", "eye_off", "error", "warning", "info", "help", "checkmark"):
        assert not icons.icon(drawing).isNull()
    with pytest.raises(FileNotFoundError):
        icons.icon("no_such_drawing")


def test_an_icon_has_the_colour_asked_for_and_the_screens_own_dots(qapp: QApplication) -> None:
    drawn = icons.icon("checkmark", "#FF0000").pixmap(QSize(18, 18), 2.0)
    image = drawn.toImage()
    assert (image.width(), image.height()) == (36, 36)
    assert drawn.deviceIndependentSize().width() == 18
    colours = [image.pixelColor(x, y) for x in range(36) for y in range(36)]
    assert {colour.name() for colour in colours if colour.alpha() == 255} == {"#ff0000"}


def test_an_icon_of_what_cannot_be_pressed_is_paler(qapp: QApplication) -> None:
    def strongest(mode: QIcon.Mode) -> int:
        image = icons.icon("checkmark", "#FF0000").pixmap(QSize(18, 18), 1.0, mode).toImage()
        return max(image.pixelColor(x, y).alpha() for x in range(18) for y in range(18))

    assert strongest(QIcon.Mode.Disabled) < strongest(QIcon.Mode.Normal) / 2 + 8


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_mark_beside_words_is_drawn_at_the_dots_of_the_picture_it_goes_into(qtbot: QtBot, ratio: float) -> None:
    mark = Mark("document", "#FF0000", size=16)
    qtbot.addWidget(mark)
    pixels = round(16 * ratio)
    picture = QPixmap(pixels, pixels)
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor("white"))
    mark.render(picture, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    direct = QPixmap(pixels, pixels)
    direct.fill(QColor("white"))
    painter = QPainter(direct)
    painter.drawPixmap(0, 0, icons.icon("document", "#FF0000").pixmap(QSize(pixels, pixels), 1.0))
    painter.end()
    direct.setDevicePixelRatio(ratio)
    assert picture.toImage() == direct.toImage()


def test_dress_changes_only_what_is_different(qtbot: QtBot) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    theme.dress(label, tone="ok")
    assert label.property("tone") == "ok"
    theme.dress(label, tone="ok")
    theme.dress(label, tone="bad")
    assert label.property("tone") == "bad"


# -- buttons -------------------------------------------------------------------------------------------------------


def test_a_barred_button_says_why_and_gets_its_own_words_back(qtbot: QtBot) -> None:
    made = button("提交", tip="送科室负责人签批", shortcut="Ctrl+Return")
    qtbot.addWidget(made)
    assert made.toolTip() == "送科室负责人签批\nCtrl+Return"
    bar(made, "【第十二条】缺少季度考核表")
    assert not made.isEnabled()
    assert made.toolTip() == made.accessibleDescription() == "【第十二条】缺少季度考核表"
    bar(made, "另一个原因")
    bar(made, "")
    assert made.isEnabled()
    assert made.toolTip() == "送科室负责人签批\nCtrl+Return"


class Offer:
    def __init__(self, allowed: bool, why: str = "", article: str = "") -> None:
        self.verb, self.label, self.allowed, self.why, self.article = "agree", "同意并签字", allowed, why, article


def test_the_button_of_an_offer_can_be_pressed_exactly_when_the_rule_offers_it() -> None:
    assert from_offer(Offer(True)).barred == ""
    assert from_offer(Offer(False, "您是经办人", "第十二条")).barred == "【第十二条】您是经办人"
    assert from_offer(Offer(False)).barred == "现在不能办理。"
    assert from_offer(Offer(True), look="seal").look == "seal"


def test_the_bar_tells_which_action_was_pressed_and_writes_the_first_reason_out(qtbot: QtBot) -> None:
    actions = ActionBar(
        [Action("return", "退回"), Action("agree", "同意并签字…", "seal", barred="还没有勾选核对项")], reasons=True
    )
    qtbot.addWidget(actions)
    with qtbot.waitSignal(actions.chosen) as told:
        actions.button("return").click()
    assert told.args == ["return"]
    assert not actions.button("agree").isEnabled()
    assert actions.reason() == "不能“同意并签字”：还没有勾选核对项"
    actions.set_actions([Action("return", "退回"), Action("agree", "同意并签字…", "seal")])
    assert actions.button("agree").isEnabled()
    assert actions.reason() == ""


def test_buttons_that_stay_are_the_same_buttons_so_that_the_focus_stays(qtbot: QtBot) -> None:
    actions = ActionBar([Action("save", "保存"), Action("submit", "提交")])
    qtbot.addWidget(actions)
    kept = actions.button("save")
    actions.set_actions([Action("save", "保存草稿"), Action("submit", "提交")])
    assert actions.button("save") is kept
    assert kept.text() == "保存草稿"
    actions.set_actions([Action("void", "作废")])
    assert [tool.text() for tool in actions.findChildren(QPushButton) if not tool.isHidden()] == ["作废"]


def test_the_list_of_keys_names_each_key_once() -> None:
    keys = [key.keys for key in KEYS]
    assert len(keys) == len(set(keys))


# -- start-up ------------------------------------------------------------------------------------------------------

_HEAVY = {"sqlalchemy", "alembic", "reportlab", "cryptography", "pypdfium2", "openpyxl", "pypinyin"}

_PAINT = """
import sys
from PySide6.QtWidgets import QApplication
from fundapp.ui import theme
from fundapp.ui.login.login_window import LoginWindow
from fundapp.ui.main_window import MainWindow
app = QApplication(["x", "-platform", "offscreen"])
theme.install(app)
window = LoginWindow()
window.show_start()
window.show()
app.processEvents()
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_the_login_is_painted_before_anything_of_the_data_layer_is_imported() -> None:
    run = subprocess.run([sys.executable, "-c", _PAINT], capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stderr
    assert _HEAVY & set(run.stdout.split()) == set()


def test_the_fonts_of_the_screen_come_with_the_program() -> None:
    for face in theme._FACES:
        assert (places.resources() / "fonts" / face).is_file()

"""The look of the program: fonts, palette, style sheet and Qt's own texts in Chinese.

Sizes are device-independent pixels, so 125 % and 150 % screens need nothing here. Colours are never the only signal:
every badge, mark and bar also carries a word, a shape or a pattern.
"""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from fundapp import places
from fundapp.ui import tokens as t
from fundapp.ui.style_sheet import style_sheet

_FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_OWN_FAMILY = "Noto Sans SC"
_WINDOWS_FAMILY = "Microsoft YaHei UI"
_translators: list[QTranslator] = []


def install(app: QApplication) -> None:
    """Dress the application: style, palette, fonts, Chinese for Qt's own buttons and menus.

    Safe to call twice (tests share one application).
    """
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app.setStyle("Fusion")
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Light)
    app.setPalette(palette())
    app.setFont(font())
    _translate(app)


def dress_window(window: QWidget) -> None:
    """Give a window, and everything that will stand in it, the style sheet.

    It belongs to the windows and not to the application: there, Qt styles a page anew each time a part of it is put
    into the next larger part, which is half of the time that building a large page takes.
    """
    window.setStyleSheet(_sheet())


@cache
def _sheet() -> str:
    return style_sheet(places.resources() / "icons")


def font(size: int = t.BODY, *, bold: bool = False) -> QFont:
    """Screen font of `size` pixels: YaHei where Windows has it, else the Noto Sans shipped with the program."""
    shown = QFont()
    shown.setFamilies([*_families()])
    shown.setPixelSize(size)
    shown.setBold(bold)
    return shown


def colour(token: str) -> QColor:
    """A token as Qt's colour."""
    return QColor(token)


def palette() -> QPalette:
    """Light palette, whatever the desktop's theme is: the paper beside it is white too."""
    shades = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, t.WINDOW),
        (roles.Base, t.SURFACE),
        (roles.AlternateBase, t.HEAD),
        (roles.Button, t.SURFACE),
        (roles.Text, t.TEXT),
        (roles.WindowText, t.TEXT),
        (roles.ButtonText, t.TEXT),
        (roles.PlaceholderText, t.FAINT),
        (roles.Highlight, t.PRIMARY),
        (roles.HighlightedText, t.SURFACE),
        (roles.Accent, t.PRIMARY),
        (roles.Link, t.PRIMARY),
        (roles.LinkVisited, t.PRIMARY),
        (roles.ToolTipBase, t.TEXT),
        (roles.ToolTipText, t.SURFACE),
    ):
        shades.setColor(role, QColor(colour))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        shades.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.FAINT))
    return shades


def dress(widget: QWidget, **properties: str | bool) -> None:
    """Set style-sheet properties (``look="primary"``, ``bad=True``) and repaint if one of them changed.

    A widget that was never shown has not been polished yet and needs nothing more.
    """
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            changed = True
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


@cache
def _families() -> tuple[str, ...]:
    """Families in order of preference; loads the shipped faces once where the system has none of its own."""
    known = set(QFontDatabase.families())
    if sys.platform == "win32" and _WINDOWS_FAMILY in known:
        return (_WINDOWS_FAMILY, "Microsoft YaHei")
    if _OWN_FAMILY not in known:
        for face in _FACES:
            QFontDatabase.addApplicationFont(str(places.resources() / "fonts" / face))
    return (_OWN_FAMILY, "Noto Sans CJK SC", "WenQuanYi Micro Hei")


def _translate(app: QApplication) -> None:
    """Load Qt's own Chinese texts; without the file Qt's few texts stay English and the program still runs."""
    if _translators:
        return
    chinese = QTranslator(app)
    if chinese.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(chinese)
        _translators.append(chinese)

"""Buttons: a word that says what happens, a look, and the reason when it cannot be pressed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fundapp.ui import icons, theme, tokens
from fundapp.ui.tokens import Look

_INK: dict[Look, str] = {
    "primary": tokens.SURFACE,
    "seal": tokens.SURFACE,
    "danger": tokens.BAD,
    "link": tokens.PRIMARY,
}


def button(
    text: str,
    pressed: Callable[[], object] | None = None,
    *,
    look: Look = "plain",
    icon: str = "",
    tip: str = "",
    shortcut: str = "",
    small: bool = False,
) -> QPushButton:
    """A push button; `shortcut` (``Ctrl+S``) is added to the tooltip, `icon` names a file of ``resources/icons``."""
    made = QPushButton(text)
    theme.dress(made, look=look)
    if small:
        theme.dress(made, extent="small")
    if icon:
        made.setIcon(icons.icon(icon, _INK.get(look, tokens.SECOND)))
        made.setIconSize(QSize(18, 18))
    if look in {"link", "quiet"}:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    made.setToolTip("\n".join(part for part in (tip, shortcut) if part))
    made.setAccessibleName(text or tip)
    if pressed is not None:
        made.clicked.connect(lambda _checked=False: pressed())
    return made


def icon_button(
    icon: str, name: str, pressed: Callable[[], object] | None = None, *, shortcut: str = ""
) -> QPushButton:
    """A borderless button with a picture; `name` is its tooltip and what a screen reader says."""
    return button("", pressed, look="quiet", icon=icon, tip=name, shortcut=shortcut)


class ElidedLink(QPushButton):
    """A link whose text ends in … when the room is short; its tooltip has the whole text."""

    def __init__(
        self,
        text: str,
        pressed: Callable[[], object],
        *,
        tip: str = "",
        sentence: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`sentence`: its end can be spared; a name is shortened in its middle and keeps its last letters."""
        super().__init__(text, parent)
        self._whole = text
        self._elide = Qt.TextElideMode.ElideRight if sentence else Qt.TextElideMode.ElideMiddle
        theme.dress(self, look="link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setToolTip(f"{tip}　{text}".strip())
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda _checked=False: pressed())

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 8, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for three characters at least."""
        return QSize(self.fontMetrics().horizontalAdvance("汉字…") + 8, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text to the room there is."""
        super().resizeEvent(event)
        self.setText(self.fontMetrics().elidedText(self._whole, self._elide, self.width() - 6))


def bar(made: QPushButton, reason: str) -> None:
    """Disable a button and say why in its tooltip; an empty reason enables it again."""
    if not made.property("plain_tip_kept"):
        made.setProperty("plain_tip", made.toolTip())
        made.setProperty("plain_tip_kept", True)
    made.setEnabled(not reason)
    made.setToolTip(reason or str(made.property("plain_tip")))
    made.setAccessibleDescription(reason)

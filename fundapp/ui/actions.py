"""What can be done, as data: keys of the shell, and the buttons of a page made from what the services offer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.label import label
from fundapp.ui.tokens import Look


@dataclass(frozen=True)
class Key:
    """A key of the whole program."""

    keys: str
    meaning: str


KEYS = (
    Key("Alt+1…9", "切换到左侧第 1…9 个栏目"),
    Key("Enter", "下一栏；在列表中打开当前行"),
    Key("Ctrl+S", "保存"),
    Key("Ctrl+Enter", "多行文字填完后转下一栏"),
    Key("F5", "刷新"),
    Key("Esc", "返回上一页"),
    Key("Ctrl+C", "在列表中复制选中的行（含表头）"),
    Key("F1", "本页说明"),
)
"""Shown by F1 under the page's own help."""


@dataclass(frozen=True)
class Action:
    """A button.

    Attributes:
        key: what `ActionBar.chosen` carries.
        label: word on it.
        look: ``primary`` for the one thing to do next, ``seal`` for signing.
        icon: drawing of ``resources/icons``.
        shortcut: such as ``Ctrl+S``.
        tip: what it does, where the word does not say it.
        barred: why it cannot be pressed now; empty when it can.
    """

    key: str
    label: str
    look: Look = "plain"
    icon: str = ""
    shortcut: str = ""
    tip: str = ""
    barred: str = ""


class Offered(Protocol):
    """A move as the services offer it, open or barred with reason and article."""

    @property
    def verb(self) -> str:
        """Its code."""

    @property
    def label(self) -> str:
        """Its word."""

    @property
    def allowed(self) -> bool:
        """Whether this person may do it now."""

    @property
    def why(self) -> str:
        """Why not."""

    @property
    def article(self) -> str:
        """Article the refusal rests on."""


def from_offer(offer: Offered, *, look: Look = "plain", icon: str = "", shortcut: str = "") -> Action:
    """The button of an offered move; a barred one names article and reason."""
    article = f"【{offer.article}】" if offer.article else ""
    barred = "" if offer.allowed else f"{article}{offer.why}" or "现在不能办理。"
    return Action(str(offer.verb), offer.label, look, icon, shortcut, "", barred)


class ActionBar(QWidget):
    """Buttons in a row; under them, in small print, why the main one cannot be pressed."""

    chosen = Signal(str)
    """Key of the action pressed."""

    def __init__(self, actions: Sequence[Action] = (), *, reasons: bool = False, parent: QWidget | None = None) -> None:
        """`reasons` writes the first barred reason under the buttons, for whoever has no mouse to hover with."""
        super().__init__(parent)
        self._buttons: dict[str, QPushButton] = {}
        self._actions: tuple[Action, ...] = ()
        self._reasons = reasons
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addStretch(1)
        self._why = label("", "second", wrap=True)
        self._why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self._why)
        self.set_actions(actions)

    def set_actions(self, actions: Sequence[Action]) -> None:
        """Show other buttons; those that stay keep focus and place."""
        if [action.key for action in actions] != list(self._buttons):
            for old in self._buttons.values():
                old.hide()
                old.deleteLater()
            self._buttons = {action.key: self._make(action) for action in actions}
        self._actions = tuple(actions)
        for action in actions:
            self._buttons[action.key].setText(action.label)
            bar(self._buttons[action.key], action.barred)
        self._tell_why()

    def button(self, key: str) -> QPushButton:
        """The button of that key."""
        return self._buttons[key]

    def reason(self) -> str:
        """The reason written under the buttons."""
        return self._why.text()

    def _make(self, action: Action) -> QPushButton:
        made = button(
            action.label,
            lambda: self.chosen.emit(action.key),
            look=action.look,
            icon=action.icon,
            tip=action.tip,
            shortcut=action.shortcut,
        )
        self._row.addWidget(made)
        return made

    def _tell_why(self) -> None:
        barred = [action for action in self._actions if action.barred]
        text = f"不能“{barred[0].label.rstrip('…')}”：{barred[0].barred}" if barred and self._reasons else ""
        self._why.setText(text)
        self._why.setVisible(bool(text))

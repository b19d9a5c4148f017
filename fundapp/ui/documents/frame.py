"""The look of a document: what is filled in at the left, over state and buttons; checks at the right."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.rules.finding import Finding
from fundapp.ui.actions import ActionBar
from fundapp.ui.documents.table import DocumentTable
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import button
from fundapp.ui.parts.card import Card, rule
from fundapp.ui.parts.checks import Check, CheckList, from_findings
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import ElidedLabel, label, set_role
from fundapp.ui.parts.scroll import Scroll, Sideways
from fundapp.ui.payments.rounds import Rounds

_WIDE_FROM = 1000
UNREAD = "填写:"
"""How the key of a check begins that is about a box that cannot be read."""


class Boxes(Protocol):
    """A group of boxes: the form, or the rows of a table."""

    @property
    def edited(self) -> SignalInstance:
        """Something was typed."""
        ...

    @property
    def finished(self) -> SignalInstance:
        """The last box was left by Enter."""
        ...

    def focus_first(self) -> None:
        """Put the cursor into the first box."""
        ...

    def set_read_only(self, read_only: bool, /) -> None:
        """Nothing, or everything, can be typed."""
        ...

    def raw(self) -> dict[str, str]:
        """Every box as typed, by name."""
        ...

    def set_raw(self, raw: dict[str, str], /) -> None:
        """Boxes as they were typed once; names it does not know are left alone."""
        ...

    def check(self) -> bool:
        """Complain at every box that cannot be read; True when all can."""
        ...


class DocumentFrame(QWidget):
    """Widgets and where they stand; what they do is the page's business. Subclasses make their boxes and `build`.

    Attributes:
        boxes: everything that is typed, in the order in which Enter goes through it: the table, then the form.
    """

    side = (212, 250)
    """Width in pixels of what stands at the right: in a low, narrow window, and in a broad one."""

    def __init__(self, form: Form, table: DocumentTable[Any, Any] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.boxes: tuple[Boxes, ...] = (form,) if table is None else (table, form)
        self.state = Badge()
        self.where = ElidedLabel("", "second")
        self.words = form
        self.rounds = Rounds()
        self.panel = CheckList()
        self.buttons = ActionBar()
        self.status = ElidedLabel("", "second")
        self.banner = QWidget()
        self.banner_text = label("", "warn", wrap=True)
        self.over_button = button("清空重填", look="link")
        self._side = QWidget()

    def unread(self) -> tuple[tuple[str, str], ...]:
        """(box, what is wrong) of everything that cannot be read."""
        rows = self._table.unread() if self._table is not None else ()
        return (*rows, *self.words.problems().items())

    def raw(self) -> dict[str, str]:
        """Every box as typed, by name."""
        return {name: text for boxes in self.boxes for name, text in boxes.raw().items()}

    def check(self) -> bool:
        """Complain at every box that cannot be read, and go to the first; True when all can."""
        return not [boxes for boxes in reversed(self.boxes) if not boxes.check()]

    def show_checks(self, findings: tuple[Finding, ...], link_of: Callable[[Finding], str]) -> None:
        """What cannot be read, then what was found; `link_of` gives the word that leads to where it is put right."""
        unread = tuple(
            Check(f"{UNREAD}{name}", "block", f"{name}填写有误", why, link="去更正") for name, why in self.unread()
        )
        self.panel.show_checks(unread + from_findings(findings, links={one.rule: link_of(one) for one in findings}))

    def say(self, text: str, *, bad: bool = False) -> None:
        """The small line at the foot: what is kept, and when."""
        set_role(self.status, "bad" if bad else "second")
        self.status.setText(text)

    def show_banner(self, text: str, *, over: bool = False) -> None:
        """A line on top; `over` offers to begin again. An empty text takes it away."""
        self.banner_text.setText(text)
        self.over_button.setVisible(over)
        self.banner.setVisible(bool(text))

    def build(self, content: QWidget, *, head: Iterable[QWidget] = (), summary: Iterable[QWidget] = ()) -> None:
        """Put everything in its place: `content` scrolls, `head` stays above it, `summary` above the checks."""
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(14)
        row.addWidget(self._left(content, tuple(head)), 5)
        row.addWidget(self._right(tuple(summary)))

    def records(self, files: QWidget, title: str = "附件（佐证材料）") -> tuple[QWidget, ...]:
        """Files and rounds, each under its title."""
        return (label(title, "head"), files, label("签批记录", "head"), Sideways(self.rounds))

    def written(self, files: QWidget) -> QVBoxLayout:
        """The form, files and rounds below a table that goes from edge to edge."""
        column = QVBoxLayout()
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(12)
        for shown in (self.words, *self.records(files)):
            column.addWidget(shown)
        column.addStretch(1)
        return column

    def _left(self, content: QWidget, head: tuple[QWidget, ...]) -> Card:
        strip = QHBoxLayout(self.banner)
        strip.setContentsMargins(16, 8, 16, 0 if head else 8)
        strip.addWidget(self.banner_text, 1)
        strip.addWidget(self.over_button)
        self.banner.hide()
        scroll = Scroll(content)
        # a bar that comes and goes changes the width, the width the height of the rows, and that the bar
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        card = Card(margin=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.banner)
        for shown in head:
            card.body.addWidget(shown)
            card.body.addWidget(rule())
        card.body.addWidget(scroll, 1)
        card.body.addWidget(rule())
        card.body.addLayout(self._foot())
        return card

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(10)
        foot.addWidget(self.state)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.where)
        words.addWidget(self.status)
        foot.addLayout(words, 1)
        foot.addWidget(self.buttons)
        return foot

    def _right(self, summary: tuple[QWidget, ...]) -> QWidget:
        checks = QWidget()
        column = QVBoxLayout(checks)
        column.setContentsMargins(16, 14, 10, 14)  # beside the scroll bar
        column.addWidget(self.panel)
        lower = Card(margin=0)
        lower.body.addWidget(Scroll(checks))
        stack = QVBoxLayout(self._side)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(14)
        for shown in summary:
            stack.addWidget(shown)
        stack.addWidget(lower, 1)
        return self._side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window is a narrow one too: what is typed needs the room more."""
        super().resizeEvent(event)
        narrow, broad = self.side
        self._side.setFixedWidth(broad if self.width() >= _WIDE_FROM else narrow)

"""The list of checks beside a form: blocks as red cards, cautions as amber ones with a reason box, the rest lines.

Every line says in words what its mark says: 必须处理, 需说明理由, 提示, or 通过 by standing under the ticks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.ui import theme, tokens
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import label
from fundapp.ui.parts.mark import Mark
from fundapp.ui.parts.text_edit import NoteEdit

Outcome = Literal["block", "caution", "notice", "passed"]

_MARKS: dict[Outcome, tuple[str, str, str]] = {
    "block": ("dismiss", tokens.BAD, "必须处理"),
    "caution": ("warning", tokens.WARN, "需说明理由"),
    "notice": ("info", tokens.WARN, "提示"),
    "passed": ("checkmark", tokens.OK, "通过"),
}

_ONE_LINE_FROM = 200
"""Pixels below which title and sum have a line each."""
_LEAST = 150
_SHORT = 6
"""Characters of an article that fit beside its line (第十二条)."""


@dataclass(frozen=True)
class Check:
    """One checked rule.

    Attributes:
        key: number of the rule; links and reasons are told by it.
        outcome: what it means.
        title: the rule in a few words.
        message: the sentence with the figures compared.
        article: ``第十二条``; empty when none.
        remedy: what to do, or which reason is wanted.
        link: word of a link that helps (上传附件…); empty when none.
        reason: the reason written so far.
    """

    key: str
    outcome: Outcome
    title: str
    message: str = ""
    article: str = ""
    remedy: str = ""
    link: str = ""
    reason: str = ""


class Found(Protocol):
    """A finding as the services give it."""

    @property
    def rule(self) -> str: ...
    @property
    def article(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def remedy(self) -> str: ...
    @property
    def notice(self) -> bool: ...
    @property
    def blocks(self) -> bool: ...
    @property
    def needs_reason(self) -> bool: ...


def from_findings(
    findings: Iterable[Found], *, reasons: Mapping[str, str] | None = None, links: Mapping[str, str] | None = None
) -> tuple[Check, ...]:
    """Checks from findings; `reasons` and `links` by rule number."""
    return tuple(
        Check(
            found.rule,
            _outcome(found),
            found.title,
            found.message,
            found.article,
            found.remedy,
            (links or {}).get(found.rule, ""),
            (reasons or {}).get(found.rule, ""),
        )
        for found in findings
    )


class CheckList(QWidget):
    """Shows checks; the reason boxes survive every new check, with focus and half-typed text."""

    linked = Signal(str)
    """Key of the check whose link was pressed."""
    reason_changed = Signal(str, str)
    """Key and the reason as typed."""

    def __init__(self, title: str = "提交前核对", *, reading: bool = False, parent: QWidget | None = None) -> None:
        """`reading` shows reasons as text (for leaders and for what is submitted already)."""
        super().__init__(parent)
        self._reading = reading
        self._checks: tuple[Check, ...] = ()
        self._cards: dict[str, _Card] = {}
        self._lines: list[QWidget] = []
        self._lined: tuple[Check, ...] = ()
        self._badge = Badge()
        self._summary = label("", "second", wrap=True)
        self._head = QGridLayout()
        self._head.setHorizontalSpacing(8)
        self._head.setVerticalSpacing(4)
        self.title = label(title, "head")
        self._head.addWidget(self.title, 0, 0)
        self._head.setColumnStretch(2, 1)
        self._place_sum(narrow=False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addLayout(self._head)
        self._column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow column the sum stands below the title."""
        super().resizeEvent(event)
        self._place_sum(narrow=self.width() < _ONE_LINE_FROM)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the sum below the title, whichever way it stands now."""
        rest = super().minimumSizeHint()
        return QSize(min(rest.width(), _LEAST), rest.height())

    def _place_sum(self, *, narrow: bool) -> None:
        line, place = (1, 0) if narrow else (0, 1)
        self._head.addWidget(self._badge, line, place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._head.addWidget(self._summary, line, 0 if narrow else 2, 1, 3 if narrow else 1)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Show other results; cards that stay are changed in place."""
        self._checks = tuple(checks)
        wanted = [check for check in checks if check.outcome in {"block", "caution"}]
        for key in set(self._cards) - {check.key for check in wanted}:
            gone = self._cards.pop(key)
            gone.hide()
            gone.deleteLater()
        for place, check in enumerate(wanted, start=1):
            self._place_card(place, check)
        self._show_lines(tuple(check for check in checks if check.outcome in {"notice", "passed"}))
        self._tell_summary()

    def _show_lines(self, checks: tuple[Check, ...]) -> None:
        """Most judgements while somebody types change none of them."""
        if checks == self._lined:
            return
        self._lined = checks
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = []
        for check in checks:
            self._add_line(check)

    def reasons(self) -> dict[str, str]:
        """Reasons written for the cautions shown, by key; empty ones are left out."""
        written = {key: card.reason() for key, card in self._cards.items()}
        return {key: reason for key, reason in written.items() if reason}

    def blocked(self) -> bool:
        """Whether something must be dealt with first: a block, or a caution without a reason."""
        reasons = self.reasons()
        return any(
            check.outcome == "block" or (check.outcome == "caution" and check.key not in reasons)
            for check in self._checks
        )

    def go_to(self, key: str) -> None:
        """Put the cursor into the reason box of a caution."""
        if key in self._cards:
            self._cards[key].focus_reason()

    def summary(self) -> str:
        """The words beside the title."""
        return self._badge.text() or self._summary.text()

    def _place_card(self, place: int, check: Check) -> None:
        card = self._cards.get(check.key)
        if card is None:
            card = _Card(self._reading)
            card.linked.connect(lambda: self.linked.emit(check.key))
            card.reason_typed.connect(lambda text: self._on_reason(check.key, text))
            self._cards[check.key] = card
        card.show_check(check)
        if self._column.indexOf(card) != place:
            self._column.insertWidget(place, card)

    def _on_reason(self, key: str, text: str) -> None:
        self._tell_summary()
        self.reason_changed.emit(key, text)

    def _add_line(self, check: Check) -> None:
        line = _Line(check)
        line.linked.connect(lambda: self.linked.emit(check.key))
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, line)

    def _tell_summary(self) -> None:
        count = {outcome: sum(check.outcome == outcome for check in self._checks) for outcome in _MARKS}
        wanting = [check for check in self._checks if check.outcome == "caution" and check.key not in self.reasons()]
        if count["block"]:
            self._badge.show_text(f"{count['block']} 项必须处理", "bad")
        elif wanting:
            self._badge.show_text(f"{len(wanting)} 项需说明理由", "warn")
        else:
            self._badge.show_text("")
        hints = count["notice"] + count["caution"]
        passed = f"{count['passed']} 项通过" + (f" · {hints} 项提示" if hints else "")
        self._summary.setText("" if self._badge.text() or not self._checks else passed)


class _Card(QFrame):
    """A block or a caution."""

    linked = Signal()
    reason_typed = Signal(str)

    def __init__(self, reading: bool) -> None:
        super().__init__()
        self._reading = reading
        self._stored = ""
        self._title = label("", "strong", wrap=True)
        self._text = label("", "second", wrap=True, selectable=True)
        self._link = button("", self.linked.emit, look="link")
        self._note = NoteEdit("理由", lines=2)
        self._note.edited.connect(lambda: self.reason_typed.emit(self._note.raw().strip()))
        self._said = label("", "body", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(4)
        for part in (self._title, self._text, self._link, self._note, self._said):
            column.addWidget(part)

    def show_check(self, check: Check) -> None:
        theme.dress(self, frame=check.outcome)
        self._title.setText(check.title)
        article = f"{check.article}：" if check.article else ""
        self._text.setText(f"{article}{check.message}{check.remedy if check.outcome == 'block' else ''}")
        self._link.setText(check.link)
        self._link.setVisible(bool(check.link))
        caution = check.outcome == "caution"
        self._note.setVisible(caution and not self._reading)
        self._note.set_placeholder(check.remedy or "请写明理由，将印在表上")
        self._note.set_caption(f"{check.title}的理由")
        self._stored = check.reason.strip()
        if check.reason and not self._note.raw() and not self._reading:
            self._note.set_raw(check.reason)
        self._said.setText(f"理由：{check.reason}" if check.reason else "理由：未填写")
        self._said.setVisible(caution and self._reading)
        self.setAccessibleName(f"{_MARKS[check.outcome][2]}：{check.title}。{self._text.text()}")

    def reason(self) -> str:
        return self._stored if self._reading else self._note.raw().strip()

    def focus_reason(self) -> None:
        self._note.setFocus()


class _Line(QWidget):
    """A passed rule or a hint: mark, title, article; the sentence under the mouse."""

    linked = Signal()

    def __init__(self, check: Check) -> None:
        super().__init__()
        name, colour, word = _MARKS[check.outcome]
        text = check.message if check.outcome == "notice" and check.message else check.title
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Mark(name, colour), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(text, wrap=True))
        row.addLayout(words, 1)
        if check.article and len(check.article) <= _SHORT:  # the name of a law stays in the tooltip
            row.addWidget(label(check.article, "second"), 0, Qt.AlignmentFlag.AlignTop)
        if check.link:  # below: beside the article the words of a narrow column would have no room
            words.addWidget(button(check.link, self.linked.emit, look="link"), 0, Qt.AlignmentFlag.AlignLeft)
        self.setToolTip(f"{check.article}　{check.message}".strip())
        self.setAccessibleName(f"{word}：{check.title}。{check.message}")


def _outcome(found: Found) -> Outcome:
    if found.blocks:
        return "block"
    if found.needs_reason:
        return "caution"
    return "notice" if found.notice else "passed"

"""What was done about a problem and decided on it, the newest on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from fundapp.services.rectification_sheet import NoteRow
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.label import label
from fundapp.ui.rectifications.look import STEP_TONES
from fundapp.values.dates import iso
from fundapp.values.money import percent


class Notes(QWidget):
    """办理记录."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)
        self.texts: tuple[str, ...] = ()

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Show other notes, given oldest first."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.texts = tuple(said(note) for note in reversed(notes))
        top = Qt.AlignmentFlag.AlignTop
        for place, (note, text) in enumerate(zip(reversed(notes), self.texts, strict=True)):
            line = 2 * place
            self._grid.addWidget(label(f"{note.at:%Y-%m-%d %H:%M}", "second"), line, 0, top)
            self._grid.addWidget(Badge(note.step.label, STEP_TONES[note.step]), line, 1, top)
            self._grid.addWidget(label(note.person), line, 2, top)
            self._grid.addWidget(label(text, wrap=True, selectable=True), line + 1, 0, 1, 4)
        if not notes:
            self._grid.addWidget(label("还没有登记进展。", "second"), 0, 0, 1, 4)
        self.setAccessibleName(f"办理记录 {len(notes)} 条")


def said(note: NoteRow) -> str:
    """What one note says, with its progress or its new day."""
    more = []
    if note.progress_bp is not None:
        more.append(f"进度 {percent(note.progress_bp)}")
    if note.due_on is not None:
        more.append(f"期限改为 {iso(note.due_on)}")
    return f"{note.text}（{'，'.join(more)}）" if more else note.text

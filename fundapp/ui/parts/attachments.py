"""Attachments: what is there, what is demanded, and loudly what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fundapp.ui import notices, theme, tokens
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import ElidedLink, button, icon_button
from fundapp.ui.parts.label import ElidedLabel, label
from fundapp.ui.parts.mark import Mark

FILES = "常用文件 (*.pdf *.ofd *.doc *.docx *.xls *.xlsx *.wps *.et *.jpg *.jpeg *.png *.tif *.zip);;所有文件 (*)"


@dataclass(frozen=True)
class Attached:
    """A file.

    Attributes:
        key: what the signals carry (an id, or a path not stored yet).
        name: file name.
        kind: what it is (发票, 验收材料).
        size: bytes.
        present: its bytes are there and unaltered.
        removable: it may be taken away (drafts).
    """

    key: object
    name: str
    kind: str = ""
    size: int = 0
    present: bool = True
    removable: bool = False


class Attachments(QFrame):
    """A list to which files are added by button or by dropping; reading and storing is the screen's business."""

    added = Signal(list)
    """Paths of files that were chosen or dropped."""
    opened = Signal(object)
    """Key of the file to be opened."""
    removed = Signal(object)
    """Key of the file to be taken away."""

    def __init__(self, *, editable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editable = editable
        self._files: tuple[Attached, ...] = ()
        self._wanted: tuple[str, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._alarm = label("", "bad", wrap=True)
        self._demand = label("", "warn", wrap=True)
        self._none = label("还没有附件", "second")
        self._add = button("添加附件…", self.choose, icon="attach", small=True)
        self._hint = label("也可以把文件拖到这里", "second")
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addWidget(self._hint)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._alarm)
        column.addLayout(self._rows)
        column.addWidget(self._none)
        column.addWidget(self._demand)
        column.addLayout(foot)
        self.set_editable(editable)
        self.show_files(())
        self.show_demanded(())

    def set_editable(self, editable: bool) -> None:
        """Whether files may be added and taken away."""
        self._editable = editable
        self.setAcceptDrops(editable)
        self._add.setVisible(editable)
        self._hint.setVisible(editable)
        self.show_files(self._files)

    def show_files(self, files: Sequence[Attached]) -> None:
        """Show other files."""
        self._files = tuple(files)
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for file in self._files:
            self._rows.addWidget(self._row(file))
        lost = [file.name for file in self._files if not file.present]
        alarm = f"{len(lost)} 个附件文件缺失或被改动：{'、'.join(lost)}。请从备份恢复，或联系管理员。"
        self._alarm.setText(alarm if lost else "")
        self._alarm.setVisible(bool(lost))
        self._none.setVisible(not files)

    def show_demanded(self, kinds: Sequence[str]) -> None:
        """Name what is still demanded (季度考核表); an empty list says nothing."""
        self._wanted = tuple(kinds)
        self._demand.setText(f"还缺：{'、'.join(kinds)}" if kinds else "")
        self._demand.setVisible(bool(kinds))

    def alarm(self) -> str:
        """What is said about missing files."""
        return self._alarm.text()

    def choose(self) -> None:
        """Let the person choose files."""
        self._take(notices.ask_open(self, "选择附件", FILES, many=True))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome, folders and texts are not."""
        if self._editable and _files_in(event):
            event.acceptProposedAction()
            theme.dress(self, frame="drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        super().dragLeaveEvent(event)
        theme.dress(self, frame="")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        theme.dress(self, frame="")
        self._take(_files_in(event))
        event.acceptProposedAction()

    def _take(self, paths: Sequence[Path]) -> None:
        if paths:
            self.added.emit(list(paths))

    def _row(self, file: Attached) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(8)
        line.addWidget(Mark("document", tokens.SECOND) if file.present else Mark("error", tokens.BAD))
        opened = ElidedLink(file.name, lambda: self.opened.emit(file.key), tip="打开")
        opened.setEnabled(file.present)
        line.addWidget(opened)
        if not file.present:
            line.addWidget(Badge("文件缺失", "bad"))
        if file.kind:
            line.addWidget(Badge(file.kind, "neutral"))
        line.addWidget(ElidedLabel(size_text(file.size) if file.size else "", "second"))
        line.addStretch(1)
        if self._editable and file.removable:
            line.addWidget(icon_button("delete", f"移除 {file.name}", lambda: self.removed.emit(file.key)))
        return row


def size_text(size: int) -> str:
    """Bytes as people read them: 812 B, 34 KB, 1.2 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{(size + 512) // 1024} KB"
    tenths = (size * 10 + 512 * 1024) // (1024 * 1024)
    return f"{tenths // 10}.{tenths % 10} MB"


def _files_in(event: QDropEvent) -> tuple[Path, ...]:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return tuple(path for path in paths if path.is_file())

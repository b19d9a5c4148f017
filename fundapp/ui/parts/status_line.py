"""The line below a page: which ledger, whether its chain is whole, when it was backed up, help."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fundapp.ui import theme, tokens
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import ElidedLabel, label, set_role
from fundapp.ui.parts.mark import Mark


class StatusLine(QFrame):
    """Grey, small, always there; the chain's word turns red when it is broken."""

    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, frame="footer")
        self.setFixedHeight(28)
        self._ledger = ElidedLabel("", "second")
        self._mark = Mark(size=14)
        self._chain = label("", "second")
        self._backup = ElidedLabel("", "second")
        self._busy = label("", "second")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 12, 0)
        row.setSpacing(20)
        row.addWidget(self._ledger)
        chain = QHBoxLayout()
        chain.setSpacing(4)
        chain.addWidget(self._mark)
        chain.addWidget(self._chain)
        row.addLayout(chain)
        row.addWidget(self._backup)
        row.addStretch(1)
        row.addWidget(self._busy)
        row.addWidget(button("F1 帮助", self.help_wanted.emit, look="link"))

    def show_ledger(self, name: str, path: str = "") -> None:
        """Name of the ledger file; its path is the tooltip."""
        self._ledger.setText(f"账套：{name}" if name else "")
        self._ledger.setToolTip(path)

    def show_chain(self, text: str, *, whole: bool | None) -> None:
        """``签批链完整（1,284 条）``; `whole` None: not checked yet."""
        self._chain.setText(text)
        set_role(self._chain, "bad" if whole is False else "second")
        name, colour = ("checkmark", tokens.OK) if whole else ("warning", tokens.BAD)
        self._mark.setVisible(whole is not None)
        self._mark.show_icon(name, colour)

    def show_backup(self, text: str, *, late: bool = False) -> None:
        """``今天 08:31``; `late` turns it amber."""
        self._backup.setText(f"上次备份：{text}" if text else "")
        set_role(self._backup, "warn" if late else "second")

    def show_busy(self, busy: bool) -> None:
        """Something is being read or written."""
        self._busy.setText("正在处理…" if busy else "")

    def texts(self) -> tuple[str, str, str]:
        """Ledger, chain and backup as shown."""
        return self._ledger.text(), self._chain.text(), self._backup.text()

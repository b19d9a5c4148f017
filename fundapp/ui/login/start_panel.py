"""The very first start: a new ledger, an existing one, or the sample to look around in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp import places
from fundapp.errors import FundError
from fundapp.ui import notices, theme
from fundapp.ui.login.password_panel import NewPassword
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import label
from fundapp.ui.parts.text_edit import TextEdit

FORBIDDEN = '\\/:*?"<>|'
"""Characters that Windows does not allow in file names."""


class StartPanel(QWidget):
    """Three ways to begin, each with a line that says what it does."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error = label("", "bad", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 40, 40, 32)
        column.setSpacing(6)
        column.addWidget(label("开始使用", "title"))
        column.addSpacing(8)
        self.new = button("新建账套", self.new_wanted.emit, look="primary", icon="document_add")
        self.open = button("打开已有账套…", self.open_wanted.emit, icon="folder_open")
        self.sample = button("打开示例账套", self.sample_wanted.emit, icon="book")
        for tool, text in (
            (self.new, "为本单位建立账套，并设置管理员。"),
            (self.open, "打开本机上的 .fund 账套文件。"),
            (self.sample, "一整年的示例数据，可以随意试用，不影响正式账套。"),
        ):
            theme.dress(tool, extent="large")
            column.addWidget(tool)
            column.addWidget(label(text, "second", wrap=True))
            column.addSpacing(8)
        column.addWidget(self.error)
        column.addStretch(1)

    def refuse(self, error: FundError | None) -> None:
        """Say why a file could not be opened; None clears it."""
        self.error.setText(f"{error.message}{error.remedy}" if error is not None else "")


@dataclass(frozen=True)
class LedgerWish:
    """A new ledger as typed: where, whose, and who administers it."""

    path: Path
    office: str
    division: str
    administrator: str
    password: str


class NewLedgerPanel(QWidget):
    """The few things a new ledger needs to know."""

    wanted = Signal(object)
    """A `LedgerWish`."""
    given_up = Signal()
    """返回 was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = places.data_folder()
        self.office = TextEdit("单位名称", required=True, limit=60)
        self.division = TextEdit("管理员所在科室", required=True, limit=40)
        self.administrator = TextEdit("管理员姓名", required=True, limit=20)
        self.password = NewPassword(self.administrator.raw, rules=False)
        self.place = label("", "second", wrap=True)
        self.error = label("", "bad", wrap=True)
        self.button = button("建立账套", self._ask, look="primary")
        theme.dress(self.button, extent="large")
        self._build()
        self.office.edited.connect(self._show_place)
        self.office.entered.connect(self.division.setFocus)
        self.division.entered.connect(self.administrator.setFocus)
        self.administrator.entered.connect(self.password.first.setFocus)
        self.password.entered.connect(self._ask)
        self._show_place()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(40, 28, 40, 20)
        column.setSpacing(5)
        column.addWidget(label("新建账套", "title"))
        for field in (self.office, self.division, self.administrator):
            column.addWidget(label(field.caption, "second"))
            column.addWidget(field)
        column.addWidget(label("管理员负责人员、科室和备份，不参与签批。", "second", wrap=True))
        column.addWidget(self.password)
        row = QHBoxLayout()
        row.addWidget(self.place, 1)
        row.addWidget(button("更改位置…", self._choose_folder, look="link"))
        column.addLayout(row)
        column.addWidget(self.error)
        column.addStretch(1)
        column.addWidget(self.button)
        column.addWidget(button("返回", self.given_up.emit, look="link"))

    def path(self) -> Path:
        """Where the ledger will be: named after the office."""
        name = "".join(character for character in self.office.raw().strip() if character not in FORBIDDEN)
        return self._folder / f"{name or '账套'}.fund"

    def set_folder(self, folder: Path) -> None:
        """Put it somewhere else."""
        self._folder = folder
        self._show_place()

    def set_busy(self, busy: bool) -> None:
        """It is being made."""
        self.button.setEnabled(not busy)
        self.button.setText("正在建立…" if busy else "建立账套")

    def refuse(self, error: FundError) -> None:
        """Say why not; what was typed stays."""
        self.set_busy(False)
        self.error.setText(f"{error.message}{error.remedy}")

    def _choose_folder(self) -> None:
        folder = notices.ask_folder(self, "选择保存账套的文件夹", self._folder)
        if folder is not None:
            self.set_folder(folder)

    def _show_place(self) -> None:
        self.place.setText(f"保存为 {self.path()}")

    def _ask(self) -> None:
        fields = (self.office, self.division, self.administrator)
        bad = [field for field in fields if not field.check()]
        if bad:
            bad[0].setFocus()
        elif self.button.isEnabled() and self.password.check():
            self.error.setText("")
            office, division, administrator = (field.value() or "" for field in fields)
            self.wanted.emit(LedgerWish(self.path(), office, division, administrator, self.password.take()))

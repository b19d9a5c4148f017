"""What stands where a list has no rows: the reason, and a way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fundapp.ui import theme
from fundapp.ui.parts.button import button
from fundapp.ui.parts.label import label, set_role


class EmptyState(QWidget):
    """Nothing there yet, nothing under these filters, or not readable."""

    cleared = Signal()
    """清除筛选 was pressed."""
    retried = Signal()
    """重试 was pressed."""

    def __init__(self, text: str = "没有记录", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.dress(self, ground="surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._plain = text
        self._offer: QPushButton | None = None
        self._text = label(text, "label", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clear = button("清除筛选条件", self.cleared.emit, look="link")
        self._retry = button("重试", self.retried.emit)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 24, 16, 24)
        self._column.setSpacing(12)
        self._column.addStretch(1)
        self._column.addWidget(self._text)
        for tool in (self._clear, self._retry):
            tool.hide()
            self._column.addWidget(tool, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(2)

    def text(self) -> str:
        """The sentence shown now."""
        return self._text.text()

    def set_offer(self, text: str, offer: QPushButton | None = None) -> None:
        """What an empty list says, and a button that helps."""
        self._plain = text
        if self._offer is not None:
            self._offer.deleteLater()
        self._offer = offer
        if offer is not None:
            self._column.insertWidget(2, offer, 0, Qt.AlignmentFlag.AlignHCenter)
        self.show_reason(filtered=False)

    def show_reason(self, *, filtered: bool) -> None:
        """Say why there is nothing."""
        self._say("没有符合条件的记录" if filtered else self._plain, clear=filtered)

    def show_failure(self, sentence: str) -> None:
        """Say why the list could not be read."""
        self._say(sentence, retry=True)

    def _say(self, text: str, *, clear: bool = False, retry: bool = False) -> None:
        set_role(self._text, "bad" if retry else "label")
        self._text.setText(text)
        self._clear.setVisible(clear)
        self._retry.setVisible(retry)
        if self._offer is not None:
            self._offer.setVisible(not clear and not retry)

"""Tabs of a record; the one looked at last is shown again next time, also for the next record."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QTabWidget, QWidget

from fundapp import places


class Tabs(QTabWidget):
    """Tabs by key. Call `recall` once all are added."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what the last tab is remembered under."""
        super().__init__(parent)
        self._name = name
        self._keys: list[str] = []
        self._remembering = False
        self.setDocumentMode(True)
        self.currentChanged.connect(self._remember)

    def add(self, key: str, title: str, content: QWidget) -> None:
        """Another tab at the end."""
        self._keys.append(key)
        self.addTab(content, title)

    def recall(self) -> None:
        """Show the tab of last time."""
        key = str(_settings().value(f"tabs/{self._name}", ""))
        if key in self._keys:
            self.setCurrentIndex(self._keys.index(key))
        self._remembering = True

    def keys(self) -> tuple[str, ...]:
        """All tabs, from the left."""
        return tuple(self._keys)

    def key(self) -> str:
        """The tab that is shown."""
        return self._keys[self.currentIndex()]

    def show_key(self, key: str) -> None:
        """Go to a tab."""
        self.setCurrentIndex(self._keys.index(key))

    def set_title(self, key: str, title: str) -> None:
        """Another title (附件 14)."""
        self.setTabText(self._keys.index(key), title)

    def _remember(self, _place: int) -> None:
        if self._remembering:
            _settings().setValue(f"tabs/{self._name}", self.key())


def _settings() -> QSettings:
    return QSettings(str(places.settings_folder() / "tabs.ini"), QSettings.Format.IniFormat)

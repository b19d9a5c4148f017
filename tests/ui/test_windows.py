"""Nothing but windows and dialogs is ever shown as a window of its own: it flashes up, and takes as long as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui import frame
from fundapp.values.choices import Conclusion
from tests.builders import Office, office
from tests.services.reviewing import reviewed
from tests.ui.seated import session


class Shown(QObject):
    """Names what appears as a window without being made as one."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Looks, and lets everything through."""
        appears = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if appears and not isinstance(watched, QMainWindow | QDialog):
            self.names.append(type(watched).__name__)
        return False


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path)
    yield made
    made.ledger.close()


def test_no_part_of_a_page_appears_as_a_window_while_it_is_built(
    place: Office, qtbot: QtBot, qapp: QApplication
) -> None:
    project = place.project()
    basis = place.contract(project)
    request = place.submit(place.request(basis.milestones[0]))
    review = reviewed(place, project, 2028, Conclusion.KEEP)
    main = frame.make(session(place, place.clerk), None, 0)
    qtbot.addWidget(main)
    main.show()
    shown = Shown()
    qapp.installEventFilter(shown)
    entries = main.sidebar.keys()
    for key in entries:
        main.go(key)
    for key, target in (
        ("projects", "new"),
        ("projects", project),
        ("contracts", ("new_contract", project)),
        ("payments", "new"),
        ("payments", ("payment", request)),
        ("term_reviews", review),
    ):
        main.go(key, target)
    qapp.removeEventFilter(shown)
    assert shown.names == []

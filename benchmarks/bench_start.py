"""Start: until the login is painted, against a bare Qt window with one line in it.

Both are whole processes, because importing is most of what a start costs; the goal leaves room for fonts, style sheet
and settings, and none for importing the data layer before the first paint.
"""

from __future__ import annotations

import os
import subprocess
import sys

from benchmarks.ratio import Ratio, compare

_BARE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
class Window(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)
application = QApplication(sys.argv)
window = Window("x")
window.show()
sys.exit(application.exec())
"""


def _python(*arguments: str) -> None:
    settings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, *arguments], env=settings, check=True, stdout=subprocess.DEVNULL)


def measure() -> list[Ratio]:
    """Median of eleven starts each."""
    ours, floor = compare(lambda: _python("-m", "fundapp", "--check-start"), lambda: _python("-c", _BARE), rounds=11)
    return [Ratio("start: login painted", ours, floor, goal=1.5, floor="a bare PySide6 window, painted")]

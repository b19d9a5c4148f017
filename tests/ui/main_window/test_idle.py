"""Nobody at the desk: the minutes pass when the test says so, never by themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, QTimerEvent
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fundapp.ui.main_window import MainWindow


def run_out(timer: QTimer) -> None:
    """The timer's time is over: it gets the event that Qt sends it then."""
    assert timer.isActive()
    QApplication.sendEvent(timer, QTimerEvent(timer.timerId()))


def press_a_key(handle: QWindow) -> None:
    """Somebody is there."""
    QApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier))


def test_nobody_at_the_desk_is_told_after_the_set_minutes_and_any_key_starts_them_anew(
    qtbot: QtBot, window: MainWindow
) -> None:
    watch = window._watch
    timer = watch._timer
    assert watch.remaining_ms() == -1, "nobody set any minutes"
    window.set_idle_minutes(10)
    assert timer.interval() == 600_000
    told: list[None] = []
    window.idle.connect(lambda: told.append(None))
    run_out(timer)
    assert len(told) == 1
    assert watch.remaining_ms() == -1, "it is told once"
    handle = window.windowHandle()
    assert handle is not None
    press_a_key(handle)
    assert timer.isActive()
    assert timer.interval() == 600_000
    run_out(timer)
    assert len(told) == 2
    press_a_key(handle)
    assert timer.isActive()
    window.set_idle_minutes(0)
    assert watch.remaining_ms() == -1, "what was counted is forgotten"
    press_a_key(handle)
    assert watch.remaining_ms() == -1, "0 never tells, whatever is pressed"
    assert len(told) == 2

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fundapp.errors import Cancelled, FundError, Refused
from fundapp.ui import notices
from fundapp.ui.parts.progress_panel import ProgressPanel
from fundapp.ui.runner import InlineRunner, Progress, ThreadRunner

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[ThreadRunner]:
    made = ThreadRunner()
    yield made
    made.close()


def test_work_runs_beside_the_window_and_its_result_arrives_in_the_windows_thread(
    qtbot: QtBot, qapp: QApplication, runner: ThreadRunner
) -> None:
    where: list[object] = []
    runner.do(threading.get_ident, lambda ident: where.extend((ident, QThread.currentThread())))
    qtbot.waitUntil(lambda: len(where) == 2)
    assert where[0] != threading.get_ident()
    assert where[1] is qapp.thread()


def test_jobs_run_one_after_the_other_in_the_order_they_were_handed_over(qtbot: QtBot, runner: ThreadRunner) -> None:
    running = threading.Semaphore(1)
    order: list[int] = []

    def job(number: int) -> Callable[[], int]:
        def work() -> int:
            assert running.acquire(blocking=False), "two jobs at once"
            running.release()
            return number

        return work

    for number in range(20):
        runner.do(job(number), order.append)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def refuse() -> None:
    raise Refused("合同金额不足。", article="第十二条")


def crash() -> None:
    raise ZeroDivisionError("一个错误")


def test_a_refusal_goes_to_whoever_asked_for_it(qtbot: QtBot, runner: ThreadRunner) -> None:
    heard: list[FundError] = []
    runner.do(refuse, lambda _none: heard.clear(), heard.append)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard[0].article == "第十二条"


def test_a_refusal_that_nobody_takes_is_shown_with_its_article(qtbot: QtBot, runner: ThreadRunner) -> None:
    with notices.captured() as seen:
        runner.do(refuse, lambda _none: None)
        qtbot.waitUntil(lambda: bool(seen))
    assert (seen[0].kind, seen[0].article, seen[0].text) == ("refusal", "第十二条", "合同金额不足。")


@pytest.mark.expects_log("程序出错")
def test_a_bug_in_the_work_is_shown_as_a_crash_with_its_traceback_and_the_next_job_still_runs(
    qtbot: QtBot, runner: ThreadRunner
) -> None:
    results: list[int] = []
    with notices.captured() as seen:
        runner.do(crash, lambda _none: None)
        runner.do(lambda: 5, results.append)
        qtbot.waitUntil(lambda: results == [5])
    assert seen[0].kind == "crash"
    assert "ZeroDivisionError: 一个错误" in seen[0].details


def test_a_button_is_held_while_its_work_runs_so_that_nobody_presses_twice(qtbot: QtBot, runner: ThreadRunner) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    go = threading.Event()
    enabled: list[bool] = []
    runner.do(go.wait, lambda _done: enabled.append(button.isEnabled()), hold=button)
    assert not button.isEnabled()
    go.set()
    qtbot.waitUntil(lambda: bool(enabled))
    assert enabled == [True], "given back before the result is shown, which may bar it again"


def test_nothing_is_delivered_to_a_page_that_is_gone(qtbot: QtBot, runner: ThreadRunner) -> None:
    page = QWidget()
    go, heard = threading.Event(), list[object]()
    runner.do(go.wait, heard.append, owner=page)
    runner.do(lambda: "later", heard.append)
    page.deleteLater()
    QApplication.processEvents()
    QApplication.sendPostedEvents(page, 52)
    go.set()
    qtbot.waitUntil(lambda: heard == ["later"])


def test_busy_is_told_once_for_a_row_of_jobs(qtbot: QtBot, runner: ThreadRunner) -> None:
    told: list[bool] = []
    runner.busy.connect(told.append)
    for _ in range(3):
        runner.do(lambda: None, lambda _none: None)
    qtbot.waitUntil(lambda: told[-1:] == [False])
    assert told == [True, False]


def panel_of(window: QWidget) -> ProgressPanel:
    panel = window.findChild(ProgressPanel)
    assert isinstance(panel, ProgressPanel)
    return panel


def test_long_work_shows_how_far_it_is_and_closes_its_panel_at_the_end(
    qtbot: QtBot, shown: Show, runner: ThreadRunner
) -> None:
    window = shown(QWidget())
    step, result = threading.Event(), list[str]()

    def work(progress: Progress) -> str:
        progress(3, 12, "校验签批链")
        step.wait()
        return "完整"

    runner.run_long(work, result.append, title="备份与校验", parent=window)
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.line() == "校验签批链（3 / 12）")
    assert panel.isModal()
    step.set()
    qtbot.waitUntil(lambda: result == ["完整"])
    qtbot.waitUntil(lambda: window.findChild(ProgressPanel) is None)


def test_cancelling_long_work_stops_it_at_its_next_step_in_silence(
    qtbot: QtBot, shown: Show, runner: ThreadRunner
) -> None:
    window = shown(QWidget())
    reached, cancelled, ended = threading.Event(), threading.Event(), list[object]()

    def work(progress: Progress) -> None:
        progress(1, 2)
        reached.set()
        cancelled.wait()
        progress(2, 2)
        raise AssertionError("the next step must stop the work")

    with notices.captured() as seen:
        runner.run_long(work, ended.append, title="导出", parent=window)
        panel = panel_of(window)
        qtbot.waitUntil(reached.is_set)
        panel.reject()
        assert panel.isVisible(), "it stays until the work has really stopped"
        cancelled.set()
        qtbot.waitUntil(lambda: window.findChild(ProgressPanel) is None)
    assert seen == []
    assert ended == []


def test_the_inline_runner_works_at_once_and_lets_bugs_climb_to_the_test() -> None:
    results: list[object] = []
    InlineRunner().do(lambda: 7, results.append)
    assert results == [7]
    InlineRunner().do(refuse, results.append, lambda error: results.append(error.message))
    assert results == [7, "合同金额不足。"]
    with pytest.raises(ZeroDivisionError):
        InlineRunner().do(crash, results.append)

    def work(progress: Progress) -> int:
        progress(1, 1)
        return 8

    InlineRunner().run_long(work, results.append, title="")
    assert results[-1] == 8


def test_a_cancelled_step_raises_the_programs_own_error() -> None:
    progress = Progress(lambda _done, _total, _text: None)
    progress(1, 2)
    progress.cancel()
    with pytest.raises(Cancelled, match="没有改动任何内容"):
        progress(2, 2)

"""From start to close: login, first password, lock, backups, restore."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from fundapp.places import backups_folder
from fundapp.services import access, backups, people
from fundapp.services.people import PersonEntry
from fundapp.ui import notices
from fundapp.ui.login.start_panel import LedgerWish
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.program import Program, settings
from fundapp.ui.runner import InlineRunner
from fundapp.values.roles import Role
from tests.builders import CHEAP, FIRST_PASSWORD, PASSWORD, Office, office


@pytest.fixture
def place(tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.fixture
def program(qapp: QApplication, place: Office) -> Iterator[Program]:
    """A program with the office's ledger open, at the login."""
    made = Program(qapp, InlineRunner())
    made.take(place.ledger)
    yield made
    made.leave()


def _log_in(program: Program, place: Office, name: str = "经办人") -> None:
    program.log_in(place.seats[name].person_id, PASSWORD)


def test_the_right_password_opens_the_workbench(program: Program, place: Office) -> None:
    _log_in(program, place)
    assert program.main is not None
    assert program.main.current() == "workbench"
    assert not program.window.isVisible()


def test_pages_give_their_memory_back_when_somebody_logs_out(
    program: Program, place: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _log_in(program, place)
    assert program.main is not None
    page, left = program.main.page(), []
    monkeypatch.setattr(page, "leave", lambda: left.append(page))
    program.main.logout_wanted.emit()
    assert left == [page]


def test_a_wrong_password_is_said_on_the_login_card_and_opens_nothing(program: Program, place: Office) -> None:
    program.log_in(place.clerk.person_id, "not the password")
    assert program.main is None
    assert "密码不正确" in program.window.login.error.text()


def test_the_third_wrong_password_starts_a_countdown(program: Program, place: Office) -> None:
    for _ in range(3):
        program.log_in(place.clerk.person_id, "not the password")
    assert program.window.login.waiting() > 0
    assert not program.window.login.button.isEnabled()


def test_a_first_password_has_to_be_replaced_before_anything_else(program: Program, place: Office) -> None:
    entry = PersonEntry("新来的经办人", 1, frozenset({Role.CLERK}))
    person = place.do(place.administrator, people.add_person, entry, FIRST_PASSWORD, CHEAP)
    program.log_in(person, FIRST_PASSWORD)
    assert program.main is None
    program.window.password_chosen.emit("江畔-白鹭-5521")
    assert program.main is not None
    program.main.logout_wanted.emit()
    program.log_in(person, "江畔-白鹭-5521")
    assert program.main is not None


def test_logging_out_comes_back_to_the_login(program: Program, place: Office) -> None:
    _log_in(program, place)
    assert program.main is not None
    program.main.logout_wanted.emit()
    assert program.main is None
    assert program.window.isVisible()


def test_an_idle_window_is_locked_and_opened_by_the_same_person_as_it_was(program: Program, place: Office) -> None:
    _log_in(program, place)
    before = program.main
    assert before is not None
    before.idle.emit()
    assert not before.isVisible()
    assert program.window.isVisible()
    _log_in(program, place)
    assert program.main is before
    assert before.isVisible()


def test_an_open_dialog_is_locked_away_with_the_window_and_comes_back(program: Program, place: Office) -> None:
    _log_in(program, place)
    assert program.main is not None
    dialog = Dialog("登记拨付", program.main)
    dialog.open()
    program.main.idle.emit()
    assert not dialog.isVisible()
    _log_in(program, place)
    assert dialog.isVisible()
    dialog.close()


def test_no_password_is_left_in_the_box_after_logging_out_or_locking(program: Program, place: Office) -> None:
    login = program.window.login
    login.password.line.setText(PASSWORD)
    _log_in(program, place)
    assert program.main is not None
    program.main.idle.emit()
    assert login.password.take() == ""
    login.password.line.setText(PASSWORD)
    _log_in(program, place)
    program.main.logout_wanted.emit()
    assert login.password.take() == ""


def test_somebody_else_may_log_in_at_a_locked_window(program: Program, place: Office) -> None:
    _log_in(program, place)
    assert program.main is not None
    program.main.idle.emit()
    program.window.login.switched.emit()
    assert program.main is None
    _log_in(program, place, "科室负责人")
    assert program.main is not None


def test_a_newcomer_never_gets_the_locked_window_of_somebody_else(program: Program, place: Office) -> None:
    entry = PersonEntry("新来的经办人", 1, frozenset({Role.CLERK}))
    person = place.do(place.administrator, people.add_person, entry, FIRST_PASSWORD, CHEAP)
    _log_in(program, place)
    locked = program.main
    assert locked is not None
    locked.idle.emit()
    program.log_in(person, FIRST_PASSWORD)
    program.window.password_chosen.emit("江畔-白鹭-5521")
    assert program.main is not None
    assert program.main is not locked


def test_the_last_ledger_and_the_last_person_are_remembered(program: Program, place: Office) -> None:
    _log_in(program, place)
    assert str(settings().value("ledger/last")) == str(place.path)
    assert int(str(settings().value("login/last"))) == place.clerk.person_id


def test_opening_a_ledger_backs_it_up_once_as_long_as_nothing_changes(program: Program, place: Office) -> None:
    assert len(backups.backups(place.path)) == 1
    program.back_up()
    assert len(backups.backups(place.path)) == 1


def test_closing_backs_up_what_was_done(program: Program, place: Office) -> None:
    _log_in(program, place)
    place.clock.pass_by(minutes=5)
    program.leave()
    assert len(backups.backups(place.path)) == 2


def test_a_file_that_is_no_ledger_is_refused_on_the_start_panel(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "照片.fund"
    path.write_bytes(b"not a ledger")
    program = Program(qapp, InlineRunner())
    program.open(path)
    assert "不是" in program.window.start.error.text()
    assert path.read_bytes() == b"not a ledger"
    program.leave()


def test_a_ledger_that_is_open_already_is_refused_with_a_way_on(qapp: QApplication, place: Office) -> None:
    second = Program(qapp, InlineRunner())
    second.open(place.path)
    assert "已由本程序打开" in second.window.start.error.text()
    second.leave()
    place.ledger.close()


def test_a_new_ledger_logs_its_administrator_in(qapp: QApplication, tmp_path: Path) -> None:
    program = Program(qapp, InlineRunner())
    program.create(LedgerWish(tmp_path / "新账套.fund", "示例单位", "办公室", "管理员", PASSWORD))
    assert program.main is not None
    assert (tmp_path / "新账套.fund").is_file()
    program.leave()


def test_a_new_ledger_never_overwrites_a_file(qapp: QApplication, tmp_path: Path) -> None:
    path = tmp_path / "账套.fund"
    path.write_bytes(b"something else")
    program = Program(qapp, InlineRunner())
    program.create(LedgerWish(path, "示例单位", "办公室", "管理员", PASSWORD))
    assert program.main is None
    assert path.read_bytes() == b"something else"
    assert "已经存在" in program.window.new_ledger.error.text()
    program.leave()


def test_restoring_brings_the_backup_back_and_keeps_the_present_file(program: Program, place: Office) -> None:
    backup = backups.backups(place.path)[0].path
    _log_in(program, place)
    place.project()
    with notices.captured() as seen:
        program.restore(backup)
    assert seen[0].title == "恢复备份"
    assert program.ledger is not None
    names = {one.name for one in program.ledger.ask(None, access.login_choices)}
    assert "经办人" in names
    assert (
        program.ledger.ask(
            None, lambda desk: desk.session.connection().exec_driver_sql("SELECT count(*) FROM project").scalar()
        )
        == 0
    )
    assert list(place.path.parent.glob("*恢复前*.fund"))
    assert backups_folder(place.path).is_dir()

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fundapp.errors import Stale, WrongPassword
from fundapp.services import access, people, witnessing
from fundapp.services.people import PersonRow
from fundapp.ui import notices
from fundapp.ui.people.card_page import KeyCardPage
from fundapp.ui.people.dialogs import (
    DivisionDialog,
    PersonDialog,
    ReopenDialog,
    ResetDialog,
    UnitDialog,
    proposed_password,
)
from fundapp.ui.people.page import PeoplePage
from fundapp.values.roles import Role
from tests.builders import FIRST_PASSWORD, PASSWORD, Office, office
from tests.ui.seated import Told, ready, session


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = office(tmp_path)
    yield made
    made.ledger.close()


def _page(place: Office, qtbot: QtBot) -> PeoplePage:
    page = ready(PeoplePage(session(place, place.administrator)))
    qtbot.addWidget(page)
    return page


def _row(place: Office, name: str) -> PersonRow:
    return next(row for row in place.ask(people.people) if row.name == name)


def test_a_new_person_logs_in_with_the_first_password(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    dialog = PersonDialog(page, session(place, place.administrator))
    dialog.name.set_raw("新经办人")
    dialog.division.set_value(1)
    dialog.roles.set_value(frozenset({Role.CLERK}))
    dialog.first.field.line.setText(FIRST_PASSWORD)
    dialog.press()
    row = _row(place, "新经办人")
    assert row.provisional
    assert access.log_in(place.ledger, row.id, FIRST_PASSWORD).provisional
    assert "新经办人" in [one.name for one in page.table.rows()]


def test_a_weak_first_password_is_said_under_its_box(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    dialog = PersonDialog(page, session(place, place.administrator))
    dialog.name.set_raw("新经办人")
    dialog.division.set_value(1)
    dialog.roles.set_value(frozenset({Role.CLERK}))
    dialog.press()
    assert dialog.first.field.complaint()
    dialog.first.field.line.setText("12345678901")
    dialog.press()
    assert "密码" in dialog.first.field.complaint()
    assert "新经办人" not in [one.name for one in place.ask(people.people)]


def test_a_proposed_first_password_is_good_and_never_the_same(place: Office, qtbot: QtBot) -> None:
    dialog = PersonDialog(_page(place, qtbot), session(place, place.administrator))
    dialog.first.propose()
    assert len(dialog.first.field.take()) == 14
    assert len({proposed_password() for _ in range(20)}) == 20


def test_a_supervising_leader_needs_a_division_in_charge(place: Office, qtbot: QtBot) -> None:
    dialog = PersonDialog(_page(place, qtbot), session(place, place.administrator), _row(place, "财务"))
    assert not dialog.charges.isVisibleTo(dialog)
    dialog.roles.box(Role.SUPERVISING_LEADER).setChecked(True)
    assert dialog.charges.isVisibleTo(dialog)
    dialog.press()
    assert dialog.charges.complaint() == "请填写分管科室。"
    dialog.charges.set_value(frozenset({1}))
    dialog.witness.leader.set_value(place.principal.person_id)
    dialog.witness.password.line.setText(PASSWORD)
    dialog.press()
    assert _row(place, "财务").charges == (1,)


def test_the_administrator_holds_no_other_role(place: Office, qtbot: QtBot) -> None:
    dialog = PersonDialog(_page(place, qtbot), session(place, place.administrator), _row(place, "财务"))
    dialog.roles.box(Role.ADMINISTRATOR).setChecked(True)
    dialog.press()
    assert "不能兼任" in dialog.roles.complaint()
    assert _row(place, "财务").roles == (Role.FINANCE,)


def test_a_name_is_given_once(place: Office, qtbot: QtBot) -> None:
    dialog = PersonDialog(_page(place, qtbot), session(place, place.administrator), _row(place, "财务"))
    dialog.name.set_raw("出纳")
    dialog.press()
    assert "已有人员“出纳”" in dialog.name.complaint()


def test_somebody_who_left_is_closed_after_a_question_and_can_come_back(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    page.table.select(_row(place, "财务").id)
    with notices.captured("no"):
        page.close_or_reopen()
    assert _row(place, "财务").closed_on is None
    with notices.captured("yes") as seen:
        page.close_or_reopen()
    assert seen[0].title == "停用 财务？"
    assert _row(place, "财务").closed_on is not None
    assert page.close_button.text() == "恢复"
    page.close_or_reopen()
    assert _row(place, "财务").closed_on is None


def test_nobody_closes_himself(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    page.table.select(_row(place, "管理员").id)
    assert not page.close_button.isEnabled()
    assert "不能停用自己" in page.close_button.toolTip()


def test_others_only_read_and_are_told_who_writes(place: Office, qtbot: QtBot) -> None:
    page = ready(PeoplePage(session(place, place.clerk)))
    qtbot.addWidget(page)
    page.table.select_first()
    for made in (page.new, page.edit, page.close_button, page.reset, page.new_division):
        assert not made.isEnabled()
        assert "须由管理员办理" in made.toolTip()
    page.edit_person()
    assert len(page.table.rows()) == 9


def _reset(place: Office, page: PeoplePage, qtbot: QtBot) -> tuple[ResetDialog, list[tuple[tuple[str, str], ...]]]:
    took: list[tuple[tuple[str, str], ...]] = []
    dialog = ResetDialog(page, session(place, place.administrator), _row(place, "经办人"), took.append)
    dialog.witness.leader.set_value(_row(place, "分管领导").id)
    dialog.first.field.line.setText(FIRST_PASSWORD)
    return dialog, took


def test_a_leader_witnesses_a_reset_with_the_own_password(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    dialog, took = _reset(place, page, qtbot)
    before = _row(place, "经办人").fingerprint
    dialog.witness.password.line.setText(PASSWORD)
    dialog.press()
    assert took == [(("管理员", "管理员"), ("见证领导", "分管领导"))]
    after = _row(place, "经办人")
    assert after.fingerprint != before
    assert after.provisional
    assert access.log_in(place.ledger, after.id, FIRST_PASSWORD).notices


def test_a_wrong_password_of_the_witness_resets_nothing(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    dialog, took = _reset(place, page, qtbot)
    before = _row(place, "经办人").fingerprint
    dialog.witness.password.line.setText("不是这个密码-77")
    dialog.press()
    assert "密码不正确" in dialog.witness.password.complaint()
    assert took == []
    assert _row(place, "经办人").fingerprint == before
    assert dialog.first.field.take() == FIRST_PASSWORD


def test_only_other_leaders_are_offered_as_witness(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    dialog = ResetDialog(page, session(place, place.administrator), _row(place, "分管领导"), lambda _who: None)
    assert [option.text for option in dialog.witness.leader.options()] == ["主要领导"]


def test_a_witness_with_a_first_password_is_no_witness(place: Office) -> None:
    entry = people.PersonEntry("新领导", 1, frozenset({Role.PRINCIPAL_LEADER}))
    seen = place.seen(None, entry)
    key = place.do(place.administrator, people.add_person, entry, FIRST_PASSWORD, place.ledger.cost, seen)
    with pytest.raises(Exception, match="初始密码"):
        access.witness(place.ledger, key, FIRST_PASSWORD)
    with pytest.raises(WrongPassword):
        access.witness(place.ledger, place.supervisor.person_id, FIRST_PASSWORD)


def _leader(place: Office, page: PeoplePage) -> PersonDialog:
    """A new leader typed in; the witness is chosen and has typed nothing yet."""
    dialog = PersonDialog(page, session(place, place.administrator))
    dialog.name.set_raw("新领导")
    dialog.division.set_value(1)
    dialog.roles.set_value(frozenset({Role.PRINCIPAL_LEADER}))
    dialog.first.field.line.setText(FIRST_PASSWORD)
    dialog.witness.leader.set_value(place.supervisor.person_id)
    return dialog


def test_a_witness_is_asked_for_when_and_only_when_the_roles_typed_need_one(place: Office, qtbot: QtBot) -> None:
    elsewhere = place.division("数据科")
    page = _page(place, qtbot)
    dialog = PersonDialog(page, session(place, place.administrator))
    shown = (dialog.witness.leader, dialog.witness.password)
    dialog.roles.box(Role.CLERK).setChecked(True)
    assert not any(one.isVisibleTo(dialog) for one in shown)
    dialog.roles.box(Role.PRINCIPAL_LEADER).setChecked(True)
    assert all(one.isVisibleTo(dialog) for one in shown)
    assert [option.text for option in dialog.witness.leader.options()] == ["分管领导", "主要领导"]
    dialog.roles.box(Role.PRINCIPAL_LEADER).setChecked(False)
    assert not any(one.isVisibleTo(dialog) for one in shown)
    change = PersonDialog(page, session(place, place.administrator), _row(place, "分管领导"))
    assert not change.witness.leader.isVisibleTo(change)
    change.charges.box(elsewhere).setChecked(True)
    assert change.witness.password.isVisibleTo(change)
    assert [option.text for option in change.witness.leader.options()] == ["主要领导"]


def test_the_dialog_grows_with_the_rows_it_asks_for(place: Office, qtbot: QtBot) -> None:
    dialog = PersonDialog(_page(place, qtbot), session(place, place.administrator))
    dialog.show()
    dialog.roles.set_value(frozenset({Role.SUPERVISING_LEADER}))
    QApplication.processEvents()
    fitted = dialog.height()
    dialog.fit()
    assert dialog.height() == fitted


def test_a_leader_is_entered_before_a_witness(place: Office, qtbot: QtBot) -> None:
    dialog = _leader(place, _page(place, qtbot))
    dialog.witness.password.line.setText(PASSWORD)
    with notices.captured() as seen:
        dialog.press()
    assert [one.title for one in seen] == ["人员已新增"]
    assert _row(place, "新领导").roles == (Role.PRINCIPAL_LEADER,)


def test_a_leader_is_not_entered_while_nobody_witnesses(place: Office, qtbot: QtBot) -> None:
    dialog = _leader(place, _page(place, qtbot))
    dialog.witness.leader.set_value(None)
    dialog.press()
    assert dialog.witness.leader.complaint() == "请选择见证领导。"
    assert dialog.witness.password.complaint() == "请填写见证人密码。"
    assert "新领导" not in [one.name for one in place.ask(people.people)]


def test_a_wrong_password_of_the_witness_enters_nobody_and_loses_nothing(place: Office, qtbot: QtBot) -> None:
    dialog = _leader(place, _page(place, qtbot))
    dialog.witness.password.line.setText("不是这个密码-77")
    dialog.press()
    assert "密码不正确" in dialog.witness.password.complaint()
    assert dialog.witness.password.take() == ""
    assert dialog.name.read() == "新领导"
    assert dialog.first.field.take() == FIRST_PASSWORD
    assert dialog.witness.leader.read() == place.supervisor.person_id
    dialog.witness.password.line.setText(PASSWORD)
    dialog.press()
    assert _row(place, "新领导").provisional


def test_a_witness_that_became_due_meanwhile_is_asked_for(place: Office, qtbot: QtBot) -> None:
    supervisor, principal = place.supervisor.person_id, place.principal.person_id
    place.do(place.administrator, people.close_person, supervisor)
    dialog = PersonDialog(_page(place, qtbot), session(place, place.administrator), _row(place, "主要领导"))
    dialog.roles.box(Role.SUPERVISING_LEADER).setChecked(True)
    dialog.charges.set_value(frozenset({1}))
    assert not dialog.witness.leader.isVisibleTo(dialog)
    place.do(place.administrator, people.reopen_person, supervisor, place.witness(principal))
    dialog.press()
    assert "须由管理员和另一位领导共同办理" in dialog.witness.leader.complaint()
    assert dialog.witness.password.isVisibleTo(dialog)
    dialog.witness.leader.set_value(supervisor)
    dialog.witness.password.line.setText(PASSWORD)
    dialog.press()
    assert _row(place, "主要领导").charges == (1,)


def test_a_leader_who_left_comes_back_before_a_witness(place: Office, qtbot: QtBot) -> None:
    place.do(place.administrator, people.close_person, place.principal.person_id)
    page = _page(place, qtbot)
    page.table.select(place.principal.person_id)
    page.close_or_reopen()
    (dialog,) = page.findChildren(ReopenDialog)
    assert [option.text for option in dialog.witness.leader.options()] == ["分管领导"]
    dialog.witness.leader.set_value(place.supervisor.person_id)
    dialog.witness.password.line.setText("不是这个密码-77")
    dialog.press()
    assert "密码不正确" in dialog.witness.password.complaint()
    assert _row(place, "主要领导").closed_on is not None
    place.clock.pass_by(minutes=6)
    dialog.witness.password.line.setText(PASSWORD)
    dialog.press()
    assert _row(place, "主要领导").closed_on is None


def test_a_refusal_that_is_about_nothing_typed_stands_above_the_buttons(place: Office, qtbot: QtBot) -> None:
    page, seat = _page(place, qtbot), session(place, place.administrator)
    row = _row(place, "主要领导")
    dialog = ReopenDialog(page, seat, row, place.ask(witnessing.leaders, row.id))
    dialog.refuse(Stale("该人员信息已被他人修改。"))
    assert "已被他人修改" in dialog.wrong.text()


def test_the_key_card_is_shown_as_the_page_that_is_printed(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    told = Told(page)
    page.table.select(_row(place, "经办人").id)
    page.show_card()
    (card,) = told.pushed
    assert isinstance(card, KeyCardPage)
    qtbot.addWidget(card)
    card.refresh()
    assert card.paper.data().startswith(b"%PDF")


def test_units_and_divisions_are_added_and_renamed(place: Office, qtbot: QtBot) -> None:
    page = _page(place, qtbot)
    seat = session(place, place.administrator)
    division = DivisionDialog(page, seat)
    division.name.set_raw("数据科")
    division.press()
    again = DivisionDialog(page, seat)
    again.name.set_raw("数据科")
    again.press()
    assert "已有科室" in again.name.complaint()
    row = next(one for one in place.ask(people.divisions) if one.name == "数据科")
    change = DivisionDialog(page, seat, row)
    change.name.set_raw("数据资源科")
    change.active.set_value(False)
    change.press()
    assert ("数据资源科", False) in [(one.name, one.active) for one in page.divisions.rows()]
    unit = UnitDialog(page, seat)
    unit.name.set_raw("")
    unit.press()
    assert unit.name.complaint() == "请填写单位名称。"
    unit.name.set_raw("示例便民中心")
    unit.press()
    assert "示例便民中心" in [name for _, name in place.ask(people.units)]

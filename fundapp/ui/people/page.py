"""People and divisions: two lists, and what the administrator does with them."""

from __future__ import annotations

from enum import Flag

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services import people, why_not, witnessing
from fundapp.services.done import Changed
from fundapp.services.people import DivisionRow, PersonRow
from fundapp.ui import notices
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.column import Column, badge_column, text_column
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.parts.tabs import Tabs
from fundapp.ui.people.card_page import KeyCardPage
from fundapp.ui.people.dialogs import DivisionDialog, PersonDialog, ReopenDialog, ResetDialog, UnitDialog
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.ui.tokens import Tone


class PeoplePage(Page):
    """Everybody may read it, the administrator writes."""

    watches = Changed.PERSON | Changed.OFFICE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.tabs = Tabs("people")
        self.table: Table[PersonRow] = Table("people", _person_columns(), session.runner, empty="还没有人员")
        self.divisions: Table[DivisionRow] = Table("divisions", _division_columns(), session.runner, empty="还没有科室")
        self.new = button("新增人员", self.add_person, look="primary", icon="person_add", shortcut="Ctrl+N")
        self.edit = button("修改…", self.edit_person)
        self.close_button = button("停用", self.close_or_reopen)
        self.reset = button("重置密码…", self.reset_key)
        self.card = button("密钥登记卡", self.show_card, icon="print")
        self.new_division = button("新增科室", self.add_division, look="primary", icon="add")
        self.edit_division = button("修改…", self._edit_division)
        self.new_unit = button("新增单位", self.add_unit)
        self._lay_out()
        self.table.selected.connect(lambda _row: self._offer())
        self.table.activated.connect(lambda _row: self.edit_person())
        self.divisions.selected.connect(lambda _row: self._offer())
        self.divisions.activated.connect(lambda _row: self._edit_division())

    def _lay_out(self) -> None:
        for tool in (self.card, self.reset, self.close_button, self.edit, self.new):
            self.table.add_tool(tool)
        for tool in (self.new_unit, self.edit_division, self.new_division):
            self.divisions.add_tool(tool)
        self.tabs.add("people", "人员", _whole(self.table))
        self.tabs.add("divisions", "单位与科室", _whole(self.divisions))
        self.tabs.recall()
        card = Card(margin=0)
        card.body.addWidget(self.tabs)
        page_column(self, scroll=False).addWidget(card, 1)

    def help(self) -> str:
        """What F1 says."""
        return (
            "管理员在这里维护单位、科室和人员。一个人可以有几个角色；分管领导须指定分管科室；管理员不签批，不能兼任其他角色。"
            "离开的人员停用即可，从不删除，以前的签字继续有效。任命领导、增加分管科室、恢复离开的领导和重置密码，都由管理员和另一位领导共同办理；重置后请打印密钥登记卡归档。"
        )

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again."""
        self.table.show_rows(self._session.ask(people.people))
        self.divisions.show_rows(self._session.ask(people.divisions))
        self._offer()

    def aim(self, target: object) -> None:
        """A person's id selects the person."""
        if isinstance(target, int):
            self.tabs.show_key("people")
            self.table.select(target)

    # -- what is done ---------------------------------------------------------------------------------------------

    def add_person(self) -> None:
        """A new person."""
        PersonDialog(self, self._session).open()

    def edit_person(self) -> None:
        """Change the chosen person."""
        row = self.table.current()
        if row is not None and self.edit.isEnabled():
            PersonDialog(self, self._session, row).open()

    def close_or_reopen(self) -> None:
        """Close somebody who left, or let a closed person log in again."""
        row = self.table.current()
        if row is None:
            return
        if row.closed_on is not None:
            leaders = self._session.ask(witnessing.for_reopening, row.id)
            if leaders:
                ReopenDialog(self, self._session, row, leaders).open()
            else:
                self._session.do(self, people.reopen_person, row.id)
            return
        text = f"停用后“{row.name}”不能再登录；以前的签字继续有效，需要时可以恢复。"
        if notices.confirm(self, f"停用 {row.name}？", text, yes="停用", danger=True):
            self._session.do(self, people.close_person, row.id)

    def reset_key(self) -> None:
        """Make a forgotten password good, then show the card."""
        row = self.table.current()
        if row is None:
            return

        def done(participants: tuple[tuple[str, str], ...]) -> None:
            self.pushed.emit(KeyCardPage(self._session, row.id, participants))

        ResetDialog(self, self._session, row, done).open()

    def show_card(self) -> None:
        """The card of the chosen person's key."""
        row = self.table.current()
        if row is not None:
            self.pushed.emit(KeyCardPage(self._session, row.id))

    def add_division(self) -> None:
        """A new division."""
        DivisionDialog(self, self._session).open()

    def add_unit(self) -> None:
        """A new unit."""
        UnitDialog(self, self._session).open()

    def _edit_division(self) -> None:
        row = self.divisions.current()
        if row is not None and self.edit_division.isEnabled():
            DivisionDialog(self, self._session, row).open()

    def _offer(self) -> None:
        ask = self._session.ask
        edit, reset, units = (ask(why_not.office, verb) for verb in ("people.edit", "people.reset", "units.edit"))
        row = self.table.current()
        none = "" if row is not None else "请先选中一个人员。"
        bar(self.new, edit)
        bar(self.edit, edit or none)
        bar(self.reset, reset or none or ("该人员已停用。" if row is not None and row.closed_on else ""))
        bar(self.card, none)
        mine = row is not None and row.id == self._session.seat.person_id and row.closed_on is None
        bar(self.close_button, edit or none or ("不能停用自己，请由另一位管理员办理。" if mine else ""))
        self.close_button.setText("恢复" if row is not None and row.closed_on else "停用")
        bar(self.new_division, units)
        bar(self.new_unit, units)
        bar(self.edit_division, units or ("" if self.divisions.current() is not None else "请先选中一个科室。"))


def _whole(content: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    row = QHBoxLayout()
    row.addWidget(content)
    column.addLayout(row)
    return holder


def _person_columns() -> tuple[Column[PersonRow], ...]:
    return (
        text_column("name", "姓名", width=150),
        text_column("division", "科室", width=130, least=100),
        text_column("roles", "角色", _roles, width=190, least=110),
        text_column("charges", "分管科室", _charges, stretch=True, width=240, least=110, tip=_charges),
        text_column("phone", "电话", width=110, hidden=True),
        text_column("fingerprint", "密钥指纹", width=176, spare=True, quiet=True, tip=lambda row: row.fingerprint),
        badge_column("state", "状态", _tone, _state, width=104),
    )


def _roles(row: PersonRow) -> str:
    return "、".join(role.label for role in row.roles)


def _charges(row: PersonRow) -> str:
    return "、".join(row.charge_names)


def _division_columns() -> tuple[Column[DivisionRow], ...]:
    return (
        text_column("unit", "单位", width=300),
        text_column("name", "科室", stretch=True, width=240),
        badge_column(
            "active",
            "状态",
            lambda row: "ok" if row.active else "neutral",
            lambda row: "在用" if row.active else "停用",
            width=100,
        ),
    )


def _state(row: PersonRow) -> object:
    if row.closed_on is not None:
        return "已停用"
    return "待改初始密码" if row.provisional else "在用"


def _tone(row: PersonRow) -> Tone:
    if row.closed_on is not None:
        return "neutral"
    return "warn" if row.provisional else "ok"

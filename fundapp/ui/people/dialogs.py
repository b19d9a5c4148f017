"""Entering people, divisions and units, and making a forgotten password good."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services import people, witnessing
from fundapp.services.done import Done
from fundapp.services.people import DivisionRow, PersonEntry, PersonRow
from fundapp.ui.parts.button import button
from fundapp.ui.parts.check_group import CheckGroup
from fundapp.ui.parts.choice import Choice, Option, labelled
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.password_edit import PasswordEdit
from fundapp.ui.parts.text_edit import TextEdit
from fundapp.ui.people.witness_fields import WitnessFields
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.roles import Role

if TYPE_CHECKING:
    from fundapp.rules.person import PersonFacts

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Nothing that looks like something else on a slip of paper."""


def proposed_password() -> str:
    """Three groups of four: easy to copy from a slip of paper, hard to guess."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))


class FirstPassword(QWidget):
    """The first password is told to the person, so it may be proposed and is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.field = PasswordEdit("初始密码")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(button("生成一个", self.propose, look="link"), 0, Qt.AlignmentFlag.AlignTop)
        self.field.set_hint("告诉本人；首次登录时须改成自己的密码")

    def propose(self) -> None:
        """Put a password into the box and show it."""
        self.field.line.setText(proposed_password())
        for action in self.field.line.actions():
            if action.isCheckable():
                action.setChecked(True)


class PersonDialog(FormDialog):
    """A person: name, division, roles, divisions in charge; a new one also gets a first password."""

    def __init__(self, page: Page, session: Session, row: PersonRow | None = None) -> None:
        super().__init__("新增人员" if row is None else f"修改 {row.name}", "保存", page, width=740)
        self._page, self._session, self._row = page, session, row
        divisions = session.ask(people.divisions)
        mine = {row.division_id, *row.charges} if row is not None else set()
        offered = [one for one in divisions if one.active or one.id in mine]
        self.name = TextEdit("姓名", required=True, limit=30)
        self.division: Choice[int] = Choice(
            "所在科室", [Option(one.id, one.name, one.unit) for one in offered], required=True
        )
        self.phone = TextEdit("联系电话", limit=30)
        self.roles: CheckGroup[Role] = CheckGroup("角色", labelled(tuple(Role)), columns=4, required=True)
        self.charges: CheckGroup[int] = CheckGroup(
            "分管科室", [Option(one.id, one.name, one.unit) for one in offered], columns=4, required=True
        )
        self.first = FirstPassword()
        self._lay_out()
        if row is not None:
            self._show(row)
        self._follow_roles()
        self.ready.connect(self._store)

    def _lay_out(self) -> None:
        form = self.form
        form.add("姓名", self.name)
        form.add("联系电话", self.phone)
        form.add("所在科室", self.division, wide=True)
        form.add("角色", self.roles, wide=True)
        form.add("分管科室", self.charges, wide=True)
        if self._row is None:
            form.add("初始密码", self.first, wide=True)
        self.witness = WitnessFields(form)
        self.roles.set_hint("管理员不签批任何单据，不能兼任其他角色（第十一条）")
        self.roles.settled.connect(self._follow_roles)
        self.charges.settled.connect(self._follow_roles)

    def _show(self, row: PersonRow) -> None:
        self.name.set_value(row.name)
        self.division.set_value(row.division_id)
        self.phone.set_value(row.phone or None)
        self.roles.set_value(frozenset(row.roles))
        self.charges.set_value(frozenset(row.charges))

    def _follow_roles(self) -> None:
        roles = self.roles.read() or frozenset()
        self.form.set_row_visible("分管科室", Role.SUPERVISING_LEADER in roles)
        person_id = self._row.id if self._row is not None else None
        self.witness.offer(self._session.ask(people.witnesses_due, person_id, self._entry()))
        self.fit()

    def fields_are_good(self) -> bool:
        """The first password is no field of the form: it must never reach a draft."""
        good = self.form.check()
        return (self._row is not None or self.first.field.check()) and good

    def refuse(self, error: FundError) -> None:
        """A weak first password is said under its box."""
        if error.field == "新密码":
            self.first.field.complain(f"{error.message}{error.remedy}")
        elif not self.witness.refused(error):
            self._follow_roles()  # a witness may have become due meanwhile
            super().refuse(error)

    def _entry(self) -> PersonEntry:
        row = self._row
        return PersonEntry(
            name=self.name.read() or "",
            division_id=self.division.read() or 0,
            roles=self.roles.read() or frozenset(),
            charges=self.charges.read() or frozenset(),
            phone=self.phone.read() or "",
            version=row.version if row is not None else None,
        )

    def _store(self) -> None:
        row, ledger = self._row, self._session.ledger
        verb: Callable[..., Done] = people.add_person if row is None else people.save_person
        more = (self._entry(), self.first.field.take(), ledger.cost) if row is None else (row.id, self._entry())
        self._session.do(
            self._page,
            verb,
            *more,
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
            witness=self.witness.confirming(ledger),
        )


class ResetDialog(FormDialog):
    """A forgotten password: the administrator makes a new first password, a leader witnesses with the own password."""

    def __init__(
        self, page: Page, session: Session, row: PersonRow, reset: Callable[[tuple[tuple[str, str], ...]], None]
    ) -> None:
        """`reset` is called with who took part, once it is done."""
        super().__init__(
            f"重置 {row.name} 的密码",
            "重置密码",
            page,
            text="由管理员和一位在场领导共同办理。以前的签字继续有效；本人下次登录会看到提醒，并须改成自己的密码。",
            columns=1,
            width=540,
        )
        self._page, self._session, self._row, self._reset = page, session, row, reset
        self.first = FirstPassword()
        self.form.add("初始密码", self.first)
        self.witness = WitnessFields(self.form)
        leaders = session.ask(witnessing.leaders, row.id)
        self.witness.offer(leaders, always=True)
        if not leaders:
            self.say("没有可以见证的领导：须有另一位在用、已设置自己密码的分管领导或主要领导。")
        self.ready.connect(self._store)

    def fields_are_good(self) -> bool:
        """All three."""
        good = self.form.check()
        return self.first.field.check() and good

    def refuse(self, error: FundError) -> None:
        """A weak first password is said under its box, a wrong one of the witness under his."""
        if error.field == "新密码":
            self.first.field.complain(f"{error.message}{error.remedy}")
        elif not self.witness.refused(error):
            super().refuse(error)

    def _store(self) -> None:
        ledger, chosen = self._session.ledger, self.witness.leader.chosen()
        took_part = (("管理员", self._session.seat.name), ("见证领导", chosen.text if chosen is not None else ""))

        def done(_result: Done) -> None:
            self.accept()
            self._reset(took_part)

        self._session.do(
            self._page,
            people.reset_key,
            self._row.id,
            self.first.field.take(),
            ledger.cost,
            done=done,
            failed=self.refuse,
            hold=self.main_button,
            witness=self.witness.confirming(ledger),
        )


class ReopenDialog(FormDialog):
    """A leader who was closed comes back: another leader witnesses it."""

    def __init__(self, page: Page, session: Session, row: PersonRow, leaders: tuple[PersonFacts, ...]) -> None:
        super().__init__(
            f"恢复 {row.name}",
            "恢复",
            page,
            text="恢复有领导角色的人员，由管理员和另一位在场领导共同办理（第十一条）。",
            columns=1,
            width=540,
        )
        self._page, self._session, self._row = page, session, row
        self.witness = WitnessFields(self.form)
        self.witness.offer(leaders)
        self.ready.connect(self._store)

    def refuse(self, error: FundError) -> None:
        """A wrong password of the witness is said under its box."""
        if not self.witness.refused(error):
            super().refuse(error)

    def _store(self) -> None:
        self._session.do(
            self._page,
            people.reopen_person,
            self._row.id,
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
            witness=self.witness.confirming(self._session.ledger),
        )


class DivisionDialog(FormDialog):
    """A division: of which unit, its name, whether it is in use."""

    def __init__(self, page: Page, session: Session, row: DivisionRow | None = None) -> None:
        super().__init__("新增科室" if row is None else f"修改 {row.name}", "保存", page, columns=1, width=480)
        self._page, self._session, self._row = page, session, row
        self.unit: Choice[int] = Choice(
            "所属单位", [Option(key, name) for key, name in session.ask(people.units)], required=True
        )
        self.name = TextEdit("科室名称", required=True, limit=40)
        self.active: Choice[bool] = Choice("状态", (Option(True, "在用"), Option(False, "停用")), empty="")
        self.form.add("所属单位", self.unit)
        self.form.add("科室名称", self.name)
        self.active.set_value(True)
        if row is None:
            only = self.unit.options()
            self.unit.set_value(only[0].value if len(only) == 1 else None)
        else:
            self.form.add("状态", self.active)
            self.unit.set_value(row.unit_id)
            self.unit.set_read_only(True)
            self.name.set_value(row.name)
            self.active.set_value(row.active)
        self.ready.connect(self._store)

    def _store(self) -> None:
        name = self.name.read() or ""
        row = self._row
        verb: Callable[..., Done] = people.add_division if row is None else people.save_division
        args = (self.unit.read() or 0, name) if row is None else (row.id, name, bool(self.active.read()))
        self._session.do(
            self._page, verb, *args, done=lambda _done: self.accept(), failed=self.refuse, hold=self.main_button
        )


class UnitDialog(FormDialog):
    """A unit."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__("新增单位", "保存", page, columns=1, width=480)
        self._page, self._session = page, session
        self.name = TextEdit("单位名称", required=True, limit=60)
        self.form.add("单位名称", self.name)
        self.ready.connect(self._store)

    def _store(self) -> None:
        self._session.do(
            self._page,
            people.add_unit,
            self.name.read() or "",
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )

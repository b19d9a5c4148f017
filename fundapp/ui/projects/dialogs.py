"""What is done to a project besides writing it: confirming it, opening a year, entering money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from fundapp.services import project_sheet, projects, why_not
from fundapp.services.project_sheet import ProjectSheet
from fundapp.services.projects import AppropriationEntry
from fundapp.ui.parts.choice import Choice, Option, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AppropriationKind
from fundapp.values.money import yuan


class ConfirmDialog(FormDialog):
    """立项: the division head gives document number and day."""

    def __init__(self, page: Page, session: Session, sheet: ProjectSheet) -> None:
        super().__init__(
            "确认立项",
            "确认立项",
            page,
            text=f"{sheet.entry.name}，期限 {sheet.start_year}—{sheet.end_year} 年。确认后基本信息不能再改。",
            columns=1,
            width=520,
        )
        self.document = TextEdit("立项批复文号", required=True, limit=60)
        self.approved_on = DateEdit("批复日期", required=True, today=_today(session))
        self.form.add("批复文号", self.document, name="立项批复文号")
        self.form.add("批复日期", self.approved_on)
        self._page, self._session, self._id = page, session, sheet.id
        self.ready.connect(self._store)

    def _store(self) -> None:
        self._session.do(
            self._page,
            projects.confirm,
            self._id,
            self.document.read(),
            self.approved_on.read(),
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )


class YearDialog(FormDialog):
    """A fiscal year of the project, with its goal."""

    def __init__(self, page: Page, session: Session, sheet: ProjectSheet, year: int) -> None:
        super().__init__(f"建立 {year} 年度", "建立年度", page, text=sheet.entry.name, columns=1, width=560)
        self.goal = NoteEdit("年度目标", lines=4, limit=1000)
        proposed, hint = session.ask(project_sheet.goal_proposed, sheet.id, year)
        self.goal.set_value(proposed)
        self.goal.set_hint(hint)
        self.form.add("年度目标", self.goal)
        self._page, self._session, self._id, self._year = page, session, sheet.id, year
        self.ready.connect(self._store)

    def _store(self) -> None:
        self._session.do(
            self._page,
            projects.open_year,
            self._id,
            self._year,
            self.goal.read() or "",
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )


class AppropriationDialog(FormDialog):
    """Money of a year and source under its document; entries are never changed, a mistake is answered by another."""

    def __init__(self, page: Page, session: Session, sheet: ProjectSheet, year: int) -> None:
        barred = session.ask(why_not.new_money, sheet.id, year)
        super().__init__(
            f"登记 {year} 年度预算指标",
            "登记",
            page,
            text=f"{sheet.entry.name}。登记后不能修改，有误时以追加或调减更正。{barred}",
        )
        row = sheet.year(year)
        free = {one.key: one.money.free for one in row.sources} if row is not None else {}
        offered = session.ask(project_sheet.sources, year)
        self.source: Choice[str] = Choice(
            "资金来源",
            [Option(key, title, f"可用 {yuan(free.get(key, 0))} 元") for key, title in offered],
            required=True,
        )
        self.kind: Choice[AppropriationKind] = Choice("指标类型", labelled(_kinds(barred)), empty="")
        self.amount = MoneyEdit("金额", required=True)
        self.words = label("", "second", wrap=True)
        self.number = TextEdit("指标文号", required=True, limit=60)
        self.dated = DateEdit("发文日期", required=True, today=_today(session))
        self.functional = TextEdit("功能科目", limit=40)
        self.note = TextEdit("备注", limit=200)
        first = row is None or not row.appropriations
        usual = AppropriationKind.INITIAL if first else AppropriationKind.ADDITION
        self.kind.set_value(AppropriationKind.CARRY_OVER if barred else usual)
        self._page, self._session, self._id, self._year = page, session, sheet.id, year
        self._lay_out()

    def _lay_out(self) -> None:
        form = self.form
        form.add("资金来源", self.source)
        form.add("指标类型", self.kind)
        form.add("金额", self.amount)
        self.words.setMinimumHeight(32)
        form.add("大写", self.words)
        form.add("指标文号", self.number)
        form.add("发文日期", self.dated)
        form.add("功能科目", self.functional)
        form.add("备注", self.note)
        self.amount.words_changed.connect(self.words.setText)
        self.kind.edited.connect(self._hint)
        self.ready.connect(self._store)

    def _hint(self) -> None:
        cut = self.kind.read() == AppropriationKind.CUT
        self.amount.set_hint("调减按正数填写" if cut else "")

    def _store(self) -> None:
        entry = AppropriationEntry(
            source=self.source.read() or "",
            kind=self.kind.read() or AppropriationKind.INITIAL,
            amount=self.amount.read() or 0,
            document_number=self.number.read() or "",
            document_date=self.dated.read() or dt.date.min,
            functional_class=self.functional.read() or "",
            note=self.note.read() or "",
        )
        self._session.do(
            self._page,
            projects.appropriate,
            self._id,
            self._year,
            entry,
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )


def _kinds(barred: str) -> tuple[AppropriationKind, ...]:
    """What can be entered: without an approved application only what needs none."""
    return (AppropriationKind.CARRY_OVER, AppropriationKind.CUT) if barred else tuple(AppropriationKind)


def _today(session: Session) -> Callable[[], dt.date]:
    return lambda: session.ask(lambda desk: desk.today)

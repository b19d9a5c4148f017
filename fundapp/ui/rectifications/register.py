"""Registering a problem: of an inspection or audit from scratch, or begun from the record that found it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent

from fundapp.errors import FundError
from fundapp.rules.finding import blocking
from fundapp.rules.rectification_case import ON_PAPER
from fundapp.services import rectification_sheet, rectifications
from fundapp.services.done import Done
from fundapp.services.rectification_entry import RectificationEntry
from fundapp.ui.attachment_files import ChosenFiles
from fundapp.ui.parts.choice import Choice, Option, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.search_choice import SearchChoice
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind, ProblemSource, ProblemType

_LONG = 2000


class RegisterDialog(FormDialog):
    """What the rules say about it stands beside the boxes before anything is stored."""

    registered = Signal(int)
    """Id of the problem that was stored."""

    def __init__(self, page: Page, session: Session, *, year: int = 0, begun: RectificationEntry | None = None) -> None:
        """`begun`: filled in from a record, whose source, project and year cannot be changed."""
        text = (
            f"由{begun.source.label}带入，请核对后登记。"
            if begun
            else "检查、审计发现的问题，登记后问题和要求不能再改。"
        )
        super().__init__("登记整改事项", "登记", page.window(), text=text, width=780)
        self._page, self._session, self._begun = page, session, begun
        self._choices = session.ask(rectification_sheet.choices)

        def today() -> dt.date:
            return session.ask(lambda desk: desk.today)

        projects = [Option(one.id, one.name, one.number) for one in self._choices.projects]
        sources = labelled(tuple(one for one in ProblemSource if begun is not None or one in ON_PAPER))
        divisions = [Option(key, name) for key, name in self._choices.divisions]
        self.project: SearchChoice[int] = SearchChoice("项目", projects, required=True)
        self.year: Choice[int] = Choice("年度", (), required=True, empty="")
        self.source: Choice[ProblemSource] = Choice("来源", sources, required=True)
        self.document = TextEdit("来源文号", limit=80)
        self.division: Choice[int] = Choice("责任科室", divisions, required=True)
        self.person: Choice[int] = Choice("责任人", (), required=True)
        self.found_on = DateEdit("发现日期", required=True, today=today)
        self.due_on = DateEdit("整改期限", required=True, today=today)
        self.kind: Choice[ProblemType] = Choice("问题类型", labelled(tuple(ProblemType)), required=True)
        self.amount = MoneyEdit("涉及金额")
        self.basis = TextEdit("依据", limit=200)
        self.problem = NoteEdit("问题", required=True, lines=3, limit=_LONG)
        self.demand = NoteEdit("整改要求", lines=2, limit=_LONG)
        self.measure = NoteEdit("整改措施", lines=2, limit=_LONG)
        self.files = ChosenFiles(AttachmentKind.BASIS)
        self._lay_out()
        self._fill(year or today().year)

    def _lay_out(self) -> None:
        form = self.form
        for field in (self.project, self.year, self.source, self.document, self.division, self.person):
            form.add(field.caption, field)
        form.add("发现日期", self.found_on)
        form.add("整改期限", self.due_on)
        form.add("问题类型", self.kind)
        form.add("涉及金额", self.amount)
        for note in (self.problem, self.basis, self.demand, self.measure):
            form.add(note.caption, note, wide=True)
        self.add_above(label("附件（检查通报、审计报告等）", "head"))
        self.add_above(self.files)
        self.measure.set_hint("可以留空，由责任科室补充")
        self.amount.set_placeholder("不涉及资金的留空")
        self.basis.set_placeholder("所依据的制度条款、合同约定或绩效目标，可以留空")
        self.project.edited.connect(self._offer_years)
        self.source.edited.connect(self._offer_document)
        self.division.edited.connect(self._offer_people)
        self.due_on.edited.connect(self._tell_time)
        self.files.changed.connect(self.fit)
        self.ready.connect(self._store)

    def _fill(self, year: int) -> None:
        begun = self._begun
        if begun is None:
            if len(self._choices.divisions) == 1:
                self.division.set_value(self._choices.divisions[0][0])
            self._offer_people()
            self._wanted_year = year
            return
        self._wanted_year = begun.year
        self.project.set_value(begun.project_id)
        self._offer_years()
        self.source.set_value(begun.source)
        self.division.set_value(begun.division_id)
        self._offer_people()
        self.person.set_value(begun.person_id or None)
        self.found_on.set_value(begun.found_on)
        self.kind.set_value(begun.problem_type)
        for note, text in (
            (self.problem, begun.problem),
            (self.demand, begun.demand),
            (self.measure, begun.measure),
        ):
            note.set_value(text)
        for fixed in (self.project, self.year, self.source):
            fixed.set_read_only(True)
        self._offer_document()

    def showEvent(self, event: QShowEvent) -> None:
        """What is begun from a record lacks its due day first of all."""
        super().showEvent(event)
        if self._begun is not None:
            self.due_on.setFocus()

    def entry(self) -> RectificationEntry:
        """What is typed, as far as it can be read."""
        begun = self._begun
        return RectificationEntry(
            project_id=self.project.value() or 0,
            year=self.year.value() or 0,
            source=self.source.value() or ProblemSource.INSPECTION,
            source_id=begun.source_id if begun else None,
            source_document=self.document.value() or "",
            division_id=self.division.value() or 0,
            person_id=self.person.value() or 0,
            found_on=self.found_on.value(),
            due_on=self.due_on.value(),
            problem_type=self.kind.value(),
            problem=self.problem.value() or "",
            amount=self.amount.value(),
            basis=self.basis.value() or "",
            demand=self.demand.value() or "",
            measure=self.measure.value() or "",
        )

    def fields_are_good(self) -> bool:
        """The boxes, then the rules: every block beside its box."""
        good = self.form.check()
        for finding in blocking(self._session.ask(rectification_sheet.check, self.entry())):
            named = finding.field if finding.field in self.form.names() else "来源"
            field = self.form.field(named)
            if not field.complaint():
                field.complain(f"{finding.message}{finding.remedy}")
            good = False
        self.fit()
        return good

    def is_changed(self) -> bool:
        """Chosen files count too."""
        return super().is_changed() or self.files.waiting()

    def _offer_years(self) -> None:
        chosen = next((one for one in self._choices.projects if one.id == self.project.value()), None)
        years = chosen.years if chosen else ()
        self.year.set_options([Option(one, f"{one} 年度") for one in years])
        if self.year.value() is None and years:
            self.year.set_value(self._wanted_year if self._wanted_year in years else years[0])

    def _offer_document(self) -> None:
        self.form.set_row_visible("来源文号", self._begun is None)

    def _offer_people(self) -> None:
        people = self._choices.people_of(self.division.value())
        self.person.set_options([Option(one.id, one.name) for one in people])

    def _tell_time(self) -> None:
        day = self.due_on.value()
        today: dt.date = self._session.ask(lambda desk: desk.today)
        self.due_on.set_hint(f"还有 {(day - today).days} 天" if day is not None and day > today else "")

    def _store(self) -> None:
        try:
            files = self.files.read()
        except FundError as error:
            self.refuse(error)
            return
        self._session.do(
            self._page,
            rectifications.register,
            self.entry(),
            files,
            done=self._stored_as,
            failed=self.refuse,
            hold=self.main_button,
        )

    def _stored_as(self, done: Done) -> None:
        self.accept()
        self.registered.emit(done.id)

"""Key evaluations (重点评价; art. 16) of a fiscal year: recorded with their own score beside the self-evaluation's."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services import key_evaluations, rectification_sources
from fundapp.services.key_evaluations import KeyEvaluationEntry, KeyEvaluationRow
from fundapp.ui import notices
from fundapp.ui.attachment_files import ChosenFiles, open_attachment, shown
from fundapp.ui.documents.grades import grade_tone
from fundapp.ui.parts.attachments import Attachments
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.choice import Choice, Option, labelled
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.figure_edit import PointsEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.label import label
from fundapp.ui.parts.search_choice import SearchChoice
from fundapp.ui.parts.table import Table
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.performance.look import key_columns, scores_text
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import AttachmentKind, Evaluator, ProblemSource
from fundapp.values.score import grade

_LONG = 2000


class KeyEvaluationsTab(QWidget):
    """重点评价: Enter shows one, 登记重点评价 records one, 登记整改 begins a problem from it."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__()
        self._page, self._session = page, session
        self._year = 0
        self.dialog: KeyEvaluationDialog | KeyEvaluationView | None = None
        self.table: Table[KeyEvaluationRow] = Table(
            "performance.key", key_columns(grade_tone(session)), session.runner, empty="这个年度没有登记重点评价"
        )
        self.new = button("登记重点评价…", self.record, look="primary", icon="add")
        self.rectify = button("登记整改…", self._rectify)
        self.end = button("作废…", self._void)
        for tool in (self.end, self.rectify, self.new):
            self.table.add_tool(tool)
        self.table.activated.connect(self.show_row)
        self.table.selected.connect(lambda _row: self._tell())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_year(self, year: int) -> int:
        """Ask again; gives how many count."""
        self._year = year
        rows = self._session.ask(key_evaluations.of_year, year)
        self.table.show_rows(rows)
        if self.table.current() is None:
            self.table.select_first()
        self._tell()
        return sum(1 for row in rows if not row.void_reason)

    def aim(self, key: int) -> None:
        """Show one, of whatever year; one of this year is selected too."""
        try:
            row = self._session.ask(key_evaluations.one, key)
        except FundError as error:
            notices.refusal(self._page, error)
            return
        self.table.select(key)
        self.show_row(row)

    def record(self) -> None:
        """A new one."""
        self.dialog = KeyEvaluationDialog(self._page, self._session, self._year)
        self.dialog.open()

    def show_row(self, row: KeyEvaluationRow) -> None:
        """Everything that was recorded."""
        self.dialog = KeyEvaluationView(self._page, self._session, row)
        self.dialog.open()

    def _tell(self) -> None:
        bar(self.new, self._session.ask(key_evaluations.why_not, self._year))
        row = self.table.current()
        if row is None:
            for tool in (self.end, self.rectify):
                bar(tool, "请先选中一份重点评价。")
            return
        bar(self.end, row.barred)
        bar(self.rectify, self._session.ask(rectification_sources.barred, ProblemSource.KEY_EVALUATION, row.id))

    def _rectify(self) -> None:
        row = self.table.current()
        if row is not None:
            self._page.wanted.emit("rectifications", (ProblemSource.KEY_EVALUATION.value, row.id))

    def _void(self) -> None:
        row = self.table.current()
        if row is None:
            return
        text = "作废后不能恢复，仍保留在列表中；可以重新登记。请写明原因。"
        reason = notices.ask_reason(self._page, "作废重点评价", text, yes="作废", danger=True)
        if reason is not None:
            self._session.do(self._page, key_evaluations.void, row.id, reason, hold=self.end)


class KeyEvaluationDialog(FormDialog):
    """登记重点评价; the grade is shown while the score is typed."""

    def __init__(self, page: Page, session: Session, year: int) -> None:
        text = f"{year} 年度。领导小组或市财政局的评价结果单独登记，不改动自评；登记以后不能修改，有误请作废重登。"
        super().__init__("登记重点评价", "登记", page.window(), text=text, width=720)
        self._page, self._session, self._year = page, session, year
        projects = [Option(key, name, number) for key, number, name in session.ask(key_evaluations.recordable, year)]
        self.project: SearchChoice[int] = SearchChoice("项目", projects, required=True)
        self.evaluator: Choice[Evaluator] = Choice("评价主体", labelled(tuple(Evaluator)), required=True)
        self.evaluated_on = DateEdit("评价日期", required=True, today=self._today)
        self.document = TextEdit("文号", required=True, limit=80)
        self.points = PointsEdit("得分", required=True)
        self.findings = NoteEdit("发现问题", lines=3, limit=_LONG)
        self.advice = NoteEdit("评价建议", lines=3, limit=_LONG)
        self.files = ChosenFiles(AttachmentKind.ASSESSMENT)
        for field in (self.project, self.evaluator, self.evaluated_on, self.document, self.points):
            self.form.add(field.caption, field)
        for note in (self.findings, self.advice):
            self.form.add(note.caption, note, wide=True)
        self.add_above(label("附件（评价报告、反馈函等）", "head"))
        self.add_above(self.files)
        if len(projects) == 1:
            self.project.set_value(projects[0].value)
        self.points.edited.connect(self._tell_grade)
        self.evaluated_on.edited.connect(self._tell_grade)
        self.files.changed.connect(self.fit)
        self.ready.connect(self._store)

    def fields_are_good(self) -> bool:
        """Red lines want room."""
        good = super().fields_are_good()
        self.fit()
        return good

    def is_changed(self) -> bool:
        """Chosen files count too."""
        return super().is_changed() or self.files.waiting()

    def _today(self) -> dt.date:
        return self._session.ask(lambda desk: desk.today)

    def _tell_grade(self) -> None:
        points, day = self.points.value(), self.evaluated_on.value() or self._today()
        if points is None:
            self.points.set_hint("0—100 分，等级按分档自动得出")
            return
        bands = self._session.ask(lambda desk: desk.figures.grade_bands(day))
        self.points.set_hint(f"等级：{grade(points, bands)}")

    def _store(self) -> None:
        entry = KeyEvaluationEntry(
            evaluator=self.evaluator.read() or Evaluator.FINANCE_BUREAU,
            evaluated_on=self.evaluated_on.read() or self._today(),
            document_number=self.document.read() or "",
            points=self.points.read(),
            findings=self.findings.read() or "",
            advice=self.advice.read() or "",
        )
        try:
            files = self.files.read()
        except FundError as error:
            self.refuse(error)
            return
        self._session.do(
            self._page,
            key_evaluations.record,
            self.project.read() or 0,
            self._year,
            entry,
            files,
            done=lambda _done: self.accept(),
            failed=self.refuse,
            hold=self.main_button,
        )


class KeyEvaluationView(Dialog):
    """One of them for reading; its papers open by a click. Nothing is typed, so there is nothing to cancel."""

    def __init__(self, page: Page, session: Session, row: KeyEvaluationRow) -> None:
        super().__init__(f"重点评价：{row.project}", page.window(), width=640)
        self.form = Form(columns=1)
        self.body.addWidget(label(f"{row.year} 年度", "second"))
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.files = Attachments(editable=False)
        self.lines = _lines(row)
        for caption, text in self.lines:
            said = label(text, wrap=True, selectable=True)
            said.setMinimumHeight(26)
            self.form.add(caption, said)
        self.form.add("附件", self.files)
        self.files.show_files([shown(file) for file in row.files])
        self.files.opened.connect(lambda key: open_attachment(page, session, int(key)))
        self.add_button("关闭", self.accept, look="primary", main=True)


def _lines(row: KeyEvaluationRow) -> tuple[tuple[str, str], ...]:
    found = [
        ("评价主体", row.evaluator.label),
        ("日期和文号", f"{row.evaluated_on:%Y-%m-%d}　{row.document_number}"),
        ("得分", scores_text(row)),
        ("发现问题", row.findings or "—"),
        ("评价建议", row.advice or "—"),
        ("登记人", row.author),
    ]
    return (*found, ("作废原因", row.void_reason)) if row.void_reason else tuple(found)

"""Where the figures of a self-evaluation come from: a dialog with the rows behind each; a row leads to its record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fundapp.errors import FundError
from fundapp.services import evaluation_trace
from fundapp.services.desk import Desk
from fundapp.services.evaluation_draft import EvaluationDraft
from fundapp.services.evaluation_trace import FigureUsed, Trace, TraceRow
from fundapp.ui import notices
from fundapp.ui.attachment_files import open_attachment
from fundapp.ui.parts.column import Column, date_column, text_column
from fundapp.ui.parts.dialog import Dialog
from fundapp.ui.parts.label import label
from fundapp.ui.parts.table import Table
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.documents import SubjectKind

_SCREENS = {
    SubjectKind.PROJECT: "projects",
    SubjectKind.PAYMENT: "payments",
    SubjectKind.CONTRACT: "contracts",
    SubjectKind.ALLOCATION: "contracts",
    SubjectKind.MONITORING: "monitoring",
}
"""Which screen opens a record."""

_LOW, _HIGH = 220, 380
_FOOT = 40
_AROUND = 320
"""Pixels of the list: at least, at most, below its rows; and what stands around it on the screen."""


def place_of(row: TraceRow) -> tuple[str, object] | None:
    """Screen and target of the record behind a row; None when it leads nowhere."""
    if row.kind is None:
        return None
    named = row.kind in (SubjectKind.CONTRACT, SubjectKind.ALLOCATION)
    return _SCREENS[row.kind], (row.kind.value, row.record_id) if named else row.record_id


class TraceDialog(Dialog):
    """The rows behind a figure, its formula, and the dated figures it used; Enter opens the record of a row."""

    opened = Signal(str, object)
    """Screen and target of the record that was asked for."""
    file_opened = Signal(int)
    """Id of the attachment that was asked for."""

    def __init__(self, session: Session, trace: Trace, parent: QWidget) -> None:
        super().__init__(f"{trace.title}　{trace.value}", parent, width=900)
        self.trace = trace
        self.formula = label(trace.formula, wrap=True, selectable=True)
        self.note = label(trace.note, "warn", wrap=True)
        self.note.setVisible(bool(trace.note))
        self.figures = label("\n".join(figure_text(one) for one in trace.figures), "second", wrap=True, selectable=True)
        self.figures.setVisible(bool(trace.figures))
        dated = any(row.on for row in trace.rows)
        self.table: Table[TraceRow] = Table(
            "performance.trace" if dated else "performance.trace.undated",
            _columns(dated=dated),
            session.runner,
            empty="账套中没有相关记录",
            searchable=False,
            wrap=True,
        )
        self.table.setMinimumHeight(_LOW)
        self.table.show_rows(trace.rows, None)
        self.table.activated.connect(self.open_row)
        for shown in (self.formula, self.note, self.table, self.figures):
            self.body.addWidget(shown)
        self.body.addWidget(label("回车打开所选记录。", "second"))
        self.add_button("关闭", self.reject, main=True)

    def fit(self) -> None:
        """The list is as high as its rows, as far as dialog and screen have room."""
        super().fit()  # the width decides how often the texts wrap
        view = self.table.view
        rows = view.verticalHeader().length() + view.horizontalHeader().height() + _FOOT
        self.table.setMinimumHeight(max(_LOW, min(rows, _HIGH, self.screen().availableSize().height() - _AROUND)))
        super().fit()

    def open_row(self, row: TraceRow) -> None:
        """Go to the record behind a row; an attachment opens beside the dialog."""
        if row.file_id:
            self.file_opened.emit(row.file_id)
            return
        place = place_of(row)
        if place is not None:
            self.accept()
            self.opened.emit(*place)


class Tracing(QObject):
    """Opens the dialog for a figure of one self-evaluation, as it is typed at the moment."""

    def __init__(self, page: Page, session: Session, evaluation_id: int, draft: Callable[[], EvaluationDraft]) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._id = evaluation_id
        self._draft = draft
        self.dialog: TraceDialog | None = None

    def show(self, what: str) -> None:
        """budget, executed, execution or total."""
        typed = self._draft()
        questions: dict[str, Callable[[Desk], Trace]] = {
            "budget": lambda desk: evaluation_trace.budget(desk, self._id),
            "executed": lambda desk: evaluation_trace.executed(desk, self._id),
            "execution": lambda desk: evaluation_trace.execution(desk, self._id, typed),
            "total": lambda desk: evaluation_trace.total(desk, self._id, typed),
        }
        self._open(questions[what])

    def show_indicator(self, indicator_id: int) -> None:
        """What is behind the points of an indicator."""
        typed = self._draft()
        self._open(lambda desk: evaluation_trace.indicator(desk, self._id, indicator_id, typed))

    def _open(self, question: Callable[[Desk], Trace]) -> None:
        try:
            trace = self._session.ask(question)
        except FundError as error:
            notices.refusal(self._page, error)
            return
        self.dialog = TraceDialog(self._session, trace, self._page)
        self.dialog.opened.connect(self._page.wanted)
        self.dialog.file_opened.connect(lambda key: open_attachment(self._page, self._session, key))
        self.dialog.open()


def figure_text(used: FigureUsed) -> str:
    """A dated figure with its document, and whether the office still has to confirm it."""
    sample = "；示例，待单位确认" if used.sample and "待单位" not in used.document else ""
    return f"{used.title}：{used.value}（依据：{used.document}{sample}）"


def _columns(*, dated: bool) -> tuple[Column[TraceRow], ...]:
    columns: tuple[Column[TraceRow], ...] = (
        text_column("what", "记录", width=170),
        text_column("detail", "说明", stretch=True, width=180, tip=lambda row: row.detail),
        Column("value", "数值", align="right", width=156, sortable=False, figure=True),
    )
    return (date_column("on", "日期", width=100, sortable=False), *columns) if dated else columns

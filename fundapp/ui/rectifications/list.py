"""整改台账 of a fiscal year, with what is left over from earlier years; overdue problems are shown loudly."""

from __future__ import annotations

from enum import Flag
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services import rectification_list, rectification_paper, rectification_sheet, rectification_sources
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.paging import Page as Rows
from fundapp.services.paging import PageRequest
from fundapp.services.rectification_list import RUNNING_FILTER, RectificationRow
from fundapp.ui import notices
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.button import bar, button
from fundapp.ui.parts.card import Card
from fundapp.ui.parts.label import label
from fundapp.ui.parts.scroll import page_column
from fundapp.ui.parts.table import Table
from fundapp.ui.rectifications.detail import RectificationPage
from fundapp.ui.rectifications.ledger_page import LedgerPage
from fundapp.ui.rectifications.look import columns
from fundapp.ui.rectifications.register import RegisterDialog
from fundapp.ui.screen import Page
from fundapp.ui.session import ServiceList, Session
from fundapp.values.choices import ProblemSource, RectificationState

_OVERDUE = "overdue"
_SHEET = "Excel 工作簿 (*.xlsx)"


class RectificationList(Page):
    """Enter opens one, Ctrl+N registers one."""

    watches = Changed.RECTIFICATION | Changed.PROJECT | Changed.PERSON | Changed.OFFICE

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._year = session.ask(lambda desk: desk.today.year)
        self._shown = 0
        self.dialog: RegisterDialog | None = None
        self.table: Table[RectificationRow] = Table(
            "rectifications", columns(), session.runner, empty="这个年度没有整改事项"
        )
        self.new = button("登记整改…", self.register, look="primary", icon="add", shortcut="Ctrl+N")
        self.paper = button("打印台账…", self.show_ledger, icon="print")
        self.sheet = button("导出表格…", self.export, icon="table")
        self.alarm = label("", "bad")
        self.late = button("只看逾期", self.show_overdue, look="link")
        self._banner = QWidget()
        self._build()

    def _build(self) -> None:
        states = [(RUNNING_FILTER, "未销号"), *((state.value, state.label) for state in RectificationState)]
        self.table.add_filter("state", "状态", states)
        self.table.add_filter("source", "来源", [(source.value, source.label) for source in ProblemSource])
        self.table.add_filter(_OVERDUE, "期限", [("1", "已逾期")])
        divisions = self._session.ask(rectification_list.divisions)
        if len(divisions) > 1:
            self.table.add_filter("division", "责任科室", [(str(key), name) for key, name in divisions])
        self.table.set_order("due_on")
        self.table.activated.connect(lambda row: self.show_one(row.id))
        self.table.loaded.connect(self._select_one)
        alarm = QHBoxLayout(self._banner)
        alarm.setContentsMargins(0, 0, 0, 0)
        alarm.setSpacing(10)
        alarm.addWidget(Badge("整改逾期", "bad"))
        alarm.addWidget(self.alarm)
        alarm.addWidget(self.late)
        strip = QHBoxLayout()
        strip.setContentsMargins(16, 10, 16, 2)
        strip.setSpacing(10)
        strip.addWidget(self._banner)
        strip.addStretch(1)
        for tool in (self.paper, self.sheet, self.new):
            strip.addWidget(tool)
        card = Card(margin=0)
        card.body.setSpacing(0)
        card.body.addLayout(strip)
        card.body.addWidget(self.table, 1)
        page_column(self, scroll=False).addWidget(card, 1)
        self.setFocusProxy(self.table)  # arrows and Enter work as soon as the list is there

    def aside(self) -> str:
        """How many are not put right yet."""
        counts = self._session.ask(rectification_list.counts)
        running = counts.open + counts.reported
        return f"未销号 {running} 项，其中逾期 {counts.overdue} 项" if running else ""

    def help(self) -> str:
        """What F1 says."""
        return (
            "整改台账列出所选年度的整改事项，以及以前年度尚未销号的事项；逾期的以红色标出。"
            "回车打开一项，Ctrl+N 登记一项。"
            "检查、审计发现的问题在这里登记，写明文号；自评、监控和重点评价发现的问题，请在那份记录上按“登记整改”，"
            "问题和措施会自动带入。责任科室登记进展、上传佐证、报告完成；由责任人和报告人以外的人确认销号（第十三条）。"
            "“打印台账”和“导出表格”按当前的筛选条件输出。"
        )

    def set_year(self, year: int) -> None:
        """Another fiscal year."""
        self._year = year

    def refresh(self, changed: Flag | None = None) -> None:
        """Ask again; the selection is kept while the year stays."""
        overdue = self._session.ask(rectification_list.overdue)
        self._banner.setVisible(bool(overdue))
        if overdue:
            most = overdue[0]
            self.alarm.setText(f"{len(overdue)} 项没有销号，{most.number} 已 {most.overdue_days} 天")
            self.alarm.setToolTip(f"责任人 {most.person}")
        bar(self.new, self._session.ask(rectification_sheet.why_not_register))
        if self._shown == self._year:
            self.table.reload()
        else:
            self._show_year()
        self.headed.emit()

    def aim(self, target: object) -> None:
        """An id opens it; "overdue" shows those; (a `ProblemSource` code, id) registers a problem from that record."""
        if isinstance(target, int):
            self.show_one(target)
        elif target == _OVERDUE:
            self.show_overdue()
        elif isinstance(target, tuple) and len(target) == 2 and isinstance(target[1], int):
            self.register_from(ProblemSource(target[0]), target[1])

    def show_one(self, key: int) -> None:
        """Open one."""
        try:
            self._session.ask(rectification_sheet.sheet, key)
        except FundError as error:
            notices.refusal(self, error)
            return
        self.pushed.emit(RectificationPage(self._session, key))

    def show_overdue(self) -> None:
        """Only those past their day, whatever was filtered."""
        self.table.bar.clear()
        self.table.bar.set_filter(_OVERDUE, "1")

    def register(self) -> None:
        """A problem that an inspection or audit found."""
        self._open(RegisterDialog(self, self._session, year=self._year))

    def register_from(self, source: ProblemSource, source_id: int) -> None:
        """A problem that a record of the ledger found, with its words filled in."""
        try:
            entry = self._session.ask(rectification_sources.prefill, source, source_id)
        except FundError as error:
            notices.refusal(self, error)
            return
        self._open(RegisterDialog(self, self._session, begun=entry))

    def show_ledger(self) -> None:
        """The list on paper, as it is filtered now."""
        self.pushed.emit(LedgerPage(self._session, self._request(), self._year, self.scope()))

    def export(self) -> None:
        """The list as a spreadsheet, as it is filtered now."""
        proposed = Path.home() / f"整改台账_{self._year}.xlsx"
        target = notices.ask_save(self, "导出整改台账", proposed, _SHEET)
        if target is None:
            return
        if target.suffix.lower() != ".xlsx":
            target = target.with_name(f"{target.name}.xlsx")
        verb = rectification_paper.export
        self._session.do(self, verb, target, self._request(), self._year, self.scope(), hold=self.sheet)

    def scope(self) -> str:
        """What the list shows now, in words."""
        return "，".join((f"{self._year} 年度（含以前年度未销号）", *self.table.bar.chips()))

    def _request(self) -> PageRequest:
        return PageRequest(text=self.table.bar.text(), filters=self.table.bar.filters())

    def _open(self, dialog: RegisterDialog) -> None:
        self.dialog = dialog
        dialog.registered.connect(self.show_one)
        dialog.open()

    def _show_year(self) -> None:
        self._shown = year = self._year

        def page(desk: Desk, asked: PageRequest) -> Rows[RectificationRow]:
            return rectification_list.page(desk, asked, year)

        self.table.show_source(ServiceList(self._session, page))
        self.table.set_empty(f"{year} 年度没有整改事项，以前年度也没有未销号的", "登记整改…", self.register)

    def _select_one(self) -> None:
        if self.table.current() is None:
            self.table.select_first()

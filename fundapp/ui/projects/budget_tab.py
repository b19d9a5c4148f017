"""预算与指标: what each funding source gave, has paid and still allows in the year; every entry with its document."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fundapp.services import application_list, projects, why_not
from fundapp.services.project_sheet import AppropriationRow, ProjectSheet, SourceRow
from fundapp.ui import notices
from fundapp.ui.actions import Action, ActionBar
from fundapp.ui.parts.badge import Badge
from fundapp.ui.parts.column import date_column, money_column, percent_column, text_column
from fundapp.ui.parts.label import label
from fundapp.ui.parts.table import Table
from fundapp.ui.parts.table_view import ROW_HEIGHT
from fundapp.ui.projects.dialogs import AppropriationDialog, YearDialog
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.money import ratio_bp


class BudgetTab(QWidget):
    """Sources above, entries below."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__()
        self._page = page
        self._session = session
        self._sheet: ProjectSheet | None = None
        self._year = 0
        self.title = label("", "head")
        self.badge = Badge()
        self.tools = ActionBar()
        self.sources: Table[SourceRow] = Table(
            "project.sources",
            (
                text_column("title", "资金来源", stretch=True, width=180, least=140, sortable=False),
                money_column("limit", "批复预算（元）", lambda row: row.money.limit, width=132, sortable=False),
                money_column("paid", "已拨付（元）", lambda row: row.money.paid, width=132, sortable=False),
                money_column("in_flight", "在途申请（元）", lambda row: row.money.in_flight, width=132, sortable=False),
                money_column("free", "可用余额（元）", lambda row: row.money.free, width=132, sortable=False),
                percent_column("rate", "执行率", _rate, width=86, sortable=False),
            ),
            session.runner,
            row_key=lambda row: row.key,
            empty="这个年度还没有建立",
            searchable=False,
            footer=False,
        )
        self.entries: Table[AppropriationRow] = Table(
            "project.appropriations",
            (
                date_column("document_date", "发文日期", sortable=False),
                text_column("document_number", "指标文号", width=190, least=160, sortable=False),
                text_column("kind", "类型", width=96, sortable=False),
                text_column("source", "资金来源", stretch=True, width=150, least=110, sortable=False),
                text_column("functional_class", "功能科目", width=150, least=110, spare=True, sortable=False),
                money_column("amount", "金额（元）", width=140, sortable=False),
                text_column("note", "备注", width=120, least=60, spare=True, quiet=True, sortable=False),
            ),
            session.runner,
            empty="还没有登记预算指标",
            searchable=False,
            footer=False,
        )
        self._build()
        self.tools.chosen.connect(self._act)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.badge)
        head.addStretch(1)
        head.addWidget(self.tools)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.sources)
        below = label("预算指标登记", "head")
        below.setContentsMargins(16, 8, 16, 0)
        column.addWidget(below)
        column.addWidget(self.entries)
        column.addStretch(1)

    def show_sheet(self, sheet: ProjectSheet, year: int) -> None:
        """Show a year; one that is not open has no money."""
        self._sheet, self._year = sheet, year
        row = sheet.year(year)
        self.title.setText(f"{year} 年度")
        word = "未建立" if row is None else "已关闭" if row.closed else "执行中"
        self.badge.show_text(word, "neutral" if row is None or row.closed else "ok")
        sources = row.sources if row is not None else ()
        money = row.money if row is not None else None
        sums: dict[str, object] = {}
        if money is not None:
            sums = {"limit": money.limit, "paid": money.paid, "in_flight": money.in_flight, "free": money.free}
        _fit(self.sources, len(sources), totals=bool(sums))
        self.sources.show_rows(sources, sums)
        entries = row.appropriations if row is not None else ()
        _fit(self.entries, len(entries), totals=bool(entries))
        self.entries.show_rows(entries, {"amount": sum(one.amount for one in entries)} if entries else {})
        self._offer(sheet, year)

    def _offer(self, sheet: ProjectSheet, year: int) -> None:
        ask = self._session.ask
        wanted = [Action("enter", "登记指标…", "primary", barred=ask(why_not.appropriate, sheet.id, year))]
        if sheet.year(year) is None:
            wanted.insert(0, Action("open", "建立年度…", barred=ask(why_not.open_year, sheet.id, year)))
        else:
            wanted.insert(0, Action("close", "关闭年度", barred=ask(why_not.close_year, sheet.id, year)))
            there = ask(application_list.of_year, sheet.id, year) is not None
            barred = "" if there else ask(why_not.apply, sheet.id, year)
            wanted.insert(1, Action("apply", "查看年度申请" if there else "填报年度申请", barred=barred))
        self.tools.set_actions(wanted)

    def _act(self, key: str) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        if key == "open":
            YearDialog(self._page, self._session, sheet, self._year).open()
        elif key == "apply":
            self._page.wanted.emit("applications", ("begin", sheet.id, self._year))
        elif key == "enter":
            AppropriationDialog(self._page, self._session, sheet, self._year).open()
        elif key == "close":
            text = f"关闭 {self._year} 年度后，不能再从这个年度用款或登记指标。"
            if notices.confirm(self._page, f"关闭 {self._year} 年度？", text, yes="关闭年度", danger=True):
                self._session.do(self._page, projects.close_year, sheet.id, self._year)


def _fit(table: Table[SourceRow] | Table[AppropriationRow], rows: int, *, totals: bool) -> None:
    """As high as its rows; the tab scrolls."""
    table.view.setMinimumHeight(0)
    table.setFixedHeight(36 + max(1, rows) * ROW_HEIGHT + (36 if totals else 0))


def _rate(row: SourceRow) -> object:
    return ratio_bp(row.money.paid, row.money.limit) if row.money.limit > 0 else None

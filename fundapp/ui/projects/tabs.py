"""The tabs of a project that only show: overview, goal and indicators, payments."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fundapp.errors import FundError
from fundapp.services import indicators
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.payment_sheet import PaymentRow
from fundapp.services.project_sheet import ProjectSheet
from fundapp.ui.parts.button import button
from fundapp.ui.parts.column import Column, text_column
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label
from fundapp.ui.parts.table import Table
from fundapp.ui.parts.table_view import ROW_HEIGHT
from fundapp.ui.payments.columns import request_columns
from fundapp.ui.screen import Page
from fundapp.ui.session import Session
from fundapp.values.choices import PaymentState
from fundapp.values.dates import iso
from fundapp.values.score import points_text


class OverviewTab(QWidget):
    """What was written when the project was established."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: dict[str, QLabel] = {}
        self._form = Form()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.addWidget(self._form)
        column.addStretch(1)
        self._form.section("")
        for name in ("项目编号", "项目类别", "归口科室", "经办人", "项目期限", "一体化代码", "批复文号", "批复日期"):
            self._add(name)
        self._add("项目内容", wide=True)
        self._add("总体目标", wide=True)

    def show_sheet(self, sheet: ProjectSheet) -> None:
        """Show a project."""
        entry = sheet.entry
        said = {
            "项目编号": sheet.number,
            "项目类别": sheet.category,
            "归口科室": sheet.division,
            "经办人": sheet.author,
            "项目期限": _term(sheet),
            "一体化代码": entry.national_code,
            "批复文号": sheet.approval_document,
            "批复日期": iso(sheet.approved_on) if sheet.approved_on else "",
            "项目内容": entry.content,
            "总体目标": entry.goal,
        }
        for name, text in said.items():
            self._texts[name].setText(text or "—")

    def text(self, name: str) -> str:
        """What stands beside a caption."""
        return self._texts[name].text()

    def _add(self, name: str, *, wide: bool = False) -> None:
        self._texts[name] = label("", wrap=True, selectable=True)
        self._texts[name].setMinimumHeight(32)
        self._form.add(name, self._texts[name], wide=wide)


class GoalTab(QWidget):
    """Goal and indicators of the year."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__()
        self._session = session
        self.goal = label("", wrap=True, selectable=True)
        self.note = label("", "second", wrap=True)
        self.table: Table[IndicatorEntry] = Table(
            "project.indicators",
            (
                text_column("level1", "一级指标", width=110, least=100, sortable=False),
                text_column("level2", "二级指标", width=160, least=110, sortable=False),
                text_column("name", "三级指标", stretch=True, width=200, least=150, sortable=False),
                text_column("target", "指标值", _target, width=180, least=110, sortable=False),
                Column("weight", "分值", _weight, align="right", width=96, sortable=False, figure=True),
            ),
            session.runner,
            row_key=lambda row: row.id,
            empty="这个年度还没有绩效指标",
            searchable=False,
            footer=False,
        )
        head = QHBoxLayout()
        head.addWidget(self.note, 1)
        head.addWidget(button("到“绩效自评”办理", lambda: page.wanted.emit("performance", None), look="link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(10)
        padded = QVBoxLayout()
        padded.setContentsMargins(16, 0, 16, 0)
        padded.addLayout(head)
        padded.addWidget(self.goal)
        column.addLayout(padded)
        column.addWidget(self.table)
        column.addStretch(1)

    def show_sheet(self, sheet: ProjectSheet, year: int) -> None:
        """Show the year's plan; a year that is not open has none."""
        try:
            plan = self._session.ask(indicators.of_year, sheet.id, year)
        except FundError as error:
            self.note.setText(str(error))
            self.goal.setText("")
            self.table.show_rows(())
            return
        rest = f"预算执行率占 {points_text(plan.execution_weight)} 分" if plan.entries else ""
        frozen = f"已用于{plan.frozen_by}，不能再改" if plan.frozen_by else ""
        self.note.setText("　".join(part for part in (f"{year} 年度目标", rest, frozen) if part))
        self.goal.setText(plan.goal or "—")
        self.table.view.setMinimumHeight(0)
        self.table.setFixedHeight(36 + max(3, len(plan.entries)) * ROW_HEIGHT)
        self.table.show_rows(plan.entries)


class PaymentsTab(QWidget):
    """All requests of the project."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__()
        columns = tuple(column for column in request_columns() if column.key != "project")
        self.table: Table[PaymentRow] = Table(
            "project.payments", columns, session.runner, empty="这个项目还没有用款申请", searchable=False
        )
        self.table.activated.connect(lambda row: page.wanted.emit("payments", ("payment", row.id)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_sheet(self, sheet: ProjectSheet) -> None:
        """Show the requests; void ones are listed but not added up."""
        total = sum(row.amount for row in sheet.payments if row.state != PaymentState.VOID)
        self.table.show_rows(sheet.payments, {"amount": total} if sheet.payments else {})


def _weight(row: IndicatorEntry) -> str:
    return points_text(row.weight)


def _term(sheet: ProjectSheet) -> str:
    """The term, and what its review decided."""
    term = f"{sheet.start_year}—{sheet.end_year} 年"
    if sheet.cancelled:
        return f"{term}，期满评价 {sheet.cancelled} 结论为“取消”，到 {sheet.last_year} 年为止"
    return f"{term}，期满评价后可到 {sheet.last_year} 年" if sheet.last_year > sheet.end_year else term


def _target(row: IndicatorEntry) -> str:
    if row.target_text:
        return row.target_text
    if row.target_on is not None:
        return f"{iso(row.target_on)} 前"
    return f"{row.operator.value}{row.target:f}{row.unit}" if row.target is not None else ""

"""One monitoring; see `DocumentPage`."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fundapp.rules.finding import Finding
from fundapp.services import monitoring_sheet, monitorings
from fundapp.services.desk import Desk
from fundapp.services.done import Changed
from fundapp.services.monitoring_draft import MonitoringDraft
from fundapp.services.monitoring_sheet import MonitoringSheet, Preview
from fundapp.ui.actions import Action
from fundapp.ui.documents.kind import Kind
from fundapp.ui.documents.page import DocumentPage
from fundapp.ui.monitoring.frame import MonitoringFrame
from fundapp.ui.monitoring.moves import REASONS, RECTIFY
from fundapp.ui.monitoring.row import WatchRow
from fundapp.ui.performance.actual import Setting
from fundapp.ui.session import Session
from fundapp.values.choices import MonitoringKind, ProblemSource
from fundapp.values.dates import chinese_date
from fundapp.values.documents import FormKind
from fundapp.values.money import points_of_percent

_KIND = Kind(
    "monitoring",
    FormKind.MONITORING,
    "预览监控表",
    "执行数取自账面，指标进度由实际数和指标值计算 · 依据：第五条、第十五条、财预〔2019〕136号",
    REASONS,
    monitoring_sheet.sheet,
    monitorings,
)
_PLAN = "绩效指标"
_IN_ROWS = {
    "执行情况": "待填",
    "完成目标可能性": "待填",
    "偏差原因": "缺说明",
    "原因说明": "缺说明",
    "全年预计": "缺说明",
}
"""Boxes of a row that a finding names, and the badge of the rows it means."""


class MonitoringPage(DocumentPage[MonitoringSheet, MonitoringDraft, Preview]):
    """Money and indicators against time, row by row."""

    frame: MonitoringFrame
    watches = Changed.MONITORING | Changed.PROJECT | Changed.DISBURSEMENT | Changed.ATTACHMENT

    def __init__(self, session: Session, monitoring_id: int, parent: QWidget | None = None) -> None:
        super().__init__(session, monitoring_id, _KIND, parent)
        bands = session.ask(lambda desk: desk.figures.bands(desk.today))
        self.frame = MonitoringFrame(Setting(self._today, bands), self.files)
        self.table, self.form = self.frame.table, self.frame.form
        self._build(self.frame)
        self.frame.picture.chosen.connect(self._on_bar)

    def heading(self) -> str:
        """Year and project."""
        sheet = self._sheet
        return f"{sheet.year} 年度{sheet.draft.kind.label} · {sheet.project}" if sheet is not None else "运行监控"

    def help(self) -> str:
        """What F1 says."""
        return (
            "预算数和执行数取自账面，截至监控期末。逐行填写执行情况、全年预计和完成目标可能性；"
            "不是“确定能”的，须选择偏差原因、写明说明，并在下方填写原因和举措。"
            "上方的图把预算执行进度、各指标进度与时间进度（红线）对比，斜纹表示落后；上下键逐行查看，回车到该行。"
            "定性指标的进度由经办人评定；上限类指标在限度之内即为正常。"
            "填写的内容随时自动存在本机，“保存”（Ctrl+S）才写入账套。送审以后按当时的账面和指标签批。"
        )

    def act(self, key: str) -> None:
        """A button."""
        if key == RECTIFY.key:
            self.wanted.emit("rectifications", (ProblemSource.MONITORING.value, self._id))
        else:
            super().act(key)

    def _judge(self, desk: Desk, draft: MonitoringDraft) -> Preview:
        return monitoring_sheet.preview(desk, draft)

    def _stored(self, sheet: MonitoringSheet) -> Preview:
        return sheet.preview

    def _fill(self, sheet: MonitoringSheet) -> None:
        self.table.show_lines(sheet.preview.lines)
        self.form.show_draft(sheet.draft)
        self.form.goal.setText(sheet.preview.goal or "—")

    def _typed(self, sheet: MonitoringSheet) -> MonitoringDraft:
        return replace(self.form.typed(sheet.draft), lines=self.table.lines(), version=self._version)

    def _about(self, sheet: MonitoringSheet) -> tuple[str, ...]:
        return (f"{sheet.draft.kind.label}，截至{chinese_date(sheet.preview.course.until)}",)

    def _last(self, sheet: MonitoringSheet) -> tuple[Action, ...]:
        return (RECTIFY,) if sheet.to_rectify else ()

    def _show_more(self, sheet: MonitoringSheet) -> None:
        if sheet.draft.kind is MonitoringKind.ROUND:
            self.form.until.set_read_only(True)

    def _show(self, found: Preview) -> None:
        on = found.course.until
        limit = self._session.ask(lambda desk: desk.figures.number("progress_behind", on))
        self.frame.show_course(found, points_of_percent(limit))

    def _link_of(self, finding: Finding) -> str:
        if not finding.blocks:
            return ""
        return "去编制指标" if finding.field == _PLAN else "去填写"

    def _follow(self, finding: Finding) -> None:
        if finding.field == _PLAN:
            self.wanted.emit("performance", ("indicators", self.sheet.project_id))
        elif finding.field in _IN_ROWS:
            row = self._row_meant(finding.field)
            if row is not None:
                row.focus_box(finding.field)
        elif finding.field in self.form.names():
            self.form.field(finding.field).setFocus()

    def _on_bar(self, place: int) -> None:
        """The first bar is the money's: it is put right by the forecast."""
        if place == 0:
            self.form.forecast.setFocus()
        elif place <= len(self.table.rows):
            self.table.rows[place - 1].actual.setFocus()

    def _row_meant(self, field: str) -> WatchRow | None:
        wanted = _IN_ROWS[field]
        for row in self.table.rows:
            line = row.line()
            if field == "完成目标可能性" and line.likelihood is not None:
                continue
            if row.badge.text() == wanted:
                return row
        return None

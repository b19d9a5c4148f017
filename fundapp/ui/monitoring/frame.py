"""The look of a monitoring: picture, table and words at the left, checks at the right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fundapp.services.monitoring_draft import MonitoringDraft
from fundapp.services.monitoring_sheet import Preview
from fundapp.ui.documents.frame import DocumentFrame
from fundapp.ui.monitoring.table import WatchTable
from fundapp.ui.parts.card import Figure, FigureStrip
from fundapp.ui.parts.check_group import CheckGroup
from fundapp.ui.parts.choice import Option
from fundapp.ui.parts.date_edit import DateEdit
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.label import label
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.progress_picture import Progress, ProgressPicture
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit
from fundapp.ui.performance.actual import Setting
from fundapp.values.choices import MonitoringKind
from fundapp.values.money import percent, wan

_WIDE_FROM = 1000
_DEMANDS = "demands"


class MonitoringForm(Form):
    """What is written beside the indicators."""

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.goal = label("", wrap=True, selectable=True)
        self.until = DateEdit("截止日期", required=True, today=today)
        self.forecast = MoneyEdit("全年预计执行数", zero=True)
        self.shortcomings = NoteEdit("偏差或不能完成原因", lines=3, limit=1000)
        self.measures = NoteEdit("相关建议或举措", lines=3, limit=1000)
        self.demands: CheckGroup[str] = CheckGroup("是否需要整改", (Option(_DEMANDS, "需要整改，签批后登记整改事项"),))
        self.dated = DateEdit("填报日期", required=True, today=today)
        self.phone = TextEdit("联系电话", limit=40)
        self.section("年度总体目标")
        self.add("目标", self.goal, wide=True)
        self.section("监控结论与填报")
        self.add("截止日期", self.until)
        self.add("全年预计执行数", self.forecast)
        self.add("偏差或不能完成原因", self.shortcomings, wide=True)
        self.add("相关建议或举措", self.measures, wide=True)
        self.add("是否需要整改", self.demands, wide=True)
        self.add("填报日期", self.dated)
        self.add("联系电话", self.phone)

    def show_draft(self, draft: MonitoringDraft) -> None:
        """What is stored."""
        self.clear_complaints()
        self.until.set_value(draft.until)
        self.forecast.set_value(draft.forecast)
        self.shortcomings.set_value(draft.problems)
        self.measures.set_value(draft.measures)
        self.demands.set_value(frozenset({_DEMANDS}) if draft.demands else None)
        self.dated.set_value(draft.dated)
        self.phone.set_value(draft.phone)
        fixed = draft.kind is MonitoringKind.ROUND
        self.until.set_hint("集中监控的截止日由单位统一设定" if fixed else "")
        self.until.set_read_only(fixed)

    def typed(self, draft: MonitoringDraft) -> MonitoringDraft:
        """The draft with what is typed, as far as it can be read."""
        return replace(
            draft,
            until=self.until.value() or draft.until,
            forecast=self.forecast.value(),
            problems=self.shortcomings.value() or "",
            measures=self.measures.value() or "",
            demands=bool(self.demands.value()),
            dated=self.dated.value() or draft.dated,
            phone=self.phone.value() or "",
        )


class MonitoringFrame(DocumentFrame):
    """Money, picture, table and words."""

    def __init__(self, setting: Setting, files: QWidget, parent: QWidget | None = None) -> None:
        form = MonitoringForm(setting.today)
        table = WatchTable(setting)
        super().__init__(form, table, parent)
        self.form, self.table = form, table
        self.figures = FigureStrip()
        self.figures.setContentsMargins(16, 10, 16, 10)
        self.picture = ProgressPicture()
        upper = QVBoxLayout()
        upper.setContentsMargins(16, 10, 16, 12)
        upper.addWidget(label("进度与时间进度对比", "head"))
        upper.addWidget(self.picture)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper)
        column.addWidget(self.table)
        column.addLayout(self.written(files))
        self.build(content, head=(self.figures,))

    def show_course(self, found: Preview, limit: str) -> None:
        """Money, picture, progress of every row; `limit` is how far behind is called behind."""
        course, total = found.course, found.money.total
        rate = "—" if course.money_bp is None else percent(course.money_bp)
        self.figures.show_figures(
            (
                Figure("全年预算数", f"{wan(total.adjusted)} 万元"),
                Figure(f"截至{course.until.month}月{course.until.day}日执行数", f"{wan(total.executed)} 万元"),
                Figure("预算执行进度", rate),
                Figure("时间进度", percent(course.time_bp)),
            )
        )
        bars = [Progress("预算执行", course.money_bp, course.money_behind)]
        bars += [Progress(line.entry.name, line.progress_bp, line.behind) for line in found.lines]
        self.picture.show_rows(bars, course.time_bp, limit)
        self.table.show_results(found.lines)

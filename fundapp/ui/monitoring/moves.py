"""The buttons of a monitoring, and what is said about where it stands."""

from __future__ import annotations

from fundapp.services.monitoring_sheet import MonitoringSheet
from fundapp.ui import document_moves
from fundapp.ui.actions import Action
from fundapp.values.dates import chinese_date

REASONS = {
    "withdraw": ("撤回运行监控", "撤回后回到草稿，本轮签批结束。请写明原因。", "撤回"),
    "change": ("修改已送审的监控表", "本轮已有的签字全部失效，修改后须重新送审。请写明原因。", "失效并修改"),
    "void": ("作废运行监控", "作废后不能恢复，单号保留在清单中，可以重新填报。请写明原因。", "作废"),
}
"""Title, sentence and button of the question for a reason."""


def actions(sheet: MonitoringSheet, barrier: str) -> tuple[Action, ...]:
    """The moves and the form, and 登记整改 when something has to be put right; see `document_moves.actions`."""
    found = document_moves.actions(sheet, barrier, "预览监控表")
    if not sheet.to_rectify:
        return found
    return (*found, Action("rectify", "登记整改…", "primary", tip="把监控发现的问题登记为整改事项"))


def where_of(sheet: MonitoringSheet) -> str:
    """Number, period, division, author, and whose hand is awaited."""
    period = f"{sheet.draft.kind.label}，截至{chinese_date(sheet.preview.course.until)}"
    return document_moves.where_of(sheet, period)

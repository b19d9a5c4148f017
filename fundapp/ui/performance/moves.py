"""The buttons of a self-evaluation."""

from __future__ import annotations

from fundapp.services.evaluation_sheet import EvaluationSheet
from fundapp.ui import document_moves
from fundapp.ui.actions import Action
from fundapp.values.choices import DocumentState

REASONS = {
    "withdraw": ("撤回绩效自评", "撤回后回到草稿，本轮签批结束。请写明原因。", "撤回"),
    "change": ("修改已送审的自评", "本轮已有的签字全部失效，修改后须重新送审。请写明原因。", "失效并修改"),
    "void": ("作废绩效自评", "作废后不能恢复，单号保留在清单中，该年度可以重新填报。请写明原因。", "作废"),
}
"""Title, sentence and button of the question for a reason."""


def actions(sheet: EvaluationSheet, barrier: str, unrectified: str) -> tuple[Action, ...]:
    """The moves and the form; see `document_moves.actions`.

    `unrectified` says why no problem can be registered from an approved one; empty when it can.
    """
    rectify = Action("rectify", "登记整改…", tip="带入存在问题、改进措施和得分低的指标", barred=unrectified)
    others = (rectify,) if sheet.state is DocumentState.APPROVED else ()
    return document_moves.actions(sheet, barrier, "预览自评表", *others)

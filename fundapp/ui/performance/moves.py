"""The words of a self-evaluation's buttons."""

from __future__ import annotations

from fundapp.ui.actions import Action

REASONS = {
    "withdraw": ("撤回绩效自评", "撤回后回到草稿，本轮签批结束。请写明原因。", "撤回"),
    "change": ("修改已送审的自评", "本轮已有的签字全部失效，修改后须重新送审。请写明原因。", "失效并修改"),
    "void": ("作废绩效自评", "作废后不能恢复，单号保留在清单中，该年度可以重新填报。请写明原因。", "作废"),
}
"""Title, sentence and button of the question for a reason."""


def rectify(barred: str) -> Action:
    """The button that registers a problem; `barred` says why none can be, empty when one can."""
    return Action("rectify", "登记整改…", tip="带入存在问题、改进措施和得分低的指标", barred=barred)

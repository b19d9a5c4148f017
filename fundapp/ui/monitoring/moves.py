"""The words of a monitoring's buttons."""

from __future__ import annotations

from fundapp.ui.actions import Action

REASONS = {
    "withdraw": ("撤回运行监控", "撤回后回到草稿，本轮签批结束。请写明原因。", "撤回"),
    "change": ("修改已送审的监控表", "本轮已有的签字全部失效，修改后须重新送审。请写明原因。", "失效并修改"),
    "void": ("作废运行监控", "作废后不能恢复，单号保留在清单中，可以重新填报。请写明原因。", "作废"),
}
"""Title, sentence and button of the question for a reason."""
RECTIFY = Action("rectify", "登记整改…", "primary", tip="把监控发现的问题登记为整改事项")

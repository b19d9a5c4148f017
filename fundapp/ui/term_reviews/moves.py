"""The words of a term review's buttons."""

from __future__ import annotations

REASONS = {
    "withdraw": ("撤回期满评价", "撤回后回到草稿，本轮签批结束。请写明原因。", "撤回"),
    "change": ("修改已送审的期满评价", "本轮已有的签字全部失效，修改后须重新送审。请写明原因。", "失效并修改"),
    "void": ("作废期满评价", "作废后不能恢复，单号保留在清单中，该实施期可以重新评价。请写明原因。", "作废"),
}
"""Title, sentence and button of the question for a reason."""

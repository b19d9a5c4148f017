"""The words of an annual application's buttons."""

from __future__ import annotations

REASONS = {
    "withdraw": ("撤回年度申请", "撤回后回到草稿，本轮签批结束。请写明原因。", "撤回"),
    "change": (
        "修改已送审的申请",
        "本轮已有的签字全部失效，年度目标和指标可以再改；重新批准以前，本年度不能登记预算指标和付款。请写明原因。",
        "失效并修改",
    ),
    "void": ("作废年度申请", "作废后不能恢复，单号保留在清单中，该年度可以重新申请。请写明原因。", "作废"),
}
"""Title, sentence and button of the question for a reason."""

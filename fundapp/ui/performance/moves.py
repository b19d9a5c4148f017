"""The buttons of a self-evaluation, and what is said about where it stands."""

from __future__ import annotations

from fundapp.services.evaluation_sheet import EvaluationSheet
from fundapp.ui.actions import Action, from_offer
from fundapp.ui.tokens import Look
from fundapp.values.choices import DocumentState
from fundapp.values.documents import RoundOutcome

_ORDER = ("void", "change", "withdraw", "save", "rectify", "print", "submit", "agree")
_CLERKS = frozenset({"withdraw", "change", "void", "save", "submit"})
_WORDS = {"withdraw": "撤回…", "change": "修改…", "void": "作废…", "agree": "去签批…"}
_LOOKS: dict[str, Look] = {"submit": "primary", "agree": "seal"}
_WRITING = (DocumentState.DRAFT, DocumentState.RETURNED)

REASONS = {
    "withdraw": ("撤回绩效自评", "撤回后回到草稿，本轮签批结束。请写明原因。", "撤回"),
    "change": ("修改已送审的自评", "本轮已有的签字全部失效，修改后须重新送审。请写明原因。", "失效并修改"),
    "void": ("作废绩效自评", "作废后不能恢复，单号保留在清单中，该年度可以重新填报。请写明原因。", "作废"),
}
"""Title, sentence and button of the question for a reason."""


def actions(sheet: EvaluationSheet, barrier: str, unrectified: str = "") -> tuple[Action, ...]:
    """Every open move and the form; a clerk of the division also sees the closed ones, with the reason.

    `barrier` says why what is typed cannot be submitted, `unrectified` why no problem can be registered from it.
    """
    offered = {str(offer.verb): offer for offer in sheet.offers}
    own = any(offer.allowed for verb, offer in offered.items() if verb in _CLERKS)
    found = []
    final = sheet.state is DocumentState.APPROVED
    for verb in _ORDER:
        if verb == "rectify":
            if final:
                found.append(
                    Action("rectify", "登记整改…", tip="带入存在问题、改进措施和得分低的指标", barred=unrectified)
                )
            continue
        if verb == "print":
            found.append(Action("print", "打印…" if final else "预览自评表", icon="print" if final else ""))
            continue
        offer = offered.get(verb)
        if offer is None or not (offer.allowed or (own and verb in _CLERKS)):
            continue
        made = from_offer(offer, look=_LOOKS.get(verb, "plain"))
        barred = made.barred or (barrier if verb == "submit" else "")
        tip = "保存草稿\nCtrl+S" if verb == "save" else ""
        found.append(Action(verb, _WORDS.get(verb, made.label), made.look, tip=tip, barred=barred))
    return tuple(found)


def where_of(sheet: EvaluationSheet) -> str:
    """Number, division, author, and whose hand is awaited."""
    waiting = f"等待{sheet.step.label}" if sheet.step is not None and sheet.state is DocumentState.IN_APPROVAL else ""
    return " · ".join(part for part in (sheet.number, sheet.division, sheet.author, waiting) if part)


def banner_of(sheet: EvaluationSheet) -> str:
    """What has to be known before anything else: a return, a changed ledger, a voiding, or why nothing can be typed."""
    last = sheet.rounds[-1] if sheet.rounds else None
    if sheet.state is DocumentState.VOID:
        return f"已作废：{sheet.void_reason}"
    if sheet.moved:
        return sheet.moved
    if last is not None and last.outcome is not RoundOutcome.OPEN and sheet.state in _WRITING and last.reason:
        return f"第 {last.number} 轮{last.outcome.label}：{last.reason}"
    save = sheet.offer("save")
    if save is not None and not save.allowed:
        return f"只能查看：【{save.article}】{save.why}"
    return ""

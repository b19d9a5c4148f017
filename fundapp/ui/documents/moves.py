"""The buttons of a document that is signed, and what is said about where it stands; whatever the document says."""

from __future__ import annotations

from fundapp.services.document_sheet import Standing
from fundapp.ui.actions import Action, from_offer
from fundapp.ui.tokens import Look
from fundapp.values.choices import DocumentState
from fundapp.values.documents import RoundOutcome

_BEFORE = ("void", "change", "withdraw", "save")
_AFTER = ("submit", "agree")
_CLERKS = frozenset({"withdraw", "change", "void", "save", "submit"})
_WORDS = {"withdraw": "撤回…", "change": "修改…", "void": "作废…", "agree": "去签批…"}
_LOOKS: dict[str, Look] = {"submit": "primary", "agree": "seal"}


def actions(sheet: Standing, barrier: str, preview: str, *others: Action) -> tuple[Action, ...]:
    """Every open move and the form; a clerk of the division also sees the closed ones, with the reason.

    Args:
        sheet: the document.
        barrier: why what is typed cannot be submitted; empty when it can.
        preview: what the button of the form says before the last hand, such as 预览自评表.
        others: buttons of this kind of document, before that of the form.
    """
    final = sheet.state is DocumentState.APPROVED
    form = Action("print", "打印…" if final else preview, icon="print" if final else "")
    return (*_moves(sheet, barrier, _BEFORE), *others, form, *_moves(sheet, barrier, _AFTER))


def _moves(sheet: Standing, barrier: str, order: tuple[str, ...]) -> list[Action]:
    offered = {str(offer.verb): offer for offer in sheet.offers}
    own = any(offer.allowed or offer.held for verb, offer in offered.items() if verb in _CLERKS)
    found = []
    for verb in order:
        offer = offered.get(verb)
        if offer is None or not (offer.allowed or (own and verb in _CLERKS)):
            continue
        made = from_offer(offer, look=_LOOKS.get(verb, "plain"))
        barred = made.barred or (barrier if verb == "submit" else "")
        tip = "保存草稿\nCtrl+S" if verb == "save" else ""
        found.append(Action(verb, _WORDS.get(verb, made.label), made.look, tip=tip, barred=barred))
    return found


def where_of(sheet: Standing, *about: str) -> str:
    """Number, what it is about, division, author, and whose hand is awaited."""
    waiting = f"等待{sheet.step.label}" if sheet.step is not None and sheet.state is DocumentState.IN_APPROVAL else ""
    return " · ".join(part for part in (sheet.number, *about, sheet.division, sheet.author, waiting) if part)


def banner_of(sheet: Standing, moved: str) -> str:
    """What has to be known before anything else: a voiding, what moved since submission, a return, or why nothing can
    be typed."""
    last = sheet.rounds[-1] if sheet.rounds else None
    if sheet.state is DocumentState.VOID:
        return f"已作废：{sheet.void_reason}"
    if moved:
        return moved
    if last is not None and last.outcome is not RoundOutcome.OPEN and sheet.open and last.reason:
        return f"第 {last.number} 轮{last.outcome.label}：{last.reason}"
    save = sheet.offer("save")
    if save is not None and not save.allowed:
        return f"只能查看：【{save.article}】{save.why}"
    return ""

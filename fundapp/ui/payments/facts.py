"""What a stored request says, line by line, and which buttons stand under it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fundapp.rules import access
from fundapp.rules.finding import blocking, wanting_reason
from fundapp.services import payment_sheet
from fundapp.services.desk import Desk
from fundapp.services.payment_sheet import PaymentSheet
from fundapp.ui.actions import Action, from_offer
from fundapp.ui.tokens import Look
from fundapp.values.amount_in_words import in_words
from fundapp.values.bad_input import BadInput
from fundapp.values.choices import BasisKind, PaymentState
from fundapp.values.dates import iso
from fundapp.values.invoice import parse_invoice
from fundapp.values.money import percent, yuan

_LOOKS: dict[str, Look] = {
    "submit": "primary",
    "agree": "seal",
    "disburse": "primary",
    "void": "danger",
}
_WORDS = {"save": "修改内容", "agree": "去签批"}
_CLERKS = ("save", "submit", "withdraw", "change", "void")
"""Moves that clerks see barred with the reason; others see only what they may do."""
_ORDER = ("void", "withdraw", "change", "save", "submit", "disburse", "agree")


@dataclass(frozen=True)
class Seen:
    """A request with the words for its codes. `may_edit`: the person may write remark and filing number."""

    sheet: PaymentSheet
    may_edit: bool
    sources: Mapping[str, str]
    economic_class: str


def see(desk: Desk, payment_id: int) -> Seen:
    """One request for its page. Raises NotFound."""
    sheet = payment_sheet.sheet(desk, payment_id)
    known = desk.figures.economic_class(sheet.draft.economic_class, sheet.draft.dated)
    return Seen(
        sheet=sheet,
        may_edit=desk.me is not None and access.may(desk.me, "payments.edit"),
        sources={source.key: source.title for source in desk.figures.sources(sheet.draft.dated)},
        economic_class=f"{known.code} {known.name}" if known is not None else sheet.draft.economic_class,
    )


def moves(seen: Seen) -> tuple[Action, ...]:
    """The buttons: the form, then every open move; clerks also see the closed ones, with the reason."""
    sheet = seen.sheet
    final = sheet.state in (PaymentState.APPROVED, PaymentState.PAID)
    found = [Action("print", "打印…" if final else "预览表单", icon="print")]
    offered = {str(offer.verb): offer for offer in sheet.offers}
    for verb in _ORDER:
        offer = offered.get(verb)
        if offer is None or not (offer.allowed or (seen.may_edit and verb in _CLERKS)):
            continue
        made = from_offer(offer, look=_LOOKS.get(verb, "plain"))
        barred = made.barred or (_unfit(sheet) if verb == "submit" else "")
        found.append(Action(verb, _WORDS.get(verb, made.label), made.look, barred=barred))
    return tuple(found)


def _unfit(sheet: PaymentSheet) -> str:
    """Why the request itself cannot be submitted."""
    for finding in blocking(sheet.findings):
        return f"【{finding.article}】{finding.message}{finding.remedy}"
    given = {rule for rule, reason in sheet.draft.reasons if reason.strip()}
    for finding in wanting_reason(sheet.findings):
        if finding.rule not in given:
            return f"【{finding.article}】{finding.title}：请在“修改内容”中写明理由。"
    return ""


def facts(seen: Seen) -> Iterator[tuple[str, str, bool]]:
    """(caption, text, whether it takes the whole width) of everything that was filled in."""
    sheet, draft = seen.sheet, seen.sheet.draft
    word = "合同" if sheet.basis_kind is BasisKind.CONTRACT else "分配清单"
    sources = "；".join(f"{seen.sources.get(key, key)} {yuan(amount)} 元" for key, amount in draft.shares)
    lines = (
        ("项目", f"{sheet.project}（{sheet.project_number}）", True),
        (word, f"{sheet.basis_number} {sheet.basis_name}", True),
        ("付款节点", f"{sheet.milestone_sequence} · {sheet.milestone}", False),
        ("付款条件", sheet.condition, False),
        ("申请科室", f"{sheet.division} · {sheet.author}", False),
        ("申请日期", iso(draft.dated), False),
        ("金额大写", f"人民币{in_words(sheet.amount)}", True),
        ("资金来源", sources, True),
        ("经济分类", seen.economic_class, False),
        ("支付方式", draft.method, False),
        ("实际进度", percent(draft.actual_progress_bp) if draft.actual_progress_bp is not None else "", False),
        ("少付原因", draft.reduction_reason, False),
        ("付款用途", draft.purpose, True),
        ("收款单位", sheet.payee, False),
        ("账号", f"{sheet.bank} {sheet.account}", False),
        ("发票", _invoices(sheet), True),
        ("作废原因", sheet.void_reason, True),
    )
    yield from (line for line in lines if line[1])
    paid = sheet.disbursement
    if paid is not None:
        yield "拨付日期", iso(paid.paid_on), False
        yield "凭证号", paid.voucher, False
        yield "银行流水", paid.bank_reference or "（未填）", False
        yield "登记人", paid.registered_by, False


def _invoices(sheet: PaymentSheet) -> str:
    lines = []
    for entry in sheet.draft.invoices:
        try:
            name = parse_invoice(entry.code, entry.number).label
        except BadInput:
            name = f"{entry.code} {entry.number}".strip()
        lines.append(f"{name}　{iso(entry.issued_on)}　{entry.seller}　{yuan(entry.amount)} 元")
    return "\n".join(lines)

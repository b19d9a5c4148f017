"""Art. 12: the payee is the contract's other party, paid to the account the contract names."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import AttachmentKind, PayeeKind
from fundapp.values.dates import iso
from fundapp.values.identifiers import same_name
from fundapp.values.width import without_spaces


@rule(
    PaymentCase,
    "12-8",
    article="第十二条",
    title="收款单位与合同（清单）一致",
    severity=Severity.BLOCK,
    explanation="收款单位须是合同乙方或清单所列单位，并有在用的收款账户；名称中的空格和括号全半角不计。",
)
def payee_is_party(case: PaymentCase, _: Figures) -> Verdict | None:
    """The payee is party B, or the line's body, and has an account."""
    if not case.payee_name.strip() or not case.account_number.strip():
        return unmet("尚未选择收款单位或收款账户。", remedy="请选择收款单位及其账户。", field="收款单位")
    if not case.basis_number:
        return None
    if not same_name(case.payee_name, case.party_name):
        return unmet(
            f"收款单位“{case.payee_name}”与{case.basis_word}所列“{case.party_name}”不一致。",
            remedy=f"请按{case.basis_word}选择收款单位；单位更名或债权转让的，先办理补充协议。",
            field="收款单位",
        )
    if case.account_closed_on is not None:
        return unmet(
            f"收款账户 {_tail(case.account_number)} 已于 {iso(case.account_closed_on)} 停用。",
            remedy=f"请改选收款单位现用的账户：{case.account_in_use}，并附账户变更函。"
            if case.account_in_use
            else "该收款单位没有在用的账户，请先在“收款单位”中登记新账户。",
            field="收款账户",
        )
    return met(f"收款单位与{case.basis_word}一致：{case.payee_name}。")


@rule(
    PaymentCase,
    "12-9",
    article="第十二条",
    title="收款账户与合同（清单）一致",
    severity=Severity.CAUTION,
    explanation="收款账户与合同登记的不同，或签订后变更过的，须说明原因并附收款单位的账户变更函。",
)
def account_as_agreed(case: PaymentCase, _: Figures) -> Verdict | None:
    """The account is the contract's and has not changed since it was signed."""
    if not case.account_number.strip() or not case.basis_number:
        return None
    letter = (
        "已附账户变更函，请核对函件后说明变更原因。"
        if AttachmentKind.ACCOUNT_LETTER in case.attachment_kinds
        else "请上传收款单位的账户变更函，并说明变更原因。"
    )
    if without_spaces(case.account_number) != without_spaces(case.party_account_number):
        return unmet(
            f"收款账户 {_tail(case.account_number)} 与{case.basis_word}登记账户"
            f" {_tail(case.party_account_number)} 不同。",
            remedy=letter,
            field="收款账户",
        )
    signed, changed = case.basis_signed_on, case.account_changed_on
    if signed is not None and changed is not None and changed > signed:
        return unmet(
            f"收款单位的账户在 {iso(changed)} 变更过，晚于{case.basis_word}签订（{iso(signed)}）。",
            remedy=letter,
            field="收款账户",
        )
    return met(f"收款账户与{case.basis_word}登记一致。")


@rule(
    PaymentCase,
    "12-10",
    article="第十二条",
    title="不付至个人账户",
    severity=Severity.CAUTION,
    explanation="向个人或个人银行卡付款是审计重点，须逐笔说明原因。",
)
def not_a_personal_account(case: PaymentCase, _: Figures) -> Verdict | None:
    """The money does not go to a person's card."""
    if case.account_is_personal:
        return unmet(
            f"注意：收款账户 {_tail(case.account_number)} 疑似个人银行卡，收款单位为“{case.payee_name}”。",
            remedy="请说明为何付至个人账户，并请各签批人重点核对。",
            field="收款账户",
        )
    if case.payee_kind is PayeeKind.PERSON:
        return unmet(
            f"注意：收款方“{case.payee_name}”登记为个人。",
            remedy="请说明为何向个人付款，并请各签批人重点核对。",
            field="收款单位",
        )
    return met("不是个人账户。")


def _tail(account: str) -> str:
    """The last four figures: enough to compare, and forms are filed in the open."""
    plain = without_spaces(account)
    return f"尾号 {plain[-4:]}" if plain else "（未登记）"

"""Art. 12: what the leaders check has to lie on the table, whole and unaltered."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase


@rule(
    PaymentCase,
    "12-15",
    article="第十二条",
    title="合同或分配文件已上传",
    severity=Severity.BLOCK,
    explanation="分管领导要核对合同或清单，文件本身必须在附件中。",
)
def basis_attached(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The contract, or the document behind the list, is attached."""
    return _demanded(case, figures, block=True, remedy="请上传文件（可上传在合同或清单下）。")


@rule(
    PaymentCase,
    "12-16",
    article="第十二条",
    title="其他附件齐全",
    severity=Severity.CAUTION,
    explanation="按付款节点类型应附的发票、验收或考核材料等缺少的，须说明原因。",
)
def papers_attached(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The papers usual for this kind of milestone are attached."""
    return _demanded(case, figures, block=False, remedy="请上传；确实没有的，请说明原因。")


@rule(
    PaymentCase,
    "12-17",
    article="第十二条",
    title="附件文件完好",
    severity=Severity.BLOCK,
    explanation="附件是签批内容的一部分，文件丢失或被改动的不能送审。",
)
def attachments_whole(case: PaymentCase, _: Figures) -> Verdict | None:
    """No attached file is gone or altered."""
    if case.missing_attachments:
        return unmet(
            f"以下附件找不到或内容已改变：{'、'.join(case.missing_attachments)}。",
            remedy="请重新上传，或从备份中恢复附件文件夹。",
            field="附件",
        )
    return met("附件完好。")


def _demanded(case: PaymentCase, figures: Figures, *, block: bool, remedy: str) -> Verdict | None:
    demands = [demand for demand in figures.attachment_demands(case.milestone_kind, case.on) if demand.block is block]
    if not demands:
        return None
    missing = [demand.label for demand in demands if not case.attachment_kinds.intersection(demand.kinds)]
    if missing:
        return unmet(f"缺少{case.milestone_kind.label}应附的{'、'.join(missing)}。", remedy=remedy, field="附件")
    return met(f"已附{'、'.join(demand.label for demand in demands)}。")

"""Art. 12: a milestone is paid when its condition is met, and evidence shows it."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import EvidenceFact, PaymentCase
from fundapp.values.choices import EvidenceResult, MilestoneKind
from fundapp.values.dates import days_left, iso

_PASSING = frozenset({EvidenceResult.PASSED, EvidenceResult.REPAIRED})


@rule(
    PaymentCase,
    "12-3",
    article="第十二条",
    title="付款条件有佐证",
    severity=Severity.BLOCK,
    explanation="付款节点要求佐证的，须有该类佐证，最近一次结果为合格或整改后合格，并附有文件。",
)
def condition_met(case: PaymentCase, _: Figures) -> Verdict | None:
    """The latest evidence of the required kind passed and carries a file."""
    if not case.milestone_name:
        return unmet("尚未选择付款节点。", remedy="请选择本次支付的付款节点或清单行。", field="付款节点")
    if case.evidence_required is None:
        return met(f"“{case.milestone_name}”没有约定佐证材料。付款条件：{case.condition or '无'}。", notice=True)
    wanted = case.evidence_required.label
    latest = _latest(case)
    if not latest:
        return unmet(
            f"“{case.milestone_name}”要求有{wanted}，目前没有登记。付款条件：{case.condition}。",
            remedy=f"请先登记{wanted}并上传文件。",
            field="佐证",
        )
    passing = [evidence for evidence in latest if evidence.result in _PASSING]
    last = latest[-1]  # of one day, the one recorded last counts
    if last.result not in _PASSING:
        return unmet(
            f"最近一次{wanted}“{last.title}”（{iso(last.on)}）结果为{last.result.label}。",
            remedy="请在整改并重新验收（考核）合格后再付款。",
            field="佐证",
        )
    filed = next((evidence for evidence in passing if evidence.has_file), None)
    if filed is None:
        return unmet(f"{wanted}“{passing[0].title}”没有附件。", remedy=f"请在该佐证下上传{wanted}文件。", field="佐证")
    return met(f"{wanted}“{filed.title}”（{iso(filed.on)}）{filed.result.label}。")


@rule(
    PaymentCase,
    "12-18",
    article="第十二条",
    title="节点类型与付款依据相符",
    severity=Severity.BLOCK,
    explanation="补助只按分配清单拨付，合同款只按合同支付，以免绕开合同、发票和进度的核对。",
)
def kind_fits_basis(case: PaymentCase, _: Figures) -> Verdict | None:
    """Grants go by list, everything else by contract."""
    if not case.milestone_name:
        return None
    if case.is_grant is not (case.milestone_kind is MilestoneKind.GRANT):
        return unmet(
            f"付款节点类型为“{case.milestone_kind.label}”，而付款依据为{case.basis_word}。",
            remedy=f"请更正{case.basis_word}中该节点的类型。",
            field="付款节点",
        )
    return met(f"{case.milestone_kind.label}，按{case.basis_word}支付。")


@rule(
    PaymentCase,
    "12-14",
    article="第十二条",
    title="不早于约定付款日太多",
    severity=Severity.CAUTION,
    explanation="约定了付款日的，提前申请超过规定天数须说明原因；天数以内只作提示。",
)
def not_too_early(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The agreed day of payment is near or past."""
    if case.milestone_due_on is None:
        return None
    left, limit = days_left(case.milestone_due_on, case.on), figures.number("early_request_days", case.on)
    due = iso(case.milestone_due_on)
    numbers = (("约定付款日", due), ("提前天数", str(max(left, 0))))
    if left > limit:
        return unmet(
            f"约定付款日为 {due}，本次申请提前 {left} 天（超过 {limit} 天）。",
            remedy="请说明提前付款的原因。",
            field="付款节点",
            numbers=numbers,
        )
    if left > 0:
        return met(f"约定付款日为 {due}，还有 {left} 天。", numbers=numbers, notice=True)
    return met(f"已到约定付款日 {due}。", numbers=numbers)


def _latest(case: PaymentCase) -> list[EvidenceFact]:
    """Evidence of the required kind from the last day that has any; a later failure outweighs an earlier pass."""
    known = [
        evidence for evidence in case.evidences if evidence.kind is case.evidence_required and evidence.on <= case.on
    ]
    last = max((evidence.on for evidence in known), default=None)
    return [evidence for evidence in known if evidence.on == last]

"""Cases that pass every rule; a test changes one thing with `replace`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from fundapp.rules.evaluation_case import EvaluationCase, IndicatorFact
from fundapp.rules.figures import figures
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.payment_case import EvidenceFact, InvoiceFact, PaymentCase, ShareFact
from fundapp.rules.person import PersonFacts
from fundapp.rules.signoff import SignCase, Signed
from fundapp.values.choices import (
    AttachmentKind,
    BasisKind,
    EvidenceKind,
    EvidenceResult,
    FirmSize,
    MilestoneKind,
    PayeeKind,
    PaymentState,
)
from fundapp.values.roles import Role
from fundapp.values.score import ExecutionMode, Operator

FIGURES = figures()
TODAY = dt.date(2026, 11, 20)
WAN = 1_000_000
"""A 万元 in 分."""

ASSESSMENT = EvidenceFact(
    kind=EvidenceKind.ASSESSMENT,
    title="2026年第三季度考核表",
    result=EvidenceResult.PASSED,
    on=dt.date(2026, 11, 10),
    has_file=True,
)
LOCAL = ShareFact(
    source="local",
    label="本级财政管理资金",
    amount=37_500_000,
    appropriated=450 * WAN,
    paid=262_50 * WAN // 100,
    in_approval=0,
)
INVOICE = InvoiceFact(
    key="26332000000012345678",
    label="数电发票 26332000000012345678",
    amount=37_500_000,
    seller="示例云计算有限公司",
    issued_on=dt.date(2026, 11, 12),
)

SOUND = PaymentCase(
    on=TODAY,
    year=2026,
    year_closed=False,
    project_name="政务云服务项目",
    project_in_force=True,
    project_start_year=2024,
    project_end_year=2026,
    basis=BasisKind.CONTRACT,
    basis_number="HT-2024-0003",
    basis_in_force=True,
    basis_signed_on=dt.date(2024, 3, 1),
    basis_start=dt.date(2024, 3, 1),
    basis_end=dt.date(2027, 2, 28),
    basis_value=450 * WAN,
    basis_paid=262_50 * WAN // 100,
    basis_in_approval=0,
    milestone_name="2026年第三季度服务费",
    milestone_kind=MilestoneKind.PROGRESS,
    milestone_amount=37_500_000,
    milestone_paid=0,
    milestone_in_approval=0,
    milestone_due_on=dt.date(2026, 11, 15),
    condition="季度考核合格",
    evidence_required=EvidenceKind.ASSESSMENT,
    agreed_progress_bp=6667,
    actual_progress_bp=6667,
    evidences=(ASSESSMENT,),
    amount=37_500_000,
    shares=(LOCAL,),
    invoices=(INVOICE,),
    payee_name="示例云计算有限公司",
    payee_kind=PayeeKind.COMPANY,
    party_name="示例云计算有限公司",
    account_number="330501000000000001",
    party_account_number="330501000000000001",
    account_is_personal=False,
    economic_class="30227",
    purpose="第三季度政务云服务费，合同第6.2条",
    unstaffed_steps=(),
    firm_size=FirmSize.SMALL,
    accepted_on=dt.date(2026, 11, 10),
    attachment_kinds=frozenset({AttachmentKind.CONTRACT, AttachmentKind.ASSESSMENT, AttachmentKind.INVOICE}),
)

GRANT = replace(
    SOUND,
    project_name="便民服务中心补助项目",
    basis=BasisKind.ALLOCATION,
    basis_number="QD-2026-0001",
    basis_signed_on=None,
    basis_start=None,
    basis_end=None,
    basis_value=148 * WAN,
    basis_paid=0,
    milestone_name="示例街道",
    milestone_kind=MilestoneKind.GRANT,
    milestone_amount=18_500_000,
    milestone_due_on=None,
    condition="考核合格",
    actual_progress_bp=None,
    amount=18_500_000,
    shares=(replace(LOCAL, amount=18_500_000),),
    invoices=(),
    payee_name="示例街道办事处",
    payee_kind=PayeeKind.TOWN,
    party_name="示例街道办事处",
    economic_class="39999",
    purpose="便民服务中心运行补助",
    firm_size=FirmSize.NONE,
    accepted_on=None,
    attachment_kinds=frozenset({AttachmentKind.BASIS, AttachmentKind.ASSESSMENT}),
)

RELIABILITY = IndicatorFact(
    key="4",
    level1="效益指标",
    level2="社会效益指标",
    name="平台运行可靠性",
    operator=Operator.EQUAL,
    target=Decimal("99.99"),
    unit="%",
    weight=1500,
    actual=Decimal("99.90"),
    explanation="7月机房供电检修，已增设双路供电。",
)
EVALUATION = EvaluationCase(
    on=dt.date(2027, 1, 12),
    year=2026,
    division_id=3,
    using_division_id=3,
    budget_initial=450 * WAN,
    budget_adjusted=450 * WAN,
    executed=412_50 * WAN // 100,
    execution_mode=ExecutionMode.PROPORTIONAL,
    execution_weight=1000,
    goal="保障全市部门政务云资源正常使用。",
    outcome="政务云全年可用，未发生重大故障。",
    indicators=(
        IndicatorFact(
            key="1",
            level1="产出指标",
            level2="质量指标",
            name="网络应用正常运行率",
            operator=Operator.AT_LEAST,
            target=Decimal("99.9"),
            unit="%",
            weight=2500,
            actual=Decimal("99.95"),
        ),
        IndicatorFact(
            key="2",
            level1="产出指标",
            level2="时效指标",
            name="系统故障响应时间",
            operator=Operator.BELOW,
            target=Decimal(2),
            unit="小时",
            weight=2500,
            actual=Decimal("1.8"),
        ),
        IndicatorFact(
            key="3",
            level1="效益指标",
            level2="社会效益指标",
            name="网络安全性",
            operator=Operator.EQUAL,
            target=Decimal(100),
            unit="%",
            weight=1500,
            actual=Decimal(100),
        ),
        RELIABILITY,
        IndicatorFact(
            key="5",
            level1="满意度指标",
            level2="服务对象满意度指标",
            name="使用单位满意度",
            operator=Operator.EQUAL,
            target=Decimal(95),
            unit="%",
            weight=1000,
            actual=Decimal(93),
            explanation="工单响应偏慢，已增加驻场。",
        ),
    ),
)

DIVISION, OTHER_DIVISION = 3, 4


def person(number: int, *roles: Role, division: int = DIVISION, charges: tuple[int, ...] = ()) -> PersonFacts:
    """A person named by number."""
    return PersonFacts(
        id=number,
        name=f"人员{number}",
        roles=frozenset(roles),
        division_id=division,
        charges=frozenset(charges),
    )


CLERK = person(1, Role.CLERK)
HEAD = person(2, Role.DIVISION_HEAD)
FINANCE = person(3, Role.FINANCE, division=9)
SUPERVISING = person(4, Role.SUPERVISING_LEADER, division=8, charges=(DIVISION,))
PRINCIPAL = person(5, Role.PRINCIPAL_LEADER, division=8)
CASHIER = person(6, Role.FINANCE, division=9)
OFFICE = (CLERK, HEAD, FINANCE, SUPERVISING, PRINCIPAL, CASHIER)

SUBMITTED = SignCase(
    subject="payment",
    state=PaymentState.IN_APPROVAL,
    round=1,
    author_id=CLERK.id,
    last_editor_id=CLERK.id,
    division_id=DIVISION,
    steps=FIGURES.route("payment", TODAY, 37_500_000),
    amount=37_500_000,
    on=TODAY,
)
HANDS = (
    Signed("division_head", HEAD.id),
    Signed("finance", FINANCE.id),
    Signed("supervising_leader", SUPERVISING.id),
    Signed("principal_leader", PRINCIPAL.id),
)
APPROVED = replace(SUBMITTED, state=PaymentState.APPROVED, signed=HANDS)


def finding(case: PaymentCase | EvaluationCase, number: str) -> Finding | None:
    """What one rule says about the case; None where it gives no line."""
    return next((each for each in judge(case, FIGURES) if each.rule == number), None)


def said(case: PaymentCase | EvaluationCase, number: str) -> Finding:
    """What one rule says, which has to say something."""
    found = finding(case, number)
    assert found is not None, f"{number} gives no line"
    return found

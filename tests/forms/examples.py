"""Filled forms for the tests: values a county office might write, with role names instead of people."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from fundapp.forms.evaluation_blanks import EvaluationBlanks, FundBlank, IndicatorBlank, YearSourceBlank
from fundapp.forms.imprint import Imprint
from fundapp.forms.key_card import KeyCardBlanks
from fundapp.forms.payment_approval import (
    CautionBlank,
    DisbursementBlank,
    InvoiceBlank,
    PaymentApprovalBlanks,
    RoundBlank,
    SourceBlank,
)
from fundapp.forms.signoffs import CheckBlank, SignOffBlank
from fundapp.services.evaluation_layouts import layout

BEIJING = timezone(timedelta(hours=8))
OFFICE = "示例市政务服务管理办公室"
DRAFT = Imprint(office=OFFICE, printed_on=date(2026, 11, 20))
ISSUED = Imprint(
    office=OFFICE,
    final=True,
    number="ZF-2026-0042",
    code="7Q3FK9XM2ZP8",
    qr_text="ZF-2026-0042 7Q3F-K9XM-2ZP8",
    printed_on=date(2026, 11, 22),
)
HANDWRITING = (
    ((120, 60), (300, 40), (260, 180), (140, 330)),
    ((230, 120), (420, 330), (520, 350)),
    ((560, 80), (700, 70), (690, 190), (580, 200), (570, 90)),
    ((600, 240), (820, 220), (800, 330), (640, 360)),
    ((880, 60),),
)
CHECKED = (
    CheckBlank("合同（清单）已核对", ticked=True),
    CheckBlank("金额已核对", ticked=True),
    CheckBlank("实际进度已核对", ticked=True),
)
OPEN_STEPS = (
    SignOffBlank("科室负责人"),
    SignOffBlank("财务审核"),
    SignOffBlank("分管领导", checks=tuple(CheckBlank(check.text) for check in CHECKED)),
    SignOffBlank("主要领导"),
)
SIGNED_STEPS = (
    SignOffBlank(
        "科室负责人", "同意。季度考核合格。", "科室负责人甲", signed_at=datetime(2026, 11, 20, 9, 14, tzinfo=BEIJING)
    ),
    SignOffBlank(
        "财务审核", "票据合规，指标充足。", "财务审核员", signed_at=datetime(2026, 11, 20, 10, 2, tzinfo=BEIJING)
    ),
    SignOffBlank(
        "分管领导",
        "同意支付。",
        "分管领导甲",
        strokes=HANDWRITING,
        signed_at=datetime(2026, 11, 20, 15, 40, tzinfo=BEIJING),
        checks=CHECKED,
    ),
    SignOffBlank(
        "主要领导",
        "同意。",
        "示例副主任",
        deputy_for="主要领导",
        signed_at=datetime(2026, 11, 21, 8, 55, tzinfo=BEIJING),
    ),
)

REQUEST = PaymentApprovalBlanks(
    imprint=DRAFT,
    division="大数据中心",
    clerk="经办人甲",
    dated=date(2026, 11, 20),
    project_name="政务云服务项目",
    project_code="33048226T000000000042",
    basis_name="政务云平台租用及运维服务合同",
    basis_number="HT-2024-0003",
    basis_signed=date(2024, 1, 1),
    term_from=date(2024, 1, 1),
    term_to=date(2026, 12, 31),
    payee="示例云计算有限公司",
    bank="示例银行示例市支行",
    account="330501000000000001",
    basis_value=4_500_000_00,
    budget=1_800_000_00,
    budget_executed=1_125_000_00,
    paid_before=2_625_000_00,
    unpaid=1_875_000_00,
    instalments=12,
    instalment=8,
    milestone="2026年第三季度服务费",
    amount=375_000_00,
    agreed_progress_bp=6667,
    actual_progress_bp=6650,
    reason="合同第 6.2 条：每季度服务考核合格后支付当季服务费。",
    method="财政直接支付",
    warranty="服务期内",
    sources=(SourceBlank("本级财政管理资金", "平财预〔2026〕8号", "2010350 事业运行", "30227 委托业务费", 375_000_00),),
    invoices=(InvoiceBlank("26332000000012345678", 375_000_00),),
    attachments=("季度考核表.pdf", "发票.ofd", "合同.pdf"),
    cautions=(CautionBlank("第十二条", "中小企业付款期限 30 日，剩余 3 日。", "考核表 11 月 18 日收到，当日即提交。"),),
    rounds=(RoundBlank(1, "已退回", "财务审核 2026年11月18日：发票抬头有误，请重开后再报。"),),
    signs=OPEN_STEPS,
)
ISSUED_REQUEST = replace(
    REQUEST,
    imprint=ISSUED,
    signs=SIGNED_STEPS,
    disbursement=DisbursementBlank(date(2026, 11, 22), "记-2026-1108", "2026112200001234", "财务出纳"),
)

EVALUATION_STEPS = (
    SignOffBlank("填报人"),
    SignOffBlank("科室负责人"),
    SignOffBlank("分管领导"),
    SignOffBlank("单位负责人（盖章）"),
)
EVALUATION = EvaluationBlanks(
    imprint=DRAFT,
    year=2026,
    project_name="政务云服务项目",
    department="示例市政务服务管理办公室",
    unit="示例市大数据中心",
    layout=layout("central"),
    sources=(
        YearSourceBlank("local", "本级财政管理资金", FundBlank(430_0000_00, 430_0000_00, 400_0000_00)),
        YearSourceBlank("own", "单位资金", FundBlank(20_0000_00, 0, 0)),
    ),
    carried=FundBlank(0, 20_0000_00, 12_5000_00),
    execution_weight=1000,
    execution_rate_bp=9167,
    execution_points=917,
    goal_expected="保障全市部门政务云资源正常使用，云主机按需供给，重大故障为零。",
    goal_actual="政务云全年可用，新增云主机 46 台，未发生重大故障。",
    indicators=(
        IndicatorBlank("产出指标", "数量指标", "新增云主机数量", "≥40台", "46台", 1000, 1000),
        IndicatorBlank("产出指标", "质量指标", "网络应用正常运行率", "=99.9%", "99.95%", 2000, 2000),
        IndicatorBlank("产出指标", "时效指标", "系统故障响应时间", "<2小时", "1.5小时", 1250, 1250),
        IndicatorBlank("产出指标", "时效指标", "开发成本控制率", "≤100%", "98%", 750, 750),
        IndicatorBlank("效益指标", "社会效益指标", "网络安全性", "=100%", "100%", 1500, 1500),
        IndicatorBlank(
            "效益指标",
            "可持续影响指标",
            "平台运行可靠性",
            "=99.99%",
            "99.90%",
            1500,
            1499,
            "7月机房供电检修，已增设双路供电。",
        ),
        IndicatorBlank(
            "满意度指标", "服务对象满意度指标", "使用单位满意度", "≥95%", "93%", 1000, 979, "工单响应偏慢，已增加驻场。"
        ),
    ),
    total_points=9895,
    grade="优",
    reporter="经办人甲",
    phone="0573-00000000",
    dated=date(2027, 1, 12),
    signs=EVALUATION_STEPS,
)
ISSUED_EVALUATION = replace(
    EVALUATION,
    imprint=replace(ISSUED, number="ZP-2026-0004", code="K2MD88QX4TFA", qr_text="ZP-2026-0004 K2MD-88QX-4TFA"),
    sources=(
        EVALUATION.sources[0],
        YearSourceBlank("transfer", "上级转移支付资金", FundBlank(0, 0, 0)),
        EVALUATION.sources[1],
    ),
    execution_note="第四季度服务费按合同于次年1月考核后支付。",
    problems="平台供电曾出现单点故障；工单响应速度与使用单位的期望有差距。",
    measures="机房增设双路供电并每季度演练；驻场工程师由两名增至三名，工单响应时间纳入季度考核。",
    signs=tuple(
        SignOffBlank(
            step.step, "同意。", f"示例{step.step[:5]}", signed_at=datetime(2027, 1, 12, 9, 30, tzinfo=BEIJING)
        )
        for step in EVALUATION_STEPS
    ),
)
KEY_CARD = KeyCardBlanks(
    imprint=replace(ISSUED, number="MY-2026-0003"),
    person="分管领导甲",
    roles="分管领导",
    division="办领导",
    algorithm="Ed25519",
    fingerprint="7Q3F-K9XM-2ZP8-HT4W",
    created_at=datetime(2026, 11, 2, 9, 5, tzinfo=BEIJING),
    occasion="忘记密码重设",
    replaced_fingerprint="B6RD-N2YE-9CMG-V5XA",
    participants=(("管理员", "管理员甲"), ("见证领导", "主要领导甲")),
)
LONG_NAME = ("示例市政务云资源统一供给与安全运维保障（含密码应用改造）" * 8)[:200]
LONG_REQUEST = replace(
    ISSUED_REQUEST,
    imprint=DRAFT,
    project_name=LONG_NAME,
    basis_name=LONG_NAME,
    payee=LONG_NAME,
    amount=99_999_999_999_99,
    basis_value=999_999_999_999_99,
    sources=tuple(
        SourceBlank("上级转移支付资金", f"浙财〔2026〕{number}号", "2010350 事业运行", "30227 委托业务费", 1_234_567_89)
        for number in range(1, 24)
    ),
    attachments=tuple(f"附件{number}：{LONG_NAME[:30]}.pdf" for number in range(1, 31)),
    cautions=tuple(
        CautionBlank("第十二条", f"提示{number}：{LONG_NAME[:60]}。", LONG_NAME[:80]) for number in range(1, 9)
    ),
)
_LEVELS = (
    ("产出指标", "数量指标", 6),
    ("产出指标", "质量指标", 6),
    ("效益指标", "社会效益指标", 9),
    ("满意度指标", "服务对象满意度指标", 4),
)
_NAMED = [(level1, level2) for level1, level2, count in _LEVELS for _ in range(count)]
LONG_EVALUATION = replace(
    EVALUATION,
    project_name=LONG_NAME,
    indicators=tuple(
        IndicatorBlank(
            level1,
            level2,
            f"指标{index:02d}{'完成率' if index % 5 else LONG_NAME}",
            "≥95%",
            "96%",
            360,
            360,
            "说明" * (index % 7 * 6),
        )
        for index, (level1, level2) in enumerate(_NAMED)
    ),
    problems=LONG_NAME,
    measures=LONG_NAME,
)
PROVINCIAL_EVALUATION = replace(
    LONG_EVALUATION,
    layout=layout("sichuan"),
    indicators=tuple(replace(item, nature="≥", bound="95", unit="%", bare="96") for item in LONG_EVALUATION.indicators),
    conclusion=LONG_NAME,
)

"""Filled term reviews: open, issued, and with everything as long as it may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from fundapp.forms.signoffs import SignOffBlank
from fundapp.forms.term_review_form import LineBlank, TermReviewBlanks, YearBlank
from tests.forms.examples import BEIJING, DRAFT, ISSUED

WAN = 1_000_000
_STEPS = (
    "科室负责人审核",
    "财务审核",
    "分管领导审核",
    "领导小组成员\n意见（一）",
    "领导小组成员\n意见（二）",
    "主要领导审批",
)
_LONG = "三年来政务云资源按需供给，全市部门系统稳定运行。" * 30

OPEN_REVIEW = TermReviewBlanks(
    imprint=DRAFT,
    project_name="政务云服务项目",
    project_number="XM-2024-0001",
    from_year=2024,
    to_year=2026,
    division="示例市大数据中心",
    approval="示例政数〔2024〕1号（2024年3月1日）",
    years=(
        YearBlank("2024", 100 * WAN, 100 * WAN, 0, 90 * WAN, 10000, 9000, "ZP-2024-0001", 9900, "优"),
        YearBlank(
            "2025", 120 * WAN, 120 * WAN, 10 * WAN, 120 * WAN, 10000, 9231, "ZP-2025-0001", 7750, "中",
            "市财政局 78.50 分 中",
        ),
        YearBlank("2026", 120 * WAN, 100 * WAN, 0, 0, 8333, 0),
    ),
    term=YearBlank("", 340 * WAN, 320 * WAN, 0, 210 * WAN, 9412, 6563),
    lines=(
        LineBlank("决策", "项目立项", "立项依据充分性", 300, None, 300),
        LineBlank("决策", "项目立项", "立项程序规范性", 250, None, None, "立项批复：示例政数〔2024〕1号。"),
        LineBlank(
            "过程", "资金管理", "资金到位率", 450, 376, 400, "到位 320.00 万元 ÷ 预算 340.00 万元。", "调减已补足。"
        ),
        LineBlank("产出", "产出质量", "质量达标率", 5000, 5000, 5000),
        LineBlank("效益", "项目效益", "满意度", 4000, 3875, 3875),
    ),
    framework="指标体系：决策—过程—产出—效益四部分框架",
    total_points=None,
    grade="",
    summary="三年来云资源供给稳定。",
    problems="个别年份可靠性未达标。",
    advice="逐年核定用量。",
    choices=(("保留", False), ("调整", False), ("取消", False)),
    adjustment="",
    meeting_number="",
    meeting_on=None,
    reporter="经办人甲",
    phone="0573-00000000",
    dated=date(2026, 12, 28),
    signs=tuple(SignOffBlank(step) for step in _STEPS),
)  # fmt: skip

ISSUED_REVIEW = replace(
    OPEN_REVIEW,
    imprint=replace(ISSUED, number="QM-2026-0001"),
    total_points=9575,
    grade="优",
    lines=tuple(
        replace(line, points=line.weight if line.points is None else line.points) for line in OPEN_REVIEW.lines
    ),
    choices=(("保留", False), ("调整", True), ("取消", False)),
    adjustment="核减云主机规模两成。",
    meeting_number="示例领导小组纪要〔2026〕3号",
    meeting_on=date(2026, 12, 25),
    signs=tuple(
        SignOffBlank(step, "同意", "示例签批人", signed_at=datetime(2026, 12, 29, 9, minute, tzinfo=BEIJING))
        for minute, step in enumerate(_STEPS)
    ),
)

LONG_REVIEW = replace(
    ISSUED_REVIEW,
    project_name="政务服务平台运行维护及数据共享交换体系建设项目" * 4,
    lines=tuple(
        LineBlank(
            part,
            f"{part}二级",
            f"第{place:02d}项指标",
            250,
            250,
            240,
            "账面和自评所示情况较长。" * 12,
            "说明较长。" * 20,
        )
        for part in ("决策", "过程", "产出", "效益")
        for place in range(10)
    ),
    years=tuple(
        replace(OPEN_REVIEW.years[1], year=str(2020 + place), key="市财政局 78.50 分 中；" * 4) for place in range(6)
    ),
    summary=_LONG,
    problems=_LONG,
    advice=_LONG,
    adjustment=_LONG,
)

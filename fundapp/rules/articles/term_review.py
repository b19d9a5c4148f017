"""Art. 16: when a term ends it is evaluated as a whole, and the steering group decides what becomes of the project.

A term review has its own boxes for explanations, so nothing here takes a separate reason: an empty box blocks, and what
is only worth knowing is a notice.
"""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.framework_file import FULL, counting_points
from fundapp.rules.term_review_case import LineCase, TermReviewCase
from fundapp.rules.term_scoring import result
from fundapp.values.choices import Conclusion
from fundapp.values.dates import chinese_date
from fundapp.values.money import BASIS, percent
from fundapp.values.score import points_text

SCORES, EXPLANATIONS = "得分", "评分说明"
_NAMED = 3
"""Lines that a sentence names before it only counts the others."""


@rule(
    TermReviewCase,
    "16-40",
    article="第十六条",
    title="实施期已到最后一年",
    severity=Severity.BLOCK,
    explanation="项目实施期限原则上为三年，期满评价从实施期的最后一年起开展。",
)
def term_ends(case: TermReviewCase, _: Figures) -> Verdict | None:
    """A term is reviewed in its last year or later."""
    facts = case.facts
    term = f"{facts.from_year}—{facts.to_year} 年"
    if case.on.year < facts.to_year:
        return unmet(
            f"实施期为 {term}，还没有到最后一年。", remedy=f"请从 {facts.to_year} 年起开展。", field="填报日期"
        )
    return met(f"实施期 {term}。")


@rule(
    TermReviewCase,
    "16-41",
    article="第十六条",
    title="各年度绩效自评已定稿",
    severity=Severity.BLOCK,
    explanation="期满评价以各年度的绩效自评为基础；期内每个已建立的年度都要有签批完成的自评。",
)
def years_evaluated(case: TermReviewCase, _: Figures) -> Verdict | None:
    """Every year of the term that the ledger knows has an approved self-evaluation."""
    years = case.facts.years
    if not years:
        return unmet("期内没有建立任何年度，没有可以评价的内容。", remedy="请先核对项目年度。", field="年度结果")
    missing = "、".join(str(year.year) for year in years if not year.evaluation)
    if missing:
        return unmet(f"{missing} 年度没有签批完成的绩效自评。", remedy="请先完成这些年度的绩效自评。", field="年度结果")
    return met(f"期内 {len(years)} 个年度都有签批完成的绩效自评。")


@rule(
    TermReviewCase,
    "16-42",
    article="第十六条",
    title="分值合计 100 分且产出效益不低于下限",
    severity=Severity.BLOCK,
    explanation="四部分分值合计 100 分，每项大于零；产出和效益合计不低于规定比例（财预〔2020〕10号）。",
)
def weights_hold(case: TermReviewCase, figures: Figures) -> Verdict | None:
    """The lines share 100 points; output and effect have their least share."""
    total = sum(line.weight for line in case.lines)
    if total != FULL or any(line.weight <= 0 for line in case.lines):
        return unmet(
            f"分值合计 {points_text(total)} 分，应为 100.00 分且每项大于零。",
            remedy="请按 F5 重新载入指标体系框架。",
            field="分值",
        )
    share = counting_points((line.level1, line.weight) for line in case.lines)
    least = figures.number("term_effect_share", case.on)
    numbers = (("产出和效益", f"{points_text(share)} 分"), ("下限", percent(least)))
    if share * BASIS < least * FULL:
        return unmet(
            f"产出和效益合计 {points_text(share)} 分，低于 {percent(least)}。",
            remedy="请管理员核对指标体系框架。",
            field="分值",
            numbers=numbers,
        )
    return met(f"分值合计 100 分，产出和效益 {points_text(share)} 分。", numbers=numbers)


@rule(
    TermReviewCase,
    "16-43",
    article="第十六条",
    title="每项指标都有得分",
    severity=Severity.BLOCK,
    explanation="有建议得分的按建议计，没有的由评价人评分；得分不低于零、不高于分值。",
)
def lines_scored(case: TermReviewCase, _: Figures) -> Verdict | None:
    """Every line has points within its weight."""
    missing = [line for line in case.lines if line.points is None]
    if missing:
        return unmet(f"{len(missing)} 项指标没有得分：{_names(missing)}。", remedy="请填写得分。", field=SCORES)
    wrong = [line for line in case.lines if line.points is not None and not 0 <= line.points <= line.weight]
    if wrong:
        return unmet(f"得分应在零和分值之间：{_names(wrong)}。", remedy="请更正得分。", field=SCORES)
    return met(f"{len(case.lines)} 项指标均已评分。")


@rule(
    TermReviewCase,
    "16-44",
    article="第十六条",
    title="改动建议得分、扣分有说明",
    severity=Severity.BLOCK,
    explanation="得分与按账面和自评算出的建议得分不同的，或者没有建议得分而扣了分的，须写明理由。",
)
def differences_explained(case: TermReviewCase, _: Figures) -> Verdict | None:
    """Points that differ from the proposal, or that people took off, are explained."""
    wanted = [line for line in case.lines if line.needs_words]
    silent = [line for line in wanted if not line.explanation.strip()]
    if silent:
        return unmet(f"{len(silent)} 项指标缺评分说明：{_names(silent)}。", remedy="请写明理由。", field=EXPLANATIONS)
    return met(f"{len(wanted)} 项指标的评分均有说明。") if wanted else None


@rule(
    TermReviewCase,
    "16-45",
    article="第十六条",
    title="已有保留、调整或取消的结论",
    severity=Severity.BLOCK,
    explanation="期满评价须作出保留、调整或取消的结论；调整和取消须写明调整内容或者如何收尾。",
)
def concluded(case: TermReviewCase, _: Figures) -> Verdict | None:
    """The review says what becomes of the project, and how."""
    if case.conclusion is None:
        return unmet("还没有选择评价结论。", remedy="请选择保留、调整或取消。", field="评价结论")
    if case.conclusion is not Conclusion.KEEP and not case.adjustment.strip():
        what = "调整的内容" if case.conclusion is Conclusion.ADJUST else "取消后如何收尾"
        return unmet(f"结论为“{case.conclusion.label}”，没有写明{what}。", remedy=f"请写明{what}。", field="调整内容")
    return met(f"评价结论：{case.conclusion.label}。")


@rule(
    TermReviewCase,
    "16-46",
    article="第十五条、第十六条",
    title="已记录领导小组会议",
    severity=Severity.BLOCK,
    explanation="结论由项目支出领导小组研究决定，须填写会议纪要号和会议日期；会议在送审之前召开。",
)
def meeting_recorded(case: TermReviewCase, _: Figures) -> Verdict | None:
    """The steering group met, and its minutes are named."""
    if not case.meeting_number.strip():
        return unmet("没有填写领导小组会议纪要号。", remedy="请填写会议纪要号。", field="会议纪要号")
    if case.meeting_on is None:
        return unmet("没有填写领导小组会议日期。", remedy="请填写会议日期。", field="会议日期")
    if case.meeting_on > case.on:
        return unmet(
            f"领导小组会议日期 {chinese_date(case.meeting_on)} 晚于填报日期 {chinese_date(case.on)}。",
            remedy="请在会议召开以后填报，或者更正日期。",
            field="会议日期",
        )
    if case.meeting_on.year < case.facts.to_year:
        return unmet(
            f"领导小组会议日期 {chinese_date(case.meeting_on)} 早于实施期的最后一年。",
            remedy="请核对会议日期。",
            field="会议日期",
        )
    return met(f"领导小组会议：{case.meeting_number.strip()}，{chinese_date(case.meeting_on)}。")


@rule(
    TermReviewCase,
    "16-47",
    article="第十六条",
    title="已填写综合评价情况",
    severity=Severity.BLOCK,
    explanation="期满评价表的“综合评价情况”须填写，说明三年实施的总体情况。",
)
def summary_stated(case: TermReviewCase, _: Figures) -> Verdict | None:
    """The form says how the term went."""
    if not case.summary.strip():
        return unmet("尚未填写综合评价情况。", remedy="请简要填写实施期的总体情况。", field="综合评价情况")
    return met("已填写综合评价情况。")


@rule(
    TermReviewCase,
    "16-48",
    article="第十三条、第十六条",
    title="期内问题已整改销号",
    severity=Severity.CAUTION,
    explanation="期满评价时列出期内还没有销号的整改事项。只作提示，由领导小组在作结论时考虑。",
)
def problems_closed(case: TermReviewCase, _: Figures) -> Verdict | None:
    """Open rectifications are shown to whoever decides."""
    still = case.facts.open_problems
    if still:
        return met(f"{len(still)} 项整改还没有销号：{_listed(still)}。", notice=True, field="存在问题")
    return met(f"期内 {case.facts.problems} 项整改均已销号。") if case.facts.problems else None


@rule(
    TermReviewCase,
    "16-49",
    article="第十六条",
    title="结论与得分相称",
    severity=Severity.CAUTION,
    explanation="政策按评价结果调整：最低一等仍结论为保留的，或者最高一等而结论为取消的，提示核对。只作提示。",
)
def conclusion_fits(case: TermReviewCase, figures: Figures) -> Verdict | None:
    """A conclusion that the grade does not suggest is pointed out."""
    found = result(case, figures)
    if case.conclusion is None or not found.finished:
        return None
    grades = [label for _, label in sorted(figures.grade_bands(case.on))]
    odd = (case.conclusion, found.grade) in ((Conclusion.KEEP, grades[0]), (Conclusion.CANCEL, grades[-1]))
    said = f"得分 {points_text(found.total_points)} 分，等级“{found.grade}”，结论“{case.conclusion.label}”"
    return met(f"{said}，请核对结论是否恰当。" if odd else f"{said}。", notice=odd, field="评价结论" if odd else "")


def _names(lines: list[LineCase]) -> str:
    return _listed(tuple(f"“{line.name}”" for line in lines))


def _listed(names: tuple[str, ...]) -> str:
    more = f"等 {len(names)} 项" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more

"""Art. 16: money is for its year, and a project lives three years before it is evaluated anew."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.choices import MilestoneKind


@rule(
    PaymentCase,
    "16-1",
    article="第十六条",
    title="在当年年度内支付",
    severity=Severity.BLOCK,
    explanation="项目资金在下达的年度内使用；年度已关闭或与办理年度不同的，不能付款，结转后在新年度办理。",
)
def within_fiscal_year(case: PaymentCase, _: Figures) -> Verdict | None:
    """The year charged is the present one and open."""
    if case.year != case.on.year:
        return unmet(
            f"申请列支 {case.year} 年度，而今天是 {case.on.year} 年。",
            remedy=f"请改列 {case.on.year} 年度，或待该年度开始后办理；上年资金须先结转。",
            field="年度",
        )
    if case.year_closed:
        return unmet(f"{case.year} 年度已关闭。", remedy="请在新年度办理，或请财务核实。", field="年度")
    return met(f"列支 {case.year} 年度。")


@rule(
    PaymentCase,
    "16-2",
    article="第十六条",
    title="在项目实施期内",
    severity=Severity.BLOCK,
    explanation="项目到期后须先作期满评价，决定保留或调整后才能继续列支。质保金另见 16-3。",
)
def within_project_term(case: PaymentCase, _: Figures) -> Verdict | None:
    """The year charged lies inside the project's term."""
    term = f"{case.project_start_year}—{case.project_end_year} 年"
    if case.project_start_year <= case.year <= case.project_end_year:
        return met(f"在项目实施期（{term}）内。")
    if case.year > case.project_end_year and case.milestone_kind is MilestoneKind.RETENTION:
        return None
    return unmet(
        f"{case.year} 年度不在项目“{case.project_name}”的实施期（{term}）内。",
        remedy="请核对年度；项目已到期的，先完成期满评价并延续项目。",
        field="年度",
    )


@rule(
    PaymentCase,
    "16-3",
    article="第十六条",
    title="质保金在项目实施期内支付",
    severity=Severity.CAUTION,
    explanation="质保期满常在项目到期之后，可以支付，但须说明情况。",
)
def retention_after_term(case: PaymentCase, _: Figures) -> Verdict | None:
    """Retention money that falls due after the project's end takes a reason."""
    if case.milestone_kind is not MilestoneKind.RETENTION or case.year <= case.project_end_year:
        return None
    return unmet(
        f"项目“{case.project_name}”实施期止于 {case.project_end_year} 年，本次质保金列支 {case.year} 年度。",
        remedy="请说明到期后支付质保金的依据（质保期及合同条款）。",
        field="年度",
    )


@rule(
    PaymentCase,
    "16-4",
    article="第十六条",
    title="项目实施期不超过规定年限",
    severity=Severity.CAUTION,
    explanation="项目实施期一般为三年，登记得更长的须说明依据。",
)
def term_not_too_long(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The project's term is not longer than art. 16 foresees."""
    years, limit = case.project_end_year - case.project_start_year + 1, figures.number("project_term_years", case.on)
    numbers = (("实施期", f"{years} 年"), ("规定", f"{limit} 年"))
    if years > limit:
        return unmet(
            f"项目实施期登记为 {years} 年，超过规定的 {limit} 年。",
            remedy="请说明延长的依据（如期满评价结论）。",
            field="项目",
            numbers=numbers,
        )
    return met(f"项目实施期 {years} 年。", numbers=numbers)

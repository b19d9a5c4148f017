"""Art. 14: project money pays for the project, never for staff, bonuses, allowances or welfare."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.payment_case import PaymentCase


@rule(
    PaymentCase,
    "14-1",
    article="第十四条",
    title="支出经济分类有效",
    severity=Severity.BLOCK,
    explanation="经济分类须是本单位在用的部门预算支出经济分类代码；目录在“制度与规则”中维护。",
)
def economic_class_known(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The code is one the office uses."""
    code = case.economic_class.strip()
    if not code:
        return unmet("尚未选择支出经济分类。", remedy="请选择经济分类。", field="经济分类")
    known = figures.economic_class(code, case.on)
    if known is None:
        return unmet(
            f"经济分类代码“{code}”不在本单位的目录中。",
            remedy="请从列表中选择；预算批复确有该科目的，请财务核实后由管理员补充目录。",
            field="经济分类",
        )
    return met(f"经济分类 {code} {known.name}".rstrip() + "。")


@rule(
    PaymentCase,
    "14-2",
    article="第十四条",
    title="不属于禁止的支出",
    severity=Severity.BLOCK,
    explanation="人员经费、奖金、津贴补贴、福利和对个人的补助不得从项目资金中列支。",
)
def economic_class_allowed(case: PaymentCase, figures: Figures) -> Verdict | None:
    """The code is not in a forbidden group."""
    known = figures.economic_class(case.economic_class.strip(), case.on)
    if known is None:
        return None
    if known.forbidden:
        return unmet(
            f"{f'经济分类 {known.code} {known.name}'.rstrip()}：{known.reason}。",
            remedy="请改由基本支出列支；科目选错的，请重新选择。",
            field="经济分类",
        )
    return met("支出用途不在禁止范围。")


@rule(
    PaymentCase,
    "14-3",
    article="第十四条",
    title="付款用途不含人员、福利字样",
    severity=Severity.CAUTION,
    explanation="用途中出现奖金、津贴、福利、工资等字样的，须说明与项目的关系。",
)
def purpose_clean(case: PaymentCase, figures: Figures) -> Verdict | None:
    """No word of the purpose hints at forbidden spending."""
    found = [each.word for each in figures.purpose_words(case.on) if each.word in case.purpose]
    if found:
        return unmet(
            f"付款用途中有“{'”“'.join(found)}”字样，请核实不是人员经费、奖金、津贴或福利支出。",
            remedy="请说明该支出与项目的关系。",
            field="付款用途",
        )
    return met("付款用途未见人员、福利字样。")

"""Art. 13: what was found is put right in time, and whoever says so shows it."""

from __future__ import annotations

from fundapp.rules.book import rule
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Severity, Verdict, met, unmet
from fundapp.rules.rectification_case import ON_PAPER, ProblemCase, ReportCase
from fundapp.values.dates import iso
from fundapp.values.money import yuan


@rule(
    ProblemCase,
    "13-40",
    article="第十三条",
    title="问题和要求写明",
    severity=Severity.BLOCK,
    explanation="登记整改事项时写明发现的问题，以及整改要求或整改措施至少一项；措施可由责任科室补充。",
)
def problem_written(case: ProblemCase, _: Figures) -> Verdict:
    """The problem, and what is to be done about it."""
    if not case.problem.strip():
        return unmet("还没有写明发现的问题。", remedy="请写明是什么问题、在哪里发现的。", field="问题")
    if not (case.demand.strip() or case.measure.strip()):
        return unmet("还没有写整改要求或整改措施。", remedy="请至少填写一项。", field="整改要求")
    if not case.measure.strip():
        return met("整改措施待责任科室补充，报告完成前须写明。", field="整改措施", notice=True)
    return met("问题和整改措施已写明。")


@rule(
    ProblemCase,
    "13-41",
    article="第十三条",
    title="整改期限",
    severity=Severity.BLOCK,
    explanation="发现日期不晚于登记当日，整改期限晚于登记当日；以后改动期限须办理延期并写明原因。",
)
def due_in_future(case: ProblemCase, _: Figures) -> Verdict:
    """The day it is due is still to come."""
    if case.found_on is None:
        return unmet("还没有填写发现日期。", remedy="请填写问题是哪天发现的。", field="发现日期")
    if case.found_on > case.on:
        return unmet(f"发现日期 {iso(case.found_on)} 晚于今天。", remedy="请填写实际日期。", field="发现日期")
    if case.due_on is None:
        return unmet("还没有填写整改期限。", remedy="请填写应在哪天以前整改完成。", field="整改期限")
    if case.due_on <= case.on:
        return unmet(
            f"整改期限 {iso(case.due_on)} 不晚于今天 {iso(case.on)}。",
            remedy="期限须在今天之后，给责任科室留出整改时间。",
            field="整改期限",
        )
    return met(f"应于 {iso(case.due_on)} 以前完成，还有 {(case.due_on - case.on).days} 天。")


@rule(
    ProblemCase,
    "13-42",
    article="第十三条",
    title="问题来源",
    severity=Severity.BLOCK,
    explanation="监督检查和审计发现的问题写明文号；自评、监控和重点评价发现的问题从该份记录登记。",
)
def source_named(case: ProblemCase, _: Figures) -> Verdict:
    """The paper or the record that found it."""
    if case.source in ON_PAPER:
        if not case.source_document.strip():
            return unmet(
                f"{case.source.label}发现的问题须写明文号。", remedy="请填写该文书的文号或名称。", field="来源文号"
            )
        return met(f"来源：{case.source.label}，{case.source_document.strip()}。")
    if case.source_id is None:
        return unmet(
            f"还没有指明是哪一份{case.source.label}。",
            remedy=f"请打开该份{case.source.label}，按“登记整改”。",
            field="来源",
        )
    return met(f"来源：{case.source.label}。")


@rule(
    ProblemCase,
    "13-43",
    article="第十三条",
    title="责任人",
    severity=Severity.BLOCK,
    explanation="每个整改事项有一名责任人，责任人是责任科室的在岗人员。",
)
def person_answers(case: ProblemCase, _: Figures) -> Verdict:
    """Somebody of the division answers for it."""
    if case.person_division_id is None:
        return unmet("还没有指定责任人。", remedy="请选择责任科室的一名在岗人员。", field="责任人")
    if not case.person_active:
        return unmet("所选责任人的账户已停用。", remedy="请选择在岗人员。", field="责任人")
    if case.person_division_id != case.division_id:
        return unmet("责任人不是责任科室的人员。", remedy="请选择责任科室的人员。", field="责任人")
    return met("责任人属于责任科室。")


@rule(
    ProblemCase,
    "13-46",
    article="第十三条",
    title="问题类型和涉及金额",
    severity=Severity.BLOCK,
    explanation="每个整改事项选定问题类型；问题涉及资金的，写明大于零的金额，不涉及的留空。",
)
def problem_sorted(case: ProblemCase, _: Figures) -> Verdict:
    """What kind of problem it is, and how much money it is about, if any."""
    if case.problem_type is None:
        return unmet("还没有选择问题类型。", remedy="请选择；不属于所列各类的选“其他”。", field="问题类型")
    if case.amount is not None and case.amount <= 0:
        return unmet("涉及金额应大于零。", remedy="请填写金额；不涉及资金的请留空。", field="涉及金额")
    money = "" if case.amount is None else f"，涉及 {yuan(case.amount)} 元"
    return met(f"问题类型：{case.problem_type.label}{money}。")


@rule(
    ReportCase,
    "13-44",
    article="第十三条",
    title="措施和完成情况",
    severity=Severity.BLOCK,
    explanation="报告整改完成时，整改措施和完成情况都已写明。",
)
def result_written(case: ReportCase, _: Figures) -> Verdict:
    """What was to be done, and what was done."""
    if not case.measure.strip():
        return unmet("还没有写明整改措施。", remedy="请先补充整改措施。", field="整改措施")
    if not case.result.strip():
        return unmet("还没有写明整改完成情况。", remedy="请写明做了什么、结果如何。", field="完成情况")
    return met("整改措施和完成情况已写明。")


@rule(
    ReportCase,
    "13-45",
    article="第十三条",
    title="整改佐证",
    severity=Severity.BLOCK,
    explanation="报告整改完成须有登记以后（退回过的，退回以后）上传的佐证材料；确实没有新材料的，写明原因。",
)
def evidence_shows_it(case: ReportCase, _: Figures) -> Verdict:
    """Files that are newer than the problem and than its last rejection, or the reason why there are none."""
    if case.evidence:
        return met(f"已上传佐证材料 {case.evidence} 件。")
    if case.no_evidence_reason.strip():
        return met(f"没有佐证材料：{case.no_evidence_reason.strip()}", notice=True)
    before = f"登记或退回以前的 {case.before} 件材料不作为完成的佐证，" if case.before else ""
    return unmet(
        f"{before}还没有上传佐证材料。", remedy="请先上传佐证材料；确实没有的，请写明原因。", field="无佐证原因"
    )

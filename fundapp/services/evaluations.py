"""Verbs of a self-evaluation: prepare, save, submit, sign, withdraw, change, void.

Whoever used the money evaluates it (art. 13). The money comes from the ledger and the points from the rules; both are
stored when it is submitted, and the hands sign them.
"""

from __future__ import annotations

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import Attachment, Evaluation, EvaluationScore, Person, Project, ProjectYear
from fundapp.rules import access
from fundapp.rules.evaluation_case import EvaluationResult
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.signoff import SignCase, Verb, refuse_unless_offered, unstaffed
from fundapp.services import attachments, document, signing
from fundapp.services.attachments import NewFile, attach
from fundapp.services.desk import Desk
from fundapp.services.document import sign_case
from fundapp.services.done import Changed, Done
from fundapp.services.evaluation_content import content_of
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_facts import (
    YearFacts,
    blank_draft,
    case_of,
    draft_of,
    facts_of,
    live_of,
    result_of,
    year_facts,
)
from fundapp.services.indicators import execution_weight, indicators_of, opened_year
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.services.year_money import YearMoney
from fundapp.values.choices import Decision, EvaluationState, ProjectState
from fundapp.values.documents import RoundOutcome, SubjectKind
from fundapp.values.money import wan
from fundapp.values.score import points_text

PREFIX = "ZP"
TOUCHED = Changed.EVALUATION | Changed.PROJECT


def blank(desk: Desk, project_id: int, year: int) -> EvaluationDraft:
    """A new self-evaluation with everything known filled in, for the editor. Raises NotFound, Refused."""
    phone = desk.get(Person, desk.me.id).phone if desk.me else ""
    return blank_draft(desk, project_id, year, desk.today, phone)


def score(desk: Desk, draft: EvaluationDraft) -> EvaluationResult:
    """The scores of what is typed so far, for the editor. Raises NotFound, Refused (the year is not open)."""
    facts = year_facts(desk, draft.project_id, draft.year)
    return result_of(draft, facts, facts.using_division_id, desk.figures)


def check(desk: Desk, draft: EvaluationDraft, evaluation_id: int | None = None) -> tuple[Finding, ...]:
    """All findings of the rules on what is typed, passed ones too. Raises as `score`."""
    facts = year_facts(desk, draft.project_id, draft.year)
    return judge(case_of(draft, facts, filled_by(desk, facts, evaluation_id), desk.figures), desk.figures)


def filled_by(desk: Desk, facts: YearFacts, evaluation_id: int | None) -> int:
    """The division that fills it in: the stored one's, for a new one that of the person typing. Raises NotFound."""
    if evaluation_id is not None:
        return desk.get(Evaluation, evaluation_id).division_id
    return desk.me.division_id if desk.me else facts.using_division_id


def prepare(uow: UnitOfWork, project_id: int, year: int) -> Done:
    """Makes the draft of a year's self-evaluation, a line for every indicator. Raises as `save`."""
    evaluation = _store(uow, blank(uow, project_id, year), None)
    project = uow.get(Project, project_id)
    uow.record("evaluations.prepare", SubjectKind.EVALUATION, evaluation.id, f"新建绩效自评：{project.name} {year}")
    return Done("自评草稿已建立", Changed.EVALUATION, evaluation.id)


def save(uow: UnitOfWork, draft: EvaluationDraft, evaluation_id: int | None = None) -> Done:
    """Stores a draft, complete or not; drafts may break rules, submission may not.

    Raises:
        Forbidden: not a clerk of the division that uses the money (art. 13).
        Refused: not a draft any more; the year is not open, has no indicators, or has a self-evaluation already.
        Invalid: a date in the future, a figure that is none, a line for an indicator of another year.
        Stale: somebody else changed it since it was loaded.
    """
    evaluation = _store(uow, draft, evaluation_id)
    project = uow.get(Project, draft.project_id)
    summary = f"保存绩效自评草稿：{project.name} {draft.year} 年度"
    uow.record("evaluations.save", SubjectKind.EVALUATION, evaluation.id, summary)
    return Done("草稿已保存", Changed.EVALUATION, evaluation.id)


def _store(uow: UnitOfWork, draft: EvaluationDraft, evaluation_id: int | None) -> Evaluation:
    project = uow.get(Project, draft.project_id)
    access.require_division(uow.me, project.division_id, "evaluations.edit")
    year = opened_year(uow, project.id, draft.year)
    if draft.dated > uow.today:
        raise Invalid("填报日期不能晚于今天。", field="填报日期")
    if evaluation_id is None:
        evaluation = _new(uow, project, year, draft)
    else:
        evaluation = uow.get(Evaluation, evaluation_id)
        refuse_unless_offered(sign_case(uow, evaluation), uow.me, Verb.SAVE)
        if evaluation.project_year_id != year.id:
            raise Refused("自评表不能改到别的项目或年度。", article="第十三条", remedy="请在对应的年度另行填报。")
        if draft.version is not None and draft.version != evaluation.version:
            raise Stale("这份绩效自评已被他人修改。", remedy="请按 F5 重新载入；刚才填写的内容仍保留在本机草稿中。")
    evaluation.dated, evaluation.execution_mode = draft.dated, draft.execution_mode
    evaluation.outcome, evaluation.phone = draft.outcome.strip(), draft.phone.strip()
    evaluation.problems, evaluation.measures = draft.problems.strip(), draft.measures.strip()
    evaluation.execution_explanation = draft.execution_explanation.strip()
    evaluation.last_editor_id = uow.me.id
    _write_scores(uow, evaluation, draft)
    return evaluation


def refuse_new(desk: Desk, project: Project, year: ProjectYear) -> None:
    """Lets a year have its self-evaluation: a project in force, indicators, and none that is not void.

    Raises:
        Refused: one of them is not so.
    """
    if project.state == ProjectState.DRAFT:
        raise Refused(f"项目“{project.name}”尚未确认立项。", article="第十五条", remedy="请科室负责人先确认立项。")
    there = live_of(desk, year.id)
    if there is not None:
        name = there.number or "草稿"
        raise Refused(
            f"{year.year} 年度已有绩效自评（{name}）。", article="第十三条", remedy="请打开它修改；确需重填请先作废。"
        )
    if not indicators_of(desk, year.id):
        raise Refused(f"{year.year} 年度没有绩效指标。", article="第九条", remedy="请先编制年度绩效目标和指标。")


def _new(uow: UnitOfWork, project: Project, year: ProjectYear, draft: EvaluationDraft) -> Evaluation:
    refuse_new(uow, project, year)
    evaluation = Evaluation(
        project_year_id=year.id,
        division_id=project.division_id,
        author_id=uow.me.id,
        last_editor_id=uow.me.id,
        dated=draft.dated,
        execution_mode=draft.execution_mode,
        execution_weight=0,
    )
    uow.add(evaluation)
    return evaluation


def _write_scores(uow: UnitOfWork, evaluation: Evaluation, draft: EvaluationDraft) -> None:
    """One row per indicator of the year, in place; points are written on submission only."""
    facts = facts_of(uow, evaluation)
    given = {entry.indicator_id: entry for entry in draft.scores}
    if not {entry.id for entry in facts.entries} >= given.keys():
        raise Invalid("有得分行不属于本年度的指标。", field="绩效指标", remedy="请按 F5 重新载入后再填。")
    evaluation.execution_weight = execution_weight(facts.entries)
    rows = {row.indicator_id: row for row in evaluation.scores}
    for indicator in facts.entries:
        entry = given.get(indicator.id, ScoreEntry(indicator.id))
        if entry.actual is not None and not entry.actual.is_finite():
            raise Invalid(f"指标“{indicator.name}”的实际完成值不是数字。", field="实际完成值")
        row = rows.get(indicator.id)
        if row is None:
            row = EvaluationScore(indicator_id=indicator.id)
            evaluation.scores.append(row)
        row.actual, row.actual_on, row.actual_text = entry.actual, entry.actual_on, entry.actual_text.strip()
        row.rating_bp, row.applicable = entry.rating_bp, entry.applicable
        row.deduction, row.deduction_reason = entry.deduction, entry.deduction_reason.strip()
        row.explanation, row.points = entry.explanation.strip(), None
    uow.session.flush()


def attach_file(uow: UnitOfWork, evaluation_id: int, file: NewFile) -> Done:
    """Attaches a proof to a draft; attachments are part of what is signed. Raises Refused when it is no draft."""
    evaluation = uow.get(Evaluation, evaluation_id)
    access.require_division(uow.me, evaluation.division_id, "evaluations.edit")
    refuse_unless_offered(sign_case(uow, evaluation), uow.me, Verb.SAVE)
    attach(uow, SubjectKind.EVALUATION, evaluation_id, file)
    summary = f"绩效自评上传附件：{file.file_name}"
    uow.record("evaluations.attach_file", SubjectKind.EVALUATION, evaluation_id, summary)
    return Done("附件已上传", Changed.EVALUATION | Changed.ATTACHMENT, evaluation_id)


def detach_file(uow: UnitOfWork, evaluation_id: int, attachment_id: int) -> Done:
    """Takes a file off a draft that was never submitted; later every file stays.

    Raises:
        Refused: it is no draft, was submitted before, or the file belongs to something else.
    """
    evaluation = uow.get(Evaluation, evaluation_id)
    access.require_division(uow.me, evaluation.division_id, "evaluations.edit")
    refuse_unless_offered(sign_case(uow, evaluation), uow.me, Verb.SAVE)
    row = uow.get(Attachment, attachment_id)
    if evaluation.round or (row.owner_kind, row.owner_id) != (SubjectKind.EVALUATION, evaluation_id):
        raise Refused(
            f"附件“{row.file_name}”已送审过，或不属于这份自评，不能移除。",
            article="第十三条",
            field="附件",
            remedy="可以补充上传正确的附件。",
        )
    uow.session.delete(row)
    summary = f"绩效自评移除附件：{row.file_name}"
    uow.record("evaluations.detach_file", SubjectKind.EVALUATION, evaluation_id, summary)
    return Done("附件已移除", Changed.EVALUATION | Changed.ATTACHMENT, evaluation_id)


def submit(uow: UnitOfWork, evaluation_id: int) -> Done:
    """Sends the self-evaluation for sign-off: money and points are computed once more and stored, a round is opened.

    Raises:
        Refused: a rule blocks (the message lists every block), an attachment is gone, or a step of the route finds no
            hand.
    """
    evaluation = uow.get(Evaluation, evaluation_id)
    access.require_division(uow.me, evaluation.division_id, "evaluations.edit")
    case = sign_case(uow, evaluation)
    refuse_unless_offered(case, uow.me, Verb.SUBMIT)
    draft, facts = draft_of(uow, evaluation), facts_of(uow, evaluation)
    document.refuse_blocked(judge(case_of(draft, facts, evaluation.division_id, uow.figures), uow.figures))
    _refuse_unready(uow, evaluation, case)
    _write_scores(uow, evaluation, draft)
    _write_points(evaluation, facts.money, result_of(draft, facts, evaluation.division_id, uow.figures))
    if evaluation.number is None:
        evaluation.number = uow.next_number(PREFIX, facts.year)
    evaluation.round += 1
    uow.session.flush()
    signing.open_round(
        uow,
        SubjectKind.EVALUATION,
        evaluation.id,
        evaluation.round,
        content_of(uow, evaluation, facts),
        case.steps,
        evaluation.author_id,
        evaluation.last_editor_id,
    )
    evaluation.state = EvaluationState.IN_APPROVAL
    points = f"{points_text(evaluation.total_points or 0)} 分，{evaluation.grade}"
    summary = f"提交绩效自评 {evaluation.number} 第 {evaluation.round} 轮，{points}"
    uow.record("evaluations.submit", SubjectKind.EVALUATION, evaluation.id, summary)
    return Done(f"{evaluation.number} 已提交送审", TOUCHED, evaluation.id)


def _refuse_unready(desk: Desk, evaluation: Evaluation, case: SignCase) -> None:
    lost = attachments.missing(desk, attachments.owned_by(desk, SubjectKind.EVALUATION, evaluation.id))
    if lost:
        raise Refused(f"附件“{'”“'.join(lost)}”已丢失或被改动。", field="附件", remedy="请从备份恢复后再送审。")
    open_steps = unstaffed(case, desk.people())
    if open_steps:
        raise Refused(
            f"以下环节除填报人和其他环节签批人外没有可以办理的人：{'、'.join(open_steps)}。",
            article="第十五条",
            field="签批流程",
            remedy="请换人填报，或请管理员为该环节设置人员。",
        )


def _write_points(evaluation: Evaluation, money: YearMoney, result: EvaluationResult) -> None:
    evaluation.budget_initial, evaluation.budget_adjusted = money.total.initial, money.total.adjusted
    evaluation.executed, evaluation.execution_points = money.total.executed, result.execution_points
    evaluation.total_points, evaluation.grade = result.total_points, result.grade
    points = {one.key: one.points for one in result.indicators}
    for row in evaluation.scores:
        row.points = points[str(row.indicator_id)]


def moved(evaluation: Evaluation, money: YearMoney) -> str:
    """How the ledger has moved since the self-evaluation was submitted, as a sentence; empty when it has not."""
    kept = (evaluation.budget_initial, evaluation.budget_adjusted, evaluation.executed)
    now = (money.total.initial, money.total.adjusted, money.total.executed)
    names = ("年初预算数", "全年预算数", "全年执行数")
    changes = [
        f"{name}由 {wan(before)} 万元变为 {wan(after)} 万元"
        for name, before, after in zip(names, kept, now, strict=True)
        if before is not None and before != after
    ]
    return f"送审之后账面{'，'.join(changes)}。" if changes else ""


def sign(uow: UnitOfWork, evaluation_id: int, given: Signing, confirmation: Confirmation) -> Done:
    """One hand on the self-evaluation: agree, or return with an opinion.

    Raises:
        Refused: not this person's turn, barred, the ledger has moved since submission, changed content.
        Forbidden: the role is missing, or the password confirmation is not this person's.
    """
    evaluation = uow.get(Evaluation, evaluation_id)
    agree = given.decision == Decision.AGREE
    case = sign_case(uow, evaluation)
    refuse_unless_offered(case, uow.me, Verb.AGREE if agree else Verb.RETURN)
    facts = facts_of(uow, evaluation)
    change = moved(evaluation, facts.money)
    if agree and change:
        raise Refused(change, article="第十三条", remedy="请退回经办人，按现在的账面数重新送审。")
    round_ = document.open_round(uow, evaluation)
    outcome = signing.sign(uow, round_, case, content_of(uow, evaluation, facts), given, confirmation)
    if outcome == RoundOutcome.COMPLETE:
        evaluation.state = EvaluationState.APPROVED
    elif outcome == RoundOutcome.RETURNED:
        evaluation.state = EvaluationState.RETURNED
    summary = f"签批{given.decision.label} {evaluation.number} 第 {evaluation.round} 轮"
    uow.record("evaluations.sign", SubjectKind.EVALUATION, evaluation.id, summary)
    return Done("已签批" if agree else "已退回经办人", TOUCHED, evaluation.id)


def withdraw(uow: UnitOfWork, evaluation_id: int, reason: str) -> Done:
    """The author takes the self-evaluation back while nobody has signed; the round ends visibly."""
    evaluation, why = _leaving(uow, evaluation_id, Verb.WITHDRAW, reason)
    document.end_round(uow, evaluation, RoundOutcome.WITHDRAWN, f"{uow.me.name}撤回：{why}")
    evaluation.state = EvaluationState.DRAFT
    uow.record("evaluations.withdraw", SubjectKind.EVALUATION, evaluation.id, f"撤回 {evaluation.number}：{why}")
    return Done("已撤回为草稿", TOUCHED, evaluation.id)


def change(uow: UnitOfWork, evaluation_id: int, reason: str) -> Done:
    """Opens a submitted or approved self-evaluation for changes: the signatures of its round become void, visibly."""
    evaluation, why = _leaving(uow, evaluation_id, Verb.CHANGE, reason)
    document.end_round(uow, evaluation, RoundOutcome.VOIDED, f"{uow.me.name}修改：{why}")
    evaluation.state = EvaluationState.DRAFT
    summary = f"修改 {evaluation.number}，本轮签字作废：{why}"
    uow.record("evaluations.change", SubjectKind.EVALUATION, evaluation.id, summary)
    return Done("已转为草稿，原签字作废", TOUCHED, evaluation.id)


def void(uow: UnitOfWork, evaluation_id: int, reason: str) -> Done:
    """Voids the self-evaluation for good; its number stays in the list and the year may be evaluated anew."""
    evaluation, why = _leaving(uow, evaluation_id, Verb.VOID, reason)
    document.end_round(uow, evaluation, RoundOutcome.VOIDED, f"{uow.me.name}作废：{why}")
    evaluation.state = EvaluationState.VOID
    evaluation.void_reason = why
    name = evaluation.number or "草稿"
    uow.record("evaluations.void", SubjectKind.EVALUATION, evaluation.id, f"作废绩效自评 {name}：{why}")
    return Done("已作废", TOUCHED, evaluation.id)


def _leaving(uow: UnitOfWork, evaluation_id: int, verb: Verb, reason: str) -> tuple[Evaluation, str]:
    evaluation = uow.get(Evaluation, evaluation_id)
    refuse_unless_offered(sign_case(uow, evaluation), uow.me, verb)
    return evaluation, document.written_reason(reason)

"""Verbs of a self-evaluation: prepare, save, submit, sign, withdraw, change, void.

Whoever used the money evaluates it (art. 13). The money comes from the ledger and the points from the rules; both are
stored when it is submitted, and the hands sign them.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from fundapp.errors import Invalid, Refused
from fundapp.models import Application, Evaluation, EvaluationScore, Person, Project, ProjectYear
from fundapp.rules import access
from fundapp.rules.evaluation_case import EvaluationResult
from fundapp.rules.finding import Finding
from fundapp.rules.signoff import Verb
from fundapp.services import document, document_verbs, evaluation_prefill, year_money
from fundapp.services.attachments import NewFile
from fundapp.services.desk import Desk
from fundapp.services.document_verbs import DocumentKind
from fundapp.services.done import Changed, Done
from fundapp.services.evaluation_content import content_of
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_facts import (
    YearFacts,
    blank_draft,
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
from fundapp.values.choices import DocumentState, ProjectState
from fundapp.values.documents import SubjectKind
from fundapp.values.score import points_text

PREFIX = "ZP"
TOUCHED = Changed.EVALUATION | Changed.PROJECT


def blank(desk: Desk, project_id: int, year: int) -> EvaluationDraft:
    """A new self-evaluation with everything known filled in, for the editor. Raises NotFound, Refused."""
    phone = desk.get(Person, desk.me.id).phone if desk.me else ""
    known = evaluation_prefill.of_year(desk, project_id, year_facts(desk, project_id, year))
    return evaluation_prefill.filled(blank_draft(desk, project_id, year, desk.today, phone), known)


def score(desk: Desk, draft: EvaluationDraft) -> EvaluationResult:
    """The scores of what is typed so far, for the editor. Raises NotFound, Refused (the year is not open)."""
    facts = year_facts(desk, draft.project_id, draft.year)
    return result_of(draft, facts, facts.using_division_id, desk.figures)


def check(desk: Desk, draft: EvaluationDraft, evaluation_id: int | None = None) -> tuple[Finding, ...]:
    """All findings of the rules on what is typed, passed ones too. Raises as `score`."""
    facts = year_facts(desk, draft.project_id, draft.year)
    return evaluation_prefill.judged(desk, draft, facts, filled_by(desk, facts, evaluation_id))


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
        evaluation = document_verbs.editable(uow, KIND, evaluation_id, draft.version)
        if evaluation.project_year_id != year.id:
            raise Refused("自评表不能改到别的项目或年度。", article="第十三条", remedy="请在对应的年度另行填报。")
    evaluation.dated, evaluation.execution_mode = draft.dated, draft.execution_mode
    evaluation.outcome, evaluation.phone = draft.outcome.strip(), draft.phone.strip()
    evaluation.problems, evaluation.measures = draft.problems.strip(), draft.measures.strip()
    evaluation.execution_explanation = draft.execution_explanation.strip()
    evaluation.conclusion = draft.conclusion.strip() if draft.conclusion is not None else None
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
    """Attaches a proof to a draft; see `document_verbs.attach_file`."""
    return document_verbs.attach_file(uow, KIND, evaluation_id, file)


def detach_file(uow: UnitOfWork, evaluation_id: int, attachment_id: int) -> Done:
    """Takes a file off a draft; see `document_verbs.detach_file`."""
    return document_verbs.detach_file(uow, KIND, evaluation_id, attachment_id)


def submit(uow: UnitOfWork, evaluation_id: int) -> Done:
    """Sends the self-evaluation for sign-off: money and points are computed once more and stored, a round is opened.

    Raises:
        Refused: a rule blocks (the message lists every block), an attachment is gone, or a step of the route finds no
            hand.
    """
    evaluation, case = document_verbs.sendable(uow, KIND, evaluation_id)
    draft, facts = draft_of(uow, evaluation), facts_of(uow, evaluation)
    document.refuse_blocked(evaluation_prefill.judged(uow, draft, facts, evaluation.division_id))
    _write_scores(uow, evaluation, draft)
    _write_points(evaluation, facts.money, result_of(draft, facts, evaluation.division_id, uow.figures))
    said = f"{points_text(evaluation.total_points or 0)} 分，{evaluation.grade}"
    return document_verbs.send(uow, KIND, evaluation, case, facts.year, said)


def _write_points(evaluation: Evaluation, money: YearMoney, result: EvaluationResult) -> None:
    evaluation.budget_initial, evaluation.budget_adjusted = money.total.initial, money.total.adjusted
    evaluation.executed, evaluation.execution_points = money.total.executed, result.execution_points
    evaluation.total_points, evaluation.grade = result.total_points, result.grade
    points = {one.key: one.points for one in result.indicators}
    for row in evaluation.scores:
        row.points = points[str(row.indicator_id)]


def moved(evaluation: Evaluation, money: YearMoney) -> str:
    """How the ledger has moved since the self-evaluation was submitted, as a sentence; empty when it has not."""
    return year_money.moved((evaluation.budget_initial, evaluation.budget_adjusted, evaluation.executed), money)


def _unmoved(uow: UnitOfWork, evaluation: Evaluation) -> None:
    """Lets a hand agree while the ledger says what was submitted. Raises Refused."""
    change = moved(evaluation, facts_of(uow, evaluation).money)
    if change:
        raise Refused(change, article="第十三条", remedy="请退回经办人，按现在的账面数重新送审。")


def _content(desk: Desk, evaluation: Evaluation) -> dict[str, Any]:
    return content_of(desk, evaluation, facts_of(desk, evaluation))


def _held(desk: Desk, evaluation: Evaluation, verb: Verb) -> None:
    """The next year was granted on this result: it does not change behind the back of those who signed (art. 13)."""
    if verb not in (Verb.CHANGE, Verb.VOID) or evaluation.state != DocumentState.APPROVED:
        return
    this = desk.get(ProjectYear, evaluation.project_year_id)
    later = select(ProjectYear).where(ProjectYear.project_id == this.project_id, ProjectYear.year > this.year)
    following = desk.session.scalar(later.order_by(ProjectYear.year).limit(1))
    if following is None:
        return
    query = select(Application).filter_by(project_year_id=following.id, state=DocumentState.APPROVED)
    granted = desk.session.scalar(query)
    if granted is not None:
        raise Refused(
            f"{following.year} 年度申请 {granted.number} 已依据这份自评批准，自评不能修改或作废。",
            article="第十三条",
            remedy="确需更正，请先用“修改”把该年度申请退回草稿，更正后重新送审。",
        )


KIND = DocumentKind(Evaluation, "evaluations", PREFIX, "第十三条", TOUCHED, _content, held=_held, agreeable=_unmoved)


def sign(uow: UnitOfWork, evaluation_id: int, given: Signing, confirmation: Confirmation) -> Done:
    """One hand on the self-evaluation; Refused also when the ledger moved. See `document_verbs.sign`."""
    return document_verbs.sign(uow, KIND, evaluation_id, given, confirmation)


def withdraw(uow: UnitOfWork, evaluation_id: int, reason: str) -> Done:
    """The author takes the self-evaluation back while nobody has signed."""
    return document_verbs.withdraw(uow, KIND, evaluation_id, reason)


def change(uow: UnitOfWork, evaluation_id: int, reason: str) -> Done:
    """Opens a submitted or approved self-evaluation for changes; the signatures of its round become void.

    Refused once the next year's application was approved on its result.
    """
    return document_verbs.change(uow, KIND, evaluation_id, reason)


def void(uow: UnitOfWork, evaluation_id: int, reason: str) -> Done:
    """Voids the self-evaluation for good; the year may be evaluated anew. Refused like `change`."""
    return document_verbs.void(uow, KIND, evaluation_id, reason)

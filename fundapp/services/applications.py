"""Verbs of an annual application: prepare, save, submit, sign, withdraw, change, void.

The clerk asks for the year's money with a basis and a plan; goal, indicators and split of the points are those of the
year and are signed with it. What came of the year before is kept when it is submitted (art. 13).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from fundapp.errors import Invalid, Refused
from fundapp.models import Application, ApplicationShare, Appropriation, Evaluation, Person, Project, ProjectYear
from fundapp.rules import access
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.signoff import Verb
from fundapp.services import document, document_verbs, terms
from fundapp.services.application_content import content_of
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.application_facts import case_of, draft_of, facts_of, live_of, plan_facts
from fundapp.services.application_prior import prior_of, text_of, year_before
from fundapp.services.attachments import NewFile
from fundapp.services.desk import Desk
from fundapp.services.document_verbs import DocumentKind
from fundapp.services.done import Changed, Done
from fundapp.services.indicators import opened_year, year_end
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import AppropriationKind, DocumentState, ProjectState
from fundapp.values.documents import SubjectKind
from fundapp.values.money import Fen, wan

PREFIX = "SQ"
TOUCHED = Changed.APPLICATION | Changed.PROJECT


def blank(desk: Desk, project_id: int, year: int) -> ApplicationDraft:
    """A new application with what the year before said filled in, to be checked and changed by the clerk.

    Basis and shares are those of last year's application; without one the shares are last year's first budget. The plan
    is left to this year: it names days and steps.
    Last year is the one that the gate asks: a year left out is passed over.
    Raises NotFound, Refused (the year is not open).
    """
    opened_year(desk, project_id, year)
    before = year_before(desk, desk.get(Project, project_id), year)
    last = None if before is None else live_of(desk, before.id)
    phone = desk.get(Person, desk.me.id).phone if desk.me else ""
    shares = () if before is None else _first_budget(desk, before)
    if last is not None and last.shares:
        shares = tuple((share.source, share.amount) for share in last.shares)
    return ApplicationDraft(
        project_id=project_id,
        year=year,
        dated=desk.today,
        shares=shares,
        basis=last.basis if last else "",
        phone=phone,
    )


def _first_budget(desk: Desk, before: ProjectYear) -> tuple[tuple[str, Fen], ...]:
    query = select(Appropriation).filter_by(project_year_id=before.id, kind=AppropriationKind.INITIAL)
    found: dict[str, Fen] = {}
    for row in desk.session.scalars(query.order_by(Appropriation.id)):
        found[row.source] = found.get(row.source, 0) + row.amount
    return tuple(found.items())


def check(desk: Desk, draft: ApplicationDraft) -> tuple[Finding, ...]:
    """All findings of the rules on what is typed, passed ones too. Raises NotFound, Refused (the year is not open)."""
    return judge(case_of(draft, plan_facts(desk, draft.project_id, draft.year), desk.figures), desk.figures)


def prepare(uow: UnitOfWork, project_id: int, year: int) -> Done:
    """Makes the draft of a year's application, filled in as `blank` says. Raises as `save`."""
    application = _store(uow, blank(uow, project_id, year), None)
    project = uow.get(Project, project_id)
    uow.record("applications.prepare", SubjectKind.APPLICATION, application.id, f"新建年度申请：{project.name} {year}")
    return Done("年度申请草稿已建立", Changed.APPLICATION, application.id)


def save(uow: UnitOfWork, draft: ApplicationDraft, application_id: int | None = None) -> Done:
    """Stores a draft, complete or not; drafts may break rules, submission may not.

    Raises:
        Forbidden: not a clerk of the project's division.
        Refused: not a draft any more; the year is not open or closed, after 取消, or has an application already.
        Invalid: a date in the future, an amount that is not above zero, a source twice.
        Stale: somebody else changed it since it was loaded.
    """
    application = _store(uow, draft, application_id)
    project = uow.get(Project, draft.project_id)
    summary = f"保存年度申请草稿：{project.name} {draft.year} 年度，{wan(draft.total)} 万元"
    uow.record("applications.save", SubjectKind.APPLICATION, application.id, summary)
    return Done("草稿已保存", Changed.APPLICATION, application.id)


def _store(uow: UnitOfWork, draft: ApplicationDraft, application_id: int | None) -> Application:
    project = uow.get(Project, draft.project_id)
    access.require_division(uow.me, project.division_id, "applications.edit")
    year = opened_year(uow, project.id, draft.year)
    if draft.dated > uow.today:
        raise Invalid("申报日期不能晚于今天。", field="申报日期")
    _check_shares(uow, draft)
    if application_id is None:
        application = _new(uow, project, year, draft)
    else:
        application = document_verbs.editable(uow, KIND, application_id, draft.version)
        if application.project_year_id != year.id:
            raise Refused("年度申请不能改到别的项目或年度。", article="第十三条", remedy="请在对应的年度另行填报。")
    application.dated, application.phone = draft.dated, draft.phone.strip()
    application.basis, application.plan = draft.basis.strip(), draft.plan.strip()
    application.adjustment = draft.adjustment.strip()
    application.prior = ""  # what came before is the ledger's again, until it is submitted
    application.last_editor_id = uow.me.id
    flag_modified(application, "basis")  # its version stands for the shares too
    _write_shares(uow, application, draft)
    return application


def _check_shares(desk: Desk, draft: ApplicationDraft) -> None:
    on = year_end(draft.year)
    for source, amount in draft.shares:
        title = desk.figures.source(source, on).title
        if amount <= 0:
            raise Invalid(f"{title}的申请金额应大于零。", article="第六条", field="申请金额")
    if len({source for source, _ in draft.shares}) != len(draft.shares):
        raise Invalid("同一资金来源填写了两次。", article="第六条", field="申请金额", remedy="请合并为一行。")


def refuse_new(desk: Desk, project: Project, year: ProjectYear) -> None:
    """Lets a year have its application: a project in force, an open year within its terms, and none that is not void.

    Raises:
        Refused: one of them is not so.
    """
    if project.state != ProjectState.IN_FORCE:
        word, remedy = "尚未确认立项", "请科室负责人先确认立项。"
        if project.state == ProjectState.CLOSED:
            word, remedy = "已结束", "不再申请资金。"
        raise Refused(f"项目“{project.name}”{word}。", article="第十五条", remedy=remedy)
    terms.refuse_beyond(desk, project, year.year)
    if year.closed:
        raise Refused(f"{year.year} 年度已关闭，不能再申请资金。", article="第十六条", field="年度")
    there = live_of(desk, year.id)
    if there is not None:
        name = there.number or "草稿"
        raise Refused(
            f"{year.year} 年度已有年度申请（{name}）。", article="第十三条", remedy="请打开它修改；确需重填请先作废。"
        )


def _new(uow: UnitOfWork, project: Project, year: ProjectYear, draft: ApplicationDraft) -> Application:
    refuse_new(uow, project, year)
    application = Application(
        division_id=project.division_id,
        author_id=uow.me.id,
        last_editor_id=uow.me.id,
        dated=draft.dated,
        project_year_id=year.id,
    )
    uow.add(application)
    return application


def _write_shares(uow: UnitOfWork, application: Application, draft: ApplicationDraft) -> None:
    """The rows of the draft in its order; the old ones leave first, because a source stands once."""
    stored = [(share.source, share.amount) for share in application.shares]
    if stored == list(draft.shares):
        return
    application.shares.clear()
    uow.session.flush()
    application.shares.extend(ApplicationShare(source=source, amount=amount) for source, amount in draft.shares)
    uow.session.flush()


def attach_file(uow: UnitOfWork, application_id: int, file: NewFile) -> Done:
    """Attaches a paper to a draft; see `document_verbs.attach_file`."""
    return document_verbs.attach_file(uow, KIND, application_id, file)


def detach_file(uow: UnitOfWork, application_id: int, attachment_id: int) -> Done:
    """Takes a file off a draft; see `document_verbs.detach_file`."""
    return document_verbs.detach_file(uow, KIND, application_id, attachment_id)


def submit(uow: UnitOfWork, application_id: int) -> Done:
    """Sends the application for sign-off: the results of the year before are kept, a round is opened.

    Raises:
        Refused: a rule blocks (the message lists every block), an attachment is gone, or a step of the route finds no
            hand.
    """
    application, case = document_verbs.sendable(uow, KIND, application_id)
    draft, facts = draft_of(uow, application), facts_of(uow, application)
    document.refuse_blocked(judge(case_of(draft, facts, uow.figures), uow.figures))
    application.prior = text_of(facts.prior)
    said = f"申请 {wan(draft.total)} 万元，{len(facts.entries)} 个指标"
    return document_verbs.send(uow, KIND, application, case, facts.year, said)


def moved(desk: Desk, application: Application) -> str:
    """Says that results or rectifications changed since the application was submitted; empty when nothing did."""
    year = desk.get(ProjectYear, application.project_year_id)
    now = text_of(prior_of(desk, desk.get(Project, year.project_id), year.year))
    return "" if now == application.prior else "送审之后，以前年度的评价结果、整改情况或期满评价有变化。"


def _unmoved(uow: UnitOfWork, application: Application) -> None:
    """Lets a hand agree while earlier results stand as they were submitted. Raises Refused."""
    change = moved(uow, application)
    if change:
        raise Refused(change, article="第十三条", remedy="请退回经办人，核对后重新送审。")


def _content(desk: Desk, application: Application) -> dict[str, Any]:
    return content_of(desk, application, facts_of(desk, application))


def _held(desk: Desk, application: Application, verb: Verb) -> None:
    """What was evaluated by its goal and indicators, and granted on it, keeps its ground (art. 13)."""
    if verb not in (Verb.CHANGE, Verb.VOID):
        return
    query = select(Evaluation.number).where(
        Evaluation.project_year_id == application.project_year_id,
        Evaluation.state.in_((DocumentState.IN_APPROVAL, DocumentState.APPROVED)),
    )
    evaluated = desk.session.scalar(query.limit(1))
    if evaluated is not None:
        raise Refused(
            f"本年度绩效自评 {evaluated} 已按这份申请的目标和指标送审，申请不能修改或作废。",
            article="第十三条",
            remedy="确需更正，请先用“修改”把该自评退回草稿，申请重新签批后再送审自评。",
        )
    if verb is Verb.VOID:
        _refuse_granted(desk, application)


def _refuse_granted(desk: Desk, application: Application) -> None:
    """Money came on this application: it may be changed and signed anew, never voided."""
    granted = select(Appropriation.id).where(
        Appropriation.project_year_id == application.project_year_id,
        Appropriation.kind.in_((AppropriationKind.INITIAL, AppropriationKind.ADDITION)),
    )
    if application.number is not None and desk.session.scalar(granted.limit(1)) is not None:
        open_ = application.state in (DocumentState.DRAFT, DocumentState.RETURNED)
        raise Refused(
            f"本年度已登记预算指标，年度申请 {application.number} 不能作废。",
            article="第十三条",
            remedy="请改好后重新送审。" if open_ else "确需调整，请用“修改”退回草稿，改好后重新送审。",
        )


KIND = DocumentKind(Application, "applications", PREFIX, "第十三条", TOUCHED, _content, held=_held, agreeable=_unmoved)


def sign(uow: UnitOfWork, application_id: int, given: Signing, confirmation: Confirmation) -> Done:
    """One hand on the application; Refused also when earlier results changed. See `document_verbs.sign`."""
    return document_verbs.sign(uow, KIND, application_id, given, confirmation)


def withdraw(uow: UnitOfWork, application_id: int, reason: str) -> Done:
    """The author takes the application back while nobody has signed."""
    return document_verbs.withdraw(uow, KIND, application_id, reason)


def change(uow: UnitOfWork, application_id: int, reason: str) -> Done:
    """Opens a submitted or approved application for changes; the signatures of its round become void.

    Refused while the year's self-evaluation, which scores by its indicators, is in approval or approved.
    """
    return document_verbs.change(uow, KIND, application_id, reason)


def void(uow: UnitOfWork, application_id: int, reason: str) -> Done:
    """Voids the application for good; the year may be applied for anew.

    Refused like `change`, and once it was granted money.
    """
    return document_verbs.void(uow, KIND, application_id, reason)

"""Verbs of a monitoring: prepare, save, submit, sign, withdraw, change, void (arts. 5, 15; 财预〔2019〕136号).

A project year has one round (集中监控), whose period the office sets, and any number of monitorings for a reason of
their own. The money comes from the ledger up to the last day of the period and is kept when it is submitted.
"""

from __future__ import annotations

from sqlalchemy import select

from fundapp.errors import Invalid, Refused
from fundapp.models import Evaluation, Monitoring, MonitoringLine, Person, Project, ProjectYear, TermReview
from fundapp.rules import access
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.rules.signoff import Verb
from fundapp.services import document, document_verbs, year_money
from fundapp.services.attachments import NewFile
from fundapp.services.desk import Desk
from fundapp.services.document_verbs import DocumentKind
from fundapp.services.done import Changed, Done
from fundapp.services.evaluation_facts import YearFacts, year_facts
from fundapp.services.indicators import indicators_of, opened_year, year_end
from fundapp.services.monitoring_content import content_of, keep_facts
from fundapp.services.monitoring_draft import LineEntry, MonitoringDraft
from fundapp.services.monitoring_facts import (
    case_of,
    draft_of,
    facts_of,
    live_round_of,
    round_until,
    until_of,
)
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import Cause, DocumentState, MonitoringKind, ProjectState
from fundapp.values.dates import chinese_date
from fundapp.values.documents import SubjectKind

PREFIX = "JK"
TOUCHED = Changed.MONITORING | Changed.PROJECT
_ARTICLE = "第十五条"


def blank(desk: Desk, project_id: int, year: int, kind: MonitoringKind) -> MonitoringDraft:
    """A new monitoring with everything known filled in, the period above all; what the year will take nobody knows yet.

    Raises:
        NotFound, Refused: the year is not open.
    """
    until = round_until(desk, year) if kind is MonitoringKind.ROUND else min(desk.today, year_end(year))
    facts = year_facts(desk, project_id, year, until)
    return MonitoringDraft(
        project_id=project_id,
        year=year,
        dated=desk.today,
        kind=kind,
        until=until,
        lines=tuple(LineEntry(entry.id) for entry in facts.entries),
        phone=desk.get(Person, desk.me.id).phone if desk.me else "",
    )


def check(desk: Desk, draft: MonitoringDraft) -> tuple[Finding, ...]:
    """All findings of the rules on what is typed, passed ones too. Raises NotFound, Refused (the year is not open)."""
    until = until_of(desk, draft)
    return judge(case_of(draft, year_facts(desk, draft.project_id, draft.year, until), until), desk.figures)


def prepare(uow: UnitOfWork, project_id: int, year: int, kind: MonitoringKind) -> Done:
    """Makes the draft of a monitoring, a line for every indicator. Raises as `save`."""
    monitoring = _store(uow, blank(uow, project_id, year, kind), None)
    project = uow.get(Project, project_id)
    summary = f"新建{kind.label}：{project.name} {year} 年度，截至 {monitoring.until}"
    uow.record("monitorings.prepare", SubjectKind.MONITORING, monitoring.id, summary)
    return Done("监控草稿已建立", Changed.MONITORING, monitoring.id)


def save(uow: UnitOfWork, draft: MonitoringDraft, monitoring_id: int | None = None) -> Done:
    """Stores a draft, complete or not; drafts may break rules, submission may not.

    Raises:
        Forbidden: not a clerk of the project's division.
        Refused: not a draft any more; the year is not open, has no indicators, or has its round already; the period of
            a round is not over.
        Invalid: a date in the future, a figure that is none, a line for an indicator of another year.
        Stale: somebody else changed it since it was loaded.
    """
    monitoring = _store(uow, draft, monitoring_id)
    project = uow.get(Project, draft.project_id)
    summary = f"保存运行监控草稿：{project.name} {draft.year} 年度，截至 {monitoring.until}"
    uow.record("monitorings.save", SubjectKind.MONITORING, monitoring.id, summary)
    return Done("草稿已保存", Changed.MONITORING, monitoring.id)


def _store(uow: UnitOfWork, draft: MonitoringDraft, monitoring_id: int | None) -> Monitoring:
    project = uow.get(Project, draft.project_id)
    access.require_division(uow.me, project.division_id, "monitorings.edit")
    year = opened_year(uow, project.id, draft.year)
    if draft.dated > uow.today:
        raise Invalid("填报日期不能晚于今天。", field="填报日期")
    if monitoring_id is None:
        monitoring = _new(uow, project, year, draft)
    else:
        monitoring = document_verbs.editable(uow, KIND, monitoring_id, draft.version)
        if (monitoring.project_year_id, monitoring.kind) != (year.id, draft.kind):
            raise Refused("监控表不能改到别的项目、年度或监控方式。", article=_ARTICLE, remedy="请另行新建。")
    monitoring.dated, monitoring.until = draft.dated, until_of(uow, draft)
    monitoring.forecast, monitoring.demands = draft.forecast, draft.demands
    monitoring.problems, monitoring.measures = draft.problems.strip(), draft.measures.strip()
    monitoring.phone = draft.phone.strip()
    monitoring.last_editor_id = uow.me.id
    _write_lines(uow, monitoring, draft)
    return monitoring


def refuse_new(desk: Desk, project: Project, year: ProjectYear, kind: MonitoringKind) -> None:
    """Lets a year be monitored: a project in force, indicators, and for the round a period that is over and no other.

    Raises:
        Refused: one of them is not so.
    """
    if project.state == ProjectState.DRAFT:
        raise Refused(f"项目“{project.name}”尚未确认立项。", article=_ARTICLE, remedy="请科室负责人先确认立项。")
    if not indicators_of(desk, year.id):
        raise Refused(f"{year.year} 年度没有绩效指标。", article="第九条", remedy="请先编制年度绩效目标和指标。")
    if kind is not MonitoringKind.ROUND:
        if year.year > desk.today.year:
            raise Refused(f"{year.year} 年度尚未开始。", article=_ARTICLE, remedy="请在年度开始后再监控。")
        return
    until = round_until(desk, year.year)
    if until > desk.today:
        raise Refused(
            f"{year.year} 年度集中监控的数据截至{chinese_date(until)}，尚未到期。",
            article=_ARTICLE,
            remedy="请到期后填报；现在需要监控的，请新建专项监控。",
        )
    there = live_round_of(desk, year.id)
    if there is not None:
        name = there.number or "草稿"
        raise Refused(
            f"{year.year} 年度已有集中监控（{name}）。",
            article=_ARTICLE,
            remedy="请打开它修改；另需监控的，请新建专项监控。",
        )


def _new(uow: UnitOfWork, project: Project, year: ProjectYear, draft: MonitoringDraft) -> Monitoring:
    refuse_new(uow, project, year, draft.kind)
    monitoring = Monitoring(
        project_year_id=year.id,
        division_id=project.division_id,
        author_id=uow.me.id,
        last_editor_id=uow.me.id,
        dated=draft.dated,
        kind=draft.kind,
        until=until_of(uow, draft),
    )
    uow.add(monitoring)
    return monitoring


def _write_lines(uow: UnitOfWork, monitoring: Monitoring, draft: MonitoringDraft) -> None:
    """One row per indicator of the year, in place."""
    facts = facts_of(uow, monitoring)
    given = {entry.indicator_id: entry for entry in draft.lines}
    if not {entry.id for entry in facts.entries} >= given.keys():
        raise Invalid("有监控行不属于本年度的指标。", field="绩效指标", remedy="请按 F5 重新载入后再填。")
    rows = {row.indicator_id: row for row in monitoring.lines}
    for indicator in facts.entries:
        entry = given.get(indicator.id, LineEntry(indicator.id))
        for figure, box in ((entry.actual, "执行情况"), (entry.expected, "全年预计")):
            if figure is not None and not figure.is_finite():
                raise Invalid(f"指标“{indicator.name}”的{box}不是数字。", field=box)
        row = rows.get(indicator.id)
        if row is None:
            row = MonitoringLine(indicator_id=indicator.id)
            monitoring.lines.append(row)
        _write_line(row, entry)
    uow.session.flush()


def _write_line(row: MonitoringLine, entry: LineEntry) -> None:
    row.actual, row.actual_on, row.actual_text = entry.actual, entry.actual_on, entry.actual_text.strip()
    row.expected, row.expected_on = entry.expected, entry.expected_on
    row.expected_text = entry.expected_text.strip()
    row.progress_bp, row.likelihood = entry.progress_bp, entry.likelihood
    for cause in Cause:
        setattr(row, cause.value, cause in entry.causes)
    row.reason, row.note = entry.reason.strip(), entry.note.strip()


def attach_file(uow: UnitOfWork, monitoring_id: int, file: NewFile) -> Done:
    """Attaches a proof to a draft; see `document_verbs.attach_file`."""
    return document_verbs.attach_file(uow, KIND, monitoring_id, file)


def detach_file(uow: UnitOfWork, monitoring_id: int, attachment_id: int) -> Done:
    """Takes a file off a draft; see `document_verbs.detach_file`."""
    return document_verbs.detach_file(uow, KIND, monitoring_id, attachment_id)


def submit(uow: UnitOfWork, monitoring_id: int) -> Done:
    """Sends the monitoring for sign-off: money, goal and indicators are kept as they stand now, a round is opened.

    Raises:
        Refused: a rule blocks (the message lists every block), an attachment is gone, or a step of the route finds no
            hand.
    """
    monitoring, case = document_verbs.sendable(uow, KIND, monitoring_id)
    draft = draft_of(uow, monitoring)
    monitoring.until = until_of(uow, draft)  # the office may have set another month meanwhile
    facts = facts_of(uow, monitoring)
    document.refuse_blocked(judge(case_of(draft, facts, monitoring.until), uow.figures))
    _write_lines(uow, monitoring, draft)
    keep_facts(monitoring, facts)
    said = f"截至{chinese_date(monitoring.until)}" + ("，提出整改要求" if monitoring.demands else "")
    return document_verbs.send(uow, KIND, monitoring, case, facts.year, said)


def moved(monitoring: Monitoring, facts: YearFacts) -> str:
    """How the ledger of the same period has moved since it was submitted, as a sentence; empty when it has not."""
    kept = (monitoring.budget_initial, monitoring.budget_adjusted, monitoring.executed)
    return year_money.moved(kept, facts.money)


def _unmoved(uow: UnitOfWork, monitoring: Monitoring) -> None:
    """Lets a hand agree while the ledger of the period says what was submitted. Raises Refused."""
    change = moved(monitoring, facts_of(uow, monitoring))
    if change:
        raise Refused(change, article=_ARTICLE, remedy="请退回经办人，按现在的账面数重新送审。")


def _held(desk: Desk, monitoring: Monitoring, verb: Verb) -> None:
    """A year's result, and a review of its term, stand on the monitorings that they were written from."""
    if verb not in (Verb.CHANGE, Verb.VOID) or monitoring.state != DocumentState.APPROVED:
        return
    year = desk.get(ProjectYear, monitoring.project_year_id)
    evaluated = select(Evaluation.number).where(
        Evaluation.project_year_id == year.id,
        Evaluation.state.in_((DocumentState.IN_APPROVAL, DocumentState.APPROVED)),
    )
    reviewed = select(TermReview.number).where(
        TermReview.project_id == year.project_id,
        TermReview.from_year <= year.year,
        TermReview.to_year >= year.year,
        TermReview.state == DocumentState.APPROVED,
    )
    for word, query in (("绩效自评", evaluated), ("期满评价", reviewed)):
        number = desk.session.scalar(query.limit(1))
        if number is not None:
            raise Refused(
                f"{year.year} 年度的{word} {number} 已依据这份监控送审或定稿，监控不能修改或作废。",
                article=_ARTICLE,
                remedy=f"确需更正，请先用“修改”把该{word}退回草稿；现在情况有变的，请新建专项监控。",
            )


KIND = DocumentKind(Monitoring, "monitorings", PREFIX, _ARTICLE, TOUCHED, content_of, held=_held, agreeable=_unmoved)


def sign(uow: UnitOfWork, monitoring_id: int, given: Signing, confirmation: Confirmation) -> Done:
    """One hand on the monitoring; Refused also when the ledger moved. See `document_verbs.sign`."""
    return document_verbs.sign(uow, KIND, monitoring_id, given, confirmation)


def withdraw(uow: UnitOfWork, monitoring_id: int, reason: str) -> Done:
    """The author takes the monitoring back while nobody has signed."""
    return document_verbs.withdraw(uow, KIND, monitoring_id, reason)


def change(uow: UnitOfWork, monitoring_id: int, reason: str) -> Done:
    """Opens a submitted or approved monitoring for changes; the signatures of its round become void.

    Refused once it is approved and the year's self-evaluation or a review of the term stands on it.
    """
    return document_verbs.change(uow, KIND, monitoring_id, reason)


def void(uow: UnitOfWork, monitoring_id: int, reason: str) -> Done:
    """Voids the monitoring for good; another may be written. Refused like `change`."""
    return document_verbs.void(uow, KIND, monitoring_id, reason)

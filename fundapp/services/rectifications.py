"""Verbs of a rectification: register, measure, progress, extend, report, reject, confirm, void (arts. 13, 15).

What was found stays as it was registered; what was done is only added. Whoever answers or ever answered for it, and
whoever ever reported it done, cannot confirm its end. Each act is one audit line, signed by who acted.
"""

from __future__ import annotations

import datetime as dt

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import Division, Project, Rectification, RectificationNote
from fundapp.rules import access
from fundapp.rules.judgement import judge
from fundapp.rules.rectification_case import ON_PAPER, ReportCase
from fundapp.rules.rectification_moves import ARTICLE, RectificationVerb, Standing, refuse_unless_offered
from fundapp.services import attachments
from fundapp.services.attachments import NewFile, attach
from fundapp.services.desk import Desk
from fundapp.services.document import refuse_blocked, written_reason
from fundapp.services.done import Changed, Done
from fundapp.services.rectification_entry import RectificationEntry, case_of
from fundapp.services.rectification_sources import source_facts
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import ProblemType, ProjectState, RectificationState, RectificationStep
from fundapp.values.dates import iso
from fundapp.values.documents import SubjectKind
from fundapp.values.money import percent

PREFIX = "ZG"
NO_EVIDENCE = "无佐证材料："
"""Before the reason that stands with the result; the guard of the file looks for these words."""
_FULL = 10_000


def standing_of(row: Rectification) -> Standing:
    """The rectification as the moves see it."""
    answered = {note.former_id for note in row.notes if note.former_id is not None}
    reported = {note.person_id for note in row.notes if note.step == RectificationStep.REPORT}
    before = frozenset(answered | reported)
    return Standing(RectificationState(row.state), row.division_id, row.person_id, row.reported_by_id, before)


def papers_before(row: Rectification) -> int:
    """How many of its files, the oldest ones, prove no end: those registered with it, or there at the last rejection.

    Files of a rectification are never taken off, so that their number is enough to tell them apart.
    """
    return max(row.papers, *(note.papers or 0 for note in row.notes), 0)


def report_case(desk: Desk, row: Rectification, result: str, no_evidence_reason: str) -> ReportCase:
    """The case for the rules of reporting."""
    files, before = len(attachments.owned_by(desk, SubjectKind.RECTIFICATION, row.id)), papers_before(row)
    return ReportCase(
        on=desk.today,
        measure=row.measure,
        result=result,
        evidence=files - before,
        before=before,
        no_evidence_reason=no_evidence_reason,
    )


def register(uow: UnitOfWork, entry: RectificationEntry, files: tuple[NewFile, ...] = ()) -> Done:
    """Registers a problem with its number; it is open from now on.

    Args:
        uow: writer.
        entry: the problem.
        files: papers that show it, such as the audit's letter.

    Raises:
        Forbidden: none of the person's roles may, or the division is out of reach.
        Refused: a rule blocks; the project is not in force yet; the record that found it is not signed, or is about
            another project year.
        Invalid: a year the project does not have, or one still to come.
        NotFound: project, division or record is not there.
    """
    uow.get(Division, entry.division_id)
    access.require_division(uow.me, entry.division_id, "rectifications.edit")
    project = uow.get(Project, entry.project_id)
    if project.state == ProjectState.DRAFT:
        raise Refused("项目还没有确认立项，不能登记整改。", article="第十五条", field="项目")
    if not project.start_year <= entry.year <= uow.today.year:
        raise Invalid(
            f"{entry.year} 年度不在 {project.start_year}—{uow.today.year} 年内。",
            field="年度",
            remedy="请填写问题所属的项目年度。",
        )
    refuse_blocked(judge(case_of(uow, entry), uow.figures))
    row = _new(uow, entry)
    row.papers = len(files)
    uow.add(row)
    for file in files:
        attach(uow, SubjectKind.RECTIFICATION, row.id, file)
    summary = f"登记整改事项 {row.number}：{project.name}，{_short(row.problem)}，期限 {iso(row.due_on)}"
    uow.record("rectifications.register", SubjectKind.RECTIFICATION, row.id, summary)
    return Done(f"{row.number} 已登记", Changed.RECTIFICATION, row.id)


def _new(uow: UnitOfWork, entry: RectificationEntry) -> Rectification:
    """The record of an entry that no rule blocks: its days and its type are there."""
    on_paper = entry.source in ON_PAPER
    if not on_paper:
        facts = source_facts(uow, entry.source, entry.source_id or 0)
        if (facts.project_id, facts.year) != (entry.project_id, entry.year):
            raise Refused(
                f"所选{entry.source.label}不是这个项目年度的。",
                article=ARTICLE,
                field="来源",
                remedy="请核对项目和年度。",
            )
    return Rectification(
        number=uow.next_number(PREFIX, entry.year),
        project_id=entry.project_id,
        year=entry.year,
        source=entry.source,
        source_id=None if on_paper else entry.source_id,
        source_document=entry.source_document.strip() if on_paper else "",
        division_id=entry.division_id,
        person_id=entry.person_id,
        author_id=uow.me.id,
        found_on=entry.found_on or uow.today,
        first_due_on=entry.due_on or uow.today,
        due_on=entry.due_on or uow.today,
        problem_type=entry.problem_type or ProblemType.OTHER,
        problem=entry.problem.strip(),
        amount=entry.amount,
        basis=entry.basis.strip(),
        demand=entry.demand.strip(),
        measure=entry.measure.strip(),
    )


def measure(uow: UnitOfWork, key: int, text: str, person_id: int, version: int | None = None) -> Done:
    """The responsible division says what it will do, and who answers for it; a handover is noted with both.

    Raises:
        Forbidden, Refused: see `rectification_moves`; the person is not of the division or has left.
        Invalid: no measure is written.
        Stale: somebody else changed it since `version` was loaded.
    """
    row = _moving(uow, key, RectificationVerb.MEASURE, version)
    if not text.strip():
        raise Invalid("请写明整改措施。", field="整改措施")
    person = uow.person_facts(person_id)
    if not person.active or person.division_id != row.division_id:
        raise Refused(
            "责任人须是责任科室的在岗人员。", article=ARTICLE, field="责任人", remedy="请选择责任科室的人员。"
        )
    if person_id != row.person_id:
        former = uow.person_facts(row.person_id)
        said = f"责任人由{former.name}改为{person.name}。"
        _note(uow, row, RectificationStep.HANDOVER, said, former_id=former.id)
    row.measure, row.person_id = text.strip(), person_id
    return _told(uow, row, RectificationVerb.MEASURE, f"补充整改措施，责任人{person.name}", "整改措施已保存")


def attach_file(uow: UnitOfWork, key: int, file: NewFile) -> Done:
    """Adds a proof while it is open; files stay for good. Raises Forbidden, Refused, Invalid."""
    row = _moving(uow, key, RectificationVerb.ATTACH)
    attach(uow, SubjectKind.RECTIFICATION, row.id, file)
    uow.record(
        "rectifications.attach_file",
        SubjectKind.RECTIFICATION,
        row.id,
        f"整改事项 {row.number} 上传佐证：{file.file_name}",
    )
    return Done("佐证已上传", Changed.RECTIFICATION | Changed.ATTACHMENT, row.id)


def progress(uow: UnitOfWork, key: int, text: str, progress_bp: int) -> Done:
    """Adds what was done; `progress_bp` are basis points. Raises Forbidden, Refused, Invalid (no text, over 100 %)."""
    row = _moving(uow, key, RectificationVerb.PROGRESS)
    if not text.strip():
        raise Invalid("请写明进展情况。", field="进展情况")
    if not 0 <= progress_bp <= _FULL:
        raise Invalid("进度应在 0% 到 100% 之间。", field="进度")
    _note(uow, row, RectificationStep.PROGRESS, text.strip(), progress_bp=progress_bp)
    return _told(uow, row, RectificationVerb.PROGRESS, f"进展 {percent(progress_bp)}", "进展已登记")


def extend(uow: UnitOfWork, key: int, due_on: dt.date, reason: str, version: int | None = None) -> Done:
    """Gives more time, with the reason; a head or leader decides, never the person responsible.

    Raises:
        Forbidden, Refused: see `rectification_moves`.
        Invalid: no reason, or the new day is not after today and after the present one.
        Stale: somebody else changed it.
    """
    row = _moving(uow, key, RectificationVerb.EXTEND, version)
    why = written_reason(reason)
    if due_on <= max(uow.today, row.due_on):
        raise Invalid(
            f"新的期限须晚于今天，也晚于原期限 {iso(row.due_on)}。", field="新的期限", remedy="请填写更晚的日期。"
        )
    before = row.due_on
    _note(uow, row, RectificationStep.EXTENSION, why, due_on=due_on)
    row.due_on = due_on
    return _told(
        uow, row, RectificationVerb.EXTEND, f"延期：{iso(before)} 改为 {iso(due_on)}，{_short(why)}", "期限已延长"
    )


def report(uow: UnitOfWork, key: int, result: str, no_evidence_reason: str = "") -> Done:
    """Says that it is done and shows it; somebody else confirms.

    Raises:
        Forbidden, Refused: see `rectification_moves`; a rule blocks (no measure, result or evidence); a file is gone.
    """
    row = _moving(uow, key, RectificationVerb.REPORT)
    case = report_case(uow, row, result, no_evidence_reason)
    refuse_blocked(judge(case, uow.figures))
    _refuse_lost(uow, row)
    reason = no_evidence_reason.strip() if not case.evidence else ""
    row.result = "\n".join(part for part in (result.strip(), f"{NO_EVIDENCE}{reason}" if reason else "") if part)
    row.reported_by_id, row.reported_on, row.state = uow.me.id, uow.today, RectificationState.REPORTED
    _note(uow, row, RectificationStep.REPORT, row.result, progress_bp=_FULL)
    return _told(uow, row, RectificationVerb.REPORT, f"报告完成：{_short(row.result)}", "已报告完成，等待确认")


def reject(uow: UnitOfWork, key: int, reason: str, version: int | None = None) -> Done:
    """Not done yet: it is open again, with the reason; what was reported is no result any more and stays in the notes.

    Raises: Forbidden, Refused, Invalid, Stale.
    """
    row = _moving(uow, key, RectificationVerb.REJECT, version)
    why = written_reason(reason)
    files = attachments.owned_by(uow, SubjectKind.RECTIFICATION, row.id)
    _note(uow, row, RectificationStep.REJECTION, why, papers=len(files))
    row.result, row.reported_by_id, row.reported_on = "", None, None
    row.state = RectificationState.OPEN
    return _told(uow, row, RectificationVerb.REJECT, f"退回整改：{_short(why)}", "已退回整改")


def confirm(uow: UnitOfWork, key: int, opinion: str, version: int | None = None) -> Done:
    """Confirms the end (销号): by somebody who never answered for it and never reported it.

    Raises:
        Forbidden, Refused: see `rectification_moves`; a file is gone.
        Invalid: no opinion.
        Stale: it is not what the person has seen.
    """
    row = _moving(uow, key, RectificationVerb.CONFIRM, version)
    if not opinion.strip():
        raise Invalid("请写明确认意见。", field="确认意见")
    _refuse_lost(uow, row)
    row.closing_opinion, row.closed_by_id, row.closed_on = opinion.strip(), uow.me.id, uow.today
    _note(uow, row, RectificationStep.CONFIRMATION, row.closing_opinion)
    row.state = RectificationState.CLOSED
    return _told(
        uow, row, RectificationVerb.CONFIRM, f"确认销号：{_short(row.closing_opinion)}", f"{row.number} 已销号"
    )


def void(uow: UnitOfWork, key: int, reason: str) -> Done:
    """Registered by mistake: voided with the reason, its number stays. Raises Forbidden, Refused, Invalid."""
    row = _moving(uow, key, RectificationVerb.VOID)
    why = written_reason(reason)
    row.void_reason, row.state = why, RectificationState.VOID
    return _told(uow, row, RectificationVerb.VOID, f"作废：{_short(why)}", "已作废")


def _moving(uow: UnitOfWork, key: int, verb: RectificationVerb, version: int | None = None) -> Rectification:
    row = uow.get(Rectification, key)
    refuse_unless_offered(standing_of(row), uow.me, verb)
    if version is not None and version != row.version:
        raise Stale("这项整改已被他人更新。", remedy="请按 F5 重新载入，看过最新情况后再办理。")
    return row


def _note(
    uow: UnitOfWork,
    row: Rectification,
    step: RectificationStep,
    text: str,
    *,
    progress_bp: int | None = None,
    due_on: dt.date | None = None,
    papers: int | None = None,
    former_id: int | None = None,
) -> None:
    """Written before the row itself changes: the file wants to see the note first."""
    note = RectificationNote(
        rectification_id=row.id,
        at=uow.now,
        person_id=uow.me.id,
        step=step,
        text=text,
        progress_bp=progress_bp,
        due_on=due_on,
        papers=papers,
        former_id=former_id,
    )
    uow.add(note)


def _told(uow: UnitOfWork, row: Rectification, verb: RectificationVerb, said: str, message: str) -> Done:
    uow.record(f"rectifications.{verb}", SubjectKind.RECTIFICATION, row.id, f"整改事项 {row.number} {said}")
    return Done(message, Changed.RECTIFICATION, row.id)


def _refuse_lost(uow: UnitOfWork, row: Rectification) -> None:
    lost = attachments.missing(uow, attachments.owned_by(uow, SubjectKind.RECTIFICATION, row.id))
    if lost:
        raise Refused(
            f"佐证“{'”“'.join(lost)}”已丢失或被改动。", article=ARTICLE, field="佐证", remedy="请从备份恢复后再办理。"
        )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"

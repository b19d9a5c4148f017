"""Key evaluations (重点评价; art. 16): the finding of the steering group or the finance bureau, with its own score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, select

from fundapp.errors import Invalid, Refused
from fundapp.models import Evaluation, KeyEvaluation, Person, Project, ProjectYear
from fundapp.rules import access
from fundapp.services.attachments import FileRow, NewFile, attach, files_of, owned_by
from fundapp.services.desk import Desk
from fundapp.services.document import written_reason
from fundapp.services.done import Changed, Done
from fundapp.services.indicators import opened_year
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import DocumentState, Evaluator, ProjectState
from fundapp.values.documents import SubjectKind
from fundapp.values.score import grade, points_text

ARTICLE = "第十六条"
_FULL = 10_000


@dataclass(frozen=True)
class KeyEvaluationEntry:
    """A key evaluation as typed. `points` are hundredths of a point; None as long as nothing is typed."""

    evaluator: Evaluator
    evaluated_on: dt.date
    document_number: str
    points: int | None
    findings: str = ""
    advice: str = ""


@dataclass(frozen=True)
class KeyEvaluationRow:
    """A recorded key evaluation.

    Attributes:
        points, own_points: hundredths of a point; the latter of the approved self-evaluation, None while there is none.
        void_reason: empty while it counts.
        barred: why the person asking cannot void it; empty when it can be.
    """

    id: int
    project_id: int
    project: str
    year: int
    evaluator: Evaluator
    evaluated_on: dt.date
    document_number: str
    points: int
    grade: str
    own_points: int | None
    own_grade: str
    findings: str
    advice: str
    author: str
    files: tuple[FileRow, ...]
    void_reason: str
    barred: str

    @property
    def difference(self) -> int | None:
        """Its points less those of the self-evaluation; None while there is none."""
        return None if self.own_points is None else self.points - self.own_points


def record(
    uow: UnitOfWork, project_id: int, year: int, entry: KeyEvaluationEntry, files: tuple[NewFile, ...] = ()
) -> Done:
    """Records the result of a key evaluation; the grade follows from the table in force on its day.

    Raises:
        Forbidden: neither clerk of the project's division nor finance.
        Refused: the project is not in force yet, the year is not open.
        Invalid: day in the future or before the year, number missing, points missing or outside 0 to 100.
    """
    project = uow.get(Project, project_id)
    access.require_division(uow.me, project.division_id, "key_evaluations.record")
    _refuse_draft(project)
    opened = opened_year(uow, project_id, year)
    points = _checked(uow, entry, year)
    row = KeyEvaluation(
        project_year_id=opened.id,
        evaluator=entry.evaluator,
        evaluated_on=entry.evaluated_on,
        document_number=entry.document_number.strip(),
        points=points,
        grade=grade(points, uow.figures.grade_bands(entry.evaluated_on)),
        findings=entry.findings.strip(),
        advice=entry.advice.strip(),
        author_id=uow.me.id,
    )
    uow.add(row)
    for file in files:
        attach(uow, SubjectKind.KEY_EVALUATION, row.id, file)
    said = f"{project.name} {year} 年度，{entry.evaluator.label}，{points_text(points)} 分，{row.grade}"
    uow.record("key_evaluations.record", SubjectKind.KEY_EVALUATION, row.id, f"登记重点评价：{said}")
    return Done("重点评价已登记", Changed.EVALUATION, row.id)


def _checked(desk: Desk, entry: KeyEvaluationEntry, year: int) -> int:
    """Its points. Raises Invalid."""
    if entry.evaluated_on > desk.today:
        raise Invalid("评价日期不能晚于今天。", field="评价日期")
    if entry.evaluated_on.year < year:
        raise Invalid(f"评价日期早于 {year} 年度。", field="评价日期", remedy="请核对年度和日期。")
    if not entry.document_number.strip():
        raise Invalid("请填写评价报告或通知的文号。", article=ARTICLE, field="文号")
    if entry.points is None or not 0 <= entry.points <= _FULL:
        raise Invalid("得分应在 0 到 100 分之间。", field="得分")
    return entry.points


def _refuse_draft(project: Project) -> None:
    if project.state == ProjectState.DRAFT:
        raise Refused(f"项目“{project.name}”尚未确认立项。", article="第十五条", remedy="请科室负责人先确认立项。")


def attach_file(uow: UnitOfWork, key: int, file: NewFile) -> Done:
    """Adds the report or another paper. Raises Forbidden, Refused (void), Invalid."""
    row = _counting(uow, key)
    attach(uow, SubjectKind.KEY_EVALUATION, row.id, file)
    uow.record("key_evaluations.attach_file", SubjectKind.KEY_EVALUATION, row.id, f"重点评价上传附件：{file.file_name}")
    return Done("附件已上传", Changed.EVALUATION | Changed.ATTACHMENT, row.id)


def void(uow: UnitOfWork, key: int, reason: str) -> Done:
    """Recorded by mistake: voided with the reason, and recorded anew.

    Not by the division that was evaluated: a poor result bars its next application (art. 13). Raises Forbidden,
    Refused, Invalid.
    """
    row = _counting(uow, key, "key_evaluations.void")
    row.void_reason = written_reason(reason)
    uow.record("key_evaluations.void", SubjectKind.KEY_EVALUATION, row.id, f"作废重点评价：{row.void_reason}")
    return Done("重点评价已作废", Changed.EVALUATION, row.id)


def _counting(uow: UnitOfWork, key: int, verb: str = "key_evaluations.record") -> KeyEvaluation:
    row = uow.get(KeyEvaluation, key)
    access.require_division(uow.me, _project(uow, row).division_id, verb)
    if row.void_reason:
        raise Refused("这份重点评价已作废。", article=ARTICLE, remedy="请打开现行的一份，或重新登记。")
    return row


def recordable(desk: Desk, year: int) -> tuple[tuple[int, str, str], ...]:
    """Projects as (id, number, name) whose fiscal year the person asking may record a key evaluation of."""
    me = desk.me
    if me is None:
        return ()
    query = select(Project).join(ProjectYear, ProjectYear.project_id == Project.id).where(ProjectYear.year == year)
    found = desk.session.scalars(query.where(Project.state != ProjectState.DRAFT).order_by(Project.number))
    may = "key_evaluations.record"
    return tuple((row.id, row.number, row.name) for row in found if access.may_in_division(me, row.division_id, may))


def why_not(desk: Desk, year: int) -> str:
    """Why the person asking cannot record any of a fiscal year; empty when one can be recorded."""
    if desk.me is None or not access.may(desk.me, "key_evaluations.record"):
        return f"【{ARTICLE}】重点评价由归口科室经办人或财务登记。"
    return "" if recordable(desk, year) else f"【{ARTICLE}】本科室没有已建立 {year} 年度的项目。"


def one(desk: Desk, key: int) -> KeyEvaluationRow:
    """One key evaluation, of whatever year. Raises NotFound, Forbidden (another division's)."""
    row = desk.get(KeyEvaluation, key)
    desk.require_readable(_project(desk, row).division_id)
    return _row(desk, row)


def of_project_year(desk: Desk, project_id: int, year: int) -> tuple[KeyEvaluationRow, ...]:
    """Key evaluations of a project year, the newest first, void ones too. Raises NotFound, Forbidden."""
    desk.require_readable(desk.get(Project, project_id).division_id)
    return _rows(desk, _query(year).where(Project.id == project_id))


def of_year(desk: Desk, year: int) -> tuple[KeyEvaluationRow, ...]:
    """Key evaluations of a fiscal year that the person may read, the newest first, void ones too."""
    divisions = access.readable_divisions(desk.me) if desk.me else frozenset()
    query = _query(year)
    return _rows(desk, query if divisions is None else query.where(Project.division_id.in_(divisions)))


def _query(year: int) -> Select[KeyEvaluation]:
    return (
        select(KeyEvaluation)
        .join(ProjectYear, ProjectYear.id == KeyEvaluation.project_year_id)
        .join(Project, Project.id == ProjectYear.project_id)
        .where(ProjectYear.year == year)
        .order_by(KeyEvaluation.evaluated_on.desc(), KeyEvaluation.id.desc())
    )


def _rows(desk: Desk, query: Select[KeyEvaluation]) -> tuple[KeyEvaluationRow, ...]:
    found: Iterable[KeyEvaluation] = desk.session.scalars(query)
    return tuple(_row(desk, row) for row in found)


def _row(desk: Desk, row: KeyEvaluation) -> KeyEvaluationRow:
    year, project = desk.get(ProjectYear, row.project_year_id), _project(desk, row)
    own = desk.session.scalar(
        select(Evaluation).filter_by(project_year_id=row.project_year_id, state=DocumentState.APPROVED)
    )
    return KeyEvaluationRow(
        id=row.id,
        project_id=project.id,
        project=project.name,
        year=year.year,
        evaluator=Evaluator(row.evaluator),
        evaluated_on=row.evaluated_on,
        document_number=row.document_number,
        points=row.points,
        grade=row.grade,
        own_points=own.total_points if own else None,
        own_grade=own.grade if own else "",
        findings=row.findings,
        advice=row.advice,
        author=desk.get(Person, row.author_id).name,
        files=files_of(desk, owned_by(desk, SubjectKind.KEY_EVALUATION, row.id)),
        void_reason=row.void_reason,
        barred=_void_barred(desk, row, project),
    )


def _void_barred(desk: Desk, row: KeyEvaluation, project: Project) -> str:
    if row.void_reason:
        return "已经作废。"
    if desk.me is None or not access.may_in_division(desk.me, project.division_id, "key_evaluations.void"):
        return f"【{ARTICLE}】由财务、分管领导、主要领导或领导小组成员办理；被评价的科室不能作废评价结果。"
    return ""


def _project(desk: Desk, row: KeyEvaluation) -> Project:
    return desk.get(Project, desk.get(ProjectYear, row.project_year_id).project_id)

"""Projects, their years and the money appropriated to them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from fundapp.errors import Invalid, Refused, Stale
from fundapp.models import Application, Appropriation, Payment, Project, ProjectYear
from fundapp.rules import access
from fundapp.services import balances, terms
from fundapp.services.attachments import NewFile, attach
from fundapp.services.balances import IN_FLIGHT
from fundapp.services.desk import Desk
from fundapp.services.done import Changed, Done
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.bad_input import BadInput
from fundapp.values.choices import AppropriationKind, DocumentState, ProjectState
from fundapp.values.documents import SubjectKind
from fundapp.values.identifiers import check_project_code
from fundapp.values.money import Fen, yuan


@dataclass(frozen=True)
class ProjectEntry:
    """A project as typed."""

    name: str
    category: str
    division_id: int
    start_year: int
    content: str = ""
    goal: str = ""
    national_code: str = ""
    version: int | None = None


@dataclass(frozen=True)
class AppropriationEntry:
    """Money for a year and source as typed; a cut is entered as a positive amount with kind CUT."""

    source: str
    kind: AppropriationKind
    amount: Fen
    document_number: str
    document_date: dt.date
    functional_class: str = ""
    note: str = ""


def save(uow: UnitOfWork, entry: ProjectEntry, project_id: int | None = None) -> Done:
    """Stores a project; its term is the start year and the two after it (art. 16).

    Raises:
        Invalid: a field is missing, an unknown category, a malformed national code.
        Forbidden: not a clerk of the division the project belongs to, or is given to.
        Refused: the project is already confirmed.
        Stale: somebody else changed it.
    """
    access.require(uow.me, "projects.edit")
    access.require_division(uow.me, entry.division_id, "projects.edit")
    name = entry.name.strip()
    if not name:
        raise Invalid("请填写项目名称。", field="项目名称")
    if not 2000 <= entry.start_year <= 2100:
        raise Invalid("起始年度应为四位年份，如 2026。", field="起始年度")
    uow.figures.category(entry.category, uow.today)
    end_year = entry.start_year + uow.figures.number("project_term_years", uow.today) - 1
    national = entry.national_code.strip()
    if national:
        try:
            national = check_project_code(national)
        except BadInput as error:
            raise Invalid(error.message, field="一体化项目代码", remedy="不清楚时可以留空。") from error
    if project_id is None:
        project = Project(
            number=uow.next_number("XM", entry.start_year),
            name=name,
            category=entry.category,
            division_id=entry.division_id,
            author_id=uow.me.id,
            last_editor_id=uow.me.id,
            start_year=entry.start_year,
            end_year=end_year,
        )
        uow.add(project)
    else:
        project = uow.get(Project, project_id)
        access.require_division(uow.me, project.division_id, "projects.edit")
        if project.state != ProjectState.DRAFT:
            raise Refused("项目已确认，基本信息不能再改。", article="第十五条", remedy="确需调整请另行立项。")
        if entry.version is not None and entry.version != project.version:
            raise Stale("该项目已被他人修改。", remedy="请按 F5 重新载入后再改。")
        project.name, project.category, project.division_id = name, entry.category, entry.division_id
        project.start_year, project.end_year = entry.start_year, end_year
        project.last_editor_id = uow.me.id
    project.content, project.goal, project.national_code = entry.content.strip(), entry.goal.strip(), national
    uow.record("projects.save", SubjectKind.PROJECT, project.id, f"保存项目：{project.number} {project.name}")
    return Done("项目已保存", Changed.PROJECT, project.id)


def confirm(uow: UnitOfWork, project_id: int, document: str, approved_on: dt.date) -> Done:
    """The division head puts the project in force under its establishment document (art. 15)."""
    project = uow.get(Project, project_id)
    access.require_division(uow.me, project.division_id, "projects.confirm")
    access.require_second_person(uow.me, "projects.confirm", project.author_id, project.last_editor_id)
    if project.state != ProjectState.DRAFT:
        raise Refused("项目已经确认过。")
    if not document.strip():
        raise Invalid("请填写立项批复文号。", article="第十五条", field="立项批复文号")
    project.approval_document, project.approved_on = document.strip(), approved_on
    project.confirmed_by_id, project.state = uow.me.id, ProjectState.IN_FORCE
    uow.record(
        "projects.confirm", SubjectKind.PROJECT, project.id, f"确认立项：{project.name}，{project.approval_document}"
    )
    return Done("项目已确认执行", Changed.PROJECT, project.id)


def close(uow: UnitOfWork, project_id: int) -> Done:
    """Ends a project: no new contract, list or payment."""
    project = uow.get(Project, project_id)
    access.require_division(uow.me, project.division_id, "projects.confirm")
    if project.state != ProjectState.IN_FORCE:
        raise Refused("只有执行中的项目可以结束。", article="第十五条")
    if uow.session.scalar(select(Payment.id).where(Payment.project_id == project_id, Payment.state.in_(IN_FLIGHT))):
        raise Refused(
            "还有签批中或待拨付的用款申请，不能结束项目。", article="第十五条", remedy="请先拨付、退回或作废。"
        )
    project.state = ProjectState.CLOSED
    uow.record("projects.close", SubjectKind.PROJECT, project.id, f"结束项目：{project.name}")
    return Done("项目已结束", Changed.PROJECT, project.id)


def year_of(desk: Desk, project_id: int, year: int) -> ProjectYear | None:
    """The project's year, if it was opened."""
    return desk.session.scalar(select(ProjectYear).filter_by(project_id=project_id, year=year))


def open_year(uow: UnitOfWork, project_id: int, year: int, goal: str) -> Done:
    """Opens a fiscal year of the project with its goal.

    Raises:
        Refused: the year is outside the project's terms (art. 16; later ones take a review) or already open.
    """
    project = uow.get(Project, project_id)
    access.require_division(uow.me, project.division_id, "projects.edit")
    terms.refuse_beyond(uow, project, year)
    if year_of(uow, project_id, year):
        raise Refused(f"{year} 年度已经建立。", field="年度")
    row = ProjectYear(project_id=project_id, year=year, goal=goal.strip())
    uow.add(row)
    uow.record("projects.open_year", SubjectKind.PROJECT, project.id, f"建立年度：{project.name} {year}")
    return Done(f"{year} 年度已建立", Changed.PROJECT, row.id)


def appropriate(uow: UnitOfWork, project_id: int, year: int, entry: AppropriationEntry) -> Done:
    """Finance enters an appropriation, addition or cut with its document (art. 6). Entries are never changed.

    Raises:
        Invalid: amount not above zero, document number missing.
        Refused: the year is not open, a further year has no approved application (art. 13), more is carried over than
            was left of the year before, or a cut would fall below what is paid and in approval.
    """
    access.require(uow.me, "appropriations.edit")
    project = uow.get(Project, project_id)
    row = year_of(uow, project_id, year)
    if row is None or row.closed or project.state != ProjectState.IN_FORCE:
        raise Refused(
            f"{project.name} {year} 年度未建立、已关闭或项目未确认。",
            article="第十六条",
            remedy="请先确认项目并建立年度。",
        )
    if entry.amount <= 0:
        raise Invalid("金额应大于零；调减请选择“调减”。", field="金额")
    if not entry.document_number.strip():
        raise Invalid("请填写指标文号。", article="第六条", field="指标文号")
    uow.figures.source(entry.source, uow.today)
    if entry.kind in (AppropriationKind.INITIAL, AppropriationKind.ADDITION):
        refuse_unapplied(uow, row)
    if entry.kind == AppropriationKind.CARRY_OVER:
        _refuse_overcarried(uow, row, entry)
    amount = -entry.amount if entry.kind == AppropriationKind.CUT else entry.amount
    balance = balances.of_source(uow.session, project_id, year, entry.source)
    if balance.free + amount < 0:
        raise Refused(
            f"调减后该来源不足以覆盖已付和在途 {yuan(balance.paid + balance.in_flight)} 元。",
            article="第六条",
            field="金额",
            remedy=f"最多可调减 {yuan(balance.free)} 元。",
        )
    new = Appropriation(
        project_year_id=row.id,
        source=entry.source,
        kind=entry.kind,
        amount=amount,
        document_number=entry.document_number.strip(),
        document_date=entry.document_date,
        functional_class=entry.functional_class.strip(),
        note=entry.note.strip(),
    )
    uow.add(new)
    summary = f"登记预算指标：{project.name} {year}，{entry.kind.label} {yuan(amount)} 元，{new.document_number}"
    uow.record("projects.appropriate", SubjectKind.PROJECT, project.id, summary)
    return Done("预算指标已登记", Changed.PROJECT | Changed.PAYMENT, new.id)


def refuse_unapplied(desk: Desk, row: ProjectYear) -> None:
    """Lets new money come to a year: a further year follows its approved application. Raises Refused."""
    earlier = select(ProjectYear.id).where(ProjectYear.project_id == row.project_id, ProjectYear.year < row.year)
    approved = select(Application.id).filter_by(project_year_id=row.id, state=DocumentState.APPROVED)
    if desk.session.scalar(earlier.limit(1)) is not None and desk.session.scalar(approved) is None:
        raise Refused(
            f"{row.year} 年度的年度申请还没有批准，不能登记年初预算和追加。",
            article="第十三条",
            field="指标类型",
            remedy="请先完成年度申请的签批；上年结转和调减不受影响。",
        )


def _refuse_overcarried(desk: Desk, row: ProjectYear, entry: AppropriationEntry) -> None:
    """Lets money be carried over that the year before left unspent, source by source.

    The Budget Law (预算法 art. 42), which art. 5 binds the office to, knows no other money to carry over: what the last
    budget of the same purpose did not spend. Before the turn of the year nobody knows how much that is. A project
    whose earlier years the ledger does not hold is taken at its document's word.

    Raises:
        Refused: the year has not begun, or it is more than that.
    """
    earlier = select(func.max(ProjectYear.year)).where(
        ProjectYear.project_id == row.project_id, ProjectYear.year < row.year
    )
    last = desk.session.scalar(earlier)
    if last is None:
        return
    if desk.today.year < row.year:
        raise Refused(
            f"{row.year} 年度还没有开始，{last} 年度的结余未定，不能登记上年结转。",
            article="第五条",
            field="指标类型",
            remedy=f"请在 {row.year} 年 1 月 1 日以后登记。",
        )
    carried = desk.session.scalar(
        select(func.coalesce(func.sum(Appropriation.amount), 0)).filter_by(
            project_year_id=row.id, source=entry.source, kind=AppropriationKind.CARRY_OVER
        )
    )
    left = balances.of_source(desk.session, row.project_id, last, entry.source)
    free = max(left.free - (carried or 0), 0)
    if entry.amount > free:
        raise Refused(
            f"{last} 年度该来源预算 {yuan(left.limit)} 元，已付和在途 {yuan(left.paid + left.in_flight)} 元，"
            f"已登记结转 {yuan(carried or 0)} 元；结转 {yuan(entry.amount)} 元超过结余。",
            article="第五条",
            field="金额",
            remedy=f"按预算法，结转的是上年没有用完的指标，最多可结转 {yuan(free)} 元；其余请登记追加。",
        )


def close_year(uow: UnitOfWork, project_id: int, year: int) -> Done:
    """Finance closes a year: no more payments from it (art. 16)."""
    access.require(uow.me, "years.close")
    row = year_of(uow, project_id, year)
    if row is None or row.closed:
        raise Refused(f"{year} 年度未建立或已关闭。", article="第十六条")
    if balances.of_year(uow.session, project_id, year).in_flight:
        raise Refused(
            "还有签批中或待拨付的用款申请，不能关闭年度。", article="第十六条", remedy="请先拨付、退回或作废。"
        )
    row.closed = True
    uow.record("projects.close_year", SubjectKind.PROJECT, project_id, f"关闭年度：{year}")
    return Done(f"{year} 年度已关闭", Changed.PROJECT, row.id)


def attach_file(uow: UnitOfWork, project_id: int, file: NewFile) -> Done:
    """Attaches a paper (basis, feasibility study, plan) to a project."""
    project = uow.get(Project, project_id)
    access.require_division(uow.me, project.division_id, "attachments.add")
    attach(uow, SubjectKind.PROJECT, project_id, file)
    uow.record("projects.attach_file", SubjectKind.PROJECT, project_id, f"{project.number} 上传附件：{file.file_name}")
    return Done("附件已上传", Changed.PROJECT | Changed.ATTACHMENT, project_id)

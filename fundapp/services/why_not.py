"""Why the person asking cannot do something now: what barred buttons say. An empty sentence means that it is open.

The verbs themselves check again; here the same rules are only asked early.
"""

from __future__ import annotations

from collections.abc import Callable

from fundapp.errors import Forbidden, FundError, Refused
from fundapp.models import AllocationList, Contract, Project
from fundapp.rules import access
from fundapp.rules.person import PersonFacts
from fundapp.services import applications, balances, monitorings, terms
from fundapp.services.desk import Desk
from fundapp.services.evaluations import refuse_new
from fundapp.services.indicators import opened_year, refuse_frozen
from fundapp.services.milestones import milestones, refuse_unless_draft, refuse_unready
from fundapp.services.projects import refuse_unapplied, year_of
from fundapp.services.term_reviews import refuse_new as refuse_new_review
from fundapp.values.choices import ContractState, MonitoringKind, ProjectState
from fundapp.values.documents import SubjectKind

_CONFIRMS = {SubjectKind.CONTRACT: "contracts.confirm", SubjectKind.ALLOCATION: "allocations.confirm"}
_EDITS = {SubjectKind.CONTRACT: "contracts.edit", SubjectKind.ALLOCATION: "allocations.edit"}


def office(desk: Desk, verb: str) -> str:
    """A verb that belongs to no document (``people.edit``)."""
    return _said(lambda: access.require(_me(desk), verb))


def save_project(desk: Desk, project_id: int) -> str:
    """Changing a project that is written already. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, "projects.edit")
        if row.state != ProjectState.DRAFT:
            raise Refused("项目已确认，基本信息不能再改。", article="第十五条", remedy="确需调整请另行立项。")

    return _said(check)


def confirm_project(desk: Desk, project_id: int) -> str:
    """Putting a project in force. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        me = _me(desk)
        access.require_division(me, row.division_id, "projects.confirm")
        access.require_second_person(me, "projects.confirm", row.author_id, row.last_editor_id)
        if row.state != ProjectState.DRAFT:
            raise Refused("项目已经确认过。")

    return _said(check)


def close_project(desk: Desk, project_id: int) -> str:
    """Ending a project. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, "projects.confirm")
        if row.state != ProjectState.IN_FORCE:
            raise Refused("只有执行中的项目可以结束。")

    return _said(check)


def open_year(desk: Desk, project_id: int, year: int) -> str:
    """Opening a fiscal year of a project. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, "projects.edit")
        terms.refuse_beyond(desk, row, year)
        if year_of(desk, project_id, year) is not None:
            raise Refused(f"{year} 年度已经建立。")

    return _said(check)


def appropriate(desk: Desk, project_id: int, year: int) -> str:
    """Entering money for a year. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require(_me(desk), "appropriations.edit")
        _refuse_draft(row)
        opened = year_of(desk, project_id, year)
        if opened is None or opened.closed:
            word = "还没有建立" if opened is None else "已关闭"
            raise Refused(f"{year} 年度{word}，不能登记指标。", article="第十六条", remedy="请先由经办人建立年度。")

    return _said(check)


def new_money(desk: Desk, project_id: int, year: int) -> str:
    """Entering a first budget or an addition for an open year; carry-over and cuts may be open all the same."""
    opened = year_of(desk, project_id, year)
    return "" if opened is None else _said(lambda: refuse_unapplied(desk, opened))


def close_year(desk: Desk, project_id: int, year: int) -> str:
    """Closing a year. Raises NotFound."""

    def check() -> None:
        access.require(_me(desk), "years.close")
        opened = year_of(desk, project_id, year)
        if opened is None or opened.closed:
            raise Refused(f"{year} 年度未建立或已关闭。", article="第十六条")

    return _said(check)


def set_indicators(desk: Desk, project_id: int, year: int) -> str:
    """Changing goal and indicators of a year. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, "indicators.edit")
        refuse_frozen(desk, opened_year(desk, project_id, year))

    return _said(check)


def apply(desk: Desk, project_id: int, year: int) -> str:
    """Beginning the annual application of a year. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, "applications.edit")
        applications.refuse_new(desk, row, opened_year(desk, project_id, year))

    return _said(check)


def evaluate(desk: Desk, project_id: int, year: int) -> str:
    """Beginning the self-evaluation of a year. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, "evaluations.edit")
        refuse_new(desk, row, opened_year(desk, project_id, year))

    return _said(check)


def review_term(desk: Desk, project_id: int) -> str:
    """Beginning the review of the term that ends. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, "term_reviews.edit")
        refuse_new_review(desk, row)

    return _said(check)


def monitor(desk: Desk, project_id: int, year: int, kind: MonitoringKind) -> str:
    """Beginning a monitoring of a year. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, "monitorings.edit")
        monitorings.refuse_new(desk, row, opened_year(desk, project_id, year), kind)

    return _said(check)


def attach_to_project(desk: Desk, project_id: int) -> str:
    """Adding a paper to a project. Raises NotFound."""
    row = desk.get(Project, project_id)
    return _said(lambda: access.require_division(_me(desk), row.division_id, "attachments.add"))


def under_project(desk: Desk, project_id: int, verb: str) -> str:
    """Writing something new under a project: a contract, a list, a request. Raises NotFound."""
    row = desk.get(Project, project_id)

    def check() -> None:
        access.require_division(_me(desk), row.division_id, verb)
        _refuse_draft(row)
        if verb == "payments.edit":
            terms.refuse_over(desk, row)

    return _said(check)


def save_basis(desk: Desk, kind: SubjectKind, key: int) -> str:
    """Changing a contract or list. Raises NotFound."""
    document, project = _basis(desk, kind, key)

    def check() -> None:
        access.require_division(_me(desk), project.division_id, _EDITS[kind])
        _refuse_draft(project)
        refuse_unless_draft(document, None)

    return _said(check)


def confirm_basis(desk: Desk, kind: SubjectKind, key: int) -> str:
    """Putting a contract or list in force. Raises NotFound."""
    document, project = _basis(desk, kind, key)

    def check() -> None:
        me = _me(desk)
        access.require_division(me, project.division_id, _CONFIRMS[kind])
        access.require_second_person(me, _CONFIRMS[kind], document.author_id, document.last_editor_id)
        refuse_unless_draft(document, None)
        refuse_unready(desk, document)

    return _said(check)


def under_basis(desk: Desk, kind: SubjectKind, key: int, verb: str) -> str:
    """Writing something under a contract or list in force: evidence, an amendment, a request. Raises NotFound."""
    document, project = _basis(desk, kind, key)

    def check() -> None:
        access.require_division(_me(desk), project.division_id, verb)
        if document.state != ContractState.IN_FORCE:
            word = kind.label
            raise Refused(f"{word}尚未生效。", article="第十二条", remedy=f"请科室负责人先确认{word}。")
        if verb == "payments.edit":
            terms.refuse_over(desk, project)
            _refuse_settled(desk, document)

    return _said(check)


def attach_to_basis(desk: Desk, kind: SubjectKind, key: int) -> str:
    """Adding a scan to a contract or list. Raises NotFound."""
    _, project = _basis(desk, kind, key)
    return under_project(desk, project.id, _EDITS[kind])


def _basis(desk: Desk, kind: SubjectKind, key: int) -> tuple[Contract | AllocationList, Project]:
    document = desk.get(Contract, key) if kind == SubjectKind.CONTRACT else desk.get(AllocationList, key)
    return document, desk.get(Project, document.project_id)


def _refuse_settled(desk: Desk, document: Contract | AllocationList) -> None:
    one = {"contract_id": document.id} if isinstance(document, Contract) else {"allocation_id": document.id}
    left = balances.of_milestones(desk.session, milestones(desk, **one))
    if not any(balance.free for balance in left.values()):
        raise Refused(
            "各付款节点都已付清或已在申请中。", article="第十二条", remedy="要看已提出的申请，请到“用款与拨付”。"
        )


def _refuse_draft(row: Project) -> None:
    if row.state != ProjectState.IN_FORCE:
        word = "已结束" if row.state == ProjectState.CLOSED else "还没有确认立项"
        raise Refused(f"项目{word}。", article="第十五条")


def _me(desk: Desk) -> PersonFacts:
    if desk.me is None:
        raise Forbidden("请先登录。")
    return desk.me


def _said(check: Callable[[], None]) -> str:
    try:
        check()
    except FundError as error:
        return str(error)
    return ""

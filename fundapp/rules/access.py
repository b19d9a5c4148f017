"""Which role may use which verb, and for whose documents (arts. 11, 13, 15).

Sign-off itself is decided by `signoff`; this table guards everything else and says who reads what.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fundapp.errors import Forbidden
from fundapp.rules.person import PersonFacts
from fundapp.values.roles import Role

_CLERK = frozenset({Role.CLERK})
_HEAD = frozenset({Role.DIVISION_HEAD})
_FINANCE = frozenset({Role.FINANCE})
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
_LEADERS = frozenset({Role.SUPERVISING_LEADER, Role.PRINCIPAL_LEADER})
_STEERING = frozenset({Role.STEERING_MEMBER})
_EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Permission:
    """A verb with the office's word for it, the roles that may, and the article that gives it to them."""

    verb: str
    label: str
    roles: frozenset[Role]
    article: str


PERMISSIONS: tuple[Permission, ...] = (
    Permission("ledger.read", "查阅账套", _EVERYBODY, "第十五条"),
    Permission("ledger.settings", "修改账套设置", _ADMINISTRATOR, "第十一条"),
    Permission("units.edit", "维护单位和科室", _ADMINISTRATOR, "第十一条"),
    Permission("people.edit", "维护人员和角色", _ADMINISTRATOR, "第十一条"),
    Permission("people.reset", "发起重置密码", _ADMINISTRATOR, "第十一条"),
    Permission("people.witness", "见证任命和重置密码", _LEADERS, "第十一条"),
    Permission("payees.edit", "维护收款单位和账户", _CLERK | _FINANCE, "第十一条"),
    Permission("projects.edit", "编辑项目", _CLERK, "第十一条"),
    Permission("projects.confirm", "确认项目", _HEAD, "第十一条"),
    Permission("indicators.edit", "编辑绩效目标和指标", _CLERK, "第九条"),
    Permission("templates.edit", "维护指标模板", _FINANCE | _ADMINISTRATOR, "第九条"),
    Permission("applications.edit", "填报年度申请", _CLERK, "第十三条"),
    Permission("applications.sign", "签批年度申请", _HEAD | _FINANCE | _LEADERS, "第十三条"),
    Permission("appropriations.edit", "登记预算指标", _FINANCE, "第六条"),
    Permission("years.close", "关闭年度", _FINANCE, "第十六条"),
    Permission("contracts.edit", "编辑合同", _CLERK, "第十二条"),
    Permission("contracts.confirm", "确认合同", _HEAD, "第十二条"),
    Permission("allocations.edit", "编辑分配清单", _CLERK, "第十二条"),
    Permission("allocations.confirm", "确认分配清单", _HEAD, "第十二条"),
    Permission("evidence.add", "登记验收和进度佐证", _CLERK, "第十二条"),
    Permission("payments.edit", "填报用款申请", _CLERK, "第十二条"),
    Permission("payments.sign", "签批用款申请", _HEAD | _FINANCE | _LEADERS, "第十二条"),
    Permission("disbursements.register", "登记拨付", _FINANCE, "第十二条"),
    Permission("monitorings.edit", "填报运行监控", _CLERK, "第十五条"),
    Permission("monitorings.sign", "签批运行监控", _HEAD | _LEADERS, "第十五条"),
    Permission("evaluations.edit", "填报绩效自评", _CLERK, "第十三条"),
    Permission("evaluations.sign", "签批绩效自评", _HEAD | _LEADERS, "第十三条"),
    Permission("key_evaluations.record", "登记重点评价", _CLERK | _FINANCE, "第十六条"),
    Permission("key_evaluations.void", "作废重点评价", _FINANCE | _LEADERS | _STEERING, "第十六条"),
    Permission("rectifications.edit", "登记整改事项", _CLERK | _HEAD | _FINANCE | _LEADERS | _STEERING, "第十三条"),
    Permission("rectifications.report", "填报整改进展", _CLERK | _HEAD, "第十三条"),
    Permission("rectifications.extend", "办理整改延期", _HEAD | _LEADERS, "第十三条"),
    Permission("rectifications.void", "作废整改事项", _LEADERS | _STEERING, "第十三条"),
    Permission("rectifications.confirm", "确认整改销号", _HEAD | _LEADERS | _STEERING, "第十三条"),
    Permission("term_reviews.edit", "填报期满评价", _CLERK, "第十六条"),
    Permission("term_reviews.sign", "签批期满评价", _HEAD | _FINANCE | _LEADERS | _STEERING, "第十六条"),
    Permission("attachments.add", "上传附件", _CLERK | _FINANCE, "第十二条"),
    Permission("forms.issue", "出具表单", _CLERK | _HEAD | _FINANCE | _LEADERS, "第十二条"),
    Permission("backups.make", "备份账套", _EVERYBODY, "第十七条"),
    Permission("backups.restore", "恢复备份", _ADMINISTRATOR, "第十七条"),
    Permission("verification.run", "校验账套", _EVERYBODY, "第十五条"),
)

_BY_VERB = MappingProxyType({each.verb: each for each in PERMISSIONS})

MAY: Mapping[str, frozenset[Role]] = MappingProxyType({each.verb: each.roles for each in PERMISSIONS})
"""Verb → roles that may."""

_READS_ALL = frozenset(
    {Role.FINANCE, Role.PRINCIPAL_LEADER, Role.STEERING_MEMBER, Role.AUDITOR, Role.ADMINISTRATOR},
)
_OWN_DIVISION = frozenset({Role.CLERK, Role.DIVISION_HEAD})


def may(person: PersonFacts, verb: str) -> bool:
    """One of the person's roles may use this verb.

    Raises:
        KeyError: no such verb (a mistake in the program).
    """
    return person.active and bool(person.roles & MAY[verb])


def require(person: PersonFacts, verb: str) -> None:
    """Let the person use the verb.

    Raises:
        Forbidden: none of the person's roles may; the sentence names the roles that may.
        KeyError: no such verb (a mistake in the program).
    """
    permission = _BY_VERB[verb]
    if may(person, verb):
        return
    if not person.active:
        raise Forbidden("您的账户已停用，不能办理业务。", article=permission.article)
    wanted = "或".join(role.label for role in Role if role in permission.roles)
    raise Forbidden(
        f"“{permission.label}”须由{wanted}办理；您的角色是{person.roles_text}。",
        article=permission.article,
        remedy=f"请联系{wanted}。",
    )


def may_in_division(person: PersonFacts, division_id: int, verb: str) -> bool:
    """One of the person's roles may use this verb for a document of this division."""
    return person.active and any(_reaches(person, role, division_id) for role in person.roles & MAY[verb])


def require_division(person: PersonFacts, division_id: int, verb: str) -> None:
    """Let the person use the verb for a document of this division.

    Clerks and division heads act for their own division, supervising leaders for the divisions in their charge.

    Raises:
        Forbidden: the role is missing, or the division is not within its reach.
    """
    require(person, verb)
    if may_in_division(person, division_id, verb):
        return
    permission = _BY_VERB[verb]
    raise Forbidden(
        f"“{permission.label}”只能办理本科室（分管领导为所分管科室）的事项，该事项属于其他科室。",
        article=permission.article,
        remedy="请由该科室的人员办理。",
    )


def require_second_person(person: PersonFacts, verb: str, *written_by: int) -> None:
    """A confirmation comes from somebody who did not write what is confirmed (财会〔2012〕21号).

    Args:
        written_by: ids of author and last editor.

    Raises:
        Forbidden: the person wrote it.
    """
    if person.id in written_by:
        permission = _BY_VERB[verb]
        raise Forbidden(
            f"内容由您本人填报或修改，“{permission.label}”须由另一人办理。",
            article=permission.article,
            remedy="请由本科室其他负责人办理。",
        )


def readable_divisions(person: PersonFacts) -> frozenset[int] | None:
    """Ids of the divisions whose documents the person reads; None = all (finance, leaders of the whole, auditors …)."""
    if not person.active:
        return frozenset()
    if person.roles & _READS_ALL:
        return None
    own = {person.division_id} if person.roles & _OWN_DIVISION else set()
    charges = person.charges if Role.SUPERVISING_LEADER in person.roles else frozenset()
    return frozenset(own) | charges


def require_readable(person: PersonFacts, division_id: int, *by_name: int) -> None:
    """Let the person read a document of this division: what lists leave out is not opened by its id either.

    Args:
        by_name: ids of people who read it wherever they belong, such as the one who answers for a problem.

    Raises:
        Forbidden: the division is not one of `readable_divisions`.
    """
    divisions = readable_divisions(person)
    if divisions is None or division_id in divisions or (person.active and person.id in by_name):
        return
    raise Forbidden(
        "只能查看本科室（分管领导为所分管科室）的内容，所要打开的属于其他科室。",
        article="第十五条",
        remedy="请向该科室、财务或监督（审计）人员了解。",
    )


def _reaches(person: PersonFacts, role: Role, division_id: int) -> bool:
    if role in _OWN_DIVISION:
        return person.division_id == division_id
    if role is Role.SUPERVISING_LEADER:
        return division_id in person.charges
    return True

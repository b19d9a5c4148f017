"""Who may do what about a problem that has to be put right, and in which state (arts. 13 and 15).

`offers` answers for one person, as sign-off does: buttons ask it, and so do the verbs through `refuse_unless_offered`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fundapp.errors import Forbidden, FundError, Refused
from fundapp.rules import access
from fundapp.rules.person import PersonFacts
from fundapp.values.choices import RectificationState as S

ARTICLE = "第十三条"


class RectificationVerb(StrEnum):
    """What people do with one."""

    MEASURE = "measure"
    ATTACH = "attach"
    PROGRESS = "progress"
    REPORT = "report"
    EXTEND = "extend"
    REJECT = "reject"
    CONFIRM = "confirm"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Standing:
    """A rectification as these rules see it. `person_id` answers for it; `reported_by_id` said that it is done.

    `before` answered for it or reported it earlier: handing it over makes nobody the other person that confirms.
    """

    state: S
    division_id: int
    person_id: int
    reported_by_id: int | None
    before: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Offer:
    """A move, open to this person or not. `why` and `article` are empty when allowed."""

    verb: RectificationVerb
    label: str
    allowed: bool
    why: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class _Move:
    """Permission, and whom it is closed to: `own` opens it to the person responsible, who needs no other role;
    `apart` closes it to whoever answers or ever answered for it, and to whoever ever reported."""

    verb: RectificationVerb
    label: str
    sources: tuple[S, ...]
    permission: str
    own: bool = False
    apart: bool = False


_V = RectificationVerb
_MOVES = (
    _Move(_V.MEASURE, "补充措施和责任人", (S.OPEN,), "rectifications.report", own=True),
    _Move(_V.ATTACH, "上传佐证", (S.OPEN,), "rectifications.report", own=True),
    _Move(_V.PROGRESS, "登记进展", (S.OPEN,), "rectifications.report", own=True),
    _Move(_V.REPORT, "报告完成", (S.OPEN,), "rectifications.report", own=True),
    _Move(_V.EXTEND, "延期", (S.OPEN,), "rectifications.extend", apart=True),
    _Move(_V.REJECT, "退回整改", (S.REPORTED,), "rectifications.confirm", apart=True),
    _Move(_V.CONFIRM, "确认销号", (S.REPORTED,), "rectifications.confirm", apart=True),
    _Move(_V.VOID, "作废", (S.OPEN, S.REPORTED), "rectifications.void", apart=True),
)
_ENDED = {S.CLOSED: "整改事项已销号。", S.VOID: "整改事项已作废。"}
_WRONG_STATE = {S.OPEN: "还没有报告完成。", S.REPORTED: "已报告完成，等待确认；需要改动请先退回整改。", **_ENDED}


def offers(case: Standing, me: PersonFacts) -> tuple[Offer, ...]:
    """Every move of the present state, open or closed to this person, in the order of the table."""
    found = []
    for move in _MOVES:
        if case.state in move.sources:
            no = _refusal(case, me, move)
            found.append(Offer(move.verb, move.label, no is None, no.message if no else "", no.article if no else ""))
    return tuple(found)


def refuse_unless_offered(case: Standing, me: PersonFacts, verb: RectificationVerb) -> None:
    """Lets the person make the move.

    Raises:
        Refused: the state has no such move.
        Forbidden: the role is missing, the division is out of reach, or another person has to do it.
    """
    move = next(one for one in _MOVES if one.verb is verb)
    if case.state not in move.sources:
        raise Refused(f"不能“{move.label}”：{_WRONG_STATE[case.state]}", article=ARTICLE, remedy="请刷新后再看。")
    no = _refusal(case, me, move)
    if no is not None:
        raise no


def _refusal(case: Standing, me: PersonFacts, move: _Move) -> FundError | None:
    if move.own and me.active and me.id == case.person_id:
        return None
    if move.apart and me.id in (case.person_id, case.reported_by_id, *case.before):
        now = {case.reported_by_id: "是这项整改的报告人", case.person_id: "是这项整改的责任人"}
        who = now.get(me.id, "曾是这项整改的责任人或报告人")
        return Forbidden(
            f"您{who}，“{move.label}”须由另一人办理。",
            article=ARTICLE,
            remedy="请由科室其他负责人、分管领导或主要领导办理。",
        )
    try:
        access.require_division(me, case.division_id, move.permission)
    except Forbidden as no:
        return no
    return None

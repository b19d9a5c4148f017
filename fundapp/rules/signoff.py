"""Who may do what with a document, and in which state: the sign-off of arts. 11, 12 and 15.

`offers` answers for one person which moves stand open and, for the others, why not. Buttons ask it, and so do the
services through `refuse_unless_offered`; a screen cannot disagree with a rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from fundapp.errors import Forbidden, Refused
from fundapp.rules.moves import MOVES, Move, State, Verb, Who, moves_from
from fundapp.rules.person import PersonFacts
from fundapp.rules.route import ARTICLES, ChecklistItem, Step, Subject, has_supervising_step
from fundapp.values.choices import PaymentState
from fundapp.values.money import Fen
from fundapp.values.roles import Role

__all__ = [
    "MOVES",
    "ChecklistItem",
    "Move",
    "Offer",
    "PersonFacts",
    "SignCase",
    "Signed",
    "State",
    "Step",
    "Verb",
    "check_checklist",
    "complete",
    "missing_hands",
    "next_step",
    "offers",
    "outcome",
    "refuse_unless_offered",
    "unstaffed",
]


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement given in the current round."""

    step_key: str
    person_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignCase:
    """A document as sign-off sees it.

    Attributes:
        steps: the route: of the open round as it was stored, else the one the document would take today.
        signed: agreements of the current round only.
        amount: 分; 0 for anything but a payment request.
    """

    subject: Subject
    state: State
    round: int
    author_id: int
    last_editor_id: int
    division_id: int
    steps: tuple[Step, ...]
    signed: tuple[Signed, ...] = ()
    amount: Fen = 0
    on: dt.date

    @property
    def article(self) -> str:
        """The article that asks for the hands on this kind of document."""
        return ARTICLES[self.subject]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A move from the present state, open to this person or not. `why` and `article` are empty when allowed.

    Attributes:
        held: it is this person's move, and closed only because something else rests on the document.
    """

    verb: Verb
    label: str
    allowed: bool
    why: str = ""
    article: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class _No:
    """Why a move is not open; `personal`: somebody else could make it."""

    why: str
    article: str
    personal: bool = True


def missing_hands(case: SignCase) -> tuple[Step, ...]:
    """Steps of the route that nobody has signed yet in this round, in order."""
    done = {signed.step_key for signed in case.signed}
    return tuple(step for step in case.steps if step.key not in done)


def next_step(case: SignCase) -> Step | None:
    """The step that has to sign now; None unless the document is in approval."""
    if case.state != PaymentState.IN_APPROVAL:  # the same code in DocumentState
        return None
    return next(iter(missing_hands(case)), None)


def complete(case: SignCase) -> bool:
    """Every step is signed, each by another person, none by author or last editor, a supervising leader among them."""
    signers = [signed.person_id for signed in case.signed]
    return (
        has_supervising_step(case.steps)
        and not missing_hands(case)
        and len(set(signers)) == len(signers)
        and not {case.author_id, case.last_editor_id} & set(signers)
    )


def outcome(case: SignCase, verb: Verb) -> State:
    """The state after this move; agreeing ends approval with the last hand only.

    Raises:
        Refused: the move does not exist in this state.
    """
    move = _move(case, verb)
    if verb is Verb.AGREE and len(missing_hands(case)) > 1:
        return case.state
    return case.state if move.target is None else move.target


def offers(case: SignCase, person: PersonFacts) -> tuple[Offer, ...]:
    """Every move of the present state, each open to this person or barred with the reason and its article."""
    found = []
    for move in moves_from(case.subject, case.state):
        no = _no(case, person, move)
        found.append(
            Offer(verb=move.verb, label=move.label, allowed=True)
            if no is None
            else Offer(verb=move.verb, label=move.label, allowed=False, why=no.why, article=no.article)
        )
    return tuple(found)


def refuse_unless_offered(case: SignCase, person: PersonFacts, verb: Verb) -> None:
    """Let the move pass or say why not.

    Raises:
        Refused: the document's state does not allow it, whoever asks.
        Forbidden: this person may not, though another could.
    """
    no = _no(case, person, _move(case, verb))
    if no is None:
        return
    raise (Forbidden if no.personal else Refused)(no.why, article=no.article)


def check_checklist(step: Step, ticks: Collection[str], article: str) -> None:
    """Whoever signs has checked each item of the step.

    Args:
        step: the step that is signed.
        ticks: keys of the items that are ticked.
        article: what a refusal cites when the step names none, as those of a stored round.

    Raises:
        Refused: an item is not ticked.
    """
    open_items = [item.label for item in step.checklist if item.key not in ticks]
    if open_items:
        raise Refused(
            f"“{step.label}”签字前还有 {len(open_items)} 项未核对：{'；'.join(open_items)}。",
            article=step.article or article,
            field="核对清单",
            remedy="请逐项核对并勾选后再签字。",
        )


def unstaffed(case: SignCase, people: Iterable[PersonFacts]) -> tuple[str, ...]:
    """Labels of the hands still missing for which no separate person is free, the disbursement's included.

    One person can fill one hand only, so the people are matched to the hands (augmenting paths; a route has few steps).
    """
    staff = list(people)
    hands: list[tuple[str, list[int]]] = [
        (step.label, [one.id for one in staff if _step_no(case, one, step) is None]) for step in missing_hands(case)
    ]
    if case.subject == "payment":
        hands.append(("拨付登记", [one.id for one in staff if _cashier_no(case, one) is None]))
    held_by: dict[int, int] = {}

    def place(hand: int, tried: set[int]) -> bool:
        for candidate in hands[hand][1]:
            if candidate in tried:
                continue
            tried.add(candidate)
            if candidate not in held_by or place(held_by[candidate], tried):
                held_by[candidate] = hand
                return True
        return False

    return tuple(label for hand, (label, _) in enumerate(hands) if not place(hand, set()))


def _move(case: SignCase, verb: Verb) -> Move:
    for move in moves_from(case.subject, case.state):
        if move.verb is verb:
            return move
    label = next(move.label for move in MOVES if move.verb is verb)
    raise Refused(
        f"当前状态为“{case.state.label}”，不能“{label}”。",
        article=case.article,
        remedy="请刷新后查看现在可以办理的事项。",
    )


def _no(case: SignCase, person: PersonFacts, move: Move) -> _No | None:
    if not person.active:
        return _No("您的账户已停用，不能办理业务。", "第十一条")
    if move.who is Who.SIGNER:
        return _signer_no(case, person)
    if move.who is Who.CASHIER:
        return _cashier_no(case, person) or _unsigned_no(case)
    return _clerk_no(case, person, move) or _submit_no(case, move)


def _clerk_no(case: SignCase, person: PersonFacts, move: Move) -> _No | None:
    if Role.CLERK not in person.roles or person.division_id != case.division_id:
        return _No(f"“{move.label}”由本单所属科室的经办人办理。", "第十一条")
    if move.who is Who.AUTHOR and person.id not in (case.author_id, case.last_editor_id):
        return _No(f"“{move.label}”由本单的填报人或最后修改人办理；如需接手，请先修改并保存。", "第十一条")
    return None


def _submit_no(case: SignCase, move: Move) -> _No | None:
    if move.verb is Verb.SUBMIT and not has_supervising_step(case.steps):
        return _No("签批流程中没有分管领导核对环节，不能送审。请管理员检查流程设置。", case.article, personal=False)
    if move.verb is Verb.WITHDRAW and case.signed:
        return _No("已有人签批，不能撤回；确需改动请用“修改”，本轮签批随之失效。", case.article, personal=False)
    return None


def _signer_no(case: SignCase, person: PersonFacts) -> _No | None:
    step = next_step(case)
    if step is None:
        return _No("本轮签批已全部完成。", case.article, personal=False)
    return _step_no(case, person, step)


def _step_no(case: SignCase, person: PersonFacts, step: Step) -> _No | None:
    if not person.active:
        return _No("账户已停用，不能签批。", "第十一条")
    if Role.ADMINISTRATOR in person.roles:
        return _No("管理员只维护系统，不参与签批。", "第十五条")
    article = step.article or "第十一条"  # a round keeps its steps without their articles
    if step.role not in person.roles:
        return _No(f"当前环节为“{step.label}”，须由{step.role.label}签批；您的角色是{person.roles_text}。", article)
    if step.scope == "division" and person.division_id != case.division_id:
        return _No(f"“{step.label}”须由本单所属科室的{step.role.label}签批。", article)
    if step.scope == "charge" and case.division_id not in person.charges:
        return _No(f"“{step.label}”须由分管本单所属科室的{step.role.label}签批。", article)
    return _barred(case, person, "签批")


def _cashier_no(case: SignCase, person: PersonFacts) -> _No | None:
    if not person.active:
        return _No("账户已停用，不能登记拨付。", "第十一条")
    if Role.ADMINISTRATOR in person.roles:
        return _No("管理员只维护系统，不登记拨付。", "第十五条")
    if Role.FINANCE not in person.roles:
        return _No(f"“登记拨付”须由财务办理；您的角色是{person.roles_text}。", "第十一条")
    return _barred(case, person, "登记拨付")


def _barred(case: SignCase, person: PersonFacts, act: str) -> _No | None:
    """Art. 15 and the rules on internal control (财会〔2012〕21号): writing, approving and paying in separate hands."""
    if person.id == case.author_id:
        return _No(f"您是本单的填报人，不能再{act}；申请、审批与付款须由不同的人办理。", "第十五条")
    if person.id == case.last_editor_id:
        return _No(f"您是本单的最后修改人，不能再{act}；申请、审批与付款须由不同的人办理。", "第十五条")
    if any(signed.person_id == person.id for signed in case.signed):
        return _No(f"您已签批过本单，不能再{act}；各环节须由不同的人办理。", "第十五条")
    return None


def _unsigned_no(case: SignCase) -> _No | None:
    if complete(case):
        return None
    missing = "、".join(step.label for step in missing_hands(case)) or "各环节签批人重复或缺少分管领导"
    return _No(f"签批尚未完整（{missing}），不能登记拨付。", "第十二条", personal=False)

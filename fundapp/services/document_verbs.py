"""The verbs that all signed documents share: sending for sign-off, one hand, taking back, changing, voiding, files.

What a document says, and what has to hold before it is sent, stands with its own noun; here is only how it is signed.
Payment requests have verbs of their own, because money and invoices hang on their states.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from fundapp.errors import Refused
from fundapp.models import Attachment, SignedDocument
from fundapp.rules import access
from fundapp.rules.signoff import SignCase, Verb, refuse_unless_offered, unstaffed
from fundapp.services import attachments, document, signing
from fundapp.services.attachments import NewFile, attach
from fundapp.services.desk import Desk
from fundapp.services.document import refuse_stale, sign_case
from fundapp.services.done import Changed, Done
from fundapp.services.signing import Confirmation, Signing
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import Decision, DocumentState
from fundapp.values.documents import RoundOutcome, SubjectKind

D = TypeVar("D", bound=SignedDocument)


def _nothing(_uow: UnitOfWork, _document: Any) -> None:
    """Nothing stands against it, nothing follows."""


def _free(_desk: Desk, _document: Any, _verb: Verb) -> None:
    """Nothing rests on it."""


@dataclass(frozen=True)
class DocumentKind(Generic[D]):
    """How one kind of document is signed.

    Attributes:
        record: its model; the name of the table is its `SubjectKind`.
        verbs: family of its acts, such as ``evaluations``.
        prefix: of its numbers, such as ZP.
        article: what its refusals cite.
        changed: what screens refresh when it moves.
        content: everything a signature on it approves.
        held: raises Refused when something rests on the document, so that it is not changed or voided now.
        agreeable: raises Refused when nobody can agree to it now, though it may be returned.
        signed: what follows when the last hand is on it, within the same act.
    """

    record: type[D]
    verbs: str
    prefix: str
    article: str
    changed: Changed
    content: Callable[[Desk, D], Mapping[str, Any]]
    held: Callable[[Desk, D, Verb], None] = _free
    agreeable: Callable[[UnitOfWork, D], None] = _nothing
    signed: Callable[[UnitOfWork, D], None] = _nothing

    @property
    def subject(self) -> SubjectKind:
        """What it is to audit lines, rounds and attachments."""
        return SubjectKind(self.record.__tablename__)

    @property
    def edit(self) -> str:
        """The permission to write it."""
        return f"{self.verbs}.edit"


def editable(uow: UnitOfWork, kind: DocumentKind[D], key: int, version: int | None = None) -> D:
    """The draft, when the person may write it.

    Raises:
        Forbidden: not a clerk of its division.
        Refused: not a draft any more.
        Stale: somebody else changed it since `version` was loaded.
    """
    found = uow.get(kind.record, key)
    access.require_division(uow.me, found.division_id, kind.edit)
    refuse_unless_offered(sign_case(uow, found), uow.me, Verb.SAVE)
    refuse_stale(uow, found, version)
    return found


def attach_file(uow: UnitOfWork, kind: DocumentKind[D], key: int, file: NewFile) -> Done:
    """Attaches a proof to a draft; attachments are part of what is signed. Raises Refused when it is no draft."""
    found = editable(uow, kind, key)
    attach(uow, kind.subject, key, file)
    found.last_editor_id = uow.me.id  # attachments are signed: whoever chose one may not sign it (art. 15)
    uow.record(f"{kind.verbs}.attach_file", kind.subject, key, f"{kind.subject.label}上传附件：{file.file_name}")
    return Done("附件已上传", kind.changed | Changed.ATTACHMENT, key)


def detach_file(uow: UnitOfWork, kind: DocumentKind[D], key: int, attachment_id: int) -> Done:
    """Takes a file off a draft that was never submitted; later every file stays.

    Raises:
        Refused: it is no draft, was submitted before, or the file belongs to something else.
    """
    found = editable(uow, kind, key)
    row = uow.get(Attachment, attachment_id)
    if found.round or (row.owner_kind, row.owner_id) != (kind.subject, key):
        raise Refused(
            f"附件“{row.file_name}”已送审过，或不属于这份{kind.subject.label}，不能移除。",
            article=kind.article,
            field="附件",
            remedy="可以补充上传正确的附件。",
        )
    uow.session.delete(row)
    found.last_editor_id = uow.me.id
    uow.record(f"{kind.verbs}.detach_file", kind.subject, key, f"{kind.subject.label}移除附件：{row.file_name}")
    return Done("附件已移除", kind.changed | Changed.ATTACHMENT, key)


def sendable(uow: UnitOfWork, kind: DocumentKind[D], key: int) -> tuple[D, SignCase]:
    """The document and its case, when this person may send it for sign-off now; its own rules are judged afterwards.

    Raises:
        Forbidden: not a clerk of its division, or neither author nor last editor.
        Refused: it is no draft, an attachment is gone, or a step of the route finds no hand.
    """
    found = uow.get(kind.record, key)
    access.require_division(uow.me, found.division_id, kind.edit)
    case = sign_case(uow, found)
    refuse_unless_offered(case, uow.me, Verb.SUBMIT)
    lost = attachments.missing(uow, attachments.owned_by(uow, kind.subject, key))
    if lost:
        raise Refused(f"附件“{'”“'.join(lost)}”已丢失或被改动。", field="附件", remedy="请从备份恢复后再送审。")
    open_steps = unstaffed(case, uow.people())
    if open_steps:
        raise Refused(
            f"以下环节除填报人和其他环节签批人外没有可以办理的人：{'、'.join(open_steps)}。",
            article="第十五条",
            field="签批流程",
            remedy="请换人填报，或请管理员为该环节设置人员。",
        )
    return found, case


def send(uow: UnitOfWork, kind: DocumentKind[D], found: D, case: SignCase, year: int, said: str = "") -> Done:
    """Opens the next round: the document gets its number, its content and route are frozen.

    Args:
        uow: writer.
        kind: what kind of document it is.
        found: the document, with everything it says written already.
        case: from `sendable`.
        year: fiscal year of its number.
        said: what the audit line adds, such as the score; may be empty.
    """
    if found.number is None:
        found.number = uow.next_number(kind.prefix, year)
    found.round += 1
    uow.session.flush()
    content = kind.content(uow, found)
    signing.open_round(
        uow, kind.subject, found.id, found.round, content, case.steps, found.author_id, found.last_editor_id
    )
    found.state = DocumentState.IN_APPROVAL
    summary = f"提交{kind.subject.label} {found.number} 第 {found.round} 轮" + (f"，{said}" if said else "")
    uow.record(f"{kind.verbs}.submit", kind.subject, found.id, summary)
    return Done(f"{found.number} 已提交送审", kind.changed, found.id)


def sign(uow: UnitOfWork, kind: DocumentKind[D], key: int, given: Signing, confirmation: Confirmation) -> Done:
    """One hand: agree, or return with an opinion.

    Raises:
        Refused: not this person's turn, barred, changed content, or nobody can agree to it now.
        Forbidden: the role is missing, or the password confirmation is not this person's.
    """
    found = uow.get(kind.record, key)
    agree = given.decision == Decision.AGREE
    case = sign_case(uow, found)
    refuse_unless_offered(case, uow.me, Verb.AGREE if agree else Verb.RETURN)
    if agree:
        kind.agreeable(uow, found)
    outcome = signing.sign(uow, document.open_round(uow, found), case, kind.content(uow, found), given, confirmation)
    if outcome == RoundOutcome.COMPLETE:
        found.state = DocumentState.APPROVED
        kind.signed(uow, found)
    elif outcome == RoundOutcome.RETURNED:
        found.state = DocumentState.RETURNED
    summary = f"签批{given.decision.label} {found.number} 第 {found.round} 轮"
    uow.record(f"{kind.verbs}.sign", kind.subject, found.id, summary)
    return Done("已签批" if agree else "已退回经办人", kind.changed, found.id)


def withdraw(uow: UnitOfWork, kind: DocumentKind[D], key: int, reason: str) -> Done:
    """The author takes it back while nobody has signed; the round ends visibly."""
    found, why = _leaving(uow, kind, key, Verb.WITHDRAW, reason)
    document.end_round(uow, found, RoundOutcome.WITHDRAWN, f"{uow.me.name}撤回：{why}")
    found.state = DocumentState.DRAFT
    uow.record(f"{kind.verbs}.withdraw", kind.subject, found.id, f"撤回 {found.number}：{why}")
    return Done("已撤回为草稿", kind.changed, found.id)


def change(uow: UnitOfWork, kind: DocumentKind[D], key: int, reason: str) -> Done:
    """Opens a submitted or approved document for changes: the signatures of its round become void, visibly.

    Raises:
        Refused: something rests on it (`DocumentKind.held`).
    """
    found, why = _leaving(uow, kind, key, Verb.CHANGE, reason)
    document.end_round(uow, found, RoundOutcome.VOIDED, f"{uow.me.name}修改：{why}")
    found.state = DocumentState.DRAFT
    uow.record(f"{kind.verbs}.change", kind.subject, found.id, f"修改 {found.number}，本轮签字作废：{why}")
    return Done("已转为草稿，原签字作废", kind.changed, found.id)


def void(uow: UnitOfWork, kind: DocumentKind[D], key: int, reason: str) -> Done:
    """Voids it for good; its number stays in the list and another may be written. Raises Refused as `change`."""
    found, why = _leaving(uow, kind, key, Verb.VOID, reason)
    document.end_round(uow, found, RoundOutcome.VOIDED, f"{uow.me.name}作废：{why}")
    found.state = DocumentState.VOID
    found.void_reason = why
    name = found.number or "草稿"
    uow.record(f"{kind.verbs}.void", kind.subject, found.id, f"作废{kind.subject.label} {name}：{why}")
    return Done("已作废", kind.changed, found.id)


def _leaving(uow: UnitOfWork, kind: DocumentKind[D], key: int, verb: Verb, reason: str) -> tuple[D, str]:
    found = uow.get(kind.record, key)
    refuse_unless_offered(sign_case(uow, found), uow.me, verb)
    kind.held(uow, found, verb)
    return found, document.written_reason(reason)

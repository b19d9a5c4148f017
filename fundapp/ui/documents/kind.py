"""What the page of a document has to know about its kind: words, form, question and verbs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from fundapp.rules.finding import Finding
from fundapp.services.attachments import NewFile
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import DocumentSheet
from fundapp.services.done import Done
from fundapp.services.unit_of_work import UnitOfWork
from fundapp.values.choices import AttachmentKind
from fundapp.values.documents import FormKind


class Judged(Protocol):
    """What is typed, judged."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Of the rules of submission."""
        ...


S = TypeVar("S", bound=DocumentSheet)
D = TypeVar("D")
P = TypeVar("P", bound=Judged)
D_contra = TypeVar("D_contra", contravariant=True)


class Verbs(Protocol[D_contra]):
    """The verbs of one kind of document: its module of services."""

    def save(self, uow: UnitOfWork, draft: D_contra, key: int | None = None, /) -> Done:
        """Stores a draft, complete or not."""
        ...

    def submit(self, uow: UnitOfWork, key: int, /) -> Done:
        """Sends it for sign-off."""
        ...

    def withdraw(self, uow: UnitOfWork, key: int, reason: str, /) -> Done:
        """The author takes it back."""
        ...

    def change(self, uow: UnitOfWork, key: int, reason: str, /) -> Done:
        """Opens it for changes; signatures become void."""
        ...

    def void(self, uow: UnitOfWork, key: int, reason: str, /) -> Done:
        """Ends it for good."""
        ...

    def attach_file(self, uow: UnitOfWork, key: int, file: NewFile, /) -> Done:
        """Adds a paper."""
        ...

    def detach_file(self, uow: UnitOfWork, key: int, attachment: int, /) -> Done:
        """Takes a paper off."""
        ...


@dataclass(frozen=True)
class Kind(Generic[S, D]):
    """What is said and done about one kind of document.

    Attributes:
        key: code of the kind (SubjectKind): drafts are kept, and the signing desk is asked, under it.
        preview: button of the form before the last hand.
        hint: the line at the foot while nothing was typed.
        reasons: title, sentence and button of the question for a reason, by verb.
        fallback: kind of attachment that is proposed.
    """

    key: str
    form: FormKind
    preview: str
    hint: str
    reasons: Mapping[str, tuple[str, str, str]]
    sheet: Callable[[Desk, int], S]
    verbs: Verbs[D]
    fallback: AttachmentKind = AttachmentKind.OTHER

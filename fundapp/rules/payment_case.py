"""The facts a payment request is judged by, as plain values that a service or an editor fills.

Money is integer 分, percentages are basis points, days are dates. An unfinished form is a case too: text not yet
typed is empty, a day not yet known is None, an amount not yet typed is 0.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.values.choices import (
    AttachmentKind,
    BasisKind,
    DocumentState,
    EvidenceKind,
    EvidenceResult,
    FirmSize,
    MilestoneKind,
    PayeeKind,
)
from fundapp.values.money import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFact:
    """A proof recorded for the milestone. `has_file`: at least one attachment hangs on it."""

    kind: EvidenceKind
    title: str
    result: EvidenceResult
    on: dt.date
    has_file: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareFact:
    """The part of this request that one funding source pays, and how that source stands in the project year.

    Attributes:
        source: key of the funding source (``sources.toml``).
        label: its Chinese name.
        amount: this request's part.
        appropriated: all appropriations of the source in the project year, additions and cuts included.
        paid: disbursed so far from the source in the project year.
        in_approval: bound by other requests that are in approval or approved but not paid.
    """

    source: str
    label: str
    amount: Fen
    appropriated: Fen
    paid: Fen
    in_approval: Fen

    @property
    def available(self) -> Fen:
        """What other requests have left."""
        return self.appropriated - self.paid - self.in_approval


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceFact:
    """An invoice of this request.

    Attributes:
        key: what must be unique in the ledger: the 20-digit number, or code and number.
        label: as printed on the screen.
        used_by: number of another live request with the same invoice; empty when none.
        seen_in: numbers of void or returned requests that carried it.
    """

    key: str
    label: str
    amount: Fen
    seller: str
    issued_on: dt.date
    used_by: str = ""
    seen_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentCase:
    """Everything the checks before a payment look at (issue section 4).

    What would let money out when forgotten has no default; defaults stand only for what is absent on an ordinary
    request. `*_paid` and `*_in_approval` never count this request itself.

    Attributes:
        on: the day of judging: today for a draft, the day of submission later.
        year: fiscal year the request charges.
        basis_number: number of the contract or allocation list; empty while none is chosen.
        basis_value: contract value with amendments, or the list's sum.
        milestone_name: empty while no milestone is chosen.
        party_name: the contract's party B, or the payee of the list line.
        unstaffed_steps: labels of route steps that nobody is free to sign (`signoff.unstaffed`).
        accepted_on: day of the acceptance that starts the SME clock; None when nothing was to be accepted.
        agreed_days: days to pay that the contract agrees; None when it is silent.
        attachment_kinds: kinds attached to the request, its evidence and its contract or list together.
        missing_attachments: names of attachments whose file is gone or altered.
        actual_progress_bp: None while not typed.
        account_closed_on: day the chosen account was closed; None while it is in use, and for what is over.
        further_year: the ledger has an earlier year of the project, so that this one follows an application (art. 13).
        application: number or 草稿 of the year's application; empty when it has none that is not void.
        application_state: how that application stands; None when there is none.
        account_in_use: bank and last figures of the payee's present account; empty when there is none.
    """

    on: dt.date
    year: int
    year_closed: bool
    project_name: str
    project_in_force: bool
    project_start_year: int
    project_end_year: int
    further_year: bool = False
    application: str = ""
    application_state: DocumentState | None = None

    basis: BasisKind
    basis_number: str
    basis_in_force: bool
    basis_signed_on: dt.date | None
    basis_start: dt.date | None
    basis_end: dt.date | None
    basis_value: Fen
    basis_paid: Fen
    basis_in_approval: Fen

    milestone_name: str
    milestone_kind: MilestoneKind
    milestone_amount: Fen
    milestone_paid: Fen
    milestone_in_approval: Fen
    milestone_due_on: dt.date | None
    condition: str
    evidence_required: EvidenceKind | None
    agreed_progress_bp: int
    actual_progress_bp: int | None
    evidences: tuple[EvidenceFact, ...] = ()

    amount: Fen
    reduction_reason: str = ""
    shares: tuple[ShareFact, ...]
    invoices: tuple[InvoiceFact, ...] = ()
    advance_receipt_allowed: bool = False

    payee_name: str
    payee_kind: PayeeKind
    party_name: str
    account_number: str
    party_account_number: str
    account_is_personal: bool
    account_changed_on: dt.date | None = None
    account_closed_on: dt.date | None = None
    account_in_use: str = ""

    economic_class: str
    purpose: str
    unstaffed_steps: tuple[str, ...]

    firm_size: FirmSize
    delivered_on: dt.date | None = None
    accepted_on: dt.date | None = None
    agreed_days: int | None = None

    attachment_kinds: frozenset[AttachmentKind] = frozenset()
    missing_attachments: tuple[str, ...] = ()

    @property
    def is_grant(self) -> bool:
        """Paid by allocation list, without contract and invoice (art. 7 (4))."""
        return self.basis is BasisKind.ALLOCATION

    @property
    def basis_word(self) -> str:
        """合同 or 分配清单, as messages name it."""
        return "分配清单" if self.is_grant else "合同"

    @property
    def milestone_rest(self) -> Fen:
        """What the milestone still allows."""
        return self.milestone_amount - self.milestone_paid - self.milestone_in_approval

    @property
    def basis_after(self) -> Fen:
        """Paid, in approval and this request together."""
        return self.basis_paid + self.basis_in_approval + self.amount

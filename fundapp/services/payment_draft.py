"""What a clerk types for a payment request, as plain values that cross the counter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fundapp.values.money import Fen


@dataclass(frozen=True)
class InvoiceEntry:
    """One invoice as typed; `code` is empty for a 20-digit number."""

    number: str
    issued_on: dt.date
    seller: str
    amount: Fen
    code: str = ""


@dataclass(frozen=True)
class PaymentDraft:
    """A request as typed.

    Attributes:
        milestone_id: the one milestone or list line that is paid.
        year: fiscal year charged.
        shares: (funding source key, 分) per source; the sum must be `amount`.
        account_id: payee account; None = the one of the contract or list line.
        reasons: (rule number, reason) for cautions.
        version: version that was loaded; None for a new request.
    """

    milestone_id: int
    year: int
    dated: dt.date
    amount: Fen
    shares: tuple[tuple[str, Fen], ...] = ()
    invoices: tuple[InvoiceEntry, ...] = ()
    economic_class: str = ""
    purpose: str = ""
    method: str = ""
    actual_progress_bp: int | None = None
    reduction_reason: str = ""
    account_id: int | None = None
    reasons: tuple[tuple[str, str], ...] = ()
    remark: str = ""
    version: int | None = None

"""What makes a sheet of paper one particular issued form: number, code, QR text, and whether it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fundapp.seal import codes


@dataclass(frozen=True, slots=True)
class Imprint:
    """What every form carries besides its contents.

    Args:
        office: full name of the office that issues it; author in the PDF's metadata.
        final: True when it is issued: the last signature is on it, or it is a notice that nobody signs in the ledger.
            Until then the paper says 草稿 across every page and shows neither number nor code nor QR, whatever the
            other fields say.
        number: the form's number, such as ``ZF-2026-0042``; needed when final.
        code: the 12-character code to check the paper against the ledger, with or without hyphens; needed when final.
        qr_text: what the QR code says; needed when final.
        printed_on: date of printing, for the foot of the page; None prints none.
        voided: True prints 已作废 across every page of a final form.
        listing: True for a list of many records (整改台账): it is never issued, so it carries neither number nor code,
            and no watermark either.
    """

    office: str
    final: bool = False
    number: str = ""
    code: str = ""
    qr_text: str = ""
    printed_on: date | None = None
    voided: bool = False
    listing: bool = False

    def __post_init__(self) -> None:
        """A form that counts has all three marks.

        Raises:
            ValueError: final, but number, code or QR text is empty.
        """
        if self.final and not (self.number and self.code and self.qr_text):
            raise ValueError("a final form needs its number, code and QR text")

    @property
    def watermark(self) -> str:
        """The word across every page; empty on a form that counts."""
        if self.listing:
            return ""
        if not self.final:
            return "草稿"
        return "已作废" if self.voided else ""

    @property
    def grouped_code(self) -> str:
        """The code in groups of four, as people read it aloud."""
        return codes.show(self.code.replace("-", ""))

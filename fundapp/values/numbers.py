"""Document numbers: prefix, year, serial. Serials have no gaps; a voided number stays in the list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fundapp.values.bad_input import BadInput
from fundapp.values.width import without_spaces

_NUMBER = re.compile(r"([A-Z]{1,4})-([0-9]{4})-([0-9]{1,9})")


@dataclass(frozen=True, order=True)
class DocumentNumber:
    """A document number taken apart; `str()` puts it together again."""

    prefix: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year:04d}-{self.serial:04d}"


def document_number(prefix: str, year: int, serial: int) -> str:
    """Write a number: ``document_number("ZF", 2026, 42)`` is ``ZF-2026-0042``; after 9999 it grows by a figure.

    Raises:
        ValueError: parts that `parse_document_number` would not give back.
    """
    number = DocumentNumber(prefix, year, serial)
    if serial < 1 or not _NUMBER.fullmatch(str(number)):
        raise ValueError(f"not a document number: {number}")
    return str(number)


def parse_document_number(text: str) -> DocumentNumber:
    """Read a number as it is typed: lower case, full width and a short serial such as ``zf-2026-42`` are understood.

    Raises:
        BadInput: not a document number.
    """
    found = _NUMBER.fullmatch(re.sub("[–—−]", "-", without_spaces(text).upper()))
    if not found or not int(found[3]):
        raise BadInput(f"“{text.strip()}”不是单据编号，应写成 ZF-2026-0042 的样式。")
    return DocumentNumber(found[1], int(found[2]), int(found[3]))

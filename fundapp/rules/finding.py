"""What a rule says about a case: passed, passed but worth a look, a caution that takes a reason, or a block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a rule that is not met means. Blocks stand only where law or regulation is plain."""

    BLOCK = "block"
    CAUTION = "caution"

    @property
    def label(self) -> str:
        """The office's word."""
        return {Severity.BLOCK: "必须处理", Severity.CAUTION: "需说明理由"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer of one rule function; the book adds number, article, title and severity.

    Attributes:
        passed: the rule is met.
        message: Chinese sentence with the figures that were compared.
        numbers: the same figures as (name, printed value), for the form and the audit line.
        remedy: for a block what to do next, for a caution which reason is wanted; empty when passed.
        field: the Chinese name of the input it concerns.
        notice: met, but worth a look (a deadline that is near); takes no reason.
    """

    passed: bool
    message: str
    numbers: tuple[tuple[str, str], ...] = ()
    remedy: str = ""
    field: str = ""
    notice: bool = False


def met(message: str, *, numbers: tuple[tuple[str, str], ...] = (), field: str = "", notice: bool = False) -> Verdict:
    """A rule that is met."""
    return Verdict(passed=True, message=message, numbers=numbers, field=field, notice=notice)


def unmet(message: str, *, remedy: str, field: str, numbers: tuple[tuple[str, str], ...] = ()) -> Verdict:
    """A rule that is not met; the remedy says what to do, or which reason is wanted."""
    return Verdict(passed=False, message=message, numbers=numbers, remedy=remedy, field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One checked rule, met or not. `rule` is the number in the book, such as ``12-1``."""

    rule: str
    article: str
    title: str
    severity: Severity
    passed: bool
    message: str
    numbers: tuple[tuple[str, str], ...] = ()
    remedy: str = ""
    field: str = ""
    notice: bool = False

    @property
    def blocks(self) -> bool:
        """Not met and not to be overruled by a reason."""
        return not self.passed and self.severity is Severity.BLOCK

    @property
    def needs_reason(self) -> bool:
        """Not met; the clerk may go on with a written reason, which the form prints."""
        return not self.passed and self.severity is Severity.CAUTION


def blocking(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that refuse."""
    return tuple(finding for finding in findings if finding.blocks)


def wanting_reason(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that take a reason."""
    return tuple(finding for finding in findings if finding.needs_reason)

"""The book of rules: every check has a number, a title, its article and the days it is in force.

A rule is a function of a case and the figures; `@rule` writes it into the book. The screen 制度与规则 lists the book.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from fundapp.rules.figures import Figures
from fundapp.rules.finding import Finding, Severity, Verdict

_C = TypeVar("_C")

IN_FORCE = dt.date(2023, 12, 12)
"""Day of the regulation (art. 18): where no other law sets an earlier or later one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of the book. `explanation`: what the page 制度与规则 says about it, in the office's words.

    `subject` is the class of cases it judges; `check` gives None where the rule does not apply.
    """

    number: str
    article: str
    title: str
    severity: Severity
    since: dt.date
    until: dt.date | None
    explanation: str
    subject: type[Any]
    check: Callable[[Any, Figures], Verdict | None]

    def holds(self, on: dt.date) -> bool:
        """In force on that day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def judge(self, case: object, figures: Figures) -> Finding | None:
        """What the rule says about the case; None where it does not apply."""
        verdict = self.check(case, figures)
        if verdict is None:
            return None
        return Finding(
            rule=self.number,
            article=self.article,
            title=self.title,
            severity=self.severity,
            passed=verdict.passed,
            message=verdict.message,
            numbers=verdict.numbers,
            remedy=verdict.remedy,
            field=verdict.field,
            notice=verdict.notice,
        )


_NUMBER = re.compile("(?:[1-9][0-9]*|[a-z]+)-[1-9][0-9]*")
_BOOK: dict[str, Rule] = {}


def rule(
    subject: type[_C],
    number: str,
    *,
    article: str,
    title: str,
    severity: Severity,
    explanation: str,
    since: dt.date = IN_FORCE,
    until: dt.date | None = None,
) -> Callable[[Callable[[_C, Figures], Verdict | None]], Callable[[_C, Figures], Verdict | None]]:
    """Write a function into the book.

    Raises:
        ValueError: the number is taken or not like ``12-1``, or the days are reversed (a mistake in the program).
    """
    if not _NUMBER.fullmatch(number):
        raise ValueError(f"{number} is no rule number")

    def write(check: Callable[[_C, Figures], Verdict | None]) -> Callable[[_C, Figures], Verdict | None]:
        if number in _BOOK:
            raise ValueError(f"rule {number} is written twice")
        if until is not None and until < since:
            raise ValueError(f"rule {number} ends before it begins")
        _BOOK[number] = Rule(
            number=number,
            article=article,
            title=title,
            severity=severity,
            since=since,
            until=until,
            explanation=explanation,
            subject=subject,
            check=check,
        )
        return check

    return write


def rules(on: dt.date, subject: type[Any] | None = None) -> tuple[Rule, ...]:
    """The rules in force on that day, for one class of cases or for all, by article and number."""
    found = (each for each in _BOOK.values() if each.holds(on) and subject in (None, each.subject))
    return tuple(sorted(found, key=_place))


def rule_info(number: str) -> Rule:
    """The entry with this number.

    Raises:
        KeyError: no such rule (a mistake in the program).
    """
    return _BOOK[number]


def _place(entry: Rule) -> tuple[int, str, int]:
    """Articles of the regulation by number, other laws after them."""
    source, _, serial = entry.number.partition("-")
    return (int(source) if source.isdecimal() else 1000, source, int(serial))

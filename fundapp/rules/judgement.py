"""Judging a case by every rule in force on its day. Importing this module opens the whole book."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fundapp.errors import Refused
from fundapp.rules import (
    articles,  # noqa: F401 - importing it writes the rules into the book
    book,
)
from fundapp.rules.book import Rule
from fundapp.rules.evaluation_case import EvaluationCase
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Finding
from fundapp.rules.payment_case import PaymentCase
from fundapp.values.dates import chinese_date


def judge(case: PaymentCase | EvaluationCase, figures: Figures) -> tuple[Finding, ...]:
    """Every finding of a case, the passed ones too: blocks first, then cautions, notices and what is in order.

    Within each group the order of the book stays. Rules that do not apply give no line.

    Raises:
        Refused: the day lies before the regulation, as on a PC with a wrong clock: no rule would hold, all would pass.
    """
    if case.on < book.IN_FORCE:
        raise Refused(
            f"日期 {chinese_date(case.on)}早于管理办法的施行日 {chinese_date(book.IN_FORCE)}，无法核对。",
            article="第十八条",
            field="日期",
            remedy="请检查电脑的系统日期。",
        )
    found = [each.judge(case, figures) for each in book.rules(case.on, type(case))]
    return tuple(sorted((finding for finding in found if finding is not None), key=_urgency))


def rules(on: dt.date, subject: type[Any] | None = None) -> tuple[Rule, ...]:
    """The book on that day; see `book.rules`."""
    return book.rules(on, subject)


def rule_info(number: str) -> Rule:
    """One entry of the book; see `book.rule_info`."""
    return book.rule_info(number)


def _urgency(finding: Finding) -> int:
    if finding.blocks:
        return 0
    if finding.needs_reason:
        return 1
    return 2 if finding.notice else 3

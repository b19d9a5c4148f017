"""Judging a case by every rule in force on its day. Importing this module opens the whole book."""

from __future__ import annotations

import datetime as dt
from typing import Any

from fundapp.rules import (
    articles,  # noqa: F401 - importing it writes the rules into the book
    book,
)
from fundapp.rules.application_case import ApplicationCase
from fundapp.rules.book import Rule
from fundapp.rules.evaluation_case import EvaluationCase
from fundapp.rules.figures import Figures
from fundapp.rules.finding import Finding
from fundapp.rules.monitoring_case import MonitoringCase
from fundapp.rules.payment_case import PaymentCase
from fundapp.rules.rectification_case import ProblemCase, ReportCase
from fundapp.rules.term_review_case import TermReviewCase


def judge(
    case: PaymentCase | ApplicationCase | EvaluationCase | MonitoringCase | TermReviewCase | ProblemCase | ReportCase,
    figures: Figures,
) -> tuple[Finding, ...]:
    """Every finding of a case, the passed ones too: blocks first, then cautions, notices and what is in order.

    Within each group the order of the book stays. Rules that do not apply give no line.
    """
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

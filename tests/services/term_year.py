"""A cloud project of 2024—2026 with money, payments and three approved self-evaluations, ready for its term review.

Budget 340 万 in all: 100; 110 and 10 more; 120 of which 20 are cut again. 10 万 are carried over into 2025.
Paid 305 万: 90, 120 and 95.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from fundapp.places import attachments_folder
from fundapp.services import evaluations, projects, term_review_sheet, term_reviews
from fundapp.services.clock import OFFICE_ZONE
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.ledger import open_ledger
from fundapp.services.projects import ProjectEntry
from fundapp.services.signing import Signing
from fundapp.services.term_review_draft import LineEntry, TermReviewDraft
from fundapp.services.term_review_sheet import TermReviewSheet
from fundapp.values.choices import AppropriationKind, Conclusion, Decision
from fundapp.values.roles import Role
from tests.services.evaluation_year import (
    CHEAP,
    CLERK,
    FINANCE,
    HEAD,
    INDICATORS,
    LEADER,
    WAN,
    Clock,
    Office,
    found_office,
    plan,
)

STEERING = ("领导小组成员甲", "领导小组成员乙")
HANDS = (HEAD, FINANCE, LEADER, *STEERING, "主要领导")
GOAL = "保障全市部门政务云资源正常使用。"
JUDGED = {"basis": 300, "procedure": 300, "goal": 300, "indicators": 200, "estimate": 200, "allocation": 200}
JUDGED |= {"compliance": 500, "system": 200, "enforcement": 400, "quantity": 1200}
"""Full points of the lines that people judge; the cloud project has no indicators of quantity."""


@dataclass(frozen=True)
class Term:
    """The project with its office; the last of its three self-evaluations may be missing."""

    office: Office
    project: int
    evaluations: tuple[int, ...]

    def draft(self, **points: int) -> TermReviewDraft:
        """A complete review: people give full points, the rest follows the proposals; `points` change a line."""
        blank = self.office.ask(CLERK, term_reviews.blank, self.project)
        given = JUDGED | points
        lines = tuple(
            LineEntry(line.key, given.get(line.key), "经核查核减" if line.key in points else "") for line in blank.lines
        )
        return replace(
            blank,
            lines=lines,
            conclusion=Conclusion.KEEP,
            summary="三年来政务云资源供给稳定，各年度目标基本完成。",
            problems="个别年份平台运行可靠性未达标。",
            advice="继续安排，逐年核定用量。",
            meeting_number="示例领导小组纪要〔2026〕3号",
            meeting_on=dt.date(2026, 12, 25),
        )

    def saved(self, draft: TermReviewDraft | None = None) -> int:
        """A stored draft that is ready to be submitted."""
        return self.office.do(CLERK, term_reviews.save, draft or self.draft())

    def submitted(self, draft: TermReviewDraft | None = None) -> int:
        """A review in approval."""
        review = self.saved(draft)
        self.office.do(CLERK, term_reviews.submit, review)
        return review

    def sign(self, who: str, review: int, decision: Decision = Decision.AGREE, opinion: str = "") -> None:
        """One hand."""
        self.office.do(who, term_reviews.sign, review, Signing(decision, opinion), self.office.confirm(who))

    def approved(self, draft: TermReviewDraft | None = None) -> int:
        """A review with every hand."""
        review = self.submitted(draft)
        for who in HANDS:
            self.sign(who, review)
        return review

    def sheet(self, review: int) -> TermReviewSheet:
        """The review as the clerk sees it."""
        return self.office.ask(CLERK, term_review_sheet.sheet, review)


def evaluate(office: Office, project: int, year: int, ids: tuple[int, ...], *, reliable: str) -> int:
    """Submits and signs the self-evaluation of a year; only the reliability differs, in points as well."""
    office.clock.on(dt.date(year, 12, 20))
    scores = (
        ScoreEntry(ids[0], Decimal("99.9")),
        ScoreEntry(ids[1], Decimal("1.6")),
        ScoreEntry(ids[2], rating_bp=10000),
        ScoreEntry(ids[3], Decimal(reliable), explanation="机房供电检修，已增设双路供电。"),
        ScoreEntry(ids[4], Decimal(96)),
    )
    draft = EvaluationDraft(
        project_id=project,
        year=year,
        dated=office.clock().date(),
        scores=scores,
        outcome="云资源全年可用。",
        execution_explanation="尾款次年支付。",
        phone="0573-00000000",
    )
    key = office.do(CLERK, evaluations.save, draft)
    office.do(CLERK, evaluations.submit, key)
    office.agree(HEAD, key)
    office.agree(LEADER, key)
    return key


def _established(office: Office) -> int:
    """The project with its years and their budgets, entered from the last year back: nothing was applied for here."""
    entry = ProjectEntry("政务云服务项目", "cloud", office.divisions["大数据中心"], 2024, "示例内容", GOAL)
    project = office.do(CLERK, projects.save, entry)
    office.do(HEAD, projects.confirm, project, "示例政数〔2024〕1号", office.clock().date())
    for year, initial, added in ((2026, 120, 0), (2025, 110, 10), (2024, 100, 0)):
        office.do(CLERK, projects.open_year, project, year, GOAL)
        office.appropriate(project, year, "local", AppropriationKind.INITIAL, initial * WAN)
        if added:
            office.appropriate(project, year, "local", AppropriationKind.ADDITION, added * WAN)
    return project


def build(path: Path) -> Term:
    """Three years, the way the office lives through them; the clock ends on 28 December 2026."""
    clock = Clock(dt.datetime(2024, 3, 1, 10, 0, tzinfo=OFFICE_ZONE))
    office = found_office(path, clock)
    for name in STEERING:
        office.hire(name, "政务服务科", frozenset({Role.STEERING_MEMBER}))
    project = _established(office)
    milestones = office.contract(project, 90 * WAN, 120 * WAN, 95 * WAN)
    done = []
    for place, year in enumerate((2024, 2025, 2026)):
        clock.on(dt.date(year, 3, 4))
        if year == 2025:
            office.appropriate(project, year, "local", AppropriationKind.CARRY_OVER, 10 * WAN)
        ids = plan(office, project, year, INDICATORS, "2020-10")
        clock.on(dt.date(year, 11, 5))
        office.pay(milestones[place], ("local", (90, 120, 95)[place] * WAN))
        if year == 2026:
            office.appropriate(project, year, "local", AppropriationKind.CUT, 20 * WAN)
        done.append(evaluate(office, project, year, ids, reliable=("99.99", "90.00", "95.00")[place]))
    clock.on(dt.date(2026, 12, 28))
    return Term(office, project, tuple(done))


@contextmanager
def opened(template: Term, folder: Path) -> Iterator[Term]:
    """A fresh copy of the finished ledger, opened for one test; the keys in the seats stay those of the template."""
    source = template.office.ledger.path
    target = folder / source.name
    shutil.copyfile(source, target)
    shutil.copytree(attachments_folder(source), attachments_folder(target))
    clock = Clock(template.office.clock.at)
    ledger = open_ledger(target, clock=clock, cost=CHEAP, synchronous="OFF")
    try:
        office = Office(ledger, clock, template.office.seats, template.office.divisions)
        yield Term(office, template.project, template.evaluations)
    finally:
        ledger.close()

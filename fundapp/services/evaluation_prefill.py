"""What the ledger already knows of a year's indicators, to begin a self-evaluation with (arts. 13 and 15).

The newest approved monitoring says how far an indicator had come; a date that the ledger itself keeps (a disbursement,
an acceptance) stands for a date indicator whose name says so. A clerk looks at every value and may change it; nothing
that was typed is ever replaced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Select, or_, select

from fundapp.models import (
    AllocationList,
    Contract,
    Disbursement,
    Evidence,
    Milestone,
    Monitoring,
    MonitoringLine,
    Payment,
    ProjectYear,
)
from fundapp.rules.finding import Finding
from fundapp.rules.judgement import judge
from fundapp.services.desk import Desk
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_facts import YearFacts, case_of
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.indicators import opened_year, year_end
from fundapp.services.monitoring_content import kept_entry
from fundapp.values.choices import DocumentState, EvidenceKind, EvidenceResult
from fundapp.values.dates import chinese_date
from fundapp.values.documents import SubjectKind
from fundapp.values.money import wan
from fundapp.values.score import Operator

_PAID = ("支出", "支付", "拨付", "付款", "下达")
_PROVEN: tuple[tuple[tuple[str, ...], EvidenceKind], ...] = (
    (("初验",), EvidenceKind.ACCEPTANCE_INITIAL),
    (("验收", "终验", "完工", "竣工", "上线"), EvidenceKind.ACCEPTANCE_FINAL),
    (("到货", "交付", "供货"), EvidenceKind.DELIVERY),
)
"""Words in the name of a date indicator, and the proof whose day they mean; the first that fits counts."""


@dataclass(frozen=True)
class Prefill:
    """A value the ledger proposes for an indicator.

    Attributes:
        score: the line with this value and nothing else in it.
        origin: where it comes from, for the screen, such as 取自监控 JK-2026-0001（截至2026年6月30日）.
        kind: what kind of record it was taken from; `record_id` is its id.
        until: last day it counts to, when that is before the end of the year.
    """

    score: ScoreEntry
    origin: str
    kind: SubjectKind
    record_id: int
    until: dt.date | None = None

    def fits(self, typed: ScoreEntry) -> bool:
        """Whether what is typed is this value."""
        mine = (self.score.actual, self.score.actual_on, self.score.actual_text)
        return (typed.actual, typed.actual_on, typed.actual_text) == mine


def of_year(desk: Desk, project_id: int, facts: YearFacts) -> dict[int, Prefill]:
    """The proposals for a project year by indicator id; an indicator nothing is known of has none."""
    year = opened_year(desk, project_id, facts.year)
    found = _monitored(desk, facts)
    for entry in facts.entries:
        dated = _dated(desk, year, entry, facts) if entry.operator is Operator.DATE else None
        if dated is not None:
            # the ledger's own day is better evidence than what a mid-year report said
            found[entry.id] = dated
    return found


def filled(draft: EvaluationDraft, known: dict[int, Prefill]) -> EvaluationDraft:
    """The draft with every proposal in a line where nothing is typed yet."""
    scores = tuple(
        known[one.indicator_id].score if one == ScoreEntry(one.indicator_id) and one.indicator_id in known else one
        for one in draft.scores
    )
    return replace(draft, scores=scores)


def monitorings_of(desk: Desk, indicator_id: int) -> list[tuple[Monitoring, MonitoringLine]]:
    """What monitorings say of an indicator, the newest first; void ones are left out."""
    query = (
        select(Monitoring, MonitoringLine)
        .join(MonitoringLine, MonitoringLine.monitoring_id == Monitoring.id)
        .where(MonitoringLine.indicator_id == indicator_id, Monitoring.state != DocumentState.VOID)
        .order_by(Monitoring.until.desc(), Monitoring.id.desc())
    )
    return [(row[0], row[1]) for row in desk.session.execute(query)]


def proofs_of(desk: Desk, project_id: int, since: dt.date, until: dt.date) -> list[tuple[Evidence, Milestone]]:
    """Evidence for the project's contracts and allocation lists dated in a period, the newest first."""
    query = (
        _of_project(select(Evidence, Milestone).join(Milestone, Milestone.id == Evidence.milestone_id), project_id)
        .where(Evidence.dated >= since, Evidence.dated <= until)
        .order_by(Evidence.dated.desc(), Evidence.id.desc())
    )
    return [(row[0], row[1]) for row in desk.session.execute(query)]


def last_payment(desk: Desk, project_id: int, year: int) -> tuple[Disbursement, Payment] | None:
    """The last disbursement of a fiscal year; None without any."""
    query = (
        select(Disbursement, Payment)
        .join(Payment, Payment.id == Disbursement.payment_id)
        .where(Payment.project_id == project_id, Payment.year == year)
        .order_by(Disbursement.paid_on.desc(), Disbursement.id.desc())
    )
    found = desk.session.execute(query.limit(1)).first()
    return None if found is None else (found[0], found[1])


def _of_project(query: Select[Evidence, Milestone], project_id: int) -> Select[Evidence, Milestone]:
    contracts = select(Contract.id).where(Contract.project_id == project_id)
    lists = select(AllocationList.id).where(AllocationList.project_id == project_id)
    return query.where(or_(Milestone.contract_id.in_(contracts), Milestone.allocation_id.in_(lists)))


def judged(
    desk: Desk, draft: EvaluationDraft, facts: YearFacts, division_id: int, known: Mapping[int, Prefill] | None = None
) -> tuple[Finding, ...]:
    """What the rules say of a self-evaluation, the figures still taken over from part of the year included.

    Args:
        desk: reader.
        draft: what is typed or stored.
        facts: what it is held against.
        division_id: the division that fills it in.
        known: proposals of the ledger (`of_year`), when they were asked for already.
    """
    proposals = of_year(desk, draft.project_id, facts) if known is None else known
    names = {entry.id: entry.name for entry in facts.entries}
    taken = tuple(
        (names[score.indicator_id], until)
        for score in draft.scores
        if score.applicable and (until := _part(proposals.get(score.indicator_id), score)) is not None
    )
    case = replace(case_of(draft, facts, division_id, desk.figures), taken_over=taken)
    return judge(case, desk.figures)


def _part(known: Prefill | None, score: ScoreEntry) -> dt.date | None:
    return known.until if known is not None and known.fits(score) else None


def _monitored(desk: Desk, facts: YearFacts) -> dict[int, Prefill]:
    found = {}
    end = year_end(facts.year)
    for entry in facts.entries:
        for monitoring, line in monitorings_of(desk, entry.id):
            score = ScoreEntry(entry.id, line.actual, line.actual_on, line.actual_text)
            said = score != ScoreEntry(entry.id)
            if said and monitoring.state == DocumentState.APPROVED and _watched(entry, line):
                origin = f"取自监控 {monitoring.number}（截至{chinese_date(monitoring.until)}）"
                part = monitoring.until if monitoring.until < end else None
                found[entry.id] = Prefill(score, origin, SubjectKind.MONITORING, monitoring.id, part)
                break
    return found


def _watched(entry: IndicatorEntry, line: MonitoringLine) -> bool:
    """The monitoring watched this very indicator: a year's targets may be changed after it."""
    kept = kept_entry(line)
    return (entry.name, entry.operator, entry.unit) == (kept.name, kept.operator, kept.unit)


def _dated(desk: Desk, year: ProjectYear, entry: IndicatorEntry, facts: YearFacts) -> Prefill | None:
    if any(word in entry.name for word in _PAID):
        return _paid(desk, year, entry, facts)
    kind = next((kind for words, kind in _PROVEN if any(word in entry.name for word in words)), None)
    if kind is None:
        return None
    for proof, milestone in proofs_of(desk, year.project_id, dt.date(year.year, 1, 1), year_end(year.year)):
        if proof.kind == kind and proof.result != EvidenceResult.FAILED:
            day = proof.delivered_on if kind is EvidenceKind.DELIVERY and proof.delivered_on else proof.dated
            return Prefill(
                ScoreEntry(entry.id, actual_on=day),
                f"取自佐证“{proof.title}”（{milestone.name}，{chinese_date(day)}）",
                *basis_of(milestone),
            )
    return None


def _paid(desk: Desk, year: ProjectYear, entry: IndicatorEntry, facts: YearFacts) -> Prefill | None:
    last = last_payment(desk, year.project_id, year.year)
    if last is None:
        return None
    paid, payment = last
    rest = facts.money.rest
    open_ = f"，当年预算尚有 {wan(rest)} 万元未支出，请核对是否算作完成" if rest > 0 else ""
    origin = f"取自当年最后一笔拨付 {paid.voucher}（{chinese_date(paid.paid_on)}）{open_}"
    return Prefill(ScoreEntry(entry.id, actual_on=paid.paid_on), origin, SubjectKind.PAYMENT, payment.id)


def basis_of(milestone: Milestone) -> tuple[SubjectKind, int]:
    """The contract or allocation list a milestone belongs to."""
    if milestone.contract_id is not None:
        return SubjectKind.CONTRACT, milestone.contract_id
    return SubjectKind.ALLOCATION, milestone.allocation_id or 0

"""How performance is managed in the sample: goals, application, monitoring, self-evaluation, rectification, review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from fundapp.sample.files import paper
from fundapp.sample.hands import sign_all
from fundapp.sample.office import SampleOffice
from fundapp.services import (
    applications,
    evaluations,
    indicators,
    monitoring_sheet,
    monitorings,
    projects,
    rectification_list,
    rectification_sources,
    rectifications,
    term_review_sheet,
    term_reviews,
)
from fundapp.services.application_draft import ApplicationDraft
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.monitoring_draft import LineEntry, MonitoringDraft
from fundapp.services.paging import PageRequest
from fundapp.services.term_review_draft import LineEntry as ReviewLine
from fundapp.services.term_review_draft import TermReviewDraft
from fundapp.values.choices import (
    AttachmentKind,
    Cause,
    Conclusion,
    Likelihood,
    MonitoringKind,
    ProblemSource,
    ProblemType,
    RectificationState,
)
from fundapp.values.documents import SubjectKind
from fundapp.values.score import Operator

SCHEME = "2020-10"
PHONE = "0000-0000000"


def plan(
    office: SampleOffice,
    who: str,
    project_id: int,
    year: int,
    category: str,
    targets: Sequence[str],
    scheme: str = SCHEME,
) -> None:
    """Opens a year with the goal of its category and the proposed indicators, each with its target."""
    seat = office.seats[who]
    goal = office.ledger.figures.category(category, dt.date(year, 12, 31)).goal
    office.do(who, projects.open_year, project_id, year, goal)
    proposed: tuple[IndicatorEntry, ...] = office.ledger.ask(seat, indicators.template, project_id, year)
    entries = tuple(replace(one, target=Decimal(target)) for one, target in zip(proposed, targets, strict=True))
    office.do(who, indicators.set_for_year, project_id, year, goal, entries, scheme)


def application(
    office: SampleOffice,
    who: str,
    project_id: int,
    year: int,
    shares: tuple[tuple[str, int], ...],
    words: tuple[str, str],
    adjustment: str = "",
) -> int:
    """The draft of a year's application: the money by source, what it is worked out from, how the year is to run."""
    blank: ApplicationDraft = office.ledger.ask(office.seats[who], applications.blank, project_id, year)
    basis, how = words
    draft = replace(blank, shares=shares, basis=basis, plan=how, adjustment=adjustment, phone=PHONE)
    return office.do(who, applications.save, draft)


def send(office: SampleOffice, who: str, head: str, kind: SubjectKind, key: int) -> None:
    """Submits a document, and every hand of its route signs."""
    submit = {
        SubjectKind.APPLICATION: applications.submit,
        SubjectKind.MONITORING: monitorings.submit,
        SubjectKind.EVALUATION: evaluations.submit,
        SubjectKind.TERM_REVIEW: term_reviews.submit,
    }[kind]
    office.do(who, submit, key)
    sign_all(office, head, kind, key)


def monitor(
    office: SampleOffice,
    who: str,
    project_id: int,
    year: int,
    actuals: Sequence[str],
    *,
    kind: MonitoringKind = MonitoringKind.ROUND,
    doubt: str = "",
    forecast: int | None = None,
) -> int:
    """A monitoring.

    Args:
        office: the sample office.
        who: clerk who writes it.
        project_id: project; `year` its fiscal year.
        actuals: figure of each indicator so far.
        kind: the year's round, or one for a reason of its own.
        doubt: why the targets that are not reached yet cannot be reached any more; empty when all of them can.
        forecast: what the year will take, 分; None for the whole budget.
    """
    seat = office.seats[who]
    blank: MonitoringDraft = office.ledger.ask(seat, monitorings.blank, project_id, year, kind)
    shown = office.ledger.ask(seat, monitoring_sheet.preview, blank)
    aims = {one.entry.id: one.entry for one in shown.lines}

    def line(entry: LineEntry, actual: str) -> LineEntry:
        figure = Decimal(actual)
        if not doubt or _reached(aims[entry.indicator_id], figure):
            return replace(entry, actual=figure, likelihood=Likelihood.CERTAIN)
        causes = frozenset({Cause.STAFF, Cause.EQUIPMENT})
        return replace(
            entry, actual=figure, expected=figure, likelihood=Likelihood.IMPOSSIBLE, causes=causes, reason=doubt
        )

    lines = tuple(line(entry, actual) for entry, actual in zip(blank.lines, actuals, strict=True))
    draft = replace(
        blank, lines=lines, phone=PHONE, forecast=shown.money.total.adjusted if forecast is None else forecast
    )
    if doubt:
        draft = replace(
            draft, problems=doubt, measures="压缩采购规模，调剂点位，年底前完成已签合同的履约。", demands=True
        )
    return office.do(who, monitorings.save, draft)


def _reached(aim: IndicatorEntry, figure: Decimal) -> bool:
    """The target is met already, and will be at the end of the year."""
    target = aim.target or Decimal(0)
    return figure <= target if aim.operator in (Operator.AT_MOST, Operator.BELOW) else figure >= target


def evaluate(
    office: SampleOffice,
    who: str,
    project_id: int,
    year: int,
    actuals: Sequence[tuple[str, str]],
    outcome: str,
    *,
    problems: str = "",
    measures: str = "",
    why_slow: str = "",
) -> int:
    """The draft of a self-evaluation by the division that used the money: (actual, explanation) per indicator."""
    draft = office.ledger.ask(office.seats[who], evaluations.blank, project_id, year)
    scores = tuple(
        ScoreEntry(indicator_id=one.indicator_id, actual=Decimal(figure), explanation=why)
        for one, (figure, why) in zip(draft.scores, actuals, strict=True)
    )
    draft = replace(
        draft,
        scores=scores,
        outcome=outcome,
        problems=problems,
        measures=measures,
        execution_explanation=why_slow,
        phone=PHONE,
    )
    return office.do(who, evaluations.save, draft)


def rectify(office: SampleOffice, who: str, source: ProblemSource, source_id: int, due_on: dt.date) -> int:
    """Registers what a record found, as the program proposes it."""
    entry = office.ledger.ask(office.seats[who], rectification_sources.prefill, source, source_id)
    responsible = entry.person_id or office.seats[who].person_id
    demand = entry.demand or "查明原因，限期整改，并报告结果。"
    measure = entry.measure or "逐项制定整改计划，按月跟踪。"
    return office.do(
        "分管领导",
        rectifications.register,
        replace(
            entry,
            person_id=responsible,
            due_on=due_on,
            problem_type=ProblemType.GOALS,
            basis="年度绩效目标；资金管理办法第十三条。",
            demand=demand,
            measure=measure,
        ),
    )


def open_problems(office: SampleOffice, who: str, project_id: int) -> tuple[int, ...]:
    """Ids of a project's problems that are not put right, the oldest first."""
    asked = PageRequest(
        filters=(("state", RectificationState.OPEN.value), ("project", str(project_id))),
        sort="number",
        descending=False,
    )
    found = office.ledger.ask(office.seats[who], rectification_list.page, asked)
    return tuple(row.id for row in found.rows)


def put_right(office: SampleOffice, who: str, confirmer: str, key: int, result: str) -> None:
    """Noted, reported with a paper, and confirmed by somebody else."""
    office.do(who, rectifications.progress, key, "整改计划已下达，任务分解到人。", 6000)
    office.do(who, rectifications.attach_file, key, paper(f"整改佐证{key}", AttachmentKind.RECTIFICATION, result))
    office.do(who, rectifications.report, key, result)
    office.do(confirmer, rectifications.confirm, key, "经核实，整改到位，同意销号。")


def review(
    office: SampleOffice,
    who: str,
    project_id: int,
    conclusion: Conclusion,
    minutes: str,
    words: tuple[str, str],
    *,
    share_bp: int = 10_000,
) -> int:
    """The draft of a term review: what is proposed is taken; where people judge, each line gets its share."""
    seat = office.seats[who]
    blank: TermReviewDraft = office.ledger.ask(seat, term_reviews.blank, project_id)
    summary, adjustment = words
    proposed = office.ledger.ask(seat, term_review_sheet.preview, blank).lines
    lines = tuple(
        ReviewLine(line.key)
        if line.points is not None
        else ReviewLine(
            line.key, line.weight * share_bp // 10_000, "" if share_bp == 10_000 else "评价组核查资料后评分。"
        )
        for line in proposed
    )
    draft = replace(
        blank,
        lines=lines,
        conclusion=conclusion,
        summary=summary,
        adjustment=adjustment,
        meeting_number=minutes,
        meeting_on=office.clock().date(),
        phone=PHONE,
    )
    return office.do(who, term_reviews.save, draft)

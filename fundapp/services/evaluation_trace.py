"""Where the numbers of a self-evaluation come from: the rows behind each, its formula, and the dated figures it used.

Every question gives one `Trace`; a screen lists its rows, and each row names the record it can open (art. 13: the
result has to be provable).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from fundapp.errors import NotFound
from fundapp.models import Appropriation, Disbursement, Evaluation, Evidence, Milestone, Payment, ProjectYear
from fundapp.rules.dated import Dated
from fundapp.rules.evaluation_case import EvaluationResult
from fundapp.services.attachments import owned_by
from fundapp.services.desk import Desk
from fundapp.services.document_sheet import OPEN_STATES
from fundapp.services.evaluation_draft import EvaluationDraft
from fundapp.services.evaluation_facts import YearFacts, draft_of, facts_of
from fundapp.services.evaluation_prefill import basis_of, last_payment, monitorings_of, proofs_of
from fundapp.services.evaluation_sheet import IndicatorLine, lines, said_facts, said_result
from fundapp.services.evaluations import moved
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.values.choices import AppropriationKind
from fundapp.values.dates import chinese_date
from fundapp.values.documents import SubjectKind
from fundapp.values.money import BASIS, Fen, percent, wan, yuan
from fundapp.values.score import Band, ExecutionMode, Operator, points_text


@dataclass(frozen=True)
class TraceRow:
    """One row behind a number.

    Attributes:
        what: what it is, such as 追加预算 or 监控 JK-2026-0001; `detail` says more.
        value: what it adds or says, with its unit; `amount` is the same in 分 where it is money.
        kind: what opens: a project, payment, contract, allocation, monitoring or evaluation; None when nothing does.
        record_id: id of that record.
        file_id: the attachment that opens instead; 0 for none.
    """

    what: str
    detail: str = ""
    on: dt.date | None = None
    value: str = ""
    amount: Fen | None = None
    kind: SubjectKind | None = None
    record_id: int = 0
    file_id: int = 0


@dataclass(frozen=True)
class FigureUsed:
    """A dated figure the number went by. `sample`: the office still has to confirm it."""

    title: str
    value: str
    document: str
    sample: bool


@dataclass(frozen=True)
class Trace:
    """What is behind one number. `note` says what the reader has to know, such as a ledger that moved since."""

    title: str
    value: str
    formula: str
    rows: tuple[TraceRow, ...]
    figures: tuple[FigureUsed, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class _Stand:
    """A self-evaluation as it is looked at: as typed while it is open, as submitted afterwards."""

    evaluation: Evaluation
    project_id: int
    draft: EvaluationDraft
    facts: YearFacts
    result: EvaluationResult
    note: str


def budget(desk: Desk, evaluation_id: int) -> Trace:
    """全年预算数: every appropriation of the year with its document. Raises NotFound."""
    stand = _stand(desk, evaluation_id, None)
    query = (
        select(Appropriation)
        .where(Appropriation.project_year_id == stand.evaluation.project_year_id)
        .order_by(Appropriation.document_date, Appropriation.id)
    )
    titles = {row.key: row.title for row in stand.facts.money.sources}
    rows = tuple(
        TraceRow(
            what=AppropriationKind(row.kind).label,
            detail=f"{titles.get(row.source, row.source)}　{row.document_number}",
            on=row.document_date,
            value=f"{yuan(row.amount)} 元",
            amount=row.amount,
            kind=SubjectKind.PROJECT,
            record_id=stand.project_id,
        )
        for row in desk.session.scalars(query)
    )
    total = stand.facts.money.total.adjusted
    formula = f"年初预算、追加、调减和上年结转共 {len(rows)} 笔预算指标相加，合计 {wan(total)} 万元。"
    return Trace("全年预算数", f"{wan(total)} 万元", formula, rows, note=stand.note)


def executed(desk: Desk, evaluation_id: int) -> Trace:
    """全年执行数: every disbursement of the year. Raises NotFound."""
    stand = _stand(desk, evaluation_id, None)
    query = (
        select(Disbursement, Payment, Milestone)
        .join(Payment, Payment.id == Disbursement.payment_id)
        .join(Milestone, Milestone.id == Payment.milestone_id)
        .where(Payment.project_id == stand.project_id, Payment.year == stand.facts.year)
        .order_by(Disbursement.paid_on, Disbursement.id)
    )
    rows = tuple(
        TraceRow(
            what=f"拨付 {paid.voucher}",
            detail=f"{payment.number}　{milestone.name}",
            on=paid.paid_on,
            value=f"{yuan(paid.amount)} 元",
            amount=paid.amount,
            kind=SubjectKind.PAYMENT,
            record_id=payment.id,
        )
        for paid, payment, milestone in desk.session.execute(query)
    )
    total = stand.facts.money.total.executed
    formula = f"当年已登记的 {len(rows)} 笔拨付相加，合计 {wan(total)} 万元。"
    return Trace("全年执行数", f"{wan(total)} 万元", formula, rows, note=stand.note)


def execution(desk: Desk, evaluation_id: int, draft: EvaluationDraft | None = None) -> Trace:
    """预算执行率 and its points. `draft` is what is typed and not stored yet. Raises NotFound."""
    stand = _stand(desk, evaluation_id, draft)
    result, on = stand.result, stand.draft.dated
    explained = desk.figures.figure("execution_explanation", on)
    used = [_used(explained, explained.title, percent(explained.value))]
    if stand.draft.execution_mode is ExecutionMode.STEPPED:
        ladder = desk.figures.ladder("execution_steps", on)
        used.insert(0, _used(ladder, "预算执行率按档次计分", _steps_text(ladder.steps)))
    points = "—" if result.execution_points is None else points_text(result.execution_points)
    money = stand.facts.money.total
    rows = (
        TraceRow("全年执行数", "当年已登记的拨付", value=f"{yuan(money.executed)} 元", amount=money.executed),
        TraceRow(
            "全年预算数", "预算指标，含追加、调减和结转", value=f"{yuan(money.adjusted)} 元", amount=money.adjusted
        ),
    )
    value = f"{points} / {points_text(result.execution_weight)} 分"
    return Trace("预算执行率", value, result.execution_formula, rows, tuple(used), stand.note)


def indicator(desk: Desk, evaluation_id: int, indicator_id: int, draft: EvaluationDraft | None = None) -> Trace:
    """One indicator: its monitorings, the proofs of the year's contracts, the formula and the figures it used.

    Raises:
        NotFound: no such self-evaluation, or the year has no such indicator.
    """
    stand = _stand(desk, evaluation_id, draft)
    line = next((one for one in _lines(desk, stand) if one.entry.id == indicator_id), None)
    if line is None:
        raise NotFound(f"{stand.facts.year} 年度没有这个指标。", remedy="请按 F5 重新载入。")
    points = _points_of(line)
    return Trace(
        title=line.entry.name,
        value=f"{points} 分" if line.score.applicable else points,
        formula=_formula(line),
        rows=(
            *_monitored(desk, line.entry),
            *_paid(desk, stand, line.entry),
            *_proofs(desk, stand),
            *_files(desk, stand),
        ),
        figures=_figures_of(desk, stand, line),
        note=stand.note,
    )


def _formula(line: IndicatorLine) -> str:
    """How the points came about, after target and actual where the rule's own sentence does not name them."""
    said = line.result.formula
    if said.startswith("实际"):
        return said
    return f"指标值 {line.target}，实际完成值 {line.actual or '未填写'}。{said}"


def total(desk: Desk, evaluation_id: int, draft: EvaluationDraft | None = None) -> Trace:
    """总分 and grade: the points of every line, the split of the 100 points, the grades. Raises NotFound."""
    stand = _stand(desk, evaluation_id, draft)
    result, on = stand.result, stand.draft.dated
    rows = [
        TraceRow("预算执行率", result.execution_formula, value=_of(result.execution_points, result.execution_weight))
    ]
    rows += [TraceRow(line.entry.name, line.result.formula, value=_points_of(line)) for line in _lines(desk, stand)]
    grades = desk.figures.grade_table(on)
    used = [_used(grades, "等级", "，".join(f"{points_text(start)} 分及以上为{word}" for start, word in grades.steps))]
    scheme = next((one for one in desk.figures.weight_schemes(on) if one.key == stand.facts.scheme), None)
    if scheme is not None:
        used.append(_used(scheme, "分值方案", scheme.title))
    graded = f"，等级{result.grade}" if result.finished else "，还没有填完"
    formula = f"预算执行率与 {len(rows) - 1} 个指标的得分相加，合计 {points_text(result.total_points)} 分{graded}。"
    return Trace("自评总分", f"{points_text(result.total_points)} 分", formula, tuple(rows), tuple(used), stand.note)


def _points_of(line: IndicatorLine) -> str:
    return _of(line.result.points, line.result.weight) if line.score.applicable else line.actual


def execution_scale(desk: Desk, on: dt.date) -> str:
    """How the two ways of scoring the execution rate work on a day, with the document, for the editor."""
    ladder = desk.figures.ladder("execution_steps", on)
    return (
        "按执行率：分值 × 执行率。"
        f"按档次：指标全部达成且未超预算得满分，否则执行率{_steps_text(ladder.steps)}。"
        f"依据：财预〔2020〕10号；{ladder.document}。"
    )


def _stand(desk: Desk, evaluation_id: int, typed: EvaluationDraft | None) -> _Stand:
    evaluation = desk.get(Evaluation, evaluation_id)
    desk.require_readable(evaluation.division_id)
    year = desk.get(ProjectYear, evaluation.project_year_id)
    open_ = evaluation.state in OPEN_STATES
    draft = typed if typed is not None and open_ else draft_of(desk, evaluation)
    facts = said_facts(desk, evaluation)
    note = "" if open_ else moved(evaluation, facts_of(desk, evaluation).money)
    if note:
        note += "下列为账面现在的记录。"
    return _Stand(evaluation, year.project_id, draft, facts, said_result(desk, evaluation, draft, facts), note)


def _lines(desk: Desk, stand: _Stand) -> tuple[IndicatorLine, ...]:
    return lines(stand.draft, stand.facts, stand.result, desk.figures)


def _monitored(desk: Desk, entry: IndicatorEntry) -> list[TraceRow]:
    found = []
    for monitoring, line in monitorings_of(desk, entry.id):
        value = line.actual_text
        if line.actual is not None:
            value = f"{line.actual:f}{entry.unit}"
        elif line.actual_on is not None:
            value = chinese_date(line.actual_on)
        detail = f"截至{chinese_date(monitoring.until)}　{monitoring.state.label}"
        name = f"监控 {monitoring.number or '（未编号）'}"
        found.append(
            TraceRow(name, detail, monitoring.dated, value or "—", kind=SubjectKind.MONITORING, record_id=monitoring.id)
        )
    return found


def _paid(desk: Desk, stand: _Stand, entry: IndicatorEntry) -> list[TraceRow]:
    """For a day to be kept, the year's last disbursement."""
    last = last_payment(desk, stand.project_id, stand.facts.year) if entry.operator is Operator.DATE else None
    if last is None:
        return []
    paid, payment = last
    return [
        TraceRow(
            "当年最后一笔拨付",
            f"{payment.number}　凭证 {paid.voucher}",
            paid.paid_on,
            f"{yuan(paid.amount)} 元",
            paid.amount,
            SubjectKind.PAYMENT,
            payment.id,
        )
    ]


def _proofs(desk: Desk, stand: _Stand) -> list[TraceRow]:
    """Acceptances and assessments of the project's contracts from the year's first day to the day of the form."""
    found = []
    for proof, milestone in proofs_of(desk, stand.project_id, dt.date(stand.facts.year, 1, 1), stand.draft.dated):
        found.append(_proof(proof, milestone))
        found += [
            TraceRow("　附件", file.file_name, value="打开", file_id=file.id)
            for file in owned_by(desk, SubjectKind.EVIDENCE, proof.id)
        ]
    return found


def _proof(proof: Evidence, milestone: Milestone) -> TraceRow:
    kind, key = basis_of(milestone)
    return TraceRow(
        what=f"{proof.kind.label}“{proof.title}”",
        detail=milestone.name,
        on=proof.dated,
        value=f"{proof.result.label}，进度 {percent(proof.progress_bp)}",
        kind=kind,
        record_id=key,
    )


def _files(desk: Desk, stand: _Stand) -> list[TraceRow]:
    """What the clerk attached to the self-evaluation itself."""
    rows = owned_by(desk, SubjectKind.EVALUATION, stand.evaluation.id)
    return [TraceRow("自评附件", row.file_name, value="打开", file_id=row.id) for row in rows]


def _figures_of(desk: Desk, stand: _Stand, line: IndicatorLine) -> tuple[FigureUsed, ...]:
    on, figures = stand.draft.dated, desk.figures
    if line.entry.operator is Operator.QUALITATIVE:
        table = figures.band_table(on)
        edges = (table.edges.of(band) for band in Band)
        text = "，".join(
            f"{band.label} {percent(top)}–{percent(bottom)}" for band, (top, bottom) in zip(Band, edges, strict=True)
        )
        return (_used(table, "定性指标分档", text),)
    if line.entry.operator is Operator.DATE:
        late = figures.ladder("lateness", on)
        text = "；".join(f"晚 {days} 天以内得 {percent(share)}" for days, share in late.steps) or "逾期不得分"
        return (_used(late, "逾期计分", text),)
    trigger = figures.figure("deviation_trigger", on)
    used = [_used(trigger, trigger.title, percent(trigger.value))]
    ladder = figures.scoring_ladder(stand.facts.scheme, line.entry.level1, on)
    if ladder is not None and line.entry.unit in ("%", "％"):
        used.insert(0, _used(ladder, "按档次计分", _steps_text(ladder.steps)))
    return tuple(used)


def _used(entry: Dated, title: str, value: str) -> FigureUsed:
    return FigureUsed(title, value, entry.document, entry.sample)


def _steps_text(steps: Sequence[tuple[int, int]]) -> str:
    """``不足 60% 得 0%，60% 及以上得 50%，80% 及以上得 70%`` for (from basis points, basis points of the weight)."""
    words = [f"{_short(start)} 及以上得 {_short(share)}" for start, share in sorted(steps) if start]
    below = next((share for start, share in steps if not start), 0)
    first = min((start for start, _ in steps if start), default=BASIS)
    return "，".join([f"不足 {_short(first)} 得 {_short(below)}", *words])


def _short(bp: int) -> str:
    return percent(bp).removesuffix("%").rstrip("0").rstrip(".") + "%"


def _of(points: int | None, weight: int) -> str:
    return f"{'—' if points is None else points_text(points)} / {points_text(weight)}"

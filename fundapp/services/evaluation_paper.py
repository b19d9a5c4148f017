"""Fills the blanks of 项目支出绩效自评表 from the ledger, or from what was submitted once it is in approval."""

from __future__ import annotations

from dataclasses import replace

from fundapp.forms.evaluation_blanks import EvaluationBlanks, FundBlank, IndicatorBlank, YearSourceBlank
from fundapp.forms.imprint import Imprint
from fundapp.forms.signoffs import SignOffBlank
from fundapp.models import Division, Evaluation, Person, Unit
from fundapp.services.desk import Desk
from fundapp.services.document import live_round, route_of
from fundapp.services.evaluation_content import office
from fundapp.services.evaluation_facts import draft_of
from fundapp.services.evaluation_layouts import layout, layouts, office_layout
from fundapp.services.evaluation_sheet import IndicatorLine, lines, said_facts, said_result, target_text
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.rounds import HandRow, open_hands, round_rows
from fundapp.services.year_money import MoneyRow
from fundapp.values.documents import SubjectKind
from fundapp.values.score import ExecutionMode, points_text

NOTHING = FundBlank(0, 0, 0)
SEAL = SignOffBlank("单位负责人\n（签字盖章）")
"""The last cell is signed and stamped by hand: the table goes out with the department's final accounts."""


def blanks(desk: Desk, evaluation_id: int, imprint: Imprint) -> EvaluationBlanks:
    """The form's blanks. Raises NotFound."""
    evaluation = desk.get(Evaluation, evaluation_id)
    draft, facts = draft_of(desk, evaluation), said_facts(desk, evaluation)
    result = said_result(desk, evaluation, draft, facts)
    division = desk.get(Division, evaluation.division_id)
    money = facts.money
    return EvaluationBlanks(
        imprint=imprint,
        layout=office_layout(desk.figures, evaluation.dated),
        year=facts.year,
        project_name=facts.project,
        department=office(desk),
        unit=desk.get(Unit, division.unit_id).name,
        sources=tuple(YearSourceBlank(row.key, row.title, _fund(row)) for row in money.sources),
        carried=_fund(money.carried),
        carried_own=_fund(money.carried_own) if money.carried_own is not None else NOTHING,
        execution_weight=result.execution_weight,
        execution_rate_bp=result.execution_rate_bp,
        execution_points=result.execution_points,
        execution_note=evaluation.execution_explanation,
        execution_scale="执行率得分按档次计算。" if draft.execution_mode is ExecutionMode.STEPPED else "",
        goal_expected=facts.goal,
        goal_actual=evaluation.outcome,
        indicators=tuple(_indicator(line) for line in lines(draft, facts, result, desk.figures)),
        total_points=result.total_points if result.finished else None,
        grade=result.grade,
        conclusion=evaluation.conclusion or "",
        problems=evaluation.problems,
        measures=evaluation.measures,
        reporter=desk.get(Person, evaluation.author_id).name,
        phone=evaluation.phone,
        dated=evaluation.dated,
        signs=(*(_sign(hand) for hand in _hands(desk, evaluation)), SEAL),
    )


def arranged(blanks_: EvaluationBlanks, layout_key: str) -> EvaluationBlanks:
    """The same form in another layout. Raises NotFound."""
    return replace(blanks_, layout=layout(layout_key))


def variants(desk: Desk, evaluation_id: int) -> tuple[tuple[str, str], ...]:
    """(key, title) of every layout it can be printed in, the office's own first. Raises NotFound."""
    own = office_layout(desk.figures, desk.get(Evaluation, evaluation_id).dated)
    others = (one for one in layouts() if one.key != own.key)
    return tuple((one.key, one.title) for one in (own, *others))


def _fund(row: MoneyRow) -> FundBlank:
    return FundBlank(row.initial, row.adjusted, row.executed)


def _indicator(line: IndicatorLine) -> IndicatorBlank:
    notes = [line.score.explanation] if line.score.explanation else []
    if not line.score.applicable:
        notes.insert(0, "本年不适用，分值已按比例分给其他指标。")
    if line.score.deduction:
        notes.append(f"人工扣减 {points_text(line.score.deduction)} 分：{line.score.deduction_reason}")
    return IndicatorBlank(
        level1=line.entry.level1,
        level2=line.entry.level2,
        name=line.entry.name,
        target=line.target,
        actual=line.actual,
        weight=line.result.weight,
        points=line.result.points,
        note="\n".join(notes),
        nature=line.entry.operator.label,
        bound=_bound(line.entry),
        unit=line.entry.unit,
        bare=f"{line.score.actual:f}" if line.score.applicable and line.score.actual is not None else line.actual,
        applicable=line.score.applicable,
    )


def _bound(entry: IndicatorEntry) -> str:
    """年度指标值 without its sign and unit, which have columns of their own."""
    return f"{entry.target:f}" if entry.target is not None else target_text(entry)


def _hands(desk: Desk, evaluation: Evaluation) -> tuple[HandRow, ...]:
    """Hands of the live round; the empty cells of the route without one."""
    if live_round(desk, evaluation) is None:
        return open_hands(route_of(desk, evaluation))
    return round_rows(desk, SubjectKind.EVALUATION, evaluation.id)[-1].hands


def _sign(hand: HandRow) -> SignOffBlank:
    # A hand that returns ends the round at once, so a live round has agreeing hands and open cells only.
    return SignOffBlank(
        step=hand.label, opinion=hand.opinion, name=hand.signer, strokes=hand.strokes, signed_at=hand.at
    )

"""Fills the blanks of 项目支出绩效目标申报表 from the ledger, or from what was submitted once it is in approval."""

from __future__ import annotations

import datetime as dt

from fundapp.forms.application_form import ApplicationBlanks, PromiseBlank
from fundapp.forms.imprint import Imprint
from fundapp.forms.signoffs import CheckBlank, SignOffBlank
from fundapp.models import Application, Division, Person, Project, ProjectYear, Unit
from fundapp.services.application_facts import draft_of, scheme_of
from fundapp.services.application_prior import Prior, PriorResult
from fundapp.services.application_sheet import said_facts
from fundapp.services.desk import Desk
from fundapp.services.document import live_round, route_of
from fundapp.services.evaluation_content import office
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.indicators import execution_weight, year_end
from fundapp.services.rounds import HandRow, open_hands, round_rows
from fundapp.services.year_money import OWN_MONEY
from fundapp.values.dates import chinese_date
from fundapp.values.documents import SubjectKind
from fundapp.values.score import Operator, points_text


def blanks(desk: Desk, application_id: int, imprint: Imprint) -> ApplicationBlanks:
    """The form's blanks. Raises NotFound."""
    application = desk.get(Application, application_id)
    draft, facts = draft_of(desk, application), said_facts(desk, application)
    figures, on = desk.figures, year_end(facts.year)
    division = desk.get(Division, application.division_id)
    scheme = scheme_of(facts, figures)
    fiscal = tuple((source, amount) for source, amount in draft.shares if source not in OWN_MONEY)
    return ApplicationBlanks(
        imprint=imprint,
        year=facts.year,
        project_name=facts.project,
        project_number=facts.project_number,
        national_code=facts.national_code,
        category=f"{figures.category(facts.category, on).title}（特定目标类）",
        renewed=facts.year > facts.start_year,
        department=office(desk),
        unit=f"{desk.get(Unit, division.unit_id).name}（{division.name}）",
        begins=dt.date(facts.term[0], 1, 1),
        ends=year_end(facts.term[1]),
        approval=facts.approval,
        in_charge=_in_charge(desk, application),
        content=facts.content,
        project_goal=facts.project_goal,
        total=draft.total,
        fiscal=sum(amount for _, amount in fiscal),
        other=sum(amount for source, amount in draft.shares if source in OWN_MONEY),
        fiscal_sources=tuple((figures.source(source, on).title, amount) for source, amount in fiscal),
        basis=draft.basis,
        plan=draft.plan,
        goal=facts.goal,
        scheme=scheme.title if scheme else "",
        execution=execution_weight(facts.entries),
        promises=tuple(_promise(entry) for entry in facts.entries),
        results=_results(facts.prior),
        adjustment=draft.adjustment,
        adjusting=_adjusting(facts.prior, figures.poor_grades(draft.dated)),
        reporter=desk.get(Person, application.author_id).name,
        phone=application.phone,
        dated=application.dated,
        signs=tuple(_sign(hand) for hand in _hands(desk, application)),
    )


def _in_charge(desk: Desk, application: Application) -> str:
    """Who confirmed the project answers for it (art. 11)."""
    project = desk.get(Project, desk.get(ProjectYear, application.project_year_id).project_id)
    return desk.get(Person, project.confirmed_by_id).name if project.confirmed_by_id is not None else ""


def _promise(entry: IndicatorEntry) -> PromiseBlank:
    if entry.target_on is not None:
        target = f"{chinese_date(entry.target_on)}前"
    elif entry.target is not None:
        target = f"{entry.target:f}"
    else:
        target = entry.target_text
    figure = entry.operator not in (Operator.QUALITATIVE, Operator.DATE)
    return PromiseBlank(
        level1=entry.level1,
        level2=entry.level2,
        name=entry.name,
        nature=entry.operator.label,
        target=target,
        unit=entry.unit if figure else "",
        weight=entry.weight,
    )


def _results(prior: Prior) -> tuple[str, ...]:
    """A sentence for each result of the year before, for the rectifications, and for the term review."""
    lines = [_result(prior.year, one) for one in prior.results]
    if not prior.opened:
        lines.append(f"{prior.year} 年度没有本项目，无上年度评价结果。")
    elif prior.evaluation is None:
        lines.append(f"{prior.year} 年度绩效自评尚未定稿。")
    if prior.problems:
        said = "、".join(f"{one.number}（{one.year} 年度，{one.state.label}）" for one in prior.problems)
        lines.append(f"整改事项：{said}。")
    elif prior.opened and not prior.demands:
        lines.append("以前年度没有整改事项。")
    if prior.demands:
        lines.append(f"运行监控 {'、'.join(one.number for one in prior.demands)} 要求整改，尚未登记。")
    if prior.review is not None:
        more = f"：{prior.review.adjustment}" if prior.review.adjustment else ""
        lines.append(f"期满评价 {prior.review.number} 结论“{prior.review.conclusion.label}”{more}".rstrip("。") + "。")
    return tuple(lines)


def _result(year: int, result: PriorResult) -> str:
    return f"{year} 年度{result.name}：{points_text(result.points)} 分，等级“{result.grade}”。"


def _adjusting(prior: Prior, poor: frozenset[str]) -> bool:
    return prior.adjusted or any(one.grade in poor for one in prior.results)


def _hands(desk: Desk, application: Application) -> tuple[HandRow, ...]:
    """Hands of the live round; the empty cells of the route without one."""
    if live_round(desk, application) is None:
        return open_hands(route_of(desk, application))
    return round_rows(desk, SubjectKind.APPLICATION, application.id)[-1].hands


def _sign(hand: HandRow) -> SignOffBlank:
    # A hand that returns ends the round at once, so a live round has agreeing hands and open cells only.
    return SignOffBlank(
        step=hand.label,
        opinion=hand.opinion,
        name=hand.signer,
        strokes=hand.strokes,
        signed_at=hand.at,
        checks=tuple(CheckBlank(check.label, check.ticked) for check in hand.checks),
    )

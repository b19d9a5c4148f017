"""A self-evaluation begins with what the ledger knows: monitorings, disbursements, acceptances."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.models import Milestone
from fundapp.services import evaluation_prefill, evaluation_sheet, evaluations, evidence, indicators, monitorings
from fundapp.services.desk import Desk
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.evaluation_facts import year_facts
from fundapp.services.evaluation_prefill import Prefill
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.monitoring_draft import LineEntry
from fundapp.values.choices import EvidenceKind, EvidenceResult, MilestoneKind
from fundapp.values.documents import SubjectKind
from fundapp.values.score import Operator
from tests.services import watching
from tests.services.evaluation_year import CLERK, INDICATORS, Year, file, plan

DAY = dt.date(2026, 11, 30)


def known(year: Year) -> dict[int, Prefill]:
    """What the ledger proposes for 2026."""

    def ask(desk: Desk) -> dict[int, Prefill]:
        return evaluation_prefill.of_year(desk, year.project, year_facts(desk, year.project, 2026))

    return year.office.ask(CLERK, ask)


def blank(year: Year) -> EvaluationDraft:
    """What the editor begins with."""
    return year.office.ask(CLERK, evaluations.blank, year.project, 2026)


def with_date(year: Year, name: str) -> int:
    """The last indicator becomes a date indicator of this name; gives its id."""
    other = IndicatorEntry("满意度指标", "服务对象满意度指标", name, Operator.DATE, 1000, target_on=DAY)
    return plan(year.office, year.project, 2026, (*INDICATORS[:4], other), "2020-10")[4]


def prove(year: Year, kind: EvidenceKind, title: str, dated: dt.date, **more: object) -> int:
    """A proof for the first milestone."""
    entry = replace(EvidenceEntry(kind, title, EvidenceResult.PASSED, dated, 10000), **more)  # type: ignore[arg-type]  # names of its fields
    return year.office.do(CLERK, evidence.add, year.milestones[0], entry, (file(f"{title}.pdf"),))


def test_without_anything_known_the_lines_are_empty(year: Year) -> None:
    assert known(year) == {}
    assert blank(year).scores == tuple(ScoreEntry(key) for key in year.indicators)


def test_the_newest_approved_monitoring_fills_every_actual_it_has(year: Year) -> None:
    first = watching.approved(year)
    scores = {one.indicator_id: one for one in blank(year).scores}
    assert scores[year.indicators[0]] == ScoreEntry(year.indicators[0], Decimal("99.95"))
    assert scores[year.indicators[2]] == ScoreEntry(year.indicators[2], actual_text="未发生事故")
    later = watching.approved(
        year, watching.AD_HOC, a=LineEntry(year.indicators[0], Decimal("99.97"), likelihood=watching.SURE)
    )
    found = known(year)[year.indicators[0]]
    assert (found.score.actual, found.kind, found.record_id) == (Decimal("99.97"), SubjectKind.MONITORING, later)
    assert first != later
    assert found.origin.startswith("取自监控 JK-2026-0002（截至2026年12月28日）")


def test_a_monitoring_that_is_not_approved_fills_nothing(year: Year) -> None:
    watching.submitted(year)
    assert known(year) == {}


def test_a_line_that_says_nothing_lets_an_older_one_speak_and_a_void_one_says_nothing(year: Year) -> None:
    watching.approved(year)
    newer = watching.approved(
        year, watching.AD_HOC, c=LineEntry(year.indicators[2], progress_bp=9000, likelihood=watching.SURE)
    )
    assert known(year)[year.indicators[2]].score.actual_text == "未发生事故"
    assert known(year)[year.indicators[0]].record_id == newer
    year.office.do(CLERK, monitorings.void, newer, "重复")
    assert known(year)[year.indicators[0]].record_id != newer


def test_a_target_that_changed_its_unit_since_is_not_filled(year: Year) -> None:
    watching.approved(year)
    change = replace(INDICATORS[0], unit="次", target=Decimal(99), id=year.indicators[0])
    kept = tuple(replace(one, id=key) for one, key in zip(INDICATORS[1:], year.indicators[1:], strict=True))
    plan(year.office, year.project, 2026, (change, *kept), "2020-10")
    assert year.indicators[0] not in known(year)
    assert year.indicators[1] in known(year)


def test_a_target_that_turned_round_since_is_not_filled(year: Year) -> None:
    watching.approved(year)
    entries = [replace(one, id=key) for one, key in zip(INDICATORS, year.indicators, strict=True)]
    turned = replace(entries[0], operator=Operator.AT_LEAST)
    plan(year.office, year.project, 2026, (turned, *entries[1:]), "2020-10")
    assert year.indicators[0] not in known(year)
    assert year.indicators[1] in known(year)


def test_an_older_period_that_was_filled_in_later_does_not_win(year: Year) -> None:
    first = watching.approved(year)
    watching.approved(
        year,
        watching.AD_HOC,
        until=dt.date(2026, 3, 31),
        e=LineEntry(year.indicators[4], Decimal(11), likelihood=watching.SURE),
    )
    found = known(year)[year.indicators[4]]
    assert (found.record_id, found.score.actual) == (first, Decimal(60))


def test_what_was_typed_is_never_replaced(year: Year) -> None:
    watching.approved(year)
    typed = ScoreEntry(year.indicators[0], Decimal(1))
    judged = ScoreEntry(year.indicators[1], rating_bp=5000)
    draft = year.draft(a=typed, b=judged, e=ScoreEntry(year.indicators[4]))
    scores = evaluation_prefill.filled(draft, known(year)).scores
    assert scores[0] == typed
    assert scores[1] == judged
    assert scores[4].actual == Decimal(60)


def test_the_editor_says_where_a_value_comes_from_and_what_an_empty_line_could_take(year: Year) -> None:
    watching.approved(year)
    prepared = year.office.do(CLERK, evaluations.prepare, year.project, 2026)
    rows = year.office.ask(CLERK, evaluation_sheet.sheet, prepared).indicators
    assert rows[0].origin == "取自监控 JK-2026-0001（截至2026年6月30日）"
    typed = year.draft(a=ScoreEntry(year.indicators[0], Decimal(99)), e=ScoreEntry(year.indicators[4]))
    shown = year.office.ask(CLERK, evaluation_sheet.preview, typed, prepared).indicators
    assert shown[0].origin == ""
    assert shown[4].origin == "账套记录为 60%，取自监控 JK-2026-0001（截至2026年6月30日）；这里没有填写"
    dropped = ScoreEntry(year.indicators[4], applicable=False, explanation="本年未调查。")
    shown = year.office.ask(CLERK, evaluation_sheet.preview, year.draft(e=dropped), prepared).indicators
    assert shown[4].origin == "", "what does not apply comes from nowhere"


def test_a_submitted_one_shows_no_proposals(year: Year) -> None:
    watching.approved(year)
    same = ScoreEntry(year.indicators[0], Decimal("99.95"))
    rows = year.office.ask(CLERK, evaluation_sheet.sheet, year.submitted(a=same)).indicators
    assert {row.origin for row in rows} == {""}


@pytest.mark.parametrize("name", ["经费支出完成时间", "资金拨付时间", "款项支付时间"])
def test_a_day_for_spending_is_that_of_the_last_disbursement_and_names_what_is_left(year: Year, name: str) -> None:
    key = with_date(year, name)
    found = known(year)[key]
    assert found.score == ScoreEntry(key, actual_on=dt.date(2026, 3, 2))
    assert found.kind is SubjectKind.PAYMENT
    assert (
        found.origin
        == "取自当年最后一笔拨付 记-0002（2026年3月2日），当年预算尚有 37.50 万元未支出，请核对是否算作完成"
    )
    assert next(one for one in blank(year).scores if one.indicator_id == key).actual_on == dt.date(2026, 3, 2)


def test_the_ledgers_own_day_stands_before_what_a_monitoring_said(year: Year) -> None:
    key = with_date(year, "经费支出完成时间")
    moved_on = replace(year, indicators=tuple(one.id for one in entries(year)))
    watching.approved(moved_on, e=LineEntry(key, actual_on=dt.date(2026, 1, 5), likelihood=watching.SURE))
    assert known(year)[key].score.actual_on == dt.date(2026, 3, 2)


def entries(year: Year) -> tuple[IndicatorEntry, ...]:
    """The indicators of 2026 as stored."""
    return year.office.ask(CLERK, indicators.of_year, year.project, 2026).entries


def test_a_budget_spent_to_the_end_leaves_no_remark(year: Year) -> None:
    key = with_date(year, "经费支出完成时间")

    def ask(desk: Desk) -> dict[int, Prefill]:
        facts = year_facts(desk, year.project, 2026)
        total = replace(facts.money.total, adjusted=facts.money.total.executed)
        return evaluation_prefill.of_year(desk, year.project, replace(facts, money=replace(facts.money, total=total)))

    assert year.office.ask(CLERK, ask)[key].origin == "取自当年最后一笔拨付 记-0002（2026年3月2日）"


@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("项目验收时间", EvidenceKind.ACCEPTANCE_FINAL, "终验报告"),
        ("系统上线时间", EvidenceKind.ACCEPTANCE_FINAL, "终验报告"),
        ("初验完成时间", EvidenceKind.ACCEPTANCE_INITIAL, "初验报告"),
        ("设备到货时间", EvidenceKind.DELIVERY, "到货单"),
    ],
)
def test_a_day_for_an_acceptance_is_that_of_the_newest_proof_of_its_kind_that_passed(
    year: Year, name: str, kind: EvidenceKind, words: str
) -> None:
    key = with_date(year, name)
    prove(year, kind, words, dt.date(2026, 10, 8))
    prove(year, kind, words, dt.date(2026, 11, 3))
    prove(year, kind, "不合格的", dt.date(2026, 12, 1), result=EvidenceResult.FAILED)
    prove(year, EvidenceKind.OTHER, "其他材料", dt.date(2026, 12, 2))
    found = known(year)[key]
    assert found.score.actual_on == dt.date(2026, 11, 3)
    assert found.kind is SubjectKind.CONTRACT
    assert found.origin == f"取自佐证“{words}”（第1期服务费，2026年11月3日）"


def test_a_delivery_counts_by_the_day_it_arrived(year: Year) -> None:
    key = with_date(year, "设备交付时间")
    prove(year, EvidenceKind.DELIVERY, "到货单", dt.date(2026, 11, 3), delivered_on=dt.date(2026, 10, 30))
    assert known(year)[key].score.actual_on == dt.date(2026, 10, 30)


@pytest.mark.parametrize("name", ["验收时间", "例会召开时间"])
def test_without_such_a_proof_nothing_is_proposed(year: Year, name: str) -> None:
    assert with_date(year, name) not in known(year)


def test_a_year_without_spending_proposes_no_day(year: Year) -> None:
    bare = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    plan(
        year.office,
        bare,
        2026,
        (IndicatorEntry("绩效指标", "时效", "资金支出时间", Operator.DATE, 9000, target_on=DAY),),
        "10-90",
    )
    assert blank(replace(year, project=bare)).scores[0].actual_on is None


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ({"contract_id": 7}, (SubjectKind.CONTRACT, 7)),
        ({"allocation_id": 8}, (SubjectKind.ALLOCATION, 8)),
    ],
)
def test_a_proof_belongs_to_the_contract_or_the_allocation_list(
    places: dict[str, int], expected: tuple[SubjectKind, int]
) -> None:
    milestone = Milestone(
        sequence=1, name="x", kind=MilestoneKind.GRANT, condition="", amount=1, payee_id=1, account_id=1
    )
    milestone.contract_id, milestone.allocation_id = places.get("contract_id"), places.get("allocation_id")
    assert evaluation_prefill.basis_of(milestone) == expected


def taken_over(year: Year, draft: EvaluationDraft) -> str:
    """What the rule on figures of part of the year says of a draft; empty when nothing."""
    found = year.office.ask(CLERK, evaluations.check, draft)
    return next((one.message for one in found if one.rule == "13-13"), "")


def test_figures_that_still_are_those_of_june_are_named_until_they_are_changed(year: Year) -> None:
    watching.approved(year)
    begun = blank(year)
    names = "、".join(f"“{one.name}”" for one in INDICATORS)
    assert taken_over(year, begun) == f"以下 5 项仍是监控截至6月30日的数：{names}。请核对全年数。"
    key = year.office.do(CLERK, evaluations.save, begun)
    sheet = year.office.ask(CLERK, evaluation_sheet.sheet, key)
    assert any(one.rule == "13-13" for one in sheet.findings)
    changed = tuple(replace(one, actual=Decimal(98), actual_text="") for one in begun.scores[:4])
    last = f"以下 1 项仍是监控截至6月30日的数：“{INDICATORS[4].name}”。请核对全年数。"
    assert taken_over(year, replace(begun, scores=(*changed, begun.scores[4]))) == last
    dropped = replace(begun.scores[4], applicable=False, explanation="本年未调查")
    assert taken_over(year, replace(begun, scores=(*changed, dropped))) == ""


def test_figures_of_the_whole_year_are_nobodys_worry(year: Year) -> None:
    year.office.clock.on(dt.date(2027, 1, 5))
    watching.approved(year, watching.AD_HOC, until=dt.date(2026, 12, 31))
    assert taken_over(year, blank(year)) == ""

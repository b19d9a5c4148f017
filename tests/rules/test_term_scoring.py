"""What a term's ledger and self-evaluations say about each line of the framework."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.rules.term_review_case import KindShare, LineProposal, TermFacts, TermYear
from fundapp.rules.term_scoring import proposals, result
from tests.rules.cases import FIGURES, WAN
from tests.rules.term_cases import FACTS, FRAMEWORK, SOUND, with_line

NOTHING = TermFacts(project="新项目", project_number="XM-2024-0002", from_year=2024, to_year=2026, years=())
AMOUNTS = st.integers(min_value=0, max_value=10**12)


def line(key: str, facts: TermFacts = FACTS) -> LineProposal:
    """What is said about one line."""
    return next(each for each in proposals(FRAMEWORK, facts, 9000) if each.key == key)


def test_the_arrival_rate_of_the_whole_term_is_proposed_with_its_formula() -> None:
    found = line("arrival")
    assert found.points == 376
    assert found.facts == "到位 320.00 万元 ÷ 预算 340.00 万元 ＝ 94.12%；4.00 × 94.12% ＝ 3.76 分。"


def test_money_carried_into_the_first_year_can_be_spent_and_later_carrying_is_not_counted_twice() -> None:
    found = line("execution")
    assert found.points == 469  # 305 ÷ (320 + 5)
    assert found.facts == (
        "支出 305.00 万元 ÷ 到位 325.00 万元（含期初结转 5.00 万元） ＝ 93.85%；5.00 × 93.85% ＝ 4.69 分。"
    )
    first = replace(FACTS.years[0], carried=0)
    without = line("execution", replace(FACTS, years=(first, *FACTS.years[1:])))
    assert without.facts.startswith("支出 305.00 万元 ÷ 到位 320.00 万元 ＝ 95.31%；")


def test_kinds_of_indicators_are_averaged_over_the_years_by_their_weights() -> None:
    found = line("quantity")
    assert found.points == 1100  # 12 points × 55 ÷ 60
    assert found.facts == (
        "数量指标得分率 91.67%（2024 年 100.00%，2025 年 75.00%，2026 年 100.00%）；12.00 × 91.67% ＝ 11.00 分。"
    )
    assert line("effect").points == 1933  # 20 × 87 ÷ 90
    assert line("satisfaction").points == 1000


def test_a_year_without_the_kind_is_not_named_and_does_not_count() -> None:
    bare = replace(FACTS.years[0], kinds=())
    found = line("quantity", replace(FACTS, years=(bare, *FACTS.years[1:])))
    assert found.points == 1050  # 12 × 35 ÷ 40
    assert "2024 年" not in found.facts


def test_a_kind_that_no_year_has_is_left_to_people() -> None:
    found = line("timeliness")
    assert found == LineProposal(key="timeliness", facts="期内自评没有时效指标的得分。", points=None)


def test_a_term_within_its_planned_cost_has_full_points_for_saving() -> None:
    found = line("cost")
    assert found.points == 600
    assert found.facts == (
        "计划成本（预算）345.00 万元，实际支出 305.00 万元，成本节约率 11.59%，未超计划成本，得满分 6.00 分。"
    )


def missed(points: int, spent: int = 95) -> TermFacts:
    """The term with so many points of 4200 for quantity in its last year, and so much spent in it (万元)."""
    last = replace(FACTS.years[2], spent=spent * WAN, kinds=(KindShare(source="quantity", points=points, weight=4200),))
    first, second = (replace(one, kinds=()) for one in FACTS.years[:2])
    return replace(FACTS, years=(first, second, last))


def test_money_that_is_left_because_the_work_was_not_done_is_no_saving() -> None:
    found = line("cost", missed(3779))
    assert found.points is None
    assert found.facts == (
        "计划成本（预算）345.00 万元，实际支出 305.00 万元，成本节约率 11.59%；"
        "期内产出指标得分率 89.98%，不到 90.00%，任务没有完成好，少支出不一定是节约，请评定。"
    )
    assert line("cost", missed(3780)).points == 600  # 90.00 %: the lower edge of 优
    assert line("cost", missed(0, spent=135)).points == 600  # nothing was left
    assert line("cost", missed(0, spent=136)).points is not None


def test_a_term_that_cost_what_was_planned_has_full_points_for_saving() -> None:
    last = replace(FACTS.years[2], spent=(95 + 40) * WAN)
    found = line("cost", replace(FACTS, years=(*FACTS.years[:2], last)))
    assert found.points == 600
    assert found.facts.endswith("成本节约率 0.00%，未超计划成本，得满分 6.00 分。")


def test_a_fen_of_budget_is_enough_to_compute_with() -> None:
    years = tuple(replace(year, budgeted=0, arrived=0, carried=0, spent=0) for year in FACTS.years)
    facts = replace(FACTS, years=(replace(years[0], budgeted=1, arrived=1, spent=1), *years[1:]))
    assert (line("arrival", facts).points, line("execution", facts).points, line("cost", facts).points) == (
        400,
        500,
        600,
    )


def test_a_term_without_years_brought_nothing_with_it() -> None:
    assert NOTHING.brought == 0


def test_cost_indicators_that_earned_nothing_are_not_replaced_by_the_saving_rate() -> None:
    failed = replace(FACTS.years[1], kinds=(KindShare(source="cost", points=0, weight=1000),))
    found = line("cost", replace(FACTS, years=(FACTS.years[0], failed, FACTS.years[2])))
    assert found.points == 0
    assert found.facts.startswith("成本指标得分率 0.00%（2025 年 0.00%）；6.00 × 0.00% ＝ 0.00 分。")


def test_a_term_above_its_planned_cost_loses_the_share_of_the_overrun() -> None:
    last = replace(FACTS.years[2], spent=(95 + 74) * WAN + WAN // 2)
    found = line("cost", replace(FACTS, years=(*FACTS.years[:2], last)))
    assert found.points == 540
    assert found.facts.endswith("成本节约率 -10.00%，按超支比例扣减 5.40 分。")


def test_cost_indicators_of_the_self_evaluations_come_before_the_saving_rate() -> None:
    costly = replace(FACTS.years[1], kinds=(KindShare(source="cost", points=500, weight=1000),))
    facts = replace(FACTS, years=(FACTS.years[0], costly, FACTS.years[2]))
    found = line("cost", facts)
    assert found.points == 300
    assert found.facts == (
        "成本指标得分率 50.00%（2025 年 50.00%）；6.00 × 50.00% ＝ 3.00 分。"
        "计划成本（预算）345.00 万元，实际支出 305.00 万元，成本节约率 11.59%。"
    )
    poor = tuple(replace(year, budgeted=0, carried=0) for year in facts.years)
    assert line("cost", replace(facts, years=poor)).facts.endswith("＝ 3.00 分。")


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("arrival", "期内没有预算指标，不能计算资金到位率。"),
        ("execution", "期内没有到位资金，不能计算预算执行率。"),
        ("cost", "期内没有预算指标，不能计算成本节约率。"),
        ("quantity", "期内自评没有数量指标的得分。"),
        ("indicators", "期内没有编制绩效指标。"),
        ("procedure", "账套中没有登记立项批复文号。"),
    ],
)
def test_a_term_without_anything_proposes_nothing_and_says_so(key: str, sentence: str) -> None:
    said = {each.key: each for each in proposals(FRAMEWORK, NOTHING, 9000)}
    assert (said[key].facts, said[key].points) == (sentence, None)
    assert all(each.points is None for each in said.values())


def test_problems_monitorings_goals_and_approval_are_shown_without_a_proposal() -> None:
    facts = replace(FACTS, problems=3, inspected=1, closed=2)
    assert line("compliance", facts).facts == "期内登记问题 3 项（监督检查、审计 1 项），已销号 2 项。"
    assert line("compliance", replace(facts, inspected=0)).facts == "期内登记问题 3 项，已销号 2 项。"
    assert line("compliance").facts == "期内没有登记需要整改的问题。"
    assert line("enforcement").facts == "期内完成运行监控 3 次，每个年度都有。"
    missed = (replace(FACTS.years[0], monitorings=0), *FACTS.years[1:])
    assert line("enforcement", replace(FACTS, years=missed)).facts == "期内完成运行监控 2 次，2024 年度没有监控。"
    assert line("indicators").facts == "期内各年度共 15 项绩效指标，其中定量或限期 12 项。"
    assert line("procedure").facts == "立项批复：示例政数〔2024〕1号（2024年3月1日）。"
    assert line("procedure", replace(FACTS, approved_on=None)).facts == "立项批复：示例政数〔2024〕1号。"
    assert line("basis") == LineProposal(key="basis", facts="", points=None)
    judged = ("compliance", "enforcement", "indicators", "procedure")
    assert [line(key).points for key in judged] == [None] * 4


def test_the_total_adds_up_every_line_and_has_its_grade() -> None:
    found = result(SOUND, FIGURES)
    assert found.total_points == sum(line.points or 0 for line in SOUND.lines)
    assert (found.total_points, found.grade, found.finished) == (9711, "优", True)


def test_a_total_on_the_edge_of_a_grade_belongs_to_it_and_a_hundredth_less_does_not() -> None:
    over = result(SOUND, FIGURES).total_points - 9000
    assert result(with_line("quantity", points=1100 - over), FIGURES).grade == "优"
    assert result(with_line("quantity", points=1100 - over - 1), FIGURES).grade == "良"


def test_while_a_line_has_no_points_there_is_a_sum_but_no_grade() -> None:
    found = result(with_line("basis", points=None), FIGURES)
    assert (found.total_points, found.grade, found.finished) == (9411, "", False)
    assert not result(replace(SOUND, lines=()), FIGURES).finished


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, st.integers(0, 2000)), max_size=4))
def test_a_proposal_is_never_negative_and_never_above_its_weight(rows: list[tuple[int, int, int, int, int]]) -> None:
    years = tuple(
        TermYear(
            year=2024 + place,
            budgeted=budgeted,
            arrived=arrived,
            carried=carried,
            spent=spent,
            kinds=(KindShare(source="quality", points=points, weight=2000),),
        )
        for place, (budgeted, arrived, carried, spent, points) in enumerate(rows)
    )
    found = proposals(FRAMEWORK, replace(NOTHING, years=years), 9000)
    assert all(
        said.points is None or 0 <= said.points <= each.weight
        for each, said in zip(FRAMEWORK.lines, found, strict=True)
    )

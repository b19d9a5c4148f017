"""Weights of indicators against the split of the hundred points (财预〔2020〕10号, 财预〔2021〕101号)."""

from __future__ import annotations

import datetime as dt

import pytest

from fundapp.rules.dated import WeightScheme
from fundapp.rules.weights import weight_problems
from tests.rules.cases import FIGURES

SPLIT = FIGURES.weight_scheme("2020-10", dt.date(2026, 12, 31))


def split(*parts: tuple[str, int]) -> WeightScheme:
    """Ten points for the execution rate and these parts."""
    return WeightScheme(
        key="own",
        title="自定",
        execution=1000,
        parts=parts,
        valid_from=dt.date(2026, 1, 1),
        document="示例",
    )


def test_weights_that_fill_every_part_have_no_problem() -> None:
    parts = (("产出指标", 2000), ("产出指标", 3000), ("效益指标", 3000), ("满意度指标", 1000))
    assert weight_problems(parts, SPLIT) == ()


def test_spaces_around_a_first_level_name_do_not_make_another_part() -> None:
    assert weight_problems(((" 产出指标", 5000), ("效益指标　", 3000), ("满意度指标", 1000)), SPLIT) == ()


def test_points_in_the_wrong_part_are_named_on_both_sides() -> None:
    parts = (("产出指标", 4999), ("效益指标", 3001), ("满意度指标", 1000))
    assert weight_problems(parts, SPLIT) == (
        "“产出指标”合计 49.99 分，应为 50.00 分，还差 0.01 分",
        "“效益指标”合计 30.01 分，应为 30.00 分，超出 0.01 分",
    )


@pytest.mark.parametrize("names", [("产出指标",), ("成本指标", "效益指标")])
def test_a_split_of_one_part_leaves_the_inner_weights_free(names: tuple[str, ...]) -> None:
    whole = split(("绩效指标", 9000))
    assert weight_problems([(name, 9000 // len(names)) for name in names], whole) == ()
    assert weight_problems([("产出指标", 8000)], whole) == (
        "指标分值合计 80.00 分，应为 90.00 分，还差 10.00 分（100 分减去预算执行率 10.00 分；现在共 90.00 分）",
    )


def test_a_split_of_two_parts_binds_each_of_them() -> None:
    two = split(("产出指标", 6000), ("效益指标", 3000))
    assert weight_problems((("产出指标", 6000), ("效益指标", 3000)), two) == ()
    assert len(weight_problems((("产出指标", 5000), ("效益指标", 4000)), two)) == 2

"""A PC with a wrong clock does not make everything pass (art. 18)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from fundapp.rules.judgement import judge
from tests.rules.cases import EVALUATION, FIGURES, SOUND, finding, said

BEFORE = dt.date(2023, 12, 11)


def test_a_payment_dated_before_the_regulation_blocks() -> None:
    found = said(replace(SOUND, on=BEFORE), "18-1")
    assert found.blocks
    assert found.message == "日期 2023年12月11日早于管理办法的施行日 2023年12月12日，无法核对。"


def test_an_evaluation_dated_before_the_regulation_blocks() -> None:
    assert said(replace(EVALUATION, on=BEFORE), "18-2").blocks


def test_before_the_regulation_that_block_is_all_there_is() -> None:
    assert [each.rule for each in judge(replace(SOUND, on=dt.date(2000, 1, 1)), FIGURES)] == ["18-1"]


def test_from_the_day_of_the_regulation_on_the_day_gives_no_line() -> None:
    first = dt.date(2023, 12, 12)
    assert finding(replace(SOUND, on=first), "18-1") is None
    assert finding(replace(EVALUATION, on=first), "18-2") is None

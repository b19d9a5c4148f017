"""The clock of 保障中小企业款项支付条例."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.rules.articles.small_firm import due_day
from fundapp.values.choices import FirmSize, MilestoneKind
from tests.rules.cases import FIGURES, GRANT, SOUND, TODAY, finding, said


def days_ago(days: int) -> dt.date:
    """A day before today."""
    return TODAY - dt.timedelta(days=days)


def test_the_clock_gives_thirty_days_when_the_contract_is_silent() -> None:
    found = said(replace(SOUND, accepted_on=days_ago(24)), "sme-1")
    assert found.passed
    assert not found.notice
    assert found.message == "验收合格 2026-10-27 起 30 天内（中小企业），2026-11-26 到期，剩 6 天。"
    assert dict(found.numbers)["剩余天数"] == "6"


def test_five_days_before_the_end_the_clock_is_worth_a_look() -> None:
    found = said(replace(SOUND, accepted_on=days_ago(25)), "sme-1")
    assert found.passed
    assert found.notice
    assert found.message.endswith("仅剩 5 天。")


def test_the_last_day_is_in_time_and_the_next_is_late() -> None:
    assert said(replace(SOUND, accepted_on=days_ago(30)), "sme-1").passed
    found = said(replace(SOUND, accepted_on=days_ago(31)), "sme-1")
    assert found.needs_reason
    assert found.message.endswith("已逾期 1 天。")
    assert found.article == "《保障中小企业款项支付条例》第九条"


def test_acceptance_starts_the_clock_even_when_delivery_was_earlier() -> None:
    assert said(replace(SOUND, delivered_on=days_ago(90), accepted_on=days_ago(10)), "sme-1").passed


def test_delivery_starts_the_clock_where_nothing_is_to_be_accepted() -> None:
    found = said(replace(SOUND, delivered_on=days_ago(40), accepted_on=None), "sme-1")
    assert found.needs_reason
    assert found.message.startswith("交付 2026-10-11 起 30 天内")


def test_without_delivery_the_clock_does_not_run() -> None:
    case = replace(SOUND, delivered_on=None, accepted_on=None)
    found = said(case, "sme-1")
    assert found.passed
    assert "尚未起算" in found.message
    assert due_day(case, FIGURES) is None


def test_an_agreed_term_counts_up_to_sixty_days() -> None:
    assert due_day(replace(SOUND, accepted_on=TODAY, agreed_days=10), FIGURES) == TODAY + dt.timedelta(days=10)
    assert due_day(replace(SOUND, accepted_on=TODAY, agreed_days=60), FIGURES) == TODAY + dt.timedelta(days=60)
    assert due_day(replace(SOUND, accepted_on=TODAY, agreed_days=90), FIGURES) == TODAY + dt.timedelta(days=60)


def test_a_contract_may_agree_on_sixty_days_and_not_on_sixty_one() -> None:
    assert said(replace(SOUND, agreed_days=60), "sme-2").passed
    found = said(replace(SOUND, agreed_days=61), "sme-2")
    assert found.needs_reason
    assert found.message == "合同约定付款期限 61 天，超过法定上限 60 天，按 60 天计算。"


def test_a_silent_contract_has_no_term_to_compare() -> None:
    assert finding(replace(SOUND, agreed_days=None), "sme-2") is None


@pytest.mark.parametrize("size", [FirmSize.MEDIUM, FirmSize.SMALL, FirmSize.MICRO])
def test_medium_small_and_micro_firms_have_the_clock(size: FirmSize) -> None:
    assert said(replace(SOUND, firm_size=size), "sme-1")


@pytest.mark.parametrize("size", [FirmSize.LARGE, FirmSize.NONE])
def test_large_firms_and_others_have_no_clock(size: FirmSize) -> None:
    case = replace(SOUND, firm_size=size, agreed_days=90)
    assert finding(case, "sme-1") is None
    assert finding(case, "sme-2") is None
    assert due_day(case, FIGURES) is None


def test_an_advance_comes_before_delivery_and_has_no_clock() -> None:
    assert finding(replace(SOUND, milestone_kind=MilestoneKind.ADVANCE), "sme-1") is None


def test_a_grant_has_no_clock() -> None:
    assert finding(replace(GRANT, firm_size=FirmSize.SMALL, accepted_on=days_ago(90)), "sme-1") is None

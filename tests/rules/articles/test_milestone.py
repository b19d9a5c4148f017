"""The milestone's condition is met by evidence (art. 12)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.values.choices import EvidenceKind, EvidenceResult, MilestoneKind
from tests.rules.cases import ASSESSMENT, GRANT, SOUND, TODAY, finding, said


def test_without_a_milestone_nothing_is_paid() -> None:
    found = said(replace(SOUND, milestone_name=""), "12-3")
    assert found.blocks
    assert found.field == "付款节点"


def test_demanded_evidence_that_is_not_there_blocks_and_is_named() -> None:
    found = said(replace(SOUND, evidences=()), "12-3")
    assert found.blocks
    assert found.message == "“2026年第三季度服务费”要求有考核表，目前没有登记。付款条件：季度考核合格。"
    assert found.remedy == "请先登记考核表并上传文件。"


def test_evidence_of_another_kind_does_not_help() -> None:
    other = replace(ASSESSMENT, kind=EvidenceKind.DELIVERY)
    assert said(replace(SOUND, evidences=(other,)), "12-3").blocks


def test_evidence_that_failed_blocks() -> None:
    failed = replace(ASSESSMENT, result=EvidenceResult.FAILED)
    found = said(replace(SOUND, evidences=(failed,)), "12-3")
    assert found.blocks
    assert "结果为不合格" in found.message


def test_evidence_that_passed_after_repair_is_enough() -> None:
    failed = replace(ASSESSMENT, result=EvidenceResult.FAILED, on=dt.date(2026, 11, 1))
    repaired = replace(ASSESSMENT, result=EvidenceResult.REPAIRED)
    found = said(replace(SOUND, evidences=(repaired, failed)), "12-3")
    assert found.passed
    assert found.message == "考核表“2026年第三季度考核表”（2026-11-10）整改后合格。"


def test_a_later_failure_outweighs_an_earlier_pass() -> None:
    failed = replace(ASSESSMENT, result=EvidenceResult.FAILED, on=dt.date(2026, 11, 15))
    assert said(replace(SOUND, evidences=(ASSESSMENT, failed)), "12-3").blocks


def test_of_one_day_the_evidence_recorded_last_counts() -> None:
    failed = replace(ASSESSMENT, result=EvidenceResult.FAILED)
    assert said(replace(SOUND, evidences=(ASSESSMENT, failed)), "12-3").blocks
    assert said(replace(SOUND, evidences=(failed, ASSESSMENT)), "12-3").passed


def test_evidence_without_a_file_blocks() -> None:
    found = said(replace(SOUND, evidences=(replace(ASSESSMENT, has_file=False),)), "12-3")
    assert found.blocks
    assert "没有附件" in found.message


def test_of_several_without_a_file_the_one_recorded_first_is_named() -> None:
    first, second = (replace(ASSESSMENT, title=title, has_file=False) for title in ("初评表", "复评表"))
    assert said(replace(SOUND, evidences=(first, second)), "12-3").message == "考核表“初评表”没有附件。"


def test_evidence_dated_tomorrow_does_not_exist_yet() -> None:
    assert said(replace(SOUND, evidences=(replace(ASSESSMENT, on=TODAY),)), "12-3").passed
    tomorrow = replace(ASSESSMENT, on=TODAY + dt.timedelta(days=1))
    assert said(replace(SOUND, evidences=(tomorrow,)), "12-3").blocks


def test_a_milestone_that_demands_no_evidence_passes_with_a_notice() -> None:
    found = said(replace(SOUND, evidence_required=None, evidences=(), condition=""), "12-3")
    assert found.passed
    assert found.notice
    assert found.message.endswith("付款条件：无。")
    assert said(replace(SOUND, evidence_required=None), "12-3").message.endswith("付款条件：季度考核合格。")


@pytest.mark.parametrize("kind", [kind for kind in MilestoneKind if kind is not MilestoneKind.GRANT])
def test_contract_money_cannot_be_paid_by_a_list(kind: MilestoneKind) -> None:
    assert said(replace(SOUND, milestone_kind=kind), "12-18").passed
    assert said(replace(GRANT, milestone_kind=kind), "12-18").blocks


def test_a_grant_cannot_be_paid_by_a_contract() -> None:
    assert said(GRANT, "12-18").passed
    found = said(replace(SOUND, milestone_kind=MilestoneKind.GRANT), "12-18")
    assert found.blocks
    assert found.message == "付款节点类型为“补助”，而付款依据为合同。"


def test_kinds_are_not_compared_before_a_milestone_is_chosen() -> None:
    assert finding(replace(GRANT, milestone_name="", milestone_kind=MilestoneKind.FINAL), "12-18") is None


def test_a_request_long_before_the_agreed_day_takes_a_reason() -> None:
    found = said(replace(SOUND, milestone_due_on=TODAY + dt.timedelta(days=31)), "12-14")
    assert found.needs_reason
    assert found.message == "约定付款日为 2026-12-21，本次申请提前 31 天（超过 30 天）。"


def test_a_request_up_to_thirty_days_early_is_only_a_notice() -> None:
    found = said(replace(SOUND, milestone_due_on=TODAY + dt.timedelta(days=30)), "12-14")
    assert found.passed
    assert found.notice
    assert dict(found.numbers)["提前天数"] == "30"


def test_a_day_early_is_a_notice() -> None:
    found = said(replace(SOUND, milestone_due_on=TODAY + dt.timedelta(days=1)), "12-14")
    assert (found.notice, dict(found.numbers)["提前天数"]) == (True, "1")


def test_after_the_agreed_day_nobody_is_early() -> None:
    found = said(replace(SOUND, milestone_due_on=TODAY - dt.timedelta(days=3)), "12-14")
    assert (found.notice, dict(found.numbers)["提前天数"]) == (False, "0")


def test_on_the_agreed_day_nothing_is_worth_a_look() -> None:
    found = said(replace(SOUND, milestone_due_on=TODAY), "12-14")
    assert found.passed
    assert not found.notice


def test_a_milestone_without_an_agreed_day_is_never_early() -> None:
    assert finding(replace(SOUND, milestone_due_on=None), "12-14") is None

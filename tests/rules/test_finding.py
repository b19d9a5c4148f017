"""What a rule can answer."""

from __future__ import annotations

from dataclasses import replace

from fundapp.rules.finding import Finding, Severity, blocking, met, unmet, wanting_reason

BLOCK = Finding(rule="12-1", article="第十二条", title="示例", severity=Severity.BLOCK, passed=False, message="不行。")
CAUTION = replace(BLOCK, severity=Severity.CAUTION)


def test_a_block_that_is_met_blocks_nothing() -> None:
    assert BLOCK.blocks
    assert not BLOCK.needs_reason
    assert not replace(BLOCK, passed=True).blocks


def test_a_caution_takes_a_reason_until_it_is_met() -> None:
    assert CAUTION.needs_reason
    assert not CAUTION.blocks
    assert not replace(CAUTION, passed=True).needs_reason


def test_findings_are_sorted_out_by_what_they_demand() -> None:
    found = (BLOCK, CAUTION, replace(BLOCK, passed=True), replace(CAUTION, passed=True, notice=True))
    assert blocking(found) == (BLOCK,)
    assert wanting_reason(found) == (CAUTION,)


def test_severities_have_the_office_word() -> None:
    assert [each.label for each in Severity] == ["必须处理", "需说明理由"]


def test_met_has_no_remedy_and_unmet_has_one() -> None:
    assert met("好。").passed
    assert met("好。").remedy == ""
    assert not met("好。").notice
    assert not unmet("不行。", remedy="请改。", field="金额").notice
    assert not BLOCK.notice
    assert unmet("不行。", remedy="请改。", field="金额").remedy == "请改。"
    assert not unmet("不行。", remedy="请改。", field="金额").passed

"""Problems are registered whole and in time, and their end is shown (art. 13)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from fundapp.rules.figures import figures
from fundapp.rules.finding import Finding, blocking
from fundapp.rules.judgement import judge
from fundapp.rules.rectification_case import ProblemCase, ReportCase
from fundapp.values.choices import ProblemSource, ProblemType

TODAY = dt.date(2026, 12, 28)
PROBLEM = ProblemCase(
    on=TODAY,
    found_on=TODAY,
    due_on=dt.date(2026, 12, 29),
    source=ProblemSource.AUDIT,
    source_id=None,
    source_document="示例审报〔2026〕3号",
    division_id=1,
    person_division_id=1,
    person_active=True,
    problem_type=ProblemType.RECORDS,
    amount=None,
    problem="验收资料不全",
    demand="补齐验收资料",
    measure="逐项补齐",
)
REPORT = ReportCase(on=TODAY, measure="逐项补齐", result="已补齐", evidence=1, before=2, no_evidence_reason="")


def said(case: ProblemCase | ReportCase, number: str) -> Finding:
    """What one rule says."""
    return next(one for one in judge(case, figures()) if one.rule == number)


def test_a_whole_problem_may_be_registered_and_a_whole_report_made() -> None:
    assert blocking(judge(PROBLEM, figures())) == ()
    assert blocking(judge(REPORT, figures())) == ()


@pytest.mark.parametrize(
    ("case", "number", "field"),
    [
        (replace(PROBLEM, problem="  "), "13-40", "问题"),
        (replace(PROBLEM, demand="", measure=" "), "13-40", "整改要求"),
        (replace(PROBLEM, demand=" ", measure=""), "13-40", "整改要求"),
        (replace(PROBLEM, found_on=None), "13-41", "发现日期"),
        (replace(PROBLEM, found_on=TODAY + dt.timedelta(days=1)), "13-41", "发现日期"),
        (replace(PROBLEM, due_on=None), "13-41", "整改期限"),
        (replace(PROBLEM, due_on=TODAY), "13-41", "整改期限"),
        (replace(PROBLEM, source_document=" "), "13-42", "来源文号"),
        (replace(PROBLEM, source=ProblemSource.MONITORING), "13-42", "来源"),
        (replace(PROBLEM, person_division_id=None), "13-43", "责任人"),
        (replace(PROBLEM, person_active=False), "13-43", "责任人"),
        (replace(PROBLEM, person_division_id=2), "13-43", "责任人"),
        (replace(PROBLEM, problem_type=None), "13-46", "问题类型"),
        (replace(PROBLEM, amount=0), "13-46", "涉及金额"),
        (replace(PROBLEM, amount=-100), "13-46", "涉及金额"),
        (replace(REPORT, measure=""), "13-44", "整改措施"),
        (replace(REPORT, measure="　"), "13-44", "整改措施"),
        (replace(REPORT, result=" "), "13-44", "完成情况"),
        (replace(REPORT, evidence=0), "13-45", "无佐证原因"),
        (replace(REPORT, evidence=0, no_evidence_reason="\n"), "13-45", "无佐证原因"),
    ],
)
def test_what_is_missing_blocks_and_names_the_field(case: ProblemCase | ReportCase, number: str, field: str) -> None:
    found = said(case, number)
    assert found.blocks
    assert found.field == field
    assert found.remedy


@pytest.mark.parametrize("measure", ["", " "])
def test_a_measure_may_come_later_and_then_is_noted(measure: str) -> None:
    found = said(replace(PROBLEM, measure=measure), "13-40")
    assert found.passed
    assert found.notice


def test_whoever_is_not_named_is_not_called_somebody_of_another_division() -> None:
    assert said(replace(PROBLEM, person_division_id=None), "13-43").message == "还没有指定责任人。"


def test_the_paper_is_named_without_the_spaces_around_it() -> None:
    found = said(replace(PROBLEM, source_document=" 示例审报〔2026〕3号 "), "13-42")
    assert found.message == f"来源：{ProblemSource.AUDIT.label}，示例审报〔2026〕3号。"


def test_a_record_of_the_ledger_is_a_source_by_itself() -> None:
    found = said(replace(PROBLEM, source=ProblemSource.KEY_EVALUATION, source_id=3, source_document=""), "13-42")
    assert found.passed
    assert "重点评价" in found.message


def test_files_that_are_older_than_the_report_prove_nothing() -> None:
    found = said(replace(REPORT, evidence=0), "13-45")
    assert not found.passed
    assert found.message == "登记或退回以前的 2 件材料不作为完成的佐证，还没有上传佐证材料。"
    assert said(replace(REPORT, evidence=0, before=0), "13-45").message == "还没有上传佐证材料。"


def test_without_files_the_reason_is_enough_and_is_noted() -> None:
    found = said(replace(REPORT, evidence=0, no_evidence_reason=" 制度已废止，无材料\n"), "13-45")
    assert found.passed
    assert found.notice
    assert found.message == "没有佐证材料：制度已废止，无材料"


def test_type_and_money_of_a_problem_are_said_and_money_may_be_left_out() -> None:
    assert said(PROBLEM, "13-46").message == "问题类型：资料档案。"
    assert said(replace(PROBLEM, amount=1), "13-46").message == "问题类型：资料档案，涉及 0.01 元。"

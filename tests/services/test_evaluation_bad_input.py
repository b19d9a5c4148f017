"""What a self-evaluation says to input that cannot be right: a clear sentence, and nothing that was typed is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.errors import Refused, Stale
from fundapp.services import evaluation_sheet, evaluations
from fundapp.services.evaluation_draft import EvaluationDraft, ScoreEntry
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.values.choices import AppropriationKind
from fundapp.values.score import Operator
from tests.services.evaluation_year import CLERK, HEAD, LEADER, OTHER_CLERK, WAN, Year, plan


def bare(year: Year, entry: IndicatorEntry) -> tuple[EvaluationDraft, int]:
    """A project with a budget of 100 万元, one indicator and no spending; a draft of it, and the indicator."""
    made = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    year.office.appropriate(made, 2026, "local", AppropriationKind.INITIAL, 100 * WAN)
    (key,) = plan(year.office, made, 2026, (entry,), "10-90")
    draft = year.office.ask(CLERK, evaluations.blank, made, 2026)
    return replace(draft, outcome="已建成。", scores=(ScoreEntry(key, Decimal(3)),)), key


def stored(year: Year, draft: EvaluationDraft) -> int:
    """The draft in the ledger."""
    return year.office.do(CLERK, evaluations.save, draft)


COUNT = IndicatorEntry("绩效指标", "数量", "接口数量", Operator.AT_LEAST, 9000, Decimal(3), unit="个")
NONE = IndicatorEntry("绩效指标", "质量", "安全事故", Operator.AT_MOST, 9000, Decimal(0), unit="次")


def test_a_year_without_spending_is_evaluated_once_the_reason_is_written(year: Year) -> None:
    draft, _ = bare(year, COUNT)
    key = stored(year, draft)
    with pytest.raises(Refused, match=r"本年没有支出，预算执行率 0\.00%，低于 90\.00%。") as caught:
        year.office.do(CLERK, evaluations.submit, key)
    assert (caught.value.field, caught.value.remedy) == ("执行率说明", "请填写执行率偏低的原因。")
    assert year.office.ask(CLERK, evaluation_sheet.sheet, key).draft.outcome == "已建成。"
    year.office.do(CLERK, evaluations.save, replace(draft, execution_explanation="合同次年签订，资金结转。"), key)
    year.office.do(CLERK, evaluations.submit, key)
    for who in (HEAD, LEADER):
        year.office.agree(who, key)
    found = year.office.ask(CLERK, evaluation_sheet.sheet, key).result
    assert (found.execution_rate_bp, found.execution_points, found.total_points, found.grade) == (0, 0, 9000, "优")


def test_a_target_of_zero_that_was_missed_is_judged_and_the_judgement_explained(year: Year) -> None:
    draft, key = bare(year, NONE)
    draft = replace(draft, execution_explanation="合同次年签订，资金结转。")
    evaluation = stored(year, draft)
    with pytest.raises(Refused, match="“安全事故”目标值或实际值为 0 或负数，不能按比例计算，请经办人评定得分比例"):
        year.office.do(CLERK, evaluations.submit, evaluation)
    judged = ScoreEntry(key, Decimal(3), rating_bp=10_000)
    year.office.do(CLERK, evaluations.save, replace(draft, scores=(judged,)), evaluation)
    with pytest.raises(Refused, match="1 个指标缺偏差说明：“安全事故”。") as caught:
        year.office.do(CLERK, evaluations.submit, evaluation)
    assert "写明评定依据" in caught.value.remedy
    explained = replace(judged, explanation="三起均为外部电力故障，见调查报告。")
    year.office.do(CLERK, evaluations.save, replace(draft, scores=(explained,)), evaluation)
    year.office.do(CLERK, evaluations.submit, evaluation)
    line = year.office.ask(CLERK, evaluation_sheet.sheet, evaluation).indicators[0]
    assert (line.actual, line.status, line.result.points) == ("3次", "已评定", 9000)


def test_an_actual_as_a_word_is_printed_as_typed_and_needs_judgement_with_its_ground(year: Year) -> None:
    draft, key = bare(year, COUNT)
    draft = replace(draft, execution_explanation="结转。", scores=(ScoreEntry(key, actual_text="完成"),))
    evaluation = stored(year, draft)
    with pytest.raises(Refused, match="“接口数量”没有填写数字形式的实际完成值"):
        year.office.do(CLERK, evaluations.submit, evaluation)
    assert year.office.ask(CLERK, evaluation_sheet.sheet, evaluation).indicators[0].actual == "完成"


def test_the_second_of_two_clerks_is_told_and_the_first_ones_text_stands(year: Year) -> None:
    key = year.saved()
    both = year.office.ask(CLERK, evaluation_sheet.sheet, key).draft
    year.office.do(CLERK, evaluations.save, replace(both, outcome="甲所写。", conclusion="甲的结论。"), key)
    with pytest.raises(Stale, match="修改"):
        year.office.do(OTHER_CLERK, evaluations.save, replace(both, outcome="乙所写。"), key)
    kept = year.office.ask(CLERK, evaluation_sheet.sheet, key).draft
    assert (kept.outcome, kept.conclusion) == ("甲所写。", "甲的结论。")

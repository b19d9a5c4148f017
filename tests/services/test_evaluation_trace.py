"""Every number of a self-evaluation leads to the rows behind it, its formula, and the dated figures it used."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.errors import NotFound
from fundapp.services import evaluation_trace, evaluations, evidence
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.evaluation_sheet import said_facts
from fundapp.services.evaluation_trace import Trace, TraceRow
from fundapp.services.evidence import EvidenceEntry
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.monitoring_draft import LineEntry
from fundapp.values.choices import AppropriationKind, EvidenceKind, EvidenceResult
from fundapp.values.documents import SubjectKind
from fundapp.values.score import ExecutionMode, Operator
from tests.services import watching
from tests.services.evaluation_year import CLERK, INDICATORS, WAN, Year, file, plan


def indicator(year: Year, place: int, evaluation: int, **changed: ScoreEntry) -> Trace:
    """The trace of an indicator as it is typed."""
    draft = year.draft(**changed)
    return year.office.ask(CLERK, evaluation_trace.indicator, evaluation, year.indicators[place], draft)


def kinds(trace: Trace) -> set[SubjectKind | None]:
    """What its rows open."""
    return {row.kind for row in trace.rows}


def test_the_budget_is_every_appropriation_with_its_document(year: Year) -> None:
    found = year.office.ask(CLERK, evaluation_trace.budget, year.saved())
    assert found.value == "450.00 万元"
    assert [(row.what, row.amount) for row in found.rows] == [
        ("年初预算", 420 * WAN),
        ("追加", 15 * WAN),
        ("调减", -5 * WAN),
        ("上年结转", 20 * WAN),
    ]
    assert sum(row.amount or 0 for row in found.rows) == 450 * WAN
    assert found.rows[0].detail == "本级财政管理资金　示例财预〔2026〕8号"
    assert found.rows[3].detail.startswith("上级转移支付资金")
    assert (found.rows[0].on, found.rows[0].value) == (dt.date(2026, 3, 2), "4,200,000.00 元")
    assert {(row.kind, row.record_id) for row in found.rows} == {(SubjectKind.PROJECT, year.project)}
    assert found.note == ""


def test_the_executed_sum_is_every_disbursement_and_each_opens_its_request(year: Year) -> None:
    found = year.office.ask(CLERK, evaluation_trace.executed, year.saved())
    assert found.value == "412.50 万元"
    assert [(row.what, row.amount) for row in found.rows] == [
        ("拨付 记-0001", 375 * WAN),
        ("拨付 记-0002", 375 * WAN // 10),
    ]
    assert found.rows[1].detail == "ZF-2026-0002　第2期服务费"
    assert [(row.kind, row.record_id) for row in found.rows] == [(SubjectKind.PAYMENT, 1), (SubjectKind.PAYMENT, 2)]


def test_after_submission_a_ledger_that_moved_is_named(year: Year) -> None:
    key = year.submitted()
    year.office.appropriate(year.project, 2026, "local", AppropriationKind.CUT, 10 * WAN)
    found = year.office.ask(CLERK, evaluation_trace.budget, key)
    assert found.value == "450.00 万元"
    assert found.note == "送审之后账面全年预算数由 450.00 万元变为 440.00 万元。下列为账面现在的记录。"
    assert len(found.rows) == 5


def test_the_rate_names_its_two_sums_and_the_line_below_which_a_reason_is_due(year: Year) -> None:
    found = year.office.ask(CLERK, evaluation_trace.execution, year.saved())
    assert found.value == "9.17 / 10.00 分"
    assert found.formula == "412.50 万元 ÷ 450.00 万元 ＝ 91.67%；10.00 × 91.67% ＝ 9.17 分。"
    assert [row.amount for row in found.rows] == [4125 * WAN // 10, 450 * WAN]
    (used,) = found.figures
    assert (used.value, used.sample) == ("90.00%", True)
    assert "绩效自评通知" in used.document


def test_by_steps_the_table_is_shown_with_its_document(year: Year) -> None:
    typed = replace(year.draft(), execution_mode=ExecutionMode.STEPPED)
    found = year.office.ask(CLERK, evaluation_trace.execution, year.saved(), typed)
    assert found.value == "7.00 / 10.00 分"
    assert found.figures[0].value == "不足 60% 得 0%，60% 及以上得 50%，80% 及以上得 70%"
    assert "财预〔2021〕101号" in found.figures[0].document


def test_without_a_budget_the_rate_has_no_points(year: Year) -> None:
    bare = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    plan(
        year.office,
        bare,
        2026,
        (IndicatorEntry("绩效指标", "数量", "接口", Operator.AT_LEAST, 9000, Decimal(3), unit="个"),),
        "10-90",
    )
    found = year.office.ask(CLERK, evaluation_trace.execution, year.office.do(CLERK, evaluations.prepare, bare, 2026))
    assert found.value == "— / 10.00 分"
    assert found.formula.startswith("全年预算数为 0")


def test_an_indicator_lists_its_monitorings_with_number_day_and_value(year: Year) -> None:
    key = year.saved()
    monitoring = watching.approved(year)
    waiting = watching.saved(year, watching.AD_HOC, a=LineEntry(year.indicators[0], likelihood=watching.SURE))
    found = indicator(year, 0, key)
    assert found.title == "网络应用正常运行率"
    assert found.value == "25.00 / 25.00 分"
    assert found.formula == "实际 99.9%，目标 ＝ 99.9%，达到，得满分 25.00 分。"
    assert (
        indicator(year, 2, key).formula == "指标值 全年无重大事故，实际完成值 达成。达成：15.00 × 100.00% ＝ 15.00 分。"
    )
    assert found.rows[1] == TraceRow(
        "监控 JK-2026-0001",
        "截至2026年6月30日　已定稿",
        dt.date(2026, 12, 28),
        "99.95%",
        kind=SubjectKind.MONITORING,
        record_id=monitoring,
    )
    assert (found.rows[0].what, found.rows[0].value, found.rows[0].record_id) == ("监控 （未编号）", "—", waiting)
    assert found.rows[0].detail.endswith("草稿")
    assert indicator(year, 2, key).rows[1].value == "未发生事故"


def test_an_indicator_lists_the_years_proofs_with_their_files_and_the_forms_own(year: Year) -> None:
    key = year.saved()
    entry = EvidenceEntry(EvidenceKind.ACCEPTANCE_FINAL, "终验", EvidenceResult.PASSED, dt.date(2026, 12, 1), 10000)
    year.office.do(CLERK, evidence.add, year.milestones[0], entry, (file("终验报告.pdf"),))
    year.office.do(CLERK, evaluations.attach_file, key, file("满意度问卷.pdf"))
    rows = indicator(year, 4, key).rows
    assert (rows[0].what, rows[0].detail) == ("终验报告“终验”", "第1期服务费")
    assert (rows[0].value, rows[0].kind, rows[0].on) == (
        "合格，进度 100.00%",
        SubjectKind.CONTRACT,
        dt.date(2026, 12, 1),
    )
    assert (rows[1].what, rows[1].detail, rows[1].kind) == ("　附件", "终验报告.pdf", None)
    assert rows[1].file_id > 0
    assert [row.detail for row in rows if row.what == "自评附件"] == ["满意度问卷.pdf"]
    assert sum(row.what.startswith("考核表") for row in rows) == 3


def test_the_figures_an_indicator_used_are_named_with_their_document(year: Year) -> None:
    key = year.saved()
    (trigger,) = indicator(year, 0, key).figures
    assert (trigger.value, trigger.sample) == ("130.00%", True)
    (bands,) = indicator(year, 2, key).figures
    assert bands.value == "达成 100.00%–80.00%，部分达成 80.00%–60.00%，未达成 60.00%–0.00%"
    assert bands.document == "财预〔2020〕10号"


def test_a_date_indicator_lists_the_last_disbursement_and_the_steps_of_lateness(year: Year) -> None:
    other = IndicatorEntry("满意度指标", "时效", "经费支出时间", Operator.DATE, 1000, target_on=dt.date(2026, 11, 30))
    ids = plan(year.office, year.project, 2026, (*INDICATORS[:4], other), "2020-10")
    dated = replace(year, indicators=ids)
    watching.submitted(dated, e=LineEntry(ids[4], actual_on=dt.date(2026, 2, 1), likelihood=watching.SURE))
    found = indicator(dated, 4, dated.saved(e=ScoreEntry(ids[4], actual_on=dt.date(2026, 3, 2))))
    assert found.rows[0].value == "2026年2月1日"
    assert (found.rows[1].what, found.rows[1].on, found.rows[1].kind) == (
        "当年最后一笔拨付",
        dt.date(2026, 3, 2),
        SubjectKind.PAYMENT,
    )
    assert [one.value for one in found.figures] == ["逾期不得分"]


def test_satisfaction_by_steps_names_its_table(year: Year) -> None:
    entries = tuple(
        replace(one, weight=5000 if place == 0 else one.weight)
        for place, one in enumerate((INDICATORS[0], *INDICATORS[2:]))
    )
    ids = plan(year.office, year.project, 2026, entries, "2021-101-no-cost")
    found = year.office.ask(
        CLERK, evaluation_trace.indicator, year.office.do(CLERK, evaluations.prepare, year.project, 2026), ids[3]
    )
    assert found.figures[0].value == "不足 60% 得 0%，60% 及以上得 50%，80% 及以上得 80%，90% 及以上得 100%"
    assert "指标值 ≥95%，实际完成值 未填写。" in found.formula
    assert found.value == "— / 10.00 分"


def test_a_year_without_disbursement_has_no_last_one(year: Year) -> None:
    bare = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    day = IndicatorEntry("绩效指标", "时效", "例会时间", Operator.DATE, 9000, target_on=dt.date(2026, 11, 30))
    (key,) = plan(year.office, bare, 2026, (day,), "10-90")
    prepared = year.office.do(CLERK, evaluations.prepare, bare, 2026)
    assert year.office.ask(CLERK, evaluation_trace.indicator, prepared, key).rows == ()


def test_the_total_is_the_sum_of_its_lines_by_the_grades_and_the_split_of_the_year(year: Year) -> None:
    found = year.office.ask(CLERK, evaluation_trace.total, year.approved())
    assert found.value == "99.16 分"
    assert found.formula == "预算执行率与 5 个指标的得分相加，合计 99.16 分，等级优。"
    assert [row.value for row in found.rows] == [
        "9.17 / 10.00", "25.00 / 25.00", "25.00 / 25.00", "15.00 / 15.00", "14.99 / 15.00", "10.00 / 10.00",
    ]  # fmt: skip
    grades, scheme = found.figures
    assert grades.value == "90.00 分及以上为优，80.00 分及以上为良，60.00 分及以上为中，0.00 分及以上为差"
    assert (grades.document, scheme.document) == ("财预〔2020〕10号", "财预〔2020〕10号")
    assert scheme.value.startswith("财预〔2020〕10号：执行率10")


def test_the_total_says_which_line_does_not_apply(year: Year) -> None:
    dropped = ScoreEntry(year.indicators[4], Decimal(-1), applicable=False, explanation="本年未调查。")
    evaluation = year.submitted(e=dropped)
    found = year.office.ask(CLERK, evaluation_trace.total, evaluation)
    assert found.rows[-1].value == "不适用"
    assert found.rows[1].value == "28.13 / 28.13"
    assert indicator(year, 4, evaluation).value == "不适用"


def test_an_unfinished_total_says_so(year: Year) -> None:
    prepared = year.office.do(CLERK, evaluations.prepare, year.project, 2026)
    found = year.office.ask(CLERK, evaluation_trace.total, prepared)
    assert found.formula.endswith("合计 9.17 分，还没有填完。")
    assert found.rows[1].value == "— / 25.00"


def test_after_submission_what_was_signed_counts_and_not_what_is_typed(year: Year) -> None:
    key = year.submitted()
    found = indicator(year, 0, key, a=ScoreEntry(year.indicators[0], Decimal(1)))
    assert found.value == "25.00 / 25.00 分"


def test_an_indicator_of_another_year_is_not_found(year: Year) -> None:
    with pytest.raises(NotFound, match="2026 年度没有这个指标。"):
        year.office.ask(CLERK, evaluation_trace.indicator, year.saved(), 999)


def test_a_split_that_was_not_kept_is_left_out(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    key = year.submitted()
    monkeypatch.setattr(
        "fundapp.services.evaluation_trace.said_facts", lambda desk, one: replace(said_facts(desk, one), scheme="")
    )
    assert [one.title for one in year.office.ask(CLERK, evaluation_trace.total, key).figures] == ["等级"]


def test_both_ways_of_scoring_the_rate_are_explained_with_their_documents(year: Year) -> None:
    said = year.office.ask(CLERK, lambda desk: evaluation_trace.execution_scale(desk, desk.today))
    assert said.startswith("按执行率：分值 × 执行率。按档次：指标全部达成且未超预算得满分，否则执行率不足 60% 得 0%，")
    assert "80% 及以上得 70%。依据：财预〔2020〕10号；财预〔2021〕101号" in said

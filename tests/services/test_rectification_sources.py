"""Problems begin from what found them: self-evaluation, monitoring, key evaluation (arts. 13, 15, 16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from fundapp.errors import NotFound, Refused
from fundapp.models import Evaluation, Monitoring, MonitoringLine, Rectification
from fundapp.services import evaluations, key_evaluations, rectification_sources, rectifications
from fundapp.services.desk import Desk
from fundapp.services.evaluation_draft import ScoreEntry
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.services.rectification_sheet import sheet
from fundapp.values.choices import DocumentState, Evaluator, Likelihood, MonitoringKind, ProblemSource, ProblemType
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, LEADER, STRANGER, Year
from tests.services.rectifying import entry, person_id

SELF, MONITOR, KEY = ProblemSource.SELF_EVALUATION, ProblemSource.MONITORING, ProblemSource.KEY_EVALUATION
LOW = {
    "b": ScoreEntry(2, Decimal(4), explanation="备件不足。"),
    "c": ScoreEntry(3, applicable=False, explanation="本年未开展。"),
}


def poor(year: Year) -> int:
    """An approved self-evaluation: the response took twice as long as promised, and one indicator did not apply."""
    office = year.office
    lines = {
        name: ScoreEntry(**{**vars(one), "indicator_id": year.indicators[ord(name) - 97]}) for name, one in LOW.items()
    }
    draft = year.draft(**lines)
    given = {**vars(draft), "problems": "响应慢于承诺。", "measures": "增加驻场人员。"}
    key = office.do(CLERK, evaluations.save, type(draft)(**given))
    office.do(CLERK, evaluations.submit, key)
    office.agree(HEAD, key)
    office.agree(LEADER, key)
    return key


def monitoring(year: Year, state: DocumentState = DocumentState.APPROVED) -> Monitoring:
    """A monitoring that doubts one indicator, as its screens would store it."""
    row = Monitoring(
        number="JK-2026-0001",
        project_year_id=1,
        division_id=year.office.divisions["大数据中心"],
        author_id=person_id(year, CLERK),
        last_editor_id=person_id(year, CLERK),
        dated=dt.date(2026, 8, 5),
        kind=MonitoringKind.ROUND,
        until=dt.date(2026, 7, 31),
        problems="采购滞后。",
        measures="倒排工期。",
        state=state,
    )
    said = (
        (Likelihood.CERTAIN, ""),
        (Likelihood.POSSIBLE, "等待招标"),
        (Likelihood.IMPOSSIBLE, ""),
        (None, ""),
    )
    row.lines = [
        MonitoringLine(indicator_id=key, likelihood=likelihood, reason=reason)
        for key, (likelihood, reason) in zip(year.indicators, said, strict=False)
    ]
    return row


def key_evaluation(year: Year) -> int:
    """The finance bureau's finding."""
    found = KeyEvaluationEntry(
        Evaluator.FINANCE_BUREAU, dt.date(2026, 12, 20), "示例财绩〔2026〕9号", 7150, "成本偏高。", "重新测算单价。"
    )
    return year.office.do(CLERK, key_evaluations.record, year.project, 2026, found)


def test_a_problem_from_a_self_evaluation_brings_its_words_and_its_poor_indicators(year: Year) -> None:
    key = poor(year)
    made = year.office.ask(CLERK, rectification_sources.prefill, SELF, key)
    assert (made.project_id, made.year, made.source, made.source_id) == (year.project, 2026, SELF, key)
    assert (made.division_id, made.person_id) == (year.office.divisions["大数据中心"], person_id(year, CLERK))
    assert made.found_on == dt.date(2026, 12, 28)
    first, second = made.problem.split("\n")
    assert first == "响应慢于承诺。"
    assert second.startswith("指标“系统故障响应时间”得 ")
    assert second.endswith("目标 <2小时，实际 4小时：备件不足。")
    assert (made.demand, made.measure, made.due_on) == ("", "增加驻场人员。", None)


def test_a_good_indicator_with_a_small_loss_is_no_problem(year: Year) -> None:
    assert year.office.ask(CLERK, rectification_sources.prefill, SELF, year.approved()).problem == ""


def test_somebody_of_another_division_does_not_become_the_person_responsible(year: Year) -> None:
    assert year.office.ask(LEADER, rectification_sources.prefill, SELF, poor(year)).person_id == 0


def test_a_problem_from_a_monitoring_brings_what_is_in_doubt(year: Year) -> None:
    row = monitoring(year)

    @dataclass
    class Shelf(Desk):
        """Finds the monitoring as if it were signed in the ledger."""

        def get(self, kind: type[Any], key: int) -> Any:
            return row if kind is Monitoring else super().get(kind, key)

    def ask(desk: Desk) -> tuple[str, str, str, dt.date | None]:
        shelf = Shelf(desk.session, desk.me, desk.now, desk.figures, desk.path)
        made = rectification_sources.prefill(shelf, MONITOR, 1)
        problem = Rectification(
            number="ZG-2026-0009", project_id=1, year=2026, source=MONITOR, source_id=1, division_id=1, person_id=1,
            author_id=1, found_on=row.dated, first_due_on=row.dated, due_on=row.dated, problem_type=ProblemType.GOALS,
            problem="问题",
        )  # fmt: skip
        return made.problem, made.measure, rectification_sources.source_name(shelf, problem), made.found_on

    problem, measure, named, found_on = year.office.ask(CLERK, ask)
    assert problem.split("\n") == [
        "采购滞后。",
        "指标“系统故障响应时间”全年目标有可能完成：等待招标",
        "指标“网络安全性”全年目标完全不可能完成",
    ]
    assert (measure, named, found_on) == ("倒排工期。", "运行监控 JK-2026-0001", dt.date(2026, 8, 5))


def test_a_problem_from_a_key_evaluation_brings_finding_and_advice(year: Year) -> None:
    key = key_evaluation(year)
    made = year.office.ask(CLERK, rectification_sources.prefill, KEY, key)
    assert (made.problem, made.demand, made.measure) == ("成本偏高。", "重新测算单价。", "")
    assert (made.found_on, made.division_id) == (dt.date(2026, 12, 20), year.office.divisions["大数据中心"])


def test_a_registered_problem_names_the_record_that_found_it(year: Year) -> None:
    due = {"due_on": dt.date(2027, 3, 31), "source_document": "不用的文号"}
    one = year.office.do(CLERK, rectifications.register, entry(year, source=SELF, source_id=poor(year), **due))
    other = year.office.do(
        CLERK, rectifications.register, entry(year, source=KEY, source_id=key_evaluation(year), **due)
    )
    names = [year.office.ask(CLERK, sheet, key).source_name for key in (one, other)]
    assert names == ["绩效自评 ZP-2026-0001", "重点评价（市财政局）示例财绩〔2026〕9号"]


def test_what_is_not_signed_or_void_or_not_there_is_no_source(year: Year) -> None:
    draft = year.saved()
    with pytest.raises(Refused, match="绩效自评还没有签批完成"):
        year.office.ask(CLERK, rectification_sources.prefill, SELF, draft)
    assert "还没有签批完成" in year.office.ask(CLERK, rectification_sources.barred, SELF, draft)
    key = key_evaluation(year)
    year.office.do(FINANCE, key_evaluations.void, key, "文号有误")
    with pytest.raises(Refused, match="重点评价已作废"):
        year.office.ask(CLERK, rectification_sources.prefill, KEY, key)
    with pytest.raises(NotFound):
        year.office.ask(CLERK, rectification_sources.prefill, KEY, 99)


def test_who_may_begin_a_problem_from_a_record_is_said_beforehand(year: Year) -> None:
    key = year.approved()
    assert year.office.ask(CLERK, rectification_sources.barred, SELF, key) == ""
    assert "其他科室" in year.office.ask(STRANGER, rectification_sources.barred, SELF, key)
    assert "登记整改事项" in year.office.ask(AUDITOR, rectification_sources.barred, SELF, key)

    def nobody(desk: Desk) -> str:
        assert desk.get(Evaluation, key)
        return rectification_sources.barred(Desk(desk.session, None, desk.now, desk.figures, desk.path), SELF, key)

    assert year.office.ask(CLERK, nobody) == "请先登录。"

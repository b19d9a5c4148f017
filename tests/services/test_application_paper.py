"""The blanks of 项目支出绩效目标申报表: from the ledger while it is open, as submitted afterwards."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from fundapp.forms.application_form import ApplicationBlanks, PromiseBlank
from fundapp.forms.imprint import Imprint
from fundapp.services import application_paper, applications, indicators, printing, projects
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.values.choices import Conclusion, ProblemSource
from fundapp.values.documents import FormKind
from fundapp.values.score import Operator
from tests.builders import office
from tests.forms.reading import pages
from tests.services.applying import approved, evaluate, open_next, poor, problem, rectified, saved, submitted
from tests.services.evaluation_year import CLERK, HEAD, INDICATORS, WAN, Year
from tests.services.reviewing import reviewed


def blanks(year: Year, key: int) -> ApplicationBlanks:
    return year.office.ask(CLERK, application_paper.blanks, key, Imprint(office="示例"))


def test_project_and_money_stand_as_the_ledger_has_them(planned: Year) -> None:
    found = blanks(planned, saved(planned, shares=(("local", 300 * WAN), ("transfer", 5 * WAN), ("own", 2 * WAN))))
    assert (found.project_name, found.project_number) == ("政务云服务项目", "XM-2026-0001")
    assert found.category == "政务云项目（特定目标类）"
    assert (found.renewed, found.begins, found.ends) == (True, dt.date(2026, 1, 1), dt.date(2028, 12, 31))
    assert found.approval == "示例政数〔2026〕1号"
    assert (found.total, found.fiscal, found.other) == (307 * WAN, 305 * WAN, 2 * WAN)
    assert found.fiscal_sources == (("本级财政管理资金", 300 * WAN), ("上级转移支付资金", 5 * WAN))
    assert found.unit.endswith("（大数据中心）")


def test_promises_are_split_into_sign_value_and_unit(planned: Year) -> None:
    day = IndicatorEntry(
        "效益指标", "社会效益指标", "资源迁移完成", Operator.DATE, 1500, target_on=dt.date(2027, 6, 30)
    )
    entries = (*INDICATORS[:3], day, INDICATORS[4])
    planned.office.do(
        CLERK, indicators.set_for_year, planned.project, 2027, "目标", tuple(replace(one, id=0) for one in entries),
        "2020-10",
    )  # fmt: skip
    found = blanks(planned, saved(planned))
    assert found.promises[0] == PromiseBlank("产出指标", "质量指标", "网络应用正常运行率", "＝", "99.9", "%", 2500)
    assert found.promises[2].target == "全年无重大事故"
    assert (found.promises[3].nature, found.promises[3].target, found.promises[3].unit) == (
        "日期",
        "2027年6月30日前",
        "",
    )
    assert found.promises[0].target == str(Decimal("99.9"))
    assert found.execution == 1000
    assert found.scheme.startswith("财预〔2020〕10号")


def test_the_result_of_the_year_before_and_the_statement_are_printed(year: Year) -> None:
    evaluation = evaluate(year, **poor(year))
    open_next(year)
    rectified(year, problem(year, ProblemSource.SELF_EVALUATION, evaluation))
    key = submitted(year, adjustment="增设双路供电，压减云主机。")
    found = blanks(year, key)
    assert found.adjusting
    assert found.results[0].endswith("分，等级“中”。")
    assert found.results[1] == "整改事项：ZG-2026-0001（2026 年度，已销号）。"
    told = "".join(pages(year.office.ask(CLERK, printing.preview, FormKind.APPLICATION, key)))
    assert "调整说明增设双路供电，压减云主机。" in told
    assert "绩效自评ZP-2026-0001：" in told


def test_without_a_poor_result_there_is_no_room_for_a_statement(planned: Year) -> None:
    found = blanks(planned, saved(planned))
    assert not found.adjusting
    assert found.results[1] == "以前年度没有整改事项。"


def test_an_unfinished_self_evaluation_is_said_so(year: Year) -> None:
    open_next(year)
    assert blanks(year, saved(year)).results == ("2026 年度绩效自评尚未定稿。", "以前年度没有整改事项。")


def test_the_first_year_is_new_and_has_no_result(year: Year) -> None:
    found = blanks(year, saved(year, year=2026))
    assert not found.renewed
    assert found.results == ("2025 年度没有本项目，无上年度评价结果。",)


def test_a_year_whose_split_was_never_stored_prints_none(planned: Year) -> None:
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, "目标")
    found = blanks(planned, saved(planned, year=2028))
    assert (found.scheme, found.execution, found.promises) == ("", 10_000, ())


def test_a_review_that_adjusts_stands_among_the_results(tmp_path: Path) -> None:
    place = office(tmp_path)
    project = place.project(year=2023)
    reviewed(place, project, 2025, Conclusion.ADJUST)
    place.do(place.clerk, projects.open_year, project, 2026, "目标")
    key = place.do(place.clerk, applications.prepare, project, 2026)
    found = place.ledger.ask(place.clerk, application_paper.blanks, key, Imprint(office="示例"))
    assert found.adjusting
    assert found.results[-1] == "期满评价 QM-2025-0001 结论“调整”。"
    place.ledger.close()


def test_hands_stand_in_the_order_of_the_route_with_the_leaders_ticks(planned: Year) -> None:
    key = approved(planned)
    found = blanks(planned, key)
    assert [sign.step for sign in found.signs] == ["科室负责人审核", "财务审核", "分管领导审核", "主要领导审批"]
    assert [sign.name for sign in found.signs][:2] == [HEAD, "财务审核"]
    assert all(check.ticked for check in found.signs[2].checks)
    issued = planned.office.do(CLERK, printing.issue, FormKind.APPLICATION, key)
    row = planned.office.ask(CLERK, printing.issued_row, issued)
    assert (row.number, row.current) == ("SQ-2027-0001", True)


def test_an_open_application_has_empty_cells(planned: Year) -> None:
    assert [sign.name for sign in blanks(planned, saved(planned)).signs] == ["", "", "", ""]

"""What screens and lists say of an annual application."""

from __future__ import annotations

from fundapp.models import Application
from fundapp.rules.finding import blocking
from fundapp.services import (
    application_sheet,
)
from tests.services.applying import (
    GOAL,
    draft,
    saved,
    sheet,
)
from tests.services.evaluation_year import (
    CLERK,
    INDICATORS,
    Year,
)


def test_the_sheet_shows_goal_indicators_split_and_what_execution_keeps(planned: Year) -> None:
    found = sheet(planned, saved(planned))
    assert found.plan.goal == GOAL
    assert found.plan.scheme.startswith("财预〔2020〕10号")
    assert found.plan.execution == 1000
    assert [line.target for line in found.plan.lines] == ["=99.9%", "<2小时", "全年无重大事故", "≥99.99%", "≥95%"]
    assert len(found.plan.lines) == len(INDICATORS)
    assert found.sources == (("local", "本级财政管理资金"), ("own", "单位资金"), ("transfer", "上级转移支付资金"))


def test_a_preview_says_the_same_of_what_is_not_stored(planned: Year) -> None:
    found = planned.office.ask(CLERK, application_sheet.preview, draft(planned, plan=""))
    assert [one.title for one in blocking(found.findings)] == ["写明年度实施计划"]
    assert found.plan.goal == GOAL
    assert [line.tone for line in found.gate] == ["ok"]


def test_lists_name_the_project_and_the_sum(planned: Year) -> None:
    key = saved(planned)
    title = planned.office.ask(CLERK, lambda desk: application_sheet.title(desk, desk.get(Application, key)))
    assert title == ("政务云服务项目", "2027 年度申请 400.00 万元")
    assert planned.office.ask(CLERK, lambda desk: application_sheet.bar_money(desk, desk.get(Application, key))) is None


def test_the_findings_of_a_stored_application_are_those_of_what_it_says(planned: Year) -> None:
    key = saved(planned, plan="")
    found = planned.office.ask(CLERK, lambda desk: application_sheet.findings(desk, desk.get(Application, key)))
    assert [one.title for one in blocking(found)] == ["写明年度实施计划"]

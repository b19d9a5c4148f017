"""A monitoring from draft to the last hand (arts. 5, 15): who may, what is kept, what refuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.errors import Forbidden, Invalid, Refused, Stale
from fundapp.services import attachments, indicators, monitoring_sheet, monitorings, projects, why_not
from fundapp.services.indicators import of_year
from fundapp.services.monitoring_draft import LineEntry
from fundapp.services.projects import AppropriationEntry, ProjectEntry
from fundapp.services.signing import Signing
from fundapp.values.choices import AppropriationKind, Decision, DocumentState, Likelihood
from fundapp.values.documents import SubjectKind
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, OTHER_CLERK, STRANGER, WAN, Year, file
from tests.services.watching import AD_HOC, JULY, ROUND, approved, draft, row, saved, submitted


def refused(act: Callable[[], object]) -> Refused:
    """What is said."""
    with pytest.raises(Refused) as caught:
        act()
    return caught.value


# -- beginning one -------------------------------------------------------------------------------------------------


def test_a_round_begins_with_the_set_period_and_leaves_the_forecast_to_the_clerk(year: Year) -> None:
    found = year.office.ask(CLERK, monitorings.blank, year.project, 2026, ROUND)
    assert found.until == dt.date(2026, 6, 30)
    assert found.forecast is None
    assert [line.indicator_id for line in found.lines] == list(year.indicators)
    assert found.phone == "0573-00000000"


def test_an_ad_hoc_one_begins_with_today_or_the_last_day_of_a_year_that_is_over(year: Year) -> None:
    assert year.office.ask(CLERK, monitorings.blank, year.project, 2026, AD_HOC).until == dt.date(2026, 12, 28)
    year.office.clock.on(dt.date(2027, 2, 1))
    assert year.office.ask(CLERK, monitorings.blank, year.project, 2026, AD_HOC).until == dt.date(2026, 12, 31)


def test_preparing_makes_a_draft_with_a_line_for_every_indicator(year: Year) -> None:
    key = year.office.do(CLERK, monitorings.prepare, year.project, 2026, ROUND)
    found = row(year, key)
    assert (found.state, found.kind, found.until) == (DocumentState.DRAFT, ROUND, dt.date(2026, 6, 30))
    assert [line.indicator_id for line in found.lines] == list(year.indicators)


def test_a_round_waits_for_the_end_of_its_month(year: Year) -> None:
    year.office.clock.on(dt.date(2026, 6, 29))
    said = refused(lambda: year.office.do(CLERK, monitorings.prepare, year.project, 2026, ROUND))
    assert said.message == "2026 年度集中监控的数据截至2026年6月30日，尚未到期。"
    year.office.clock.on(dt.date(2026, 6, 30))
    assert year.office.do(CLERK, monitorings.prepare, year.project, 2026, ROUND)


def test_a_year_has_one_round_and_any_number_of_others(year: Year) -> None:
    submitted(year)
    said = refused(lambda: year.office.do(CLERK, monitorings.prepare, year.project, 2026, ROUND))
    assert "已有集中监控（JK-2026-0001）" in said.message
    first = year.office.do(CLERK, monitorings.prepare, year.project, 2026, AD_HOC)
    assert first != year.office.do(CLERK, monitorings.prepare, year.project, 2026, AD_HOC)


def test_a_draft_of_the_round_is_named_as_such_and_a_void_one_makes_room(year: Year) -> None:
    key = saved(year)
    assert "（草稿）" in year.office.ask(CLERK, why_not.monitor, year.project, 2026, ROUND)
    year.office.do(CLERK, monitorings.void, key, "重新填报")
    assert year.office.ask(CLERK, why_not.monitor, year.project, 2026, ROUND) == ""


def test_a_year_without_indicators_and_a_draft_project_are_refused(year: Year) -> None:
    bare = year.office.project("数据共享项目", 2026, "共享平台可用。", "it")
    assert "没有绩效指标" in year.office.ask(CLERK, why_not.monitor, bare, 2026, AD_HOC)
    entry = ProjectEntry("未立项项目", "it", year.office.divisions["大数据中心"], 2026)
    raw = year.office.do(CLERK, projects.save, entry)
    year.office.do(CLERK, projects.open_year, raw, 2026, "目标")
    assert "尚未确认立项" in year.office.ask(CLERK, why_not.monitor, raw, 2026, ROUND)


def test_a_year_that_has_not_begun_cannot_be_watched(year: Year) -> None:
    year.office.clock.on(dt.date(2025, 12, 30))
    assert "2026 年度尚未开始" in year.office.ask(CLERK, why_not.monitor, year.project, 2026, AD_HOC)


def test_only_a_clerk_of_the_division_may(year: Year) -> None:
    for who in (AUDITOR, HEAD, STRANGER):
        with pytest.raises(Forbidden):
            year.office.do(who, monitorings.save, draft(year))
    assert "须由经办人办理" in year.office.ask(AUDITOR, why_not.monitor, year.project, 2026, ROUND)


# -- saving --------------------------------------------------------------------------------------------------------


def test_what_is_typed_comes_back(year: Year) -> None:
    typed = draft(year)
    key = year.office.do(CLERK, monitorings.save, typed)
    back = year.office.ask(CLERK, monitoring_sheet.sheet, key).draft
    assert back == replace(typed, until=dt.date(2026, 6, 30), version=back.version)


def test_the_period_of_a_round_is_set_whatever_is_typed(year: Year) -> None:
    assert row(year, saved(year, until=dt.date(2026, 1, 1))).until == dt.date(2026, 6, 30)
    assert row(year, saved(year, AD_HOC, until=dt.date(2026, 3, 5))).until == dt.date(2026, 3, 5)


def test_a_date_in_the_future_is_refused_with_its_box(year: Year) -> None:
    with pytest.raises(Invalid) as caught:
        saved(year, dated=dt.date(2026, 12, 29))
    assert caught.value.field == "填报日期"


@pytest.mark.parametrize(
    ("line", "field"),
    [(LineEntry(0, actual=Decimal("NaN")), "执行情况"), (LineEntry(0, expected=Decimal("Infinity")), "全年预计")],
)
def test_what_is_no_figure_is_refused_with_its_box(year: Year, line: LineEntry, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        saved(year, a=replace(line, indicator_id=year.indicators[0]))
    assert caught.value.field == field
    assert "网络应用正常运行率" in caught.value.message


def test_a_line_of_another_year_is_refused(year: Year) -> None:
    with pytest.raises(Invalid):
        saved(year, a=LineEntry(99))


def test_a_stored_one_stays_with_its_year_and_kind(year: Year) -> None:
    key = saved(year)
    assert "不能改到别的" in refused(lambda: year.office.do(CLERK, monitorings.save, draft(year, AD_HOC), key)).message


def test_of_two_clerks_the_second_hears_that_it_changed(year: Year) -> None:
    key = saved(year)
    version = row(year, key).version
    year.office.do(OTHER_CLERK, monitorings.save, draft(year, version=version, problems="另一人填写。"), key)
    with pytest.raises(Stale):
        year.office.do(CLERK, monitorings.save, draft(year, version=version), key)


def test_files_come_and_go_while_it_is_a_draft(year: Year) -> None:
    key = saved(year)
    year.office.do(CLERK, monitorings.attach_file, key, file("监控佐证.pdf"))
    (found,) = year.office.ask(CLERK, attachments.owned_by, SubjectKind.MONITORING, key)
    year.office.do(CLERK, monitorings.detach_file, key, found.id)
    assert year.office.ask(CLERK, attachments.owned_by, SubjectKind.MONITORING, key) == []


# -- submitting and signing ----------------------------------------------------------------------------------------


def test_submission_numbers_it_and_keeps_money_goal_and_indicators(year: Year) -> None:
    key = submitted(year)
    found = row(year, key)
    assert found.number == "JK-2026-0001"
    assert found.state == DocumentState.IN_APPROVAL
    assert (found.budget_initial, found.budget_adjusted, found.executed) == (420 * WAN, 450 * WAN, 412_500_000)
    assert all(line.said for line in found.lines)


def test_every_block_of_the_rules_is_named(year: Year) -> None:
    key = saved(year, a=LineEntry(year.indicators[0]), forecast=None)
    said = refused(lambda: year.office.do(CLERK, monitorings.submit, key))
    for piece in ("没有填写执行情况", "没有判断完成目标可能性", "没有填写全年预计执行数"):
        assert piece in said.message
    assert row(year, key).state == DocumentState.DRAFT


def test_two_hands_approve_it_and_none_of_them_wrote_it(year: Year) -> None:
    assert row(year, approved(year)).state == DocumentState.APPROVED


def test_a_hand_cannot_agree_once_the_ledger_of_the_period_moved(year: Year) -> None:
    key = submitted(year)
    entry = AppropriationEntry("local", AppropriationKind.ADDITION, WAN, "示例财预〔2026〕9号", dt.date(2026, 5, 6))
    year.office.do(FINANCE, projects.appropriate, year.project, 2026, entry)
    given = Signing(Decision.AGREE)
    said = refused(lambda: year.office.do(HEAD, monitorings.sign, key, given, year.office.confirm(HEAD)))
    assert said.message == "送审之后账面全年预算数由 450.00 万元变为 451.00 万元。"
    assert year.office.ask(HEAD, monitoring_sheet.sheet, key).moved == said.message


def test_money_after_the_period_does_not_stop_a_hand(year: Year) -> None:
    key = submitted(year)
    entry = AppropriationEntry("local", AppropriationKind.ADDITION, WAN, "示例财预〔2026〕9号", dt.date(2026, 7, 1))
    year.office.do(FINANCE, projects.appropriate, year.project, 2026, entry)
    year.office.do(HEAD, monitorings.sign, key, Signing(Decision.AGREE), year.office.confirm(HEAD))


def test_later_indicators_do_not_change_what_was_signed(year: Year) -> None:
    key = submitted(year)
    plan = year.office.ask(CLERK, of_year, year.project, 2026)
    renamed = (replace(plan.entries[0], name="改名后的指标", target=Decimal(50)), *plan.entries[1:])
    year.office.do(CLERK, indicators.set_for_year, year.project, 2026, "改后的目标", renamed, "2020-10")
    shown = year.office.ask(CLERK, monitoring_sheet.sheet, key)
    assert shown.preview.goal == "保障全市部门政务云资源正常使用。"
    assert shown.preview.lines[0].entry.name == "网络应用正常运行率"
    year.office.do(HEAD, monitorings.sign, key, Signing(Decision.AGREE), year.office.confirm(HEAD))


def test_a_returned_one_is_filled_in_again_and_keeps_its_number(year: Year) -> None:
    key = submitted(year)
    given = Signing(Decision.RETURN, "请补充原因。")
    year.office.do(HEAD, monitorings.sign, key, given, year.office.confirm(HEAD))
    assert row(year, key).state == DocumentState.RETURNED
    version = row(year, key).version
    year.office.do(CLERK, monitorings.save, draft(year, problems="补充后的原因。", version=version), key)
    year.office.do(CLERK, monitorings.submit, key)
    found = row(year, key)
    assert (found.number, found.round) == ("JK-2026-0001", 2)


def test_withdrawing_and_changing_open_it_again_and_voiding_ends_it(year: Year) -> None:
    key = submitted(year)
    year.office.do(CLERK, monitorings.withdraw, key, "填错了")
    assert row(year, key).state == DocumentState.DRAFT
    year.office.do(CLERK, monitorings.submit, key)
    year.office.do(CLERK, monitorings.change, key, "更正数据")
    assert row(year, key).state == DocumentState.DRAFT
    year.office.do(CLERK, monitorings.void, key, "不再需要")
    assert row(year, key).state == DocumentState.VOID


def test_the_checks_are_those_of_submission(year: Year) -> None:
    found = year.office.ask(CLERK, monitorings.check, draft(year, measures=""))
    assert [one.rule for one in found if one.blocks] == ["15-25"]


def test_a_period_after_the_day_of_filling_blocks(year: Year) -> None:
    year.office.clock.on(JULY)
    found = year.office.ask(CLERK, monitorings.check, draft(year, AD_HOC, until=dt.date(2026, 7, 11)))
    assert [one.rule for one in found if one.blocks] == ["15-21"]


def test_a_certain_target_is_expected_as_it_stands(year: Year) -> None:
    shown = year.office.ask(CLERK, monitoring_sheet.sheet, saved(year)).preview.lines
    assert [line.expected for line in shown] == ["达到指标值"] * 4 + ["90%"]
    assert shown[4].line.likelihood is Likelihood.POSSIBLE

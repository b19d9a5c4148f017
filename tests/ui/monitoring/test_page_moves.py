from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QPushButton

from fundapp.services import monitorings
from fundapp.services.signing import Signing
from fundapp.ui import notices
from fundapp.ui.monitoring.page import MonitoringPage
from fundapp.ui.paper.page import PaperPage
from fundapp.values.choices import Cause, Decision, DocumentState, Likelihood
from tests.services.evaluation_year import (
    AUDITOR,
    CLERK,
    HEAD,
    OTHER_CLERK,
    WAN,
    Year,
)
from tests.services.watching import approved, draft, row, saved, submitted
from tests.ui.monitoring.writing import CONTENT, UP, fresh, line, opened, stored
from tests.ui.performance.writing import seated, type_in
from tests.ui.seated import Told

# -- saving and moves ----------------------------------------------------------------------------------------------


def test_saving_stores_lines_and_words(year: Year) -> None:
    key = fresh(year)
    page, _ = opened(year, key)
    type_in(line(page, UP).actual, "99.95")
    page.form.shortcomings.set_raw("云主机交付偏慢。")
    page.form.demands.set_value(frozenset({"demands"}))
    type_in(page.form.forecast, "4400000")
    assert page.unsaved()
    page.save()
    found = stored(year, key).draft
    assert (found.lines[0].actual, found.problems, found.demands) == (Decimal("99.95"), "云主机交付偏慢。", True)
    assert found.forecast == 440 * WAN
    assert page.unsaved() == ""


def test_an_empty_forecast_is_stored_as_none_and_blocks(year: Year) -> None:
    key = saved(year)
    page, _ = opened(year, key)
    page.form.forecast.set_raw("")
    page.save()
    assert stored(year, key).draft.forecast is None
    assert "全年预计执行数" in page.barrier()


def test_submitting_stores_first_and_leaves(year: Year) -> None:
    key = saved(year)
    page, told = opened(year, key)
    page.form.measures.set_raw("增派人员。")
    page.act("submit")
    assert row(year, key).state == DocumentState.IN_APPROVAL
    assert row(year, key).measures == "增派人员。"
    assert told.closed == 1


def test_a_block_bars_submission_with_its_article(year: Year) -> None:
    page, _ = opened(year, saved(year, measures=""))
    button = page.frame.buttons.button("submit")
    assert not button.isEnabled()
    assert "【第五条、第十五条】" in button.toolTip()
    assert "相关建议或举措" in button.toolTip()


def test_the_preview_of_the_form_comes_after_storing(year: Year) -> None:
    key = saved(year)
    page, told = opened(year, key)
    page.form.shortcomings.set_raw("改过的原因。")
    page.act("print")
    assert isinstance(told.pushed[0], PaperPage)
    assert row(year, key).problems == "改过的原因。"


@pytest.mark.parametrize(("verb", "state"), [("withdraw", DocumentState.DRAFT), ("void", DocumentState.VOID)])
def test_taking_back_and_voiding_ask_for_a_reason(year: Year, verb: str, state: DocumentState) -> None:
    key = submitted(year)
    page, _ = opened(year, key)
    with notices.captured(notices.Answer("yes", text="填错了")):
        page.act(verb)
    assert row(year, key).state == state


def test_without_a_reason_nothing_happens(year: Year) -> None:
    key = submitted(year)
    page, _ = opened(year, key)
    with notices.captured():
        page.act("void")
    assert row(year, key).state == DocumentState.IN_APPROVAL


def test_a_hand_is_led_to_the_signing_desk(year: Year) -> None:
    key = submitted(year)
    page, told = opened(year, key, HEAD)
    page.act("agree")
    assert told.wanted == [("signing", ("monitoring", key))]
    assert not page.editable()


def test_after_the_last_hand_what_was_found_leads_to_a_rectification(year: Year) -> None:
    key = approved(year)
    page, told = opened(year, key)
    page.act("rectify")
    assert told.wanted == [("rectifications", ("monitoring", key))]
    assert page.frame.buttons.button("rectify").text() == "登记整改…"
    other, _ = opened(year, key, AUDITOR)
    assert "登记整改…" not in [made.text() for made in other.frame.buttons.findChildren(QPushButton)]


def test_a_returned_one_says_why(year: Year) -> None:
    key = submitted(year)
    given = Signing(Decision.RETURN, "请补充原因。")
    year.office.do(HEAD, monitorings.sign, key, given, year.office.confirm(HEAD))
    page, _ = opened(year, key)
    assert page.frame.banner_text.text() == "第 1 轮已退回：科室负责人退回：请补充原因。"
    assert page.editable()


def test_a_void_one_says_why_and_a_reader_reads_that_it_can_only_be_read(year: Year) -> None:
    key = saved(year)
    reader, _ = opened(year, key, AUDITOR)
    assert reader.frame.banner_text.text().startswith("只能查看：")
    year.office.do(CLERK, monitorings.void, key, "重复填报")
    page, _ = opened(year, key)
    assert page.frame.banner_text.text() == "已作废：重复填报"
    assert not page.editable()


# -- nothing typed is lost -----------------------------------------------------------------------------------------


def test_what_was_typed_comes_back_after_a_crash(year: Year) -> None:
    key = fresh(year)
    page, _ = opened(year, key)
    one = line(page, CONTENT)
    type_in(one.actual, "70")
    one.likelihood.set_value(Likelihood.POSSIBLE)
    one.details.causes.box(Cause.OTHER).setChecked(True)
    one.details.reason.set_raw("原因待查。")
    page.form.measures.set_raw("继续跟踪。")
    page.leave()
    again, _ = opened(year, key)
    found = line(again, CONTENT).line()
    assert (found.actual, found.likelihood, found.reason) == (Decimal(70), Likelihood.POSSIBLE, "原因待查。")
    assert found.causes == {Cause.OTHER}
    assert again.form.measures.raw() == "继续跟踪。"
    assert again.frame.banner_text.text().startswith("已恢复")
    again.frame.over_button.click()
    assert line(again, CONTENT).actual.raw() == ""
    assert again.unsaved() == ""


def test_of_two_clerks_neither_loses_what_is_typed(year: Year) -> None:
    key = saved(year)
    page, _ = opened(year, key)
    page.form.measures.set_raw("我的举措。")
    version = row(year, key).version
    year.office.do(OTHER_CLERK, monitorings.save, draft(year, measures="他的举措。", version=version), key)
    with notices.captured("mine"):
        page.save()
    assert page.form.measures.raw() == "我的举措。"
    page.save()
    assert row(year, key).measures == "我的举措。"


def test_the_other_version_may_be_taken_instead(year: Year) -> None:
    key = saved(year)
    page, _ = opened(year, key)
    page.form.measures.set_raw("我的举措。")
    version = row(year, key).version
    year.office.do(OTHER_CLERK, monitorings.save, draft(year, measures="他的举措。", version=version), key)
    with notices.captured("theirs"):
        page.save()
    assert page.form.measures.raw() == "他的举措。"


def test_what_others_change_meanwhile_does_not_overwrite_typing(year: Year) -> None:
    page, _ = opened(year, saved(year))
    page.form.measures.set_raw("正在填写。")
    page.refresh(monitorings.TOUCHED)
    assert page.form.measures.raw() == "正在填写。"


def test_a_refusal_stands_beside_its_box(year: Year) -> None:
    page, _ = opened(year, saved(year))
    type_in(page.form.dated, "2026-12-31")
    page.save()
    assert "不能晚于今天" in page.form.dated.complaint()


def test_one_that_is_gone_closes_the_page(year: Year) -> None:
    page = MonitoringPage(seated(year), 99)
    told = Told(page)
    with notices.captured() as seen:
        page.refresh(None)
    assert told.closed == 1
    seen.clear()

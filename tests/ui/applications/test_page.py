"""An annual application on the screen: gate and checks while typing, nothing typed is lost, moves with reasons."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from fundapp.services import applications, projects
from fundapp.ui import notices
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.values.choices import AttachmentKind, Conclusion, DocumentState, ProblemSource
from tests.services.applying import (
    GOAL,
    agree,
    approved,
    draft,
    evaluate,
    key_evaluation,
    open_next,
    poor,
    problem,
    saved,
    sheet,
    submitted,
)
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, OTHER_CLERK, Year, file
from tests.ui.applications.writing import opened, outcomes
from tests.ui.performance.writing import type_in

Show = Callable[[QWidget], QWidget]


def press(link: QWidget) -> None:
    assert isinstance(link, QPushButton)
    link.click()


def test_a_complete_draft_shows_grade_sum_and_plan_and_can_be_submitted(planned: Year) -> None:
    page, told = opened(planned, saved(planned))
    assert page.heading() == "2027 年度申请 · 政务云服务项目"
    assert page.gate.texts()[0].endswith("分，优")
    assert page.gate.badge.text() == "可以申请"
    assert page.frame.total._value.text() == "400.00 万元"
    assert page.frame.plan.goal.text() == GOAL
    assert page.frame.plan.sums.text() == "合计 100 分"
    assert page.barrier() == ""
    page.frame.buttons.button("submit").click()
    assert sheet(planned, page._id).number == "SQ-2027-0001"
    assert told.closed == 1


def test_what_is_typed_is_judged_and_added_up_at_once(planned: Year) -> None:
    page, _ = opened(planned, saved(planned, shares=(), basis="", plan=""))
    assert outcomes(page)["申请金额大于零"] == "block"
    type_in(page.form.amounts["local"], "300万")
    type_in(page.form.amounts["transfer"], "5,000.5")
    page.form.basis.set_raw("按台数测算")
    page.live.now()
    assert page.frame.total._value.text() == "300.50 万元"
    found = outcomes(page)
    assert found["申请金额大于零"] == found["写明测算依据"] == "passed"
    assert found["写明年度实施计划"] == "block"
    assert page.barrier().startswith("【第十六条】尚未填写年度实施计划。")
    button = page.frame.buttons.button("submit")
    assert not button.isEnabled()
    assert "尚未填写年度实施计划" in button.toolTip()


@pytest.mark.parametrize(("typed", "said"), [("三百元整", "不是数字"), ("0", "金额须大于 0"), ("-5", "金额不能是负数")])
def test_text_or_nothing_in_an_amount_stays_as_typed_and_is_named(planned: Year, typed: str, said: str) -> None:
    key = saved(planned)
    page, _ = opened(planned, key)
    type_in(page.form.amounts["local"], typed)
    page.live.now()
    assert page.panel._checks[0].title == "本级财政管理资金填写有误"
    with notices.captured() as seen:
        page.save()
    assert said in seen[0].title
    assert page.form.amounts["local"].raw() == typed
    assert sheet(planned, key).draft == draft(planned, version=sheet(planned, key).version)
    page.panel.linked.emit("填写:本级财政管理资金")
    assert said in page.form.amounts["local"].complaint()


def test_saving_keeps_the_page_and_says_when(planned: Year) -> None:
    key = saved(planned)
    page, _ = opened(planned, key)
    page.form.adjustment.set_raw("压减云主机")
    assert page.unsaved() == "“调整说明”还没有保存。"
    page.form.plan.set_raw("按月实施")
    assert "等 2 处填写还没有保存" in page.unsaved()
    page.frame.buttons.button("save").click()
    assert page.unsaved() == ""
    assert sheet(planned, key).draft.adjustment == "压减云主机"
    assert page.frame.status.text().startswith("已保存")


def test_the_form_is_previewed_after_storing_what_is_typed(planned: Year) -> None:
    key = saved(planned)
    page, told = opened(planned, key)
    page.form.plan.set_raw("按月实施")
    page.frame.buttons.button("print").click()
    assert isinstance(told.pushed[0], PaperPage)
    assert sheet(planned, key).draft.plan == "按月实施"


def test_what_was_typed_before_a_crash_is_offered_again(planned: Year) -> None:
    key = saved(planned)
    page, _ = opened(planned, key)
    page.form.basis.set_raw("半句话")
    page.leave()
    again, _ = opened(planned, key)
    assert again.form.basis.raw() == "半句话"
    assert "已恢复" in again.frame.banner_text.text()
    again.frame.over_button.click()
    assert again.form.basis.raw() == draft(planned).basis


def test_after_leaving_knowingly_nothing_is_offered(planned: Year) -> None:
    key = saved(planned)
    page, _ = opened(planned, key)
    page.form.basis.set_raw("半句话")
    page.drop()
    assert page.unsaved() == ""
    again, _ = opened(planned, key)
    assert again.form.basis.raw() == draft(planned).basis


@pytest.mark.parametrize(("answer", "kept"), [("mine", "我的计划"), ("theirs", "他人的计划")])
def test_two_clerks_decide_knowingly_whose_words_stay(planned: Year, answer: str, kept: str) -> None:
    key = saved(planned)
    page, _ = opened(planned, key)
    page.form.plan.set_raw("我的计划")
    planned.office.do(OTHER_CLERK, applications.save, draft(planned, plan="他人的计划"), key)
    with notices.captured(answer) as seen:
        page.save()
    assert "已被他人修改：经办人乙，12-28 10:0" in seen[0].text
    if answer == "mine":
        banner = page.frame.banner_text.text()
        assert banner == (
            "已载入对方的修改，您改过的“年度实施计划”仍是您的填写，还没有保存。其中“年度实施计划”双方都改过，请核对后再保存。"
        )
        assert page.unsaved() == "“年度实施计划”还没有保存。"
        page.save()
    assert sheet(planned, key).draft.plan == kept
    assert page.form.plan.raw() == kept


def test_what_others_do_meanwhile_never_overwrites_what_is_typed(planned: Year) -> None:
    key = saved(planned)
    page, _ = opened(planned, key)
    page.form.plan.set_raw("我的计划")
    planned.office.do(CLERK, applications.attach_file, key, file("测算表.pdf", AttachmentKind.BASIS))
    page.refresh(None)
    assert page.form.plan.raw() == "我的计划"
    assert len(page.sheet.files) == 1


# -- the gate


def test_the_gate_leads_to_the_self_evaluation_that_is_missing(year: Year) -> None:
    open_next(year)
    page, told = opened(year, saved(year))
    assert page.gate.badge.text() == "1 项未完成，不能送审"
    press(page.gate.links["2026 年度绩效自评还没有定稿。"])
    assert told.wanted == [("performance", None)]
    evaluation = year.submitted()
    page.refresh(None)
    page.panel.linked.emit("13-25")
    assert told.wanted[-1] == ("performance", ("evaluation", evaluation))


def test_the_gate_leads_to_running_and_to_missing_rectifications(year: Year) -> None:
    evaluation = evaluate(year, **poor(year))
    open_next(year)
    page, told = opened(year, saved(year))
    page.panel.linked.emit("13-27")
    assert told.wanted == [("rectifications", ("self_evaluation", evaluation))]
    item = problem(year, ProblemSource.SELF_EVALUATION, evaluation)
    page.refresh(None)
    page.panel.linked.emit("13-26")
    assert told.wanted[-1] == ("rectifications", item)
    press(page.gate.links["ZG-2026-0001 整改中：网络安全性没有达到目标"])
    assert told.wanted[-1] == ("rectifications", item)


def test_key_evaluations_and_term_reviews_open_their_screens(planned: Year) -> None:
    key = key_evaluation(planned, 9100)
    page, told = opened(planned, saved(planned))
    (link,) = [link for text, link in page.gate.links.items() if "重点评价" in text]
    press(link)
    page.open_record("term_review", 7)
    page.open_record("term_review", 0)
    assert told.wanted == [
        ("performance", ("key_evaluation", key)),
        ("term_reviews", ("term_review", 7)),
        ("term_reviews", ("project", planned.project)),
    ]


def test_a_poor_year_colours_the_gate_and_a_check_leads_to_the_statement(year: Year, shown: Show) -> None:
    evaluate(year, **poor(year))
    open_next(year)
    page, _ = opened(year, saved(year))
    shown(page)
    page.panel.linked.emit("13-29")
    focused = page.focusWidget()
    assert focused is not None
    assert page.form.adjustment.isAncestorOf(focused)


def test_a_link_of_nothing_leads_nowhere(planned: Year) -> None:
    page, told = opened(planned, saved(planned))
    page.panel.linked.emit("99-9")
    page.panel.linked.emit("16-20")
    page.panel.linked.emit("13-26")
    assert (told.wanted, told.pushed) == ([], [])


# -- indicators


def test_goal_and_indicators_are_changed_in_their_own_editor(planned: Year) -> None:
    page, told = opened(planned, saved(planned))
    page.frame.plan.change.click()
    assert [type(one) for one in told.pushed] == [IndicatorsEditor]


def test_under_hands_the_indicators_are_closed_with_the_reason(planned: Year) -> None:
    page, _ = opened(planned, submitted(planned))
    assert not page.frame.plan.change.isEnabled()
    assert "年度申请 SQ-2027-0001 已送审或定稿" in page.frame.plan.change.toolTip()


def test_a_year_without_indicators_says_so(planned: Year) -> None:
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, "")
    page, told = opened(planned, saved(planned, year=2028))
    assert page.frame.plan.sums.text() == "尚未编制"
    assert page.frame.plan.goal.text() == "尚未填写年度绩效目标。"
    assert "尚未选定" in page.frame.plan.note.text()
    page.panel.linked.emit("13-20")
    assert [type(one) for one in told.pushed] == [IndicatorsEditor]


# -- moves


def test_in_approval_nothing_can_be_typed_and_the_step_is_named(planned: Year) -> None:
    key = submitted(planned)
    agree(planned, key, HEAD)
    page, _ = opened(planned, key)
    assert not page.editable()
    assert not page.can_save()
    assert page.unsaved() == ""
    page.save()
    assert page.frame.where.text().endswith("等待财务审核")
    assert page.form.amounts["local"].line.isReadOnly()


@pytest.mark.parametrize(
    ("verb", "state"),
    [("withdraw", DocumentState.DRAFT), ("change", DocumentState.DRAFT), ("void", DocumentState.VOID)],
)
def test_each_way_out_asks_for_the_reason(planned: Year, verb: str, state: DocumentState) -> None:
    key = submitted(planned)
    page, _ = opened(planned, key)
    with notices.captured(notices.Answer("yes", "金额要改")) as seen:
        page.frame.buttons.button(verb).click()
    assert seen[0].kind == "reason"
    assert sheet(planned, key).state is state
    assert page.editable() is (state is DocumentState.DRAFT)
    assert "金额要改" in page.frame.banner_text.text()


def test_without_a_reason_nothing_happens(planned: Year) -> None:
    key = submitted(planned)
    page, _ = opened(planned, key)
    with notices.captured("no"):
        page.frame.buttons.button("withdraw").click()
    assert sheet(planned, key).state is DocumentState.IN_APPROVAL


def test_a_leader_goes_to_sign_and_a_reader_only_reads(planned: Year) -> None:
    key = submitted(planned)
    page, told = opened(planned, key, HEAD)
    page.frame.buttons.button("agree").click()
    assert told.wanted == [("signing", ("application", key))]
    reader, _ = opened(planned, key, AUDITOR)
    assert list(reader.frame.buttons._buttons) == ["print"]
    draft_key = planned.office.do(CLERK, applications.withdraw, key, "改")
    reading, _ = opened(planned, draft_key, AUDITOR)
    assert reading.frame.banner_text.text().startswith("第 1 轮")


def test_a_reader_of_a_first_draft_is_told_why_nothing_can_be_typed(planned: Year) -> None:
    page, _ = opened(planned, saved(planned), AUDITOR)
    assert page.frame.banner_text.text().startswith("只能查看：")


def test_an_approved_one_is_printed(planned: Year) -> None:
    page, told = opened(planned, approved(planned))
    assert page.frame.buttons.button("print").text() == "打印…"
    page.frame.buttons.button("print").click()
    assert isinstance(told.pushed[0], PaperPage)


def test_earlier_results_that_changed_are_said_on_top(planned: Year) -> None:
    key = submitted(planned)
    problem(planned, ProblemSource.AUDIT)
    page, _ = opened(planned, key)
    assert "整改情况或期满评价有变化" in page.frame.banner_text.text()


def test_a_refusal_that_names_a_box_stands_beside_it(planned: Year) -> None:
    key = saved(planned)
    page, _ = opened(planned, key)
    page.form.dated.set_raw("2027-01-05")
    page.save()
    assert "不能晚于今天" in page.form.dated.complaint()
    assert page.unsaved()


def test_a_refusal_that_names_none_is_shown_and_nothing_is_lost(planned: Year) -> None:
    key = saved(planned)
    page, _ = opened(planned, key)
    page.form.plan.set_raw("我的计划")
    planned.office.do(CLERK, applications.void, key, "重填")
    with notices.captured() as seen:
        page.save()
    assert seen[0].kind == "refusal"
    assert page.form.plan.raw() == "我的计划"


def test_a_draft_that_cannot_be_judged_says_why(planned: Year) -> None:
    page, _ = opened(planned, saved(planned))
    page._sheet = type(page.sheet)(**{**vars(page.sheet), "draft": draft(planned, year=2040)})
    page.live.now()
    assert "2040 年度还没有建立" in page.panel._checks[0].message


def test_the_page_closes_when_its_application_is_gone(planned: Year) -> None:
    page, told = opened(planned, saved(planned))
    page._id = 99
    with notices.captured() as seen:
        page.refresh(None)
    assert seen[0].kind == "refusal"
    assert told.closed == 1


def test_help_says_what_blocks(planned: Year) -> None:
    page, _ = opened(planned, saved(planned))
    assert "以前年度整改没有销号" in page.help()
    assert Conclusion.ADJUST.label in page.help()


def test_a_basis_taken_over_from_last_year_says_so_beside_its_box_until_it_is_changed(planned: Year) -> None:
    saved(planned)
    planned.office.do(CLERK, projects.open_year, planned.project, 2028, "")
    page, _ = opened(planned, planned.office.do(CLERK, applications.prepare, planned.project, 2028))
    same = "测算依据与 2027 年度申请相同，请按本年度的数量、单价核对。"
    assert page.form.basis.boxes()[0].accessibleDescription() == same
    check = next(one for one in page.panel._checks if one.title == "写明测算依据")
    assert (check.outcome, check.link) == ("notice", "去核对")
    assert outcomes(page)["写明年度实施计划"] == "block", "last year's days and steps are not this year's"
    page.form.basis.set_raw("按 2028 年的云主机数量测算。")
    page.live.now()
    assert page.form.basis.boxes()[0].accessibleDescription() == ""
    assert outcomes(page)["写明测算依据"] == "passed"

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from fundapp.services import rectifications
from fundapp.ui import notices
from fundapp.ui.parts.button import ElidedLink
from fundapp.ui.rectifications.detail import RectificationPage
from fundapp.ui.rectifications.dialogs import (
    ConfirmDialog,
    ExtendDialog,
    MeasureDialog,
    ProgressDialog,
    ReportDialog,
)
from fundapp.values.choices import AttachmentKind, ProblemSource, RectificationState
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, LEADER, OTHER_CLERK, Year, file
from tests.services.rectifying import DUE, closed, entry, person_id, registered, reported, reported_again, seen
from tests.services.test_rectification_sources import key_evaluation
from tests.services.test_rectifications import lose_the_files
from tests.ui.performance.writing import seated, type_in
from tests.ui.rectifications.handling import dialog_of, opened
from tests.ui.seated import Told


def buttons(page: RectificationPage) -> dict[str, bool]:
    """Which moves are offered, and whether each can be pressed."""
    return {key: made.isEnabled() for key, made in page.buttons._buttons.items()}


# -- what is shown -------------------------------------------------------------------------------------------------


def test_an_open_problem_shows_what_is_wrong_until_when_and_every_move(year: Year) -> None:
    page, _ = opened(year, registered(year))
    assert page.heading() == "整改事项 ZG-2026-0001"
    assert page.shows() == RectificationPage(seated(year), 1).shows() != RectificationPage(seated(year), 2).shows()
    assert (page.state.text(), page.time.text()) == ("整改中", "还有 93 天")
    assert page.facts["存在问题"] == "第三季度验收资料不全"
    assert (page.facts["问题类型"], page.facts["分管领导"]) == ("资料档案", LEADER)
    assert "涉及金额" not in page.facts
    assert "依据" not in page.facts
    assert page.facts["整改措施"] == "逐项核对并补齐"
    assert "销号" not in page.facts
    assert page.notes.texts == ()
    assert page.buttons.button("print").text() == "打印通知…"


def test_money_provision_and_the_first_due_day_are_shown_where_there_are_any(year: Year) -> None:
    key = registered(year, amount=1_500_000, basis="资金管理办法第十二条")
    year.office.do(HEAD, rectifications.extend, key, dt.date(2027, 6, 30), "等待外单位")
    page, _ = opened(year, key)
    assert (page.facts["涉及金额"], page.facts["依据"]) == ("15,000.00 元", "资金管理办法第十二条")
    assert "原定 2027-03-31，延期 1 次" in [shown.text() for shown in page.findChildren(QLabel)]


def test_a_problem_without_a_measure_says_that_the_division_has_to_write_it(year: Year) -> None:
    page, _ = opened(year, registered(year, measure=""))
    assert page.facts["整改措施"] == "待责任科室补充"


def test_an_overdue_problem_says_so_in_red_until_it_is_put_right(year: Year) -> None:
    key, done = registered(year), closed(year)
    year.office.clock.on(DUE)
    assert opened(year, key)[0].time.text() == "今天到期"
    year.office.clock.on(DUE + dt.timedelta(days=3))
    assert opened(year, key)[0].time.text() == "逾期 3 天"
    assert opened(year, done)[0].time.text() == ""


def test_a_closed_problem_says_who_confirmed_it_and_offers_the_form_alone(year: Year) -> None:
    page, _ = opened(year, closed(year))
    assert page.facts["销号"] == "分管领导　2026-12-28　整改到位，同意销号。"
    assert page.facts["报告"] == "经办人　2026-12-28"
    assert page.notes.texts[0] == "整改到位，同意销号。"
    assert buttons(page) == {"print": True}
    assert page.buttons.button("print").text() == "打印反馈表…"
    assert page.files.why.text() == "不能添加附件：已销号。"


def test_a_problem_that_is_gone_closes_the_page(year: Year) -> None:
    page = RectificationPage(seated(year), 99)
    told = Told(page)
    with notices.captured() as said:
        page.refresh(None)
    assert said[0].kind == "refusal"
    assert told.closed == 1


def test_the_source_leads_to_the_record_that_found_the_problem(year: Year) -> None:
    key = key_evaluation(year)
    page, told = opened(year, registered(year, source=ProblemSource.KEY_EVALUATION, source_id=key))
    page.findChildren(ElidedLink)[0].click()
    assert told.wanted == [("performance", ("key_evaluation", key))]
    paper, _ = opened(year, registered(year))
    assert paper.findChildren(ElidedLink) == []


# -- who may, and who may not with the reason ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "open_moves"),
    [
        (CLERK, {"print", "measure", "progress", "report"}),
        (HEAD, {"print", "extend", "measure", "progress", "report"}),
        (LEADER, {"print", "void", "extend"}),
        (AUDITOR, {"print"}),
    ],
)
def test_moves_closed_to_a_person_are_shown_with_article_and_reason(year: Year, who: str, open_moves: set[str]) -> None:
    page, _ = opened(year, registered(year), who)
    found = buttons(page)
    assert {key for key, enabled in found.items() if enabled} == open_moves
    for key, enabled in found.items():
        assert enabled or page.buttons.button(key).toolTip().startswith("【第")


def test_the_person_responsible_reads_that_another_gives_more_time(year: Year) -> None:
    page, _ = opened(year, registered(year, person_id=person_id(year, HEAD)), HEAD)
    assert page.buttons.button("extend").toolTip() == "【第十三条】您是这项整改的责任人，“延期”须由另一人办理。"
    assert page.buttons.reason().startswith("不能“作废”：【第十三条】您是这项整改的责任人")


def test_whoever_reported_it_reads_that_another_confirms_it(year: Year) -> None:
    page, _ = opened(year, reported(year, HEAD), HEAD)
    assert buttons(page) == {"print": True, "void": False, "reject": False, "confirm": False}
    assert "报告人" in page.buttons.button("confirm").toolTip()


def test_who_may_not_add_proofs_reads_why(year: Year) -> None:
    page, _ = opened(year, registered(year), AUDITOR)
    assert page.files.why.text().startswith("不能添加附件：")
    assert opened(year, registered(year))[0].files.why.text() == ""
    waiting, _ = opened(year, reported(year))
    assert waiting.files.why.text() == "不能添加附件：已报告完成；需要补充的请先退回整改。"


# -- every move through its dialog ---------------------------------------------------------------------------------


def test_measure_and_person_are_completed(year: Year) -> None:
    key = registered(year, measure="")
    page, _ = opened(year, key)
    dialog = dialog_of(page, "measure", MeasureDialog)
    dialog.press()
    assert dialog.measure.complaint()
    dialog.measure.set_raw("逐项补齐")
    dialog.person.set_value(person_id(year, OTHER_CLERK))
    dialog.press()
    assert (seen(year, key).measure, seen(year, key).person) == ("逐项补齐", OTHER_CLERK)
    assert page.facts["整改措施"] == "逐项补齐"
    assert not dialog.isVisible()


def test_a_measure_that_somebody_else_changed_meanwhile_is_not_overwritten_and_the_typed_one_stays(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    dialog = dialog_of(page, "measure", MeasureDialog)
    dialog.measure.set_raw("我的措施")
    year.office.do(HEAD, rectifications.measure, key, "他的措施", person_id(year, CLERK))
    dialog.press()
    assert "已被他人更新" in dialog.wrong.text()
    assert dialog.measure.raw() == "我的措施"
    assert seen(year, key).measure == "他的措施"


def test_progress_is_added_and_the_newest_stands_on_top(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    for text, done in (("已找回两份", "50"), ("已找回三份", "75")):
        dialog = dialog_of(page, "progress", ProgressDialog)
        dialog.text.set_raw(text)
        type_in(dialog.progress, done)
        dialog.press()
    assert page.notes.texts == ("已找回三份（进度 75.00%）", "已找回两份（进度 50.00%）")
    assert dialog_of(page, "progress", ProgressDialog).progress.value() == 7500
    assert seen(year, key).progress_bp == 7500


@pytest.mark.parametrize(
    ("text", "done", "box"), [("", "50", "text"), ("已找回", "120", "progress"), ("已找回", "一半", "progress")]
)
def test_bad_progress_is_named_beside_its_box_and_stays(year: Year, text: str, done: str, box: str) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    dialog = dialog_of(page, "progress", ProgressDialog)
    dialog.text.set_raw(text)
    dialog.progress.set_raw(done)
    dialog.press()
    assert getattr(dialog, box).complaint()
    assert (dialog.text.raw(), dialog.progress.raw(), dialog.isVisible()) == (text, done, True)
    assert seen(year, key).notes == ()


def test_more_time_is_given_with_the_reason_and_never_less(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key, HEAD)
    dialog = dialog_of(page, "extend", ExtendDialog)
    type_in(dialog.due_on, "2027-3-31")
    dialog.reason.set_raw("资料在外单位")
    dialog.press()
    assert "晚于原期限 2027-03-31" in dialog.due_on.complaint()
    assert dialog.reason.raw() == "资料在外单位"
    type_in(dialog.due_on, "2027-6-30")
    dialog.press()
    assert seen(year, key).due_on == dt.date(2027, 6, 30)
    assert page.notes.texts == ("资料在外单位（期限改为 2027-06-30）",)


def test_without_a_reason_no_time_is_given(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key, HEAD)
    dialog = dialog_of(page, "extend", ExtendDialog)
    type_in(dialog.due_on, "2027-6-30")
    dialog.press()
    assert dialog.reason.complaint()
    assert seen(year, key).due_on == DUE


def test_it_is_reported_done_with_its_proofs(year: Year, tmp_path: Path) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    scan = tmp_path / "验收资料.pdf"
    scan.write_bytes(b"%PDF-1.4 sample")
    page.files.add(((scan, AttachmentKind.ACCEPTANCE),))
    dialog = dialog_of(page, "report", ReportDialog)
    assert "无佐证原因" not in dialog.form.names()
    dialog.press()
    assert dialog.outcome.complaint()
    dialog.outcome.set_raw("验收资料已补齐归档")
    dialog.press()
    assert (seen(year, key).state, seen(year, key).result) == (RectificationState.REPORTED, "验收资料已补齐归档")
    assert page.state.text() == "待确认"


def test_papers_that_were_registered_with_the_problem_leave_the_reason_demanded(year: Year) -> None:
    key = year.office.do(CLERK, rectifications.register, entry(year), (file("审计报告.pdf"),))
    page, _ = opened(year, key)
    dialog = dialog_of(page, "report", ReportDialog)
    dialog.outcome.set_raw("制度已修订")
    dialog.press()
    assert dialog.no_evidence.complaint()
    assert seen(year, key).state is RectificationState.OPEN


def test_without_proofs_the_reason_is_demanded_before_it_is_reported(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    dialog = dialog_of(page, "report", ReportDialog)
    dialog.outcome.set_raw("制度已修订")
    dialog.press()
    assert dialog.no_evidence.complaint()
    assert dialog.outcome.raw() == "制度已修订"
    dialog.no_evidence.set_raw("修订稿尚未印发")
    dialog.press()
    assert seen(year, key).result == "制度已修订\n无佐证材料：修订稿尚未印发"


def test_without_a_measure_it_is_not_reported_and_the_sentence_says_what_to_do(year: Year) -> None:
    key = registered(year, measure="")
    year.office.do(CLERK, rectifications.attach_file, key, file("佐证.pdf"))
    page, _ = opened(year, key)
    dialog = dialog_of(page, "report", ReportDialog)
    dialog.outcome.set_raw("已补齐")
    dialog.press()
    assert "还没有写明整改措施" in dialog.wrong.text()
    assert "请先补充整改措施" in dialog.wrong.text()
    assert dialog.outcome.raw() == "已补齐"


def test_after_a_rejection_the_rejected_words_are_proposed_again_and_shown_nowhere_else(year: Year) -> None:
    key = registered(year)
    year.office.do(CLERK, rectifications.report, key, "采购准备完成", "资料在外单位")
    assert "完成情况" in opened(year, key)[0].facts
    year.office.do(HEAD, rectifications.reject, key, "还没有采购")
    page, _ = opened(year, key)
    assert "完成情况" not in page.facts
    assert dialog_of(page, "report", ReportDialog).outcome.raw() == "采购准备完成"


def test_another_person_confirms_the_end_with_an_opinion(year: Year) -> None:
    key = reported(year)
    page, _ = opened(year, key, LEADER)
    dialog = dialog_of(page, "confirm", ConfirmDialog)
    dialog.opinion.set_raw("")
    dialog.press()
    assert dialog.opinion.complaint()
    dialog.opinion.set_raw("资料齐全，同意销号。")
    dialog.press()
    sheet = seen(year, key)
    assert (sheet.state, sheet.closed_by, sheet.closing_opinion) == (
        RectificationState.CLOSED,
        LEADER,
        "资料齐全，同意销号。",
    )
    assert buttons(page) == {"print": True}


def test_what_was_reported_anew_meanwhile_is_not_confirmed_unseen(year: Year) -> None:
    key = reported(year)
    page, _ = opened(year, key, LEADER)
    dialog = dialog_of(page, "confirm", ConfirmDialog)
    year.office.do(HEAD, rectifications.reject, key, "再补一份")
    reported_again(year, key, "又补了一份")
    dialog.press()
    assert "已被他人更新" in dialog.wrong.text()
    assert seen(year, key).state is RectificationState.REPORTED


@pytest.mark.parametrize(("verb", "state"), [("reject", RectificationState.OPEN), ("void", RectificationState.VOID)])
def test_sending_back_and_voiding_ask_for_the_reason_and_show_it(
    year: Year, verb: str, state: RectificationState
) -> None:
    key = reported(year)
    page, _ = opened(year, key, LEADER)
    with notices.captured("no"):
        page.buttons.button(verb).click()
    assert seen(year, key).state is RectificationState.REPORTED
    with notices.captured(notices.Answer("yes", "缺第三份验收单")) as said:
        page.buttons.button(verb).click()
    assert said[0].kind == "reason"
    assert seen(year, key).state is state
    shown = page.facts.get("作废原因") or page.notes.texts[0]
    assert shown == "缺第三份验收单"


def test_a_missing_proof_bars_the_report_and_names_the_file(year: Year) -> None:
    key = registered(year)
    year.office.do(CLERK, rectifications.attach_file, key, file("佐证.pdf"))
    lose_the_files(year)
    page, _ = opened(year, key)
    dialog = dialog_of(page, "report", ReportDialog)
    dialog.outcome.set_raw("已补齐")
    dialog.press()
    assert "“佐证.pdf”已丢失" in dialog.wrong.text()
    assert dialog.isVisible()


def test_a_closed_button_opens_nothing(year: Year) -> None:
    page, _ = opened(year, registered(year), AUDITOR)
    for made in page.buttons.findChildren(QPushButton):
        made.click()
    assert page.dialog is None

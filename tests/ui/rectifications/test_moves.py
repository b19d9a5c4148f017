"""Every move of a rectification through its dialog."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from fundapp.services import rectifications
from fundapp.ui import notices
from fundapp.ui.rectifications.dialogs import (
    ConfirmDialog,
    ExtendDialog,
    MeasureDialog,
    ProgressDialog,
    ReportDialog,
)
from fundapp.values.choices import AttachmentKind, RectificationState
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, LEADER, OTHER_CLERK, Year, file
from tests.services.rectifying import DUE, entry, person_id, registered, reported, reported_again, seen
from tests.services.test_rectifications import lose_the_files
from tests.ui.performance.writing import type_in
from tests.ui.rectifications.handling import buttons, dialog_of, opened


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
    said = [shown.text() for shown in page._figures.findChildren(QLabel)]
    assert said[said.index("佐证材料") :][:3] == ["佐证材料", "0 件", "另有登记时附 1 件"]
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

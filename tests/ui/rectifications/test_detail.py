"""One problem on the screen: its moves, open or closed with the reason, its proofs and what was done."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from fundapp.services import key_evaluations, rectifications
from fundapp.services.key_evaluations import KeyEvaluationEntry
from fundapp.ui import notices
from fundapp.ui.notices import Answer
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.parts.button import ElidedLink
from fundapp.ui.rectifications.detail import RectificationPage
from fundapp.ui.rectifications.dialogs import (
    ConfirmDialog,
    ExtendDialog,
    MeasureDialog,
    ProgressDialog,
    ReportDialog,
)
from fundapp.values.choices import AttachmentKind, Evaluator, ProblemSource, RectificationState
from tests.services.evaluation_year import AUDITOR, CLERK, HEAD, LEADER, Year, file
from tests.services.rectifying import DUE, closed, person_id, registered, reported, seen
from tests.ui.performance.writing import seated
from tests.ui.seated import Told, ready


def opened(year: Year, key: int, who: str = CLERK) -> tuple[RectificationPage, Told]:
    """A problem on somebody's screen."""
    page = RectificationPage(seated(year, who), key)
    told = Told(page)
    return ready(page), told


def enabled(page: RectificationPage) -> dict[str, bool]:
    """Which buttons can be pressed."""
    return {action.key: not action.barred for action in page.buttons._actions}


def test_the_head_says_how_it_stands_and_how_much_time_there_is(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    assert page.heading() == "整改事项 ZG-2026-0001"
    assert (page.state.text(), page.time.text()) == ("整改中", "还有 93 天")
    year.office.clock.on(DUE)
    page.refresh(None)
    assert (page.time.text(), page.time.tone()) == ("今天到期", "warn")
    year.office.clock.on(DUE + dt.timedelta(days=2))
    page.refresh(None)
    assert (page.time.text(), page.time.tone()) == ("逾期 2 天", "bad")
    assert page.facts["存在问题"] == "第三季度验收资料不全"
    assert "登记人" in page.facts
    assert "完成情况" not in page.facts


def test_the_person_responsible_works_on_it_and_reads_why_the_other_moves_are_closed(year: Year) -> None:
    page, _ = opened(year, registered(year))
    assert enabled(page) == {
        "print": True,
        "void": False,
        "extend": False,
        "measure": True,
        "progress": True,
        "report": True,
    }
    assert "您是这项整改的责任人" in page.buttons.reason()
    assert "“延期”须由另一人办理" in page.buttons.button("extend").toolTip()


def test_an_auditor_reads_only(year: Year) -> None:
    page, _ = opened(year, registered(year), AUDITOR)
    assert [key for key, may in enabled(page).items() if may] == ["print"]
    assert "不能添加附件" in page.files.why.text()


def test_measure_and_person_are_completed(year: Year) -> None:
    key = registered(year, measure="")
    page, _ = opened(year, key)
    assert page.facts["整改措施"] == "待责任科室补充"
    page.act("measure")
    assert isinstance(page.dialog, MeasureDialog)
    page.dialog.measure.set_raw("逐项补齐")
    page.dialog.person.set_value(person_id(year, HEAD))
    page.dialog.press()
    assert (seen(year, key).measure, seen(year, key).person) == ("逐项补齐", HEAD)
    assert page.facts["整改措施"] == "逐项补齐"


def test_a_measure_that_somebody_else_wrote_meanwhile_is_not_overwritten(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    page.act("measure")
    assert isinstance(page.dialog, MeasureDialog)
    year.office.do(HEAD, rectifications.measure, key, "科室负责人的措施", person_id(year, CLERK))
    page.dialog.measure.set_raw("经办人的措施")
    page.dialog.press()
    assert "已被他人更新" in page.dialog.wrong.text()
    assert page.dialog.measure.raw() == "经办人的措施"
    assert seen(year, key).measure == "科室负责人的措施"


def test_progress_is_noted_the_newest_on_top(year: Year) -> None:
    page, _ = opened(year, registered(year))
    assert not page.notes.texts
    for text, share in (("已找回两份", "50"), ("已找回三份", "75")):
        page.act("progress")
        assert isinstance(page.dialog, ProgressDialog)
        page.dialog.text.set_raw(text)
        page.dialog.progress.set_raw(share)
        page.dialog.press()
    assert page.notes.texts == ("已找回三份（进度 75.00%）", "已找回两份（进度 50.00%）")


def test_progress_without_words_stays_in_the_dialog(year: Year) -> None:
    page, _ = opened(year, registered(year))
    page.act("progress")
    assert isinstance(page.dialog, ProgressDialog)
    page.dialog.progress.set_raw("120")
    page.dialog.press()
    assert page.dialog.text.complaint() == "请填写进展情况。"
    assert "0 到 100%" in page.dialog.progress.complaint()
    assert page.notes.texts == ()


def test_a_head_extends_it_and_an_earlier_day_is_refused_beside_the_box(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key, HEAD)
    page.act("extend")
    assert isinstance(page.dialog, ExtendDialog)
    page.dialog.due_on.set_raw("20270101")
    page.dialog.reason.set_raw("等待外单位")
    page.dialog.press()
    assert "也晚于原期限 2027-03-31" in page.dialog.due_on.complaint()
    page.dialog.due_on.set_raw("20270630")
    page.dialog.press()
    assert seen(year, key).due_on == dt.date(2027, 6, 30)
    assert page.notes.texts == ("等待外单位（期限改为 2027-06-30）",)


def test_a_proof_is_added_and_the_end_reported(year: Year, tmp_path: Path) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    paper = tmp_path / "验收资料.pdf"
    paper.write_bytes(b"%PDF-1.4 sample")
    page.files.add(((paper, AttachmentKind.ACCEPTANCE),))
    assert [one.file_name for one in seen(year, key).files] == ["验收资料.pdf"]
    page.act("report")
    assert isinstance(page.dialog, ReportDialog)
    assert "无佐证原因" not in page.dialog.form.names()
    page.dialog.outcome.set_raw("已补齐归档")
    page.dialog.press()
    assert seen(year, key).state is RectificationState.REPORTED
    assert page.facts["完成情况"] == "已补齐归档"
    assert page.facts["报告"] == "经办人　2026-12-28"
    assert "请先退回整改" in page.files.why.text()


def test_without_a_proof_the_reason_is_asked_for(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key)
    page.act("report")
    assert isinstance(page.dialog, ReportDialog)
    page.dialog.outcome.set_raw("制度已修订")
    page.dialog.press()
    assert page.dialog.no_evidence.complaint() == "请填写无佐证原因。"
    page.dialog.no_evidence.set_raw("修订稿尚未印发")
    page.dialog.press()
    assert seen(year, key).result == "制度已修订\n无佐证材料：修订稿尚未印发"


def test_another_person_confirms_the_end_and_nothing_moves_afterwards(year: Year) -> None:
    key = reported(year)
    mine, _ = opened(year, key)
    assert not enabled(mine)["confirm"]
    assert "责任人，“确认销号”须由另一人办理" in mine.buttons.button("confirm").toolTip()
    page, _ = opened(year, key, LEADER)
    page.act("confirm")
    assert isinstance(page.dialog, ConfirmDialog)
    page.dialog.press()
    assert seen(year, key).state is RectificationState.CLOSED
    assert page.facts["销号"] == "分管领导　2026-12-28　整改到位，同意销号。"
    assert enabled(page) == {"print": True}
    assert page.buttons.button("print").text() == "打印反馈表…"
    assert (page.time.text(), page.files.why.text()) == ("", "不能添加附件：已销号。")


def test_a_report_is_rejected_with_the_reason_and_without_one_nothing_happens(year: Year) -> None:
    key = reported(year)
    page, _ = opened(year, key, LEADER)
    with notices.captured():
        page.act("reject")
    assert seen(year, key).state is RectificationState.REPORTED
    with notices.captured(Answer("yes", "缺第三份验收单")):
        page.act("reject")
    assert seen(year, key).state is RectificationState.OPEN
    assert page.notes.texts[0] == "缺第三份验收单"


def test_a_problem_registered_by_mistake_is_voided_with_the_reason(year: Year) -> None:
    key = registered(year)
    page, _ = opened(year, key, HEAD)
    with notices.captured(Answer("yes", "重复登记")):
        page.act("void")
    assert page.facts["作废原因"] == "重复登记"
    assert page.files.why.text() == "不能添加附件：已作废。"


def test_the_form_is_shown_as_a_notice_before_and_as_a_form_after(year: Year) -> None:
    page, told = opened(year, closed(year))
    page.act("print")
    (paper,) = told.pushed
    assert isinstance(paper, PaperPage)
    paper.refresh(None)
    assert "可以出具" in paper.note()
    paper.leave()


def test_the_source_is_a_link_to_the_record_that_found_it(year: Year) -> None:
    evaluation = year.approved()
    found = KeyEvaluationEntry(Evaluator.STEERING_GROUP, dt.date(2026, 12, 20), "示例纪要3号", 7000, "偏慢", "改进")
    other = year.office.do(CLERK, key_evaluations.record, year.project, 2026, found)
    wanted = []
    for source, key in ((ProblemSource.SELF_EVALUATION, evaluation), (ProblemSource.KEY_EVALUATION, other)):
        page, told = opened(year, registered(year, source=source, source_id=key))
        link = next(one for one in page.findChildren(ElidedLink) if not one.isHidden())
        link.click()
        wanted += told.wanted
    assert wanted == [("performance", ("evaluation", evaluation)), ("performance", ("key_evaluation", other))]


def test_a_problem_that_is_not_there_closes_the_page(year: Year) -> None:
    with notices.captured() as said:
        page, told = opened(year, 99)
    assert (told.closed, said[0].kind, page.heading()) == (1, "refusal", "整改事项")
    page.act("progress")
    assert page.dialog is None
    assert "确认销号" in page.help()


def test_files_of_others_are_listed_with_their_kind(year: Year) -> None:
    key = registered(year)
    year.office.do(HEAD, rectifications.attach_file, key, file("会议纪要.pdf"))
    page, _ = opened(year, key)
    assert page.sheet is not None
    assert [one.file_name for one in page.sheet.files] == ["会议纪要.pdf"]

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from fundapp.services import evaluations
from fundapp.ui import notices
from fundapp.ui.paper.page import PaperPage
from fundapp.ui.payments.rounds import Rounds
from fundapp.ui.performance.evaluation import EvaluationPage
from fundapp.values.choices import AttachmentKind, DocumentState
from fundapp.values.score import Band
from tests.services import watching
from tests.services.evaluation_year import AUDITOR, CLERK, FINANCE, HEAD, LEADER, STRANGER, Year
from tests.ui.performance.writing import opened, row, seated, stored, type_in
from tests.ui.seated import Told

UP, RESPONSE, SAFE, RELIABLE, CONTENT = (
    "网络应用正常运行率",
    "系统故障响应时间",
    "网络安全性",
    "平台运行可靠性",
    "使用单位满意度",
)
Show = Callable[[QWidget], QWidget]


def fresh(year: Year) -> int:
    """A draft in which nothing is filled in."""
    return year.office.do(CLERK, evaluations.prepare, year.project, 2026)


def text_of(rounds: Rounds) -> str:
    from PySide6.QtWidgets import QLabel

    return "　".join(shown.text() for shown in rounds.findChildren(QLabel))


# -- moves ---------------------------------------------------------------------------------------------------------


def test_a_complete_draft_is_stored_and_submitted_in_one_press(year: Year) -> None:
    key = fresh(year)
    page, told = opened(year, key)
    for name, typed in ((UP, "99.9"), (RESPONSE, "1.6"), (RELIABLE, "99.99"), (CONTENT, "96")):
        type_in(row(page, name).actual, typed)
    row(page, SAFE).actual.set_value(Band.REACHED)
    page.form.outcome.set_raw("云资源全年可用。")
    page.form.execution.set_raw("第四季度服务费次年支付。")
    page.live.now()
    assert page.barrier() == ""
    assert page.frame.card.total.text() == "99.17"
    page.frame.buttons.button("submit").click()
    assert stored(year, key).state is DocumentState.IN_APPROVAL
    assert stored(year, key).number == "ZP-2026-0001"
    assert told.closed == 1


def test_the_button_says_with_the_article_why_it_cannot_be_submitted(year: Year) -> None:
    page, _ = opened(year, fresh(year))
    button = page.frame.buttons.button("submit")
    assert not button.isEnabled()
    assert button.toolTip().startswith("【第十三条】5 个指标还不能计分")


@pytest.mark.parametrize(
    ("rule", "field"), [("13-2", lambda page: row(page, UP).actual), ("13-8", lambda page: page.form.outcome)]
)
def test_a_check_leads_to_its_box(
    year: Year, shown: Show, rule: str, field: Callable[[EvaluationPage], QWidget]
) -> None:
    page, _ = opened(year, fresh(year))
    shown(page)
    page.panel.linked.emit(rule)
    focused = page.focusWidget()
    assert focused is not None
    assert field(page).isAncestorOf(focused)


def test_a_balance_and_a_figure_of_june_lead_to_their_boxes_and_are_gone_when_put_right(
    year: Year, shown: Show
) -> None:
    watching.approved(year)
    page, _ = opened(year, fresh(year))
    shown(page)
    links = {check.key: check.link for check in page.panel._checks}
    assert (links["16-5"], links["13-13"], links["13-10"]) == ("去填写", "去填写", "")
    for rule, box in (("16-5", page.form.execution), ("13-13", row(page, UP).actual)):
        page.panel.linked.emit(rule)
        focused = page.focusWidget()
        assert focused is not None
        assert box.isAncestorOf(focused)
    page.form.execution.set_raw("尾款结转次年支付。")
    page.live.now()
    assert {check.key: check.outcome for check in page.panel._checks}["16-5"] == "passed"


def test_a_negative_figure_is_refused_beside_its_row(year: Year, shown: Show) -> None:
    page, _ = opened(year, fresh(year))
    shown(page)
    for name, typed in ((UP, "99.9"), (RESPONSE, "1.6"), (RELIABLE, "99.99"), (CONTENT, "-1")):
        type_in(row(page, name).actual, typed)
    page.live.now()
    check = next(check for check in page.panel._checks if check.key == "13-11")
    assert (check.outcome, check.message) == ("block", f"实际完成值不能为负数：“{CONTENT}”。")
    page.panel.linked.emit("13-11")
    focused = page.focusWidget()
    assert focused is not None
    assert row(page, CONTENT).actual.isAncestorOf(focused)


def test_the_form_is_previewed_after_storing_what_is_typed(year: Year) -> None:
    key = fresh(year)
    page, told = opened(year, key)
    type_in(row(page, UP).actual, "99.9")
    page.frame.buttons.button("print").click()
    assert isinstance(told.pushed[0], PaperPage)
    assert stored(year, key).draft.scores[0].actual == Decimal("99.9")


def test_in_approval_nothing_can_be_typed_and_the_round_is_visible(year: Year) -> None:
    key = year.submitted()
    year.office.agree(HEAD, key)
    page, _ = opened(year, key)
    assert not page.editable()
    assert not page.can_save()
    assert row(page, UP).actual.boxes()[0].isReadOnly()  # type: ignore[attr-defined]  # it is a line
    assert "第 1 轮" in text_of(page.frame.rounds)
    assert "科室负责人 同意" in text_of(page.frame.rounds)
    assert page.frame.where.text().endswith("等待分管领导审核")
    assert "save" not in page.frame.buttons._buttons
    assert page.panel.title.text() == "核对"


@pytest.mark.parametrize(
    ("verb", "state"),
    [("withdraw", DocumentState.DRAFT), ("change", DocumentState.DRAFT), ("void", DocumentState.VOID)],
)
def test_each_way_out_asks_for_the_reason_and_keeps_it_visible(year: Year, verb: str, state: DocumentState) -> None:
    key = year.submitted()
    page, _ = opened(year, key)
    with notices.captured(notices.Answer("yes", "数字要改")) as seen:
        page.frame.buttons.button(verb).click()
    assert seen[0].kind == "reason"
    assert stored(year, key).state is state
    assert stored(year, key).number == "ZP-2026-0001"
    assert "数字要改" in text_of(page.frame.rounds)
    assert page.editable() is (state is DocumentState.DRAFT)


def test_backing_out_of_the_reason_changes_nothing(year: Year) -> None:
    key = year.submitted()
    page, _ = opened(year, key)
    with notices.captured("no"):
        page.frame.buttons.button("change").click()
    assert stored(year, key).state is DocumentState.IN_APPROVAL


def test_after_the_first_hand_the_author_cannot_withdraw_and_reads_why(year: Year) -> None:
    key = year.submitted()
    year.office.agree(HEAD, key)
    page, _ = opened(year, key)
    button = page.frame.buttons.button("withdraw")
    assert not button.isEnabled()
    assert button.toolTip().startswith("【第十三条】已有人签批，不能撤回")


def test_a_returned_one_can_be_typed_again_and_says_what_was_wanted(year: Year) -> None:
    key = year.submitted()
    year.office.give_back(HEAD, key, "请补充样本数。")
    page, _ = opened(year, key)
    assert page.editable()
    assert "请补充样本数" in page.frame.banner_text.text()


def test_an_approved_one_whose_money_moved_says_so(year: Year) -> None:
    key = year.approved()
    year.office.pay(year.milestones[2], ("local", 10_000_000))
    page, _ = opened(year, key)
    assert page.frame.banner_text.text() == "送审之后账面全年执行数由 412.50 万元变为 422.50 万元。"
    assert page.frame.money.values[1].text() == "412.50 万元"


@pytest.mark.parametrize("who", [AUDITOR, FINANCE])
def test_who_may_not_fill_it_in_reads_and_is_told_why(year: Year, who: str) -> None:
    page, _ = opened(year, year.saved(), who)
    assert not page.editable()
    assert page.frame.banner_text.text().startswith("只能查看：【第十")
    assert list(page.frame.buttons._buttons) == ["print"]


def test_one_of_another_division_closes_the_page_with_the_reason(year: Year) -> None:
    page = EvaluationPage(seated(year, STRANGER), year.saved())
    told = Told(page)
    with notices.captured() as said:
        page.refresh(None)
    assert (said[0].kind, said[0].article) == ("refusal", "第十五条")
    assert told.closed == 1


def test_the_leader_whose_turn_it_is_goes_to_the_signing_desk(year: Year) -> None:
    key = year.submitted()
    year.office.agree(HEAD, key)
    page, told = opened(year, key, LEADER)
    page.frame.buttons.button("agree").click()
    assert told.wanted == [("signing", ("evaluation", key))]


# -- files ---------------------------------------------------------------------------------------------------------


def test_a_proof_is_added_to_a_draft_without_losing_what_is_typed_and_can_be_taken_off(
    year: Year, tmp_path: Path
) -> None:
    key = fresh(year)
    page, _ = opened(year, key)
    type_in(row(page, UP).actual, "98")
    scan = tmp_path / "满意度调查.pdf"
    scan.write_bytes(b"%PDF-1.4 sample")
    page.files.add(((scan, AttachmentKind.ASSESSMENT),))
    (file,) = stored(year, key).files
    assert file.file_name == "满意度调查.pdf"
    assert row(page, UP).actual.raw() == "98"
    page.files.files.removed.emit(file.id)
    assert stored(year, key).files == ()


# -- keyboard and room ---------------------------------------------------------------------------------------------


def test_enter_goes_from_box_to_box_and_arrows_from_row_to_row(year: Year, shown: Show) -> None:
    page, _ = opened(year, fresh(year))
    page.resize(1166, 690)
    shown(page)
    first, second = page.table.rows[:2]
    first.actual.setFocus()
    QTest.keyClicks(page.focusWidget(), "99.9")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert first.why.note.hasFocus()
    QTest.keyClick(first.why.note, Qt.Key.Key_Return)
    assert second.actual.boxes()[0].hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Up)
    assert first.actual.boxes()[0].hasFocus()
    assert first.actual.raw() == "99.9"


def test_enter_while_pinyin_is_composed_stays_in_the_explanation(
    year: Year, shown: Show, compose: Callable[[QWidget, str], None]
) -> None:
    page, _ = opened(year, fresh(year))
    page.resize(1166, 690)
    shown(page)
    first = page.table.rows[0]
    first.why.setFocus()
    compose(first.why.note, "yinwei")
    QTest.keyClick(first.why.note, Qt.Key.Key_Return)
    assert first.why.note.hasFocus()


def test_in_a_narrow_window_the_explanation_stands_under_its_row_when_it_is_wanted(year: Year, shown: Show) -> None:
    page, _ = opened(year, fresh(year))
    page.resize(851, 434)
    shown(page)
    content = row(page, CONTENT)
    assert not content.why.isVisibleTo(content)
    type_in(content.actual, "93")
    page.live.now()
    assert content.why.isVisibleTo(content)
    assert content.why.width() > content.actual.width() * 2
    assert page.table.width() <= page.width()

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fundapp.errors import Refused, Stale
from fundapp.ui import notices
from fundapp.ui.notices import Answer, Notice, Option
from fundapp.ui.parts.dialog import MAX_HEIGHT, Dialog
from fundapp.ui.parts.notice_box import NoticeBox

Show = Callable[[QWidget], QWidget]


def texts(box: QWidget) -> set[str]:
    return {label.text() for label in box.findChildren(QLabel) if label.isVisible() and label.text()}


def button(box: QWidget, text: str) -> QPushButton:
    return next(tool for tool in box.findChildren(QPushButton) if tool.text() == text)


def seen_of(act: Callable[[], object]) -> Notice:
    with notices.captured() as seen:
        act()
    return seen[0]


def test_a_refusal_shows_its_kind_article_sentence_and_remedy(shown: Show) -> None:
    error = Refused("累计超过合同金额。", article="第十二条", remedy="请先登记补充协议。")
    notice = seen_of(lambda: notices.refusal(None, error))
    box = shown(NoticeBox(notice, None))
    assert {"不能办理", "第十二条", "累计超过合同金额。", "请先登记补充协议。"} <= texts(box)


def test_the_title_says_what_kind_of_no_it_is() -> None:
    assert seen_of(lambda: notices.refusal(None, Stale("已被他人修改。"))).title == "内容已被他人修改"


def test_a_question_is_answered_by_the_act_it_names_and_closing_means_no() -> None:
    with notices.captured("yes", "no") as seen:
        assert notices.confirm(None, "作废这份申请？", "作废后不能恢复。", yes="作废", danger=True)
        assert not notices.confirm(None, "作废这份申请？")
        assert not notices.confirm(None, "作废这份申请？")
    assert [option.text for option in seen[0].options] == ["取消", "作废"]


def test_enter_presses_the_main_button_and_escape_closes_without_an_answer(qtbot: QtBot, shown: Show) -> None:
    notice = Notice("confirm", "作废？", options=(Option("no", "取消"), Option("yes", "作废", "danger")))
    box = NoticeBox(notice, None)
    shown(box)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.answer().key == "yes"
    again = NoticeBox(notice, None)
    shown(again)
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert again.answer().key == ""
    assert not again.isVisible()


def test_tab_and_space_reach_every_button(qtbot: QtBot, shown: Show) -> None:
    box = NoticeBox(Notice("confirm", "作废？", options=(Option("no", "取消"), Option("yes", "作废"))), None)
    shown(box)
    assert button(box, "作废").hasFocus()
    QTest.keyClick(button(box, "作废"), Qt.Key.Key_Tab)
    assert button(box, "取消").hasFocus()
    QTest.keyClick(button(box, "取消"), Qt.Key.Key_Return)
    assert box.answer().key == "no", "Enter presses the button that has the focus"


def test_a_caution_wants_a_reason_before_it_can_be_passed(qtbot: QtBot, shown: Show) -> None:
    options = (Option("no", "返回修改"), Option("yes", "写明理由并继续", "primary"))
    box = NoticeBox(Notice("reason", "请说明理由", "本次少于节点金额。", article="第十二条", options=options), None)
    shown(box)
    go = button(box, "写明理由并继续")
    assert not go.isEnabled()
    assert go.toolTip() == "请先写明理由。"
    note = box.findChild(QPlainTextEdit)
    assert note is not None
    note.setPlainText("   ")
    assert not go.isEnabled(), "blanks are no reason"
    note.setPlainText("按考核结果扣减")
    assert go.isEnabled()
    QTest.mouseClick(go, Qt.MouseButton.LeftButton)
    assert box.answer() == Answer("yes", "按考核结果扣减")


def test_the_reason_is_given_back_trimmed_and_backing_out_gives_none() -> None:
    with notices.captured(Answer("yes", " 按考核结果扣减 "), "no", Answer("yes", " ")) as seen:
        assert notices.caution_reason(None, "少于节点金额。", article="第十二条") == "按考核结果扣减"
        assert notices.caution_reason(None, "少于节点金额。") is None
        assert notices.caution_reason(None, "少于节点金额。") is None
    assert seen[0].article == "第十二条"


@pytest.mark.expects_log("程序出错")
def test_a_crash_says_that_nothing_stored_is_lost_and_its_details_can_be_copied(qtbot: QtBot, shown: Show) -> None:
    notice = seen_of(lambda: notices.crash(ValueError("坏了")))
    box = shown(NoticeBox(notice, None))
    assert "已保存的内容不受影响" in notice.text
    assert str(notices.log_file()) in notice.remedy
    QTest.mouseClick(button(box, "复制详细信息"), Qt.MouseButton.LeftButton)
    assert "ValueError: 坏了" in QGuiApplication.clipboard().text()


def test_passing_lines_reach_every_speaker_until_it_is_taken_away() -> None:
    heard: list[tuple[str, str]] = []

    def speaker(text: str, tone: str) -> None:
        heard.append((text, tone))

    notices.add_speaker(speaker)
    notices.say("已保存")
    notices.remove_speaker(speaker)
    notices.remove_speaker(speaker)
    notices.say("没人听见")
    assert heard == [("已保存", "ok")]


def test_a_passing_line_uses_up_no_prepared_answer() -> None:
    with notices.captured("yes") as seen:
        notices.say("已保存")
        assert notices.confirm(None, "继续？")
    assert [notice.kind for notice in seen] == ["say", "confirm"]


def test_file_choosers_can_be_answered_too() -> None:
    one, two = Path("a.pdf"), Path("b.pdf")
    with notices.captured(Answer(files=(one, two)), Answer(files=(one, two)), Answer(files=(one,))) as seen:
        assert notices.ask_open(None, "选择附件", "*", many=True) == (one, two)
        assert notices.ask_open(None, "打开账套", "账套 (*.fund)") == (one,)
        assert notices.ask_save(None, "另存为", Path("表.pdf"), "PDF (*.pdf)") == one
        assert notices.ask_folder(None, "选择文件夹", Path.home()) is None
    assert [notice.kind for notice in seen] == ["open", "open", "save", "folder"]


def test_no_dialog_is_higher_than_640_pixels_however_much_it_says(shown: Show) -> None:
    long = Notice("inform", "说明", "很长的说明。" * 600, options=(Option("ok", "知道了"),))
    box = NoticeBox(long, None)
    shown(box)
    assert box.height() <= MAX_HEIGHT
    assert button(box, "知道了").isVisible()
    assert box.rect().contains(button(box, "知道了").mapTo(box, button(box, "知道了").rect().bottomRight()))


def test_a_short_dialog_is_as_low_as_its_text(shown: Show) -> None:
    box = NoticeBox(Notice("inform", "说明", "一句话。", options=(Option("ok", "知道了"),)), None)
    shown(box)
    assert box.height() < 220


def test_a_barred_main_button_is_not_pressed_by_enter(qtbot: QtBot, shown: Show) -> None:
    dialog = Dialog("登记拨付")
    pressed: list[bool] = []
    main = dialog.add_button("登记", lambda: pressed.append(True), main=True)
    main.setEnabled(False)
    shown(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert pressed == []
    main.setEnabled(True)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert pressed == [True]


def test_only_notices_opens_message_boxes_and_file_choosers() -> None:
    boxes = ("QMessageBox", "QFileDialog", "QErrorMessage", "QInputDialog")
    ui = Path(notices.__file__).parent
    found = {path.name for path in ui.rglob("*.py") if any(box in path.read_text(encoding="utf-8") for box in boxes)}
    assert found == {"notice_box.py"}

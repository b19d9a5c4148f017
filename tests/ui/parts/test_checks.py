from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fundapp.ui.parts.checks import Check, CheckList, from_findings

Show = Callable[[QWidget], QWidget]

BLOCK = Check("12-1", "block", "缺少季度考核表", "该节点要求季度考核表。", "第十二条", "请上传。", "上传附件…")
CAUTION = Check("12-2", "caution", "少于节点金额", "应付 375,000.00 元。", "第十二条", "请说明少付的原因")
NOTICE = Check("30-1", "notice", "付款期限", "剩 3 天")
PASSED = Check("14-1", "passed", "不属于禁止支出范围", article="第十四条")


@dataclass(frozen=True)
class Finding:
    rule: str
    passed: bool
    severity: str
    notice: bool = False
    article: str = "第十二条"
    title: str = "标题"
    message: str = "句子"
    remedy: str = "办法"

    @property
    def blocks(self) -> bool:
        return not self.passed and self.severity == "block"

    @property
    def needs_reason(self) -> bool:
        return not self.passed and self.severity == "caution"


def note_of(checks: CheckList) -> QPlainTextEdit:
    QApplication.processEvents()
    return next(note for note in checks.findChildren(QPlainTextEdit) if note.isVisible())


def words(checks: CheckList) -> set[str]:
    QApplication.processEvents()  # Qt shows what is added to a visible window a moment later
    return {label.text() for label in checks.findChildren(QLabel) if label.isVisible() and label.text()}


def test_findings_become_blocks_cautions_hints_and_ticks() -> None:
    findings = [
        Finding("a", False, "block"),
        Finding("b", False, "caution"),
        Finding("c", True, "block", notice=True),
        Finding("d", True, "caution"),
    ]
    checks = from_findings(findings, reasons={"b": "已说明"}, links={"a": "上传附件…"})
    assert [check.outcome for check in checks] == ["block", "caution", "notice", "passed"]
    assert (checks[0].link, checks[1].reason) == ("上传附件…", "已说明")


def test_a_block_says_what_which_article_and_what_to_do(shown: Show) -> None:
    checks = CheckList()
    shown(checks)
    checks.show_checks([BLOCK, PASSED])
    assert {"缺少季度考核表", "第十二条：该节点要求季度考核表。请上传。", "1 项必须处理"} <= words(checks)
    assert checks.blocked()


def test_the_link_of_a_check_tells_which_check_it_was(qtbot: QtBot, shown: Show) -> None:
    checks = CheckList()
    shown(checks)
    checks.show_checks([PASSED, BLOCK])
    link = next(tool for tool in checks.findChildren(QPushButton) if tool.text() == "上传附件…")
    with qtbot.waitSignal(checks.linked) as told:
        QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    assert told.args == ["12-1"]


def test_a_caution_stops_until_its_reason_is_written(qtbot: QtBot, shown: Show) -> None:
    checks = CheckList()
    shown(checks)
    checks.show_checks([CAUTION, PASSED])
    assert checks.blocked()
    assert checks.summary() == "1 项需说明理由"
    with qtbot.waitSignal(checks.reason_changed) as told:
        note_of(checks).setPlainText(" 按考核扣减 ")
    assert told.args == ["12-2", "按考核扣减"]
    assert checks.reasons() == {"12-2": "按考核扣减"}
    assert not checks.blocked()
    assert checks.summary() == "1 项通过 · 1 项提示"


def test_a_half_typed_reason_keeps_text_and_focus_when_the_checks_run_again(qtbot: QtBot, shown: Show) -> None:
    checks = CheckList()
    shown(checks)
    checks.show_checks([CAUTION])
    note = note_of(checks)
    note.setFocus()
    note.setPlainText("按考")
    checks.show_checks([BLOCK, Check("12-2", "caution", "少于节点金额", "应付 400,000.00 元。", "第十二条"), PASSED])
    assert QApplication.focusWidget() is note
    assert note.toPlainText() == "按考"
    assert "第十二条：应付 400,000.00 元。" in words(checks)


def test_a_stored_reason_is_shown_but_never_overwrites_what_is_typed(shown: Show) -> None:
    stored = Check("12-2", "caution", "少于节点金额", reason="旧理由")
    checks = CheckList()
    shown(checks)
    checks.show_checks([stored])
    assert note_of(checks).toPlainText() == "旧理由"
    note_of(checks).setPlainText("新理由")
    checks.show_checks([stored])
    assert checks.reasons() == {"12-2": "新理由"}


def test_a_check_that_is_met_now_moves_to_the_ticks(shown: Show) -> None:
    checks = CheckList()
    shown(checks)
    checks.show_checks([BLOCK, NOTICE, PASSED])
    checks.show_checks([Check("12-1", "passed", "有季度考核表"), NOTICE, PASSED])
    assert "缺少季度考核表" not in words(checks)
    assert {"有季度考核表", "剩 3 天", "2 项通过 · 1 项提示"} <= words(checks)
    assert not checks.blocked()


def test_a_leader_reads_the_reason_and_cannot_change_it(shown: Show) -> None:
    checks = CheckList("核对校验", reading=True)
    shown(checks)
    checks.show_checks([Check("12-2", "caution", "少于节点金额", reason="按考核扣减")])
    assert "理由：按考核扣减" in words(checks)
    assert not [note for note in checks.findChildren(QPlainTextEdit) if note.isVisible()]
    assert not checks.blocked()
    checks.show_checks([Check("12-2", "caution", "少于节点金额")])
    assert checks.blocked()


def test_marks_are_said_in_words_for_those_who_do_not_see_them(shown: Show) -> None:
    checks = CheckList()
    shown(checks)
    checks.show_checks([BLOCK, CAUTION, NOTICE, PASSED])
    names = {part.accessibleName().partition("：")[0] for part in checks.findChildren(QWidget)}
    assert {"必须处理", "需说明理由", "提示", "通过"} <= names


def test_the_cursor_can_be_sent_to_the_reason_that_is_wanted(shown: Show) -> None:
    checks = CheckList()
    shown(checks)
    checks.show_checks([CAUTION])
    checks.go_to("12-2")
    assert note_of(checks).hasFocus()
    checks.go_to("unknown")


def test_everything_fits_the_narrow_column_beside_a_form_with_its_scroll_bar(shown: Show) -> None:
    panel = CheckList()
    shown(panel)
    linked = Check("16-1", "notice", "结余", "结余 60.00 万元，请说明去向。", "第十六条", link="去填写")
    for checks in ((NOTICE, PASSED, linked), (BLOCK, PASSED, linked), (CAUTION, PASSED, linked)):
        panel.show_checks(checks)
        panel.resize(168, 600)
        QApplication.processEvents()
        assert panel.width() == 168
        for part in panel.findChildren(QWidget):
            right = part.mapTo(panel, part.rect().topRight()).x()
            assert right < 168 or not part.isVisible(), (panel.summary(), part)

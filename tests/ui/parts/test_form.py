from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fundapp.errors import Invalid, Refused
from fundapp.ui.parts.choice import Choice, Option
from fundapp.ui.parts.form import Form
from fundapp.ui.parts.form_dialog import FormDialog
from fundapp.ui.parts.money_edit import MoneyEdit
from fundapp.ui.parts.text_edit import NoteEdit, TextEdit

Show = Callable[[QWidget], QWidget]
Compose = Callable[[QWidget, str], None]


@pytest.fixture
def form() -> Form:
    made = Form()
    made.section("1 付款依据")
    made.add("项目", TextEdit("项目", required=True), name="project")
    made.add("资金来源", Choice("资金来源", [Option("local", "本级"), Option("upper", "上级")]), name="source")
    made.section("2 金额与票据")
    made.add("本次金额", MoneyEdit("本次金额", required=True), name="amount")
    made.add("说明", NoteEdit("说明"), name="note", wide=True)
    return made


def focused() -> QWidget | None:
    return QApplication.focusWidget()


def test_enter_moves_on_from_field_to_field_and_says_when_it_was_the_last(
    qtbot: QtBot, shown: Show, form: Form
) -> None:
    shown(form)
    form.focus_first()
    for name in ("project", "source", "amount"):
        box = form.field(name).boxes()[0]
        assert focused() is box
        QTest.keyClick(box, Qt.Key.Key_Return)
    note = form.field("note").boxes()[0]
    assert focused() is note
    with qtbot.waitSignal(form.finished):
        QTest.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_does_not_jump_while_an_input_method_composes(
    qtbot: QtBot, shown: Show, form: Form, compose: Compose
) -> None:
    shown(form)
    box = form.field("project").boxes()[0]
    box.setFocus()
    compose(box, "zheng wu")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert focused() is box
    compose(box, "")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert focused() is not box


def test_enter_in_several_lines_makes_a_new_line(qtbot: QtBot, shown: Show, form: Form) -> None:
    shown(form)
    note = form.field("note")
    note.boxes()[0].setFocus()
    QTest.keyClicks(note.boxes()[0], "a")
    QTest.keyClick(note.boxes()[0], Qt.Key.Key_Return)
    QTest.keyClicks(note.boxes()[0], "b")
    assert note.raw() == "a\nb"


def test_enter_passes_over_grey_fields(qtbot: QtBot, shown: Show, form: Form) -> None:
    form.field("source").set_read_only(True)
    form.field("amount").set_read_only(True)
    shown(form)
    form.focus_first()
    QTest.keyClick(form.field("project").boxes()[0], Qt.Key.Key_Return)
    assert focused() is form.field("note").boxes()[0]


def test_a_refusal_stands_beside_the_field_it_names_with_its_remedy(shown: Show, form: Form) -> None:
    shown(form)
    assert form.complain(Invalid("本次金额超过节点金额。", field="本次金额", remedy="请改小。"))
    assert form.field("amount").complaint() == "本次金额超过节点金额。请改小。"
    assert focused() is form.field("amount").boxes()[0]
    assert form.complain(Invalid("没有这个项目。", field="project"))
    assert form.field("project").complaint() == "没有这个项目。"


def test_a_refusal_that_names_no_field_of_the_form_is_left_to_others(form: Form) -> None:
    assert not form.complain(Refused("不能办理。"))
    assert not form.complain(Invalid("附件是空文件。", field="附件"))


def test_checking_shows_every_problem_and_goes_to_the_first(shown: Show, form: Form) -> None:
    shown(form)
    form.field("amount").set_raw("1.234")
    assert not form.check()
    assert form.field("project").complaint() == "请填写项目。"
    assert "2 位小数" in form.field("amount").complaint()
    assert focused() is form.field("project").boxes()[0]
    assert set(form.problems()) == {"project", "amount"}


def test_a_hidden_row_is_neither_checked_nor_entered(qtbot: QtBot, shown: Show, form: Form) -> None:
    form.set_row_visible("project", visible=False)
    shown(form)
    assert set(form.problems()) == {"amount"}
    form.focus_first()
    assert focused() is form.field("source").boxes()[0]


def test_a_draft_gives_back_every_box_as_it_was_typed_even_nonsense(form: Form) -> None:
    form.field("project").set_raw("政务云")
    form.field("source").set_value("upper")
    form.field("amount").set_raw("12.34.5")
    form.field("note").set_raw("第一行\n第二行")
    again = Form()
    again.add("项目", TextEdit(), name="project")
    again.add("资金来源", Choice("资金来源", [Option("local", "本级"), Option("upper", "上级")]), name="source")
    again.add("本次金额", MoneyEdit(), name="amount")
    again.add("说明", NoteEdit(), name="note")
    again.set_raw({**form.raw(), "gone": "x"})
    assert again.raw() == form.raw()
    assert again.field("source").value() == "upper"


def test_any_edit_makes_the_form_changed_until_it_is_marked_clean(qtbot: QtBot, form: Form) -> None:
    assert not form.is_changed()
    with qtbot.waitSignal(form.edited):
        form.field("project").set_raw("x")
    assert form.is_changed()
    form.mark_clean()
    assert not form.is_changed()


def test_a_narrow_form_has_one_column_and_a_wide_one_two(qtbot: QtBot, shown: Show, form: Form) -> None:
    form.resize(900, 500)
    shown(form)

    def top(name: str) -> int:
        return form.field(name).mapTo(form, QPoint(0, 0)).y()

    assert top("project") == top("source")
    form.resize(500, 600)
    qtbot.waitUntil(lambda: top("project") < top("source"))


def test_every_box_has_the_name_of_its_label_for_screen_readers(form: Form) -> None:
    form.add("户名", TextEdit(), name="holder")
    assert form.field("holder").boxes()[0].accessibleName() == "户名"
    labels = {label.text(): label.buddy() for label in form.findChildren(QLabel) if label.buddy() is not None}
    assert labels["本次金额"] is form.field("amount").boxes()[0]


def test_a_choice_that_is_barred_says_why() -> None:
    choice = Choice("合同", [Option(1, "甲"), Option(2, "乙", barred="合同已完结，不能再付款。")])
    choice.set_value(2)
    assert choice.problem() == "合同已完结，不能再付款。"
    choice.set_value(1)
    assert choice.problem() == ""


def test_options_may_change_and_what_was_chosen_stays_if_it_is_still_there(qtbot: QtBot) -> None:
    choice = Choice("来源", [Option("a", "甲"), Option("b", "乙")], required=True)
    choice.set_value("b")
    choice.set_options([Option("c", "丙"), Option("b", "乙二")])
    assert choice.value() == "b"
    choice.set_options([Option("c", "丙")])
    assert choice.value() is None
    assert choice.problem() == "请选择来源。"


def test_text_beyond_its_limit_stays_and_says_how_long_it_is() -> None:
    field = TextEdit("名称", limit=5)
    field.set_raw("一二三四五六")
    assert field.problem() == "最多 5 字，现在 6 字，请缩短。"
    assert field.raw() == "一二三四五六"
    note = NoteEdit("说明", limit=3)
    note.set_raw("一二三四")
    assert not note.check()
    assert note.complaint() == "最多 3 字，现在 4 字，请缩短。"


def test_a_wide_dialog_is_as_high_as_its_form_in_two_columns(shown: Show) -> None:
    dialog = FormDialog("登记预算指标", "登记")
    for name in ("资金来源", "指标类型", "金额", "指标文号", "发文日期", "功能科目"):
        dialog.form.add(name, TextEdit(name))
    shown(dialog)
    assert dialog.form.field("资金来源").mapTo(dialog, QPoint()).y() == (
        dialog.form.field("指标类型").mapTo(dialog, QPoint()).y()
    )
    empty = (
        dialog.main_button.mapTo(dialog, QPoint()).y() - dialog.form.mapTo(dialog, dialog.form.rect().bottomLeft()).y()
    )
    assert empty < 60

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fundapp.errors import Damaged
from fundapp.ui import notices
from fundapp.ui.parts import table_memory
from fundapp.ui.parts.column import (
    Column,
    badge_column,
    count_column,
    date_column,
    money_column,
    percent_column,
    text_column,
)
from fundapp.ui.parts.copying import html, tsv
from fundapp.ui.parts.listing import Ask, Batch, Rows
from fundapp.ui.parts.table import Table
from fundapp.ui.runner import InlineRunner

Show = Callable[[QWidget], QWidget]


@dataclass(frozen=True)
class Payment:
    id: int
    number: str
    payee: str
    amount: int | None
    on: dt.date | None
    state: str


def columns() -> list[Column[Payment]]:
    return [
        text_column("number", "单号", width=120),
        text_column("payee", "收款单位", stretch=True),
        money_column("amount", "金额（元）"),
        date_column("on", "日期"),
        badge_column("state", "状态", lambda row: "ok" if row.state == "已拨付" else "neutral"),
    ]


def payment(number: int, *, amount: int | None = 37_500_000, state: str = "草稿") -> Payment:
    return Payment(
        number, f"ZF-2026-{number:04}", f"示例单位{number}", amount, dt.date(2026, 1, 1 + number % 28), state
    )


PAYMENTS = [payment(1, amount=300), payment(2, amount=100, state="已拨付"), payment(3, amount=None)]


class Ledger:
    """A source of many rows that notes what it is asked."""

    def __init__(self, count: int) -> None:
        self.rows = [payment(number) for number in range(1, count + 1)]
        self.asked: list[Ask] = []

    def fetch(self, ask: Ask) -> Batch[Payment]:
        self.asked.append(ask)
        found = [row for row in self.rows if ask.text in row.payee and ask.filter("state") in {"", row.state}]
        if ask.descending:
            found.reverse()
        start = 0 if ask.after is None else found.index(next(row for row in found if row.id == ask.after)) + 1
        rows = found[start : start + ask.limit]
        more = start + ask.limit < len(found)
        return Batch(rows, len(found), rows[-1].id if more else None, {"amount": 37_500_000 * len(found)})


@pytest.fixture
def table(qtbot: QtBot) -> Table[Payment]:
    made: Table[Payment] = Table("payments", columns(), InlineRunner(), empty="还没有用款申请")
    made.resize(800, 400)
    qtbot.addWidget(made)
    return made


def cell(table: Table[Payment], row: int, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> object:
    return table.view.rows_model.index(row, column).data(role)


def test_cells_are_written_in_the_houses_way(table: Table[Payment]) -> None:
    table.show_rows(PAYMENTS)
    assert cell(table, 0, 2) == "3.00"
    assert cell(table, 2, 2) == ""
    assert cell(table, 0, 3) == "2026-01-02"
    assert table.count_text() == "共 3 条"


def test_figures_stand_at_the_right_and_so_do_their_headings(table: Table[Payment]) -> None:
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    table.show_rows(PAYMENTS)
    assert cell(table, 0, 2, Qt.ItemDataRole.TextAlignmentRole) == right
    heading = table.view.rows_model.headerData(2, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert heading == right


def test_copying_gives_tab_separated_text_with_headings_in_the_order_seen(
    qtbot: QtBot, shown: Show, table: Table[Payment]
) -> None:
    shown(table)
    table.show_rows(PAYMENTS)
    table.view.horizontalHeader().moveSection(2, 0)
    table.view.set_column_visible("on", visible=False)
    table.view.selectRow(0)
    table.view.setFocus()
    with notices.captured() as said:
        QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "金额（元）\t单号\t收款单位\t状态\n3.00\tZF-2026-0001\t示例单位1\t草稿"
    assert said[0].title == "已复制 1 行（含表头）"


def test_a_cell_with_tab_or_line_break_does_not_break_the_copied_table() -> None:
    row = Payment(1, "a\tb", "c\nd", 37_500_000, None, "草稿")
    assert tsv(columns(), [row]).splitlines()[1] == "a b\tc d\t375000.00\t\t草稿"


def test_codes_are_copied_as_text_for_spreadsheets_and_markup_is_harmless() -> None:
    row = Payment(1, "26332000000012345678", "=1+1<b>", 100, None, "草稿")
    text = html(columns(), [row])
    assert "<td style=\"mso-number-format:'\\@'\">26332000000012345678</td>" in text
    assert "<td style=\"mso-number-format:'\\@'\">=1+1&lt;b&gt;</td>" in text
    assert "<td>1.00</td>" in text, "amounts stay numbers"


def test_widths_order_and_hidden_columns_are_remembered_by_column_name(qtbot: QtBot, table: Table[Payment]) -> None:
    header = table.view.horizontalHeader()
    header.resizeSection(0, 210)
    header.moveSection(3, 0)
    table.view.set_column_visible("state", visible=False)
    table.view.remember()
    one_more = [count_column("id", "#"), *columns()]
    again: Table[Payment] = Table("payments", one_more, InlineRunner())
    qtbot.addWidget(again)
    assert [column.key for column in again.view.visible_columns()] == ["on", "number", "payee", "amount", "id"]
    assert again.view.horizontalHeader().sectionSize(1) == 210
    other: Table[Payment] = Table("contracts", columns(), InlineRunner())
    qtbot.addWidget(other)
    assert len(other.view.visible_columns()) == 5, "another list has its own arrangement"


def test_a_width_dragged_just_before_leaving_is_kept(shown: Show, table: Table[Payment]) -> None:
    shown(table)
    table.view.horizontalHeader().resizeSection(0, 190)
    table.hide()
    kept = table_memory.recall("payments", ["number"])
    assert kept is not None
    assert kept.widths["number"] == 190


def test_the_arrangement_can_be_reset_and_an_unreadable_one_is_ignored(table: Table[Payment]) -> None:
    table.view.set_column_visible("state", visible=False)
    table.view.remember()
    table.view.reset_arrangement()
    assert len(table.view.visible_columns()) == 5
    assert table_memory.recall("payments", ["number"]) is None
    table_memory._settings().setValue("tables/payments", "{broken")
    assert table_memory.recall("payments", ["number"]) is None


def test_the_last_visible_column_cannot_be_hidden(table: Table[Payment]) -> None:
    for key in ("number", "payee", "amount", "on", "state"):
        table.view.set_column_visible(key, visible=False)
    assert [column.key for column in table.view.visible_columns()] == ["state"]


def test_a_click_on_a_heading_sorts_at_the_source_and_a_second_one_turns_it_round(
    qtbot: QtBot, shown: Show, table: Table[Payment]
) -> None:
    source = Ledger(3)
    shown(table)
    table.show_source(source)
    header = table.view.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(2) + 20, 10)
    for _ in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [(ask.sort, ask.descending) for ask in source.asked] == [("", False), ("amount", False), ("amount", True)]
    assert [row.id for row in table.rows()] == [3, 2, 1]
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_rows_at_hand_are_sorted_by_value_not_by_their_text(table: Table[Payment]) -> None:
    amounts = [payment(1, amount=900), payment(2, amount=10_000), payment(3, amount=None)]
    batch = Rows(amounts, columns()).fetch(Ask(sort="amount"))
    assert [row.amount for row in batch.rows] == [None, 900, 10_000]


def test_rows_at_hand_are_filtered_by_every_word(table: Table[Payment]) -> None:
    table.show_rows(PAYMENTS)
    table.bar.line.setText("0002 已拨付")
    table.bar.apply()
    assert [row.id for row in table.rows()] == [2]


def test_more_rows_are_asked_for_behind_the_last_one_never_by_offset(table: Table[Payment]) -> None:
    source = Ledger(250)
    table.show_source(source)
    assert len(table.rows()) == 100
    assert table.count_text() == "共 250 条，已显示 100 条，向下滚动继续"
    while table.view.rows_model.canFetchMore(table.view.rootIndex()):
        table.view.rows_model.fetchMore(table.view.rootIndex())
    assert [row.id for row in table.rows()] == list(range(1, 251))
    assert [ask.after for ask in source.asked] == [None, 100, 200]
    assert table.count_text() == "共 250 条"


def test_scrolling_to_the_end_loads_the_next_page(qtbot: QtBot, shown: Show, table: Table[Payment]) -> None:
    shown(table)
    table.show_source(Ledger(150))
    table.view.verticalScrollBar().setValue(table.view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: len(table.rows()) == 150)


def test_reloading_keeps_the_current_row_and_everything_loaded(table: Table[Payment]) -> None:
    source = Ledger(250)
    table.show_source(source)
    table.view.rows_model.fetchMore(table.view.rootIndex())
    assert table.select(150)
    source.rows.insert(0, payment(999))
    table.reload()
    current = table.current()
    assert current is not None
    assert current.id == 150
    assert len(table.rows()) == 200


def test_a_current_row_that_is_gone_is_told(table: Table[Payment]) -> None:
    source = Ledger(3)
    table.show_source(source)
    table.select(2)
    told: list[object] = []
    table.selected.connect(told.append)
    source.rows = [row for row in source.rows if row.id != 2]
    table.reload()
    assert table.current() is None
    assert told[-1] is None


def test_a_late_answer_to_an_old_question_is_dropped(table: Table[Payment], qtbot: QtBot) -> None:
    class Slow(InlineRunner):
        def __init__(self) -> None:
            self.waiting: list[Callable[[], None]] = []

        def do(self, work, done, failed=None, *, owner=None, hold=None):  # type: ignore[no-untyped-def]
            self.waiting.append(lambda: done(work()))

    runner = Slow()
    made: Table[Payment] = Table("slow", columns(), runner)
    qtbot.addWidget(made)
    source = Ledger(9)
    made.show_source(source)
    made.bar.line.setText("示例单位7")
    made.bar.apply()
    old, new = runner.waiting
    new()
    old()
    assert [row.id for row in made.rows()] == [7]


def test_every_filter_that_is_set_stands_as_a_chip_and_goes_with_a_click(
    qtbot: QtBot, shown: Show, table: Table[Payment]
) -> None:
    source = Ledger(30)
    table.add_filter("state", "状态", [("草稿", "草稿"), ("已拨付", "已拨付")])
    shown(table)
    table.show_source(source)
    table.bar.set_filter("state", "已拨付")
    table.bar.line.setText("单位2")
    table.bar.apply()
    assert table.bar.chips() == ("包含“单位2”", "状态：已拨付")
    assert table.rows() == ()
    chip = next(tool for tool in table.findChildren(QPushButton) if tool.text() == "状态：已拨付" and tool.isVisible())
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert table.bar.chips() == ("包含“单位2”",)
    assert {row.payee[:5] for row in table.rows()} == {"示例单位2"}
    table.bar.clear()
    assert table.bar.chips() == ()
    assert len(table.rows()) == 30


def test_words_are_applied_a_moment_after_the_last_keystroke_and_at_once_by_enter(
    qtbot: QtBot, shown: Show, table: Table[Payment]
) -> None:
    source = Ledger(30)
    shown(table)
    table.show_source(source)
    with qtbot.waitSignal(table.loaded):
        table.bar.line.setText("单位1")
    table.bar.line.setText("单位12")
    QTest.keyClick(table.bar.line, Qt.Key.Key_Return)
    assert [row.id for row in table.rows()] == [12]
    assert [ask.text for ask in source.asked] == ["", "单位1", "单位12"]


def test_an_empty_list_says_what_is_missing_and_offers_a_way_on(
    qtbot: QtBot, shown: Show, table: Table[Payment]
) -> None:
    pressed: list[bool] = []
    table.set_empty("还没有用款申请", "发起用款", lambda: pressed.append(True))
    shown(table)
    table.show_rows([])
    assert table._empty.text() == "还没有用款申请"
    assert [tool.text() for tool in table._empty.findChildren(QPushButton) if tool.isVisible()] == ["发起用款"]
    button = next(tool for tool in table._empty.findChildren(QPushButton) if tool.text() == "发起用款")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [True]


def test_nothing_under_the_filters_is_not_the_same_as_nothing_at_all(table: Table[Payment]) -> None:
    table.show_rows(PAYMENTS)
    table.bar.line.setText("没有的")
    table.bar.apply()
    assert table._empty.text() == "没有符合条件的记录"
    table._empty.cleared.emit()
    assert len(table.rows()) == 3


def test_a_list_that_cannot_be_read_says_why_and_can_be_tried_again(table: Table[Payment]) -> None:
    class Broken:
        good = False

        def fetch(self, ask: Ask) -> Batch[Payment]:
            if not self.good:
                raise Damaged("账套文件已损坏。", remedy="请从备份恢复。")
            return Batch(PAYMENTS, 3)

    source = Broken()
    table.show_source(source)
    assert table._empty.text() == "账套文件已损坏。请从备份恢复。"
    source.good = True
    table._empty.retried.emit()
    assert len(table.rows()) == 3


def test_totals_are_those_of_the_source_and_stand_below_the_list(shown: Show, table: Table[Payment]) -> None:
    shown(table)
    table.show_source(Ledger(250))
    assert table._totals.isVisible()
    assert table._totals.accessibleName() == "合计 金额（元） 93,750,000.00"
    table.show_rows(PAYMENTS)
    assert not table._totals.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_current_row(qtbot: QtBot, shown: Show, table: Table[Payment], key: Qt.Key) -> None:
    shown(table)
    table.show_rows(PAYMENTS)
    table.select_first()
    with qtbot.waitSignal(table.activated) as opened:
        QTest.keyClick(table.view, key)
    assert opened.args == [PAYMENTS[0]]


def test_a_double_click_opens_the_row_under_the_mouse(qtbot: QtBot, shown: Show, table: Table[Payment]) -> None:
    shown(table)
    table.show_rows(PAYMENTS)
    place = table.view.visualRect(table.view.rows_model.index(1, 0)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(table.activated) as opened:
        QTest.mouseDClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == [PAYMENTS[1]]


def test_several_rows_can_be_chosen_and_come_from_the_top(table: Table[Payment]) -> None:
    table.show_rows(PAYMENTS)
    table.view.selectAll()
    assert [row.id for row in table.chosen()] == [1, 2, 3]


def test_the_stretching_column_takes_what_is_left(shown: Show, table: Table[Payment]) -> None:
    shown(table)
    table.show_rows(PAYMENTS)
    header = table.view.horizontalHeader()
    assert header.length() == table.view.viewport().width()


def test_the_state_is_a_word_not_only_a_colour(table: Table[Payment]) -> None:
    table.show_rows(PAYMENTS)
    assert cell(table, 1, 4) == "已拨付"
    assert cell(table, 1, 4, Qt.ItemDataRole.AccessibleTextRole) == "已拨付"
    assert cell(table, 1, 4, Qt.ItemDataRole.UserRole) == "ok"


def test_a_share_is_shown_in_per_cent() -> None:
    column: Column[Payment] = percent_column("share", "比例", lambda _row: 833)
    assert column.text(column.take(PAYMENTS[0])) == "8.33%"

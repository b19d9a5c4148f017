"""Columns in the room there is: what every reader needs stays in sight without scrolling."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fundapp.ui.parts import table_memory
from fundapp.ui.parts.column import money_column, text_column
from fundapp.ui.parts.table import Table
from fundapp.ui.runner import InlineRunner


@dataclass(frozen=True)
class Payment:
    id: int
    number: str
    payee: str
    amount: int


@pytest.fixture
def roomy(qtbot: QtBot) -> Table[Payment]:
    """Five columns: 400 pixels at least, 520 without the spare one, 640 as they wish."""
    made: Table[Payment] = Table(
        "roomy",
        (
            text_column("number", "单号", lambda row: row.number, width=100),
            text_column("payee", "收款单位", lambda row: row.payee, stretch=True, width=200, least=100),
            text_column("note", "备注", lambda row: row.payee, width=120, spare=True),
            text_column("clerk", "经办", lambda row: row.payee, width=120, least=100),
            money_column("amount", "金额（元）", lambda row: row.amount, width=100),
        ),
        InlineRunner(),
    )
    qtbot.addWidget(made)
    made.show_rows([Payment(1, "ZF-2026-0001", "示例单位", 300)])
    return made


def _seen(table: Table[Payment], width: int) -> dict[str, int]:
    """Widths of the columns that are seen when the table is that wide."""
    table.view.setParent(None)
    table.view.show()
    table.view.resize(width, 300)
    QApplication.processEvents()
    header = table.view.horizontalHeader()
    columns = table.view.rows_model.columns
    return {
        column.key: header.sectionSize(place)
        for place, column in enumerate(columns)
        if not header.isSectionHidden(place)
    }


def test_in_a_narrow_window_words_give_way_before_figures_and_nothing_is_pushed_out_of_sight(
    roomy: Table[Payment],
) -> None:
    assert _seen(roomy, 700) == {"number": 100, "payee": 260, "note": 120, "clerk": 120, "amount": 100}
    assert _seen(roomy, 580) == {"number": 100, "payee": 150, "note": 120, "clerk": 110, "amount": 100}


def test_in_a_still_narrower_window_spare_columns_go_and_come_back_with_the_room(roomy: Table[Payment]) -> None:
    assert _seen(roomy, 460) == {"number": 100, "payee": 150, "clerk": 110, "amount": 100}
    assert [column.key for column in roomy.view.visible_columns()] == ["number", "payee", "note", "clerk", "amount"]
    assert "note" in _seen(roomy, 700)


def test_a_column_that_was_asked_for_stays_however_narrow_the_window_is(roomy: Table[Payment]) -> None:
    roomy.view.set_column_visible("note", False)
    assert "note" not in _seen(roomy, 700)
    roomy.view.set_column_visible("note", True)
    assert "note" in _seen(roomy, 460)


def test_widths_of_a_narrow_window_are_not_remembered(roomy: Table[Payment]) -> None:
    _seen(roomy, 460)
    roomy.view.remember()
    kept = table_memory.recall("roomy", ["number", "payee", "note", "clerk", "amount"])
    assert kept is not None
    assert kept.widths == {"number": 100, "note": 120, "clerk": 120, "amount": 100}
    assert kept.hidden == frozenset()


def test_without_the_stretching_column_the_widest_words_take_what_is_left(roomy: Table[Payment]) -> None:
    roomy.view.set_column_visible("payee", False)
    assert sum(_seen(roomy, 700).values()) == 700

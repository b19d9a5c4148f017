"""The rows of a contract: its milestones and what it buys."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fundapp.ui.contracts.item_rows import ItemRows
from fundapp.ui.contracts.milestone_rows import MilestoneRows, kind_of
from fundapp.ui.parts.choice import Choice
from fundapp.ui.parts.rows_editor import AnyField
from fundapp.ui.parts.scroll import Sideways
from fundapp.values.choices import MilestoneKind

TODAY = dt.date(2026, 3, 2)


def test_share_and_amount_follow_each_other(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.set_total(800_000_00)
    rows.add_row({})
    rows.cell(0, "share").set_raw("30")
    assert rows.cell(0, "amount").value() == 240_000_00
    assert rows.cell(0, "share").raw() == "30"
    rows.cell(0, "amount").set_raw("200,000")
    assert rows.cell(0, "share").value() == 2500
    assert rows.cell(0, "amount").raw() == "200,000"


def test_in_a_narrow_window_a_row_has_two_lines_and_nothing_scrolls_sideways(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    around = Sideways(rows)
    qtbot.addWidget(around)
    rows.add_row({"name": "预付款", "amount": "60"})
    rows.add_row({"name": "终验款", "amount": "40"})
    around.resize(1070, 400)
    around.show()
    QApplication.processEvents()

    def tops(place: int) -> list[int]:
        keys = ("name", "kind", "condition", "share", "amount", "due_on", "evidence", "progress")
        return [rows.cell(place, key).mapTo(rows, QPoint()).y() for key in keys]

    assert [len(set(tops(place))) for place in (0, 1)] == [1, 1]
    around.resize(755, 400)
    QApplication.processEvents()
    assert around.horizontalScrollBar().maximum() == 0
    first, second = tops(0), tops(1)
    assert len(set(first[:3])) == len(set(first[3:])) == 1
    assert first[0] < first[3] < second[0] < second[3]
    for place in (0, 1):
        for key in ("name", "progress", "amount"):
            cell = rows.cell(place, key)
            assert cell.mapTo(rows, cell.rect().topRight()).x() < rows.width()
            assert cell.width() >= 78
    assert rows.raw()[1]["amount"] == "40"
    rows.remove_row(0)
    around.resize(1070, 400)
    QApplication.processEvents()
    assert len(set(tops(0))) == 1


def test_the_difference_to_the_contract_is_told_in_both_directions(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.set_total(100_00)
    rows.add_row({"name": "甲", "amount": "60"})
    assert rows.gap() == "还差 40.00 元"
    rows.add_row({"name": "乙", "amount": "50"})
    assert rows.gap() == "超出 10.00 元"
    rows.cell(1, "amount").set_raw("40")
    assert rows.gap() == ""


def test_no_stage_is_more_than_the_whole_contract(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.set_total(100_00)
    rows.add_row({"name": "甲", "share": "100.01"})
    assert not rows.check()
    assert "第 1 行比例：应在 0 到 100% 之间。" in rows.complaints()
    rows.cell(0, "share").set_raw("100")
    assert rows.check()
    assert rows.entries()[0].amount == 100_00


def test_no_stage_asks_for_more_progress_than_the_whole_work(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.add_row({"name": "甲", "amount": "1", "progress": "120"})
    assert not rows.check()
    assert "应在 0 到 100% 之间" in rows.complaints()[0]


def offered(field: AnyField) -> list[str]:
    """The words a choice offers."""
    assert isinstance(field, Choice)
    return [field.box.itemText(place) for place in range(field.box.count())]


def test_a_contract_has_no_stages_of_the_kind_that_goes_by_list(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.add_row({"name": "设备补助款", "kind": "补助", "amount": "1"})
    assert MilestoneKind.GRANT.label not in offered(rows.cell(0, "kind"))
    assert rows.entries()[0].kind is MilestoneKind.PROGRESS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("合同预付款", MilestoneKind.ADVANCE),
        ("第二季度服务费", MilestoneKind.PROGRESS),
        ("质保金", MilestoneKind.RETENTION),
        ("终验款", MilestoneKind.FINAL),
    ],
)
def test_a_milestones_name_says_its_kind(name: str, kind: MilestoneKind) -> None:
    assert kind_of(name) is kind


def test_rows_from_a_spreadsheet_fill_the_table_from_the_cursor(qtbot: QtBot) -> None:
    rows = MilestoneRows(lambda: TODAY)
    qtbot.addWidget(rows)
    rows.add_row({})
    QGuiApplication.clipboard().setText(
        "首期款\t预付款\t合同生效\t\t240,000\t2026-03-01\n终验款\t尾款\t终验合格\t\t五十万元整\t2026-12-01\n"
    )
    box = rows.cell(0, "name").boxes()[0]
    QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert rows.count() == 2
    assert rows.cell(0, "kind").value() == MilestoneKind.ADVANCE
    assert rows.cell(0, "amount").value() == 240_000_00
    assert rows.cell(1, "kind").value() == MilestoneKind.FINAL
    assert rows.cell(1, "due_on").value() == dt.date(2026, 12, 1)
    assert rows.cell(1, "amount").raw() == "五十万元整"
    assert "第 2 行金额" in rows.complaints()[0]


def test_quantity_and_price_propose_the_amount_until_it_is_typed(qtbot: QtBot) -> None:
    rows = ItemRows()
    qtbot.addWidget(rows)
    rows.add_row({})
    rows.cell(0, "name").set_raw("云主机")
    rows.cell(0, "quantity").set_raw("2.5")
    rows.cell(0, "unit_price").set_raw("100.01")
    assert rows.cell(0, "amount").value() == 250_03
    rows.cell(0, "amount").set_raw("260")
    rows.cell(0, "quantity").set_raw("3")
    assert rows.cell(0, "amount").value() == 260_00
    (entry,) = rows.entries()
    assert entry.quantity == Decimal(3)

"""Spreadsheets at their edges: where a line breaks, what is wrapped, what is said when the disk says no."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from fundapp.errors import Unwritable
from fundapp.excel import rectification_list
from fundapp.excel.workbook import Column, Table, Value, write
from fundapp.values.choices import RectificationState
from fundapp.values.rectification_ledger import LedgerLine, RectificationLedger

COLUMNS = (Column("问题"), Column("期限", "date"), Column("天数", "number"), Column("进度", "percent"))


def written(folder: Path, *rows: tuple[Value, ...], columns: tuple[Column, ...] = COLUMNS) -> Worksheet:
    """A small table, written and read back."""
    path = folder / "台账.xlsx"
    write(path, Table("台账", "示例台账", "2026 年度", columns, rows, (("合计", len(rows)), ("其中逾期", 0))))
    sheet = openpyxl.load_workbook(path).active
    assert isinstance(sheet, Worksheet)
    return sheet


@pytest.mark.parametrize(
    ("text", "points"),
    [("", 15), ("a" * 11, 15), ("a" * 12, 30), ("a" * 22, 30), ("a" * 23, 45), ("长" * 5, 15), ("长" * 6, 30)],
)
def test_a_column_of_twelve_holds_eleven_figures_or_five_chinese_characters_in_a_line(
    tmp_path: Path, text: str, points: int
) -> None:
    assert written(tmp_path, (text, None, None, None)).row_dimensions[4].height == points


def test_an_empty_line_of_a_text_takes_a_line_of_the_row(tmp_path: Path) -> None:
    assert written(tmp_path, ("一\n\n三", None, None, None)).row_dimensions[4].height == 45


def test_a_row_without_any_text_is_still_one_line_high(tmp_path: Path) -> None:
    assert written(tmp_path, (None, dt.date(2026, 12, 1), 17, None)).row_dimensions[4].height == 15


def test_the_narrowest_column_has_one_figure_in_a_line(tmp_path: Path) -> None:
    assert written(tmp_path, ("abc",), columns=(Column("号", width=1),)).row_dimensions[4].height == 45


def test_a_row_with_a_value_too_few_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shorter"):
        written(tmp_path, ("问题", None, None))
    assert list(tmp_path.iterdir()) == []


def test_texts_and_headings_wrap_and_figures_stand_at_the_right(tmp_path: Path) -> None:
    sheet = written(tmp_path, ("问题", dt.date(2026, 12, 1), 17, None))
    assert [cell.alignment.horizontal for cell in sheet[4]] == ["left", "right", "right", "right"]
    assert all(cell.alignment.wrap_text for cell in (*sheet[3], *sheet[4]))


def test_title_heading_and_totals_are_bold_and_the_rows_are_not(tmp_path: Path) -> None:
    sheet = written(tmp_path, ("问题", None, 17, None))
    assert sheet["A1"].font.bold
    assert all(cell.font.bold for cell in sheet[3])
    assert not any(cell.font.bold for cell in sheet[4])
    assert [sheet.cell(6, place).font.bold for place in (1, 2, 3)] == [True, True, False]


def test_the_title_spans_the_table_and_the_table_fits_the_width_of_a_page(tmp_path: Path) -> None:
    sheet = written(tmp_path, ("问题", None, None, None))
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A2:D2"}
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True


def test_what_the_disk_says_is_told_and_something_is_told_when_it_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Unwritable) as gone:
        written(tmp_path / "没有这个文件夹", ("问题", None, None, None))
    assert os.strerror(errno.ENOENT) in str(gone.value)

    def silent(_self: Path, _target: Path) -> Path:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", silent)
        with pytest.raises(Unwritable, match="（磁盘写入失败）"):
            written(tmp_path, ("问题", None, None, None))


def test_the_problems_of_the_ledger_are_numbered_from_one() -> None:
    line = LedgerLine(
        number="ZG-2026-0001",
        year=2026,
        source="审计检查 示例审报〔2026〕3号",
        project="政务云服务项目",
        problem="验收资料不全",
        demand="补齐资料",
        measure="逐项核对",
        division="大数据中心",
        person="经办人",
        leader="分管领导",
        found_on=dt.date(2026, 12, 20),
        first_due_on=dt.date(2027, 3, 31),
        due_on=dt.date(2027, 3, 31),
        state=RectificationState.OPEN,
        problem_type="资料档案",
    )
    ledger = RectificationLedger(
        office="示例市政务服务管理办公室", scope="2026 年度", on=dt.date(2027, 4, 3), lines=(line, line)
    )
    assert [row[0] for row in rectification_list.table(ledger).rows] == [1, 2]


def test_every_column_has_its_own_width(tmp_path: Path) -> None:
    columns = (Column("序号", "number", 6), Column("问题", width=36))
    sheet = written(tmp_path, (1, "问题"), columns=columns)
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [6, 36]

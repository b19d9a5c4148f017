"""Spreadsheets: read back with another program's eyes, cell by cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from fundapp.errors import Unwritable
from fundapp.excel import rectification_list
from fundapp.excel.workbook import Column, Table, write
from fundapp.values.choices import RectificationState
from fundapp.values.rectification_ledger import LedgerLine, RectificationLedger

COLUMNS = (Column("编号"), Column("期限", "date"), Column("天数", "number"), Column("进度", "percent"))


def sheet_of(path: Path) -> Worksheet:
    """The only sheet of a file."""
    found = openpyxl.load_workbook(path).worksheets
    assert len(found) == 1
    return found[0]


def written(folder: Path, *rows: tuple[str | int | Decimal | dt.date | None, ...]) -> Worksheet:
    """A small table, written and read back."""
    path = folder / "台账 示例.xlsx"
    write(path, Table("台账", "示例台账", "2026 年度", COLUMNS, rows, (("合计", len(rows)),)))
    return sheet_of(path)


def test_days_are_days_figures_are_figures_and_codes_keep_their_zeros(tmp_path: Path) -> None:
    sheet = written(
        tmp_path, ("000123", dt.date(2026, 12, 1), 17, Decimal("0.6667")), ("ZG-2026-0002", None, None, None)
    )
    code, day, days, progress = sheet[4]
    assert (code.value, code.data_type, code.number_format) == ("000123", "s", "@")
    assert (day.value, day.number_format) == (dt.datetime(2026, 12, 1), "yyyy-mm-dd")  # noqa: DTZ001 - read back so
    assert (days.value, days.data_type) == (17, "n")
    assert (progress.value, progress.number_format) == (0.6667, "0.00%")
    assert [cell.value for cell in sheet[5]] == ["ZG-2026-0002", None, None, None]


@pytest.mark.parametrize("text", ["=1+1", "=HYPERLINK(0)", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, text: str) -> None:
    cell = written(tmp_path, (text, None, None, None))["A4"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert str(cell.value).strip() == text.strip()


def test_a_control_character_does_not_spoil_the_file(tmp_path: Path) -> None:
    assert written(tmp_path, ("机房\x0b设备\x00", None, None, None))["A4"].value == "机房设备"


def test_the_heading_stays_in_sight_and_filters_and_the_page_is_ready_to_print(tmp_path: Path) -> None:
    sheet = written(tmp_path, ("1", None, None, None), ("2", None, None, None))
    assert sheet["A1"].value == "示例台账"
    assert sheet["A2"].value == "2026 年度"
    assert [cell.value for cell in sheet[3]] == ["编号", "期限", "天数", "进度"]
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:D5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area == "'台账'!$A$1:$D$7"
    assert [cell.value for cell in sheet[7]][:2] == ["合计", 2]


def test_a_list_without_totals_prints_no_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write(path, Table("台账", "示例台账", "", COLUMNS, (), ()))
    assert sheet_of(path).print_area == "'台账'!$A$1:$D$3"


def test_a_row_is_as_high_as_its_longest_text_and_never_higher_than_a_program_allows(tmp_path: Path) -> None:
    sheet = written(tmp_path, ("短", None, None, None), ("长" * 11, None, None, None), ("很长" * 400, None, None, None))
    assert [sheet.row_dimensions[row].height for row in (4, 5, 6)] == [15, 30, 405]
    assert written(tmp_path, ("一\n二\n三", None, None, None)).row_dimensions[4].height == 45


def test_an_earlier_file_is_replaced_and_nothing_else_is_left_behind(tmp_path: Path) -> None:
    written(tmp_path, ("旧", None, None, None))
    assert written(tmp_path, ("新", None, None, None))["A4"].value == "新"
    assert [path.name for path in tmp_path.iterdir()] == ["台账 示例.xlsx"]


def test_a_file_that_is_in_use_is_named_and_the_old_one_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, ("旧", None, None, None))

    def locked(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", locked)
        with pytest.raises(Unwritable, match=r"“台账 示例\.xlsx”：文件正在被其他程序使用") as refused:
            written(tmp_path, ("新", None, None, None))
    assert "关闭" in refused.value.remedy
    assert [path.name for path in tmp_path.iterdir()] == ["台账 示例.xlsx"]
    assert sheet_of(tmp_path / "台账 示例.xlsx")["A4"].value == "旧"


def test_a_folder_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match=r"不能写入“台账 示例\.xlsx”"):
        written(tmp_path / "没有这个文件夹", ("旧", None, None, None))


LINE = LedgerLine(
    number="ZG-2026-0001",
    year=2026,
    source="绩效自评 ZP-2026-0001",
    project="政务云服务项目",
    problem="平台运行可靠性未达标",
    demand="增设双路供电",
    measure="=改造机房",
    division="大数据中心",
    person="经办人",
    leader="分管领导",
    found_on=dt.date(2026, 12, 28),
    first_due_on=dt.date(2027, 1, 31),
    due_on=dt.date(2027, 3, 31),
    state=RectificationState.OPEN,
    problem_type="绩效目标",
    amount=12_345_600,
    basis="年度绩效目标",
    extended=1,
    extension="备件到货推迟",
    overdue_days=3,
    progress_bp=6667,
    progress="已完成招标",
    evidence=1,
)


def test_the_ledger_has_a_row_for_each_problem_and_totals_by_state(tmp_path: Path) -> None:
    path = tmp_path / "整改台账.xlsx"
    ledger = RectificationLedger(
        office="示例市政务服务管理办公室", scope="2026 年度，整改中", on=dt.date(2027, 4, 3), lines=(LINE,)
    )
    rectification_list.write(path, ledger)
    sheet = sheet_of(path)
    assert sheet["A1"].value == "示例市政务服务管理办公室整改台账"
    assert sheet["A2"].value == "范围：2026 年度，整改中　　编制日期：2027-04-03"
    row = dict(zip((cell.value for cell in sheet[3]), (cell.value for cell in sheet[4]), strict=True))
    assert row["编号"] == "ZG-2026-0001"
    assert row["整改措施"] == "=改造机房"
    assert row["整改期限"] == dt.datetime(2027, 3, 31)  # noqa: DTZ001 - a spreadsheet knows no day without an hour
    assert (row["逾期天数"], row["进度"], row["销号日期"]) == (3, 0.6667, None)
    assert (row["问题类型"], row["涉及金额（元）"], row["依据"], row["分管领导"]) == (
        "绩效目标",
        123456,
        "年度绩效目标",
        "分管领导",
    )
    assert row["发现日期"] == dt.datetime(2026, 12, 28)  # noqa: DTZ001
    assert row["原定期限"] == dt.datetime(2027, 1, 31)  # noqa: DTZ001
    assert (row["延期次数"], row["最近延期原因"]) == (1, "备件到货推迟")
    totals = {sheet.cell(line, 1).value: sheet.cell(line, 2).value for line in range(6, 12)}
    assert totals == {"合计": 1, "整改中": 1, "待确认": 0, "已销号": 0, "已作废": 0, "其中逾期": 1}


def test_a_due_day_that_was_never_moved_has_no_first_one_in_the_ledger() -> None:
    kept = replace(LINE, first_due_on=LINE.due_on, extended=0, extension="", amount=None)
    ledger = RectificationLedger(office="示例", scope="", on=dt.date(2027, 4, 3), lines=(kept,))
    made = rectification_list.table(ledger)
    row = dict(zip((column.title for column in made.columns), made.rows[0], strict=True))
    assert (row["原定期限"], row["延期次数"], row["最近延期原因"], row["涉及金额（元）"]) == (None, None, "", None)


def test_a_wide_list_is_printed_in_parts_that_say_its_first_columns_again(tmp_path: Path) -> None:
    path = tmp_path / "整改台账.xlsx"
    ledger = RectificationLedger(office="示例", scope="全部", on=dt.date(2027, 4, 3), lines=(LINE,))
    rectification_list.write(path, ledger)
    sheet = sheet_of(path)
    assert [one.id for one in sheet.col_breaks.brk] == [12]
    assert sheet.print_title_cols == "$A:$B"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sorted(str(one) for one in sheet.merged_cells.ranges) == ["A1:L1", "A2:L2"]
    widths = [column.width for column in rectification_list.COLUMNS]
    left, right = sum(widths[:12]), sum(widths[:2]) + sum(widths[12:])
    # a part of 185 figures is printed at two thirds of eleven points
    assert max(left, right) <= 185
    assert abs(left - right) <= 5
    assert sheet["I4"].number_format == "#,##0.00"


def test_the_heading_is_as_high_as_its_longest_words(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    write(path, Table("台账", "示例", "", (Column("编号"), Column("佐证材料（件）", "number", 8)), (), ()))
    assert sheet_of(path).row_dimensions[3].height == 35

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fundapp.services import rectifications
from fundapp.services.done import Changed
from fundapp.ui import notices
from fundapp.ui.rectifications import screens
from fundapp.ui.rectifications.detail import RectificationPage
from fundapp.ui.rectifications.ledger_page import LedgerPage
from fundapp.ui.rectifications.list import RectificationList
from fundapp.ui.rectifications.look import due_text, due_tone
from fundapp.values.choices import RectificationState
from tests.services.evaluation_year import AUDITOR, CLERK, STRANGER, Year
from tests.services.rectifying import DUE, closed, registered, reported
from tests.ui.performance.writing import seated
from tests.ui.rectifications.handling import listed, numbers


@pytest.fixture
def three(year: Year) -> Year:
    """One open and one reported, both three days overdue, and one closed."""
    registered(year)
    reported(year)
    closed(year)
    year.office.clock.on(DUE + dt.timedelta(days=3))
    return year


def test_the_screen_is_in_the_section_of_performance(year: Year) -> None:
    (screen,) = screens(seated(year))
    assert (screen.key, screen.title, screen.section) == ("rectifications", "整改台账", "绩效")
    assert isinstance(screen.build(), RectificationList)


def test_a_year_without_problems_is_quiet(year: Year) -> None:
    page, _ = listed(year)
    assert page.table.rows() == ()
    assert page._banner.isHidden()
    assert page.aside() == ""


def test_the_list_shows_what_is_due_first_with_state_and_progress(year: Year) -> None:
    registered(year, due_on=dt.date(2027, 6, 30))
    first = registered(year)
    year.office.do(CLERK, rectifications.progress, first, "已找回两份", 5000)
    page, _ = listed(year)
    assert numbers(page) == ["ZG-2026-0002", "ZG-2026-0001"]
    row = page.table.rows()[0]
    assert (row.headline, row.person, row.progress_bp) == ("第三季度验收资料不全", CLERK, 5000)
    assert (row.state, due_text(row), due_tone(row)) == (RectificationState.OPEN, "2027-03-31", "neutral")
    assert page.aside() == "未销号 2 项，其中逾期 0 项"


def test_overdue_problems_are_shown_loudly_with_the_longest_and_who_answers(three: Year) -> None:
    page, _ = listed(three)
    assert not page._banner.isHidden()
    assert page.alarm.text() == "2 项没有销号，ZG-2026-0001 已 3 天"
    assert page.alarm.toolTip() == "责任人 经办人"
    late = page.table.rows()[0]
    assert (due_text(late), due_tone(late)) == ("2027-03-31 逾期 3 天", "bad")
    put_right = next(row for row in page.table.rows() if row.state is RectificationState.CLOSED)
    assert (due_text(put_right), due_tone(put_right)) == ("2027-03-31", "neutral")
    assert page.aside() == "未销号 2 项，其中逾期 2 项"


def test_one_press_leaves_only_the_overdue_ones_whatever_was_filtered(three: Year) -> None:
    page, _ = listed(three)
    page.table.bar.set_filter("state", "closed")
    assert numbers(page) == ["ZG-2026-0003"]
    page.late.click()
    assert numbers(page) == ["ZG-2026-0001", "ZG-2026-0002"]
    assert page.table.bar.chips() == ("期限：已逾期",)
    page.table.bar.clear()
    page.aim("overdue")
    assert numbers(page) == ["ZG-2026-0001", "ZG-2026-0002"]


@pytest.mark.parametrize(
    ("key", "code", "found"),
    [
        ("state", "running", [1, 2]),
        ("state", "reported", [2]),
        ("source", "audit", [1, 2, 3]),
        ("source", "monitoring", []),
        ("overdue", "1", [1, 2]),
    ],
)
def test_filters_narrow_the_list(three: Year, key: str, code: str, found: list[int]) -> None:
    page, _ = listed(three)
    page.table.bar.set_filter(key, code)
    assert numbers(page) == [f"ZG-2026-000{one}" for one in found]


def test_the_next_year_brings_along_what_is_not_closed(three: Year) -> None:
    page, _ = listed(three, of=2027)
    assert numbers(page) == ["ZG-2026-0001", "ZG-2026-0002"]
    page.set_year(2026)
    page.refresh(None)
    assert len(numbers(page)) == 3


def test_enter_opens_one_and_targets_do_too(year: Year) -> None:
    key = registered(year)
    page, told = listed(year)
    page.table.activated.emit(page.table.rows()[0])
    page.aim(key)
    assert [type(one) for one in told.pushed] == [RectificationPage, RectificationPage]


def test_a_target_that_is_gone_is_refused_with_a_sentence(year: Year) -> None:
    page, told = listed(year)
    with notices.captured() as seen:
        page.aim(99)
    assert seen[0].kind == "refusal"
    assert told.pushed == []


def test_who_may_only_read_reads_why_nothing_can_be_registered(year: Year) -> None:
    registered(year)
    page, _ = listed(year, AUDITOR)
    assert len(page.table.rows()) == 1
    assert not page.new.isEnabled()
    assert page.new.toolTip() == "【第十三条】您的角色只能查看，不能登记整改事项。"
    assert listed(year, STRANGER)[0].table.rows() == ()


def test_the_selection_stays_when_something_changes(three: Year) -> None:
    page, _ = listed(three)
    page.table.select(2)
    three.office.do(CLERK, rectifications.progress, 1, "已找回两份", 5000)
    page.refresh(Changed.RECTIFICATION)
    current = page.table.current()
    assert current is not None
    assert current.id == 2


# -- leaving the program -------------------------------------------------------------------------------------------


def test_the_spreadsheet_holds_what_the_filters_leave(three: Year, tmp_path: Path) -> None:
    page, _ = listed(three)
    page.table.bar.set_filter("overdue", "1")
    with notices.captured(notices.Answer(files=(tmp_path / "台账",))) as seen:
        page.sheet.click()
    assert Path(seen[0].hint).name == "整改台账_2026.xlsx"
    assert (seen[-1].kind, seen[-1].title) == ("say", "已导出 2 项到 台账.xlsx")
    rows = list(load_workbook(tmp_path / "台账.xlsx").worksheets[0].iter_rows(values_only=True))
    text = "\n".join(str(cell) for row in rows for cell in row if cell is not None)
    assert "ZG-2026-0002" in text
    assert "ZG-2026-0003" not in text
    assert "2026 年度（含以前年度未销号），期限：已逾期" in text


def test_without_a_chosen_file_nothing_is_written(three: Year, tmp_path: Path) -> None:
    page, _ = listed(three)
    with notices.captured() as seen:
        page.sheet.click()
    assert [one.kind for one in seen] == ["save"]
    assert not list(tmp_path.glob("**/*.xlsx"))


def test_a_spreadsheet_that_cannot_be_written_is_refused_with_the_way_out(three: Year, tmp_path: Path) -> None:
    page, _ = listed(three)
    with notices.captured(notices.Answer(files=(tmp_path / "没有这个文件夹" / "台账.xlsx",))) as seen:
        page.sheet.click()
    assert seen[1].kind == "refusal"
    assert seen[1].remedy
    assert page.sheet.isEnabled()


def test_the_list_on_paper_holds_what_the_filters_leave_and_is_saved_where_wanted(three: Year, tmp_path: Path) -> None:
    page, told = listed(three)
    page.table.bar.set_filter("state", "closed")
    page.paper.click()
    (paper,) = told.pushed
    assert isinstance(paper, LedgerPage)
    paper.refresh(None)
    assert paper.heading() == "整改台账"
    assert paper.paper.pages() == 1
    target = tmp_path / "台账.pdf"
    with notices.captured(notices.Answer(files=(target,))) as seen:
        paper.paper.save_as()
    assert Path(seen[0].hint).name == "整改台账_2026.pdf"
    assert target.read_bytes() == paper.paper.data()
    assert target.read_bytes().startswith(b"%PDF")
    paper.leave()
    assert paper.paper.data() == b""

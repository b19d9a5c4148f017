from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fundapp.errors import Cancelled
from fundapp.services import evaluation_batch
from fundapp.services.done import Changed
from fundapp.ui import notices
from fundapp.ui.notices import Answer
from fundapp.ui.performance.list import PerformanceList
from tests.forms.reading import pages
from tests.services.evaluation_year import AUDITOR, CLERK, Year
from tests.ui.performance.writing import seated
from tests.ui.seated import ready


def shown_list(year: Year, who: str = CLERK) -> PerformanceList:
    """The list of 2026."""
    page = PerformanceList(seated(year, who))
    page.set_year(2026)
    return ready(page)


def pressed(page: PerformanceList, layout: str | None = None) -> None:
    """批量打印, in the layout that stands there or in another one."""
    page.batch.click()
    dialog = page.batch_dialog
    assert dialog is not None
    if layout is not None:
        dialog.layout_choice.set_value(layout)
    dialog.press()


def test_a_year_without_any_has_nothing_to_print_and_says_so(year: Year) -> None:
    page = shown_list(year)
    assert not page.batch.isEnabled()
    assert page.batch.toolTip() == "2026 年度还没有绩效自评。"


def test_the_whole_year_is_written_where_the_person_says_and_the_result_is_told(year: Year, tmp_path: Path) -> None:
    year.approved()
    page = shown_list(year)
    changes: list[object] = []
    page.changed.connect(changes.append)
    with notices.captured(Answer("", "", (tmp_path / "全年",))) as seen:
        pressed(page)
    assert seen[0].hint.endswith("2026年度项目支出绩效自评表.pdf")
    assert seen[-1].title == "已生成“全年.pdf”：1 份自评表，1 页，正式表单 1 份（新出具 1 份）。"
    assert "编号ZP-2026-0001" in pages((tmp_path / "全年.pdf").read_bytes())[0]
    assert changes == [Changed.FORM]


def test_backing_out_of_the_file_box_writes_nothing(year: Year) -> None:
    year.saved()
    page = shown_list(year, AUDITOR)
    with notices.captured(Answer()) as seen:
        pressed(page)
    assert len(seen) == 1


def test_cancelling_is_told_quietly(year: Year, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year.saved()
    page = shown_list(year)

    def stopped(*_args: Any) -> None:
        raise Cancelled("批量打印已取消，没有生成文件。")

    monkeypatch.setattr(evaluation_batch, "write", stopped)
    with notices.captured(Answer("", "", (tmp_path / "全年.pdf",))) as seen:
        pressed(page)
    assert [one.kind for one in seen] == ["save", "say"]
    assert seen[-1].title == "批量打印已取消，没有生成文件。"


def test_a_folder_that_is_gone_is_a_refusal_with_its_sentence(year: Year, tmp_path: Path) -> None:
    year.saved()
    page = shown_list(year)
    with notices.captured(Answer("", "", (tmp_path / "没有" / "全年.pdf",))) as seen:
        pressed(page)
    assert seen[-1].kind == "refusal"
    assert "没有找到" in seen[-1].text
    seen.clear()


def test_the_layout_is_chosen_before_and_is_the_offices_own_at_first(year: Year, tmp_path: Path) -> None:
    year.saved()
    page = shown_list(year)
    page.batch.click()
    dialog = page.batch_dialog
    assert dialog is not None
    assert [one.text for one in dialog.layout_choice.options()] == ["中央版式（本单位使用）", "省级版式（四川样式）"]
    assert dialog.layout_choice.value() == ""
    assert dialog.layout_choice._hint == "已出具的按出具时的版式"
    dialog.layout_choice.set_value("sichuan")
    assert dialog.layout_choice._hint == "已按别的版式出具过的，会按所选版式重新出具"
    dialog.reject()  # asks nothing: there is nothing to lose
    assert not dialog.isVisible()
    target = tmp_path / "全年.pdf"

    def printed(layout: str | None) -> str:
        with notices.captured(Answer("", "", (target,))):
            pressed(page, layout)
        return pages(target.read_bytes())[0]

    own, other = printed(None), printed("sichuan")
    assert "评价结论" not in own
    assert "评价结论" in other

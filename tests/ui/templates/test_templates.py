"""指标模板: the list, and the editor that adds up while it is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.services import indicator_templates, indicators, projects
from fundapp.services.indicator_templates import TemplateEntry
from fundapp.ui import notices
from fundapp.ui.performance.indicators import IndicatorsEditor
from fundapp.ui.templates import screens
from fundapp.ui.templates.editor import TemplateEditor
from fundapp.ui.templates.list import TemplateList
from tests.services.evaluation_year import CLERK, FINANCE, Year
from tests.services.test_indicator_templates import ENTRY, LINES
from tests.ui.applications.writing import seated
from tests.ui.performance.writing import type_in
from tests.ui.seated import Told, ready


def saved(year: Year, entry: TemplateEntry = ENTRY) -> int:
    return year.office.do(FINANCE, indicator_templates.save, entry)


def shown_list(year: Year, who: str = FINANCE) -> tuple[TemplateList, Told]:
    page = TemplateList(seated(year, who))
    told = Told(page)
    return ready(page), told


def editor(year: Year, key: int | None = None, who: str = FINANCE, source: int = 0) -> tuple[TemplateEditor, Told]:
    page = TemplateEditor(seated(year, who), key, source_id=source)
    told = Told(page)
    return ready(page), told


def test_the_screen_stands_in_the_section_of_administration(year: Year) -> None:
    (screen,) = screens(seated(year))
    assert (screen.key, screen.title, screen.section) == ("templates", "指标模板", "管理")
    assert isinstance(screen.build(), TemplateList)


def test_templates_are_listed_opened_and_copied(year: Year) -> None:
    key = saved(year)
    page, told = shown_list(year)
    (row,) = page.table.rows()
    assert (row.category, row.holds, row.indicators) == ("政务云项目", "2027 年起", 4)
    page.table.activated.emit(row)
    page.copy.click()
    page.new.click()
    page.aim(key)
    page.aim("new")
    assert [type(one) for one in told.pushed] == [TemplateEditor] * 5
    assert "第九条" in page.help()


def test_a_clerk_reads_and_is_told_who_writes(year: Year) -> None:
    key = saved(year)
    page, _ = shown_list(year, CLERK)
    assert not page.new.isEnabled()
    assert "须由财务或管理员办理" in page.new.toolTip()
    reading, _ = editor(year, key, CLERK)
    assert not reading.save_button.isEnabled()
    assert not reading.copy_button.isEnabled()
    assert reading.rows.entries() == LINES


def test_without_any_there_is_nothing_to_copy(year: Year) -> None:
    page, told = shown_list(year)
    assert page.copy.toolTip() == "请先选中一份模板。"
    page._copy_current()
    with notices.captured() as seen:
        page.aim(99)
    page.aim(None)
    assert seen[0].kind == "refusal"
    assert told.pushed == []


def test_a_new_template_begins_with_the_regulation_for_the_next_year(year: Year) -> None:
    page, told = editor(year)
    assert (page.category.read(), page.year.read(), page.scheme.read()) == ("it", 2027, "2020-10")
    assert page.heading() == "新建指标模板"
    assert page.points.sums.text() == "合计 100 分"
    assert page._lacking.text() == ""
    page.save()
    (row,) = year.office.ask(CLERK, indicator_templates.rows)
    assert (row.category, row.year) == ("信息化项目", 2027)
    assert told.closed == 1


@pytest.mark.parametrize(("weight", "said"), [("19", "还差 1 分"), ("21", "超出 1 分")])
def test_weights_of_99_or_101_are_told_while_typing_and_refused(year: Year, weight: str, said: str) -> None:
    page, _ = editor(year, saved(year))
    assert page.heading() == "指标模板 · 政务云项目"
    type_in(page.rows.cell(0, "weight"), weight)
    assert said in page.points.sums.text()
    assert said in page.points.texts()[1]
    with notices.captured() as seen:
        page.save()
    assert "成本指标" in seen[0].text
    assert page.rows.cell(0, "weight").raw() == weight


def test_what_is_missing_is_told_but_targets_may_be_open(year: Year) -> None:
    page, _ = editor(year, saved(year))
    type_in(page.rows.cell(0, "unit"), "")
    type_in(page.rows.cell(1, "name"), "")
    assert page._lacking.text() == "还要填写：第 1 个缺单位；第 2 个缺名称。"


def test_a_target_of_0_is_explained(year: Year) -> None:
    page, _ = editor(year, saved(year))
    type_in(page.rows.cell(0, "target"), "0")
    assert "实际值为 0 得满分" in page._hints.text()


def test_a_copy_of_another_template_is_for_the_next_year(year: Year) -> None:
    key = saved(year, replace(ENTRY, year=2026))
    page, _ = editor(year, source=key)
    assert (page.category.read(), page.year.read(), page.scheme.read()) == ("cloud", 2027, "2021-101")
    assert page.rows.entries() == LINES
    page.save()
    assert len(year.office.ask(CLERK, indicator_templates.rows)) == 2


def test_rows_are_copied_in_only_when_the_person_says_so(year: Year) -> None:
    key = saved(year)
    page, _ = editor(year)
    with notices.captured() as seen:
        page.copy_in()
    assert "请先选择" in seen[0].title
    page.category.set_value("cloud")
    page.source.set_value(key)
    with notices.captured("no"):
        page.copy_in()
    assert page.scheme.read() == "2020-10"
    with notices.captured("yes"):
        page.copy_in()
    assert page.rows.entries() == LINES
    assert page.scheme.read() == "2021-101"


def test_a_template_is_no_source_of_itself(year: Year) -> None:
    page, _ = editor(year, saved(year))
    assert [one.text for one in page.source.options()] == ["制度第九条"]


def test_enter_goes_from_the_form_to_the_first_row(year: Year) -> None:
    page, _ = editor(year)
    page.rows.set_raw([])
    page.form.finished.emit()
    assert page.rows.count() == 1


def test_what_is_typed_is_kept_when_the_template_was_changed_meanwhile(year: Year) -> None:
    key = saved(year)
    page, _ = editor(year, key)
    type_in(page.document, "我的文件")
    year.office.do("管理员", indicator_templates.save, replace(ENTRY, document="他人"), key)
    with notices.captured() as seen:
        page.save()
    assert "已被他人修改" in seen[0].text
    assert page.document.raw() == "我的文件"


def test_a_plan_takes_the_office_template_with_its_split(year: Year) -> None:
    saved(year)
    year.office.do(CLERK, projects.open_year, year.project, 2027, "目标")
    page = ready(IndicatorsEditor(seated(year), year.project, 2027))
    assert page.template_button.text() == "按本单位 2027 年度模板填入"
    page.use_template()
    assert page.rows.entries() == LINES
    assert page.scheme.read() == "2021-101"
    assert year.office.ask(CLERK, indicators.of_year, year.project, 2027).scheme == "2020-10"
    with notices.captured("append"):
        page.use_template()
    assert page.rows.count() == 8


def test_help_says_where_rows_come_from(year: Year) -> None:
    page, _ = editor(year)
    assert "制度第九条或其他年度" in page.help()
    assert page.version() == ""

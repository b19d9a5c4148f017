"""The office's templates of indicators (art. 9): one per category and year, proposed until a later year has its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from fundapp.errors import Forbidden, FundError, Invalid, NotFound, Refused, Stale
from fundapp.services import indicator_templates, indicators, projects
from fundapp.services.indicator_entry import IndicatorEntry
from fundapp.services.indicator_templates import Source, TemplateEntry, TemplateRow
from fundapp.services.verification import verify
from fundapp.values.score import Operator
from tests.services.evaluation_year import CLERK, FINANCE, HEAD, INDICATORS, Year

LINES = (
    IndicatorEntry("成本指标", "经济成本指标", "单台云主机成本", Operator.AT_MOST, 2000, Decimal(8000), unit="元"),
    IndicatorEntry("产出指标", "质量指标", "网络应用正常运行率", Operator.EQUAL, 4000, unit="%"),
    IndicatorEntry("效益指标", "社会效益指标", "网络安全性", Operator.QUALITATIVE, 2000, target_text="无重大事故"),
    IndicatorEntry("满意度指标", "服务对象满意度指标", "使用单位满意度", Operator.AT_LEAST, 1000, unit="%"),
)
ENTRY = TemplateEntry("cloud", 2027, "2021-101", LINES, "示例财绩〔2026〕9号")


def saved(year: Year, entry: TemplateEntry = ENTRY, template: int | None = None, who: str = FINANCE) -> int:
    return year.office.do(who, indicator_templates.save, entry, template)


def test_a_template_is_stored_with_its_rows_in_order(year: Year) -> None:
    key = saved(year)
    found = year.office.ask(CLERK, indicator_templates.sheet, key)
    assert replace(found, version=None) == ENTRY
    assert year.office.ask(CLERK, indicator_templates.rows) == (
        TemplateRow(
            key, "政务云项目", 2027, "2027 年起", 4,
            "财预〔2021〕101号：执行率10、成本20、产出40、效益20、满意度10", "示例财绩〔2026〕9号", FINANCE,
        ),
    )  # fmt: skip


def test_the_administrator_and_finance_write_and_nobody_else(year: Year) -> None:
    saved(year, who="管理员")
    for who in (CLERK, HEAD):
        with pytest.raises(Forbidden, match="维护指标模板"):
            saved(year, replace(ENTRY, year=2028), who=who)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"year": 1999}, "年度", "四位年份"),
        ({"lines": ()}, "绩效指标", "至少要有一个指标"),
        ({"lines": (replace(LINES[0], name=" "),)}, "三级指标", "没有填写三级指标名称"),
        ({"lines": (replace(LINES[0], unit=""),)}, "年度指标值", "没有计量单位"),
    ],
)
def test_an_incomplete_template_names_its_box(year: Year, change: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(Invalid, match=said) as caught:
        saved(year, replace(ENTRY, **change))  # type: ignore[arg-type]  # each case names fields of the entry
    assert caught.value.field == field


def test_a_template_has_no_day(year: Year) -> None:
    day = IndicatorEntry(
        "满意度指标", "时效指标", "按期支付", Operator.DATE, 1000, target_on=year.office.clock().date()
    )
    with pytest.raises(Invalid, match="模板不写目标日期"):
        saved(year, replace(ENTRY, lines=(*LINES[:3], day)))
    saved(year, replace(ENTRY, lines=(*LINES[:3], replace(day, target_on=None))))


def test_the_weights_have_to_fill_the_split(year: Year) -> None:
    with pytest.raises(Refused, match=r"“成本指标”合计 19.00 分，应为 20.00 分，还差 1.00 分"):
        saved(year, replace(ENTRY, lines=(replace(LINES[0], weight=1900), *LINES[1:])))
    with pytest.raises(NotFound):
        saved(year, replace(ENTRY, scheme="none"))
    with pytest.raises(FundError):
        saved(year, replace(ENTRY, category="holiday"))


def test_a_category_and_year_have_one_template(year: Year) -> None:
    first = saved(year)
    with pytest.raises(Refused, match="这类项目的 2027 年度已有指标模板"):
        saved(year)
    second = saved(year, replace(ENTRY, year=2028))
    with pytest.raises(Refused, match="已有指标模板"):
        saved(year, replace(ENTRY, year=2028), first)
    saved(year, replace(ENTRY, year=2029), second)
    assert [row.year for row in year.office.ask(CLERK, indicator_templates.rows)] == [2029, 2027]


def test_each_row_says_until_when_it_holds(year: Year) -> None:
    for fiscal_year in (2026, 2027, 2030):
        saved(year, replace(ENTRY, year=fiscal_year))
    saved(year, replace(ENTRY, category="it", year=2028))
    found = year.office.ask(CLERK, indicator_templates.rows)
    assert [(row.category, row.holds) for row in found] == [
        ("信息化项目", "2028 年起"),
        ("政务云项目", "2030 年起"),
        ("政务云项目", "2027—2029 年"),
        ("政务云项目", "2026 年"),
    ]


def test_the_second_of_two_persons_is_told_even_when_only_a_row_changed(year: Year) -> None:
    key = saved(year)
    loaded = year.office.ask(CLERK, indicator_templates.sheet, key)
    other = replace(loaded, lines=(replace(LINES[0], name="单价"), *LINES[1:]))
    saved(year, other, key)
    with pytest.raises(Stale, match="已被他人修改"):
        saved(year, loaded, key, "管理员")
    saved(year, replace(loaded, version=None), key)


def test_a_plan_is_proposed_the_newest_template_of_its_year_or_before(year: Year) -> None:
    year.office.do(CLERK, projects.open_year, year.project, 2027, "目标")
    saved(year)
    year.office.do(CLERK, projects.open_year, year.project, 2028, "目标")

    def proposed(fiscal_year: int) -> indicators.Proposal:
        return year.office.ask(CLERK, indicators.proposal, year.project, fiscal_year)

    assert (proposed(2027).entries, proposed(2027).scheme) == (LINES, "2021-101")
    assert proposed(2027).origin == "本单位 2027 年度模板"
    assert proposed(2028).origin == "本单位 2027 年度模板"
    saved(year, replace(ENTRY, year=2028, lines=(replace(LINES[0], name="单价"), *LINES[1:])))
    assert proposed(2028).entries[0].name == "单价"
    assert proposed(2027).entries == LINES
    assert proposed(2026).origin == "第九条模板"
    assert len(proposed(2026).entries) == 5


def test_a_template_of_another_category_is_not_proposed(year: Year) -> None:
    saved(year, replace(ENTRY, category="it", year=2026))
    assert year.office.ask(CLERK, indicators.proposal, year.project, 2026).origin == "第九条模板"


def test_a_new_plan_is_proposed_the_split_of_the_year_before_then_of_the_template(year: Year) -> None:
    year.office.do(CLERK, projects.open_year, year.project, 2027, "目标")
    saved(year)
    plan = year.office.ask(CLERK, indicators.of_year, year.project, 2027)
    assert plan.scheme == "2020-10"  # what 2026 chose
    other = year.office.project("信创云项目", 2027, "稳定")
    assert year.office.ask(CLERK, indicators.of_year, other, 2027).scheme == "2021-101"
    first = year.office.project("数智城市项目", 2027, "稳定", "smart_city")
    assert year.office.ask(CLERK, indicators.of_year, first, 2027).scheme == "2020-10"


def test_a_year_keeps_the_split_it_was_stored_with(year: Year) -> None:
    year.office.do(CLERK, projects.open_year, year.project, 2027, "目标")
    lines = tuple(
        replace(one, target=one.target or (None if one.operator is Operator.QUALITATIVE else Decimal(95)))
        for one in LINES
    )
    year.office.do(CLERK, indicators.set_for_year, year.project, 2027, "目标", lines, "2021-101")
    assert year.office.ask(CLERK, indicators.of_year, year.project, 2027).scheme == "2021-101"
    year.office.do(CLERK, projects.open_year, year.project, 2028, "目标")
    assert year.office.ask(CLERK, indicators.of_year, year.project, 2028).scheme == "2021-101"


def test_a_template_is_copied_from_the_regulation_or_from_another_year(year: Year) -> None:
    key = saved(year)
    assert year.office.ask(CLERK, indicator_templates.sources, "cloud") == (
        Source(0, "制度第九条"),
        Source(key, "2027 年度模板"),
    )
    assert year.office.ask(CLERK, indicator_templates.sources, "it") == (Source(0, "制度第九条"),)
    again = year.office.ask(CLERK, indicator_templates.copy, "cloud", 2029, key)
    assert again == replace(ENTRY, year=2029)
    law = year.office.ask(CLERK, indicator_templates.copy, "cloud", 2029, 0)
    assert (law.scheme, len(law.lines), law.version) == ("2020-10", 5, None)
    assert all(line.target is None for line in law.lines)


def test_the_editor_offers_families_splits_and_names(year: Year) -> None:
    found = year.office.ask(CLERK, indicator_templates.choices, 2027)
    assert ("service_centre", "镇街道便民服务中心补助项目") in found.categories
    assert "2021-101" in [one.key for one in found.schemes]
    assert "成本指标" in found.first
    assert "时效指标" in found.second
    assert "生态环境成本指标" in found.second
    assert "可持续影响指标" in found.second


def test_cost_is_a_part_of_its_own_only_since_101(year: Year) -> None:
    first, second = year.office.ask(CLERK, indicator_templates.names, 2020)
    assert "成本指标" not in first
    assert "经济成本指标" not in second


def test_templates_are_part_of_the_sealed_ledger(year: Year) -> None:
    key = saved(year)
    saved(year, replace(ENTRY, lines=(*LINES[:3], replace(LINES[3], name="满意率"))), key)
    path = year.office.ledger.path
    year.office.ledger.close()
    assert verify(path).breaks == ()


def test_a_plan_made_from_a_template_stays_when_the_template_changes(year: Year) -> None:
    saved(year, replace(ENTRY, year=2026))
    stored = year.office.ask(CLERK, indicators.of_year, year.project, 2026)
    assert [one.name for one in stored.entries] == [one.name for one in INDICATORS]


def test_a_split_and_category_that_are_no_more_show_their_key(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(year)
    figures = year.office.ledger.figures
    monkeypatch.setattr(figures, "weight_schemes", lambda _on: ())
    monkeypatch.setattr(figures, "categories", lambda _on: ())
    (row,) = year.office.ask(CLERK, indicator_templates.rows)
    assert (row.category, row.scheme) == ("cloud", "2021-101")
    assert year.office.ask(CLERK, indicator_templates.copy, "cloud", 2029, 0).scheme == ""

"""Layouts of 项目支出绩效自评表 are data, read strictly; the office's own is a dated setting."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from fundapp import places
from fundapp.errors import Damaged, NotFound
from fundapp.forms.evaluation_layout import NARROWEST, spread
from fundapp.forms.page import TABLE_WIDTH
from fundapp.rules.dated import FormLayout
from fundapp.rules.figures import figures
from fundapp.services.evaluation_layouts import layout, layouts, office_layout, read_layouts
from tests.rules.spoiling import change

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped layouts."""
    return Path(shutil.copytree(places.resources() / "forms" / "evaluation", tmp_path / "evaluation"))


def refusal(folder: Path) -> str:
    """What is said of a spoiled folder."""
    with pytest.raises(Damaged) as caught:
        read_layouts(folder)
    return caught.value.message


def test_two_layouts_are_shipped_and_the_central_one_is_the_offices_until_it_says_otherwise() -> None:
    assert [one.key for one in layouts()] == ["central", "sichuan"]
    assert office_layout(figures(), DAY) == layout("central")


def test_the_dated_setting_names_the_layout_of_its_day(monkeypatch: pytest.MonkeyPatch) -> None:
    def setting(form: str, on: dt.date) -> FormLayout:
        assert form == "evaluation"
        key = "sichuan" if on >= dt.date(2026, 1, 1) else "central"
        return FormLayout(form=form, layout=key, valid_from=on, document="示例通知")

    found = figures()
    monkeypatch.setattr(found, "form_layout", setting, raising=False)
    assert office_layout(found, DAY).key == "sichuan"
    assert office_layout(found, dt.date(2025, 12, 31)).key == "central"


def test_a_layout_nobody_ships_is_not_found() -> None:
    with pytest.raises(NotFound, match="没有名为“hubei”的自评表版式"):
        layout("hubei")


def test_columns_fill_the_table_exactly() -> None:
    for one in layouts():
        edges = spread(one.columns, one.indicator_title_width)
        assert (edges[0], edges[-1]) == (one.indicator_title_width, TABLE_WIDTH)
        assert all(right - left >= NARROWEST for left, right in pairwise(edges))
        assert len(edges) == len(one.columns) + 1


def test_the_copy_is_sound_before_it_is_spoiled(folder: Path) -> None:
    assert read_layouts(folder) == layouts()


SPOILED = [
    ('heading = "项目支出绩效自评表"', 'headline = "x"', "“中央版式”缺少 heading"),
    ('heading = "项目支出绩效自评表"', 'heading = "x"\nmore = 1', "有不认识的内容：more"),
    (r'\["项目名称", "project"\]', '["项目名称", "name"]', "的 head 中有不认识的栏目 name"),
    (r'\["项目名称", "project"\]', '["项目名称", 1]', "的 cells 有一行填写有误"),
    (r'cells = \[\["项目名称", "project"\]\]', "cells = []", "的 head 每行应为一项或两项"),
    (r'\["note", "偏差原因分析', '["notes", "偏差原因分析', "的 indicator 中有不认识的栏目 notes"),
    (r'  \["actual", "实际\\n完成值", 52\],\n', "", "的 indicator 缺少栏目 actual"),
    (r'\["target", "年度\\n指标值", 52\]', '["name", "年度指标值", 56]', "的 indicator 中有重复的栏目"),
    (
        r'  \["weight", "分值", 32\],\n  \["points", "得分", 36\],\n  \["note"',
        '  ["points", "得分", 36],\n  ["weight", "分值", 32],\n  ["note"',
        "的 indicator 最后三栏应为 weight、points、note",
    ),
    (r'\["level1", "一级指标", 48\]', '["level1", "一级指标", 0]', "的“绩效指标”应有且只有一栏宽度为 0"),
    (r'\["level1", "一级指标", 48\]', '["level1", "一级指标", 9]', "的“绩效指标”有一栏窄于 18"),
    (r'\["level1", "一级指标", 48\]', '["level1", "一级指标", 140]', "的“绩效指标”各栏合计超出表格宽度 476"),
    (r'\["level1", "一级指标", 48\]', '["level1", "一级指标", -1]', "的 columns 宽度不能为负数"),
    (r'\["rate", "执行率", 37\]', '["rate", "执行率", 137]', "的“项目资金”各栏合计超出表格宽度"),
    (r'  \["rate", "执行率", 37\],\n', "", "的 fund 缺少栏目 rate"),
    (r"middle = \[209, 265\]", "middle = [265, 209]", "的竖线位置应从左到右排列并留出宽度"),
    (r"middle = \[209, 265\]", "middle = [209]", "的 middle 填写有误"),
    (r"middle = \[209, 265\]", "middle = [209, 265.5]", "的 middle 填写有误"),
    (r"filled_edges = \[64", "filled_edges = [60", "filled_edges 应为五个位置并从 label_width 开始"),
    (r"filled_edges = \[64, 155, 209", "filled_edges = [64, 209, 155", "的竖线位置应从左到右排列并留出宽度"),
    (r'\["填报日期", "dated"\]', '["填报日期", "phone"]', "的 filled 中有重复的栏目"),
    (r', \["填报日期", "dated"\]', "", "的 filled 应为三项"),
    (r'\["存在问题", "problems"\]', '["存在问题", "problem"]', "的 foot 中有不认识的栏目 problem"),
    ("name_width = 91", "name_width = 9", "的标题栏窄于 18"),
    ("title_width = 19", "title_width = 2", "的标题栏窄于 18"),
    (r'goal = \["年度总体目标", ', "goal = [", "的 goal 填写有误"),
    (r'of = \["total"\]', 'of = ["own"]', "的项目资金第一行应为 total"),
    (r'of = \["carried"\]', 'of = ["total"]', "其余各行不能再含 total"),
    (r'of = \["carried"\]', 'of = ["own"]', "的项目资金有一种资金计入两行"),
    (r'of = \["own"\]', 'of = ["own", "carried:own"]', "的项目资金有一种资金计入两行"),
    ("rest = true\n", "", "的项目资金应有且只有一个分项为 rest"),
    (r'of = \["total"\]', 'of = ["total"]\nrest = true', "的项目资金应有且只有一个分项为 rest"),
    (r'of = \["own"\]', "of = [1]", "的 of 填写有误"),
    (r"\[\[layout.indicator\]\]", "[[layout.indicators]]", "缺少 indicator"),
    (r"\[\[layout.fund\]\]", "[[layout.fund]]\n[[layout.fund]]", "的 fund 应只有一个"),
    ('key = "central"', 'key = "sichuan"', "有两个版式使用同一个 key"),
    (r"\[\[layout\]\]", "[[layouts]]", "应当只含 layout"),
]


@pytest.mark.parametrize(("pattern", "by", "said"), SPOILED)
def test_a_layout_that_cannot_be_drawn_is_refused_and_its_file_is_named(
    folder: Path, pattern: str, by: str, said: str
) -> None:
    change(folder, "central.toml", pattern, by)
    found = refusal(folder)
    assert said in found
    assert "central.toml" in found or "sichuan.toml" in found


def test_without_any_file_there_is_no_layout(folder: Path) -> None:
    for path in folder.glob("*.toml"):
        path.unlink()
    assert refusal(folder) == "制度数据文件“evaluation”有问题：没有任何版式文件。"


def test_a_layout_is_a_value() -> None:
    assert replace(layout("central")) == layout("central")

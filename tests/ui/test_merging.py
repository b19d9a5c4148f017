"""Two people typed into the same record."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from fundapp.ui.merging import Merged, merge

TEXTS = st.sampled_from(["", "甲", "乙", "丙", "12", "null", "[]"])
BOXES = st.fixed_dictionaries({"用途": TEXTS, "金额": TEXTS})


def row(**boxes: object) -> str:
    return json.dumps(boxes, ensure_ascii=False)


@given(BOXES, BOXES, BOXES)
def test_every_box_holds_mine_where_i_typed_and_theirs_elsewhere(
    before: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    found = merge(before, mine, theirs)
    for box, text in found.raw.items():
        assert text == (mine[box] if mine[box] != before[box] else theirs[box])
    assert set(found.both) == {box for box in before if len({before[box], mine[box], theirs[box]}) == 3}
    assert set(found.both) <= set(found.mine)


def test_a_row_is_merged_box_by_box_and_keeps_its_key() -> None:
    name = "第 1 个指标‘正常运行率’"
    found = merge(
        {name: row(key=5, 实际="97", 原因="", 备注="旧")},
        {name: row(key=5, 实际="98", 原因="", 备注="我的")},
        {name: row(key=5, 实际="97", 原因="对方", 备注="对方的")},
    )
    assert json.loads(found.raw[name]) == {"key": 5, "实际": "98", "原因": "对方", "备注": "我的"}
    assert found.mine == (f"{name}的实际", f"{name}的备注")
    assert found.both == (f"{name}的备注",)


def test_an_entry_that_only_one_of_two_added_or_took_away_follows_that_one() -> None:
    before = row(甲="旧", 乙="旧")
    mine, theirs = row(甲="旧", 丙="我加的"), row(甲="旧", 乙="旧", 丁="他加的")
    found = merge({"理由": before}, {"理由": mine}, {"理由": theirs})
    assert json.loads(found.raw["理由"]) == {"甲": "旧", "乙": "", "丙": "我加的", "丁": "他加的"}


def test_a_box_that_is_gone_takes_what_stood_in_it_along() -> None:
    assert merge({}, {"旧框": "字"}, {"新框": ""}).raw == {"新框": ""}


def test_the_sentence_names_three_boxes_and_counts_the_rest() -> None:
    assert Merged({}, (), ()).sentence() == "已载入最新内容，您没有改动的地方都以对方为准。"
    many = Merged({}, ("甲", "乙", "丙", "丁"), ("甲",)).sentence()
    kept = "已载入对方的修改，您改过的“甲”、“乙”、“丙”等 4 处仍是您的填写，还没有保存。"
    assert many == f"{kept}其中“甲”双方都改过，请核对后再保存。"

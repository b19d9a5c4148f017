"""Breaking lines the Chinese way."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.forms.fonts import width
from fundapp.forms.wrap import wrap

CLOSING = "，。、；：？！）》」』】〕〉”’％%"
OPENING = "（《「『【〔〈“‘¥￥"
PHRASES = st.text(alphabet="项目资金支付审批表按合同abc 0123456789,.，。（）“”《》％-/\n", max_size=120)


def texts(text: str, room: float, size: float = 10) -> list[str]:
    return [line.text for line in wrap(text, "text", size, room)]


def test_a_line_may_break_between_any_two_chinese_characters() -> None:
    assert texts("项目资金支付审批", 30) == ["项目资", "金支付", "审批"]


def test_closing_punctuation_never_begins_a_line() -> None:
    assert texts("项目资，金支付", 30) == ["项目", "资，金", "支付"]


def test_opening_punctuation_never_ends_a_line() -> None:
    assert texts("项目（资金）", 30) == ["项目", "（资", "金）"]


def test_a_figure_with_its_sign_is_not_broken() -> None:
    assert texts("金额为¥375,000.00元整", 62) == ["金额为", "¥375,000.00", "元整"]


def test_a_word_wider_than_the_line_fills_it_and_goes_on() -> None:
    lines = texts("发票26332000000012345678", 60)
    assert "".join(lines) == "发票26332000000012345678"
    assert lines[0].startswith("发票26")


def test_a_row_of_closing_punctuation_is_broken_where_it_must_be() -> None:
    assert texts("。。。。。", 20) == ["。。", "。。", "。"]
    assert texts("啊。。。。。", 30) == ["啊。。", "。。。"]


def test_written_line_breaks_are_kept_and_an_empty_text_has_no_lines() -> None:
    assert texts("依据\n\n条款\n", 100) == ["依据", "", "条款"]
    assert texts(" \n", 100) == []


def test_a_line_narrower_than_a_character_is_a_mistake_of_the_form() -> None:
    with pytest.raises(ValueError, match="narrower"):
        wrap("项", "text", 10, 5)


@given(PHRASES, st.floats(min_value=45, max_value=200))
def test_nothing_is_lost_and_no_line_is_wider_than_its_room(text: str, room: float) -> None:
    lines = wrap(text, "text", 10, room)
    assert re.sub(r"\s", "", "".join(line.text for line in lines)) == re.sub(r"\s", "", text)
    for line in lines:
        assert line.width <= room + 1e-6
        assert line.width == pytest.approx(width(line.text, "text", 10))


@given(st.lists(st.sampled_from(["项", "目", "，", "。", "（资", "金）", "《表", "》"]), max_size=60).map("".join))
def test_punctuation_stands_on_the_right_side_of_every_break(text: str) -> None:
    solid = re.sub(r"([，。）》])[，。）》]+", r"\1", text).lstrip("，。）》")
    lines = [line.text for line in wrap(solid, "text", 10, 80)]
    assert not [line for line in lines if line[0] in CLOSING]
    assert not [line for line in lines if line[-1] in OPENING]


def test_a_box_to_tick_never_ends_a_line_without_its_words() -> None:
    lines = wrap("已核对合同　☑已核对金额", "text", 10, 72)
    assert all(not line.text.endswith("☑") for line in lines)
    assert any(line.text.startswith("☑已") for line in lines)

"""人民币大写, by 支付结算办法 附一."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.amount_in_words import in_words
from fundapp.values.money import MAX_FEN, yuan_plain

DIGITS = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
PLACES = {"拾": 10, "佰": 100, "仟": 1000}


@pytest.mark.parametrize(
    ("fen", "allowed"),
    [
        (140_950, ("壹仟肆佰零玖元伍角整",)),
        (600_714, ("陆仟零柒元壹角肆分",)),
        (168_032, ("壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分")),
        (10_700_053, ("壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分")),
        (1_640_902, ("壹万陆仟肆佰零玖元零贰分",)),
        (32_504, ("叁佰贰拾伍元零肆分",)),
    ],
)
def test_every_example_of_the_rule_is_written_in_a_form_the_rule_allows(fen: int, allowed: tuple[str, ...]) -> None:
    assert in_words(fen) in allowed


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (5, "伍分"),
        (1_000, "壹拾元整"),
        (1_001_000, "壹万零壹拾元整"),
        (100_000_100, "壹佰万零壹元整"),
        (10_001_000_100, "壹亿零壹万零壹元整"),
        (10_000_000_000, "壹亿元整"),
        (3_005_000_000, "叁仟零伍万元整"),
        (2_000_040, "贰万元零肆角整"),
        (37_500_000, "叁拾柒万伍仟元整"),
        (0, "零元整"),
        (50, "伍角整"),
        (55, "伍角伍分"),
        (105, "壹元零伍分"),
        (150, "壹元伍角整"),
        (1_050, "壹拾元零伍角整"),
        (100_900_000, "壹佰万玖仟元整"),  # the 千 place is not 0, so the 零 is free and left out
        (10_000_700_000, "壹亿零柒仟元整"),
        (105_000_000_000, "壹拾亿伍仟万元整"),
        (110_011_001_100, "壹拾壹亿零壹拾壹万零壹拾壹元整"),
        (MAX_FEN, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        (10**14, "壹万亿元整"),
        (-37_500_000, "负叁拾柒万伍仟元整"),
        (-1, "负壹分"),
        (1_095_000, "壹万零玖佰伍拾元整"),
        (1_100_000, "壹万壹仟元整"),
        (1_110_000, "壹万壹仟壹佰元整"),
        (11_000_000_000, "壹亿壹仟万元整"),
    ],
)
def test_amounts_are_written_in_capitals(fen: int, words: str) -> None:
    assert in_words(fen) == words


def read_back(words: str) -> int:
    """Read capitals back into 分, by the grammar of the figures and without any rule about 零."""
    body = words.removeprefix("负").removesuffix("整")
    whole, _, cents = body.rpartition("元") if "元" in body else ("", "", body)
    total = section = digit = 0
    for character in whole:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in PLACES:
            section, digit = section + digit * PLACES[character], 0
        else:
            section, digit = section + digit, 0
            total, section = (total + section * 10**4, 0) if character == "万" else ((total + section) * 10**8, 0)
    fen = (total + section + digit) * 100
    for character in cents:
        digit = DIGITS.get(character, digit)
        fen += {"角": 10, "分": 1}.get(character, 0) * digit
    return -fen if words.startswith("负") else fen


@given(st.integers(-MAX_FEN, MAX_FEN))
def test_what_is_written_reads_back_as_the_same_amount(fen: int) -> None:
    assert read_back(in_words(fen)) == fen


@given(st.integers(-MAX_FEN, MAX_FEN))
def test_there_is_never_a_double_zero_nor_a_zero_before_a_unit(fen: int) -> None:
    words = in_words(fen)
    assert not any(wrong in words for wrong in ("零零", "零万", "零亿", "零角", "零分", "零拾", "零佰", "零仟"))
    assert "零元" not in words or fen == 0
    assert words.endswith(("整", "分"))
    assert words.endswith("整") == (fen % 10 == 0)


@given(st.integers(1, MAX_FEN))
def test_it_agrees_with_cn2an_but_for_the_free_zeros_and_the_closing_mark(fen: int) -> None:
    ours = in_words(fen)
    theirs = cn2an.an2cn(yuan_plain(fen), "rmb")
    yuan_figure, jiao = fen // 100, fen // 10 % 10
    if jiao and yuan_figure and yuan_figure % 10 == 0:
        ours = ours.replace("元零", "元")
    if yuan_figure >= 10**8 and yuan_figure % 10**8 // 1000 in range(1, 10):
        ours = ours.replace("亿零", "亿")
    assert ours.removesuffix("整") == theirs.removesuffix("整")

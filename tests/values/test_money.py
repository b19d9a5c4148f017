"""Amounts: typed as text, kept as whole 分, shown as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.values.bad_input import BadInput
from fundapp.values.money import (
    MAX_FEN,
    parse_money,
    percent,
    points_of_percent,
    ratio_bp,
    share,
    split,
    wan,
    yuan,
    yuan_plain,
)
from tests.values.answers import answer

FEN = st.integers(-MAX_FEN, MAX_FEN)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("375000", 37_500_000),
        ("375,000", 37_500_000),
        ("375，000．00", 37_500_000),
        ("1,234,567.89", 123_456_789),
        ("37.5万", 37_500_000),
        ("37.5 万元", 37_500_000),
        ("３７。５万", 37_500_000),
        ("37。5万元", 37_500_000),
        ("￥375000", 37_500_000),
        ("¥375,000.00元", 37_500_000),
        ("人民币375000元整", 37_500_000),
        ("375000元", 37_500_000),
        ("1.2亿", 12_000_000_000),
        ("1.2亿元", 12_000_000_000),
        ("0.0000000001亿", 1),
        ("37.123456万", 37_123_456),
        (" 37 5000 ", 37_500_000),
        ("\u3000375000\u200b", 37_500_000),
        ("0", 0),
        ("0.00", 0),
        ("-0", 0),
        (".5", 50),
        ("5.", 500),
        ("0.1", 10),
        ("0.05", 5),
        ("007", 700),
        ("-1", -100),
        ("－1.5", -150),
        ("−1", -100),
        ("-￥1", -100),
        ("￥-1", -100),
        ("+1", 100),
        ("+¥1", 100),
        ("¥+1", 100),
        ("999,999,999,999.99", MAX_FEN),
        ("9999.9999999999亿", MAX_FEN),
    ],
)
def test_an_amount_is_read_however_the_office_types_it(typed: str, fen: int) -> None:
    assert parse_money(typed) == fen


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请填写金额。"),
        ("　 \n", "请填写金额。"),
        ("人民币", "请填写金额。"),
        ("万", "金额中没有数字，请用阿拉伯数字填写。"),
        ("￥", "金额中没有数字，请用阿拉伯数字填写。"),
        (".", "金额中没有数字，请用阿拉伯数字填写。"),
        ("元整", "金额中没有数字，请用阿拉伯数字填写。"),
        ("3万5", "“万”或“亿”只能在末尾写一次，例如 37.5万。"),
        ("1万亿", "“万”或“亿”只能在末尾写一次，例如 37.5万。"),
        ("1亿2万", "“万”或“亿”只能在末尾写一次，例如 37.5万。"),
        ("12a", "金额中的“a”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("NaN", "金额中的“N”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("inf", "金额中的“i”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("1e5", "金额中的“e”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("5千", "金额中的“千”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("三十七", "金额中的“三”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("٣", "金额中的“٣”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("5²", "金额中的“²”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("1-2", "金额中的“-”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。"),
        ("--1", "金额前的正负号或货币符号重复，请只保留一个。"),
        ("¥¥1", "金额前的正负号或货币符号重复，请只保留一个。"),
        ("+-1", "金额前的正负号或货币符号重复，请只保留一个。"),
        ("1.2.3", "金额中有多个小数点，请只保留一个。"),
        ("37,50", "千分位逗号的位置不对，应每三位一个，例如 375,000。"),
        ("37,5万", "千分位逗号的位置不对，应每三位一个，例如 375,000。"),
        ("1,23,456", "千分位逗号的位置不对，应每三位一个，例如 375,000。"),
        ("1234,567", "千分位逗号的位置不对，应每三位一个，例如 375,000。"),
        (",123", "千分位逗号的位置不对，应每三位一个，例如 375,000。"),
        ("1.000,00", "千分位逗号的位置不对，应每三位一个，例如 375,000。"),
        ("1.234", "金额最小到分，以元为单位时最多写 2 位小数。"),
        ("1.500", "金额最小到分，以元为单位时最多写 2 位小数。"),
        ("1.2345678万", "金额最小到分，以万元为单位时最多写 6 位小数。"),
        ("1.23456789012亿", "金额最小到分，以亿元为单位时最多写 10 位小数。"),
        ("1000000000000", "金额超出上限 999,999,999,999.99 元，请核对位数和单位。"),
        ("1" + "0" * 60, "金额超出上限 999,999,999,999.99 元，请核对位数和单位。"),
        ("-1000000000000", "金额超出上限 999,999,999,999.99 元，请核对位数和单位。"),
        ("10000亿", "金额超出上限 999,999,999,999.99 元，请核对位数和单位。"),
    ],
)
def test_every_unreadable_amount_gets_a_sentence_of_its_own(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_money(typed)
    assert refusal.value.message == sentence
    assert str(refusal.value) == sentence


@given(st.text(max_size=30))
def test_whatever_is_typed_gives_an_amount_or_a_chinese_sentence(typed: str) -> None:
    outcome = answer(lambda: parse_money(typed))
    if isinstance(outcome, str):
        assert outcome.endswith("。")
    else:
        assert -MAX_FEN <= outcome <= MAX_FEN


def test_five_thousand_figures_are_refused_like_any_other_large_amount() -> None:
    with pytest.raises(BadInput, match="超出上限"):
        parse_money("9" * 5000)


def test_five_thousand_decimals_are_refused_like_three() -> None:
    with pytest.raises(BadInput, match="最多写 2 位小数"):
        parse_money("1." + "0" * 5000)


@given(FEN)
def test_an_amount_shown_in_yuan_reads_back_as_itself(fen: int) -> None:
    assert parse_money(yuan(fen)) == fen
    assert parse_money(yuan_plain(fen)) == fen


@given(FEN)
def test_an_amount_shown_in_wan_with_six_places_reads_back_as_itself(fen: int) -> None:
    assert parse_money(f"{wan(fen, 6)}万") == fen


@pytest.mark.parametrize(
    ("fen", "shown", "plain"),
    [
        (37_500_000, "375,000.00", "375000.00"),
        (0, "0.00", "0.00"),
        (5, "0.05", "0.05"),
        (-5, "-0.05", "-0.05"),
        (-1, "-0.01", "-0.01"),
        (-123_456_789, "-1,234,567.89", "-1234567.89"),
        (MAX_FEN, "999,999,999,999.99", "999999999999.99"),
    ],
)
def test_yuan_has_two_places_and_thousands_commas(fen: int, shown: str, plain: str) -> None:
    assert yuan(fen) == shown
    assert yuan_plain(fen) == plain


@pytest.mark.parametrize(
    ("fen", "places", "shown"),
    [
        (37_500_000, 2, "37.50"),
        (238_930_000, 2, "238.93"),
        (37_505_000, 2, "37.51"),
        (37_504_999, 2, "37.50"),
        (-37_505_000, 2, "-37.51"),
        (-4_999, 2, "0.00"),
        (-5_000, 2, "-0.01"),
        (50_000_000, 0, "50"),
        (500_000, 0, "1"),
        (499_999, 0, "0"),
        (1, 6, "0.000001"),
        (123_456_789_000, 2, "123,456.79"),
    ],
)
def test_wan_is_rounded_half_up_to_its_places(fen: int, places: int, shown: str) -> None:
    assert wan(fen, places) == shown


def test_wan_has_two_places_unless_told_otherwise() -> None:
    assert wan(37_500_000) == "37.50"


@pytest.mark.parametrize("places", [-1, 7])
def test_wan_refuses_places_finer_than_a_fen(places: int) -> None:
    with pytest.raises(ValueError, match="places must be 0 to 6"):
        wan(1, places)


@pytest.mark.parametrize(
    ("total", "basis_points", "expected"),
    [(125_000_000, 3000, 37_500_000), (1, 5000, 1), (1, 4999, 0), (-1, 5000, -1), (333, 3333, 111), (7, 10_000, 7)],
)
def test_a_share_is_rounded_half_up_to_the_fen(total: int, basis_points: int, expected: int) -> None:
    assert share(total, basis_points) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (2, 3, 6667),
        (1, 3, 3333),
        (0, 5, 0),
        (25_189, 25_189, 10_000),
        (15, 10, 15_000),
        (-1, 3, -3333),
        (1, 20_000, 1),
        (1, 1, 10_000),
    ],
)
def test_a_ratio_is_rounded_half_up_to_the_basis_point(part: int, whole: int, expected: int) -> None:
    assert ratio_bp(part, whole) == expected


@pytest.mark.parametrize("whole", [0, -1])
def test_there_is_no_ratio_to_nothing(whole: int) -> None:
    with pytest.raises(BadInput, match="合计金额为 0 或负数，无法计算比例。"):
        ratio_bp(1, whole)


@pytest.mark.parametrize(
    ("basis_points", "shown"),
    [(6667, "66.67%"), (10_000, "100.00%"), (0, "0.00%"), (5, "0.05%"), (12_345, "123.45%"), (-1, "-0.01%")],
)
def test_a_percentage_always_has_two_places(basis_points: int, shown: str) -> None:
    assert percent(basis_points) == shown


@pytest.mark.parametrize(
    ("basis_points", "shown"), [(2000, "20 个百分点"), (1250, "12.5 个百分点"), (5, "0.05 个百分点"), (0, "0 个百分点")]
)
def test_a_distance_between_percentages_shows_no_needless_zeros(basis_points: int, shown: str) -> None:
    assert points_of_percent(basis_points) == shown


@given(FEN, st.lists(st.integers(0, 10_000), min_size=1, max_size=8).filter(any))
def test_splitting_an_amount_loses_no_fen(total: int, weights: list[int]) -> None:
    assert sum(split(total, weights)) == total


def test_a_grant_to_eight_towns_is_split_to_the_fen() -> None:
    assert split(10_000_003, (1,) * 8) == (1_250_001, 1_250_001, 1_250_001, *(1_250_000,) * 5)

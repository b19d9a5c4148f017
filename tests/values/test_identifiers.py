"""Identifiers that other bodies issue. Real codes are those of public bodies' and listed firms' published papers."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_10

from fundapp.values.bad_input import BadInput
from fundapp.values.identifiers import (
    USCC_ALPHABET,
    check_account,
    check_cnaps,
    check_project_code,
    check_uscc,
    cnaps_ok,
    inner_code_ok,
    is_personal_card,
    normalise,
    same_name,
)
from tests.values.answers import answer

REAL_USCC = ("91110000600037341L", "91330100799655058B", "9144030071526726XG", "914403001922038216")
REAL_CNAPS = ("102100099996", "103100000026", "104100000004", "105100000017", "308584000013")

DIGITS = st.text("0123456789", min_size=1, max_size=24)
BODY = st.tuples(
    st.text(USCC_ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(USCC_ALPHABET, min_size=9, max_size=9),
).map("".join)


def test_normalising_trims_halves_the_width_and_raises_the_case() -> None:
    assert normalise("　９１１１ 0000600037341l \n") == "9111 0000600037341L"


@pytest.mark.parametrize("code", REAL_USCC)
def test_published_credit_codes_pass_and_so_do_the_organisation_codes_inside(code: str) -> None:
    assert check_uscc(code) == code
    assert inner_code_ok(code)
    assert inner_code_ok(code[8:17])


def test_a_credit_code_may_be_typed_with_spaces_hyphens_lower_case_and_full_width() -> None:
    assert check_uscc(" ９１１１０000-6000 37341l ") == "91110000600037341L"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请填写统一社会信用代码。"),
        ("9111000060003734", "统一社会信用代码应为 18 位，现在是 16 位，请核对。"),
        ("91110000600037341LL", "统一社会信用代码应为 18 位，现在是 19 位，请核对。"),
        (
            "9111OOOO600037341L",
            "统一社会信用代码第 5 位“O”不能使用（代码中没有 I、O、S、V、Z），是否应为“0”，请核对。",
        ),
        (
            "91110000600037341V",
            "统一社会信用代码第 18 位“V”不能使用（代码中没有 I、O、S、V、Z），是否应为“U”，请核对。",
        ),
        ("9111000060003734*L", "统一社会信用代码第 17 位“*”不能使用（代码中没有 I、O、S、V、Z），请核对。"),
        (
            "９１１１００００６０００３７３４公L",
            "统一社会信用代码第 17 位“公”不能使用（代码中没有 I、O、S、V、Z），请核对。",
        ),
        ("91A10000600037341L", "统一社会信用代码第 3 位“A”应为数字（第 3 至 8 位是行政区划），请核对。"),
        ("9111000A600037341L", "统一社会信用代码第 8 位“A”应为数字（第 3 至 8 位是行政区划），请核对。"),
        ("9111A000600037341L", "统一社会信用代码第 5 位“A”应为数字（第 3 至 8 位是行政区划），请核对。"),
        (
            "91110000600037341K",
            "统一社会信用代码校验不通过：按前 17 位计算，末位应为“L”，现在是“K”，请对照证照逐位核对。",
        ),
    ],
)
def test_a_wrong_credit_code_is_told_which_character_is_wrong(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        check_uscc(typed)
    assert refusal.value.message == sentence


@given(BODY)
def test_the_check_character_agrees_with_python_stdnum(body: str) -> None:
    expected = uscc.calc_check_digit(body)
    assert check_uscc(body + expected) == body + expected
    for wrong in set(USCC_ALPHABET) - {expected}:
        with pytest.raises(BadInput, match=f"末位应为“{expected}”"):
            check_uscc(body + wrong)


@given(st.sampled_from(REAL_USCC), st.integers(0, 17), st.sampled_from(USCC_ALPHABET))
def test_every_single_wrong_character_is_found(code: str, place: int, character: str) -> None:
    mistyped = code[:place] + character + code[place + 1 :]
    if mistyped != code:
        with pytest.raises(BadInput):
            check_uscc(mistyped)


@pytest.mark.parametrize("letter", "AGNY")
def test_the_newer_first_letters_of_gb_32100_are_allowed(letter: str) -> None:
    body = f"{letter}1330482MB1234567"
    code = body + uscc.calc_check_digit(body)
    assert check_uscc(code) == code


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("600037341", True),
        ("60003734-1", True),
        ("71526726X", True),
        ("71526726x", True),
        ("Z00000005", True),
        ("600037342", False),
        ("715267260", False),
        ("60003734A", False),
        ("12345678", False),
        ("", False),
        ("91110000600037342L", False),
        ("组织机构代码", False),
    ],
)
def test_the_organisation_code_is_checked_by_gb_11714(code: str, fits: bool) -> None:
    assert inner_code_ok(code) is fits


def test_an_inner_remainder_of_eleven_is_written_as_zero() -> None:
    assert sum(int(figure) * weight for figure, weight in zip("10000100", (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) == 11
    assert [last for last in "0123456789X" if inner_code_ok(f"10000100{last}")] == ["0"]


@pytest.mark.parametrize("code", REAL_CNAPS)
def test_published_bank_codes_pass_the_check_digit(code: str) -> None:
    assert cnaps_ok(code)
    assert check_cnaps(f" {code[:3]} {code[3:7]}-{code[7:]}") == code


@given(st.text("0123456789", min_size=11, max_size=11))
def test_the_bank_codes_check_digit_agrees_with_python_stdnum(body: str) -> None:
    expected = mod_11_10.calc_check_digit(body)
    assert [figure for figure in "0123456789" if cnaps_ok(body + figure)] == [expected]


@pytest.mark.parametrize("code", ["", "10210009999", "1021000999966", "10210009999X"])
def test_what_is_no_bank_code_never_fits(code: str) -> None:
    assert not cnaps_ok(code)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请填写开户行行号。"),
        ("10210009999", "开户行行号应为 12 位数字，现在是“10210009999”（11 位），请核对。"),
        ("10210009999A", "开户行行号应为 12 位数字，现在是“10210009999A”（12 位），请核对。"),
    ],
)
def test_a_bank_code_of_another_shape_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        check_cnaps(typed)
    assert refusal.value.message == sentence


def test_a_bank_code_with_a_wrong_check_digit_is_let_through_for_a_warning() -> None:
    assert check_cnaps("102100099997") == "102100099997"
    assert not cnaps_ok("102100099997")


@pytest.mark.parametrize(
    ("typed", "account"),
    [
        ("3305 0161 7027 0000 0123", "33050161702700000123"),
        ("１２０４０８００", "12040800"),
        ("1204-0800-9", "120408009"),
        ("9" * 32, "9" * 32),
    ],
)
def test_an_account_number_is_stored_as_bare_figures(typed: str, account: str) -> None:
    assert check_account(typed) == account


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请填写银行账号。"),
        ("1234567", "银行账号应为 8 至 32 位数字，现在是 7 位，请核对。"),
        ("9" * 33, "银行账号应为 8 至 32 位数字，现在是 33 位，请核对。"),
        ("1204080O", "银行账号只能是数字，请核对。"),
    ],
)
def test_an_account_number_that_cannot_be_one_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        check_account(typed)
    assert refusal.value.message == sentence


@given(st.sampled_from(("62", "4", "5", "35", "9558")), st.integers(15, 18), st.data())
def test_a_card_prefix_with_a_right_luhn_digit_is_a_personal_card(
    prefix: str, length: int, data: st.DataObject
) -> None:
    rest = length - len(prefix)
    body = prefix + data.draw(st.text("0123456789", min_size=rest, max_size=rest))
    expected = luhn.calc_check_digit(body)
    assert [figure for figure in "0123456789" if is_personal_card(body + figure)] == [expected]


@pytest.mark.parametrize(
    ("account", "why"),
    [
        ("330501617027000001230", "21 figures"),
        ("1202021234567890128", "no card prefix"),
        ("6222 0212 3456 7891", "Luhn does not fit"),
        ("", "empty"),
        ("62220212345678AB", "letters"),
    ],
)
def test_a_corporate_account_is_not_taken_for_a_card(account: str, why: str) -> None:
    assert not is_personal_card(account), why


@pytest.mark.parametrize("length", [8, 15, 20, 32])
def test_an_account_of_another_length_is_no_card_although_luhn_fits(length: int) -> None:
    body = "62" + "7" * (length - 3)
    assert luhn.is_valid(body + luhn.calc_check_digit(body))
    assert not is_personal_card(body + luhn.calc_check_digit(body))


def test_a_card_number_is_recognised_with_the_spaces_printed_on_the_card() -> None:
    assert is_personal_card("6222 0212 3456 7894")


@pytest.mark.parametrize("code", ["51000021R000000019951", "51092324T000010263357", "33048226Y000000000001"])
def test_project_codes_of_the_budget_system_pass(code: str) -> None:
    assert check_project_code(f" {code.lower()} ") == code


@pytest.mark.parametrize(
    "code",
    ["", "51092324T00001026335", "51092324T0000102633571", "51092324X000010263357", "5109232AT000010263357", "项目"],
)
def test_a_project_code_of_another_shape_is_told_the_shape(code: str) -> None:
    with pytest.raises(BadInput, match=rf"项目代码应为 21 位：.*现在是“{code}”（{len(code)} 位），请核对。"):
        check_project_code(code)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("示例科技（浙江）有限公司", "示例科技(浙江)有限公司", True),
        ("示例科技（浙江）有限公司", " 示例科技 ﹙浙江﹚ 有限公司\u3000", True),
        ("ＡＢＣ示例公司", "abc示例公司", True),
        ("示例科技有限公司", "示例科技有限责任公司", False),
        ("示例科技（浙江）有限公司", "示例科技浙江有限公司", False),
        ("", "", False),
        (" ", "", False),
    ],
)
def test_names_are_the_same_apart_from_spaces_width_and_case(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@given(st.text(max_size=40))
def test_no_check_stumbles_over_whatever_is_typed(typed: str) -> None:
    for check in (check_uscc, check_cnaps, check_account, check_project_code):
        assert answer(partial(check, typed)).endswith("。") or check(typed).isalnum()
    for test in (inner_code_ok, cnaps_ok, is_personal_card):
        assert test(typed) in (True, False)

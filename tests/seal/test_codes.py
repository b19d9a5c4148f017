"""The 12-character code on paper."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.seal.canonical import digest
from fundapp.seal.chain import GENESIS
from fundapp.seal.codes import ALPHABET, form_code, grouped, letters, read, show
from fundapp.values.bad_input import BadInput

CODES = [form_code(digest(str(number)), GENESIS) for number in range(200)]
CODE = st.text(max_size=20).map(lambda text: form_code(digest(text), GENESIS))


def is_code(text: str) -> bool:
    """Say whether the text would be accepted from paper."""
    try:
        return read(text) == text
    except BadInput:
        return False


def test_the_alphabet_has_31_characters_and_no_look_alikes() -> None:
    assert len(set(ALPHABET)) == 31
    assert not set("01OIL") & set(ALPHABET)
    assert "".join(sorted(ALPHABET.upper())) == ALPHABET


def test_a_code_has_twelve_characters_and_depends_on_content_and_chain_alone() -> None:
    content, head = digest("表单"), digest("留痕")
    code = form_code(content, head)
    assert len(code) == 12
    assert set(code) <= set(ALPHABET)
    assert form_code(content, head) == code
    assert len({code, form_code(head, content), form_code(content, GENESIS), form_code(digest("表单2"), head)}) == 4


def test_a_code_once_printed_stays_the_code_of_its_form_in_every_release() -> None:
    assert show(form_code(digest("表单"), GENESIS)) == "4XNX-AMQE-9MVM"


def test_codes_of_different_forms_differ() -> None:
    assert len(set(CODES)) == len(CODES)
    assert len({code[place] for code in CODES for place in range(12)}) == 31


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert show("7Q3FK9XM2ZP8") == "7Q3F-K9XM-2ZP8"
    assert grouped("ABCDEF") == "ABCD-EF"


@given(CODE)
def test_a_code_typed_from_paper_is_read_whatever_the_spacing_case_and_width(code: str) -> None:
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in show(code))
    for typed in (code, show(code), show(code).lower(), show(code).replace("-", " — "), f" {full_width}\u3000"):
        assert read(typed) == code


def test_every_single_wrong_character_is_found() -> None:
    for code in CODES[:40]:
        for place, right in enumerate(code):
            for wrong in set(ALPHABET) - {right}:
                assert not is_code(code[:place] + wrong + code[place + 1 :])


def test_every_swap_of_two_characters_is_found_neighbours_or_not() -> None:
    for code in CODES:
        for one, other in combinations(range(12), 2):
            swapped = list(code)
            swapped[one], swapped[other] = code[other], code[one]
            assert is_code("".join(swapped)) == (code[one] == code[other])


def test_the_weights_make_that_true_of_every_code_and_not_only_of_those_tried() -> None:
    zero = ALPHABET[0] * 12
    assert is_code(zero)
    for place in range(12):
        for wrong in ALPHABET[1:]:
            assert not is_code(zero[:place] + wrong + zero[place + 1 :])
    for one, other in pairwise(range(12)):
        for first, second in combinations(ALPHABET, 2):
            pair = list(zero)
            pair[one], pair[other] = first, second
            swapped = list(zero)
            swapped[one], swapped[other] = second, first
            assert not (is_code("".join(pair)) and is_code("".join(swapped)))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "核验码应为 12 位，现在是 0 位，请对照纸面重新输入。"),
        ("7Q3F-K9XM-2ZP", "核验码应为 12 位，现在是 11 位，请对照纸面重新输入。"),
        ("7Q3F-K9XM-2ZP8-A", "核验码应为 12 位，现在是 13 位，请对照纸面重新输入。"),
        ("7Q3F-K9XM-0ZP8", "核验码第 9 位“0”不能使用（核验码中没有数字 0、1 和字母 O、I、L），请对照纸面核对。"),
        ("L222-2222-2222", "核验码第 1 位“L”不能使用（核验码中没有数字 0、1 和字母 O、I、L），请对照纸面核对。"),
        ("核222-2222-2222", "核验码第 1 位“核”不能使用（核验码中没有数字 0、1 和字母 O、I、L），请对照纸面核对。"),
        ("2222-2222-2223", "核验码输入有误：有字符输错或前后颠倒，请对照纸面逐位核对。"),
    ],
)
def test_a_mistyped_code_gets_a_sentence_that_helps(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(typed)
    assert refusal.value.message == sentence


def test_letters_are_the_digits_of_the_number_in_base_31() -> None:
    assert letters("1f", 3) == "232"
    assert letters("0", 2) == "22"
    assert letters("1e", 1) == "Z"

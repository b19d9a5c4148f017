"""What a new password must not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.seal.keys import SealError
from fundapp.seal.passwords import WeakPassword, check_new_password

REPEATED = "密码不能是同一个或同一组字符的重复。"
SEQUENCE = "密码不能是连续的数字、字母、键盘上相邻的键，或常见的密码。"
NAME = "密码不能只是姓名，或姓名加几个字符。"


@pytest.mark.parametrize(
    "password",
    [
        "Pinghu-2026-zf",
        "春江花月夜二〇二六",
        "correct horse battery",
        "k7w2m9xq",
        "20261123",
        "13579246",
        "x" * 100 + "yz",
    ],
)
def test_a_password_that_breaks_no_rule_is_accepted(password: str) -> None:
    check_new_password(password, "经办人")


@pytest.mark.parametrize(
    ("password", "name", "sentence"),
    [
        ("", "经办人", "密码至少 8 位，现在是 0 位。"),
        ("k7w2m9x", "经办人", "密码至少 8 位，现在是 7 位。"),
        ("k7" * 63 + "abc", "经办人", "密码最长 128 位。"),
        ("jingbanren", "JingBanRen", NAME),
        ("ＪｉｎｇＢａｎＲｅｎ", "jingbanren", NAME),
        ("jingbanren123", " jingbanren ", NAME),
        ("jingbanren2026", "jingbanren", NAME),
        ("2026!jingbanren", "jingbanren", NAME),
        ("示例经办人示例经办人", "示例经办人", NAME),
        ("财务2026财务!", "财务", NAME),
        ("88888888", "经办人", REPEATED),
        ("８８８８８８８８", "经办人", REPEATED),
        ("        ", "经办人", REPEATED),
        ("12121212", "经办人", REPEATED),
        ("abcabcabc", "经办人", REPEATED),
        ("20262026", "经办人", REPEATED),
        ("AaAaAaAa", "经办人", REPEATED),
        ("12345678", "经办人", SEQUENCE),
        ("１２３４５６７８", "经办人", SEQUENCE),
        ("87654321", "经办人", SEQUENCE),
        ("1234567890", "经办人", SEQUENCE),
        ("0987654321", "经办人", SEQUENCE),
        ("AbCdEfGh", "经办人", SEQUENCE),
        ("hgfedcba", "经办人", SEQUENCE),
        ("qwertyui", "经办人", SEQUENCE),
        ("lkjhgfdsa", "经办人", SEQUENCE),
        ("zxcvbnmz", "经办人", SEQUENCE),
        ("Password", "经办人", SEQUENCE),
        ("1qaz2wsx", "经办人", SEQUENCE),
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused_with_the_rule_it_breaks(
    password: str, name: str, sentence: str
) -> None:
    with pytest.raises(WeakPassword) as refusal:
        check_new_password(password, name)
    assert refusal.value.message == sentence
    assert refusal.value.field == "新密码"
    assert isinstance(refusal.value, SealError)


@pytest.mark.parametrize(
    ("password", "name"),
    [("jingbanren-k7w2m", "jingbanren"), ("k7w2m9xq", ""), ("banana27", "a"), ("k7" * 62 + "w2m9", "甲")],
)
def test_a_name_with_enough_beside_it_no_name_and_the_longest_password_are_accepted(password: str, name: str) -> None:
    check_new_password(password, name)


@given(st.text(max_size=140), st.text(max_size=20))
def test_whatever_is_typed_is_accepted_or_refused_with_a_sentence(password: str, name: str) -> None:
    try:
        check_new_password(password, name)
    except WeakPassword as refusal:
        message = refusal.message
    else:
        message = "。"
    assert message.endswith("。")

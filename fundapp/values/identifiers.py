"""Codes that other bodies issue: what can be checked without asking them."""

from __future__ import annotations

import re

from fundapp.values.bad_input import BadInput
from fundapp.values.width import half_width, without_spaces

USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: no I, O, S, V, Z."""

_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_INNER = re.compile("[0-9A-Z]{8}[0-9X]")
_CNAPS = re.compile("[0-9]{12}")
_ACCOUNT = re.compile("[0-9]{8,32}")
_PROJECT_CODE = re.compile("[0-9]{8}[RYT][0-9]{12}")
_CARD = re.compile("(?:62|4|5|35|60|68|69|9558)[0-9]+")
"""Prefixes of cards in use in China: UnionPay, Visa, Mastercard, JCB and the older domestic ones."""
_SMALL_BRACKETS = str.maketrans("﹙﹚", "()")
_LOOK_ALIKE = {"O": "0", "I": "1", "S": "5", "Z": "2", "V": "U"}


def normalise(text: str) -> str:
    """Give an identifier as it is stored: trimmed, half width, upper case."""
    return half_width(text).strip().upper()


def _compact(text: str) -> str:
    return re.sub("[-–—]", "", without_spaces(text)).upper()


def check_uscc(text: str) -> str:
    """Check a 统一社会信用代码 (GB 32100-2015) and give it back normalised.

    Raises:
        BadInput: wrong length, a character that cannot stand there, or a check character that does not fit.
    """
    code = _compact(text)
    if not code:
        raise BadInput("请填写统一社会信用代码。")
    if len(code) != 18:
        raise BadInput(f"统一社会信用代码应为 18 位，现在是 {len(code)} 位，请核对。")
    for place, character in enumerate(code, start=1):
        _check_uscc_character(place, character)
    expected = _uscc_check_character(code)
    if code[-1] != expected:
        raise BadInput(
            f"统一社会信用代码校验不通过：按前 17 位计算，末位应为“{expected}”，"
            f"现在是“{code[-1]}”，请对照证照逐位核对。"
        )
    return code


def _check_uscc_character(place: int, character: str) -> None:
    if character not in USCC_ALPHABET:
        hint = f"，是否应为“{_LOOK_ALIKE[character]}”" if character in _LOOK_ALIKE else ""
        raise BadInput(
            f"统一社会信用代码第 {place} 位“{character}”不能使用（代码中没有 I、O、S、V、Z）{hint}，请核对。"
        )
    if 3 <= place <= 8 and not character.isdecimal():
        raise BadInput(f"统一社会信用代码第 {place} 位“{character}”应为数字（第 3 至 8 位是行政区划），请核对。")


def _uscc_check_character(code: str) -> str:
    total = sum(USCC_ALPHABET.index(character) * weight for character, weight in zip(code, _USCC_WEIGHTS, strict=False))
    return USCC_ALPHABET[-total % 31]


def inner_code_ok(text: str) -> bool:
    """Say whether the organisation code (GB 11714) inside a 统一社会信用代码, or standing alone, fits its check digit.

    A few legacy numbers fail: it blocks companies and only warns for others.
    """
    code = _compact(text)
    inner = code[8:17] if len(code) == 18 else code
    if not _INNER.fullmatch(inner):
        return False
    total = sum(int(character, 36) * weight for character, weight in zip(inner, _INNER_WEIGHTS, strict=False))
    return inner[-1] == "0123456789X"[-total % 11]


def check_cnaps(text: str) -> str:
    """Check the shape of a bank's 大额支付行号 and give it back normalised; its check digit is only worth a warning.

    Raises:
        BadInput: not 12 figures.
    """
    code = _compact(text)
    if not code:
        raise BadInput("请填写开户行行号。")
    if not _CNAPS.fullmatch(code):
        raise BadInput(f"开户行行号应为 12 位数字，现在是“{code}”（{len(code)} 位），请核对。")
    return code


def cnaps_ok(text: str) -> bool:
    """Say whether a 大额支付行号 has 12 figures and fits its check digit (ISO 7064 MOD 11,10)."""
    code = _compact(text)
    if not _CNAPS.fullmatch(code):
        return False
    carry = 10
    for figure in code[:-1]:
        carry = ((carry + int(figure)) % 10 or 10) * 2 % 11
    return (carry + int(code[-1])) % 10 == 1


def check_account(text: str) -> str:
    """Check a bank account number and give it back without spaces; banks share no check digit.

    Raises:
        BadInput: a character that is no figure, or not 8 to 32 figures.
    """
    account = _compact(text)
    if not account:
        raise BadInput("请填写银行账号。")
    if not re.fullmatch("[0-9]+", account):
        raise BadInput("银行账号只能是数字，请核对。")
    if not _ACCOUNT.fullmatch(account):
        raise BadInput(f"银行账号应为 8 至 32 位数字，现在是 {len(account)} 位，请核对。")
    return account


def is_personal_card(text: str) -> bool:
    """Say whether an account looks like a person's bank card: 16 to 19 figures, card prefix, right Luhn digit."""
    account = _compact(text)
    if not 16 <= len(account) <= 19 or not _CARD.fullmatch(account):
        return False
    doubled = "0246813579"
    odd_places = sum(int(figure) for figure in account[-1::-2])
    return (odd_places + sum(int(doubled[int(figure)]) for figure in account[-2::-2])) % 10 == 0


def check_project_code(text: str) -> str:
    """Check the shape of a project code of the 预算管理一体化 system: 8 figures, R, Y or T, 12 figures.

    Raises:
        BadInput: another shape.
    """
    code = _compact(text)
    if not _PROJECT_CODE.fullmatch(code):
        raise BadInput(
            "项目代码应为 21 位：8 位数字、1 位类别字母（R、Y 或 T）、12 位数字；"
            f"现在是“{code}”（{len(code)} 位），请核对。"
        )
    return code


def same_name(one: str, other: str) -> bool:
    """Say whether two names of bodies are the same apart from spaces, width and case; an empty name equals none."""
    return bool(_name(one)) and _name(one) == _name(other)


def _name(text: str) -> str:
    return without_spaces(text).translate(_SMALL_BRACKETS).casefold()

"""What a new password must not be: the key of a leader's signature hangs on it."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from fundapp.seal.keys import SealError

SHORTEST = 8
LONGEST = 128
BESIDE_NAME = 6
"""How many characters there must be beside the name: a year is not enough."""

_KEYBOARD_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_WELL_KNOWN = frozenset(
    {"password", "passw0rd", "p@ssw0rd", "1qaz2wsx", "1q2w3e4r", "qwer1234", "abcd1234", "admin123"}
)
_REPEATED = re.compile(r"(.{1,4}?)\1+", re.DOTALL)


class WeakPassword(SealError):
    """The new password is too easy to guess."""

    title = "密码太简单"


def check_new_password(password: str, name: str) -> None:
    """Check a password that is being set; full-width and half-width input count as the same.

    Args:
        password: what was typed.
        name: the person's name or login name.

    Raises:
        WeakPassword: with a sentence that says which rule it breaks.
    """
    plain = unicodedata.normalize("NFKC", password).casefold()
    own = unicodedata.normalize("NFKC", name).casefold().strip()
    if len(plain) < SHORTEST:
        raise _weak(f"密码至少 {SHORTEST} 位，现在是 {len(plain)} 位。")
    if len(plain) > LONGEST:
        raise _weak(f"密码最长 {LONGEST} 位。")
    if len(own) > 1 and len(plain.replace(own, "")) < BESIDE_NAME:
        raise _weak("密码不能只是姓名，或姓名加几个字符。")
    if _REPEATED.fullmatch(plain):
        raise _weak("密码不能是同一个或同一组字符的重复。")
    if _is_sequence(plain) or plain in _WELL_KNOWN:
        raise _weak("密码不能是连续的数字、字母、键盘上相邻的键，或常见的密码。")


def _is_sequence(text: str) -> bool:
    """Say whether the text runs up or down by one, or along a row of the keyboard."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    rows = [row + row for row in _KEYBOARD_ROWS]
    return steps in ({1}, {-1}) or any(text in row or text[::-1] in row for row in rows)


def _weak(reason: str) -> WeakPassword:
    return WeakPassword(reason, field="新密码", remedy="请换一个，例如四个不相干的词，或字母和数字混合。")

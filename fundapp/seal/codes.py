"""The 12-character code on paper: short enough to type, and it knows when it was mistyped.

Alphabet of 31 characters without look-alikes (no 0 O, no 1 I L). 31 is prime and the twelve weights are different and
never 0, so the weighted sum finds every single wrong character and every swap of two.
"""

from __future__ import annotations

from fundapp.seal.canonical import digest
from fundapp.values.bad_input import BadInput
from fundapp.values.width import without_spaces

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12

_BASE = len(ALPHABET)
_PURPOSE = "fundapp form code 1"
_GROUP = 4


def form_code(content_digest: str, chain_head: str) -> str:
    """Give the code of an issued form from the digest of its content and the chain head it was issued at."""
    body = letters(digest(f"{_PURPOSE}\n{content_digest}\n{chain_head}"), LENGTH - 1)
    return body + ALPHABET[-_weighted_sum(body) % _BASE]


def letters(hexadecimal: str, count: int) -> str:
    """Give the first characters of a hexadecimal digest in the alphabet for people, about five bits each."""
    number = int(hexadecimal, 16)
    text = ""
    for _ in range(count):
        number, place = divmod(number, _BASE)
        text += ALPHABET[place]
    return text


def grouped(text: str) -> str:
    """Group characters by four: ``7Q3F-K9XM-2ZP8``."""
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def show(code: str) -> str:
    """Show a code as it is printed, in groups of four."""
    return grouped(code)


def read(text: str) -> str:
    """Read a code as it is typed from paper; spaces, dashes, lower case and full width are forgiven.

    Raises:
        BadInput: wrong length, a character that no code has, or a mistyped code.
    """
    code = "".join(character for character in without_spaces(text).upper() if character not in "-–—−")
    if len(code) != LENGTH:
        raise BadInput(f"核验码应为 {LENGTH} 位，现在是 {len(code)} 位，请对照纸面重新输入。")
    for place, character in enumerate(code, start=1):
        if character not in ALPHABET:
            raise BadInput(
                f"核验码第 {place} 位“{character}”不能使用（核验码中没有数字 0、1 和字母 O、I、L），请对照纸面核对。"
            )
    if _weighted_sum(code) % _BASE:
        raise BadInput("核验码输入有误：有字符输错或前后颠倒，请对照纸面逐位核对。")
    return code


def _weighted_sum(code: str) -> int:
    """Sum with weights 12 down to 2 and 1 for the check character."""
    return sum((LENGTH - place) * ALPHABET.index(character) for place, character in enumerate(code))

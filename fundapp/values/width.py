"""Full-width to half-width: Chinese input methods type ３７．５ where the office means 37.5.

Unicode's NFKC would also turn ² into 2 and ㎡ into m2, which changes what was typed; only the width may change here.
"""

from __future__ import annotations

_FULL_TO_HALF = {0xFF01 + step: 0x21 + step for step in range(0x5E)} | {0x3000: 0x20, 0xFFE5: 0xA5}
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))  # come along with text copied from web pages


def half_width(text: str) -> str:
    """Give the text with full-width ASCII, ￥ and space in half width and invisible characters removed."""
    return text.translate(_FULL_TO_HALF).translate(_INVISIBLE)


def without_spaces(text: str) -> str:
    """Give the text in half width and without any white space."""
    return "".join(half_width(text).split())

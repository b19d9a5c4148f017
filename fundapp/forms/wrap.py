"""Breaking a text into lines the way Chinese is set.

A line may break between any two Chinese characters, but never before closing punctuation or a unit sign and never after
opening punctuation (GB/T 15834 is silent on breaking; this is what the office's text programs do). Words and figures in
Latin letters stay whole unless they are wider than the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from fundapp.forms.fonts import Font, clean, glyph, width

_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉…—”’％%‰℃·,.;:?!)]}")
_NEVER_LAST = frozenset("（《「『【〔〈“‘([{¥￥☐☑")
_WORD_END = frozenset("-/&_")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text and its width in points."""

    text: str
    width: float


@lru_cache(maxsize=4096)
def wrap(text: str, font: Font, size: float, room: float) -> tuple[Line, ...]:
    """Break a text into lines no wider than `room` points; written line breaks are kept.

    An empty text gives no lines; an empty line in the middle is kept.

    Raises:
        Refused: no face has one of the characters.
        ValueError: the room is narrower than one of the characters.
    """
    if not text.strip():
        return ()
    lines: list[Line] = []
    for paragraph in clean(text).strip("\n").split("\n"):
        lines += _paragraph(paragraph.rstrip(), font, size, room)
    return tuple(lines)


def _paragraph(text: str, font: Font, size: float, room: float) -> list[Line]:
    lines: list[Line] = []
    line, used = "", 0.0
    for word in _words(text):
        wide = width(word, font, size)
        if used + wide > room and wide <= room:
            lines.append(_line(line, font, size))
            line, used = word.lstrip(" "), width(word.lstrip(" "), font, size)
        else:
            line, used = line + word, used + wide
        while used > room:
            fitting = _fitting(line, font, size, room)
            lines.append(_line(line[:fitting], font, size))
            line = line[fitting:].lstrip(" ")
            used = width(line, font, size)
    lines.append(_line(line, font, size))
    return lines


def _words(text: str) -> list[str]:
    """Cut a text where a line may break."""
    words: list[str] = []
    for before, char in zip(" " + text, text, strict=False):
        if words and _together(before, char):
            words[-1] += char
        else:
            words.append(char)
    return words


def _together(before: str, char: str) -> bool:
    if char in _NEVER_FIRST or before in _NEVER_LAST:
        return True
    return before not in _WORD_END and _latin(before) and _latin(char)


def _latin(char: str) -> bool:
    return "!" <= char <= "\u024f"


def _fitting(text: str, font: Font, size: float, room: float) -> int:
    """How many characters of an over-wide word fit; closing punctuation stays off the next line's start if it can."""
    ends = accumulate(glyph(char, font)[1] * size / 1000 for char in text)
    count = sum(1 for end in ends if end <= room)
    if not count:
        raise ValueError(f"room of {room:.1f} pt is narrower than {text[0]!r}")
    back = count
    while back > 1 and text[back] in _NEVER_FIRST:
        back -= 1
    return back if text[back] not in _NEVER_FIRST else count


def _line(text: str, font: Font, size: float) -> Line:
    text = text.rstrip(" ")
    return Line(text, width(text, font, size))

"""The faces of the paper: which face draws which character, how wide it is, and none that prints as nothing.

The forms know three fonts: ``text`` (宋体), ``bold`` (宋体加粗) and ``hand`` (楷体, for signatures). A character
that the first face lacks is drawn with the next one; one that no face has is refused, because a missing glyph prints
as nothing on paper that people sign.
"""

from __future__ import annotations

from functools import cache
from threading import RLock
from typing import Literal, TypeAlias

from reportlab.pdfbase import pdfmetrics, ttfonts

from fundapp.errors import Refused
from fundapp.places import resources

Font: TypeAlias = Literal["text", "bold", "hand"]

FIRST_FACE = "NotoSerifSC-Regular"
"""The face a canvas starts with, so that no standard face stays unembedded."""

_CHAINS: dict[Font, tuple[str, ...]] = {
    "text": (FIRST_FACE, "NotoSansSC-Regular", "FormKai-Regular"),
    "bold": ("NotoSerifSC-Bold", "NotoSansSC-Bold", FIRST_FACE, "NotoSansSC-Regular", "FormKai-Regular"),
    "hand": ("FormKai-Regular", FIRST_FACE, "NotoSansSC-Regular"),
}
FACES = tuple(dict.fromkeys(name for chain in _CHAINS.values() for name in chain))
"""All that are shipped for the paper."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufe0e\ufe0f\ufeff\r"))
_SPACES = dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\v\f"), " ")
_BFCHAR_LIMIT = 100

drawing = RLock()
"""Held while a document is drawn: the registered faces carry reading positions and are no good for two threads."""


@cache
def face(name: str) -> ttfonts.TTFont:
    """Give a registered reportlab face; the file is read once.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    with drawing:
        ttfonts.makeToUnicodeCMap = to_unicode_map  # type: ignore[assignment]  # the same function by another name
        font = ttfonts.TTFont(name, str(resources() / "fonts" / f"{name}.ttf"), asciiReadable=False)
        pdfmetrics.registerFont(font)
        return font


def clean(text: str) -> str:
    """Drop characters that have no shape and turn every kind of narrow space into a plain one."""
    return text.translate(_INVISIBLE).translate(_SPACES)


@cache
def glyph(char: str, font: Font) -> tuple[str, float]:
    """Give the face that draws a character, and the character's width in thousandths of the size.

    Raises:
        Refused: no face has the character.
    """
    code = ord(char)
    for name in _CHAINS[font]:
        shapes = face(name).face
        if code in shapes.charToGlyph:
            return name, float(shapes.charWidths[code])
    raise Refused(
        f"字符“{char}”（U+{code:04X}）在程序自带的字体中没有字形，打印出来会是空白，因此不能出具表单。",
        remedy="请改用规范汉字或通用符号后重新出具。",
    )


def width(text: str, font: Font, size: float) -> float:
    """Give the width of a text in points.

    Raises:
        Refused: no face has one of its characters.
    """
    return sum(glyph(char, font)[1] for char in text) * size / 1000


def runs(text: str, font: Font) -> list[tuple[str, str]]:
    """Cut a text into pieces of one face each: ``[(face name, piece), …]``.

    Raises:
        Refused: no face has one of its characters.
    """
    pieces: list[tuple[str, str]] = []
    for char in text:
        name, _ = glyph(char, font)
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + char)
        else:
            pieces.append((name, char))
    return pieces


def to_unicode_map(name: str, subset: list[int]) -> str:
    """Say what each code of an embedded subset means, so that copied text is right.

    Replaces reportlab's own: that one writes a code point beyond the BMP as five hex figures, which a reader takes for
    other characters, and more than the hundred entries a section may have (ISO 32000-1, 9.10.3; Adobe note 5411).
    """
    entries = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in enumerate(subset)]
    sections: list[str] = []
    for start in range(0, len(entries), _BFCHAR_LIMIT):
        part = entries[start : start + _BFCHAR_LIMIT]
        sections += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    head = (
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo",
        f"<< /Registry ({name})",
        f"/Ordering ({name})",
        "/Supplement 0",
        ">> def",
        f"/CMapName /{name} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
    )
    tail = ("endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end")
    return "\n".join((*head, *sections, *tail))

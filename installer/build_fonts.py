"""Cut the fonts that the program ships, from the unpacked originals.

    python installer/build_fonts.py ORIGINALS

``ORIGINALS`` is a folder in which these four packages were unpacked (README.md in ``resources/fonts`` says how)::

    noto-sans-sc/    npm @expo-google-fonts/noto-sans-sc
    noto-serif-sc/   npm @expo-google-fonts/noto-serif-sc
    lxgw-wenkai/     Debian fonts-lxgw-wenkai
    unicode-data/    Debian unicode-data (names the 8105 characters of 通用规范汉字表: property kTGH of Unihan)

Uncut, the five faces weigh 67 MB. Text faces keep GBK (what office files of thirty years may hold), bold and script
faces GB 2312; all keep the 8105 characters and every character beyond the BMP that the original draws, because those
are the ones people's names use. Layout tables go: neither the PDF writer nor the screen needs them.
"""

from __future__ import annotations

import bz2
import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]  # fontTools ships no types
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # fontTools ships no types
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # fontTools ships no types

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
SYMBOLS = "≒☐☑✓✗✔✘①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳←↑→↓↔⇒⇐≥≤≠≈±×÷√∞∑‰℃№§¶©®™€£¥￥…—–·•〔〕【】《》「」『』■□●○◎◆◇▲△▼▽★☆※"
RANGES = ((0x20, 0x7F), (0xA0, 0x100), (0x2010, 0x2028), (0x2500, 0x2580), (0x3000, 0x3040), (0xFF01, 0xFF5F))
DROPPED_TABLES = [
    "BASE",
    "GDEF",
    "GPOS",
    "GSUB",
    "STAT",
    "DSIG",
    "vhea",
    "vmtx",
    "VORG",
    "gasp",
    "prep",
    "fpgm",
    "cvt ",
]


@dataclass(frozen=True)
class Face:
    """One file to make: original, new name (a reserved name of the original is never used) and character set kept."""

    original: str
    target: str
    family: str
    style: str
    charset: str


SERIF, SANS = "noto-serif-sc/package/", "noto-sans-sc/package/"
KAI = "lxgw-wenkai/usr/share/fonts/truetype/lxgw-wenkai/"
FACES = (
    Face(SERIF + "400Regular/NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf", "Noto Serif SC", "Regular", "gbk"),
    Face(SERIF + "700Bold/NotoSerifSC_700Bold.ttf", "NotoSerifSC-Bold.ttf", "Noto Serif SC", "Bold", "gb2312"),
    Face(SANS + "400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.ttf", "Noto Sans SC", "Regular", "gbk"),
    Face(SANS + "700Bold/NotoSansSC_700Bold.ttf", "NotoSansSC-Bold.ttf", "Noto Sans SC", "Bold", "gb2312"),
    Face(KAI + "LXGWWenKai-Regular.ttf", "FormKai-Regular.ttf", "Form Kai", "Regular", "gb2312"),
)


def encoded(charset: str) -> set[int]:
    """Every code point that a two-byte Chinese character set can write."""
    points: set[int] = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            text = bytes((high, low)).decode(charset, errors="ignore")
            points |= {ord(text)} if len(text) == 1 and ord(text) > 0x7F else set()
    return points


def standard_characters(originals: Path) -> set[int]:
    """The 8105 characters of 通用规范汉字表 (2013), from Unihan's property kTGH.

    Raises:
        ValueError: the table does not name exactly 8105 characters.
    """
    table = originals / "unicode-data/usr/share/unicode/Unihan_OtherMappings.txt.bz2"
    points: set[int] = set()
    with bz2.open(table, "rt", encoding="utf-8") as lines:
        for line in lines:
            if "\tkTGH\t2013:" in line:
                points.add(int(line.split("\t")[0].removeprefix("U+"), 16))
    if len(points) != 8105:
        raise ValueError(f"{table}: {len(points)} characters instead of 8105")
    return points


def draw_missing_marks(font: TTFont) -> None:
    """Add ☐ ☑ ✗ where the original lacks them: printed as text, the marks of a form can be searched and copied."""
    cmap = font.getBestCmap()
    width = 1000
    ring = (((90, -40), (90, 780), (910, 780), (910, -40)), ((150, 20), (850, 20), (850, 720), (150, 720)))
    tick = (((235, 390), (295, 440), (435, 265), (720, 620), (775, 570), (440, 150)),)
    cross = (
        ((170, 60), (455, 370), (170, 680), (225, 730), (500, 425), (775, 730),
         (830, 680), (545, 370), (830, 60), (775, 10), (500, 315), (225, 10)),
    )  # fmt: skip
    for char, outlines in (("☐", ring), ("☑", ring + tick), ("✗", cross)):
        if ord(char) in cmap:
            continue
        pen = TTGlyphPen(None)
        for outline in outlines:
            pen.moveTo(outline[0])
            for point in outline[1:]:
                pen.lineTo(point)
            pen.closePath()
        name = f"uni{ord(char):04X}"
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = (width, min(x for outline in outlines for x, _ in outline))
        for table in font["cmap"].tables:
            if table.isUnicode() and table.format in {4, 12}:
                table.cmap[ord(char)] = name


def even_figures(font: TTFont) -> None:
    """Give the ten figures one width, so that amounts stand under each other: Noto Serif's own are proportional."""
    cmap, glyphs, metrics = font.getBestCmap(), font["glyf"], font["hmtx"]
    names = [cmap[ord(figure)] for figure in "0123456789"]
    width = max(metrics[name][0] for name in names)
    for name in names:
        advance, bearing = metrics[name]
        shift = (width - advance) // 2
        if width == advance:
            continue
        glyph = glyphs[name]
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (width, bearing + shift)


def rename(font: TTFont, face: Face) -> None:
    """Give the cut face its own name, so that it is never taken for the original."""
    full = f"{face.family} {face.style}" if face.style != "Regular" else face.family
    postscript = f"{face.family.replace(' ', '')}-{face.style}"
    names = {1: face.family, 2: face.style, 3: f"fundapp cut;{postscript}", 4: full, 6: postscript}
    table = font["name"]
    kept = [record for record in table.names if record.nameID in {0, 5, 13, 14} and record.platformID == 3]
    table.names = [record for record in kept if record.langID == 0x409]
    for identifier, text in names.items():
        table.setName(text, identifier, 3, 1, 0x409)


def cut(originals: Path, face: Face, standard: set[int]) -> Path:
    """Write one face into ``resources/fonts`` and return its path.

    Raises:
        ValueError: the original is not a static TrueType font, which the PDF writer cannot embed.
    """
    font = TTFont(originals / face.original, recalcTimestamp=False)
    if "glyf" not in font or "fvar" in font:
        raise ValueError(f"{face.original}: not a static TrueType font")
    draw_missing_marks(font)
    even_figures(font)
    wanted = encoded(face.charset) | standard | {ord(char) for char in SYMBOLS}
    for start, stop in RANGES:
        wanted |= set(range(start, stop))
    wanted |= {point for point in font.getBestCmap() if point >= 0x20000}
    options = Options(
        hinting=False, notdef_outline=True, drop_tables=DROPPED_TABLES, layout_features=[], name_IDs=["*"]
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    rename(font, face)
    path = TARGET / face.target
    font.save(path)
    return path


def main() -> int:
    """Cut every face and say how large it became."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    originals = Path(sys.argv[1])
    standard = standard_characters(originals)
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        path = cut(originals, face, standard)
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

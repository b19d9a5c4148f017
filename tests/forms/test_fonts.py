"""Faces: which one draws which character, and that what is copied from the file is what was printed."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fundapp.errors import Refused
from fundapp.forms.evaluation_form import draw
from fundapp.forms.fonts import FIRST_FACE, Font, clean, glyph, runs, to_unicode_map, width
from fundapp.places import resources
from tests.forms.examples import ISSUED_EVALUATION
from tests.forms.reading import COPIES

FACES = sorted((resources() / "fonts").glob("*.ttf"))
RARE_NAMES = "𬱖龘㛃䶮𬭎𫍯𬀩"
FORM_MARKS = "☐☑✓✗①⑳→≥≤（），。：；？！、〔〕【】《》“”‘’—…·％￥ＡＺａｚ０９┌┼┘■□●○"


def test_five_faces_are_shipped_with_their_licences() -> None:
    assert [path.stem for path in FACES] == [
        "FormKai-Regular",
        "NotoSansSC-Bold",
        "NotoSansSC-Regular",
        "NotoSerifSC-Bold",
        "NotoSerifSC-Regular",
    ]
    for family in ("FormKai", "NotoSansSC", "NotoSerifSC"):
        licence = (resources() / "fonts" / f"OFL-{family}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence
        assert "Copyright" in licence


def tables(path: Path) -> dict[str, bytes]:
    """The tables of a font file by tag."""
    data = path.read_bytes()
    count = struct.unpack(">H", data[4:6])[0]
    entries = (struct.unpack(">4sIII", data[12 + 16 * index : 28 + 16 * index]) for index in range(count))
    return {tag.decode(): data[offset : offset + length] for tag, _, offset, length in entries}


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_each_face_is_a_static_truetype_font_that_a_pdf_can_embed(path: Path) -> None:
    tags = set(tables(path))
    assert {"glyf", "loca", "cmap", "hmtx"} <= tags
    assert not tags & {"fvar", "gvar", "CFF ", "CFF2"}


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_no_face_bears_a_reserved_name_of_its_original(path: Path) -> None:
    names = tables(path)["name"]
    count, start = struct.unpack(">HH", names[2:6])
    said = {}
    for index in range(count):
        *_, kind, length, offset = struct.unpack(">6H", names[6 + 12 * index : 18 + 12 * index])
        said[kind] = names[start + offset : start + offset + length].decode("utf-16-be")
    assert said[6] == path.stem
    assert not [kind for kind in (1, 3, 4, 6) if re.search("LXGW|霞鹜|Source", said[kind])]


@pytest.mark.parametrize("font", ["text", "bold", "hand"])
def test_every_character_of_gbk_can_be_printed_in_every_font(font: Font) -> None:
    codes = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    chars = {
        text for text in (code.decode("gbk", errors="ignore") for code in codes) if len(text) == 1 and text > "\x7f"
    }
    assert len(chars) > 21_000
    for char in chars:
        glyph(char, font)


@pytest.mark.parametrize("font", ["text", "bold", "hand"])
def test_name_characters_and_the_marks_of_forms_can_be_printed_in_every_font(font: Font) -> None:
    for char in RARE_NAMES + FORM_MARKS:
        assert glyph(char, font)[1] > 0


def test_a_character_that_the_first_face_lacks_is_drawn_by_the_next_one_and_by_no_other() -> None:
    assert runs("预≒算", "text") == [(FIRST_FACE, "预"), ("FormKai-Regular", "≒"), (FIRST_FACE, "算")]
    assert runs("預", "bold") == [(FIRST_FACE, "預")]


@pytest.mark.parametrize(
    ("char", "code"), [("😀", "U+1F600"), ("한", "U+D55C"), ("\ue000", "U+E000"), ("\x07", "U+0007")]
)
def test_a_character_that_no_face_has_is_refused_by_name_and_code_point(char: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        width(f"项目{char}", "text", 9)
    assert code in refusal.value.message
    assert f"“{char}”" in refusal.value.message
    assert "规范汉字" in refusal.value.remedy


def test_characters_without_shape_are_dropped_and_odd_spaces_become_plain() -> None:
    assert clean("云\u200b服\ufeff务\u00a0A\tB\ufe0f") == "云服务 A B"


def test_a_chinese_character_is_as_wide_as_its_size_and_figures_are_all_equally_wide() -> None:
    assert width("项目", "text", 10) == 20
    assert len({width(figure, "text", 10) for figure in "0123456789"}) == 1


def test_the_map_of_a_subset_writes_surrogate_pairs_and_at_most_a_hundred_entries_a_section() -> None:
    lines = to_unicode_map("Face", [0, *range(0x4E00, 0x4E00 + 149), 0x2CC56]).split("\n")
    assert "<96> <D873DC56>" in lines
    assert "<01> <4E00>" in lines
    assert [line for line in lines if line.endswith("beginbfchar")] == ["100 beginbfchar", "51 beginbfchar"]
    assert "<00> <96>" in lines


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_rare_names_are_copied_from_the_file_as_they_were_written(copied: Callable[[bytes], str]) -> None:
    name = f"示例{RARE_NAMES}"
    signed = replace(ISSUED_EVALUATION.signs[0], name=name)
    pdf = draw(replace(ISSUED_EVALUATION, reporter=name, project_name=name, signs=(signed,)))
    assert re.sub(r"\s", "", copied(pdf)).count(name) == 3

"""The sheet around the table: margins, filing space, number, QR code, code, watermark, fonts, metadata."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pypdfium2
import pytest
import segno

from fundapp.forms import evaluation_form, key_card, payment_approval, rectification_form, term_review_form
from fundapp.forms.flow import Box
from fundapp.forms.grid import MM
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import FILING_BOTTOM, PAPER_HEIGHT, PAPER_WIDTH, Layout
from fundapp.forms.render import render
from tests.forms.examples import (
    DRAFT,
    EVALUATION,
    ISSUED,
    ISSUED_EVALUATION,
    ISSUED_REQUEST,
    KEY_CARD,
    LONG_EVALUATION,
    LONG_REQUEST,
    OFFICE,
    PROVINCIAL_EVALUATION,
    REQUEST,
)
from tests.forms.reading import dark, inside, letters, pages, streams
from tests.forms.rectification_examples import CLOSED, LONG, RECTIFICATION
from tests.forms.sheets import check_grid, check_texts
from tests.forms.term_review_examples import ISSUED_REVIEW, LONG_REVIEW, OPEN_REVIEW

FORMS: dict[str, Callable[[], Layout]] = {
    "draft request": partial(payment_approval.layout, REQUEST),
    "issued request": partial(payment_approval.layout, ISSUED_REQUEST),
    "long request": partial(payment_approval.layout, LONG_REQUEST),
    "draft evaluation": partial(evaluation_form.layout, EVALUATION),
    "issued evaluation": partial(evaluation_form.layout, ISSUED_EVALUATION),
    "long evaluation": partial(evaluation_form.layout, LONG_EVALUATION),
    "provincial evaluation": partial(evaluation_form.layout, PROVINCIAL_EVALUATION),
    "key card": partial(key_card.layout, KEY_CARD),
    "rectification notice": partial(rectification_form.layout, RECTIFICATION),
    "issued rectification": partial(rectification_form.layout, CLOSED),
    "long rectification": partial(rectification_form.layout, LONG),
    "draft term review": partial(term_review_form.layout, OPEN_REVIEW),
    "issued term review": partial(term_review_form.layout, ISSUED_REVIEW),
    "long term review": partial(term_review_form.layout, LONG_REVIEW),
}
PAPER = Box(5 * MM, 5 * MM, PAPER_WIDTH - 5 * MM, PAPER_HEIGHT - 5 * MM)


@pytest.fixture(params=list(FORMS.values()), ids=list(FORMS))
def layout(request: pytest.FixtureRequest) -> Layout:
    """Each form in turn."""
    made: Layout = request.param()
    return made


def test_every_text_is_in_its_cell_and_the_cells_cover_the_table(layout: Layout) -> None:
    check_texts(layout.pages)
    check_grid(layout.pages, PAPER_WIDTH - 42 * MM)


def test_the_ink_in_the_file_stays_in_the_cells_too(layout: Layout) -> None:
    pdf = render(replace(layout, imprint=replace(layout.imprint, final=True, number="X", code="X" * 12, qr_text="X")))
    for index, page in enumerate(layout.pages):
        boxes = page.cells
        top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
        for letter in letters(pdf, index):
            assert inside(letter.box, PAPER), letter
            middle = (letter.box.top + letter.box.bottom) / 2
            if top < middle < bottom:
                assert any(inside(letter.box, box, 0.6) for box in boxes), f"{letter} crosses a line"


def test_the_left_margin_is_wide_enough_for_binding_and_nothing_comes_near_the_edge(layout: Layout) -> None:
    for page in layout.pages:
        lefts = [box.left for box in page.cells] + [text.x for text in page.texts]
        assert min(lefts) >= 25 * MM
        rights = [box.right for box in page.cells] + [text.x + text.width for text in page.texts]
        assert max(rights) <= PAPER_WIDTH - 10 * MM
        assert max(text.y for text in page.texts) <= PAPER_HEIGHT - 5 * MM


def test_twenty_millimetres_above_the_title_are_free_for_the_filing_stamp(layout: Layout) -> None:
    title_top = layout.title.y - layout.title.size
    assert title_top - 5 * MM >= 20 * MM
    stamp = Box(PAPER_WIDTH / 2 - 30 * MM, 5 * MM, PAPER_WIDTH / 2 + 30 * MM, FILING_BOTTOM)
    above = [text for text in layout.pages[0].texts if text.y < title_top]
    assert all(text.x > stamp.right for text in above)
    assert layout.qr_box.left > stamp.right


def test_every_page_says_which_of_how_many_it_is(layout: Layout) -> None:
    said = pages(render(layout))
    assert len(said) == len(layout.pages)
    for number, text in enumerate(said, 1):
        assert f"第{number}页/共{len(said)}页" in text


def test_a_form_before_the_last_signature_is_a_draft_without_number_code_or_qr() -> None:
    marked = replace(ISSUED, final=False)
    for made in (
        payment_approval.layout(replace(ISSUED_REQUEST, imprint=marked)),
        evaluation_form.layout(replace(LONG_EVALUATION, imprint=marked)),
    ):
        assert made.qr == ()
        for text in pages(render(made)):
            assert text.startswith("草稿")
            assert not [mark for mark in (ISSUED.number, "7Q3F", "核验码", "编号ZF") if mark in text]


def test_an_issued_form_shows_number_and_grouped_code_on_every_page_and_no_watermark() -> None:
    said = pages(payment_approval.draw(replace(LONG_REQUEST, imprint=ISSUED)))
    assert len(said) > 1
    for text in said:
        assert "编号ZF-2026-0042" in text
        assert "核验码7Q3F-K9XM-2ZP8" in text
        assert "草稿" not in text


def test_a_voided_form_says_so_across_every_page_and_keeps_its_number() -> None:
    said = pages(payment_approval.draw(replace(LONG_REQUEST, imprint=replace(ISSUED, voided=True))))
    assert all(text.startswith("已作废") and "ZF-2026-0042" in text for text in said)


@pytest.mark.parametrize("gap", ["number", "code", "qr_text"])
def test_a_final_form_cannot_lack_number_code_or_qr_text(gap: str) -> None:
    marks = {"number": "ZF-2026-0001", "code": "7Q3FK9XM2ZP8", "qr_text": "ZF"} | {gap: ""}
    with pytest.raises(ValueError, match="needs its number"):
        Imprint(OFFICE, final=True, number=marks["number"], code=marks["code"], qr_text=marks["qr_text"])


def test_the_watermark_is_grey_lies_under_the_text_and_crosses_the_page() -> None:
    drawn = next(stream for stream in streams(payment_approval.draw(REQUEST)) if "0 0 m" in stream or " Tf" in stream)
    assert drawn.index(".88 g") < drawn.index(" re") < drawn.rindex("Tj")
    pixels = dark(payment_approval.draw(replace(REQUEST, imprint=DRAFT)), 0, 1)
    blank = sum(pixel for line in pixels for pixel in line)
    final = dark(payment_approval.draw(replace(REQUEST, imprint=ISSUED)), 0, 1)
    assert blank < sum(pixel for line in final for pixel in line)


def test_the_pixels_of_the_qr_code_are_the_modules_of_its_text() -> None:
    scale = 4
    made = payment_approval.layout(ISSUED_REQUEST)
    pixels = dark(render(made), 0, scale)
    code = segno.make(ISSUED.qr_text, error="m", micro=False, boost_error=False)
    modules = tuple(tuple(row) for row in code.matrix)
    assert len(modules) >= 21
    side = (made.qr_box.right - made.qr_box.left) / len(modules)

    def module(line: int, column: int) -> int:
        y = made.qr_box.top + (line + 0.5) * side
        x = made.qr_box.left + (column + 0.5) * side
        return int(pixels[int(y * scale)][int(x * scale)])

    read = tuple(tuple(module(line, column) for column in range(len(modules))) for line in range(len(modules)))
    assert read == tuple(tuple(int(bool(shade)) for shade in row) for row in modules)


def test_the_qr_code_has_modules_of_a_third_of_a_millimetre_and_a_quiet_zone_on_all_sides() -> None:
    made = payment_approval.layout(
        replace(ISSUED_REQUEST, imprint=replace(ISSUED, qr_text=f"ZF-2026-0042 7Q3F-K9XM-2ZP8 {'f' * 64}"))
    )
    side = (made.qr_box.right - made.qr_box.left) / len(made.qr)
    assert side >= MM / 3
    box = made.qr_box
    zone = Box(box.left - 4 * side, box.top - 1.5 * MM, box.right, box.bottom + 1.5 * MM)
    for text in (*made.pages[0].texts, made.title):
        ink = Box(text.x, text.y - text.size * 0.8, text.x + text.width, text.y)
        assert ink.right <= zone.left or ink.bottom <= zone.top or ink.top >= zone.bottom, text.text


def test_all_fonts_are_embedded_subsets_with_a_map_back_to_unicode(layout: Layout) -> None:
    objects = re.split(r"\bendobj\b", render(layout).decode("latin-1"))
    fonts = [text for text in objects if "/Type /Font " in text.replace("\n", " ")]
    descriptors = [text for text in objects if "/Type /FontDescriptor" in text]
    assert len(fonts) == len(descriptors) > 0
    for font in fonts:
        assert re.search(r"/BaseFont /[A-Z]{6}\+(Noto|FormKai)", font), font
        assert "/Subtype /TrueType" in font
        assert "/ToUnicode" in font
    assert all("/FontFile2" in text for text in descriptors)


def test_no_line_is_thinner_than_half_a_point(layout: Layout) -> None:
    widths = [float(found) for stream in streams(render(layout)) for found in re.findall(r"(?m)([\d.]+) w\b", stream)]
    assert widths
    assert min(widths) >= 0.5


def test_the_same_blanks_always_give_the_same_bytes() -> None:
    first = payment_approval.draw(ISSUED_REQUEST)
    evaluation_form.draw(LONG_EVALUATION)
    assert payment_approval.draw(ISSUED_REQUEST) == first


def test_title_office_and_number_stand_in_the_metadata_and_the_paper_is_a4() -> None:
    with pypdfium2.PdfDocument(payment_approval.draw(ISSUED_REQUEST)) as document:
        facts = document.get_metadata_dict()
        size = document[0].get_size()
    assert facts["Title"] == "项目资金支付审批表"
    assert facts["Author"] == OFFICE
    assert facts["Subject"] == "ZF-2026-0042"
    assert size == pytest.approx((595.28, 841.89), abs=0.1)
    with pypdfium2.PdfDocument(payment_approval.draw(REQUEST)) as document:
        assert document.get_metadata_dict()["Subject"] == "草稿"


def test_the_date_of_printing_is_printed_only_when_it_is_given() -> None:
    assert "印于2026年11月20日" in pages(payment_approval.draw(REQUEST))[0]
    undated = replace(REQUEST, imprint=replace(DRAFT, printed_on=None))
    assert "印于" not in pages(payment_approval.draw(undated))[0]

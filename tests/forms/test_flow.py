"""Pages: rows grow, long rows are cut, heads and spanning cells are said again, and nothing leaves its cell."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.errors import Refused
from fundapp.forms.flow import Area, Page, lay_out
from fundapp.forms.grid import Block, Cell, Ink, Row, Text, figure, label, value
from fundapp.forms.measure import LEADING
from tests.forms.reading import inside
from tests.forms.sheets import check_grid, check_texts

AREA = Area(left=70, first_top=130, later_top=60, bottom=400)
EDGES = (0.0, 40.0, 90.0, 200.0, 300.0)
LONG = "二百字的名称" * 34


def indicator_block(level2_sizes: list[int], names: list[str]) -> Block:
    """A head row, a first column over all rows, a second one over groups of rows, and names."""
    total = sum(level2_sizes)
    head = Row((label(0, "绩\n效", rows=total + 1), label(1, "二级"), label(2, "指标名"), label(3, "得分")))
    rows: list[Row] = [head]
    for group, size in enumerate(level2_sizes):
        for place in range(size):
            index = len(rows) - 1
            opening = (label(1, f"类别{group}", rows=size),) if place == 0 else ()
            rows.append(Row((*opening, value(2, names[index % len(names)]), figure(3, f"{index}.00"))))
    return Block(EDGES, tuple(rows), heads=1)


def page_texts(page: Page) -> str:
    return "".join(text.text for text in page.texts)


def scores(pages: Sequence[Page]) -> list[str]:
    """The figures in the last column of an indicator block, in order."""
    return [text.text for page in pages for text in page.texts if re.fullmatch(r"\d+\.00", text.text)]


def test_a_row_grows_with_its_longest_cell_and_the_others_are_centred() -> None:
    pages = lay_out([Block(EDGES, (Row((label(0, "名", span=2), value(2, "长" * 60, span=2))),))], AREA)
    (name, body), (first, *_, last) = pages[0].cells, pages[0].texts
    assert name.bottom - name.top == body.bottom - body.top > 4 * 9.5
    assert first.y - name.top == pytest.approx(name.bottom - first.y, abs=9.5)
    assert last.y < body.bottom


def test_heads_and_spanning_cells_are_said_again_on_every_page() -> None:
    pages = lay_out([indicator_block([5, 30, 1], ["名称"])], AREA)
    assert len(pages) > 2
    for page in pages:
        texts = [text.text for text in page.texts]
        assert texts.count("二级") == texts.count("得分") == 1
        assert {"绩", "效"} <= set(texts)
        assert any(text.startswith("类别") for text in texts)
    assert sum(page_texts(page).count("类别1") for page in pages) == len(pages)
    assert page_texts(pages[-1]).count("类别2") == 1


def test_a_spanning_label_that_is_higher_than_its_rows_makes_the_last_row_grow() -> None:
    rows = (Row((label(0, "很长的类别名称写在窄格里", rows=2), value(1, "甲", span=3))), Row((value(1, "乙", span=3),)))
    pages = lay_out([Block(EDGES, rows)], AREA)
    check_grid(pages, 300)
    check_texts(pages)
    last = pages[0].cells[-2:]
    assert max(box.bottom - box.top for box in last) > 40


def test_a_label_is_whole_on_both_pages_even_if_one_row_of_it_is_left_over() -> None:
    filler = [Row((value(0, "行", span=4),), min_height=20) for _ in range(12)]
    label_rows = [Row((label(0, "七个字的长标签", rows=2), value(1, "甲", span=3))), Row((value(1, "乙", span=3),))]
    for extra in range(0, 40, 4):
        blocks = [Block(EDGES, (*filler, Row((value(0, "行", span=4),), min_height=float(extra + 1)), *label_rows))]
        pages = lay_out(blocks, AREA)
        check_grid(pages, 300)
        check_texts(pages)


def test_heads_never_stand_alone_at_the_foot_of_a_page() -> None:
    for height in range(200, 270, 3):
        filler = Block(EDGES, (Row((value(0, "前", span=4),), min_height=float(height)),))
        pages = lay_out([filler, indicator_block([2], ["名称"])], AREA)
        for page in pages:
            texts = [text.text for text in page.texts]
            assert ("得分" in texts) == bool(scores([page]))


@pytest.mark.parametrize("high", [30, 75, 95, 101, 130])
def test_below_heads_there_is_always_a_row_however_high_it_is(high: int) -> None:
    row = Row((value(0, "第一行", span=2), value(2, "说明", span=2)), min_height=float(high))
    table = Block(EDGES, (Row((label(0, "表头", span=2), label(2, "说明", span=2))), row, row), heads=1)
    for filled in range(150, 280, 3):
        filler = Block(EDGES, (Row((value(0, "前", span=4),), min_height=float(filled)),))
        for page in lay_out([filler, table], AREA):
            texts = [text.text for text in page.texts]
            assert ("表头" in texts) == ("第一行" in texts)


def test_a_high_label_beside_the_head_does_not_part_it_from_the_first_row() -> None:
    tall = label(0, "很\n高\n的\n一\n列\n名\n称", rows=3)
    rows = (Row((tall, label(1, "表头", span=3))), *(Row((value(1, f"第{place}行", span=3),)) for place in (1, 2)))
    for filled in range(150, 280, 3):
        filler = Block(EDGES, (Row((value(0, "前", span=4),), min_height=float(filled)),))
        for page in lay_out([filler, Block(EDGES, rows, heads=1)], AREA):
            texts = [text.text for text in page.texts]
            assert ("表头" in texts) == any(text.startswith("第") for text in texts)


def test_a_long_row_is_cut_and_goes_on_with_its_label_on_the_next_page() -> None:
    text = "".join(f"第{number}句说明。" for number in range(400))
    pages = lay_out([Block(EDGES, (Row((label(0, "说明"), value(1, text, span=3))),))], AREA)
    assert len(pages) > 2
    assert all(page_texts(page).count("说明") > 1 and page.texts[0].text == "说明" for page in pages)
    body = "".join(placed.text for page in pages for placed in page.texts[1:])
    assert body == text
    check_grid(pages, 300)
    check_texts(pages)


def test_a_long_row_that_opens_spanning_cells_is_cut_and_the_spanning_cells_are_said_again() -> None:
    rows = (
        Row((label(0, "类别", rows=2), value(1, LONG * 4, span=3))),
        Row((value(1, "下一行", span=3),)),
    )
    pages = lay_out([Block(EDGES, rows)], AREA)
    check_grid(pages, 300)
    check_texts(pages)
    assert [page_texts(page).count("类别") for page in pages] == [1] * len(pages)
    assert "".join(page_texts(page) for page in pages).replace("类别", "") == LONG * 4 + "下一行"


def test_an_empty_line_between_paragraphs_takes_its_height() -> None:
    def bottom(text: str) -> float:
        return lay_out([Block(EDGES, (Row((value(0, text, span=4),)),))], AREA)[0].bottom

    assert bottom("依据\n\n条款") == pytest.approx(bottom("依据\n条款") + 9.5 * LEADING)


def test_a_block_that_is_kept_begins_a_page_rather_than_be_parted() -> None:
    filler = Block(EDGES, (Row((value(0, "前", span=4),), min_height=200),))
    kept = Block(EDGES, tuple(Row((value(0, f"签{n}", span=4),), min_height=50) for n in range(3)), keep=True)
    assert [page_texts(page) for page in lay_out([filler, kept], AREA)] == ["前", "签0签1签2"]


def test_a_signature_row_is_never_cut_while_it_fits_on_a_page() -> None:
    row = Row((Cell(0, (Text("意见" * 200),), span=4, foot=(Text("签名", align="right"),)),), whole=True)
    filler = Block(EDGES, (Row((value(0, "前", span=4),), min_height=170),))
    pages = lay_out([filler, Block(EDGES, (row,))], AREA)
    assert page_texts(pages[0]) == "前"
    assert page_texts(pages[1]).endswith("签名")


def test_an_opinion_longer_than_a_page_is_cut_and_signed_once_at_its_end() -> None:
    row = Row((Cell(0, (Text("意见" * 1500),), span=4, foot=(Text("签名", align="right"),)),), whole=True)
    pages = lay_out([Block(EDGES, (row,))], AREA)
    text = "".join(page_texts(page) for page in pages)
    assert text == "意见" * 1500 + "签名"
    check_texts(pages)


def test_a_label_higher_than_a_page_is_refused_with_a_remedy() -> None:
    rows = (Row((label(0, "长" * 400, rows=2), value(1, "甲", span=3))), Row((value(1, "乙", span=3),)))
    with pytest.raises(Refused, match="一页放不下"):
        lay_out([Block(EDGES, rows)], AREA)


def test_a_figure_is_made_smaller_rather_than_broken() -> None:
    pages = lay_out([Block(EDGES, (Row((figure(0, "999,999,999,999.99", span=2), value(2, "", span=2))),))], AREA)
    placed = pages[0].texts[0]
    assert placed.text == "999,999,999,999.99"
    assert 6 < placed.size < 9.5
    check_texts(pages)


def test_a_name_that_would_become_too_small_to_read_is_broken_after_all() -> None:
    pages = lay_out([Block(EDGES, (Row((figure(0, "大数据发展和政务服务管理中心"), value(1, "", span=3))),))], AREA)
    assert len(pages[0].texts) > 2
    assert {text.size for text in pages[0].texts} == {9.5}


def test_heads_of_two_rows_with_a_label_over_both_are_said_again_too() -> None:
    upper = Row((label(0, "序号", rows=2), label(1, "金额", span=3)))
    heads = (upper, Row((label(1, "预算", span=2), label(3, "执行"))))
    rows = tuple(Row((label(0, str(n)), value(1, "甲", span=2), figure(3, f"{n}.00"))) for n in range(40))
    pages = lay_out([Block(EDGES, (*heads, *rows), heads=2)], AREA)
    assert len(pages) > 2
    check_grid(pages, 300)
    for page in pages:
        assert page_texts(page).startswith("金额序号预算执行") or page_texts(page).startswith("金额预算执行序号")
    assert scores(pages) == [f"{n}.00" for n in range(40)]


def test_handwriting_stays_in_its_cell_and_is_made_smaller_in_a_narrow_one() -> None:
    ink = Ink((((0, 0), (1000, 400)),))
    pages = lay_out([Block(EDGES, (Row((Cell(0, foot=(ink,)), value(1, "", span=3))),))], AREA)
    placed = pages[0].inks[0]
    assert inside(placed.box, placed.cell)
    assert placed.box.right - placed.box.left < 40


TEXTS = st.sampled_from(["", "短", "科室负责人", "网络应用正常运行率（%）", LONG, "26332000000012345678" * 3])


@given(
    st.lists(st.integers(min_value=1, max_value=12), min_size=1, max_size=8),
    st.lists(TEXTS, min_size=1, max_size=9),
    st.floats(min_value=20, max_value=250),
)
def test_whatever_is_filled_in_every_row_is_there_once_and_in_its_cell(
    sizes: list[int], names: list[str], before: float
) -> None:
    block = indicator_block(sizes, names)
    filler = Block(EDGES, (Row((value(0, "前", span=4),), min_height=before),))
    pages = lay_out([filler, block], AREA)
    check_grid(pages, 300)
    check_texts(pages)
    assert all(page.bottom <= AREA.bottom + 0.1 for page in pages)
    assert scores(pages) == [f"{index}.00" for index in range(sum(sizes))]
    column = [text.text for page in pages for text in page.texts if text.cell.left == AREA.left + EDGES[2]]
    told = "".join(text for text in column if text != "指标名")
    assert told == "".join(names[index % len(names)] for index in range(sum(sizes)))

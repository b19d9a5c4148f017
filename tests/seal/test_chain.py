"""The audit chain."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundapp.seal.canonical import digest
from fundapp.seal.chain import GENESIS, Break, ChainLine, first_break, link


def chain(*bodies: str) -> list[ChainLine]:
    """Seal bodies onto one another as the ledger does."""
    lines: list[ChainLine] = []
    head = GENESIS
    for seq, body in enumerate(bodies, start=1):
        sealed = link(head, body)
        lines.append(ChainLine(seq, head, body, sealed))
        head = sealed
    return lines


def resealed(lines: list[ChainLine], start: int) -> list[ChainLine]:
    """Seal the lines from a place on again, as a forger without keys can."""
    head = lines[start - 1].hash if start else GENESIS
    for place in range(start, len(lines)):
        sealed = link(head, lines[place].body)
        lines[place] = replace(lines[place], previous=head, hash=sealed)
        head = sealed
    return lines


LINES = chain("立项", "签订合同", "提交用款", "同意", "拨付")


@pytest.mark.parametrize("length", range(6))
def test_an_untouched_chain_holds_and_so_does_every_beginning_of_it(length: int) -> None:
    assert first_break(LINES[:length]) is None


def test_a_link_is_a_digest_for_this_purpose_only() -> None:
    assert link(GENESIS, "立项") == digest(f"fundapp audit line 1\n{'0' * 64}\n立项")
    assert link(GENESIS, "立项") not in (digest(f"{GENESIS}\n立项"), digest("立项"))


@pytest.mark.parametrize("previous", ["", "0" * 63, "0" * 65])
def test_a_link_needs_a_whole_hash_before_it(previous: str) -> None:
    with pytest.raises(ValueError, match="64 characters"):
        link(previous, "立项")


def test_a_changed_text_breaks_its_own_line() -> None:
    lines = LINES.copy()
    lines[2] = replace(lines[2], body="提交用款 1000 万")
    assert first_break(lines) == Break(3, "留痕第 3 行的内容与其校验值不符，内容被改动过。")


def test_a_changed_text_with_a_fresh_hash_breaks_the_next_line() -> None:
    lines = LINES.copy()
    lines[2] = replace(lines[2], body="退回", hash=link(lines[2].previous, "退回"))
    assert first_break(lines) == Break(4, "留痕第 4 行没有接在上一行之后，可能有行被替换或插入。")


def test_a_dropped_line_shows_by_its_number() -> None:
    assert first_break(LINES[:2] + LINES[3:]) == Break(3, "留痕第 3 行缺失或顺序被改动，此处出现的是第 4 行。")
    assert first_break(LINES[1:]) == Break(1, "留痕第 1 行缺失或顺序被改动，此处出现的是第 2 行。")


def test_a_dropped_line_with_renumbered_followers_shows_by_the_missing_link() -> None:
    lines = LINES[:2] + [replace(line, seq=line.seq - 1) for line in LINES[3:]]
    assert first_break(lines) == Break(3, "留痕第 3 行没有接在上一行之后，可能有行被替换或插入。")


def test_exchanged_lines_show() -> None:
    lines = [LINES[0], LINES[2], LINES[1], *LINES[3:]]
    assert first_break(lines) == Break(2, "留痕第 2 行缺失或顺序被改动，此处出现的是第 3 行。")


def test_a_line_slipped_in_shows() -> None:
    extra = ChainLine(3, LINES[1].hash, "补记", link(LINES[1].hash, "补记"))
    lines = LINES[:2] + [extra] + [replace(line, seq=line.seq + 1) for line in LINES[2:]]
    assert first_break(lines) == Break(4, "留痕第 4 行没有接在上一行之后，可能有行被替换或插入。")


def test_only_a_whole_chain_sealed_again_or_a_cut_tail_holds_and_that_is_why_heads_are_printed_and_lines_signed() -> (
    None
):
    lines = LINES.copy()
    lines[2] = replace(lines[2], body="退回")
    assert first_break(resealed(lines, 2)) is None
    assert lines[-1].hash != LINES[-1].hash


@given(st.lists(st.text(max_size=8), min_size=1, max_size=8), st.data())
def test_any_edit_of_one_field_of_one_line_is_found(bodies: list[str], data: st.DataObject) -> None:
    lines = chain(*bodies)
    place = data.draw(st.integers(0, len(lines) - 1))
    line = lines[place]
    edited = data.draw(
        st.one_of(
            st.builds(replace, st.just(line), body=st.text(max_size=8)),
            st.builds(replace, st.just(line), seq=st.integers()),
            st.builds(replace, st.just(line), hash=st.text("0123456789abcdef", min_size=64, max_size=64)),
            st.builds(replace, st.just(line), previous=st.text(max_size=64)),
        ).filter(lambda other: other != line)
    )
    lines[place] = edited
    found = first_break(lines)
    assert found is not None
    assert found.seq == place + 1


def test_lines_and_breaks_are_values_that_cannot_be_changed() -> None:
    for value in (LINES[0], Break(1, "")):
        assert replace(value) == value
        with pytest.raises(FrozenInstanceError):
            value.seq = 2  # type: ignore[misc]  # the assignment that must fail


@given(st.text(max_size=10), st.text(max_size=10))
def test_two_texts_never_share_a_link(one: str, other: str) -> None:
    assert (link(GENESIS, one) == link(GENESIS, other)) == (one == other)

"""Full-width input."""

from __future__ import annotations

from fundapp.values.width import half_width, without_spaces


def test_full_width_figures_letters_and_signs_become_half_width() -> None:
    assert half_width("３７．５ＡＢＣｘｙｚ（）－／，￥～！") == "37.5ABCxyz()-/,¥~!"


def test_nothing_but_the_width_changes() -> None:
    assert half_width("㎡ ² ½ 。、“张”") == "㎡ ² ½ 。、“张”"


def test_invisible_characters_from_web_pages_vanish() -> None:
    assert half_width("\ufeff62\u200b22\u200d") == "6222"


def test_every_kind_of_space_can_be_dropped() -> None:
    assert without_spaces(" 6222\u3000 0212\u00a0\t34\n") == "6222021234"

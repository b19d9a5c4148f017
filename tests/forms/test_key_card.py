"""密钥登记卡: whose key, which key, why, and who was there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fundapp.forms.grid import MM
from fundapp.forms.key_card import draw, layout
from tests.forms.examples import KEY_CARD
from tests.forms.reading import pages


@pytest.mark.parametrize(
    "piece",
    [
        "密钥登记卡",
        "姓名分管领导甲",
        "科室办领导",
        "角色分管领导",
        "签名算法Ed25519",
        "设置时间2026年11月2日09:05",
        "设置原因忘记密码重设",
        "公钥指纹7Q3F-K9XM-2ZP8-HT4W",
        "所替换密钥的指纹B6RD-N2YE-9CMG-V5XA",
        "本人分管领导甲签名：年月日",
        "管理员管理员甲签名：年月日",
        "见证领导主要领导甲签名：年月日",
        "编号MY-2026-0003",
    ],
)
def test_the_card_says_everything_that_a_later_check_needs(piece: str) -> None:
    assert piece in pages(draw(KEY_CARD))[0]


def test_a_first_key_replaces_none_and_needs_no_witness() -> None:
    told = pages(draw(replace(KEY_CARD, replaced_fingerprint="", participants=())))[0]
    assert "所替换密钥" not in told
    assert told.count("签名：") == 1


def test_each_hand_has_eighteen_millimetres() -> None:
    cells = [text.cell for text in layout(KEY_CARD).pages[0].texts if text.text.startswith("签名：")]
    assert len(cells) == 3
    assert all(cell.bottom - cell.top >= 18 * MM for cell in cells)

"""密钥登记卡: who holds which signing key, since when, and who witnessed it; filed on paper as an outside witness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fundapp.forms.grid import SIGNATURE_HEIGHT, Block, Cell, Row, Text, label, value
from fundapp.forms.imprint import Imprint
from fundapp.forms.page import TABLE_WIDTH, Heading, Layout, compose
from fundapp.forms.render import render
from fundapp.forms.signoffs import EMPTY_FOOT
from fundapp.values.dates import chinese_date

TITLE = "密钥登记卡"
_EDGES = (0.0, 84.0, TABLE_WIDTH / 2, TABLE_WIDTH / 2 + 84.0, TABLE_WIDTH)
_OATH = (
    "本人确认：上列密钥由本人设置的密码保护，密码不告诉他人、不写在纸上。用本密钥签批的内容视同本人签字。",
    "怀疑密码泄露时，立即告知管理员停用本密钥。停用以前的签批继续有效。",
)


@dataclass(frozen=True, slots=True)
class KeyCardBlanks:
    """Everything the card says.

    Args:
        imprint: office and, when issued, number, code and QR text.
        person: name of the key's holder.
        roles: the holder's roles in the office's words, such as 分管领导.
        division: the holder's division.
        algorithm: name of the signature algorithm, such as Ed25519.
        fingerprint: fingerprint of the public key, exactly as the screen shows it, for people compare the two.
        created_at: the office's local time at which the key was made.
        occasion: why: 首次设置, 忘记密码重设 …
        replaced_fingerprint: fingerprint of the key it replaces; empty for a first key.
        participants: who took part besides the holder, as (role, name): two people when a key was reset.
    """

    imprint: Imprint
    person: str
    roles: str
    division: str
    algorithm: str
    fingerprint: str
    created_at: datetime
    occasion: str
    replaced_fingerprint: str = ""
    participants: tuple[tuple[str, str], ...] = ()


def draw(blanks: KeyCardBlanks) -> bytes:
    """Draw the card as PDF.

    Raises:
        Refused: a character that no face draws.
    """
    return render(layout(blanks))


def layout(blanks: KeyCardBlanks) -> Layout:
    """Say what stands where on the card.

    Raises:
        Refused: a character that no face draws.
    """
    made = f"{chinese_date(blanks.created_at.date())} {blanks.created_at:%H:%M}"
    rows = (
        _pair("姓　　名", blanks.person, "科　　室", blanks.division),
        _pair("角　　色", blanks.roles, "签名算法", blanks.algorithm),
        _pair("设置时间", made, "设置原因", blanks.occasion),
        _fingerprint("公钥指纹", blanks.fingerprint),
        _fingerprint("所替换密钥\n的指纹", blanks.replaced_fingerprint) if blanks.replaced_fingerprint else None,
        Row((label(0, "说　　明"), Cell(1, tuple(Text(text) for text in _OATH), span=3)), min_height=40),
        *_signatures((("本　　人", blanks.person), *blanks.participants)),
    )
    heading = Heading(TITLE, left=f"单位：{blanks.imprint.office}", right="一人一密钥一卡，归档保存")
    return compose(heading, [Block(_EDGES, tuple(row for row in rows if row))], blanks.imprint)


def _pair(left: str, left_value: str, right: str, right_value: str) -> Row:
    return Row((label(0, left), value(1, left_value), label(2, right), value(3, right_value)), min_height=26)


def _fingerprint(name: str, digits: str) -> Row:
    return Row((label(0, name), value(1, digits, span=3, size=13)), min_height=34)


def _signatures(people: tuple[tuple[str, str], ...]) -> tuple[Row, ...]:
    """A full-width cell to sign in by hand for each person: on this card only ink counts."""
    foot = (Text(EMPTY_FOOT, 8.5, align="right"),)
    return tuple(
        Row(
            (label(0, role), Cell(1, (Text(name),), span=3, foot=foot, beside=True)),
            min_height=SIGNATURE_HEIGHT,
            whole=True,
        )
        for role, name in people
    )

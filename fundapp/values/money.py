"""Money is a whole number of 分; text only while it is typed and when it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from fundapp.values.bad_input import BadInput
from fundapp.values.proportion import apportion, half_up
from fundapp.values.width import without_spaces

Fen: TypeAlias = int
"""An amount in 分."""

MAX_FEN: Fen = 10**14 - 1
"""The largest amount that can be typed: 999,999,999,999.99 元, twelve figures before the point as on a bank voucher."""

BASIS = 10_000
"""Basis points of a whole: 100 % = 10000."""

_UNIT_DECIMALS = {"": 2, "万": 6, "亿": 10}
_WAN_DECIMALS = 6
_LEADS = frozenset({"", "-", "+", "¥", "-¥", "+¥", "¥-", "¥+"})
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+")


def parse_money(text: str) -> Fen:
    """Read an amount as it is typed: ``375,000``, ``37.5万``, ``￥375000元``, ``３７。５万``.

    Zero and negative amounts are read; whether they make sense is for the caller.

    Raises:
        BadInput: nothing typed, a character that is no figure, commas in the wrong place, a fraction of a 分, or more
            than `MAX_FEN`.
    """
    typed = without_spaces(text).replace("。", ".").replace("−", "-").removeprefix("人民币")
    if not typed:
        raise BadInput("请填写金额。")
    core = typed.lstrip("-+¥")
    lead = typed.removesuffix(core)
    core = core.removesuffix("整").removesuffix("元")
    unit = core[-1] if core.endswith(("万", "亿")) else ""
    whole, fraction = _figures(core.removesuffix(unit), lead)
    decimals = _UNIT_DECIMALS[unit]
    if len(fraction) > decimals:
        raise BadInput(f"金额最小到分，以{unit}元为单位时最多写 {decimals} 位小数。")
    fen = (whole + fraction.ljust(decimals, "0")).lstrip("0")
    if len(fen) > len(str(MAX_FEN)):  # MAX_FEN is all nines, so only what is longer is larger
        raise BadInput(f"金额超出上限 {yuan(MAX_FEN)} 元，请核对位数和单位。")
    return int(fen or "0") * (-1 if "-" in lead else 1)


def _figures(figures: str, lead: str) -> tuple[str, str]:
    """Give the figures before and after the point, or say what is in the way."""
    if not re.search("[0-9]", figures) and not figures.strip(".,"):
        raise BadInput("金额中没有数字，请用阿拉伯数字填写。")
    if "万" in figures or "亿" in figures:
        raise BadInput("“万”或“亿”只能在末尾写一次，例如 37.5万。")
    stranger = re.search(r"[^0-9.,]", figures)
    if stranger:
        raise BadInput(f"金额中的“{stranger[0]}”不是数字，请用阿拉伯数字填写，例如 375000 或 37.5万。")
    if lead not in _LEADS:
        raise BadInput("金额前的正负号或货币符号重复，请只保留一个。")
    if figures.count(".") > 1:
        raise BadInput("金额中有多个小数点，请只保留一个。")
    whole, _, fraction = figures.partition(".")
    if "," in fraction or not _WHOLE.fullmatch(whole or "0"):
        raise BadInput("千分位逗号的位置不对，应每三位一个，例如 375,000。")
    return whole.replace(",", "") or "0", fraction


def yuan(fen: Fen) -> str:
    """Show an amount in 元 with thousands commas: ``375,000.00``."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def yuan_plain(fen: Fen) -> str:
    """Show an amount in 元 without commas, for spreadsheets and the treasury's own system: ``375000.00``."""
    return yuan(fen).replace(",", "")


def wan(fen: Fen, places: int = 2) -> str:
    """Show an amount in 万元, rounded half up: ``1,286.40``.

    Raises:
        ValueError: places outside 0 to 6 (six places of a 万元 are one 分).
    """
    if not 0 <= places <= _WAN_DECIMALS:
        raise ValueError(f"places must be 0 to {_WAN_DECIMALS}: {places}")
    rounded = half_up(fen, 10 ** (_WAN_DECIMALS - places))
    whole, fraction = divmod(abs(rounded), 10**places)
    return f"{'-' if rounded < 0 else ''}{whole:,}{f'.{fraction:0{places}d}' if places else ''}"


def share(total: Fen, basis_points: int) -> Fen:
    """Give a percentage of an amount, rounded half up to 分; 3000 basis points are 30 %."""
    return half_up(total * basis_points, BASIS)


def ratio_bp(part: Fen, whole: Fen) -> int:
    """Give part ÷ whole in basis points, rounded half up.

    Raises:
        BadInput: the whole is 0 or negative, so that no percentage exists.
    """
    if whole <= 0:
        raise BadInput("合计金额为 0 或负数，无法计算比例。")
    return half_up(part * BASIS, whole)


def percent(basis_points: int) -> str:
    """Show basis points as a percentage with two places: 6667 is ``66.67%``."""
    return f"{'-' if basis_points < 0 else ''}{abs(basis_points) // 100}.{abs(basis_points) % 100:02d}%"


def points_of_percent(basis_points: int) -> str:
    """Show a distance between percentages: 2000 basis points are ``20 个百分点``."""
    return f"{percent(basis_points)[:-1].rstrip('0').rstrip('.')} 个百分点"


def split(total: Fen, weights: Sequence[int]) -> tuple[Fen, ...]:
    """Split an amount by weights without losing a 分; of equal remainders the earlier part gets the odd 分.

    Raises:
        BadInput: no weights, a negative weight, or weights that are all 0.
    """
    return apportion(total, weights)

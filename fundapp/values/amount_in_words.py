"""人民币大写: an amount as it must be written on a payment form.

Source: 支付结算办法 附一 (银发〔1997〕393号). 整 after 角 is free there, but 会计基础工作规范 asks for it, so it is
always written. Where the rule leaves a 零 free we write it after 元 (when 元 is 0 and 角 is not) and leave it out
between 万 and 千: both are among the rule's own examples.
"""

from __future__ import annotations

from fundapp.values.money import Fen

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_WAN = 10**4
_YI = 10**8


def in_words(fen: Fen) -> str:
    """Write an amount in capital characters, without the leading 人民币: ``叁拾柒万伍仟元整``."""
    sign = "负" if fen < 0 else ""
    whole, cents = divmod(abs(fen), 100)
    jiao, odd_fen = divmod(cents, 10)
    head = f"{_integer(whole)}元" if whole else ""
    if not cents:
        return f"{sign}{head or '零元'}整"
    zero = "零" if head and (not jiao or not whole % 10) else ""
    tail = f"{_DIGITS[jiao]}角" if jiao else ""
    end = f"{_DIGITS[odd_fen]}分" if odd_fen else "整"
    return f"{sign}{head}{zero}{tail}{end}"


def _integer(number: int) -> str:
    """Write a positive whole number; 亿 repeats, so that there is no largest one."""
    for unit, name in ((_YI, "亿"), (_WAN, "万")):
        if number >= unit:
            high, low = divmod(number, unit)
            return f"{_integer(high)}{name}{_remainder(low, unit)}"
    return _below_ten_thousand(number)


def _remainder(low: int, unit: int) -> str:
    """Write what follows 万 or 亿; one 零 stands for all missing leading places."""
    if not low:
        return ""
    return f"{'零' if low < unit // 10 else ''}{_integer(low)}"


def _below_ten_thousand(number: int) -> str:
    words = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            words += _DIGITS[digit] + _PLACES[place]
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")

"""How much: a figure, a span of two, or a fraction before a unit, a currency or a noun."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import number, whole, with_quarters

VULGAR = {"¼": (1, 4), "½": (1, 2), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
"""Fractions that are one character"""
AMOUNT = rf"{indian.NUMBER}(?:\s?[-–]\s?{indian.NUMBER})?|\d*[{''.join(VULGAR)}]"
"""What `amount` reads"""
NEAR = 2
"""Numbers this close are said as a pair, दो-तीन, and not as a span, दो से पाँच"""

_QUARTERS = {".25": 1, ".5": 2, ".50": 2, ".75": 3}


def amount(figures: str, *, quarters: bool = False) -> str | None:
    """The words of an `AMOUNT`; with `quarters`, 2.5 is ढाई and not दो दशमलव पाँच."""
    if figures[-1] in VULGAR:
        return mixed(figures[:-1], *VULGAR[figures[-1]])
    first, second = [*regex.split(r"\s?[-–]\s?", figures), ""][:2]
    if second:
        return span(first, second)
    front, point, behind = figures.partition(".")
    parts = _QUARTERS.get("." + "".join(str(int(c)) for c in behind)) if point else None
    if quarters and parts:
        value = indian.value_of(front)
        if value:
            return with_quarters(value, parts)
        return "आधा" if parts == 2 else number(figures)
    return number(figures)


def span(first: str, second: str) -> str | None:
    """`5-10` as पाँच से दस, `2-3` as दो-तीन; None where the second is not the larger one."""
    a, b = number(first), number(second)
    if a is None or b is None or "." in first + second:
        return a and b and f"{a} से {b}"
    low, high = indian.value_of(first), indian.value_of(second)
    if low >= high:
        return None
    return f"{a}-{b}" if high - low <= NEAR and high < 100 else f"{a} से {b}"


def mixed(front: str, above: int, below: int) -> str | None:
    """A whole number, which may be missing, and a fraction."""
    value = indian.value_of(front) if front else 0
    if value and below in (2, 4):
        return with_quarters(value, 4 * above // below)
    part = "आधा" if (above, below) == (1, 2) else f"{whole(str(above))} बटा {whole(str(below))}"
    words = whole(front) if front else None
    return f"{words} और {part}" if words else part

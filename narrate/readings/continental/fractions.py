"""Fractions: `1/4`, `3 2/5`, `2½`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from narrate.readings.continental.figures import AFTER, BEFORE, INTEGER, MINUS, digits_of, is_dash
from narrate.readings.continental.tongue import Noun, Tongue

GLYPHS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
FRACTION = (
    rf"(?:(?P<mixed>\d{{1,9}}+) (?=\d)|(?P<close>\d{{1,9}}+) ?(?=[{GLYPHS}]))?"
    rf"(?:(?P<n>{INTEGER})[/⁄](?P<d>{INTEGER})|(?P<glyph>[{GLYPHS}]))"
)


_NO_FRACTIONS = ("24/7", "50/50", "20/20", "9/11")


def fractions(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language; `24/7`, day and night, is none, nor is `50/50`."""
    pattern = re.compile(rf"{BEFORE}{MINUS}{FRACTION}{AFTER}")

    def said(match: re.Match[str]) -> str:
        words = None if match.group() in _NO_FRACTIONS else said_fraction(match, tongue, None)
        if words is None:
            return match.group()
        if not match["minus"]:
            return words
        return ("-" if is_dash(match) else f"{tongue.word('minus')} ") + words

    return lambda text: pattern.sub(said, text)


def said_fraction(match: re.Match[str], tongue: Tongue, unit: Noun | None) -> str | None:
    """What `FRACTION` found in words, with its unit; None where it is not said as a fraction."""
    if match["n"] and len(match["n"]) > 1 and match["n"][0] == "0":
        return None
    over, under = _parts(match)
    written = match["mixed"] or match["close"]
    if written is None:
        return tongue.portion(over, under, unit)
    return tongue.mixed(int(written), over, under, unit)


def _parts(match: re.Match[str]) -> tuple[int, int]:
    if match["glyph"]:
        over, _, under = unicodedata.normalize("NFKC", match["glyph"]).partition("⁄")
        return int(over), int(under)
    return int(digits_of(match["n"])), int(digits_of(match["d"]))

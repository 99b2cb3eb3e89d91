"""Plain numbers, and those with a decimal point."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import DETERMINED, counts, has_figure, in_turn, rewriting
from narrate.readings.english.words import cardinal, digits, in_pairs, number, plural

_LONG = 6
"""Figures without commas from which on a number that counts nothing is read figure by figure"""


_BORES = (
    "17|22|25|30|32|38|40|44|45|50|218|223|243|270|300|303|308|338|357|375|380|410|416|454|458|460"
    "|470|500|577"
)
"""Calibres of guns, in hundredths or thousandths of an inch"""


def _has_point(text: str) -> bool:
    return has_figure(text) and "." in text


def _decimal(match: re.Match[str]) -> str:
    letter = match.string[match.end() : match.end() + 1].isalpha()
    return number(match.group()) + (" " if letter else "")


def _number(match: re.Match[str]) -> str:
    written = match["number"]
    lead = "" if match.start() == 0 or not match.string[match.start() - 1].isalpha() else " "
    follow = match.string[match.end() : match.end() + 1]
    space = " " if follow.isalpha() else ""
    if match["many"]:
        return f"{lead}{plural(number(written))}"
    if len(written) >= _LONG and "," not in written and not counts(match):
        return f"{lead}{digits(written)}{space}"
    return f"{lead}{number(written)}{space}"


def _parts(match: re.Match[str]) -> str:
    """`1.000.000` is a million, `2.10.3` the number of a section or version."""
    parts = match.group().split(".")
    if all(len(part) == 3 for part in parts[1:]) and len(parts[0]) < 4:
        return cardinal(int("".join(parts)))
    return " point ".join(number(part) for part in parts)


DECIMALS = in_turn(
    rewriting(r"(?<![\w.,])\d{1,6}(?:\.\d{1,6}){2,}(?!\w|[.,]\d)", _parts, _has_point),
    rewriting(
        rf"{DETERMINED}\.(?P<bore>{_BORES})(?!\d|[.,]\d|%)"
        r"(?! (?:chance|probability|average|level|percent|of an?)\b)",
        lambda m: in_pairs(m["bore"]),
        _has_point,
    ),
    rewriting(
        r"(?<![\w.,])(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)?\.\d+(?![^\W\d]{2}|\d|[.,/]\d)",
        _decimal,
        _has_point,
    ),
)
"""The rule `decimals`"""
READING = rewriting(
    r"(?P<number>(?<![\d/])(?:\d{1,3}(?:,\d{2,3})*,\d{3}(?![\d/])|\d+(?![\d/]))|\d+(?=/(?!\w))"
    r"|(?<=\W/)\d+(?!\d))(?P<many>s\b)?",
    _number,
)
"""The rule `numbers`; by now no other rule wants the figure"""

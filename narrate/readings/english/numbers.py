"""Plain numbers, and those with a decimal point; from one figure to another."""

import re

from narrate.readings.english.dates import decade, is_year
from narrate.readings.english.rewriting import (
    DETERMINED,
    before,
    cardinal,
    counts,
    digits,
    has_figure,
    in_pairs,
    in_turn,
    number,
    plural,
    rewriting,
    two_figures,
    year,
)

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


_DASH = r"[-–—−]"


def _decades(match: re.Match[str]) -> str:
    first = f"{match['mid'] or ''}{decade(match['first'])}"
    return f"{first} to {match['mid2'] or ''}{decade(match['second'])}"


def _range(match: re.Match[str]) -> str | None:
    """Figures that do not go up are a score or a code.

    `45-47`: forty-five to forty-seven; `1960-80`: nineteen sixty to eighty; not `3-2`.
    """
    first, second = match["first"], match["second"]
    unsure = match["dash"] == "-" and (_falls(match) or len(second) > len(first) + 2)
    if unsure or "0" in (first[0], second[0]) or before(match).lower().endswith("number "):
        return None
    if not is_year(first) or counts(match):
        return f"{cardinal(int(first))} to {cardinal(int(second))}"
    years = is_year(second) or len(second) < len(first)
    return f"{year(int(first))} to {(year if years else cardinal)(int(second))}"


def _later_year(match: re.Match[str]) -> str | None:
    """`2001-02`: two thousand one to oh two."""
    first, second = match["first"], match["second"]
    if not is_year(first) or len(second) != 2 or second[0] != "0" or first[2:] >= second:
        return None
    return f"{year(int(first))} to {two_figures(second)}"


def _falls(match: re.Match[str]) -> bool:
    """Whether the second figure is not the larger one: `3-2`; `1960-80` goes up, to eighty."""
    first, second = match["first"], match["second"]
    if len(second) > 1 and first[-len(second) :] < second:
        return False  # shorter ones go up from the figures that they stand for
    return int(first) >= int(second) and not before(match).endswith("from ")


def _decimals(match: re.Match[str]) -> str | None:
    if not set(".,") & set(match.group()) or float(match["first"].replace(",", "")) >= float(
        match["second"].replace(",", "")
    ):
        return None
    return f"{number(match['first'])} to {number(match['second'])}"


def _has_dash(text: str) -> bool:
    return ("-" in text or "–" in text or "—" in text or "−" in text) and has_figure(text)


RANGES = in_turn(
    rewriting(
        rf"(?<![\w.,])(?P<mid>mid-)?['’]?(?P<first>(?:1\d|20)?\d0)s\s?{_DASH}\s?(?P<mid2>mid-)?['’]?"
        r"(?P<second>(?:1\d|20)?\d0)s(?!\w)",
        _decades,
        _has_dash,
    ),
    rewriting(
        r"(?<![\w.,/–—-])(?P<first>\d{1,4})\s?(?P<dash>[-–−])\s?(?P<second>\d{1,4})"
        r"(?![\w%/°–]|[-—]\w|[.,:]\d|\s?[=+*×÷])",
        lambda m: _later_year(m) or _range(m),
        _has_dash,
    ),
    rewriting(
        r"(?<![\w.,/–—-])(?P<first>\d[\d,]*(?:\.\d+)?)\s?[-–]\s?(?P<second>\d[\d,]*(?:\.\d+)?)"
        r"(?![\w%/°–=-]|[.,:]\d)",
        _decimals,
        _has_dash,
    ),
)
"""The rule `ranges`"""

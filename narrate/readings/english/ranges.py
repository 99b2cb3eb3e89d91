"""From one figure to another: pages, years, decades."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import before, counts, has_figure, in_turn, rewriting
from narrate.readings.english.words import cardinal, number, year
from narrate.readings.english.years import decade, is_year

_DASH = r"[-–—−]"


def _decades(match: re.Match[str]) -> str:
    first = f"{match['mid'] or ''}{decade(match['first'])}"
    return f"{first} to {match['mid2'] or ''}{decade(match['second'])}"


def _range(match: re.Match[str]) -> str | None:
    """`45-47`, `1980–1986`, `1960-80`; figures that do not go up are a score or a code."""
    first, second, dash = match["first"], match["second"], match["dash"]
    a, b = int(first), int(second)
    short = len(second) < len(first)
    if short and len(second) > 1 and b > int(first[-len(second) :]):
        a = int(first[-len(second) :])
    falls = a >= b and not before(match).endswith("from ")
    if (
        before(match).lower().endswith("number ")
        or first[0] == "0"
        or second[0] == "0"
        or (dash == "-" and (falls or len(second) > len(first) + 2))
    ):
        return None
    years = is_year(first) and not counts(match)
    said = year(int(first)) if years else cardinal(int(first))
    last = year(b) if years and (is_year(second) or short) else cardinal(b)
    return f"{said} to {last}"


def _decimals(match: re.Match[str]) -> str | None:
    if not set(".,") & set(match.group()) or float(match["first"].replace(",", "")) >= float(
        match["second"].replace(",", "")
    ):
        return None
    return f"{number(match['first'])} to {number(match['second'])}"


def _has_dash(text: str) -> bool:
    return ("-" in text or "–" in text or "—" in text or "−" in text) and has_figure(text)


READING = in_turn(
    rewriting(
        rf"(?<![\w.,])(?P<mid>mid-)?['’]?(?P<first>(?:1\d|20)?\d0)s\s?{_DASH}\s?(?P<mid2>mid-)?['’]?"
        r"(?P<second>(?:1\d|20)?\d0)s(?!\w)",
        _decades,
        _has_dash,
    ),
    rewriting(
        r"(?<![\w.,/–—-])(?P<first>\d{1,4})\s?(?P<dash>[-–−])\s?(?P<second>\d{1,4})"
        r"(?![\w%/°–]|[-—]\w|[.,:]\d|\s?[=+*×÷])",
        _range,
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

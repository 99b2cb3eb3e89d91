"""Ordinals in figures: `21st`, `the 2d` of old books, and `2th`, which is none."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import in_turn, rewriting
from narrate.readings.english.words import cardinal, ordinal

_BEFORE_OLD = (
    r"(?:(?<=\bthe )|(?<=\bThe )|(?<=\bmy )|(?<=\bhis )|(?<=January )|(?<=February )|(?<=March )"
    r"|(?<=April )|(?<=May )|(?<=June )|(?<=July )|(?<=August )|(?<=September )|(?<=October )"
    r"|(?<=November )|(?<=December ))"
)


def _ordinal(match: re.Match[str]) -> str:
    value, suffix = int(match["value"].replace(",", "")), match["suffix"]
    if _suffix_of(value) == suffix.lower():
        return ordinal(value)
    return f"{cardinal(value)} {suffix}"


def _suffix_of(value: int) -> str:
    if value // 10 % 10 == 1:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _old(match: re.Match[str]) -> str:
    return ordinal(int(match["value"].replace(",", "")))


READING = in_turn(
    rewriting(
        r"(?<![\w.,/$£€])(?P<value>\d{1,3}(?:,\d{3})+|\d+)(?P<suffix>(?i:st|nd|rd|th))(?!\w)",
        _ordinal,
    ),
    rewriting(rf"{_BEFORE_OLD}(?P<value>\d*[23])d(?!\w)", _old),
    rewriting(r"(?<![\w.,])(?P<value>\d*[23])d(?= (?:of|inst|ult|day|part|Regiment|Reg)\b)", _old),
    rewriting(r"^(?P<value>\d*[23])D(?= [A-Z]{3})", _old),
)
"""The rule `ordinals`"""

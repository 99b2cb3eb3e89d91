"""German roman numerals: chapters, centuries, and kings in their grammatical case."""

from __future__ import annotations

import re

from narrate.numerals import roman_value
from narrate.readings.continental.romans import (
    divisions,
    heads,
    kings_of,
    may_hold_numerals,
    years,
)
from narrate.readings.continental.tongue import Form
from narrate.readings.german.grammar import DATA, GERMAN, cardinal, ordinal

_KINGS = kings_of(DATA)
_KING = re.compile(
    r"\b(?:(?P<two>[^\W\d_]{1,30}) )?(?P<name>[A-ZÄÖÜ][a-zäöüß]+) (?P<n>[IVX]{1,6})\b(?P<stop>\.?)"
    r"(?!\w|['’-]\w)"
)
_DATIVE = frozenset(DATA["before_kings"]["dative"].split())
_ACCUSATIVE = frozenset(DATA["before_kings"]["accusative"].split())
_NUMBERED = "|".join(" ".join(DATA["numbered"].values()).split())
_ROMAN_ORDINAL = re.compile(rf"(?<![\w.-])([IVXL]+)\. (?=(?:{_NUMBERED}|Jh)(?:e?s)?\b)")


def romans(text: str) -> str:
    """`Kapitel IV`, `Wilhelm II.`, `im XIX. Jahrhundert`."""
    if not may_hold_numerals(text):
        return text
    text = _ROMAN_ORDINAL.sub(_roman_ordinal, text)
    text = _years(_heads(_divisions(text)))
    return _KING.sub(_king, text)


def _roman_ordinal(match: re.Match[str]) -> str:
    value = roman_value(match[1])
    return match.group() if value is None else f"{value}. "


def _king(match: re.Match[str]) -> str:
    name, written, stop = match["name"], match["n"], match["stop"]
    base = name if name in _KINGS else name[:-1] if name.endswith("s") else name
    value, gender = roman_value(written), _KINGS.get(base)
    if value is None or gender is None:
        return match.group()
    before = (match["two"] or "").lower()
    article, ending = _case(before, genitive=base != name, feminine=gender == "f")
    said = ordinal(value, ending)
    rest = match.string[match.end() :].strip(' "”“’»«)')
    ends = stop and not rest
    lead = f"{match['two']} " if match["two"] else ""
    return f"{lead}{name} {article} {said[0].upper()}{said[1:]}{'.' if ends else ''}"


def _case(before: str, *, genitive: bool, feminine: bool) -> tuple[str, str]:
    if feminine:
        return ("der", "en") if genitive or before in _DATIVE else ("die", "e")
    if genitive:
        return "des", "en"
    if before in _DATIVE:
        return "dem", "en"
    return ("den", "en") if before in _ACCUSATIVE else ("der", "e")


def place(number: int, gender: Form) -> str:
    """The number of a chapter: a cardinal."""
    return cardinal(number)


_divisions = divisions(GERMAN, place)
_heads = heads(place)
_years = years(GERMAN)

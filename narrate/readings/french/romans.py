"""French roman numerals: chapters, years, kings."""

from __future__ import annotations

import re

from narrate.readings.continental.romans import divisions, heads, kings_of, may_hold_numerals, years
from narrate.readings.french.grammar import DATA, FRENCH, place
from narrate.script import roman

_divisions = divisions(FRENCH, place)
_heads = heads(place)
_years = years(FRENCH)
_KINGS = kings_of(DATA)
_KING = re.compile(
    r"\b(?P<name>[A-ZÀ-ÖØ-Þ][\wà-ÿ-]+) (?P<n>[IVX]+)(?P<er>er|ᵉʳ|ʳᵉ|re)?(?![\w]|['’-]\w)"
)


def romans(text: str) -> str:
    """`chapitre IV`, `Louis XIV`, `François Ier`."""
    if not may_hold_numerals(text):
        return text
    return _KING.sub(_king, _years(_heads(_divisions(text))))


def _king(match: re.Match[str]) -> str:
    name, written = match["name"], match["n"]
    value = roman.value_of(written)
    gender = _KINGS.get(name.capitalize() if name.isupper() else name)
    gender = gender or _KINGS.get(name.rpartition("-")[2])
    if value is None or value > 39:
        return match.group()
    if match["er"]:
        return f"{name} {place(1, gender or 'm')}" if value == 1 else match.group()
    if gender is None and (value == 1 or len(written) == 1):
        return match.group()
    return f"{name} {place(value, gender or 'm')}"

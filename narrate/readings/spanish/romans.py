"""Spanish roman numerals: chapters, centuries, kings."""

from __future__ import annotations

import re

from narrate.numerals import roman_value
from narrate.readings.continental.romans import (
    SMALL_ENDS,
    divisions,
    heads,
    kings_of,
    may_hold_numerals,
    years,
)
from narrate.readings.spanish.grammar import DATA, SPANISH, cardinal, place

_CENTURY = re.compile(
    r"\b(?P<word>siglos?|centurias?|milenios?) (?P<a>[IVXLC]+)\b"
    r"(?:(?P<join>,? (?:y|a|al|o|u|e) (?:el )?| ?[-–] ?)(?P<b>[IVXLC]+)\b)?(?P<era> ec\b)?",
    re.IGNORECASE,
)


_ENDS_HERE = re.compile(rf"(?:{SMALL_ENDS}|,? (?:y|a|al|o|e[cn]?) | ec$)")
_KINGS = kings_of(DATA)
_KING = re.compile(r"\b(?P<name>[A-ZÁÉÍÓÚ][\wáéíóúñ]+) (?P<n>[IVX]+)\b(?!['’.]\w|-\w)")
_LEADING = re.compile(
    r"\b(?P<article>(?i:el|del|al|la|los|las|un|una|su|nuestra|nuestro)) (?P<n>[IVX]{1,6}) "
    r"(?=(?P<noun>[A-ZÁÉÍÓÚ][a-záéíóúñ]+)\b)"
)


def romans(text: str) -> str:
    """`siglo XIX`, `capítulo IV`, `Alfonso XII`, `la II República`, and `V` alone."""
    if "iglo" in text:
        text = _centuries(text)
    if not may_hold_numerals(text):
        return text
    text = _years(_heads(_divisions(text)))
    return _LEADING.sub(_leading, _KING.sub(_king, text))


_divisions = divisions(SPANISH, place)
_heads = heads(place)
_years = years(SPANISH)


def _king(match: re.Match[str]) -> str:
    name, written = match["name"], match["n"]
    value = roman_value(written)
    gender = _KINGS.get(name.capitalize() if name.isupper() else name)
    if value is None or value > 39 or (name, written) == ("Malcolm", "X"):
        return match.group()
    if gender is None:
        # `Apolo XI`: beyond ten every name has a cardinal; below it may be either
        return f"{name} {place(value, 'm')}" if value > 10 and len(written) > 1 else match.group()
    return f"{name} {place(value, gender)}"


def _leading(match: re.Match[str]) -> str:
    """`la II República`: the article tells the gender."""
    value = roman_value(match["n"])
    if value is None:
        return match.group()
    article = match["article"].lower()
    feminine = article.endswith(("a", "as")) or (
        article == "su" and match["noun"].endswith(("a", "ión", "dad"))
    )
    said = place(value, "f" if feminine else "m")
    if value in (1, 3) and not feminine:
        said = said[:-1]
    return f"{match['article']} {said} "


def _centuries(text: str) -> str:
    """`siglo XIX`, `siglos XVI y XVII`."""
    return _CENTURY.sub(_century, text)


def _century(match: re.Match[str]) -> str:
    a, b = roman_value(match["a"]), roman_value(match["b"] or "i")
    if a is None or b is None:
        return match.group()
    if match["a"].islower() and not _ENDS_HERE.match(match.string, match.end("a")):
        return match.group()  # `en este siglo vi muchas cosas`
    era = " era común" if match["era"] else ""
    said = f"{match['word']} {cardinal(a)}"
    if match["b"] is None:
        return said + era
    join = match["join"] if match["join"].strip() not in ("-", "–") else " a "
    return f"{said}{join}{cardinal(b)}{era}"

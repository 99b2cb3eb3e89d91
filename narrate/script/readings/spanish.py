"""What Spanish reads otherwise than it writes."""

from __future__ import annotations

import re

from narrate.script import roman
from narrate.script.readings.continental.addresses import addresses
from narrate.script.readings.continental.figures import BEFORE, INTEGER, digits_of, sentence_ends
from narrate.script.readings.continental.fractions import fractions
from narrate.script.readings.continental.measures import measures
from narrate.script.readings.continental.money import money
from narrate.script.readings.continental.phones import phones
from narrate.script.readings.continental.plain import decimals, numbers, ranges, sums, symbols
from narrate.script.readings.continental.romans import divisions, heads, years
from narrate.script.readings.continental.shorthand import shorthand
from narrate.script.readings.rule import Reading
from narrate.script.readings.spanish_calendar import centuries, dates, times
from narrate.script.readings.spanish_grammar import DATA, SPANISH, form_at, ordinal, place

_ORDINAL = re.compile(
    rf"{BEFORE}(?P<n>{INTEGER})(?:\.? ?(?P<high>ᵉʳ|er|[ºª]|ᵒˢ|ᵃˢ)"
    r"|\.(?P<plural>os|as)|(?P<low>r[oa]s?|d[oa]s?|t[oa]s?|m[oa]s?|v[oa]s?|n[oa]s?|er[oa]?))(?!\w)"
)
_LOW = {"r": (1, 3), "d": (2,), "t": (4, 5, 6), "m": (7, 10), "v": (8,), "n": (9,), "e": (1, 3)}
"""With which last figures the letters behind an ordinal go: `1ro`, `2do`, `4to`"""
_DEGREE = re.compile(
    rf"{BEFORE}(?P<n>[1-9]|1\d|20)°(?= (?!de\b|bajo\b|sobre\b|[CFK]\b|y\b|a\b|en\b|cent|cels|fahr|kelv|al?\b)[a-záéíóúñ])"
)
_KINGS = {name: gender for gender in ("m", "f") for name in DATA["kings"][gender].split()}
_KING = re.compile(r"\b(?P<name>[A-ZÁÉÍÓÚ][\wáéíóúñ]+) (?P<n>[IVX]+)\b(?!['’.]\w|-\w)")
_BEFORE_NOUN = re.compile(
    r"(?<![\w.’'] )(?<![\w.-])(?P<n>[IVX]{2,})(?= (?P<noun>[A-ZÁÉÍÓÚ][a-záéíóúñ]+)\b)"
)
_LEADING = re.compile(
    r"\b(?P<article>el|del|al|la|los|las|un|una|su|nuestra|nuestro) (?P<n>[IVX]{1,6}) (?=(?P<noun>[A-ZÁÉÍÓÚ][a-záéíóúñ]+)\b)",
    re.IGNORECASE,
)
_NOT_ROMAN = frozenset("XX".split())
_DATE_BEFORE = re.compile(r"\b(?:el|del|al|día|días|desde el|hasta el)\s$", re.IGNORECASE)


def ordinals(text: str) -> str:
    """`1.º`, `2.ª`, `3.er`, `1ro`."""
    if not any(map(str.isdigit, text)):
        return text
    return _DEGREE.sub(lambda m: ordinal(int(m["n"])), _ORDINAL.sub(_ordinal, text))


def _ordinal(match: re.Match[str]) -> str:
    number = int(digits_of(match["n"]))
    low, high = match["low"], match["high"]
    if not 0 < number <= 1_000_000:
        return match.group()
    if low is not None:
        if number % 10 not in _LOW[low[0]] and not (low[0] == "m" and number % 10 in (0, 7)):
            return match.group()
        return ordinal(number, "" if low == "er" else low.lstrip("rdtmvne"))
    if match["plural"]:
        return ordinal(number, match["plural"])
    endings = {"º": "o", "ª": "a", "ᵒˢ": "os", "ᵃˢ": "as", "ᵉʳ": "", "er": ""}
    return ordinal(number, endings[high])


def romans(text: str) -> str:
    """`siglo XIX`, `capítulo IV`, `Alfonso XII`, `la II República`, and `V` alone."""
    text = _years(_heads(_divisions(centuries(text))))
    if not _MAYBE_ROMAN.search(text):
        return text
    return _LEADING.sub(_leading, _KING.sub(_king, text))


_MAYBE_ROMAN = re.compile(r"(?<= )[IVX]+\b")
_divisions = divisions(SPANISH, place)
_heads = heads(place)
_years = years(SPANISH)


def _king(match: re.Match[str]) -> str:
    name, written = match["name"], match["n"]
    value = roman.value_of(written)
    gender = _KINGS.get(name.capitalize() if name.isupper() else name)
    if value is None or value > 39:
        return match.group()
    if gender is None:
        # `Apolo XI`: beyond ten every name has a cardinal; below it may be either
        return f"{name} {place(value, 'm')}" if value > 10 and len(written) > 1 else match.group()
    if written == "I" and name not in _KINGS:
        return match.group()
    return f"{name} {place(value, 'f' if gender == 'f' else 'm')}"


def _leading(match: re.Match[str]) -> str:
    """`la II República`: the article tells the gender."""
    value = roman.value_of(match["n"])
    if value is None or match["n"] in ("I", "V", "X") and match["noun"].lower() in _KINGS:
        return match.group()
    article = match["article"].lower()
    feminine = article in ("la", "las", "una", "nuestra") or (
        article == "su" and match["noun"].endswith(("a", "ión", "dad"))
    )
    said = place(value, "f" if feminine else "m")
    if value in (1, 3) and not feminine:
        said = said[:-1]
    return f"{match['article']} {said} "


def _no_fraction(match: re.Match[str]) -> bool:
    """`24/7`, and `el 25/3`, which is a day."""
    over, under = match["n"], match["d"]
    if over is None:
        return False
    if over == "24" and under == "7":
        return True
    before = match.string[max(0, match.start() - 12) : match.start()]
    day = int(digits_of(over)) <= 31 and int(digits_of(under)) <= 12 and not match["mixed"]
    return day and _DATE_BEFORE.search(before) is not None and int(digits_of(over)) > 1


READINGS = (
    Reading("addresses", addresses(SPANISH)),
    Reading("abbreviations", shorthand(SPANISH)),
    Reading("roman", romans),
    Reading("dates", dates),
    Reading("times", times),
    Reading("phones", phones(SPANISH)),
    Reading("money", money(SPANISH)),
    Reading("ordinals", ordinals),
    Reading("measures", measures(SPANISH)),
    Reading("fractions", fractions(SPANISH, _no_fraction)),
    Reading("math", sums(SPANISH)),
    Reading("ranges", ranges(SPANISH)),
    Reading("decimals", decimals(SPANISH)),
    Reading("numbers", numbers(SPANISH, form_at)),
    Reading("symbols", symbols(SPANISH)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""

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
from narrate.script.readings.spanish_grammar import (
    DATA,
    NO_NOUNS,
    SPANISH,
    cardinal,
    form_at,
    gender_of,
    ordinal,
    place,
)

_ORDINAL = re.compile(
    rf"{BEFORE}(?P<n>{INTEGER})(?:\.? ?(?P<high>ᵉʳ|er|[ºª]|ᵒˢ|ᵃˢ)"
    r"|\.(?P<plural>os|as)|(?P<low>r[oa]s?|d[oa]s?|t[oa]s?|m[oa]s?|v[oa]s?|n[oa]s?|er[oa]?))(?!\w)"
)
_LOW = {"r": (1, 3), "d": (2,), "t": (4, 5, 6), "m": (7, 10), "v": (8,), "n": (9,), "e": (1, 3)}
"""With which last figures the letters behind an ordinal go: `1ro`, `2do`, `4to`"""
_DEGREE = re.compile(
    rf"{BEFORE}([1-9]|1\d|20)°"
    r"(?= (?!(?:de|bajo|sobre|y|al?|en)\b|cent|cels|fahr|kelv|latitud|longitud)[a-záéíóúñ]{2})"
)
_KINGS = {name: gender for gender in ("m", "f") for name in DATA["kings"][gender].split()}
_KING = re.compile(r"\b(?P<name>[A-ZÁÉÍÓÚ][\wáéíóúñ]+) (?P<n>[IVX]+)\b(?!['’.]\w|-\w)")
_LEADING = re.compile(
    r"\b(?P<article>el|del|al|la|los|las|un|una|su|nuestra|nuestro) (?P<n>[IVX]{1,6}) (?=(?P<noun>[A-ZÁÉÍÓÚ][a-záéíóúñ]+)\b)",
    re.IGNORECASE,
)


_HALF = re.compile(
    rf"{BEFORE}(?:(?P<whole>\d{{1,6}}) ?½|(?P<spaced>\d{{1,6}}) 1/2|½|1/2) (?P<noun>[a-záéíóúñ]+)\b"
)


def halves(text: str) -> str:
    """`1/2 docena`, `2½ horas`: the noun tells the gender, and stands before `y media`."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    noun, written = match["noun"], match["whole"] or match["spaced"]
    gender = gender_of(noun if written else f"{noun}s")
    if not gender or noun in NO_NOUNS:
        return match.group()
    half = "media" if gender == "f" else "medio"
    if written is None:
        return f"{half} {noun}"
    return f"{cardinal(int(written), gender)} {noun} y {half}"


def ordinals(text: str) -> str:
    """`1.º`, `2.ª`, `3.er`, `1ro`."""
    if not any(map(str.isdigit, text)):
        return text
    return _ORDINAL.sub(_ordinal, _DEGREE.sub(r"\1º", text))


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
    if high == "º" and _counts_masculine(match):
        return ordinal(number, "")  # `el 3.º piso`: tercer
    endings = {"º": "o", "ª": "a", "ᵒˢ": "os", "ᵃˢ": "as", "ᵉʳ": "", "er": ""}
    return ordinal(number, endings[high])


def _counts_masculine(match: re.Match[str]) -> bool:
    ahead = _NOUN_AHEAD.match(match.string, match.end())
    return ahead is not None and ahead[1] not in NO_NOUNS and gender_of(f"{ahead[1]}s") == "m"


_NOUN_AHEAD = re.compile(r" ([a-záéíóúñ]+)\b")


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
    """`24/7`: day and night."""
    return match["n"] == "24" and match["d"] == "7"


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
    Reading("fractions", halves),
    Reading("fractions", fractions(SPANISH, _no_fraction)),
    Reading("math", sums(SPANISH)),
    Reading("ranges", ranges(SPANISH)),
    Reading("decimals", decimals(SPANISH)),
    Reading("numbers", numbers(SPANISH, form_at)),
    Reading("symbols", symbols(SPANISH)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""

"""Spanish ordinals and halves: what the word behind them makes of them."""

from __future__ import annotations

import re

from narrate.readings.continental.plain import BEFORE, INTEGER, digits_of
from narrate.readings.spanish.grammar import NO_NOUNS, cardinal, gender_of, ordinal

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
_NOUN_AHEAD = re.compile(r" ([a-záéíóúñ]+)\b")
_HALF = re.compile(
    rf"{BEFORE}(?:(?P<whole>\d{{1,6}}) ?½|(?P<spaced>\d{{1,6}}) 1/2|½|1/2) (?P<noun>[a-záéíóúñ]+)\b"
)


def halves(text: str) -> str:
    """`1/2 docena`, `2½ horas`: the noun tells the gender, and comes before `y media`."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    noun, written = match["noun"], match["whole"] or match["spaced"]
    gender = gender_of(noun if written else f"{noun}s")
    if not gender or noun in NO_NOUNS:
        return match.group()
    half = "media" if gender == "f" else "medio"
    if written is None:
        return f"{half} {noun}"
    if int(written) == 1:
        if not noun.endswith(("as", "os")):
            return match.group()
        noun = noun[:-1]  # `1½ tazas`: una taza y media
    return f"{cardinal(int(written), gender)} {noun} y {half}"


def ordinals(text: str) -> str:
    """`1.º`, `2.ª`, `3.er`, `1ro`."""
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

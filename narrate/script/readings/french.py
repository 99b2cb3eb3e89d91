"""What French reads otherwise than it writes."""

from __future__ import annotations

import re

from narrate.script import roman
from narrate.script.readings.continental.addresses import addresses
from narrate.script.readings.continental.figures import BEFORE, INTEGER, digits_of
from narrate.script.readings.continental.fractions import fractions
from narrate.script.readings.continental.measures import measures
from narrate.script.readings.continental.money import money
from narrate.script.readings.continental.phones import phones
from narrate.script.readings.continental.plain import decimals, numbers, ranges, sums, symbols
from narrate.script.readings.continental.romans import divisions, heads, years
from narrate.script.readings.continental.shorthand import shorthand
from narrate.script.readings.french_calendar import dates, times
from narrate.script.readings.french_grammar import (
    DATA,
    FRENCH,
    cardinal,
    form_at,
    ordinal,
    place,
)
from narrate.script.readings.rule import Reading

_BARE = re.compile(
    rf"(?<![\w.@’'-])(?P<title>{'|'.join(sorted(DATA['bare_titles'], key=len, reverse=True))})\.?"
    r"(?= (?:[A-ZÀ-ÖØ-Þ][\w’'-]|d[eu’']|la |le |V(?:ve|euve)))"
)
_PLAIN_BARE = re.compile(r"(?<![\w.@’'-])(?P<title>Mmes?|Mlles?)\b\.?(?![\w’'])")
_SAINT = re.compile(r"(?<![\w.])(?P<s>[Ss]te?s?)(?:\.|(?=-))(?P<gap>-| )(?=[A-ZÀ-ÖØ-Þ])")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ORDINAL = re.compile(
    rf"{BEFORE}(?P<n>{INTEGER}|(?-i:[IVXLC]+)) ?(?P<end>ers?|ères?|res?|[èi]?èmes?|ièmes?|èmes?|emes?|es?|nde?s?|ds?|ᵉʳ|ᵉ|ʳᵉ|ᵉʳᵉ|ᵈᵉ?|ⁿᵈᵉ?)(?![\w’'])"
)
_KINGS = {name: gender for gender in ("m", "f") for name in DATA["kings"][gender].split()}
_KING = re.compile(
    r"\b(?P<name>[A-ZÀ-ÖØ-Þ][\wà-ÿ-]+) (?P<n>[IVX]+)(?P<er>er|ᵉʳ|ʳᵉ|re)?(?![\w]|['’-]\w)"
)
_DEGREE = re.compile(r"(\d{1,2})°")
_HALF = re.compile(
    r"(?<![\w.,/:–-])(?:(?P<whole>\d{1,6}) ?½|(?P<spaced>\d{1,6}) 1/2|½|1/2) (?P<noun>[a-zà-ÿ]{3,})\b"
)


def abbreviations(text: str) -> str:
    """`Mme`, `M.`, `St-Pierre`, `av. J.-C.`, `n° 5`."""
    text = _shorthand(text)
    text = _BARE.sub(_title, text)
    text = _PLAIN_BARE.sub(_title, text)
    return _SAINT.sub(_saint, text) if "St" in text or "st" in text else text


def _title(match: re.Match[str]) -> str:
    title = match["title"]
    if title == "Me" and not _MIDDLE.search(match.string, 0, match.start()):
        return match.group()  # `Me Jean a dit`: a pronoun opens the sentence
    said = str(DATA["bare_titles"][title])
    return said[0].upper() + said[1:]


_MIDDLE = re.compile(r"[a-zà-ÿ,] $")


def _saint(match: re.Match[str]) -> str:
    said = _SAINTS[match["s"].lower()]
    return (said.capitalize() if match["s"][0] == "S" else said) + match["gap"]


def ordinals(text: str) -> str:
    """`1er`, `2e`, `XIXe siècle`."""
    alone = _DEGREE.fullmatch(text)
    return ordinal(int(alone[1])) if alone else _ORDINAL.sub(_ordinal, text)


def _ordinal(match: re.Match[str]) -> str:
    written, end = match["n"], match["end"]
    if written[0].isdigit():
        value: int | None = int(digits_of(written))
    else:
        # `Le`, `Ce`, `Ie`: of single letters only V and X, and I before `er`
        single = len(written) == 1
        fits = end.startswith(("er", "ᵉʳ", "re", "ʳᵉ")) if written == "I" else written in "VX"
        value = roman.value_of(written) if not single or fits else None
    if not value or value > 10**9:
        return match.group()
    first = end.startswith(("er", "r", "ᵉʳ", "ʳ", "èr"))
    if first != (value == 1) and not (value == 1 and end.startswith("è")):
        return match.group()
    many = "s" if end.endswith("s") else ""
    if end.startswith(("n", "d", "ⁿ", "ᵈ")):
        feminine = "e" in end or "ᵉ" in end
        return f"second{'e' if feminine else ''}{many}" if value == 2 else match.group()
    feminine = end.startswith(("r", "ʳ", "èr", "ᵉʳᵉ"))
    return ordinal(value, "f" if feminine else "m") + many


def halves(text: str) -> str:
    """`1/2 heure`, `2½ heures`: the noun stands before `et demie`."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    noun, written = match["noun"], match["whole"] or match["spaced"]
    form = form_at(f" {noun}", 0, 0)
    if written is None:
        return f"{cardinal(1, form)} demi-{noun}"
    return f"{cardinal(int(written), form)} {noun} et demi{'e' if form == 'f' else ''}"


def romans(text: str) -> str:
    """`chapitre IV`, `Louis XIV`, `François Ier`."""
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


_shorthand = shorthand(FRENCH)
_divisions = divisions(FRENCH, place)
_heads = heads(place)
_years = years(FRENCH)

READINGS = (
    Reading("addresses", addresses(FRENCH)),
    Reading("abbreviations", abbreviations),
    Reading("roman", romans),
    Reading("dates", dates),
    Reading("times", times),
    Reading("ordinals", ordinals),
    Reading("phones", phones(FRENCH)),
    Reading("money", money(FRENCH)),
    Reading("measures", measures(FRENCH)),
    Reading("fractions", halves),
    Reading("fractions", fractions(FRENCH, lambda _: False)),
    Reading("math", sums(FRENCH)),
    Reading("ranges", ranges(FRENCH)),
    Reading("decimals", decimals(FRENCH)),
    Reading("numbers", numbers(FRENCH, form_at)),
    Reading("symbols", symbols(FRENCH)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""

"""What German reads otherwise than it writes."""

from __future__ import annotations

import re

from narrate.script import roman
from narrate.script.readings.continental.addresses import addresses
from narrate.script.readings.continental.fractions import fractions
from narrate.script.readings.continental.measures import measures
from narrate.script.readings.continental.money import money
from narrate.script.readings.continental.phones import phones
from narrate.script.readings.continental.plain import decimals, numbers, ranges, sums, symbols
from narrate.script.readings.continental.romans import divisions, heads, years
from narrate.script.readings.continental.shorthand import shorthand
from narrate.script.readings.continental.tongue import Form
from narrate.script.readings.german_calendar import dates, ordinals, suffixed, times
from narrate.script.readings.german_grammar import (
    DATA,
    GERMAN,
    cardinal,
    gender_of,
    strong,
    form_at,
    ordinal,
    year,
)
from narrate.script.readings.rule import Reading

_KINGS = {name: gender for gender in ("m", "f") for name in DATA["kings"][gender].split()}
_KING = re.compile(
    r"(?:(?P<two>[^\W\d_]+) )?\b(?P<name>[A-ZÄÖÜ][a-zäöüß]+) (?P<n>[IVX]{1,6})\b(?P<stop>\.?)(?!\w|['’-]\w)"
)
_DATIVE = frozenset("von mit unter zu bei nach seit vom zum beim dem vor aus".split())
_ACCUSATIVE = frozenset("für gegen um durch ohne den".split())
_ROMAN_ORDINAL = re.compile(
    r"(?<![\w.-])([IVXL]+)\. (?=(?:Jahrhundert|Jh|Kapitel|Buch|Band|Akt|Szene|Auflage|Teil|Gesang|Abschnitt|Armee|Klasse|Aufzug|Auftritt|Internationale|Weltkrieg|Reich)\w{0,2}\b)"
)
_YEAR = re.compile(r"(?<![\w.,/:+–-])(1[1-9]\d\d)(?![\w/:%°€£$]|[.,]\d|[-–−]\w| ?[-–] ?\d)")
_SPAN = re.compile(
    r"(?<![\w.,/:+–-])(1[1-9]\d\d)(?: ?– ?|-)((?:1[1-9]|20)\d\d|\d\d)(?![\w/:]|[.,]\d|[-–]\d)"
)
_SERIAL = re.compile(r"(?<![\w.,/:-])(\d)([A-Z])-(?=[A-ZÄÖÜ][a-zäöü])")
_HALF = re.compile(
    r"(?<![\w.,/:–-])(?:(?P<article>[Ee]ine?[nrms]?|[Dd](?:ie|as|er|en|em)) )?(?:½|1/2) (?P<noun>[A-ZÄÖÜ]\w+)"
)
_COMPOUND = re.compile(
    r"(?<![\w.,/:-])(\d{1,4})-?(?=(?:jähr|stünd|tägig|wöch|monat|prozent|köpf|stöck|bänd|teilig|seitig"
    r"|fach|mal|eck|er)(?!\d)[a-zäöüß]*\b)"
)
_STREET = re.compile(r"(?<=[a-zäöüß])str\.(?=\W|$)")


def abbreviations(text: str) -> str:
    """`z. B.`, `Dr.`, `Nr. 5`, and streets (`Hauptstr.`)."""
    return _STREET.sub("straße", _shorthand(text)) if "." in text else text


def halves(text: str) -> str:
    """`1/2 Stunde`, `ein ½ Jahr`: the noun tells the ending, where it is known."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    gender = gender_of(match["noun"])
    if gender is None:
        return match.group()
    article = match["article"] or cardinal(1, gender)
    return f"{article} halb{_half_ending(article.lower(), gender)} {match['noun']}"


def _half_ending(article: str, gender: Form) -> str:
    if article == "ein":
        return strong(gender)
    if article in ("eine", "die", "das") or (article == "der" and gender == "m"):
        return "e"
    return "en"


def compounds(text: str) -> str:
    """`18jährig`, `60er`, `3fach`."""
    return _COMPOUND.sub(lambda m: cardinal(int(m[1])), text)


def serials(text: str) -> str:
    """`3D-Drucker`: drei-D-Drucker."""
    return _SERIAL.sub(lambda m: f"{cardinal(int(m[1]))}-{m[2]}-", text)


def year_numbers(text: str) -> str:
    """`im Sommer 1914`, `1914–1918`: four figures in a sentence count hundreds.

    A figure that is all there is, is a number like any other.
    """
    if "1" not in text or text.strip(" .").isdigit():
        return text
    return _YEAR.sub(lambda m: year(int(m[1])), _SPAN.sub(_span, text))


def _span(match: re.Match[str]) -> str:
    if match.group() == match.string or int(match[2]) <= int(match[1][-len(match[2]) :]):
        return match.group()
    return f"{year(int(match[1]))} bis {year(int(match[2]))}"


def romans(text: str) -> str:
    """`Kapitel IV`, `Wilhelm II.`, `im XIX. Jahrhundert`."""
    text = _years(_heads(_divisions(text)))
    text = _ROMAN_ORDINAL.sub(_roman_ordinal, text)
    return _KING.sub(_king, text)


def _roman_ordinal(match: re.Match[str]) -> str:
    value = roman.value_of(match[1])
    return match.group() if value is None else f"{value}. "


def _king(match: re.Match[str]) -> str:
    name, written, stop = match["name"], match["n"], match["stop"]
    base = name if name in _KINGS else name[:-1] if name.endswith("s") else name
    value, gender = roman.value_of(written), _KINGS.get(base)
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


_shorthand = shorthand(GERMAN)
_divisions = divisions(GERMAN, place)
_heads = heads(place)
_years = years(GERMAN)

READINGS = (
    Reading("addresses", addresses(GERMAN)),
    Reading("abbreviations", abbreviations),
    Reading("roman", romans),
    Reading("ordinals", suffixed),
    Reading("dates", dates),
    Reading("times", times),
    Reading("phones", phones(GERMAN)),
    Reading("money", money(GERMAN)),
    Reading("measures", measures(GERMAN)),
    Reading("ordinals", ordinals),
    Reading("serials", serials),
    Reading("numbers", compounds),
    Reading("fractions", halves),
    Reading("fractions", fractions(GERMAN, lambda _: False)),
    Reading("math", sums(GERMAN)),
    Reading("years", year_numbers),
    Reading("ranges", ranges(GERMAN)),
    Reading("decimals", decimals(GERMAN)),
    Reading("numbers", numbers(GERMAN, form_at)),
    Reading("symbols", symbols(GERMAN)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""

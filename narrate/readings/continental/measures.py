"""Figures with units: `5 km`, `−3,5 °C`, `1/2 mm`, `8 %`; fractions, alone too.

The table of units is SI with its prefixes, squares and cubes, from a language's names; any of
them may come over another (`km/h`, `mg/dl`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from narrate.readings.continental import Noun, Tongue
from narrate.readings.continental.plain import (
    AFTER,
    BEFORE,
    FIGURE,
    INTEGER,
    MINUS,
    TAIL,
    digits_of,
    sentence_ends,
    signed,
)

GLYPHS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
FRACTION = (
    rf"(?:(?P<mixed>\d{{1,9}}+) (?=\d)|(?P<close>\d{{1,9}}+) ?(?=[{GLYPHS}]))?"
    rf"(?:(?P<n>{INTEGER})[/⁄](?P<d>{INTEGER})|(?P<glyph>[{GLYPHS}]))"
)


_NO_FRACTIONS = ("24/7", "50/50", "20/20", "9/11")


def fractions(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language; `24/7`, day and night, is none, nor is `50/50`."""
    pattern = re.compile(rf"{BEFORE}{MINUS}{FRACTION}{AFTER}")

    def said(match: re.Match[str]) -> str:
        words = None if match.group() in _NO_FRACTIONS else said_fraction(match, tongue, None)
        return match.group() if words is None else signed(match, words, tongue)

    return lambda text: pattern.sub(said, text)


def said_fraction(match: re.Match[str], tongue: Tongue, unit: Noun | None) -> str | None:
    """What `FRACTION` found in words, with its unit; None where it is not said as a fraction."""
    if match["n"] and len(match["n"]) > 1 and match["n"][0] == "0":
        return None
    over, under = _parts(match)
    written = match["mixed"] or match["close"]
    if written is None:
        return tongue.portion(over, under, unit)
    return tongue.mixed(int(written), over, under, unit)


def _parts(match: re.Match[str]) -> tuple[int, int]:
    if match["glyph"]:
        over, _, under = unicodedata.normalize("NFKC", match["glyph"]).partition("⁄")
        return int(over), int(under)
    return int(digits_of(match["n"])), int(digits_of(match["d"]))


_PREFIXED = {
    "m": "k h d c m µ n", "g": "k m µ", "l": "h d c m", "L": "m", "s": "m µ n", "W": "k M G",
    "Wh": "k M G", "V": "k m", "A": "m", "Hz": "k M G", "B": "k M G T", "bit": "k M G", "J": "k M",
    "N": "k", "Pa": "h k M", "cal": "k", "bar": "m", "eV": "k M G",
}  # fmt: skip
"""Which prefixes are used with which unit"""
_LONELY = frozenset("ABCFGJKLNT")
"""Capitals that stand for too much else (`3 A`, a class) to be units without a prefix"""
_SQUARES = {"²": "squared", "2": "squared", "³": "cubed", "3": "cubed"}
_LENGTHS = ("m", "km", "dm", "cm", "mm")


def units_of(data: Mapping[str, Any]) -> dict[str, Noun]:
    """Every way a unit is written after a figure, and what it is called.

    An exact spelling comes before one in other capitals: `mW` is no megawatt.
    """
    table = dict(_metric(data))
    table |= {sign: Noun(*names) for sign, names in data["units"].items()}
    table |= dict(_powers(data, table))
    words = frozenset(data["no_units"].split())
    for sign in list(table):
        for other in (sign.lower(), sign.upper(), sign.capitalize(), sign.replace("µ", "μ")):
            if len(sign) > 1 and other not in words:
                table.setdefault(other, table[sign])
    return {sign: noun for sign, noun in table.items() if sign not in _LONELY}


def _metric(data: Mapping[str, Any]) -> Iterator[tuple[str, Noun]]:
    for sign, (gender, one, many) in data["metric"].items():
        yield sign, Noun(gender, one, many)
        for prefix in _PREFIXED.get(sign, "").split():
            name = data["prefixes"][prefix]
            yield prefix + sign, Noun(gender, name + one.lower(), name + many.lower())


def _powers(data: Mapping[str, Any], table: Mapping[str, Noun]) -> Iterator[tuple[str, Noun]]:
    for sign in _LENGTHS:
        gender, one, many = table[sign]
        for mark, name in _SQUARES.items():
            shape_one, shape_many = data["words"][name], data["words"][f"{name}_many"]
            yield sign + mark, Noun(gender, shape_one.format(one), shape_many.format(many))


_POSITION = re.compile(
    rf"{BEFORE}(?P<degrees>\d{{1,3}})(?:[,.](?P<part>\d{{1,6}}))? ?[°º]"
    r"(?: ?(?P<minutes>\d{1,2}) ?['’′](?!['’′])(?: ?(?P<seconds>\d{1,2}) ?(?:[\"”″]|['’′]{2}))?)?"
    r"(?: ?(?P<to>[NSEWO])(?![\w.'’]))?(?!\w)"
)
_FIGURE_AHEAD = re.compile(r" \d")
NO_UNIT_AHEAD = re.compile(
    r" (?!(?:de|y|o|e|a|con|por|en|ou|et|à|avec|par|und|oder)\b|d['’])[^\W\d_]"
)
"""Behind a sign that is also a word: it is the word (`el 5 ha venido`)"""
_VERB_AHEAD = re.compile(r" (?!de (?:tierra|terreno|viñ|secano|regadío|labor))[^\W\d_]")


def decades(tongue: Tongue) -> Callable[[str], str]:
    """`1990s`, `los 60s`, `années 70's`: the foreign plural is not said; seconds are no decade."""
    before = tongue.data["before_decades"]
    pattern = re.compile(
        rf"(?:(?<![\w.,/:-])(?P<year>(?:1\d|20)\d0)|(?P<lead>\b(?:{before}) ['’‘]?)(?P<short>\d0))"
        r"['’]?s(?![\w'’])",
        re.IGNORECASE,
    )
    return lambda text: pattern.sub(lambda m: m["year"] or f"{m['lead']}{m['short']}", text)


def measures(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language; a unit's own stop goes unless the sentence ends there."""
    return _Measures(tongue).read


class _Measures:
    """How one language says figures with units."""

    def __init__(self, tongue: Tongue) -> None:
        data = tongue.data
        self._tongue = tongue
        self._table = table = units_of(data)
        self._chained = {table[sign] for sign in ("h", "min", "s")}  # `5 h. 30 min.`
        self._verbs = frozenset(data["verb_units"].split())
        self._shy = frozenset(data["shy_units"].split())
        self._pattern = re.compile(
            rf"{BEFORE}{MINUS}(?:{FRACTION}|{FIGURE}{TAIL})(?: (?P<big>{data['bigs']})\b)?"
            rf"(?: ?|(?P<per>/))(?P<unit>{signs_of(table)})(?:\.?/(?P<below>{_BELOW}))?"
            r"(?P<stop>\.)?(?![\w'’²³/°º]|-\w)"
        )

    def read(self, text: str) -> str:
        return self._pattern.sub(self._said, inches(text))

    def _said(self, match: re.Match[str]) -> str:
        ahead = _VERB_AHEAD if match["unit"] in self._verbs else NO_UNIT_AHEAD
        if match["unit"] in self._shy and ahead.match(match.string, match.end()):
            return match.group()  # `el 5 ha venido`
        unit = self._table[match["unit"].replace("° ", "°")]
        words = _measured(match, unit, self._tongue)
        if words is None:
            return match.group()
        words = signed(match, words, self._tongue)
        words += self._over(match["unit"], match["below"])
        figure = _FIGURE_AHEAD.match(match.string, match.end()) and unit not in self._chained
        ends = match["stop"] and (figure or sentence_ends(match.string, match.end()))
        return words + ("." if ends else "")

    def _over(self, unit: str, below: str | None) -> str:
        if below is None:
            return ""
        if unit[0] in "°%":
            return f"/{below}"  # `250°/Stufe 5`
        return _below(below, self._table, self._tongue)


_INCHES = re.compile(rf"{BEFORE}{INTEGER}(?:,\d{{1,2}})?(?P<mark> ?[\"”])(?!\w)")


_QUOTATION = re.compile("[“„”«]")


def inches(text: str) -> str:
    """`32"` with the sign that is only for inches, where it can close no quotation."""

    def marked(match: re.Match[str]) -> str:
        at = match.start()
        feet = match.string[max(0, at - 2) : at].strip()[-1:] in tuple("'’′")  # `5' 10"`
        if feet or match.string.count('"', 0, at) % 2 or _QUOTATION.search(match.string, 0, at):
            return match.group()
        return match.group()[: -len(match["mark"])] + "″"

    return _INCHES.sub(marked, text) if '"' in text or "”" in text else text


_BELOW = (
    r"100 ?km|s[²2]|(?:km|cm|m)[²2]|(?:cm|m)[³3]|min|ha|kg|km|dl|ml|mol|[hHslLmgtd]|[^\W\d_]{4,12}"
)
"""Units that others come over: `km/h`, `mg/dl`, `m/s²`"""


def signs_of(units: Iterable[str]) -> str:
    """A pattern for the signs of units, the longest first; `°C` is also `° C`."""
    by_length = sorted(units, key=len, reverse=True)
    return "|".join(re.sub("°(?=.)", "° ?", re.escape(sign)) for sign in by_length)


def _below(below: str, table: Mapping[str, Noun], tongue: Tongue) -> str:
    """` por hora`, ` por segundo al cuadrado`."""
    if below.startswith("100"):  # `5 l/100 km`
        return f" {tongue.word('per')} {tongue.cardinal(100, '')} {table['km'].many}"
    squared = below in ("s²", "s2")
    unit = table.get("s" if squared else below) or table.get(below.lower())
    name = unit.one if unit else str(tongue.data["words"]["day"]) if below == "d" else below
    return f" {tongue.word('per')} {name}" + (f" {tongue.word('to_square')}" if squared else "")


def positions(tongue: Tongue) -> Callable[[str], str]:
    """`12° 30′`, `40° N`: minutes, seconds and side of a latitude; of an angle too."""
    table = units_of(tongue.data)
    units = {"minutes": table["min"], "seconds": table["s"]}
    sides: Mapping[str, str] = tongue.data["compass"]

    def said(match: re.Match[str]) -> str:
        if not match["minutes"] and match["to"] not in sides:
            return match.group()
        degree = table["°"]
        whole = tongue.number(match["degrees"], match["part"], degree.gender)
        words = [whole, degree.many if match["part"] else degree.after(int(match["degrees"]))]
        for name, unit in units.items():
            if match[name]:
                count = int(match[name])
                words += [tongue.number(match[name], None, unit.gender), unit.after(count)]
        if match["to"]:
            words.append(sides.get(match["to"], match["to"]))
        return " ".join(words)

    return lambda text: _POSITION.sub(said, text) if "°" in text or "º" in text else text


def _measured(match: re.Match[str], unit: Noun, tongue: Tongue) -> str | None:
    whole, part, tail = match.group("whole", "part", "tail")
    if whole is None:
        return None if match["per"] else said_fraction(match, tongue, unit)
    if match["per"]:
        return f"{tongue.number(whole, part, tail=tail)} {tongue.word('per')} {unit.one}"
    if match["big"]:
        number = tongue.number(whole, part, tongue.data["big_form"], tail)
        return f"{number} {match['big']} {tongue.of_many(unit)}"
    number = tongue.number(whole, part, unit.gender, tail)
    return f"{number} {unit.one if (part or tail) is None and whole == '1' else unit.many}"

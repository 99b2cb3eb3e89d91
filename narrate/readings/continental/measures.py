"""Figures with units: `5 km`, `−3,5 °C`, `1/2 mm`, `8 %`; fractions, alone too; sums of money.

The table of units is SI with its prefixes, squares, cubes and speeds, from a language's names.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from narrate.readings.continental import Currency, Noun, Tongue
from narrate.readings.continental.plain import (
    AFTER,
    BEFORE,
    FIGURE,
    INTEGER,
    MINUS,
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
    table |= dict(_speeds(data, table))
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


def _speeds(data: Mapping[str, Any], table: Mapping[str, Noun]) -> Iterator[tuple[str, Noun]]:
    per = data["words"]["per"]
    for above, below in (("km", "h"), ("m", "s"), ("km", "s"), ("m", "h"), ("g", "l"), ("l", "h"),
                         ("mi", "h"), ("kg", "m³"), ("hab", "km²"), ("km", "l"), ("mg", "l"),
                         ("m", "s²"), ("MB", "s"), ("Mbit", "s"), ("g", "cm³"), ("m³", "s"),
                         ("m", "min"), ("l", "min")):  # fmt: skip
        over, under = table.get(above), table.get(below.rstrip("²³") if below == "s²" else below)
        if over and under:
            power = " " + data["words"]["to_square"] if below == "s²" else ""
            shape = Noun(over.gender, over.one, over.many)
            yield (
                f"{above}/{below}",
                Noun(
                    shape.gender,
                    f"{shape.one} {per} {under.one}{power}",
                    f"{shape.many} {per} {under.one}{power}",
                ),
            )


_POSITION = re.compile(
    rf"{BEFORE}(?P<degrees>\d{{1,3}}) ?[°º] ?(?P<minutes>\d{{1,2}}) ?['’′](?!['’′])"
    r"(?: ?(?P<seconds>\d{1,2}) ?(?:[\"”″]|['’′]{2}))?(?!\w)"
)
_FIGURE_AHEAD = re.compile(r" \d")
_WORD_AHEAD = re.compile(r" (?!d(?:e\b|['’]))[^\W\d_]")
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
    table = units_of(tongue.data)
    chained = {table[sign] for sign in ("h", "min", "s")}  # `5 h. 30 min.`
    verbs = frozenset(tongue.data["verb_units"].split())
    shy = frozenset(tongue.data["shy_units"].split())
    signs = "|".join(re.escape(s).replace("°", "° ?") for s in sorted(table, key=len, reverse=True))
    pattern = re.compile(
        rf"{BEFORE}{MINUS}(?:{FRACTION}|{FIGURE})(?: (?P<big>{tongue.data['bigs']})\b)?"
        rf"(?: ?|(?P<per>/))(?P<unit>{signs})(?P<stop>\.)?(?![\w'’²³/°º]|-\w)"
    )

    def said(match: re.Match[str]) -> str:
        ahead = _VERB_AHEAD if match["unit"] in verbs else _WORD_AHEAD
        if match["unit"] in shy and ahead.match(match.string, match.end()):
            return match.group()  # `el 5 ha venido`
        unit = table[match["unit"].replace("° ", "°")]
        words = _measured(match, unit, tongue)
        if words is None:
            return match.group()
        words = signed(match, words, tongue)
        figure = _FIGURE_AHEAD.match(match.string, match.end()) and unit not in chained
        ends = match["stop"] and (figure or sentence_ends(match.string, match.end()))
        return words + ("." if ends else "")

    return lambda text: pattern.sub(said, text)


def positions(tongue: Tongue) -> Callable[[str], str]:
    """`12° 30′` of latitude or of an angle: the minutes and seconds of a degree."""
    table = units_of(tongue.data)
    units = {"degrees": table["°"], "minutes": table["min"], "seconds": table["s"]}

    def said(match: re.Match[str]) -> str:
        return " ".join(
            f"{tongue.number(match[name], None, unit.gender)} {unit.after(int(match[name]))}"
            for name, unit in units.items()
            if match[name]
        )

    return lambda text: _POSITION.sub(said, text) if "°" in text or "º" in text else text


def _measured(match: re.Match[str], unit: Noun, tongue: Tongue) -> str | None:
    whole, part = match["whole"], match["part"]
    if whole is None:
        return None if match["per"] else said_fraction(match, tongue, unit)
    if match["per"]:
        return f"{tongue.number(whole, part)} {tongue.word('per')} {unit.one}"
    if match["big"]:
        number = tongue.number(whole, part, tongue.data["big_form"])
        return f"{number} {match['big']} {tongue.of_many(unit)}"
    number = tongue.number(whole, part, unit.gender)
    return f"{number} {unit.one if part is None and whole == '1' else unit.many}"


_FIGURE = rf"(?P<whole>{INTEGER})(?:[,.](?P<part>\d{{1,12}}+))?"


def money(tongue: Tongue) -> Callable[[str], str]:
    """The rule for a language: a sign or a code before or behind the figure."""
    sides = {"before": _signs(tongue.data, "before"), "after": _signs(tongue.data, "after")}
    weak = frozenset(tongue.data["weak_signs"].split())
    letters = _any(tongue.data["short_bigs"])
    big = rf"(?: (?P<big>{tongue.data['bigs']})\b| ?(?P<short>{letters})(?= ?[€$£¥]))?"
    before = re.compile(
        rf"(?<![\w.,/$€£])(?P<sign>{_any(sides['before'])})\.? ?{_FIGURE}"
        rf"(?![\w/:]|[.,]\d|[-–]\d){big}"
    )
    after = re.compile(
        rf"(?<![\w.,/:$€£-]){_FIGURE}{big}(?P<gap> ?)"
        rf"(?P<sign>{_any(sides['after'])})(?P<stop>\.)?(?![\w'’/])"
    )

    def said(match: re.Match[str]) -> str:
        # `Q50`, `5 L`: with a sign that is also a letter only what is clearly a sum
        if match["sign"] in weak and len(match["part"] or "") != 2:
            return match.group()
        signs = sides["after" if "gap" in match.groupdict() else "before"]
        large = match["big"] or match["short"]
        words = (_millions if large else _sum)(match, signs[match["sign"]], tongue)
        if words is None:
            return match.group()
        stopped = match.groupdict().get("stop") and sentence_ends(match.string, match.end())
        return words + ("." if stopped else "")

    return lambda text: after.sub(said, before.sub(said, text))


def _any(signs: Iterable[str]) -> str:
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


def _signs(data: Mapping[str, Any], side: str) -> dict[str, Currency]:
    table: dict[str, Currency] = {}
    for code, entry in data["currencies"].items():
        cent = Noun(*entry["cent"]) if "cent" in entry else None
        currency = Currency(Noun(*entry["unit"]), cent)
        # `dm` is a length, `usd` can only be dollars
        codes = [code, code.lower()][: len(code) - 1] if code.isupper() else []
        for sign in (*codes, *entry.get("signs", "").split(), *entry.get(side, "").split()):
            if sign not in data["units"]:  # `3 sek` are seconds
                table.setdefault(sign, currency)
    return table


def _sum(match: re.Match[str], currency: Currency, tongue: Tongue) -> str | None:
    unit, cent = currency
    whole, part = match["whole"], match["part"] or ""
    if len(part) == 3 and "," in match.group() and tongue.data["comma_thousands"]:
        return None  # `$1,000`: a thousand overseas, one in Spain
    part = part[:2] + part[2:].rstrip("0")
    if len(part) != 2 and not part.strip("0"):
        return _counted(int(digits_of(whole)), unit, tongue)
    if len(part) == 2 and cent is not None:
        return _with_cents(int(digits_of(whole)), int(part), currency, tongue)
    return f"{tongue.number(whole, part, unit.gender)} {unit.many}"


def _millions(match: re.Match[str], currency: Currency, tongue: Tongue) -> str:
    """`2 Millionen €`, and `2 M€`, `5 k€`: a letter for millions or thousands."""
    unit = currency.unit
    if match["big"]:
        number = tongue.number(match["whole"], match["part"], tongue.data["big_form"])
        return f"{number} {match['big']} {tongue.of_many(unit)}"
    one, many = tongue.data["short_bigs"][match["short"]]
    if one == many:  # a thousand
        number = tongue.number(match["whole"], match["part"])
        return f"{number} {many} {unit.many}"
    number = tongue.number(match["whole"], match["part"], tongue.data["big_form"])
    single = match["whole"] == "1" and match["part"] is None
    return f"{number} {one if single else many} {tongue.of_many(unit)}"


def _with_cents(whole: int, cents: int, currency: Currency, tongue: Tongue) -> str:
    said = []
    if whole or not cents or currency.cent is None:
        said.append(_counted(whole, currency.unit, tongue))
    if cents and currency.cent is not None:
        said.append(_counted(cents, currency.cent, tongue))
    return " ".join(said)


def _counted(count: int, noun: Noun, tongue: Tongue) -> str:
    said = tongue.cardinal(count, noun.gender)
    if count and count % 1_000_000 == 0:
        return f"{said} {tongue.of_many(noun)}"
    return f"{said} {noun.after(count)}"

"""Figures with units: `5 km`, `−3,5 °C`, `1/2 mm`, `8 %`."""

from __future__ import annotations

import re
from collections.abc import Callable

from narrate.readings.continental.figures import BEFORE, FIGURE, MINUS, is_dash, sentence_ends
from narrate.readings.continental.fractions import FRACTION, said_fraction
from narrate.readings.continental.tongue import Noun, Tongue
from narrate.readings.continental.units import units_of

_POSITION = re.compile(
    rf"{BEFORE}(?P<degrees>\d{{1,3}}) ?[°º] ?(?P<minutes>\d{{1,2}}) ?['’′](?!['’′])"
    r"(?: ?(?P<seconds>\d{1,2}) ?(?:[\"”″]|['’′]{2}))?(?!\w)"
)
_FIGURE_AHEAD = re.compile(r" \d")
_WORD_AHEAD = re.compile(r" (?!d(?:e\b|['’]))[^\W\d_]")
_VERB_AHEAD = re.compile(r" (?!de (?:tierra|terreno|viñ|secano|regadío|labor))[^\W\d_]")


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
        if match["minus"]:
            words = ("-" if is_dash(match) else f"{tongue.word('minus')} ") + words
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
        return f"{number} {match['big']} {tongue.word('of_big')}{unit.many}"
    number = tongue.number(whole, part, unit.gender)
    return f"{number} {unit.one if part is None and whole == '1' else unit.many}"

"""Figures with units: `5 km`, `−3,5 °C`, `1/2 mm`, `8 %`."""

from __future__ import annotations

import re
from collections.abc import Callable

from narrate.script.readings.continental.figures import (
    BEFORE,
    FIGURE,
    MINUS,
    is_dash,
    sentence_ends,
)
from narrate.script.readings.continental.fractions import FRACTION, said_fraction
from narrate.script.readings.continental.tongue import Tongue
from narrate.script.readings.continental.units import units_of

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
        if match["per"] and not match["whole"]:
            return match.group()
        if match["per"]:
            words = (
                f"{tongue.number(match['whole'], match['part'])} {tongue.word('per')} {unit.one}"
            )
        elif match["n"] or match["glyph"]:
            words = said_fraction(match, tongue, unit)
            if words is None:
                return match.group()
            words = (f"{tongue.word('minus')} " if match["minus"] else "") + words
        elif match["big"]:
            number = tongue.number(match["whole"], match["part"], tongue.data["big_form"])
            words = f"{number} {match['big']} {tongue.word('of_big')}{unit.many}"
        else:
            number = tongue.number(match["whole"], match["part"], unit.gender)
            one = match["part"] is None and match["whole"] == "1"
            words = f"{number} {unit.one if one else unit.many}"
        if match["minus"] and not (match["n"] or match["glyph"]):
            words = ("-" if is_dash(match) else f"{tongue.word('minus')} ") + words
        figure = _FIGURE_AHEAD.match(match.string, match.end()) and unit not in chained
        ends = match["stop"] and (figure or sentence_ends(match.string, match.end()))
        return words + ("." if ends else "")

    return lambda text: pattern.sub(said, text)

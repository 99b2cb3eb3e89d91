"""House numbers and ZIP codes in addresses: `1428 Elm St.`, `221B Baker Street`."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import in_turn, rewriting, stop_at
from narrate.readings.english.short_forms import STATES
from narrate.readings.english.words import digits, in_pairs

_KINDS = {
    "St": "Street", "Ave": "Avenue", "Av": "Avenue", "Rd": "Road", "Blvd": "Boulevard",
    "Dr": "Drive", "Ln": "Lane", "Expy": "Expressway", "Expwy": "Expressway", "Hwy": "Highway",
    "Pkwy": "Parkway", "Ct": "Court", "Pl": "Place", "Sq": "Square", "Ter": "Terrace",
    "Cir": "Circle", "Wy": "Way", "Fwy": "Freeway", "Tpke": "Turnpike", "Pk": "Park",
}  # fmt: skip
_IN_FULL = (
    "Street|Avenue|Road|Boulevard|Drive|Lane|Expressway|Highway|Parkway|Court|Place|Square|Terrace"
    "|Circle|Way|Gardens|Crescent|Row|Mews|Gate|Walk"
)
_POINTS = {"N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast",
           "NW": "Northwest", "SE": "Southeast", "SW": "Southwest"}  # fmt: skip
_NAMES = r"(?:[A-Z][\w’']*|\d{1,3}(?:st|nd|rd|th))(?: [A-Z][\w’']*){0,3}?"


def _address(match: re.Match[str]) -> str:
    house = in_pairs(match["house"]) + (f" {match['letter']}" if match["letter"] else "")
    point = f"{_POINTS[match['point']]} " if match["point"] else ""
    kind = _KINDS.get(match["kind"], match["kind"])
    return f"{house} {point}{match['name']} {kind}{stop_at(match)}"


def _zip(match: re.Match[str]) -> str:
    more = f", {digits(match['more'])}" if match["more"] else ""
    state = match["state"]
    return f", {STATES.get(state, state)} {digits(match['zip'])}{more}"


_STATE = "|".join(sorted(set(STATES.values())))
READING = in_turn(
    rewriting(
        r"(?<![\w.,$£€/-])(?<!\b[Nn]o\. )(?P<house>\d{1,5})(?P<letter>[A-Za-z])?,? "
        rf"(?:(?P<point>[NS][EW]|[NSEW])\.? )?"
        rf"(?P<name>{_NAMES}) (?P<kind>{'|'.join(_KINDS)}|{_IN_FULL})\b\.?",
        _address,
    ),
    rewriting(
        r"(?<![\w.,])(?P<name>\d{1,3}(?:st|nd|rd|th)) (?P<kind>Ave|St|Blvd)\b(?![.’'])",
        lambda m: f"{m['name']} {_KINDS[m['kind']]}",
    ),
    rewriting(
        rf", (?P<state>{_STATE}|{'|'.join(STATES)}) "
        r"(?P<zip>\d{5})(?:-(?P<more>\d{4}))?(?![\w-]|[.,]\d)",
        _zip,
    ),
)
"""Part of the rule `numbers`"""

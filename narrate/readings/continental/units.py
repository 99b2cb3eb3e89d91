"""The table of units: SI with its prefixes, squares, cubes and speeds, from a language's names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from narrate.readings.continental.tongue import Noun

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

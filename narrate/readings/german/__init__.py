"""What German reads differently from how it is written."""

from __future__ import annotations

import re

from narrate.readings.continental.measures import fractions, measures, positions
from narrate.readings.continental.money import money
from narrate.readings.continental.plain import (
    addresses,
    decimals,
    numbers,
    phones,
    ranges,
    sums,
    symbols,
    where_figures,
)
from narrate.readings.continental.shorthand import shorthand
from narrate.readings.german.calendar import dates, times
from narrate.readings.german.grammar import GERMAN, form_at
from narrate.readings.german.numbering import (
    compounds,
    halves,
    last_days,
    ordinals,
    romans,
    serials,
    suffixed,
    year_numbers,
)
from narrate.readings.rule import Reading

_STREET = re.compile(r"(?<=[a-zäöüß])str\.(?=\W|$)")
_shorthand = shorthand(GERMAN)


def abbreviations(text: str) -> str:
    """`z. B.`, `Dr.`, `Nr. 5`, and streets (`Hauptstr.`)."""
    return _STREET.sub("straße", _shorthand(text)) if "." in text else text


READINGS = (
    Reading("addresses", addresses(GERMAN)),
    Reading("abbreviations", abbreviations),
    Reading("roman", romans),
    Reading("ordinals", where_figures(suffixed)),
    Reading("dates", where_figures(dates)),
    Reading("times", where_figures(times)),
    Reading("phones", where_figures(phones(GERMAN))),
    Reading("money", where_figures(money(GERMAN))),
    Reading("measures", where_figures(positions(GERMAN))),
    Reading("measures", where_figures(measures(GERMAN))),
    Reading("ordinals", where_figures(ordinals)),
    Reading("ordinals", where_figures(last_days)),
    Reading("serials", where_figures(serials)),
    Reading("numbers", where_figures(compounds)),
    Reading("fractions", where_figures(halves)),
    Reading("fractions", where_figures(fractions(GERMAN))),
    Reading("math", where_figures(sums(GERMAN))),
    Reading("years", where_figures(year_numbers)),
    Reading("ranges", where_figures(ranges(GERMAN))),
    Reading("decimals", where_figures(decimals(GERMAN))),
    Reading("numbers", where_figures(numbers(GERMAN, form_at))),
    Reading("symbols", symbols(GERMAN)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""

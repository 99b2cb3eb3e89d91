"""What Spanish reads differently from how it is written."""

from narrate.readings.continental import plain
from narrate.readings.continental.addresses import addresses, phones
from narrate.readings.continental.codes import codes, lettered
from narrate.readings.continental.measures import (
    decades,
    fractions,
    measures,
    positions,
)
from narrate.readings.continental.money import money
from narrate.readings.continental.pairs import (
    clocks,
    laps,
    numbered_years,
    ratios,
    scores,
    seasons,
    sizes,
    spans,
)
from narrate.readings.continental.plain import where_figures
from narrate.readings.continental.shorthand import shorthand
from narrate.readings.languages import Reading
from narrate.readings.powers import powers
from narrate.readings.spanish.calendar import dates, times, veiled_years
from narrate.readings.spanish.grammar import SPANISH, form_at, place
from narrate.readings.spanish.numbering import halves, ordinals, romans

READINGS = (
    Reading("math", powers("es")),
    Reading("addresses", addresses(SPANISH)),
    Reading("abbreviations", shorthand(SPANISH)),
    Reading("serials", where_figures(codes(SPANISH))),
    Reading("roman", romans),
    Reading("dates", where_figures(dates)),
    Reading("years", where_figures(veiled_years)),
    Reading("years", where_figures(seasons(SPANISH))),
    Reading("years", where_figures(numbered_years(SPANISH))),
    Reading("times", where_figures(laps(SPANISH))),
    Reading("times", where_figures(clocks(SPANISH))),
    Reading("times", where_figures(times)),
    Reading("years", where_figures(decades(SPANISH))),
    Reading("phones", where_figures(phones(SPANISH))),
    Reading("ranges", where_figures(scores(SPANISH))),
    Reading("ranges", where_figures(ratios(SPANISH))),
    Reading("measures", where_figures(sizes(SPANISH))),
    Reading("ranges", where_figures(spans(SPANISH))),
    Reading("money", where_figures(money(SPANISH))),
    Reading("ordinals", where_figures(ordinals)),
    Reading("measures", where_figures(positions(SPANISH))),
    Reading("measures", where_figures(measures(SPANISH))),
    Reading("serials", where_figures(lettered(SPANISH))),
    Reading("math", where_figures(plain.sums(SPANISH))),
    Reading("fractions", where_figures(halves)),
    Reading("fractions", where_figures(fractions(SPANISH))),
    Reading("ranges", where_figures(plain.ranges(SPANISH))),
    Reading("decimals", where_figures(plain.decimals(SPANISH))),
    Reading("numbers", where_figures(plain.numbers(SPANISH, form_at))),
    Reading("symbols", plain.symbols(SPANISH)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""


def heading_number(value: int) -> str:
    """As a chapter's."""
    return place(value, "m")

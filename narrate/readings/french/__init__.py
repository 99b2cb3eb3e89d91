"""What French reads differently from how it is written."""

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
    scores,
    seasons,
    sizes,
    spans,
)
from narrate.readings.continental.plain import where_figures
from narrate.readings.french.calendar import dates, times
from narrate.readings.french.grammar import FRENCH, form_at, place
from narrate.readings.french.numbering import halves, ordinals, romans
from narrate.readings.french.shorthand import abbreviations, francs
from narrate.readings.languages import Reading
from narrate.readings.powers import powers

READINGS = (
    Reading("math", powers("fr")),
    Reading("addresses", addresses(FRENCH)),
    Reading("abbreviations", abbreviations),
    Reading("serials", where_figures(codes(FRENCH))),
    Reading("roman", romans),
    Reading("dates", where_figures(dates)),
    Reading("years", where_figures(seasons(FRENCH))),
    Reading("years", where_figures(numbered_years(FRENCH))),
    Reading("times", where_figures(laps(FRENCH))),
    Reading("times", where_figures(clocks(FRENCH))),
    Reading("times", where_figures(times)),
    Reading("ordinals", ordinals),
    Reading("years", where_figures(decades(FRENCH))),
    Reading("phones", where_figures(phones(FRENCH))),
    Reading("ranges", where_figures(scores(FRENCH))),
    Reading("measures", where_figures(sizes(FRENCH))),
    Reading("ranges", where_figures(spans(FRENCH))),
    Reading("money", where_figures(francs)),
    Reading("money", where_figures(money(FRENCH))),
    Reading("measures", where_figures(positions(FRENCH))),
    Reading("measures", where_figures(measures(FRENCH))),
    Reading("serials", where_figures(lettered(FRENCH))),
    Reading("math", where_figures(plain.sums(FRENCH))),
    Reading("fractions", where_figures(halves)),
    Reading("fractions", where_figures(fractions(FRENCH))),
    Reading("ranges", where_figures(plain.ranges(FRENCH))),
    Reading("decimals", where_figures(plain.decimals(FRENCH))),
    Reading("numbers", where_figures(plain.numbers(FRENCH, form_at))),
    Reading("symbols", plain.symbols(FRENCH)),
)
"""In the order in which they must be made: what is read first is no figure for the next"""


def heading_number(value: int) -> str:
    """As a chapter's."""
    return place(value, "m")

"""How English is read. Each rule leaves the figures that it is not sure of to those after it."""

from narrate.readings.english import (
    abbreviations,
    addresses,
    dates,
    fractions,
    measures,
    money,
    numbers,
    romans,
    serials,
    times,
)
from narrate.readings.english.rewriting import cardinal
from narrate.readings.languages import Reading
from narrate.readings.powers import powers

READINGS: tuple[Reading, ...] = (
    Reading("math", powers("en")),
    Reading("addresses", addresses.READING),
    Reading("phones", serials.PHONES),
    Reading("times", times.READING),
    Reading("dates", dates.READING),
    Reading("money", money.READING),
    Reading("numbers", addresses.STREETS),
    Reading("math", fractions.MATH),
    Reading("measures", measures.READING),
    Reading("abbreviations", abbreviations.READING),
    Reading("serials", serials.PROVISIONS),
    Reading("roman", romans.READING),
    Reading("fractions", fractions.READING),
    Reading("ranges", numbers.RANGES),
    Reading("years", dates.YEARS),
    Reading("ordinals", dates.ORDINALS),
    Reading("serials", serials.READING),
    Reading("decimals", numbers.DECIMALS),
    Reading("numbers", numbers.READING),
    Reading("symbols", abbreviations.SYMBOLS),
)
"""In their order: what is longest and surest first"""


def heading_number(value: int) -> str:
    """As a chapter's."""
    return cardinal(value)

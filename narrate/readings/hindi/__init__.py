"""What Hindi reads differently from how it is written, in both digit systems.

Rules go from what has a mark of its own (an address, a currency) to the bare number, so that
each takes what is surely its own and leaves the rest.
"""

from narrate.readings.hindi import calendar, measures, numbers, plain
from narrate.readings.hindi.addresses import read_addresses, read_places
from narrate.readings.languages import Reading
from narrate.readings.powers import powers

READINGS = (
    Reading("math", powers("hi")),
    Reading("addresses", read_addresses),
    Reading("abbreviations", numbers.abbreviations),
    Reading("serials", plain.SERIALS),
    Reading("addresses", read_places),
    Reading("phones", plain.PHONES),
    Reading("times", calendar.TIMES),
    Reading("dates", calendar.DATES),
    Reading("years", calendar.YEARS),
    Reading("money", measures.MONEY),
    Reading("ordinals", numbers.ORDINALS),
    Reading("math", plain.MATH),
    Reading("measures", measures.MEASURES),
    Reading("fractions", plain.FRACTIONS),
    Reading("ranges", plain.RANGES),
    Reading("decimals", plain.DECIMALS),
    Reading("numbers", plain.NUMBERS),
    Reading("roman", numbers.ROMAN),
    Reading("symbols", plain.SYMBOLS),
)

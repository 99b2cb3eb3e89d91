"""What Hindi reads differently from how it is written, in both digit systems.

Rules go from what has a mark of its own (an address, a currency) to the bare number, so that
each takes what is surely its own and leaves the rest.
"""

from __future__ import annotations

from narrate.readings.hindi import plain, words
from narrate.readings.hindi.addresses import read_addresses, read_places
from narrate.readings.hindi.calendar import read_dates, read_times, read_years
from narrate.readings.hindi.measures import read_measures, read_money
from narrate.readings.hindi.plain import read_phones
from narrate.readings.indian import with_figures
from narrate.readings.rule import Reading

READINGS = (
    Reading("addresses", read_addresses),
    Reading("abbreviations", words.read_abbreviations),
    Reading("addresses", read_places),
    Reading("phones", with_figures(read_phones)),
    Reading("times", with_figures(read_times)),
    Reading("dates", with_figures(read_dates)),
    Reading("years", with_figures(read_years)),
    Reading("money", with_figures(read_money)),
    Reading("ordinals", with_figures(words.read_ordinals)),
    Reading("math", with_figures(plain.read_math)),
    Reading("measures", with_figures(read_measures)),
    Reading("fractions", plain.read_fractions),
    Reading("ranges", with_figures(plain.read_ranges)),
    Reading("decimals", with_figures(plain.read_decimals)),
    Reading("numbers", with_figures(plain.read_numbers)),
    Reading("roman", words.read_roman),
    Reading("symbols", plain.read_symbols),
)

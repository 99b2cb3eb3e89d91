"""How English is read. Each rule leaves the figures that it is not sure of to those after it."""

from narrate.readings.english import (
    abbreviations,
    addresses,
    dates,
    fractions,
    maths,
    measures,
    money,
    numbers,
    ordinals,
    phones,
    ranges,
    romans,
    serials,
    streets,
    symbols,
    times,
    years,
)
from narrate.readings.rule import Reading

READINGS: tuple[Reading, ...] = (
    Reading("addresses", addresses.READING),
    Reading("phones", phones.READING),
    Reading("times", times.READING),
    Reading("dates", dates.READING),
    Reading("money", money.READING),
    Reading("numbers", streets.READING),
    Reading("math", maths.READING),
    Reading("measures", measures.READING),
    Reading("abbreviations", abbreviations.READING),
    Reading("roman", romans.READING),
    Reading("fractions", fractions.READING),
    Reading("ranges", ranges.READING),
    Reading("years", years.READING),
    Reading("ordinals", ordinals.READING),
    Reading("serials", serials.READING),
    Reading("decimals", numbers.DECIMALS),
    Reading("numbers", numbers.READING),
    Reading("symbols", symbols.READING),
)
"""In their order: what is longest and surest first"""

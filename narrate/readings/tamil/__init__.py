"""What Tamil reads differently from how it is written: figures, prices, units, times and dates.

Endings join to a figure in many ways, so a figure with an ending that is not known here is left
as it stands, for the engine to read.
"""

from narrate.readings.powers import powers
from narrate.readings.rule import Reading
from narrate.readings.tamil import counts, figures

READINGS = (
    Reading("math", powers("ta")),
    Reading("phones", figures.PHONES),
    Reading("abbreviations", figures.ABBREVIATIONS),
    Reading("times", counts.TIMES),
    Reading("dates", figures.DATES),
    Reading("ordinals", figures.ORDINALS),
    Reading("money", counts.MONEY),
    Reading("measures", counts.MEASURES),
    Reading("fractions", figures.FRACTIONS),
    Reading("ranges", figures.RANGES),
    Reading("decimals", figures.DECIMALS),
    Reading("numbers", figures.NUMBERS),
)

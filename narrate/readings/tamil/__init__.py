"""What Tamil reads differently from how it is written: figures, prices, units, times and dates.

Endings join to a figure in many ways, so a figure with an ending that is not known here is left
as it stands, for the engine to read.
"""

from __future__ import annotations

from narrate.readings.indian import with_figures
from narrate.readings.rule import Reading
from narrate.readings.tamil import counts, figures

READINGS = (
    Reading("phones", with_figures(figures.read_phones)),
    Reading("abbreviations", figures.read_abbreviations),
    Reading("times", with_figures(counts.read_times)),
    Reading("dates", with_figures(figures.read_dates)),
    Reading("ordinals", with_figures(figures.read_ordinals)),
    Reading("money", with_figures(counts.read_money)),
    Reading("measures", with_figures(counts.read_measures)),
    Reading("fractions", figures.read_fractions),
    Reading("ranges", with_figures(figures.read_ranges)),
    Reading("decimals", with_figures(figures.read_decimals)),
    Reading("numbers", with_figures(figures.read_numbers)),
)

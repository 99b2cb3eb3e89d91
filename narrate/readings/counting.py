"""Number words: num2words, asked once for each number."""

from __future__ import annotations

import functools

MOST_DIGITS = 24
"""Longer figures are codes and are left alone; num2words counts this far in every language"""


@functools.lru_cache(maxsize=8192)
def cardinal(number: int, language: str) -> str:
    """The counting form of a whole number of at most `MOST_DIGITS` digits, as num2words says it."""
    from num2words import num2words  # 15 ms: only where there is a figure to read

    return str(num2words(number, lang=language))

"""What one rule of reading is: a name by which it is switched, and what it does to a text.

Also number words for all languages that num2words has, each number asked for once.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

RuleName = Literal[
    "abbreviations",  # Dr., St. as Saint or Street, No., vs.
    "addresses",  # web and e-mail addresses, file names, hashtags
    "capitals",  # words that the book also writes otherwise; made of the book, not the language
    "dates",
    "decimals",
    "fractions",
    "math",
    "measures",  # figures with units
    "money",
    "numbers",  # plain whole numbers
    "ordinals",
    "phones",
    "ranges",
    "roman",  # in context: chapters, kings
    "serials",  # codes of letters and digits
    "symbols",
    "times",  # and chapter and verse, which look like them
    "years",
]

RULE_NAMES: tuple[RuleName, ...] = get_args(RuleName)


JOINT = "\u00ad"
"""Marks where a long number word may be parted, for engines that need it; no text has it before

It is the soft hyphen, so what a reading gives is plain words to everybody else.
"""


@dataclass(frozen=True, slots=True)
class Reading:
    """One rule of a language; it leaves alone what it is not sure of."""

    name: RuleName
    apply: Callable[[str], str]
    """From a line of clean text to the same with its own matter put into words"""


MOST_DIGITS = 24
"""Longer figures are codes and are left alone; num2words counts this far in every language"""


@functools.lru_cache(maxsize=8192)
def counted(number: int, language: str) -> str:
    """The counting form of a whole number of at most `MOST_DIGITS` digits, as num2words says it."""
    from num2words import num2words  # 15 ms: only where there is a figure to read

    return str(num2words(number, lang=language))

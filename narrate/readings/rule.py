"""What one rule of reading is: a name by which it is switched, and what it does to a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

RuleName = Literal[
    "abbreviations",  # Dr., St. as Saint or Street, No., vs.
    "addresses",  # web and e-mail addresses, file names, hashtags
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


@dataclass(frozen=True, slots=True)
class Reading:
    """One rule of a language; it leaves alone what it is not sure of."""

    name: RuleName
    apply: Callable[[str], str]
    """From a line of clean text to the same with its own matter put into words"""

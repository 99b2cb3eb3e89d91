"""Plain numbers, and those with a decimal point."""

from __future__ import annotations

import re

from narrate.script.readings.english.rewriting import counts, has_figure, rewriting
from narrate.script.readings.english.words import digits, number

_LONG = 6
"""Figures without commas from which on a number that counts nothing is read figure by figure"""


def _decimal(match: re.Match[str]) -> str:
    letter = match.string[match.end() : match.end() + 1].isalpha()
    return number(match.group()) + (" " if letter else "")


def _number(match: re.Match[str]) -> str:
    written = match.group()
    lead = "" if match.start() == 0 or not match.string[match.start() - 1].isalpha() else " "
    follow = match.string[match.end() : match.end() + 1]
    space = " " if follow.isalpha() else ""
    if len(written) >= _LONG and "," not in written and not counts(match):
        return f"{lead}{digits(written)}{space}"
    return f"{lead}{number(written)}{space}"


DECIMALS = rewriting(
    r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)?\.\d+(?![^\W\d]{2}|\d|[.,/]\d)",
    _decimal,
    lambda text: has_figure(text) and "." in text,
)
"""The rule `decimals`"""
READING = rewriting(
    r"(?<![\d/])(?:\d{1,3}(?:,\d{3})+(?![\d/])|\d+(?![\d/]))|\d+(?=/(?!\w))|(?<=\W/)\d+(?!\d)",
    _number,
)
"""The rule `numbers`; by now no other rule wants the figure"""

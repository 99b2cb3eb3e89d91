"""Figures as Indian books write them: any script's digits, 1,00,000 beside 100,000."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

BEGIN = r"(?<![\p{L}\p{M}\p{N}.,])(?<!\p{N}[:/–-])"
"""Before a figure: no letter and no other figure that it is a part of"""
END = r"(?![\p{L}\p{M}\p{N}])(?![.,:/–-]\p{N})"
"""After a figure"""
WHOLE = r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)"
"""A whole number, grouped or not; groups are by thousands or by lakhs"""
NUMBER = rf"{WHOLE}(?:\.\d+)?"
LAST = r"(?![\p{L}\p{M}\p{N}])"
"""After a word: the word ends here"""

FEET_AND_INCHES = r"(?P<feet>\d{1,2})\s?['’′]\s?(?P<inches>\d{1,2})\s?(?:[\"”″]|['’′]{2})"
"""`5'6"`"""

FIGURE = regex.compile(r"\d")
_MOST_DIGITS = 40
_NEAR = 2
"""Numbers this close are said as a pair, दो-तीन, and not as a span, दो से पाँच"""

Words = Callable[[int], str | None]
"""A number in words; None where there are none for it"""


def value_of(figures: str) -> int:
    """The value of a whole number in any script's digits, with or without groups.

    Of one longer than any number word only the first digits, which are beyond words too.
    """
    return int(figures.replace(",", "")[:_MOST_DIGITS])


def one_by_one(figures: str, digits: Sequence[str]) -> str:
    """The words of single digits; whatever is no digit is passed over."""
    return " ".join(digits[int(c)] for c in figures if c.isdecimal())


def scaled(
    number: int,
    scales: Sequence[tuple[int, str]],
    small: Sequence[str],
    rest: Callable[[int], str],
) -> str | None:
    """A number by its scales (`crore`, `lakh`, `thousand`), largest first, and a table to 99.

    `rest` says what is below the smallest scale. None for a number that has more of the largest
    scale than the table knows.
    """
    words: list[str] = []
    for size, name in scales:
        count, number = divmod(number, size)
        if count >= len(small):
            return None
        if count:
            words += [small[count], name]
    if number or not words:
        words.append(rest(number))
    return " ".join(words)


@dataclass(frozen=True, slots=True)
class Figures:
    """How one language says figures as they are written."""

    cardinal: Words
    digits: Sequence[str]
    """0 to 9"""
    point: str
    until: str
    """Between the ends of a span"""
    pair: str
    """Between two numbers so close that they are said as a pair"""

    def spelled(self, figures: str) -> str:
        """Digit by digit, as a telephone number is said."""
        return one_by_one(figures, self.digits)

    def whole(self, figures: str) -> str | None:
        """A whole number; one that begins with a nought is read digit by digit."""
        if len(figures) > 1 and int(figures[0]) == 0:
            return self.spelled(figures)
        return self.cardinal(value_of(figures))

    def number(self, figures: str) -> str | None:
        """A whole number or a decimal, whose digits after the point are said one by one."""
        front, point, behind = figures.partition(".")
        if not point:
            return self.whole(front)
        words = self.cardinal(value_of(front))
        return words and f"{words} {self.point} {self.spelled(behind)}"

    def span(self, first: str, second: str) -> str | None:
        """Two numbers with a dash between; None where the second is not the larger one."""
        a, b = self.number(first), self.number(second)
        if a is None or b is None:
            return None
        if "." in first + second:
            return f"{a} {self.until} {b}"
        low, high = value_of(first), value_of(second)
        if low >= high:
            return None
        near = high - low <= _NEAR and high < 100
        return f"{a}{self.pair}{b}" if near else f"{a} {self.until} {b}"


Change = Callable[[regex.Match[str]], str | None]
"""The words for a match; None leaves it as it is written"""


def rule(*changes: tuple[regex.Pattern[str], Change], figures: bool = True) -> Callable[[str], str]:
    """A rule that makes changes one after the other where their patterns match.

    With `figures` only in texts that have a digit at all: most of a novel's sentences have none.
    """

    def apply(text: str) -> str:
        if figures and not FIGURE.search(text):
            return text
        for pattern, change in changes:
            text = pattern.sub(functools.partial(_changed, change), text)
        return text

    return apply


def _changed(change: Change, found: regex.Match[str]) -> str:
    words = change(found)
    return found.group() if words is None else words

"""Whole numbers, decimals and percentages in Marathi, Bengali and Gujarati, and no more.

The words to ninety-nine are those of the Unicode CLDR's spellout rules, looked through by hand.
From 1100 to 1999 all three count by hundreds, in years and elsewhere. A figure with an ending
joined to it is left to the engine.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from narrate.readings import indian
from narrate.readings.languages import Reading, data_of

_WHOLE = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}{indian.END}(?!-?[\p{{L}}\p{{M}}])")
_DECIMAL = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}\.\d+{indian.END}(?!-?[\p{{L}}\p{{M}}])")
_PERCENT = regex.compile(rf"{indian.BEGIN}(?P<number>{indian.NUMBER})\s?%{indian.LAST}")


@dataclass(frozen=True, slots=True)
class Counting:
    """The number words of one language."""

    small: tuple[str, ...]
    """0 to 99"""
    hundred: str
    """A hundred alone"""
    hundreds: Mapping[int, str]
    """Hundreds that are not the number with `joined` behind it"""
    joined: str
    scales: tuple[tuple[int, str], ...]
    point: str
    percent: str

    def cardinal(self, number: int) -> str | None:
        """A number in words; None where there are too many crores."""
        if 1100 <= number < 2000:
            return self._below_two_thousand(number)
        return indian.scaled(number, self.scales, self.small, self._below_two_thousand)

    def _below_two_thousand(self, number: int) -> str:
        hundreds, rest = divmod(number, 100)
        if not hundreds:
            return self.small[rest]
        name = self.hundreds.get(hundreds, self.small[hundreds] + self.joined)
        if not rest:
            return self.hundred if hundreds == 1 else name
        return f"{name} {self.small[rest]}"

    def number(self, figures: str) -> str | None:
        """A whole number or a decimal as written."""
        front, point, behind = figures.partition(".")
        noughts = len(front) > 1 and int(front[0]) == 0
        if noughts:
            return None if point else indian.one_by_one(front, self.small)
        words = self.cardinal(indian.value_of(front))
        if words is None or not point:
            return words
        return f"{words} {self.point} {indian.one_by_one(behind, self.small)}"

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The rules of the language, in order."""
        return (
            Reading("measures", indian.rule((_PERCENT, self._percentage))),
            Reading("decimals", indian.rule((_DECIMAL, lambda found: self.number(found.group())))),
            Reading("numbers", indian.rule((_WHOLE, lambda found: self.number(found.group())))),
        )

    def _percentage(self, found: regex.Match[str]) -> str | None:
        words = self.number(found["number"])
        return words and f"{words} {self.percent}"


def _counting(language: str) -> Counting:
    words = dict(data_of(language))
    words["small"] = tuple(words["small"].split())
    words["hundreds"] = {int(count): name for count, name in words["hundreds"].items()}
    words["scales"] = tuple((int(size), name) for size, name in words["scales"].items())
    return Counting(**words)


COUNTING: Mapping[str, Counting] = {
    language: _counting(language) for language in ("mr", "bn", "gu")
}
READINGS = {language: counting.readings for language, counting in COUNTING.items()}

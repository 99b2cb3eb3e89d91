"""What Spanish, German and French share: figures as the continent writes them (1.000,5).

The rules are made once for each language from its `Tongue`; a language's own module adds
what only it does and puts all in order.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Form = Literal["", "m", "f", "n"]
"""How a number ends: counting alone, or before a noun of that gender"""


class Noun(NamedTuple):
    """A thing that is counted."""

    gender: Form
    one: str
    many: str

    def after(self, count: int) -> str:
        """The form after a whole number."""
        return self.one if abs(count) == 1 else self.many


class Currency(NamedTuple):
    """A coin and its hundredth, which some have not."""

    unit: Noun
    cent: Noun | None


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: its words from `readings/data/NAME.json`, its grammar as functions."""

    name: str
    cardinal: Callable[[int, Form], str]
    """A whole number in words"""
    decimals: Callable[[str, Form], str]
    """The figures behind the comma in words"""
    portion: Callable[[int, int, Noun | None], str | None]
    """A fraction in words, alone or of a unit; None where it is not said as one"""
    mixed: Callable[[int, int, int, Noun | None], str | None]
    """A whole number and a fraction in words, alone or of a unit"""
    data: Mapping[str, Any]

    def word(self, name: str) -> str:
        """One of the language's small words (`minus`, `point`)."""
        return str(self.data["words"][name])

    def number(self, whole: str, part: str | None, form: Form = "", tail: str | None = None) -> str:
        """A figure in words; `part` comes after a decimal comma, `tail` after a point."""
        digits = "".join(filter(str.isdecimal, whole))
        behind = part or tail
        if behind is None:
            return self.cardinal(int(digits), form)
        mark = self.word("point" if part else "stop")
        return f"{self.cardinal(int(digits), '')} {mark} {self.decimals(behind, form)}"

    def of_many(self, noun: Noun) -> str:
        """A noun behind a million: `de francos`, `d'euros`, `Euro`."""
        elided = self.data["words"].get("of_big_elided")
        of = elided if elided and noun.many[0] in "aeiouhéèêâô" else self.word("of_big")
        return f"{of}{noun.many}"

    def spelled(self, digits: str) -> str:
        """Figures one by one."""
        return " ".join(self.cardinal(int(digit), "") for digit in digits)

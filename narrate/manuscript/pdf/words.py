"""The book's own words, to judge by whether a word at a line's end was cut or has a hyphen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

import regex

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:[-\u2010'’][\p{L}\p{M}]+)*")
_LAST = regex.compile(r"([\p{L}\p{M}'’]+(?:[-\u2010][\p{L}\p{M}'’]+)*)[-\u2010\u00ad]$")
_FIRST = regex.compile(r"[\p{L}\p{M}'’]+(?:[-\u2010][\p{L}\p{M}'’]+)*")
_HYPHENS: Final = "-\u2010"
_LONGEST: Final = 80
"""Letters of the longest word that is looked at"""
_SHORTEST: Final = 3
"""Letters of half a compound"""


class Words:
    """How often each word stands in the book where no line end cuts it."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        cut = False
        for line in lines:
            words = _WORD.findall(line.casefold().replace("\u2010", "-"))
            was_cut, cut = cut, line.rstrip()[-1:] in ("-", "\u2010", "\u00ad")
            self._counts.update(words[1 if was_cut else 0 : -1 if cut else None])

    @property
    def all(self) -> frozenset[str]:
        """Every word."""
        return frozenset(self._counts)

    def join(self, text: str, following: str) -> str:
        """Two lines as one text: a cut word is made whole, a compound keeps its hyphen."""
        text = text.rstrip()
        following = following.lstrip()
        if text.endswith("\u00ad"):
            return text[:-1] + following
        first, second = _LAST.search(text[-_LONGEST:]), _FIRST.match(following)
        if not first or not second:
            dashed = text[-1:] in "—–" and text[-2:-1].strip() and following[:1].isalpha()
            return text + following if dashed else f"{text} {following}"
        if self._is_cut(first[1].casefold(), second[0].casefold(), second[0]):
            return text[:-1] + following
        return text + following

    def _is_cut(self, first: str, second: str, written: str) -> bool:
        """Whether the hyphen is the printer's and not the word's."""
        whole, compound = self._counts[first + second], self._counts[f"{first}-{second}"]
        if whole != compound:
            return whole > compound
        if not written[0].islower() and written[0].upper() != written[0].lower():
            return False
        if any(hyphen in second for hyphen in _HYPHENS):
            return False
        both = min(len(first), len(second)) >= _SHORTEST
        return not (both and self._counts[first] and self._counts[second])

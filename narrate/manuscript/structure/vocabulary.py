"""The words of one book, which decide whether a hyphen at the end of a line stays."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import islice
from typing import Final

import regex

from narrate.manuscript.tongue import language_in
from narrate.manuscript.words import words_of

_WORD = regex.compile(r"[\p{L}\p{M}]+(?:[-\u2010'’][\p{L}\p{M}]+)*")
_LAST = regex.compile(r"([\p{L}\p{M}'’]+(?:[-\u2010][\p{L}\p{M}'’]+)*)[-\u2010\u00ad]$")
_FIRST = regex.compile(r"[\p{L}\p{M}'’]+(?:[-\u2010][\p{L}\p{M}'’]+)*")
_DASHED = regex.compile(r"\S(?:[—–]|--)$")
_HYPHENS: Final = "-\u2010"
_LONGEST: Final = 80
"""Letters of the longest word that is looked at"""
_SHORTEST: Final = 3
"""Letters of half a compound"""
_SAMPLE: Final = 2000
"""Words by which the language is known"""
_TELLING: Final = 3
"""Compounds cut at their hyphens that it takes to see that a book cuts nothing else"""


def _all(words: Mapping[str, str]) -> frozenset[str]:
    return frozenset(" ".join(words.values()).split())


_DATA = words_of("hyphens")
_BEFORE, _BEHIND = (
    {language: frozenset(words.split()) for language, words in _DATA[place].items()}
    for place in ("before", "behind")
)
"""By language the words that stand before and behind the hyphens of compounds, often or always"""
_ENDINGS = tuple(" ".join(_DATA["endings"].values()).split())
"""Where the first half of a compound ends so, no printer cuts a word"""
_NONE: Final[frozenset[str]] = frozenset()
_SUSPENDED = _all(_DATA["suspended"])
"""Behind `two-` or `Vor-`, whose hyphen stands for what the word behind these has"""


UNSPACED: Final = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\u3000-\u303f\uff01-\uff60ー…—―‘’“”]"
)
"""What is written without blanks: Chinese and Japanese, and the marks in them"""


def are_close(text: str, following: str) -> bool:
    """Whether no blank is written between two texts: both sides are Chinese or Japanese."""
    return bool(UNSPACED.match(text[-1:]) and UNSPACED.match(following[:1]))


class Vocabulary:
    """How often each word stands in the book where no line end cuts it."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._counts: Counter[str] = Counter()
        self._cuts: list[tuple[str, str]] = []
        last = ""
        for line in lines:
            words = _WORD.findall(line.casefold().replace("\u2010", "-"))
            was_cut, cut = bool(last), line.rstrip()[-1:] in ("-", "\u2010", "\u00ad")
            if was_cut and words:
                self._cuts.append((last, words[0]))
            last = words[-1] if cut and words else ""
            self._counts.update(words[1 if was_cut else 0 : -1 if cut else None])

    @property
    def all(self) -> frozenset[str]:
        """Every word."""
        return frozenset(self._counts)

    def join(self, text: str, following: str) -> str:
        """Two lines as one text: a cut word is made whole, a compound keeps its hyphen.

        `nega-` and `tive` are `negative`, `half-` and `hearted` `half-hearted`, `Vor-` and
        `und` stay two words.
        """
        text = text.rstrip()
        following = following.lstrip()
        if text.endswith("\u00ad"):
            return text[:-1] + following
        first, second = _LAST.search(text[-_LONGEST:]), _FIRST.match(following)
        if not first or not second:
            dashed = _DASHED.search(text) and following[:1].isalpha()
            close = bool(dashed) or are_close(text, following)
            return text + following if close else f"{text} {following}"
        if second[0].casefold() in _SUSPENDED:
            return f"{text} {following}"
        capitals = first[1].isupper() and second[0].isupper() and len(first[1]) > 1
        written = second[0].lower() if capitals else second[0]
        if self._is_cut(first[1].casefold(), second[0].casefold(), written):
            return text[:-1] + following
        return text + following

    def _is_cut(self, first: str, second: str, written: str) -> bool:
        """Whether the hyphen is the printer's and not the word's."""
        told = self._told(first, second)
        if told is not None:
            return told
        if not written[0].islower() and written[0].upper() != written[0].lower():
            return False
        chained = "-" in first and len(first.rpartition("-")[2]) <= _SHORTEST  # mother-in-law
        if any(hyphen in second for hyphen in _HYPHENS):  # wash-ing-stand, week-after-week
            return self._hyphenates and not self._counts[regex.split("[-\u2010]", second)[0]]
        if chained:
            return False
        return not self._cuts_compounds

    def _told(self, first: str, second: str) -> bool | None:
        """Whether the book's words show that a hyphen is the printer's; None: they do not."""
        whole, compound = self._counts[first + second], self._counts[f"{first}-{second}"]
        if whole != compound:
            return whole > compound
        before, behind = self._compounding
        sure = first in before and (self._counts[second] or len(first) > _SHORTEST)
        if self._hyphenates and not sure:
            return None
        formed = len(first) > _SHORTEST + 2 and first.endswith(_ENDINGS)
        if first in before or second in behind or formed:
            return False
        both = min(len(first), len(second)) >= _SHORTEST
        return False if both and self._counts[first] and self._counts[second] else None

    @cached_property
    def _compounding(self) -> tuple[frozenset[str], frozenset[str]]:
        """Words before and behind hyphens in the book's language: `extra-` is no English one.

        Where the language is not clear, those of all.
        """
        language = language_in([" ".join(islice(self._counts.elements(), _SAMPLE))], "")
        before, behind = (
            words.get(language, _NONE) if language else _NONE.union(*words.values())
            for words in (_BEFORE, _BEHIND)
        )
        return before, behind

    @cached_property
    def _hyphenates(self) -> bool:
        """Whether the printer of this book cuts words, as those show that it has whole, too."""
        pairs = [(self._counts[a + b], self._counts[f"{a}-{b}"]) for a, b in self._cuts]
        whole = sum(1 for together, compound in pairs if together > compound)
        return whole >= _TELLING and whole > 3 * sum(1 for a, b in pairs if a < b)

    @cached_property
    def _cuts_compounds(self) -> bool:
        """Whether the lines of this book end in the hyphens of compounds and nowhere else."""
        told = Counter(self._told(first, second) for first, second in self._cuts)
        return told[False] >= _TELLING and told[False] > told[True] + told[None]

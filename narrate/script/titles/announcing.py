"""How a chapter's title is announced: with its number said before it, or without the one in it.

A heading's text stays the title as the manuscript has it; only its spoken text differs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from narrate.book import Mark
from narrate.language import primary

_CHAPTER = {
    "bn": "অধ্যায় {}। ",
    "de": "Kapitel {} – ",  # behind a full stop an engine may hear an ordinal
    "en": "Chapter {}. ",
    "es": "Capítulo {}. ",
    "fr": "Chapitre {}. ",
    "gu": "પ્રકરણ {}. ",
    "hi": "अध्याय {}। ",
    "it": "Capitolo {}. ",
    "mr": "प्रकरण {}. ",
    "nl": "Hoofdstuk {}. ",
    "pt": "Capítulo {}. ",
    "ta": "அத்தியாயம் {}. ",
}
_NUMBER_ALONE = "{}. "
"""For a language whose word is not known: better none than one of another language"""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is said otherwise of a title than it is written."""

    number: int | None = None
    """Said before it, with the word for chapter"""
    unsaid: tuple[int, int] | None = None
    """The span of the title that is not said"""

    def opening(self, language: str) -> str:
        """`Chapter 3. `, or nothing."""
        if self.number is None:
            return ""
        return _CHAPTER.get(primary(language), _NUMBER_ALONE).format(self.number)

    def reworded(
        self, title: str, start: int, end: int, marks: Iterable[Mark], opening: str
    ) -> tuple[str, list[Mark]]:
        """What is said of `title[start:end]` behind an opening, and the marks of these words.

        Positions of `marks` count from `start`, as `Says.take` gives them. A mark for more than
        the unsaid span says it too.
        """
        words, known = title[start:end], list(marks)
        a, b = (min(max(at - start, 0), len(words)) for at in self.unsaid or (0, 0))
        if any(_says_more(mark, a, b) for mark in known):
            a = b = 0
        before = [m for m in known if m.end <= a]
        after = [m for m in known if m.start >= b and m not in before]
        shift = len(opening)
        moved = [*_moved(before, shift), *_moved(after, shift - (b - a))]
        return opening + words[:a] + words[b:], moved


AS_WRITTEN: Final = Announcement()


def _says_more(mark: Mark, start: int, end: int) -> bool:
    """Whether a mark is for something of a span and for more than it."""
    meets = mark.start < end and mark.end > start
    return meets and (mark.start < start or mark.end > end)


def _moved(marks: Iterable[Mark], by: int) -> Iterator[Mark]:
    """Marks further on; one that begins before the words (at -1) stays so."""
    for mark in marks:
        start = mark.start + by if mark.start >= 0 else mark.start
        yield replace(mark, start=start, end=mark.end + by)

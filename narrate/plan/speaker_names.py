"""Whether a play's speakers are named before they speak: not where their voices tell who they are.

With `characters: {Hamlet: linden, Ophelia: wren}` the two are heard by their voices and are not
named; the gravediggers, whom the narrator reads, are, and so are two who share a voice.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from narrate.book import Book, Chapter, LeftOut, Mark, speaker_key
from narrate.chunk import Voicing
from narrate.manuscript.structure import matter
from narrate.script import Who
from narrate.settings.characters import by_spelling

_Cast = Callable[[Chapter, Who], Voicing]
_Voice = tuple[str, str]
"""Engine and voice"""


def without_told_names(book: Book, cast: _Cast, characters: Mapping[str, Sequence[str]]) -> Book:
    """The book, the names of those speakers left out who have a voice that nobody else has."""
    if not any(map(_names, book.chapters)):
        return book
    voices = _Voices(book, cast, characters)
    return replace(book, chapters=tuple(map(voices.chapter, book.chapters)))


class _Voices:
    """Who speaks in which voice."""

    def __init__(self, book: Book, cast: _Cast, characters: Mapping[str, Sequence[str]]) -> None:
        self._cast = cast
        self._names = by_spelling(characters)
        self._owners: dict[_Voice, set[str]] = defaultdict(set)
        for chapter in book.chapters:
            self._owners[self._voice(chapter, None)].add("")
            for name in {mark.value for mark in _names(chapter)}:
                self._owners[self._voice(chapter, name)].add(self._identity(name))

    def chapter(self, chapter: Chapter) -> Chapter:
        """The chapter without the names that its voices tell."""
        told = {
            name: len(self._owners[self._voice(chapter, name)]) == 1
            for name in {mark.value for mark in _names(chapter)}
        }
        unsaid = [m for m in _names(chapter) if told[m.value] and not _is_left_out(chapter, m)]
        if not unsaid:
            return chapter
        spans = (LeftOut(mark.start, mark.end, matter.SPEAKER) for mark in unsaid)
        both = sorted((*chapter.left_out, *spans), key=lambda span: span.start)
        return replace(chapter, left_out=tuple(both))

    def _voice(self, chapter: Chapter, name: str | None) -> _Voice:
        voicing = self._cast(chapter, Who(name))
        return voicing.engine, voicing.voice

    def _identity(self, name: str) -> str:
        """The character that a name means, or else the name."""
        return self._names.get(speaker_key(name), speaker_key(name))


def _names(chapter: Chapter) -> list[Mark]:
    return [mark for mark in chapter.marks if mark.kind == "name"]


def _is_left_out(chapter: Chapter, mark: Mark) -> bool:
    """Whether some of it is left out already."""
    return any(s.start < mark.end and mark.start < s.end for s in chapter.left_out)

"""Who reads which stretch of a chapter, where its marks say that not all is the narrator's.

A chunk has one voice, so it ends where the voice changes. A comma or stop right behind a
speech is said with it (`“Yes”, said Tom`), lest the next chunk begin with it.
"""

import bisect
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from narrate.book import Chapter, LanguageSpan, MarkKind
from narrate.chunk import Cut

_STOP = re.compile(r"[.!?…।॥。！？][\"'”’»)\]]*\s*$")
_CLAUSE = re.compile(r"[,;:—–،、，；：][\"'”’»)\]]*\s*$")
_BEHIND = re.compile(r"[,.;:!?…]+(?=\s|$)")


class Who(NamedTuple):
    """Whom a stretch belongs to: nobody in particular is the narrator of the chapter."""

    speaker: str | None = None
    """As the chapter's marks name them; empty: the narrator, and no quotation at all"""
    voice: str | None = None
    """A voice that the manuscript itself asks for"""
    language: str | None = None
    """Of a passage in another language than the chapter, as the manuscript names it"""


NARRATOR = Who()


class Stretch(NamedTuple):
    """A part of a block, as long as one voice reads it."""

    start: int
    end: int
    who: Who


def joint(words: str) -> tuple[Cut, bool]:
    """Why a chunk ends where another voice reads on, and whether a pause is heard there.

    None is in mid-sentence without any mark: `She called it` / `“love”` / `and left.`
    """
    if _STOP.search(words):
        return "sentence", True
    return "clause", bool(_CLAUSE.search(words))


Alike = Callable[[Who, Who], bool]
"""Whether two are read in one voice, so that no chunk has to end between them"""


class Readers:
    """The marks of one chapter that say who reads."""

    def __init__(
        self,
        chapter: Chapter,
        breaks: Iterable[int] = (),
        passages: Iterable[LanguageSpan] = (),
    ) -> None:
        """`breaks` are other places of its text at which a chunk has to end.

        `passages` are those in another language that are worth a voice of their own.
        """
        self._text = chapter.text
        self._blocks = chapter.blocks
        says = sorted(mark.start for mark in chapter.marks if mark.kind == "say")
        self._speakers = _Holders(_marked(chapter, "speaker", says))
        self._voices = _Holders(_marked(chapter, "voice", says))
        self._languages = _Holders(_Held(p.start, p.end, p.language) for p in passages)
        pauses = (mark.end for mark in chapter.marks if mark.kind == "pause")
        self._stops = {*pauses, *breaks}
        holders = (self._speakers, self._voices, self._languages)
        self._borders = sorted({*chain.from_iterable(h.edges for h in holders), *self._stops})

    @property
    def title(self) -> Who:
        """Who says the chapter's title: the voice and language that all of the chapter is in."""
        whole = (m for m in self._voices.held if m.start == 0 and m.end >= len(self._text))
        return Who(voice=next((held.value for held in whole), None), language=self._language)

    @property
    def _language(self) -> str | None:
        """The language that all of the chapter is in, where that is not the book's."""
        edges = ((b.start, b.end - 1) for b in self._blocks if b.kind != "scene")
        spoken = {self._languages.value_at(at) for at in chain.from_iterable(edges)}
        return spoken.pop() if len(spoken) == 1 else None

    def divide(self, start: int, end: int, alike: Alike) -> list[Stretch]:
        """A block cut where another voice begins to read, and where a pause is marked."""
        if not self._borders:
            return [Stretch(start, end, NARRATOR)]
        borders = self._borders
        inner = borders[bisect.bisect_right(borders, start) : bisect.bisect_left(borders, end)]
        found: list[Stretch] = []
        for begin, stop in pairwise([start, *inner, end]):
            if not self._text[begin:stop].strip():
                continue
            who = self._who_at(begin)
            if found and alike(found[-1].who, who) and not self._stop_in(found[-1].end, begin):
                begin, _, before = found.pop()
                who = _both(before, who)
            found.append(Stretch(begin, stop, who))
        return found

    def _who_at(self, position: int) -> Who:
        holders = (self._speakers, self._voices, self._languages)
        return Who(*(each.value_at(position) for each in holders))

    def _stop_in(self, start: int, end: int) -> bool:
        return any(start <= at <= end for at in self._stops)


def _both(one: Who, other: Who) -> Who:
    """Whom two stretches belong to that are read alike, as one."""
    speaker = other.speaker if one.speaker == other.speaker else None
    language = other.language if one.language == other.language else None
    return Who(speaker, other.voice, language)


class _Held(NamedTuple):
    """A span for which one thing holds: who speaks, in which voice or language."""

    start: int
    end: int
    value: str


class _Holders:
    """Spans of one kind, to be asked which of them holds at a position."""

    def __init__(self, held: Iterable[_Held]) -> None:
        self.held = sorted(held, key=lambda each: each.start)
        self._starts = [each.start for each in self.held]
        self._reach = list(accumulate((each.end for each in self.held), max))

    @property
    def edges(self) -> Iterator[int]:
        """Where a span begins or ends."""
        return chain.from_iterable((each.start, each.end) for each in self.held)

    def value_at(self, position: int) -> str | None:
        """What holds there; an inner span counts before an outer."""
        holding = []
        i = bisect.bisect_right(self._starts, position) - 1
        while i >= 0 and self._reach[i] > position:
            if self.held[i].end > position:
                holding.append(self.held[i])
            i -= 1
        return min(holding, key=lambda each: each.end - each.start).value if holding else None


def _marked(chapter: Chapter, kind: MarkKind, says: Sequence[int]) -> Iterator[_Held]:
    """The marks of one kind, each with the stops behind it; `says`: where marks to say begin."""
    for mark in chapter.marks:
        if mark.kind == kind:
            yield _Held(mark.start, _end(chapter.text, mark.end, says), mark.value)


def _end(text: str, at: int, other: Sequence[int]) -> int:
    """Where a speech ends with the stops behind it, unless these belong to another mark."""
    i = bisect.bisect_left(other, at)
    limit = other[i] if i < len(other) else len(text)
    behind = _BEHIND.match(text, at)
    return behind.end() if behind and behind.end() <= limit else at

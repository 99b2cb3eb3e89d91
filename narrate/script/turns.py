"""Who reads which stretch of a chapter, where its marks say that not all is the narrator's.

A chunk has one voice, so it ends where the voice changes. A comma or stop right behind a
speech is said with it (`“Yes”, said Tom`), lest the next chunk begin with it.
"""

import bisect
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from narrate.book import Chapter, MarkKind
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

    def __init__(self, chapter: Chapter, breaks: Iterable[int] = ()) -> None:
        """`breaks` are other places of its text at which a chunk has to end."""
        self._text = chapter.text
        self._speakers = _Holders(chapter, "speaker")
        self._voices = _Holders(chapter, "voice")
        pauses = (mark.end for mark in chapter.marks if mark.kind == "pause")
        self._stops = {*pauses, *breaks}
        self._borders = sorted({*self._speakers.edges, *self._voices.edges, *self._stops})

    @property
    def title(self) -> Who:
        """Who says the chapter's title: the voice that reads all of the chapter."""
        whole = (m for m in self._voices.marks if m.start == 0 and m.end >= len(self._text))
        return Who(voice=next((mark.value for mark in whole), None))

    def divide(self, start: int, end: int, alike: Alike) -> list[Stretch]:
        """A block cut where another voice begins to read, and where a pause is marked."""
        if not self._borders:
            return [Stretch(start, end, NARRATOR)]
        borders = self._borders
        inner = borders[bisect.bisect_right(borders, start) : bisect.bisect_left(borders, end)]
        found: list[Stretch] = []
        for begin, stop in itertools.pairwise([start, *inner, end]):
            if not self._text[begin:stop].strip():
                continue
            who = Who(self._speakers.value_at(begin), self._voices.value_at(begin))
            if found and alike(found[-1].who, who) and not self._stop_in(found[-1].end, begin):
                begin, _, before = found.pop()
                who = who if who == before else who._replace(speaker=None)
            found.append(Stretch(begin, stop, who))
        return found

    def _stop_in(self, start: int, end: int) -> bool:
        return any(start <= at <= end for at in self._stops)


class _Holders:
    """Marks of one kind, to be asked which of them hold at a position."""

    def __init__(self, chapter: Chapter, kind: MarkKind) -> None:
        says = sorted(mark.start for mark in chapter.marks if mark.kind == "say")
        marks = (mark for mark in chapter.marks if mark.kind == kind)
        spoken = (replace(mark, end=_end(chapter.text, mark.end, says)) for mark in marks)
        self.marks = sorted(spoken, key=lambda mark: mark.start)
        self._starts = [mark.start for mark in self.marks]
        self._reach = list(itertools.accumulate((mark.end for mark in self.marks), max))

    @property
    def edges(self) -> Iterator[int]:
        """Where a mark begins or ends."""
        return itertools.chain.from_iterable((mark.start, mark.end) for mark in self.marks)

    def value_at(self, position: int) -> str | None:
        """What the mark says that holds there; an inner one before an outer."""
        holding = []
        i = bisect.bisect_right(self._starts, position) - 1
        while i >= 0 and self._reach[i] > position:
            if self.marks[i].end > position:
                holding.append(self.marks[i])
            i -= 1
        return min(holding, key=lambda mark: mark.end - mark.start).value if holding else None


def _end(text: str, at: int, other: Sequence[int]) -> int:
    """Where a speech ends with the stops behind it, unless these belong to another mark."""
    i = bisect.bisect_left(other, at)
    limit = other[i] if i < len(other) else len(text)
    behind = _BEHIND.match(text, at)
    return behind.end() if behind and behind.end() <= limit else at

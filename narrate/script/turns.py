"""Who reads which stretch of a chapter, where its marks say that not all is the narrator's.

A chunk has one voice, so it ends where the voice changes. A comma or stop right behind a
speech is said with it (`“Yes”, said Tom`), lest the next chunk begin with it.
"""

import bisect
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from narrate.book import Chapter, MarkKind
from narrate.script.sentences.seams import Stretch

_BEHIND = re.compile(r"[,.;:!?…]+(?=\s|$)")


class Who(NamedTuple):
    """Whom a stretch belongs to: nobody in particular is the narrator of the chapter."""

    speaker: str | None = None
    """As the chapter's marks name them; empty: the narrator, and no quotation at all"""
    voice: str | None = None
    """A voice that the manuscript itself asks for"""


NARRATOR = Who()

Alike = Callable[[Who, Who], bool]
"""Whether two are read in one voice, so that no chunk has to end between them"""


class Readers:
    """The marks of one chapter that say who reads."""

    def __init__(self, chapter: Chapter) -> None:
        self._length = len(chapter.text)
        self._speakers = _Holders(chapter, "speaker")
        self._voices = _Holders(chapter, "voice")
        self._pauses = {mark.end for mark in chapter.marks if mark.kind == "pause"}
        self._borders = sorted({*self._speakers.edges, *self._voices.edges, *self._pauses})

    @property
    def title(self) -> Who:
        """Who says the chapter's title: the voice that reads all of the chapter."""
        whole = (m for m in self._voices.marks if m.start == 0 and m.end >= self._length)
        return Who(voice=next((mark.value for mark in whole), None))

    def divide(self, stretch: Stretch, alike: Alike) -> Iterator[tuple[Stretch, Who]]:
        """The stretch cut where another voice begins to read, and where a pause is marked."""
        if not self._borders:
            yield stretch, NARRATOR
            return
        spans = self._spans(stretch, alike)
        for i, (start, end, who) in enumerate(spans):
            last = i + 1 == len(spans)
            piece = Stretch(
                text=stretch.text[start - stretch.start : end - stretch.start],
                start=start,
                marks=0 if i else stretch.marks,
                borrowed=stretch.borrowed if last else "",
                last=stretch.last and last,
            )
            yield piece, who

    def _spans(self, stretch: Stretch, alike: Alike) -> list[tuple[int, int, Who]]:
        """Spans of the chapter's text with who reads each; what sounds alike is one."""
        first = stretch.start + stretch.marks
        borders = self._borders
        inner = borders[
            bisect.bisect_right(borders, first) : bisect.bisect_left(borders, stretch.end)
        ]
        spans: list[tuple[int, int, Who]] = []
        for start, end in itertools.pairwise([stretch.start, *inner, stretch.end]):
            if not stretch.text[start - stretch.start : end - stretch.start].strip():
                continue
            at = max(start, first)
            who = Who(self._speakers.value_at(at), self._voices.value_at(at))
            if spans and alike(spans[-1][2], who) and not self._pause_in(spans[-1][1], start):
                begun, _, before = spans.pop()
                start, who = begun, who if who == before else who._replace(speaker=None)
            spans.append((start, end, who))
        return spans

    def _pause_in(self, start: int, end: int) -> bool:
        return any(start <= at <= end for at in self._pauses)


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

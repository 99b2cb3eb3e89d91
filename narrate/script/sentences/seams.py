"""Where the reader left something out in the middle of a block: note markers, page numbers.

A chunk is one contiguous span of text, so it ends before a left-out span and the next begins
after it. What the listener hears should not show that: in mid-sentence the pause is 0.0, and
a full stop or comma after the marker (`the king¹.`) is said with the words before it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.book import Block, LeftOut
from narrate.chunk import Cut

_MARKS = re.compile(r"\s*[,.;:!?…)\]”’»\"']+(?=\s|$)")
_STOP = re.compile(r"[.!?…।॥。！？][\"'”’»)\]]*$")
_CLAUSE = re.compile(r"[,;:—–،、，；：][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a block that is said, up to the next left-out span."""

    text: str
    start: int
    """Where it begins in the chapter's text"""
    marks: int
    """Characters at its beginning that are said with the stretch before"""
    borrowed: str
    """Marks after the left-out span that follow, said with this stretch"""
    last: bool
    """Nothing of the block comes after"""

    @property
    def end(self) -> int:
        """Where it ends in the chapter's text."""
        return self.start + len(self.text)

    @property
    def cut(self) -> Cut:
        """Why a chunk ends at the end of this stretch."""
        if self.last:
            return "paragraph"
        return "sentence" if _STOP.search(self.text.rstrip() + self.borrowed) else "clause"

    @property
    def seamless(self) -> bool:
        """True in mid-sentence without any mark: no pause should be heard."""
        ending = self.text.rstrip() + self.borrowed
        return not self.last and not _STOP.search(ending) and not _CLAUSE.search(ending)

    def as_said(self, start: int, end: int, *, last: bool) -> str:
        """The words of a piece of this stretch, with the marks that are said with it."""
        words = self.text[max(start, self.marks) : end]
        return words + self.borrowed if last else words


def stretches(text: str, block: Block, left_out: Sequence[LeftOut]) -> Iterator[Stretch]:
    """The parts of a block between its left-out spans, in order."""
    parts = [(a, b) for a, b in _parts(block, left_out) if text[a:b].strip()]
    marks = ["", *(_marks(text, a, b) for a, b in parts[1:]), ""]
    final = len(parts) - 1  # the last part that says more than marks
    while final > 0 and marks[final].strip() == text[slice(*parts[final])].strip():
        final -= 1
    for i, (start, end) in enumerate(parts):
        yield Stretch(text[start:end], start, len(marks[i]), marks[i + 1].strip(), i >= final)


def _parts(block: Block, left_out: Sequence[LeftOut]) -> Iterator[tuple[int, int]]:
    at = block.start
    first = bisect_right(left_out, at, key=lambda span: span.end)
    for i in range(first, len(left_out)):
        span = left_out[i]
        if span.start >= block.end:
            break
        if span.start > at:
            yield at, span.start
        at = max(at, span.end)
    if at < block.end:
        yield at, block.end


def _marks(text: str, start: int, end: int) -> str:
    match = _MARKS.match(text, start, end)
    return match.group() if match else ""

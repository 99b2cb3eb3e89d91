"""A chapter's text as it is heard: without what the reader left out inside it.

Sentences and words run on over a note marker, a page number, a ruby (`old ma[Pg 16]hogany`), so
they are found in this text. Every position of it leads back to the canonical text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import TypeVar

from narrate.book import Block, Chapter, LanguageSpan, LeftOut, Mark

Span = tuple[int, int]

_CLOSING = re.compile(r"[.,;:!?…)\]}”’»\"']+(?=\s|$)")
"""What a space that only stood before the left-out span is not said before: `the king ¹.`"""
_NEVER_APART = re.compile(r"[.,)\]}](?!\.)")
"""What no space stands before, though one stood on both sides: `the king [1] , who`"""
_ENDED = re.compile(r"(?:[^\W\d_]{2}[.!?…]|[.!?…,][)\]”’»\"']+)$")
_NEW = re.compile(r"[“‘«\"¿¡(]*[^\W\d_]")
_COMMA = ",;:"


@dataclass(frozen=True, slots=True)
class Said:
    """A chapter without its left-out spans, and where its text is in the canonical text."""

    chapter: Chapter
    """With blocks and marks at their places in the text that is said; nothing left out in it"""
    breaks: tuple[int, ...]
    """Places where two sentences or clauses would run together: only something left out parted
    them (`was late.[2]He slept`)"""
    _pieces: tuple[Span, ...]
    """Of the canonical text, in order; joined they are the text"""
    _starts: tuple[int, ...]
    """Of each piece in the text that is said, and where the last one ends"""

    def position(self, at: int) -> int:
        """Where a position of the canonical text is here; in a left-out span: where that was."""
        i = bisect_right(self._pieces, at, key=lambda piece: piece[0]) - 1
        if i < 0:
            return 0
        start, end = self._pieces[i]
        return self._starts[i] + min(at, end) - start

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The pieces of the canonical text that a span of this text, not empty, is."""
        found = []
        i = bisect_right(self._starts, start) - 1
        while i < len(self._pieces) and self._starts[i] < end:
            shift = self._pieces[i][0] - self._starts[i]
            first, last = max(start, self._starts[i]), min(end, self._starts[i + 1])
            found.append((first + shift, last + shift))
            i += 1
        return tuple(found)

    def source(self, start: int, end: int) -> Span:
        """From the first to the last position of the canonical text, of a span of this one."""
        spans = self.spans(start, end)
        return spans[0][0], spans[-1][1]

    def text(self, start: int, end: int) -> str:
        """What is said of a span of the canonical text."""
        return self.chapter.text[self.position(start) : self.position(end)]


def said_of(chapter: Chapter) -> Said:
    """The chapter as it is heard; marks of nothing but left-out text are gone."""
    gone = [span for block in chapter.blocks for span in _gone(chapter, block)]
    pieces = tuple(_between(gone, len(chapter.text)))
    starts = tuple(accumulate((end - start for start, end in pieces), initial=0))
    said = Said(chapter, (), pieces, starts)
    if not gone:
        return said
    heard = replace(
        chapter,
        text="".join(chapter.text[start:end] for start, end in pieces),
        blocks=_moved(chapter.blocks, said),
        marks=_moved(chapter.marks, said),
        languages=_moved(chapter.languages, said),
        left_out=(),
    )
    breaks = tuple(at for at in _seams(chapter, gone, said) if _run_together(heard.text, at))
    return replace(said, chapter=heard, breaks=breaks)


def _between(gone: Sequence[Span], end: int) -> Iterator[Span]:
    """The spans of a text that ends at `end` between those that are gone, none of them empty."""
    edges = [0, *chain.from_iterable(gone), end]
    return (span for span in zip(edges[::2], edges[1::2], strict=True) if span[0] < span[1])


_Placed = TypeVar("_Placed", Block, Mark, LanguageSpan)


def _moved(spans: Iterable[_Placed], said: Said) -> tuple[_Placed, ...]:
    """What lies at places of the canonical text, at those of the text that is said.

    What was of nothing but left-out text is gone, but for pauses, which have no text.
    """
    moved = (
        replace(span, start=said.position(span.start), end=said.position(span.end))
        for span in spans
    )
    return tuple(span for span in moved if span.start < span.end or _is_pause(span))


def _is_pause(span: Block | Mark | LanguageSpan) -> bool:
    return isinstance(span, Mark) and span.kind == "pause"


def _seams(chapter: Chapter, gone: Sequence[Span], said: Said) -> Iterator[int]:
    """Where something is gone in the middle of a block, in the text that is said."""
    edges = {edge for block in chapter.blocks for edge in (block.start, block.end)}
    for start, end in gone:
        if start not in edges and end not in edges:
            yield said.position(start)


def _run_together(text: str, at: int) -> bool:
    """Whether what stands before and behind are two sentences or clauses, and no space is there.

    `late.` + `He` and `king,` + `who` are; `ma` + `hogany`, `1,` + `000`, `U.` + `S.` are not.
    """
    before, behind = text[max(0, at - 8) : at], text[at : at + 8]
    match = _NEW.match(behind)
    if match is None:
        return False
    if before[-1:] in tuple(_COMMA):
        return True
    return bool(_ENDED.search(before)) and not match.group()[-1].islower()


def _gone(chapter: Chapter, block: Block) -> Iterator[Span]:
    """What of a block is not heard: its left-out spans and white space that is one too many."""
    for spans in _groups(chapter, block):
        yield from _without_kept(chapter.text, block, spans)


def _groups(chapter: Chapter, block: Block) -> Iterator[list[Span]]:
    """The left-out spans of a block, those with only white space between them together."""
    text, group = chapter.text, list[Span]()
    for start, end in _inside(chapter, block):
        if group and text[group[-1][1] : start].strip():
            yield group
            group = []
        group.append((start, end))
    if group:
        yield group


def _inside(chapter: Chapter, block: Block) -> Iterator[Span]:
    """The left-out spans of a block without white space at their ends."""
    at, left_out = block.start, chapter.left_out
    first = bisect_right(left_out, at, key=lambda span: span.end)
    for i in range(first, len(left_out)):
        if left_out[i].start >= block.end:
            break
        span = trimmed(chapter.text, left_out[i])
        start, end = max(span.start, at), min(span.end, block.end)
        if start < end:
            yield start, end
            at = end


def trimmed(text: str, span: LeftOut) -> LeftOut:
    """A left-out span without white space at its ends: the words around it may need that."""
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    return replace(span, start=start, end=max(start, span.start + len(words.rstrip())))


def _without_kept(text: str, block: Block, spans: Sequence[Span]) -> Iterator[Span]:
    """The spans with the white space around and between them, but for what parts two words."""
    start, end = _before(text, spans[0][0], block.start), _behind(text, spans[-1][1], block.end)
    runs = [(start, spans[0][0]), *((a[1], b[0]) for a, b in pairwise(spans)), (spans[-1][1], end)]
    between = block.start < start and end < block.end
    kept = _kept(text, [run for run in runs if run[0] < run[1]], end) if between else None
    parts = ((start, kept[0]), (kept[1], end)) if kept else ((start, end),)
    yield from (part for part in parts if part[0] < part[1])


def _before(text: str, at: int, least: int) -> int:
    """Where white space begins that ends at a position."""
    while at > least and text[at - 1].isspace():
        at -= 1
    return at


def _behind(text: str, at: int, most: int) -> int:
    """Where white space ends that begins at a position."""
    while at < most and text[at].isspace():
        at += 1
    return at


def _kept(text: str, runs: Sequence[Span], end: int) -> Span | None:
    """Which of the runs of white space up to `end` is heard: a line's end before a space."""
    broken = next((run for run in runs if "\n" in text[run[0] : run[1]]), None)
    if broken or not runs:
        return broken
    closing = _NEVER_APART if runs[-1][1] == end else _CLOSING
    return None if closing.match(text, end) else runs[0]

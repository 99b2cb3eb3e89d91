"""Contents lists that carry whole paragraphs: known by coming twice, the first time in short."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from statistics import median

from narrate.manuscript.structure.titles.headings import key, read_heading
from narrate.manuscript.text.blocks import Lines
from narrate.manuscript.text.candidates import HeadingMark
from narrate.manuscript.text.contents import Contents, entries_of

_SHORT = 0.3
"""A list with a synopsis for each chapter has at most this share of the chapters' words"""


def with_repeated(
    contents: Sequence[Contents], blocks: Sequence[Lines], marks: Sequence[HeadingMark]
) -> list[Contents]:
    """The contents lists, and a repeated run among `marks` that they do not cover already."""
    repeated = find_repeated(blocks, marks)
    if repeated is None:
        return list(contents)
    if any(_covers(c, repeated) for c in contents):
        # The synopsis of the last entry may look like the text that begins.
        stop = repeated.stop
        return [replace(c, stop=max(c.stop, stop)) if _covers(c, repeated) else c for c in contents]
    apart = [c for c in contents if c.stop <= repeated.start or c.start >= repeated.stop]
    above = [c for c in contents if c.start < repeated.start < c.stop]
    start = above[0].start if above else repeated.start
    return sorted([*apart, replace(repeated, start=start)], key=attrgetter("start"))


def _covers(contents: Contents, repeated: Contents) -> bool:
    return contents.start <= repeated.start and repeated.stop - 2 <= contents.stop


def find_repeated(blocks: Sequence[Lines], marks: Sequence[HeadingMark]) -> Contents | None:
    """A run of headings that comes again, in the same order, over far more text.

    The same headings over texts of like length are the chapters of several parts.
    """
    marks = list(filter(_is_numbered, marks))
    keys = [key(mark.title) for mark in marks]
    first = _first_repeated(keys)
    above, marks, keys = marks[:first], marks[first:], keys[first:]
    again = keys.index(keys[0], 1) if keys else 0
    if not _comes_again(keys, again):
        return None
    size = median(b.start - a.start for a, b in pairwise(marks[:again]))
    if above and size > 1:
        return None  # chapters that count again in each part
    end = min(marks[again].start, marks[again - 1].start + int(size))
    stop = marks[2 * again].start if 2 * again < len(marks) else len(blocks)
    told = _words(blocks, marks[again].start, stop)
    short = _words(blocks, marks[0].start, end) <= _SHORT * told
    return _list_of(blocks, above, marks[:again], end) if short else None


def _is_numbered(mark: HeadingMark) -> bool:
    return read_heading(mark.title) is not None


def _comes_again(keys: Sequence[str], again: int) -> bool:
    """Whether the headings up to `again` come once more there, nearly all of them."""
    alike = sum(a == b for a, b in zip(keys[:again], keys[again:], strict=False))
    return again >= 3 and alike >= 0.8 * again


def _list_of(
    blocks: Sequence[Lines], above: Sequence[HeadingMark], run: Sequence[HeadingMark], end: int
) -> Contents:
    """The list that a run of headings is, with a heading right above it."""
    entries = [entry for mark in run for entry in entries_of(blocks[mark.start])]
    begins = above[-1] if above and above[-1].stop == run[0].start else run[0]
    return Contents(begins.start, end, tuple(entries))


def _first_repeated(keys: Sequence[str]) -> int:
    """Where the first heading stands that comes again; behind the last if none does."""
    often = Counter(keys)
    return next((i for i, each in enumerate(keys) if often[each] > 1), len(keys))


def _words(blocks: Sequence[Lines], start: int, stop: int) -> int:
    return sum(len(block.text.split()) for block in blocks[start:stop])

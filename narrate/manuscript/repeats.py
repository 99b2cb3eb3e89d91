"""Contents lists that carry whole paragraphs: known by coming twice, the first time in short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from narrate.manuscript.blocks import Lines
from narrate.manuscript.candidates import HeadingMark
from narrate.manuscript.contents import Contents, entries_of
from narrate.manuscript.headings import key, read_heading

_SHORT = 0.3
"""A list with a synopsis for each chapter has at most this share of the chapters' words"""


def with_repeated(
    contents: Sequence[Contents], blocks: Sequence[Lines], marks: Sequence[HeadingMark]
) -> list[Contents]:
    """The contents lists, and a repeated run among `marks` that they do not cover already."""
    repeated = find_repeated(blocks, marks)
    if repeated is None or any(
        c.start <= repeated.start and repeated.stop - 2 <= c.stop for c in contents
    ):
        return list(contents)
    apart = [c for c in contents if c.stop <= repeated.start or c.start >= repeated.stop]
    above = [c for c in contents if c.start < repeated.start < c.stop]
    start = above[0].start if above else repeated.start
    return sorted([*apart, replace(repeated, start=start)], key=lambda c: c.start)


def find_repeated(blocks: Sequence[Lines], marks: Sequence[HeadingMark]) -> Contents | None:
    """A run of headings that comes again, in the same order, over far more text.

    The same headings over texts of like length are the chapters of several parts.
    """
    marks = [mark for mark in marks if read_heading(mark.title)]
    keys = [key(mark.title) for mark in marks]
    first = _first_repeated(keys)
    above = marks[:first]
    marks, keys = marks[first:], keys[first:]
    if not keys:
        return None
    again = keys.index(keys[0], 1)
    run = keys[:again]
    alike = sum(1 for a, b in zip(run, keys[again:], strict=False) if a == b)
    if again < 3 or alike < 0.8 * len(run):
        return None
    sizes = [b.start - a.start for a, b in pairwise(marks[:again])]
    if above and median(sizes) > 1:
        return None  # chapters that count again in each part
    end = min(marks[again].start, marks[again - 1].start + int(median(sizes)))
    stop = marks[2 * again].start if 2 * again < len(marks) else len(blocks)
    listed = _words(blocks, marks[0].start, end)
    if listed > _SHORT * _words(blocks, marks[again].start, stop):
        return None
    entries = [entry for mark in marks[:again] for entry in entries_of(blocks[mark.start])]
    begins = above[-1] if above and above[-1].stop == marks[0].start else marks[0]
    return Contents(begins.start, end, tuple(entries))


def _first_repeated(keys: Sequence[str]) -> int:
    """Where the first heading stands that comes again; behind the last if none does."""
    often = Counter(keys)
    return next((i for i, each in enumerate(keys) if often[each] > 1), len(keys))


def _words(blocks: Sequence[Lines], start: int, stop: int) -> int:
    return sum(len(block.text.split()) for block in blocks[start:stop])

"""Printed contents lists: rows that end in page numbers, and how deep each entry is."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

import regex

from narrate.manuscript.pdf.lines import Line
from narrate.manuscript.pdf.paragraphs import Paragraph
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.headings import key, read_heading

_ENTRY = regex.compile(
    r"(?P<title>.*?\S)(?P<lead>[\s.·•…_]*?(?:[.·…_]\s?){3,}\s*|\s{2,}|\s)(?P<page>\d{1,4}|[ivxlc]{1,7})"
)
_LISTS = (matter.CONTENTS, matter.ENGRAVED)
_FEWEST: Final = 3
_EARLY: Final = 0.25
"""Of the book: contents lists stand in front, some at the very end"""


def find_listed(paragraphs: Sequence[Paragraph], pages: int) -> frozenset[int]:
    """Indices of the paragraphs that are entries or the heading of a contents list."""
    found: set[int] = set()
    by_page: dict[int, list[int]] = {}
    for i, paragraph in enumerate(paragraphs):
        by_page.setdefault(paragraph.page, []).append(i)
    before = False
    for page, indices in by_page.items():
        here = _listed_on(paragraphs, indices, goes_on=before)
        early = page <= max(12, _EARLY * pages) or page > 0.95 * pages
        before = bool(here) and early
        if before:
            found |= here
    return frozenset(found)


def _listed_on(
    paragraphs: Sequence[Paragraph], indices: Sequence[int], *, goes_on: bool
) -> set[int]:
    """Those of a page's paragraphs that are a list: from its heading or first entry to its last."""
    entries = _entries(paragraphs, indices)
    heads = [i for i in indices if matter.by_title(paragraphs[i].plain) in _LISTS][:1]
    fewest = 2 if goes_on or heads else _FEWEST
    lines = sum(len(paragraphs[i].lines) for i in indices)
    if len(entries) < fewest or not _are_list(entries, lines):
        return set()
    starts = [entries[0][0], *heads, *(indices[:1] if goes_on else ())]
    return set(range(min(starts), entries[-1][0] + 1)).intersection(indices)


def _entries(paragraphs: Sequence[Paragraph], indices: Iterable[int]) -> list[tuple[int, int]]:
    """The page number at each line's end, with the index of the line's paragraph."""
    return [
        (i, number)
        for i in indices
        for line in paragraphs[i].lines
        if (number := page_of(line)) is not None
    ]


def _are_list(entries: Sequence[tuple[int, int]], lines: int) -> bool:
    """Whether many of a page's lines are entries, and nearly all of their page numbers rise."""
    rising = sum(1 for (_, a), (_, b) in pairwise(entries) if a <= b)
    return 2.5 * len(entries) >= lines - 2 and rising >= 0.8 * (len(entries) - 1)


def page_of(line: Line) -> int | None:
    """The page number at the end of an entry; None if there is none."""
    found = _ENTRY.fullmatch(line.text.strip())
    if not found or not found["page"].isdecimal():
        return None
    led = len(found["lead"].strip()) > 1 or len(found["lead"]) > 2
    return int(found["page"]) if led or line.short < 1 else None


def entries_of(paragraphs: Sequence[Paragraph], listed: frozenset[int]) -> frozenset[str]:
    """What a contents list announces, as `headings.key` leaves it: whole, and without numbers."""
    found: set[str] = set()
    for i in listed:
        for text in (*(line.text for line in paragraphs[i].lines), paragraphs[i].plain):
            entry = _ENTRY.fullmatch(text.strip())
            title = entry["title"].rstrip(" .·•…_") if entry else text
            heading = read_heading(title)
            found |= {key(title), key(heading.title) if heading else ""}
    return frozenset(words for words in found if len(words) > 2 and not words.isdecimal())

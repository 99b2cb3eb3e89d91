"""What a PDF says of its own contents: its outline, and contents lists on its pages."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final

import regex

from narrate.about import About
from narrate.manuscript.epub.divide import chapters_inside
from narrate.manuscript.epub.naming import named_section
from narrate.manuscript.pdf.page.lines import Line
from narrate.manuscript.pdf.passages.paragraphs import Paragraph
from narrate.manuscript.pdf.sheet import Bookmark
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.front import part_front
from narrate.manuscript.structure.outline import parts_of, split_matter
from narrate.manuscript.structure.passages import Part, Passage
from narrate.manuscript.structure.section import Section
from narrate.manuscript.structure.titles.headings import key, read_title, tidy
from narrate.manuscript.structure.titles.levels import chapter_depth

_PAGE = regex.compile(r"(?:page|p\.?|página|seite|img|scan)?[ _-]*\d+|[ivxlc]+", regex.I)
_LONGEST: Final = 150
"""Characters of a heading that says a part of an entry, below"""
_ANSWERS: Final[tuple[Callable[[str, str], bool], ...]] = (
    lambda said, entry: said == entry,  # `Chapter 3: The Fog`
    lambda said, entry: (
        0 < len(said) < _LONGEST and f"{entry} ".startswith(f"{said} ")
    ),  # `Chapter 3`
    lambda said, entry: 0 < len(said) < _LONGEST and f" {said} " in f" {entry} ",  # `The Fog`
)
"""What headings answer to the entry `Chapter 3: The Fog`, the surest first; as `key` leaves them"""
_ENTRY = regex.compile(
    r"(?P<title>.*?\S)(?P<lead>[\s.·•…_]*?(?:[.·…_]\s?){3,}\s*|\s{2,}|\s)(?P<page>\d{1,4}|[ivxlc]{1,7})"
)
_LISTS = (matter.CONTENTS, matter.ENGRAVED)
_FEWEST: Final = 3
_EARLY: Final = 0.25
"""Of the book: contents lists stand in front, some at the very end"""


def believed(bookmarks: Sequence[Bookmark]) -> list[Bookmark]:
    """Entries that say where chapters are; none, where they only count pages."""
    named = [b for b in bookmarks if key(b.title)]
    return [] if len({b.page for b in named}) < 2 or _are_pages(named) else named


def _are_pages(bookmarks: Sequence[Bookmark]) -> bool:
    """Whether there is an entry for each page, by its number: `Page 1`, `Page 2`, `iii`."""
    counting = sum(1 for b in bookmarks if _PAGE.fullmatch(b.title.strip()))
    next_page = sum(1 for a, b in pairwise(bookmarks) if b.page == a.page + 1)
    many = len({b.page for b in bookmarks}) > 12
    return many and counting > 0.8 * len(bookmarks) and next_page > 0.9 * (len(bookmarks) - 1)


def place_bookmarks(
    bookmarks: Sequence[Bookmark], paragraphs: Sequence[Paragraph]
) -> list[tuple[int, Bookmark]]:
    """Entries with the indices of the paragraphs at which their parts begin, in reading order."""
    first: dict[int, int] = {}
    for i in range(len(paragraphs) - 1, -1, -1):
        first[paragraphs[i].page] = i
    pages = sorted(first)
    placed = []
    for bookmark in bookmarks:
        page = next((p for p in pages if p >= bookmark.page), None)
        if page is not None:
            placed.append((_place(bookmark, paragraphs, first[page]), bookmark))
    placed.sort(key=lambda pair: pair[0])
    return placed


def _place(bookmark: Bookmark, paragraphs: Sequence[Paragraph], start: int) -> int:
    """Where on its page an entry leads: to its heading, else to the height that it says."""
    page = paragraphs[start].page
    here = [i for i in range(start, len(paragraphs)) if paragraphs[i].page == page]
    wanted = key(bookmark.title)
    for answers in _ANSWERS:
        for i in here:
            if answers(key(paragraphs[i].plain), wanted):
                return i
    if bookmark.y > 0 and page == bookmark.page:
        below = (i for i in here if paragraphs[i].lines[0].y >= bookmark.y - 2)
        return next(below, here[0])
    return here[0]


def with_headings_above(
    points: Sequence[tuple[int, Bookmark]], passages: Sequence[Passage]
) -> list[tuple[int, Bookmark]]:
    """Entries that lead below a heading without an entry of its own take it along."""
    found: list[tuple[int, Bookmark]] = []
    for at, bookmark in points:
        least = found[-1][0] + 1 if found else 0
        while at > least and passages[at - 1].kind == "heading":
            at -= 1
        found.append((at, bookmark))
    return found


def parts_by_bookmarks(
    passages: Sequence[Passage], points: Sequence[tuple[int, Bookmark]], about: About
) -> list[Part]:
    """Chapters as the outline has them; points are indices into the passages."""
    starts = [at for at, _ in points]
    rest, apart = split_matter(passages[: starts[0]])
    parts = part_front(rest, about, alone=False) if rest else []
    sections: list[Section] = []
    for (at, bookmark), stop in zip(points, [*starts[1:], len(passages)], strict=True):
        own, matters = split_matter(passages[at:stop])
        section = named_section(tidy(bookmark.title), own, holds=False)
        section.level = bookmark.depth + 1
        sections.append(section)
        apart += matters
    cut = parts_of(sections, chapter_depth(sections), about)
    return [*parts, *(inner for part in cut for inner in chapters_inside(part, about)), *apart]


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
            heading = read_title(title)
            found |= {key(title), key(heading.title) if heading else ""}
    return frozenset(words for words in found if len(words) > 2 and not words.isdecimal())

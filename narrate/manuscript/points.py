"""The places at which an EPUB's text is cut: what its table of contents points to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from narrate.manuscript import matter
from narrate.manuscript.gutenberg import Bounds
from narrate.manuscript.headings import CHAPTER, key, read_heading
from narrate.manuscript.navigation import Navigation, NavigationEntry
from narrate.manuscript.passages import words_of
from narrate.manuscript.scroll import PagesInOrder
from narrate.manuscript.section import is_division, is_numeral, title_of

_PARTS = frozenset({"part", "volume", "division"})
_FRONT_PAGE = 300
"""Words of the longest page that may stand for itself in front of the first chapter"""
_SMALL = 0.2
"""A parent entry with less text of its own than this share of a child's is no chapter"""


@dataclass(frozen=True, slots=True)
class Point:
    """A place where the text is cut."""

    index: int
    title: str
    depth: int = 0
    holds: bool = False


def find_points(pages: PagesInOrder, navigation: Navigation, bounds: Bounds) -> list[Point]:
    """All places to cut at within the bounds, in reading order; the first is the start."""
    points = _entry_points(pages, navigation, bounds)
    headings = sum(1 for p in pages.passages[bounds.start : bounds.stop] if p.kind == "heading")
    if len({p.index for p in points}) < 2 and headings > len(points):
        points = []
    points = _with_unlisted(pages, points, bounds)
    if not points or points[0].index > bounds.start:
        points = [Point(bounds.start, ""), *points]
    return points


def _entry_points(pages: PagesInOrder, navigation: Navigation, bounds: Bounds) -> list[Point]:
    """Entries of the table of contents that begin a part of the book, in reading order."""
    placed = [
        (entry, index)
        for entry in navigation.entries
        if (index := pages.place(entry.file, entry.fragment)) is not None
    ]
    points = []
    for entry, index, holds in _chosen(pages, placed):
        index = _with_heading_above(pages, entry, index)
        if bounds.start <= index < bounds.stop:
            points.append(Point(index, entry.title, entry.depth, holds))
    points.sort(key=lambda p: (p.index, p.depth))
    return [
        p
        for i, p in enumerate(points)
        if not i or p.index > points[i - 1].index or p.title != points[i - 1].title
    ]


def _chosen(
    pages: PagesInOrder, placed: Sequence[tuple[NavigationEntry, int]]
) -> Iterator[tuple[NavigationEntry, int, bool]]:
    """Entries without those that are sections inside a chapter; with whether others are below."""
    peers = Counter(entry.depth for entry, _ in placed)
    skip_below: int | None = None
    for i, (entry, index) in enumerate(placed):
        if skip_below is not None and entry.depth > skip_below:
            continue
        below = _below(placed, i)
        keeps = bool(below) and _keeps_sections(pages, entry, index, below, peers[entry.depth])
        skip_below = entry.depth if keeps else None
        yield entry, index, bool(below) and not keeps


def _below(
    placed: Sequence[tuple[NavigationEntry, int]], i: int
) -> list[tuple[NavigationEntry, int]]:
    depth = placed[i][0].depth
    return list(takewhile(lambda pair: pair[0].depth > depth, islice(placed, i + 1, None)))


def _keeps_sections(
    pages: PagesInOrder,
    entry: NavigationEntry,
    index: int,
    below: Sequence[tuple[NavigationEntry, int]],
    peers: int,
) -> bool:
    """Whether an entry with others below it is a chapter with sections, and no part.

    What stands on the same page is more likely a section. Bare numerals are sections of
    a story where there are several stories, and the chapters of a book where there is one.
    """
    types = pages.passages[index].types if index < len(pages.passages) else frozenset()
    if is_division(entry.title) or (types & _PARTS and "chapter" not in types):
        return False
    labelled = [h for child, _ in below if (h := read_heading(child.title)) and h.rank == CHAPTER]
    if 2 * len(labelled) > len(below):
        return False
    heading = read_heading(entry.title)
    if heading is not None or "chapter" in types:
        return True
    if any(child.file != entry.file for child, _ in below):
        return False
    if peers > 2 and all(is_numeral(child.title) for child, _ in below):
        return True
    places = sorted({index, *(at for _, at in below)})
    own = words_of(pages.passages[index : places[1]]) if len(places) > 1 else 0
    stop = pages.files[entry.file].stop
    each = words_of(pages.passages[index:stop]) / (len(below) + 1)
    return own > _SMALL * each


def _with_heading_above(pages: PagesInOrder, entry: NavigationEntry, index: int) -> int:
    """A link may lead behind the heading that it means: then the heading comes along."""
    start = pages.files[entry.file].start
    wanted = set(key(entry.title).split())
    while index > start:
        above = pages.passages[index - 1]
        if above.kind != "heading" or not wanted & set(key(above.spoken).split()):
            break
        if index < len(pages.passages) and pages.passages[index].kind == "heading":
            break
        index -= 1
    return index


def _with_unlisted(pages: PagesInOrder, points: list[Point], bounds: Bounds) -> list[Point]:
    """Also cut at pages that the table of contents forgot and that begin with a heading.

    Any other page without an entry goes on with the chapter before it; short ones before
    the first chapter stand for themselves, as title pages and dedications do.
    """
    listed = {p.index: p for p in points}
    levels = [pages.passages[i].level for i in listed if pages.passages[i].kind == "heading"]
    deepest = max(levels, default=6)
    opened = {file: _opening(pages, extent, bounds) for file, extent in pages.files.items()}
    begun = any(first is not None and _is_headed(pages, first) for _, first in opened.values())
    found = []
    for file, (start, first) in opened.items():
        if start is None or first is None or any(i in listed for i in range(start, first + 1)):
            continue
        passage = pages.passages[first]
        above = max((i for i in listed if i < start), default=None)
        within = above is not None and is_division(listed[above].title)
        if passage.kind == "heading" and (passage.level <= deepest or within):
            found.append(Point(start, title_of(passage)))
        elif matter.by_types(passage.types) or not (points or begun):
            found.append(Point(start, _page_title(pages, file)))
        elif above is None and not any(p.title for p in found) and _is_short(pages, file):
            title = _page_title(pages, file)
            found.append(Point(start, title if matter.by_title(title) else ""))
    return sorted([*points, *found], key=lambda p: (p.index, p.depth))


def _opening(pages: PagesInOrder, extent: range, bounds: Bounds) -> tuple[int | None, int | None]:
    """Where a page begins within the bounds, and its first passage that is read."""
    inside = range(max(extent.start, bounds.start), min(extent.stop, bounds.stop))
    if not inside:
        return None, None
    return inside[0], next((i for i in inside if pages.passages[i].is_read), None)


def _is_headed(pages: PagesInOrder, first: int) -> bool:
    return pages.passages[first].kind == "heading"


def _is_short(pages: PagesInOrder, file: str) -> bool:
    extent = pages.files[file]
    return words_of(pages.passages[extent.start : extent.stop]) < _FRONT_PAGE


def _page_title(pages: PagesInOrder, file: str) -> str:
    """What the page calls itself, unless all pages call themselves so."""
    title = pages.titles.get(file, "")
    alike = sum(1 for other in pages.titles.values() if other == title)
    return title if alike == 1 else ""

"""The places at which an EPUB's text is cut: what its table of contents points to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from narrate.manuscript.epub.navigation import Navigation, NavigationEntry
from narrate.manuscript.epub.pages_in_order import PagesInOrder
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import words_of
from narrate.manuscript.structure.section import is_division, is_numeral, title_of
from narrate.manuscript.structure.titles.headings import (
    CHAPTER,
    is_named,
    join_label,
    key,
    read_title,
)
from narrate.manuscript.structure.titles.title_lines import said_in, title_words

_PARTS = frozenset({"part", "volume", "division"})
_FRONT_PAGE = 300
"""Words of the longest page that may stand for itself in front of the first chapter"""
_SMALL = 0.2
"""A parent entry with less text of its own than this share of a child's is no chapter"""


_Placed = tuple[NavigationEntry, int]
"""An entry with the index of the passage that it leads to"""


@dataclass(frozen=True, slots=True)
class Point:
    """A place where the text is cut."""

    index: int
    title: str
    depth: int = 0
    holds: bool = False


def find_points(pages: PagesInOrder, navigation: Navigation, bounds: range) -> list[Point]:
    """All places to cut at within the bounds, in reading order; the first is the start."""
    points = _entry_points(pages, navigation, bounds)
    headings = sum(1 for p in pages.passages[bounds.start : bounds.stop] if p.kind == "heading")
    if len({p.index for p in points}) < 2 and headings > len(points):
        points = []
    points = _with_unlisted(pages, points, bounds)
    if not points or points[0].index > bounds.start:
        points = [Point(bounds.start, ""), *points]
    return points


def _entry_points(pages: PagesInOrder, navigation: Navigation, bounds: range) -> list[Point]:
    """Entries of the table of contents that begin a part of the book, in reading order."""
    placed = [
        (entry, index)
        for entry in navigation.entries
        if (index := pages.place(entry.file, entry.fragment)) is not None
    ]
    points = []
    for entry, index, holds in _chosen(pages, _with_whole_titles(pages, placed)):
        index = _with_heading_above(pages, entry, index)
        if bounds.start <= index < bounds.stop:
            points.append(Point(index, entry.title, entry.depth, holds))
    points.sort(key=lambda p: (p.index, p.depth))
    return [
        p
        for i, p in enumerate(points)
        if not i or p.index > points[i - 1].index or p.title != points[i - 1].title
    ]


def _with_whole_titles(pages: PagesInOrder, placed: Sequence[_Placed]) -> list[_Placed]:
    """The entries with a chapter's number and its title as one, where both are entries.

    `CHAPTER TWO` and behind it `The Landing`, with nothing to read between, are the one entry
    `CHAPTER TWO. The Landing`; `PART TWO` is announced with its first chapter elsewhere.
    """
    whole: list[_Placed] = []
    for i, (entry, index) in enumerate(placed):
        label, at = whole[-1] if whole else (entry, -1)
        below = _below(placed, i - 1) if entry.depth > label.depth else placed[i : i + 1]
        if len(below) == 1 and at >= 0 and _is_label_of(label.title, entry.title):
            between = [p for p in pages.passages[at:index] if p.is_read]
            if said_in(label.title, [p.spoken for p in between]).count >= len(between):
                title = join_label(label.title, entry.title)
                whole[-1] = (replace(label, title=title), at)
                continue
        whole.append((entry, index))
    return whole


def _is_label_of(label: str, title: str) -> bool:
    """Whether one entry is a chapter's number, and the other a title without any."""
    words = title_words(label)
    titled = bool(title) and title_words(title).number is None
    return words.is_label and words.rank in (0, CHAPTER) and titled and not is_named(title)


def _chosen(
    pages: PagesInOrder, placed: Sequence[_Placed]
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


def _below(placed: Sequence[_Placed], i: int) -> list[_Placed]:
    depth = placed[i][0].depth
    return list(takewhile(lambda pair: pair[0].depth > depth, islice(placed, i + 1, None)))


def _keeps_sections(
    pages: PagesInOrder,
    entry: NavigationEntry,
    index: int,
    below: Sequence[_Placed],
    peers: int,
) -> bool:
    """Whether an entry with others below it is a chapter with sections, and no part.

    What stands on the same page is more likely a section. Bare numerals are sections of
    a story where there are several stories, and the chapters of a book where there is one.
    """
    titles = [child.title for child, _ in below]
    types = _types_at(pages, index)
    if _is_part(entry.title, types) or 2 * sum(map(_is_chapter, titles)) > len(below):
        return False
    if "chapter" in types or read_title(entry.title) is not None:
        return True
    if {child.file for child, _ in below} != {entry.file}:
        return False
    if peers > 2 and all(map(is_numeral, titles)):
        return True
    return _has_own_text(pages, entry, index, below)


def _types_at(pages: PagesInOrder, index: int) -> frozenset[str]:
    return pages.passages[index].types if index < len(pages.passages) else frozenset()


def _is_part(title: str, types: frozenset[str]) -> bool:
    """Whether a title or types say `part`, `book`, `volume`, and no type says `chapter`."""
    return is_division(title) or (bool(types & _PARTS) and "chapter" not in types)


def _is_chapter(title: str) -> bool:
    """`CHAPTER I`, `Letter 4`."""
    heading = read_title(title)
    return heading is not None and heading.rank == CHAPTER


def _has_own_text(
    pages: PagesInOrder,
    entry: NavigationEntry,
    index: int,
    below: Sequence[_Placed],
) -> bool:
    """Whether an entry has text above the first one below it, and not only a few words."""
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


def _with_unlisted(pages: PagesInOrder, points: list[Point], bounds: range) -> list[Point]:
    """Also cut at pages that the table of contents forgot and that begin with a heading.

    Any other page without an entry goes on with the chapter before it; short ones before
    the first chapter stand for themselves, as title pages and dedications do.
    """
    openings = list(_openings(pages, bounds))
    unlisted = _Unlisted(pages, points, openings)
    found: list[Point] = []
    for opening in openings:
        if not unlisted.is_listed(opening):
            title = unlisted.title(opening, titled=any(p.title for p in found))
            if title is not None:
                found.append(Point(opening.start, title))
    return sorted([*points, *found], key=lambda p: (p.index, p.depth))


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where a page begins, by indices of passages."""

    file: str
    start: int
    first: int
    """The first passage that is read"""


def _openings(pages: PagesInOrder, bounds: range) -> Iterator[_Opening]:
    """Where each page begins within the bounds, if any of it is read."""
    for file, extent in pages.files.items():
        inside = range(max(extent.start, bounds.start), min(extent.stop, bounds.stop))
        first = next((i for i in inside if pages.passages[i].is_read), None)
        if first is not None:
            yield _Opening(file, inside[0], first)


class _Unlisted:
    """What pages are called to which no entry of the table of contents leads."""

    def __init__(
        self, pages: PagesInOrder, points: Sequence[Point], openings: Sequence[_Opening]
    ) -> None:
        self._pages = pages
        self._listed = {p.index: p for p in points}
        headings = [p for i in self._listed if (p := pages.passages[i]).kind == "heading"]
        self._deepest = max((p.level for p in headings), default=6)
        headed = any(pages.passages[o.first].kind == "heading" for o in openings)
        self._pages_alone = not points and not headed
        """Neither entries nor headings divide the book"""

    def is_listed(self, opening: _Opening) -> bool:
        """Whether an entry leads to the beginning of the page."""
        return any(i in self._listed for i in range(opening.start, opening.first + 1))

    def title(self, opening: _Opening, *, titled: bool) -> str | None:
        """The title of a page, empty for none; None where it goes on with what is before it.

        `titled` tells that a page above has a title.
        """
        passage = self._pages.passages[opening.first]
        above = self._above(opening.start)
        if passage.kind == "heading" and self._heads(passage.level, above):
            return title_of(passage)
        title = _page_title(self._pages, opening.file)
        if self._pages_alone or matter.by_types(passage.types):
            return title
        if above is None and not titled and _is_short(self._pages, opening.file):
            return title if matter.by_title(title) else ""
        return None

    def _above(self, start: int) -> int | None:
        """The last place above that an entry leads to."""
        return max((i for i in self._listed if i < start), default=None)

    def _heads(self, level: int, above: int | None) -> bool:
        """Whether a heading is as high as those of the entries, or stands in a part."""
        within = above is not None and is_division(self._listed[above].title)
        return level <= self._deepest or within


def _is_short(pages: PagesInOrder, file: str) -> bool:
    extent = pages.files[file]
    return words_of(pages.passages[extent.start : extent.stop]) < _FRONT_PAGE


def _page_title(pages: PagesInOrder, file: str) -> str:
    """What the page calls itself, unless all pages call themselves so."""
    title = pages.titles.get(file, "")
    alike = sum(1 for other in pages.titles.values() if other == title)
    return title if alike == 1 else ""

"""An EPUB's passages cut where its table of contents points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from narrate.manuscript import matter
from narrate.manuscript.gutenberg import Bounds
from narrate.manuscript.headings import CHAPTER, join_label, key, read_heading
from narrate.manuscript.navigation import Entry, Navigation
from narrate.manuscript.outline import Section, cut, is_division, parts_of, split_matter, title_of
from narrate.manuscript.passages import About, Part, Passage
from narrate.manuscript.promote import with_promoted
from narrate.manuscript.scroll import Scroll

_PARTS = frozenset({"part", "volume", "division"})
_LEFTOVER = 20
"""Words: with fewer beside its contents list or notes, a page is nothing else"""

_SMALL = 0.2
"""A parent entry with less text of its own than this share of a child's is no chapter"""


@dataclass(frozen=True, slots=True)
class Point:
    """A place where the text is cut."""

    index: int
    title: str
    depth: int = 0
    holds: bool = False


def divide(scroll: Scroll, navigation: Navigation, bounds: Bounds, about: About) -> list[Part]:
    """Chapters and what is not read, from passages `[bounds.start:bounds.stop]`."""
    points = _points(scroll, navigation, bounds)
    if len({p.index for p in points}) < 2 and len(_headings(scroll, bounds)) > len(points):
        points = []
    points = _with_unlisted(scroll, points, bounds)
    sections: list[Section] = []
    if not points or points[0].index > bounds.start:
        points = [Point(bounds.start, ""), *points]
    for point, following in zip(points, [*points[1:], None], strict=True):
        stop = following.index if following else bounds.stop
        own, *matters = _sections(scroll.passages[point.index : stop], point)
        own.reason = own.reason or _landmark(scroll, navigation, point)
        sections += [own, *matters]
    return [
        inner for part in parts_of(sections, 1, about) for inner in _chapters_inside(part, about)
    ]


def _sections(passages: Sequence[Passage], point: Point) -> list[Section]:
    """What an entry leads to, and behind it what its types say is not read."""
    rest, matters = split_matter(passages)
    section = _titled(point, rest)
    if matters and section.words < _LEFTOVER:
        section.reason = matters[0].reason
        section.passages += [p for part in matters for p in part.passages]
        return [section]
    return [section, *(Section(m.title, 1, [], m.passages, m.reason) for m in matters)]


def _headings(scroll: Scroll, bounds: Bounds) -> list[Passage]:
    return [p for p in scroll.passages[bounds.start : bounds.stop] if p.kind == "heading"]


def _points(scroll: Scroll, navigation: Navigation, bounds: Bounds) -> list[Point]:
    """Entries of the table of contents that begin a part of the book, in reading order."""
    placed = [
        (entry, index)
        for entry in navigation.entries
        if (index := scroll.place(entry.file, entry.fragment)) is not None
    ]
    points = []
    for entry, index, holds in _chosen(scroll, placed):
        index = _with_heading_above(scroll, entry, index)
        if bounds.start <= index < bounds.stop:
            points.append(Point(index, entry.title, entry.depth, holds))
    points.sort(key=lambda p: (p.index, p.depth))
    return [
        p
        for i, p in enumerate(points)
        if not i or p.index > points[i - 1].index or p.title != points[i - 1].title
    ]


def _chosen(
    scroll: Scroll, placed: Sequence[tuple[Entry, int]]
) -> Iterator[tuple[Entry, int, bool]]:
    """Entries without those that are sections inside a chapter; with whether others are below."""
    skip_below: int | None = None
    for i, (entry, index) in enumerate(placed):
        if skip_below is not None and entry.depth > skip_below:
            continue
        skip_below = None
        below = []
        for child, at in placed[i + 1 :]:
            if child.depth <= entry.depth:
                break
            below.append((child, at))
        if below and _keeps_sections(scroll, entry, index, below):
            skip_below = entry.depth
            below = []
        yield entry, index, bool(below)


def _keeps_sections(
    scroll: Scroll, entry: Entry, index: int, below: Sequence[tuple[Entry, int]]
) -> bool:
    """Whether an entry with others below it is a chapter with sections, and no part."""
    types = scroll.passages[index].types if index < len(scroll.passages) else frozenset()
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
    places = sorted({index, *(at for _, at in below)})
    own = _words(scroll.passages[index : places[1]]) if len(places) > 1 else 0
    stop = scroll.files[entry.file].stop
    each = _words(scroll.passages[index:stop]) / (len(below) + 1)
    return own > _SMALL * each


def _words(passages: Sequence[Passage]) -> int:
    return sum(len(p.spoken.split()) for p in passages if p.is_read and p.kind != "heading")


def _with_heading_above(scroll: Scroll, entry: Entry, index: int) -> int:
    """A link may lead behind the heading that it means: then the heading comes along."""
    start = scroll.files[entry.file].start
    wanted = set(key(entry.title).split())
    while index > start:
        above = scroll.passages[index - 1]
        if above.kind != "heading" or not wanted & set(key(above.spoken).split()):
            break
        if index < len(scroll.passages) and scroll.passages[index].kind == "heading":
            break
        index -= 1
    return index


def _with_unlisted(scroll: Scroll, points: list[Point], bounds: Bounds) -> list[Point]:
    """Also cut at pages that the table of contents forgot and that begin with a heading.

    Any other page without an entry goes on with the chapter before it.
    """
    listed = {p.index for p in points}
    levels = [scroll.passages[i].level for i in listed if scroll.passages[i].kind == "heading"]
    deepest = max(levels, default=6)
    found = []
    for file, pages in scroll.files.items():
        inside = [i for i in pages if bounds.start <= i < bounds.stop]
        if not inside or inside[0] in listed:
            continue
        first = next((i for i in inside if scroll.passages[i].is_read), None)
        if first is None or any(i in listed for i in range(inside[0], first + 1)):
            continue
        passage = scroll.passages[first]
        if passage.kind == "heading" and passage.level <= deepest:
            found.append(Point(inside[0], title_of(passage)))
        elif not points or matter.by_types(passage.types):
            found.append(Point(inside[0], _page_title(scroll, file)))
    return sorted([*points, *found], key=lambda p: (p.index, p.depth))


def _page_title(scroll: Scroll, file: str) -> str:
    """What the page calls itself, unless all pages call themselves so."""
    title = scroll.titles.get(file, "")
    alike = sum(1 for other in scroll.titles.values() if other == title)
    return title if alike == 1 else ""


def _landmark(scroll: Scroll, navigation: Navigation, point: Point) -> str | None:
    """Why the landmarks say that the part at this place is not read, if they do."""
    for file, fragment, types in navigation.landmarks:
        if scroll.place(file, fragment) == point.index and (reason := matter.by_types(types)):
            return reason
    return None


def _titled(point: Point, passages: Sequence[Passage]) -> Section:
    """The passages of an entry without the headings that its title repeats."""
    run, rest = _leading_headings(point.title, passages)
    title = _best_title(point.title, run)
    if run and title == point.title and not _repeats(point.title, run):
        run, rest = [], list(passages)
    return Section(title, 1, run, rest, holds=point.holds)


def _leading_headings(
    title: str, passages: Sequence[Passage]
) -> tuple[list[Passage], list[Passage]]:
    """Headings at the start, and paragraphs there that say the title again; then the rest."""
    run: list[Passage] = []
    kept: list[Passage] = []
    for i, passage in enumerate(passages):
        if not passage.is_read:
            kept.append(passage)
        elif len(run) < 4 and (
            _says(title, passage, run) or _is_heading(passage, run, passages[i + 1 :])
        ):
            run.append(passage)
        else:
            return run, [*kept, *passages[i:]]
    return run, kept


def _is_heading(passage: Passage, run: Sequence[Passage], following: Sequence[Passage]) -> bool:
    """A heading of the chapter itself: not the `I` of its first section."""
    if passage.kind != "heading":
        return False
    heading = read_heading(passage.spoken)
    bare = heading is not None and not heading.word and not heading.title
    if not run:
        return True
    if heading is not None and heading.word:
        return False  # a part's title has been taken: this is its first chapter
    if not bare:
        return True
    return not any(
        p.kind == "heading" and p.level == passage.level and read_heading(p.spoken)
        for p in following
    )


def _says(title: str, passage: Passage, run: Sequence[Passage]) -> bool:
    """Whether a paragraph is the title, or its label, or what follows the label."""
    said, wanted = key(passage.spoken), key(title)
    if not said or not wanted or len(said) > 150:
        return False
    label = read_heading(passage.spoken)
    starts = label is not None and not label.title and f"{wanted} ".startswith(f"{said} ")
    ends = wanted.endswith(f" {said}") and (bool(run) or 2 * len(said) > len(wanted))
    return said == wanted or starts or ends


def _repeats(title: str, run: Sequence[Passage]) -> bool:
    wanted = set(key(title).split())
    return any(
        wanted >= set(key(p.spoken).split()) or wanted <= set(key(p.spoken).split()) for p in run
    )


def _best_title(title: str, run: Sequence[Passage]) -> str:
    """The entry's title; the page's headings where they say more, or where it says nothing."""
    joined = ""
    for passage in run:
        joined = join_label(joined, title_of(passage)) if joined else title_of(passage)
    if not title or not run:
        return title or joined
    said, wanted = key(joined).split(), key(title).split()
    if len(said) > len(wanted) and set(wanted) <= set(said):
        return joined
    unlike = not set(said) & set(wanted)
    return joined if unlike and read_heading(joined) and not read_heading(title) else title


def _chapters_inside(part: Part, about: About) -> list[Part]:
    """A part in which headings count chapters that the table of contents does not list."""
    own = read_heading(part.title)
    if part.reason or (own and own.word and own.rank >= CHAPTER):
        return [part]
    passages = with_promoted(part.passages)
    headings = [h for p in passages if p.kind == "heading" and (h := read_heading(p.spoken))]
    counted = [h for h in headings if h.word and h.rank == CHAPTER]
    if len(counted) + (not part.title) < 2:
        return [part]
    if part.title:
        passages = [Passage("heading", part.title, level=1), *passages]
    inner = cut(passages, about)
    if part.title:
        inner[0].heading = part.heading
    return inner

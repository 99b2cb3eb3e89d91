"""An EPUB's passages cut where its table of contents points."""

from __future__ import annotations

from collections.abc import Sequence

from narrate.manuscript import matter
from narrate.manuscript.gutenberg import Bounds
from narrate.manuscript.headings import CHAPTER, read_heading
from narrate.manuscript.naming import named_section
from narrate.manuscript.navigation import Navigation
from narrate.manuscript.outline import cut, parts_of, split_matter
from narrate.manuscript.passages import About, Part, Passage
from narrate.manuscript.points import Point, find_points
from narrate.manuscript.promote import with_promoted
from narrate.manuscript.scroll import Scroll
from narrate.manuscript.section import Section

_LEFTOVER = 20
"""Words: with fewer beside its contents list or notes, a page is nothing else"""


def divide(scroll: Scroll, navigation: Navigation, bounds: Bounds, about: About) -> list[Part]:
    """Chapters and what is not read, from passages `[bounds.start:bounds.stop]`."""
    sections: list[Section] = []
    points = find_points(scroll, navigation, bounds)
    for point, following in zip(points, [*points[1:], None], strict=True):
        stop = following.index if following else bounds.stop
        own, *matters = _sections(scroll.passages[point.index : stop], point)
        own.reason = own.reason or _landmark(scroll, navigation, point)
        sections += [own, *matters]
    return [
        inner for part in parts_of(sections, 1, about) for inner in chapters_inside(part, about)
    ]


def _sections(passages: Sequence[Passage], point: Point) -> list[Section]:
    """What an entry leads to, and behind it what its types say is not read."""
    rest, matters = split_matter(passages)
    section = named_section(point.title, rest, holds=point.holds)
    if matters and section.words < _LEFTOVER:
        section.reason = matters[0].reason
        section.passages += [p for part in matters for p in part.passages]
        return [section]
    return [section, *(Section(m.title, 1, [], m.passages, m.reason) for m in matters)]


def _landmark(scroll: Scroll, navigation: Navigation, point: Point) -> str | None:
    """Why the landmarks say that the part at this place is not read, if they do."""
    for file, fragment, types in navigation.landmarks:
        if scroll.place(file, fragment) == point.index and (reason := matter.by_types(types)):
            return reason
    return None


def chapters_inside(part: Part, about: About) -> list[Part]:
    """A part in which headings count chapters that the table of contents does not list."""
    own = read_heading(part.title)
    if part.reason or (own and own.word and own.rank >= CHAPTER):
        return [part]
    passages = with_promoted(part.passages)
    headings = [h for p in passages if p.kind == "heading" and (h := read_heading(p.spoken))]
    counted = [h for h in headings if h.word and h.rank == CHAPTER]
    if len(counted) + (not part.title) < 2:
        return [part]
    if not part.title:
        return cut(passages, about)
    title = Passage("heading", part.title, level=1)
    inner = cut([title, *passages], about)
    for found in inner:  # the pages' own heading takes the place of the one made of the entry
        found.heading = [p for h in found.heading for p in (part.heading if h is title else [h])]
    return inner

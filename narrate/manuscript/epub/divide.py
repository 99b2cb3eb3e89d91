"""An EPUB's passages cut where its table of contents points."""

from collections.abc import Sequence

from narrate.about import About
from narrate.manuscript.epub.naming import named_section
from narrate.manuscript.epub.navigation import Navigation
from narrate.manuscript.epub.pages_in_order import PagesInOrder
from narrate.manuscript.epub.points import Point, find_points
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.contents_lists import HeadingIndex, with_contents_lists
from narrate.manuscript.structure.content.front import is_dedication, part_front, says_something
from narrate.manuscript.structure.content.judging import judged_sections
from narrate.manuscript.structure.content.kinds import is_imprint, judged
from narrate.manuscript.structure.content.prose import is_sentence
from narrate.manuscript.structure.outline import (
    cut,
    headings_by_form,
    parts_of,
    split_matter,
)
from narrate.manuscript.structure.passages import Part, Passage
from narrate.manuscript.structure.section import Section
from narrate.manuscript.structure.titles.headings import (
    CHAPTER,
    Heading,
    goes_up,
    read_heading,
    read_title,
)

_MISPLACED = 1000
"""Words: a landmark that calls more than this a title page or an imprint is set wrongly"""
_LEFTOVER = 20
"""Words: with fewer beside its contents list or notes, a page is nothing else"""


def divide(pages: PagesInOrder, navigation: Navigation, bounds: range, about: About) -> list[Part]:
    """Chapters and what is not read, from passages `[bounds.start:bounds.stop]`."""
    sections: list[Section] = []
    begun = False
    points = find_points(pages, navigation, bounds)
    headings = HeadingIndex([point.title for point in points if point.title])
    for point, following in zip(points, [*points[1:], None], strict=True):
        stop = following.index if following else bounds.stop
        passages = with_contents_lists(pages.passages[point.index : stop], headings)
        own, *matters = _sections(passages, point)
        own.nesting = point.depth + 1
        proposed = _landmark(pages, navigation, point) or matter.by_title(point.title)
        own.reason = own.reason or judged(proposed, own.passages)
        begun = begun or _names_chapter(point)
        in_front = following is not None and not begun
        sections += _front_page(own, about) if in_front and own.reason is None else [own]
        sections += matters
    parts = parts_of(judged_sections(sections, about), 1, about)
    return [inner for part in parts for inner in chapters_inside(part, about)]


def _names_chapter(point: Point) -> bool:
    return bool(point.title) and not matter.by_title(point.title)


def _sections(passages: Sequence[Passage], point: Point) -> list[Section]:
    """What an entry leads to, and behind it what its types say is not read."""
    rest, matters = split_matter(passages)
    section = named_section(point.title, rest, holds=point.holds)
    if matters and section.words < _LEFTOVER and not _is_text(section):
        section.reason = matters[0].reason
        section.passages += [p for part in matters for p in part.passages]
        return [section]
    return [section, *(Section(m.title, 1, [], m.passages, m.reason) for m in matters)]


def _is_text(section: Section) -> bool:
    """Whether the little that a section has says something: a dedication, a sentence.

    Also one that leads up to a list: `Let us look at what is needed for it:`.
    """
    texts = [p.spoken.strip() for p in section.passages if p.is_read]
    return any(is_sentence(_stopped(text)) or is_dedication(text) for text in texts)


def _stopped(text: str) -> str:
    """The text with a full stop where it ends in a colon."""
    return f"{text[:-1]}." if text[-1:] in (":", "：") else text


def _front_page(section: Section, about: About) -> list[Section]:
    """A page without a title in front of the book: title page, imprint, or a few words to read."""
    if _has_title(section) or section.words > _MISPLACED:
        return [section]
    *before, last = part_front(section.passages, about, alone=False) or [Part("")]
    if last.reason is None or _says_something(last, about):
        last.title = ""
        imprint = is_imprint("\n".join(p.spoken for p in last.passages))
        last.reason = matter.IMPRINT if imprint else None
    return [Section(p.title, 1, p.heading, p.passages, p.reason) for p in (*before, last)]


def _has_title(section: Section) -> bool:
    """Whether an entry or a heading names the page."""
    return bool(section.title) or any(
        p.kind == "heading" for p in headings_by_form(section.passages)
    )


def _says_something(part: Part, about: About) -> bool:
    """Whether what passes for a title page has a sentence on it."""
    lines = [p.spoken.strip() for p in part.passages if p.is_read]
    return part.reason == matter.TITLE_PAGE and any(says_something(line, about) for line in lines)


def _landmark(pages: PagesInOrder, navigation: Navigation, point: Point) -> str | None:
    """Why the landmarks say that the section at this place is not read, if they do."""
    for file, fragment, types in navigation.landmarks:
        if pages.place(file, fragment) == point.index and (reason := matter.by_types(types)):
            return reason
    return None


def chapters_inside(part: Part, about: About) -> list[Part]:
    """A part in which headings count chapters that the table of contents does not list."""
    if part.reason:
        return [part]
    own = read_title(part.title)
    passages = headings_by_form(part.passages)
    counted = _counted(own, passages)
    if len(counted) + (_is_chapter(own) or not part.title) < 2:
        return [part]
    if not part.title:
        return cut(passages, about)
    level = min(p.level for p in counted) if _is_chapter(own) else 1
    return _cut_below(part, level, passages, about)


def _cut_below(part: Part, level: int, passages: Sequence[Passage], about: About) -> list[Part]:
    """A part cut at its headings, below its own title as one more of that level."""
    title = Passage("heading", part.title, level=level)
    inner = cut([title, *passages], about)
    for found in inner:  # the pages' own heading takes the place of the one made of the entry
        found.heading = [p for h in found.heading for p in (part.heading if h is title else [h])]
    return inner


def _is_chapter(own: Heading | None) -> bool:
    """`CHAPTER I`, `Letter 4`; not `PART ONE`, `XII` or `Loomings`."""
    return own is not None and bool(own.word) and own.rank >= CHAPTER


def _counted(own: Heading | None, passages: Sequence[Passage]) -> list[Passage]:
    """Headings that count chapters: below a chapter only those that carry on its counting.

    Below `CHAPTER I` the heading `CHAPTER II` counts and `Letter 1` does not; below `PART ONE`
    bare `I`, `II`, `III` do, if there are no others.
    """
    headings = _numbered(passages)
    if own is not None and _is_chapter(own):
        return [p for p, h in headings if h.word == own.word and h.number != own.number]
    if own is not None and own.word and _count_up([h for _, h in headings]):
        return [p for p, _ in headings]
    return [p for p, h in headings if h.word and h.rank == CHAPTER]


def _numbered(passages: Sequence[Passage]) -> list[tuple[Passage, Heading]]:
    """The headings that have a number's form, taken apart."""
    headings = [(p, read_heading(p.spoken)) for p in passages if p.kind == "heading"]
    return [(p, h) for p, h in headings if h is not None]


def _count_up(headings: Sequence[Heading]) -> bool:
    """Whether these are several bare numerals, each one more than the one before."""
    bare = len(headings) > 1 and not any(h.word for h in headings)
    return bare and goes_up([h.number or 0 for h in headings])

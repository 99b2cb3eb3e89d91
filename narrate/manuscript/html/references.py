"""Links from the text to its notes, in EPUB and HTML: which are note markers, what they lead to."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain

import regex

from narrate.book import LeftOut
from narrate.manuscript.html.collected import LONGEST_MARK
from narrate.manuscript.html.content import HtmlPage
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.numbered import said_as_note
from narrate.manuscript.structure.passages import NoteMark, Passage
from narrate.manuscript.structure.raised import settle

REFERRED = "x-note"
"""Type of a passage to which a note marker leads"""
Resolve = Callable[[str, str], tuple[str, str]]
"""The page and the id that a link on a page leads to, from the page's name and the link"""

_MARK = regex.compile(
    r"\s*[\[({]?\s*(?:note |fn\.? ?)?(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,4})\s*[\])}]?\.?\s*",
    regex.I,
)
_BACK = regex.compile(r"[\s\[(]*(?:[↩↑^⏎←↲⤴]\ufe0e?|back|return|volver|वापस)[\s\])]*", regex.I)


@dataclass(frozen=True, slots=True)
class Link:
    """A short link inside the book, by its place in a run of passages."""

    passage: int
    start: int
    end: int
    note: str
    """Names the place it leads to"""
    target: int
    """The passage it leads to"""
    extent: range
    """The passages of the element it leads to; empty where that is no block"""


def tie_pages(
    pages: Sequence[tuple[str, HtmlPage]], resolve: Resolve
) -> dict[str, tuple[Passage, ...]]:
    """Tell the note markers of pages with their names, and give the notes they lead to.

    Passages are replaced in the pages where more has been found out about them.
    """
    passages = settle([passage for _, page in pages for passage in page.passages])
    starts = list(accumulate((len(page.passages) for _, page in pages), initial=0))
    places = _places(pages, starts)
    links = []
    for start, (name, page) in zip(starts, pages, strict=False):
        for passage, begin, end, href in page.links:
            file, fragment = resolve(name, href)
            if place := places.get((file, fragment)):
                links.append(Link(start + passage, begin, end, f"{file}#{fragment}", *place))
    notes = tie_notes(passages, links)
    for start, (_, page) in zip(starts, pages, strict=False):
        page.passages = passages[start : start + len(page.passages)]
    return notes


def _places(
    pages: Sequence[tuple[str, HtmlPage]], starts: Sequence[int]
) -> dict[tuple[str, str], tuple[int, range]]:
    """By page and id the passage there, and those of its element, counted through all pages."""
    places: dict[tuple[str, str], tuple[int, range]] = {}
    for start, (name, page) in zip(starts, pages, strict=False):
        for anchor, at in page.anchors.items():
            own = page.extents.get(anchor, range(0))
            extent = range(start + own.start, start + own.stop) if own else own
            places[name, anchor] = (start + at, extent)
    return places


def tie_notes(passages: list[Passage], links: Sequence[Link]) -> dict[str, tuple[Passage, ...]]:
    """Tell markers and notes in `passages`, and give the text of each note that is referred to.

    A link is a note marker where the markup says so, or where it leads to a passage that
    begins or ends with a link back. What it leads to may still prove to be no note: that
    is for those to judge who know what is read.
    """
    back = {(link.passage, link.target) for link in links if _leads_back(passages, link)}
    references = [link for link in links if _is_reference(passages, link, back)]
    notes = _extents(references)
    for link in references:
        _mark(passages, link)
    _leave_out_links(passages, links, notes)
    for link in references:
        if (link.extent.start, link.passage) in back:
            _not_read(passages, notes[link.note])
    _name_notes(passages, notes.values())
    labels = {link.note: _said(passages, link) for link in references}
    inner = _marks_by_passage(passages, links)
    return {
        name: tuple(_note(passages, extent, labels[name], inner)) for name, extent in notes.items()
    }


def _leave_out_links(
    passages: list[Passage], links: Sequence[Link], notes: Mapping[str, range]
) -> None:
    """Links in notes that lead out of them are not read."""
    within = {at: extent for extent in notes.values() for at in extent}
    for link in links:
        if (extent := within.get(link.passage)) and link.target not in extent:
            _leave_out(passages, link)


def _name_notes(passages: list[Passage], extents: Iterable[range]) -> None:
    """Passages to which a marker leads are notes, whatever else is known of them."""
    for at in chain.from_iterable(extents):
        passages[at] = replace(passages[at], types=passages[at].types | {REFERRED})


def _extents(references: Sequence[Link]) -> dict[str, range]:
    """The passages of each note: those of its element, up to where another note begins."""
    starts = sorted({link.extent.start for link in references})
    notes: dict[str, range] = {}
    for link in references:
        following = bisect_right(starts, link.extent.start)
        stop = starts[following] if following < len(starts) else link.extent.stop
        notes[link.note] = range(link.extent.start, min(link.extent.stop, stop))
    return notes


def _marks_by_passage(
    passages: Sequence[Passage], links: Sequence[Link]
) -> Mapping[int, list[LeftOut]]:
    """The links in each passage that are markers or lead back."""
    inner: dict[int, list[LeftOut]] = defaultdict(list)
    for link in links:
        if _is_mark(_said(passages, link)) or _leads_back(passages, link):
            inner[link.passage].append(LeftOut(link.start, link.end, matter.MARKER))
    return inner


def _note(
    passages: Sequence[Passage], extent: range, label: str, inner: Mapping[int, list[LeftOut]]
) -> Iterator[Passage]:
    """The passages of a note as they are read; its label stands before the first."""
    for at in extent:
        yield said_as_note(passages[at], label if at == extent.start else "", inner.get(at, ()))


def _said(passages: Sequence[Passage], link: Link) -> str:
    return passages[link.passage].text[link.start : link.end]


def _leads_back(passages: Sequence[Passage], link: Link) -> bool:
    """Whether a link stands where notes have it: at the beginning, or as an arrow anywhere."""
    text = passages[link.passage].text
    if passages[link.passage].kind == "heading" or link.passage == link.target:
        return False
    said = text[link.start : link.end]
    return bool(_BACK.fullmatch(said)) or (not text[: link.start].strip(" [(*") and _is_mark(said))


def _is_mark(said: str) -> bool:
    return len(said) <= LONGEST_MARK and bool(_MARK.fullmatch(said))


def _is_reference(passages: Sequence[Passage], link: Link, back: set[tuple[int, int]]) -> bool:
    passage = passages[link.passage]
    if not link.extent or link.passage in link.extent:
        return False
    aim = passages[link.extent.start]
    if aim.kind == "heading" or not _is_mark(_said(passages, link)):
        return False
    if _is_left_out(passage, link):
        return (link.passage, link.target) not in back or not _is_noted(passage)
    if _is_typed_note(aim):
        return matter.by_types(passage.types) is None
    return link.start > 0 and any((at, link.passage) in back for at in link.extent)


def _is_noted(passage: Passage) -> bool:
    """Whether the passage is itself a note: then a link at its beginning leads back."""
    return _is_typed_note(passage) or not passage.is_read


def _is_typed_note(passage: Passage) -> bool:
    return matter.by_types(passage.types) in (matter.NOTES, matter.FOOTNOTE)


def _is_left_out(passage: Passage, link: Link) -> bool:
    return any(s.start <= link.start and link.end <= s.end for s in passage.left_out)


def _mark(passages: list[Passage], link: Link) -> None:
    passage = _leave_out(passages, link)
    marks = sorted((*passage.notes, NoteMark(link.end, link.note)), key=lambda m: m.at)
    passages[link.passage] = replace(passage, notes=tuple(marks))


def _leave_out(passages: list[Passage], link: Link) -> Passage:
    """A marker is not read; a passage that is a note as a whole stays so."""
    passage = passages[link.passage].leaving_out(link.start, link.end, matter.MARKER)
    passages[link.passage] = passage
    return passage


def _not_read(passages: list[Passage], extent: range) -> None:
    for at in extent:
        if passages[at].is_read and not matter.by_types(passages[at].types):
            passages[at] = passages[at].unread(matter.FOOTNOTE)

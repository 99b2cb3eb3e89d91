"""Note markers and notes over all pages of a book."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from narrate.manuscript.html.page import HtmlPage
from narrate.manuscript.html.references import Link, tie_notes
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.raised import settle

Resolve = Callable[[str, str], tuple[str, str]]
"""The page and the id that a link on a page leads to, from the page's name and the link"""


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

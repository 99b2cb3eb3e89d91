"""A single HTML file into a book."""

from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from narrate.about import About, find_isbn
from narrate.files.encoding import decode
from narrate.files.markup import local_name, parse_page
from narrate.manuscript.html.content import HtmlPage
from narrate.manuscript.html.looks import headed
from narrate.manuscript.html.navigation import without_notices
from narrate.manuscript.html.page import read_page
from narrate.manuscript.html.references import tie_pages
from narrate.manuscript.structure.content.numbered import (
    tie_numbered,
    without_closing,
    without_notes,
)
from narrate.manuscript.structure.outline import cut
from narrate.manuscript.structure.passages import ManuscriptDraft
from narrate.manuscript.structure.section import title_of
from narrate.manuscript.text import gutenberg
from narrate.manuscript.tongue import name_of, primary, prose_of, year_of


def read_html(path: Path, data: bytes) -> ManuscriptDraft:
    """Read an HTML file; raises ManuscriptError where nothing can be made of it."""
    root, complete = parse_page(data, path.name)
    lost = [] if complete else ["the page is badly broken; some of its text may be missing"]
    warnings = [*lost, *decode(data, path.name)[1]]
    page = read_page(root, path.name)
    page.passages = without_notices(page.passages)
    linked = tie_pages([("", page)], lambda _, href: ("", unquote(href.partition("#")[2])))
    bounds = gutenberg.find_bounds([p.text for p in page.passages])
    inner = bounds if bounds is not None else range(len(page.passages))
    header, licence = page.passages[: inner.start], page.passages[inner.stop :]
    if bounds is None:
        about = _about(root, page)
    else:
        shown = About(page.title, language=primary(page.language))
        about = gutenberg.read_about("\n".join(p.text for p in header)).filled(shown)
    looks, gaps = page.looks[inner.start : inner.stop], page.gaps[inner.start : inner.stop]
    chapters = cut(headed(page.passages[inner.start : inner.stop], looks, gaps), about)
    parts, numbered = tie_numbered([without_notes(part) for part in chapters])
    parts = gutenberg.wrapped(header, without_closing(parts), licence)
    notes = {**numbered, **linked}
    return ManuscriptDraft(about, parts, warnings, notes, page.raw, page.dropped, lost)


def _about(root: etree._Element, page: HtmlPage) -> About:
    highest = [title_of(p) for p in page.passages if p.kind == "heading" and p.level == 1]
    metas = _metas(root)

    def said(*names: str) -> str:
        return next((metas[name] for name in names if metas.get(name)), "")

    title = (highest[0] if len(highest) == 1 else "") or page.title
    author = said("author", "dc.creator")
    return About(
        title,
        author,
        language=primary(page.language or metas.get("dc.language")),
        year=year_of([said("dcterms.issued", "dc.date.issued", "dc.date", "citation_date")]),
        description=prose_of(said("dc.description", "dcterms.description", "description")),
        publisher=name_of(said("dc.publisher", "dcterms.publisher", "citation_publisher")),
        isbn=find_isbn(said("isbn", "citation_isbn", "book:isbn", "dc.identifier")),
    )


def _metas(root: etree._Element) -> dict[str, str]:
    """What the page's `meta` elements say, by their names in small letters."""
    return {
        (e.get("name") or e.get("property") or "").lower(): (e.get("content") or "").strip()
        for e in root.iter()
        if local_name(e) == "meta"
    }

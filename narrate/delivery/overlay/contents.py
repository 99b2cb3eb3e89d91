"""A navigation document for books that have none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote

from lxml import etree

from narrate.delivery.overlay.clips import link
from narrate.delivery.overlay.pages import page_head
from narrate.delivery.overlay.publisher import Publication
from narrate.errors import ManuscriptError
from narrate.files.archive import resolve
from narrate.files.markup import local_name, parse_xml, text_of
from narrate.files.opf import NCX
from narrate.language import primary

_TITLES = {
    "ar": "المحتويات", "bn": "সূচিপত্র", "de": "Inhalt", "es": "Índice", "fr": "Sommaire",
    "hi": "विषय सूची", "it": "Indice", "pt": "Índice", "ta": "உள்ளடக்கம்",
}  # fmt: skip
"""What a table of contents is called; elsewhere as in English"""


@dataclass(slots=True)
class Entry:
    """A line of the table of contents with those under it."""

    title: str
    href: str
    """From the navigation document"""
    below: list[Entry] = field(default_factory=list)


def nav_document(entries: Sequence[Entry], language: str, style: str = "") -> str:
    """The navigation document of EPUB 3; `style` is the address of a style sheet."""
    title = _TITLES.get(primary(language), "Contents")
    return (
        f"{page_head(title, language, style)}<body>\n"
        f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>{escape(title)}</h1>\n'
        f"{_list(entries)}</nav>\n</body>\n</html>\n"
    )


def _list(entries: Sequence[Entry]) -> str:
    lines = [
        f'<li><a href="{escape(entry.href)}">{escape(entry.title)}</a>'
        + (f"\n{_list(entry.below)}" if entry.below else "")
        + "</li>\n"
        for entry in entries
    ]
    return f"<ol>\n{''.join(lines)}</ol>\n"


def entries_of(publication: Publication, base: str) -> list[Entry]:
    """What an EPUB 2's NCX lists, for a navigation document called `base`.

    Left out is what leads nowhere or back: a table of contents goes along the reading order.
    """
    ncx = next((item for item in publication.items if item.media == NCX), None)
    if ncx is None:
        return []
    try:
        root = parse_xml(publication.archive.read(ncx.name), ncx.name)
    except ManuscriptError:
        return []
    navigation = next((e for e in root.iter() if local_name(e) == "navmap"), root)
    return _Points(publication, ncx.name, base).below(navigation)


class _Points:
    """Follows an NCX and knows how far in the book it has come."""

    def __init__(self, publication: Publication, ncx: str, base: str) -> None:
        self._publication, self._ncx, self._base = publication, ncx, base
        self._order = {item.name: i for i, item in enumerate(publication.spine)}
        self._places: dict[str, dict[str, int]] = {}
        self._reached = (0, -1)

    def below(self, element: etree._Element) -> list[Entry]:
        """The entries right under an element; those of one that is left out take its place."""
        entries: list[Entry] = []
        for point in (e for e in element if local_name(e) == "navpoint"):
            href = self._href(point)
            label = next((e for e in point if local_name(e) == "navlabel"), None)
            title = " ".join(text_of(label).split()) if label is not None else ""
            below = self.below(point)
            if href and title:
                entries.append(Entry(title, href, below))
            else:
                entries += below
        return entries

    def _href(self, point: etree._Element) -> str:
        content = next((e for e in point if local_name(e) == "content"), None)
        link_ = (content.get("src") or "") if content is not None else ""
        name, fragment = resolve(self._ncx, link_)
        found = self._publication.archive.find(name) or ""
        if not link_ or found not in self._order:
            return ""
        places = self._ids(found)
        place = self._order[found], places.get(fragment, -1)
        if place < self._reached:
            return ""
        self._reached = place
        there = f"#{quote(fragment)}" if fragment in places else ""
        return link(self._base, found) + there

    def _ids(self, name: str) -> dict[str, int]:
        """The ids of a page in their order."""
        if name not in self._places:
            item = next(i for i in self._publication.spine if i.name == name)
            ids = (e.get("id") for e in self._publication.page(item).iter())
            self._places[name] = {key: i for i, key in enumerate(ids) if key}
        return self._places[name]

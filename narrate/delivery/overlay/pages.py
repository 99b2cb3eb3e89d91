"""Pages of our own: a chapter from its canonical text, what has no page, a table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from string import Template
from urllib.parse import quote

from lxml import etree

from narrate.book import Block, Chapter
from narrate.delivery.overlay.clips import (
    ACTIVE,
    Spot,
    Spots,
    TrackSentence,
    by_block,
    link,
    sentences_of,
)
from narrate.delivery.overlay.page_letters import letters_of
from narrate.delivery.overlay.publisher import Publication
from narrate.errors import ManuscriptError
from narrate.files.archive import resolve
from narrate.files.markup import local_name, parse_xml, text_of
from narrate.files.opf import NCX
from narrate.language import is_right_to_left, primary
from narrate.timeline import SentenceTiming, Track

_FURNITURE = frozenset({"page number", "line number", "running head", "furniture of a web page"})
"""What manuscripts have in their text for their own paper's sake only"""
_MARKER = "note marker"


@dataclass(slots=True)
class Page:
    """A page that is being written."""

    name: str
    """In the archive"""
    title: str
    language: str
    style: str
    """Address of the style sheet"""
    body: list[str] = field(default_factory=list)
    spots: Spots = field(default_factory=dict)
    kind: str = "bodymatter"

    def document(self) -> str:
        """The whole page."""
        head = page_head(_plain(self.title), self.language, self.style)
        body = "\n".join(self.body)
        return f'{head}<body epub:type="{self.kind}">\n{body}\n</body>\n</html>\n'

    def spot(self, track: int, number: int, weight: int) -> str:
        """The id for one more sentence."""
        key = f"s{len(self.spots) + 1}"
        self.spots[track, number] = (Spot(self.name, key, weight),)
        return key

    def span(self, track: int, number: int, sentence: SentenceTiming, inner: str) -> str:
        """A sentence's text as an element of its own."""
        key = self.spot(track, number, max(len(sentence.text), 1))
        return f'<span id="{key}">{inner}</span>'


def page_head(title: str, language: str, style: str = "") -> str:
    """A page up to its body; `style` is the address of a style sheet."""
    tag = escape(language)
    sheet = f'<link rel="stylesheet" type="text/css" href="{escape(style)}"/>\n' if style else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{tag}" xml:lang="{tag}"{direction(language)}>\n'
        f"<head>\n<title>{escape(title)}</title>\n{sheet}</head>\n"
    )


def direction(language: str) -> str:
    """The attribute of a page that is written from right to left."""
    return ' dir="rtl"' if is_right_to_left(language) else ""


def stylesheet(name: str, **values: str) -> str:
    """`pages`: quiet, in the reader's own type and colours, by day and by night.

    `heard`, for a publisher's pages: what is heard. Our elements, whose ids begin with `prefix` and
    a hyphen, have no other look: rules of the publisher's such as `p > span` would fit them too.
    """
    text = resources.files(__package__).joinpath(f"{name}.css").read_text("utf-8")
    return Template(text.replace("\r\n", "\n")).substitute(values, active=ACTIVE)


def write_plain(page: Page, number: int, track: Track) -> None:
    """Credits, or what a publisher's pages do not hold: as it is spoken, a paragraph a chunk."""
    page.body.append('<section class="front">')
    at = 0
    for chunk in track.chunks:
        pieces = []
        for sentence in chunk.sentences:
            pieces.append(page.span(number, at, sentence, _html(sentence.text)))
            at += 1
        page.body.append(f"<p>{' '.join(pieces)}</p>")
    page.body.append("</section>")


def write_chapter(page: Page, tracks: Sequence[tuple[int, Track]], chapter: Chapter) -> None:
    """A chapter's whole text, with a spot for each sentence of its tracks."""
    page.body.append('<section epub:type="chapter" role="doc-chapter">')
    _write_title(page, *tracks[0], chapter.title)
    for block, said in by_block(tracks, chapter):
        inner = _block(page, chapter, block, said)
        if inner.strip():
            page.body.append(_framed(block, inner))
    page.body.append("</section>")


def _write_title(page: Page, number: int, track: Track, title: str) -> None:
    """The heading; each sentence of the title as it is spoken, where that is the same."""
    said = []
    for at, sentence in enumerate(sentences_of(track)):
        if sentence.source is not None:
            break
        said.append((at, sentence))
    if not title.strip():
        return
    if letters_of("".join(s.text for _, s in said)) == letters_of(title):
        inner, done = "", 0
        for at, sentence in said:
            start = title.find(sentence.text, done)
            start = done if start < 0 else start
            inner += _html(title[done:start])
            done = min(start + len(sentence.text), len(title))
            inner += page.span(number, at, sentence, _html(title[start:done]))
        page.body.append(f"<h1>{inner}{_html(title[done:])}</h1>")
    elif said:
        key = page.spot(number, said[0][0], len(title))
        page.body.append(f'<h1 id="{key}">{_html(title)}</h1>')
    else:
        page.body.append(f"<h1>{_html(title)}</h1>")


def _framed(block: Block, inner: str) -> str:
    match block.kind:
        case "heading":
            return f"<h2>{inner}</h2>"
        case "quote":
            return f'<blockquote>\n<p class="first">{inner}</p>\n</blockquote>'
        case "verse":
            return f'<p class="verse">{inner}</p>'
        case "scene":
            return f'<p class="scene">{inner}</p>'
        case _:
            return f"<p>{inner}</p>"


def _block(page: Page, chapter: Chapter, block: Block, said: Iterable[TrackSentence]) -> str:
    """A block's text with its sentences in elements of their own."""
    inner, done = "", block.start
    for track, number, sentence in said:
        start, end = sentence.source or (done, done)
        start, end = max(start, done), min(end, block.end)
        if start < end:
            inner += _shown(chapter, done, start)
            inner += page.span(track, number, sentence, _shown(chapter, start, end))
            done = end
    return inner + _shown(chapter, done, block.end)


def _shown(chapter: Chapter, start: int, end: int) -> str:
    """A stretch of the text without the furniture of paper, its note markers raised."""
    shown, done = "", start
    for span in chapter.left_out:
        if span.end <= start or span.start >= end or span.reason not in {*_FURNITURE, _MARKER}:
            continue
        first, last = max(span.start, done), min(span.end, end)
        shown += _html(chapter.text[done:first])
        if span.reason == _MARKER and chapter.text[first:last].strip():
            shown += f'<span class="marker">{_html(chapter.text[first:last])}</span>'
        done = max(last, done)
    return shown + _html(chapter.text[done:end])


def _html(text: str) -> str:
    return escape(_plain(text), quote=False).replace("\n", "<br/>\n")


def _plain(text: str) -> str:
    """Without characters that XML cannot hold."""
    legal = (c for c in text if not ("\ud800" <= c <= "\udfff" or c in "\ufffe\uffff"))
    return "".join(c if c >= " " or c in "\n\t" else " " for c in legal)


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

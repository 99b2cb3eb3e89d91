"""An EPUB 3 of our own, from what was read of a manuscript that is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

from narrate.delivery.overlay.about import language_of, metadata_of
from narrate.delivery.overlay.clips import Clip, clips_of, sentences_of
from narrate.delivery.overlay.container import CONTAINER, new_container
from narrate.delivery.overlay.contents import Entry, contents_title, nav_document
from narrate.delivery.overlay.looks import PAGES
from narrate.delivery.overlay.pages import Page, direction, write_chapter, write_plain
from narrate.delivery.overlay.publisher import PAGE_MEDIA
from narrate.delivery.overlay.smil import ACTIVE, MEDIA, Overlay, clock, link, overlays_of, smil_of
from narrate.delivery.overlay.sound import sound_of
from narrate.timeline import FinishedBook, Track

_ROOT = "EPUB"
_PACKAGE = f"{_ROOT}/package.opf"
_STYLE = f"{_ROOT}/style.css"
_NAV = f"{_ROOT}/contents.xhtml"
_ROOTFILES = f"""\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{_PACKAGE}" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_ACCESS = """\
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">auditory</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessModeSufficient">auditory</meta>
<meta property="schema:accessibilityFeature">synchronizedAudioText</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">readingOrder</meta>
<meta property="schema:accessibilityFeature">displayTransformability</meta>
<meta property="schema:accessibilityHazard">none</meta>"""


def write_own(book: FinishedBook, path: Path) -> None:
    """Write the book; raises StoreError where it cannot be written."""
    making = _Making(book)
    making.bind()
    with new_container(path) as container:
        container.put(CONTAINER, _ROOTFILES)
        for name, content in making.files.items():
            if isinstance(content, Path):
                container.copy(name, content)
            else:
                container.put(name, content)


@dataclass(slots=True)
class _Making:
    """The book on its way to its files."""

    book: FinishedBook
    files: dict[str, bytes | str | Path] = field(default_factory=dict)
    manifest: list[str] = field(default_factory=list)
    spine: list[str] = field(default_factory=list)

    def bind(self) -> None:
        """Work out every file."""
        self.files[_PACKAGE] = ""  # its place in the archive; what it says is known last
        cover = self._cover()
        self._front()
        pages = [self._page(group) for group in _grouped(self.book.tracks)]
        audio = self._audio()
        overlays = overlays_of(list(self._clips(pages)), f"{_ROOT}/overlay")
        self._list_pages(pages, overlays, audio)
        self._contents(pages)
        self._item("style", _STYLE, "text/css", PAGES)
        self.files[_PACKAGE] = self._package(overlays, cover=cover)

    def _item(
        self, key: str, name: str, media: str, content: bytes | str | Path, more: str = ""
    ) -> None:
        """Add a file and its line in the manifest."""
        self.files[name] = content
        self.manifest.append(
            f'<item id="{key}" href="{link(_PACKAGE, name)}" media-type="{media}"{more}/>'
        )

    def _cover(self) -> bool:
        """The cover and a page for it; whether there is one."""
        data, about = self.book.cover, self.book.about
        if not data:
            return False
        png = data.startswith(b"\x89PNG")
        name = f"{_ROOT}/cover.{'png' if png else 'jpg'}"
        media = "image/png" if png else "image/jpeg"
        self._item("cover-image", name, media, data, ' properties="cover-image"')
        page = self._blank("cover", about.title, "frontmatter")
        page.body.append(
            f'<section class="cover" epub:type="cover"><img src="{link(page.name, name)}"'
            f' alt="{escape(about.title)}"/></section>'
        )
        self._item("cover", page.name, PAGE_MEDIA, page.document())
        self.spine.append("cover")
        return True

    def _front(self) -> None:
        """The title page."""
        about = self.book.about
        page = self._blank("title-page", about.title, "frontmatter")
        page.body.append('<section class="front" epub:type="titlepage">')
        page.body.append(f"<h1>{escape(about.title)}</h1>")
        page.body += [
            f"<p>{escape(line)}</p>"
            for line in (about.subtitle, about.author, about.series, about.publisher)
            if line.strip()
        ]
        page.body.append("</section>")
        self._item("title-page", page.name, PAGE_MEDIA, page.document())
        self.spine.append("title-page")

    def _page(self, tracks: Sequence[tuple[int, Track]]) -> Page:
        """The page of a chapter or of credits."""
        number, track = tracks[0]
        title = track.title.strip() or track.heading
        if track.chapter is None:
            page = self._blank(f"page-{number + 1:04}", title, "frontmatter")
            write_plain(page, number, track)
        else:
            page = self._blank(f"page-{number + 1:04}", title, "bodymatter")
            write_chapter(page, tracks, track.chapter)
        return page

    def _blank(self, key: str, title: str, kind: str) -> Page:
        name = f"{_ROOT}/{key}.xhtml"
        return Page(name, title, language_of(self.book.about), link(name, _STYLE), kind=kind)

    def _audio(self) -> dict[int, str]:
        """The audio of each track."""
        audio = {}
        for number, track in enumerate(self.book.tracks):
            sound = sound_of(track)
            audio[number] = f"{_ROOT}/audio/{number + 1:04}.{sound.ending}"
            self._item(f"audio-{number + 1}", audio[number], sound.media, sound.path)
        return audio

    def _clips(self, pages: Sequence[Page]) -> Iterator[Clip]:
        spots = {key: own for page in pages for key, own in page.spots.items()}
        for number, track in enumerate(self.book.tracks):
            own = [spots.get((number, n), ()) for n in range(len(sentences_of(track)))]
            yield from clips_of(number, track, own)

    def _list_pages(
        self, pages: Sequence[Page], overlays: Sequence[Overlay], audio: dict[int, str]
    ) -> None:
        named = {overlay.page: n for n, overlay in enumerate(overlays, 1)}
        for number, page in enumerate(pages, 1):
            heard = named.get(page.name)
            more = f' media-overlay="overlay-{heard}"' if heard else ""
            self._item(f"page-{number}", page.name, PAGE_MEDIA, page.document(), more)
            self.spine.append(f"page-{number}")
        for number, overlay in enumerate(overlays, 1):
            self._item(f"overlay-{number}", overlay.name, MEDIA, smil_of(overlay, audio))

    def _contents(self, pages: Sequence[Page]) -> None:
        language = language_of(self.book.about)
        entries = [Entry(page.title, link(_NAV, page.name)) for page in pages]
        document = nav_document(
            contents_title(language), entries, language, direction(language), link(_NAV, _STYLE)
        )
        self._item("contents", _NAV, PAGE_MEDIA, document, ' properties="nav"')

    def _package(self, overlays: Sequence[Overlay], *, cover: bool) -> str:
        about = self.book.about
        language = language_of(about)
        visual = '<meta property="schema:accessMode">visual</meta>' if cover else ""
        total = sum(overlay.milliseconds for overlay in overlays)
        heard = [
            f'<meta property="media:duration">{clock(total)}</meta>',
            f'<meta property="media:active-class">{ACTIVE}</meta>',
            f'<meta property="media:narrator">{escape(about.narrator)}</meta>',
        ] + [
            f'<meta refines="#overlay-{n}" property="media:duration">'
            f"{clock(overlay.milliseconds)}</meta>"
            for n, overlay in enumerate(overlays, 1)
        ]
        turned = ' page-progression-direction="rtl"' if direction(language) else ""
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
            f' unique-identifier="book" xml:lang="{escape(language)}"{direction(language)}>',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *metadata_of(about),
            *heard,
            *([visual] if visual else []),
            _ACCESS,
            "</metadata>",
            "<manifest>",
            *self.manifest,
            "</manifest>",
            f"<spine{turned}>",
            *(f'<itemref idref="{key}"/>' for key in self.spine),
            "</spine>",
            "</package>",
        ]
        return "\n".join(lines) + "\n"


def _grouped(tracks: Sequence[Track]) -> Iterator[list[tuple[int, Track]]]:
    """The tracks of one page: the parts of a chapter, or credits."""
    for _, group in groupby(enumerate(tracks), key=lambda pair: (pair[1].kind, pair[1].number)):
        yield list(group)

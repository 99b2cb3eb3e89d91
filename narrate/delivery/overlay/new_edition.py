"""An EPUB 3 of our own, from what was read of a manuscript that is none; its metadata too."""

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from pathlib import Path

from narrate.about import About
from narrate.delivery.media import LANGUAGE_TAG, MEDIA_TYPES, cover_of, media_type
from narrate.delivery.overlay.clips import (
    ACTIVE,
    SMIL_MEDIA,
    Overlay,
    clips_of,
    link,
    overlays_of,
    smil_clock,
    smil_of,
    sound_of,
)
from narrate.delivery.overlay.pages import (
    Entry,
    Page,
    direction,
    nav_document,
    stylesheet,
    write_chapter,
    write_plain,
)
from narrate.delivery.overlay.publisher import ACCESS, new_container
from narrate.files.opf import CONTAINER, PAGE
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
_FEATURES = ("structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability")
_ACCESS = (
    *ACCESS,
    *(("schema:accessibilityFeature", feature) for feature in _FEATURES),
    ("schema:accessibilityHazard", "none"),
)
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://www.w3.org/TR/epub-33/#narrate")
"""Of the identifiers that are made from what is known of a book"""


def write_new_edition(book: FinishedBook, path: Path) -> None:
    """Write the book; raises StoreError where it cannot be written."""
    edition = _NewEdition(book)
    edition.bind()
    with new_container(path) as container:
        container.put(CONTAINER, _ROOTFILES)
        for name, content in edition.files.items():
            container.put(name, content)


@dataclass(slots=True)
class _NewEdition:
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
        tracks = self.book.tracks
        # The parts of a chapter are on one page.
        groups = groupby(enumerate(tracks), key=lambda pair: (pair[1].kind, pair[1].number))
        pages = [self._page(list(group)) for _, group in groups]
        audio = self._audio()
        spots = {key: own for page in pages for key, own in page.spots.items()}
        clips = [clip for n, track in enumerate(tracks) for clip in clips_of(n, track, spots)]
        overlays = overlays_of(clips, f"{_ROOT}/overlay")
        self._list_pages(pages, overlays, audio)
        entries = [Entry(page.title, link(_NAV, page.name)) for page in pages]
        contents = nav_document(entries, language_of(self.book.about), link(_NAV, _STYLE))
        self._item("contents", _NAV, PAGE, contents, ' properties="nav"')
        self._item("style", _STYLE, "text/css", stylesheet("pages"))
        self.files[_PACKAGE] = self._package(overlays, cover=cover)

    def _item(
        self, key: str, name: str, media: str, content: bytes | str | Path, more: str = ""
    ) -> None:
        """Add a file and its line in the manifest."""
        self.files[name] = content
        self.manifest.append(
            f'<item id="{key}" href="{link(_PACKAGE, name)}" media-type="{media}"{more}/>'
        )

    def _put(self, key: str, page: Page, more: str = "") -> None:
        self._item(key, page.name, PAGE, page.document(), more)
        self.spine.append(key)

    def _cover(self) -> bool:
        """The cover and a page for it; whether there is one."""
        about = self.book.about
        if not (found := cover_of(self.book)) or not about.cover:
            return False
        name = f"{_ROOT}/{found[0]}"
        more = ' properties="cover-image"'
        self._item("cover-image", name, media_type(name), about.cover, more)
        page = self._blank("cover", about.title, "frontmatter")
        page.body.append(
            f'<section class="cover" epub:type="cover"><img src="{link(page.name, name)}"'
            f' alt="{escape(about.title)}"/></section>'
        )
        self._put("cover", page)
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
        self._put("title-page", page)

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
            form, path = sound_of(track)
            audio[number] = f"{_ROOT}/audio/{number + 1:04}.{form}"
            self._item(f"audio-{number + 1}", audio[number], MEDIA_TYPES[form], path)
        return audio

    def _list_pages(
        self, pages: Sequence[Page], overlays: Sequence[Overlay], audio: dict[int, str]
    ) -> None:
        named = {overlay.page: n for n, overlay in enumerate(overlays, 1)}
        for number, page in enumerate(pages, 1):
            heard = named.get(page.name)
            more = f' media-overlay="overlay-{heard}"' if heard else ""
            self._put(f"page-{number}", page, more)
        for number, overlay in enumerate(overlays, 1):
            self._item(f"overlay-{number}", overlay.name, SMIL_MEDIA, smil_of(overlay, audio))

    def _package(self, overlays: Sequence[Overlay], *, cover: bool) -> str:
        about = self.book.about
        language = language_of(about)
        access = [*([("schema:accessMode", "visual")] if cover else []), *_ACCESS]
        total = sum(overlay.milliseconds for overlay in overlays)
        heard = [
            f'<meta property="media:duration">{smil_clock(total)}</meta>',
            f'<meta property="media:active-class">{ACTIVE}</meta>',
            f'<meta property="media:narrator">{escape(about.narrator)}</meta>',
        ] + [
            f'<meta refines="#overlay-{n}" property="media:duration">'
            f"{smil_clock(overlay.milliseconds)}</meta>"
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
            *(f'<meta property="{name}">{value}</meta>' for name, value in access),
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


def language_of(about: About) -> str:
    """The book's language as a tag; `und` where nobody knows it."""
    tag = about.language.replace("_", "-")
    return tag if LANGUAGE_TAG.fullmatch(tag) and tag != "auto" else "und"


def identifier_of(about: About) -> str:
    """The ISBN, else one that is the same whenever the same narration is made."""
    if about.isbn:
        return f"urn:isbn:{about.isbn}"
    known = (about.title, about.subtitle, about.author, about.narrator, about.language)
    return f"urn:uuid:{uuid.uuid5(_SPACE, chr(31).join(known))}"


def metadata_of(about: About) -> list[str]:
    """The lines of an own package document that say what the book is, in EPUB 3's words."""
    lines = [
        f'<dc:identifier id="book">{escape(identifier_of(about))}</dc:identifier>',
        f"<dc:language>{escape(language_of(about))}</dc:language>",
        f'<dc:title id="title">{escape(about.title)}</dc:title>',
        '<meta refines="#title" property="title-type">main</meta>',
    ]
    if about.subtitle:
        lines += [
            f'<dc:title id="subtitle">{escape(about.subtitle)}</dc:title>',
            '<meta refines="#subtitle" property="title-type">subtitle</meta>',
        ]
    for key, element, role, name in (
        ("author", "creator", "aut", about.author),
        ("narrator", "contributor", "nrt", about.narrator),
    ):
        if name.strip():
            lines += [
                f'<dc:{element} id="{key}">{escape(name)}</dc:{element}>',
                f'<meta refines="#{key}" property="role" scheme="marc:relators">{role}</meta>',
            ]
    for element, value in (
        ("publisher", about.publisher),
        ("date", about.year),
        ("description", about.description),
    ):
        if value.strip():
            lines.append(f"<dc:{element}>{escape(value.strip())}</dc:{element}>")
    if about.series:
        lines += [
            f'<meta property="belongs-to-collection" id="series">{escape(about.series)}</meta>',
            '<meta refines="#series" property="collection-type">series</meta>',
        ]
        if re.fullmatch(r"\d+(\.\d+)*", about.series_position):
            position = about.series_position
            lines.append(f'<meta refines="#series" property="group-position">{position}</meta>')
    # As far as is known without asking a clock.
    year = about.year if re.fullmatch(r"\d{4}", about.year) else "2000"
    lines.append(f'<meta property="dcterms:modified">{year}-01-01T00:00:00Z</meta>')
    return lines

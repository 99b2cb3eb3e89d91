"""The publisher's EPUB with its sentences bound to the audio; all else stays as it is."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from narrate.delivery.media import MEDIA_TYPES
from narrate.delivery.overlay import epub2_package, epub2_pages, publisher
from narrate.delivery.overlay.clips import (
    SMIL_MEDIA,
    Clip,
    Overlay,
    Spot,
    Spots,
    clips_of,
    link,
    overlays_of,
    smil_of,
    sound_of,
)
from narrate.delivery.overlay.new_edition import identifier_of, language_of
from narrate.delivery.overlay.page_letters import Letters
from narrate.delivery.overlay.pages import (
    Entry,
    Page,
    entries_of,
    nav_document,
    stylesheet,
    write_plain,
)
from narrate.delivery.overlay.publisher import (
    LARGEST_BOOK,
    LARGEST_FILE,
    Added,
    Item,
    Publication,
    new_container,
    open_publication,
)
from narrate.delivery.overlay.sentence_elements import wrap
from narrate.delivery.overlay.sentence_places import Found, Key, find_sentences, heard_parts
from narrate.delivery.overlay.xhtml import XHTML, head_of, page_bytes
from narrate.files.archive import Archive, Zip
from narrate.files.encoding import decode
from narrate.files.markup import parse_xml
from narrate.files.opf import CONTAINER, NCX, PAGE
from narrate.timeline import FinishedBook, Track

_SIGNATURES = "META-INF/signatures.xml"
"""Signs files that are not the same any more"""
_LONG_AGO = "2000-01-01T00:00:00Z"


def write_publisher_edition(book: FinishedBook, path: Path) -> None:
    """Write the manuscript, an EPUB, as an EPUB 3 that can be heard.

    Raises ManuscriptError where it cannot be read, StoreError where it cannot be written.
    """
    with Archive(book.manuscript, total=LARGEST_BOOK) as archive:
        edition = _Edition(book, open_publication(archive))
        edition.bind()
        with new_container(path) as container:
            edition.write(container)


@dataclass(slots=True)
class _Edition:
    """The publisher's book on its way to being heard."""

    book: FinishedBook
    publication: Publication
    changed: dict[str, bytes] = field(default_factory=dict)
    """Files of the book that are not what they were"""
    added: dict[str, bytes | Path] = field(default_factory=dict)
    """Files that come into it"""
    new: list[Added] = field(default_factory=list)
    """The same, as the package lists them"""
    gone: set[str] = field(default_factory=set)
    prefix: str = ""
    folder: str = ""

    def bind(self) -> None:
        """Work out every file of the new book."""
        publication, about = self.publication, self.book.about
        title, language = about.title, language_of(about)
        old = publication.is_old
        pages = [publication.page(item) for item in publication.spine]
        if old:
            epub2_package.upgrade(publication)
        for item in publication.items:
            if item.is_page and (old or item.name in publication.mended):
                epub2_pages.modernise(publication.page(item), title)
        self.gone = publisher.forget_overlays(publication) | {_SIGNATURES}
        self.prefix = publisher.free_prefix(publication, pages)
        self.folder = publisher.free_folder(publication)
        spots = self._wrapped(pages)
        overlays = self._overlays(spots)
        epub2_package.complete(publication, title, language, identifier_of(about))
        self._finish_pages(overlays, old=old)
        self._give_contents(overlays)
        publisher.add_items(publication, self.new)
        publisher.bind_overlays(publication, overlays, about.narrator)
        publisher.say_modified(publication, _LONG_AGO)
        publisher.say_access(publication)
        self.changed[publication.name] = etree.tostring(
            publication.package, encoding="utf-8", xml_declaration=True
        )

    def write(self, container: Zip) -> None:
        """Write the book: its own files in their order, then those that were added."""
        archive = self.publication.archive
        first = [name for name in (archive.find(CONTAINER), self.publication.name) if name]
        for name in dict.fromkeys([*first, *archive.names]):
            if name == "mimetype" or name in self.gone:
                continue
            if name in self.changed:
                container.put(name, self.changed[name])
            else:
                container.stream(name, archive.pieces(name, LARGEST_FILE), LARGEST_FILE)
        for name, content in self.added.items():
            container.put(name, content)

    def _wrapped(self, pages: Sequence[etree._Element]) -> Spots:
        """Put an element around each sentence on the pages; where each is."""
        letters = Letters(pages)
        found = find_sentences(self.book.tracks, letters)
        names = [item.name for item in self.publication.spine]
        heard = heard_parts(self.book.tracks, letters, found)
        spots: defaultdict[Key, list[Spot]] = defaultdict(list)
        for number, keys in _by_page(found, letters).items():
            parts = [(k, p) for k in keys for p in heard[k] if letters.page_at(p[0]) == number]
            wrapped = wrap([letters.places(number, *part) for _, part in parts])
            for (key, _), pieces in zip(parts, wrapped, strict=True):
                for piece in pieces:
                    name = self._name_of(key, len(spots[key]))
                    piece.element.set("id", name)
                    spots[key].append(Spot(names[number], name, piece.weight))
        return {key: tuple(own) for key, own in spots.items()}

    def _name_of(self, key: Key, before: int) -> str:
        """The id of a sentence's element, behind so many of the same sentence."""
        name = f"{self.prefix}-{key[0] + 1}-{key[1] + 1}"
        return f"{name}-{before + 1}" if before else name

    def _overlays(self, spots: Spots) -> list[Overlay]:
        """The overlays of all pages, in the order in which they are heard, with their audio."""
        clips: list[Clip] = []
        audio: dict[int, str] = {}
        for number, track in enumerate(self.book.tracks):
            heard = clips_of(number, track, spots) or self._on_a_page_of_ours(number, track, clips)
            form, path = sound_of(track)
            audio[number] = f"{self.folder}/audio/{number + 1:04}.{form}"
            self._add(f"audio-{number + 1}", audio[number], MEDIA_TYPES[form], path)
            clips += heard
        self._place_pages(clips)
        overlays = overlays_of(clips, f"{self.folder}/overlay")
        for number, overlay in enumerate(overlays, 1):
            self._add(
                f"overlay-{number}", overlay.name, SMIL_MEDIA, smil_of(overlay, audio).encode()
            )
        return overlays

    def _on_a_page_of_ours(self, number: int, track: Track, clips: Sequence[Clip]) -> list[Clip]:
        """A page for credits, and for a track of which the publisher's pages have no word."""
        name = f"{self.folder}/{number + 1:04}.xhtml"
        title = track.heading if track.kind == "chapter" else self.book.about.title
        style = link(name, f"{self.folder}/pages.css")
        page = Page(name, title, language_of(self.book.about), style, kind="frontmatter")
        write_plain(page, number, track)
        self._add(f"page-{number + 1}", name, PAGE, page.document().encode())
        if f"{self.folder}/pages.css" not in self.added:
            self._add(
                "pages-style", f"{self.folder}/pages.css", "text/css", stylesheet("pages").encode()
            )
        return clips_of(number, track, page.spots)

    def _place_pages(self, clips: Sequence[Clip]) -> None:
        """Put pages of ours into the reading order: each behind what is heard before it.

        Theirs a, b and ours x, y, heard as x a y b, give the spine x a y b.
        """
        names = list(dict.fromkeys(clip.spot.page for clip in clips))
        ids = self._page_ids()
        theirs = [name for name in names if name not in self.added]
        beside = ids[theirs[0]] if theirs else ""
        for index, name in enumerate(names):
            behind = bool(index and theirs)
            if behind:
                beside = ids[names[index - 1]]
            if name in self.added:
                publisher.insert_in_spine(self.publication, ids[name], beside, behind=behind)

    def _page_ids(self) -> dict[str, str]:
        """The id of each page in the package by its name, theirs and ours."""
        theirs = {item.name: item.element.get("id") or "" for item in self.publication.spine}
        return theirs | {new.name: new.id for new in self.new}

    def _add(self, key: str, name: str, media: str, content: bytes | Path) -> None:
        self.new.append(Added(f"{self.prefix}-{key}", name, media))
        self.added[name] = content

    def _finish_pages(self, overlays: Sequence[Overlay], *, old: bool) -> None:
        """Turn trees into files again: of an old book all pages, else those that are heard."""
        heard = {overlay.page for overlay in overlays}
        rewritten = heard | self.publication.mended
        style = f"{self.folder}/heard.css"
        self._add("style", style, "text/css", stylesheet("heard", prefix=self.prefix).encode())
        for item in self.publication.items:
            if item.name in heard:
                sheet = etree.SubElement(head_of(self.publication.page(item)), f"{{{XHTML}}}link")
                sheet.set("rel", "stylesheet")
                sheet.set("type", "text/css")
                sheet.set("href", link(item.name, style))
            if item.is_page and (old or item.name in rewritten):
                self.changed[item.name] = page_bytes(self.publication.page(item))
            if old:
                self._finish_old(item)

    def _finish_old(self, item: Item) -> None:
        """Bring up to date what an EPUB 2 has beside its pages, and what is said of those."""
        if item.is_page:
            epub2_package.describe_page(item, self.publication.page(item))
        if item.media == "text/css":
            text, _ = decode(self.publication.archive.read(item.name), item.name)
            self.changed[item.name] = epub2_pages.without_direction(text).encode()
        if item.media == NCX:
            ncx = parse_xml(self.publication.archive.read(item.name), item.name)
            self.changed[item.name] = etree.tostring(ncx, encoding="utf-8", xml_declaration=True)

    def _give_contents(self, overlays: Sequence[Overlay]) -> None:
        """A navigation document, where the book has none."""
        if any("nav" in item.properties for item in self.publication.items):
            return
        name, language = f"{self.folder}/contents.xhtml", language_of(self.book.about)
        entries = entries_of(self.publication, name) or self._entries(overlays, name)
        self._add("contents", name, PAGE, nav_document(entries, language).encode())
        self.new[-1] = replace(self.new[-1], properties="nav")

    def _entries(self, overlays: Sequence[Overlay], base: str) -> list[Entry]:
        """A line for each page that is heard, by the track that begins there."""
        seen: set[int] = set()
        entries = []
        for overlay in overlays:
            number = overlay.clips[0].track
            if number not in seen:
                title = self.book.tracks[number].heading
                entries.append(Entry(title, link(base, overlay.page)))
            seen |= {clip.track for clip in overlay.clips}
        return entries


def _by_page(found: Found, letters: Letters) -> dict[int, list[tuple[int, int]]]:
    """The sentences of each page, by their place on it; one over two pages is on the first."""
    pages: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for key, (start, _) in sorted(found.items(), key=lambda pair: pair[1]):
        pages[letters.page_at(start)].append(key)
    return pages

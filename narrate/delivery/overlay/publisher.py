"""The publisher's own EPUB: its package document, its files, its pages in reading order.

What the package says about the audio that was added; and the container that a new EPUB is written
into: a zip that begins with its kind.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from narrate.delivery.overlay.clips import ACTIVE, SMIL_MEDIA, Overlay, link, smil_clock
from narrate.delivery.overlay.xhtml import as_xhtml
from narrate.files.archive import Archive, Zip, new_zip, resolve
from narrate.files.markup import local_name, parse_page, parse_xml, text_of
from narrate.files.opf import MIMETYPE, OPF, PAGE, PAGE_ENDINGS, PAGES, elements, find_package

DC = "http://purl.org/dc/elements/1.1/"
LARGEST_FILE = 512 * 2**20
"""Bytes of one picture, font or film"""
LARGEST_BOOK = 2 * 2**30
"""Bytes of all files together"""


@dataclass(slots=True)
class Item:
    """A file that the package lists."""

    element: etree._Element
    name: str
    """In the archive"""
    media: str

    @property
    def properties(self) -> set[str]:
        """What the package says of it."""
        return set((self.element.get("properties") or "").split())

    @property
    def is_page(self) -> bool:
        """Whether it is XHTML, or what old programs called it."""
        named = self.name.lower().endswith(PAGE_ENDINGS)
        return self.media == PAGE or (self.media in PAGES and named)

    def add_property(self, name: str) -> None:
        """Say one more thing of it."""
        properties = (self.element.get("properties") or "").split()
        self.element.set("properties", " ".join(dict.fromkeys([*properties, name])))


@dataclass(slots=True)
class Publication:
    """An open EPUB."""

    archive: Archive
    name: str
    """Of the package document"""
    package: etree._Element
    items: list[Item]
    spine: list[Item]
    """Its pages in reading order"""
    pages: dict[str, etree._Element] = field(default_factory=dict)
    """Those that were parsed, by name"""
    mended: set[str] = field(default_factory=set)
    """Those of them that were no XHTML"""

    @property
    def metadata(self) -> etree._Element:
        """The element of that name; made where there is none."""
        return self._section("metadata", 0)

    @property
    def manifest(self) -> etree._Element:
        """The element of that name."""
        return self._section("manifest", 1)

    @property
    def spine_element(self) -> etree._Element:
        """The element of that name."""
        return self._section("spine", 2)

    @property
    def is_old(self) -> bool:
        """Whether it is an EPUB 2 or older."""
        return not (self.package.get("version") or "").strip().startswith("3")

    def page(self, item: Item) -> etree._Element:
        """A page's tree. Raises ManuscriptError if nothing can be made of it."""
        if item.name not in self.pages:
            data = self.archive.read(item.name)
            root, _ = parse_page(data, f"{self.archive.name}: {item.name}")
            self.pages[item.name] = as_xhtml(root)
            if self.pages[item.name] is not root:
                self.mended.add(item.name)
        return self.pages[item.name]

    def _section(self, name: str, place: int) -> etree._Element:
        found = next((e for e in self.package if local_name(e) == name), None)
        if found is None:
            found = new_element(self.package, name, place)
        return found


def new_element(parent: etree._Element, name: str, place: int | None = None) -> etree._Element:
    """A new element of the package in `parent`, at its end or at a place."""
    # Made at the end, where it takes the prefix that its parent has, and then moved.
    element = etree.SubElement(parent, f"{{{OPF}}}{name}")
    element.tail = "\n"
    if place is not None:
        parent.insert(place, element)
    return element


def open_publication(archive: Archive) -> Publication:
    """Read the package. Raises ManuscriptError where there is none."""
    name = find_package(archive)
    root = parse_xml(archive.read(name), f"{archive.name}: {name}")
    items = [
        Item(element, found, (element.get("media-type") or "").strip().lower())
        for element in elements(root, "item")
        if (found := archive.find(resolve(name, element.get("href") or "")[0]))
    ]
    return Publication(archive, name, root, items, list(_spine(root, items)))


def _spine(root: etree._Element, items: list[Item]) -> Iterator[Item]:
    by_id = {item.element.get("id"): item for item in items}
    seen = set()
    for reference in elements(root, "itemref"):
        item = by_id.get(reference.get("idref"))
        if item is not None and item.is_page and item.name not in seen:
            seen.add(item.name)
            yield item


@contextmanager
def new_container(path: Path) -> Iterator[Zip]:
    """An EPUB with nothing but its kind; appears under `path` when the block is left.

    Raises StoreError (disk full, not writable); the file that was there before is kept then.
    """
    with new_zip(path) as container:
        container.put("mimetype", MIMETYPE, packed=False)
        yield container


_MODIFIED = "dcterms:modified"
ACCESS = (
    ("schema:accessMode", "textual"),
    ("schema:accessMode", "auditory"),
    ("schema:accessModeSufficient", "textual"),
    ("schema:accessModeSufficient", "auditory"),
    ("schema:accessibilityFeature", "synchronizedAudioText"),
)


@dataclass(frozen=True, slots=True)
class Added:
    """A file that comes into the book."""

    id: str
    name: str
    """In the archive"""
    media: str
    properties: str = ""


def forget_overlays(publication: Publication) -> set[str]:
    """Take an older narration out of the package; the names of the files that go with it.

    Of a page with media-overlay="o1", where o1 is OPS/1.smil that plays OPS/1.mp3, and no page
    does: {"OPS/1.smil", "OPS/1.mp3"}; the page's attribute and metas as media:duration are gone.
    """
    smils = [item for item in publication.items if item.media == SMIL_MEDIA]
    played = _played(publication, smils)
    only_played = played - _shown(publication) if played else played
    gone = only_played | {item.name for item in smils}
    _drop_items(publication, gone)
    for item in publication.items:
        item.element.attrib.pop("media-overlay", "")
    for meta in list(publication.metadata):
        if (meta.get("property") or "").startswith("media:"):
            publication.metadata.remove(meta)
    return gone


def _drop_items(publication: Publication, names: Container[str]) -> None:
    """Have the package list the files of those names no more."""
    for item in publication.items:
        if item.name in names:
            publication.manifest.remove(item.element)
    publication.items = [item for item in publication.items if item.name not in names]


def _played(publication: Publication, smils: Iterable[Item]) -> set[str]:
    """The files in the archive that overlays play."""
    played = set()
    for item in smils:
        root = parse_xml(publication.archive.read(item.name), item.name)
        sources = [e.get("src") or "" for e in root.iter() if local_name(e) == "audio"]
        played |= _files(publication, item, sources)
    return played


def _shown(publication: Publication) -> set[str]:
    """The files in the archive that pages show, play or link to."""
    shown = set()
    for item in publication.items:
        if item.is_page:
            sources = [e.get("src") or e.get("href") or "" for e in publication.page(item).iter()]
            shown |= _files(publication, item, filter(None, sources))
    return shown


def _files(publication: Publication, item: Item, links: Iterable[str]) -> set[str]:
    """The files in the archive that links in an item lead to."""
    found = (publication.archive.find(resolve(item.name, link)[0]) for link in links)
    return {name for name in found if name}


def add_items(publication: Publication, added: Iterable[Added]) -> None:
    """List new files in the manifest."""
    for new in added:
        item = new_element(publication.manifest, "item")
        item.set("id", new.id)
        item.set("href", link(publication.name, new.name))
        item.set("media-type", new.media)
        if new.properties:
            item.set("properties", new.properties)


def bind_overlays(publication: Publication, overlays: Sequence[Overlay], narrator: str) -> None:
    """Tie each page to its overlay, and say how long they play and who reads."""
    named = _listed(publication)
    for overlay in overlays:
        key = named[overlay.name].get("id") or ""
        named[overlay.page].set("media-overlay", key)
        _say(publication, "media:duration", smil_clock(overlay.milliseconds), f"#{key}")
    total = sum(overlay.milliseconds for overlay in overlays)
    _say(publication, "media:duration", smil_clock(total))
    _say(publication, "media:active-class", ACTIVE)
    if narrator:
        _say(publication, "media:narrator", narrator)


def _listed(publication: Publication) -> dict[str, etree._Element]:
    """The manifest's items by the name of their file."""
    items = [e for e in publication.manifest if local_name(e) == "item"]
    targets = [unquote(resolve(publication.name, e.get("href") or "")[0]) for e in items]
    return {
        publication.archive.find(target) or target: item
        for target, item in zip(targets, items, strict=True)
        if target
    }


def say_access(publication: Publication) -> None:
    """Say to people who look for it that the book can be heard, beside what is said already."""
    said = {
        (meta.get("property"), text_of(meta).strip())
        for meta in publication.metadata
        if not meta.get("refines")
    }
    features = "schema:accessibilityFeature"
    if (features, "none") in said:
        for meta in list(publication.metadata):
            if meta.get("property") == features and text_of(meta).strip() == "none":
                publication.metadata.remove(meta)
    for name, value in ACCESS:
        if (name, value) not in said:
            _say(publication, name, value)


def say_modified(publication: Publication, moment: str) -> None:
    """Say when the book was changed, where it does not."""
    known = [
        meta
        for meta in publication.metadata
        if meta.get("property") == _MODIFIED and not meta.get("refines")
    ]
    for meta in known[1:]:
        publication.metadata.remove(meta)
    if not known:
        _say(publication, _MODIFIED, moment)


def _say(publication: Publication, name: str, value: str, refines: str = "") -> None:
    meta = new_element(publication.metadata, "meta")
    if refines:
        meta.set("refines", refines)
    meta.set("property", name)
    meta.text = value


def free_prefix(publication: Publication, pages: Iterable[etree._Element]) -> str:
    """The beginning of ids that neither the package nor a page uses."""
    taken = {e.get("id") or "" for e in publication.package.iter()}
    for page in pages:
        taken |= {e.get("id") or "" for e in page.iter()}
    prefix = "narrate"
    while any(key.startswith(f"{prefix}-") for key in taken):
        prefix += "x"
    return prefix


def free_folder(publication: Publication) -> str:
    """A folder beside the package document that is not in the archive yet."""
    base = publication.name.rpartition("/")[0]
    inside = f"{base}/" if base else ""
    names = {name.casefold() for name in publication.archive.names}
    number, folder = 1, f"{inside}narrate"
    while any(name.startswith(f"{folder.casefold()}/") for name in names):
        number += 1
        folder = f"{inside}narrate-{number}"
    return folder


def insert_in_spine(publication: Publication, key: str, beside: str, *, behind: bool) -> None:
    """Put a page of ours in front of or behind another one; at the end where there is none."""
    spine = publication.spine_element
    place = next((i for i, e in enumerate(spine) if e.get("idref") == beside), len(spine))
    new_element(spine, "itemref", place + behind).set("idref", key)

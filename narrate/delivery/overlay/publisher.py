"""The publisher's own EPUB: its package document, its files, its pages in reading order.

And the container that a new EPUB is written into: a zip that begins with its kind.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from narrate.delivery.overlay.xhtml import as_xhtml
from narrate.delivery.zipped import Zip, new_zip
from narrate.errors import ManuscriptError
from narrate.files.archive import Archive, resolve
from narrate.files.markup import local_name, parse_page, parse_xml

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
PAGE_MEDIA = "application/xhtml+xml"

_OLD_PAGES = ("text/html", "text/x-oeb1-document", "application/xml", "text/xml")
_PAGE_ENDINGS = (".xhtml", ".html", ".htm", ".xml")
LARGEST_FILE = 512 * 2**20
"""Bytes of one picture, font or film"""
LARGEST_BOOK = 2 * 2**30
"""Bytes of all files together"""
MIMETYPE = b"application/epub+zip"
CONTAINER = "META-INF/container.xml"


def is_epub(path: Path) -> bool:
    """Whether a manuscript is an EPUB, whatever it is called."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            small = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
            kind = archive.read("mimetype").strip() if small else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError):
        return False
    return kind == b"application/epub+zip" or CONTAINER in names


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
        return self.media == PAGE_MEDIA or (
            self.media in _OLD_PAGES and self.name.lower().endswith(_PAGE_ENDINGS)
        )

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
    name = _package_name(archive)
    root = parse_xml(archive.read(name), f"{archive.name}: {name}")
    items = [
        Item(element, found, (element.get("media-type") or "").strip().lower())
        for element in root.iter()
        if local_name(element) == "item"
        and (found := archive.find(resolve(name, element.get("href") or "")[0]))
    ]
    return Publication(archive, name, root, items, list(_spine(root, items)))


def _package_name(archive: Archive) -> str:
    if container := archive.find(CONTAINER):
        root = parse_xml(archive.read(container), f"{archive.name}: {CONTAINER}")
        for rootfile in (e for e in root.iter() if local_name(e) == "rootfile"):
            if found := archive.find(resolve("", rootfile.get("full-path") or "")[0]):
                return found
    for name in archive.names:
        if name.lower().endswith(".opf"):
            return name
    raise ManuscriptError(f"{archive.name}: no package document in this EPUB; get the book again")


def _spine(root: etree._Element, items: list[Item]) -> Iterator[Item]:
    by_id = {item.element.get("id"): item for item in items}
    seen = set()
    for reference in (e for e in root.iter() if local_name(e) == "itemref"):
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

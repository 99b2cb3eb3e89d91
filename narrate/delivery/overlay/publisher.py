"""The publisher's own EPUB: its package document, its files, its pages in reading order.

And the container that a new EPUB is written into: a zip that begins with its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from narrate.delivery.overlay.xhtml import as_xhtml
from narrate.delivery.zipped import Zip, new_zip
from narrate.files.archive import Archive, resolve
from narrate.files.markup import local_name, parse_page, parse_xml
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
    """An EPUB with nothing but its kind; stands under `path` when the block is left.

    Raises StoreError (disk full, not writable); what stood there before is kept then.
    """
    with new_zip(path) as container:
        container.put("mimetype", MIMETYPE, packed=False)
        yield container

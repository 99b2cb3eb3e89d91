"""The pages of an EPUB in reading order, as one run of passages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from narrate.errors import ManuscriptError
from narrate.manuscript import matter
from narrate.manuscript.archive import Archive
from narrate.manuscript.markup import parse_page
from narrate.manuscript.navigation import Navigation
from narrate.manuscript.package import Item, Package
from narrate.manuscript.page import Page, read_page
from narrate.manuscript.passages import Part, Passage


@dataclass(slots=True)
class Scroll:
    """All pages unrolled."""

    passages: list[Passage] = field(default_factory=list)
    files: dict[str, range] = field(default_factory=dict)
    """Each page's file name with the indices of its passages, in reading order"""
    anchors: dict[tuple[str, str], int] = field(default_factory=dict)
    """File and id with the index of the passage there"""
    titles: dict[str, str] = field(default_factory=dict)
    """What each page calls itself"""
    aside: list[Part] = field(default_factory=list)
    """Pages that do not belong to the reading order"""

    def place(self, file: str, fragment: str) -> int | None:
        """Index of the passage to which a link leads; None for a page that is not here."""
        if file not in self.files:
            return None
        return self.anchors.get((file, fragment), self.files[file].start)

    def add(self, file: str, page: Page) -> None:
        """Unroll one more page."""
        start = len(self.passages)
        self.passages += page.passages
        self.files[file] = range(start, len(self.passages))
        self.titles[file] = page.title
        for anchor, at in page.anchors.items():
            self.anchors[file, anchor] = start + at


def unroll(archive: Archive, package: Package, navigation: Navigation) -> Scroll:
    """Read all pages in the order of the spine.

    A page that cannot be read is left out with a warning; raises ManuscriptError if that
    is all of them.
    """
    scroll = Scroll()
    listed = {entry.file for entry in navigation.entries}
    for item in package.spine:
        page = _page(archive, item, package.warnings)
        if page is None:
            continue
        if "nav" in item.properties:
            page.passages = [_typed(p, "toc") for p in page.passages]
        if item.linear or item.name in listed:
            scroll.add(item.name, page)
        else:
            scroll.aside.append(Part(page.title or item.name, page.passages, matter.OUTSIDE))
    if not scroll.files:
        raise ManuscriptError(
            f"{archive.name}: none of the book's pages can be read; "
            "get the book again or convert it anew"
        )
    return scroll


def _page(archive: Archive, item: Item, warnings: list[str]) -> Page | None:
    found = archive.find(item.name)
    if found is None:
        warnings.append(
            f"{item.name} belongs to the book but is not in the file; it is missing here"
        )
        return None
    data = archive.read(found)
    if not data.strip():
        return Page()
    try:
        root, complete = parse_page(data, found)
    except ManuscriptError as error:
        warnings.append(f"a page was left out: {error}")
        return None
    if not complete:
        warnings.append(f"{found} is badly broken; some of its text may be missing")
    return read_page(root)


def _typed(passage: Passage, added: str) -> Passage:
    return replace(passage, types=passage.types | {added})

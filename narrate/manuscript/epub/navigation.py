"""The table of contents of an EPUB: the navigation document, else the NCX."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

from lxml import etree

from narrate.errors import ManuscriptError
from narrate.files.archive import Archive, resolve
from narrate.files.markup import local_name, parse_xml, text_of
from narrate.files.opf import elements
from narrate.manuscript.epub.package import EpubPackage
from narrate.manuscript.html.styles import types_of
from narrate.manuscript.structure.titles.headings import tidy
from narrate.manuscript.structure.titles.title_lines import title_words, unglued

# Of the guide's types (http://idpf.org/epub/20/spec/OPF_2.0_final_spec.html#Section2.6) those
# that are not read; `cover` and `text` are set on anything by programs.
_GUIDE = {
    "copyright-page": "copyright-page",
    "title-page": "titlepage",
    "toc": "toc",
    "index": "index",
    "loi": "loi",
    "lot": "lot",
    "notes": "endnotes",
    "bibliography": "bibliography",
    "colophon": "colophon",
}

_COUNTING = 2
"""Numbers of titles that have to follow on another to be seen to count"""


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A line of the table of contents."""

    title: str
    file: str
    """Name in the archive; empty if the entry leads nowhere"""
    fragment: str
    depth: int
    """0 for the outermost"""


@dataclass(frozen=True, slots=True)
class Navigation:
    """The table of contents in its order, and what the landmarks say of places."""

    entries: tuple[NavigationEntry, ...] = ()
    landmarks: tuple[tuple[str, str, frozenset[str]], ...] = ()
    """File, fragment and `epub:type`s"""

    def with_guide(self, guide: Mapping[str, str]) -> Self:
        """With what an EPUB 2 guide says of files, where no landmark speaks of them."""
        said = {file for file, _, _ in self.landmarks}
        more = tuple(
            (file, "", frozenset({_GUIDE[kind]}))
            for file, kind in guide.items()
            if file not in said and kind in _GUIDE
        )
        return replace(self, landmarks=(*self.landmarks, *more))


def read_navigation(archive: Archive, package: EpubPackage) -> Navigation:
    """The navigation document if it lists anything, else the NCX, else nothing."""
    for name, read in ((package.nav, _read_nav), (package.ncx, _read_ncx)):
        if not name or archive.find(name) is None:
            continue
        try:
            root = parse_xml(archive.read(name), f"{archive.name}: {name}")
        except ManuscriptError as error:
            package.warnings.append(f"the table of contents cannot be read: {error}")
            continue
        navigation = read(archive, root, name)
        if navigation.entries:
            return replace(navigation, entries=_unglued(navigation.entries))
    return Navigation()


def _unglued(entries: tuple[NavigationEntry, ...]) -> tuple[NavigationEntry, ...]:
    """The entries with the blanks that a program lost, where the numbers count up.

    `1The Landing`, `2The Weir`, `3The Lock` are numbers and titles; `1Q84` alone is none.
    """
    parted = [unglued(entry.title) for entry in entries]
    numbers = [title_words(title).number or 0 for title in parted if title]
    counting = sum(b - a == 1 for a, b in pairwise(numbers))
    if counting < _COUNTING or counting < len(numbers) - _COUNTING:
        return entries
    return tuple(
        replace(entry, title=title or entry.title)
        for entry, title in zip(entries, parted, strict=True)
    )


def _read_nav(archive: Archive, root: etree._Element, base: str) -> Navigation:
    navs = list(elements(root, "nav"))
    chosen = next((e for e in navs if "toc" in _own_types(e)), navs[0] if navs else None)
    entries = tuple(_nav_entries(archive, chosen, base)) if chosen is not None else ()
    landmarks = (nav for nav in navs if "landmarks" in _own_types(nav))
    links = (link for nav in landmarks for link in elements(nav, "a"))
    said = ((*target_of(archive, base, link.get("href")), types_of(link)) for link in links)
    return Navigation(entries, tuple(said))


def _own_types(nav: etree._Element) -> frozenset[str]:
    """Its types as declared: `types_of` calls every `nav` a toc."""
    declared = types_of(nav)
    named = any(
        nav.get(name) for name in ("{http://www.idpf.org/2007/ops}type", "epub:type", "role")
    )
    others = {"landmarks", "page-list", "pagelist", "loi", "lot"} & declared
    return frozenset(others) or (declared if named else frozenset())


def _nav_entries(archive: Archive, nav: etree._Element, base: str) -> Iterator[NavigationEntry]:
    for item in elements(nav, "li"):
        label = _child(item, "a", "span")
        if label is not None:
            file, fragment = target_of(archive, base, label.get("href"))
            yield NavigationEntry(tidy(text_of(label)), file, fragment, _depth(item))


def _read_ncx(archive: Archive, root: etree._Element, base: str) -> Navigation:
    entries = []
    for point in elements(root, "navpoint"):
        label, content = _child(point, "navlabel"), _child(point, "content")
        file, fragment = target_of(
            archive, base, content.get("src") if content is not None else None
        )
        title = tidy(text_of(label)) if label is not None else ""
        entries.append(NavigationEntry(title, file, fragment, _depth(point)))
    return Navigation(tuple(entries))


def _child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first child of one of these names."""
    return next((e for e in element if local_name(e) in names), None)


def _depth(element: etree._Element) -> int:
    """How many elements of its own name lie around it."""
    name = local_name(element)
    return sum(1 for around in element.iterancestors() if local_name(around) == name)


def target_of(archive: Archive, base: str, href: str | None) -> tuple[str, str]:
    """File and fragment that a link on the page `base` leads to; both empty outside the book."""
    if not href or "://" in href:
        return "", ""
    name, fragment = resolve(base, href)
    return archive.find(name) or name, fragment

"""The pages of an EPUB in reading order, as one run of passages."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from narrate.book import LanguageSpan
from narrate.errors import ManuscriptError
from narrate.files.archive import Archive
from narrate.files.markup import parse_page
from narrate.manuscript.epub.navigation import Navigation, target_of
from narrate.manuscript.epub.package import EpubPackage, ManifestItem
from narrate.manuscript.html.content import HtmlPage
from narrate.manuscript.html.page import read_page
from narrate.manuscript.html.references import tie_pages
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.captions import pages_of_captions
from narrate.manuscript.structure.passages import MOST_PARAGRAPHS, Dropped, Part, Passage
from narrate.manuscript.tongue import primary


@dataclass(slots=True)
class PagesInOrder:
    """All pages of an EPUB in reading order, as one run of passages."""

    passages: list[Passage] = field(default_factory=list)
    files: dict[str, range] = field(default_factory=dict)
    """Each page's file name with the indices of its passages, in reading order"""
    anchors: dict[tuple[str, str], int] = field(default_factory=dict)
    """File and id with the index of the passage there"""
    languages: Counter[str] = field(default_factory=Counter)
    """What the pages say they are written in, weighed by their passages"""
    spoken: dict[str, str] = field(default_factory=dict)
    """In which language each page says that it is"""
    titles: dict[str, str] = field(default_factory=dict)
    """What each page calls itself"""
    notes: dict[str, tuple[Passage, ...]] = field(default_factory=dict)
    """The text of each note that a passage refers to"""
    aside: list[Part] = field(default_factory=list)
    """Pages that do not belong to the reading order"""
    raw: list[str] = field(default_factory=list)
    """All text of the pages by another way, to count what was lost"""
    dropped: list[Dropped] = field(default_factory=list)
    """What of that is in no passage"""

    def place(self, file: str, fragment: str) -> int | None:
        """Index of the passage to which a link leads; None for a page that is not here."""
        if file not in self.files:
            return None
        return self.anchors.get((file, fragment), self.files[file].start)

    def add(self, file: str, page: HtmlPage) -> None:
        """Add one more page behind the others."""
        start = len(self.passages)
        self.passages += page.passages
        self.files[file] = range(start, len(self.passages))
        self.titles[file] = page.title
        self.spoken[file] = page.language or ""
        if language := primary(page.language):
            self.languages[language] += len(page.passages)
        for anchor, at in page.anchors.items():
            self.anchors[file, anchor] = start + at

    def tell_languages(self) -> None:
        """Tell of passages that they are in another language, where most pages are in one."""
        most = next((language for language, _ in self.languages.most_common(1)), "")
        for file, language in self.spoken.items():
            if language and primary(language) != most:
                for i in self.files[file]:
                    passage = self.passages[i]
                    if not passage.languages and passage.text:
                        span = LanguageSpan(0, len(passage.text), language)
                        self.passages[i] = replace(passage, languages=(span,))


def pages_in_order(archive: Archive, package: EpubPackage, navigation: Navigation) -> PagesInOrder:
    """Read all pages in the order of the spine.

    A page that cannot be read is left out with a warning; raises ManuscriptError if that
    is all of them.
    """
    ordered = PagesInOrder()
    listed = {entry.file for entry in navigation.entries}
    pages: list[tuple[str, HtmlPage]] = []
    aside: list[tuple[str, HtmlPage]] = []
    for item, page in _read_pages(archive, package):
        (pages if item.linear or item.name in listed else aside).append((item.name, page))
        ordered.raw += page.raw
        ordered.dropped += page.dropped
    ordered.notes = tie_pages([*pages, *aside], partial(target_of, archive))
    texts = pages_of_captions([page.passages for _, page in pages])
    for (name, page), passages in zip(pages, texts, strict=True):
        page.passages = passages
        ordered.add(name, page)
    ordered.tell_languages()
    for name, page in aside:
        headings = (passage.spoken for passage in page.passages if passage.kind == "heading")
        title = next(headings, "") or page.title or name
        ordered.aside.append(Part(title, page.passages, matter.OUTSIDE))
    if not ordered.files:
        raise ManuscriptError(
            f"{archive.name}: none of the book's pages can be read; "
            "get the book again or convert it again"
        )
    return ordered


def _read_pages(archive: Archive, package: EpubPackage) -> Iterator[tuple[ManifestItem, HtmlPage]]:
    """The pages of the spine that can be read; raises ManuscriptError for more than a book has."""
    count = 0
    styles = _StyleFiles(archive)
    for item in package.spine:
        told = len(package.warnings)
        page = _page(archive, item, package.warnings, styles, package.about.language)
        package.lost += package.warnings[told:]
        if page is None:
            continue
        count += len(page.passages)
        if count > MOST_PARAGRAPHS:
            raise ManuscriptError(
                f"{archive.name}: too large: more than {MOST_PARAGRAPHS:,} paragraphs; "
                "split the file"
            )
        if "nav" in item.properties:
            page.passages = [replace(p, types=p.types | {"toc"}) for p in page.passages]
        yield item, page


class _StyleFiles:
    """The style sheets of a book, each read once."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._texts: dict[str, str] = {}

    def text(self, page: str, href: str) -> str:
        """The style sheet to which a page links; empty where it is not there or not text."""
        name, _ = target_of(self._archive, page, href)
        if name not in self._texts:
            self._texts[name] = self._read(name)
        return self._texts[name]

    def _read(self, name: str) -> str:
        found = self._archive.find(name) if name else None
        try:
            return self._archive.read(found).decode("utf-8", "replace") if found else ""
        except ManuscriptError:
            return ""


def _page(
    archive: Archive,
    item: ManifestItem,
    warnings: list[str],
    styles: _StyleFiles,
    language: str,
) -> HtmlPage | None:
    found = archive.find(item.name)
    if found is None:
        warnings.append(
            f"{item.name} is listed in the book but missing from the file; its text is missing here"
        )
        return None
    data = archive.read(found)
    if not data.strip():
        return HtmlPage()
    try:
        root, complete = parse_page(data, found)
    except ManuscriptError as error:
        warnings.append(f"a page was left out: {error}")
        return None
    if not complete:
        warnings.append(f"{found} is badly broken; some of its text may be missing")
    return read_page(root, f"{archive.name}: {found}", partial(styles.text, found), language)

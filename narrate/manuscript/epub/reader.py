"""EPUB 2 and 3 into a book: reading order from the spine, chapters from the table of contents."""

from pathlib import Path

from narrate.about import About
from narrate.files.archive import Archive
from narrate.manuscript.epub.divide import divide
from narrate.manuscript.epub.navigation import Navigation, read_navigation
from narrate.manuscript.epub.package import read_package
from narrate.manuscript.epub.pages_in_order import pages_in_order
from narrate.manuscript.structure.content.numbered import (
    tie_numbered,
    without_closing,
    without_notes,
)
from narrate.manuscript.structure.passages import ManuscriptDraft, Passage
from narrate.manuscript.structure.titles.headings import key
from narrate.manuscript.structure.titles.unmarked import missing_heads, with_unmarked_heads
from narrate.manuscript.text import gutenberg


def read_epub(path: Path, _data: bytes = b"") -> ManuscriptDraft:
    """Read an EPUB; raises ManuscriptError if it is damaged, protected or no EPUB at all."""
    with Archive(path) as archive:
        package = read_package(archive)
        navigation = read_navigation(archive, package)
        navigation = navigation.with_guide(package.guide)
        pages = pages_in_order(archive, package, navigation)
    spoken = next((language for language, _ in pages.languages.most_common(1)), "")
    about = package.about.filled(About(language=spoken))
    lost = sum(1 for entry in navigation.entries if entry.file and entry.file not in pages.files)
    if lost:
        package.warnings.append(
            f"the table of contents has {lost} entries that lead to no page of the book"
        )
    pages.passages = _with_unmarked_heads(pages.passages, navigation)
    bounds = gutenberg.find_bounds([p.text for p in pages.passages])
    inner = bounds if bounds is not None else range(len(pages.passages))
    parts = divide(pages, navigation, inner, about)
    parts, numbered = tie_numbered([without_notes(part) for part in parts])
    before, after = pages.passages[: inner.start], pages.passages[inner.stop :]
    return ManuscriptDraft(
        about,
        [*gutenberg.wrapped(before, without_closing(parts), after), *pages.aside],
        package.warnings,
        {**numbered, **pages.notes},
        pages.raw,
        pages.dropped,
        package.lost,
    )


def _with_unmarked_heads(passages: list[Passage], navigation: Navigation) -> list[Passage]:
    """The passages with heads that no page marks, unless the table of contents has them."""
    listed = {key(entry.title) for entry in navigation.entries}
    found = (at for at, _ in missing_heads(passages))
    named = any(key(passages[at].spoken) in listed for at in found)
    return passages if named else with_unmarked_heads(passages)

"""EPUB 2 and 3 into a book: reading order from the spine, chapters from the table of contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from narrate.files.archive import Archive
from narrate.manuscript.epub.divide import divide
from narrate.manuscript.epub.navigation import Navigation, read_navigation
from narrate.manuscript.epub.package import read_package
from narrate.manuscript.epub.pages_in_order import PagesInOrder, pages_in_order
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.numbered import tie_numbered, without_closing, without_notes
from narrate.manuscript.structure.passages import ManuscriptDraft, Part
from narrate.manuscript.text import gutenberg
from narrate.manuscript.text.gutenberg import Bounds
from narrate.manuscript.text.reader import named_after


def read_epub(path: Path, _data: bytes = b"") -> ManuscriptDraft:
    """Read an EPUB; raises ManuscriptError if it is damaged, protected or no EPUB at all."""
    with Archive(path) as archive:
        package = read_package(archive)
        navigation = read_navigation(archive, package)
        navigation = navigation.with_guide(package.guide)
        pages = pages_in_order(archive, package, navigation)
    spoken = next((language for language, _ in pages.languages.most_common(1)), "")
    about = replace(
        package.about,
        title=package.about.title or named_after(path),
        language=package.about.language or spoken,
    )
    package.warnings.extend(_lost_entries(navigation, pages))
    bounds = gutenberg.find_bounds([p.text for p in pages.passages])
    inner = bounds or Bounds(0, len(pages.passages))
    parts = divide(pages, navigation, inner, about)
    parts, numbered = tie_numbered([without_notes(part) for part in parts])
    parts = without_closing(parts)
    return ManuscriptDraft(
        about,
        [*_wrapping(pages, inner, parts), *pages.aside],
        package.warnings,
        {**numbered, **pages.notes},
    )


def _lost_entries(navigation: Navigation, pages: PagesInOrder) -> Iterator[str]:
    """A warning, where entries of the table of contents lead nowhere."""
    lost = sum(1 for entry in navigation.entries if entry.file and entry.file not in pages.files)
    if lost:
        yield f"the table of contents has {lost} entries that lead to no page of the book"


def _wrapping(pages: PagesInOrder, inner: Bounds, parts: list[Part]) -> list[Part]:
    """Project Gutenberg's header and licence around the book, where they are there."""
    before, after = pages.passages[: inner.start], pages.passages[inner.stop :]
    return [
        Part("Project Gutenberg header", before, matter.LICENCE),
        *parts,
        Part("Project Gutenberg licence", after, matter.LICENCE),
    ]

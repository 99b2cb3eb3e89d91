"""Small books for the tests, made on the spot."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from narrate.book import Book, Chapter

_WORDS = (
    "lamp river stone garden winter bread window silver horse letter cloud candle harbour "
    "meadow ladder mirror orchard pepper ribbon thunder velvet whistle"
)
WORDS = _WORDS.split()


def prose(words: int = 60, seed: int = 0, wrap: int = 0) -> str:
    """A paragraph of sentences, always the same for a seed; wrapped if asked."""
    said = [WORDS[(seed * 7 + i * (seed % 5 + 1) + i // 9) % len(WORDS)] for i in range(words)]
    sentences = [" ".join(said[i : i + 9]).capitalize() + "." for i in range(0, len(said), 9)]
    text = " ".join(sentences)
    if not wrap:
        return text
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > wrap:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def paragraphs(count: int = 5, seed: int = 0, wrap: int = 70) -> str:
    """Paragraphs with blank lines between them."""
    return "\n\n".join(prose(60, seed * 31 + i, wrap) for i in range(count))


def html_prose(count: int = 3, seed: int = 0) -> str:
    """Paragraphs as HTML."""
    return "".join(f"<p>{prose(50, seed * 31 + i)}</p>\n" for i in range(count))


@dataclass
class Toc:
    """An entry of a table of contents."""

    title: str
    href: str = ""
    below: Sequence[Toc] = ()


@dataclass
class Epub:
    """What goes into an EPUB; every default makes a good EPUB 3."""

    pages: Mapping[str, str]
    """File name to the content of its body, or to a whole document"""
    toc: Sequence[Toc] = ()
    ncx: bool = False
    """EPUB 2: an NCX in place of the navigation document"""
    spine: Sequence[str] | None = None
    """File names; None: all pages in their order"""
    metadata: str = ""
    manifest: str = ""
    guide: str = ""
    landmarks: str = ""
    nonlinear: frozenset[str] = frozenset()
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Anything else in the archive"""
    title: str = "A Book"

    def write(self, path: Path) -> Path:
        """Write the archive."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("mimetype", "application/epub+zip")
            archive.writestr("META-INF/container.xml", _CONTAINER)
            archive.writestr("OEBPS/content.opf", self._package())
            for name, body in self.pages.items():
                archive.writestr(f"OEBPS/{name}", body if "<html" in body else page(body))
            if self.toc:
                name, text = ("toc.ncx", self._ncx()) if self.ncx else ("nav.xhtml", self._nav())
                archive.writestr(f"OEBPS/{name}", text)
            for name, data in self.files.items():
                archive.writestr(name, data)
        return path

    def _package(self) -> str:
        items = "".join(
            f'<item id="p{i}" href="{escape(name)}" media-type="application/xhtml+xml"/>'
            for i, name in enumerate(self.pages)
        )
        ids = {name: f"p{i}" for i, name in enumerate(self.pages)}
        refs = "".join(
            f'<itemref idref="{ids.get(name, name)}"'
            + (' linear="no"/>' if name in self.nonlinear else "/>")
            for name in (self.pages if self.spine is None else self.spine)
        )
        if self.toc:
            items += (
                '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
                if self.ncx
                else '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" '
                'properties="nav"/>'
            )
        return (
            '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:opf="http://www.idpf.org/2007/opf">'
            f"<dc:title>{escape(self.title)}</dc:title>{self.metadata}</metadata>"
            f"<manifest>{items}{self.manifest}</manifest>"
            f"<spine{' toc=' + chr(34) + 'ncx' + chr(34) if self.ncx else ''}>{refs}</spine>"
            f"{self.guide}</package>"
        )

    def _nav(self) -> str:
        def listed(entries: Sequence[Toc]) -> str:
            return (
                "<ol>"
                + "".join(
                    "<li>"
                    + (f'<a href="{e.href}">{e.title}</a>' if e.href else f"<span>{e.title}</span>")
                    + (listed(e.below) if e.below else "")
                    + "</li>"
                    for e in entries
                )
                + "</ol>"
            )

        return page(
            f'<nav epub:type="toc"><h1>Contents</h1>{listed(self.toc)}</nav>{self.landmarks}'
        )

    def _ncx(self) -> str:
        def points(entries: Sequence[Toc]) -> str:
            return "".join(
                f"<navPoint><navLabel><text>{e.title}</text></navLabel>"
                f'<content src="{e.href}"/>{points(e.below)}</navPoint>'
                for e in entries
            )

        return (
            '<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" '
            '"http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">'
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
            f"{points(self.toc)}</navMap></ncx>"
        )


_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)


def page(body: str, title: str = "") -> str:
    """A whole XHTML page."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title>{title}</title></head><body>{body}</body></html>"
    )


_FERRY = (
    "The ferry left at six, and nobody on the deck looked up when the rope fell into the water.",
    "She had told them twice that it would rain before the other shore came into sight.",
    "He laughed at that, though not as if it were funny, and went below to look for the others.",
)


def half_read(path: Path) -> Path:
    """An EPUB of which two pieces of running prose are not read, and an imprint besides.

    A chapter, `The Ferry`, stands outside the reading order; below a picture in chapter 2 there is
    a whole paragraph of its story.
    """
    told = "".join(f"<p>{sentence}</p>" for sentence in _FERRY)
    caption = " ".join(_FERRY).replace("six", "nine")
    pages = {
        "imprint.xhtml": "<section epub:type='copyright-page'><p>Copyright 1901 by Jane Doe. "
        "All rights reserved. Printed in Boston by the Harbour Press.</p></section>",
        "one.xhtml": f"<h1>One</h1>{told.replace('six', 'seven')}",
        "ferry.xhtml": f"<h1>The Ferry</h1>{told}",
        "two.xhtml": f"<h1>Two</h1>{told.replace('six', 'eight')}"
        f'<figure><img src="rope.png"/><figcaption>{caption}</figcaption></figure>',
    }
    toc = [Toc("One", "one.xhtml"), Toc("Two", "two.xhtml")]
    path.parent.mkdir(parents=True, exist_ok=True)
    return Epub(pages, toc, nonlinear=frozenset({"ferry.xhtml"})).write(path)


ANSWERS = ('matter: {read: ["The Ferry"]}', "matter: {read: [captions]}")
"""The settings that have the one and the other of them read"""


def titles(book: Book) -> list[str]:
    """Titles of the chapters."""
    return [chapter.title for chapter in book.chapters]


def reasons(book: Book) -> dict[str, str]:
    """Parts that are left out, by title."""
    return {part.title: part.reason for part in book.left_out}


def narrated(chapter: Chapter) -> str:
    """The chapter's text without what is left out."""
    kept, at = [], 0
    for span in chapter.left_out:
        kept.append(chapter.text[at : span.start])
        at = span.end
    return "".join([*kept, chapter.text[at:]])


def unread(chapter: Chapter) -> list[tuple[str, str]]:
    """What is left out inside a chapter: text and reason."""
    return [(chapter.text[s.start : s.end], s.reason) for s in chapter.left_out]


def blocks(chapter: Chapter) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(b.kind, chapter.text[b.start : b.end]) for b in chapter.blocks]

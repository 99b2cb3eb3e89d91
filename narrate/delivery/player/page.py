"""The whole page: its template filled with a book's text, data, cover, looks and script."""

from __future__ import annotations

import functools
import hashlib
from base64 import b64encode
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final

from narrate.about import About
from narrate.delivery.player.chapters import chapter_list, chapter_section
from narrate.delivery.player.data import as_script, page_data
from narrate.delivery.player.sections import Section, sections
from narrate.delivery.player.text import escape
from narrate.delivery.player.words import PageWords, clock, direction, words_for
from narrate.language import tag_of
from narrate.timeline import FinishedBook

_STYLES: Final = ("colours.css", "text.css", "controls.css", "elsewhere.css")
_SCRIPTS: Final = (
    "book.js",
    "memory.js",
    "audio.js",
    "follow.js",
    "controls.js",
    "text.js",
    "keys.js",
    "system.js",
    "start.js",
)  # one script to the browser, in this order
_OPEN_LIST: Final = 24
"""Chapters up to which their list is open at the top of the page"""


def page_html(book: FinishedBook, folder: Path) -> str:
    """The page of a book whose audio lies in `folder`; the same book gives the same page."""
    words = words_for(book.about.language)
    page = sections(book.tracks)
    style, script = _together(_STYLES), _together(_SCRIPTS)
    early = _file("early.js")
    spoken = {f"w_{name}": escape(text) for name, text in words.table.items()}
    return Template(_file("page.html")).substitute(
        spoken,
        language=words.language,
        policy=_policy(style, early, script),
        style=style,
        early=early,
        script=script,
        title=escape(book.about.title),
        header=_header(book, page, words),
        direction=direction(book.about.language),
        text_language=_language(book.about),
        chapter_list=chapter_list(page, words),
        list_open="open" if len(page) <= _OPEN_LIST else "",
        text="\n".join(chapter_section(section, folder, words) for section in page),
        data=as_script(page_data(book, folder, page, words)),
    )


def _header(book: FinishedBook, page: Sequence[Section], words: PageWords) -> str:
    """Cover, title and what else is known of the book."""
    about = book.about
    series = " ".join(part for part in (about.series, about.series_position) if part)
    length = clock(sum(section.seconds for section in page))
    printed = " · ".join(part for part in (about.publisher, about.year) if part)
    lines = [
        _cover(book.about.cover),
        _paragraph("series", series),
        f'<h1 dir="auto"{_language(about)}>{escape(about.title)}</h1>',
        _paragraph("subtitle", about.subtitle),
        _paragraph("author", about.author),
        _paragraph("narrator", words.say("read_by", narrator=about.narrator)),
        _paragraph("length", words.say("length", time=length)),
        _paragraph("printed", printed),
        *(_paragraph("about", line) for line in about.description.splitlines()),
    ]
    return "\n".join(line for line in lines if line)


def _paragraph(kind: str, text: str) -> str:
    return f'<p class="{kind}" dir="auto">{escape(text)}</p>' if text.strip() else ""


def _cover(cover: bytes | None) -> str:
    if not cover:
        return ""
    kind = "png" if cover.startswith(b"\x89PNG") else "jpeg"
    return f'<img id="cover" alt="" src="data:image/{kind};base64,{b64encode(cover).decode()}">'


def _language(about: About) -> str:
    tag = tag_of(about.language)
    return f' lang="{tag}"' if tag else ""


def _policy(style: str, *scripts: str) -> str:
    """A content security policy that lets nothing be fetched but audio from beside the page."""
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:;"
        f" media-src 'self' file:; style-src {_hash(style)}; script-src {allowed}"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _together(names: Sequence[str]) -> str:
    return "\n" + "\n".join(_file(name) for name in names)


@functools.cache
def _file(name: str) -> str:
    text = files("narrate.delivery.player").joinpath("template", name).read_text("utf-8")
    return text.replace("\r\n", "\n")

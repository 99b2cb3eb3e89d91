"""The whole page: its template filled with a book's text, data, cover, looks and script.

Addresses of files are relative to the page.
"""

import functools
import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, Final
from urllib.parse import quote

from narrate.about import About
from narrate.delivery.media import MEDIA_TYPES, cover_of, media_type
from narrate.delivery.player.sections import (
    NumberedSentence,
    PageWords,
    Section,
    Voiced,
    direction,
    escape,
    leaves,
    sections,
    sentence_html,
    title_of,
    words_for,
)
from narrate.language import tag_of
from narrate.report import clock_time
from narrate.timeline import FinishedBook, Track

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
    length = clock_time(sum(section.seconds for section in page))
    printed = " · ".join(part for part in (about.publisher, about.year) if part)
    lines = [
        _cover(book),
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


def _cover(book: FinishedBook) -> str:
    if not (found := cover_of(book)) or not found[1]:
        return ""
    kind, data = media_type(found[0]), b64encode(found[1]).decode()
    return f'<img id="cover" alt="" src="data:{kind};base64,{data}">'


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


def chapter_list(page: Sequence[Section], words: PageWords) -> str:
    """Links to the sections, with their lengths."""
    return "\n".join(
        f'<li><a href="#c{section.index}"><span dir="auto">{escape(title_of(section, words))}'
        f'</span> <span class="time">{clock_time(section.seconds)}</span></a></li>'
        for section in page
    )


def chapter_section(section: Section, folder: Path, words: PageWords) -> str:
    """Heading, players for where no script runs, and text."""
    title, rest = _spoken_title(section)
    parts = [
        f'<section class="{section.first.kind}">',
        f'<div class="head">\n<h2 id="c{section.index}">{_heading(section, title, words)}</h2>',
        *(_plain_player(voiced, section, folder, words) for voiced in section.voiced),
        "</div>",
        *_text(section, rest),
        "</section>",
    ]
    return "\n".join(parts)


def _spoken_title(section: Section) -> tuple[list[NumberedSentence], list[NumberedSentence]]:
    """The sentences that announce the chapter, and all others."""
    title, rest = list[NumberedSentence](), list[NumberedSentence]()
    for heard in section.heard:
        announces = heard.chunk.kind == "heading" and heard.sentence.source is None
        (title if announces and not rest else rest).append(heard)
    return title, rest


def _heading(section: Section, title: Sequence[NumberedSentence], words: PageWords) -> str:
    """The title as it is heard; where that leaves words of it out, they come after it."""
    written = title_of(section, words)
    spoken = " ".join(sentence_html(heard) for heard in title)
    said = _letters("".join(heard.sentence.text for heard in title))
    if not spoken:
        return escape(written)
    shown = not section.first.title.strip() or _letters(written) in said
    return spoken if shown else f"{spoken} {escape(written)}"


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _text(section: Section, rest: Sequence[NumberedSentence]) -> Iterator[str]:
    chapter = section.first.chapter
    said = [heard for heard in rest if heard.sentence.source is None or chapter is None]
    if said:
        yield '<div class="leaf">'
        yield from (f"<p>{sentence_html(heard)}</p>" for heard in said)
        yield "</div>"
    if chapter is not None:
        yield from leaves(chapter, rest)


def _plain_player(voiced: Voiced, section: Section, folder: Path, words: PageWords) -> str:
    """What plays a track where scripts are off."""
    track = voiced.track
    name = title_of(section, words)
    if track.parts > 1:
        name = f"{name} ({words.say('part', part=track.part, parts=track.parts)})"
    found = audio_sources(track, folder)
    sources = "".join(f'<source src="{url}" type="{kind}">' for kind, url, _ in found)
    if not sources:
        return ""
    return (
        f'<noscript><audio controls preload="none" aria-label="{escape(name)}">{sources}'
        "</audio></noscript>"
    )


def page_data(
    book: FinishedBook, folder: Path, page: Sequence[Section], words: PageWords
) -> dict[str, Any]:
    """What the page's script has to know: tracks, their files, and when each sentence is heard."""
    about = book.about
    # The same for every edition of a book, so that a new one finds the reader's place.
    known = json.dumps([about.title, about.author, about.language, book.manuscript.name])
    return {
        "id": hashlib.sha256(known.encode()).hexdigest()[:16],
        "title": about.title,
        "author": about.author,
        "sections": [title_of(section, words) for section in page],
        "tracks": [
            _track(section, voiced, folder) for section in page for voiced in section.voiced
        ],
        "words": words.table,
    }


def as_script(data: Mapping[str, Any]) -> str:
    """JSON in ASCII that may be inside a script element: nothing in it can end one."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _track(section: Section, voiced: Voiced, folder: Path) -> dict[str, Any]:
    """One audio file; times in samples."""
    track = voiced.track
    return {
        "section": section.index,
        "files": audio_sources(track, folder),
        "rate": track.sample_rate,
        "samples": track.samples,
        "first": voiced.heard[0].number if voiced.heard else -1,  # sentence of the whole page
        # Start and end of the first sentence, of the second, ...
        "times": [t for heard in voiced.heard for t in (heard.sentence.start, heard.sentence.end)],
    }


def audio_sources(track: Track, folder: Path) -> list[tuple[str, str, str]]:
    """The files of a track that lie in the page's folder; what lies elsewhere is not published.

    Of each the type for `canPlayType`, the address relative to the page, percent-encoded, and the
    name for messages; best first.
    """
    found = []
    for name, kind in MEDIA_TYPES.items():
        path = track.paths.get(name)
        if path is not None and path.is_relative_to(folder):
            inside = path.relative_to(folder)
            if ".." in inside.parts:  # kept for the M4B only
                continue
            url = "/".join(quote(os.fsencode(part), safe="") for part in inside.parts)
            found.append((kind + ("; codecs=opus" if name == "opus" else ""), url, path.name))
    return found

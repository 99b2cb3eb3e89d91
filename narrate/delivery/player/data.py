"""What the page's script has to know: tracks, their files, and when each sentence is heard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from narrate.delivery.player.sections import Section, Voiced
from narrate.delivery.player.sources import audio_sources
from narrate.delivery.player.words import Words, title_of
from narrate.timeline import FinishedBook


class TrackData(TypedDict):
    """One audio file; times in samples."""

    section: int
    """Index of the section that it belongs to"""
    files: list[tuple[str, str, str]]
    """Type, address and name, best first"""
    rate: int
    """Hertz"""
    samples: int
    first: int
    """Number of its first sentence"""
    times: list[int]
    """Start and end of the first sentence, of the second, ..."""


class PageData(TypedDict):
    """All of it."""

    id: str
    """Under which the reader's place is remembered"""
    title: str
    author: str
    sections: list[str]
    """Titles"""
    tracks: list[TrackData]
    words: Mapping[str, str]


def page_data(book: FinishedBook, folder: Path, page: Sequence[Section], words: Words) -> PageData:
    """The data of a page with these sections."""
    return {
        "id": _identity(book),
        "title": book.about.title,
        "author": book.about.author,
        "sections": [title_of(section, words) for section in page],
        "tracks": [
            _track(section, voiced, folder) for section in page for voiced in section.voiced
        ],
        "words": words.table,
    }


def as_script(data: PageData) -> str:
    """JSON in ASCII that may stand inside a script element: nothing in it can end one."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _track(section: Section, voiced: Voiced, folder: Path) -> TrackData:
    track = voiced.track
    return {
        "section": section.index,
        "files": [(file.type, file.url, file.name) for file in audio_sources(track, folder)],
        "rate": track.sample_rate,
        "samples": track.samples,
        "first": voiced.heard[0].number if voiced.heard else -1,
        "times": [t for heard in voiced.heard for t in (heard.sentence.start, heard.sentence.end)],
    }


def _identity(book: FinishedBook) -> str:
    """The same for every edition of a book, so that a new one finds the reader's place."""
    about = book.about
    known = json.dumps([about.title, about.author, about.language, book.manuscript.name])
    return hashlib.sha256(known.encode()).hexdigest()[:16]

"""What the page's script has to know: tracks, their files, and when each sentence is heard.

Addresses of files are relative to the page.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypedDict
from urllib.parse import quote

from narrate.delivery.player.sections import Section, Voiced
from narrate.delivery.player.words import PageWords, title_of
from narrate.timeline import FinishedBook, Track

TYPES: Final[Mapping[str, str]] = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg; codecs=opus",
    "flac": "audio/flac",
    "wav": "audio/wav",
}
"""The formats that browsers play, best first: MP3 plays everywhere, WAV is the largest"""


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


def page_data(
    book: FinishedBook, folder: Path, page: Sequence[Section], words: PageWords
) -> PageData:
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
    """JSON in ASCII that may be inside a script element: nothing in it can end one."""
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


@dataclass(frozen=True, slots=True)
class AudioSource:
    """One file of a track."""

    type: str
    """For `canPlayType`"""
    url: str
    """Relative to the page, percent-encoded"""
    name: str
    """For messages"""


def audio_sources(track: Track, folder: Path) -> tuple[AudioSource, ...]:
    """The files of a track that lie in the page's folder; what lies elsewhere is not published."""
    found = []
    for name, type_ in TYPES.items():
        path = track.paths.get(name)
        if path is not None and path.is_relative_to(folder):
            inside = path.relative_to(folder)
            if ".." in inside.parts:  # kept for the M4B only
                continue
            url = "/".join(quote(os.fsencode(part), safe="") for part in inside.parts)
            found.append(AudioSource(type_, url, path.name))
    return tuple(found)

"""What packages say alike: addresses, media types, times, names, and marks inside a track."""

import re
import uuid
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final
from urllib.parse import quote

from narrate.about import About
from narrate.timeline import FinishedBook, Track, keep_bytes

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg",
    "flac": "audio/flac",
    "wav": "audio/wav",
    "vtt": "text/vtt",
    "html": "text/html",
    "jpg": "image/jpeg",
    "png": "image/png",
}
"""By the ending of a file; the formats of audio in the order in which players are sure of them"""
LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""What passes for a language where a package has to name one (BCP 47)"""


def media_type(name: str) -> str:
    """The media type of a file by its name."""
    return MEDIA_TYPES[name.rsplit(".", 1)[-1]]


def audio_of(track: Track) -> list[Path]:
    """The track's files, the one that most players know first."""
    return [track.paths[kind] for kind in MEDIA_TYPES if kind in track.paths]


def address(name: str) -> str:
    """A file's name as a relative URL."""
    return quote(name.encode("utf-8", "replace"))


def clock(milliseconds: int, point: str = ".") -> str:
    """`hh:mm:ss.fff`; more than 99 hours have more digits."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{thousandths:03}"


def cover_of(book: FinishedBook) -> tuple[str, bytes] | None:
    """Name and content of the cover as a file."""
    cover = book.about.cover
    if cover is None:
        return None
    return ("cover.png" if cover.startswith(b"\x89PNG") else "cover.jpg"), cover


def keep_cover(book: FinishedBook, folder: Path) -> Path | None:
    """The cover's file in a folder, written if need be; None without one. Raises StoreError."""
    if (found := cover_of(book)) is None:
        return None
    path = folder / found[0]
    keep_bytes(path, found[1])
    return path


def book_id(about: About) -> str:
    """The book's ISBN, else a UUID that its title, author and language always give."""
    if about.isbn:
        return f"urn:isbn:{about.isbn}"
    seed = "\n".join(("narrate", about.title, about.author, about.language))
    return uuid.uuid5(uuid.NAMESPACE_OID, seed).urn


def inner_headings(track: Track) -> Iterator[tuple[float, str]]:
    """Headings inside a track, and the seconds at which they are heard.

    Not the track's own at its beginning; several in a row are one.
    """
    begun = False
    for heading, group in groupby(track.chunks, lambda chunk: chunk.kind == "heading"):
        chunks = list(group)
        if heading and begun:
            title = " – ".join(" ".join(chunk.text.split()) for chunk in chunks)
            yield chunks[0].sentences[0].start / track.sample_rate, title
        begun = True

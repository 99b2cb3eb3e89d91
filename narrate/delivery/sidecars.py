"""Small files beside the audio that tell a media server what book it is.

`metadata.json` is Audiobookshelf's own format, and what it believes before anything else; read
in advplyr/audiobookshelf 2.36.0, `server/scanner/BookScanner.js` (what it writes) and
`server/utils/generators/abmetadataGenerator.js` (what it reads). `desc.txt` and `reader.txt` are
older habits of the same kind, which Booksonic and others share.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from narrate.about import About, names_of
from narrate.delivery.media import cover_of
from narrate.timeline import FinishedBook, PackageSpec, Track, keep_ours


def make_sidecars(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """Write them into the book's folder. Raises StoreError (disk full, no permission)."""
    fit = chapters_fit(spec.formats)
    return write_sidecars(book, spec.folder, spec.ours, with_chapters=fit)


def write_sidecars(
    book: FinishedBook, folder: Path, ours: Collection[Path], *, with_chapters: bool
) -> tuple[Path, ...]:
    """Write them into any folder; gives the paths of those that are ours. Raises StoreError.

    What somebody else made or a server edited stays as it is.
    """
    files = _sidecars(book, with_chapters).items()
    return tuple(folder / n for n, content in files if keep_ours(folder / n, content, ours))


def chapters_fit(formats: Sequence[str]) -> bool:
    """Whether a server that puts the files together finds the chapters where the tracks' lengths
    say: an MP3 is taken for some 40 ms longer than its sound, and its own list is better."""
    return "m4b" in formats or not {"mp3", "mp3book"} & set(formats)


def metadata(about: About, tracks: Sequence[Track], *, with_chapters: bool) -> dict[str, Any]:
    """The content of `metadata.json`; what is not known is left for weaker sources to say."""
    position = f" #{about.series_position}" if about.series_position else ""
    said: dict[str, Any] = {
        "chapters": _chapters(tracks) if with_chapters else [],
        "title": about.title,
        "subtitle": about.subtitle,
        "authors": names_of(about.author),
        "narrators": names_of(about.narrator),
        "series": [f"{about.series}{position}"] if about.series else [],
        "genres": ["Audiobook"],
        "publishedYear": about.year,
        "publisher": about.publisher,
        "description": about.description,
        "isbn": about.isbn,
        "language": "" if about.language == "auto" else about.language,
    }
    return {name: value for name, value in said.items() if value}


def _sidecars(book: FinishedBook, with_chapters: bool) -> Mapping[str, bytes]:
    """Content by file name."""
    about = book.about
    said = metadata(about, book.tracks, with_chapters=with_chapters)
    files = {"metadata.json": _text(json.dumps(said, ensure_ascii=False, indent=2))}
    if about.description:
        files["desc.txt"] = _text(about.description)
    if about.narrator:
        files["reader.txt"] = _text(about.narrator)
    if cover := cover_of(book):
        files[cover[0]] = cover[1]
    return files


def _text(text: str) -> bytes:
    return f"{text}\n".encode("utf-8", "replace")


def _chapters(tracks: Sequence[Track]) -> list[dict[str, Any]]:
    """Seconds from the start of the first track."""
    chapters, at = [], 0.0
    for number, track in enumerate(tracks):
        start, at = at, at + track.seconds
        chapters.append(
            {"id": number, "start": round(start, 6), "end": round(at, 6), "title": track.heading}
        )
    return chapters

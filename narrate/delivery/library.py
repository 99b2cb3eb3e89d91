"""A book put onto the shelves of a media server.

    <library>/<Author>/<Title>/
    <library>/<Author>/<Series>/Vol 2 - <Title>/

Audiobookshelf reads author, series, volume and title off the last three folders (2.36.0,
`server/utils/scandir.js`). Plex and Jellyfin go by the tags inside of the files and by author and
book as folders, which these are too. Year and narrator would be read off the title's folder as
well, but are in `metadata.json` and in the tags, which go over folder names, and in a name
they would be taken for a part of the title by every other server.

Small files beside the audio tell a server what book it is. `metadata.json` is Audiobookshelf's own
format, and what it believes before anything else; read in advplyr/audiobookshelf 2.36.0,
`server/scanner/BookScanner.js` (what it writes) and
`server/utils/generators/abmetadataGenerator.js` (what it reads). `desc.txt` and `reader.txt` are
older habits of the same kind, which Booksonic and others share.
"""

import json
import os
import re
import shutil
from collections.abc import Collection, Mapping, Sequence
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from narrate.about import About, names_of, people
from narrate.delivery.media import cover_of
from narrate.delivery.record import book_folder_name
from narrate.errors import StoreError
from narrate.files import disk
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


CHAPTER_FORMATS = ("mp3", "m4a", "opus", "flac", "wav")
"""Of chapter files in several formats the first of these goes there: a server takes every file in
a book's folder for a part of the book"""
_VOLUME = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")


def make_library(book: FinishedBook, spec: PackageSpec) -> tuple[Path, ...]:
    """Put the book's files, cover and sidecars there; nothing where no library is set.

    One file (M4B, else MP3) where there is one, else the chapters' files. They are hard links
    where the disk allows: a book takes no room twice. Raises StoreError (disk full, no
    permission, a file is gone, audio of somebody else is in its place).
    """
    if spec.library is None:
        return ()
    folder = spec.library / library_folder(book.about)
    format_, files = _listeners_files(book, spec)
    targets = [folder / path.name for path in files]
    for source, target in zip(files, targets, strict=True):
        _refuse_theirs(source, target, spec)
    placed = [_place(source, target) for source, target in zip(files, targets, strict=True)]
    fit = chapters_fit((format_,))
    return (*placed, *write_sidecars(book, folder, spec.ours, with_chapters=fit))


def _refuse_theirs(source: Path, target: Path, spec: PackageSpec) -> None:
    """Audio that is not ours is never written over: it may have been bought."""
    theirs = target.exists() and target not in spec.ours
    if theirs and not (source.exists() and target.samefile(source)):
        raise StoreError(
            f"{target} already exists and was not made for this book; move it, or set another title"
            " under `books`"
        )


def library_folder(about: About) -> Path:
    """Where a book is in a library; names are safe on every file system."""
    title = book_folder_name(about.title)
    if not about.author.strip():
        return Path(title)
    author = book_folder_name(people(about.author))
    if not about.series.strip():
        return Path(author, title)
    if _VOLUME.fullmatch(about.series_position):
        title = book_folder_name(f"Vol {about.series_position} - {about.title}")
    return Path(author, book_folder_name(about.series), title)


def _listeners_files(book: FinishedBook, spec: PackageSpec) -> tuple[str, Sequence[Path]]:
    """The format and the files, of those that were ordered."""
    if "m4b" in spec.formats:
        return "m4b", _m4b_files(spec)
    if "mp3book" in spec.formats:
        return "mp3book", [spec.folder / f"{spec.name}.mp3"]
    ordered = [name for name in CHAPTER_FORMATS if name in spec.formats]
    for name in ordered:
        files = [track.paths[name] for track in book.tracks if name in track.paths]
        if len(files) == len(book.tracks):
            return name, files
    raise StoreError(
        f"{book.about.title} was not copied to the library {spec.library}:"
        f" none of {', '.join(spec.formats)} exists for the whole book; run again"
    )


def _m4b_files(spec: PackageSpec) -> list[Path]:
    """The book in one file, or its parts in order."""
    whole = spec.folder / f"{spec.name}.m4b"
    if whole.exists():
        return [whole]
    parts = (spec.folder / f"{spec.name} - Part {number}.m4b" for number in count(1))
    return list(takewhile(Path.exists, parts)) or [whole]


def _place(source: Path, target: Path) -> Path:
    """The same file under another name, by a hard link or as a copy."""
    if not source.is_file():
        raise StoreError(f"{source} no longer exists and was not copied to the library; run again")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.samefile(source):
            return target
        with disk.beside(target) as part:
            try:
                os.link(source, part)
            except OSError:  # another disk, or one that knows no links
                shutil.copyfile(source, part)
                disk.fsync(part, strict=False)
            part.replace(target)
        disk.fsync_folder(target.parent)
    except OSError as error:
        raise disk.explain(error, target) from error
    return target

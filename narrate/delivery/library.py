"""A book put onto the shelves of a media server.

    <library>/<Author>/<Title>/
    <library>/<Author>/<Series>/Vol 2 - <Title>/

Audiobookshelf reads author, series, volume and title off the last three folders (2.36.0,
`server/utils/scandir.js`). Plex and Jellyfin go by the tags inside of the files and by author and
book as folders, which these are too. Year and narrator would be read off the title's folder as
well, but are in `metadata.json` and in the tags, which go over folder names, and in a name
they would be taken for a part of the title by every other server.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from narrate.about import About, people
from narrate.delivery.record import book_folder_name
from narrate.delivery.sidecars import chapters_fit, write_sidecars
from narrate.errors import StoreError
from narrate.files import disk
from narrate.timeline import FinishedBook, PackageSpec

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
    parts, number = [], 1
    while (part := spec.folder / f"{spec.name} - Part {number}.m4b").exists():
        parts.append(part)
        number += 1
    return parts or [whole]


def _place(source: Path, target: Path) -> Path:
    """The same file under another name, by a hard link or as a copy."""
    part = target.with_name(f"{target.name}.{os.getpid()}{disk.PART}")
    if not source.is_file():
        raise StoreError(f"{source} no longer exists and was not copied to the library; run again")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and target.samefile(source):
            return target
        try:
            os.link(source, part)
        except OSError:  # another disk, or one that knows no links
            shutil.copyfile(source, part)
            disk.fsync(part, strict=False)
        part.replace(target)
        disk.fsync_folder(target.parent)
    except OSError as error:
        raise disk.explain(error, target) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target

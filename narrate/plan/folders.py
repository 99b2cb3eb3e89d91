"""What is in a folder of manuscripts: what is read, and what of the rest a user should hear of.

Nothing is passed over in silence that may be somebody's book: a folder with manuscripts in it, a
file of an unknown kind. Pictures, lexicons and what systems and programs leave behind are no books.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from narrate.errors import ManuscriptError
from narrate.manuscript import BOOKS_NOT_READ, SUFFIXES, read_origin
from narrate.manuscript.open import why_not_read
from narrate.report import plural

READABLE = tuple(SUFFIXES | BOOKS_NOT_READ)
"""Endings of files that are taken for manuscripts; a kind that cannot be read is named later"""

_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".bmp", ".svg", ".heic")
_LEXICONS = (".csv", ".pls", ".yaml", ".yml", ".json")
_BESIDE = (*_PICTURES, *_LEXICONS)
"""Endings of files that belong beside manuscripts: covers, lexicons, settings"""
_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx"})
_PROJECT = ".scriv"
_NAMED = 8
"""Things named for each folder"""
_BESIDE_A_CHAPTER = re.compile(r"(.+) (?:Synopsis|Notes|MetaData)", re.IGNORECASE)
"""What Scrivener exports beside the text of a chapter"""
_WILD = re.compile(r"[*?\[]")
_FIGURES = re.compile(r"(\d+)")


@dataclass(slots=True)
class FolderListing:
    """Manuscripts in order, and what is to be told of what lies beside them."""

    manuscripts: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def list_folder(folder: Path, used: Collection[Path] = ()) -> FolderListing:
    """The manuscripts right in a folder, by name; `used` are files that belong to something else.

    Raises OSError where it cannot be listed.
    """
    found, notes = FolderListing(), list[str]()
    for path in sorted(folder.iterdir()):
        if _is_left_behind(path) or path in used:
            continue
        if path.name.lower().endswith(READABLE):
            found.manuscripts.append(path)
        elif path.is_dir():
            notes += _about_folder(path, used)
        elif path.suffix.lower() not in _BESIDE:
            notes.append(f"{_shown(path)}: not read: {why_not_read(path)}")
    found.notes = notes[:_NAMED]
    if more := notes[_NAMED:]:
        found.notes.append(
            f"{plural(len(more), 'other file or folder', 'other files and folders')}"
            f" in {folder.name} not read"
        )
    return found


def files_below(folder: Path) -> FolderListing:
    """The manuscripts in a folder and the folders in it, as chapters follow each other.

    Chapter 10 comes after chapter 9, and what is in a folder after a file of the same name, as
    Scrivener exports them. Script files are none; nor are notes and synopses beside a chapter,
    which are told. Raises OSError.
    """
    found = FolderListing()
    paths = [path for path in _walk(folder) if path.name.lower().endswith(READABLE)]
    stems = {path.with_suffix("") for path in paths}
    for path in sorted(paths, key=lambda path: natural_key(path.relative_to(folder))):
        beside = _BESIDE_A_CHAPTER.fullmatch(path.stem)
        if beside and path.with_name(beside[1]) in stems:
            found.notes.append(f"{_shown(path)}: taken for a note about {beside[1]}, not read")
        elif read_origin(path) is None:
            found.manuscripts.append(path)
    return found


def _walk(folder: Path) -> Iterator[Path]:
    """All files below a folder that are anybody's; links to folders are not followed."""
    for path in folder.iterdir():
        if _is_left_behind(path) or path.suffix.lower() == _PROJECT:
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _walk(path)
        elif path.suffix.lower() not in _BESIDE:
            yield path


_Part = tuple[tuple[int, str], ...]


def natural_key(path: Path) -> tuple[tuple[_Part, ...], str]:
    """By which `ch2` comes before `ch10`, and `Part 1.docx` before what is in `Part 1`."""
    *folders, name = path.parts
    return tuple(map(_figures_as_numbers, (*folders, Path(name).stem))), Path(name).suffix


def _figures_as_numbers(text: str) -> _Part:
    pieces = _FIGURES.split(text.casefold())
    return tuple((int(p), "") if i % 2 else (-1, p) for i, p in enumerate(pieces))


def matching(pattern: str, folders: Collection[Path]) -> FolderListing:
    """The files that one of a book's `files` means, looked for in each of the folders.

    A file is itself, a folder all that is in it, and a pattern what it fits, in natural order.
    Raises ManuscriptError where it means nothing, OSError.
    """
    for folder in folders:
        path = folder / pattern
        if path.is_dir():
            found = files_below(path)
            if not found.manuscripts:
                raise ManuscriptError(f"no manuscript in the folder {pattern}")
            return found
        if path.exists():
            return FolderListing([path])
    if not _WILD.search(pattern):
        raise ManuscriptError(f"no such file: {pattern}; check the name")
    for folder in folders:
        if fitting := _fitting(folder / pattern):
            return fitting
    raise ManuscriptError(f"no manuscript fits {pattern}")


def _fitting(pattern: Path) -> FolderListing | None:
    """What a pattern with wild cards fits; None for nothing."""
    try:
        paths = list(Path(pattern.anchor).glob(str(pattern.relative_to(pattern.anchor))))
    except ValueError as error:  # ** within a name
        raise ManuscriptError(f"{pattern.name}: not a pattern: {error}") from error
    found = FolderListing()
    for path in sorted(paths, key=natural_key):
        if _is_left_behind(path):
            continue
        if path.is_dir():
            below = files_below(path)
            found.manuscripts += below.manuscripts
            found.notes += below.notes
        elif path.name.lower().endswith(READABLE) and read_origin(path) is None:
            found.manuscripts.append(path)
    return found if found.manuscripts else None


def _is_left_behind(path: Path) -> bool:
    """Whether it is there for a system or an editor, and is nobody's book."""
    name = path.name.lower()
    return name.startswith((".", "~$")) or name.endswith("~") or name in _SYSTEM


def _about_folder(folder: Path, used: Collection[Path]) -> Iterator[str]:
    """What to say of a folder among manuscripts; nothing where it has none of its own."""
    shown = _shown(folder)
    if folder.suffix.lower() == _PROJECT:
        yield (
            f"{shown}: a Scrivener project, not read; in Scrivener choose File > Export > Files"
            " (or Compile) and put the result here"
        )
        return
    pages = (path for path in folder.parent.glob("*.htm*") if path.is_file())
    if any(folder.name.startswith((f"{page.stem}_", f"{page.stem}-")) for page in pages):
        return  # what a browser saves beside a page
    inside = [path for path in files_below(folder).manuscripts if path not in used]
    if inside:
        yield (
            f"{shown}: a folder with {plural(len(inside), 'manuscript')}, not read; for a book of"
            f' each: narrate run "{shown}"; for one book of all, in pipeline.yaml:'
            f' books: {{"{folder.name}": {{files: "{folder.name}"}}}}'
        )


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"

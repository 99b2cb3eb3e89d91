"""What a book is read from: its manuscript, the script in its place, or several files.

And what is in a folder of manuscripts. Nothing is passed over in silence that may be somebody's
book: a folder with manuscripts in it, a file of an unknown kind. Pictures, lexicons and what
systems and programs leave behind are no books.
"""

import contextlib
import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import (
    BOOKS_NOT_READ,
    SUFFIXES,
    Choice,
    Origin,
    open_files,
    open_manuscript,
    read_origin,
)
from narrate.manuscript.open import why_not_read
from narrate.report import plural
from narrate.settings import Settings

_SCRIPTS = (".md", ".markdown", ".txt")


@dataclass(frozen=True, slots=True)
class Source:
    """A manuscript, and the script file that stands in for it."""

    manuscript: Path
    """What the book is known by: its settings, its folder in the output"""
    name: str
    """Under which `books` has its settings: a lone script file's is that of its manuscript"""
    scripts: tuple[Path, ...] = ()
    """Script files that were written from it and lie beside it; only one may"""
    is_script: bool = False
    """The manuscript is itself a script file, without the book that it was written from"""
    parts: tuple[Path, ...] = ()
    """The files that make up the book, in order, where the settings name several; the manuscript
    is then a mere name"""

    @property
    def is_edited(self) -> bool:
        """Whether it is read as a script file has it, so that nothing of it is to be chosen."""
        return self.is_script or bool(self.scripts)

    @property
    def files(self) -> tuple[Path, ...]:
        """All that the book is read from."""
        return (*self.texts, *self.scripts)

    @property
    def texts(self) -> tuple[Path, ...]:
        """The manuscript's own files."""
        return self.parts or (self.manuscript,)

    @property
    def stem(self) -> str:
        """The book's name without the ending that files have; no other stop in it is one."""
        is_file = not self.parts or self.manuscript.suffix.lower() in SUFFIXES
        return self.manuscript.stem if is_file else self.manuscript.name

    @property
    def digest(self) -> str:
        """By which it is known later whether the manuscript has changed; empty if unreadable."""
        try:
            contents = [path.read_bytes() for path in self.texts]
        except OSError:
            return ""
        hashed = hashlib.blake2b(digest_size=8)
        for content in contents:
            hashed.update(content)
        return hashed.hexdigest()


def source_of(path: Path, scripts: Mapping[str, Sequence[Path]] | None = None) -> Source:
    """The manuscript that a file is, or that it is the script of.

    `scripts` are the script files of its folder by the name of their manuscript.
    """
    origin = read_origin(path)
    if origin is None:
        beside = (scripts_in(path.parent) if scripts is None else scripts).get(path.name, ())
        return Source(path, path.name, tuple(beside))
    manuscript = path.with_name(origin.name) if origin.name else path
    if manuscript != path and manuscript.is_file():
        return Source(manuscript, manuscript.name, (path,))
    return Source(path, origin.name or path.name, is_script=True)


def scripts_in(folder: Path) -> Mapping[str, Sequence[Path]]:
    """The script files in a folder, by the name of the manuscript that each was written from."""
    scripts: dict[str, list[Path]] = defaultdict(list)
    with contextlib.suppress(OSError):  # a folder that may not be listed has none for us
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in _SCRIPTS and (origin := read_origin(path)):
                scripts[origin.name].append(path)
    return scripts


def choice_of(settings: Settings) -> Choice:
    """What settings resolved for a book say about what of it is read."""
    return Choice(settings.matter.read, settings.matter.skip, settings.matter.notes)


def read_source(source: Source, choice: Choice) -> Book:
    """The book: what its script says if it has one, with the manuscript's own cover.

    A script says by itself what is read; of `choice` it is only asked what is to be skipped.

    Raises ManuscriptError.
    """
    if len(source.scripts) > 1:
        names = " and ".join(path.name for path in source.scripts)
        raise ManuscriptError(
            f"{source.manuscript.name}: {names} are both scripts of it; keep only one"
        )
    if not source.scripts:
        return _read_texts(source, choice)
    (script,) = source.scripts
    book = open_manuscript(script, choice)
    with contextlib.suppress(ManuscriptError):  # only for its cover
        cover = _read_texts(source, Choice()).about.cover
        book = replace(book, about=replace(book.about, cover=cover))
    return replace(book, warnings=(*book.warnings, *_about(source, script), *_unread(book, script)))


def _read_texts(source: Source, choice: Choice) -> Book:
    if source.parts:
        return open_files(source.parts, source.stem, choice)
    return open_manuscript(source.manuscript, choice)


def _about(source: Source, script: Path) -> list[str]:
    origin = read_origin(script) or Origin("", "")
    notes = [f"using your edited script {script.name} instead"]
    if origin.digest and origin.digest != source.digest:
        notes.append(
            f"{source.manuscript.name} has changed since {script.name} was written; write the"
            " script again with `narrate script -o` to include the changes"
        )
    return notes


def _unread(book: Book, script: Path) -> Iterator[str]:
    inside = any(span.prose for chapter in book.chapters for span in chapter.left_out)
    if inside or any(part.prose for part in book.left_out):
        yield (
            f"to have more of the manuscript read, set `matter` and write {script.name} again with"
            " `narrate script -o`; or take `prose: true` and `, running prose` out of it"
        )


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

"""What a book is read from: its manuscript, the script in its place, or several files."""

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import (
    SUFFIXES,
    Choice,
    Origin,
    open_files,
    open_manuscript,
    read_origin,
)
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

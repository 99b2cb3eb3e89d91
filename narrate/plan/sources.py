"""Which manuscripts there are, by which names, and which file is read for each."""

import contextlib
import functools
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.book import Book
from narrate.delivery.record import load_record
from narrate.delivery.shelf import Catalogue
from narrate.errors import ManuscriptError, SettingsError
from narrate.manuscript import (
    BOOKS_NOT_READ,
    SUFFIXES,
    Choice,
    Origin,
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

    @property
    def is_edited(self) -> bool:
        """Whether it is read as a script file has it, so that nothing of it is to be chosen."""
        return self.is_script or bool(self.scripts)

    @property
    def files(self) -> tuple[Path, ...]:
        """All that the book is read from."""
        return (self.manuscript, *self.scripts)


def find_sources(settings: Settings, named: Sequence[Path]) -> list[Source]:
    """The manuscripts named, else the input file, else all in the input folder, by name.

    Those of a kind that cannot be read are among them, so that the user is told. Raises
    SettingsError where there is none at all.
    """
    scripts_in = functools.cache(_scripts_in)
    found: dict[Path, Source] = {}
    for path in _paths(settings, named):
        source = source_of(path, scripts_in(path.parent))
        known = found.get(source.manuscript, source).scripts
        every = tuple(dict.fromkeys((*known, *source.scripts)))
        found[source.manuscript] = replace(source, scripts=every)
    return list(found.values())


def source_of(path: Path, scripts: Mapping[str, Sequence[Path]] | None = None) -> Source:
    """The manuscript that a file is, or that it is the script of.

    `scripts` are the script files of its folder by the name of their manuscript.
    """
    origin = read_origin(path)
    if origin is None:
        beside = (_scripts_in(path.parent) if scripts is None else scripts).get(path.name, ())
        return Source(path, path.name, tuple(beside))
    manuscript = path.with_name(origin.name) if origin.name else path
    if manuscript != path and manuscript.is_file():
        return Source(manuscript, manuscript.name, (path,))
    return Source(path, origin.name or path.name, is_script=True)


def _paths(settings: Settings, named: Sequence[Path]) -> list[Path]:
    if named:
        return list(dict.fromkeys(path.absolute() for path in named))
    if settings.input.is_file():
        return [settings.input]
    found = sorted(
        path
        for path in (settings.input.iterdir() if settings.input.is_dir() else ())
        if path.name.lower().endswith(tuple(SUFFIXES | BOOKS_NOT_READ))
        and not path.name.startswith((".", "~$"))
    )
    if not found:
        endings = " ".join(sorted(SUFFIXES))
        raise SettingsError(
            f"no manuscript in {settings.input}: put one in it ({endings})"
            " or name one: narrate run FILE"
        )
    return found


def _scripts_in(folder: Path) -> Mapping[str, Sequence[Path]]:
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
        return open_manuscript(source.manuscript, choice)
    (script,) = source.scripts
    book = open_manuscript(script, choice)
    with contextlib.suppress(ManuscriptError):  # only for its cover
        cover = open_manuscript(source.manuscript).about.cover
        book = replace(book, about=replace(book.about, cover=cover))
    return replace(book, warnings=(*book.warnings, *_about(source, script), *_unread(book, script)))


def _about(source: Source, script: Path) -> list[str]:
    origin = read_origin(script) or Origin("", "")
    notes = [f"using your edited script {script.name} instead"]
    if origin.digest and origin.digest != digest_of(source.manuscript):
        notes.append(
            f"{source.manuscript.name} has changed since {script.name} was written; write the"
            " script again with `narrate script -o` to include the changes"
        )
    return notes


def _unread(book: Book, script: Path) -> Iterator[str]:
    if any(part.prose for part in book.left_out):
        yield (
            f"to have more of the manuscript read, set `matter` and write {script.name} again with"
            " `narrate script -o`; or take `prose: true` out of it"
        )


def digest_of(path: Path) -> str:
    """By which it is known later whether a manuscript has changed; empty if it can't be read."""
    try:
        return hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()
    except OSError:
        return ""


def manuscripts_called(settings: Settings, named: Sequence[str]) -> list[Path]:
    """The manuscripts of books named by file, output folder or title; none where none is named.

    Raises SettingsError where a name is of no book.
    """
    known = {} if all(Path(name).is_file() for name in named) else _known(settings)
    return list(dict.fromkeys(_called(name, known) for name in named))


def _called(name: str, known: Mapping[Path, set[str]]) -> Path:
    path = Path(name)
    if path.is_file():
        return path.absolute()
    for spelt in (str(path.absolute()), name.casefold()):
        if fitting := [book for book, names in known.items() if spelt in names]:
            return fitting[0]
    books = ", ".join(sorted(path.name for path in known)) or "none"
    raise SettingsError(f"{name}: unknown book; known books: {books}")


def _known(settings: Settings) -> dict[Path, set[str]]:
    """What each book may be called: manuscript, output folder, title."""
    catalogue = Catalogue(settings.store / "books", settings.output)
    known: dict[Path, set[str]] = {}
    for manuscript in dict.fromkeys(_manuscripts(settings)):
        shelf = catalogue.shelf(manuscript)
        spoken = (manuscript.name, manuscript.stem, shelf.folder.name, shelf.record.title)
        names = {name.casefold() for name in spoken if name}
        known[manuscript] = {*names, str(shelf.folder.absolute())}
    return known


def _manuscripts(settings: Settings) -> Iterator[Path]:
    """Those in the input folder, and those from elsewhere that there is a record of."""
    with suppress(SettingsError):  # nothing in the input folder
        yield from (source.manuscript for source in find_sources(settings, []))
    for path in sorted((settings.store / "books").glob("*.json")):
        manuscript = settings.store.parent / load_record(path).manuscript
        if manuscript.is_file():
            yield Path(manuscript).resolve()

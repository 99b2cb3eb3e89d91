"""Which manuscripts there are, by which names, and what is told of everything else."""

import functools
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.delivery.record import load_record
from narrate.delivery.shelf import Catalogue
from narrate.errors import ManuscriptError, NarrateError, SettingsError, book_fault
from narrate.manuscript import SUFFIXES, read_origin
from narrate.manuscript.open import unreadable
from narrate.plan.sources import READABLE, Source, list_folder, matching, scripts_in, source_of
from narrate.settings import Settings
from narrate.settings.words import closest


@dataclass(frozen=True, slots=True)
class FoundSources:
    """The manuscripts there are, and what a user should hear of what is none."""

    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    """Files and folders that are not read, entries of `books` that fit nothing"""
    problems: tuple[NarrateError, ...] = ()
    """What was asked for and is not there"""


def find_sources(settings: Settings, named: Sequence[Path]) -> FoundSources:
    """The manuscripts named, else the input file, else all in the input folder, by name.

    A folder that is named means the manuscripts in it, and a file that the settings count among
    a book's `files` that book. Those of a kind that cannot be read are among them, so that the
    user is told. Raises SettingsError where there is none at all.
    """
    return _Finder(settings).found([path.absolute() for path in named])


class _Finder:
    """Looks for manuscripts; keeps what is to be told of everything else."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._books = (settings.written or settings).books
        self._home = settings.input.parent if settings.input.is_file() else settings.input
        self._scripts_in = functools.cache(scripts_in)
        self._notes: dict[str, None] = {}
        self._problems: list[NarrateError] = []
        self._of_files: dict[Path, Source] = {}
        """Books of several files, by what they are known by"""
        self._broken: dict[Path, NarrateError] = {}
        """Why such a book cannot be read"""
        self._used: dict[Path, Path] = {}
        """Each file of such a book with that book"""
        for name in [name for name, book in self._books.items() if book.files]:
            self._gather(name)

    def found(self, named: Sequence[Path]) -> FoundSources:
        """Everything, each book once."""
        found: dict[Path, Source] = {}
        for path in self._named(named) if named else self._input():
            try:
                source = self._source(path)
            except Exception as error:
                self._problems.append(book_fault(path.name, error))
                continue
            known = found.get(source.manuscript, source).scripts
            every = tuple(dict.fromkeys((*known, *source.scripts)))
            found[source.manuscript] = replace(source, scripts=every)
        for note in self._idle_books(found.values(), few=bool(named)):
            self._notes[note] = None
        problems = dict.fromkeys(self._problems)
        return FoundSources(tuple(found.values()), tuple(self._notes), tuple(problems))

    # ---- books of several files

    def _gather(self, name: str) -> None:
        """Find the files of a book that has several."""
        manuscript, files = self._home / name, dict[Path, None]()
        for pattern in self._books[name].files:
            try:
                listing = matching(pattern, (self._home, self._settings.store.parent))
            except (ManuscriptError, OSError) as error:
                told = f"{name}: {error} (in books.{name}.files)"
                self._broken.setdefault(manuscript, ManuscriptError(told))
                continue
            files |= dict.fromkeys(path.absolute() for path in listing.manuscripts)
            self._notes |= dict.fromkeys(listing.notes)
        self._of_files[manuscript] = Source(manuscript, name, parts=tuple(files))
        for path in files:
            self._used.setdefault(path, manuscript)

    def _book_of_files(self, path: Path) -> Path | None:
        """The book of several files that is called so, or has that file."""
        if path in self._used:
            return self._used[path]
        called = [book for book in self._of_files if same_name(book.name, path.name)]
        return called[0] if called and not path.is_file() else None

    # ---- where they are looked for

    def _named(self, named: Sequence[Path]) -> Iterator[Path]:
        """What was named, with the manuscripts of folders in place of these."""
        for path in named:
            if self._book_of_files(path) or not path.is_dir() or _is_package(path):
                yield path
                continue
            inside = self._list(path)
            if not inside:
                self._problems.append(
                    ManuscriptError(
                        f"{path.name}: there is no manuscript in this folder;"
                        f" put one in it ({_endings()})"
                    )
                )
            yield from inside

    def _input(self) -> list[Path]:
        """The input file, or what is in the input folder, and the books of several files."""
        if self._settings.input.is_file():
            return [self._settings.input]
        found = {*self._list(self._settings.input), *self._of_files}
        if not found and not self._problems:
            there = "".join(f"\n{note}" for note in self._notes)
            raise SettingsError(
                f"no manuscript in {self._settings.input}: put one in it ({_endings()})"
                f" or name one: narrate run FILE{there}"
            )
        return sorted(found)

    def _list(self, folder: Path) -> list[Path]:
        """The manuscripts of a folder; those of books of several files mean these books."""
        if not folder.is_dir():
            return []
        own = (self._settings.output, self._settings.store)
        try:
            listing = list_folder(folder, frozenset((*self._used, *own)))
        except OSError as error:
            self._problems.append(ManuscriptError(unreadable(folder, error)))
            return []
        self._notes |= dict.fromkeys(listing.notes)
        here = {book for path, book in self._used.items() if path.parent == folder}
        return sorted({*listing.manuscripts, *here})

    # ---- what they are

    def _source(self, path: Path) -> Source:
        """The book that a path means. Raises ManuscriptError for one with a file missing."""
        origin = read_origin(path)
        written_from = path.with_name(origin.name) if origin and origin.name else path
        book = self._book_of_files(path) or self._book_of_files(written_from)
        if book is None:
            return source_of(path, self._scripts_in(path.parent))
        if broken := self._broken.get(book):
            raise broken
        own = self._scripts_in(book.parent).get(book.name, ())
        scripts = (*own, path) if origin else own
        return replace(self._of_files[book], scripts=tuple(dict.fromkeys(scripts)))

    def _idle_books(self, found: Collection[Source], *, few: bool) -> Iterator[str]:
        """Entries of `books` that fit no manuscript; where a few were named, only those near."""
        known = {source.name for source in found}
        known |= {path.name for path in (*self._used, *self._broken)}
        fitting = set(map(_folded, known | self._elsewhere(few=few)))
        for key in self._books:
            if _folded(key) in fitting:
                continue
            near = closest(key, [name for name in known if name not in self._books])
            if near:
                yield f"books.{key}: no manuscript of that name; did you mean {near}?"
            elif not few:
                yield f"books.{key}: no manuscript of that name; its settings are not used"

    def _elsewhere(self, *, few: bool) -> set[str]:
        """Names of manuscripts that were not asked for: delivered before, or in the folder."""
        names = {path.name for path in _recorded(self._settings)}
        if few and self._home.is_dir():
            names |= {path.name for path in self._home.iterdir()}
        return names


def same_name(one: str, other: str) -> bool:
    """Whether two file names are the same to a user."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _is_package(path: Path) -> bool:
    """Whether a folder is called as a manuscript, such as an EPUB that a system unpacked."""
    return path.name.lower().endswith(READABLE)


def _endings() -> str:
    return " ".join(sorted(SUFFIXES))


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
    if path.is_dir():
        return path.absolute()
    books = ", ".join(sorted(path.name for path in known)) or "none"
    raise SettingsError(f"{name}: unknown book; known books: {books}")


def _known(settings: Settings) -> dict[Path, set[str]]:
    """What each book may be called: manuscript, output folder, title."""
    catalogue = Catalogue(settings.store / "books", settings.output)
    known: dict[Path, set[str]] = {}
    for source in _sources(settings):
        if source.manuscript in known:
            continue
        shelf = catalogue.shelf(source.manuscript, source.stem)
        spoken = (source.manuscript.name, source.stem, shelf.folder.name, shelf.record.title)
        names = {name.casefold() for name in spoken if name}
        known[source.manuscript] = {*names, str(shelf.folder.absolute())}
    return known


def _sources(settings: Settings) -> Iterator[Source]:
    """Those in the input folder, and those from elsewhere that there is a record of."""
    with suppress(SettingsError):  # nothing in the input folder
        yield from find_sources(settings, []).sources
    for manuscript in _recorded(settings):
        if manuscript.is_file():
            yield Source(manuscript.resolve(), manuscript.name)


def _recorded(settings: Settings) -> Iterator[Path]:
    """The manuscripts that anything was delivered of."""
    for path in sorted((settings.store / "books").glob("*.json")):
        yield settings.store.parent / load_record(path).manuscript

"""Which manuscript is meant by what a user calls a book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from narrate.delivery.record import load_record
from narrate.delivery.shelf import Catalogue
from narrate.errors import SettingsError
from narrate.settings import Settings
from narrate.sources import find_sources


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
    raise SettingsError(f"{name}: no book of that name; there are: {books}")


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

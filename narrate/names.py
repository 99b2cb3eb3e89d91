"""The proper names of a manuscript, as the beginning of a lexicon."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from narrate.plan import titled
from narrate.script import Lexicon
from narrate.script.entries import Audience, LexiconEntry
from narrate.script.lexicon_table import REMARKS, WORD, table_of
from narrate.script.proper_names import ProperName, has_capitals, proper_names
from narrate.settings import Settings
from narrate.sources import choice_of, read_source, source_of


@dataclass(frozen=True, slots=True)
class Names:
    """The proper names of a book, each with what the lexicon has for it already."""

    title: str
    language: str
    names: tuple[tuple[ProperName, LexiconEntry | None], ...]
    notes: tuple[str, ...] = ()
    """Why the list may be short, or long"""


def names_of(settings: Settings, manuscript: Path) -> Names:
    """The names of one manuscript. Raises ManuscriptError, SettingsError."""
    source = source_of(manuscript.absolute())
    book_settings = settings.for_book(source.name)
    book = titled(read_source(source, choice_of(book_settings)), book_settings)
    lexicon = Lexicon.load(book_settings.lexicon)
    given = book_settings.language
    language = given if given and given != "auto" else book.language or "en"
    notes: list[str] = []
    if not has_capitals(book):
        notes.append(
            "names are found by their capital letters, which the script of this book does not have"
        )
    elif language.partition("-")[0] == "de":
        notes.append("German writes every noun with a capital, so that nouns are among the names")
    found = tuple((name, lexicon.entry_for(name.name)) for name in proper_names(book, language))
    return Names(book.title, language, found, tuple(notes))


def names_as_json(names: Names) -> dict[str, Any]:
    """The object that `script --names --json` prints."""
    return {
        "title": names.title,
        "language": names.language,
        "names": [
            {
                **asdict(name),
                "known": entry is not None,
                "say": entry.how.say if entry else None,
                "phonemes": entry.how.phonemes if entry else None,
            }
            for name, entry in names.names
        ],
        "notes": names.notes,
    }


def names_as_table(names: Names) -> str:
    """A lexicon file (CSV) to be filled in; names that have an entry for all voices show it."""
    rows = []
    for name, entry in names.names:
        how = entry.how if entry and entry.audience == Audience() else None
        rows.append(
            {
                WORD: name.name,
                "say": how.say if how else None,
                "phonemes": how.phonemes if how else None,
                "count": name.count,
                "chapter": name.chapter,
                "example": name.example.lstrip("=+-@ "),  # no formula to any spreadsheet
            }
        )
    return table_of(rows, (WORD, "say", "phonemes", *REMARKS[:3]))

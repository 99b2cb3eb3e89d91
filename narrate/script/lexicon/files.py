"""Lexicon files: YAML, tables (CSV, TSV) and W3C PLS, told apart by name and content."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from narrate.errors import SettingsError
from narrate.script.lexicon.entries import Fault, Faults, LexiconEntry, LexiconFile, entries_of
from narrate.settings.document import Document, NotTextError, decoded, read_document
from narrate.settings.lexicon import read_words
from narrate.settings.rules import WrongError
from narrate.settings.words import path_shown

MOST_BYTES = 4_000_000
"""Of a lexicon file: some 60,000 entries; what is larger is no list of a book's words"""
MOST_FAULTS = 20
"""Named of one file; more would hide the first"""


def read_lexicon(file: Path) -> LexiconFile:
    """The entries of a file, in order; raises SettingsError with its faults, each with its line."""
    try:
        if (size := file.stat().st_size) > MOST_BYTES:
            raise SettingsError(
                f"lexicon: {file} has {size:,} bytes; a lexicon has at most {MOST_BYTES:,}"
            )
        data = file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingsError(f"lexicon: {file} cannot be read: {reason}") from error
    try:
        return _read(file, data)
    except NotTextError as error:
        raise SettingsError(f"{file.name}:{error.line}: {error}") from None
    except Faults as found:
        raise SettingsError([*_told(file.name, found.faults)]) from None


def _told(name: str, faults: tuple[Fault, ...]) -> Iterator[str]:
    for line, text in faults[:MOST_FAULTS]:
        yield f"{name}: {text}" if line is None else f"{name}:{line}: {text}"
    if len(faults) > MOST_FAULTS:
        yield f"{name}: {len(faults) - MOST_FAULTS} more faults like these"


def _read(file: Path, data: bytes) -> LexiconFile:
    from narrate.script.lexicon.pls import read_pls
    from narrate.script.lexicon.tables import looks_like_a_table, read_table

    suffix = file.suffix.lower()
    if suffix in (".pls", ".xml") or re.match(rb"(\xef\xbb\xbf)?\s*<", data):
        return read_pls(data, file.name)
    text = decoded(data)
    if (at := text.find("\0")) >= 0:
        raise Faults([(text.count("\n", 0, at) + 1, "this is a binary file, not text")])
    if suffix not in (".yaml", ".yml", ".json") and (
        suffix in (".csv", ".tsv", ".tab") or looks_like_a_table(text)
    ):
        return LexiconFile(tuple(read_table(text, file.name)))
    return LexiconFile(tuple(_read_yaml(text, file.name)))


def _read_yaml(text: str, name: str) -> list[LexiconEntry]:
    document = read_document(text)
    if document.faults:
        raise Faults(
            (fault.line, ": ".join(filter(None, (path_shown(fault.path), fault.text))))
            for fault in document.faults
        )
    data = document.data
    if data is None:
        return []
    if not isinstance(data, Mapping):
        raise Faults([(1, "must hold lines of the form `word: how it is said`")])
    lines = {word: document.line_of((word,)) for word in data}
    return [
        entry
        for word, said in _words(data, document).items()
        for entry in entries_of({word: said}, f"{name}:{lines.get(word) or 1}")
    ]


def _words(data: Mapping[Any, object], document: Document) -> dict[str, Any]:
    try:
        return read_words(data, empty=True)
    except WrongError as error:
        raise Faults(
            (document.line_of(path), f"{path_shown(p for p in path if isinstance(p, str))}: {why}")
            for path, why in error.faults
        ) from None

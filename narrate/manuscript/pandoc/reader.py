"""A document in a markup language that pandoc knows into a book, by way of HTML."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from narrate.errors import ManuscriptError
from narrate.files.encoding import decode
from narrate.files.markup import HEAD
from narrate.manuscript.html.reader import read_html
from narrate.manuscript.pandoc.program import (
    INSTALL,
    LANGUAGES,
    Converted,
    PandocFailed,
    convert,
    find_pandoc,
    included,
    language_of_markup,
)
from narrate.manuscript.structure.passages import ManuscriptDraft

_INCLUDE = re.compile(r"Could not load include file (.+?)(?: at |,|$)")
_SHOWN = 4
"""Warnings that are told"""


def read_with_pandoc(path: Path, data: bytes) -> ManuscriptDraft:
    """Read a document by its ending, or by what its markup says.

    Raises ManuscriptError where pandoc is not installed or cannot make anything of it.
    """
    text, warnings = decode(data, path.name)
    said = language_of_markup(text[:HEAD])
    language, name = said or LANGUAGES[path.suffix.lower()]
    program = find_pandoc()
    if program is None:
        raise ManuscriptError(
            f"{path.name}: {name} are read by pandoc, which is not installed: {INSTALL}"
            " (a pandoc on the PATH is used too)"
        )
    try:
        made = convert(program, language, text)
    except PandocFailed as error:
        raise ManuscriptError(f"{path.name}: {error}") from error
    draft = read_html(path, made.html)
    told = [*warnings, *draft.warnings, *_told(made)]
    # What it skipped counts as text of the file that is in no part of the book.
    return replace(draft, warnings=told, raw=[*draft.raw, *made.skipped])


def _told(made: Converted) -> Iterator[str]:
    """What pandoc warned of; files that it was not given are told in one line."""
    asked = [found[1] for warning in made.warnings if (found := _INCLUDE.match(warning))]
    if asked:
        yield included(list(dict.fromkeys(asked)))
    if made.skipped:
        yield (
            f"{len(made.skipped)} of its commands, which pandoc does not know, and the text in"
            f" them will not be read, such as “{made.skipped[0]}”"
        )
    others = [warning for warning in made.warnings if not _INCLUDE.match(warning)]
    yield from (f"pandoc: {warning}" for warning in others[:_SHOWN])
    if len(others) > _SHOWN:
        yield f"pandoc: {len(others) - _SHOWN} more warnings"

"""Manuscripts: any file an author has, read into a `Book`."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from narrate.manuscript.open import BOOKS_NOT_READ as BOOKS_NOT_READ
    from narrate.manuscript.open import SUFFIXES as SUFFIXES
    from narrate.manuscript.open import open_files as open_files
    from narrate.manuscript.open import open_manuscript as open_manuscript
    from narrate.manuscript.script_file import Origin as Origin
    from narrate.manuscript.script_file import read_origin as read_origin
    from narrate.manuscript.structure.choice import Choice as Choice

_PLACES = {
    "BOOKS_NOT_READ": "open",
    "SUFFIXES": "open",
    "open_files": "open",
    "open_manuscript": "open",
    "Origin": "script_file",
    "read_origin": "script_file",
    "Choice": "structure.choice",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for: the process that reads a PDF needs none of it."""
    place = _PLACES.get(name)
    if place is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{place}"), name)

"""Manuscripts: any file an author has, read into a `Book`."""

from narrate.manuscript.open import BOOKS_NOT_READ, SUFFIXES, open_manuscript
from narrate.manuscript.script_file import Origin, read_origin
from narrate.manuscript.structure.choice import Choice

__all__ = ["BOOKS_NOT_READ", "SUFFIXES", "Choice", "Origin", "open_manuscript", "read_origin"]

"""Manuscripts: any file an author has, read into a `Book`."""

from narrate.manuscript.open import BOOKS_NOT_READ as BOOKS_NOT_READ
from narrate.manuscript.open import SUFFIXES as SUFFIXES
from narrate.manuscript.open import open_files as open_files
from narrate.manuscript.open import open_manuscript as open_manuscript
from narrate.manuscript.script_file import Origin as Origin
from narrate.manuscript.script_file import read_origin as read_origin
from narrate.manuscript.structure.choice import Choice as Choice

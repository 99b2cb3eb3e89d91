"""What a value that says something about the book may be: description, ISBN, place in a series."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrate.about import is_isbn
from narrate.settings.rules import UNSAYABLE, Rule, wrong
from narrate.settings.words import shown

_POSITION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,2})?")


@dataclass(frozen=True)
class SeriesPosition(Rule):
    """A number as series have them, halves included."""

    def read(self, value: object, folder: Path) -> str:
        """The number as it was written."""
        text = str(value).strip()
        if isinstance(value, bool) or not _POSITION.fullmatch(text):
            raise wrong(f"must be a number such as 2 or 1.5, not {shown(value)}")
        return text

    def describe(self) -> dict[str, Any]:
        """A number, or the same in quotes."""
        return {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string"}]}


@dataclass(frozen=True)
class Prose(Rule):
    """Text of one or more paragraphs."""

    def read(self, value: object, folder: Path) -> str:
        """The text without white space around it; lines stay."""
        text = str(value).strip() if isinstance(value, str) else ""
        if not text or UNSAYABLE.search(re.sub(r"[\n\t]", " ", text)):
            raise wrong(f"must be text, not {shown(value)}")
        return text

    def describe(self) -> dict[str, Any]:
        """A string."""
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True)
class Isbn(Rule):
    """An ISBN whose check digit is right, of 10 or 13 places."""

    def read(self, value: object, folder: Path) -> str:
        """The digits alone (an ISBN-10 may end in X)."""
        digits = re.sub(r"[\s-]", "", str(value)).upper()
        if isinstance(value, bool) or not is_isbn(digits):
            raise wrong(f"must be an ISBN of 10 or 13 digits, not {shown(value)}")
        return digits

    def describe(self) -> dict[str, Any]:
        """A string, or a number where nobody put quotes."""
        return {"anyOf": [{"type": "string"}, {"type": "integer"}]}

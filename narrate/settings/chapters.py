"""Which chapters a key under `chapters` means: `7`, `3-5`, `12-`, `1,4-6` or `"Epilogue*"`."""

import fnmatch
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrate.settings.rules import Text, WrongError, wrong
from narrate.settings.words import shown

_SPAN = r"[0-9]+(\s*[-–]\s*[0-9]*)?"  # people paste en dashes
_NUMBERS = re.compile(rf"{_SPAN}(\s*,\s*{_SPAN})*")
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\N{NO-BREAK SPACE}": " "})
"""Titles are compared without regard to curly or straight quotes"""


@dataclass(frozen=True, slots=True)
class Span:
    """Chapters from `first` to `last`, both counted in; None: to the end of the book."""

    first: int
    last: int | None

    def covers(self, number: int) -> bool:
        """Whether the chapter of that number is one of them."""
        return self.first <= number and (self.last is None or number <= self.last)


def read_spans(text: str) -> tuple[Span, ...] | None:
    """`1-3,7` as spans; None where the text is no such list at all.

    Raises WrongError where it is one that makes no sense (`5-3`, `0`).
    """
    if not _NUMBERS.fullmatch(text.strip()):
        return None
    return tuple(_read_span(part.strip()) for part in text.split(","))


def _read_span(text: str) -> Span:
    if len(text) > 40:
        raise wrong("a chapter number is shorter than that")
    first, dash, last = (part.strip() for part in re.sub("–", "-", text).partition("-"))
    span = Span(int(first), int(last) if last else None if dash else int(first))
    if span.first < 1:
        raise wrong(f"chapters are counted from 1, not {first}")
    if span.last is not None and span.last < span.first:
        raise wrong(f"the range runs backwards; did you mean {last}-{first}?")
    return span


@functools.lru_cache(maxsize=1024)
def covers(key: str, number: int, title: str) -> bool:
    """Whether the chapter of that number and title is meant by a key under `chapters`."""
    spans = read_spans(key)
    if spans is not None:
        return any(span.covers(number) for span in spans)
    return fits_title(key, title)


def fits_title(pattern: str, title: str) -> bool:
    """Whether a title is meant by a pattern with * and ?, without regard to case and quotes."""
    wanted, actual = _folded(pattern), _folded(title)
    return wanted == actual or fnmatch.fnmatchcase(actual, wanted)


def _folded(title: str) -> str:
    return " ".join(title.translate(_SAME).split()).casefold()


@dataclass(frozen=True)
class ChapterKey(Text):
    """A number, a range, or a title with * and ?; upper and lower case are the same."""

    allowed: str = 'a number (7), a range (3-5) or a title ("Epilogue*")'

    def read(self, value: object, folder: Path) -> str:
        """The key as it is written, once it is known to make sense."""
        key = super().read(value, folder)
        if re.fullmatch(r"-\s*[0-9]+", key):
            raise wrong(f"chapters are counted from 1; for a range write 1{key}")
        try:
            covers(key, 1, "")
        except WrongError:
            raise
        except re.error:  # fnmatch lets a few bad character classes through
            raise wrong(f"{shown(key)} is not a title pattern; use * and ?") from None
        return key

    def describe(self) -> dict[str, Any]:
        """Zero and negative numbers are refused; a backwards range can't be in JSON Schema."""
        return {"minLength": 1, "not": {"pattern": r"^(0+(\s*[-,].*)?|-\s*[0-9]+)$"}}

"""The reading process seen from its parent: started, limited, started again behind a crash."""

import json
import math
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from narrate.errors import ManuscriptError
from narrate.files.processes import output
from narrate.manuscript.pdf.sheet import Bookmark, Extract, Font, Sheet, sheet_of

SECONDS: Final = 40
"""Of computing for a whole book; a novel of 500 pages takes about 5"""
PATIENCE: Final = 15.0 * SECONDS
"""Seconds by the clock: on a busy machine computing takes many times as long"""
_RESTARTS: Final = 3
"""Pages that may end the process before the file is given up"""
_MOST_NAMED: Final = 10
_PASSWORD: Final = 4  # FPDF_ERR_PASSWORD
_SECURITY: Final = 5  # FPDF_ERR_SECURITY


@dataclass(slots=True)
class _Reading:
    """What has come from the process so far."""

    head: Mapping[str, Any] = field(default_factory=dict)
    sheets: list[Sheet] = field(default_factory=list)
    fonts: list[Font] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    at: int = 0
    """Number of the last page that came"""
    spent: float = 0.0
    """Seconds of computing"""
    done: bool = False


def read_extract(path: Path) -> tuple[Extract, list[str]]:
    """Take a PDF's text out of it, and say what there is to warn of.

    Raises ManuscriptError where the file is protected, too damaged or too large.
    """
    reading = _Reading()
    until = time.monotonic() + PATIENCE
    for _ in range(_RESTARTS + 1):
        _go_on(path, reading, until)
        if reading.done:
            break
        if not reading.head:
            break
        reading.at += 1
        reading.lost.append(reading.at)
    if not reading.sheets:
        raise _damaged(path)
    head = reading.head
    lost = (*reading.lost, *range(reading.at + 1, head["pages"] + 1))
    extract = Extract(
        info=head["info"],
        bookmarks=tuple(Bookmark(*bookmark) for bookmark in head["bookmarks"]),
        fonts=tuple(reading.fonts),
        sheets=tuple(reading.sheets),
        pages=head["pages"],
        lost=lost,
    )
    return extract, list(_warnings(head, lost))


def _go_on(path: Path, reading: _Reading, until: float) -> None:
    """Have a process read from the next page on; raises ManuscriptError where it takes too long."""
    before, left = len(reading.fonts), SECONDS - reading.spent
    over = left < 1
    spent = 0.0
    for message in () if over else _messages(path, reading.at + 1, left, until):
        over, spent = over or "over" in message, message.get("spent", spent)
        if "over" not in message:
            _take(path, message, reading, before)
    reading.spent += spent
    if not reading.done and (over or time.monotonic() > until):
        limit = f"{SECONDS} s of computing" if over else f"{PATIENCE:.0f} s"
        raise ManuscriptError(
            f"{path.name}: reading it takes more than {limit}; print it to a new PDF or split it"
        )


def _messages(path: Path, first: int, seconds: float, until: float) -> Iterator[dict[str, Any]]:
    """What the process writes, until it ends or its time is up."""
    over = yield from _written(path, first, seconds, until)
    if over:
        yield {"over": True}


def _written(
    path: Path, first: int, seconds: float, until: float
) -> Generator[dict[str, Any], None, bool]:
    arguments = (str(path), str(first), str(math.ceil(seconds)))
    patience = until - time.monotonic()
    process = output("narrate.manuscript.pdf.extraction.extract", *arguments, seconds=patience)
    while True:
        try:
            head, _ = next(process)
        except StopIteration as end:
            return bool(end.value)
        yield json.loads(head)


def _take(path: Path, message: Mapping[str, Any], reading: _Reading, before: int) -> None:
    if "error" in message:
        raise _refusal(path, message["error"])
    if "pages" in message:
        reading.head = message
    elif "done" in message:
        reading.done = True
    else:
        reading.at = message["number"]
        reading.fonts += [Font(*font) for font in message.get("fonts", ())]
        if "lost" in message:
            reading.lost.append(reading.at)
        else:
            reading.sheets.append(sheet_of(message, before))


def _warnings(head: Mapping[str, Any], lost: Sequence[int]) -> Iterator[str]:
    if head["damaged"]:
        yield "the PDF is damaged and was read as far as it goes; some of its text may be missing"
    yield from missing_text(lost)


def missing_text(lost: Sequence[int]) -> list[str]:
    """The warning of pages that cannot be read; empty where there are none."""
    return [f"{pages_named(lost)} cannot be read; the text there is missing"] if lost else []


def pages_named(numbers: Sequence[int]) -> str:
    """`page 3`, `pages 3-5 and 9`: at most ten stretches, then their number."""
    stretches: list[list[int]] = []
    for number in sorted(set(numbers)):
        if stretches and number == stretches[-1][-1] + 1:
            stretches[-1][1:] = [number]
        else:
            stretches.append([number])
    named = ["-".join(map(str, stretch)) for stretch in stretches]
    if len(named) > _MOST_NAMED:
        named[_MOST_NAMED:] = [f"{len(named) - _MOST_NAMED} more places"]
    word = "page" if len(set(numbers)) == 1 else "pages"
    return f"{word} {', '.join(named[:-1])}{' and ' if named[1:] else ''}{named[-1]}"


def _refusal(path: Path, error: int | str) -> ManuscriptError:
    if error in (_PASSWORD, _SECURITY):
        return ManuscriptError(
            f"{path.name}: the PDF is encrypted and opens only with a password; "
            "save a copy without one and use that"
        )
    if error == "large":
        return ManuscriptError(
            f"{path.name}: too large: more text than any book has; split it into books"
        )
    return _damaged(path)


def _damaged(path: Path) -> ManuscriptError:
    return ManuscriptError(
        f"{path.name}: not a PDF, or too damaged to be read;"
        " get the book again or print it to a new PDF"
    )

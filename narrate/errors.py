"""Everything that can go wrong, split by what the caller does next.

NarrateError                    1  a fault of narrate's own
├── SettingsError               2  pipeline.yaml or the command line; lists every fault at once
├── ManuscriptError             3  this manuscript cannot be read; the others go on
├── BookFault                   1  a fault of narrate's own, met with one book; the others go on
├── EngineError                 4
│   ├── TemporaryError          4  ask again, maybe after `retry_after` seconds
│   ├── ChunkRefused            4  leave this chunk, go on with the rest
│   └── EngineUnusable          5  stop the run, keep everything (key, credit, model, voice)
│       └── BookNotSpoken       5  the engine has not the language or the letters of this book
├── BudgetReached               5  the next request would pass the cap: stop, keep everything
├── StoreError                  4  takes can't be kept (disk full): stop, keep everything
│   └── TakeDamaged             4  this take on disk is not what was kept: record it again
├── AssemblyError               1  a chapter file could not be made
│   └── AssemblyStopped         1  it was told to stop; nothing of the chapter was written
└── CoverageError               1  text would be lost or said twice: never deliver

The number is the exit code of a run that ends with it.
"""

import logging
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Self

_LOG = logging.getLogger(__name__)
_LONGEST = 200
"""Characters of what a foreign error says"""


class NarrateError(Exception):
    """All exceptions raised from this package's code; says what, where and what to do."""

    exit_code = 1


class SettingsError(NarrateError):
    """The settings or the command line are wrong; `faults` names each by its path."""

    exit_code = 2

    def __init__(self, faults: str | Sequence[str]) -> None:
        self.faults: tuple[str, ...] = (faults,) if isinstance(faults, str) else tuple(faults)
        super().__init__("\n".join(self.faults))


class ManuscriptError(NarrateError):
    """A manuscript cannot be read."""

    exit_code = 3


class BookFault(NarrateError):
    """Something that narrate did not foresee happened with one book; see `book_fault`."""


class EngineError(NarrateError):
    """An engine did not give audio; only its three children are raised."""

    exit_code = 4


class TemporaryError(EngineError):
    """Asking again may help; `retry_after` is the wait the engine asked for, in seconds.

    `overloaded` says that the engine has too many requests under way (429, 503), so
    that fewer should be sent; `limited` that it is the account that allows no more (429),
    which may be counted by the minute; `billed` that the answer was a success in the engine's
    books although it cannot be used, None that it was asked but no answer was seen, so that
    nobody knows; `cut` that the answer began as a success and then broke off.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after: float | None = None,
        overloaded: bool = False,
        limited: bool = False,
        billed: bool | None = False,
        cut: bool = False,
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.overloaded = overloaded or limited
        self.limited = limited
        self.billed = True if cut else billed
        self.cut = cut


class ChunkRefused(EngineError):
    """The engine will not speak this text, now or later."""


class EngineUnusable(EngineError):
    """The engine will speak nothing until a person acts: key, credit, model, voice."""

    exit_code = 5


class BookNotSpoken(EngineUnusable):
    """The engine has no sounds for a book's language or letters; it may speak other books."""


class BudgetReached(NarrateError):
    """The next request would pass `max_cost` or `max_characters`."""

    exit_code = 5


class StoreError(NarrateError):
    """Takes or accounts cannot be written: disk full, no permission."""

    exit_code = 4


class TakeDamaged(StoreError):
    """The take under `key` is not the one that was kept; it counts as never recorded."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"take {key[:12]} is damaged ({why}); it will be recorded again")
        self.key = key
        self._why = why

    def __reduce__(self) -> tuple[type[Self], tuple[str, str]]:
        """Errors travel between processes; the default would call us with the whole message."""
        return type(self), (self.key, self._why)


class AssemblyError(NarrateError):
    """A chapter file could not be made from its takes."""


class AssemblyStopped(AssemblyError):
    """Assembly was told to stop; the chapter's files are as they were before it began."""


class CoverageError(NarrateError):
    """A script would lose text or say it twice."""


def book_fault(book: str, error: Exception) -> NarrateError:
    """An error met with one book, to be told beside what became of the others.

    Ours are told as they are. Any other was not foreseen: it becomes a line that names the book,
    what happened and where, and is logged with its traceback, which `--debug` shows.
    """
    if isinstance(error, NarrateError):
        return error
    _LOG.debug("%s: %s", book, "".join(traceback.format_exception(error)))
    said = " ".join(str(error).split())
    what = f"{type(error).__name__}: {said[:_LONGEST]}" if said else type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    where = f" ({Path(frames[-1].filename).name}, line {frames[-1].lineno})" if frames else ""
    fault = BookFault(
        f"{book}: {what}{where}; this is a fault of narrate: please report it (--debug shows more)"
    )
    fault.__cause__ = error
    return fault

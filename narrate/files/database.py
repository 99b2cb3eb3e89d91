"""SQLite files beside the takes: opened, written, and begun again where they are damaged."""

import sqlite3
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar, Self

from narrate.errors import StoreError
from narrate.files import disk


class Database(ABC):
    """One SQLite file; one that cannot be read is put away, and a new one begun.

    Each statement is a transaction of its own. Raises StoreError where it cannot be written.
    """

    kind: ClassVar[str]
    """What it is, for messages"""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._base = self._open()

    @abstractmethod
    def _prepare(self, base: sqlite3.Connection) -> None:
        """Make the tables, or look at those that are there; raises sqlite3.DatabaseError."""

    @abstractmethod
    def _put_away(self) -> None:
        """Have a file that cannot be read out of the way."""

    def _execute(self, statement: str, values: tuple[object, ...]) -> int:
        """The row that a statement wrote."""
        try:
            return self._base.execute(statement, values).lastrowid or 0
        except sqlite3.DatabaseError as error:
            if not _is_garbage(error):
                raise self._explain(error) from error
        self._base.close()
        self._put_away()
        self._base = self._open()
        return self._base.execute(statement, values).lastrowid or 0

    def close(self) -> None:
        """Write everything into the one file and let go of it; safe to call twice."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> sqlite3.Connection:
        with disk.explained(self._path):
            self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            if not _is_garbage(error):
                raise self._explain(error) from error
        self._put_away()
        try:
            return self._connect()
        except sqlite3.DatabaseError as error:
            raise self._explain(error) from error

    def _connect(self) -> sqlite3.Connection:
        base = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        try:
            base.execute("PRAGMA journal_mode = WAL")  # written in 30 µs, and a kill loses nothing
            base.execute("PRAGMA synchronous = NORMAL")
            self._prepare(base)
        except BaseException:
            base.close()
            raise
        return base

    def _explain(self, error: sqlite3.DatabaseError) -> StoreError:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL:
            return disk.full(self._path)
        return StoreError(
            f"cannot write {self.kind} {self._path}: {error}; every take so far is kept"
        )


def _is_garbage(error: sqlite3.DatabaseError) -> bool:
    """True where the file is none of ours, in contrast to one that cannot be written now."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return type(error) is sqlite3.DatabaseError
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)

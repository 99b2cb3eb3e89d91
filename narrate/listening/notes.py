"""What was heard, kept beside the takes so that no take is heard twice; losing it costs time only.

Kept is the text, not a verdict: judging takes no time, and judges may change.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from narrate.errors import StoreError
from narrate.files import disk
from narrate.files.database import open_database
from narrate.listening.recogniser import Heard

_TABLE: Final = """
CREATE TABLE IF NOT EXISTS heard (
    key TEXT NOT NULL,        -- of the take
    digest INTEGER NOT NULL,  -- CRC-32 of its samples: a key may come to hold a better take
    recogniser TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    pause REAL NOT NULL,      -- seconds
    PRIMARY KEY (key, digest, recogniser, language)
) WITHOUT ROWID;
"""
_FIND: Final = (
    "SELECT text, pause FROM heard WHERE key = ? AND digest = ? AND recogniser = ? AND language = ?"
)
_KEEP: Final = "INSERT OR REPLACE INTO heard VALUES (?, ?, ?, ?, ?, ?)"


class Notes:
    """One SQLite file; a file that cannot be read is replaced by an empty one.

    Raises StoreError where it cannot be written.
    """

    def __init__(self, path: Path, recogniser: str) -> None:
        self._path = path
        self._recogniser = recogniser
        self._base = self._open()

    def find(self, key: str, digest: int, language: str) -> Heard | None:
        """What this recogniser heard in that take; None where it has not heard it."""
        try:
            row = self._base.execute(_FIND, (key, digest, self._recogniser, language)).fetchone()
        except sqlite3.DatabaseError:  # damaged in the middle: hear it again
            return None
        return Heard(row[0], row[1]) if row else None

    def keep(self, key: str, digest: int, language: str, heard: Heard) -> None:
        """Remember what was heard."""
        values = (key, digest, self._recogniser, language, heard.text, heard.pause)
        try:
            self._base.execute(_KEEP, values)
        except sqlite3.OperationalError as error:
            raise StoreError(f"cannot write {self._path}: {error}") from error
        except sqlite3.DatabaseError:
            self._base.close()
            self._begin_again()
            self._base = self._open()
            self._base.execute(_KEEP, values)

    def close(self) -> None:
        """Let go of the file; safe to call twice."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return open_database(self._path, _prepare)
        except OSError as error:
            raise disk.explain(error, self._path) from error
        except sqlite3.OperationalError as error:
            raise StoreError(f"cannot write {self._path}: {error}") from error
        except sqlite3.DatabaseError:
            self._begin_again()
            return open_database(self._path, _prepare)

    def _begin_again(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)


def _prepare(base: sqlite3.Connection) -> None:
    base.executescript(_TABLE)

"""The port of recognisers: a take's audio in, what was heard out; and what was heard, kept.

It is kept beside the takes so that no take is heard twice; losing it costs time only. Kept is the
text, not a verdict: judging takes no time, and judges may change.
"""

import json
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from narrate.audio import Audio
from narrate.files.database import Database


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recogniser heard in a take, and what it hears nothing of."""

    text: str
    pause: float
    """Seconds of the longest silence between two sounds"""
    words: tuple[tuple[str, float], ...] = ()
    """The words that were to be said, each with how likely it is in this sound: the mean natural
    logarithm of the probability that the recogniser gives to its letters; empty: not asked"""


class Recogniser(Protocol):
    """Hears takes, one after the other; goes to another process pickled."""

    @property
    def name(self) -> str:
        """Names program, weights and manner; another name may hear otherwise."""

    @property
    def languages(self) -> frozenset[str]:
        """Primary tags of the languages that it knows."""

    def prepare(self) -> None:
        """Have ready whatever hearing needs, once before the first take.

        Raises SettingsError where something is not installed, StoreError where it can't be kept.
        """

    def hear(self, audio: Audio, language: str, text: str) -> Heard:
        """What is said in a take of that spoken text; `language` is one of `languages`."""


_TABLE: Final = """
DROP TABLE IF EXISTS heard;   -- of versions before 0.2.0, which had no likelihoods
CREATE TABLE IF NOT EXISTS takes (
    key TEXT NOT NULL,        -- of the take
    digest INTEGER NOT NULL,  -- CRC-32 of its samples: a key may come to hold a better take
    recogniser TEXT NOT NULL,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    pause REAL NOT NULL,      -- seconds
    words TEXT NOT NULL,      -- JSON: [[word, likelihood], ...]
    PRIMARY KEY (key, digest, recogniser, language)
) WITHOUT ROWID;
"""
_FIND: Final = (
    "SELECT text, pause, words FROM takes"
    " WHERE key = ? AND digest = ? AND recogniser = ? AND language = ?"
)
_KEEP: Final = "INSERT OR REPLACE INTO takes VALUES (?, ?, ?, ?, ?, ?, ?)"


class Notes(Database):
    """One SQLite file; a file that cannot be read is replaced by an empty one.

    Raises StoreError where it cannot be written.
    """

    kind = "what was heard,"

    def __init__(self, path: Path, recogniser: str) -> None:
        self._recogniser = recogniser
        super().__init__(path)

    def find(self, key: str, digest: int, language: str) -> Heard | None:
        """What this recogniser heard in that take; None where it has not heard it."""
        try:
            row = self._base.execute(_FIND, (key, digest, self._recogniser, language)).fetchone()
        except sqlite3.DatabaseError:  # damaged in the middle: hear it again
            return None
        return Heard(row[0], row[1], tuple(map(tuple, json.loads(row[2])))) if row else None

    def keep(self, key: str, digest: int, language: str, heard: Heard) -> None:
        """Remember what was heard."""
        words = json.dumps([(word, round(value, 2)) for word, value in heard.words])
        values = (key, digest, self._recogniser, language, heard.text, heard.pause, words)
        self._execute(_KEEP, values)

    def _prepare(self, base: sqlite3.Connection) -> None:
        base.executescript(_TABLE)

    def _put_away(self) -> None:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)

"""The ledger: every attempt, what it cost, how it ended.

Accounts only: no take depends on it, and a run goes on without its past. Where a request is
named elsewhere (for tracing), its name is `run`, the first twelve characters of `key` and
`number`, with dots between.
"""

import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Literal

from narrate.files import disk
from narrate.files.database import Database

Outcome = Literal["kept", "rejected", "temporary", "refused", "unusable", "cancelled", "fault"]
"""How an attempt ended: `rejected` audio came but cannot be speech of its text; `temporary`
asking again may help; `refused` this text is not spoken; `unusable` the engine or the store
stopped the run; `cancelled` by the user; `fault` of narrate's own. Two more are only read:
`under way`, and `interrupted` for what was under way when a run died."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request, as it is entered before it is sent."""

    key: str
    number: int
    """Counted from 1 for each take"""
    engine: str
    voice: str
    characters: int
    cost: float
    """US dollars, owed if it is billed; 0.0 where the engine speaks for nothing"""
    row: int = field(default=0, compare=False)
    """Its place in the ledger"""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt ended, and who pays."""

    outcome: Outcome
    billed: bool | None
    """None where nobody knows: no answer was seen"""
    overloaded: bool = False
    """The engine refused for load"""


@dataclass(slots=True)
class Totals:
    """What requests come to; characters and dollars are only those of engines with a price."""

    requests: int = 0
    retries: int = 0
    """Requests that were not the first for their take"""
    billed_characters: int = 0
    """Characters of takes kept and of answers that came but could not be used"""
    cost: float = 0.0
    """US dollars for `billed_characters`"""
    lost_characters: int = 0
    """Of the billed ones, those whose audio could not be used"""
    lost_cost: float = 0.0
    open_characters: int = 0
    """Sent, but no answer was seen (timed out, cancelled): the engine may have billed them"""
    refused_requests: int = 0
    """Refused for load (429, 503), at no cost"""

    def begin(self, attempt: Attempt) -> None:
        """Count a request that is sent."""
        self.requests += 1
        self.retries += attempt.number > 1

    def rounded(self) -> dict[str, Any]:
        """The sums by name, without the last bits of floats."""
        return {name: round(value, 8) for name, value in asdict(self).items()}

    def end(self, attempt: Attempt, ending: Ending) -> None:
        """Count how it ended."""
        self.refused_requests += ending.overloaded
        if attempt.cost <= 0:
            return
        if ending.billed is None:
            self.open_characters += attempt.characters
        elif ending.billed:
            self.billed_characters += attempt.characters
            self.cost += attempt.cost
            if ending.outcome != "kept":
                self.lost_characters += attempt.characters
                self.lost_cost += attempt.cost


_VERSION = 1
_LONGEST_ERROR = 300
"""Characters of an error that are kept"""

_TABLE = """
CREATE TABLE IF NOT EXISTS attempts (
    id INTEGER PRIMARY KEY,
    run TEXT NOT NULL,
    started REAL NOT NULL,   -- seconds since 1970
    ended REAL,
    key TEXT NOT NULL,       -- of the take
    number INTEGER NOT NULL, -- of the attempt, from 1
    engine TEXT NOT NULL,
    voice TEXT NOT NULL,
    characters INTEGER NOT NULL,
    cost REAL NOT NULL,      -- US dollars, owed if billed
    outcome TEXT NOT NULL,
    billed INTEGER,          -- 1 yes, 0 no, NULL not known: no answer was seen
    error TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS under_way ON attempts (id) WHERE outcome = 'under way';
"""
_BEGIN = """
INSERT INTO attempts (run, started, key, number, engine, voice, characters, cost, outcome)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'under way')
"""
_END = "UPDATE attempts SET ended = ?, outcome = ?, billed = ?, error = ? WHERE id = ?"
_INTERRUPTED = "UPDATE attempts SET outcome = 'interrupted' WHERE outcome = 'under way'"


class Ledger(Database):
    """The accounts in one SQLite file; opened by one run at a time, under the store's lock.

    An unreadable file is moved aside, with a warning to `warn`, and a new one begun.
    Entries survive the death of the process; a power cut may take the last ones.
    Raises StoreError where accounts cannot be written.
    """

    kind = "the ledger"

    def __init__(
        self,
        path: Path,
        warn: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._warn = warn
        self._clock = clock
        self.run = f"{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}"
        """Names this run in the `run` column"""
        super().__init__(path)

    def begin(self, attempt: Attempt) -> Attempt:
        """Enter a request before it is sent; the answer carries its row."""
        values = (attempt.key, attempt.number, attempt.engine, attempt.voice)
        sums = (attempt.characters, attempt.cost)
        row = self._execute(_BEGIN, (self.run, self._clock(), *values, *sums))
        return Attempt(*values, *sums, row)

    def end(self, attempt: Attempt, ending: Ending, error: str = "") -> None:
        """Enter how a request ended."""
        short = " ".join(error.split())[:_LONGEST_ERROR]
        entered = (self._clock(), ending.outcome, ending.billed, short, attempt.row)
        self._execute(_END, entered)

    def _prepare(self, base: sqlite3.Connection) -> None:
        (version,) = base.execute("PRAGMA user_version").fetchone()
        if version not in (0, _VERSION):
            raise sqlite3.DatabaseError(f"its version is {version}")
        base.executescript(_TABLE)
        base.execute(f"PRAGMA user_version = {_VERSION}")
        base.execute(_INTERRUPTED)

    def _put_away(self) -> None:
        numbers = (n for n in count(1) if not self._beside(f".damaged-{n}").exists())
        aside = self._beside(f".damaged-{next(numbers)}")
        with disk.explained(self._path):
            self._path.replace(aside)
            for leftover in ("-wal", "-shm"):
                self._beside(leftover).unlink(missing_ok=True)
        self._warn(
            f"the ledger {self._path} cannot be read and was moved to {aside.name};"
            " past accounts are lost, takes are not"
        )

    def _beside(self, ending: str) -> Path:
        return self._path.with_name(self._path.name + ending)

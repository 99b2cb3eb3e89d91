"""SQLite files beside the takes: how they are opened."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path


def open_database(path: Path, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """A database whose tables `prepare` makes or looks at; its folder has to be there.

    Each statement is a transaction of its own. Raises sqlite3.DatabaseError.
    """
    base = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        base.execute("PRAGMA journal_mode = WAL")  # written in 30 µs, and a kill loses nothing
        base.execute("PRAGMA synchronous = NORMAL")
        prepare(base)
    except BaseException:
        base.close()
        raise
    return base

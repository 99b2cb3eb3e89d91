"""One run at a time on one store."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout

from narrate.errors import SettingsError
from narrate.files import disk


class StoreLock:
    """Held by the run that records into `folder`; the system frees it if the run dies.

    Raises SettingsError on entering where another run holds it, StoreError where the
    folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(folder / "lock", timeout=0, thread_local=False)
        # Beside the lock and not in it: Windows lets nobody read a locked file.
        self._owner = folder / "lock-owner.json"

    @property
    def held(self) -> bool:
        """True between entering and leaving."""
        return self._lock.is_locked

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except Timeout:
            raise SettingsError(
                f"another narrate run{self._who()} is using {self._folder};"
                " wait for it or set another `store`"
            ) from None
        except OSError as error:
            raise disk.explain(error, self._folder) from error
        self._sign()
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def _sign(self) -> None:
        started = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        try:
            self._owner.write_text(json.dumps({"pid": os.getpid(), "started": started}))
        except OSError as error:
            self._lock.release()
            raise disk.explain(error, self._owner) from error

    def _who(self) -> str:
        """Who holds the lock, for the message; nothing where that cannot be read."""
        try:
            owner = json.loads(self._owner.read_text())
            return f" (pid {owner['pid']}, started {owner['started']})"
        except (OSError, ValueError, LookupError, TypeError):
            return ""

"""Preallocated files: empty ones, made ahead of the takes that will be written into them.

Making a file takes a file system 0.1 to 1 ms (ext4 steps over every inode that was freed in the
last minutes), and that on the event loop, for each of hundreds of takes a second, is what would
slow the requests down. A thread does it while nothing waits for it. It matters from about 100
requests a second on; an account for 10 at once never comes near that.
"""

import os
import uuid
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path

from narrate.files import disk

MOST_AHEAD = 64


class PreallocatedFiles:
    """Empty files in one folder, open for writing; more of them the more are used.

    What is left after a kill is empty and cleared up with the drafts.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Not the process id: in a container, that of a run that was killed is ours again.
        self._mark = uuid.uuid4().hex[:12]
        self._ready: deque[tuple[int, Path]] = deque()
        self._numbers = count()
        self._used = 0
        self._thread: ThreadPoolExecutor | None = None
        self._making: Future[None] | None = None

    def take(self) -> tuple[int, Path]:
        """Descriptor and name of an empty file, made now where none is ready; raises OSError."""
        self._used += 1
        if len(self._ready) < min(self._used, MOST_AHEAD) // 2:
            self._make_more()
        try:
            return self._ready.popleft()
        except IndexError:
            return self._new()

    def close(self) -> None:
        """Remove what was not used; may be called twice, and more be taken afterwards."""
        if self._thread:
            self._thread.shutdown()
            self._thread = self._making = None
        self._used = 0
        while self._ready:
            descriptor, path = self._ready.popleft()
            os.close(descriptor)
            with suppress(OSError):
                path.unlink()

    def _make_more(self) -> None:
        if self._making and not self._making.done():
            return
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="narrate-preallocate")
        wanted = min(self._used, MOST_AHEAD) - len(self._ready)
        self._making = self._thread.submit(self._make, wanted)

    def _make(self, wanted: int) -> None:
        with suppress(OSError):  # whoever writes next will meet it, and tell it
            for _ in range(wanted):
                self._ready.append(self._new())

    def _new(self) -> tuple[int, Path]:
        path = self._folder / f"blank.{self._mark}-{next(self._numbers)}{disk.PART}"
        return disk.open_new(path), path

"""Worker processes for engines that run on this machine: one a core, each with its model.

Why not `ProcessPoolExecutor`: there, one dead process fails the calls of all of them, a hung
one can't be ended, children outlive a killed parent, and each child imports the program's
main module. Here, only the text that was being spoken fails, calls that had not begun go to
another process, and a child ends when its standard input does.
"""

from __future__ import annotations

import asyncio
import os
from typing import Final

from narrate.audio import Audio
from narrate.engines.processes.child import Child, NotBegunError, Program
from narrate.engines.processes.worker import Request
from narrate.errors import EngineUnusable, TemporaryError

DEPTH: Final = 2
"""Calls a process: the one that it is at, and the next, so that it never waits for one"""
FAILED_STARTS: Final = 3
"""Processes that may die while loading, one after the other, before the engine is given up"""


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return int(os.process_cpu_count() or 1)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


class Processes:
    """As many processes as asked for, started when there is work for them."""

    def __init__(self, program: Program, most: int) -> None:
        self.parallel = DEPTH * most
        """Calls under way at once with which no process ever waits"""
        self._program = program
        self._most = most
        self._running: list[Child] = []
        self._ending: list[Child] = []
        self._slots = asyncio.Semaphore(self.parallel)
        self._failed_starts = 0
        self._closed = False

    async def call(self, request: Request, patience: float) -> Audio:
        """One request to the idlest process; `patience`: seconds before it is ended as hung.

        Raises what the engine's module raises, TemporaryError where the process dies, and
        EngineUnusable where it cannot be loaded.
        """
        async with self._slots:
            while True:
                try:
                    return await self._idlest().ask(request, patience)
                except NotBegunError:
                    continue

    async def close(self) -> None:
        """End all processes now; what they were at is lost."""
        self._closed = True
        for child in self._running:
            child.end("the engine was closed")
        tasks = [child.task for child in (*self._running, *self._ending)]
        await asyncio.gather(*tasks, return_exceptions=True)

    def _idlest(self) -> Child:
        if self._closed:
            raise TemporaryError(f"{self._program.engine} was closed")
        if self._failed_starts >= FAILED_STARTS:
            raise EngineUnusable(
                f"{self._program.engine}: {FAILED_STARTS} processes in a row died while"
                " loading; is the machine out of memory?"
            )
        best = min(self._running, key=lambda child: len(child.pending), default=None)
        if best is None or (best.pending and len(self._running) < self._most):
            best = Child(self._program, self._ended)
            self._running.append(best)
        return best

    def _ended(self, child: Child) -> None:
        self._running.remove(child)
        self._ending = [each for each in self._ending if not each.task.done()]
        self._ending.append(child)
        self._failed_starts = 0 if child.ready else self._failed_starts + 1

"""Chapters are assembled in processes of their own, at low priority.

Editing and encoding want a core for themselves. In the process that records they would make every
request wait for them; beside it, and giving way, they take what recording leaves over. A bench is
`python -m narrate.workshop STORE`: orders come in on its standard input, what became of each goes
out on standard output, one after the other. It ends with its input, so it outlives nobody.
"""

from __future__ import annotations

import asyncio
import os
import pickle
import queue
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from narrate.assembly.chapter import assemble
from narrate.assembly.order import ChapterOrder, Piece
from narrate.assembly.timeline import Timeline
from narrate.errors import AssemblyError, NarrateError
from narrate.recording.store import Store

PATIENCE = 2.0
"""Seconds that a bench gets to put its tools away before it is killed"""
_LENGTH = struct.Struct("<Q")

Order = tuple[Sequence[Piece], ChapterOrder]


LOOK, LATE, QUIET_LOOKS = 0.03, 0.008, 4
"""Seconds between looks at the clock, seconds by which one may be late, and looks in a row that
have to be in time for the event loop to count as having time to spare"""
LONGEST_CALM = 5.0
"""Seconds after which a chapter is assembled all the same"""


class Workshop:
    """At most so many benches, each opened when there is work for it."""

    def __init__(self, store: Path, benches: int) -> None:
        self._store = store
        self._free = asyncio.Semaphore(benches)
        self._idle: list[_Bench] = []

    async def assemble(self, pieces: Sequence[Piece], order: ChapterOrder) -> Timeline:
        """Make a chapter's files; raises what `narrate.assembly.chapter.assemble` raises.

        Cancelled, it leaves nothing of the chapter behind.
        """
        async with self._free:
            bench = self._idle.pop() if self._idle else await _Bench.open(self._store)
            try:
                outcome = await bench.make((pieces, order))
            except BaseException:
                await bench.close()
                raise
            self._idle.append(bench)
        if isinstance(outcome, NarrateError):
            raise outcome
        return outcome

    async def close(self) -> None:
        """End all benches."""
        await asyncio.gather(*(bench.close() for bench in self._idle))
        self._idle.clear()


async def calm(recording: Callable[[], bool]) -> None:
    """Return when the event loop has time to spare, nothing is being recorded, or it takes long.

    With hundreds of requests a second the answers need every core, for a while: what is begun
    meanwhile, even at idle priority, holds up the requests, and the chapters lose nothing by it.
    """
    loop = asyncio.get_running_loop()
    ends, quiet = loop.time() + LONGEST_CALM, 0
    while recording() and quiet < QUIET_LOOKS and loop.time() < ends:
        due = loop.time() + LOOK
        await asyncio.sleep(LOOK)
        quiet = quiet + 1 if loop.time() - due < LATE else 0


class _Bench:
    """One process, seen from here."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def open(cls, store: Path) -> _Bench:
        # A group of its own: Ctrl-C in a terminal is ours, whenever in its life it would hit. Not a
        # session of its own, which on Linux would make it the equal of all that we record with.
        apart: dict[str, Any] = {"process_group": 0}
        if sys.platform == "win32":
            apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "narrate.workshop", str(store)),
            **apart,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # It must find the narrate that runs here, wherever that was started.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        _give_way(process.pid)
        return cls(process)

    async def make(self, order: Order) -> Timeline | NarrateError:
        """Have one chapter made; raises AssemblyError where the process dies over it."""
        into, out = self._process.stdin, self._process.stdout
        assert into and out
        try:
            into.write(_packed(order))
            await into.drain()
            (length,) = _LENGTH.unpack(await out.readexactly(_LENGTH.size))
            answer = pickle.loads(await out.readexactly(length))  # noqa: S301 - from our own child
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise AssemblyError(
                f"{order[1].target.name}: the process that assembled it died; run again"
            ) from error
        assert isinstance(answer, Timeline | NarrateError)
        return answer

    async def close(self) -> None:
        """Close its input, which ends it; kill it where that takes too long."""
        assert self._process.stdin
        self._process.stdin.close()
        try:
            async with asyncio.timeout(PATIENCE):
                await self._process.wait()
        except TimeoutError:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()


def _give_way(pid: int) -> None:
    """Have a process, and the ffmpeg it starts, run only on what nobody else wants of the cores.

    Merely a lower priority is not enough: Linux lets a running process end its time slice, some
    milliseconds, before one of higher priority that wakes up gets its turn, and every answer of
    a server wakes us up. benchmarks/recording.py shows the difference at 32 workers.
    """
    with suppress(OSError):
        if sys.platform == "linux":
            os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))
        elif sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, pid, 19)


def _packed(message: object) -> bytes:
    body = pickle.dumps(message)
    return _LENGTH.pack(len(body)) + body


# ---- inside a bench


def main(store_folder: Path) -> None:
    """Make chapters as they are ordered, until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    store = Store(store_folder)
    orders: queue.Queue[Order | None] = queue.Queue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders, stop), daemon=True).start()
    while (order := orders.get()) is not None:
        outcome = _make(store, order, stop)
        with suppress(BrokenPipeError):
            answers.write(_packed(outcome))
            answers.flush()


def _listen(stream: BinaryIO, orders: queue.Queue[Order | None], stop: threading.Event) -> None:
    """Take orders; when there can be no more, stop what is being made, since nobody waits."""
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        orders.put(pickle.loads(stream.read(length)))  # noqa: S301 - from our own parent
    stop.set()
    orders.put(None)


def _make(store: Store, order: Order, stop: threading.Event) -> Timeline | NarrateError:
    pieces, files = order
    try:
        return assemble(pieces, store.info, store.read, files, stop)
    except NarrateError as error:
        return error
    except Exception as error:  # whoever ordered it must hear of a fault of ours
        return AssemblyError(f"{files.target.name}: a fault of narrate's own: {error!r}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

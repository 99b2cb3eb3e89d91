"""Chapters and packages are made in processes of their own, at low priority.

Editing and encoding want a core for themselves. In the process that records they would make every
request wait for them; beside it, and giving way, they take what recording leaves over. A bench is
`python -m narrate.run.workers STORE`: jobs come in on its standard input, what became of each goes
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
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, Protocol, TypeVar, cast

from narrate.assembly.chapter import assemble
from narrate.assembly.spec import AssembledChapter, ChapterSpec, ChunkSpec
from narrate.errors import AssemblyError, NarrateError
from narrate.recording.store.store import Store

PATIENCE = 2.0
"""Seconds that a bench gets to put its tools away before it is killed"""
_LENGTH = struct.Struct("<Q")

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Job(Protocol, Generic[Result_co]):
    """Work for a bench; it goes there pickled, and so comes what it returns."""

    @property
    def name(self) -> str:
        """What is made, for messages."""

    def do(self, store: Store, stop: threading.Event) -> Result_co:
        """Make it, and stop soon when told; raises NarrateErrors."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """The job of making one chapter's files."""

    chunks: Sequence[ChunkSpec]
    spec: ChapterSpec

    @property
    def name(self) -> str:
        """The chapter file's."""
        return self.spec.target.name

    def do(self, store: Store, stop: threading.Event) -> AssembledChapter:
        """See `narrate.assembly.chapter.assemble`."""
        return assemble(self.chunks, store.info, store.read, self.spec, stop)


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

    async def do(self, job: Job[Result]) -> Result:
        """Have a job done; raises what the job raises.

        Cancelled, it leaves nothing half made behind.
        """
        async with self._free:
            bench = self._idle.pop() if self._idle else await _Bench.open(self._store)
            try:
                outcome = await bench.make(job)
            except BaseException:
                await bench.close()
                raise
            self._idle.append(bench)
        if isinstance(outcome, NarrateError):
            raise outcome
        return cast(Result, outcome)

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
            *(sys.executable, "-m", "narrate.run.workers", str(store)),
            **apart,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # It must find the narrate that runs here, wherever that was started.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        _give_way(process.pid)
        return cls(process)

    async def make(self, job: Job[object]) -> object:
        """Have one job done; raises AssemblyError where the process dies over it."""
        into, out = self._process.stdin, self._process.stdout
        assert into and out
        try:
            into.write(_packed(job))
            await into.drain()
            (length,) = _LENGTH.unpack(await out.readexactly(_LENGTH.size))
            return pickle.loads(await out.readexactly(length))  # noqa: S301 - from our own child
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise AssemblyError(f"{job.name}: the process that made it died; run again") from error

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
    """Do jobs as they come, until standard input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the answers
    store = Store(store_folder)
    jobs: queue.Queue[Job[object] | None] = queue.Queue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs, stop), daemon=True).start()
    while (job := jobs.get()) is not None:
        outcome = _done(store, job, stop)
        with suppress(BrokenPipeError):
            answers.write(_packed(outcome))
            answers.flush()


def _listen(stream: BinaryIO, jobs: queue.Queue[Job[object] | None], stop: threading.Event) -> None:
    """Take jobs; when there can be no more, stop what is being made, since nobody waits."""
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        jobs.put(pickle.loads(stream.read(length)))  # noqa: S301 - from our own parent
    stop.set()
    jobs.put(None)


def _done(store: Store, job: Job[object], stop: threading.Event) -> object:
    try:
        return job.do(store, stop)
    except NarrateError as error:
        return error
    except Exception as error:  # whoever ordered it must hear of a fault of ours
        return AssemblyError(f"{job.name}: a fault of narrate's own: {error!r}")


if __name__ == "__main__":
    # Under its real name, so that jobs pickled by whoever ordered them are found.
    from narrate.run.workers import main as work

    work(Path(sys.argv[1]))

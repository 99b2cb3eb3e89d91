"""Chapters and packages are made in processes of their own, at low priority.

Editing and encoding want a core for themselves. In the process that records they would make every
request wait for them; beside it, and giving way, they take what recording leaves over. A worker is
`python -m narrate.run.workers STORE`: tasks come in on its standard input, the outcome of each goes
out on standard output, one after the other, both pickled; see narrate.files.processes.
"""

import asyncio
import pickle
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, Protocol, TypeVar, cast

from narrate.assembly.chapter import assemble
from narrate.assembly.spec import AssembledChapter, ChapterSpec, ChunkSpec
from narrate.errors import AssemblyError, NarrateError
from narrate.files.processes import Child, ProcessDiedError, answers, packed, read
from narrate.recording.store import Store

PATIENCE = 2.0
"""Seconds that a worker gets to clear up before it is killed"""

Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class Task(Protocol, Generic[Result_co]):
    """Work for a worker; it goes there pickled, and so comes what it returns."""

    @property
    def name(self) -> str:
        """What is made, for messages."""

    def do(self, store: Store, stop: threading.Event) -> Result_co:
        """Make it, and stop soon when told; raises NarrateErrors."""


@dataclass(frozen=True, slots=True)
class Assembly:
    """Making one chapter's files."""

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
LONGEST_WAIT = 5.0
"""Seconds after which a chapter is assembled all the same"""


class WorkerPool:
    """At most so many workers, each started when there is work for it."""

    def __init__(self, store: Path, workers: int) -> None:
        self._store = store
        self._free = asyncio.Semaphore(workers)
        self._idle: list[Child] = []

    async def do(self, task: Task[Result]) -> Result:
        """Have a task done; raises what it raises, and AssemblyError where the worker dies over it.

        Cancelled, it leaves nothing half made behind.
        """
        async with self._free:
            self._idle = [worker for worker in self._idle if not worker.ended]
            worker = self._idle.pop() if self._idle else self._start()
            try:
                answer, _ = await worker.ask(packed(pickle.dumps(task)))
            except ProcessDiedError as error:
                raise AssemblyError(
                    f"{task.name}: the process that made it died; run again"
                ) from error
            except BaseException:
                await worker.finish(PATIENCE)
                raise
            self._idle.append(worker)
        outcome = pickle.loads(answer)  # noqa: S301 - from our own child
        if isinstance(outcome, NarrateError):
            raise outcome
        return cast(Result, outcome)

    async def close(self) -> None:
        """End all workers."""
        await asyncio.gather(*(worker.finish(PATIENCE) for worker in self._idle))
        self._idle.clear()

    def _start(self) -> Child:
        return Child("narrate.run.workers", str(self._store), background=True)


async def wait_until_idle(recording: Callable[[], bool]) -> None:
    """Return when the event loop has time to spare, nothing is being recorded, or it takes long.

    With hundreds of requests a second the answers need every core, for a while: what is begun
    meanwhile, even at idle priority, holds up the requests, and the chapters lose nothing by it.
    """
    loop = asyncio.get_running_loop()
    ends, quiet = loop.time() + LONGEST_WAIT, 0
    while recording() and quiet < QUIET_LOOKS and loop.time() < ends:
        due = loop.time() + LOOK
        await asyncio.sleep(LOOK)
        quiet = quiet + 1 if loop.time() - due < LATE else 0


# ---- inside a worker


def main(store_folder: Path) -> None:
    """Do tasks as they come, until standard input ends."""
    out, store = answers(), Store(store_folder)
    tasks: queue.Queue[Task[object] | None] = queue.Queue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks, stop), daemon=True).start()
    while task := tasks.get():
        outcome = _done(store, task, stop)
        with suppress(BrokenPipeError):
            out.write(packed(pickle.dumps(outcome)))
            out.flush()


def _listen(
    stream: BinaryIO, tasks: queue.Queue[Task[object] | None], stop: threading.Event
) -> None:
    """Take tasks; when there can be no more, stop what is being made, since nobody waits."""
    while message := read(stream):
        tasks.put(pickle.loads(message[0]))  # noqa: S301 - from our own parent
    stop.set()
    tasks.put(None)


def _done(store: Store, task: Task[object], stop: threading.Event) -> object:
    try:
        return task.do(store, stop)
    except NarrateError as error:
        return error
    except Exception as error:  # the parent must be told of a fault of ours
        return AssemblyError(f"{task.name}: a fault of narrate's own: {error!r}")


if __name__ == "__main__":
    # Under its real name, so that tasks pickled by the parent are found.
    from narrate.run.workers import main as work

    work(Path(sys.argv[1]))

"""Python processes beside this one: started, asked one call after another, and ended for certain.

    worker = Child("narrate.run.workers", str(store))       python -P -m narrate.run.workers STORE
    head, body = await worker.ask(packed(b"..."), patience=60.0)

Why not `ProcessPoolExecutor`: there, one dead process fails the calls of all of them, a hung one
cannot be ended, children outlive a killed parent, and each child imports the program's main module.
Here only the call that a process was at fails, one that takes too long ends its process, and a
child ends when its standard input does, so when its parent dies. Ctrl-C is for the parent alone.

A message is two lengths (unsigned 64-bit, little-endian), a head of the first length and a body of
the second. What is in them is for the two sides to say: JSON where the child handles what others
made (a PDF, a model), pickle only between parts of the program.
"""

import asyncio
import contextlib
import os
import struct
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, Final

Message = tuple[bytes, bytes]

_LENGTHS: Final = struct.Struct("<QQ")
_CONTAINER_LIMITS: Final = (
    "/sys/fs/cgroup/memory.max",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes",
)
"""Linux: what a container may take, as cgroups of version 2 and 1 say it"""
_OVER_TIME: Final = 24
"""SIGXCPU of Linux and macOS, which `signal` has not on Windows"""


class ProcessDiedError(Exception):
    """The process ended before it answered; says why. `code` is above 0 where it failed by itself.

    A call that was not `begun` may be put to another process.
    """

    def __init__(self, why: str, code: int = 0, *, begun: bool = True) -> None:
        super().__init__(why)
        self.code = code
        self.begun = begun


@dataclass(frozen=True, slots=True)
class _Call:
    message: bytes
    patience: float | None
    answer: asyncio.Future[Message]


class Child:
    """`python -m module arguments` and the calls that it has not answered yet, in order.

    `background` lets it run only on what nobody else wants of the cores; `complaints` is where
    its standard error goes, by default to ours.
    """

    def __init__(
        self,
        module: str,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        background: bool = False,
        complaints: IO[bytes] | None = None,
    ) -> None:
        self.pending: deque[_Call] = deque()
        self.ended = False
        """It can be asked nothing more"""
        self._process: asyncio.subprocess.Process | None = None
        self._why = ""
        self._timer: asyncio.TimerHandle | None = None
        command, inherited = _command(module, arguments)
        self._start = partial(
            asyncio.create_subprocess_exec,
            *command,
            **_own_group(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=complaints,
            env={**inherited, **(environment or {})},
            limit=2**20,  # a take is about 700 kB; the default of 64 kB stops the pipe often
        )
        self._background = background
        self.task = asyncio.create_task(self._live())

    def ask(self, message: bytes, patience: float | None = None) -> asyncio.Future[Message]:
        """Queue a message; the future gives the answer, or raises ProcessDiedError.

        `patience`: seconds that the process may be at it before it is killed as hung.
        """
        call = _Call(message, patience, asyncio.get_running_loop().create_future())
        if self.ended:
            call.answer.set_exception(ProcessDiedError("it has ended", begun=False))
            return call.answer
        self.pending.append(call)
        self._write(call)
        if len(self.pending) == 1:
            self._watch()
        return call.answer

    def end(self, why: str) -> None:
        """Kill the process; the call that it is at fails for that reason."""
        self._why = self._why or why
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def finish(self, patience: float) -> None:
        """Close its input, which ends it; kill it where that takes longer than so many seconds."""
        if self._process is None or self._process.stdin is None:
            self.end("it was closed")
        else:
            self._process.stdin.close()
        try:
            await asyncio.wait([self.task], timeout=patience)
        finally:  # also where whoever waits is cancelled: no process outlives its loop
            if not self.task.done():
                self.end("it was closed")
                await asyncio.wait([self.task])

    async def _live(self) -> None:
        """From start to end of the process; fails whatever it left unanswered."""
        why, code = "it was given up", 0
        try:
            self._process = process = await self._start()
            if self._why:  # ended while it was being started
                self.end(self._why)
            if self._background:
                _give_way(process.pid)
            for call in self.pending:
                self._write(call)
            assert process.stdout is not None
            await self._read_answers(process.stdout)
            ended = await process.wait()
            why, code = (self._why, 0) if self._why else (_way(ended), ended)
        except OSError as error:
            why, code = str(error), 1
        finally:
            self.end("it is no longer waited for")  # does nothing where the process has ended
            self._fail_pending(why, code)
            await self._reap()

    async def _reap(self) -> None:
        """Wait for the killed process and close our ends, also where the loop itself is ending."""
        if self._process is not None:
            await self._process.wait()
            vars(self._process)["_transport"].close()  # asyncio has no public way

    async def _read_answers(self, stream: asyncio.StreamReader) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
                message = await stream.readexactly(head), await stream.readexactly(body)
                answer = self.pending.popleft().answer
                self._watch()
                if not answer.done():  # else nobody waits for it any more
                    answer.set_result(message)

    def _write(self, call: _Call) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(call.message)

    def _watch(self) -> None:
        """Time the call at the head of the queue."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.pending and (seconds := self.pending[0].patience) is not None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(seconds, self.end, f"no answer in {seconds:.0f} s")

    def _fail_pending(self, why: str, code: int) -> None:
        self.ended = True
        self.pending, left = deque(), self.pending
        self._watch()
        for place, call in enumerate(left):
            if not call.answer.done():
                call.answer.set_exception(ProcessDiedError(why, code, begun=place == 0))


def output(module: str, *arguments: str, seconds: float) -> Generator[Message, None, bool]:
    """What a process says by itself, until it ends or is killed because the time is up.

    Gives back whether the process used up the time of computing that `limit` allowed it.
    For code without an event loop; the process has no standard input or error.
    """
    command, environment = _command(module, arguments)
    process = subprocess.Popen(  # noqa: S603  # our own module, a list of arguments
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    timer = threading.Timer(max(0.0, seconds), process.kill)
    timer.start()
    try:
        assert process.stdout is not None
        while message := read(process.stdout):
            yield message
        return process.wait() == -_OVER_TIME
    finally:
        timer.cancel()
        process.kill()
        process.communicate()


def usable_cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "process_cpu_count"):  # Python 3.13
        return int(os.process_cpu_count() or 1)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


def usable_memory() -> int | None:
    """Bytes of memory that this process may use, of which others may have taken some.

    The machine's, or what a container (cgroup) allows of it; None where the system does not say.
    """
    found = []
    with contextlib.suppress(AttributeError, ValueError, OSError):  # no such thing on Windows
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    for path in _CONTAINER_LIMITS:
        with contextlib.suppress(ValueError, OSError):  # "max" where there is no limit
            found.append(int(Path(path).read_text("ascii")))
    return min(filter(lambda size: size > 0, found), default=None)


def _command(module: str, arguments: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """What to start, and its environment: it finds the narrate that runs here."""
    paths = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)
    return [sys.executable, "-P", "-m", module, *arguments], {**os.environ, "PYTHONPATH": paths}


def _own_group() -> dict[str, Any]:
    """Ctrl-C in a terminal is for the parent, whenever in the child's life it would hit.

    Not a session of its own, which on Linux would make it the equal of all that we record with.
    """
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"process_group": 0}


def _give_way(pid: int) -> None:
    """Have a process, and the ffmpeg it starts, run only on what nobody else wants of the cores.

    Merely a lower priority is not enough: Linux lets a running process end its time slice, some
    milliseconds, before one of higher priority that wakes up gets its turn, and every answer of
    a server wakes us up. benchmarks/recording.py shows the difference at 32 workers.
    """
    with contextlib.suppress(OSError):
        if sys.platform == "linux":
            os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0))
        elif sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, pid, 19)


def _way(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


# ---- for both sides, and for the inside of a child


def packed(head: bytes, body: bytes = b"") -> bytes:
    """A message as it goes through a pipe."""
    return _LENGTHS.pack(len(head), len(body)) + head + body


def read(stream: IO[bytes]) -> Message | None:
    """The next message; None where the other side has ended, also in the middle of one."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    size = _LENGTHS.unpack(lengths)
    head, body = stream.read(size[0]), stream.read(size[1])
    return (head, body) if (len(head), len(body)) == size else None


def answers() -> BinaryIO:
    """Where a child's answers go; from now on, what a library prints goes to standard error."""
    stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return stream


def limit(memory: int, seconds: int) -> None:
    """Allow this process so many bytes of address space and seconds of computing."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such thing on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

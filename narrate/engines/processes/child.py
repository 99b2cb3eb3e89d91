"""One worker process seen from its parent: what it was asked, and how it ended."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from narrate.audio import Audio
from narrate.engines.processes.worker import ERRORS, LENGTHS, Request, packed
from narrate.errors import EngineError, EngineUnusable, TemporaryError

LOADING: Final = 120.0
"""Seconds that a process may take to load its model"""

_ONE_THREAD: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
"""Each process keeps to its own core"""


@dataclass(frozen=True, slots=True)
class Program:
    """What runs in a worker process."""

    engine: str
    """For messages"""
    module: str
    """Has `load() -> Speaker`, see worker"""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Added to this process's own"""


class NotBegunError(Exception):
    """The process ended before it came to this request."""


@dataclass(frozen=True, slots=True)
class _Call:
    request: Request
    patience: float
    answer: asyncio.Future[Audio]


class Child:
    """A process and the calls that it has not answered yet, in order."""

    def __init__(self, program: Program, ended: Callable[[Child], None]) -> None:
        self.pending: deque[_Call] = deque()
        self.ready = False
        """It has loaded its model"""
        self._program = program
        self._ended = ended
        self._process: asyncio.subprocess.Process | None = None
        self._why = ""
        self._alarm: asyncio.TimerHandle | None = None
        self.task = asyncio.create_task(self._live())

    def ask(self, request: Request, patience: float) -> asyncio.Future[Audio]:
        """Queue a request; the future raises NotBegunError where it should go elsewhere."""
        call = _Call(request, patience, asyncio.get_running_loop().create_future())
        self.pending.append(call)
        if self.ready:
            self._write(call)
        if len(self.pending) == 1:
            self._watch()
        return call.answer

    def end(self, why: str) -> None:
        """Kill the child; the call that it is at fails for that reason."""
        self._why = self._why or why
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()

    async def _live(self) -> None:
        """From start to end of the child; fails whatever it left unanswered."""
        error: EngineError
        with _scratch_file() as complaints:
            try:
                self._process = await self._start(complaints)
                if self._why:  # ended while it was being started
                    self.end(self._why)
                await self._read_answers()
                error = self._death(await self._process.wait(), complaints)
            except EngineError as unusable:
                error = unusable
                await self._reap()
            except OSError as unable:
                error = EngineUnusable(f"{self._program.engine}: cannot start a process: {unable}")
            finally:
                self.end("it is no longer waited for")  # does nothing where the child is done
        self._fail_pending(error)

    async def _start(self, complaints: IO[bytes]) -> asyncio.subprocess.Process:
        paths = os.pathsep.join(path for path in sys.path if path)
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "narrate.engines.processes.worker", self._program.module),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=complaints,
            env={**os.environ, **_ONE_THREAD, **self._program.environment, "PYTHONPATH": paths},
            limit=2**20,  # a take is about 700 kB; the default of 64 kB stops the pipe often
        )

    async def _read_answers(self) -> None:
        """Until the child is done; raises EngineError where it says that it can't load."""
        assert self._process is not None and self._process.stdout is not None
        stream = self._process.stdout
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                lengths = LENGTHS.unpack(await stream.readexactly(LENGTHS.size))
                message = self._understood(await stream.readexactly(lengths[0]))
                payload = await stream.readexactly(lengths[1])
                if self.ready:
                    self._answered(message, payload)
                else:
                    self._loaded(message)

    def _understood(self, text: bytes) -> Mapping[str, Any]:
        try:
            message: Mapping[str, Any] = json.loads(text)
        except ValueError as error:
            raise TemporaryError(f"{self._program.engine}: a process answered nonsense") from error
        return message

    def _loaded(self, message: Mapping[str, Any]) -> None:
        if "error" in message:
            raise EngineUnusable(f"{self._program.engine} cannot be loaded: {message['message']}")
        self.ready = True
        for call in self.pending:
            self._write(call)
        self._watch()

    def _answered(self, message: Mapping[str, Any], payload: bytes) -> None:
        answer = self.pending.popleft().answer
        self._watch()
        if answer.done():  # whoever asked has given up
            return
        if "error" in message:
            answer.set_exception(
                ERRORS[message["error"]](f"{self._program.engine}: {message['message']}")
            )
        else:
            answer.set_result(Audio(int(message["rate"]), payload))

    def _write(self, call: _Call) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(packed(call.request))

    def _watch(self) -> None:
        """Time the call at the head of the queue, or the loading before it."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        if self.pending:
            seconds = self.pending[0].patience if self.ready else LOADING
            loop = asyncio.get_running_loop()
            self._alarm = loop.call_later(seconds, self.end, f"no answer in {seconds:.0f} s")

    async def _reap(self) -> None:
        if self._process is not None:
            self.end("it cannot be loaded")
            assert self._process.stdout is not None
            while await self._process.stdout.read(2**16):
                pass  # a transport is only let go of when its pipe was read to the end
            await self._process.wait()

    def _death(self, code: int, complaints: IO[bytes]) -> EngineError:
        if not self.ready and code > 0 and not self._why:
            said = _last_line(complaints)
            return EngineUnusable(
                f"{self._program.engine}: its process cannot start: {said or code}"
            )
        why = self._why or _way(code)
        return TemporaryError(f"{self._program.engine}: a process ended ({why})")

    def _fail_pending(self, error: EngineError) -> None:
        """The first call fails; the others were not begun, unless none can be."""
        self.pending, left = deque(), self.pending
        if self._alarm is not None:
            self._alarm.cancel()
        self._ended(self)
        for place, call in enumerate(left):
            blamed = place == 0 or isinstance(error, EngineUnusable)
            if not call.answer.done():
                call.answer.set_exception(error if blamed else NotBegunError())


def _scratch_file() -> IO[bytes]:
    """For what a child complains of; nowhere, where there is no room for it."""
    try:
        return tempfile.TemporaryFile()
    except OSError:
        return Path(os.devnull).open("w+b")


def _way(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _last_line(complaints: IO[bytes]) -> str:
    complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 2000))
    lines = complaints.read().decode(errors="replace").split("\n")
    return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "")

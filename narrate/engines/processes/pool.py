"""Engines that run on this machine, in processes: one a core, each with its model."""

from __future__ import annotations

import asyncio
import functools
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import IO, TYPE_CHECKING, ClassVar, Final, Self

from narrate.audio import Audio
from narrate.chunk import OptionValue, Voicing
from narrate.engines.base import Engine
from narrate.engines.processes.worker import ERRORS, Request
from narrate.errors import EngineUnusable, TemporaryError
from narrate.files.processes import Child, Message, ProcessDiedError, packed, usable_cores

if TYPE_CHECKING:
    from narrate.settings import Settings

DEPTH: Final = 2
"""Calls a process: the one that it is at, and the next, so that it never waits for one"""
PATIENCE: Final = 1.0
"""Seconds that an idle process gets to end by itself before it is killed"""
FAILED_STARTS: Final = 3
"""Processes that may die while loading, one after the other, before the engine is given up"""
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


class _Speaker(Child):
    """One process, which first loads its model."""

    def __init__(self, program: Program) -> None:
        self._complaints = _scratch_file()
        self._engine = program.engine
        super().__init__(
            "narrate.engines.processes.worker",
            program.module,
            environment={**_ONE_THREAD, **program.environment},
            complaints=self._complaints,
        )
        self.task.add_done_callback(lambda _: self._complaints.close())
        self.unusable: EngineUnusable | None = None
        """Why it cannot be loaded, now or later"""
        self.loading = self.ask(packed(b""), LOADING)
        self.loading.add_done_callback(self._loaded)

    def _loaded(self, answer: asyncio.Future[Message]) -> None:
        error = answer.exception()
        if error is None:
            said = json.loads(answer.result()[0])
            if "error" in said:
                self.unusable = EngineUnusable(
                    f"{self._engine} cannot be loaded: {said['message']}"
                )
        elif isinstance(error, ProcessDiedError) and error.code > 0:
            said = _last_line(self._complaints) or error
            self.unusable = EngineUnusable(f"{self._engine}: its process cannot start: {said}")


class Processes:
    """As many processes as asked for, started when there is work for them."""

    def __init__(self, program: Program, most: int) -> None:
        self.parallel = DEPTH * most
        """Calls under way at once with which no process ever waits"""
        self._program = program
        self._most = most
        self._started: list[_Speaker] = []
        self._slots = asyncio.Semaphore(self.parallel)
        self._failed_starts = 0
        self._closed = False

    async def call(self, request: Request, patience: float) -> Audio:
        """One request to the idlest process; `patience`: seconds before it is ended as hung.

        Raises what the engine's module raises, TemporaryError where the process dies, and
        EngineUnusable where it cannot be loaded.
        """
        message = packed(json.dumps(request).encode())
        async with self._slots:
            while True:
                speaker, new = self._idlest()
                try:
                    answer = await speaker.ask(message, patience)
                except ProcessDiedError as died:
                    if speaker.unusable:
                        raise speaker.unusable from died
                    if died.begun or new:
                        raise self._error(f"a process ended ({died})") from died
                else:
                    return self._understood(speaker, *answer)

    async def close(self) -> None:
        """End all processes: idle ones by themselves, at once what is busy and lost with it."""
        self._closed = True
        for speaker in self._started:
            if speaker.pending:
                speaker.end("the engine was closed")
        ends = (each.finish(PATIENCE) for each in self._started)
        await asyncio.gather(*ends, return_exceptions=True)

    def _idlest(self) -> tuple[_Speaker, bool]:
        """The process with the fewest calls, and whether it was started for this one."""
        if self._closed:
            raise TemporaryError(f"{self._program.engine} was closed")
        if self._failed_starts >= FAILED_STARTS:
            raise EngineUnusable(
                f"{self._program.engine}: {FAILED_STARTS} processes in a row died while"
                " loading; is the machine out of memory?"
            )
        self._started = [each for each in self._started if not each.task.done()]
        running = [each for each in self._started if not each.ended]
        best = min(running, key=lambda each: len(each.pending), default=None)
        if best and not (best.pending and len(running) < self._most):
            return best, False
        speaker = _Speaker(self._program)
        speaker.loading.add_done_callback(lambda _: self._count(speaker))
        self._started.append(speaker)
        return speaker, True

    def _count(self, speaker: _Speaker) -> None:
        failed = speaker.loading.exception() or speaker.unusable
        self._failed_starts = self._failed_starts + 1 if failed else 0

    def _understood(self, speaker: _Speaker, head: bytes, pcm: bytes) -> Audio:
        try:
            said = json.loads(head)
        except ValueError as error:
            speaker.end("it answered nonsense")
            raise self._error("a process answered nonsense") from error
        if "error" in said:
            raise ERRORS[said["error"]](f"{self._program.engine}: {said['message']}")
        return Audio(int(said["rate"]), pcm)

    def _error(self, what: str) -> TemporaryError:
        return TemporaryError(f"{self._program.engine}: {what}")


class EmbeddedEngine(Engine):
    """An engine that runs on this machine; its folder says in which program."""

    program: ClassVar[Program]
    patience: ClassVar[tuple[float, float]]
    """Seconds before a call counts as hung: so many, and so many a character"""
    repeats = True

    def __init__(self, processes: int | None = None) -> None:
        self._processes = Processes(self.program, processes or usable_cores())
        self.parallel: int | None = self._processes.parallel

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The engine as the settings want it: on no more cores than there are workers."""
        return cls(min(usable_cores(), settings.workers))

    def asked(self, voicing: Voicing) -> dict[str, OptionValue]:
        """What the program is told beside the text; with its version all that makes the sound.

        Raises EngineUnusable where the voice is unknown.
        """
        raise NotImplementedError

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """The package with its version, and what it is asked for."""
        return {
            "engine": self.name,
            "version": _version(self.packages[0]),
            "rendering": self.rendering,
            **self.asked(voicing),
        }

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One call, in whichever process is free."""
        seconds, a_character = self.patience
        request = {"text": spoken, **self.asked(voicing)}
        return await self._processes.call(request, seconds + a_character * len(spoken))

    async def close(self) -> None:
        """End the worker processes."""
        await self._processes.close()


def _scratch_file() -> IO[bytes]:
    """For what a child complains of; nowhere, where there is no room for it."""
    try:
        return tempfile.TemporaryFile()
    except OSError:
        return Path(os.devnull).open("w+b")


def _last_line(complaints: IO[bytes]) -> str:
    complaints.seek(max(0, complaints.seek(0, os.SEEK_END) - 2000))
    lines = complaints.read().decode(errors="replace").split("\n")
    return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "")


_version = functools.cache(metadata.version)
"""Of a package; it reads files, and each chapter's keys ask for it"""

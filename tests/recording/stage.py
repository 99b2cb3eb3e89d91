"""What the tests of recording share: speech made of noise, an engine that answers as told, time."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Self, TypeVar

import numpy as np

from narrate.audio import Audio, Levels, TakeInfo
from narrate.chunk import Options, OptionValue, Voicing
from narrate.engines.base import Engine, Price, Voice
from narrate.errors import ChunkRefused, TemporaryError
from narrate.recording.ledger import Attempt, Ending, Ledger, Totals
from narrate.recording.pool import Pool, PoolOptions
from narrate.recording.request import Listener, Request
from narrate.recording.store import Store
from narrate.recording.takefile import take_key
from narrate.settings import Settings

T = TypeVar("T")

RATE = 8000
VOICING = Voicing("tone", "anna", "en", 1.0)
LEVELS = Levels(12.5, 0.5, 800, 1600)


@cache
def speech(seconds: float = 1.0, rate: int = RATE, level: float = 0.1) -> Audio:
    """Noise that swells and fades like syllables, with silence at both ends."""
    rng = np.random.default_rng(round(seconds * 1000))
    size = round(seconds * rate)
    swell = np.abs(np.sin(np.arange(size) * 12 / rate))
    sound = np.clip(rng.normal(size=size) * swell * level, -0.9, 0.9)
    sound[: rate // 10] = 0
    sound[size - rate // 5 :] = 0
    return Audio(rate, (sound * 32767).astype("<i2").tobytes())


def spoken_of(audio_seconds: float = 1.0) -> str:
    """A text that takes about so long to say."""
    return ("so it was said " * 20)[: int(audio_seconds * 12)]


def request(number: int, spoken: str = "", voicing: Voicing = VOICING) -> Request:
    """A request of its own for each number."""
    text = spoken or f"Line {number} of it."
    key = take_key({"engine": voicing.engine, "voice": voicing.voice}, text)
    return Request(key, text, voicing, f"line {number}")


@dataclass(frozen=True)
class Retry:
    """Imitates the settings of that name."""

    attempts: int = 5
    wait_initial: float = 0.5
    wait_max: float = 30.0
    timeout: float = 90.0


Answer = Audio | Exception
Answers = Callable[[int, str], Answer | Awaitable[Answer]]
"""Number of the request (from 0) and spoken text -> what to give or raise"""


class ToneEngine(Engine):
    """An engine for tests: remembers what it was asked, answers as its script says."""

    repeats = True

    def __init__(
        self,
        script: Answers | None = None,
        *,
        name: str = "tone",
        seconds: float = 0.0,
        price: Price | None = None,
        parallel: int | None = None,
        audio: Audio | None = None,
    ) -> None:
        self.name = name
        self._price = price
        self.request_ids: list[str] = []
        self.parallel = parallel
        self.asked: list[str] = []
        self.under_way = 0
        self.most_under_way = 0
        self._audio = audio or speech()
        self._script = script or (lambda number, spoken: self._audio)
        self._seconds = seconds

    @classmethod
    def open(cls, settings: Settings) -> Self:
        return cls()

    def default_voice(self, language: str, options: Options = ()) -> str:
        return "anna"

    def price(self, voicing: Voicing) -> Price | None:
        return self._price

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        return {"engine": self.name, "voice": voicing.voice}

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        self.request_ids.append(request_id)
        number = len(self.asked)
        self.asked.append(spoken)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        try:
            if self._seconds:
                await asyncio.sleep(self._seconds)
            answer = self._script(number, spoken)
            if isinstance(answer, Awaitable):
                answer = await answer
            if isinstance(answer, Exception):
                raise answer
            return answer
        finally:
            self.under_way -= 1

    async def voices(self) -> Sequence[Voice]:
        return [Voice("anna", ("en",))]


class RecordingListener(Listener):
    """Records what a pool tells: `events` are pairs of a word and a label."""

    def __init__(self) -> None:
        self.events: list[tuple[str, str]] = []
        self.waits: list[float] = []
        self.endings: list[Ending] = []
        self.totals = Totals()

    def ended(self, request: Request, attempt: Attempt, ending: Ending) -> None:
        self.endings.append(ending)
        self.totals.end(attempt, ending)

    def sending(self, request: Request, attempt: Attempt) -> None:
        self.totals.begin(attempt)
        self.events.append(("sending", request.label))

    def retrying(self, request: Request, error: TemporaryError, wait: float) -> None:
        self.events.append(("retrying", request.label))
        self.waits.append(wait)

    def kept(self, request: Request, info: TakeInfo) -> None:
        self.events.append(("kept", request.label))

    def reused(self, request: Request, info: TakeInfo) -> None:
        self.events.append(("reused", request.label))

    def failed(self, request: Request, error: TemporaryError | ChunkRefused) -> None:
        self.events.append(("failed", request.label))

    def of(self, word: str) -> list[str]:
        return [label for event, label in self.events if event == word]


class Clock:
    """A clock that stands still until it is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class FakeTime:
    """A clock that jumps to the next sleeper whenever nothing else goes on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self.now + seconds, self._count, future))
        await future

    def call_later(self, seconds: float, action: Callable[[], None]) -> None:
        """Have something done after so many seconds."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        future.add_done_callback(lambda _: action())
        self._count += 1
        heapq.heappush(self._sleepers, (self.now + seconds, self._count, future))

    async def run(self, work: Awaitable[T]) -> T:
        """Wait for `work`, letting time fly."""
        task = asyncio.ensure_future(work)
        while not task.done():
            for _ in range(20):
                await asyncio.sleep(0)
            await asyncio.sleep(0.001)
            while self._sleepers and self._sleepers[0][2].done():
                heapq.heappop(self._sleepers)
            if self._sleepers and not task.done():
                due, _, future = heapq.heappop(self._sleepers)
                self.now = max(self.now, due)
                future.set_result(None)
        return task.result()


@dataclass
class RecordingSetup:
    """A store, a ledger and a listener in a folder, and pools over them."""

    folder: Path
    listener: RecordingListener = field(default_factory=RecordingListener)
    time: FakeTime = field(default_factory=FakeTime)
    warnings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.store = Store(self.folder, self.warnings.append)
        self.ledger = Ledger(self.folder / "ledger.sqlite", self.warnings.append)

    def pool(self, *engines: ToneEngine, fake_time: bool = False, **options: object) -> Pool:
        values: dict[str, object] = {"workers": 8, "retry": Retry(wait_initial=0.001)} | options
        table = {engine.name: engine for engine in engines}
        chosen = PoolOptions(**values)  # type: ignore[arg-type]
        if fake_time:
            return Pool(
                table,
                self.store,
                self.ledger,
                chosen,
                self.listener,
                clock=self.time.clock,
                sleep=self.time.sleep,
            )
        return Pool(table, self.store, self.ledger, chosen, self.listener)

    def outcomes(self) -> list[tuple[str, int | None]]:
        """Outcome and `billed` of every row of the ledger, in order."""
        rows = self.ledger._base.execute("SELECT outcome, billed FROM attempts ORDER BY id")
        return [(outcome, billed) for outcome, billed in rows]


async def record(
    requests: Iterable[Request], engine: ToneEngine, store: Store, ledger: Ledger, workers: int
) -> None:
    """Record them all; raises what halted the pool."""
    options = PoolOptions(workers, Retry())
    async with Pool({engine.name: engine}, store, ledger, options, Listener()) as pool:
        for request in requests:
            pool.submit(request)
    if pool.halted:
        raise pool.halted


def open_setup(folder: Path) -> Iterator[RecordingSetup]:
    """For a fixture."""
    recording = RecordingSetup(folder)
    yield recording
    recording.ledger.close()

"""The pool: what is submitted is recorded once, kept at once, and stopped without loss.

    async with Pool(engines, store, ledger, options, listener) as pool:
        take = await pool.submit(job)

Leaving the block waits for all that was submitted; leaving it with an error or by Ctrl-C
stops. What runs in an engine's `speak` has no state of ours: another machine could run it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from types import TracebackType
from typing import TYPE_CHECKING, Self

from narrate.audio import Audio, TakeInfo
from narrate.engines.base import Engine, EngineLookup
from narrate.errors import BudgetReached, ChunkRefused, NarrateError, StoreError, TemporaryError
from narrate.recording.money.accounts import Accounts, Budget, NoAnswer, ending_of
from narrate.recording.money.ledger import Ledger
from narrate.recording.queue import Errand, Job, Lane, Listener
from narrate.recording.retry import RetrySettings
from narrate.recording.store.store import Draft, Store
from narrate.recording.writer import Keeper
from narrate.report import LimitReport

if TYPE_CHECKING:  # the settings take 0.1 s to import, and whoever has them has done so
    from narrate.settings import Settings

__all__ = ["Job", "Listener", "Pool", "PoolOptions", "record"]

GRACE = 1.0
"""Seconds that requests under way are given to end when the run is stopped"""
LAST_MOMENT = 0.4
"""Seconds that cancelled requests are given to let go"""


@dataclass(frozen=True, slots=True)
class PoolOptions:
    """How much at once, how often again, and at most how much in all."""

    workers: int
    """Most requests under way at once to one engine"""
    retry: RetrySettings
    max_characters: int | None = None
    max_cost: float | None = None
    """US dollars, over this run"""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """As the settings say."""
        budget = settings.budget
        return cls(settings.workers, settings.retry, budget.max_characters, budget.max_cost)


class Pool:
    """Sends jobs to their engines, each engine in order of submission and in its own measure.

    `clock` gives monotonic seconds, `sleep` waits; both are for tests to replace.
    """

    def __init__(
        self,
        engines: EngineLookup,
        store: Store,
        ledger: Ledger,
        options: PoolOptions,
        listener: Listener,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._engines = engines
        self._store = store
        self._options = options
        self._listener = listener
        self._clock = clock
        self._sleep = sleep
        budget = Budget(options.max_characters, options.max_cost)
        self._accounts = Accounts(ledger, budget)
        self._keeper = Keeper(store, options.retry.attempts)
        self._under_way = 0
        self._characters = 0
        self._lanes: dict[str, Lane] = {}
        self._errands: dict[str, Errand] = {}
        self._numbers = count()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False
        self.halted: NarrateError | None = None
        """Why nothing more is sent: EngineUnusable, BudgetReached, StoreError, or (plain
        NarrateError) a fault of narrate's own with its cause"""

    def submit(self, job: Job) -> asyncio.Future[TakeInfo]:
        """Have a job recorded, or find its take; must be called on the event loop.

        The future raises TemporaryError (all attempts failed) or ChunkRefused for this job
        alone, or what `halted` holds once the pool has halted. Submitting a key again after
        its take was discarded records it again.
        """
        future: asyncio.Future[TakeInfo] = asyncio.get_running_loop().create_future()
        if self.halted:
            _fail(future, self.halted)
        elif self._closed:
            future.cancel()
        elif errand := self._errands.get(job.key):
            errand.waiting.append((job, future))
        else:
            self._begin(Errand(next(self._numbers), job, [(job, future)]))
        return future

    async def join(self) -> None:
        """Return when everything submitted is kept, failed, or given up by halting."""
        await self._idle.wait()

    @property
    def busy(self) -> bool:
        """True while a request is under way."""
        return any(lane.busy for lane in self._lanes.values())

    def limits(self) -> Mapping[str, LimitReport]:
        """What was found out about the limits of each engine that was asked."""
        return {name: lane.limits() for name, lane in self._lanes.items()}

    async def stop(self, grace: float = GRACE) -> None:
        """Send nothing more, let what is under way end within `grace` seconds, cancel the rest.

        Waiting futures are cancelled. Done within about half a second after `grace`; may be
        called twice, as leaving the block calls it too.
        """
        self._closed = True
        self._close_lanes()
        tasks = {task for lane in self._lanes.values() for task in lane.tasks}
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=grace)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=LAST_MOMENT)
        self._keeper.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if error is None:
                await self.join()
        finally:
            await self.stop()

    def _begin(self, errand: Errand) -> None:
        job = errand.job
        self._errands[job.key] = errand
        self._idle.clear()
        try:
            info = self._store.find(job.key)
        except StoreError as error:
            self.halt(error, errand)
            return
        if info is None:
            self._lane(job.voicing.engine).add(errand)
            return
        for waiting, future in self._end(errand):
            self._listener.reused(waiting, info)
            future.set_result(info)

    def _lane(self, name: str) -> Lane:
        if name not in self._lanes:
            parallel = self._engines[name].parallel or self._options.workers
            slots = max(1, min(self._options.workers, parallel))
            self._lanes[name] = Lane(
                self, name, slots, self._options.retry, self._clock, self._sleep
            )
        return self._lanes[name]

    def _close_lanes(self) -> None:
        for lane in self._lanes.values():
            for errand in lane.close():
                self.dropped(errand)

    def _end(self, errand: Errand) -> list[tuple[Job, asyncio.Future[TakeInfo]]]:
        """Forget an errand, so that its key may be submitted anew."""
        if self._errands.get(errand.job.key) is errand:
            del self._errands[errand.job.key]
        if not self._errands:
            self._idle.set()
        waiting, errand.waiting = errand.waiting, []
        return [(job, future) for job, future in waiting if not future.done()]

    # ---- what the lanes call

    async def ask(self, errand: Errand, seconds: float) -> Draft:
        """Send one request that is given so many seconds, judge the answer and write it."""
        if self.halted:
            raise self.halted
        job, engine = errand.job, self._engines[errand.job.voicing.engine]
        self._store.check_room(self._under_way + 1, self._characters + len(job.spoken))
        errand.requests += 1
        try:
            errand.attempt = self._accounts.open(job, errand.requests, engine.price(job.voicing))
        except BudgetReached as reached:
            if job.optional:
                raise ChunkRefused(str(reached)) from reached
            raise
        self._under_way += 1
        self._characters += len(job.spoken)
        try:
            self._listener.sending(job, errand.attempt)
            audio = await _speak(engine, job, self._accounts.request_id(errand.attempt), seconds)
            return await self._keeper.draft(job, engine, audio)
        except BaseException as error:
            self._settle(errand, error)
            raise
        finally:
            self._under_way -= 1
            self._characters -= len(job.spoken)

    async def keep(self, errand: Errand, draft: Draft) -> None:
        """Put the take on disk under its name and tell who waits for it."""
        try:
            await self._keeper.commit(draft, last=not self.busy)
        except StoreError as error:
            self._settle(errand, error)
            raise
        self._settle(errand, None)
        for job, future in self._end(errand):
            future.set_result(draft.info)
            if job is errand.job:
                self._listener.kept(job, draft.info)
            else:
                self._listener.reused(job, draft.info)

    def retrying(self, errand: Errand, error: TemporaryError, wait: float) -> None:
        """The chunk will be asked for again."""
        self._listener.retrying(errand.job, error, wait)

    def failed(self, errand: Errand, error: TemporaryError | ChunkRefused) -> None:
        """The chunk is given up; the others go on."""
        for job, future in self._end(errand):
            _fail(future, error)
            self._listener.failed(job, error)

    def dropped(self, errand: Errand) -> None:
        """The chunk was cancelled, by halting or by stopping."""
        for _, future in self._end(errand):
            if self.halted:
                _fail(future, self.halted)
            else:
                future.cancel()

    def halt(self, error: Exception, errand: Errand | None = None) -> None:
        """Send nothing more; what is under way may end and be kept."""
        if self.halted is None:
            self.halted = error if isinstance(error, NarrateError) else _fault(error)
            self._close_lanes()
        if errand:
            self.dropped(errand)

    def _settle(self, errand: Errand, error: BaseException | None) -> None:
        """Close the account of the errand's last request."""
        assert errand.attempt is not None
        attempt, errand.attempt = errand.attempt, None
        ending = ending_of(error)
        self._listener.settled(errand.job, attempt, ending)
        try:
            self._accounts.settle(attempt, ending, error)
        except StoreError as trouble:  # the take is safe, but go no further without accounts
            self.halt(trouble)


async def record(
    jobs: Iterable[Job],
    engines: EngineLookup,
    store: Store,
    ledger: Ledger,
    options: PoolOptions,
    listener: Listener,
) -> None:
    """Record all of `jobs`; the listener hears which failed.

    Raises what halted the pool: EngineUnusable, BudgetReached, StoreError.
    """
    async with Pool(engines, store, ledger, options, listener) as pool:
        for job in jobs:
            pool.submit(job)
    if pool.halted:
        raise pool.halted


async def _speak(engine: Engine, job: Job, request_id: str, seconds: float) -> Audio:
    try:
        async with asyncio.timeout(seconds):
            return await engine.speak(job.spoken, job.voicing, request_id)
    except TimeoutError as error:
        raise NoAnswer(f"no answer within {seconds:.0f} s") from error


def _fault(error: Exception) -> NarrateError:
    fault = NarrateError(f"recording broke off by a fault of narrate's own: {error!r}")
    fault.__cause__ = error
    return fault


def _fail(future: asyncio.Future[TakeInfo], error: Exception) -> None:
    future.set_exception(error)
    future.exception()  # counts as looked at: who does not wait for it is told by the listener

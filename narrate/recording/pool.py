"""The pool: what is submitted is recorded once, kept at once, and stopped without loss.

    async with Pool(engines, store, ledger, options, listener) as pool:
        take = await pool.submit(request)

    Pool          is the take in the store, or is it being recorded for somebody else?
    EngineQueue   one an engine: when to send, how many at once, again after which wait
    Sender        one attempt: room, money, the engine, the take

Each knows only those below it. Leaving the block waits for all that was submitted; leaving it
with an error or by Ctrl-C stops.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Self

from narrate.audio import TakeInfo
from narrate.engines.base import EngineLookup
from narrate.errors import ChunkRefused, NarrateError, StoreError, TemporaryError
from narrate.recording.accounts import Accounts, Budget
from narrate.recording.ledger import Ledger
from narrate.recording.queue import EngineQueue
from narrate.recording.request import Listener, Request
from narrate.recording.retry import RetrySettings
from narrate.recording.sender import Sender
from narrate.recording.store import Store
from narrate.recording.writer import TakeWriter
from narrate.report import LimitReport

if TYPE_CHECKING:  # the settings take 0.1 s to import, and whoever has them has done so
    from narrate.settings import Settings

GRACE = 1.0
"""Seconds that requests under way are given to end when the run is stopped"""
LAST_MOMENT = 0.4
"""Seconds that cancelled requests are given to let go"""

_Waiting = tuple[Request, asyncio.Future[TakeInfo]]


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
    """Sends requests to their engines, each engine in order of submission and at its own pace.

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
        self._workers = options.workers
        self._listener = listener
        accounts = Accounts(ledger, Budget(options.max_characters, options.max_cost))
        self._writer = TakeWriter(store, options.retry.attempts)
        self._sender = Sender(engines, store, accounts, self._writer, listener)
        self._new_queue = partial(
            EngineQueue, options.retry, self._sender, listener, clock=clock, sleep=sleep
        )
        self._queues: dict[str, EngineQueue] = {}
        self._waiting: dict[str, list[_Waiting]] = {}
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    def submit(self, request: Request) -> asyncio.Future[TakeInfo]:
        """Have a request recorded, or find its take; must be called on the event loop.

        The future raises TemporaryError (all attempts failed) or ChunkRefused for this request
        alone, or what `halted` holds once the pool has halted. Submitting a key again after
        its take was discarded records it again.
        """
        future: asyncio.Future[TakeInfo] = asyncio.get_running_loop().create_future()
        if self.halted:
            _fail(future, self.halted)
        elif self._closed:
            future.cancel()
        elif request.key in self._waiting:
            self._waiting[request.key].append((request, future))
        else:
            self._begin(request, future)
        return future

    async def join(self) -> None:
        """Return when everything submitted is kept, failed, or given up by halting."""
        await self._idle.wait()

    @property
    def halted(self) -> NarrateError | None:
        """Why nothing more is sent; see Sender."""
        return self._sender.halted

    @property
    def busy(self) -> bool:
        """True while a request is under way."""
        return any(queue.busy for queue in self._queues.values())

    def limits(self) -> Mapping[str, LimitReport]:
        """What was found out about the limits of each engine that was asked."""
        return {name: queue.limits() for name, queue in self._queues.items()}

    async def stop(self, grace: float = GRACE) -> None:
        """Send nothing more, let what is under way end within `grace` seconds, cancel the rest.

        Waiting futures are cancelled. Done within about half a second after `grace`; may be
        called twice, as leaving the block calls it too.
        """
        self._closed = True
        self._close_queues()
        try:
            tasks = {task for queue in self._queues.values() for task in queue.tasks}
            if tasks:
                _, late = await asyncio.wait(tasks, timeout=grace)
                for task in late:
                    task.cancel()
                if late:
                    await asyncio.wait(late, timeout=LAST_MOMENT)
            await asyncio.sleep(0)  # for those who wait to be told
        finally:
            self._writer.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            if kind is None:
                await self.join()
        finally:
            await self.stop()

    def _begin(self, request: Request, future: asyncio.Future[TakeInfo]) -> None:
        try:
            info = self._store.find(request.key)
        except StoreError as error:
            _fail(future, self._halt(error))
            return
        if info:
            self._listener.reused(request, info)
            future.set_result(info)
            return
        self._idle.clear()
        self._waiting[request.key] = [(request, future)]
        taken = self._queue(request.voicing.engine).add(request)
        taken.add_done_callback(partial(self._ended, request))

    def _queue(self, name: str) -> EngineQueue:
        if name not in self._queues:
            parallel = self._engines[name].parallel or self._workers
            slots = max(1, min(self._workers, parallel))
            self._queues[name] = self._new_queue(name, slots)
        return self._queues[name]

    def _ended(self, request: Request, taken: asyncio.Future[TakeInfo]) -> None:
        """The queue is done with a request: tell everybody who waits for its take."""
        waiting = [each for each in self._waiting.pop(request.key) if not each[1].done()]
        if not self._waiting:
            self._idle.set()
        if self.halted:
            self._close_queues()
        try:
            self._tell(request, waiting, taken)
        except Exception as error:  # of a listener; who waits must not wait for ever
            halted = self._halt(error)
            for _, future in waiting:
                if not future.done():
                    _fail(future, halted)

    def _tell(
        self, first: Request, waiting: list[_Waiting], taken: asyncio.Future[TakeInfo]
    ) -> None:
        error = self.halted if taken.cancelled() else taken.exception()
        for request, future in waiting:
            if error:
                _fail(future, error)
                if isinstance(error, TemporaryError | ChunkRefused):  # the others go on
                    self._listener.failed(request, error)
            elif taken.cancelled():
                future.cancel()
            else:
                info = taken.result()
                future.set_result(info)
                if request is first:
                    self._listener.kept(request, info)
                else:
                    self._listener.reused(request, info)

    def _halt(self, error: Exception) -> NarrateError:
        halted = self._sender.halt(error)
        self._close_queues()
        return halted

    def _close_queues(self) -> None:
        for queue in self._queues.values():
            queue.close()


def _fail(future: asyncio.Future[TakeInfo], error: BaseException) -> None:
    future.set_exception(error)
    future.exception()  # counts as looked at: who does not wait for it is told by the listener

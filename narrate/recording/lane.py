"""The way of the chunks to one engine: in book order, so many at once, until each is kept.

A chunk takes a slot, is sent, judged and written, and only then frees the slot: whenever the
process is killed, no more chunks than slots were asked for in vain. A chunk that waits to be
asked again holds no slot, and then comes before those that were never sent, unless another
chunk is wanted to tell whether the engine or the chunk is to blame.
"""

from __future__ import annotations

import asyncio
import heapq
from collections import deque
from collections.abc import Awaitable, Callable
from functools import partial
from math import inf
from typing import Protocol

from tenacity import RetryCallState

from narrate.errors import ChunkRefused, EngineUnusable, TemporaryError
from narrate.recording.gate import Gate
from narrate.recording.job import Errand
from narrate.recording.limiter import Limiter
from narrate.recording.outage import Outage
from narrate.recording.retry import RetrySettings, back_off, failure, retrying
from narrate.recording.store import Draft

RESTING = 3
FEWEST_RESTING = 8
"""Chunks for each slot, and at the least, that may wait to be asked again while others are
begun: a service that fails at everything shall not be asked for the whole book"""


class Owner(Protocol):
    """The pool, as its lanes see it."""

    async def ask(self, errand: Errand, seconds: float) -> Draft:
        """Send one request that is given so many seconds, judge the answer and write it."""

    async def keep(self, errand: Errand, draft: Draft) -> None:
        """Put the take on disk under its name and tell who waits for it."""

    def retrying(self, errand: Errand, error: TemporaryError, wait: float) -> None:
        """The chunk will be asked for again."""

    def failed(self, errand: Errand, error: TemporaryError | ChunkRefused) -> None:
        """The chunk is given up; the others go on."""

    def dropped(self, errand: Errand) -> None:
        """The chunk was cancelled."""

    def halt(self, error: Exception, errand: Errand) -> None:
        """Nothing more may be sent."""


class Lane:
    """Queue, slots, gate and failures of one engine."""

    def __init__(
        self,
        owner: Owner,
        engine: str,
        slots: int,
        retry: RetrySettings,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._owner = owner
        self._engine = engine
        self._retry = retry
        self._clock = clock
        self._sleep = sleep
        self._limiter = Limiter(slots)
        self._gate = Gate(clock)
        self._outage = Outage(slots, clock)
        self._refused_alone = 0
        self._most_resting = max(FEWEST_RESTING, RESTING * slots)
        self._resting = 0
        self._queue: deque[Errand] = deque()
        self._returning: list[tuple[Errand, asyncio.Future[None]]] = []
        self._in_hand: dict[asyncio.Task[None], Errand] = {}
        self._alarm: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def tasks(self) -> set[asyncio.Task[None]]:
        """The tasks of the chunks in hand."""
        return set(self._in_hand)

    @property
    def busy(self) -> bool:
        """True while a request is under way or about to be sent."""
        return self._limiter.under_way > 0

    def add(self, errand: Errand) -> None:
        """Queue a chunk behind all others."""
        self._queue.append(errand)
        self._pump()

    def close(self) -> list[Errand]:
        """Send nothing more; the answer is what was never sent.

        Chunks that wait to be asked again are cancelled, those under way are left alone.
        """
        self._closed = True
        if self._alarm:
            self._alarm.cancel()
        caller = asyncio.current_task()
        for task, errand in self._in_hand.items():
            if not errand.under_way and task is not caller:
                task.cancel()
        unsent, self._queue = list(self._queue), deque()
        return unsent

    # ---- when to send

    def _pump(self) -> None:
        """Send what may be sent now; called whenever that may have changed."""
        while not self._closed and self._has_next():
            wait = self._wait()
            if wait == inf:  # the end of a request under way will call again
                return
            if wait > 0:
                self._call_after(wait)
                return
            self._send_next()

    def _has_next(self) -> bool:
        return bool(self._returning) or self._may_begin()

    def _may_begin(self) -> bool:
        return bool(self._queue) and self._resting < self._most_resting

    def _wait(self) -> float:
        """Seconds until the next request may be sent; inf where only an answer will tell."""
        if not self._limiter.free:
            return inf
        if self._outage.down and self._limiter.under_way:  # one probe at a time
            return inf
        return max(self._gate.wait(), self._outage.wait())

    def _send_next(self) -> None:
        self._gate.passed()
        self._limiter.take()
        if self._returning and not (self._outage.suspected and self._may_begin()):
            errand, turn = heapq.heappop(self._returning)
            errand.under_way = True
            turn.set_result(None)
            return
        errand = self._queue.popleft()
        errand.under_way = True
        task = asyncio.create_task(self._run(errand))
        self._in_hand[task] = errand
        task.add_done_callback(self._ended)

    def _call_after(self, seconds: float) -> None:
        async def ring() -> None:
            await self._sleep(seconds)
            self._alarm = None
            self._pump()

        if self._alarm is None:
            self._alarm = asyncio.create_task(ring())

    # ---- one chunk

    async def _run(self, errand: Errand) -> None:
        try:
            await self._bring(errand)
        except Exception as error:  # whatever it is, those who wait must not wait for ever
            self._owner.halt(error, errand)

    async def _bring(self, errand: Errand) -> None:
        try:
            try:
                draft = await self._attempt(errand)
            except TemporaryError as error:
                draft = await self._again(errand, error)
        except (TemporaryError, ChunkRefused) as error:
            self._owner.failed(errand, error)
            return
        self._pump()
        await self._owner.keep(errand, draft)

    async def _again(self, errand: Errand, first: TemporaryError) -> Draft:
        """Retry by the policy, which counts the first failure as its own first attempt.

        Most chunks never come here: setting a policy up costs as much as the rest of a job.
        """
        policy = retrying(
            self._retry,
            errand.tally,
            before_sleep=partial(self._tell, errand),
            sleep=partial(self._rest, errand),
        )
        failed: list[TemporaryError] = [first]

        async def attempt() -> Draft:
            if failed:
                raise failed.pop()
            return await self._attempt(errand)

        result: Draft = await policy(attempt)
        return result

    async def _attempt(self, errand: Errand) -> Draft:
        era, sent = self._limiter.era, self._clock()
        try:
            draft = await self._owner.ask(errand, self._outage.timeout(self._retry.timeout))
            self._limiter.succeeded()
            self._answers()
            return draft
        except ChunkRefused:
            self._answers()
            raise
        except TemporaryError as error:
            self._learn(errand, error, era, sent)
            raise
        finally:
            errand.under_way = False
            self._limiter.give_back()

    def _answers(self) -> None:
        self._refused_alone = 0
        self._gate.succeeded()
        self._outage.succeeded()

    def _learn(self, errand: Errand, error: TemporaryError, era: int, sent: float) -> None:
        """What a failure says of the engine; raises EngineUnusable where it says enough."""
        if error.retry_after is not None:
            self._gate.close_for(error.retry_after)
        if error.overloaded and self._limiter.overloaded(era) and error.retry_after is None:
            self._refused_alone += 1  # fewer at once would not help, only time will
            self._gate.close_for(back_off(self._refused_alone, self._retry))
        self._outage.failed(errand.job.key, error, sent)
        errand.tally.count(excused=error.overloaded or self._outage.down)
        verdict = self._outage.verdict()
        if verdict:
            raise EngineUnusable(
                f"{self._engine} {verdict} (the last: {error});"
                " everything recorded is kept, run again later to go on"
            ) from error

    def _tell(self, errand: Errand, state: RetryCallState) -> None:
        if self._closed:
            return
        wait = max(state.upcoming_sleep, self._gate.wait(), self._outage.wait())
        self._owner.retrying(errand, failure(state), wait)

    async def _rest(self, errand: Errand, seconds: float) -> None:
        """Wait without a slot, then get in line for one before all that are newer."""
        if self._closed:
            raise asyncio.CancelledError
        self._resting += 1
        self._pump()
        if seconds > 0:
            await self._sleep(seconds)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._returning, (errand, turn))
        self._pump()
        await turn
        self._resting -= 1

    def _ended(self, task: asyncio.Task[None]) -> None:
        errand = self._in_hand.pop(task)
        if task.cancelled():
            self._owner.dropped(errand)
        self._pump()

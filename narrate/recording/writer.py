"""What comes from an engine is judged and put on disk, without slowing the engine down.

In two steps: the draft is written, which outlives the death of this process; then it is
committed, that is forced to disk and named, together with the drafts that came meanwhile. A
chunk frees its slot after the first step, and is done after the second.
"""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import perf_counter
from typing import TypeVar

from narrate.audio import Audio
from narrate.chunk import OptionValue, Voicing
from narrate.engines.base import Engine
from narrate.recording.inspect import SpeechRate, inspect
from narrate.recording.request import Request
from narrate.recording.store import Draft, Store

T = TypeVar("T")

WRITERS = 4
"""Threads of its own, so that assembly in other threads never delays a take"""

SLOW = 0.005
LONG_TAKE = 2_000_000
"""Seconds, and bytes. A draft is written on the event loop: ten seconds of audio take 0.4 ms, and
the way to a thread and back as much CPU again, of which there is too little when hundreds are under
way. Only what is longer than 40 s at 24 kHz goes to a thread, and after a slow draft, as on a
network disk, the next SLOW_AFTERWARDS do."""
SLOW_AFTERWARDS = 50

COMMIT_EVERY = 0.05
"""Seconds from one commit to the next while requests are under way: a commit each take, 300 in
a second, would keep the disk too busy to write drafts"""


class TakeWriter:
    """Inspects takes and keeps them; `attempts` is how often a take may be asked for.

    Its two steps are not to be interrupted: who cancels the task is heard only after the
    step, which takes milliseconds, for what it works on is paid for.
    """

    def __init__(self, store: Store, attempts: int) -> None:
        self._store = store
        self._speech_rate = SpeechRate(attempts)
        self._fingerprints: dict[Voicing, Mapping[str, OptionValue]] = {}
        self._writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="narrate-write")
        self._committer = ThreadPoolExecutor(1, thread_name_prefix="narrate-commit")
        self._threaded = 0
        self._drafts: list[tuple[Draft, asyncio.Future[None]]] = []
        self._committing: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._last_commit = -COMMIT_EVERY

    async def draft(self, request: Request, engine: Engine, audio: Audio) -> Draft:
        """The take, safe from the death of this process; raises Unfit or StoreError."""
        if request.voicing not in self._fingerprints:
            self._fingerprints[request.voicing] = engine.fingerprint(request.voicing)
        fingerprint = self._fingerprints[request.voicing]
        work = partial(self._draft, request, audio, fingerprint)
        if self._threaded or len(audio.pcm) > LONG_TAKE:
            self._threaded = max(0, self._threaded - 1)
            return await _to_the_end(self._in_thread(self._writers, work))
        started = perf_counter()
        draft = work()
        if perf_counter() - started > SLOW:
            self._threaded = SLOW_AFTERWARDS
        return draft

    async def commit(self, draft: Draft, *, last: bool) -> None:
        """Return when the take is on disk under its name; raises StoreError.

        `last` says that nothing is under way that would be worth waiting for.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._drafts.append((draft, done))
        self._schedule(COMMIT_EVERY * (not last))
        await _to_the_end(done)

    def _schedule(self, pause: float) -> None:
        """See to it that there is a commit `pause` seconds after the last one."""
        if self._committing:  # it will call again
            return
        if self._timer:
            self._timer.cancel()
        loop = asyncio.get_running_loop()
        self._timer = loop.call_at(self._last_commit + pause, self._commit_now)

    def _commit_now(self) -> None:
        self._timer = None
        self._last_commit = asyncio.get_running_loop().time()
        self._committing = asyncio.create_task(self._commit_all())

    def close(self) -> None:
        """Let go of the threads, after their last take."""
        self._writers.shutdown()
        self._committer.shutdown()
        self._store.close()

    def _draft(
        self, request: Request, audio: Audio, fingerprint: Mapping[str, OptionValue]
    ) -> Draft:
        levels = inspect(audio, request.spoken, request.voicing.speed)
        self._speech_rate.judge(request.key, audio, levels, request.spoken, request.voicing)
        return self._store.draft(request.key, audio, levels, fingerprint, request.spoken)

    async def _commit_all(self) -> None:
        batch, self._drafts = self._drafts, []
        work = partial(self._store.commit, [draft for draft, _ in batch])
        try:
            await self._in_thread(self._committer, work)
        except Exception as error:  # StoreError; but whatever it is, none may wait for ever
            for _, done in batch:
                if not done.done():  # a second cancellation of who waited reaches it
                    done.set_exception(error)
        else:
            for _, done in batch:
                if not done.done():
                    done.set_result(None)
        self._committing = None
        if self._drafts:
            self._schedule(COMMIT_EVERY)

    def _in_thread(self, threads: ThreadPoolExecutor, work: Callable[[], T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(threads, work)


async def _to_the_end(work: asyncio.Future[T]) -> T:
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        return await work

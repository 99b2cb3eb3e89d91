from __future__ import annotations

import asyncio
import gc
import random
from collections.abc import Awaitable
from dataclasses import replace
from itertools import count

import pytest

from narrate.audio import Audio, TakeInfo
from narrate.engines.base import Price
from narrate.errors import (
    BudgetReached,
    ChunkRefused,
    EngineUnusable,
    NarrateError,
    StoreError,
    TemporaryError,
)
from narrate.recording.ledger import Totals
from narrate.recording.load.outage import OVERLOAD_PATIENCE, PATIENCE
from tests.effort import assert_linear
from tests.recording.stage import (
    VOICING,
    Answer,
    RecordingSetup,
    Retry,
    ToneEngine,
    request,
    speech,
)

PAID = Price(per_character=0.01, source="a test")


async def asked(engine: ToneEngine, requests: int) -> None:
    """Wait until the engine was sent so many requests."""
    while len(engine.asked) < requests:
        await asyncio.sleep(0)


async def speech_after(released: asyncio.Event) -> Audio:
    """Speech that comes no sooner than it is released."""
    await released.wait()
    return speech()


# ---- the ordinary way


async def test_a_request_of_the_pool_becomes_a_take(recording: RecordingSetup) -> None:
    engine = ToneEngine()
    async with recording.pool(engine) as pool:
        info = await pool.submit(request(1))
    assert info == recording.store.find(request(1).key)
    take = recording.store.read(info.key)
    assert take.audio == speech()
    head = recording.store.describe(info.key)
    assert head
    assert (head.spoken, head.fingerprint) == (request(1).spoken, engine.fingerprint(VOICING))
    assert recording.listener.events == [("sending", "line 1"), ("kept", "line 1")]
    assert recording.outcomes() == [("kept", 1)]


async def test_leaving_the_pool_waits_for_all_its_requests(recording: RecordingSetup) -> None:
    engine = ToneEngine(seconds=0.01)
    async with recording.pool(engine, workers=4) as pool:
        for number in range(20):
            pool.submit(request(number))
    assert len(recording.store.keys()) == 20


async def test_a_pool_sends_requests_in_order_of_submission(recording: RecordingSetup) -> None:
    engine = ToneEngine(seconds=0.002)
    async with recording.pool(engine, workers=3) as pool:
        for number in range(30):
            pool.submit(request(number))
    assert engine.asked == [request(number).spoken for number in range(30)]


@pytest.mark.parametrize("workers", [1, 8, 20])
async def test_a_pool_sends_never_more_requests_than_workers_and_as_many_as_it_may(
    recording: RecordingSetup, workers: int
) -> None:
    released = asyncio.Event()
    engine = ToneEngine(lambda number, spoken: speech_after(released))
    async with recording.pool(engine, workers=workers) as pool:
        for number in range(60):
            pool.submit(request(number))
        await asked(engine, workers)
        assert engine.under_way == workers
        released.set()
    assert engine.most_under_way == workers


async def test_a_pool_sends_an_engine_no_more_at_once_than_it_wants(
    recording: RecordingSetup,
) -> None:
    engine = ToneEngine(seconds=0.01, parallel=2)
    async with recording.pool(engine, workers=8) as pool:
        for number in range(10):
            pool.submit(request(number))
    assert engine.most_under_way == 2


async def test_a_pool_keeps_a_queue_for_each_engine(recording: RecordingSetup) -> None:
    released = asyncio.Event()
    slow = ToneEngine(lambda number, spoken: speech_after(released), name="slow", parallel=1)
    fast = ToneEngine(name="fast")
    async with recording.pool(slow, fast) as pool:
        first = pool.submit(request(1, voicing=replace(VOICING, engine="slow")))
        others = [
            pool.submit(request(n, voicing=replace(VOICING, engine="fast"))) for n in range(9)
        ]
        await asyncio.gather(*others)
        assert not first.done()
        released.set()
    assert first.done()


# ---- nothing twice


async def test_a_pool_does_not_ask_for_takes_that_are_in_the_store(
    recording: RecordingSetup,
) -> None:
    engine = ToneEngine()
    for _ in range(2):
        async with recording.pool(engine) as pool:
            infos = await asyncio.gather(*(pool.submit(request(number)) for number in range(5)))
    assert len(engine.asked) == 5
    assert infos == [recording.store.find(request(number).key) for number in range(5)]
    assert recording.listener.of("reused") == [f"line {number}" for number in range(5)]


async def test_equal_requests_of_a_pool_share_a_request(recording: RecordingSetup) -> None:
    engine = ToneEngine(seconds=0.02)
    twins = [replace(request(1), label=f"twin {number}") for number in range(4)]
    async with recording.pool(engine, workers=1) as pool:
        futures = [pool.submit(twin) for twin in twins]
        futures[1].cancel()  # one who no longer waits spoils nothing for the others
        infos = await asyncio.gather(futures[0], *futures[2:])
    assert len(engine.asked) == 1
    assert len(set(infos)) == 1
    assert recording.listener.of("kept") == ["twin 0"]
    assert recording.listener.of("reused") == ["twin 2", "twin 3"]


async def test_a_pool_records_a_discarded_take_again(recording: RecordingSetup) -> None:
    engine = ToneEngine()
    async with recording.pool(engine) as pool:
        await pool.submit(request(1))
        recording.store.discard(request(1).key)
        await pool.submit(request(1))
    assert len(engine.asked) == 2


async def test_a_failed_request_may_be_submitted_to_the_pool_again(
    recording: RecordingSetup,
) -> None:
    engine = ToneEngine(lambda number, spoken: ChunkRefused("no") if number == 0 else speech())
    async with recording.pool(engine) as pool:
        with pytest.raises(ChunkRefused):
            await pool.submit(request(1))
        await pool.submit(request(1))


# ---- failures of a chunk


def fails(times: int, error: Exception, only: str = "") -> ToneEngine:
    """An engine that fails so often for each text (or only for one), then speaks."""
    count: dict[str, int] = {}

    def script(number: int, spoken: str) -> Answer:
        count[spoken] = count.get(spoken, 0) + 1
        if (not only or spoken == only) and count[spoken] <= times:
            return error
        return speech()

    return ToneEngine(script, price=PAID)


async def test_a_pool_tries_again_after_temporary_errors(recording: RecordingSetup) -> None:
    engine = fails(2, TemporaryError("broken pipe"))
    async with recording.pool(engine, retry=Retry(wait_initial=0.001)) as pool:
        await pool.submit(request(1))
    assert recording.outcomes() == [("temporary", 0), ("temporary", 0), ("kept", 1)]
    assert recording.listener.of("retrying") == ["line 1", "line 1"]
    characters = len(request(1).spoken)
    assert recording.listener.totals == Totals(3, 2, characters, characters * 0.01)


async def test_a_chunk_that_always_fails_leaves_the_others_of_the_pool_alone(
    recording: RecordingSetup,
) -> None:
    engine = fails(99, TemporaryError("broken pipe"), only=request(3).spoken)
    async with recording.pool(engine, retry=Retry(attempts=3, wait_initial=0.001)) as pool:
        futures = [pool.submit(request(number)) for number in range(10)]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, Exception)] == [3]
    assert "broken pipe" in str(outcomes[3])
    assert engine.asked.count(request(3).spoken) == 3
    assert recording.listener.of("failed") == ["line 3"]
    assert pool.halted is None


async def test_a_pool_asks_for_a_refused_chunk_once(recording: RecordingSetup) -> None:
    engine = fails(99, ChunkRefused("forbidden word"), only=request(3).spoken)
    async with recording.pool(engine) as pool:
        futures = [pool.submit(request(number)) for number in range(6)]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    assert isinstance(outcomes[3], ChunkRefused)
    assert engine.asked.count(request(3).spoken) == 1
    assert len(recording.store.keys()) == 5
    assert ("refused", 0) in recording.outcomes()


async def test_a_pool_pays_for_audio_that_is_no_speech_and_asks_again(
    recording: RecordingSetup,
) -> None:
    silence = Audio(8000, bytes(16000))
    engine = ToneEngine(lambda number, spoken: speech() if number else silence, price=PAID)
    async with recording.pool(engine) as pool:
        await pool.submit(request(1))
    assert recording.outcomes() == [("rejected", 1), ("kept", 1)]
    assert recording.listener.totals.lost_characters == len(request(1).spoken)
    assert recording.store.read(request(1).key).audio == speech()


async def test_a_request_of_the_pool_without_an_answer_times_out(recording: RecordingSetup) -> None:
    async def hang() -> Audio:
        await asyncio.sleep(60)
        raise AssertionError

    def script(number: int, spoken: str) -> Answer | Awaitable[Answer]:
        return speech() if number else hang()

    retry = Retry(timeout=0.05, wait_initial=0.001)
    async with recording.pool(ToneEngine(script), retry=retry) as pool:
        await pool.submit(request(1))
    assert recording.outcomes() == [("temporary", None), ("kept", 1)]


async def test_a_chunk_that_waits_for_a_retry_holds_no_slot_of_the_pool(
    recording: RecordingSetup,
) -> None:
    engine = fails(1, TemporaryError("broken pipe"), only=request(0).spoken)
    async with recording.pool(engine, workers=1, retry=Retry(wait_initial=0.2)) as pool:
        futures = [pool.submit(request(number)) for number in range(10)]
        await asyncio.gather(*futures[1:])
        assert not futures[0].done()
    assert futures[0].done()


# ---- overload and outages, in flying time


async def test_retry_after_closes_the_gate_for_all_requests_of_the_pool(
    recording: RecordingSetup,
) -> None:
    sent: list[float] = []

    def script(number: int, spoken: str) -> Answer:
        sent.append(recording.time.now)
        return TemporaryError("429", retry_after=20.0, overloaded=True) if not number else speech()

    async with recording.pool(ToneEngine(script), workers=1, fake_time=True) as pool:
        futures = [pool.submit(request(number)) for number in range(5)]
        await recording.time.run(asyncio.gather(*futures))
    assert sent[1] - sent[0] >= 20.0
    assert sent[1] - sent[0] <= 21.1
    assert recording.listener.waits[0] >= 20.0


async def test_a_pool_with_too_many_workers_never_fails_a_chunk(recording: RecordingSetup) -> None:
    """An account for 2 at once, 12 workers, one attempt: 429s are not counted."""
    busy = 0

    async def answer() -> Answer:
        nonlocal busy
        if busy >= 2:
            return TemporaryError("429", overloaded=True)
        busy += 1
        await asyncio.sleep(0.01)
        busy -= 1
        return speech()

    engine = ToneEngine(lambda number, spoken: answer())
    async with recording.pool(engine, workers=12, retry=Retry(attempts=1)) as pool:
        futures = [pool.submit(request(number)) for number in range(60)]
        await asyncio.gather(*futures)
    assert len(engine.asked) < 60 + 15


async def test_a_pool_survives_minutes_of_nothing_but_429(recording: RecordingSetup) -> None:
    def script(number: int, spoken: str) -> Answer:
        over = recording.time.now > 1000.0 + 120.0
        return speech() if over else TemporaryError("429", overloaded=True)

    engine = ToneEngine(script)
    async with recording.pool(engine, fake_time=True, retry=Retry(attempts=2)) as pool:
        futures = [pool.submit(request(number)) for number in range(20)]
        await recording.time.run(asyncio.gather(*futures))
    assert len(engine.asked) < 20 + 8 + 30


async def test_a_429_that_never_ends_stops_the_pool(recording: RecordingSetup) -> None:
    engine = ToneEngine(lambda number, spoken: TemporaryError("429", overloaded=True))
    async with recording.pool(engine, fake_time=True) as pool:
        future = pool.submit(request(1))
        with pytest.raises(EngineUnusable, match="refusing for overload"):
            await recording.time.run(future)
    assert OVERLOAD_PATIENCE <= recording.time.now - 1000 <= OVERLOAD_PATIENCE + 40


async def test_a_pool_waits_for_the_end_of_an_outage(recording: RecordingSetup) -> None:
    def script(number: int, spoken: str) -> Answer:
        recording.time.now += 0.1
        down = 1003.0 < recording.time.now < 1063.0
        return TemporaryError("connection refused") if down else speech()

    engine = ToneEngine(script)
    async with recording.pool(engine, fake_time=True, retry=Retry(attempts=3)) as pool:
        futures = [pool.submit(request(number)) for number in range(100)]
        await recording.time.run(asyncio.gather(*futures))
    assert len(recording.store.keys()) == 100
    assert len(engine.asked) < 100 + 50
    assert pool.halted is None


async def test_an_outage_that_never_ends_stops_the_pool(recording: RecordingSetup) -> None:
    def script(number: int, spoken: str) -> Answer:
        return TemporaryError("connection refused") if number >= 10 else speech()

    engine = ToneEngine(script)
    async with recording.pool(engine, fake_time=True) as pool:
        futures = [pool.submit(request(number)) for number in range(100)]
        outcomes = await recording.time.run(asyncio.gather(*futures, return_exceptions=True))
    assert len(recording.store.keys()) == 10
    assert sum(isinstance(outcome, EngineUnusable) for outcome in outcomes) == 90
    assert isinstance(pool.halted, EngineUnusable)
    assert "tone has given no answer" in str(pool.halted)
    assert "connection refused" in str(pool.halted)
    assert PATIENCE <= recording.time.now - 1000 <= PATIENCE + 30
    assert len(engine.asked) < 60


async def test_a_voice_that_only_gives_silence_stops_the_pool_before_much_is_paid(
    recording: RecordingSetup,
) -> None:
    engine = ToneEngine(lambda number, spoken: Audio(8000, bytes(16000)))
    async with recording.pool(engine, fake_time=True, workers=4) as pool:
        futures = [pool.submit(request(number)) for number in range(1000)]
        await recording.time.run(asyncio.gather(*futures, return_exceptions=True))
    assert isinstance(pool.halted, EngineUnusable)
    assert "no usable audio" in str(pool.halted)
    assert len(engine.asked) < 50


async def test_a_pool_loses_no_chunk_to_failures_by_chance(recording: RecordingSetup) -> None:
    """Three in ten fail, whatever is asked: with five attempts a chunk in four hundred would."""
    rng = random.Random(5)
    engine = ToneEngine(
        lambda number, spoken: TemporaryError("cut") if rng.random() < 0.3 else speech()
    )
    async with recording.pool(engine, fake_time=True, retry=Retry(attempts=3)) as pool:
        futures = [pool.submit(request(number)) for number in range(400)]
        await recording.time.run(asyncio.gather(*futures))
    assert len(recording.store.keys()) == 400
    assert len(engine.asked) < 400 * 1.7


async def test_a_pool_gives_up_a_bad_chunk_after_its_attempts(recording: RecordingSetup) -> None:
    engine = fails(10**6, TemporaryError("500"), only=request(7).spoken)
    async with recording.pool(engine, fake_time=True, retry=Retry(attempts=3)) as pool:
        futures = [pool.submit(request(number)) for number in range(400)]
        await recording.time.run(asyncio.gather(*futures, return_exceptions=True))
    assert engine.asked.count(request(7).spoken) == 3


# ---- what stops the run


@pytest.mark.parametrize("error", [EngineUnusable("no credit"), KeyError("a fault")])
async def test_a_pool_sends_nothing_more_after_an_error_that_stops_the_run(
    recording: RecordingSetup, error: Exception
) -> None:
    engine = ToneEngine(
        lambda number, spoken: error if number == 3 else speech(), seconds=0.01, price=PAID
    )
    async with recording.pool(engine, workers=4) as pool:
        futures = [pool.submit(request(number)) for number in range(50)]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
        late = pool.submit(request(99))
        assert late.exception() is pool.halted
    assert isinstance(pool.halted, NarrateError)
    assert pool.halted is error or pool.halted.__cause__ is error
    kept = [outcome for outcome in outcomes if isinstance(outcome, TakeInfo)]
    assert len(kept) >= 3  # those under way with it are paid for, and kept
    assert len(kept) == len(recording.store.keys())
    assert len(engine.asked) <= 4 + 3
    assert all(outcome in kept or outcome is pool.halted for outcome in outcomes)
    assert not recording.listener.of("failed")


async def test_a_pool_never_passes_the_cap_on_characters(recording: RecordingSetup) -> None:
    engine = ToneEngine(seconds=0.005)
    length = len(request(10).spoken)
    async with recording.pool(engine, max_characters=length * 7 + 1, workers=4) as pool:
        futures = [pool.submit(request(number)) for number in range(10, 40)]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    assert len(engine.asked) == len(recording.store.keys()) == 7
    assert isinstance(pool.halted, BudgetReached)
    assert sum(isinstance(outcome, BudgetReached) for outcome in outcomes) == 23


async def test_a_pools_cap_on_cost_counts_failures_that_were_billed(
    recording: RecordingSetup,
) -> None:
    billed = TemporaryError("garbage", billed=True)
    engine = ToneEngine(lambda number, spoken: speech() if number % 2 else billed, price=PAID)
    cost = len(request(10).spoken) * 0.01
    async with recording.pool(engine, max_cost=cost * 4, workers=1) as pool:
        for number in range(10, 20):
            pool.submit(request(number))
    assert len(engine.asked) == 4
    assert recording.listener.totals.cost == pytest.approx(cost * 4)
    assert isinstance(pool.halted, BudgetReached)


async def test_a_pools_budget_counts_failures_that_may_have_been_billed(
    recording: RecordingSetup,
) -> None:
    unseen = TemporaryError("the connection broke", billed=None)
    engine = ToneEngine(lambda number, spoken: speech() if number % 2 else unseen, price=PAID)
    length = len(request(10).spoken)
    async with recording.pool(engine, max_cost=length * 0.01 * 4, workers=1) as pool:
        for number in range(10, 20):
            pool.submit(request(number))
    assert len(engine.asked) == 4
    assert isinstance(pool.halted, BudgetReached)
    totals = recording.listener.totals
    assert (totals.billed_characters, totals.open_characters) == (2 * length, 2 * length)


async def test_a_pools_budget_does_not_count_failures_that_nobody_billed(
    recording: RecordingSetup,
) -> None:
    engine = fails(2, TemporaryError("connection refused"))
    async with recording.pool(
        engine, max_characters=len(request(10).spoken) * 3, workers=1
    ) as pool:
        futures = [pool.submit(request(number)) for number in range(10, 13)]
        await asyncio.gather(*futures)


async def test_a_pool_stops_before_sending_where_the_disk_has_no_room(
    recording: RecordingSetup, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ToneEngine()

    def check_room(takes: int, characters: int) -> None:
        if len(engine.asked) == 3:
            raise StoreError("disk full")

    monkeypatch.setattr(recording.store, "check_room", check_room)
    async with recording.pool(engine, workers=1) as pool:
        for number in range(10):
            pool.submit(request(number))
    assert len(engine.asked) == len(recording.store.keys()) == 3
    assert isinstance(pool.halted, StoreError)


async def test_a_pool_whose_ledger_cannot_be_written_stops_and_keeps_its_takes(
    recording: RecordingSetup,
) -> None:
    released = asyncio.Event()
    engine = ToneEngine(lambda number, spoken: speech_after(released))
    async with recording.pool(engine, workers=2) as pool:
        futures = [pool.submit(request(number)) for number in range(10)]
        await asked(engine, 2)
        recording.ledger._base.execute("PRAGMA query_only = 1")
        released.set()
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    assert isinstance(pool.halted, StoreError)
    assert len(engine.asked) == len(recording.store.keys()) == 2
    assert [isinstance(outcome, TakeInfo) for outcome in outcomes] == [True] * 2 + [False] * 8
    assert [ending.outcome for ending in recording.listener.endings] == ["kept"] * 2, (
        "counted all the same"
    )


# ---- Ctrl-C


async def test_stopping_a_pool_lets_requests_under_way_end(recording: RecordingSetup) -> None:
    engine = ToneEngine(seconds=0.1)
    async with recording.pool(engine, workers=3) as pool:
        futures = [pool.submit(request(number)) for number in range(30)]
        await asked(engine, 3)
        await pool.stop(grace=60.0)
    assert len(engine.asked) == len(recording.store.keys()) == 3
    assert [future.cancelled() for future in futures] == [False] * 3 + [True] * 27
    assert pool.submit(request(99)).cancelled()


async def test_stopping_a_pool_does_not_wait_for_ever_for_requests(
    recording: RecordingSetup,
) -> None:
    engine = ToneEngine(seconds=600, price=PAID)
    async with recording.pool(engine, workers=3) as pool:
        futures = [pool.submit(request(number)) for number in range(5)]
        await asked(engine, 3)
        await pool.stop(grace=0.1)
    assert all(future.cancelled() for future in futures)
    assert recording.outcomes() == [("cancelled", None)] * 3
    assert recording.listener.totals.open_characters == 3 * len(request(1).spoken)


async def test_stopping_a_pool_does_not_wait_for_chunks_that_wait_for_a_retry(
    recording: RecordingSetup,
) -> None:
    engine = ToneEngine(lambda number, spoken: TemporaryError("no"))
    async with recording.pool(engine, retry=Retry(wait_initial=600)) as pool:
        future = pool.submit(request(1))
        while not recording.listener.waits:
            await asyncio.sleep(0)
        await pool.stop()
    assert future.cancelled()
    assert len(engine.asked) == 1


async def test_cancelling_the_block_of_a_pool_stops_it(recording: RecordingSetup) -> None:
    engine = ToneEngine(seconds=0.05)

    async def run() -> None:
        async with recording.pool(engine, workers=2) as pool:
            for number in range(1000):
                pool.submit(request(number))

    task = asyncio.create_task(run())
    await asked(engine, 4)
    sent = len(engine.asked)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(engine.asked) == len(recording.store.keys()) == sent


async def test_a_stopped_pool_keeps_a_take_that_is_being_written(recording: RecordingSetup) -> None:
    engine = ToneEngine(audio=speech(6.0, 192_000))  # long: written in a thread
    async with recording.pool(engine) as pool:
        future = pool.submit(request(1))
        while not engine.asked:
            await asyncio.sleep(0)
        await pool.stop(grace=0.0)
    assert recording.store.keys() == {request(1).key}
    assert future.done()
    assert recording.outcomes() == [("kept", 1)]


# ---- noise and speed


async def test_a_pool_makes_no_noise_over_futures_that_nobody_looks_at(
    recording: RecordingSetup,
) -> None:
    noise: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: noise.append(str(context)))
    for error in (ChunkRefused("no"), TemporaryError("no"), EngineUnusable("no"), ValueError("no")):
        engine = ToneEngine(lambda number, spoken, error=error: error)  # type: ignore[misc]
        async with recording.pool(engine, retry=Retry(attempts=2, wait_initial=0.0)) as pool:
            for number in range(4):
                pool.submit(request(number))
    async with recording.pool(ToneEngine(seconds=9)) as pool:
        pool.submit(request(1))
        await asyncio.sleep(0)
        await pool.stop(grace=0.0)
    gc.collect()
    await asyncio.sleep(0)
    assert noise == []


async def test_submitting_to_a_pool_takes_linear_time(recording: RecordingSetup) -> None:
    engine = ToneEngine(seconds=0.001)
    numbers = count()
    async with recording.pool(engine, workers=1) as pool:

        def submit(requests: int) -> None:
            for _ in range(requests):
                pool.submit(request(next(numbers)))

        assert_linear(submit, 10_000)
        await pool.stop(grace=0.1)


async def test_a_pool_never_leaves_a_slot_empty(recording: RecordingSetup) -> None:
    async def answer(number: int) -> Audio:
        while len(engine.asked) < min(number + 8, 80):  # answers only when all slots are taken
            await asyncio.sleep(0.001)
        return speech()

    engine = ToneEngine(lambda number, spoken: answer(number))
    async with recording.pool(engine, workers=8) as pool:
        for number in range(80):
            pool.submit(request(number))
    assert engine.most_under_way == 8
    assert len(recording.store.keys()) == 80

from __future__ import annotations

import asyncio
import gc
import math
import random
import time
from collections.abc import Awaitable
from dataclasses import replace

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
from narrate.recording.load.outage import OVERLOAD_PATIENCE, PATIENCE
from narrate.recording.money.ledger import Totals
from tests.recording.stage import (
    VOICING,
    Answer,
    Retry,
    Stage,
    ToneEngine,
    job,
    speech,
)

PAID = Price(per_character=0.01, source="a test")


# ---- the ordinary way


async def test_a_job_becomes_a_take(stage: Stage) -> None:
    engine = ToneEngine()
    async with stage.pool(engine) as pool:
        info = await pool.submit(job(1))
    assert info == stage.store.find(job(1).key)
    take = stage.store.read(info.key)
    assert take.audio == speech()
    head = stage.store.describe(info.key)
    assert head
    assert (head.spoken, head.fingerprint) == (job(1).spoken, engine.fingerprint(VOICING))
    assert stage.diary.events == [("sending", "line 1"), ("kept", "line 1")]
    assert stage.outcomes() == [("kept", 1)]


async def test_leaving_the_block_waits_for_everything(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.01)
    async with stage.pool(engine, workers=4) as pool:
        for number in range(20):
            pool.submit(job(number))
    assert len(stage.store.keys()) == 20


async def test_jobs_are_sent_in_order_of_submission(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.002)
    async with stage.pool(engine, workers=3) as pool:
        for number in range(30):
            pool.submit(job(number))
    assert engine.asked == [job(number).spoken for number in range(30)]


@pytest.mark.parametrize("workers", [1, 8, 20])
async def test_never_more_than_workers_and_as_many_as_there_are_slots(
    stage: Stage, workers: int
) -> None:
    engine = ToneEngine(seconds=0.02)
    async with stage.pool(engine, workers=workers) as pool:
        for number in range(60):
            pool.submit(job(number))
        await asyncio.sleep(0.01)
        assert engine.under_way == workers
    assert engine.most_under_way == workers


async def test_an_engine_may_want_fewer_at_once(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.01, parallel=2)
    async with stage.pool(engine, workers=8) as pool:
        for number in range(10):
            pool.submit(job(number))
    assert engine.most_under_way == 2


async def test_each_engine_has_its_own_queue(stage: Stage) -> None:
    slow = ToneEngine(name="slow", seconds=0.2, parallel=1)
    fast = ToneEngine(name="fast")
    async with stage.pool(slow, fast) as pool:
        first = pool.submit(job(1, voicing=replace(VOICING, engine="slow")))
        others = [pool.submit(job(n, voicing=replace(VOICING, engine="fast"))) for n in range(9)]
        await asyncio.gather(*others)
        assert not first.done()
    assert first.done()


# ---- nothing twice


async def test_what_is_in_the_store_is_not_asked_for(stage: Stage) -> None:
    engine = ToneEngine()
    for _ in range(2):
        async with stage.pool(engine) as pool:
            infos = await asyncio.gather(*(pool.submit(job(number)) for number in range(5)))
    assert len(engine.asked) == 5
    assert infos == [stage.store.find(job(number).key) for number in range(5)]
    assert stage.diary.of("reused") == [f"line {number}" for number in range(5)]


async def test_equal_jobs_under_way_share_a_request(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.02)
    twins = [replace(job(1), label=f"twin {number}") for number in range(4)]
    async with stage.pool(engine, workers=1) as pool:
        futures = [pool.submit(twin) for twin in twins]
        futures[1].cancel()  # one who no longer waits spoils nothing for the others
        infos = await asyncio.gather(futures[0], *futures[2:])
    assert len(engine.asked) == 1
    assert len(set(infos)) == 1
    assert stage.diary.of("kept") == ["twin 0"]
    assert stage.diary.of("reused") == ["twin 2", "twin 3"]


async def test_a_discarded_take_is_recorded_again(stage: Stage) -> None:
    engine = ToneEngine()
    async with stage.pool(engine) as pool:
        await pool.submit(job(1))
        stage.store.discard(job(1).key)
        await pool.submit(job(1))
    assert len(engine.asked) == 2


async def test_a_failed_job_may_be_submitted_again(stage: Stage) -> None:
    engine = ToneEngine(lambda number, spoken: ChunkRefused("no") if number == 0 else speech())
    async with stage.pool(engine) as pool:
        with pytest.raises(ChunkRefused):
            await pool.submit(job(1))
        await pool.submit(job(1))


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


async def test_temporary_errors_are_tried_again(stage: Stage) -> None:
    engine = fails(2, TemporaryError("broken pipe"))
    async with stage.pool(engine, retry=Retry(wait_initial=0.001)) as pool:
        await pool.submit(job(1))
    assert stage.outcomes() == [("temporary", 0), ("temporary", 0), ("kept", 1)]
    assert stage.diary.of("retrying") == ["line 1", "line 1"]
    characters = len(job(1).spoken)
    assert stage.diary.totals == Totals(3, 2, characters, characters * 0.01)


async def test_a_chunk_that_always_fails_leaves_the_others_alone(stage: Stage) -> None:
    engine = fails(99, TemporaryError("broken pipe"), only=job(3).spoken)
    async with stage.pool(engine, retry=Retry(attempts=3, wait_initial=0.001)) as pool:
        futures = [pool.submit(job(number)) for number in range(10)]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    assert [n for n, outcome in enumerate(outcomes) if isinstance(outcome, Exception)] == [3]
    assert "broken pipe" in str(outcomes[3])
    assert engine.asked.count(job(3).spoken) == 3
    assert stage.diary.of("failed") == ["line 3"]
    assert pool.halted is None


async def test_a_refused_chunk_is_asked_for_once(stage: Stage) -> None:
    engine = fails(99, ChunkRefused("forbidden word"), only=job(3).spoken)
    async with stage.pool(engine) as pool:
        futures = [pool.submit(job(number)) for number in range(6)]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    assert isinstance(outcomes[3], ChunkRefused)
    assert engine.asked.count(job(3).spoken) == 1
    assert len(stage.store.keys()) == 5
    assert ("refused", 0) in stage.outcomes()


async def test_audio_that_is_no_speech_is_paid_for_and_asked_for_again(stage: Stage) -> None:
    silence = Audio(8000, bytes(16000))
    engine = ToneEngine(lambda number, spoken: speech() if number else silence, price=PAID)
    async with stage.pool(engine) as pool:
        await pool.submit(job(1))
    assert stage.outcomes() == [("rejected", 1), ("kept", 1)]
    assert stage.diary.totals.lost_characters == len(job(1).spoken)
    assert stage.store.read(job(1).key).audio == speech()


async def test_a_request_without_an_answer_times_out(stage: Stage) -> None:
    async def hang() -> Audio:
        await asyncio.sleep(60)
        raise AssertionError

    def script(number: int, spoken: str) -> Answer | Awaitable[Answer]:
        return speech() if number else hang()

    retry = Retry(timeout=0.05, wait_initial=0.001)
    async with stage.pool(ToneEngine(script), retry=retry) as pool:
        await pool.submit(job(1))
    assert stage.outcomes() == [("temporary", None), ("kept", 1)]


async def test_a_chunk_that_waits_holds_no_slot(stage: Stage) -> None:
    engine = fails(1, TemporaryError("broken pipe"), only=job(0).spoken)
    async with stage.pool(engine, workers=1, retry=Retry(wait_initial=0.2)) as pool:
        futures = [pool.submit(job(number)) for number in range(10)]
        await asyncio.gather(*futures[1:])
        assert not futures[0].done()
    assert futures[0].done()


# ---- overload and outages, in flying time


async def test_retry_after_closes_the_gate_for_all(stage: Stage) -> None:
    sent: list[float] = []

    def script(number: int, spoken: str) -> Answer:
        sent.append(stage.time.now)
        return TemporaryError("429", retry_after=20.0, overloaded=True) if not number else speech()

    async with stage.pool(ToneEngine(script), workers=1, fake_time=True) as pool:
        futures = [pool.submit(job(number)) for number in range(5)]
        await stage.time.run(asyncio.gather(*futures))
    assert sent[1] - sent[0] >= 20.0
    assert sent[1] - sent[0] <= 21.1
    assert stage.diary.waits[0] >= 20.0


async def test_too_many_workers_never_fail_a_chunk(stage: Stage) -> None:
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
    async with stage.pool(engine, workers=12, retry=Retry(attempts=1)) as pool:
        futures = [pool.submit(job(number)) for number in range(60)]
        await asyncio.gather(*futures)
    assert len(engine.asked) < 60 + 15


async def test_minutes_of_nothing_but_429_are_survived(stage: Stage) -> None:
    def script(number: int, spoken: str) -> Answer:
        over = stage.time.now > 1000.0 + 120.0
        return speech() if over else TemporaryError("429", overloaded=True)

    engine = ToneEngine(script)
    async with stage.pool(engine, fake_time=True, retry=Retry(attempts=2)) as pool:
        futures = [pool.submit(job(number)) for number in range(20)]
        await stage.time.run(asyncio.gather(*futures))
    assert len(engine.asked) < 20 + 8 + 30


async def test_429_for_ever_stops_the_run(stage: Stage) -> None:
    engine = ToneEngine(lambda number, spoken: TemporaryError("429", overloaded=True))
    async with stage.pool(engine, fake_time=True) as pool:
        future = pool.submit(job(1))
        with pytest.raises(EngineUnusable, match="refusing for overload"):
            await stage.time.run(future)
    assert OVERLOAD_PATIENCE <= stage.time.now - 1000 <= OVERLOAD_PATIENCE + 40


async def test_an_outage_in_mid_book_is_waited_for(stage: Stage) -> None:
    def script(number: int, spoken: str) -> Answer:
        stage.time.now += 0.1
        down = 1003.0 < stage.time.now < 1063.0
        return TemporaryError("connection refused") if down else speech()

    engine = ToneEngine(script)
    async with stage.pool(engine, fake_time=True, retry=Retry(attempts=3)) as pool:
        futures = [pool.submit(job(number)) for number in range(100)]
        await stage.time.run(asyncio.gather(*futures))
    assert len(stage.store.keys()) == 100
    assert len(engine.asked) < 100 + 50
    assert pool.halted is None


async def test_an_outage_for_good_stops_the_run(stage: Stage) -> None:
    def script(number: int, spoken: str) -> Answer:
        return TemporaryError("connection refused") if number >= 10 else speech()

    engine = ToneEngine(script)
    async with stage.pool(engine, fake_time=True) as pool:
        futures = [pool.submit(job(number)) for number in range(100)]
        outcomes = await stage.time.run(asyncio.gather(*futures, return_exceptions=True))
    assert len(stage.store.keys()) == 10
    assert sum(isinstance(outcome, EngineUnusable) for outcome in outcomes) == 90
    assert isinstance(pool.halted, EngineUnusable)
    assert "tone has given no answer" in str(pool.halted)
    assert "connection refused" in str(pool.halted)
    assert PATIENCE <= stage.time.now - 1000 <= PATIENCE + 30
    assert len(engine.asked) < 60


async def test_a_voice_that_only_gives_silence_stops_before_much_is_paid(stage: Stage) -> None:
    engine = ToneEngine(lambda number, spoken: Audio(8000, bytes(16000)))
    async with stage.pool(engine, fake_time=True, workers=4) as pool:
        futures = [pool.submit(job(number)) for number in range(1000)]
        await stage.time.run(asyncio.gather(*futures, return_exceptions=True))
    assert isinstance(pool.halted, EngineUnusable)
    assert "no usable audio" in str(pool.halted)
    assert len(engine.asked) < 50


async def test_bad_luck_makes_no_holes(stage: Stage) -> None:
    """Three in ten fail, whatever is asked: with five attempts a chunk in four hundred would."""
    rng = random.Random(5)
    engine = ToneEngine(
        lambda number, spoken: TemporaryError("cut") if rng.random() < 0.3 else speech()
    )
    async with stage.pool(engine, fake_time=True, retry=Retry(attempts=3)) as pool:
        futures = [pool.submit(job(number)) for number in range(400)]
        await stage.time.run(asyncio.gather(*futures))
    assert len(stage.store.keys()) == 400
    assert len(engine.asked) < 400 * 1.7


async def test_a_bad_chunk_is_given_up_after_its_attempts(stage: Stage) -> None:
    engine = fails(10**6, TemporaryError("500"), only=job(7).spoken)
    async with stage.pool(engine, fake_time=True, retry=Retry(attempts=3)) as pool:
        futures = [pool.submit(job(number)) for number in range(400)]
        await stage.time.run(asyncio.gather(*futures, return_exceptions=True))
    assert engine.asked.count(job(7).spoken) == 3


# ---- what stops the run


@pytest.mark.parametrize("error", [EngineUnusable("no credit"), KeyError("a fault")])
async def test_what_stops_the_run_sends_nothing_more(stage: Stage, error: Exception) -> None:
    engine = ToneEngine(
        lambda number, spoken: error if number == 3 else speech(), seconds=0.01, price=PAID
    )
    async with stage.pool(engine, workers=4) as pool:
        futures = [pool.submit(job(number)) for number in range(50)]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
        late = pool.submit(job(99))
        assert late.exception() is pool.halted
    assert isinstance(pool.halted, NarrateError)
    assert pool.halted is error or pool.halted.__cause__ is error
    kept = [outcome for outcome in outcomes if isinstance(outcome, TakeInfo)]
    assert len(kept) >= 3  # those under way with it are paid for, and kept
    assert len(kept) == len(stage.store.keys())
    assert len(engine.asked) <= 4 + 3
    assert all(outcome in kept or outcome is pool.halted for outcome in outcomes)
    assert not stage.diary.of("failed")


async def test_a_cap_on_characters_is_never_passed(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.005)
    length = len(job(10).spoken)
    async with stage.pool(engine, max_characters=length * 7 + 1, workers=4) as pool:
        futures = [pool.submit(job(number)) for number in range(10, 40)]
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    assert len(engine.asked) == len(stage.store.keys()) == 7
    assert isinstance(pool.halted, BudgetReached)
    assert sum(isinstance(outcome, BudgetReached) for outcome in outcomes) == 23


async def test_a_cap_on_cost_counts_what_was_billed_for_nothing(stage: Stage) -> None:
    billed = TemporaryError("garbage", billed=True)
    engine = ToneEngine(lambda number, spoken: speech() if number % 2 else billed, price=PAID)
    cost = len(job(10).spoken) * 0.01
    async with stage.pool(engine, max_cost=cost * 4, workers=1) as pool:
        for number in range(10, 20):
            pool.submit(job(number))
    assert len(engine.asked) == 4
    assert stage.diary.totals.cost == pytest.approx(cost * 4)
    assert isinstance(pool.halted, BudgetReached)


async def test_what_nobody_knows_to_be_billed_stays_spent(stage: Stage) -> None:
    unseen = TemporaryError("the connection broke", billed=None)
    engine = ToneEngine(lambda number, spoken: speech() if number % 2 else unseen, price=PAID)
    length = len(job(10).spoken)
    async with stage.pool(engine, max_cost=length * 0.01 * 4, workers=1) as pool:
        for number in range(10, 20):
            pool.submit(job(number))
    assert len(engine.asked) == 4
    assert isinstance(pool.halted, BudgetReached)
    totals = stage.diary.totals
    assert (totals.billed_characters, totals.open_characters) == (2 * length, 2 * length)


async def test_failures_that_nobody_billed_do_not_eat_the_budget(stage: Stage) -> None:
    engine = fails(2, TemporaryError("connection refused"))
    async with stage.pool(engine, max_characters=len(job(10).spoken) * 3, workers=1) as pool:
        futures = [pool.submit(job(number)) for number in range(10, 13)]
        await asyncio.gather(*futures)


async def test_a_disk_without_room_stops_before_sending(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ToneEngine()

    def check_room(takes: int, characters: int) -> None:
        if len(engine.asked) == 3:
            raise StoreError("disk full")

    monkeypatch.setattr(stage.store, "check_room", check_room)
    async with stage.pool(engine, workers=1) as pool:
        for number in range(10):
            pool.submit(job(number))
    assert len(engine.asked) == len(stage.store.keys()) == 3
    assert isinstance(pool.halted, StoreError)


async def test_a_ledger_that_cannot_be_written_stops_but_keeps(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.02)
    async with stage.pool(engine, workers=2) as pool:
        futures = [pool.submit(job(number)) for number in range(10)]
        await asyncio.sleep(0.01)
        stage.ledger._base.execute("PRAGMA query_only = 1")
        outcomes = await asyncio.gather(*futures, return_exceptions=True)
    assert isinstance(pool.halted, StoreError)
    assert len(engine.asked) == len(stage.store.keys()) == 2
    assert [isinstance(outcome, TakeInfo) for outcome in outcomes] == [True] * 2 + [False] * 8
    assert [ending.outcome for ending in stage.diary.endings] == ["kept"] * 2, (
        "counted all the same"
    )


# ---- Ctrl-C


async def test_stopping_lets_what_is_under_way_end(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.1)
    async with stage.pool(engine, workers=3) as pool:
        futures = [pool.submit(job(number)) for number in range(30)]
        await asyncio.sleep(0.02)
        await pool.stop(grace=1.0)
    assert len(engine.asked) == len(stage.store.keys()) == 3
    assert [future.cancelled() for future in futures] == [False] * 3 + [True] * 27
    assert pool.submit(job(99)).cancelled()


async def test_stopping_does_not_wait_for_ever(stage: Stage) -> None:
    engine = ToneEngine(seconds=60, price=PAID)
    started = time.monotonic()
    async with stage.pool(engine, workers=3) as pool:
        futures = [pool.submit(job(number)) for number in range(5)]
        await asyncio.sleep(0.02)
        await pool.stop(grace=0.1)
    assert time.monotonic() - started < 1.0
    assert all(future.cancelled() for future in futures)
    assert stage.outcomes() == [("cancelled", None)] * 3
    assert stage.diary.totals.open_characters == 3 * len(job(1).spoken)


async def test_stopping_does_not_wait_for_those_that_wait(stage: Stage) -> None:
    engine = ToneEngine(lambda number, spoken: TemporaryError("no"))
    started = time.monotonic()
    async with stage.pool(engine, retry=Retry(wait_initial=30)) as pool:
        future = pool.submit(job(1))
        await asyncio.sleep(0.02)
        await pool.stop()
    assert future.cancelled()
    assert time.monotonic() - started < 0.5


async def test_cancelling_the_block_stops_the_pool(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.05)

    async def run() -> None:
        async with stage.pool(engine, workers=2) as pool:
            for number in range(1000):
                pool.submit(job(number))

    task = asyncio.create_task(run())
    await asyncio.sleep(0.08)
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert time.monotonic() - started < 1.5
    assert len(engine.asked) == len(stage.store.keys())


async def test_a_take_that_is_being_written_is_kept_whatever_comes(stage: Stage) -> None:
    engine = ToneEngine(audio=speech(6.0, 192_000))  # long: written in a thread
    async with stage.pool(engine) as pool:
        future = pool.submit(job(1))
        while not engine.asked:
            await asyncio.sleep(0)
        await pool.stop(grace=0.0)
    assert stage.store.keys() == {job(1).key}
    assert future.done()
    assert stage.outcomes() == [("kept", 1)]


# ---- noise and speed


async def test_nobody_needs_to_look_at_the_futures(stage: Stage) -> None:
    noise: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: noise.append(str(context)))
    for error in (ChunkRefused("no"), TemporaryError("no"), EngineUnusable("no"), ValueError("no")):
        engine = ToneEngine(lambda number, spoken, error=error: error)  # type: ignore[misc]
        async with stage.pool(engine, retry=Retry(attempts=2, wait_initial=0.0)) as pool:
            for number in range(4):
                pool.submit(job(number))
    async with stage.pool(ToneEngine(seconds=9)) as pool:
        pool.submit(job(1))
        await asyncio.sleep(0)
        await pool.stop(grace=0.0)
    gc.collect()
    await asyncio.sleep(0)
    assert noise == []


async def test_submitting_is_linear(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.001)
    async with stage.pool(engine, workers=1) as pool:
        jobs = [job(number) for number in range(10_000)]
        started = time.process_time()
        for each in jobs:
            pool.submit(each)
        assert time.process_time() - started < 2.0  # 0.2 on a quiet machine
        await pool.stop(grace=0.1)


async def test_slots_are_hardly_ever_empty(stage: Stage) -> None:
    engine = ToneEngine(seconds=0.05)
    started = time.monotonic()
    async with stage.pool(engine, workers=8) as pool:
        for number in range(80):
            pool.submit(job(number))
    ideal = math.ceil(80 / 8) * 0.05
    assert time.monotonic() - started < ideal * 3  # 1.04 on a quiet machine; 8 one by one

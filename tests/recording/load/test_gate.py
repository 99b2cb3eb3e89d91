"""Limits that nobody tells are found: whole runs against accounts with limits, in flying time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.recording.account import Account
from tests.recording.stage import RecordingSetup, ToneEngine, request


@pytest.fixture(autouse=True)
def nothing_in_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time flies here, but not for threads: takes are written on the event loop, however slowly."""
    monkeypatch.setattr("narrate.recording.writer.SLOW", 3600.0)


CHUNKS = 500
SECONDS = 0.1


async def record(
    recording: RecordingSetup, workers: int = 64, **limits: Any
) -> tuple[Account, Any]:
    account = Account(recording.time, SECONDS, **limits)
    engine = ToneEngine(lambda number, spoken: account.answer())
    async with recording.pool(engine, fake_time=True, workers=workers) as pool:
        futures = [pool.submit(request(number)) for number in range(CHUNKS)]
        await recording.time.run(asyncio.gather(*futures))
    assert len(recording.store.keys()) == CHUNKS
    return account, pool.limits()["tone"]


@pytest.mark.parametrize("at_once", [1, 2, 10])
async def test_a_limit_of_requests_at_once_is_found_and_used_to_the_full(
    recording: RecordingSetup, at_once: int
) -> None:
    account, found = await record(recording, at_once=at_once)
    assert account.seconds <= CHUNKS / at_once * SECONDS / 0.95
    assert account.late_refusals() < 0.02
    assert found.limit == at_once
    assert found.refused == len(account.refusals)
    assert found.requests == account.requests
    assert found.per_minute is None


async def test_a_limit_is_found_though_refusals_come_as_late_as_answers(
    recording: RecordingSetup,
) -> None:
    account, found = await record(recording, at_once=10, refuse_late=True)
    assert account.seconds <= CHUNKS / 10 * SECONDS / 0.9
    assert found.limit == 10


async def test_a_wait_that_an_engine_asks_for_is_waited_once(recording: RecordingSetup) -> None:
    account, _ = await record(recording, at_once=10, pause=1.0)
    assert account.seconds <= CHUNKS / 10 * SECONDS + 1.4
    assert account.late_refusals() == 0


@pytest.mark.parametrize("at_once", [1, 10])
async def test_a_limit_is_found_of_an_engine_that_counts_a_request_for_longer(
    recording: RecordingSetup, at_once: int
) -> None:
    account, found = await record(recording, at_once=at_once, lag=0.005)
    assert account.seconds <= CHUNKS / at_once * SECONDS / 0.75
    assert account.late_refusals() < 0.02
    assert found.limit == at_once


@pytest.mark.parametrize("told", [False, True])
async def test_a_limit_of_a_hundred_requests_a_minute_is_found_and_used(
    recording: RecordingSetup, told: bool
) -> None:
    account, found = await record(recording, per_minute=100, told=told)
    assert account.seconds <= 4 * 60 / 0.97
    assert account.late_refusals() < 0.02
    if not told:
        assert found.per_minute == 100


async def test_two_limits_a_minute_and_at_once_are_kept_together(recording: RecordingSetup) -> None:
    account, _ = await record(recording, per_minute=100, at_once=10)
    assert account.seconds <= 4 * 60 / 0.9
    assert account.late_refusals() < 0.05


@pytest.mark.parametrize(("window", "share"), [("fixed", 0.1), ("bucket", 0.12)])
async def test_a_limit_a_minute_is_found_however_the_minute_is_counted(
    recording: RecordingSetup, window: str, share: float
) -> None:
    account, _ = await record(recording, per_minute=100, window=window)
    assert account.seconds <= CHUNKS / 100 * 60
    assert account.late_refusals() < share


async def test_an_engine_without_a_limit_is_not_slowed_down(recording: RecordingSetup) -> None:
    account, found = await record(recording, workers=16)
    assert account.seconds <= -(-CHUNKS // 16) * SECONDS + 0.05
    assert (found.refused, found.limit, found.per_minute) == (0, 16, None)

from __future__ import annotations

import pytest
from tenacity import RetryCallState

from narrate.errors import ChunkRefused, EngineUnusable, TemporaryError
from narrate.recording.retry import (
    BUDGET_AT_FIRST,
    BUDGET_PAUSE,
    BackOff,
    Failures,
    RetryBudget,
    back_off,
    retrying,
)
from tests.recording.stage import Retry

SETTINGS = Retry(attempts=4, wait_initial=0.5, wait_max=30.0)


async def outcome(errors: list[Exception], excused: bool = False) -> tuple[object, list[float]]:
    """What comes of a chunk that meets these errors and then succeeds, and the waits."""
    waits: list[float] = []
    failures = Failures()
    told: list[RetryCallState] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def attempt() -> str:
        if not errors:
            return "spoken"
        error = errors.pop(0)
        if isinstance(error, TemporaryError):
            failures.count(excused=excused, most=SETTINGS.attempts)
        raise error

    policy = retrying(SETTINGS, failures, before_sleep=told.append, sleep=sleep)
    try:
        result: object = await policy(attempt)
    except Exception as error:
        result = error
    assert len(told) == len(waits)
    return result, waits


async def test_a_retry_waits_twice_as_long_each_time() -> None:
    result, waits = await outcome([TemporaryError("1"), TemporaryError("2"), TemporaryError("3")])
    assert result == "spoken"
    for wait, usual in zip(waits, (0.5, 1.0, 2.0), strict=True):
        assert usual * 0.75 <= wait <= usual * 1.25


async def test_a_retry_gives_up_with_the_last_error_as_it_was() -> None:
    errors: list[Exception] = [TemporaryError(str(number)) for number in range(9)]
    last = errors[3]
    result, waits = await outcome(errors)
    assert result is last
    assert len(waits) == 3


@pytest.mark.parametrize("kind", [ChunkRefused, EngineUnusable, ValueError])
async def test_a_retry_tries_nothing_again_but_temporary_errors(kind: type[Exception]) -> None:
    error = kind("no")
    result, waits = await outcome([TemporaryError("1"), error])
    assert result is error
    assert len(waits) == 1


async def test_excused_failures_use_up_no_attempt_and_wait_at_the_gate() -> None:
    result, waits = await outcome([TemporaryError("429") for _ in range(50)], excused=True)
    assert result == "spoken"
    assert waits == [0.0] * 50


async def test_a_retry_leaves_a_wait_that_was_asked_for_to_the_gate() -> None:
    _, waits = await outcome([TemporaryError("later", retry_after=9.0)])
    assert waits == [0.0]


def test_waits_of_a_retry_end_at_the_limit() -> None:
    assert back_off(7, SETTINGS, lambda low, high: high) == 30.0
    assert back_off(10_000, SETTINGS, lambda low, high: low) == 30.0
    assert back_off(1, SETTINGS, lambda low, high: high) == 0.625


def test_the_wait_of_a_retry_follows_from_the_number_of_failures() -> None:
    failures = Failures()
    state = RetryCallState(None, None, (), {})  # type: ignore[arg-type]
    state.set_exception((TemporaryError, TemporaryError("x"), None))
    wait = BackOff(SETTINGS, failures, uniform=lambda low, high: 1.0)
    for expected in (0.5, 1.0, 2.0, 4.0):
        failures.count(excused=False, most=9)
        assert wait(state) == expected
    failures.count(excused=True, most=9)
    assert wait(state) == 0.0


def test_a_retry_budget_is_earned_by_successes() -> None:
    now = 50.0
    budget = RetryBudget(4, lambda: now)
    for _ in range(BUDGET_AT_FIRST + 2 * 4):
        assert budget.wait() == 0.0
        budget.spend()
    assert budget.wait() == BUDGET_PAUSE
    budget.earn()
    assert budget.wait() == 0.0
    budget.spend()
    now += BUDGET_PAUSE
    assert budget.wait() == 0.0
    budget.spend()
    assert budget.wait() == BUDGET_PAUSE
    for _ in range(1000):
        budget.earn()
    for _ in range(BUDGET_AT_FIRST + 2 * 4):
        budget.spend()
    assert budget.wait() == BUDGET_PAUSE, "what is saved has a limit"

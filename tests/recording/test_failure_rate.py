from __future__ import annotations

import pytest

from narrate.recording.retry import CHANCE, ENOUGH, FailureRate


def rate(failed: int, served: int, attempts: int = 5) -> FailureRate:
    made = FailureRate(attempts)
    for _ in range(served):
        made.first(failed=False)
    for _ in range(failed):
        made.first(failed=True)
    return made


def test_a_chunk_that_fails_alone_is_given_up_soon() -> None:
    assert rate(failed=1, served=300).attempts() == 5


def test_the_settings_decide_the_attempts_of_a_chunk_where_little_is_known() -> None:
    assert rate(failed=ENOUGH // 2, served=ENOUGH // 2 - 1).attempts() == 5


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_a_chunk_gets_more_attempts_where_many_fail_by_chance(share: float) -> None:
    attempts = rate(failed=round(200 * share), served=round(200 * (1 - share))).attempts()
    assert share**attempts <= 2 * CHANCE or attempts == 20
    assert 5 < attempts <= 20


def test_a_chunk_allowed_one_attempt_never_gets_more() -> None:
    assert rate(failed=60, served=140, attempts=1).attempts() == 1


def test_failures_of_long_ago_give_a_chunk_no_more_attempts() -> None:
    made = rate(failed=100, served=100)
    for _ in range(300):
        made.first(failed=False)
    made.first(failed=True)
    assert made.attempts() == 5

from __future__ import annotations

import pytest

from narrate.errors import TemporaryError
from narrate.recording.load.outage import (
    FIRST_PATIENCE,
    OVERLOAD_PATIENCE,
    PATIENCE,
    PROBES,
    SHORTEST_PROBE,
    WITNESSES,
    Outage,
)
from tests.recording.stage import Clock

REFUSED = TemporaryError("connection refused")
BUSY = TemporaryError("429", overloaded=True)
UNFIT = TemporaryError("silent", billed=True)


@pytest.fixture
def outage(clock: Clock) -> Outage:
    outage = Outage(8, clock)
    outage.succeeded()
    return outage


def fail(outage: Outage, clock: Clock, times: int, error: TemporaryError = REFUSED) -> None:
    for number in range(times):
        outage.failed(f"key {number}", error, clock.now)


def test_single_failures_are_no_outage(outage: Outage, clock: Clock) -> None:
    suspected = []
    for _ in range(2):
        fail(outage, clock, WITNESSES - 1)
        suspected.append(outage.suspected)
        outage.succeeded()
        suspected.append(outage.suspected)
    assert suspected == [True, False, True, False]
    assert not outage.down
    assert outage.wait() == 0.0
    assert outage.verdict() == ""


def test_answers_that_break_off_count_towards_an_outage_though_they_are_paid_for(
    outage: Outage, clock: Clock
) -> None:
    cut = TemporaryError("cut short", cut=True)
    assert cut.billed
    fail(outage, clock, WITNESSES, cut)
    assert outage.down, "a line that breaks is waited for, and does not cost a book's worth"


def test_one_bad_chunk_is_no_outage(outage: Outage, clock: Clock) -> None:
    for _ in range(100):
        outage.failed("the same key", REFUSED, clock.now)
    assert not outage.down


def test_many_chunks_that_fail_in_a_row_are_an_outage(outage: Outage, clock: Clock) -> None:
    fail(outage, clock, WITNESSES)
    assert outage.down
    assert outage.verdict() == ""


def test_probes_of_an_outage_come_at_growing_intervals(outage: Outage, clock: Clock) -> None:
    fail(outage, clock, WITNESSES)
    waits = []
    for _ in range(7):
        waits.append(outage.wait())
        clock.now += outage.wait()
        outage.failed("probe", REFUSED, clock.now)
    assert waits == [*PROBES, 15.0, 15.0]


def test_answers_to_older_requests_are_no_probes_of_an_outage(outage: Outage, clock: Clock) -> None:
    sent = clock.now - 1.0
    fail(outage, clock, WITNESSES)
    for _ in range(5):
        outage.failed("late", REFUSED, sent)
    assert outage.wait() == PROBES[0]


def test_a_success_ends_an_outage(outage: Outage, clock: Clock) -> None:
    fail(outage, clock, WITNESSES)
    outage.succeeded()
    assert not outage.down
    assert outage.wait() == 0.0


def test_the_patience_with_an_outage_ends(outage: Outage, clock: Clock) -> None:
    fail(outage, clock, WITNESSES)
    clock.now += PATIENCE - 1
    outage.failed("probe", REFUSED, clock.now)
    assert outage.verdict() == ""
    clock.now += 1
    outage.failed("probe", REFUSED, clock.now)
    assert "no answer for 120 s" in outage.verdict()


def test_the_patience_with_an_outage_is_short_where_nothing_ever_answered(clock: Clock) -> None:
    outage = Outage(8, clock)
    fail(outage, clock, WITNESSES)
    clock.now += FIRST_PATIENCE
    outage.failed("probe", REFUSED, clock.now)
    assert outage.verdict()


def test_a_pause_in_the_work_is_not_an_outage(outage: Outage, clock: Clock) -> None:
    clock.now += 10_000
    fail(outage, clock, 20)
    assert outage.down
    assert outage.verdict() == ""


def test_a_probe_of_an_outage_does_not_outlast_the_patience(outage: Outage, clock: Clock) -> None:
    assert outage.timeout(90.0) == 90.0
    fail(outage, clock, WITNESSES)
    assert outage.timeout(90.0) == 90.0
    clock.now += 60.0
    assert outage.timeout(90.0) == 60.0
    clock.now += 50.0
    assert outage.timeout(90.0) == SHORTEST_PROBE
    assert outage.timeout(5.0) == 5.0


def test_an_overload_is_waited_for_much_longer_than_an_outage(outage: Outage, clock: Clock) -> None:
    fail(outage, clock, 100, BUSY)
    assert not outage.down
    clock.now += OVERLOAD_PATIENCE - 1
    fail(outage, clock, 1, BUSY)
    assert outage.verdict() == ""
    clock.now += 1
    assert "overload" in outage.verdict()


def test_waits_that_an_overloaded_engine_asked_for_are_granted(
    outage: Outage, clock: Clock
) -> None:
    told = TemporaryError("429", overloaded=True, retry_after=300.0)
    fail(outage, clock, 8, told)
    clock.now += OVERLOAD_PATIENCE + 299
    assert outage.verdict() == ""
    clock.now += 1
    assert outage.verdict()


def test_answers_that_are_no_speech_stop_the_run_before_much_is_paid(
    outage: Outage, clock: Clock
) -> None:
    fail(outage, clock, 23, UNFIT)
    assert outage.verdict() == ""
    fail(outage, clock, 24, UNFIT)
    assert "no usable audio for 24 chunks" in outage.verdict()

from __future__ import annotations

import pytest

from narrate.recording.load.gate import LONGEST, STEP, Gate
from tests.recording.stage import Clock


@pytest.fixture
def gate(clock: Clock) -> Gate:
    return Gate(clock, uniform=lambda low, high: low)


def test_a_gate_is_open_at_first(gate: Gate) -> None:
    assert gate.wait() == 0.0
    gate.passed()
    assert gate.wait() == 0.0


def test_a_gate_closes_for_as_long_as_was_asked(gate: Gate, clock: Clock) -> None:
    gate.close_for(7.0)
    assert gate.wait() == 7.0
    clock.now += 6.0
    assert gate.wait() == pytest.approx(1.0)
    clock.now += 2.0
    assert gate.wait() == 0.0


def test_a_gate_keeps_the_longer_wait(gate: Gate) -> None:
    gate.close_for(7.0)
    gate.close_for(2.0)
    assert gate.wait() == 7.0


def test_waits_at_a_gate_are_never_endless_nor_negative(gate: Gate) -> None:
    gate.close_for(-5.0)
    assert gate.wait() == 0.0
    gate.close_for(1e9)
    assert gate.wait() == LONGEST


def test_a_gate_opens_a_little_later_at_random(clock: Clock) -> None:
    gate = Gate(clock, uniform=lambda low, high: high)
    gate.close_for(5.0)
    assert gate.wait() == 5.5
    gate.close_for(100.0)
    assert gate.wait() == 101.0


def test_a_gate_that_opens_does_not_let_all_pass_at_once(gate: Gate, clock: Clock) -> None:
    gate.close_for(5.0)
    clock.now += 5.0
    gate.passed()
    assert 0 < gate.wait() <= STEP
    gate.succeeded()
    clock.now += STEP
    gate.passed()
    assert gate.wait() == 0.0

from __future__ import annotations

import random

import pytest

from narrate.recording.limiter import FIRST_BURST, PROBE_AFTER, Limiter


class Server:
    """Serves so many at once in rounds, refuses the others at once, counts both."""

    def __init__(self, limiter: Limiter, allowed: int) -> None:
        self.limiter = limiter
        self.allowed = allowed
        self.served = 0
        self.refused = 0
        self._busy: list[int] = []

    def serve(self, wanted: int) -> None:
        while self.served < wanted:
            while self.limiter.free:
                self.limiter.take()
                if len(self._busy) < self.allowed:
                    self._busy.append(self.limiter.era)
                else:
                    self.refused += 1
                    self.limiter.overloaded(self.limiter.era)
                    self.limiter.give_back()
            self._busy.pop(0)
            self.served += 1
            self.limiter.succeeded()
            self.limiter.give_back()


def test_all_workers_from_the_start_while_nothing_is_refused() -> None:
    limiter = Limiter(32)
    assert limiter.limit == 32
    server = Server(limiter, 1000)
    server.serve(500)
    assert limiter.limit == 32


def test_a_great_many_wait_for_the_first_answer() -> None:
    limiter = Limiter(256)
    assert limiter.limit == FIRST_BURST
    limiter.take()
    limiter.succeeded()
    assert limiter.limit == 256


@pytest.mark.parametrize("allowed", [1, 2, 5, 10, 33, 60])
def test_settles_at_what_the_account_allows(allowed: int) -> None:
    limiter = Limiter(64)
    server = Server(limiter, allowed)
    server.serve(500)
    assert limiter.limit in (allowed, allowed + 1)
    first = server.refused
    server.serve(3000)
    assert server.refused - first < 12


def proven(number: int) -> Limiter:
    """A limiter that had a full round of successes, and has all slots taken."""
    limiter = Limiter(number)
    for _ in range(number):
        limiter.take()
    for _ in range(number):
        limiter.succeeded()
    return limiter


def test_what_was_served_before_and_is_refused_now_halves_once() -> None:
    limiter = proven(8)
    era = limiter.era
    limiter.overloaded(era)
    assert limiter.limit == 4
    limiter.give_back()
    limiter.overloaded(era)
    assert limiter.limit == 4


def test_a_first_burst_that_is_too_large_shrinks_to_what_is_served() -> None:
    limiter = Limiter(8)
    for _ in range(8):
        limiter.take()
    for left in (7, 6, 5):
        limiter.overloaded(limiter.era)
        limiter.give_back()
        assert limiter.limit == left


def test_refusals_that_go_on_end_at_one() -> None:
    limiter = Limiter(8)
    for _ in range(100):
        if limiter.free:
            limiter.take()
        limiter.overloaded(limiter.era)
        assert limiter.limit >= 1
        if limiter.under_way > 1:
            limiter.give_back()
    assert limiter.limit == 1


def test_refused_alone_is_told() -> None:
    limiter = Limiter(8)
    limiter.take()
    assert limiter.overloaded(limiter.era)
    limiter.take()
    assert not limiter.overloaded(limiter.era)


def test_comes_back_after_a_bad_time() -> None:
    limiter = Limiter(16)
    server = Server(limiter, 2)
    server.serve(50)
    assert limiter.limit <= 3
    server.allowed = 1000
    server.serve(50 + 2 * PROBE_AFTER + 16 * 16)
    assert limiter.limit == 16


def test_random_refusals_do_not_strangle() -> None:
    rng = random.Random(7)
    limiter = Limiter(16)
    total = 0
    for _ in range(3000):
        while limiter.free:
            limiter.take()
        total += limiter.limit
        if rng.random() < 0.02:
            limiter.overloaded(limiter.era)
        else:
            limiter.succeeded()
        limiter.give_back()
    assert total / 3000 > 4


def test_never_leaves_its_bounds() -> None:
    rng = random.Random(3)
    limiter = Limiter(5)
    for _ in range(5000):
        if limiter.free and rng.random() < 0.6:
            limiter.take()
        elif limiter.under_way:
            if rng.random() < 0.3:
                limiter.overloaded(limiter.era - rng.randint(0, 1))
            else:
                limiter.succeeded()
            limiter.give_back()
        assert 1 <= limiter.limit <= 5
        assert 0 <= limiter.under_way <= 5

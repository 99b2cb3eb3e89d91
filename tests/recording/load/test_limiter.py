from __future__ import annotations

import random
from math import inf

import pytest

from narrate.recording.load.limiter import FIRST_BURST, FLIGHT_PATIENCE, LAGS, Limiter, Ticket
from tests.recording.stage import Clock


def fill(limiter: Limiter) -> list[Ticket]:
    """Send as many as may be sent."""
    tickets = []
    while limiter.wait() == 0.0:
        tickets.append(limiter.take())
    return tickets


def serve(limiter: Limiter, tickets: list[Ticket]) -> None:
    for ticket in tickets:
        limiter.succeeded(ticket)
        limiter.give_back(ticket)


def refuse(limiter: Limiter, tickets: list[Ticket]) -> list[bool]:
    alone = []
    for ticket in tickets:
        alone.append(limiter.overloaded(ticket))
        limiter.give_back(ticket)
    return alone


def settled_at(number: int, clock: Clock, most: int = 16) -> Limiter:
    """A limiter that found out that so many are served, and has served some since."""
    limiter = Limiter(most, clock)
    tickets = fill(limiter)
    refuse(limiter, tickets[number:])
    serve(limiter, tickets[:number])
    serve(limiter, fill(limiter))
    serve(limiter, fill(limiter))
    return limiter


def test_a_limiter_lets_all_workers_send_from_the_start(clock: Clock) -> None:
    limiter = Limiter(32, clock)
    assert len(fill(limiter)) == 32
    assert limiter.wait() == inf


def test_a_limiter_of_many_workers_lets_some_wait_for_the_first_answers(clock: Clock) -> None:
    limiter = Limiter(64, clock)
    tickets = fill(limiter)
    assert len(tickets) == FIRST_BURST
    serve(limiter, tickets)
    assert len(fill(limiter)) == 64
    assert Limiter(256, clock).limit == 128


@pytest.mark.parametrize("allowed", [1, 2, 5, 10, 33])
def test_a_limiter_learns_the_limit_from_what_was_served_beside_the_refused(
    allowed: int, clock: Clock
) -> None:
    limiter = Limiter(64, clock)
    tickets = fill(limiter)
    refuse(limiter, tickets[allowed:])
    assert fill(limiter) == [], "nothing is sent until the others have ended"
    serve(limiter, tickets[:allowed])
    one = fill(limiter)
    assert len(one) == 1, "one alone shows whether it was the number"
    serve(limiter, one)
    assert len(fill(limiter)) == allowed


def test_a_limiter_counts_failures_of_another_kind_as_served(clock: Clock) -> None:
    limiter = Limiter(16, clock)
    tickets = fill(limiter)
    refuse(limiter, tickets[8:])
    serve(limiter, tickets[:5])
    for ticket in tickets[5:8]:  # cut short, say: they were not too many
        limiter.give_back(ticket)
    assert limiter.expected == 8


def test_a_limiter_does_not_wait_for_a_request_that_hangs(clock: Clock) -> None:
    limiter = Limiter(8, clock)
    tickets = fill(limiter)
    refuse(limiter, tickets[6:])
    serve(limiter, tickets[:5])
    assert limiter.wait() == FLIGHT_PATIENCE
    clock.now += FLIGHT_PATIENCE
    serve(limiter, fill(limiter))
    assert limiter.limit == 6
    limiter.give_back(tickets[5])
    assert len(fill(limiter)) == 6


def test_a_limiter_tries_one_more_after_a_while_and_keeps_it_if_served(clock: Clock) -> None:
    limiter = settled_at(4, clock)
    for _ in range(40):
        serve(limiter, fill(limiter))
    assert limiter.expected == 16


def test_a_limiter_pays_one_request_for_a_try_that_is_refused(clock: Clock) -> None:
    limiter = settled_at(4, clock)
    refused = sent = 0
    for _ in range(1000):
        tickets = fill(limiter)
        sent += len(tickets)
        refuse(limiter, tickets[4:])
        refused += len(tickets[4:])
        serve(limiter, tickets[:4])
        assert limiter.expected == 4
    assert 2 <= refused <= sent / 300


def test_a_limiter_rarely_tries_where_a_refusal_makes_everything_wait(clock: Clock) -> None:
    limiter = Limiter(16, clock)
    tickets = fill(limiter)
    for ticket in tickets[4:]:
        limiter.overloaded(ticket, pause=1.0, rate=40.0)
        limiter.give_back(ticket)
    serve(limiter, tickets[:4])
    for _ in range(900):
        tickets = fill(limiter)
        assert len(tickets) <= 4
        serve(limiter, tickets)


def test_a_limiter_tells_of_a_request_refused_alone(clock: Clock) -> None:
    limiter = Limiter(8, clock)
    ticket = limiter.take()
    assert limiter.overloaded(ticket)
    limiter.give_back(ticket)
    assert len(fill(limiter)) == 1


def test_a_limiter_gives_an_engine_that_counts_longer_a_moment(clock: Clock) -> None:
    limiter = settled_at(1, clock)
    for lag in LAGS:
        ticket = limiter.take()
        assert not limiter.overloaded(ticket)
        limiter.give_back(ticket)
        assert limiter.wait() == pytest.approx(lag)
        clock.now += limiter.wait()
        serve(limiter, fill(limiter))
        clock.now += lag
    clock.now += 1.0
    ticket = limiter.take()
    assert limiter.overloaded(ticket), "long after the last answer it is no lag"


def test_a_limiter_wins_back_what_chance_refusals_cost(clock: Clock) -> None:
    rng = random.Random(7)
    limiter = Limiter(16, clock)
    total = 0
    for _ in range(2000):
        clock.now += 0.2
        tickets = fill(limiter)
        total += len(tickets)
        for ticket in tickets:
            if rng.random() < 0.003:
                limiter.overloaded(ticket)
            else:
                limiter.succeeded(ticket)
            limiter.give_back(ticket)
    assert total / 2000 > 6


def test_a_limiter_never_leaves_its_bounds(clock: Clock) -> None:
    rng = random.Random(3)
    limiter = Limiter(5, clock)
    under_way: list[Ticket] = []
    for _ in range(20000):
        clock.now += rng.random() / 50
        if limiter.wait() == 0.0 and rng.random() < 0.6:
            under_way.append(limiter.take())
        elif under_way:
            ticket = under_way.pop(rng.randrange(len(under_way)))
            kind = rng.random()
            if kind < 0.2:
                limiter.overloaded(ticket)
            elif kind < 0.9:
                limiter.succeeded(ticket)
            limiter.give_back(ticket)
        assert 1 <= limiter.expected <= 5
        assert 1 <= limiter.limit <= 5
        assert limiter.under_way == len(under_way) <= 5
    while under_way:
        limiter.give_back(under_way.pop())
    clock.now += FLIGHT_PATIENCE
    assert fill(limiter), "it is never stuck"

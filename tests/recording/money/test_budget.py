from __future__ import annotations

import pytest

from narrate.errors import BudgetReached
from narrate.recording.money.accounts import Budget


def test_a_budget_without_a_cap_lets_everything_be_sent() -> None:
    Budget().reserve(10**9, 1e9)


def test_a_budget_refuses_the_request_that_would_pass_the_cap() -> None:
    budget = Budget(max_characters=250)
    budget.reserve(200, 0.0)
    with pytest.raises(
        BudgetReached, match=r"Stopped at your limit of 250 characters \(200 sent\)"
    ) as caught:
        budget.reserve(51, 0.0)
    assert caught.value.exit_code == 5
    budget.reserve(50, 0.0)


def test_a_budget_caps_the_cost_and_is_not_fooled_by_rounding() -> None:
    budget = Budget(max_cost=0.3)
    for _ in range(3):
        budget.reserve(10, 0.1)
    with pytest.raises(BudgetReached, match=r"\$0\.30"):
        budget.reserve(10, 0.1)


def test_a_budget_with_a_cap_on_cost_does_not_stop_a_free_engine() -> None:
    budget = Budget(max_cost=0.0)
    budget.reserve(1000, 0.0)
    with pytest.raises(BudgetReached):
        budget.reserve(1, 0.0001)


def test_a_budget_gives_back_what_nobody_billed() -> None:
    budget = Budget(max_characters=100, max_cost=1.0)
    for _ in range(5):
        budget.reserve(100, 1.0)
        budget.give_back(100, 1.0)
    budget.reserve(100, 1.0)

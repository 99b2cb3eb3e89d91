from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from narrate.errors import BudgetReached, StoreError
from narrate.recording.accounts import Budget
from narrate.recording.ledger import Attempt, Ending, Ledger, Totals
from tests.effort import assert_linear


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


def attempt(number: int = 1, characters: int = 100, cost: float = 0.5) -> Attempt:
    return Attempt("a" * 40, number, "waves", "magnus", characters, cost)


def rows(path: Path) -> list[tuple[object, ...]]:
    base = sqlite3.connect(path)
    try:
        return base.execute("SELECT outcome, billed, error FROM attempts ORDER BY id").fetchall()
    finally:
        base.close()


def test_an_attempt_is_entered_in_the_ledger_before_and_completed_after(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path, clock=lambda: 5.0) as ledger:
        entered = ledger.begin(attempt())
        assert rows(path) == [("under way", None, "")]
        ledger.end(entered, Ending("kept", True))
        assert rows(path) == [("kept", 1, "")]


def test_a_row_of_the_ledger_tells_everything_about_an_attempt(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path, clock=iter([5.0, 7.0]).__next__) as ledger:
        ledger.end(ledger.begin(attempt(2)), Ending("temporary", False), "no\nanswer " + "x" * 1000)
        run = ledger.run
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    row = dict(base.execute("SELECT * FROM attempts").fetchone())
    base.close()
    assert row.pop("error").startswith("no answer xxx")
    assert row == {
        "id": 1,
        "run": run,
        "started": 5.0,
        "ended": 7.0,
        "key": "a" * 40,
        "number": 2,
        "engine": "waves",
        "voice": "magnus",
        "characters": 100,
        "cost": 0.5,
        "outcome": "temporary",
        "billed": 0,
    }


def test_totals_of_attempts_add_up() -> None:
    totals = Totals()
    for number, outcome, billed in (
        (1, "kept", True),
        (1, "rejected", True),
        (2, "temporary", False),
        (3, "cancelled", None),
    ):
        totals.begin(attempt(number))
        totals.end(attempt(number), Ending(outcome, billed))  # type: ignore[arg-type]
    assert totals == Totals(
        requests=4,
        retries=2,
        billed_characters=200,
        cost=1.0,
        lost_characters=100,
        lost_cost=0.5,
        open_characters=100,
    )


def test_runs_share_the_file_of_the_ledger(tmp_path: Path) -> None:
    for _ in range(2):
        with Ledger(tmp_path / "ledger.sqlite") as ledger:
            ledger.end(ledger.begin(attempt()), Ending("kept", True))
    assert rows(tmp_path / "ledger.sqlite") == [("kept", 1, "")] * 2


def test_attempts_that_a_killed_run_left_in_the_ledger_are_interrupted(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    code = f"""
import os, signal
from pathlib import Path
from narrate.recording.ledger import Attempt, Ending, Ledger
ledger = Ledger(Path({str(path)!r}))
ledger.end(ledger.begin(Attempt("k", 1, "e", "v", 1, 0.0)), Ending("kept", True))
ledger.begin(Attempt("k", 1, "e", "v", 1, 0.0))
os.kill(os.getpid(), signal.SIGKILL)
"""
    run = subprocess.run([sys.executable, "-c", code], check=False)
    assert run.returncode == -signal.SIGKILL
    Ledger(path).close()
    assert rows(path) == [("kept", 1, ""), ("interrupted", None, "")]


@pytest.mark.parametrize(
    "content", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 5000], ids=str
)
def test_a_damaged_ledger_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.sqlite"
    for number in (1, 2):
        path.write_bytes(content)
        warnings: list[str] = []
        with Ledger(path, warnings.append) as ledger:
            ledger.end(ledger.begin(attempt()), Ending("kept", True))
        assert rows(path) == [("kept", 1, "")]
        if content:
            assert path.with_name(f"ledger.sqlite.damaged-{number}").read_bytes() == content
            assert "takes are not" in warnings[0]
        else:
            assert not warnings


def test_a_ledger_of_another_shape_is_moved_aside(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE attempts (id, outcome)")
    base.close()
    warnings: list[str] = []
    with Ledger(path, warnings.append) as ledger:
        ledger.end(ledger.begin(attempt()), Ending("kept", True))
    assert len(warnings) == 1


def test_a_ledger_of_a_newer_version_is_moved_aside(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    base = sqlite3.connect(path)
    base.execute("PRAGMA user_version = 99")
    base.close()
    warnings: list[str] = []
    Ledger(path, warnings.append).close()
    assert len(warnings) == 1


def test_a_ledger_survives_damage_during_the_run(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        for _ in range(2000):
            ledger.begin(attempt())
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xee" * (len(content) - 8192)
    path.write_bytes(content)
    warnings: list[str] = []
    with Ledger(path, warnings.append) as ledger:
        for _ in range(10):
            ledger.end(ledger.begin(attempt()), Ending("kept", True))
    assert rows(path) == [("kept", 1, "")] * 10
    assert len(warnings) == 1


def test_a_ledger_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        Ledger(tmp_path / "file" / "ledger.sqlite")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StoreError, match="folder"):
        Ledger(tmp_path / "folder")


def test_a_full_disk_is_named_by_the_ledger(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        (pages,) = ledger._base.execute("PRAGMA page_count").fetchone()
        ledger._base.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="disk full"):
            for _ in range(1000):
                ledger.begin(attempt())


def test_a_row_of_the_ledger_takes_two_statements_however_many_there_are(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        statements: list[str] = []
        ledger._base.set_trace_callback(statements.append)

        def enter(rows: int) -> None:
            for _ in range(rows):
                ledger.end(ledger.begin(attempt()), Ending("kept", True))

        enter(1000)
        assert len(statements) == 2000, "one as it begins, one as it ends"
        ledger._base.set_trace_callback(None)
        assert os.path.getsize(tmp_path / "ledger.sqlite") < 500_000
        assert_linear(enter, 1000)

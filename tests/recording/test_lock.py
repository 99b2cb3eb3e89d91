from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from narrate.errors import SettingsError, StoreError
from narrate.recording.store import StoreLock

HOLD = """
import sys
from pathlib import Path
from narrate.recording.store import StoreLock
with StoreLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_store_lock_is_held_inside_its_block_only(tmp_path: Path) -> None:
    lock = StoreLock(tmp_path / "deep" / "store")
    held = [lock.held]
    for _ in range(2):
        with lock:
            held.append(lock.held)
        held.append(lock.held)
    assert held == [False, True, False, True, False]


def test_a_second_run_on_a_locked_store_is_told_whose_it_is_and_what_to_do(tmp_path: Path) -> None:
    process = hold(tmp_path)
    try:
        with pytest.raises(SettingsError) as caught, StoreLock(tmp_path):
            pass
    finally:
        process.communicate("")
    message = str(caught.value)
    assert f"pid {process.pid}, started 20" in message
    assert str(tmp_path) in message
    assert "wait for it or set another `store`" in message
    assert caught.value.exit_code == 2


def test_two_store_locks_in_one_process_exclude_each_other(tmp_path: Path) -> None:
    with StoreLock(tmp_path), pytest.raises(SettingsError, match=f"pid {os.getpid()}"):
        StoreLock(tmp_path).__enter__()


def test_a_store_lock_ends_with_its_process(tmp_path: Path) -> None:
    process = hold(tmp_path)
    process.kill()
    process.communicate()
    with StoreLock(tmp_path) as lock:
        assert lock.held


def test_a_locked_store_is_refused_even_where_its_owner_is_not_known(tmp_path: Path) -> None:
    with StoreLock(tmp_path):
        (tmp_path / "lock-owner.json").write_text("garbage")
        with pytest.raises(SettingsError, match="another narrate run is using"):
            StoreLock(tmp_path).__enter__()


def test_a_store_lock_in_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file")
    with pytest.raises(StoreError, match="store"):
        StoreLock(tmp_path / "store").__enter__()

"""Tasks in worker processes: what they return, how they fail, what a cancelled one leaves."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from narrate.errors import AssemblyError, AssemblyStopped
from narrate.recording.store import Store
from narrate.run.workers import WorkerPool, wait_until_idle


@dataclass(frozen=True)
class Act:
    """Does what its name says, in the worker."""

    name: str
    file: Path = Path()

    def do(self, store: Store, stop: threading.Event) -> int:
        match self.name:
            case "die":
                os._exit(1)
            case "fail":
                raise AssemblyError("no such take")
            case "stumble":
                raise KeyError("a fault")
            case "wait":
                self.file.touch()
                stop.wait(60)
                self.file.unlink()
                raise AssemblyStopped("told to")
        return os.getpid()


@asynccontextmanager
async def workers(tmp_path: Path, most: int = 1) -> AsyncIterator[WorkerPool]:
    pool = WorkerPool(tmp_path, most)
    try:
        yield pool
    finally:
        await pool.close()


async def test_a_worker_does_one_task_after_another(tmp_path: Path) -> None:
    async with workers(tmp_path) as pool:
        pids = await asyncio.gather(*(pool.do(Act("work")) for _ in range(3)))
    assert len(set(pids)) == 1 and pids[0] != os.getpid()


@pytest.mark.parametrize(
    ("name", "words"),
    [("die", "die: the process that made it died"), ("fail", "no such take"), ("stumble", "fault")],
)
async def test_a_task_that_fails_hurts_no_other(tmp_path: Path, name: str, words: str) -> None:
    async with workers(tmp_path) as pool:
        with pytest.raises(AssemblyError, match=words):
            await pool.do(Act(name))
        assert await pool.do(Act("work"))


async def test_a_cancelled_task_clears_up_before_its_worker_ends(tmp_path: Path) -> None:
    file = tmp_path / "half"
    async with workers(tmp_path) as pool:
        task = asyncio.create_task(pool.do(Act("wait", file)))
        while not file.exists():
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not file.exists()


async def test_waiting_until_idle_ends_at_once_when_nothing_is_recorded() -> None:
    await asyncio.wait_for(wait_until_idle(lambda: False), 60)

"""The process dies at random moments; the next one goes on from there."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from narrate.recording.ledger import Ledger
from narrate.recording.store import Store, StoreLock
from tests.recording.stage import request, speech

WORKERS = 4
JOBS = 120
KILLS = 8

RUN = f"""
import asyncio, json, os, sys
from pathlib import Path
from narrate.recording.ledger import Ledger
from narrate.recording.store import StoreLock
from narrate.recording.store import Store
from tests.recording.stage import ToneEngine, record, request

folder = Path(sys.argv[1])
journal = os.open(folder.parent / "journal", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def script(number, spoken):
    os.write(journal, (json.dumps(spoken) + "\\n").encode())
    async def answer():
        await asyncio.sleep(0.01)
        return engine._audio
    return answer()

engine = ToneEngine(script)
with StoreLock(folder) as lock:
    store = Store(folder)
    store.sweep(lock)
    with Ledger(folder / "ledger.sqlite") as ledger:
        print("begun", flush=True)
        requests = [request(number) for number in range({JOBS})]
        asyncio.run(record(requests, engine, store, ledger, {WORKERS}))
"""


def start(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", RUN, str(folder)], stdout=subprocess.PIPE, text=True
    )


def test_a_store_killed_at_random_moments_loses_no_take_and_asks_for_none_twice(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "store"
    rng = random.Random(5)
    kills = 0
    for _ in range(KILLS):
        process = start(folder)
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        time.sleep(rng.uniform(0.0, 0.06))
        process.kill()
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
        for path in folder.glob("takes/*/*.wav"):
            assert Store(folder).read(path.stem).audio == speech()
    process = start(folder)
    process.communicate()
    assert process.returncode == 0
    assert kills > KILLS / 2

    asked = Counter(map(json.loads, (tmp_path / "journal").read_text().splitlines()))
    assert set(asked) == {request(number).spoken for number in range(JOBS)}
    assert sum(asked.values()) - JOBS <= kills * WORKERS
    assert Store(folder).keys() == {request(number).key for number in range(JOBS)}
    assert not list(folder.rglob("*.part"))

    with StoreLock(folder), Ledger(folder / "ledger.sqlite") as ledger:
        counts = dict(
            ledger._base.execute("SELECT outcome, count(*) FROM attempts GROUP BY outcome")
        )
    assert set(counts) <= {"kept", "interrupted"}
    assert counts["interrupted"] <= kills * (WORKERS + JOBS // 4)


DISK = """
import asyncio, resource, signal, sys
from pathlib import Path
from narrate.errors import StoreError
from narrate.recording.ledger import Ledger
from narrate.recording.store import Store
from tests.recording.stage import ToneEngine, record, request, speech

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
def script(number, spoken):
    if number == 6:  # from here on no file of this size can be written
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
    return speech(1.0, 192_000)

folder = Path(sys.argv[1])
store, engine = Store(folder), ToneEngine(script, seconds=0.005)
with Ledger(folder / "ledger.sqlite") as ledger:
    requests = [request(number) for number in range(50)]
    try:
        asyncio.run(record(requests, engine, store, ledger, 2))
    except StoreError as error:
        print(error)
print(len(engine.asked), len(store.keys()))
"""


def test_a_recording_that_fills_the_disk_stops_and_keeps_its_takes(tmp_path: Path) -> None:
    command = [sys.executable, "-c", DISK, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    message, figures = run.stdout.splitlines()
    asked, kept = map(int, figures.split())
    assert "disk full" in message
    assert "everything recorded so far is kept" in message
    assert 5 <= kept <= 7
    assert asked <= kept + 2
    store = Store(tmp_path)
    takes = [store.read(key) for key in sorted(store.keys())]
    assert len(takes) == kept

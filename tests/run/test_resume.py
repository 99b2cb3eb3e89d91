"""Killed at any moment and run again: nothing lost, nothing asked twice, nothing half-written."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from narrate.recording.store import Store, StoreLock
from tests.conftest import Project, story

KILLS = 8
WORKERS = 4


def start(project: Project, *arguments: str) -> subprocess.Popen[bytes]:
    """A run in a process of its own, in a group of its own, as from a shell."""
    return subprocess.Popen(
        [sys.executable, "-m", "narrate", "run", *arguments],
        cwd=project.folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=_hear_signals,
    )


def _hear_signals() -> None:
    """In a shell's background, tests ignore Ctrl-C, and what they start inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def undisturbed(project: Project) -> dict[str, bytes]:
    """What a run delivers that nobody kills, in a folder of its own."""
    apart = Project(project.folder / "apart", project.server)
    apart.folder.mkdir()
    apart.configure(workers=WORKERS, formats="wav, mp3")
    apart.write((project.folder / "input/book.txt").read_text("utf-8"))
    assert apart.run().exit_code == 0
    return apart.delivered("*/*.*3") | apart.delivered()


def takes(project: Project) -> int:
    """How many takes a rerun will find, those included that were whole but not yet named."""
    store = Store(project.folder / ".narrate")
    with StoreLock(store.folder) as lock:
        store.sweep(lock)
    return len(store.keys())


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_a_rerun_after_kills_at_random_moments_delivers_the_same_audio(project: Project) -> None:
    project.configure(workers=WORKERS, formats="wav, mp3")
    project.write(story(chapters=14, paragraphs=9))
    expected = undisturbed(project)
    asked_before = project.asked()
    project.server.latency = 0.08
    chance = random.Random(20261122)
    in_doubt = 0
    for _ in range(KILLS):
        kept, asked = takes(project), project.asked()
        process = start(project)
        wait_for(lambda before=asked: project.asked() > before, process)
        time.sleep(chance.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        time.sleep(0.2)  # requests that were in the sockets are taken up and answered
        wait_for(lambda: project.server.at_once == 0)
        lost = (project.asked() - asked) - (takes(project) - kept)
        assert 0 <= lost <= WORKERS, "only what was under way is asked again"
        in_doubt += lost
        for name, content in (project.delivered("*/*.*3") | project.delivered()).items():
            assert expected[name] == content, "what has its name is whole"
    project.server.latency = 0.0
    assert project.run().exit_code == 0
    assert project.delivered("*/*.*3") | project.delivered() == expected
    texts = Counter(project.server.texts[asked_before:])
    assert sum(texts.values()) - len(texts) == in_doubt
    assert not list((project.folder / "output").rglob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM], ids=["int", "term"])
def test_ctrl_c_keeps_finished_takes_and_says_how_to_go_on(
    project: Project, signal_number: int
) -> None:
    project.configure(workers=WORKERS)
    project.write(story(chapters=6, paragraphs=9))
    project.server.latency = 0.1
    process = start(project)
    wait_for(lambda: project.asked() > 2 * WORKERS, process)
    os.killpg(process.pid, signal_number)
    signalled = project.server.now()
    _, told = process.communicate(timeout=60)
    later = [request for request in project.server.journal if request.time > signalled]
    assert len(later) <= 2 * WORKERS, "only what was under way is waited for"
    assert process.returncode == 130
    assert b"Traceback" not in told
    assert b"Run the same command again" in told.splitlines()[-1]
    asked = project.asked()
    project.server.latency = 0.0
    assert project.run().exit_code == 0
    texts = Counter(project.server.texts)
    assert sum(texts.values()) == len(texts), "requests under way were waited for and kept"
    assert project.asked() > asked


def wait_for(condition: object, process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until it holds; fails where the process ends first."""
    assert callable(condition)
    while not condition():
        assert process is None or process.poll() is None, process.communicate()
        time.sleep(0.005)

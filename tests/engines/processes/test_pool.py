"""Worker processes: all cores, no neighbour hurt, nothing left behind."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from narrate.audio import Audio
from narrate.engines.processes.pool import FAILED_STARTS, Processes, Program
from narrate.errors import ChunkRefused, EngineUnusable, TemporaryError
from narrate.files.processes import usable_cores

MODULE = "tests.engines.processes.odd_speech"


@asynccontextmanager
async def processes(most: int = 1, **environment: str) -> AsyncIterator[Processes]:
    started = Processes(Program("odd", MODULE, environment), most)
    try:
        yield started
    finally:
        await started.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")  # a zombie waits for nothing but to be counted
    return not (stat.exists() and ") Z " in stat.read_text())


async def ask(odd: Processes, text: str, patience: float = 20.0) -> Audio:
    return await odd.call({"text": text}, patience)


async def test_engine_processes_answer_each_call_with_its_own_text() -> None:
    async with processes(2) as odd:
        texts = [f"text {number}" for number in range(40)]
        audios = await asyncio.gather(*(ask(odd, text) for text in texts))
        assert [audio.pcm.decode() for audio in audios] == texts
        assert len({audio.rate for audio in audios}) == 2, "both processes worked"


async def test_one_call_starts_one_engine_process() -> None:
    async with processes(8) as odd:
        assert (await ask(odd, "first")).rate == (await ask(odd, "second")).rate


async def test_a_take_larger_than_any_pipe_comes_through_from_an_engine_process() -> None:
    async with processes() as odd:
        assert len((await ask(odd, "big")).pcm) == 4_000_000


async def test_what_a_library_prints_does_not_disturb_an_engine_process() -> None:
    async with processes() as odd:
        assert (await ask(odd, "print")).pcm == b"print"


@pytest.mark.parametrize(
    ("text", "words"), [("refuse", "odd: not this"), ("bug", "KeyError: 'a phoneme'")]
)
async def test_a_refused_text_and_a_bug_on_a_text_leave_the_engine_process_alive(
    text: str, words: str
) -> None:
    async with processes() as odd:
        pid = (await ask(odd, "before")).rate
        with pytest.raises(ChunkRefused, match=words):
            await ask(odd, text)
        assert (await ask(odd, "after")).rate == pid


async def test_an_engine_process_that_dies_fails_only_its_own_text() -> None:
    async with processes(2) as odd:
        texts = ["a", "die", *"bcdefgh"]
        results = await asyncio.gather(*(ask(odd, text) for text in texts), return_exceptions=True)
        failed = [result for result in results if isinstance(result, BaseException)]
        assert [type(error) for error in failed] == [TemporaryError]
        assert "signal 9" in str(failed[0])
        assert [audio.pcm for audio in results if isinstance(audio, Audio)] == [
            text.encode() for text in texts if text != "die"
        ]


async def test_a_first_text_that_ends_its_engine_process_is_no_process_that_cannot_load() -> None:
    async with processes() as odd:
        for _ in range(4):  # in new processes, more often than ones that fail to load may
            with pytest.raises(TemporaryError, match="a process ended"):
                await odd.call({"text": "exit 3"}, 20)
        assert (await odd.call({"text": "hello"}, 20)).pcm == b"hello"


async def test_a_text_is_spoken_by_a_new_engine_process_after_a_death(tmp_path: Path) -> None:
    async with processes() as odd:
        text = f"die-once {tmp_path / 'died'}"
        with pytest.raises(TemporaryError):
            await ask(odd, text)
        assert (await ask(odd, text)).pcm == text.encode()


async def test_an_engine_process_killed_while_idle_is_replaced() -> None:
    async with processes() as odd:
        pid = (await ask(odd, "before")).rate
        os.kill(pid, signal.SIGKILL)
        await asyncio.sleep(0.1)
        assert (await ask(odd, "after")).rate != pid


async def test_a_hung_engine_process_is_ended_and_its_neighbours_go_on() -> None:
    async with processes(2) as odd:
        hung = asyncio.create_task(ask(odd, "sleep 60", patience=0.5))
        others = [(await ask(odd, f"{number}")).pcm for number in range(5)]
        with pytest.raises(TemporaryError, match="no answer in"):
            await hung
        assert others == [b"0", b"1", b"2", b"3", b"4"]


async def test_a_caller_that_gives_up_waiting_does_not_mix_up_answers() -> None:
    async with processes() as odd:
        await ask(odd, "ready")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ask(odd, "sleep 0.2"), 0.05)
        assert (await ask(odd, "mine")).pcm == b"mine"


async def test_an_engine_that_cannot_be_loaded_says_why() -> None:
    async with processes(2, ODD_LOAD="fail") as odd:
        with pytest.raises(EngineUnusable, match=r"odd cannot be loaded: .*its model is torn"):
            await ask(odd, "text")


async def test_an_engine_process_that_cannot_start_shows_its_last_words() -> None:
    async with processes(ODD_LOAD="exit") as odd:
        with pytest.raises(EngineUnusable, match="cannot start: no such library"):
            await ask(odd, "text")


async def test_an_engine_that_dies_while_loading_again_and_again_is_unusable() -> None:
    async with processes(ODD_LOAD="die") as odd:
        for _ in range(FAILED_STARTS):
            with pytest.raises(TemporaryError):
                await ask(odd, "text")
        with pytest.raises(EngineUnusable, match="out of memory"):
            await ask(odd, "text")


async def test_closing_engine_processes_waits_for_no_call_and_leaves_none() -> None:
    async with processes(2) as odd:
        pids = {(await ask(odd, "first")).rate}
        calls = [asyncio.create_task(ask(odd, "sleep 60")) for _ in range(6)]
        while len(pids) < 2:
            await asyncio.sleep(0.01)
            pids |= {child._process.pid for child in odd._started if child._process}
        async with asyncio.timeout(30):  # half of what the calls would take
            await odd.close()
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert {type(result) for result in results} == {TemporaryError}, "no call was waited for"
        assert not any(alive(pid) for pid in pids)
        await odd.close()


async def test_closing_while_an_engine_process_starts_leaves_none() -> None:
    async with processes() as odd:
        call = asyncio.create_task(ask(odd, "text"))
        await asyncio.sleep(0)
        await odd.close()
        with pytest.raises(TemporaryError, match="closed"):
            await call


PARENT = """
import asyncio
from narrate.engines.processes.pool import Processes, Program

async def main():
    odd = Processes(Program("odd", "tests.engines.processes.odd_speech"), 2)
    try:
        for _ in range(2):
            print((await odd.call({"text": "hello"}, 20)).rate, flush=True)
        await odd.call({"text": "sleep 0.5"}, 20)
    finally:
        await odd.close()

try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a process group are POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_engine_processes_end_with_their_parent(how: signal.Signals) -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert parent.stdout is not None and parent.stderr is not None
    pid = int(parent.stdout.readline())
    parent.stdout.readline()
    time.sleep(0.2)
    if how == signal.SIGKILL:
        parent.kill()
    else:
        os.killpg(parent.pid, how)  # as Ctrl-C in a terminal: children get it too
    said = parent.communicate(timeout=10)[1]
    while alive(pid):
        time.sleep(0.05)
    assert said == ""


def test_usable_cores_are_those_that_this_process_may_use() -> None:
    assert 1 <= usable_cores() <= (os.cpu_count() or 1)

"""The stand-in itself: what other tests take for granted of it."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from narrate.engines.http.wav import read_wav
from tests.waves.faults import FAULTS, read_faults
from tests.waves.server import WavesServer, running

ROOT = Path(__file__).parents[2]


def body(text: str, **more: object) -> dict[str, object]:
    return {"text": text, "voice_id": "magnus", "output_format": "wav", **more}


async def post(url: str, told: object, **headers: str) -> tuple[int, bytes, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(url + "/waves/v1/tts", json=told, headers=headers) as answer,
    ):
        return answer.status, await answer.read(), answer.headers.get("Content-Type", "")


async def statuses(url: str, texts: Iterable[str]) -> list[int]:
    return [(await post(url, body(text)))[0] for text in texts]


async def test_the_test_server_answers_like_the_recorded_waves() -> None:
    """Sizes, types and bodies of the vendor's own recording of real calls."""
    async with WavesServer() as server:
        status, sound, kind = await post(server.url, body("x" * 36, sample_rate=24000))
        assert (status, kind) == (200, "audio/wav")
        assert (len(sound) - 44) % 7680 == 0, "blocks of 0.16 s"
        assert int.from_bytes(sound[4:8], "little") == len(sound) - 8
        assert 2.5 < read_wav(sound).seconds < 2.9
        plain = await post(server.url, {"text": "x", "voice_id": "magnus"})
        assert plain[1][:4] != b"RIFF" and plain[2] == "audio/wav", "pcm at 44100 by default"
        status, told, kind = await post(server.url, body("x", voice_id="nobody"))
        assert status == 400 and kind.startswith("application/json")
        entry = json.loads(told)["error"][0]
        assert entry == {"code": "custom", "path": ["voice_id"], "message": "Invalid Voice ID"}
        assert (await post(server.url, body("x", output_format="mulaw")))[0] == 400


async def test_the_test_server_gives_a_text_always_the_same_sound_and_others_another() -> None:
    async with WavesServer() as one, WavesServer() as other:
        first, second = [(await post(server.url, body("words")))[1] for server in (one, other)]
        assert first == second != (await post(one.url, body("sword")))[1]


async def test_the_test_server_draws_faults_by_seed_text_and_attempt_not_by_order() -> None:
    texts = [f"text {number}" for number in range(60)]
    runs: list[dict[str, int]] = []
    for order in (texts, texts[::-1]):
        async with WavesServer(faults={"503": 0.3, "429": 0.1}, seed=7) as server:
            runs.append(dict(zip(order, await statuses(server.url, order), strict=True)))
    assert runs[0] == runs[1]
    met = list(runs[0].values())
    assert 8 < met.count(503) < 30 and 1 <= met.count(429) < 15
    async with WavesServer(faults={"503": 0.3}, seed=8) as server:
        assert dict(zip(texts, await statuses(server.url, texts), strict=True)) != runs[0]


async def test_the_journal_of_the_test_server_counts_what_was_asked_and_billed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "asked.jsonl"
    async with WavesServer(journal_file=path, faults={"500": 0.5}, latency=0.05) as server:
        await asyncio.gather(
            *(post(server.url, body(f"t{n}"), Authorization="Bearer sk_x") for n in range(20))
        )
        assert server.most_at_once == 20
        good = [asked for asked in server.journal if asked.status == 200]
        assert server.billed == sum(len(asked.text) for asked in good)
        assert sorted(server.texts) == sorted(f"t{n}" for n in range(20))
        assert server.journal[0].headers["authorization"] == "Bearer sk_x"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    assert [line["text"] for line in lines] == server.texts
    assert "sk_x" not in path.read_text()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"key": "sk_right"}, [401] * 6),
        ({"credit": 12}, [200, 200, 200, 402, 402, 402]),
        ({"per_minute": 4}, [200] * 4 + [429] * 2),
    ],
)
async def test_the_test_server_refuses_beyond_the_limits_of_the_account(
    options: dict[str, Any], expected: list[int]
) -> None:
    async with WavesServer(**options) as server:
        assert await statuses(server.url, ["four"] * 6) == expected


async def test_the_test_server_refuses_requests_beyond_its_limit_at_once() -> None:
    async with WavesServer(limit=2, latency=0.1) as server:
        answers = await asyncio.gather(*(post(server.url, body(f"{n}")) for n in range(5)))
        assert sorted(answer[0] for answer in answers) == [200, 200, 429, 429, 429]


async def test_a_broken_answer_of_the_test_server_is_broken_for_the_client() -> None:
    async with WavesServer() as server:
        for fault in ("drop", "cut", "cut-chunked"):
            server.faults = {fault: 1.0}
            with pytest.raises(aiohttp.ClientError):
                await post(server.url, body("text"))
        server.faults, server.down = {}, True
        with pytest.raises(aiohttp.ClientError):
            await post(server.url, body("text"))


def test_the_test_server_runs_in_a_thread_of_its_own() -> None:
    with running() as server:
        assert asyncio.run(statuses(server.url, ["one", "two"])) == [200, 200]


def test_the_test_server_runs_from_the_command_line(tmp_path: Path) -> None:
    journal = tmp_path / "asked.jsonl"
    options = f"--port 0 --faults 402:1 --journal {journal}"
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.waves.server", *options.split()],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ,
        text=True,
    )
    try:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        assert asyncio.run(statuses(url, ["one"])) == [402]
    finally:
        server.terminate()
        server.communicate(timeout=10)
    assert json.loads(journal.read_text())["fault"] == "402"


def test_the_test_server_checks_names_of_faults() -> None:
    assert read_faults("429:0.1, tiny") == {"429": 0.1, "tiny": 1.0}
    with pytest.raises(ValueError, match="is no fault; there are mixed, 400"):
        read_faults("428:1")
    assert len(FAULTS) > 30


async def test_the_work_of_the_test_server_does_not_grow_with_what_it_was_asked() -> None:
    async with WavesServer(per_character=0.02) as server, aiohttp.ClientSession() as session:

        async def ask(number: int) -> None:
            told = body(f"{number}", sample_rate=8000)
            async with session.post(server.url + "/waves/v1/tts", json=told) as answer:
                await answer.read()

        async def work(requests: int) -> float:
            started = time.process_time()
            for start in range(0, requests, 20):
                await asyncio.gather(*(ask(start + n) for n in range(20)))
            return time.process_time() - started

        first = await work(100)
        later = min([await work(100) for _ in range(3)])
        assert later < 2 * first, "its work does not grow with what it was asked before"
        server.answers = lambda number, come: come >= 420
        await work(20)
        assert server.most_at_once == 20, "none is answered before all have come"

"""A stand-in for Smallest AI's Waves on this machine, with faults on request and a journal.

In a test:      async with WavesServer(latency=0.1, faults={"429": 0.1}) as server: server.url
Without a loop: with running(latency=0.1) as server: ...
By hand:        python -m tests.waves_server --port 8085 --journal asked.jsonl
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from tests.waves_faults import AUDIO, FAULTS, Reply, Sound, drawn, read_faults
from tests.waves_replies import VOICES, broken, faults_of, formed, listed, refused, send
from tests.waves_speech import samples_of

ROUTES = ("/waves/v1/tts", "/waves/v1/lightning-v3.1/get_speech")


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of the journal."""

    time: float
    """Seconds since the server was started, when the request came in"""
    answered: float
    """The same, when its answer was ready to be sent"""
    text: str
    voice: str
    status: int
    billed: int
    """Characters; those of every answer with status 200"""
    fault: str | None
    body: Mapping[str, Any]
    headers: Mapping[str, str]
    """Those of the request that matter, names in lower case"""


@dataclass
class WavesServer:
    """The stand-in; what it is set to may be changed while it runs."""

    latency: float = 0.0
    """Seconds before each answer"""
    faults: Mapping[str, float] = field(default_factory=dict)
    """Probability by name, see waves_faults.FAULTS"""
    seed: int = 0
    key: str | None = None
    """The only key that is accepted; None: any, and none at all"""
    limit: int | None = None
    """Requests at once; those beyond get 429"""
    per_minute: int | None = None
    """Requests in any 60 seconds; those beyond get 429"""
    credit: int | None = None
    """Characters until it answers 402"""
    down: bool = False
    """Break every connection"""
    per_character: float = 0.06
    """Seconds of speech"""
    port: int = 0
    journal_file: Path | None = None

    journal: list[Asked] = field(default_factory=list, init=False)
    at_once: int = field(default=0, init=False)
    most_at_once: int = field(default=0, init=False)
    url: str = field(default="", init=False)

    @property
    def texts(self) -> list[str]:
        """What was asked to be spoken, in order."""
        return [asked.text for asked in self.journal]

    @property
    def billed(self) -> int:
        """Characters in answers with status 200."""
        return sum(asked.billed for asked in self.journal)

    async def __aenter__(self) -> Self:
        self._started = time.monotonic()
        self._times: Counter[str] = Counter()
        self._recent: deque[float] = deque()
        self._lines = self.journal_file.open("a", encoding="utf-8") if self.journal_file else None
        self._runner = web.ServerRunner(
            web.Server(self._handle), access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, backlog=1024)
        await site.start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()
        if self._lines:
            self._lines.close()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.down:
            return broken(request)
        if request.method == "GET" and request.path.endswith("/get_voices"):
            return web.json_response({"voices": [listed(name) for name in VOICES]})
        if request.method != "POST" or request.path not in ROUTES:
            return web.json_response({"message": f"Cannot {request.method}"}, status=404)
        came = time.monotonic()
        body = await request.json()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            fault, reply = self._decide(body, request)
            if self.latency and reply.status != 429:
                await asyncio.sleep(self.latency)
            self._note(came, body, request, fault, reply)
            return await send(request, reply)
        finally:
            self.at_once -= 1

    def _decide(
        self, body: Mapping[str, Any], request: web.BaseRequest
    ) -> tuple[str | None, Reply]:
        refused = self._refused(body, request)
        if refused is not None:
            return None, refused
        text, rate = body["text"], body.get("sample_rate", 44100)
        pcm = samples_of(text, rate, body.get("speed", 1.0), self.per_character)
        sound = Sound(pcm, rate, formed(pcm, rate, body.get("output_format", "pcm")))
        self._times[text] += 1
        fault = drawn(self.faults, self.seed, text, self._times[text])
        if fault is None:
            return None, Reply(body=sound.body, content_type=AUDIO)
        return fault, FAULTS[fault](sound)

    def _refused(self, body: Mapping[str, Any], request: web.BaseRequest) -> Reply | None:
        if self.key is not None and request.headers.get("Authorization") != f"Bearer {self.key}":
            return refused(401, {"error": "Invalid API key"})
        if self._over_limit():
            return refused(429, {"error": "Concurrency limit reached"})
        wrong = faults_of(body)
        if wrong:
            return refused(400, {"error": wrong})
        if self.credit is not None and self.billed + len(body["text"]) > self.credit:
            return refused(402, {"error": "Insufficient credits"})
        return None

    def _over_limit(self) -> bool:
        now = time.monotonic()
        while self._recent and self._recent[0] < now - 60:
            self._recent.popleft()
        if self.limit is not None and self.at_once > self.limit:
            return True
        if self.per_minute is not None and len(self._recent) >= self.per_minute:
            return True
        self._recent.append(now)
        return False

    def _note(
        self,
        came: float,
        body: Mapping[str, Any],
        request: web.BaseRequest,
        fault: str | None,
        reply: Reply,
    ) -> None:
        text = str(body.get("text", ""))
        kept = ("authorization", "accept", "content-type", "user-agent")
        headers = {name: request.headers.get(name, "") for name in kept}
        billed = len(text) if reply.status == 200 and reply.cut != 0.0 else 0
        voice, at = str(body.get("voice_id", "")), round(came - self._started, 4)
        now = round(time.monotonic() - self._started, 4)
        asked = Asked(at, now, text, voice, reply.status, billed, fault, body, headers)
        self.journal.append(asked)
        if self._lines:
            line = asdict(asked)
            line["headers"].pop("authorization")  # a journal on disk must not hold a key
            self._lines.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._lines.flush()


@contextlib.contextmanager
def running(**options: Any) -> Iterator[WavesServer]:
    """A server in a thread of its own, for tests that have no event loop or more than one."""
    server, ready, over = WavesServer(**options), threading.Event(), threading.Event()

    async def serve() -> None:
        async with server:
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    if not ready.wait(10):
        raise RuntimeError("the stand-in did not start")
    try:
        yield server
    finally:
        over.set()
        thread.join(10)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.waves_server", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"faults: {', '.join(FAULTS)}"
    parser.add_argument("--port", type=int, default=0, help="0: any that is free (default)")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before an answer")
    parser.add_argument("--faults", type=read_faults, default={}, help="such as 429:0.1,503:0.05")
    parser.add_argument("--seed", type=int, default=0, help="of the faults")
    parser.add_argument("--key", help="the only key that is accepted")
    parser.add_argument("--limit", type=int, help="requests at once, else 429")
    parser.add_argument("--per-minute", type=int, help="requests a minute, else 429")
    parser.add_argument("--credit", type=int, help="characters until it answers 402")
    parser.add_argument("--per-character", type=float, default=0.06, help="seconds of speech")
    parser.add_argument("--journal", type=Path, dest="journal_file", help="append JSON lines here")
    server = WavesServer(**vars(parser.parse_args(arguments)))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_forever(server))


async def _forever(server: WavesServer) -> None:
    async with server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    main()

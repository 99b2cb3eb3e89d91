"""A stand-in for Smallest AI's Waves on this machine, with faults on request and a journal.

In a test:      async with WavesServer(latency=0.1, faults={"429": 0.1}) as server: server.url
Without a loop: with running(latency=0.1) as server: ...
By hand:        python -m tests.waves.server --port 8085 --journal asked.jsonl
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from aiohttp import web

from tests.waves.catalogue import PRO, STANDARD, VOICES
from tests.waves.dictionaries import ROUTE as DICTIONARIES
from tests.waves.dictionaries import Dictionaries
from tests.waves.faults import AUDIO, FAULTS, Reply, Sound, drawn
from tests.waves.limits import AT_ONCE_AGAIN, MinuteCounter, Told, Window, busy
from tests.waves.replies import broken, faults_of, formed, refused, send
from tests.waves.serving import in_a_thread
from tests.waves.speech import samples_of

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


@dataclass(frozen=True, slots=True)
class OtherRequest:
    """A request for something else than speech: voices, credit, dictionaries."""

    time: float
    method: str
    path: str
    status: int
    body: Any


@dataclass
class WavesServer:
    """The stand-in; what it is set to may be changed while it runs."""

    latency: float = 0.0
    """Seconds before each answer"""
    answers: Callable[[int, int], bool] = lambda number, come: True
    """Whether request `number` (from 0) is answered yet, now that `come` have come"""
    faults: Mapping[str, float] = field(default_factory=dict)
    """Probability by name, see faults.FAULTS"""
    seed: int = 0
    key: str | None = None
    """The only key that is accepted; None: any, and none at all"""
    limit: int | None = None
    """Requests at once; those beyond get 429"""
    per_minute: int | None = None
    """Requests a minute; those beyond get 429"""
    window: Window = "sliding"
    """How a minute is counted"""
    told: Told | None = None
    """How a 429 says when to come back; None: not at all"""
    refuse_late: bool = False
    """A 429 comes as late as an answer, not at once"""
    credit: int | None = None
    """Characters until it answers 402"""
    dollars: float = 10.0
    """Credit as the balance shows it, before what was billed at Pro's price"""
    pro_list: bool = True
    """There is a list of the Pro voices alone"""
    merges: bool = False
    """An update of a dictionary adds to its items"""
    strict: bool = False
    """Fields that the API does not know are refused, not ignored"""
    down: bool = False
    """Serve nothing"""
    down_how: str = "drop"
    """What a client meets then: drop (a broken connection), hang, or the name of a fault"""
    down_after: float | None = None
    down_for: float = float("inf")
    """Be down from so many seconds after the first request for speech, for so long"""
    per_character: float = 0.06
    """Seconds of speech"""
    port: int = 0
    journal_file: Path | None = None

    journal: list[Asked] = field(default_factory=list, init=False)
    other_requests: list[OtherRequest] = field(default_factory=list, init=False)
    dictionaries: Dictionaries = field(default_factory=Dictionaries, init=False)
    at_once: int = field(default=0, init=False)
    most_at_once: int = field(default=0, init=False)
    url: str = field(default="", init=False)

    def now(self) -> float:
        """Seconds since it began, as the journal counts them."""
        return round(time.monotonic() - self._started, 4)

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
        self._come = 0
        self._minute = MinuteCounter(self.window)
        self._first = float("inf")
        self.dictionaries.merges = self.merges
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
        if self._is_down():
            return await self._serve_nothing(request)
        if request.path not in ROUTES or request.method != "POST":
            return await self._run_other(request)
        came = time.monotonic()
        self._first = min(self._first, came)
        body = await request.json()
        number, self._come = self._come, self._come + 1
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            fault, reply = self._decide(body, request)
            if self.latency and (reply.status != 429 or self.refuse_late):
                await asyncio.sleep(self.latency)
            while not self.answers(number, self._come):
                await asyncio.sleep(0.005)
            self._note(came, body, request, fault, reply)
        finally:
            self.at_once -= 1  # before the answer goes out, so that its reader may send at once
        return await send(request, reply, _echo(body))

    def _is_down(self) -> bool:
        if self.down or self.down_after is None:
            return self.down
        begins = self._first + self.down_after
        return begins <= time.monotonic() < begins + self.down_for

    async def _serve_nothing(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.down_how == "hang":
            await asyncio.sleep(3600)
        if self.down_how in FAULTS:
            return await send(request, FAULTS[self.down_how](Sound(b"", 24000, b"")))
        return broken(request)

    async def _run_other(self, request: web.BaseRequest) -> web.StreamResponse:
        raw = await request.read()
        body = json.loads(raw) if raw else None
        status, told = self._other(request, body)
        at = self.now()
        other = OtherRequest(at, request.method, request.path, status, body)
        self.other_requests.append(other)
        self._write({"kind": "other", **asdict(other)})
        return web.json_response(told, status=status)

    def _other(self, request: web.BaseRequest, body: Any) -> tuple[int, object]:
        if not self._knows(request):
            missing = "Authorization" not in request.headers
            return 401, {"message": "Unauthorized"} if missing else {"error": "Invalid API key"}
        match request.method, request.path:
            case "GET", "/waves/v1/lightning-v3.1/get_voices":
                return 200, {"voices": [tags.listed(name) for name, tags in VOICES.items()]}
            case "GET", "/waves/v1/lightning-v3.1-pro/get_voices" if self.pro_list:
                ours = [(name, tags) for name, tags in VOICES.items() if tags.model == PRO]
                return 200, {"voices": [tags.listed(name) for name, tags in ours]}
            case "GET", "/payment/v1/credits/balance":
                left = self.dollars - self.billed * 0.195 / 10_000
                data = {"creditBalance": left, "planId": "pay-as-you-go", "isEnterprise": False}
                return 200, {"success": True, "data": data}
            case method, path if path == DICTIONARIES:
                return self.dictionaries.answer(method, body)
        return 404, {"message": f"Cannot {request.method} {request.path}"}

    def _knows(self, request: web.BaseRequest) -> bool:
        return self.key is None or request.headers.get("Authorization") == f"Bearer {self.key}"

    def _decide(
        self, body: Mapping[str, Any], request: web.BaseRequest
    ) -> tuple[str | None, Reply]:
        refused = self._refused(body, request)
        if refused is not None:
            return None, refused
        text, rate = body["text"], body.get("sample_rate", 44100)
        heard = self.dictionaries.said(text, body.get("pronunciation_dicts", ()))
        pcm = samples_of(heard, rate, body.get("speed", 1.0), self.per_character)
        sound = Sound(pcm, rate, formed(pcm, rate, body.get("output_format", "pcm")))
        if VOICES[body["voice_id"]].model != body.get("model", STANDARD):
            return "mismatch", FAULTS["tiny"](sound)
        self._times[text] += 1
        fault = drawn(self.faults, self.seed, text, self._times[text])
        if fault is None:
            return None, Reply(body=sound.body, content_type=AUDIO)
        return fault, FAULTS[fault](sound)

    def _refused(self, body: Mapping[str, Any], request: web.BaseRequest) -> Reply | None:
        if not self._knows(request):
            return refused(401, {"error": "Invalid API key"})
        if self.limit is not None and self.at_once > self.limit:
            return busy(AT_ONCE_AGAIN, self.told)
        wait = self._minute.wait(self.per_minute) if self.per_minute is not None else 0.0
        if wait > 0:
            return busy(wait, self.told)
        wrong = faults_of(body, strict=self.strict)
        if wrong:
            return refused(400, {"error": wrong})
        if not self.dictionaries.knows(body.get("pronunciation_dicts", ())):
            return refused(400, {"error": "Invalid input data"})
        if self.credit is not None and self.billed + len(body["text"]) > self.credit:
            return refused(402, {"error": "Insufficient credits"})
        return None

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
        now = self.now()
        asked = Asked(at, now, text, voice, reply.status, billed, fault, body, headers)
        self.journal.append(asked)
        if self._lines:
            line = asdict(asked)
            line["headers"].pop("authorization")  # a journal on disk must not hold a key
            self._write({"kind": "speech", **line})

    def _write(self, line: Mapping[str, Any]) -> None:
        if self._lines:
            self._lines.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._lines.flush()


def _echo(body: Mapping[str, Any]) -> Mapping[str, str]:
    """The caller's own ids, empty where it sent none."""
    return {
        "X-External-Session-Id": str(body.get("session_id", "")),
        "X-External-Request-Id": str(body.get("request_id", "")),
    }


def running(**options: Any) -> AbstractContextManager[WavesServer]:
    """A server in a thread of its own, for tests that have no event loop or more than one."""
    return in_a_thread(WavesServer(**options))


if __name__ == "__main__":
    from tests.waves.cli import main

    main()

"""A server on this machine that speaks OpenAI's protocol, as Kokoro-FastAPI and OpenAI do."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.waves_speech import mp3, samples_of, wav

RATE = 24000
VOICES = ("af_heart", "af_bella", "am_adam", "bf_emma")


@dataclass
class OpenAIServer:
    """Answers with a tone as long as its text; `refusals` are (status, body) given out first."""

    key: str | None = None
    old_list: bool = False
    """Voices as plain texts, as before Kokoro-FastAPI 0.4"""
    lists: bool = True
    refusals: list[tuple[int, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v1/audio/speech", self._speak)
        app.router.add_get("/v1/audio/voices", self._voices)
        return app

    async def _speak(self, request: web.Request) -> web.Response:
        self.keys.append(request.headers.get("Authorization", ""))
        body = await request.json()
        self.asked.append(body)
        if self.key is not None and self.keys[-1] != f"Bearer {self.key}":
            return web.json_response(_error("Incorrect API key", "invalid_api_key"), status=401)
        if self.refusals:
            status, told = self.refusals.pop(0)
            return web.json_response(told, status=status, headers=self.headers)
        if body["voice"] not in VOICES:
            said = f"Voice '{body['voice']}' not found. Available voices: {', '.join(VOICES)}"
            detail = {"error": "validation_error", "message": said, "type": "invalid_request_error"}
            return web.json_response({"detail": detail}, status=400)
        pcm = samples_of(body["input"], RATE, body["speed"], 0.05)
        sound = {"pcm": pcm, "mp3": b"", "wav": wav(pcm, RATE, 0xFFFFFFFF, 0xFFFFFFFF)}
        form = body["response_format"]
        return web.Response(body=mp3(pcm, RATE) if form == "mp3" else sound[form])

    async def _voices(self, request: web.Request) -> web.Response:
        if not self.lists:
            return web.json_response({"detail": "Not Found"}, status=404)
        if self.old_list:
            return web.json_response({"voices": list(VOICES)})
        return web.json_response({"voices": [{"id": name, "name": name} for name in VOICES]})


def _error(message: str, code: str, param: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": "invalid", "param": param, "code": code}}


@contextlib.contextmanager
def speaking(**options: Any) -> Iterator[OpenAIServer]:
    """A server in a thread of its own."""
    server, ready, over = OpenAIServer(**options), threading.Event(), threading.Event()

    async def serve() -> None:
        runner = web.AppRunner(server.app(), access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1"
        ready.set()
        await asyncio.to_thread(over.wait)
        await runner.cleanup()

    thread = threading.Thread(target=asyncio.run, args=(serve(),), daemon=True)
    thread.start()
    if not ready.wait(10):
        raise RuntimeError("the server did not start")
    try:
        yield server
    finally:
        over.set()
        thread.join(10)

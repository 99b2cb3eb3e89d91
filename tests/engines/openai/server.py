"""A server on this machine that speaks OpenAI's protocol, as Kokoro-FastAPI and OpenAI do."""

from __future__ import annotations

import functools
import subprocess
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from narrate.files.ffmpeg import ffmpeg_program
from tests.waves.serving import in_a_thread
from tests.waves.speech import samples_of, wav

RATE = 24000
VOICES = ("af_heart", "af_bella", "am_adam", "bf_emma")
MODELS = ("kokoro", "tts-1", "tts-1-hd")
_CODERS = {
    "mp3": "-c:a libmp3lame -b:a 64k -f mp3",
    "flac": "-c:a flac -f flac",
    "opus": "-c:a libopus -f ogg",
    "aac": "-c:a aac -f adts",
}


@dataclass
class OpenAIServer:
    """Answers with a tone as long as its text; `refusals` are (status, body) given out first."""

    key: str | None = None
    listing: Any = None
    """What is answered for the voices; None: 404"""
    refusals: list[tuple[int, Any]] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/v1/audio/speech", self._speak)
        app.router.add_get("/v1/audio/voices", self._voices)
        app.router.add_get("/v1/models/{model}", self._model)
        return app

    async def _speak(self, request: web.Request) -> web.Response:
        body = await request.json()
        if (refused := self._refused(request)) is not None:
            return refused
        self.asked.append(body)
        if self.refusals:
            status, told = self.refusals.pop(0)
            return web.json_response(told, status=status, headers=self.headers)
        if body["voice"] not in VOICES:
            said = f"Voice '{body['voice']}' not found. Available voices: {', '.join(VOICES)}"
            detail = {"error": "validation_error", "message": said, "type": "invalid_request_error"}
            return web.json_response({"detail": detail}, status=400)
        pcm = samples_of(body["input"], RATE, body["speed"], 0.05)
        return web.Response(body=encoded(pcm, body["response_format"]))

    async def _voices(self, request: web.Request) -> web.Response:
        if (refused := self._refused(request)) is not None:
            return refused
        if self.listing is None:
            return web.json_response({"detail": "Not Found"}, status=404)
        return web.json_response(self.listing)

    async def _model(self, request: web.Request) -> web.Response:
        model = request.match_info["model"]
        if (refused := self._refused(request)) is not None:
            return refused
        if model in MODELS:
            return web.json_response({"id": model, "object": "model"})
        told = error(f"The model '{model}' does not exist", "model_not_found", "model")
        return web.json_response(told, status=404)

    def _refused(self, request: web.Request) -> web.Response | None:
        self.keys.append(request.headers.get("Authorization", ""))
        if self.key is None or self.keys[-1] == f"Bearer {self.key}":
            return None
        told = error(f"Incorrect API key provided: {self.keys[-1]}", "invalid_api_key")
        return web.json_response(told, status=401)


@functools.lru_cache
def encoded(pcm: bytes, form: str) -> bytes:
    """The samples in a format of the protocol; its WAVs are streamed, so without sizes."""
    if form in ("pcm", "wav"):
        return pcm if form == "pcm" else wav(pcm, RATE, 0xFFFFFFFF, 0xFFFFFFFF)
    options = f"-v error -f s16le -ar {RATE} -ac 1 -i pipe:0 {_CODERS[form]} pipe:1"
    command = [ffmpeg_program(None), *options.split()]
    return subprocess.run(command, input=pcm, capture_output=True, check=True).stdout


def error(
    message: str, code: str | None = None, param: str | None = None, kind: str = "invalid"
) -> dict[str, Any]:
    """A refusal as OpenAI writes it."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def speaking(**options: Any) -> AbstractContextManager[OpenAIServer]:
    """A server in a thread of its own."""
    return in_a_thread(OpenAIServer(**options))

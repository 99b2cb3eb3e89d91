"""Servers that speak OpenAI's protocol: Kokoro-FastAPI, speaches, LocalAI, OpenAI itself.

    POST {base_url}/audio/speech   {model, input, voice, response_format, speed, instructions}
    GET  {base_url}/audio/voices   where a server has it; OpenAI does not

The defaults are those of Kokoro-FastAPI on this machine, which costs nothing and needs no key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from narrate.audio import Audio
from narrate.chunk import Options, OptionValue, Voicing
from narrate.engines.base import Price, Voice, Workload
from narrate.engines.keys import bearer, key_in
from narrate.engines.names import did_you_mean
from narrate.errors import EngineUnusable, TemporaryError
from narrate.settings import Settings
from narrate.settings.groups import OpenAI, OpenAICall

if TYPE_CHECKING:
    from narrate.engines.http import Answer, HttpClient

SPEECH: Final = "/audio/speech"
VOICES: Final = "/audio/voices"
ITS_OWN: Final = "api.openai.com"
"""The host that is OpenAI's: there a key is needed and prices are known"""
PRICES: Final[Mapping[str, tuple[float, str]]] = {
    "tts-1": (0.15, "OpenAI's model page, 2026-10"),
    "tts-1-hd": (0.30, "OpenAI's model page, 2026-10"),
    "gpt-4o-mini-tts": (0.17, "an estimate: $12 a million tokens of audio, about $0.015 a minute"),
}
"""US dollars per 10,000 characters, and where that is from"""
KNOWN_VOICES: Final = ("alloy", "ash", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer")
"""Of OpenAI's own models, all of which have these"""

_DEFAULTS: Final = OpenAICall()


class OpenAIEngine:
    """Speaks through one server; the key goes along only where one is set."""

    name = "openai"
    parallel: int | None = None

    def __init__(self, options: OpenAI, connections: int, ffmpeg: Path | None = None) -> None:
        self._options = options
        self._connections = connections
        self._ffmpeg = ffmpeg
        self._client: HttpClient | None = None
        self._own = urlsplit(options.base_url).hostname == ITS_OWN

    def price(self, voicing: Voicing) -> Price | None:
        """As set; else OpenAI's own, and nothing at other servers."""
        if self._options.price is not None:
            return Price(self._options.price / 10_000, "openai.price in the settings")
        if not self._own:
            return None
        dearest = (
            max(price for price, _ in PRICES.values()),
            "the dearest known; set openai.price",
        )
        price, source = PRICES.get(_model(voicing), dearest)
        return Price(price / 10_000, source)

    def default_voice(self, language: str, options: Options = ()) -> str:
        """The usual first voice: OpenAI's, or Kokoro's."""
        kokoro = str(dict(options).get("model") or self._options.model).lower().startswith("kokoro")
        return "af_heart" if kokoro else "alloy"

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable: no key where one is needed, a speed out of range."""
        if not key_in(self._options.api_key_env) and self._own:
            raise EngineUnusable(
                "no key for OpenAI: put it into the environment variable"
                f" {self._options.api_key_env}"
            )
        if not 0.25 <= voicing.speed <= 4.0:
            raise EngineUnusable(f"openai speaks at speeds from 0.25 to 4.0, not {voicing.speed:g}")
        return ()

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """What is asked for, and of which server: any may call its model anything."""
        body = _body(voicing)
        lossless = body["response_format"] in ("pcm", "wav", "flac")
        asked = {**body, "response_format": "pcm" if lossless else body["response_format"]}
        return {"engine": self.name, "server": self._options.base_url, **asked}

    async def preflight(self, work: Workload) -> Sequence[str]:
        """Whether the server has the voices, where it lists them."""
        try:
            known = [voice.name for voice in await self.voices()]
        except EngineUnusable as error:
            return [f"{error}"]
        for voice in dict.fromkeys(voicing.voice for voicing in work.voicings):
            if not set(voice.split("+")) <= set(known):  # Kokoro mixes voices: af_bella+af_sky
                raise EngineUnusable(
                    f"{self._options.base_url} lists no voice {voice}{did_you_mean(voice, known)}"
                )
        return [f"{self._options.base_url} has every voice that is wanted"]

    async def learn(self, lexicons: Mapping[str, Mapping[str, str]], memory: Path) -> None:
        """Its lexicon is applied to the text."""

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One POST, and its answer judged by status and bytes."""
        from narrate.engines.answer import Asked, is_text, judge, unfit
        from narrate.engines.http import reason
        from narrate.engines.openai_refusal import refusal

        answer = await self._request("POST", SPEECH, {"input": spoken, **_body(voicing)})
        key = key_in(self._options.api_key_env)
        if not 200 <= answer.status < 300:
            raise refusal(answer, self._options, voicing.voice, hide=key)
        if is_text(answer.body):
            raise unfit(f"it is text: {reason(answer, hide=key)}")
        return await judge(answer.body, Asked(_format(voicing), _rate(voicing), self._ffmpeg))

    async def voices(self) -> Sequence[Voice]:
        """Those that the server lists; OpenAI's own where the server is OpenAI.

        Raises EngineUnusable where there is no list.
        """
        from narrate.engines.openai_refusal import refusal

        if self._own:
            return [
                Voice(name, ("en",), description="and other languages") for name in KNOWN_VOICES
            ]
        answer = await self._request("GET", VOICES)
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
            raise EngineUnusable(
                f"{self._options.base_url} has no list of voices; its own pages may tell them"
            )
        if answer.status != HTTPStatus.OK:
            raise refusal(answer, self._options, "", hide=key_in(self._options.api_key_env))
        return _listed(answer.body)

    async def close(self) -> None:
        """Close the session."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    async def _request(self, method: str, route: str, body: Any = None) -> Answer:
        if self._client is None:
            from narrate.engines.http import HttpClient

            self._client = HttpClient(self._options.base_url, self._connections)
        headers = bearer(key_in(self._options.api_key_env))
        return await self._client.request(method, self._options.base_url + route, headers, body)


def open_openai(settings: Settings) -> OpenAIEngine:
    """The engine as the settings want it."""
    return OpenAIEngine(settings.openai, settings.workers, settings.ffmpeg)


def _model(voicing: Voicing) -> str:
    return str(voicing.option("model") or _DEFAULTS.model)


def _format(voicing: Voicing) -> str:
    return str(voicing.option("output_format") or _DEFAULTS.output_format)


def _rate(voicing: Voicing) -> int:
    rate = voicing.option("sample_rate")
    return rate if isinstance(rate, int) else _DEFAULTS.sample_rate


def _body(voicing: Voicing) -> dict[str, Any]:
    """The request without its text."""
    body: dict[str, Any] = {
        "model": _model(voicing),
        "voice": voicing.voice,
        "response_format": _format(voicing),
        "speed": float(voicing.speed),
    }
    if instructions := voicing.option("instructions"):
        body["instructions"] = instructions
    return body


def _listed(body: bytes) -> list[Voice]:
    """Voices by name: Kokoro-FastAPI lists texts up to 0.3, since then objects with an id."""
    from narrate.engines.complaints import told

    said = told(body)
    for key in ("voices", "data"):
        if isinstance(said, Mapping):
            said = said.get(key, said)
    if not isinstance(said, list):
        raise TemporaryError("the answer holds no list of voices")
    ids = (
        each.get("id") or each.get("voice_id") or each.get("name")
        if isinstance(each, Mapping)
        else each
        for each in said
    )
    names = sorted({name for name in ids if isinstance(name, str) and name})
    return [Voice(name, _languages(name), _gender(name)) for name in names]


_KOKORO: Final = {
    "a": "en-US", "b": "en-GB", "e": "es", "f": "fr", "h": "hi", "i": "it", "j": "ja", "p": "pt-BR",
    "z": "zh",
}  # fmt: skip
"""First letter of Kokoro's voices; the second is f or m, then an underscore"""


def _languages(name: str) -> tuple[str, ...]:
    return (_KOKORO[name[0]],) if _is_kokoro(name) else ()


def _gender(name: str) -> str:
    return {"f": "female", "m": "male"}[name[1]] if _is_kokoro(name) else ""


def _is_kokoro(name: str) -> bool:
    return name[2:3] == "_" and name[0] in _KOKORO and name[1] in "fm"

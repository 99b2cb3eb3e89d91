"""Waves: the speech service of Smallest AI, one POST for each chunk.

Route, model and host are settings because they have all changed before. aiohttp and numpy
are only loaded when something is sent, so that a plan costs neither.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from narrate.audio import Audio
from narrate.chunk import OptionValue, Voicing
from narrate.engines.base import Price, Voice, Workload
from narrate.engines.names import is_loopback, primary
from narrate.engines.waves_voices import DEFAULT_VOICES, POOLS, STANDARD, read_voices
from narrate.errors import EngineError, EngineUnusable
from narrate.settings import Settings, Waves
from narrate.settings.groups import WavesCall

if TYPE_CHECKING:
    from narrate.engines.http import Answer, HttpClient

VOICE_LIST: Final = "/waves/v1/lightning-v3.1/get_voices"
"""Both models' voices, without saying which is whose"""
RATES: Final = (8000, 16000, 24000, 44100)
"""Hertz that the service makes"""
FORMATS: Final = ("pcm", "wav", "mp3", "ulaw", "alaw")

_PER_CALL: Final = ("pronunciation_dicts", "number_pronunciation_language", "math_notation")
_PRICED: Final = {
    "lightning_v3.1_pro": "Smallest AI's model card, 2026-08-21",
    "lightning_v3.1": "Smallest AI's pricing page as seen on 2026-09-07",
}
"""Where settings' prices are from"""


_DEFAULTS: Final = WavesCall()


class WavesEngine:
    """Speaks through Smallest AI's API; needs a key, except where the server is this machine."""

    name = "waves"
    parallel: int | None = None

    def __init__(self, options: Waves, connections: int, ffmpeg: Path | None = None) -> None:
        self._options = options
        self._connections = connections
        self._ffmpeg = ffmpeg
        self._client: HttpClient | None = None

    def price(self, voicing: Voicing) -> Price | None:
        """Of the model that speaks, for every character sent."""
        model = _model(voicing)
        return Price(self._options.price_of(model) / 10_000, self._price_source(model))

    def default_voice(self, language: str) -> str:
        """A voice of the model's own pool."""
        return DEFAULT_VOICES.get(self._options.model, DEFAULT_VOICES[STANDARD])

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable: no key, a voice of another model, a value out of range."""
        self._key()
        model, pool = _model(voicing), POOLS.get(voicing.voice)
        if pool is not None and model in DEFAULT_VOICES and pool != model:
            raise EngineUnusable(
                f"the voice {voicing.voice} belongs to the model {pool}, not to {model};"
                f" set waves.model: {pool}, or another voice"
            )
        if _rate(voicing) not in RATES:
            raise EngineUnusable(f"waves.sample_rate must be one of {RATES}, not {_rate(voicing)}")
        if _format(voicing) not in FORMATS:
            raise EngineUnusable(f"waves.output_format must be one of {', '.join(FORMATS)}")
        if not 0.5 <= voicing.speed <= 2.0:
            raise EngineUnusable(f"waves speaks at speeds from 0.5 to 2.0, not {voicing.speed:g}")
        return ()

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """What is asked for; pcm and wav are the same sound, and so is any server."""
        body = _body(voicing)
        lossless = body["output_format"] in ("pcm", "wav")
        asked: dict[str, OptionValue] = {
            **body,
            "output_format": "pcm" if lossless else body["output_format"],
            "pronunciation_dicts": tuple(body.get("pronunciation_dicts", ())),
        }
        return {"engine": self.name, **asked}

    async def preflight(self, work: Workload) -> Sequence[str]:
        """Not asked yet."""
        return ()

    async def learn(self, lexicons: Mapping[str, Mapping[str, str]], memory: Path) -> None:
        """Lexicons are applied to the text."""

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One POST, and its answer judged by status and bytes."""
        from narrate.engines.answer import Asked, is_text, judge, unfit
        from narrate.engines.http import reason

        headers = {**self._authorization(), "Accept": "audio/wav"}
        body = {"text": spoken, **_body(voicing)}
        answer = await self._request("POST", self._options.route, headers, body)
        if not 200 <= answer.status < 300:
            raise self._refusal(answer, self._options.route, voicing.voice)
        if is_text(answer.body):
            raise unfit(f"it is text: {reason(answer, hide=self._key())}")
        return await judge(answer.body, Asked(_format(voicing), _rate(voicing), self._ffmpeg))

    async def voices(self) -> Sequence[Voice]:
        """The voices that the service lists; one request, which costs nothing."""
        headers = {**self._authorization(), "Accept": "application/json"}
        answer = await self._request("GET", VOICE_LIST, headers)
        if answer.status != 200:
            raise self._refusal(answer, VOICE_LIST)
        return read_voices(answer.body)

    async def close(self) -> None:
        """Close the session."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.close()

    async def _request(
        self, method: str, route: str, headers: Mapping[str, str], body: Any = None
    ) -> Answer:
        if self._client is None:
            from narrate.engines.http import HttpClient

            self._client = HttpClient(self._options.base_url, self._connections)
        return await self._client.request(method, self._options.base_url + route, headers, body)

    def _refusal(self, answer: Answer, route: str, voice: str = "") -> EngineError:
        from narrate.engines.waves_refusal import Asked, refusal

        asked = Asked(self._options.base_url, route, self._options.api_key_env, voice)
        return refusal(answer, asked, hide=self._key())

    def _authorization(self) -> Mapping[str, str]:
        key = self._key()
        return {"Authorization": f"Bearer {key}"} if key else {}

    def _key(self) -> str:
        """The key, never kept; empty for a server on this machine where none is set."""
        variable = self._options.api_key_env
        key = os.environ.get(variable, "").strip()
        if not key and not is_loopback(self._options.base_url):
            raise EngineUnusable(
                f"no key for Smallest AI: put it into the environment variable {variable}"
                f" (for example with: export {variable}=...)"
            )
        if not key.isascii() or not key.isprintable() or " " in key:
            raise EngineUnusable(f"what {variable} holds is no key: it has spaces or the like")
        return key

    def _price_source(self, model: str) -> str:
        if self._options.price is not None:
            return "waves.price in the settings"
        return _PRICED.get(model, "the dearest model known; set waves.price")


def open_waves(settings: Settings) -> WavesEngine:
    """The engine as the settings want it."""
    return WavesEngine(settings.waves, settings.workers, settings.ffmpeg)


def _model(voicing: Voicing) -> str:
    """The model that is asked for: the voice's own where it is known to have only one.

    A voice of the standard pool, named alone, is asked of the standard model although the
    settings' default is Pro; the service would not refuse the pair, but speak wrongly.
    """
    model = str(voicing.option("model") or _DEFAULTS.model)
    if model == _DEFAULTS.model and POOLS.get(voicing.voice) == STANDARD:
        return STANDARD
    return model


def _rate(voicing: Voicing) -> int:
    rate = voicing.option("sample_rate")
    return rate if isinstance(rate, int) else _DEFAULTS.sample_rate


def _format(voicing: Voicing) -> str:
    chosen = str(voicing.option("output_format") or _DEFAULTS.output_format)
    return "ulaw" if chosen == "mulaw" else chosen  # the vendor's page says mulaw, which gets 400


def _body(voicing: Voicing) -> dict[str, Any]:
    """The request without its text. `model` is sent on the old route too, which accepts it."""
    body: dict[str, Any] = {
        "voice_id": voicing.voice,
        "model": _model(voicing),
        "sample_rate": _rate(voicing),
        "speed": float(voicing.speed),
        "language": primary(voicing.language),
        "output_format": _format(voicing),
    }
    for name in _PER_CALL:
        value = voicing.option(name)
        if value is not None and value != ():
            body[name] = list(value) if isinstance(value, tuple) else value
    return body

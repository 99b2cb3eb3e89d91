"""Servers that speak OpenAI's protocol: Kokoro-FastAPI, speaches, LocalAI, OpenAI itself.

    POST {base_url}/audio/speech   {model, input, voice, response_format, speed, instructions}
    GET  {base_url}/audio/voices   where a server has it; OpenAI does not
    GET  {base_url}/models/...     at OpenAI, to see before a run whether key and model are good

After OpenAI's API reference and the source of Kokoro-FastAPI. The text's language is not sent:
OpenAI's models hear it, and Kokoro's voices each have theirs.

The defaults are those of Kokoro-FastAPI on this machine, which costs nothing and needs no key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import quote, urlsplit

from narrate.audio import Audio
from narrate.chunk import Alphabet, EngineText, Options, OptionValue, Voicing
from narrate.engines.base import Engine, Price, Voice, Workload, did_you_mean, is_loopback
from narrate.engines.http.service import Service, key_in
from narrate.engines.openai.options import OpenAI, OpenAICall
from narrate.engines.openai.voices import OPENAI, default_voice, language_note, own_voices
from narrate.errors import EngineError, EngineUnusable
from narrate.readings import RULE_NAMES
from narrate.settings import Settings

if TYPE_CHECKING:
    from narrate.engines.http.complaints import Answer

SPEECH: Final = "/audio/speech"
VOICES: Final = "/audio/voices"
ITS_OWN: Final = "api.openai.com"
"""The host that is OpenAI's, with those of its regions (eu.api.openai.com): there a key is needed
and prices are known"""
PRICES: Final[Mapping[str, tuple[float, str]]] = {
    "tts-1": (0.15, "OpenAI's pricing page as seen on 2026-06-21"),
    "tts-1-hd": (0.30, "OpenAI's pricing page as seen on 2026-06-21"),
    "gpt-4o-mini-tts": (0.17, "an estimate: it is by tokens; a bill of 2025-11-02 came to 0.159"),
}
"""US dollars per 10,000 characters, and where that is from (apio.sh/apis/openai-tts; the bill:
github.com/sanand0/blog, posts/2025/openai-tts-cost.md)"""
_SNAPSHOT: Final = re.compile(r"-\d{4}(-\d\d-\d\d)?$")
"""End of the names of dated models: tts-1-1106, gpt-4o-mini-tts-2025-12-15"""
_NO_LIST: Final = (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED)

_DEFAULTS: Final = OpenAICall()


def _alphabet(voicing: Voicing, language: str) -> Alphabet | None:
    """Kokoro-FastAPI passes phonemes of English on to misaki (its issue 201 and pull request 210).

    0.2.1, 0.2.2 and some 0.2.4 read them aloud, later ones do not.
    """
    kokoro = "kokoro" in str(voicing.option("model") or "").lower()
    if not kokoro or language.partition("-")[0] != "en":
        return None
    return "misaki-gb" if voicing.voice.startswith("b") else "misaki"


class OpenAIEngine(Engine):
    """Speaks through one server; the key goes along only where one is set."""

    name = "openai"
    options = OpenAI
    call_options = OpenAICall
    text = EngineText(reads=frozenset(RULE_NAMES) - {"capitals"}, alphabet=_alphabet)

    def __init__(self, options: OpenAI, connections: int, ffmpeg: Path | None = None) -> None:
        self._options = options
        self._ffmpeg = ffmpeg
        self._service = Service(options.base_url, connections, self._key)
        host = urlsplit(options.base_url).hostname or ""
        self._own = host == ITS_OWN or host.endswith(f".{ITS_OWN}")

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The engine as the settings want it."""
        return cls(settings.options(cls.name, OpenAI), settings.workers, settings.ffmpeg)

    def price(self, voicing: Voicing) -> Price | None:
        """As set; else OpenAI's own, and nothing at other servers."""
        if self._options.price is not None:
            return Price(self._options.price / 10_000, "openai.price in the settings")
        if not self._own:
            return None
        dearest = (
            max(each for each, _ in PRICES.values()),
            "the highest known price; set openai.price",
        )
        price, source = PRICES.get(_SNAPSHOT.sub("", _model(voicing)), dearest)
        return Price(price / 10_000, source)

    def default_voice(self, language: str, options: Options = ()) -> str:
        """OpenAI's first voice, or Kokoro's for the language."""
        return default_voice(str(dict(options).get("model") or self._options.model), language)

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable: no key where one is needed, a speed out of range.

        A speed of 5 raises `openai speaks at speeds from 0.25 to 4.0, not 5`; tts-1 with
        instructions is noted: `openai: tts-1 takes no instructions; gpt-4o-mini-tts does`.
        """
        key = self._key()
        if not key and self._own:
            variable = self._options.api_key_env
            raise EngineUnusable(
                f"no key for OpenAI: put it into the environment variable {variable}"
                f" (for example with: export {variable}=...)"
            )
        if not 0.25 <= voicing.speed <= 4.0:
            raise EngineUnusable(f"openai speaks at speeds from 0.25 to 4.0, not {voicing.speed:g}")
        return [*self._notes_on(voicing), *self._notes_on_key(key)]

    def _notes_on(self, voicing: Voicing) -> Iterator[str]:
        """What the model does less well than asked."""
        model = _model(voicing)
        if note := language_note(model, voicing.voice, voicing.language):
            yield note
        if self._own and voicing.option("instructions") and model.startswith("tts-1"):
            yield f"openai: {model} takes no instructions; gpt-4o-mini-tts does"

    def _notes_on_key(self, key: str) -> Iterator[str]:
        """Whether others on the network can read the key."""
        server = self._options.base_url
        if key and server.startswith("http:") and not is_loopback(server):
            variable = self._options.api_key_env
            yield f"openai: the key in {variable} goes to {server} unencrypted"

    def speaks(self, voicing: Voicing) -> bool:
        """Whether a voice of Kokoro's reads the language; other models hear it from the text."""
        return not language_note(_model(voicing), voicing.voice, voicing.language)

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """What is asked for, and of which server: any may call its model anything."""
        asked = _body(voicing)
        form = asked["response_format"]
        if form in ("pcm", "wav", "flac"):
            asked["response_format"] = "pcm"  # the same sound
        if form in ("pcm", "wav") and _rate(voicing) != _DEFAULTS.sample_rate:
            asked["sample_rate"] = _rate(voicing)  # of what has no header, so how it is heard
        return {"engine": self.name, "server": self._options.base_url, **asked}

    async def preflight(self, work: Workload) -> Sequence[str]:
        """Whether the server takes the key, and has the models (OpenAI) or voices (others)."""
        from narrate.engines.openai.voices import check_listed

        if self._own:
            models = dict.fromkeys(_model(voicing) for voicing in work.voicings)
            return [*[await self._asked_for(model) for model in models], *_unknown(work)]
        voices = await self._listed()
        if voices is None:
            return [self._no_list()]
        wanted = (voicing.voice for voicing in work.voicings)
        return check_listed(wanted, (voice.name for voice in voices), self._options.base_url)

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One POST, and its answer judged by status and bytes."""
        from narrate.engines.http.answer import Asked, is_text, judge, unfit
        from narrate.engines.http.complaints import reason

        answer = await self._service.ask("POST", SPEECH, {"input": spoken, **_body(voicing)})
        if not 200 <= answer.status < 300:
            raise self._refusal(answer, voicing.voice)
        if is_text(answer.body):
            raise unfit(f"it is text: {reason(answer, hide=self._key())}")
        return await judge(answer.body, Asked(_format(voicing), _rate(voicing), self._ffmpeg))

    async def voices(self) -> Sequence[Voice]:
        """Those that the server lists; OpenAI's own where the server is OpenAI.

        Raises EngineUnusable where there is no list.
        """
        voices = own_voices() if self._own else await self._listed()
        if voices is None:
            raise EngineUnusable(self._no_list())
        return voices

    async def close(self) -> None:
        """Close the session."""
        await self._service.close()

    async def _listed(self) -> list[Voice] | None:
        """The server's list of voices; None where it has none."""
        from narrate.engines.openai.voices import read_voices

        answer = await self._service.ask("GET", VOICES)
        if answer.status in _NO_LIST:
            return None
        if answer.status != HTTPStatus.OK:
            raise self._refusal(answer)
        return read_voices(answer.body)

    def _no_list(self) -> str:
        return f"{self._options.base_url} does not list its voices; see its documentation"

    async def _asked_for(self, model: str) -> str:
        """What OpenAI says of a model; a key may be good although it may not ask (403)."""
        answer = await self._service.ask("GET", f"/models/{quote(model, safe='')}")
        if answer.status == HTTPStatus.OK:
            return f"{self._options.base_url} has the model {model} for this key"
        if answer.status == HTTPStatus.FORBIDDEN:
            return f"the key may not ask for the model {model} (HTTP 403)"
        raise self._refusal(answer)

    def _refusal(self, answer: Answer, voice: str = "") -> EngineError:
        from narrate.engines.openai.refusal import refusal

        return refusal(answer, self._options, voice, hide=self._key())

    def _key(self) -> str:
        """The key; empty where none is set."""
        return key_in(self._options.api_key_env)


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


def _unknown(work: Workload) -> list[str]:
    """Voices that are not among OpenAI's; it may have new ones, and the account its own."""
    voices = dict.fromkeys(voicing.voice for voicing in work.voicings)
    return [
        f"{voice} is not a known OpenAI voice{did_you_mean(voice, OPENAI)}"
        for voice in voices
        if voice not in OPENAI
    ]

"""Waves: the speech service of Smallest AI, one POST for each chunk.

Route, model and host are settings because they have all changed before. aiohttp and numpy
are only loaded when something is sent, so that a plan costs neither.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from narrate.audio import Audio
from narrate.chunk import EngineText, Options, OptionValue, Voicing
from narrate.engines.base import Engine, Price, Voice, Workload, is_loopback, primary
from narrate.engines.http.service import Service, key_in
from narrate.engines.waves.options import Waves, WavesCall
from narrate.engines.waves.request import (
    DEFAULT_VOICES,
    LANGUAGES,
    PRO,
    body_of,
    check_request,
    fingerprint_of,
    format_of,
    model_of,
    rate_of,
    tracing_of,
)
from narrate.errors import EngineError, EngineUnusable, TemporaryError
from narrate.readings import RULE_NAMES
from narrate.settings import Settings

if TYPE_CHECKING:
    from narrate.engines.http.complaints import Answer

VOICE_LIST: Final = "/waves/v1/lightning-v3.1/get_voices"
"""Both models' voices, without saying which is whose"""
PRO_LIST: Final = "/waves/v1/lightning-v3.1-pro/get_voices"
"""Those of Pro alone, as one client asks for them; the vendor's documents don't have it"""
BALANCE: Final = "/payment/v1/credits/balance"
OLD_ROUTE: Final = "/waves/v1/lightning-v3.1/get_speech"
PATIENCE: Final = 30.0
"""Seconds that a request for something else than speech is given"""
_KEY_OR_MONEY: Final = (401, 402, 403)
_ELSEWHERE: Final = range(300, 400)
_PRICED: Final = {
    "lightning_v3.1_pro": "Smallest AI's model card, 2026-08-21",
    "lightning_v3.1": "Smallest AI's pricing page as seen on 2026-09-07",
}
"""Where settings' prices are from"""


class WavesEngine(Engine):
    """Speaks through Smallest AI's API; needs a key, except where the server is this machine."""

    name = "waves"
    options = Waves
    call_options = WavesCall
    text = EngineText(reads=frozenset(RULE_NAMES) - {"capitals"})

    def __init__(self, options: Waves, connections: int, ffmpeg: Path | None = None) -> None:
        self._options = options
        self._ffmpeg = ffmpeg
        self._service = Service(options.base_url, connections, self._key)
        self._dictionaries: dict[str, str] = {}

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The engine as the settings want it."""
        return cls(settings.options(cls.name, Waves), settings.workers, settings.ffmpeg)

    def price(self, voicing: Voicing) -> Price | None:
        """Of the model that speaks, for every character sent."""
        model = model_of(voicing)
        return Price(self._options.price_of(model) / 10_000, self._price_source(model))

    def default_voice(self, language: str, options: Options = ()) -> str:
        """A voice of the model's own pool."""
        model = dict(options).get("model") or self._options.model or PRO
        return DEFAULT_VOICES.get(str(model), DEFAULT_VOICES[PRO])

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable: no key, a voice of another model, a value out of range."""
        self._key()
        notes = check_request(voicing)
        if self._options.route == OLD_ROUTE:
            notes.append(f"waves: the route {OLD_ROUTE} was announced to end on 2026-07-14")
        return notes

    def speaks(self, voicing: Voicing) -> bool:
        """Whether the voice's model speaks it: a voice of Waves reads all that its model does."""
        try:
            model = model_of(voicing)
        except EngineUnusable:
            return False
        return primary(voicing.language) in LANGUAGES.get(model, ())

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """What changes the sound; raises EngineUnusable where the model is not known."""
        return {"engine": self.name, **fingerprint_of(voicing)}

    async def preflight(self, work: Workload) -> Sequence[str]:
        """Credit and voices, by requests that cost nothing."""
        from narrate.engines.waves.account import credit_note, read_balance, voice_notes

        answer = await self._get(BALANCE)
        balance = read_balance(answer.body) if answer.status == HTTPStatus.OK else None
        if balance is None:
            notes = [f"the credit could not be read (HTTP {answer.status})"]
        else:
            notes = [credit_note(balance, work.cost)]
        try:
            return [*notes, *voice_notes(work.voicings, await self.voices())]
        except TemporaryError as error:
            return [*notes, f"the voices could not be looked up: {error}"]

    async def learn(self, lexicons: Mapping[str, Mapping[str, str]], memory: Path) -> None:
        """Keep the lexicons in dictionaries at the service; costs nothing but a few requests."""
        from narrate.engines.http.complaints import reason
        from narrate.engines.waves.dictionary import ROUTE, refused, synchronise

        async def ask(method: str, body: Mapping[str, Any] | None) -> Answer:
            answer = await self._call(method, ROUTE, body)
            if 200 <= answer.status < 300:
                return answer
            error = self._refusal(answer, ROUTE)
            if isinstance(error, TemporaryError) or answer.status in (*_KEY_OR_MONEY, *_ELSEWHERE):
                raise error
            raise refused(answer, body, reason(answer, hide=self._key()))

        others = self._dictionaries.keys() - lexicons.keys()
        in_use = [self._dictionaries[name] for name in others]
        self._dictionaries |= await synchronise(lexicons, memory, in_use, ask)

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One POST, and its answer judged by status and bytes."""
        from narrate.engines.http.answer import Asked, is_text, judge, unfit
        from narrate.engines.http.complaints import reason

        body = {"text": spoken, **self._body(voicing), **tracing_of(voicing, request_id)}
        answer = await self._service.ask("POST", self._options.route, body, accept="audio/wav")
        if not 200 <= answer.status < 300:
            raise self._refusal(answer, self._options.route, voicing.voice)
        if is_text(answer.body):
            raise unfit(f"it is text: {reason(answer, hide=self._key())}")
        return await judge(answer.body, Asked(format_of(voicing), rate_of(voicing), self._ffmpeg))

    async def voices(self) -> Sequence[Voice]:
        """The voices that the service lists; a request or two, which cost nothing."""
        from narrate.engines.waves.account import read_voices

        answer = await self._get(VOICE_LIST)
        if answer.status != HTTPStatus.OK:
            raise self._refusal(answer, VOICE_LIST)
        pro = await self._get(PRO_LIST)
        return read_voices(answer.body, pro.body if pro.status == HTTPStatus.OK else None)

    async def close(self) -> None:
        """Close the session."""
        await self._service.close()

    async def _get(self, route: str) -> Answer:
        """An answer that may be no success; raises EngineError where a person has to act."""
        answer = await self._call("GET", route)
        if answer.status in _KEY_OR_MONEY:
            raise self._refusal(answer, route)
        return answer

    async def _call(self, method: str, route: str, body: Mapping[str, Any] | None = None) -> Answer:
        """Ask for something else than speech; takes no longer than `PATIENCE`."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._service.ask(method, route, body, accept="application/json")
        except TimeoutError as error:
            raise TemporaryError(
                f"{self._options.base_url} did not answer within {PATIENCE:g} seconds"
            ) from error

    def _body(self, voicing: Voicing) -> dict[str, Any]:
        """The request without its text, with the dictionary that knows its words."""
        body = body_of(voicing)
        if voicing.option("pronunciations"):
            identifier = self._dictionaries.get(str(voicing.option("lexicon")))
            if identifier is None:
                raise EngineUnusable("waves was to speak before it had learned the lexicon")
            body["pronunciation_dicts"] = [*body.get("pronunciation_dicts", ()), identifier]
        return body

    def _refusal(self, answer: Answer, route: str, voice: str = "") -> EngineError:
        from narrate.engines.waves.refusal import Asked, refusal

        asked = Asked(self._options.base_url, route, self._options.api_key_env, voice)
        return refusal(answer, asked, hide=self._key())

    def _key(self) -> str:
        """The key; empty for a server on this machine where none is set."""
        variable = self._options.api_key_env
        key = key_in(variable)
        if not key and not is_loopback(self._options.base_url):
            raise EngineUnusable(
                f"no key for Smallest AI: put it into the environment variable {variable}"
                f" (for example with: export {variable}=...)"
            )
        return key

    def _price_source(self, model: str) -> str:
        if self._options.price is not None:
            return "waves.price in the settings"
        return _PRICED.get(model, "the highest known price; set waves.price")

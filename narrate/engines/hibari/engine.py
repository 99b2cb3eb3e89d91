"""hibari: English neural speech on this machine, about a hundred times faster than speech.

What `narrate plan` needs of it loads neither numpy nor the model; those are in the worker
processes (hibari_speech).
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field

from narrate.audio import Audio
from narrate.chunk import Options, OptionValue, Voicing
from narrate.engines.base import SaidHow, SpeakingRate, Voice, no_such_voice, primary
from narrate.engines.hibari.dictionary import unknown_words
from narrate.engines.hibari.text import MODEL, RATE, TEXT, VOICES, HibariVoice, listed
from narrate.engines.processes.pool import EmbeddedEngine, Program
from narrate.errors import BookNotSpoken, EngineUnusable
from narrate.language import named
from narrate.settings.groups import Group
from narrate.settings.rules import Number

_FETCHING: Final = 600.0
"""Seconds that fetching a voice (8 MB) may take"""


class Hibari(Group):
    """The embedded English voice."""

    seed: Annotated[int, Number(0, 2**32 - 1, whole=True)] = Field(
        default=0,
        description="Another seed gives a slightly different reading; the same, the same bytes",
    )


class HibariEngine(EmbeddedEngine):
    """The embedded engine; its voices speak English."""

    name = "hibari"
    call_options = Hibari
    text = TEXT
    languages = frozenset({"en"})
    packages = ("hibari-tts",)
    # It repeats: the seed colours the breath in a voice; words and their length do not change.
    program = Program(name, "narrate.engines.hibari.speech")
    patience = (30.0, 0.1)  # a character takes 0.0005 s on a core of 2026

    def __init__(self, processes: int | None = None) -> None:
        super().__init__(processes)
        self._locks: dict[str, asyncio.Lock] = {}

    def default_voice(self, language: str, options: Options = ()) -> str:
        """The voice whose model is in the wheel."""
        return MODEL

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable where the voice is unknown or the language is not English."""
        _voice(voicing)
        if primary(voicing.language) not in ("en", "auto"):
            raise BookNotSpoken(
                f"hibari speaks only English, not {named(voicing.language)}; {_other(voicing)}"
            )
        if not 0.5 <= voicing.speed <= 2.0:
            raise EngineUnusable(f"hibari speaks at speeds from 0.5 to 2.0, not {voicing.speed:g}")
        return ()

    def asked(self, voicing: Voicing) -> dict[str, OptionValue]:
        """Voice with its shifts, speed and seed; any language is spoken as English."""
        voice, seed = _voice(voicing), voicing.option("seed")
        return {
            "voice": voice.model,
            "pitch": voice.pitch,
            "formants": voice.formants,
            "speed": float(voicing.speed),
            "seed": seed if isinstance(seed, int) else 0,
        }

    def unknown_words(self, words: Iterable[str], voicing: Voicing) -> Mapping[str, SaidHow]:
        """Those that are in neither of its dictionaries."""
        return unknown_words(words, british=_voice(voicing).language == "en-GB")

    def rate(self, voicing: Voicing) -> SpeakingRate | None:
        """That of the model in the wheel; other models are measured by nobody here."""
        return RATE if _voice(voicing).bundled else None

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One call, in whichever process is free, once the voice is here."""
        voice = _voice(voicing)
        if not voice.bundled:
            await self._fetch(voice.model)
        return await super().speak(spoken, voicing, request_id)

    async def voices(self) -> Sequence[Voice]:
        """All voices; those whose model is not here are not installed. No network."""
        return [
            listed(name, voice, voice.bundled or _cached(voice.model))
            for name, voice in VOICES.items()
        ]

    async def _fetch(self, model: str) -> None:
        """Have the model here; the package fetches it if it is not, once for all calls."""
        async with self._locks.setdefault(model, asyncio.Lock()):
            if _cached(model):
                return
            try:
                await self._processes.call({"fetch": model}, _FETCHING)
            except EngineUnusable as error:
                here = ", ".join(name for name, voice in VOICES.items() if voice.bundled)
                raise EngineUnusable(f"{error}; available voices: {here}") from error


def _other(voicing: Voicing) -> str:
    """Which engine speaks a language that this one does not."""
    if primary(voicing.language) in ("de", "es", "fr", "it"):
        return "set engine: pico, or waves (which needs a key)"
    return (
        "nor does any other embedded voice; set engine: waves (many languages, needs a key) or"
        " openai (a server of your own that speaks it)"
    )


def _voice(voicing: Voicing) -> HibariVoice:
    if voicing.voice not in VOICES:
        raise no_such_voice("hibari", voicing.voice, VOICES)
    return VOICES[voicing.voice]


def _cached(model: str) -> bool:
    from hibari.voices import voice_path  # brings numpy, so only where it is asked for

    try:
        voice_path(model, download_missing=False)
    except FileNotFoundError:
        return False
    return True

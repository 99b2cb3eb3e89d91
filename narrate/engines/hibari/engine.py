"""hibari: English neural speech on this machine, about a hundred times faster than speech.

What `narrate plan` needs of it loads neither numpy nor the model; those are in the worker
processes (hibari_speech).
"""

from __future__ import annotations

import asyncio
import functools
import importlib.metadata
from collections.abc import Mapping, Sequence
from typing import Final, Self

from narrate.audio import Audio
from narrate.chunk import Options, OptionValue, Voicing
from narrate.engines.base import Engine, Voice, no_such_voice, primary
from narrate.engines.hibari.options import Hibari
from narrate.engines.hibari.text import TEXT
from narrate.engines.hibari.voices import MODEL, VOICES, listed
from narrate.engines.processes.pool import Processes, Program
from narrate.errors import EngineUnusable
from narrate.files.processes import usable_cores
from narrate.settings import Settings

_PATIENCE: Final = (30.0, 0.1)
"""Seconds before a call counts as hung: so many, and so many a character. It takes 0.0005 a
character on a core of 2026."""
_FETCHING: Final = 600.0
"""Seconds that fetching a voice (8 MB) may take"""


class HibariEngine(Engine):
    """The embedded engine; its voices speak English."""

    name = "hibari"
    call_options = Hibari
    text = TEXT
    packages = ("hibari-tts",)
    repeats = True  # the seed colours the breath in a voice; words and their length do not change

    def __init__(self, processes: int | None = None) -> None:
        most = processes or usable_cores()
        program = Program(self.name, "narrate.engines.hibari.speech")
        self._processes = Processes(program, most)
        self.parallel: int | None = self._processes.parallel
        self._locks: dict[str, asyncio.Lock] = {}

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The engine as the settings want it: on no more cores than there are workers."""
        return cls(min(usable_cores(), settings.workers))

    def default_voice(self, language: str, options: Options = ()) -> str:
        """The voice whose model is in the wheel."""
        return MODEL

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable where the voice is unknown or the language is not English."""
        if voicing.voice not in VOICES:
            raise no_such_voice(self.name, voicing.voice, VOICES)
        if primary(voicing.language) not in ("en", "auto"):
            raise EngineUnusable(
                f"hibari speaks only English, not {voicing.language}; choose another engine:"
                " pico speaks German, Spanish, French and Italian, waves these and many more"
            )
        if not 0.5 <= voicing.speed <= 2.0:
            raise EngineUnusable(f"hibari speaks at speeds from 0.5 to 2.0, not {voicing.speed:g}")
        return ()

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """Package, voice with its shifts, speed and seed; any language is spoken as English.

        Raises EngineUnusable where the voice is unknown.
        """
        voice = VOICES.get(voicing.voice)
        if voice is None:
            raise no_such_voice(self.name, voicing.voice, VOICES)
        return {
            "engine": self.name,
            "version": _version(),
            "rendering": self.rendering,
            "voice": voice.model,
            "pitch": voice.pitch,
            "formants": voice.formants,
            "speed": float(voicing.speed),
            "seed": _seed(voicing),
        }

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One call, in whichever process is free."""
        voice = VOICES.get(voicing.voice)
        if voice is None:
            raise no_such_voice(self.name, voicing.voice, VOICES)
        if not voice.bundled:
            await self._fetch(voice.model)
        request = {
            "text": spoken,
            "model": voice.model,
            "pitch": voice.pitch,
            "formants": voice.formants,
            "speed": float(voicing.speed),
            "seed": _seed(voicing),
        }
        return await self._processes.call(request, _PATIENCE[0] + _PATIENCE[1] * len(spoken))

    async def voices(self) -> Sequence[Voice]:
        """All voices; those whose model is not here are not installed. No network."""
        return [
            listed(name, voice, voice.bundled or _cached(voice.model))
            for name, voice in VOICES.items()
        ]

    async def close(self) -> None:
        """End the worker processes."""
        await self._processes.close()

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


@functools.cache
def _version() -> str:
    return importlib.metadata.version("hibari-tts")


def _seed(voicing: Voicing) -> int:
    seed = voicing.option("seed")
    return seed if isinstance(seed, int) else 0


def _cached(model: str) -> bool:
    from hibari.voices import voice_path  # brings numpy, so only where it is asked for

    try:
        voice_path(model, download_missing=False)
    except FileNotFoundError:
        return False
    return True

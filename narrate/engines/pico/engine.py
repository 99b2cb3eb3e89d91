"""pico: SVOX Pico on this machine. Robotic, 16 kHz, but six languages and accents in 5 MB."""

from __future__ import annotations

import functools
import importlib.metadata
from collections.abc import Mapping, Sequence
from typing import Final, Self

from narrate.audio import Audio
from narrate.chunk import Options, OptionValue, Voicing
from narrate.engines.base import Engine, Voice, no_such_voice, primary
from narrate.engines.pico.options import Pico
from narrate.engines.pico.text import TEXT
from narrate.engines.processes.pool import Processes, Program
from narrate.errors import EngineUnusable
from narrate.files.processes import usable_cores
from narrate.settings import Settings

VOICES: Final[Mapping[str, str]] = {
    "en-GB": "British English",
    "en-US": "American English",
    "de-DE": "German",
    "es-ES": "Spanish",
    "fr-FR": "French",
    "it-IT": "Italian",
}
"""Voices by the tag of their language; all female"""

_ENVIRONMENT: Final = {"MALLOC_MMAP_THRESHOLD_": "1000000"}
"""Pico reads memory that it never wrote: in the second call of a process the same words came
out shorter or longer, and 500 letters `a` never ended. With this, glibc gives it zeroed
memory each time; other C libraries do so anyway for blocks of 2.5 MB."""

_PATIENCE: Final = (20.0, 0.05)
"""Seconds before a call counts as hung: so many, and so many a character (it takes 0.0004)"""


class PicoEngine(Engine):
    """The small embedded engine; a voice speaks only its own language."""

    name = "pico"
    call_options = Pico
    text = TEXT
    packages = ("py-nanotts",)
    repeats = True

    def __init__(self, processes: int | None = None) -> None:
        most = processes or usable_cores()
        program = Program(self.name, "narrate.engines.pico.speech", _ENVIRONMENT)
        self._processes = Processes(program, most)
        self.parallel: int | None = self._processes.parallel

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The engine as the settings want it: on no more cores than there are workers."""
        return cls(min(usable_cores(), settings.workers))

    def default_voice(self, language: str, options: Options = ()) -> str:
        """The voice of that language and, if there is one, region; else the British one."""
        fitting = [voice for voice in VOICES if primary(voice) == primary(language)]
        by_tag = {voice.lower(): voice for voice in fitting}
        return by_tag.get(language.lower(), next(iter(fitting), "en-GB"))

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable where the voice is unknown or of another language."""
        spoken = sorted({primary(voice) for voice in VOICES})
        if primary(voicing.language) not in (*spoken, "auto"):
            raise EngineUnusable(
                f"pico does not speak {voicing.language}; it speaks {', '.join(spoken)},"
                " and waves many more (engine: waves)"
            )
        if voicing.voice not in VOICES:
            raise no_such_voice(self.name, voicing.voice, VOICES)
        if primary(voicing.language) not in (primary(voicing.voice), "auto"):
            raise EngineUnusable(
                f"pico's voice {voicing.voice} speaks {VOICES[voicing.voice]}, not"
                f" {voicing.language}; use {self.default_voice(voicing.language)}"
            )
        return ()

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """Package, voice, speed and pitch; the language is the voice's."""
        return {
            "engine": self.name,
            "version": _version(),
            "rendering": self.rendering,
            "voice": voicing.voice,
            "speed": float(voicing.speed),
            "pitch": _pitch(voicing),
        }

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """One call, in whichever process is free."""
        request = {
            "text": spoken,
            "voice": voicing.voice,
            "speed": float(voicing.speed),
            "pitch": _pitch(voicing),
        }
        return await self._processes.call(request, _PATIENCE[0] + _PATIENCE[1] * len(spoken))

    async def voices(self) -> Sequence[Voice]:
        """One voice a language, all in the package."""
        return [
            Voice(tag, (tag,), "female", f"{name}; robotic, 16 kHz") for tag, name in VOICES.items()
        ]

    async def close(self) -> None:
        """End the worker processes."""
        await self._processes.close()


@functools.cache
def _version() -> str:
    return importlib.metadata.version("py-nanotts")


def _pitch(voicing: Voicing) -> float:
    pitch = voicing.option("pitch")
    return float(pitch) if isinstance(pitch, int | float) else 1.0

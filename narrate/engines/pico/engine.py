"""pico: SVOX Pico on this machine. Robotic, 16 kHz, but six languages and accents in 5 MB."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field

from narrate.chunk import Options, OptionValue, Voicing
from narrate.engines.base import Voice, no_such_voice, primary
from narrate.engines.pico.text import TEXT
from narrate.engines.processes.pool import EmbeddedEngine, Program
from narrate.errors import BookNotSpoken
from narrate.settings.groups import Group
from narrate.settings.rules import Number

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


class Pico(Group):
    """The small embedded voices for English, German, Spanish, French and Italian."""

    pitch: Annotated[float, Number(0.5, 2.0)] = Field(
        default=1.0, description="1.0 is the voice's own"
    )


class PicoEngine(EmbeddedEngine):
    """The small embedded engine; a voice speaks only its own language."""

    name = "pico"
    call_options = Pico
    text = TEXT
    packages = ("py-nanotts",)
    program = Program(name, "narrate.engines.pico.speech", _ENVIRONMENT)
    patience = (20.0, 0.05)  # a character takes 0.0004 s

    def default_voice(self, language: str, options: Options = ()) -> str:
        """The voice of that language and, if there is one, region; else the British one."""
        fitting = [voice for voice in VOICES if primary(voice) == primary(language)]
        by_tag = {voice.lower(): voice for voice in fitting}
        return by_tag.get(language.lower(), next(iter(fitting), "en-GB"))

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable where the voice is unknown or of another language."""
        spoken = sorted({primary(voice) for voice in VOICES})
        if primary(voicing.language) not in (*spoken, "auto"):
            raise BookNotSpoken(
                f"pico does not speak {voicing.language}; it speaks {', '.join(spoken)},"
                " and waves many more (engine: waves)"
            )
        if voicing.voice not in VOICES:
            raise no_such_voice(self.name, voicing.voice, VOICES)
        if primary(voicing.language) not in (primary(voicing.voice), "auto"):
            raise BookNotSpoken(
                f"pico's voice {voicing.voice} speaks {VOICES[voicing.voice]}, not"
                f" {voicing.language}; use {self.default_voice(voicing.language)}"
            )
        return ()

    def asked(self, voicing: Voicing) -> dict[str, OptionValue]:
        """Voice, speed and pitch; the language is the voice's."""
        pitch = voicing.option("pitch")
        return {
            "voice": voicing.voice,
            "speed": float(voicing.speed),
            "pitch": float(pitch) if isinstance(pitch, int | float) else 1.0,
        }

    async def voices(self) -> Sequence[Voice]:
        """One voice a language, all in the package."""
        return [
            Voice(tag, (tag,), "female", f"{name}; robotic, 16 kHz") for tag, name in VOICES.items()
        ]

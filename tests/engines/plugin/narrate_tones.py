"""An engine for narrate, written by `docs/how-to/add-an-engine.md`: every word is a tone."""

from __future__ import annotations

import array
import math
import random
import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Self

from pydantic import Field

from narrate.audio import Audio
from narrate.chunk import EngineText, Options, OptionValue, Plainer, Voicing
from narrate.engines.base import Engine, Voice, no_such_voice
from narrate.errors import ChunkRefused
from narrate.settings import Settings
from narrate.settings.groups import Group
from narrate.settings.rules import Choice, Number

VOICES: Mapping[str, float] = {"low": 110.0, "high": 220.0}
"""Hertz by voice"""


class TonesCall(Group):
    """Tones in place of words: what may differ from call to call."""

    temperature: Annotated[float, Number(0, 2)] = Field(
        default=1.0, description="How far tones lie from the voice's own; 0: all alike"
    )


class Tones(TonesCall):
    """Tones in place of words: the whole of its settings."""

    sample_rate: Annotated[int, Choice((16000, 24000))] = Field(
        default=16000, description="Samples a second"
    )


def _cure(text: str, language: str, plainer: Plainer) -> str:
    """It would take a hyphen for the end of a word."""
    return text.replace("-", "")


class TonesEngine(Engine):
    """Says every word as a tone."""

    name = "tones"
    options = Tones
    call_options = TonesCall
    text = EngineText(
        reads=frozenset({"numbers", "years"}), speakable=re.compile("[A-Za-z0-9]"), cure=_cure
    )

    def __init__(self, options: Tones) -> None:
        self._options = options

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """The engine as the settings want it."""
        return cls(settings.options(cls.name, Tones))

    def default_voice(self, language: str, options: Options = ()) -> str:
        """The low one."""
        return "low"

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable where the voice is unknown."""
        if voicing.voice not in VOICES:
            raise no_such_voice(self.name, voicing.voice, VOICES)
        return ()

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """All that a voicing says, and of what is one for a run that which is heard."""
        return {**super().fingerprint(voicing), "sample_rate": self._options.sample_rate}

    async def speak(self, spoken: str, voicing: Voicing, request_id: str = "") -> Audio:
        """A tone for each word, as long as its letters; raises ChunkRefused where there is none."""
        words = spoken.split()
        if not words:
            raise ChunkRefused("there are no words in it")
        samples = array.array("h")
        for word in words:
            samples.extend(self._tone(word, voicing))
        return Audio(self._options.sample_rate, samples.tobytes())

    def _tone(self, word: str, voicing: Voicing) -> list[int]:
        wanders = voicing.option("temperature")
        wide = float(wanders) if isinstance(wanders, int | float) else 1.0
        hertz = VOICES[voicing.voice] * (1 + wide * random.Random(word).random())
        rate = self._options.sample_rate
        count = int(rate * 0.07 * len(word) / voicing.speed)
        turn = 2 * math.pi * hertz / rate
        swell = math.pi / count
        return [int(9000 * math.sin(swell * i) * math.sin(turn * i)) for i in range(count)]

    async def voices(self) -> Sequence[Voice]:
        """Both."""
        return [Voice(name, ("en",), description=f"{hertz:g} Hz") for name, hertz in VOICES.items()]

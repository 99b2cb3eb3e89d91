"""The voices of hibari: the package's own, and some made from the one that comes with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from narrate.engines.base import Voice

MODEL: Final = "heart"
"""The voice whose model is in the wheel; the package fetches the others from elsewhere"""


@dataclass(frozen=True, slots=True)
class HibariVoice:
    """One voice: a model of the package, and what is done to its pitch and timbre."""

    language: str
    gender: str
    description: str
    model: str = MODEL
    pitch: float = 1.0
    """Factor for the fundamental frequency"""
    formants: float = 1.0
    """Factor for the frequency axis of the spectrum: below 1 a larger speaker"""

    @property
    def bundled(self) -> bool:
        """Its model is in the wheel."""
        return self.model == MODEL


VOICES: Final[Mapping[str, HibariVoice]] = {
    "heart": HibariVoice("en-US", "female", "American, warm; the model's own voice"),
    "hazel": HibariVoice(
        "en-US", "female", "American, low and calm; heart, pitched down", MODEL, 0.85, 0.95
    ),
    "linden": HibariVoice(
        "en-US", "female", "American, a little lower than heart, sober", MODEL, 0.92, 0.975
    ),
    "clover": HibariVoice(
        "en-US", "female", "American, a little higher than heart, lively", MODEL, 1.08, 1.03
    ),
    "wren": HibariVoice(
        "en-US", "female", "American, high and light; heart, pitched up", MODEL, 1.15, 1.06
    ),
    "kore": HibariVoice("en-US", "female", "American", "kore"),
    "fenrir": HibariVoice("en-US", "male", "American", "fenrir"),
    "emma": HibariVoice("en-GB", "female", "British", "emma"),
    "fable": HibariVoice("en-GB", "male", "British", "fable"),
}
"""The shifts stay where Whisper still understood 98 % of the words and Distill-MOS gave 4.2
or more (plain heart: 4.65; pitch 0.62 with formants 0.86: 2.96, audibly made)."""


def listed(name: str, voice: HibariVoice, installed: bool) -> Voice:
    """The voice as `narrate voices` shows it."""
    return Voice(name, (voice.language,), voice.gender, voice.description, installed)

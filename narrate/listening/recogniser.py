"""The port of recognisers: a take's audio in, what was heard out."""

from dataclasses import dataclass
from typing import Protocol

from narrate.audio import Audio


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recogniser heard in a take, and what it hears nothing of."""

    text: str
    pause: float
    """Seconds of the longest silence between two sounds"""


class Recogniser(Protocol):
    """Hears takes, one after the other; goes to another process pickled."""

    @property
    def name(self) -> str:
        """Names program, weights and manner; another name may hear otherwise."""

    @property
    def languages(self) -> frozenset[str]:
        """Primary tags of the languages that it hears well enough to be believed."""

    def prepare(self) -> None:
        """Have ready whatever hearing needs, once before the first take.

        Raises SettingsError where something is not installed, StoreError where it can't be kept.
        """

    def hear(self, audio: Audio, language: str) -> Heard:
        """What is said in a take; `language` is one of `languages`."""

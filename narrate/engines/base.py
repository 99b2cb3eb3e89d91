"""The port that every engine implements: spoken text in, Audio out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from narrate.audio import Audio
from narrate.chunk import OptionValue, Voicing


@dataclass(frozen=True, slots=True)
class Voice:
    """One voice of an engine, as `narrate voices` lists it."""

    name: str
    languages: tuple[str, ...]
    """Primary tags (`en`) or tags with a region (`en-GB`)"""
    gender: str = ""
    description: str = ""
    installed: bool = True
    """False: would be fetched from elsewhere at first use"""


@dataclass(frozen=True, slots=True)
class Price:
    """What an engine charges."""

    per_character: float
    """US dollars"""
    source: str
    """Where the figure is from, with its date"""


class Engine(Protocol):
    """Turns spoken text into audio; does not split, retry, write files or show progress.

    Engines hold what outlives a call (a session, worker processes) and are closed by
    whoever opened them. `fingerprint`, `check` and `default_voice` are cheap and touch
    neither network nor model, so that a plan can be made without loading anything.
    """

    name: str
    price: Price | None
    """None: speaks for nothing"""
    parallel: int | None
    """Most calls that make sense at once; None: as many as the settings allow"""

    def default_voice(self, language: str) -> str:
        """The voice used where the settings name none."""
        ...

    def check(self, voicing: Voicing) -> None:
        """Refuse what is known not to work before anything is sent.

        Raises EngineUnusable (unknown voice, language not spoken, no key).
        """
        ...

    def fingerprint(self, voicing: Voicing) -> Mapping[str, OptionValue]:
        """Exactly what changes the sound beside the words; goes into the take's key.

        Raises EngineUnusable where nothing can be said of an unknown voice.
        """
        ...

    async def speak(self, spoken: str, voicing: Voicing) -> Audio:
        """One call. Raises TemporaryError, ChunkRefused or EngineUnusable, nothing else."""
        ...

    async def voices(self) -> Sequence[Voice]:
        """The voices that can be asked for; may use the network where the engine does."""
        ...

    async def close(self) -> None:
        """Let go of sessions and processes; safe to call twice."""
        ...

"""Speaking with Pico, inside a worker process."""

import re
import unicodedata
from typing import Final

from py_nanotts import NanoTTS

from narrate.audio import Audio
from narrate.engines.processes.worker import Request, Speaker
from narrate.errors import ChunkRefused

RATE: Final = 16000
"""Hertz; the only one that Pico has"""
VOLUME: Final = 0.3
"""At its own volume (1.0) Pico clips; the German voice does so even at 0.5 now and then"""

_COMMANDS: Final = re.compile("[<>\x00-\x1f\x7f\ud800-\udfff]")
"""Pico takes <...> for commands, and a NUL for the end; half of a surrogate pair is no text"""


def load() -> Speaker:
    """Nothing to load: Pico reads its voice at every call, which takes 5 ms."""
    return _speak


def _speak(request: Request) -> Audio:
    text = _COMMANDS.sub(" ", str(request["text"]))
    if not any(character.isalnum() for character in text):
        return Audio(RATE, b"")
    if not any(_readable(character) for character in text):
        raise ChunkRefused("Pico reads Latin letters and digits only, and this text has none")
    pcm = NanoTTS().speak(
        text, request["voice"], speed=request["speed"], pitch=request["pitch"], volume=VOLUME
    )
    if not pcm:
        raise ChunkRefused("Pico says nothing for this text; are its numbers too long?")
    return Audio(RATE, pcm[: len(pcm) // 2 * 2])


def _readable(character: str) -> bool:
    if character.isdecimal():
        return True
    return character.isalpha() and unicodedata.name(character, "").startswith("LATIN")

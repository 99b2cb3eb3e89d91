"""Audio that carries its words, and a recogniser that reads them: hearing without an ear."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from narrate.audio import Audio
from narrate.listening.recogniser import Heard
from tests.waves.speech import samples_of

_MARK = 77
"""The first sample of audio that carries words; they follow, half a byte a sample, unheard"""


def carrying(text: str, rate: int, speed: float, per_character: float) -> bytes:
    """The stand-in's speech of a text, with the text in its first silence."""
    samples = np.frombuffer(samples_of(text, rate, speed, per_character), "<i2").copy()
    content = text.encode()
    halves = [half for byte in content for half in (byte >> 4, byte & 15)]
    samples[: 2 + len(halves)] = [_MARK, len(content), *halves]
    return samples.tobytes()


def carried(audio: Audio) -> str:
    """The words in audio made by `carrying`, nothing in any other."""
    samples = np.frombuffer(audio.pcm, "<i2")
    if samples.size < 2 or samples[0] != _MARK:
        return ""
    halves = samples[2 : 2 + 2 * int(samples[1])].tolist()
    return bytes(16 * a + b for a, b in zip(halves[::2], halves[1::2], strict=True)).decode()


@dataclass(frozen=True, slots=True)
class ScriptedRecogniser:
    """Hears exactly what the audio carries, and writes a line for each take into `journal`."""

    journal: Path
    languages: frozenset[str] = frozenset({"en"})
    name: str = "reader 1"

    def prepare(self) -> None:
        self.journal.touch()

    def hear(self, audio: Audio, language: str, text: str) -> Heard:
        text = carried(audio)
        with self.journal.open("a", encoding="utf-8") as file:
            file.write(f"{text}\n")
        return Heard(text, 0.2)

    @property
    def times(self) -> int:
        """Takes heard so far."""
        heard = self.journal.read_text(encoding="utf-8") if self.journal.exists() else ""
        return len(heard.splitlines())

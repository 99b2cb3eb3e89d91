"""Whisper base on this machine, by faster-whisper: an extra, loaded only where it hears.

Nothing is fetched: the weights come with packages (`weights`), and the library's way to its hub
is closed. The longest pause in a take is measured without it.
"""

from __future__ import annotations

import functools
import importlib.metadata
import importlib.util
import io
import os
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from narrate.audio import SAMPLE_WIDTH, Audio
from narrate.errors import SettingsError
from narrate.listening.recogniser import Heard
from narrate.listening.weights import INSTALL, NAME, joined_weights

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

RATE: Final = 16000
"""Hertz that Whisper hears at"""
MANNER: Final = 1
"""Raised when the same take may be heard differently, so that takes are heard again"""
LANGUAGES: Final = frozenset({"en", "es"})
"""Those in which good takes were heard and hardly any was marked (benchmarks/listening.py)"""
_BEAM: Final = 5
"""Readings followed at once; 1 takes 15 % less time"""
_WINDOW: Final = 0.010
"""Seconds over which loudness is measured"""
_QUIET: Final = 1e-2
"""Silence is what lies 40 dB under the loudest window, as the store has it"""


@dataclass(frozen=True, slots=True)
class Whisper:
    """The recogniser; in each process that hears, the model is loaded once (0.4 s, 0.4 GB)."""

    folder: Path
    """Where the joined weights are kept"""

    @property
    def name(self) -> str:
        """Library, weights and manner."""
        return f"faster-whisper {_version()} {NAME} {MANNER}"

    @property
    def languages(self) -> frozenset[str]:
        """See LANGUAGES."""
        return LANGUAGES

    def prepare(self) -> None:
        """Join the weights; raises SettingsError where the extra is not installed."""
        if importlib.util.find_spec("faster_whisper") is None:
            raise SettingsError(f"listen.takes: faster-whisper is not installed; {INSTALL}")
        joined_weights(self.folder)

    def hear(self, audio: Audio, language: str) -> Heard:
        """What is said in a take; the same audio is always heard alike."""
        from faster_whisper.audio import decode_audio

        model = _model(self.folder)
        sound = decode_audio(io.BytesIO(_wav(audio)), sampling_rate=RATE)
        # Temperature 0: no chance in it. Takes have nothing to do with one another.
        segments, _ = model.transcribe(
            sound,
            language=language,
            beam_size=_BEAM,
            temperature=0.0,
            condition_on_previous_text=False,
        )
        text = " ".join(segment.text.strip() for segment in segments)
        return Heard(text, longest_pause(audio))


@functools.cache
def _model(folder: Path) -> WhisperModel:
    os.environ["HF_HUB_OFFLINE"] = "1"  # before the library is imported
    from faster_whisper import WhisperModel

    return WhisperModel(
        str(joined_weights(folder)),
        device="cpu",
        compute_type="int8",
        cpu_threads=1,
        num_workers=1,
        local_files_only=True,
    )


def _version() -> str:
    try:
        return importlib.metadata.version("faster-whisper")
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _wav(audio: Audio) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_WIDTH)
        file.setframerate(audio.rate)
        file.writeframes(audio.pcm)
    return buffer.getvalue()


def longest_pause(audio: Audio) -> float:
    """Seconds of the longest silence between two sounds of a take."""
    width = max(1, round(audio.rate * _WINDOW))
    samples = np.frombuffer(audio.pcm[: len(audio.pcm) // 2 * 2], dtype="<i2")
    table = samples[: samples.size // width * width].reshape(-1, width).astype(np.float32)
    energy = np.einsum("ij,ij->i", table, table)
    sounding = np.flatnonzero(energy > energy.max(initial=0.0) * _QUIET**2)
    gaps = np.diff(sounding) - 1
    return float(gaps.max(initial=0) * width / audio.rate)

from __future__ import annotations

import numpy as np
import pytest

from narrate.audio import Audio
from narrate.listening.pauses import longest_pause

RATE = 16000


def sound(*parts: tuple[float, float]) -> Audio:
    """Tones and silences: seconds and amplitude of each."""
    pieces = [
        amplitude * np.sin(2 * np.pi * 220 * np.arange(round(seconds * RATE)) / RATE)
        for seconds, amplitude in parts
    ]
    return Audio(RATE, (np.concatenate(pieces) * 20000).astype("<i2").tobytes())


def test_the_longest_pause_counts_only_silence_between_sounds() -> None:
    audio = sound((2, 0), (1, 1), (0.4, 0), (1, 0.5), (1.5, 0.001), (1, 1), (3, 0))
    assert longest_pause(audio) == pytest.approx(1.5, abs=0.03)


@pytest.mark.parametrize(
    "audio", [Audio(RATE, b""), sound((1, 0)), sound((1, 1)), Audio(RATE, b"x")]
)
def test_audio_without_a_pause_has_a_longest_pause_of_zero(audio: Audio) -> None:
    assert longest_pause(audio) == 0.0

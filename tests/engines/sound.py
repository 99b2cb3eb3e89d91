"""What tests measure of a sound."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from narrate.audio import Audio

Floats = npt.NDArray[np.float64]


def samples(audio: Audio) -> Floats:
    """Full scale = 1.0."""
    return np.frombuffer(audio.pcm, "<i2") / 32768.0


def rms(audio: Audio) -> float:
    """Of the whole, full scale = 1.0."""
    return float(np.sqrt(np.mean(samples(audio) ** 2)))


def peak(audio: Audio) -> float:
    """The largest sample, full scale = 1.0."""
    return float(np.abs(samples(audio)).max())


def silences(audio: Audio, quiet: float = 0.004) -> list[float]:
    """Lengths in seconds of the stretches of near silence between sounds."""
    width = audio.rate // 200
    sound = samples(audio)
    table = np.abs(sound[: len(sound) // width * width]).reshape(-1, width).max(axis=1)
    heard = np.flatnonzero(table > quiet)
    gaps = np.diff(heard) - 1
    return [gap * width / audio.rate for gap in gaps if gap * width / audio.rate > 0.1]


def pitch(audio: Audio) -> float:
    """Median fundamental frequency in Hz of the voiced parts, by autocorrelation."""
    sound, width = samples(audio), audio.rate // 20
    found = []
    for start in range(0, len(sound) - width, width // 2):
        frame = sound[start : start + width]
        if np.sqrt(np.mean(frame**2)) < 0.02:
            continue
        spectrum = np.fft.rfft(frame * np.hanning(width), 4 * width)
        match = np.fft.irfft(np.abs(spectrum) ** 2)
        low, high = audio.rate // 400, audio.rate // 90
        best = low + int(np.argmax(match[low:high]))
        if match[best] > 0.5 * match[0]:
            found.append(audio.rate / best)
    return float(np.median(found))

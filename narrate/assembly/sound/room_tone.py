"""The faint sound of a room under a whole chapter, so that its pauses are not digital silence.

Stores refuse digital silence, and coders drop what is fainter than they think anyone can hear.
The tone is the same noise in every chapter and every run, and lies under speech too: it has no
end at which it could click.
"""

from __future__ import annotations

import numpy as np

from narrate.assembly.sound.resample import Sound
from narrate.profiles import NO_TONE

SECONDS = 7.3
"""Length after which the noise comes again: longer than any pause, so that nobody hears a loop"""
LOWEST = 60.0
"""Hertz; below it is rumble that no small speaker gives"""
BEND = 250.0
"""Hertz up to which the noise is even; above it falls"""
FALL = 1.0
"""Amplitude is one over the frequency to this power: 6 dB an octave, as of a quiet room"""
HIGHEST = 8000.0
"""Hertz"""
SEED = 1


class RoomTone:
    """The noise at each place of a chapter; nothing at all at `NO_TONE` or below."""

    def __init__(self, rate: int, level: float) -> None:
        """`rate` in hertz, `level` in dB RMS of full scale."""
        self._noise = _noise(rate, level) if level > NO_TONE else None

    @property
    def peak(self) -> float:
        """The highest that it comes to, in steps of 16 bits."""
        return 0.0 if self._noise is None else float(np.abs(self._noise).max())

    def lay_under(self, sound: Sound, position: int) -> None:
        """Add the tone to sound that begins at sample `position` of the chapter."""
        if self._noise is None:
            return
        done = 0
        while done < len(sound):
            start = (position + done) % len(self._noise)
            piece = sound[done : done + len(self._noise) - start]
            piece += self._noise[start : start + len(piece)]
            done += len(piece)


def _noise(rate: int, level: float) -> Sound:
    """Made of whole periods of every frequency, so that its end runs on into its start."""
    length = round(SECONDS * rate)
    hertz = np.arange(length // 2 + 1) * rate / length
    strength = np.maximum(hertz, BEND) ** -FALL
    strength[(hertz < LOWEST) | (hertz > min(HIGHEST, 0.45 * rate))] = 0.0
    # RandomState: its numbers are promised to stay the same in every version of numpy.
    phases = np.exp(2j * np.pi * np.random.RandomState(SEED).random_sample(len(hertz)))
    noise = np.fft.irfft(strength * phases, length)
    noise *= 32768 * 10 ** (level / 20) / np.sqrt(np.mean(noise**2))
    return noise.astype(np.float32)

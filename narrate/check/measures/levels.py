"""Loudness, peaks, noise floor and room tone of a file, against what a store takes."""

import math
from collections.abc import Iterator

import numpy as np

from narrate.check.measures.result import CheckResult, verdict, within
from narrate.check.measures.sound import CELLS, SoundFigures, decibels
from narrate.check.measures.wanted import Standard
from narrate.profiles import NO_TONE, Limits

STEP = CELLS // 10
"""Cells of a tenth of a second"""
WINDOW = 5
"""Tenths of a second that the noise floor is measured over"""
FOR_PLAYERS = ("aac", "opus")
"""Codecs, by ffmpeg's names, of files that no shop takes"""
_LEVEL = "set deliver.profile or deliver.level as wanted and run narrate"
_ROOM = "set pauses.{key} and run narrate; if they are as wanted, the file was changed"


def noise_floor(sound: SoundFigures) -> float | None:
    """dB RMS of the quietest half second, looked at every tenth of a second.

    That is how Audacity's ACX Check has it. None for a file shorter than that.
    """
    tenths = len(sound.energy) // STEP
    if tenths < WINDOW:
        return None
    energy = sound.energy[: tenths * STEP].reshape(tenths, STEP).mean(axis=1, dtype=np.float64)
    windows = np.convolve(energy, np.full(WINDOW, 1 / WINDOW), "valid")
    return decibels(math.sqrt(max(float(windows.min()), 0.0)))


def head_and_tail(sound: SoundFigures) -> tuple[float, float]:
    """Seconds before the first and after the last sample above -50 dB; all where none is."""
    if sound.first is None or sound.last is None:
        return sound.seconds, sound.seconds
    return sound.first / sound.rate, (sound.samples - 1 - sound.last) / sound.rate


def level_checks(sound: SoundFigures, standard: Standard) -> Iterator[CheckResult]:
    """The figures that a store judges a file by; without a limit where none is set.

    The limit of the sample peak is of shops that take MP3, FLAC or WAV; AAC and Opus move single
    peaks by more than a decibel, and go to players, where nothing is wrong below full scale.
    """
    limits, any_level = standard.limits, (None, None)
    loudness = limits.loudness or any_level
    by_rms, by_lufs = standard.measure == "rms", standard.measure == "lufs"
    yield within("RMS", sound.rms, loudness if by_rms else any_level, "dB", _LEVEL)
    if sound.said.lufs is not None:
        allowed = loudness if by_lufs else any_level
        yield within("loudness", sound.said.lufs, allowed, "LUFS", _LEVEL)
    peak = limits.peak
    if peak is not None and sound.said.codec in FOR_PLAYERS:
        peak = max(peak, 0.0)
    yield within("peak", decibels(sound.peak), (None, peak), "dB", _LEVEL)
    yield within("true peak", decibels(sound.true_peak), (None, limits.true_peak), "dBTP", _LEVEL)
    yield from _floor_checks(sound, limits)
    head, tail = head_and_tail(sound)
    yield within("head", head, limits.head or any_level, "s", _ROOM.format(key="chapter_start"))
    yield within("tail", tail, limits.tail or any_level, "s", _ROOM.format(key="chapter_end"))
    if sound.first is None:
        yield verdict("sound", False, fault="it is silent; delete it and run narrate")


def _floor_checks(sound: SoundFigures, limits: Limits) -> Iterator[CheckResult]:
    floor = noise_floor(sound)
    if floor is None:
        return
    noise = "there is hiss or hum in its pauses: set a lower deliver.room_tone or check the takes"
    yield within("noise floor", floor, (None, limits.floor), "dB", noise)
    if not limits.digital_silence:
        fault = f"half a second of digital silence ({floor:.0f} dB): set deliver.room_tone"
        limit = f"above {NO_TONE:g} dB everywhere"
        well = floor > NO_TONE
        yield verdict("room tone", well, round(floor, 1), unit="dB", limit=limit, fault=fault)


def length_limit(sound: SoundFigures, limits: Limits) -> CheckResult:
    """Whether the file is as long as a store takes at most."""
    advice = "set deliver.max_minutes and run narrate"
    return within("minutes", sound.seconds / 60, (None, limits.minutes), "min", advice)

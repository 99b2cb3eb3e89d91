import numpy as np
import pytest

from narrate.assembly.chapter import SECONDS, RoomTone
from narrate.profiles import NO_TONE
from tests.assembly.takes import Floats, decibels, rms


def noise(rate: int, seconds: float, position: int = 0, level: float = -75.0) -> Floats:
    sound = np.zeros(round(seconds * rate), np.float32)
    RoomTone(rate, level).lay_under(sound, position)
    return sound.astype(float)


@pytest.mark.parametrize("rate", [8000, 24000, 44100, 48000])
@pytest.mark.parametrize("level", [-75.0, -62.0])
def test_room_tone_has_the_level_asked_for(rate: int, level: float) -> None:
    sound = noise(rate, 2 * SECONDS, level=level)
    assert decibels(rms(sound) / 32768) == pytest.approx(level, abs=0.05)
    halves = sound[: len(sound) // (rate // 2) * (rate // 2)].reshape(-1, rate // 2)
    assert all(abs(decibels(rms(half) / 32768) - level) < 2 for half in halves)
    assert np.abs(sound).max() <= RoomTone(rate, level).peak


def test_room_tone_is_the_same_wherever_a_chapter_begins_it() -> None:
    whole = noise(24000, 20.0)
    for position in (0, 1, 24000, round(SECONDS * 24000) - 5, 300000):
        assert np.array_equal(noise(24000, 4.0, position), whole[position : position + 96000])


def test_room_tone_repeats_without_a_step() -> None:
    sound, end = noise(44100, 16.0), round(SECONDS * 44100)
    steps = np.abs(np.diff(sound))
    assert steps[end - 3 : end + 3].max() < steps.max()


def test_room_tone_has_little_of_the_upper_bands() -> None:
    """Most of it lies under the voice: 12 dB less in each of the two upper bands."""
    power = np.abs(np.fft.rfft(noise(44100, SECONDS))) ** 2
    hertz = np.arange(len(power)) / SECONDS
    bands = [power[(hertz >= low) & (hertz < 4 * low)].sum() for low in (60, 240, 960, 3840)]
    assert 10 * np.log10(bands[1] / bands[2]) > 5
    assert 10 * np.log10(bands[1] / bands[3]) > 11
    assert bands[0] > bands[2]
    assert power[hertz > 8001].sum() < 1e-6 * power.sum()


def test_no_room_tone_adds_nothing() -> None:
    tone = RoomTone(24000, NO_TONE)
    sound = np.zeros(100, np.float32)
    tone.lay_under(sound, 5)
    assert not sound.any()
    assert tone.peak == 0.0

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.assembly.loudness import LIMITER_REACH, MOST_GAIN, amplitude, decibels, voice_gains
from narrate.assembly.order import Level, Piece
from narrate.audio import Levels, TakeInfo
from tests.assembly.sound import Takes, babble, take, tone


def info(rms: float, peak: float, seconds: float = 1.0, rate: int = 24000) -> TakeInfo:
    """A take of that RMS and peak in dB, with silence around it that must not count."""
    sounding = round(seconds * rate)
    squares = amplitude(rms) ** 2 * sounding
    return TakeInfo("k", rate, sounding + 30000, Levels(squares, amplitude(peak), 20000, 10000))


def gain(*infos: TakeInfo, level: Level = Level()) -> float:  # noqa: B008
    takes = {str(n): one for n, one in enumerate(infos)}
    pieces = [Piece(key, key, "v", 0.3) for key in takes]
    return voice_gains(pieces, takes.__getitem__, level)["v"]


def test_a_voice_is_brought_to_the_level() -> None:
    assert gain(info(-26, -8)) == pytest.approx(6.0, abs=1e-6)
    assert gain(info(-14, -3)) == pytest.approx(-6.0, abs=1e-6)


def test_takes_count_by_their_length() -> None:
    mean = decibels(math.sqrt((amplitude(-20) ** 2 * 3 + amplitude(-30) ** 2) / 4))
    assert gain(info(-20, -8, 3), info(-30, -14, 1)) == pytest.approx(-20 - mean, abs=1e-6)


def test_takes_of_another_rate_count_by_their_seconds() -> None:
    assert gain(info(-20, -8, 2, 48000), info(-30, -14, 2, 8000)) == pytest.approx(
        gain(info(-20, -8, 2), info(-30, -14, 2)), abs=1e-6
    )


def test_peaks_hold_the_gain_down_once_the_limiter_cannot_reach_them() -> None:
    assert gain(info(-30, -4)) == pytest.approx(-3 + LIMITER_REACH + 4, abs=1e-6)


def test_one_loud_take_does_not_hold_a_voice_down() -> None:
    usual = [info(-26, -8)] * 39
    assert gain(*usual, info(-26, 0)) == pytest.approx(6.0, abs=1e-6)


def test_a_voice_that_says_nothing_is_left_alone() -> None:
    silent = TakeInfo("k", 24000, 24000, Levels(0.0, 0.0, 24000, 0))
    assert gain(silent) == 0.0
    assert gain(silent, info(-26, -8)) == pytest.approx(6.0, abs=1e-6)
    assert gain(info(-90, -80)) == MOST_GAIN


def test_each_voice_has_its_own_gain() -> None:
    takes = Takes(a=take(babble(2, 1, level=0.05)), b=take(tone(200, 2, level=0.2)))
    pieces = [Piece("1", "a", "ann", 0.3), Piece("2", "b", "bob", 0.3), Piece("3", "a", "ann", 0)]
    gains = voice_gains(pieces, takes.info, Level())
    assert list(gains) == ["ann", "bob"]
    assert gains["ann"] == pytest.approx(-20 - decibels(0.05), abs=0.05)
    assert gains["bob"] == pytest.approx(-20 - decibels(0.2 / math.sqrt(2)), abs=0.05)


@given(st.floats(-80, 0))
def test_decibels_and_amplitude_undo_each_other(level: float) -> None:
    assert decibels(amplitude(level)) == pytest.approx(level, abs=1e-9)

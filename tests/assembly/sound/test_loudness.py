import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.assembly.sound.forecast import amplitude, decibels, forecast
from narrate.assembly.sound.loudness import (
    LEAST_WHOLE,
    LIMITER_REACH,
    MOST_GAIN,
    MOST_HELD,
    PROSE_PAUSES,
    Rms,
    voice_gains,
)
from narrate.assembly.spec import ChapterSpec, Level
from narrate.audio import Levels, TakeInfo
from tests.assembly.takes import chunk

LEVEL = Level("rms", -20.0, -3.5)
SPEECH = -20.0 + PROSE_PAUSES


def info(rms: float, peak: float, seconds: float = 10.0, rate: int = 24000) -> TakeInfo:
    """A take of that RMS and peak in dB, with silence around it that must not count."""
    sounding = round(seconds * rate)
    squares = amplitude(rms) ** 2 * sounding
    return TakeInfo("k", rate, sounding + 30000, Levels(squares, amplitude(peak), 20000, 10000))


def gains(*takes: tuple[str, TakeInfo], pause: float = 0.1) -> dict[str, float]:
    """Of a chapter in which these voices say one take each."""
    infos = {str(n): one for n, (_, one) in enumerate(takes)}
    chunks = [chunk(str(n), str(n), voice, pause) for n, (voice, _) in enumerate(takes)]
    spec = ChapterSpec(Path("x"), ("wav",), "ffmpeg", chapter_start=0.1, chapter_end=0.1)
    found = forecast(chunks, infos.__getitem__, spec)
    return dict(voice_gains(found, LEVEL, Rms(found)))


def gain(*infos: TakeInfo, pause: float = 0.1) -> float:
    return gains(*(("v", one) for one in infos), pause=pause)["v"]


def test_the_gain_of_a_voice_brings_its_speech_to_one_level() -> None:
    assert gain(info(-26, -10)) == pytest.approx(SPEECH + 26, abs=1e-6)
    assert gain(info(-14, -3)) == pytest.approx(SPEECH + 14, abs=1e-6)


def test_takes_count_by_their_length_in_the_level_of_a_voice() -> None:
    mean = decibels(math.sqrt((amplitude(-20) ** 2 * 3 + amplitude(-30) ** 2) / 4))
    assert gain(info(-20, -8, 3), info(-30, -14, 1)) == pytest.approx(SPEECH - mean, abs=1e-6)


def test_takes_of_another_rate_count_by_their_seconds_in_the_level_of_a_voice() -> None:
    assert gain(info(-20, -8, 2, 48000), info(-30, -14, 2, 8000)) == pytest.approx(
        gain(info(-20, -8, 2), info(-30, -14, 2)), abs=1e-6
    )


def test_voices_come_out_equal_whatever_they_were_recorded_at() -> None:
    found = gains(("ann", info(-31, -14)), ("bob", info(-17, -4, 1)), ("ann", info(-31, -14)))
    assert list(found) == ["ann", "bob"]
    assert found["ann"] - 31 == pytest.approx(found["bob"] - 17, abs=1e-6)


@pytest.mark.parametrize("beyond", [0.3, 5.0])
def test_peaks_hold_the_gain_of_all_voices_down_alike_and_only_a_little(beyond: float) -> None:
    """So that voices stay equal; the rest is left to the limiter."""
    peak = LEVEL.peak + LIMITER_REACH - SPEECH - 30 + beyond
    found = gains(("ann", info(-30, peak)), ("bob", info(-20, -10)))
    held = min(beyond, MOST_HELD)
    assert found["ann"] == pytest.approx(SPEECH + 30 - held, abs=1e-6)
    assert found["bob"] == pytest.approx(SPEECH + 20 - held, abs=1e-6)


def test_one_loud_take_does_not_hold_the_gain_of_a_voice_down() -> None:
    usual = [info(-26, -10)] * 39
    assert gain(*usual, info(-26, 0)) == pytest.approx(SPEECH + 26, abs=1e-6)


def test_pauses_raise_speech_only_where_a_store_would_refuse_the_chapter() -> None:
    prose, verse, silence = (gain(*[info(-26, -12, 4)] * 5, pause=p) for p in (0.2, 2.0, 20.0))
    assert prose == verse == pytest.approx(SPEECH + 26, abs=1e-6)
    kept = 4 + 0.015 + 0.04
    whole = -26 + silence + 10 * math.log10(5 * 4 / (5 * kept + 4 * 20 + 0.2))
    assert whole == pytest.approx(-20 - LEAST_WHOLE, abs=1e-6)


def test_a_voice_with_only_silent_takes_gets_no_gain() -> None:
    silent = TakeInfo("k", 24000, 24000, Levels(0.0, 0.0, 24000, 0))
    assert gains(("v", silent)) == {}
    assert gain(silent, info(-26, -10, 99)) == pytest.approx(SPEECH + 26, abs=1e-6)
    assert gain(info(-90, -80)) == MOST_GAIN


@given(st.floats(-80, 0))
def test_decibels_and_amplitude_undo_each_other(level: float) -> None:
    assert decibels(amplitude(level)) == pytest.approx(level, abs=1e-9)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.assembly.sound.edit import resampled
from tests.assembly.takes import babble, decibels, rms, tone
from tests.effort import assert_linear

PAIRS = [(44100, 24000), (22050, 24000), (48000, 24000), (16000, 24000), (24000, 44100)]


def at(rate: int, to_rate: int, hertz: float) -> tuple[float, float]:
    """Level of a tone before and after, its ends left aside; full scale = 1.0."""
    sound = np.rint(tone(hertz, 1.0, rate, 0.5) * 32767).astype(np.int16)
    after = resampled(sound, rate, to_rate)[to_rate // 10 : -to_rate // 10]
    return rms(sound), rms(after)


@pytest.mark.parametrize(("rate", "to_rate"), PAIRS)
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9])
def test_resampling_keeps_the_level_of_tones_that_both_rates_hold(
    rate: int, to_rate: int, share: float
) -> None:
    before, after = at(rate, to_rate, share * min(rate, to_rate) / 2)
    assert abs(decibels(after / before)) < 0.02


@pytest.mark.parametrize("hertz", [12100, 13000, 15000, 18000, 21000])
def test_resampling_removes_tones_that_the_lower_rate_cannot_hold(hertz: float) -> None:
    before, after = at(44100, 24000, hertz)
    assert decibels(after / before) < -70


def test_resampling_adds_nothing_above_the_frequencies_of_the_original() -> None:
    sound = np.rint(tone(7000, 1.0, 16000, 0.5) * 32767).astype(np.int16)
    after = resampled(sound, 16000, 24000)[2400:-2400]
    spectrum = np.abs(np.fft.rfft(after * np.hanning(len(after))))
    above = spectrum[round(len(spectrum) * 8100 / 12000) :]
    assert decibels(above.max() / spectrum.max()) < -70


@pytest.mark.parametrize(("rate", "to_rate"), PAIRS)
def test_resampling_moves_no_sample_in_time(rate: int, to_rate: int) -> None:
    sound = np.zeros(rate, np.int16)
    sound[rate // 2] = 30000
    after = resampled(sound, rate, to_rate)
    assert int(np.abs(after).argmax()) == to_rate // 2


def test_resampling_does_not_ring_from_the_end_into_the_start() -> None:
    sound = np.zeros(44100, np.int16)
    sound[-441:] = 30000
    assert int(np.abs(resampled(sound, 44100, 24000)[:20000]).max()) <= 1


@given(
    st.integers(0, 5000),
    st.sampled_from([8000, 11025, 16000, 22050, 24000, 44100, 48000, 22051]),
    st.sampled_from([8000, 22050, 24000, 44100, 48000]),
)
def test_resampling_gives_the_exact_length(length: int, rate: int, to_rate: int) -> None:
    after = resampled(np.full(length, 100, np.int16), rate, to_rate)
    assert len(after) == round(length * to_rate / rate)
    assert after.dtype == np.float32


@pytest.mark.parametrize(("rate", "to_rate"), [*PAIRS, (16000, 44100), (48000, 44100)])
def test_resampling_in_blocks_gives_what_the_whole_take_gives(rate: int, to_rate: int) -> None:
    """Blocks one after another give what the spectrum of the whole take gives."""
    sound = np.random.default_rng(0).normal(0, 3000, 3 * rate + 17).astype(np.int16)
    whole = resampled(np.pad(sound, (rate, 2 * rate)), rate, to_rate)[to_rate:]
    after = resampled(sound, rate, to_rate)
    assert np.abs(after - whole[: len(after)]).max() < 0.5


def test_resampling_applies_the_gain() -> None:
    sound = np.rint(babble(1) * 20000).astype(np.int16)
    plain, loud = (resampled(sound, 24000, 44100, gain) for gain in (1.0, 2.5))
    assert np.allclose(loud, 2.5 * plain, atol=0.02)


def test_resampling_a_long_take_takes_linear_time() -> None:
    sound = np.rint(babble(16, rate=44100) * 32767).astype(np.int16)
    assert_linear(lambda size: resampled(sound[:size], 44100, 24000), len(sound))

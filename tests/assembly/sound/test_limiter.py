import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.assembly.sound.edit import limit
from tests.assembly.takes import RATE, Floats, babble, true_peak

CEILING = 23197.0


def held(sound: Floats, rate: int = RATE) -> Floats:
    made = sound.astype(np.float32)
    limit(made, rate, CEILING)
    return made.astype(float)


def test_the_limiter_leaves_sound_under_the_ceiling_alone() -> None:
    sound = (babble(1) * 60000).astype(np.float32)
    sound *= 0.95 * CEILING / true_peak(sound)
    before = sound.copy()
    assert not limit(sound, RATE, CEILING)
    assert np.array_equal(sound, before)


@given(
    st.integers(0, 4000),
    st.lists(st.tuples(st.integers(0, 3999), st.integers(-99999, 99999)), max_size=8),
    st.sampled_from([8000, 11025, 24000, 44100]),
)
@settings(max_examples=200)
def test_the_limiter_lets_no_sample_pass_the_ceiling(
    length: int, peaks: list[tuple[int, int]], rate: int
) -> None:
    sound = np.random.default_rng(length).normal(0, 3000, 4000)
    for where, value in peaks:
        sound[where] = value
    made = held(sound[:length], rate)
    assert len(made) == length
    assert np.abs(made).max(initial=0) <= CEILING * 1.0001


@pytest.mark.parametrize("rate", [24000, 44100])
@pytest.mark.parametrize("seed", range(4))
def test_the_limiter_holds_peaks_between_samples(rate: int, seed: int) -> None:
    """A voice, and tones whose tops fall between the samples."""
    sound = babble(2, seed, rate) * 150000
    time = np.arange(rate // 20)
    for start, share in ((rate // 3, 0.25), (rate, 0.19)):
        tone = 2.0 * CEILING * np.sin(2 * np.pi * share * time + np.pi / 4)
        sound[start : start + len(time)] = tone * np.hanning(len(time))
    assert true_peak(sound) > 1.8 * CEILING
    # Four times the rate, as BS.1770 asks for, misses 0.11 dB of a tone at a fifth of it.
    assert true_peak(held(sound, rate)) <= CEILING * 1.013


def test_the_limiter_holds_a_tone_whose_samples_are_all_under_the_ceiling() -> None:
    sound = 1.2 * CEILING * np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4)
    assert np.abs(sound).max() < CEILING < true_peak(sound)
    assert true_peak(held(sound)[200:-200]) <= CEILING * 1.002


def test_the_limiters_gain_curve_has_no_edge() -> None:
    """Where a peak is one of several equals, its neighbours are bent as much as it is."""
    random = np.random.default_rng(1)
    sound = np.full(RATE, 10000.0)
    sound[random.integers(0, RATE, 30)] = 32000
    sound[random.integers(0, RATE, 30)] = -30000
    curve = held(2 * sound) / (2 * sound)
    assert np.abs(np.diff(curve)).max() < 0.005


def test_the_limiter_changes_nothing_far_from_a_peak() -> None:
    sound = babble(1) * 8000
    sound[RATE // 2] = 32000
    made = held(sound)
    near = round(0.045 * RATE)
    for part in (slice(RATE // 2 - near), slice(RATE // 2 + near, None)):
        assert np.array_equal(made[part], sound[part].astype(np.float32))

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.assembly.limiter import limited
from tests.assembly.sound import RATE, babble

CEILING = 23197


def test_without_a_peak_over_the_ceiling_it_only_multiplies() -> None:
    sound = np.rint(babble(1) * 8000).astype(np.int16)
    assert np.array_equal(limited(sound, RATE, 1.5, CEILING), np.rint(sound * 1.5))


@given(
    st.integers(0, 4000),
    st.lists(st.tuples(st.integers(0, 3999), st.integers(-32768, 32767)), max_size=8),
    st.floats(0.1, 8.0),
    st.sampled_from([8000, 11025, 24000, 44100]),
)
@settings(max_examples=200)
def test_no_sample_passes_the_ceiling(
    length: int, peaks: list[tuple[int, int]], gain: float, rate: int
) -> None:
    sound = np.random.default_rng(length).integers(-3000, 3000, 4000).astype(np.int16)
    for where, value in peaks:
        sound[where] = value
    sound = sound[:length]
    held = limited(sound, rate, gain, CEILING)
    assert len(held) == length
    assert np.abs(held.astype(int)).max(initial=0) <= CEILING


def test_the_curve_alone_keeps_the_ceiling() -> None:
    """The clip at the end is for rounding only: the curve never asks it to cut a peak."""
    random = np.random.default_rng(1)
    sound = np.full(RATE, 10000, np.int16)
    sound[random.integers(0, RATE, 30)] = 32000
    sound[random.integers(0, RATE, 30)] = -30000
    held = limited(sound, RATE, 2.0, CEILING).astype(float)
    curve = held / (sound * 2.0)
    assert (np.abs(sound) * 2.0 * curve).max() <= CEILING + 0.51
    # Where a peak stands among equals, its neighbours are bent as much as it is: no edge.
    assert np.abs(np.diff(curve)).max() < 0.005


def test_far_from_a_peak_nothing_changes() -> None:
    sound = np.rint(babble(1) * 6000).astype(np.int16)
    peaked = sound.copy()
    peaked[RATE // 2] = 32000
    held, plain = limited(peaked, RATE, 1.2, CEILING), np.rint(sound * 1.2)
    near = round(0.045 * RATE)
    assert np.array_equal(held[: RATE // 2 - near], plain[: RATE // 2 - near])
    assert np.array_equal(held[RATE // 2 + near :], plain[RATE // 2 + near :])

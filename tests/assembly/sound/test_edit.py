import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.assembly.sound.edit import AUDIBLE, FADE, edit, resampled
from narrate.assembly.sound.forecast import AFTER, BEFORE, amplitude
from narrate.audio import Audio, Levels, Take, TakeInfo
from tests.assembly.takes import RATE, babble, decibels, rms, take, tone
from tests.effort import assert_linear

FULL = 1e9
"""A ceiling that nothing reaches"""
CEILING = amplitude(-3.0) * 32767


def test_edit_keeps_only_a_little_of_a_takes_own_silence() -> None:
    edited = edit(take(tone(300, 1.0), lead=0.4, tail=0.5), 0.0, FULL, RATE)
    assert edited.samples == round((BEFORE + 1.0 + AFTER) * RATE)
    sounding = np.flatnonzero(np.abs(edited.sound) > 100)
    assert abs(sounding[0] - BEFORE * RATE) < 5
    assert abs(sounding[-1] - (BEFORE + 1.0) * RATE) < 45


def test_edit_adds_no_silence_to_a_take_that_has_less() -> None:
    edited = edit(take(tone(300, 1.0), lead=0.0, tail=0.01), 0.0, FULL, RATE)
    assert edited.samples == round(1.01 * RATE)


def test_edit_applies_the_gain() -> None:
    sound = take(babble(1))
    plain, loud = (edit(sound, gain, FULL, RATE).sound for gain in (0.0, -7.3))
    assert decibels(rms(loud) / rms(plain)) == pytest.approx(-7.3, abs=0.02)


@pytest.mark.parametrize("gain", [-3.0, 0.0, 9.0])
def test_edit_fades_both_ends_of_a_take(gain: float) -> None:
    hard = take(np.full(RATE, 0.5), lead=0.0, tail=0.0)
    heard = edit(hard, gain, FULL, RATE).sound
    ramp = FADE * RATE // 1000
    assert abs(heard[0]) <= 1
    assert abs(heard[-1]) <= heard.max() / ramp + 1
    assert np.abs(np.diff(heard)).max() <= heard.max() / ramp + 2
    assert (heard[ramp:-ramp] == heard[RATE // 2]).all()


@pytest.mark.parametrize("gain", [-6.0, 6.0, 12.0])
def test_edit_lets_no_sample_pass_the_peak(gain: float) -> None:
    edited = edit(take(babble(2, level=0.06)), gain, CEILING, RATE)
    highest = np.abs(edited.sound).max()
    assert highest <= CEILING + 0.5
    assert edited.limited == (gain > 0)


@pytest.mark.parametrize("rate", [16000, 22050, 44100, 48000])
def test_edit_brings_a_take_of_another_rate_to_the_delivered_rate(rate: int) -> None:
    edited = edit(take(tone(1000, 1.0, rate), rate=rate), 0.0, FULL, RATE)
    samples = round(BEFORE * rate) + rate + round(AFTER * rate)
    assert edited.samples == round(samples * RATE / rate)
    heard = edited.sound[RATE // 4 : RATE // 2]
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard))))
    assert spectrum.argmax() * RATE / len(heard) == pytest.approx(1000, abs=5)
    assert decibels(rms(heard) / 32767 / (0.3 / 2**0.5)) == pytest.approx(0, abs=0.05)


def test_edit_leaves_a_take_whole_where_nothing_counts_as_sound() -> None:
    info = TakeInfo("k", RATE, 5000, Levels(0.0, 0.0, 5000, 0))
    assert edit(Take(info, Audio(RATE, bytes(10000))), 3.0, CEILING, RATE).samples == 5000
    nothing = Take(TakeInfo("k", RATE, 0, Levels(0.0, 0.0, 0, 0)), Audio(RATE, b""))
    assert edit(nothing, 3.0, CEILING, RATE).samples == 0


@given(
    length=st.integers(0, 1500),
    lead=st.integers(0, 800),
    tail=st.integers(0, 800),
    rate=st.sampled_from([8000, 11025, 16000, 22050, 24000, 32000, 44100]),
    gain=st.floats(-12, 12),
)
@settings(max_examples=150)
def test_an_edited_take_has_its_length_to_the_sample(
    length: int, lead: int, tail: int, rate: int, gain: float
) -> None:
    random = np.random.default_rng(length)
    pcm = random.integers(-9000, 9000, lead + length + tail).astype("<i2").tobytes()
    info = TakeInfo("k", rate, len(pcm) // 2, Levels(1.0, 0.3, lead, tail))
    edited = edit(Take(info, Audio(rate, pcm)), gain, CEILING, rate)
    kept = min(lead, round(BEFORE * rate)) + length + min(tail, round(AFTER * rate))
    assert edited.samples == (kept if length else lead + tail)


def test_an_edited_take_tells_how_much_is_silent_at_its_ends() -> None:
    """Head and tail of a chapter are counted to what is heard, not to what was cut."""
    sound = np.concatenate([np.full(240, 0.002), tone(300, 0.5), np.full(480, -0.002)])
    edited = edit(take(sound, lead=0.0, tail=0.0), 0.0, FULL, RATE)
    lead, tail = edited.silence()
    assert lead == pytest.approx(240, abs=3)
    assert tail == pytest.approx(480, abs=12)
    assert decibels(0.002) < AUDIBLE < decibels(0.3)
    whisper = edit(take(tone(300, 0.5, level=0.001), lead=0.0, tail=0.0), 0.0, FULL, RATE)
    assert whisper.silence() == (0, 0)


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

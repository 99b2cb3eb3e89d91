from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from narrate.audio import Audio
from narrate.errors import TemporaryError
from narrate.recording.inspect import Unfit, inspect
from tests.effort import assert_linear, calls
from tests.recording.stage import speech, spoken_of

RATE = 24000
Samples = npt.NDArray[np.float64]

LINES = (
    "I.",
    "No!",
    "“Oh?”",
    "1894",
    "777",
    "$1,894,231.57",
    "XIV",
    "W. W. W.",
    "1.E.4.",
    "O.K.",
    "A",
    "In 1066 William I crossed, and 1,234,567,890 men came.",
    "The FBI, CIA and NSA met in 2001.",
    "Call me Ishmael.",
    "Whenever it is a damp, drizzly November in my soul; whenever I find myself involuntarily"
    " pausing before coffin warehouses, and bringing up the rear of every funeral I meet.",
    "Some years ago, never mind how long precisely, having little or no money in my purse, and"
    " nothing particular to interest me on shore, I thought I would sail about a little and see"
    " the watery part of the world. It is a way I have.",
)


def audio_of(samples: Samples) -> Audio:
    return Audio(RATE, np.clip(samples * 32768, -32768, 32767).astype("<i2").tobytes())


def sine(seconds: float, level: float = 0.5) -> Samples:
    sound: Samples = np.sin(np.arange(round(seconds * RATE)) * 0.1) * level
    return sound


def test_the_levels_of_a_known_sound_are_measured() -> None:
    silence = np.zeros(RATE // 2)
    levels = inspect(audio_of(np.concatenate([silence, sine(1.0), silence, silence])), "So be it.")
    assert levels.peak == pytest.approx(0.5, abs=0.001)
    assert levels.sum_squares == pytest.approx(RATE * 0.125, rel=0.01)
    assert abs(levels.lead - RATE / 2) <= RATE * 0.005
    assert abs(levels.tail - RATE) <= RATE * 0.005


def test_the_silent_ends_of_a_take_are_found_at_every_volume() -> None:
    hiss = np.random.default_rng(0).normal(size=RATE) * 0.0005
    sound = np.concatenate([hiss, sine(1.0), hiss])
    loud, soft = (inspect(audio_of(sound * volume), "So be it.") for volume in (1.0, 0.1))
    assert (loud.lead, loud.tail) == (soft.lead, soft.tail)
    assert abs(loud.lead - RATE) <= RATE * 0.005


def test_a_take_that_sounds_to_its_last_sample_has_no_tail() -> None:
    levels = inspect(audio_of(sine(1.0003)), "So be it.")
    assert (levels.lead, levels.tail) == (0, 0)


def test_the_levels_of_parts_of_a_take_add_up() -> None:
    whole = inspect(audio_of(sine(2.0)), "So be it.").sum_squares
    half = inspect(audio_of(sine(1.0)), "So be it.").sum_squares
    assert whole == pytest.approx(2 * half, rel=0.001)


@pytest.mark.parametrize(
    ("samples", "spoken", "words"),
    [
        (np.zeros(0), "Yes.", "empty"),
        (np.zeros(RATE), "Yes.", "silent"),
        (sine(1.0, 0.0005), "Yes.", "silent"),
        (sine(1.0), "so it was said " * 10, "too short"),
        (np.concatenate([sine(0.5), np.zeros(9 * RATE)]), "so it was " * 10, "too short"),
        (sine(20.0), "Yes.", "too long"),
        (np.clip(sine(2.0, 30.0), -1, 1), "Yes indeed.", "full level|clipped"),
        (np.concatenate([sine(1.0), np.ones(500)]), "Yes.", "clipped"),
        (np.clip(sine(2.0, 1.5), -1, 1) * (np.arange(2 * RATE) % 9600 < 2400), "Yes.", "clipped"),
        (sine(1.0, 0.2) + 0.3, "Yes.", "swing round zero"),
        (np.random.default_rng(1).uniform(-1, 1, 2 * RATE), "Yes indeed.", "noise"),
    ],
)
def test_audio_that_cannot_be_speech_is_unfit(samples: Samples, spoken: str, words: str) -> None:
    with pytest.raises(Unfit, match=words) as caught:
        inspect(audio_of(samples), spoken)
    assert isinstance(caught.value, TemporaryError)
    assert caught.value.billed


def test_audio_that_ends_in_half_a_sample_is_unfit() -> None:
    with pytest.raises(Unfit, match="inside a sample"):
        inspect(Audio(RATE, speech(1.0, RATE).pcm + b"\0"), "So be it.")


@pytest.mark.parametrize("spoken", ["", "…", "— — —", "😀"])
def test_takes_of_texts_without_letters_may_be_silent(spoken: str) -> None:
    assert inspect(audio_of(np.zeros(RATE)), spoken).lead == RATE
    assert inspect(audio_of(np.zeros(0)), spoken).lead == 0


@pytest.mark.parametrize("level", [0.003, 0.02, 0.3])
def test_takes_of_soft_and_loud_speech_pass_inspection(level: float) -> None:
    inspect(speech(3.0, RATE, level), spoken_of(3.0))


def test_a_take_with_a_few_clipped_peaks_passes_inspection() -> None:
    sound = sine(2.0, 0.4)
    sound[::400] = 1.0
    inspect(audio_of(sound), "Yes indeed.")


@pytest.mark.parametrize(
    ("spoken", "seconds"),
    [
        ("那是最美好的时代，那是最糟糕的时代。", 4.5),  # 0.3 s a character
        ("吾輩は猫である。名前はまだ無い。", 3.5),
        ("यह सबसे अच्छा समय था, यह सबसे बुरा समय था।", 2.6),
        ("அது மிகச் சிறந்த காலம்.", 1.8),
        ("كان أحسن الأزمان", 1.6),
        ("1894", 1.9),
        ("1,234,567,890", 6.5),
        ("No!", 0.25),
        ("I.", 2.9),
    ],
)
def test_takes_of_every_script_and_of_numbers_pass_inspection(spoken: str, seconds: float) -> None:
    for speed in (0.5, 1.0, 2.0):
        inspect(speech(seconds / speed + 0.3, RATE), spoken, speed)


@cache
def _hibari() -> object:
    from hibari import Hibari

    return Hibari(voice="heart", threads=1)


@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_takes_of_hibari_pass_inspection(speed: float) -> None:
    for spoken in LINES:
        sound = _hibari()(spoken, speed=speed, seed=0)  # type: ignore[operator]
        audio = Audio(24000, (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
        levels = inspect(audio, spoken, speed)
        if len(spoken) > 15:
            assert 0.1 < levels.lead / 24000 * speed < 0.45, spoken
            assert 0.1 < levels.tail / 24000 * speed < 0.75, spoken


@pytest.mark.parametrize("voice", ["en-GB", "en-US", "de-DE", "es-ES", "fr-FR", "it-IT"])
@pytest.mark.parametrize("speed", [0.5, 1.0, 2.0])
def test_takes_of_pico_pass_inspection(voice: str, speed: float) -> None:
    from py_nanotts import NanoTTS

    engine = NanoTTS()
    for spoken in LINES:
        inspect(Audio(16000, engine.speak(spoken, voice=voice, speed=speed)), spoken, speed)


def test_inspecting_a_take_calls_no_function_for_each_sample() -> None:
    def take(seconds: int) -> None:
        inspect(speech(seconds, RATE), spoken_of(seconds))

    assert_linear(take, 16)
    assert calls(lambda: take(16)) == calls(lambda: take(4)), "no loop over samples in Python"

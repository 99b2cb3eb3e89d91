"""A take is known again by its loudness over time, whatever was done to its level."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from narrate.check.measures.echo import (
    LAGS,
    Curve,
    Loudness,
    likeness,
    power_decibels,
    runs,
    shift,
    stretches,
    take_curve,
)
from narrate.check.measures.sound import listen
from narrate.check.measures.wanted import TakeSound
from narrate.files.ffmpeg import ffmpeg_program
from tests.check.measures.deliveries import RATE, Floats, spoken, write


def curve(sound: Floats) -> Curve:
    return take_curve(recorded(sound)).energy


def recorded(sound: Floats, rate: int = RATE) -> TakeSound:
    return TakeSound(rate, np.rint(sound * 32767).astype(np.int16))


def test_a_take_is_like_itself_at_any_level_and_with_room_tone() -> None:
    sound = spoken(1.5, 1)
    noise = np.random.default_rng(1).normal(0, 10 ** (-60 / 20), len(sound))
    assert likeness(curve(sound), curve(sound)) == pytest.approx(1.0)
    assert likeness(curve(sound / 4), curve(sound)) > 0.999
    assert likeness(curve(sound + noise), curve(sound)) > 0.99


def test_another_sentence_is_not_like_a_take() -> None:
    assert likeness(curve(spoken(1.5, 1)), curve(spoken(1.5, 2))) < 0.9


def test_silence_is_like_silence_and_nothing_else() -> None:
    silence = np.zeros(100)
    assert likeness(silence, silence) == 1.0
    assert likeness(silence, curve(spoken(1.0, 1))) == 0.0
    assert likeness(curve(spoken(1.0, 1)), silence) == 0.0


def test_curves_too_short_to_tell_are_alike() -> None:
    assert likeness(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 1.0


@pytest.mark.parametrize("late", [-30, 0, 17])
def test_a_shifted_take_is_found_with_the_steps_that_it_is_late(late: int) -> None:
    take = curve(spoken(1.5, 3))
    around = np.zeros(len(take) + 2 * LAGS)
    around[LAGS + late : LAGS + late + len(take)] = take
    steps, alike = shift(around, take)
    assert (steps, round(alike, 3)) == (late, 1.0)


def test_a_file_shorter_than_its_take_has_no_shift() -> None:
    assert shift(np.zeros(10), np.ones(20)) == (0, 0.0)


def test_a_stretch_is_found_where_it_lies_and_how_far_off_it_is() -> None:
    sound = spoken(3.0, 4)
    take = take_curve(recorded(sound))
    assert stretches(take.energy, take, 0.0, 3, 3.0, 1.0) == []
    changed = sound.copy()
    changed[RATE : 2 * RATE] /= 2
    (quieter,) = stretches(curve(changed), take, 0.0, 3, 3.0, 1.0)
    assert (quieter.start, quieter.end) == (1.0, 2.0)
    assert quieter.decibels == pytest.approx(-6.0, abs=0.1)
    (louder,) = stretches(take.energy, take_curve(recorded(changed)), 0.0, 3, 3.0, 1.0)
    assert louder.decibels == pytest.approx(6.0, abs=0.1)


def test_a_stretch_shorter_than_asked_for_is_not_found() -> None:
    sound = spoken(3.0, 4)
    changed = sound.copy()
    changed[RATE : RATE + RATE // 5] /= 2
    assert stretches(curve(changed), take_curve(recorded(sound)), 0.0, 3, 3.0, 1.0) == []


def test_what_a_limiter_held_down_is_no_fault() -> None:
    sound = spoken(2.0, 5)
    take = take_curve(recorded(sound))
    lower = take.energy * 10 ** (-4 / 10)
    assert stretches(lower, take, 0.0, 3, 3.0, 1.0) != []
    ceiling = float(take.peaks.max()) * 10 ** (-10 / 20)
    held = stretches(lower, take, 0.0, 3, 3.0, ceiling)
    assert sum(s.end - s.start for s in held) < 0.5


def test_a_take_of_no_length_is_a_step_of_silence() -> None:
    empty = take_curve(recorded(np.zeros(0)))
    assert empty.energy.tolist() == [0.0] and empty.level == -120.0
    assert stretches(empty.energy, empty, 0.0, 3, 3.0, 1.0) == []


def test_the_level_of_a_take_does_not_depend_on_its_rate() -> None:
    for rate in (8000, 22050, 24000, 44100):
        sound = 0.5 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
        take = take_curve(recorded(sound, rate))
        assert len(take.energy) == 100
        assert take.level == pytest.approx(-9.03, abs=0.02)
        assert take.peaks.max() == pytest.approx(0.5, abs=0.01)


def test_the_level_of_a_file_is_that_between_two_of_its_samples(tmp_path: Path) -> None:
    sound = np.concatenate([np.full(RATE, 0.1), np.full(RATE + 100, 0.5)])
    loudness = Loudness(listen(ffmpeg_program(), write(tmp_path / "a.wav", sound)))
    assert loudness.level(0, RATE) == pytest.approx(-20.0, abs=0.01)
    assert loudness.level(RATE, len(sound)) == pytest.approx(-6.02, abs=0.01)
    assert loudness.level(100, 100) == -120.0
    assert len(loudness.curve(0, RATE / 2)) == 50 and len(loudness.curve(5, 5)) == 0


def test_runs_of_true_values_are_found_up_to_both_ends() -> None:
    assert runs(np.array([True, True, False, True])) == [(0, 2), (3, 4)]
    assert runs(np.array([], bool)) == [] and runs(np.array([False])) == []


def test_nothing_at_all_has_the_lowest_level() -> None:
    assert power_decibels(0.0) == power_decibels(1e-30) == -120.0
    assert power_decibels(1.0) == 0.0

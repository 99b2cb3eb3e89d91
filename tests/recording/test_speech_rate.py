from __future__ import annotations

from dataclasses import replace

import pytest

from narrate.audio import Audio, Levels
from narrate.recording.inspect import ENOUGH_TAKES, SpeechRate, Unfit
from tests.recording.stage import RATE, VOICING

SPOKEN = "so it was said, and so it was done, and nobody asked why that should be"


def judge(
    rate: SpeechRate, key: str, seconds: float, spoken: str = SPOKEN, speed: float = 1.0
) -> None:
    audio = Audio(RATE, bytes(round((seconds + 0.3) * RATE) * 2))
    levels = Levels(1.0, 0.5, RATE // 10, RATE // 5)
    rate.judge(key, audio, levels, spoken, replace(VOICING, speed=speed))


def trained(attempts: int = 5) -> SpeechRate:
    rate = SpeechRate(attempts)
    for number in range(ENOUGH_TAKES):
        judge(rate, f"take {number}", 4.0 + 0.1 * number)
    return rate


@pytest.mark.parametrize("seconds", [2.0, 2.7, 9.0])
def test_a_take_of_half_or_twice_the_voices_usual_length_is_doubted(seconds: float) -> None:
    with pytest.raises(Unfit, match=r"usually takes 4\.4 s") as caught:
        judge(trained(), "odd", seconds)
    assert caught.value.billed


@pytest.mark.parametrize("seconds", [3.2, 4.0, 6.0])
def test_a_take_of_a_length_in_the_voices_usual_range_passes(seconds: float) -> None:
    judge(trained(), "odd", seconds)


def test_a_second_take_of_a_usual_length_passes_after_a_doubted_one() -> None:
    rate = trained()
    with pytest.raises(Unfit):
        judge(rate, "odd", 2.0)
    judge(rate, "odd", 4.0)


def test_a_doubted_length_is_believed_when_three_takes_agree() -> None:
    rate = trained()
    for seconds in (2.0, 2.1):
        with pytest.raises(Unfit):
            judge(rate, "odd", seconds)
    judge(rate, "odd", 2.05)


def test_a_doubted_length_is_not_believed_when_every_take_differs() -> None:
    rate = trained()
    for seconds in (2.0, 1.0, 0.5, 2.5, 1.5):
        with pytest.raises(Unfit):
            judge(rate, "odd", seconds)


def test_no_length_is_doubted_where_a_single_attempt_is_allowed() -> None:
    judge(trained(attempts=1), "odd", 2.0)


def test_takes_of_short_texts_are_not_judged_by_their_length() -> None:
    judge(trained(), "odd", 0.3, "so it was said")


def test_a_voices_lengths_are_judged_by_its_own_takes_only() -> None:
    judge(trained(), "fast", 2.0, speed=2.0)


def test_takes_of_a_new_voice_are_not_judged_by_their_length() -> None:
    rate = SpeechRate(5)
    for number in range(ENOUGH_TAKES):
        judge(rate, str(number), 4.0 if number % 2 else 1.0)

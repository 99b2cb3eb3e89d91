from __future__ import annotations

import pytest

from narrate.chunk import Voicing
from narrate.engines.base import SpeakingRate
from narrate.engines.hibari.engine import HibariEngine
from narrate.engines.pico.engine import VOICES, PicoEngine

RATE = SpeakingRate(0.06, 0.02, 0.2, 0.3, 0.1, 0.4, ((0.5, 2.0), (1.0, 1.0), (2.0, 0.5)))


def test_a_take_is_as_long_as_its_letters_words_marks_and_sentences() -> None:
    assert RATE.seconds("", 1, 1.0) == pytest.approx(0.1)
    one = RATE.seconds("Come, Ann. Go.", 2, 1.0)
    assert one == pytest.approx(9 * 0.06 + 3 * 0.02 + 0.2 + 0.3 + 0.1)
    assert RATE.seconds("Come, Ann. Go.", 2, 0.5) == pytest.approx(2 * one)
    assert RATE.length_at(0.75) == pytest.approx(1.5)


@pytest.mark.parametrize("speed", [0.5, 0.6, 0.8, 1.0, 1.3, 2.0])
def test_the_speed_for_a_pace_is_the_one_that_has_it(speed: float) -> None:
    assert RATE.speed_for(RATE.pace_at(speed)) == pytest.approx(speed, abs=0.006)


def test_a_pace_out_of_reach_has_the_nearest_speed() -> None:
    assert RATE.speed_for(60) == 0.5
    assert RATE.speed_for(400) == 2.0


def voices() -> list[tuple[str, SpeakingRate]]:
    hibari, pico = HibariEngine(), PicoEngine()
    found = [("heart", hibari.rate(Voicing("hibari", "heart", "en", 1.0)))]
    found += [(name, pico.rate(Voicing("pico", name, name[:2], 1.0))) for name in VOICES]
    return [(name, rate) for name, rate in found if rate]


@pytest.mark.parametrize(("name", "rate"), voices())
def test_measured_voices_read_at_a_possible_pace(name: str, rate: SpeakingRate) -> None:
    assert 120 < rate.pace_at(1.0) < 220
    assert dict(rate.speeds)[1.0] == 1.0
    speeds, lengths = zip(*rate.speeds, strict=True)
    assert list(speeds) == sorted(set(speeds)) and (speeds[0], speeds[-1]) == (0.5, 2.0)
    assert list(lengths) == sorted(set(lengths), reverse=True)
    assert abs(rate.pace_at(rate.speed_for(155)) / 155 - 1) < 0.05


def test_a_voice_that_nobody_measured_has_no_rate() -> None:
    assert HibariEngine().rate(Voicing("hibari", "fenrir", "en", 1.0)) is None

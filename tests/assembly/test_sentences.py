"""Sentences are found where their sound is, whatever pauses lie in them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.assembly.sentences import find_sentences, with_pauses
from narrate.engines.hibari.speech import load
from narrate.engines.hibari.text import MODEL
from narrate.script import spoken_lengths
from tests.assembly.takes import RATE, Floats, babble

LETTER = 0.065
"""Seconds"""


def spoken(
    sentences: list[list[int]],
    pauses: list[float],
    *,
    rate: int = RATE,
    level: float = 0.05,
    noise: float = 0.0,
) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """A take whose parts have so many letters and such pauses between them; and its sentences."""
    random = np.random.default_rng(0)
    parts: list[Floats] = [np.zeros(rate // 50)]
    left, spans = list(pauses), []
    for number, sentence in enumerate(sentences):
        start = sum(map(len, parts))
        for place, letters in enumerate(sentence):
            if place:
                parts.append(np.zeros(round(left.pop(0) * rate)))
            parts.append(sound(letters, rate, level, seed=10 * number + place))
        spans.append((start, sum(map(len, parts))))
        if left:
            parts.append(np.zeros(round(left.pop(0) * rate)))
    take = np.concatenate([*parts, np.zeros(rate // 50)])
    take += random.normal(0, 1, len(take)) * noise
    return np.clip(np.rint(take * 32767), -32768, 32767).astype(np.int16), spans


def sound(letters: int, rate: int, level: float, seed: int) -> Floats:
    """Syllables without a pause, loud from the first sample to the last."""
    seconds = letters * LETTER * (1 + 0.1 * np.sin(seed))
    speech = babble(seconds, seed, rate, level)
    hum = level * np.sin(2 * np.pi * 150 * np.arange(len(speech)) / rate)
    return np.asarray(speech + 0.7 * hum)


def check(
    samples: np.ndarray,
    spans: list[tuple[int, int]],
    lengths: list[list[int]],
    rate: int,
    near: float = 0.005,
) -> None:
    heard = find_sentences(samples, rate, lengths)
    assert all(one.exact for one in heard)
    for one, (start, end) in zip(heard, spans, strict=True):
        assert abs(one.start - start) < near * rate
        assert abs(one.end - end) < near * rate


@pytest.mark.parametrize("rate", [16000, 24000, 44100, 48000])
def test_borders_of_three_spoken_sentences_are_found(rate: int) -> None:
    lengths = [[30], [14], [55]]
    samples, spans = spoken(lengths, [0.4, 0.3], rate=rate)
    check(samples, spans, lengths, rate)


@pytest.mark.parametrize("level", [0.004, 0.02, 0.12])
def test_sentences_of_a_quiet_voice_are_found_like_those_of_a_loud_one(level: float) -> None:
    lengths = [[30], [40]]
    samples, spans = spoken(lengths, [0.25], level=level)
    check(samples, spans, lengths, RATE)


def test_sentences_are_found_where_commas_pause_longer_than_full_stops() -> None:
    lengths = [[20, 35], [15, 40]]
    samples, spans = spoken(lengths, [0.4, 0.2, 0.45])
    check(samples, spans, lengths, RATE)


def test_a_pause_without_a_mark_is_no_border_of_a_sentence() -> None:
    lengths = [[20, 35], [50]]
    samples, spans = spoken(lengths, [0.3, 0.35])
    check(samples, spans, [[55], [50]], RATE)


def test_a_mark_without_a_pause_does_not_move_the_borders_of_sentences() -> None:
    samples, spans = spoken([[55], [25, 25]], [0.3, 0.2])
    check(samples, spans, [[10, 10, 10, 25], [25, 25]], RATE)


def test_sentences_are_found_where_pauses_are_noise() -> None:
    lengths = [[30], [25, 25]]
    samples, spans = spoken(lengths, [0.3, 0.15], noise=0.001)
    check(samples, spans, lengths, RATE, near=0.010)


def test_a_breath_between_sentences_is_part_of_the_pause() -> None:
    lengths = [[30], [40]]
    samples, spans = spoken(lengths, [0.6])
    middle = (spans[0][1] + spans[1][0]) // 2
    breath = np.random.default_rng(1).normal(0, 60, RATE // 5)
    samples[middle - RATE // 10 : middle + RATE // 10] += breath.astype(np.int16)
    check(samples, spans, lengths, RATE)


def test_sentences_of_a_real_voice_with_commas_are_found() -> None:
    """hibari joins its sentences with digital silence, of which there is none in its speech."""
    sentences = [
        "Well, sir, it was late; so late, in fact, that nobody came.",
        "They sat.",
        "But nobody, not even he, had any fire: it was out, and had been out for hours.",
    ]
    voicing = {"text": " ".join(sentences), "voice": MODEL, "pitch": 1.0, "formants": 1.0}
    audio = load()({**voicing, "speed": 1.0, "seed": 0})
    samples = np.frombuffer(audio.pcm, "<i2")
    loud = np.flatnonzero(samples)
    silences = np.flatnonzero(np.diff(loud) > 0.2 * audio.rate)
    assert len(silences) == 2
    heard = find_sentences(samples, audio.rate, [spoken_lengths(one) for one in sentences])
    for place, silence in enumerate(silences):
        assert 0 <= loud[silence] - heard[place].end < 0.08 * audio.rate
        assert 0 <= heard[place + 1].start - loud[silence + 1] < 0.08 * audio.rate


def test_sentences_without_a_pause_are_placed_by_length_and_called_inexact() -> None:
    samples, _ = spoken([[80]], [])
    first, second = find_sentences(samples, RATE, [[40], [40]])
    assert (first.exact, second.exact) == (False, False)
    assert first.end == second.start
    assert abs(second.start - len(samples) / 2) < 0.3 * RATE


def test_sentences_of_a_silent_take_share_it_by_length() -> None:
    heard = find_sentences(np.zeros(RATE, np.int16), RATE, [[10], [30]])
    assert [(one.start, one.end, one.exact) for one in heard] == [
        (0, RATE // 4, False),
        (RATE // 4, RATE, False),
    ]


def test_no_sound_has_no_sentences_to_find() -> None:
    assert find_sentences(np.zeros(0, np.int16), RATE, []) == ()
    assert find_sentences(np.full(100, 9000, np.int16), RATE, []) == ()
    assert len(find_sentences(np.zeros(0, np.int16), RATE, [[3], [4]])) == 2


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9000), st.integers(-12000, 12000)), max_size=12),
    st.lists(st.lists(st.integers(0, 60), min_size=1, max_size=5), min_size=1, max_size=9),
    st.sampled_from([8000, 22050, 44100]),
)
def test_found_sentences_are_in_order_and_inside_the_take(
    runs: list[tuple[int, int]], lengths: list[list[int]], rate: int
) -> None:
    signs = np.tile([1, -1], 6000)
    samples = np.concatenate(
        [np.zeros(0, np.int16), *((signs[:n] * level).astype(np.int16) for n, level in runs)]
    )
    heard = find_sentences(samples, rate, lengths)
    assert len(heard) == len(lengths)
    assert all(0 <= one.start <= one.end <= len(samples) for one in heard)
    assert all(one.end <= after.start for one, after in pairwise(heard))


@pytest.mark.parametrize("rate", [16000, 24000])
def test_pauses_between_sentences_are_lengthened_where_they_are_shorter(rate: int) -> None:
    sentences = [[30, 12], [25], [40]]
    take, spans = spoken(sentences, [0.2, 0.3, 0.8], rate=rate)
    longer = with_pauses(take, rate, sentences, (0.5, 0.5))
    put_in = len(longer) - len(take)
    assert abs(put_in - 0.2 * rate) <= 0.02 * rate
    before = slice(0, spans[0][1])
    assert np.array_equal(longer[before], take[before])
    assert np.array_equal(longer[spans[1][0] + put_in :], take[spans[1][0] :])


def test_a_take_whose_pauses_are_long_enough_or_not_heard_stays_as_it_is() -> None:
    take, _ = spoken([[30], [25]], [0.6])
    assert with_pauses(take, RATE, [[30], [25]], (0.5,)) is take
    assert with_pauses(take, RATE, [[30], [25]], ()) is take
    silent = np.zeros(RATE, np.int16)
    assert with_pauses(silent, RATE, [[30], [25]], (0.5,)) is silent


def test_silence_that_is_put_in_begins_and_ends_without_a_step() -> None:
    take, spans = spoken([[30], [25]], [0.1], noise=0.001)
    longer = with_pauses(take, RATE, [[30], [25]], (0.5,))
    inside = longer[spans[0][1] : spans[1][0] + len(longer) - len(take)].astype(int)
    assert np.abs(np.diff(inside)).max() <= np.abs(np.diff(take.astype(int))).max()
    quiet = np.flatnonzero(inside == 0)
    assert len(quiet) > 0.35 * RATE

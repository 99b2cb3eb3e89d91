"""An alignment covers both texts in order, and finds what is missing in one place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.listening.alignment import ALIKE, Step, align, distance, likeness

WORD = st.text("abcdegiost", min_size=1, max_size=6)
WORDS = st.lists(WORD, max_size=9)


def lost(steps: tuple[Step, ...]) -> list[tuple[int, int]]:
    return [(s.start, s.end) for s in steps if s.heard_start == s.heard_end]


@settings(max_examples=40, deadline=None)
@given(WORDS, WORDS)
def test_the_steps_of_an_alignment_cover_both_texts_in_order(
    written: list[str], heard: list[str]
) -> None:
    steps = align(written, heard)
    ends = (0, 0)
    for step in steps:
        assert (step.start, step.heard_start) == ends
        ends = (step.end, step.heard_end)
        assert ends != (step.start, step.heard_start)
    assert ends == (len(written), len(heard))


@settings(max_examples=30, deadline=None)
@given(WORDS)
def test_a_text_is_aligned_with_itself_word_by_word(words: list[str]) -> None:
    assert all(step.like == 1.0 for step in align(words, words))


UNLIKE = ["bobble", "dadda", "fox", "giggling", "kick", "lullaby", "mamma", "noon", "purr", "tutor"]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(UNLIKE) - 1), st.integers(1, len(UNLIKE)))
def test_an_alignment_finds_words_left_out_in_one_run(start: int, count: int) -> None:
    words, end = UNLIKE, min(start + count, len(UNLIKE))
    gaps = lost(align(words, words[:start] + words[end:]))
    assert gaps == [(place, place + 1) for place in range(start, end)]


def test_an_alignment_finds_words_said_twice_as_one_run() -> None:
    heard = ["to", "carry", "that", "to", "camden", "carry", "that", "to", "camden", "town"]
    steps = align(["to", "carry", "that", "to", "camden", "town"], heard)
    added = [s.heard_start for s in steps if s.start == s.end]
    assert added == list(range(added[0], added[0] + 4))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("colour", "color"),
        ("realise", "realize"),
        ("their", "there"),
        ("queequeg", "quequeg"),
        ("knight", "night"),
        ("phial", "vial"),
        ("borne", "born"),
        ("travelled", "traveled"),
    ],
)
def test_likeness_takes_spellings_homophones_and_names_for_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= ALIKE


@pytest.mark.parametrize(
    ("one", "other"), [("the", "whale"), ("morning", "captain"), ("yes", "no"), ("ship", "sea")]
)
def test_likeness_tells_different_words_apart(one: str, other: str) -> None:
    assert likeness(one, other) < ALIKE


@pytest.mark.parametrize(
    ("written", "heard"),
    [("some one came", "someone came"), ("a fo'castle", "a fo castle"), ("ice-cream", "ice cream")],
)
def test_an_alignment_takes_a_compound_and_its_parts_for_the_same(written: str, heard: str) -> None:
    steps = align(written.replace("-", "").replace("'", "").split(), heard.split())
    assert all(step.same for step in steps)


@settings(deadline=None)
@given(WORD, WORD)
def test_likeness_is_the_same_both_ways_and_within_bounds(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0.0 <= likeness(one, other) <= 1.0
    assert (likeness(one, other) == 1.0) == (one == other)


@settings(deadline=None)
@given(WORD, WORD, WORD)
def test_the_edit_distance_obeys_the_triangle_inequality(a: str, b: str, c: str) -> None:
    assert distance(a, c) <= distance(a, b) + distance(b, c)
    assert (distance(a, b) == 0) == (a == b)

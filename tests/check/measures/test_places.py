"""Chunks and sentences fill a file as the plan has them, to the sample."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.check.measures.text import place_checks, sentence_check
from narrate.check.measures.wanted import (
    TimelineChapter,
    TimelineChunk,
    TimelineSentence,
    WantedTrack,
)
from tests.check.measures.deliveries import good


def test_chunks_at_their_planned_places_pass_the_check() -> None:
    assert all(check.passed for check in place_checks(good().wanted()))


@given(
    index=st.integers(0, 2),
    edge=st.sampled_from(["start", "end"]),
    by=st.integers(3, 4000).flatmap(lambda n: st.sampled_from([n, -n])),
)
def test_the_check_finds_a_chunk_border_that_was_moved(index: int, edge: str, by: int) -> None:
    track = good().wanted()
    if (index, edge, by < 0) in ((0, "start", True), (2, "end", False)):
        by *= 22050  # a soft beginning or end of the voice counts as head or tail
    chunk = track.chunks[index]
    moved = replace(chunk, **{edge: getattr(chunk, edge) + by})
    chunks = (*track.chunks[:index], moved, *track.chunks[index + 1 :])
    assert not all(check.passed for check in place_checks(replace(track, chunks=chunks)))


def test_a_chapter_filled_up_to_whole_frames_passes_the_check() -> None:
    track = good().wanted()
    for more, passes in ((1000, True), (1026, False)):
        longer = replace(track, samples=track.samples + more, frame=1024)
        assert all(check.passed for check in place_checks(longer)) is passes


def test_the_check_finds_sentences_outside_their_chunk_or_out_of_order() -> None:
    chunk = TimelineChunk("001-0000", "Call me.", "olivia", "hibari", (0, 8), 0, 700)
    entry = TimelineChapter(1, "Loomings", ("01 - Loomings.mp3",), 1000, 3000, (chunk,))
    for well in ((), ((0, 700),), ((0, 400), (400, 700))):
        sentences = tuple(TimelineSentence("Call me.", start, end) for start, end in well)
        assert sentence_check(replace(entry, chunks=(replace(chunk, sentences=sentences),))).passed
    for places in (((-5, 100), (100, 700)), ((0, 400), (300, 700)), ((0, 400), (500, 701))):
        sentences = tuple(TimelineSentence("Call me.", start, end) for start, end in places)
        edited = replace(entry, chunks=(replace(chunk, sentences=sentences),))
        assert "001-0000" in sentence_check(edited).message


def fault_of(track: WantedTrack) -> str:
    (measure,) = place_checks(track)
    return measure.message


def test_the_check_says_which_pause_is_not_as_planned_and_by_how_much() -> None:
    track = good().wanted()
    first, second, third = track.chunks
    late = replace(track, chunks=(first, replace(second, start=second.start + 441), third))
    assert fault_of(late).startswith(
        "after 001-0000 22491 samples of pause instead of 22050: timeline.json is not"
    )


def test_the_check_finds_a_chunk_that_has_no_length() -> None:
    track = good().wanted()
    first, second, third = track.chunks
    empty = replace(track, chunks=(first, replace(second, end=second.start), third))
    assert "after 001-0001" in fault_of(empty)
    assert "(and 1 more)" in fault_of(empty)
    alone = replace(track, chunks=(replace(first, end=first.start),), samples=0)
    assert "001-0000 has no length" in fault_of(alone)


@pytest.mark.parametrize(("samples", "passes"), [(0, True), (500, True), (-1, False)])
def test_a_track_without_chunks_has_any_length_but_one_below_nothing(
    samples: int, passes: bool
) -> None:
    track = replace(good().wanted(), chunks=(), samples=samples)
    assert (fault_of(track) == "") is passes

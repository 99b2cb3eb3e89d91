"""Whose time is whose: no gap, no overlap, nothing unheard."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from narrate.delivery.overlay.clips import Clip, Spot, Spots, clips_of
from narrate.timeline import ChunkTiming, SentenceTiming, Track


def track(times: list[tuple[int, int]], rate: int = 44100) -> Track:
    said = tuple(SentenceTiming("x", None, start, end, True) for start, end in times)
    end = times[-1][1]
    chunk = ChunkTiming("1", "paragraph", "x", "v", "e", None, None, times[0][0], end, -20.0, said)
    return Track(1, "T", "chapter", 1, 1, "t.mp3", (), rate, end + rate, (chunk,), {})


def numbered(spots: list[list[Spot]]) -> Spots:
    """The spots of each sentence of the first track."""
    return {(0, number): tuple(own) for number, own in enumerate(spots)}


def heard(clips: list[Clip]) -> list[tuple[str, int, int]]:
    return [(clip.spot.id, clip.begin, clip.end) for clip in clips]


def test_a_clip_holds_the_pause_after_its_sentence() -> None:
    times = [(1000, 2000), (3000, 4000)]
    clips = clips_of(0, track(times, 1000), numbered([[Spot("p", "a")], [Spot("p", "b")]]))
    assert heard(clips) == [("a", 1000, 3000), ("b", 3000, 4000)]


def test_a_sentence_on_no_page_is_heard_with_the_clip_of_its_neighbour() -> None:
    times = [(1000, 2000), (3000, 4000), (5000, 6000), (7000, 8000)]
    spots = [[], [Spot("p", "b")], [], [Spot("p", "d")]]
    assert heard(clips_of(0, track(times, 1000), numbered(spots))) == [
        ("b", 1000, 7000),
        ("d", 7000, 8000),
    ]
    assert clips_of(0, track(times, 1000), numbered([[], [], [], []])) == []


def test_pieces_of_a_sentence_share_its_clip_by_their_length() -> None:
    spots = [[Spot("p", "a", 30), Spot("p", "b", 10)]]
    assert heard(clips_of(0, track([(0, 400)], 1000), numbered(spots))) == [
        ("a", 0, 300),
        ("b", 300, 400),
    ]


@given(
    st.lists(st.tuples(st.integers(0, 40000), st.integers(0, 40000)), min_size=1, max_size=9),
    st.sampled_from([8000, 22050, 44100, 48000]),
    st.data(),
)
def test_clips_are_contiguous_and_within_the_audio(
    lengths: list[tuple[int, int]], rate: int, data: st.DataObject
) -> None:
    times, at = [], 0
    for pause, length in lengths:
        times.append((at + pause, at + pause + length))
        at += pause + length
    counts = [data.draw(st.integers(0, 3)) for _ in times]
    spots = [[Spot("p", f"{i}-{j}", j + 1) for j in range(n)] for i, n in enumerate(counts)]
    clips = clips_of(0, track(times, rate), numbered(spots))
    assert all(clip.begin < clip.end for clip in clips)
    assert all(a.end == b.begin for a, b in pairwise(clips))
    if clips:
        assert clips[0].begin == times[0][0] * 1000 // rate
        assert clips[-1].end == times[-1][1] * 1000 // rate

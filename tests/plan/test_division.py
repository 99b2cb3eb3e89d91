from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.assembly.sound.edit import edit
from narrate.audio import Audio, Levels, Take, TakeInfo
from narrate.plan.division import Break, Strip, divide, heard_seconds, opening_of

CHUNKS = st.lists(
    st.tuples(st.floats(0.5, 20), st.floats(0, 2), st.sampled_from(list(Break))),
    min_size=1,
    max_size=40,
)


def strip(*chunks: tuple[float, float, Break]) -> Strip:
    """Length, pause and what ends with each chunk."""
    starts, ends, at = [], [], 0.0
    for length, pause, _ in chunks:
        starts.append(at)
        ends.append(at + length)
        at = ends[-1] + pause
    return Strip(tuple(starts), tuple(ends), tuple(kind for *_, kind in chunks))


@given(CHUNKS, st.floats(5, 200))
def test_parts_of_a_chapter_cover_it_and_none_is_too_long(
    chunks: list[tuple[float, float, Break]], most: float
) -> None:
    tape = strip(*chunks)
    parts = divide(tape, most)
    assert [i for part in parts for i in part] == list(range(len(chunks)))
    for part in parts:
        assert len(part) == 1 or tape.seconds(part.start, part.stop) <= most
    inner = {i for i, kind in enumerate(tape.breaks[:-1], 1) if kind <= Break.PARAGRAPH}
    paragraphs = list(pairwise(sorted({0, len(chunks), *inner})))
    for part in parts[:-1]:
        for begin, end in paragraphs:
            if begin < part.stop < end:
                assert tape.seconds(begin, end) > most, "a paragraph that fits is not cut"


@given(CHUNKS, st.floats(5, 200))
def test_no_two_neighbouring_parts_of_a_chapter_would_fit_into_one(
    chunks: list[tuple[float, float, Break]], most: float
) -> None:
    tape = strip(*chunks)
    for one, other in pairwise(divide(tape, most)):
        assert tape.seconds(one.start, other.stop) > most


def test_parts_of_a_chapter_are_even_and_prefer_a_scene_break_near_by() -> None:
    paragraphs = [(10.0, 1.0, Break.PARAGRAPH)] * 20
    assert [len(part) for part in divide(strip(*paragraphs), 150)] == [10, 10]
    paragraphs[8] = (10.0, 1.0, Break.SCENE)
    assert [len(part) for part in divide(strip(*paragraphs), 150)] == [9, 11]
    paragraphs[8], paragraphs[7] = (10.0, 1.0, Break.PARAGRAPH), (10.0, 1.0, Break.SCENE)
    assert [len(part) for part in divide(strip(*paragraphs), 150)] == [10, 10], "too uneven"


def test_a_long_paragraph_is_divided_into_parts_at_a_sentence() -> None:
    sentences = [(10.0, 0.3, Break.SENTENCE), (10.0, 0.1, Break.NONE)] * 5
    parts = divide(strip((5.0, 1.0, Break.PARAGRAPH), *sentences), 60)
    assert all(strip(*sentences).breaks[part.stop - 2] == Break.SENTENCE for part in parts[:-1])


@given(CHUNKS, st.floats(1, 200))
def test_a_sample_of_a_book_ends_with_a_sentence_and_in_time(
    chunks: list[tuple[float, float, Break]], most: float
) -> None:
    tape = strip(*chunks)
    count = opening_of(tape, most)
    if count:
        assert tape.ends[count - 1] <= most
        assert count == len(chunks) or tape.breaks[count - 1] <= Break.SENTENCE
    else:
        firsts = [end for end, kind in zip(tape.ends, tape.breaks, strict=True) if kind <= 2]
        assert all(end > most for end in firsts)


@pytest.mark.parametrize("ends", [("P", 2), ("S", 3)])
def test_a_sample_of_a_book_ends_with_a_paragraph_if_one_ends_late(ends: tuple[str, int]) -> None:
    kind, count = ends
    late = Break.PARAGRAPH if kind == "P" else Break.SENTENCE
    chunks = [(40.0, 1.0, Break.PARAGRAPH), (9.0, 1.0, late), (7.0, 1.0, Break.SENTENCE)]
    assert opening_of(strip(*chunks, (9.0, 1.0, Break.SENTENCE)), 60) == count


@pytest.mark.parametrize(("lead", "tail"), [(0, 0), (100, 200), (4000, 8000), (30000, 2000)])
def test_the_length_of_a_take_is_counted_as_it_will_be_in_the_chapter(lead: int, tail: int) -> None:
    info = TakeInfo("k", 24000, 24000, Levels(1.0, 0.5, lead, tail))
    take = Take(info, Audio(24000, bytes(2 * 24000)))
    assert heard_seconds(info) == edit(take, 0.0, 30000.0, 24000).samples / 24000

"""The manuscript as it is now against the timeline."""

from __future__ import annotations

from dataclasses import replace

import pytest

from narrate.book import Block, Chapter, LeftOut
from narrate.check.measures.text import text_checks
from narrate.check.measures.wanted import TimelineChapter, TimelineChunk, TimelineSentence
from narrate.chunk import ChapterScript, Chunk, Voicing

TEXT = "Call me Ishmael. Some years ago, I thought I would sail about.[1]\n\nWith a sword."
SPANS = ((0, 16), (17, 62), (67, 80))


def script() -> ChapterScript:
    voicing = Voicing("hibari", "olivia", "en", 1.0)
    chunks = tuple(
        Chunk(f"001-{n:04}", n, "paragraph", TEXT[a:b], TEXT[a:b], voicing, "sentence", 0.3, (a, b))
        for n, (a, b) in enumerate(SPANS)
    )
    left = (LeftOut(62, 65, "note marker"),)
    of = Chapter(1, "Loomings", TEXT, (Block("paragraph", 0, 65), Block("paragraph", 67, 80)), left)
    return ChapterScript(of, chunks, left)


def delivered() -> TimelineChapter:
    chunks = tuple(
        TimelineChunk(
            f"001-{n:04}", TEXT[a:b], "olivia", "hibari", (a, b), n * 900, n * 900 + 700, -20.0,
            (TimelineSentence(TEXT[a:b], n * 900, n * 900 + 700),),
        )
        for n, (a, b) in enumerate(SPANS)
    )  # fmt: skip
    return TimelineChapter(1, "Loomings", ("01 - Loomings.mp3",), 1000, 3000, chunks)


def faults(entry: TimelineChapter, of: ChapterScript | None = None) -> dict[str, str]:
    checks = text_checks(of or script(), [entry])
    return {check.name: check.message for check in checks if not check.passed}


def test_a_timeline_that_says_what_the_manuscript_says_passes_the_check() -> None:
    assert faults(delivered()) == {}


def test_the_check_counts_the_text_of_a_chapters_parts_together() -> None:
    whole = delivered()
    parts = [replace(whole, chunks=whole.chunks[:2]), replace(whole, chunks=whole.chunks[2:])]
    assert all(check.passed for check in text_checks(script(), parts))
    assert not all(check.passed for check in text_checks(script(), parts[::-1]))


def without(n: int) -> TimelineChapter:
    entry = delivered()
    return replace(entry, chunks=entry.chunks[:n] + entry.chunks[n + 1 :])


@pytest.mark.parametrize("lost", [0, 1, 2])
def test_the_check_finds_a_sentence_lost_from_the_timeline(lost: int) -> None:
    assert faults(without(lost)).keys() == {"text", "coverage"}


def edited(**fields: object) -> TimelineChapter:
    entry = delivered()
    chunk = replace(entry.chunks[1], **fields)  # type: ignore[arg-type]
    return replace(entry, chunks=(entry.chunks[0], chunk, entry.chunks[2]))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"text": "Some months ago."}, "differs from the manuscript now"),
        ({"id": "001-0007"}, "001-0007 is in the place of 001-0001"),
        ({"source": (18, 62)}, "001-0001 is from (18, 62)"),
        ({"voice": "magnus"}, "read by magnus instead of olivia"),
        ({"sentences": (TimelineSentence("Some years.", 0, 1),)}, "sentences of 001-0001"),
    ],
)
def test_the_check_finds_an_edited_timeline(fields: dict[str, object], words: str) -> None:
    assert words in faults(edited(**fields))["text"]


def test_the_check_finds_text_added_to_the_timeline_or_moved_in_it() -> None:
    entry = delivered()
    twice = replace(entry, chunks=(*entry.chunks, entry.chunks[2]))
    swapped = replace(entry, chunks=(entry.chunks[1], entry.chunks[0], entry.chunks[2]))
    assert "is not in the manuscript" in faults(twice)["text"]
    assert "text" in faults(swapped)


def test_the_check_finds_a_manuscript_edited_since_the_delivery() -> None:
    now = script()
    chunk = replace(now.chunks[2], text="With a pistol and ball.")
    message = faults(delivered(), replace(now, chunks=(*now.chunks[:2], chunk)))["text"]
    assert "“With a sword.” differs from the manuscript now" in message
    assert "run narrate" in message

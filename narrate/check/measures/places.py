"""Do the chunks of a timeline fill the file: in order, with the planned pauses, from end to end?"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from narrate.check.measures.result import AGAIN, CheckResult, faultless, verdict
from narrate.check.measures.timeline import TimelineChapter
from narrate.check.measures.wanted import WantedTrack

EXACT = 1
"""Samples that a pause may differ by rounding"""
SOFT = 0.5
"""Seconds of a take's own soft beginning or end that count as head or tail: these are measured
from the first and to the last sound, not from the chunk's borders"""
EDITED = f"timeline.json is not what was delivered; {AGAIN}"


def place_checks(track: WantedTrack) -> Iterator[CheckResult]:
    """The timeline against the plan, to the sample."""
    faults = list(_faults(track))
    limit = "no gap, no overlap, pauses as planned"
    yield faultless("timeline", faults, limit, f": {EDITED}")


def sentence_check(entry: TimelineChapter) -> CheckResult:
    """Every sentence lies in its chunk, and they follow one another."""
    fault = next(_sentence_faults(entry), "")
    count = len(entry.sentences)
    limit = "in their chunks, in order"
    return verdict(
        "sentences", not fault, count, unit="sentences", limit=limit, fault=f"{fault}: {EDITED}"
    )


def _sentence_faults(entry: TimelineChapter) -> Iterator[str]:
    for chunk in entry.chunks:
        at = chunk.start
        for sentence in chunk.sentences:
            if not at <= sentence.start <= sentence.end <= chunk.end:
                words = " ".join(sentence.text.split()[:6])
                yield f"“{words}…” is not inside {chunk.id}"
            at = sentence.end


def _faults(track: WantedTrack) -> Iterator[str]:
    if not track.chunks:
        if track.samples < 0:
            yield "a negative length"
        return
    rate, soft = track.sample_rate, SOFT * track.sample_rate
    yield from _gap("before the first chunk", track.chunks[0].start, track.head * rate, soft=soft)
    for (before, chunk), pause in zip(pairwise(track.chunks), track.pauses, strict=False):
        yield from _gap(f"after {before.id}", chunk.start - before.end, pause * rate)
    for chunk in track.chunks:
        if chunk.end <= chunk.start:
            yield f"{chunk.id} has no length"
    rest = track.samples - track.chunks[-1].end
    filled = track.frame - 1
    yield from _gap("after the last chunk", rest, track.tail * rate, soft=soft, more=filled)


def _gap(
    where: str, found: int, planned: float, *, soft: float = 0.0, more: int = 0
) -> Iterator[str]:
    """What is wrong with a pause of so many samples.

    It may be `soft` samples shorter and `more` samples longer than planned.
    """
    if not max(planned - soft, 0) - EXACT <= found <= planned + EXACT + more:
        yield f"{where} {found} samples of pause instead of {planned:.0f}"

"""Do the chunks of a timeline fill the file: in order, with the planned pauses, from end to end?"""

from __future__ import annotations

from collections.abc import Iterator

from narrate.checking.result import Measure, verdict
from narrate.checking.timeline import TimelineChapter
from narrate.checking.wanted import WantedTrack

EXACT = 1
"""Samples that a pause may differ by rounding"""
EDITED = "timeline.json is not what was delivered; delete it and run narrate"


def place_checks(track: WantedTrack) -> Iterator[Measure]:
    """The timeline against the plan, to the sample."""
    faults = list(_faults(track))
    fault = f"{faults[0]}{_more(len(faults))}: {EDITED}" if faults else ""
    limit = "no gap, no overlap, pauses as planned"
    yield verdict("timeline", not faults, len(faults), unit="faults", limit=limit, fault=fault)


def sentence_check(entry: TimelineChapter) -> Measure:
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
                yield f"“{words}…” is not where {chunk.id} has it"
            at = sentence.end


def _more(count: int) -> str:
    return f" (and {count - 1} more)" if count > 1 else ""


def _faults(track: WantedTrack) -> Iterator[str]:
    if not track.chunks:
        if track.samples < 0:
            yield "a length below nothing"
        return
    rate = track.sample_rate
    yield from _gap("before the first chunk", track.chunks[0].start, track.head * rate, 0)
    for before, chunk in zip(track.chunks, track.chunks[1:], strict=False):
        gap = chunk.start - before.end
        yield from _gap(f"after {before.id}", gap, before.pause_after * rate, 0)
    for chunk in track.chunks:
        if chunk.end <= chunk.start:
            yield f"{chunk.id} has no length"
    rest = track.samples - track.chunks[-1].end
    yield from _gap("after the last chunk", rest, track.tail * rate, track.frame - 1)


def _gap(where: str, found: int, planned: float, more: int) -> Iterator[str]:
    """What is wrong with a pause of that many samples; it may be `more` samples longer."""
    if not planned - EXACT <= found <= planned + EXACT + more:
        yield f"{where} {found} samples of pause where {planned:.0f} are planned"

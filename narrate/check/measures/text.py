"""Is every character of the manuscript in the timeline, once and in order?

And do its chunks fill the file: in order, with the planned pauses, from end to end?
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from narrate.check.measures.result import AGAIN, CheckResult, faultless, verdict
from narrate.check.measures.wanted import TimelineChapter, TimelineChunk, WantedTrack
from narrate.chunk import ChapterScript, Chunk

RUN = "run narrate"


def text_checks(script: ChapterScript, entries: Sequence[TimelineChapter]) -> Iterator[CheckResult]:
    """The script as the manuscript has it now, against the chunks that the timeline delivers.

    `entries` are the chapter's in timeline.json, one for each part, in order.
    """
    delivered = [chunk for entry in entries for chunk in entry.chunks]
    fault = _difference(script.chunks, delivered)
    limit = f"the manuscript's {len(script.chunks)} chunks, in order"
    yield verdict(
        "text", not fault, len(delivered), unit="chunks", limit=limit, fault=f"{fault}; {RUN}"
    )
    read, said = _characters(script, delivered)
    share = 100.0 if not read else 100.0 * said / read
    fault = f"{read - said} of {read} characters are missing; {RUN}"
    whole = said == read
    yield verdict("coverage", whole, round(share, 3), unit="%", limit="100 %", fault=fault)


def _difference(chunks: Sequence[Chunk], delivered: Sequence[TimelineChunk]) -> str:
    """The first thing in which they differ; empty where they do not."""
    for chunk, entry in zip(chunks, delivered, strict=False):
        if fault := _chunk_difference(chunk, entry):
            return fault
    if len(delivered) < len(chunks):
        return f"{_named(chunks[len(delivered)].text)} is missing"
    if len(delivered) > len(chunks):
        return f"{_named(delivered[len(chunks)].text)} is not in the manuscript"
    return ""


def _chunk_difference(chunk: Chunk, entry: TimelineChunk) -> str:
    if entry.text != chunk.text:
        return f"{_named(entry.text)} differs from the manuscript now: {_named(chunk.text)}"
    if entry.id != chunk.id:
        return f"{entry.id} is in the place of {chunk.id}"
    if entry.source != chunk.source:
        return (
            f"{chunk.id} is from {entry.source} of the chapter's text, but is at {chunk.source} now"
        )
    if entry.voice != chunk.voicing.voice:
        return f"{chunk.id} is read by {entry.voice} instead of {chunk.voicing.voice}"
    said = " ".join(sentence.text for sentence in entry.sentences)
    if said and _letters(said) != _letters(chunk.text):
        return f"the sentences of {chunk.id} differ from its text"
    return ""


def _characters(script: ChapterScript, delivered: Sequence[TimelineChunk]) -> tuple[int, int]:
    """How many characters are to be read, white space aside, and how many of them are said."""
    text = script.chapter.text
    wanted = bytearray(0 if letter.isspace() else 1 for letter in text)
    for left in script.left_out:
        wanted[left.start : left.end] = bytes(left.end - left.start)
    read = sum(wanted)
    for entry in delivered:
        if entry.source is not None:
            start, end = (min(max(int(at), 0), len(text)) for at in entry.source)
            wanted[start:end] = bytes(max(end - start, 0))
    return read, read - sum(wanted)


def _letters(text: str) -> str:
    return "".join(text.split())


def _named(text: str) -> str:
    words = text.split()
    return f"“{' '.join(words[:8])}{'…' if len(words) > 8 else ''}”"


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

"""Where the audio of a chapter may be divided: at scenes, paragraphs, and at sentences in need.

A chapter longer than one file may be is delivered in parts. How long it is is known when its takes
are recorded, so this is decided between recording and assembly.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from narrate.assembly.sound.forecast import kept
from narrate.assembly.spec import ChapterSpec, ChunkSpec
from narrate.audio import TakeInfo
from narrate.chunk import Chunk
from narrate.delivery.record import chapter_file_name
from narrate.plan.mastering import chunk_specs
from narrate.plan.plan import ChapterPlan
from narrate.timeline import heading_of

SCENE_WORTH = 0.15
"""How much further from an even division a scene break may lie than a paragraph's end, in parts"""
NEAR_THE_END = 0.8
"""A sample ends at a paragraph if one ends in what is left of its length behind this much"""


class Break(IntEnum):
    """What ends where a chunk ends, the best place to divide first."""

    SCENE = 0
    """A scene, or what comes before a heading inside the chapter"""
    PARAGRAPH = 1
    SENTENCE = 2
    NONE = 3
    """In mid-sentence, or between a heading and its text"""


@dataclass(frozen=True, slots=True)
class Strip:
    """The chunks of a chapter in time: seconds from the first sound, and what ends with each."""

    starts: tuple[float, ...]
    ends: tuple[float, ...]
    breaks: tuple[Break, ...]
    """Behind each chunk; the last one's is of no use"""

    def seconds(self, first: int, after: int) -> float:
        """Of the chunks from `first` on and before `after`, without the pause at their end."""
        return self.ends[after - 1] - self.starts[first]


def strip_of(chunks: Sequence[Chunk], seconds: Sequence[float]) -> Strip:
    """The strip of chunks whose takes are so long."""
    starts, ends, at = [], [], 0.0
    for chunk, length in zip(chunks, seconds, strict=True):
        starts.append(at)
        ends.append(at + length)
        at = ends[-1] + chunk.pause_after
    following = (*chunks[1:], None)
    breaks = [_break(chunk, after) for chunk, after in zip(chunks, following, strict=True)]
    return Strip(tuple(starts), tuple(ends), tuple(breaks))


def most_seconds(spec: ChunkSpec, info: TakeInfo) -> float:
    """Length that a take may come to: how long its own pauses are is only heard in its sound."""
    return heard_seconds(info) + sum(spec.pauses)


def heard_seconds(info: TakeInfo) -> float:
    """Length of a take once its own silence is trimmed off (see `forecast.kept`)."""
    first, end = kept(info)
    return (end - first) / info.rate


def _break(chunk: Chunk, after: Chunk | None) -> Break:
    if chunk.kind == "heading" and chunk.cut != "chapter_end":
        return Break.NONE
    if chunk.cut == "scene" or (after and after.kind == "heading"):
        return Break.SCENE
    if chunk.cut in ("paragraph", "heading", "chapter_end"):
        return Break.PARAGRAPH
    return Break.SENTENCE if chunk.cut == "sentence" else Break.NONE


def divide(strip: Strip, most: float) -> list[range]:
    """Chunks of each part: as few parts of at most `most` seconds as can be, about even.

    A part ends inside a paragraph only where the paragraph alone is longer, and is longer than
    `most` only where it is a single chunk.
    """
    count = len(strip.ends)
    if count == 0 or strip.seconds(0, count) <= most:
        return [range(count)]
    borders = _borders(strip, most)
    if not borders:
        return [range(count)]
    latest = _fill(strip, borders, most)
    earliest = _fill_from_behind(strip, borders, most)
    cuts = [0]
    for part, lowest in enumerate(earliest[1:], 1):
        reach = max(b for b in borders if b <= latest[part - 1] and _fits(strip, cuts[-1], b, most))
        choice = borders[bisect_left(borders, lowest) : bisect_right(borders, reach)]
        cuts.append(_evenest(strip, cuts[-1], choice, len(earliest) - part + 1))
    return [range(a, b) for a, b in zip(cuts, [*cuts[1:], count], strict=True)]


def _fits(strip: Strip, first: int, after: int, most: float) -> bool:
    return after - first == 1 or strip.seconds(first, after) <= most


def _borders(strip: Strip, most: float) -> list[int]:
    """Where parts may begin: at paragraphs; inside one only where it is too long by itself."""
    count = len(strip.ends)
    found = [b for b in range(1, count) if strip.breaks[b - 1] <= Break.PARAGRAPH]
    for worse in (Break.SENTENCE, Break.NONE):
        ends = [0, *found, count]
        found += [
            border
            for a, b in pairwise(ends)
            if not _fits(strip, a, b, most)
            for border in range(a + 1, b)
            if strip.breaks[border - 1] == worse
        ]
        found.sort()
    return found


def _fill(strip: Strip, borders: Sequence[int], most: float) -> list[int]:
    """The ends of parts that are each as long as can be."""
    ends, first = [], 0
    for here, there in zip(borders, [*borders[1:], len(strip.ends)], strict=True):
        if not _fits(strip, first, there, most):
            ends.append(here)
            first = here
    return ends


def _fill_from_behind(strip: Strip, borders: Sequence[int], most: float) -> list[int]:
    """The beginnings of parts that are each as long as can be, counted from the end."""
    begins, after = [], len(strip.ends)
    for there, here in zip([0, *borders][-2::-1], borders[::-1], strict=True):
        if not _fits(strip, there, after, most):
            begins.append(here)
            after = here
    return [0, *begins[::-1]]


def _evenest(strip: Strip, first: int, choice: Sequence[int], parts: int) -> int:
    """Of the places where a part may end, the one nearest to an even division of what is left."""
    even = strip.seconds(first, len(strip.ends)) / parts

    def badness(border: int) -> float:
        off = abs(strip.seconds(first, border) / even - 1)
        return off + SCENE_WORTH * strip.breaks[border - 1]

    return min(choice, key=badness)


def opening_of(strip: Strip, most: float) -> int:
    """How many chunks an excerpt from the beginning has that lasts at most `most` seconds.

    It ends with a sentence, and with a paragraph where one ends near enough to the end; 0 where
    not even the first sentence fits.
    """
    return max(_openings(strip, most), key=lambda pair: pair[0], default=(0.0, 0))[1]


def _openings(strip: Strip, most: float) -> Iterator[tuple[float, int]]:
    """The ends that are allowed, each with what it is worth and the number of chunks before it."""
    for count, (end, kind) in enumerate(zip(strip.ends, strip.breaks, strict=True), 1):
        whole = count == len(strip.ends)
        if end <= most and (whole or kind <= Break.SENTENCE):
            late = end >= NEAR_THE_END * most and (whole or kind <= Break.PARAGRAPH)
            yield end + most * late, count


MARGIN = 0.5
"""Seconds by which a part stays below the limit: resampling and whole frames lengthen it"""


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter, or a part of one, that becomes one file in each format."""

    chunks: tuple[ChunkSpec, ...]
    spec: ChapterSpec


def parts_of(chapter: ChapterPlan, info: Callable[[str], TakeInfo]) -> list[Part]:
    """The parts of a chapter whose takes are recorded; raises what `info` raises."""
    chunks, spec = chapter.script.chunks, chapter.spec
    specs = chunk_specs(chapter.keys, chunks, spec)
    if chapter.longest is None:
        return [Part(specs, spec)]
    most = chapter.longest - spec.chapter_start - spec.chapter_end - MARGIN
    lengths = [most_seconds(each, info(each.key)) for each in specs]
    spans = divide(strip_of(chunks, lengths), max(most, 1.0))
    return [
        Part(specs[span.start : span.stop], _spec_of(chapter, number, len(spans)))
        for number, span in enumerate(spans, 1)
    ]


def _spec_of(chapter: ChapterPlan, part: int, parts: int) -> ChapterSpec:
    """The chapter's specification, for one part of it."""
    spec = chapter.spec
    if parts == 1:
        return spec
    of = chapter.script.chapter
    name = chapter_file_name(of.number, chapter.highest, of.shown, part)
    return replace(
        spec,
        target=spec.target.with_name(name),
        kept={form: path.with_name(f"{name}.{form}") for form, path in spec.kept.items()},
        tags={**spec.tags, "title": heading_of(of.shown, of.number, part, parts)},
    )

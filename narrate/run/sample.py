"""The retail sample: the beginning of a book as a file of its own, from takes that are there."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.assembly.chapter import assemble
from narrate.assembly.order import ChapterOrder, Piece
from narrate.chunk import Chunk
from narrate.delivery.record import DeliveredChapter
from narrate.errors import AssemblyError
from narrate.plan.division import MARGIN, opening_of, strip_of
from narrate.plan.fingerprints import HEARD, sample_fingerprint, sample_fingerprint_of_0_1_0
from narrate.plan.mastering import chapter_formats, pieces_of
from narrate.plan.plan import BookPlan, ChapterPlan
from narrate.recording.store.store import Store

TITLE = "Sample"


@dataclass(frozen=True, slots=True)
class Sampling:
    """The job of making the sample of a book."""

    chunks: tuple[Chunk, ...]
    """More than enough of them, from the book's first chapter on"""
    pieces: tuple[Piece, ...]
    """One for each chunk"""
    order: ChapterOrder
    seconds: float
    """Longest it may be, with the silence at its ends"""
    heard: bool = False
    """Whether the takes were listened to, so that some may be others than without"""

    @property
    def name(self) -> str:
        """The sample's file."""
        return self.order.target.name

    @property
    def fingerprint(self) -> str:
        """Of everything that it is made from."""
        return self._marked(sample_fingerprint(self.pieces, self.order, self.seconds))

    @property
    def earlier(self) -> str:
        """The fingerprint that 0.1.0 gave to the same sample."""
        return self._marked(sample_fingerprint_of_0_1_0(self.pieces, self.order, self.seconds))

    def _marked(self, fingerprint: str) -> str:
        return fingerprint + HEARD if self.heard else fingerprint

    def do(self, store: Store, stop: threading.Event) -> tuple[Path, ...]:
        """Make it; raises AssemblyError where not even one sentence is short enough for it."""
        strip = strip_of(self.chunks, [store.info(piece.key) for piece in self.pieces])
        most = self.seconds - self.order.chapter_start - self.order.chapter_end - MARGIN
        count = opening_of(strip, most)
        if not count:
            raise AssemblyError(
                f"{self.name}: the first sentence is longer than deliver.sample_minutes allows"
            )
        pieces = self.pieces[:count]
        return assemble(pieces, store.info, store.read, self.order, stop).files


def sampling_of(plan: BookPlan, name: str) -> Sampling | None:
    """The job of making the sample of a book of that name, from its finished chapters.

    None where those from which it would be made are not all finished, or were not asked for.
    """
    seconds = plan.settings.deliver.sample_minutes * 60
    beginning = list(_beginning(plan, seconds))
    if not beginning or not all(chapter for chapter, _ in beginning):
        return None
    chapters = [(chapter, count) for chapter, count in beginning if chapter]
    order = _order(plan, chapters[0][0], name)
    chunks: list[Chunk] = []
    pieces: list[Piece] = []
    for chapter, count in chapters:
        if pieces:  # from chapter to chapter as it is from file to file
            pause = order.chapter_end + order.chapter_start
            pieces[-1] = replace(pieces[-1], pause_after=pause)
            chunks[-1] = replace(chunks[-1], pause_after=pause)
        chunks += chapter.script.chunks[:count]
        pieces += pieces_of(chapter.keys[:count], chapter.script.chunks[:count])
    heard = plan.settings.listen.takes
    return Sampling(tuple(chunks), tuple(pieces), order, seconds, heard)


def _beginning(plan: BookPlan, seconds: float) -> Iterator[tuple[ChapterPlan | None, int]]:
    """The first chapters of the book, each with the number of chunks that begin in those seconds.

    And one chunk more, to end in time; None for a chapter that is not finished.
    """
    planned = {chapter.script.chapter.number: chapter for chapter in plan.chapters}
    length = 0.0
    for script in plan.script.chapters:
        if script.kind == "chapter" and script.chunks and length < seconds:
            number = script.chapter.number
            standing, chapter = plan.shelf.standing(number), planned.get(number)
            right = chapter and plan.current(number)
            starts = _starts(standing) if standing else []
            early = sum(length + start <= seconds for start in starts)
            yield (chapter if right else None), early + 1
            length += standing.seconds if standing else 0.0


def _starts(chapter: DeliveredChapter) -> list[float]:
    """Where each chunk begins, in seconds from the beginning of the chapter's first part."""
    found, before = [], 0.0
    for entry in chapter.entries:
        rate = entry["sample_rate"]
        found += [before + chunk["start"] / rate for chunk in entry["chunks"]]
        before += entry["samples"] / rate
    return found


def _order(plan: BookPlan, first: ChapterPlan, name: str) -> ChapterOrder:
    formats = chapter_formats(plan.settings)
    tags = {key: value for key, value in first.order.tags.items() if key != "track"}
    return replace(
        first.order,
        target=first.order.target.with_name(f"{name} - {TITLE}"),
        formats=("mp3",) if "mp3" in formats else formats[:1],
        frame=1,
        kept={},
        tags={**tags, "title": TITLE},
    )

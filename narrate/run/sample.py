"""The retail sample: the beginning of a book as a file of its own, from takes that are there."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from narrate.assembly.chapter import assemble
from narrate.assembly.sentences import delivered
from narrate.assembly.spec import ChapterSpec, ChunkSpec
from narrate.audio import Take
from narrate.delivery.record import DeliveredChapter
from narrate.errors import AssemblyError
from narrate.plan.division import MARGIN, opening_of, strip_of
from narrate.plan.fingerprints import HEARD, sample_fingerprint, sample_fingerprint_of_0_1_0
from narrate.plan.mastering import chapter_formats, chunk_specs
from narrate.plan.plan import BookPlan, ChapterPlan
from narrate.recording.store import Store

TITLE = "Sample"


@dataclass(frozen=True, slots=True)
class Sampling:
    """Making the sample of a book."""

    chunks: tuple[ChunkSpec, ...]
    """More than enough of them, from the book's first chapter on"""
    spec: ChapterSpec
    seconds: float
    """Longest it may be, with the silence at its ends"""
    heard: bool = False
    """Whether the takes were listened to, so that some may be others than without"""

    @property
    def name(self) -> str:
        """The sample's file."""
        return self.spec.target.name

    @property
    def fingerprint(self) -> str:
        """Of everything that it is made from."""
        return self._marked(sample_fingerprint(self.chunks, self.spec, self.seconds))

    @property
    def earlier(self) -> str:
        """The fingerprint that 0.1.0 gave to the same sample."""
        return self._marked(sample_fingerprint_of_0_1_0(self.chunks, self.spec, self.seconds))

    def _marked(self, fingerprint: str) -> str:
        return fingerprint + HEARD if self.heard else fingerprint

    def do(self, store: Store, stop: threading.Event) -> tuple[Path, ...]:
        """Make it; raises AssemblyError where not even one sentence is short enough for it."""
        lengths = [_seconds(each, store.read(each.key)) for each in self.chunks]
        strip = strip_of([each.chunk for each in self.chunks], lengths)
        most = self.seconds - self.spec.chapter_start - self.spec.chapter_end - MARGIN
        count = opening_of(strip, most)
        if not count:
            raise AssemblyError(
                f"{self.name}: the first sentence is longer than deliver.sample_minutes allows"
            )
        return assemble(self.chunks[:count], store.info, store.read, self.spec, stop).files


def _seconds(spec: ChunkSpec, take: Take) -> float:
    """Length of a take with its pauses between sentences as they are delivered."""
    return len(delivered(take.audio, take.info, spec)) / take.audio.rate


def sampling_of(plan: BookPlan, name: str) -> Sampling | None:
    """Making the sample of a book of that name, from its finished chapters.

    None where those from which it would be made are not all up to date, or were not asked for.
    """
    seconds = plan.settings.deliver.sample_minutes * 60
    beginning = list(_beginning(plan, seconds))
    if not beginning or not all(chapter for chapter, _ in beginning):
        return None
    chapters = [(chapter, count) for chapter, count in beginning if chapter]
    spec = _spec(plan, chapters[0][0], name)
    chunks: list[ChunkSpec] = []
    for chapter, count in chapters:
        if chunks:  # from chapter to chapter as it is from file to file
            pause = spec.chapter_end + spec.chapter_start
            last = replace(chunks[-1].chunk, pause_after=pause)
            chunks[-1] = replace(chunks[-1], chunk=last)
        chunks += chunk_specs(chapter.keys[:count], chapter.script.chunks[:count], spec)
    heard = plan.settings.listen.takes
    return Sampling(tuple(chunks), spec, seconds, heard)


def _beginning(plan: BookPlan, seconds: float) -> Iterator[tuple[ChapterPlan | None, int]]:
    """The first chapters of the book, each with the number of chunks that begin in those seconds.

    And one chunk more, to end in time; None for a chapter that is not up to date.
    Of 60 seconds, with chunks at 0 and 20 of a chapter of 40 seconds and at 0, 9 and 25 of the
    next, which ends at 35: counts of 3 (one more than there are) and 3.
    """
    planned = {chapter.script.chapter.number: chapter for chapter in plan.chapters}
    told = (each for each in plan.script.chapters if each.kind == "chapter" and each.chunks)
    length = 0.0
    for script in told:
        if length >= seconds:
            return
        number = script.chapter.number
        chapter = planned.get(number) if plan.current(number) else None
        if delivered := plan.shelf.unchanged(number):
            early = sum(length + start <= seconds for start in _starts(delivered))
            yield chapter, early + 1
            length += delivered.seconds
        else:
            yield chapter, 1


def _starts(chapter: DeliveredChapter) -> list[float]:
    """Where each chunk begins, in seconds from the beginning of the chapter's first part."""
    found, before = [], 0.0
    for entry in chapter.entries:
        found += [before + chunk.start / entry.sample_rate for chunk in entry.chunks]
        before += entry.seconds
    return found


def _spec(plan: BookPlan, first: ChapterPlan, name: str) -> ChapterSpec:
    formats = chapter_formats(plan.settings)
    tags = {key: value for key, value in first.spec.tags.items() if key != "track"}
    return replace(
        first.spec,
        target=first.spec.target.with_name(f"{name} - {TITLE}"),
        formats=("mp3",) if "mp3" in formats else formats[:1],
        frame=1,
        kept={},
        tags={**tags, "title": TITLE},
    )

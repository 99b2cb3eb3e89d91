"""What was delivered, measured: each book's files against its manuscript, plan and timeline."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from narrate.assembly.edit import AFTER, BEFORE
from narrate.assembly.picture import open_picture
from narrate.checking.result import BookResult, Measure, TrackResult, verdict
from narrate.checking.text import text_checks
from narrate.checking.timeline import TimelineChapter, TimelineUnread, read_timeline
from narrate.checking.track import check_track
from narrate.checking.wanted import ENDINGS, Standard, TakeSound, WantedChunk, WantedFile, WantedTrack
from narrate.delivery.shelf import TIMELINE, Catalogue
from narrate.engines.processes import usable_cores
from narrate.errors import SettingsError
from narrate.ffmpeg import ffmpeg_program
from narrate.plan import BookPlan, ChapterPlan, Engines, survey
from narrate.profiles import PROFILES
from narrate.recording.store import Store
from narrate.recording.takefile import NotATake, parse_take
from narrate.report import worst
from narrate.settings import Settings
from narrate.sources import find_sources

FAILED = 6
"""Exit code where a check failed"""


@dataclass(frozen=True, slots=True)
class Checkup:
    """What was found in every book."""

    books: tuple[BookResult, ...]
    problems: tuple[str, ...] = ()
    """Manuscripts that cannot be read"""
    exit_code: int = 0

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong anywhere."""
        return not self.problems and all(book.passed for book in self.books)

    def as_json(self) -> dict[str, Any]:
        """The object that `check --json` prints."""
        return {
            "books": [book.as_json() for book in self.books],
            "passed": self.passed,
            "problems": list(self.problems),
        }


def check_books(settings: Settings, named: Sequence[str] = ()) -> Checkup:
    """Measure the books named, by manuscript, output folder or title, else all of them.

    Writes nothing. Raises SettingsError where a name is of no book, or ffmpeg does not start.
    """
    manuscripts = _manuscripts(settings, named)
    found = survey(settings, manuscripts, lambda _: True, Engines(settings), read_all=True)
    books = tuple(check_book(plan) for plan in found.plans)
    codes = [problem.exit_code for problem in found.problems]
    code = worst(codes) or (0 if all(book.passed for book in books) else FAILED)
    return Checkup(books, tuple(map(str, found.problems)), code)


def _manuscripts(settings: Settings, named: Sequence[str]) -> list[Path]:
    """The manuscripts that the names are of; none where nothing is named."""
    if not named:
        return []
    known = _names_of_books(settings)
    return [_manuscript(name, known) for name in named]


def _manuscript(name: str, known: dict[Path, set[str]]) -> Path:
    path = Path(name)
    if path.is_file():
        return path
    for spelt in (str(path.absolute()), name.casefold()):
        if fitting := [book for book, names in known.items() if spelt in names]:
            return fitting[0]
    books = ", ".join(sorted(path.name for path in known)) or "none"
    raise SettingsError(f"{name}: no book of that name; there are: {books}")


def _names_of_books(settings: Settings) -> dict[Path, set[str]]:
    """What each book may be called: manuscript, output folder, title."""
    catalogue = Catalogue(settings.store / "books", settings.output)
    known: dict[Path, set[str]] = {}
    for source in find_sources(settings, []):
        shelf = catalogue.shelf(source.manuscript)
        spoken = (source.manuscript.name, source.manuscript.stem, shelf.folder.name)
        names = {name.casefold() for name in (*spoken, shelf.record.title) if name}
        known[source.manuscript] = {*names, str(shelf.folder.absolute())}
    return known


def check_book(plan: BookPlan) -> BookResult:
    """Measure all that was delivered of a book."""
    title, folder = plan.script.title or plan.manuscript.stem, plan.shelf.folder
    try:
        timeline = read_timeline(folder / TIMELINE)
    except TimelineUnread as error:
        fault = verdict("timeline.json", False, fault=f"{error}; run narrate", limit="there")
        return BookResult(title, str(folder), (), (fault,))
    jobs = list(_track_jobs(plan, timeline))
    with ThreadPoolExecutor(usable_cores()) as pool:
        tracks = tuple(pool.map(lambda job: job(), jobs))
    return BookResult(title, str(folder), tracks, tuple(_book_checks(plan, timeline)))


def _book_checks(plan: BookPlan, timeline: Sequence[TimelineChapter]) -> Iterator[Measure]:
    numbers = {chapter.script.chapter.number for chapter in plan.chapters}
    strange = sorted({entry.number for entry in timeline} - numbers)
    fault = f"{', '.join(map(str, strange))} are no chapters of the book now; run narrate"
    limit = "the manuscript's"
    yield verdict("chapters", not strange, len(timeline), limit=limit, fault=fault)


def _track_jobs(plan: BookPlan, timeline: Sequence[TimelineChapter]) -> Iterator[Any]:
    """One job for each piece of audio, in the order of the book."""
    standard = Standard(*_standard(plan))
    ffmpeg = ffmpeg_program(plan.settings.ffmpeg)
    for chapter in plan.chapters:
        number = chapter.script.chapter.number
        entries = [entry for entry in timeline if entry.number == number]
        if not entries:
            yield functools.partial(_missing, chapter)
        before: list[Measure] = [*_chapter_checks(plan, chapter, entries)]
        first = 0
        for entry in entries:
            track = _wanted_track(plan, chapter, entry, first, whole=len(entries) == 1)
            yield functools.partial(check_track, ffmpeg, track, standard, before)
            before = []
            first += len(entry.chunks)


def _standard(plan: BookPlan) -> tuple[Any, Any]:
    profile = PROFILES[plan.settings.deliver.profile]
    return profile.limits, profile.measure


def _missing(chapter: ChapterPlan) -> TrackResult:
    of = chapter.script.chapter
    fault = verdict("delivered", False, limit="delivered", fault="it is missing; run narrate")
    return TrackResult(of.number, of.title, "", (fault,))


def _chapter_checks(
    plan: BookPlan, chapter: ChapterPlan, entries: Sequence[TimelineChapter]
) -> Iterator[Measure]:
    """What can be said of a chapter without its sound."""
    yield from text_checks(chapter.script, entries)
    kept = plan.shelf.record.chapters.get(chapter.script.chapter.number)
    if kept is None:
        return
    made = kept.fingerprint == chapter.fingerprint
    fault = "settings or manuscript have changed since it was made; run narrate"
    yield verdict("up to date", made, limit="made as it is ordered now", fault=fault)


def _wanted_track(
    plan: BookPlan, chapter: ChapterPlan, entry: TimelineChapter, first: int, *, whole: bool
) -> WantedTrack:
    """What the plan says of one of the chapter's pieces, whose first chunk has that index."""
    order, script = chapter.order, chapter.script.chunks
    pauses = [chunk.pause_after for chunk in script[first : first + len(entry.chunks)]]
    pauses += [0.0] * (len(entry.chunks) - len(pauses))
    chunks = tuple(
        WantedChunk(c.id, c.text, f"{c.engine}/{c.voice}", c.start, c.end, pause, c.level)
        for c, pause in zip(entry.chunks, pauses, strict=True)
    )
    keys = chapter.keys[first : first + len(entry.chunks)]
    return WantedTrack(
        number=entry.number,
        title=entry.title,
        sample_rate=entry.sample_rate,
        samples=entry.samples,
        head=order.chapter_start,
        tail=order.chapter_end,
        chunks=chunks,
        files=tuple(_wanted_files(plan, chapter, entry, whole=whole)),
        frame=order.frame,
        read_take=functools.partial(_take, Store(plan.settings.store), keys),
    )


def _wanted_files(
    plan: BookPlan, chapter: ChapterPlan, entry: TimelineChapter, *, whole: bool
) -> Iterator[WantedFile]:
    order = chapter.order
    cover = bool(order.cover and open_picture(order.cover))
    tags = {n: v for n, v in order.tags.items() if whole or n != "title"}
    for name in entry.files:
        path = plan.shelf.folder / name
        form = path.suffix[1:]
        if form in ENDINGS and path.parent == plan.shelf.folder:
            kilobits = order.bitrates.get(form, "") if form == "mp3" else ""  # type: ignore[call-overload]
            rate = int(kilobits[:-1]) if kilobits[:-1].isdecimal() else None
            yield WantedFile(form, path, rate, tags, cover)


def _take(store: Store, keys: Sequence[str], index: int) -> TakeSound | None:
    """The part of a take that assembly put into the chapter; None where the store has none."""
    if index >= len(keys):
        return None
    try:
        head, audio = parse_take(store.path(keys[index]).read_bytes())
    except (NotATake, OSError):
        return None
    levels, samples = head.info.levels, np.frombuffer(audio.pcm, "<i2")
    end = audio.samples - levels.tail
    if levels.lead < end:
        start = max(levels.lead - round(BEFORE * audio.rate), 0)
        samples = samples[start : end + round(AFTER * audio.rate)]
    return TakeSound(audio.rate, samples)

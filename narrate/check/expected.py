"""What the plan of a book says its delivered files are to be like."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from narrate.assembly.encoder.picture import open_picture
from narrate.assembly.sentences import delivered
from narrate.assembly.spec import ChunkSpec
from narrate.check.measures.decode import read_metadata
from narrate.check.measures.track import WantedBook
from narrate.check.measures.wanted import (
    ENDINGS,
    Standard,
    TakeSound,
    TimelineChapter,
    WantedFile,
    WantedTrack,
)
from narrate.delivery.record import place
from narrate.files.ffmpeg import ffmpeg_program
from narrate.plan.mastering import chunk_specs
from narrate.plan.plan import BookPlan, ChapterPlan
from narrate.profiles import PROFILES
from narrate.recording.store import Store
from narrate.recording.takefile import NotATake, parse_take


def standard_of(plan: BookPlan) -> Standard:
    """What the profile of the settings asks of every file."""
    profile = PROFILES[plan.settings.deliver.profile]
    return Standard(profile.limits, profile.measure)


def wanted_track(
    plan: BookPlan, chapter: ChapterPlan, entry: TimelineChapter, first: int
) -> WantedTrack:
    """What the plan says of one of the chapter's pieces, whose first chunk has that index."""
    spec, script = chapter.spec, chapter.script.chunks
    pauses = [chunk.pause_after for chunk in script[first : first + len(entry.chunks)]]
    pauses += [0.0] * (len(entry.chunks) - len(pauses))
    after = first + len(entry.chunks)
    specs = chunk_specs(chapter.keys[first:after], script[first:after], spec)
    return WantedTrack(
        number=entry.number,
        title=entry.title,
        sample_rate=entry.sample_rate,
        samples=entry.samples,
        head=spec.chapter_start,
        tail=spec.chapter_end,
        chunks=entry.chunks,
        pauses=tuple(pauses),
        files=tuple(_wanted_files(plan, chapter, entry)),
        frame=spec.frame,
        read_take=functools.partial(_take, Store(plan.settings.store), specs),
    )


def _wanted_files(
    plan: BookPlan, chapter: ChapterPlan, entry: TimelineChapter
) -> Iterator[WantedFile]:
    spec = chapter.spec
    cover = bool(spec.cover and open_picture(spec.cover))
    tags = {n: v for n, v in spec.tags.items() if entry.parts == 1 or n not in ("title", "track")}
    for name in entry.files:
        path = plan.shelf.folder / name
        form = path.suffix[1:]
        if form in ENDINGS and path.parent == plan.shelf.folder:
            yield WantedFile(form, path, _bitrate(chapter, form), tags, cover)


def _bitrate(chapter: ChapterPlan, form: str) -> int | None:
    """kbit/s that an mp3 is to have."""
    ordered = chapter.spec.bitrates.get("mp3", "") if form == "mp3" else ""
    return int(ordered[:-1]) if ordered[-1:] == "k" and ordered[:-1].isdecimal() else None


def _take(store: Store, specs: Sequence[ChunkSpec], index: int) -> TakeSound | None:
    """The part of a take that assembly put into the chapter; None where the store has none."""
    if index >= len(specs):
        return None
    spec = specs[index]
    try:
        head, audio = parse_take(store.path(spec.key).read_bytes())
    except (NotATake, OSError):
        return None
    return TakeSound(audio.rate, delivered(audio, head.info, spec))


def delivered_files(plan: BookPlan) -> Mapping[str, list[Path]]:
    """The files of each package that the book was delivered with, as its record has them."""
    return {
        name: [place(file, plan.shelf.folder) for file in package.files]
        for name, package in plan.shelf.record.packages.items()
    }


def wanted_books(
    plan: BookPlan, timeline: Sequence[TimelineChapter], tracks: Sequence[WantedTrack]
) -> Iterator[WantedBook]:
    """What each file that holds several of the tracks is to be like.

    `timeline` has the tracks' entries. How many tracks lie in each part of a book, its marks say.
    """
    ffmpeg, delivered = ffmpeg_program(plan.settings.ffmpeg), delivered_files(plan)
    of_book = delivered.get("m4b") or list(plan.shelf.folder.glob("*.m4b"))
    for paths in (of_book, delivered.get("mp3book", [])):
        standing = sorted((p for p in paths if p.is_file()), key=_part_number)
        first = 0
        for number, path in enumerate(standing, 1):
            last = first + len(read_metadata(ffmpeg, path).marks)
            if number == len(standing) or last <= first:
                last = len(tracks)
            if chosen := tuple(tracks[first:last]):
                headings = tuple(entry.heading for entry in timeline[first:last])
                yield WantedBook(_book_file(plan, path, len(standing)), chosen, headings)
            first = last


def _part_number(path: Path) -> tuple[int, str]:
    found = re.search(r" - Part (\d+)$", path.stem)
    return (int(found[1]) if found else 0, path.name)


def _book_file(plan: BookPlan, path: Path, parts: int) -> WantedFile:
    chapter = plan.chapters[0]
    tags = {n: v for n, v in chapter.spec.tags.items() if n in ("album", "artist")}
    if parts == 1:
        tags["title"] = plan.script.title
    cover = bool(chapter.spec.cover and open_picture(chapter.spec.cover))
    form = path.suffix[1:]
    return WantedFile(form, path, _bitrate(chapter, form), tags, cover)

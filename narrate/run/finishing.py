"""From what was assembled to what is remembered of it, and on to the finished book."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path

from narrate.assembly.encoder.picture import open_picture
from narrate.assembly.spec import AssembledChapter
from narrate.book import Chapter
from narrate.delivery.record import DeliveredChapter, FileStamp, place, stamp
from narrate.plan.mastering import cover_of, narrator_of
from narrate.plan.plan import BookPlan, ChapterPlan
from narrate.timeline import ChapterTiming, ChunkTiming, FinishedBook, Track


def delivered_chapter(
    plan: BookPlan, chapter: ChapterPlan, parts: Sequence[AssembledChapter]
) -> DeliveredChapter:
    """A chapter that was just assembled, as its book's record keeps it; raises OSError.

    `parts` are those that it was delivered in: two of 40 and 20 seconds are a
    chapter of 60 seconds with two entries, part 1 and part 2 of 2, and the files of both.
    """
    of, folder = chapter.script.chapter, plan.shelf.folder
    stamps = [tuple(stamp(path, folder) for path in part.files) for part in parts]
    names = list(map(_names_to_play, stamps))
    return DeliveredChapter(
        number=of.number,
        title=of.title,
        fingerprint=chapter.fingerprint,
        inputs=plan.inputs,
        files=tuple(file for files in stamps for file in files),
        seconds=sum(part.seconds for part in parts),
        chunks=len(chapter.keys),
        entries=tuple(
            ChapterTiming(
                number=of.number,
                title=of.title,
                kind=chapter.script.kind,
                part=number,
                parts=len(parts),
                file=files[0],
                files=files,
                sample_rate=part.sample_rate,
                samples=part.samples,
                chunks=part.chunks,
            )
            for number, (part, files) in enumerate(zip(parts, names, strict=True), 1)
        ),
    )


def _names_to_play(files: Sequence[FileStamp]) -> tuple[str, ...]:
    """The files of a part that are played, not those that are only kept; the first without any."""
    return tuple(file.name for file in files if not _is_kept(file)) or (files[0].name,)


def _is_kept(file: FileStamp) -> bool:
    """Whether a file is needed for the book's one file only, and lies elsewhere."""
    return file.name.startswith("../")


def finished_book(plan: BookPlan) -> FinishedBook:
    """A book of its chapters that are up to date; raises SettingsError if it has a bad cover.

    Of chapters 1, 2 in two parts, and 3 that is not up to date, there are the tracks 1, 2, 2.
    """
    cover = cover_of(plan.script.about, plan.settings)
    voices = narrator_of(chunk for c in plan.script.chapters for chunk in c.chunks)
    return FinishedBook(
        about=replace(
            plan.script.about,
            narrator=plan.settings.deliver.narrator or voices,
            cover=cover if cover and open_picture(cover) else None,  # as tracks have it
        ),
        tracks=tuple(_tracks(plan)),
        manuscript=plan.source.manuscript,
    )


def _tracks(plan: BookPlan) -> Iterator[Track]:
    """The tracks of the chapters that are up to date, in order."""
    chapters = {c.chapter.number: c.chapter for c in plan.script.chapters}
    for number in sorted(chapters.keys() & plan.shelf.record.chapters):
        if delivered := plan.current(number):
            for entry in delivered.entries:
                yield _track(entry, chapters[number], delivered, plan.shelf.folder)


def _track(
    entry: ChapterTiming, chapter: Chapter, delivered: DeliveredChapter, folder: Path
) -> Track:
    """A track from its entry of the timeline; what credits say has no place in any chapter."""
    in_book = entry.kind == "chapter"
    known = {field.name: getattr(entry, field.name) for field in fields(entry)}
    if not in_book:
        known["chunks"] = tuple(map(_without_source, entry.chunks))
    files = [place(file, folder) for file in delivered.files]
    paths = {path.suffix[1:]: path for path in files if path.stem == entry.name}
    return Track(**known, paths=paths, chapter=chapter if in_book else None)


def _without_source(chunk: ChunkTiming) -> ChunkTiming:
    sentences = tuple(replace(sentence, source=None) for sentence in chunk.sentences)
    return replace(chunk, source=None, sentences=sentences)

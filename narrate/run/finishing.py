"""From what was assembled to what is remembered of it, and on to the finished book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from narrate.about import About
from narrate.assembly.encoder.picture import open_picture
from narrate.assembly.order import ChunkTiming, Timeline
from narrate.book import Chapter
from narrate.chunk import Chunk
from narrate.delivery.record import DeliveredChapter, FileStamp, place, stamp
from narrate.plan.mastering import about_of, cover_of, narrator_of, sentences_of
from narrate.plan.plan import BookPlan, ChapterPlan
from narrate.timeline import (
    ChunkEntry,
    FinishedBook,
    Line,
    Sentence,
    SentenceEntry,
    Track,
    timeline_chapter,
    timeline_chunk,
)


def delivered_chapter(
    plan: BookPlan, chapter: ChapterPlan, parts: Sequence[tuple[Sequence[Chunk], Timeline]]
) -> DeliveredChapter:
    """A chapter that was just assembled, as its book's record keeps it; raises OSError.

    `parts` are the chunks and the timeline of each part that it was delivered in.
    """
    of, folder = chapter.script.chapter, plan.shelf.folder
    stamps = [tuple(stamp(path, folder) for path in timeline.files) for _, timeline in parts]
    entries = [
        timeline_chapter(
            number=of.number,
            title=of.title,
            kind=chapter.script.kind,
            part=part,
            parts=len(parts),
            files=[file.name for file in files if not _is_kept(file)] or [files[0].name],
            sample_rate=timeline.sample_rate,
            samples=timeline.samples,
            chunks=_chunk_entries(chunks, timeline.spans),
        )
        for part, ((chunks, timeline), files) in enumerate(zip(parts, stamps, strict=True), 1)
    ]
    return DeliveredChapter(
        number=of.number,
        title=of.title,
        fingerprint=chapter.fingerprint,
        inputs=plan.inputs,
        files=tuple(file for files in stamps for file in files),
        seconds=sum(timeline.seconds for _, timeline in parts),
        chunks=len(chapter.keys),
        entries=tuple(map(dict, entries)),
    )


def _is_kept(file: FileStamp) -> bool:
    """Whether a file is needed for the book's one file only, and lies elsewhere."""
    return file.name.startswith("../")


def _chunk_entries(chunks: Iterable[Chunk], spans: Iterable[ChunkTiming]) -> list[ChunkEntry]:
    return [
        timeline_chunk(chunk, span.start, span.end, span.level, _sentence_entries(chunk, span))
        for chunk, span in zip(chunks, spans, strict=True)
    ]


def _sentence_entries(chunk: Chunk, span: ChunkTiming) -> list[SentenceEntry]:
    first = chunk.source[0] if chunk.source else None
    return [
        {
            "text": chunk.text[start:end],
            "source": None if first is None else (first + start, first + end),
            "start": heard.start,
            "end": heard.end,
            "exact": heard.exact,
        }
        for (start, end), heard in zip(sentences_of(chunk), span.sentences, strict=True)
    ]


def finished_book(plan: BookPlan) -> FinishedBook:
    """The finished part of a book; raises SettingsError where its cover cannot be read."""
    shelf = plan.shelf
    cover = cover_of(plan.book, plan.settings)
    chapters = {c.chapter.number: c.chapter for c in plan.script.chapters}
    return FinishedBook(
        about=_about(plan),
        tracks=tuple(
            _track(entry, chapters[number], standing, shelf.folder)
            for number in sorted(shelf.record.chapters)
            if number in chapters and (standing := plan.current(number))
            for entry in standing.entries
        ),
        manuscript=plan.source.manuscript,
        cover=cover if cover and open_picture(cover) else None,  # as tracks have it
    )


def _about(plan: BookPlan) -> About:
    voices = narrator_of(chunk for c in plan.script.chapters for chunk in c.chunks)
    return about_of(plan.book, plan.script, plan.settings.deliver.narrator or voices)


def _track(
    entry: Mapping[str, Any], chapter: Chapter, delivered: DeliveredChapter, folder: Path
) -> Track:
    """A track from its entry of timeline.json."""
    name = Path(entry["file"]).stem
    in_book = entry["kind"] == "chapter"
    paths = [place(file, folder) for file in delivered.files]
    files = [path for path in paths if path.stem == name]
    return Track(
        number=entry["number"],
        title=entry["title"],
        kind=entry["kind"],
        name=name,
        files={path.suffix[1:]: path for path in files},
        sample_rate=entry["sample_rate"],
        samples=entry["samples"],
        lines=tuple(_line(chunk, in_book=in_book) for chunk in entry["chunks"]),
        part=entry["part"],
        parts=entry["parts"],
        chapter=chapter if in_book else None,
    )


def _line(entry: ChunkEntry, *, in_book: bool) -> Line:
    """A line from its entry; of credits, which no chapter's text has, it has no source."""

    def span(value: Any) -> tuple[int, int] | None:  # JSON has lists only
        return (int(value[0]), int(value[1])) if value and in_book else None

    return Line(
        id=entry["id"],
        kind=entry["kind"],
        text=entry["text"],
        source=span(entry["source"]),
        voice=entry["voice"],
        engine=entry["engine"],
        speaker=entry["speaker"],
        start=entry["start"],
        end=entry["end"],
        sentences=tuple(
            Sentence(s["text"], span(s["source"]), s["start"], s["end"], s["exact"])
            for s in entry["sentences"]
        ),
    )

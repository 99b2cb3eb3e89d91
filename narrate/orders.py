"""What the assembly is to make of a chapter: file names, formats, level, tags."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from narrate.assembly.formats import faults
from narrate.assembly.order import ChapterOrder, Level, Piece
from narrate.book import Book
from narrate.chunk import ChapterScript, Chunk, Script
from narrate.delivery.names import chapter_file_name
from narrate.delivery.tags import chapter_tags
from narrate.errors import SettingsError
from narrate.ffmpeg import ffmpeg_program
from narrate.settings import Settings


def chapter_order(
    chapter: ChapterScript, script: Script, book: Book, settings: Settings, folder: Path
) -> ChapterOrder:
    """The order for one chapter of a book into `folder`, under settings resolved for the book.

    Raises SettingsError where the cover of the settings cannot be read, or a format cannot have
    the bit rate or sample rate asked for.
    """
    deliver = settings.deliver
    bitrates = {name: rate for name, rate in deliver.bitrate.items() if rate}
    if impossible := faults(deliver.formats, bitrates, deliver.sample_rate):
        raise SettingsError(impossible)
    number, total = chapter.chapter.number, len(script.chapters)
    return ChapterOrder(
        target=folder / chapter_file_name(number, total, chapter.chapter.title),
        formats=deliver.formats,
        ffmpeg=ffmpeg_program(settings.ffmpeg),
        sample_rate=deliver.sample_rate,
        bitrates=bitrates,
        level=level_of(settings),
        chapter_start=settings.pauses.chapter_start,
        chapter_end=settings.pauses.chapter_end,
        tags=chapter_tags(
            book=script.title,
            title=chapter.chapter.title,
            author=script.author,
            narrator=deliver.narrator or _narrator(chapter.chunks),
            language=script.language,
            number=number,
            total=total,
        ),
        cover=_cover(deliver.cover) if deliver.cover else book.cover,
    )


def level_of(settings: Settings) -> Level:
    """How loud speech is delivered."""
    level = settings.deliver.level
    return Level(level.rms, level.peak)


def pieces_of(keys: Iterable[str], chunks: Iterable[Chunk]) -> list[Piece]:
    """The chunks of a chapter as assembly sees them; an engine's voice has one gain."""
    return [
        Piece(chunk.id, key, f"{chunk.voicing.engine}/{chunk.voicing.voice}", chunk.pause_after)
        for key, chunk in zip(keys, chunks, strict=True)
    ]


def _narrator(chunks: Iterable[Chunk]) -> str:
    """The voices of a chapter, in the order in which they are heard."""
    names = dict.fromkeys(f"{c.voicing.voice} ({c.voicing.engine})" for c in chunks)
    return " & ".join(names)


def _cover(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"deliver.cover: {path}: {error.strerror or error}") from error

"""The script of a manuscript for reading and for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from narrate import disk
from narrate.book import UNKNOWN_SPEAKER, Book
from narrate.chunk import ChapterScript, Chunk, Script
from narrate.errors import SettingsError
from narrate.plan import Engines, credited, options_of, script_of, titled
from narrate.report import plural
from narrate.script import Lexicon, ScriptOptions, edition
from narrate.settings import Settings
from narrate.sources import Source, choice_of, digest_of, read_source, source_of


@dataclass(frozen=True, slots=True)
class Transcript:
    """A script with what it was written from."""

    source: Source
    book: Book
    script: Script
    options: ScriptOptions


def transcribe(settings: Settings, manuscript: Path) -> Transcript:
    """The script of one manuscript. Raises ManuscriptError, SettingsError, CoverageError."""
    source = source_of(manuscript.absolute())
    book_settings = settings.for_book(source.name)
    book = titled(read_source(source, choice_of(book_settings)), book_settings)
    lexicon = Lexicon.load(book_settings.lexicon)
    engines = Engines(settings)
    script = script_of(book, book_settings, engines, lexicon)
    script = credited(script, book, book_settings, engines, lexicon)
    return Transcript(source, book, script, options_of(book_settings, lexicon))


def script_as_file(transcript: Transcript) -> str:
    """The script as a file to edit, which is then read in place of the manuscript."""
    manuscript = transcript.source.manuscript
    origin = edition.EditionSource(transcript.source.name, digest_of(manuscript))
    return edition.edition(transcript.script, transcript.book, transcript.options, origin)


def save_script(text: str, target: Path) -> None:
    """Write a script file; one that is there with other contents is never written over.

    Raises SettingsError.
    """
    data = text.encode()
    try:
        if target.exists() and target.read_bytes() != data:
            raise SettingsError(
                f"{target}: is there already and was left as it is, for it may hold your edits;"
                " name another file, or delete it first"
            )
        disk.write_bytes(target, data)
    except OSError as error:
        raise SettingsError(f"{target}: cannot be written: {error.strerror or error}") from error


def script_as_json(script: Script) -> dict[str, Any]:
    """The object that `script --json` prints."""
    return {
        "title": script.title,
        "author": script.author,
        "language": script.language,
        "series": script.series,
        "series_position": script.series_position,
        "chapters": [_chapter_as_json(chapter) for chapter in script.chapters],
        "left_out": [asdict(part) for part in script.left_out],
    }


def _chapter_as_json(chapter: ChapterScript) -> dict[str, Any]:
    return {
        "number": chapter.chapter.number,
        "title": chapter.chapter.title,
        "kind": chapter.kind,
        "text": chapter.chapter.text,
        "chunks": [_chunk_as_json(chunk) for chunk in chapter.chunks],
        "left_out": [
            {"source": [span.start, span.end], "reason": span.reason} for span in chapter.left_out
        ],
    }


def _chunk_as_json(chunk: Chunk) -> dict[str, Any]:
    return {
        "id": chunk.id,
        "index": chunk.index,
        "text": chunk.text,
        "spoken": chunk.spoken,
        "voice": chunk.voicing.voice,
        "engine": chunk.voicing.engine,
        "language": chunk.voicing.language,
        "pause_after": chunk.pause_after,
        "kind": chunk.kind,
        "cut": chunk.cut,
        "source": list(chunk.source) if chunk.source else None,
        "speaker": None if chunk.speaker == UNKNOWN_SPEAKER else chunk.speaker,
    }


def script_as_text(script: Script) -> str:
    """The script for reading: a line a chunk, blank lines between paragraphs."""
    lines = [f"# {script.title}"]
    for chapter in script.chapters:
        lines += ["", f"## {chapter.chapter.number}. {chapter.chapter.title}".rstrip(), ""]
        several = len({chunk.voicing.voice for chunk in chapter.chunks}) > 1
        for chunk in chapter.chunks:
            if chunk.source is None:
                continue
            who = _who(chunk) if several else ""
            lines.append(who + " ".join(chunk.text.split()))
            if chunk.cut not in ("clause", "sentence"):
                lines.append("")
    unread = [
        f"{part.title}: {part.reason} ({plural(part.characters, 'character')})"
        for part in script.left_out
    ]
    if unread:
        lines += ["---", "Not read:", *unread]
    return "\n".join(lines)


def _who(chunk: Chunk) -> str:
    """Who speaks in which voice: `Alice (linden): `."""
    return f"{chunk.speaker or 'narrator'} ({chunk.voicing.voice}): "

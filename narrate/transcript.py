"""The script of a manuscript for reading and for programs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from narrate.chunk import ChapterScript, Chunk, Script
from narrate.manuscript import open_manuscript
from narrate.plan import Engines, script_of, titled
from narrate.report import plural
from narrate.script import Lexicon
from narrate.settings import Settings


def script_for(settings: Settings, manuscript: Path) -> Script:
    """The script of one manuscript. Raises ManuscriptError, SettingsError, CoverageError."""
    book_settings = settings.for_book(manuscript.name)
    book = titled(open_manuscript(manuscript), book_settings)
    lexicon = Lexicon.load(book_settings.lexicon)
    return script_of(book, book_settings, Engines(settings), lexicon)


def script_as_json(script: Script) -> dict[str, Any]:
    """The object that `script --json` prints."""
    return {
        "title": script.title,
        "author": script.author,
        "language": script.language,
        "chapters": [_chapter_as_json(chapter) for chapter in script.chapters],
        "left_out": [asdict(part) for part in script.left_out],
    }


def _chapter_as_json(chapter: ChapterScript) -> dict[str, Any]:
    return {
        "number": chapter.chapter.number,
        "title": chapter.chapter.title,
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
    }


def script_as_text(script: Script) -> str:
    """The script for reading: a line a chunk, blank lines between paragraphs."""
    lines = [f"# {script.title}"]
    for chapter in script.chapters:
        lines += ["", f"## {chapter.chapter.number}. {chapter.chapter.title}".rstrip(), ""]
        for chunk in chapter.chunks:
            if chunk.source is None:
                continue
            lines.append(" ".join(chunk.text.split()))
            if chunk.cut not in ("clause", "sentence"):
                lines.append("")
    unread = [
        f"{part.title}: {part.reason} ({plural(part.characters, 'character')})"
        for part in script.left_out
    ]
    if unread:
        lines += ["---", "Not read:", *unread]
    return "\n".join(lines)

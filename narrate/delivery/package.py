"""The files beside the audio: written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TypedDict

from narrate.chunk import ChapterKind, Chunk, ChunkKind
from narrate.files import disk


class SentenceEntry(TypedDict):
    """One sentence, or the part of one that lies in a chunk, in timeline.json."""

    text: str
    source: tuple[int, int] | None
    """Start and end in the chapter's canonical text; None for a spoken chapter title"""
    start: int
    """Sample of the delivered audio where its first sound is"""
    end: int
    """Sample where its last sound ends"""
    exact: bool
    """Whether both were heard; else they are worked out from the length of the text"""


class ChunkEntry(TypedDict):
    """One chunk in timeline.json."""

    id: str
    kind: ChunkKind
    text: str
    voice: str
    engine: str
    speaker: str | None
    source: tuple[int, int] | None
    """Start and end in the chapter's canonical text; None for a spoken chapter title"""
    start: int
    """Samples of the delivered audio"""
    end: int
    """Samples of the delivered audio"""
    level: float
    """dB RMS from start to end, before it was encoded"""
    sentences: list[SentenceEntry]


class ChapterEntry(TypedDict):
    """One chapter in timeline.json."""

    number: int
    title: str
    kind: ChapterKind
    part: int
    """Which of its chapter's parts it is, counted from 1"""
    parts: int
    """In how many the chapter was delivered; each has an entry of its own"""
    file: str
    """Name of the first delivered file; `files` has all"""
    files: list[str]
    sample_rate: int
    """Hertz"""
    samples: int
    chunks: list[ChunkEntry]


def timeline_chapter(
    *,
    number: int,
    title: str,
    kind: ChapterKind = "chapter",
    part: int = 1,
    parts: int = 1,
    files: Sequence[str],
    sample_rate: int,
    samples: int,
    chunks: Iterable[ChunkEntry],
) -> ChapterEntry:
    """A chapter's entry of timeline.json."""
    return {
        "number": number,
        "title": title,
        "kind": kind,
        "part": part,
        "parts": parts,
        "file": files[0],
        "files": list(files),
        "sample_rate": sample_rate,
        "samples": samples,
        "chunks": list(chunks),
    }


def timeline_chunk(
    chunk: Chunk, start: int, end: int, level: float, sentences: Sequence[SentenceEntry]
) -> ChunkEntry:
    """A chunk's entry of timeline.json."""
    return {
        "id": chunk.id,
        "kind": chunk.kind,
        "text": chunk.text,
        "voice": chunk.voicing.voice,
        "engine": chunk.voicing.engine,
        "speaker": chunk.speaker,
        "source": chunk.source,
        "start": start,
        "end": end,
        "level": level,
        "sentences": list(sentences),
    }


def keep_bytes(path: Path, content: bytes) -> None:
    """Write a file unless it holds just that: one that packages share keeps its time of writing.

    Raises what `disk.write_bytes` raises.
    """
    try:
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    except OSError:
        pass
    disk.write_bytes(path, content)


def keep_ours(path: Path, content: bytes, ours: Collection[Path]) -> bool:
    """Write a file unless somebody else made or changed it; gives whether it is ours now.

    Raises what `disk.write_bytes` raises.
    """
    try:
        if path.read_bytes() != content and path not in ours:
            return False
    except OSError:
        pass  # there is none yet, or none that can be read: writing will tell
    keep_bytes(path, content)
    return True


def json_bytes(content: object) -> bytes:
    """JSON for people and programs."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)
    # A lone surrogate, which UTF-8 cannot hold, becomes its own JSON escape.
    return (text + "\n").encode("utf-8", "backslashreplace")


def write_json(path: Path, content: object) -> None:
    """Write JSON, atomically. Raises what `disk.write_bytes` raises."""
    disk.write_bytes(path, json_bytes(content))

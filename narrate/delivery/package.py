"""The files beside the audio: written whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypedDict

from narrate import disk
from narrate.chunk import Chunk


class ChunkEntry(TypedDict):
    """One chunk in timeline.json."""

    id: str
    text: str
    voice: str
    engine: str
    source: tuple[int, int] | None
    """Start and end in the chapter's canonical text; None for a spoken chapter title"""
    start: int
    """Samples of the delivered audio"""
    end: int
    """Samples of the delivered audio"""


class ChapterEntry(TypedDict):
    """One chapter in timeline.json."""

    number: int
    title: str
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
    files: Sequence[str],
    sample_rate: int,
    samples: int,
    chunks: Iterable[Chunk],
    spans: Iterable[tuple[int, int]],
) -> ChapterEntry:
    """A chapter's entry of timeline.json; `spans` are start and end of each of its chunks."""
    return {
        "number": number,
        "title": title,
        "file": files[0],
        "files": list(files),
        "sample_rate": sample_rate,
        "samples": samples,
        "chunks": [
            {
                "id": chunk.id,
                "text": chunk.text,
                "voice": chunk.voicing.voice,
                "engine": chunk.voicing.engine,
                "source": chunk.source,
                "start": start,
                "end": end,
            }
            for chunk, (start, end) in zip(chunks, spans, strict=True)
        ],
    }


def write_json(path: Path, content: object) -> None:
    """Write JSON for people and programs, atomically. Raises what `disk.write_bytes` raises."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=1)
    # A lone surrogate, which UTF-8 cannot hold, becomes its own JSON escape.
    disk.write_bytes(path, (text + "\n").encode("utf-8", "backslashreplace"))

"""Small finished books."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from narrate.about import About
from narrate.book import Block, Chapter
from narrate.chunk import ChunkKind
from narrate.timeline import ChunkTiming, FinishedBook, PackageSpec, SentenceTiming, Track

RATE = 44100
ABOUT = About(
    title="Moby-Dick",
    author="Herman Melville",
    narrator="heart",
    language="en",
    year="1851",
    description="A voyage.\nAnd a whale.",
    publisher="Harper",
)


def sentence(text: str, start: float, end: float) -> SentenceTiming:
    """A sentence at so many seconds."""
    return SentenceTiming(text, None, round(start * RATE), round(end * RATE), exact=True)


def chunk(
    *sentences: SentenceTiming, kind: ChunkKind = "paragraph", speaker: str | None = None
) -> ChunkTiming:
    return ChunkTiming(
        id="001-0000",
        kind=kind,
        text=" ".join(one.text for one in sentences),
        source=None,
        voice="heart",
        engine="hibari",
        speaker=speaker,
        start=sentences[0].start,
        end=sentences[-1].end,
        level=-20.0,
        sentences=sentences,
    )


def track(
    *chunks: ChunkTiming,
    number: int = 1,
    title: str = "Loomings",
    samples: int = 20 * RATE,
    **more: object,
) -> Track:
    return Track(
        number=number,
        title=title,
        kind="chapter",
        file=f"{number:02} - {title}.mp3",
        files=(),
        sample_rate=RATE,
        samples=samples,
        chunks=chunks,
        **{"part": 1, "parts": 1, "paths": {}, **more},  # type: ignore[arg-type]
    )


def chapter(number: int, text: str) -> Chapter:
    return Chapter(number, f"Chapter {number}", text, (Block("paragraph", 0, len(text)),))


def book(*tracks: Track, about: About = ABOUT, cover: bytes | None = None) -> FinishedBook:
    return FinishedBook(replace(about, cover=cover), tracks, Path("moby-dick.txt"))


def spec(folder: Path, **more: object) -> PackageSpec:
    return PackageSpec(folder, "Moby-Dick", "ffmpeg", **more)  # type: ignore[arg-type]

"""Small finished books."""

from __future__ import annotations

from pathlib import Path

from narrate.about import About
from narrate.book import Block, Chapter
from narrate.chunk import ChunkKind
from narrate.timeline import FinishedBook, Line, PackageOrder, Sentence, Track

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


def sentence(text: str, start: float, end: float) -> Sentence:
    """A sentence at so many seconds."""
    return Sentence(text, None, round(start * RATE), round(end * RATE), exact=True)


def line(*sentences: Sentence, kind: ChunkKind = "paragraph", speaker: str | None = None) -> Line:
    return Line(
        id="001-0000",
        kind=kind,
        text=" ".join(one.text for one in sentences),
        source=None,
        voice="heart",
        engine="hibari",
        speaker=speaker,
        start=sentences[0].start,
        end=sentences[-1].end,
        sentences=sentences,
    )


def track(
    *lines: Line, number: int = 1, title: str = "Loomings", samples: int = 20 * RATE, **more: object
) -> Track:
    return Track(
        number=number,
        title=title,
        kind="chapter",
        name=f"{number:02} - {title}",
        files={},
        sample_rate=RATE,
        samples=samples,
        lines=lines,
        **more,  # type: ignore[arg-type]
    )


def chapter(number: int, text: str) -> Chapter:
    return Chapter(number, f"Chapter {number}", text, (Block("paragraph", 0, len(text)),))


def book(*tracks: Track, about: About = ABOUT, cover: bytes | None = None) -> FinishedBook:
    return FinishedBook(about, tracks, Path("moby-dick.txt"), cover)


def order(folder: Path, **more: object) -> PackageOrder:
    return PackageOrder(folder, "Moby-Dick", "ffmpeg", **more)  # type: ignore[arg-type]

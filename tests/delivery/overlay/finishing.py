"""Finished books for tests: real manuscripts, real tiny audio, times that fit together."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.about import About
from narrate.chunk import Chunk, Voicing
from narrate.engines import text_of
from narrate.files.ffmpeg import ffmpeg_program
from narrate.manuscript import Choice, open_manuscript
from narrate.plan.mastering import sentences_of
from narrate.script import ScriptOptions, write_script
from narrate.script.lexicon.lexicon import Lexicon
from narrate.settings.groups import Pauses
from narrate.timeline import ChunkTiming, FinishedBook, PackageSpec, SentenceTiming, Track

RATE = 8000
LETTER = 80
"""Samples a character: a hundred a second"""
PAUSE = 400
_CODECS = {
    "mp3": ["-b:a", "8k"],
    "opus": ["-b:a", "6k"],
    "m4a": ["-b:a", "8k"],
    "wav": [],
    "flac": [],
}


def finish(
    manuscript: Path,
    folder: Path,
    *,
    formats: Sequence[str] = ("mp3",),
    with_credits: bool = False,
    split: bool = False,
    choice: Choice | None = None,
) -> FinishedBook:
    """The finished book of a manuscript; `split`: each chapter in two parts."""
    read = open_manuscript(manuscript, choice or Choice())
    language = read.language or "en"
    voicing = Voicing("pico", "en-GB", language, 1.0)
    options = ScriptOptions(250, Pauses(), Lexicon({}), announce_titles=True, engines=text_of)
    script = write_script(read, lambda chapter, who: voicing, options)
    tracks: list[Track] = []
    for chapter in script.chapters:
        chunks = list(chapter.chunks)
        half = len(chunks) // 2
        parts = [chunks[:half], chunks[half:]] if split and half else [chunks]
        for number, part in enumerate(parts, 1):
            track = _track(chapter.chapter.number, chapter.chapter.title, part)
            tracks.append(replace(track, chapter=chapter.chapter, part=number, parts=len(parts)))
    if with_credits:
        opening = _spoken(0, "opening", f"This is {read.title}. Read by nobody.", voicing)
        closing = _spoken(len(script.chapters) + 1, "closing", "The end. Goodbye.", voicing)
        tracks = [opening, *tracks, closing]
    named = [replace(track, file=f"{i:02} - Track.mp3") for i, track in enumerate(tracks)]
    return FinishedBook(
        about=About(read.title, read.author, "Ann Reader", language, cover=read.about.cover),
        tracks=tuple(_recorded(track, folder, formats) for track in named),
        manuscript=manuscript,
    )


def spec(folder: Path, name: str = "Book") -> PackageSpec:
    return PackageSpec(folder=folder, name=name, ffmpeg=ffmpeg_program())


def _track(number: int, title: str, chunks: Sequence[Chunk]) -> Track:
    timings = tuple(_timings(chunks))
    return Track(
        number=number,
        title=title,
        kind="chapter",
        part=1,
        parts=1,
        file="",
        files=(),
        sample_rate=RATE,
        samples=timings[-1].end + RATE,
        chunks=timings,
        paths={},
    )


def _timings(chunks: Sequence[Chunk]) -> Iterator[ChunkTiming]:
    at = RATE // 2
    for chunk in chunks:
        begun, said = at, []
        for start, end in sentences_of(chunk):
            source = chunk.place(start, end)
            length = (end - start) * LETTER + 3
            said.append(SentenceTiming(chunk.text[start:end], source, at, at + length, True))
            at += length + PAUSE
        yield ChunkTiming(
            chunk.id, chunk.kind, chunk.text, "en-GB", "pico", None, chunk.source,
            begun, at - PAUSE, -20.0, tuple(said),
        )  # fmt: skip


def _spoken(number: int, kind: str, text: str, voicing: Voicing) -> Track:
    chunk = Chunk(f"{number}", 0, "paragraph", text, text, voicing, "sentence", 0.1, None)
    return replace(_track(number, "", [chunk]), kind=kind)  # type: ignore[arg-type]


def _recorded(track: Track, folder: Path, formats: Sequence[str]) -> Track:
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for ending in formats:
        paths[ending] = folder / f"{track.name}.{ending}"
        subprocess.run(
            [
                ffmpeg_program(), "-v", "error", "-y", "-f", "lavfi",
                "-i", f"anullsrc=r={RATE}:cl=mono", "-t", f"{track.samples / RATE:.6f}",
                *_CODECS[ending], "-map_metadata", "-1", "-fflags", "+bitexact",
                str(paths[ending]),
            ],
            check=True,
        )  # fmt: skip
    return replace(track, paths=paths)

"""Finished books for the player's tests: real text, sentences and MP3 files, timings of our own.

Every sentence is a tone of its own length with silence behind it, so that audio and times agree.
"""

from __future__ import annotations

import struct
import subprocess
import wave
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from narrate.about import About
from narrate.book import Chapter
from narrate.chunk import ChunkKind
from narrate.files.ffmpeg import ffmpeg_program
from narrate.script import split_sentences
from narrate.script.said import said_of
from narrate.timeline import ChunkTiming, FinishedBook, PackageSpec, SentenceTiming, Track

RATE = 44100
HEAD, TONE, GAP = RATE // 4, RATE // 2, RATE // 4
"""Samples: before the first sentence, of a sentence, and of the pause after one"""


def about(**changes: str) -> About:
    return replace(About("The Lamp", "Ann Other", "heart", "en"), **changes)  # type: ignore[arg-type]


def chunk(kind: ChunkKind, sentences: Sequence[SentenceTiming], number: int) -> ChunkTiming:
    first, last = sentences[0], sentences[-1]
    source = (first.source[0], last.source[1]) if first.source and last.source else None
    return ChunkTiming(
        id=f"001-{number:04}",
        kind=kind,
        text=" ".join(sentence.text for sentence in sentences),
        source=source,
        voice="heart",
        engine="hibari",
        speaker=None,
        start=first.start,
        end=last.end,
        level=-20.0,
        sentences=tuple(sentences),
    )


def chunks_of(chapter: Chapter, language: str = "en") -> tuple[ChunkTiming, ...]:
    """The chapter's title and sentences, one after the other; left-out spans are not read."""
    said, spoken = said_of(chapter), list[tuple[ChunkKind, str, tuple[int, int] | None]]()
    if chapter.title.strip():
        spoken.append(("heading", chapter.title, None))
    for block in chapter.blocks:
        if block.kind == "scene":
            continue
        at = said.position(block.start)
        for text in split_sentences(said.text(block.start, block.end), language):
            at = said.chapter.text.index(text, at)
            spoken.append((block.kind, text, said.source(at, at + len(text))))
            at += len(text)
    chunks = []
    for number, (kind, text, source) in enumerate(spoken):
        start = HEAD + number * (TONE + GAP)
        sentence = SentenceTiming(text, source, start, start + TONE, exact=True)
        chunks.append(chunk(kind, [sentence], number))
    return tuple(chunks)


def track_of(
    chapter: Chapter, files: Mapping[str, Path] | None = None, language: str = "en"
) -> Track:
    chunks = chunks_of(chapter, language)
    return Track(
        number=chapter.number,
        title=chapter.title,
        kind="chapter",
        part=1,
        parts=1,
        file=f"{chapter.number:02} - {chapter.title}.mp3",
        files=(),
        sample_rate=RATE,
        samples=HEAD + len(chunks) * (TONE + GAP),
        chunks=chunks,
        paths=files or {},
        chapter=chapter,
    )


def book_of(*tracks: Track, cover: bytes | None = None, **changes: str) -> FinishedBook:
    return FinishedBook(replace(about(**changes), cover=cover), tracks, Path("lamp.txt"))


def spec_for(folder: Path) -> PackageSpec:
    return PackageSpec(folder, "The Lamp", ffmpeg_program())


def record(track: Track, path: Path) -> None:
    """Write the track's audio as a WAV file: a tone a sentence."""
    audio = np.zeros(track.samples, dtype="<i2")
    for spoken in track.chunks:
        for number, sentence in enumerate(spoken.sentences):
            times = np.arange(sentence.end - sentence.start) / track.sample_rate
            tone = 6000 * np.sin(2 * np.pi * (330 + 55 * (number % 7)) * times)
            audio[sentence.start : sentence.end] = tone.astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(track.sample_rate)
        file.writeframes(audio.tobytes())


def record_mp3(track: Track, path: Path) -> None:
    """Write the track's audio as an MP3 file of constant bit rate."""
    plain = path.with_suffix(".wav")
    record(track, plain)
    command = [ffmpeg_program(), "-v", "error", "-y", "-i", str(plain), "-b:a", "192k", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    plain.unlink()


def png(width: int = 60, height: int = 90) -> bytes:
    """A picture of one colour."""

    def part(name: bytes, content: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + end

    rows = (b"\0" + bytes((40, 80, 90)) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (part(b"IHDR", head), part(b"IDAT", zlib.compress(rows)), part(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)

"""Joining a book's chapters to one M4B and one MP3, beside encoding them.

    python -m benchmarks.joining [--hours 10]

One chapter of twenty minutes (speech-like sound, room tone around it) is encoded, and is there
under as many names as make the hours. `encoding` is that encoder's CPU for all of them. CPU is
that of the process and its ffmpeg together, without Python's start and imports; memory is the
peak of whichever is larger. Marks are those that ffmpeg reads back, and the worst of them beside
the sum of the tracks' samples (in an MP3: of their frames). Marks: under 5 % of encoding, within
1 ms, memory of one hour plus 20 MB.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import numpy as np

from narrate.about import About
from narrate.assembly.book.joining import make_m4b
from narrate.assembly.book.mp3 import make_mp3_book, read_mp3
from narrate.files.ffmpeg import ffmpeg_program
from narrate.timeline import FinishedBook, PackageSpec, Track

RATE = 44100
FRAMES = 51_680
"""Of AAC: twenty minutes"""
SAMPLES = FRAMES * 1024
MAKERS = {"m4a": make_m4b, "mp3": make_mp3_book}
ENCODERS = {
    "m4a": ["-c:a", "aac", "-b:a", "96k", "-movflags", "+faststart", "-f", "ipod"],
    "mp3": ["-c:a", "libmp3lame", "-b:a", "192k", "-id3v2_version", "3", "-f", "mp3"],
}
MARK_CPU, MARK_ERROR, MARK_MEMORY = 0.05, 0.001, 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=10.0)
    parser.add_argument("--join", nargs=3, metavar=("FORM", "FOLDER", "TRACKS"))
    args = parser.parse_args()
    if args.join:
        form, folder, tracks = args.join
        join_here(form, Path(folder), int(tracks))
        return
    with tempfile.TemporaryDirectory() as name:
        compare(Path(name), max(1, round(args.hours * 3600 * RATE / SAMPLES)))


def compare(folder: Path, tracks: int) -> None:
    write_sound(folder / "chapter.pcm")
    print(f"{tracks} chapters, {tracks * SAMPLES / RATE / 3600:.1f} hours")
    print("form  encoding  joining  share  seconds  MB (1 h)  worst mark")
    for form in MAKERS:
        encoding = encode(folder, form) * tracks
        small, whole = (join(form, folder, n) for n in (3, tracks))
        error = worst_mark(form, folder, tracks)
        share = whole["cpu"] / encoding
        print(
            f"{form:4} {encoding:7.1f} s {whole['cpu']:6.2f} s {share:6.2%} {whole['seconds']:7.1f}"
            f" {whole['mb']:5.0f} ({small['mb']:.0f}) {error * 1000:8.3f} ms"
        )
        missed = share > MARK_CPU or error > MARK_ERROR or whole["mb"] > small["mb"] + MARK_MEMORY
        if missed:
            print(f"{form}: a mark is missed", file=sys.stderr)


def write_sound(path: Path) -> None:
    """A second of a buzzing voice in syllables, over and over, with a second of tone around."""
    noise = np.random.default_rng(0)
    time_ = np.arange(RATE) / RATE
    voice = sum(np.cos(2 * np.pi * 120 * k * time_) / k**0.7 for k in range(1, 25))
    second = np.asarray(voice) * np.sin(np.pi * 4 * time_) ** 2
    second *= 0.08 / np.sqrt((second**2).mean())
    with path.open("wb") as file:
        for start in range(0, SAMPLES, RATE):
            length = min(RATE, SAMPLES - start)
            heard = second[:length] if 0 < start < SAMPLES - 2 * RATE else 0.0
            sound = heard + noise.normal(0, 10 ** (-75 / 20), length)
            file.write(np.rint(sound * 32767).astype("<i2").tobytes())


def encode(folder: Path, form: str) -> float:
    """Encode the chapter; gives CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ready = ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", str(folder / "chapter.pcm")]
    exact = ["-fflags", "+bitexact", "-flags:a", "+bitexact", "-threads", "1"]
    line = [ffmpeg_program(), "-v", "error", "-y", *ready, *exact, *ENCODERS[form]]
    subprocess.run([*line, str(folder / f"chapter.{form}")], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def join(form: str, folder: Path, tracks: int) -> dict[str, float]:
    """Join in a process of its own, whose memory nobody else has filled."""
    line = [sys.executable, "-m", "benchmarks.joining", "--join", form, str(folder), str(tracks)]
    done = subprocess.run(line, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def join_here(form: str, folder: Path, tracks: int) -> None:
    file = folder / f"chapter.{form}"
    made = [
        Track(
            n, f"Chapter {n}", "chapter", 1, 1, f"{n}.{form}", (), RATE, SAMPLES, (), {form: file}
        )
        for n in range(1, tracks + 1)
    ]
    book = FinishedBook(About("Book", "Author", "Heart", "en"), tuple(made), Path("book.epub"))
    before, began = used()[0], time.monotonic()
    MAKERS[form](book, PackageSpec(folder, "Book", ffmpeg_program()))
    cpu, mb = used()
    print(json.dumps({"cpu": cpu - before, "mb": mb, "seconds": time.monotonic() - began}))


def used() -> tuple[float, float]:
    """CPU seconds of this process and its children, MB at the peak of the larger one."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    unit = 1e6 if sys.platform == "darwin" else 1024
    cpu = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    return cpu, max(own.ru_maxrss, children.ru_maxrss) / unit


def worst_mark(form: str, folder: Path, tracks: int) -> float:
    """Seconds between a mark and where its track begins."""
    made = folder / f"Book.{'m4b' if form == 'm4a' else 'mp3'}"
    found = list(marks(made))
    made.unlink()
    length = SAMPLES
    if form == "mp3":
        file = read_mp3(folder / "chapter.mp3")
        length = file.frames * file.frame
    starts = accumulate([length / RATE] * (tracks - 1), initial=0.0)
    return max(abs(mark - start) for mark, start in zip(found, starts, strict=True))


def marks(path: Path) -> Iterator[float]:
    line = [ffmpeg_program(), "-v", "error", "-copyts", "-i", str(path), "-f", "ffmetadata", "-"]
    text = subprocess.run(line, check=True, capture_output=True).stdout.decode()
    for base, start in re.findall(r"TIMEBASE=1/(\d+)\nSTART=(\d+)", text):
        yield int(start) / int(base)


if __name__ == "__main__":
    main()

"""How fast `narrate check` measures a delivered file, beside plain ffmpeg.

    python -m benchmarks.check [--hours 10]

A chapter of made-up speech with its timeline and takes is encoded as an MP3 and then measured:
samples, frames, tags, every chunk against its take. Beside it is one run of ffmpeg that
decodes the file and does nothing, and one with its own `astats` and `ebur128` filters, which
give fewer figures. Each row is a process of its own, so that its memory is its own too.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from narrate.check.measures.track import check_track
from narrate.check.measures.wanted import (
    Standard,
    TakeSound,
    TimelineChunk,
    WantedFile,
    WantedTrack,
)
from narrate.files.ffmpeg import ffmpeg_program
from narrate.profiles import PROFILES

RATE = 44100
CHUNK, PAUSE, HEAD, TAIL = 11.0, 0.5, 1.0, 2.5
DIFFERENT = 40
"""Takes that are told over and over"""


def take(seed: int) -> np.ndarray:
    """Noise in the rhythm of syllables."""
    random = np.random.default_rng(seed)
    time = np.arange(round(CHUNK * RATE)) / RATE
    pitch = 2 * np.pi * np.cumsum(120 + 20 * np.sin(5 * time)) / RATE
    knots = np.cumsum(random.uniform(0.08, 0.3, 120))
    loud = np.interp(time, knots, random.uniform(0.02, 1, 120))
    sound = sum(np.cos(k * pitch) / k for k in range(1, 12)) * loud
    sound *= np.minimum(1, np.minimum(time, time[::-1]) * 100)
    sound = np.clip(sound * 0.1 / np.sqrt((sound**2).mean()), -0.6, 0.6)
    return np.rint(sound * 32767).astype("<i2")


def made(path: Path, hours: float) -> None:
    """Encode the chapter."""
    takes = [take(seed) for seed in range(DIFFERENT)]
    tone = np.random.default_rng(0).normal(0, 6, 3 * RATE).astype("<i2")
    line = [ffmpeg_program(), "-y", "-v", "error", "-f", "s16le", "-ar", str(RATE), "-ac", "1"]
    line += ["-i", "-", "-b:a", "192k", str(path)]
    with subprocess.Popen(line, stdin=subprocess.PIPE) as encoder:
        assert encoder.stdin
        encoder.stdin.write(tone[: round(HEAD * RATE)].tobytes())
        for number in range(count(hours)):
            encoder.stdin.write(takes[number % DIFFERENT].tobytes())
            last = number == count(hours) - 1
            encoder.stdin.write(tone[: round((TAIL if last else PAUSE) * RATE)].tobytes())


def count(hours: float) -> int:
    return max(round(hours * 3600 / (CHUNK + PAUSE)), 1)


def wanted(path: Path, hours: float) -> WantedTrack:
    """The chapter's timeline, and its takes."""
    length, pause, head = (round(seconds * RATE) for seconds in (CHUNK, PAUSE, HEAD))
    takes = [TakeSound(RATE, take(seed)) for seed in range(DIFFERENT)]
    starts = [head + number * (length + pause) for number in range(count(hours))]
    chunks = tuple(
        TimelineChunk(f"001-{n:04}", "Words.", "v", "e", None, start, start + length)
        for n, start in enumerate(starts)
    )
    return WantedTrack(
        number=1,
        title="Long",
        sample_rate=RATE,
        samples=starts[-1] + length + round(TAIL * RATE),
        head=HEAD,
        tail=TAIL,
        chunks=chunks,
        pauses=(PAUSE,) * len(chunks),
        files=(WantedFile("mp3", path, 192),),
        read_take=lambda index: takes[index % DIFFERENT],
    )


def check(path: Path, hours: float) -> None:
    profile = PROFILES["acx"]
    result = check_track(ffmpeg_program(), wanted(path, hours), Standard(profile.limits, "rms"))
    bad = {measure.name for measure in result.checks if not measure.passed}
    assert bad <= {"minutes"}, bad


def ffmpeg(path: Path, filters: str) -> None:
    line = [ffmpeg_program(), "-v", "error", "-nostdin", "-i", str(path), "-af", filters]
    subprocess.run([*line, "-f", "null", "-"], check=True)


ROWS: dict[str, Callable[[Path, float], None]] = {
    "narrate check": check,
    "ffmpeg, decode only": lambda path, hours: ffmpeg(path, "anull"),
    "ffmpeg, astats and ebur128": lambda path, hours: ffmpeg(
        path, "astats=measure_perchannel=none,ebur128=peak=true:framelog=verbose"
    ),
}


def measured(row: str, path: Path, hours: float) -> tuple[float, float]:
    """CPU seconds and MB at most of this process and of ffmpeg's, in a process of its own."""
    child = os.fork()
    if not child:
        ROWS[row](path, hours)
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        seconds = sum(each.ru_utime + each.ru_stime for each in used)
        path.with_suffix(".row").write_text(f"{seconds} {used[0].ru_maxrss / 1024}")
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(f"{row} failed")
    seconds, memory = map(float, path.with_suffix(".row").read_text().split())
    return seconds, memory


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hours", type=float, default=10.0)
    hours = parser.parse_args().hours
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.mp3"
        made(path, hours)
        print(f"{hours:g} h of MP3, 192 kbit/s\n")
        print(f"{'':28} {'CPU s':>8} {'x real time':>12} {'MB of Python':>13}")
        for row in ROWS:
            seconds, memory = measured(row, path, hours)
            print(f"{row:28} {seconds:8.1f} {hours * 3600 / seconds:12.0f} {memory:13.0f}")


if __name__ == "__main__":
    main()

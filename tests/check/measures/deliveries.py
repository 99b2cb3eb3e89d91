"""A chapter as it is delivered, and what may happen to it on the way: real audio, real ffmpeg."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narrate.check.measures.result import TrackResult
from narrate.check.measures.timeline import TimelineChunk
from narrate.check.measures.track import check_track
from narrate.check.measures.wanted import Standard, TakeSound, WantedFile, WantedTrack
from narrate.files.ffmpeg import ffmpeg_program
from narrate.profiles import PROFILES
from tests.assembly.takes import babble

RATE = 44100
HEAD, PAUSE, TAIL = 1.0, 0.5, 2.0
TAGS = {"title": "Loomings", "album": "Moby Dick", "artist": "H. Melville", "track": "1/3"}
ACX = Standard(PROFILES["acx"].limits, "rms")

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Chapter:
    """A chapter's sound, and what is wanted of it."""

    sound: Floats
    takes: tuple[npt.NDArray[np.int16], ...]
    spans: tuple[tuple[int, int], ...]

    def wanted(self, *files: WantedFile, number: int = 1, **fields: object) -> WantedTrack:
        """The track as plan and timeline have it."""
        chunks = tuple(
            TimelineChunk(
                f"{number:03}-{n:04}", f"Words of {n}.", "v", "e", None, start, end, -20.0
            )
            for n, (start, end) in enumerate(self.spans)
        )
        track = WantedTrack(
            number=number,
            title="Loomings",
            sample_rate=RATE,
            samples=len(self.sound),
            head=HEAD,
            tail=TAIL,
            chunks=chunks,
            pauses=(PAUSE,) * len(chunks),
            files=files,
            read_take=lambda index: TakeSound(RATE, self.takes[index]),
        )
        return replace(track, **fields)  # type: ignore[arg-type]


def chapter(seed: int = 0, lengths: Sequence[float] = (1.6, 2.3, 1.9)) -> Chapter:
    """Speech of three chunks at -20 dB, with room tone at -75 dB."""
    takes = [spoken(length, seed * 100 + n) for n, length in enumerate(lengths)]
    pieces: list[Floats] = [np.zeros(round(HEAD * RATE))]
    spans = []
    for number, take in enumerate(takes):
        if number:
            pieces.append(np.zeros(round(PAUSE * RATE)))
        start = sum(map(len, pieces))
        pieces.append(take)
        spans.append((start, start + len(take)))
    pieces.append(np.zeros(round(TAIL * RATE)))
    sound = np.concatenate(pieces)
    sound += np.random.default_rng(seed).normal(0, 10 ** (-75 / 20), len(sound))
    kept = tuple(np.rint(take * 16000).astype(np.int16) for take in takes)
    return Chapter(sound, kept, tuple(spans))


def spoken(seconds: float, seed: int) -> Floats:
    """A take as it lies in a chapter: syllables of all lengths, faded ends, peaks at -5 dB."""
    sound = babble(seconds, seed=seed, rate=RATE, level=0.1)
    random = np.random.default_rng(seed)
    knots = np.cumsum(random.uniform(0.08, 0.3, round(seconds * 12)))
    loud = np.interp(np.arange(len(sound)) / RATE, knots, random.uniform(0.02, 1.0, len(knots)))
    sound *= loud
    for _ in range(3):
        sound = np.clip(sound * 0.1 / np.sqrt((sound**2).mean()), -0.55, 0.55)
    ramp = np.linspace(0, 1, RATE // 50)
    sound[: len(ramp)] *= ramp
    sound[-len(ramp) :] *= ramp[::-1]
    return sound


def write(
    path: Path, sound: Floats, *options: str, rate: int = RATE, more: Sequence[str] = ()
) -> Path:
    """Encode sound as a mastered file would be, or as `options` of ffmpeg say.

    `more` are further inputs.
    """
    usual = {
        ".mp3": ("-b:a", "192k", "-id3v2_version", "3"),
        ".opus": ("-ar", "48000"),
        ".m4a": ("-f", "ipod"),
    }
    tags = [part for name, value in TAGS.items() for part in ("-metadata", f"{name}={value}")]
    samples = np.clip(np.rint(sound * 32767), -32768, 32767).astype("<i2")
    line = [ffmpeg_program(), "-y", "-v", "error", "-f", "s16le", "-ar", str(rate), "-ac", "1"]
    line += ["-i", "-", *more, *tags, *(options or usual.get(path.suffix, ())), str(path)]
    subprocess.run(line, input=samples.tobytes(), check=True)
    return path


def ask(*arguments: object) -> str:
    """What ffmpeg's own filters say of a file."""
    line = [ffmpeg_program(), "-hide_banner", "-nostats", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, check=True).stderr.decode()


def check(track: WantedTrack, standard: Standard = ACX) -> TrackResult:
    """Measure a track."""
    return check_track(ffmpeg_program(), track, standard)


def failed(result: TrackResult) -> dict[str, str]:
    """The measures that did not pass, with what they say."""
    return {measure.name: measure.message for measure in result.checks if not measure.passed}


Change = Callable[[Floats, Chapter], Floats]

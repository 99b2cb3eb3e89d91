"""A chapter as it is delivered, and what may happen to it on the way: real audio, real ffmpeg."""

from __future__ import annotations

import functools
import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narrate.check.measures.result import TrackResult
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
"""What happens to the sound of a chapter on its way"""


@functools.cache
def good() -> Chapter:
    """A chapter that nothing is wrong with."""
    return chapter(1)


def found_in(tmp_path: Path, change: Change, form: str = "mp3") -> dict[str, str]:
    """What the check finds wrong with a chapter that this happened to."""
    made = good()
    path = write(tmp_path / f"a.{form}", change(made.sound.copy(), made))
    bitrate = 192 if form == "mp3" else None
    return failed(check(made.wanted(WantedFile(form, path, bitrate, TAGS))))


def cut_second(sound: Floats, made: Chapter) -> Floats:
    """A second of the middle chunk is gone."""
    at = made.spans[1][0] + RATE // 2
    return np.concatenate([sound[:at], sound[at + RATE :]])


def gain(sound: Floats, made: Chapter) -> Floats:
    """All of it at half its amplitude."""
    return sound / 2


def gain_of_a_part(sound: Floats, made: Chapter) -> Floats:
    """Most of the middle chunk at half its amplitude."""
    start, end = made.spans[1]
    sound[start + 20000 : end] /= 2
    return sound


def lost_sentence(sound: Floats, made: Chapter) -> Floats:
    """The middle chunk is gone."""
    start, end = made.spans[1]
    return np.concatenate([sound[:start], sound[end:]])


def silenced_sentence(sound: Floats, made: Chapter) -> Floats:
    """Room tone in place of the middle chunk."""
    start, end = made.spans[1]
    sound[start:end] = sound[: end - start] * 0.9
    return sound


def silenced_word(sound: Floats, made: Chapter) -> Floats:
    """Room tone in place of half a second of the middle chunk."""
    start = made.spans[1][0]
    sound[start + 30000 : start + 55000] = sound[:25000]
    return sound


def swapped_sentences(sound: Floats, made: Chapter) -> Floats:
    """The first chunk and the beginning of the second have changed places."""
    start, end = made.spans[0]
    other = made.spans[1][0]
    first = sound[start:end].copy()
    sound[start:end] = sound[other : other + end - start]
    sound[other : other + end - start] = first
    return sound


def silent(sound: Floats, made: Chapter) -> Floats:
    """Room tone and nothing else."""
    return np.resize(sound[: RATE // 2], len(sound))


def hiss(sound: Floats, made: Chapter) -> Floats:
    """Noise of -46 dB all over it."""
    return sound + np.random.default_rng(9).normal(0, 10 ** (-46 / 20), len(sound))


def digital_silence(sound: Floats, made: Chapter) -> Floats:
    """Zeros for the last second."""
    sound[-RATE:] = 0
    return sound


def no_head(sound: Floats, made: Chapter) -> Floats:
    """It begins 2 ms before the first chunk."""
    return sound[made.spans[0][0] - 100 :]


def no_tail(sound: Floats, made: Chapter) -> Floats:
    """It ends 2 ms after the last chunk."""
    return sound[: made.spans[-1][1] + 100]


def click_at_a_join(sound: Floats, made: Chapter) -> Floats:
    """One sample stands out where the middle chunk begins."""
    sound[made.spans[1][0]] = 0.2
    return sound


def click_in_a_pause(sound: Floats, made: Chapter) -> Floats:
    """Half a millisecond of -26 dB in the first pause."""
    at = made.spans[0][1] + 11000
    sound[at : at + 20] = 0.05
    return sound


def shifted(sound: Floats, made: Chapter) -> Floats:
    """All of it 200 ms late."""
    return np.concatenate([sound[-8820:], sound[:-8820]])


def too_loud_a_peak(sound: Floats, made: Chapter) -> Floats:
    """A peak of -0.3 dB in the last chunk."""
    at = made.spans[2][0] + 30000
    sound[at : at + 40] = 0.97
    return sound


def figure_in(pattern: str, said: str) -> float:
    """A figure that ffmpeg names: of the whole file where it names several."""
    found = re.findall(pattern, said)
    return float(found[-1] if "level" in pattern or "samples" in pattern else found[0])

"""Sounds to put into takes, and ears to hear what became of them."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from narrate.assembly.spec import ChapterSpec, ChunkSpec, Format
from narrate.audio import Audio, Levels, Take, TakeInfo
from narrate.chunk import Chunk, Voicing
from narrate.files.ffmpeg import ffmpeg_program

RATE = 24000
Floats = npt.NDArray[np.float64]


def tone(hertz: float, seconds: float, rate: int = RATE, level: float = 0.3) -> Floats:
    """A steady tone; full scale = 1.0."""
    time = np.arange(round(seconds * rate)) / rate
    return np.asarray(level * np.sin(2 * np.pi * hertz * time))


def babble(seconds: float, seed: int = 0, rate: int = RATE, level: float = 0.05) -> Floats:
    """Something like speech: a buzzing voice in syllables, 17 dB between RMS (`level`) and peak."""
    random = np.random.default_rng(seed)
    time = np.arange(round(seconds * rate)) / rate
    pitch = 2 * np.pi * np.cumsum(120 + 20 * np.sin(5 * time)) / rate
    voice = sum(np.cos(k * pitch) / k**0.7 for k in range(1, 25))
    syllables = np.abs(np.sin(np.pi * 4 * time)) ** 2
    loud = np.repeat(random.uniform(0.3, 1.0, len(time) // 3000 + 1), 3000)[: len(time)]
    sound = np.asarray(voice) * syllables * loud
    return np.asarray(sound * level / np.sqrt((sound**2).mean()))


def murmur(seconds: float, seed: int = 0, rate: int = RATE, level: float = 0.05) -> Floats:
    """A babble with its peaks pressed down to 10 dB over its RMS: nothing is left to a limiter."""
    sound = np.tanh(babble(seconds, seed, rate, 0.5))
    return np.asarray(sound * level / np.sqrt((sound**2).mean()))


def take(
    sound: Floats, key: str = "k", rate: int = RATE, lead: float = 0.2, tail: float = 0.3
) -> Take:
    """A take with that many seconds of near silence around the sound."""
    first, last = round(lead * rate), round(tail * rate)
    samples = np.rint(np.concatenate([np.zeros(first), sound, np.zeros(last)]) * 32767)
    samples[: first or None : 7] += 1 if first else 0
    heard = samples[first : first + len(sound)] / 32768
    levels = Levels(float((heard**2).sum()), float(np.abs(heard).max(initial=0)), first, last)
    audio = Audio(rate, samples.astype("<i2").tobytes())
    return Take(TakeInfo(key, rate, audio.samples, levels), audio)


class Takes(dict[str, Take]):
    """A store in memory."""

    def info(self, key: str) -> TakeInfo:
        return self[key].info

    def read(self, key: str) -> Take:
        return self[key]


def chunk(
    name: str, key: str, voice: str, pause: float, lengths: tuple[tuple[int, ...], ...] = ((1,),)
) -> ChunkSpec:
    """A chunk of that voice; each of its sentences is one letter."""
    text = "x" * len(lengths)
    voicing = Voicing("hibari", voice, "en", 1.0)
    said = Chunk(name, 0, "paragraph", text, text, voicing, "sentence", pause, (0, len(text)))
    return ChunkSpec(said, key, voice, tuple((n, n + 1) for n in range(len(text))), lengths)


def spec(folder: Path, *formats: Format, **fields: object) -> ChapterSpec:
    """A specification for `01 - Test` in `folder`."""
    return ChapterSpec(
        target=folder / "01 - Test",
        formats=formats or ("wav",),
        ffmpeg=ffmpeg_program(),
        **fields,  # type: ignore[arg-type]
    )


def ints(pcm: bytes) -> npt.NDArray[np.int64]:
    return np.frombuffer(pcm, "<i2").astype(np.int64)


def hear(path: Path, rate: int = RATE) -> npt.NDArray[np.int64]:
    """What a player gives out of a file."""
    return ints(ask_ffmpeg("-i", path, "-map", "0:a", "-ar", rate, "-f", "s16le", "-"))


def read_tags(path: Path, stream: bool = False) -> Mapping[str, str]:
    """Tags as ffmpeg reads them back; Ogg has them at its stream."""
    where = ["-map_metadata", "0:s:a:0"] if stream else []
    text = ask_ffmpeg("-i", path, *where, "-fflags", "+bitexact", "-f", "ffmetadata", "-").decode()
    pairs = re.findall(r"^(\w+)=((?:\\.|[^\\\n])*)$", text, re.MULTILINE)
    return {name: re.sub(r"\\(.)", r"\1", value) for name, value in pairs}


def read_ffmetadata(text: str) -> dict[str, str]:
    """The tags of a whole file in ffmpeg's text format, those of several lines among them."""
    lines = r"^([\w-]+)=((?:\\[\s\S]|[^\\\n])*)$"
    pairs = re.findall(lines, text.split("[CHAPTER]")[0], re.MULTILINE)
    return {name: re.sub(r"\\([\s\S])", r"\1", value) for name, value in pairs}


def read_cover(path: Path) -> bytes:
    return ask_ffmpeg("-i", path, "-map", "0:v", "-c", "copy", "-f", "image2pipe", "-")


def about(path: Path) -> str:
    """What ffmpeg says of a file."""
    line = [ffmpeg_program(), "-hide_banner", "-i", str(path)]
    return subprocess.run(line, stderr=subprocess.PIPE, check=False).stderr.decode()


def picture(kind: str, size: str = "64x48") -> bytes:
    """A test picture, `jpg` or `png`."""
    encoder = {"jpg": "mjpeg", "png": "png"}[kind]
    pattern = ["-f", "lavfi", "-i", f"testsrc=size={size}", "-frames:v", "1"]
    return ask_ffmpeg(
        *pattern,
        "-c:v",
        encoder,
        "-pix_fmt",
        "yuvj420p" if kind == "jpg" else "rgb24",
        "-f",
        "image2pipe",
        "-",
    )


def ebur128(path: Path) -> tuple[float, float]:
    """LUFS and dBTP of a file as ffmpeg measures them."""
    line = [ffmpeg_program(), "-hide_banner", "-nostats", "-i", str(path), "-map", "0:a"]
    line += ["-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    said = subprocess.run(line, stderr=subprocess.PIPE, check=True).stderr.decode()
    loudness, peak = re.findall(r"^ +(?:I|Peak): +(-?[\d.]+) ", said, re.MULTILINE)[-2:]
    return float(loudness), float(peak)


def ask_ffmpeg(*arguments: object) -> bytes:
    """What ffmpeg gives out."""
    line = [ffmpeg_program(), "-v", "error", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, check=True).stdout


def decibels(ratio: float) -> float:
    return float(20 * np.log10(max(ratio, 1e-9)))


def true_peak(samples: npt.ArrayLike) -> float:
    """The highest that a converter makes of the samples, at eight times their rate."""
    sound = np.pad(np.asarray(samples, float), 500)
    return float(np.abs(np.fft.irfft(np.fft.rfft(sound), 8 * len(sound)) * 8).max())


def rms(samples: npt.ArrayLike) -> float:
    return float(np.sqrt((np.asarray(samples, float) ** 2).mean()))

"""Cheap audio for the stand-in: a tone as long as its text, the same for the same text."""

from __future__ import annotations

import functools
import math
import struct
import subprocess
import zlib

import numpy as np

from narrate.files.ffmpeg import ffmpeg_program

BLOCK = 0.16
"""Seconds; the real service's clips are multiples of it"""
LEAD, TAIL = 0.20, 0.36
"""Seconds of near silence at the ends, as in the vendor's sample"""
TONES = 12
"""Different pitches, so that one text's audio is told from another's"""


def samples_of(text: str, rate: int, speed: float, per_character: float) -> bytes:
    """16-bit samples: lead, a voiced-like tone with swells like syllables, tail."""
    spoken = len(text) * per_character / speed
    blocks = max(1, math.ceil((LEAD + spoken + TAIL) / BLOCK))
    total = round(blocks * BLOCK * rate)
    lead, tail = _hush(round(LEAD * rate)), _hush(round(TAIL * rate))
    middle = 2 * total - len(lead) - len(tail)
    loop = _loop(rate, zlib.crc32(text.encode("utf-8", "replace")) % TONES)
    repeated = loop * (middle // len(loop) + 1)
    return b"".join((lead, memoryview(repeated)[:middle], tail))


@functools.cache
def _loop(rate: int, tone: int) -> bytes:
    """One second that can be repeated without a click: whole periods of all its parts."""
    time = np.arange(rate) / rate
    pitch = 110 + 10 * tone
    voice = np.zeros(rate)
    for harmonic in range(1, 9):
        voice += np.sin(2 * np.pi * pitch * harmonic * time) / harmonic
    swell = 0.55 - 0.45 * np.cos(2 * np.pi * 4 * time)
    return bytes(np.rint(voice / np.abs(voice).max() * swell * 0.4 * 32767).astype("<i2").tobytes())


@functools.cache
def _hush(samples: int) -> bytes:
    """Not quite silence, as the service's padding is not either."""
    return np.resize(np.array([0, 1, 0, -1], dtype="<i2"), samples).tobytes()


def wav(pcm: bytes, rate: int, riff: int | None = None, data: int | None = None) -> bytes:
    """A WAV of 16-bit mono samples; `riff` and `data` are sizes to claim instead of the true."""
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        len(pcm) + 36 if riff is None else riff,
        *(b"WAVE", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16, b"data"),
        len(pcm) if data is None else data,
    )
    return head + pcm


def ulaw(pcm: bytes) -> bytes:
    """G.711 mu-law, one byte a sample."""
    sound = np.frombuffer(pcm, "<i2").astype(int)
    size = np.minimum(np.abs(sound), 32635) + 0x84
    exponent = np.floor(np.log2(size)).astype(int) - 7
    code = (exponent << 4) | ((size >> (exponent + 3)) & 0x0F)
    return bytes(((np.where(sound < 0, code | 0x80, code) ^ 0xFF).astype(np.uint8)).tobytes())


def alaw(pcm: bytes) -> bytes:
    """G.711 A-law, one byte a sample."""
    sound = np.frombuffer(pcm, "<i2").astype(int)
    size = np.minimum(np.where(sound < 0, -sound - 1, sound), 32767)
    exponent = np.maximum(np.floor(np.log2(np.maximum(size, 1))).astype(int) - 7, 0)
    steps = np.where(exponent == 0, size >> 4, size >> (exponent + 3)) & 0x0F
    code = (exponent << 4) | steps
    return bytes(((np.where(sound < 0, code, code | 0x80) ^ 0x55).astype(np.uint8)).tobytes())


@functools.lru_cache(maxsize=64)
def mp3(pcm: bytes, rate: int) -> bytes:
    """Constant bit rate without tags, as the service sends it."""
    options = f"-v error -f s16le -ar {rate} -ac 1 -i pipe:0 -b:a 128k -write_xing 0"
    tagless = "-id3v2_version 0 -map_metadata -1 -fflags +bitexact -f mp3 pipe:1"
    command = [ffmpeg_program(), *options.split(), *tagless.split()]
    return subprocess.run(command, input=pcm, capture_output=True, check=True).stdout

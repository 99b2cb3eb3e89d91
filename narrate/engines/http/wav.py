"""RIFF/WAVE as servers really send it: sizes that lie, extra chunks, any sample format.

Also G.711, telephone samples of eight bits (ITU-T recommendation G.711).
"""

import functools
import struct
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from narrate.audio import Audio
from narrate.errors import TemporaryError

Law = Literal["ulaw", "alaw"]


def decode(data: bytes, law: Law) -> bytes:
    """Signed 16-bit little-endian samples, one for each byte."""
    return _table(law)[np.frombuffer(data, np.uint8)].tobytes()


@functools.cache
def _table(law: Law) -> npt.NDArray[np.int16]:
    """The sample that each of the 256 bytes stands for."""
    codes = np.arange(256)
    return (_ulaw(codes ^ 0xFF) if law == "ulaw" else _alaw(codes ^ 0x55)).astype("<i2")


def _ulaw(codes: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    steps, exponent = codes & 0x0F, (codes >> 4) & 0x07
    size = (((steps << 3) + 0x84) << exponent) - 0x84
    return np.where(codes & 0x80, -size, size)


def _alaw(codes: npt.NDArray[np.int_]) -> npt.NDArray[np.int_]:
    steps, exponent = codes & 0x0F, (codes >> 4) & 0x07
    small = (steps << 4) + 8
    size = np.where(exponent == 0, small, (small + 0x100) << np.maximum(exponent - 1, 0))
    return np.where(codes & 0x80, size, -size)


PLACEHOLDER: Final = 0x7FFF0000
"""Sizes from here on stand for "not known when the header was written", as does 0"""

_PCM, _FLOAT, _ALAW, _ULAW, _EXTENSIBLE = 1, 3, 6, 7, 0xFFFE


@dataclass(frozen=True, slots=True)
class _Form:
    code: int
    channels: int
    rate: int
    bits: int


def is_wav(body: bytes) -> bool:
    """It begins as a WAVE file does."""
    return body[:4] == b"RIFF" and body[8:12] == b"WAVE"


def read_wav(body: bytes) -> Audio:
    """The sound of a WAVE file; raises TemporaryError (`billed`) where it is not all there.

    Several channels are mixed to one. Where one file follows another, both are read.
    """
    form, data, rest = _parts(body)
    audio = Audio(form.rate, _mono(form, data))
    while is_wav(rest):
        form, data, rest = _parts(rest)
        if form.rate != audio.rate:
            raise _unfit("it holds two sounds of different rates")
        audio = Audio(form.rate, audio.pcm + _mono(form, data))
    return audio


def _parts(body: bytes) -> tuple[_Form, bytes, bytes]:
    """Format, samples, and what follows the chunk of samples."""
    form, place = None, 12
    while place + 8 <= len(body):
        kind, size = struct.unpack_from("<4sI", body, place)
        place += 8
        if kind == b"data":
            if form is None:
                raise _unfit("its format is not told")
            return form, *_data(body, place, size)
        if kind == b"fmt ":
            form = _form(body[place : place + size])
        place += size + size % 2
    raise _unfit("it ends before any sample")


def _data(body: bytes, place: int, size: int) -> tuple[bytes, bytes]:
    there = len(body) - place
    if size == 0 or size >= PLACEHOLDER:
        return body[place:], b""
    if size > there:
        raise _unfit(f"it was cut short: {there:,} of {size:,} bytes of sound")
    end = place + size + size % 2
    follows = body[end : end + 4]
    if follows and not (len(follows) == 4 and follows.isascii() and follows.decode().isprintable()):
        return body[place:], b""  # no chunk follows, so the size was wrong
    return body[place : place + size], body[end:]


def _form(chunk: bytes) -> _Form:
    if len(chunk) < 16:
        raise _unfit("its format is not told")
    code, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if code == _EXTENSIBLE and len(chunk) >= 26:
        (code,) = struct.unpack_from("<H", chunk, 24)
    if not (1 <= channels <= 8 and 4000 <= rate <= 192000):
        raise _unfit(f"{channels} channels at {rate} Hz are not speech")
    return _Form(code, channels, rate, bits)


def _mono(form: _Form, data: bytes) -> bytes:
    if (form.code, form.bits, form.channels) == (_PCM, 16, 1):
        return data[: len(data) // 2 * 2]
    frame = form.channels * max(1, form.bits // 8)
    sound = _floats(form, data[: len(data) // frame * frame])
    mixed = sound.reshape(-1, form.channels).mean(axis=1)
    return bytes(np.rint(np.clip(mixed, -1.0, 1.0) * 32767.0).astype("<i2").tobytes())


def _floats(form: _Form, data: bytes) -> npt.NDArray[np.float64]:
    """Samples of any format that speech comes in, full scale = 1.0."""
    match form.code, form.bits:
        case (1, 8):
            return (np.frombuffer(data, np.uint8) - 128.0) / 128
        case (1, 16):
            return np.frombuffer(data, "<i2") / 32768.0
        case (1, 24):
            wide = np.zeros((len(data) // 3, 4), np.uint8)
            wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
            return wide.reshape(-1).view("<i4") / 2.0**31
        case (1, 32):
            return np.frombuffer(data, "<i4") / 2.0**31
        case (3, 32 | 64):
            floats = np.frombuffer(data, f"<f{form.bits // 8}")
            return np.nan_to_num(floats.astype(np.float64))
        case (6 | 7, 8):
            pcm = decode(data, "alaw" if form.code == _ALAW else "ulaw")
            return np.frombuffer(pcm, "<i2") / 32768.0
    raise _unfit(f"its format ({form.code}, {form.bits} bits) is not known")


def _unfit(why: str) -> TemporaryError:
    return TemporaryError(f"the answer is not a usable WAV: {why}", billed=True)

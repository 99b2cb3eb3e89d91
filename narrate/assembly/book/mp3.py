"""An MP3 file that narrate has encoded: where its frames lie, and what its first one says of them.

The first frame is silent and holds an `Info` header: how many frames and bytes there are, and how
many samples the encoder put before and after the sound (LAME's extension of Xing's header).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from narrate.errors import AssemblyError

_ID3 = 10
"""Bytes of the head of an ID3v2 tag"""
# Kilobits by index, layer III: MPEG-1, and MPEG-2 and 2.5 (ISO/IEC 11172-3, 13818-3)
_BITRATES = (
    (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Hertz by version bits (3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5) and index"""
_FRAMES, _BYTES, _DELAY, _LENGTH, _CRCS = 8, 12, 141, 148, 152
"""Where in an `Info` header, counted from that word"""
_COVERED = 190
"""Bytes of the frame that the checksum of the header is of"""


@dataclass(frozen=True, slots=True)
class Mp3File:
    """An MP3 file of a constant bit rate."""

    path: Path
    info: bytes
    """The frame with the `Info` header"""
    word: int
    """Where `Info` stands in it"""
    start: int
    """Where the first frame of sound lies in the file"""
    length: int
    """Bytes of all of them"""
    frames: int
    """How many they are"""
    delay: int
    """Samples that the encoder put before the sound"""
    padding: int
    """Samples that it put behind it"""
    frame: int
    """Samples of a frame"""
    sample_rate: int
    """Hertz"""

    @property
    def samples(self) -> int:
        """Length of what is heard."""
        return self.frames * self.frame - self.delay - self.padding

    @property
    def decoding(self) -> bytes:
        """What has to be the same in files that are joined: version, rates, channels, delay."""
        head = bytes((self.info[1], self.info[2] & 0xFC, self.info[3] & 0xC0))
        return head + self.delay.to_bytes(2, "big")

    def head_of(self, files: list[Mp3File]) -> bytes:
        """An `Info` frame for this file's frames and others' behind them; `files` are all.

        Its table of places is by hundredths, so at a constant bit rate it is that of any file.
        """
        frame, at = bytearray(self.info), self.word
        most = 2**32 - 1
        length = min(len(frame) + sum(file.length for file in files), most)
        struct.pack_into(">II", frame, at + _FRAMES, sum(f.frames for f in files), length)
        unheard = self.delay << 12 | files[-1].padding
        frame[at + _DELAY : at + _DELAY + 3] = unheard.to_bytes(3, "big")
        struct.pack_into(">I", frame, at + _LENGTH, length)
        struct.pack_into(">HH", frame, at + _CRCS, 0, 0)  # of the sound: not known
        struct.pack_into(">H", frame, at + _CRCS + 2, _checksum(bytes(frame[:_COVERED])))
        return bytes(frame)


def read_mp3(path: Path) -> Mp3File:
    """Find the frames of an MP3 file; nothing of the sound is read.

    Raises AssemblyError, with the file's name, for anything but what narrate's encoder writes.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            begin = id3_length(file)
            file.seek(begin)
            head = file.read(4)
            frame, rate, length = _header(head)
            info = head + file.read(length - 4)
        word = 4 + _side_information(head)
        frames, stated = struct.unpack_from(">II", info, word + _FRAMES)
        unheard = int.from_bytes(info[word + _DELAY : word + _DELAY + 3], "big")
    except OSError as error:
        raise AssemblyError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (struct.error, IndexError) as error:
        raise AssemblyError(f"{path}: not an MP3 file of narrate") from error
    if info[word : word + 4] != b"Info" or begin + stated != size:
        raise AssemblyError(f"{path}: not an MP3 file of narrate, or not all of it")
    return Mp3File(
        path=path,
        info=info,
        word=word,
        start=begin + length,
        length=size - begin - length,
        frames=frames,
        delay=unheard >> 12,
        padding=unheard & 0xFFF,
        frame=frame,
        sample_rate=rate,
    )


def id3_length(file: BinaryIO) -> int:
    """Bytes of the ID3v2 tag that a file begins with; 0 where there is none."""
    file.seek(0)
    head = file.read(_ID3)
    if len(head) < _ID3 or not head.startswith(b"ID3"):
        return 0
    length = 0
    for byte in head[6:]:
        length = length << 7 | byte & 0x7F
    return _ID3 + length


def _header(head: bytes) -> tuple[int, int, int]:
    """Samples and rate of a frame of layer III, and its bytes. Raises IndexError for others."""
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    index, padded = head[2] >> 4, head[2] >> 1 & 1
    if head[0] != 0xFF or head[1] < 0xE0 or layer != 1 or version == 1 or not 0 < index < 15:
        raise IndexError
    rate = _RATES[version][head[2] >> 2 & 3]
    samples = 1152 if version == 3 else 576
    bits = _BITRATES[version != 3][index - 1] * 1000
    return samples, rate, samples // 8 * bits // rate + padded


def _side_information(head: bytes) -> int:
    """Bytes between a frame's header and its data, in which the `Info` header lies."""
    full, mono = head[1] >> 3 & 3 == 3, head[3] >> 6 == 3
    return (17 if mono else 32) if full else (9 if mono else 17)


def _checksum(data: bytes) -> int:
    """CRC-16 as LAME's header has it: x^16 + x^15 + x^2 + 1, lowest bit first, from 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc

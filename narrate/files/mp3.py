"""Headers of MP3 frames and the length of ID3 tags.

ISO/IEC 11172-3, 2.4.1.3 and 13818-3 (layer III: MPEG-1, MPEG-2 and 2.5); id3.org (ID3v2).
"""

from dataclasses import dataclass
from typing import Final

_BITRATES: Final = {
    1: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""kbit/s by the header's index: MPEG-1, and MPEG-2 with 2.5"""
_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""Hertz by the header's version bits (3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5) and index"""
_MODES: Final = ("stereo", "joint stereo", "dual channel", "mono")
_SIDE: Final = {(True, True): 17, (True, False): 32, (False, True): 9, (False, False): 17}
"""Bytes of side information by MPEG-1 and mono; a Xing or Info header comes after it"""

ID3_HEAD: Final = 10
"""Bytes of the head of an ID3v2 tag"""


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """What the header of one frame says."""

    size: int
    """Bytes, header included"""
    samples: int
    """Samples of each channel"""
    bitrate: int
    """kbit/s"""
    rate: int
    """Hertz"""
    mode: str
    """`mono`, `stereo`, `joint stereo`, `dual channel`"""
    info_at: int
    """Bytes from its start to a Xing or Info header, if it has one"""


def frame_header(head: bytes) -> FrameHeader | None:
    """The header in these four bytes, if they are one of layer III."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # sync, and layer III
        return None
    version, index, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or index in (0, 15) or rate == 3:
        return None
    first = version == 3
    samples = 1152 if first else 576
    bitrate, hertz = _BITRATES[1 if first else 2][index], _RATES[version][rate]
    size = samples // 8 * 1000 * bitrate // hertz + (head[2] >> 1 & 1)
    mode = _MODES[head[3] >> 6]
    return FrameHeader(size, samples, bitrate, hertz, mode, 4 + _SIDE[first, mode == "mono"])


def id3_size(head: bytes) -> int:
    """Bytes of the ID3v2 tag, footer included, that begins with these ten; 0 where none does."""
    if len(head) < ID3_HEAD or not head.startswith(b"ID3"):
        return 0
    size = 0
    for byte in head[6:ID3_HEAD]:
        size = size << 7 | byte & 0x7F
    return size + (2 * ID3_HEAD if head[5] & 0x10 else ID3_HEAD)

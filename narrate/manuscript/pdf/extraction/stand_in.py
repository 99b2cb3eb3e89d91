"""A font of one glyph, a box, for fonts of East Asian scripts that a file names and does not hold.

PDFium looks for such fonts on the machine. Where there is none, a letter has no extent, and text
without extent is not given out: a page set in vertical lines is lost nearly whole. With a box for
every letter all text has a place, and the same one on every machine.
"""

import ctypes
import struct
from collections.abc import Callable
from typing import Any, Final

import pypdfium2.raw as raw

_CHARSETS: Final = frozenset({128, 129, 134, 136})
"""Japanese, Korean, simplified and traditional Chinese, by the numbers of Windows"""
_UNIT: Final = 1000
_BOTTOM, _TOP = -120, 880
_kept: list[Any] = []
"""What PDFium holds pointers to"""


def stand_in() -> None:
    """Have PDFium take the box for every East Asian font that is not in the file."""
    info = raw.FPDF_SYSFONTINFO()
    info.version = 1
    types = dict(info._fields_)
    for name, function in _functions(box_font()).items():
        callback = types[name](function)
        _kept.append(callback)
        setattr(info, name, callback)
    _kept.append(info)
    raw.FPDF_SetSystemFontInfo(info)


def _functions(font: bytes) -> dict[str, Callable[..., Any]]:
    """What PDFium asks the system; of all fonts there is one, and only for those scripts."""

    def find(_info: Any, _weight: int, _italic: int, charset: int, *_rest: Any) -> int | None:
        return 1 if charset in _CHARSETS else None

    def give(_info: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:  # the whole file is asked for by 0
            return 0
        if buffer and size >= len(font):
            ctypes.memmove(buffer, font, len(font))
        return len(font)

    return {
        "Release": lambda *_: None,
        "EnumFonts": lambda *_: None,
        "MapFont": find,
        "GetFont": lambda *_: None,
        "GetFontData": give,
        "GetFaceName": lambda *_: 0,
        "GetFontCharset": lambda *_: min(_CHARSETS),
        "DeleteFont": lambda *_: None,
    }


def box_font() -> bytes:
    """A TrueType font that draws every character as a box of one em."""
    tables = {"cmap": _cmap(), "glyf": _box(), **_measures()}
    place = 12 + 16 * len(tables)
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    body = b""
    for name, data in sorted(tables.items()):
        head += name.encode() + struct.pack(">III", 0, place + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + body


def _cmap() -> bytes:
    """Format 13 of OpenType: one glyph for a whole range of characters."""
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(
        ">HHIIIIII", 13, 0, 28, 0, 1, 0x20, 0x10FFFF, 1
    )


def _box() -> bytes:
    """One contour of four points."""
    across, up = (0, 0, _UNIT, 0), (_BOTTOM, _TOP - _BOTTOM, 0, _BOTTOM - _TOP)
    head = struct.pack(">hhhhhHH", 1, 0, _BOTTOM, _UNIT, _TOP, 3, 0)
    drawn = head + b"\1\1\1\1" + struct.pack(">8h", *across, *up)
    return drawn + bytes(-len(drawn) % 4)


def _measures() -> dict[str, bytes]:
    size = len(_box())
    edges = (0, _BOTTOM, _UNIT, _TOP)
    return {
        "head": struct.pack(
            ">IIIIHHQQ4hHHhhh", 65536, 65536, 0, 0x5F0F3CF5, 0, _UNIT, 0, 0, *edges, 0, 8, 2, 0, 0
        ),
        "hhea": struct.pack(
            ">IhhhH11hH", 65536, _TOP, _BOTTOM, 0, _UNIT, 0, 0, _UNIT, 1, *[0] * 7, 1
        ),
        "hmtx": struct.pack(">Hhh", _UNIT, 0, 0),
        "loca": struct.pack(">HHH", 0, 0, size // 2),
        "maxp": struct.pack(">I14H", 65536, 2, 4, 1, 0, 0, 2, *[0] * 8),
    }

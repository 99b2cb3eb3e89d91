"""Covers and tags as ffmpeg takes them.

Which bytes are a picture that can be carried, how Ogg carries one; tags and chapters in the form
that ffmpeg reads from a file (its `ffmetadata` format).
"""

import base64
import re
import struct
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8"
FRONT_COVER = 3
"""Picture type of ID3v2 APIC and of FLAC's PICTURE block"""
JPEG_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive: what players show"""
_SPECIAL = re.compile(r"[=;#\\]")
_MANY_LINES = re.compile(r"\n{3,}")
_NEVER = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Unicode categories with no place in a tag: controls, lone surrogates, line and paragraph ends"""


PARAGRAPHS = frozenset({"description", "synopsis", "comment"})
"""Tags that may have several lines; every other value becomes one"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A cover that was looked at and found whole."""

    data: bytes
    mime: str
    width: int
    """Pixels"""
    height: int
    """Pixels"""

    @property
    def demuxer(self) -> str:
        """What ffmpeg calls a single file of this kind."""
        return "png_pipe" if self.mime == "image/png" else "jpeg_pipe"

    def as_comment(self) -> str:
        """The value of a METADATA_BLOCK_PICTURE comment (RFC 9639, section 8.8), base64."""
        mime = self.mime.encode()
        head = struct.pack(">II", FRONT_COVER, len(mime)) + mime + struct.pack(">I", 0)
        size = struct.pack(">IIIII", self.width, self.height, 24, 0, len(self.data))
        return base64.b64encode(head + size + self.data).decode()


def open_picture(data: bytes) -> Picture | None:
    """The JPEG or PNG in `data`, None where it is neither, cut short or without a size."""
    try:
        if data.startswith(PNG):
            return _open_png(data)
        if data.startswith(JPEG):
            return _open_jpeg(data)
    except (struct.error, IndexError):
        return None
    return None


def _open_png(data: bytes) -> Picture | None:
    width, height = struct.unpack_from(">II", data, 16)
    at = len(PNG)
    while data[at + 4 : at + 8] != b"IEND":
        (length,) = struct.unpack_from(">I", data, at)
        at += 12 + length
    return _sized(data, "image/png", width, height) if data[12:16] == b"IHDR" else None


def _open_jpeg(data: bytes) -> Picture | None:
    at = len(JPEG)
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # fill byte
            at += 1
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            whole = data.rfind(b"\xff\xd9") > at
            return _sized(data, "image/jpeg", width, height) if whole else None
        at += 2 + length
    return None


def _sized(data: bytes, mime: str, width: int, height: int) -> Picture | None:
    return Picture(data, mime, width, height) if width and height else None


@dataclass(frozen=True, slots=True)
class ChapterMark:
    """A chapter of a file: what lies between two places of it, in samples."""

    title: str
    start: int
    end: int


def ffmetadata(
    tags: Mapping[str, str], marks: Iterable[ChapterMark] = (), sample_rate: int = 1
) -> bytes:
    """The file's content; tags with nothing in them are left out.

    `sample_rate` is that of the marks.
    """
    lines = [";FFMETADATA1"]
    for name, value in tags.items():
        if line := (_lines if name in PARAGRAPHS else _one_line)(value):
            lines.append(f"{name}={line}")
    for mark in marks:
        span = (f"TIMEBASE=1/{sample_rate}", f"START={mark.start}", f"END={mark.end}")
        lines += ["[CHAPTER]", *span, f"title={_one_line(mark.title)}"]
    return ("\n".join(lines) + "\n").encode()


def _lines(value: str) -> str:
    """The end of a line goes in behind a backslash; more than one empty line is one."""
    text = "\n".join(_one_line(line) for line in value.splitlines()).strip("\n")
    return _MANY_LINES.sub("\n\n", text).replace("\n", "\\\n")


def _one_line(value: str) -> str:
    kept = "".join(" " if unicodedata.category(c) in _NEVER else c for c in value)
    # ffmpeg 5.1: a backslash at the end of a line joins the next one to it, escaped or not.
    return _SPECIAL.sub(r"\\\g<0>", " ".join(kept.split()).rstrip("\\ "))

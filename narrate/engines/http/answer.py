"""Audio bytes judged by what they are, never by what the answer calls them."""

import asyncio
import contextlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from narrate.audio import Audio
from narrate.engines.http.wav import decode, is_wav, read_wav
from narrate.errors import EngineUnusable, TemporaryError
from narrate.files.ffmpeg import ffmpeg_program
from narrate.files.mp3 import ID3_HEAD, frame_header, id3_size

SHORTEST: Final = 200
"""Bytes; Waves answers voices that don't belong to the model with WAVs of 100 to 200 bytes"""

_CONTAINERS: Final = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3", b"FORM")
"""First bytes of what ffmpeg is left to read: MP3 with tags, Ogg, FLAC, WebM, AIFF"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the engine was asked to send."""

    output_format: str
    """pcm, wav, mp3, flac, opus, aac, ulaw or alaw"""
    rate: int
    """Hertz"""
    ffmpeg: Path | None = None
    """The program that decodes; None: the one installed with narrate"""


async def judge(body: bytes, asked: Asked) -> Audio:
    """The sound of a successful answer.

    Raises TemporaryError (`billed`) where it is none, or not all of it.
    """
    if is_text(body):
        raise unfit("it is text")  # what it says, the service's own module tells better
    if len(body) < SHORTEST:
        raise unfit(f"it has {len(body)} bytes; does the voice belong to the model?")
    if is_wav(body):
        return read_wav(body)
    if is_mp3(body):
        if not mp3_is_whole(body):
            raise unfit("its MP3 was cut short")
        return await _decoded(body, asked)
    if body.startswith(_CONTAINERS) or is_adts(body):
        return await _decoded(body, asked)
    return _headerless(body, asked)


def is_text(body: bytes) -> bool:
    """JSON, a page, or any other text where sound was asked for."""
    head = body[:512].lstrip()
    if head[:1] in (b"{", b"["):
        try:
            json.loads(body)
        except (ValueError, RecursionError):
            pass
        else:
            return True
    page = head[:1] == b"<" and re.match(rb"<(!doctype|html|\?xml|head|body|h1)", head, re.I)
    return bool(page) or (
        bool(head) and all(32 <= byte < 127 or byte in b"\r\n\t" for byte in head)
    )


def is_mp3(body: bytes) -> bool:
    """ID3, or two MP3 frames one after the other: one alone may be samples by chance."""
    if body[:3] == b"ID3":
        return True
    if not (first := frame_header(body[:4])):
        return False
    return first.size >= len(body) or frame_header(body[first.size :][:4]) is not None


def mp3_is_whole(body: bytes) -> bool:
    """No frame promises more than is there; tags before and after are passed over."""
    place = id3_size(body[:ID3_HEAD])
    while frame := frame_header(body[place : place + 4]):
        place += frame.size
    return place <= len(body)


def is_adts(body: bytes) -> bool:
    """AAC as a stream: two frames one after the other, as with MP3."""
    size = _adts_frame(body, 0)
    return size > 0 and (size == len(body) or _adts_frame(body, size) > 0)


def _adts_frame(body: bytes, place: int) -> int:
    """Length in bytes of the ADTS frame that begins here, 0 where none does."""
    head = body[place : place + 7]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return 0
    return (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5


def _headerless(body: bytes, asked: Asked) -> Audio:
    """Bytes without any form of their own are taken for what was asked for."""
    if asked.output_format in ("ulaw", "alaw"):
        return Audio(asked.rate, decode(body, "ulaw" if asked.output_format == "ulaw" else "alaw"))
    if asked.output_format not in ("pcm", "wav"):
        raise unfit(f"it is not {asked.output_format.upper()}")
    if len(body) % 2:
        raise unfit(f"it ends inside a sample ({len(body):,} bytes)")
    return Audio(asked.rate, body)


async def _decoded(body: bytes, asked: Asked) -> Audio:
    """Through ffmpeg, from pipe to pipe, at whatever rate the sound has."""
    options = "-nostdin -v error -i pipe:0 -map 0:a:0 -ac 1 -c:a pcm_s16le -f wav pipe:1"
    try:
        process = await asyncio.create_subprocess_exec(
            ffmpeg_program(asked.ffmpeg),
            *options.split(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        raise EngineUnusable(f"ffmpeg, which decodes the answer, cannot be run: {error}") from error
    try:
        sound, complaints = await process.communicate(body)
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    if process.returncode or not is_wav(sound):
        raise unfit(f"ffmpeg cannot decode it: {_excerpt(complaints)}")
    return read_wav(sound)


def _excerpt(text: bytes) -> str:
    return " ".join(text[:200].decode("utf-8", errors="replace").split())


def unfit(why: str) -> TemporaryError:
    """The answer counts as a success for the service, but is not the sound asked for."""
    return TemporaryError(f"the answer is not speech: {why}", billed=True)

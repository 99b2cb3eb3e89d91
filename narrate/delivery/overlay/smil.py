"""Media overlay documents: which clip is heard with which element of a page.

https://www.w3.org/TR/epub-33/#sec-media-overlays
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from narrate.delivery.overlay.clips import Clip

MEDIA = "application/smil+xml"
ACTIVE = "-epub-media-overlay-active"
"""The class that reading systems set on what is heard"""


@dataclass(frozen=True, slots=True)
class Overlay:
    """The overlay of one page."""

    page: str
    """Name of the page in the archive"""
    name: str
    """Name of the overlay in the archive"""
    clips: tuple[Clip, ...]

    @property
    def milliseconds(self) -> int:
        """How long it plays."""
        return sum(clip.end - clip.begin for clip in self.clips)


def overlays_of(clips: Sequence[Clip], folder: str) -> list[Overlay]:
    """An overlay for each page, in the order in which the pages are heard."""
    pages: dict[str, list[Clip]] = {}
    for clip in clips:
        pages.setdefault(clip.spot.page, []).append(clip)
    return [
        Overlay(page, f"{folder}/{number:04}.smil", tuple(own))
        for number, (page, own) in enumerate(pages.items(), 1)
    ]


def smil_of(overlay: Overlay, audio: Mapping[int, str]) -> str:
    """The document; `audio` has the archive name of each track's audio."""
    page = link(overlay.name, overlay.page)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops"'
        ' version="3.0">',
        "<body>",
        f'<seq id="page" epub:textref={quoteattr(page)}>',
        *_pars(overlay.clips, page, {k: link(overlay.name, v) for k, v in audio.items()}),
        "</seq>",
        "</body>",
        "</smil>",
    ]
    return "\n".join(lines) + "\n"


def _pars(clips: Sequence[Clip], page: str, audio: Mapping[int, str]) -> list[str]:
    return [
        f'<par id="p{number}"><text src={quoteattr(f"{page}#{quote(clip.spot.id)}")}/>'
        f'<audio src={quoteattr(audio[clip.track])} clipBegin="{clock(clip.begin)}"'
        f' clipEnd="{clock(clip.end)}"/></par>'
        for number, clip in enumerate(clips, 1)
    ]


def clock(milliseconds: int) -> str:
    """A time as SMIL's full clock value: `1:02:03.004`."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{rest:03}"


def link(base: str, name: str) -> str:
    """How a file in the archive refers to another one."""
    return quote(posixpath.relpath(name, posixpath.dirname(base) or "."))

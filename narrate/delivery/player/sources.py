"""Where the page finds its audio: addresses relative to itself."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from narrate.timeline import Track

TYPES: Final[Mapping[str, str]] = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg; codecs=opus",
    "flac": "audio/flac",
    "wav": "audio/wav",
}
"""The formats that browsers play, best first: MP3 plays everywhere, WAV is the largest"""


@dataclass(frozen=True, slots=True)
class AudioSource:
    """One file of a track."""

    type: str
    """For `canPlayType`"""
    url: str
    """Relative to the page, percent-encoded"""
    name: str
    """For messages"""


def audio_sources(track: Track, folder: Path) -> tuple[AudioSource, ...]:
    """The files of a track that lie in the page's folder; what lies elsewhere is not published."""
    found = []
    for name, type_ in TYPES.items():
        path = track.files.get(name)
        if path is not None and path.is_relative_to(folder):
            inside = path.relative_to(folder)
            if ".." in inside.parts:  # kept for the M4B only
                continue
            url = "/".join(quote(os.fsencode(part), safe="") for part in inside.parts)
            found.append(AudioSource(type_, url, path.name))
    return tuple(found)

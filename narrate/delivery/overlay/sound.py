"""Which of a track's files goes into an EPUB, and what EPUB calls it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from narrate.errors import NarrateError
from narrate.timeline import Track

# https://www.w3.org/TR/epub-33/#sec-core-media-types; MP3 first: Apple's asset guide calls an m4a
# audio/m4a, which EPUBCheck refuses.
_MEDIA = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "opus": "audio/ogg"}


@dataclass(frozen=True, slots=True)
class Sound:
    """The audio file of a track."""

    path: Path
    media: str
    ending: str


def sound_of(track: Track) -> Sound:
    """The file of a track that reading systems can play.

    Raises NarrateError where the track was delivered in no such format.
    """
    for ending, media in _MEDIA.items():
        if ending in track.files:
            return Sound(track.files[ending], media, ending)
    raise NarrateError(
        f"{track.name}: an EPUB cannot hold {' or '.join(track.files) or 'a track without files'};"
        " add mp3 to deliver.formats, or take epub out of deliver.read_along"
    )

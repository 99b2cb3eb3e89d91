"""The stretch of audio that belongs to each place of the text, to the millisecond.

And the media overlay documents, which say so (https://www.w3.org/TR/epub-33/#sec-media-overlays),
and which of a track's files goes into an EPUB.
"""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from narrate.book import Block, Chapter
from narrate.delivery.media import clock
from narrate.errors import NarrateError
from narrate.timeline import SentenceTiming, Track

# https://www.w3.org/TR/epub-33/#sec-core-media-types; MP3 first: Apple's asset guide calls an m4a
# audio/m4a, which EPUBCheck refuses.
_FORMATS = ("mp3", "m4a", "opus")


@dataclass(frozen=True, slots=True)
class Spot:
    """An element of a page that is highlighted: a sentence, or a part of one."""

    page: str
    """Name of the page"""
    id: str
    weight: int = 1
    """Its characters: parts of a sentence share its time by them"""


@dataclass(frozen=True, slots=True)
class Clip:
    """A spot and what is heard of a track while it is highlighted."""

    spot: Spot
    track: int
    """Index in the book's tracks"""
    begin: int
    """Milliseconds"""
    end: int


Spots = dict[tuple[int, int], tuple[Spot, ...]]
"""Where each sentence is, by track and number of the sentence in it"""


def sentences_of(track: Track) -> list[SentenceTiming]:
    """All sentences of a track, in order."""
    return [sentence for chunk in track.chunks for sentence in chunk.sentences]


class TrackSentence(NamedTuple):
    """A sentence of a chapter's text by its place: track and number in it."""

    track: int
    number: int
    sentence: SentenceTiming


def by_block(
    tracks: Sequence[tuple[int, Track]], chapter: Chapter
) -> Iterator[tuple[Block, list[TrackSentence]]]:
    """The blocks of a chapter, each with its sentences; `tracks` are the chapter's own."""
    said = [
        TrackSentence(index, number, sentence)
        for index, track in tracks
        for number, sentence in enumerate(sentences_of(track))
        if sentence.source is not None
    ]
    at = 0
    for block in chapter.blocks:
        begun = at
        while at < len(said) and (said[at].sentence.source or (0, 0))[0] < block.end:
            at += 1
        yield block, said[begun:at]


def clips_of(number: int, track: Track, spots: Spots) -> list[Clip]:
    """The clips of a track, in order, from its first sound to its last without a gap.

    A sentence has no spot where it is not on the pages, several where it lies in pieces. One
    without is heard with the one before it, else with the one after; the pause after a sentence
    belongs to it. Empty where no sentence has a spot.
    """
    sentences = sentences_of(track)
    begins = list(accumulate((_milliseconds(s.start, track.sample_rate) for s in sentences), max))
    placed = [(b, own) for n, b in enumerate(begins) if (own := spots.get((number, n)))]
    if not placed:
        return []
    last = max(s.end for s in sentences)
    end = _milliseconds(min(last, track.samples), track.sample_rate)
    times = [begins[0], *(begin for begin, _ in placed[1:]), max(end, placed[-1][0])]
    clips = []
    for (begin, until), (_, own) in zip(pairwise(times), placed, strict=True):
        clips += _shared(number, own, begin, until)
    return [clip for clip in clips if clip.begin < clip.end]


def _shared(number: int, spots: Sequence[Spot], begin: int, end: int) -> list[Clip]:
    """A sentence's time, shared among the pieces that it lies in by their length."""
    total = sum(spot.weight for spot in spots)
    done, clips = 0, []
    for spot in spots:
        start = begin + (end - begin) * done // total
        done += spot.weight
        clips.append(Clip(spot, number, start, begin + (end - begin) * done // total))
    return clips


def _milliseconds(sample: int, sample_rate: int) -> int:
    """Rounded down, so that no clip ends behind its audio."""
    return sample * 1000 // sample_rate


def sound_of(track: Track) -> tuple[str, Path]:
    """Format and file of a track that reading systems can play.

    Raises NarrateError where the track was delivered in no such format.
    """
    for form in _FORMATS:
        if form in track.paths:
            return form, track.paths[form]
    raise NarrateError(
        f"{track.name}: an EPUB cannot hold {' or '.join(track.paths) or 'a track without files'};"
        " add mp3 to deliver.formats, or take epub out of deliver.read_along"
    )


SMIL_MEDIA = "application/smil+xml"
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
        f'<audio src={quoteattr(audio[clip.track])} clipBegin="{smil_clock(clip.begin)}"'
        f' clipEnd="{smil_clock(clip.end)}"/></par>'
        for number, clip in enumerate(clips, 1)
    ]


def smil_clock(milliseconds: int) -> str:
    """A time as SMIL's full clock value: `1:02:03.004`."""
    return clock(milliseconds).removeprefix("0")


def link(base: str, name: str) -> str:
    """How a file in the archive refers to another one."""
    return quote(posixpath.relpath(name, posixpath.dirname(base) or "."))

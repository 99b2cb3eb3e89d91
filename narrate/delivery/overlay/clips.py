"""The stretch of audio that belongs to each place of the text, to the millisecond.

And which of a track's files goes into an EPUB.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from narrate.book import Block, Chapter
from narrate.errors import NarrateError
from narrate.timeline import SentenceTiming, Track

# https://www.w3.org/TR/epub-33/#sec-core-media-types; MP3 first: Apple's asset guide calls an m4a
# audio/m4a, which EPUBCheck refuses.
_MEDIA = {"mp3": "audio/mpeg", "m4a": "audio/mp4", "opus": "audio/ogg"}


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


def clips_of(number: int, track: Track, spots: Sequence[Sequence[Spot]]) -> list[Clip]:
    """The clips of a track, in order, from its first sound to its last without a gap.

    `spots` are those of each sentence: none where it is not on the pages, several where it lies
    in pieces. A sentence without a spot is heard with the one before it, else with the one after;
    the pause after a sentence belongs to it. Empty where no sentence has a spot.
    """
    sentences = sentences_of(track)
    begins = _rising([_milliseconds(s.start, track.sample_rate) for s in sentences])
    placed = [(begin, own) for begin, own in zip(begins, spots, strict=True) if own]
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


def _rising(times: Sequence[int]) -> list[int]:
    highest, risen = 0, []
    for time in times:
        highest = max(highest, time)
        risen.append(highest)
    return risen


@dataclass(frozen=True, slots=True)
class AudioFile:
    """The audio file of a track."""

    path: Path
    media: str
    ending: str


def sound_of(track: Track) -> AudioFile:
    """The file of a track that reading systems can play.

    Raises NarrateError where the track was delivered in no such format.
    """
    for ending, media in _MEDIA.items():
        if ending in track.paths:
            return AudioFile(track.paths[ending], media, ending)
    raise NarrateError(
        f"{track.name}: an EPUB cannot hold {' or '.join(track.paths) or 'a track without files'};"
        " add mp3 to deliver.formats, or take epub out of deliver.read_along"
    )

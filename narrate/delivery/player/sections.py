"""A book's tracks as the page shows them: a section a chapter, every sentence with its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from narrate.timeline import ChunkTiming, SentenceTiming, Track


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence and its number on the page."""

    number: int
    """Counted from 0 over the whole book, in the order in which sentences are heard"""
    sentence: SentenceTiming
    chunk: ChunkTiming


@dataclass(frozen=True, slots=True)
class Voiced:
    """A track and the numbers of its sentences."""

    track: Track
    heard: tuple[NumberedSentence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter with all its parts, or credits."""

    index: int
    """Counted from 0 over the page"""
    voiced: tuple[Voiced, ...]
    """In order, at least one"""

    @property
    def first(self) -> Track:
        """The track that the section begins with."""
        return self.voiced[0].track

    @property
    def heard(self) -> Iterator[NumberedSentence]:
        """The sentences of all parts."""
        return (heard for voiced in self.voiced for heard in voiced.heard)

    @property
    def seconds(self) -> float:
        """Length of all parts."""
        return sum(voiced.track.seconds for voiced in self.voiced)


def sections(tracks: Sequence[Track]) -> tuple[Section, ...]:
    """The tracks of a book; the parts of one chapter lie together."""
    numbered = groupby(_numbered(tracks), key=lambda v: (v.track.kind, v.track.number))
    return tuple(Section(index, tuple(group)) for index, (_, group) in enumerate(numbered))


def _numbered(tracks: Sequence[Track]) -> Iterator[Voiced]:
    number = 0
    for track in tracks:
        spoken = [(chunk, sentence) for chunk in track.chunks for sentence in chunk.sentences]
        heard = tuple(
            NumberedSentence(number + i, sentence, chunk)
            for i, (chunk, sentence) in enumerate(spoken)
        )
        number += len(heard)
        yield Voiced(track, heard)

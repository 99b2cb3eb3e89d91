"""A chapter from its takes: one take at a time through the editor and on into the encoder."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from narrate.assembly.edit import edit
from narrate.assembly.encode import Encoding, encoding
from narrate.assembly.loudness import decibels, voice_gains
from narrate.assembly.order import ChapterOrder, Format, Level, Piece
from narrate.assembly.sentences import find_sentences
from narrate.assembly.timeline import Heard, Span, Timeline
from narrate.audio import SAMPLE_WIDTH, Take, TakeInfo

__all__ = ["ChapterOrder", "Format", "Level", "Piece", "Span", "Timeline", "assemble"]


def assemble(
    pieces: Sequence[Piece],
    read_info: Callable[[str], TakeInfo],
    read_take: Callable[[str], Take],
    order: ChapterOrder,
    stop: threading.Event | None = None,
) -> Timeline:
    """Make the chapter's files; blocks, so run it in a thread. Memory does not grow with it.

    The files get their names when all of them are whole; whatever is raised, what stood under
    those names before still does. What `read_info` and `read_take` raise passes through.
    Raises AssemblyStopped soon after `stop` is set, SettingsError (folder not writable, ffmpeg
    does not start), StoreError (disk full), AssemblyError (ffmpeg failed, in its own words).
    """
    gains = voice_gains(pieces, read_info, order.level)
    with encoding(order, stop or threading.Event()) as files:
        strip = _Strip(files, order, gains)
        strip.pause(order.chapter_start)
        for before, piece in zip((None, *pieces), pieces, strict=False):
            if before:
                strip.pause(before.pause_after)
            strip.say(piece, read_take(piece.key))
        strip.pause(order.chapter_end)
        strip.fill(order.frame)
        return Timeline(
            files=files.finish(),
            sample_rate=order.sample_rate,
            samples=strip.samples,
            spans=tuple(strip.spans),
            gains=gains,
            peak=decibels(strip.peak),
            limited=strip.limited,
            warnings=files.warnings,
        )


class _Strip:
    """What has gone into the encoder so far, as a strip of tape."""

    def __init__(self, files: Encoding, order: ChapterOrder, gains: Mapping[str, float]) -> None:
        self._files = files
        self._order = order
        self._gains = gains
        self.samples = 0
        self.spans: list[Span] = []
        self.peak = 0.0
        self.limited = 0

    def say(self, piece: Piece, take: Take) -> None:
        gain, order = self._gains[piece.voice], self._order
        edited = edit(take, gain, order.level.peak, order.sample_rate)
        self._files.write(edited.pcm)
        start, self.samples = self.samples, self.samples + edited.samples
        self.spans.append(_span(piece, edited.pcm, start, order.sample_rate))
        self.peak = max(self.peak, edited.peak)
        self.limited += edited.limited

    def pause(self, seconds: float) -> None:
        """Silence of that length."""
        self._silence(round(seconds * self._order.sample_rate))

    def fill(self, frame: int) -> None:
        """Silence up to a multiple of so many samples."""
        self._silence(-self.samples % frame)

    def _silence(self, left: int) -> None:
        """A second at a time: nobody has to hold a long one."""
        rate = self._order.sample_rate
        self.samples += left
        while left > 0:
            self._files.write(bytes(SAMPLE_WIDTH * min(left, rate)))
            left -= rate


def _span(piece: Piece, pcm: bytes, start: int, rate: int) -> Span:
    """Where a piece lies that begins at sample `start`, and its sentences in it."""
    samples = np.frombuffer(pcm, "<i2")
    heard = find_sentences(samples, rate, piece.sentences)
    sentences = tuple(Heard(start + h.start, start + h.end, h.exact) for h in heard)
    energy = float(np.dot(samples, samples.astype(np.float32))) / max(len(samples), 1)
    level = decibels(math.sqrt(energy) / 32768)
    return Span(piece.chunk_id, start, start + len(samples), sentences, round(level, 2))

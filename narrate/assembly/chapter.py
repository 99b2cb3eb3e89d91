"""A chapter from its takes: one take at a time through the editor and on into the encoder."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence

import numpy as np

from narrate.assembly.encoder.encode import Encoding, encoding
from narrate.assembly.encoder.formats import headroom
from narrate.assembly.order import (
    ChapterOrder,
    ChunkTiming,
    Format,
    Level,
    Piece,
    SentenceTiming,
    Timeline,
)
from narrate.assembly.sentences import find_sentences
from narrate.assembly.sound.edit import Edited, edit
from narrate.assembly.sound.forecast import FULL_SCALE, amplitude, decibels, forecast
from narrate.assembly.sound.loudness import Gains, LoudnessMeasure, Rms, voice_gains
from narrate.assembly.sound.lufs import listen
from narrate.assembly.sound.resample import Sound
from narrate.assembly.sound.room_tone import RoomTone
from narrate.audio import Take, TakeInfo
from narrate.errors import AssemblyStopped

__all__ = ["ChapterOrder", "ChunkTiming", "Format", "Level", "Piece", "Timeline", "assemble"]


def assemble(
    pieces: Sequence[Piece],
    read_info: Callable[[str], TakeInfo],
    read_take: Callable[[str], Take],
    order: ChapterOrder,
    stop: threading.Event | None = None,
) -> Timeline:
    """Make the chapter's files; blocks, so run it in a thread. Memory does not grow with it.

    The files get their names when all of them are complete; whatever is raised, what was under
    those names before still does. What `read_info` and `read_take` raise passes through.
    Raises AssemblyStopped soon after `stop` is set, SettingsError (folder not writable, ffmpeg
    does not start), StoreError (disk full), AssemblyError (ffmpeg failed, in its own words).
    """
    stop = stop or threading.Event()

    def read(key: str) -> Take:
        if stop.is_set():
            raise AssemblyStopped(f"{order.target.name} was not finished: stopped")
        return read_take(key)

    gains = _gains(pieces, read_info, read, order)
    with encoding(order, stop) as files:
        strip = _Strip(files, order, gains)
        strip.say_all(pieces, read)
        return Timeline(
            files=files.finish(),
            sample_rate=order.sample_rate,
            samples=strip.samples,
            spans=tuple(strip.spans),
            gains=gains,
            peak=decibels(strip.peak / FULL_SCALE),
            limited=strip.limited,
            warnings=files.warnings,
        )


def _gains(
    pieces: Sequence[Piece],
    read_info: Callable[[str], TakeInfo],
    read_take: Callable[[str], Take],
    order: ChapterOrder,
) -> Gains:
    """Of every voice, by the order's measure."""
    gains = dict.fromkeys((piece.voice for piece in pieces), 0.0)
    if not order.level.measure:
        return gains
    found = forecast(pieces, read_info, order)
    lufs = order.level.measure == "lufs"
    measure: LoudnessMeasure = listen(pieces, read_take, found) if lufs else Rms(found)
    gains.update(voice_gains(found, order.level, measure))
    return gains


class _Strip:
    """What has gone into the encoder so far, as a strip of tape."""

    def __init__(self, files: Encoding, order: ChapterOrder, gains: Gains) -> None:
        self._files = files
        self._order = order
        self._gains = gains
        self._tone = RoomTone(order.sample_rate, order.room_tone)
        self._ceiling = amplitude(_peak(order)) * (FULL_SCALE - 1) - self._tone.peak
        self.samples = 0
        self.spans: list[ChunkTiming] = []
        self.peak = 0.0
        self.limited = 0

    def say_all(self, pieces: Sequence[Piece], read_take: Callable[[str], Take]) -> None:
        """The whole chapter. Head and tail are counted to the first and from the last sound."""
        rate, order = self._order.sample_rate, self._order
        before, after = order.chapter_start, 0
        for piece in pieces:
            edited = self._edited(piece, read_take(piece.key))
            lead, after = edited.silence() if len(self.spans) in (0, len(pieces) - 1) else (0, 0)
            self._pause(round(before * rate) - (0 if self.spans else lead))
            self._say(piece, edited)
            before = piece.pause_after
        if not pieces:
            self._pause(round(before * rate))
        self._pause(round(order.chapter_end * rate) - after)
        self._pause(-self.samples % order.frame)

    def _edited(self, piece: Piece, take: Take) -> Edited:
        return edit(take, self._gains[piece.voice], self._ceiling, self._order.sample_rate)

    def _say(self, piece: Piece, edited: Edited) -> None:
        start = self.samples
        sound = self._write(edited.sound)
        self.spans.append(_span(piece, sound, start, self._order.sample_rate))
        self.limited += edited.limited

    def _pause(self, samples: int) -> None:
        """Room tone, a second at a time: nobody has to hold a long one."""
        while samples > 0:
            length = min(samples, self._order.sample_rate)
            self._write(np.zeros(length, np.float32))
            samples -= length

    def _write(self, sound: Sound) -> Sound:
        """Sound on top of the room tone, rounded to 16 bits; returns it in steps of those."""
        self._tone.lay_under(sound, self.samples)
        np.rint(sound, out=sound)
        highest = max(float(sound.max(initial=0)), -float(sound.min(initial=0)))
        if highest >= FULL_SCALE:
            np.clip(sound, -FULL_SCALE, FULL_SCALE - 1, out=sound)
        self.peak = max(self.peak, min(highest, FULL_SCALE))
        self._files.write(sound.astype("<i2").tobytes())
        self.samples += len(sound)
        return sound


def _peak(order: ChapterOrder) -> float:
    """dBTP that the samples are held to; what is to stay as recorded is only kept from clipping."""
    return order.level.peak - (headroom(order.formats) if order.level.measure else 0.0)


def _span(piece: Piece, sound: Sound, start: int, rate: int) -> ChunkTiming:
    """Where a piece lies that begins at sample `start`, and its sentences in it."""
    heard = find_sentences(sound.astype(np.int16), rate, piece.sentences)
    sentences = tuple(SentenceTiming(start + h.start, start + h.end, h.exact) for h in heard)
    rms = math.sqrt(float(np.dot(sound, sound)) / max(len(sound), 1)) / FULL_SCALE
    level = round(decibels(rms), 2)
    return ChunkTiming(piece.chunk_id, start, start + len(sound), sentences, level)

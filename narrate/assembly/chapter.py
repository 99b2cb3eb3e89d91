"""A chapter from its takes: one take at a time through the editor and on into the encoder."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence

import numpy as np

from narrate.assembly.encoder.encode import Encoding, encoding
from narrate.assembly.encoder.formats import headroom
from narrate.assembly.sentences import find_sentences
from narrate.assembly.sound.edit import Edited, edit
from narrate.assembly.sound.forecast import FULL_SCALE, amplitude, decibels, forecast
from narrate.assembly.sound.loudness import Gains, LoudnessMeasure, Rms, voice_gains
from narrate.assembly.sound.lufs import listen
from narrate.assembly.sound.resample import Sound
from narrate.assembly.sound.room_tone import RoomTone
from narrate.assembly.spec import AssembledChapter, ChapterSpec, ChunkSpec
from narrate.audio import Take, TakeInfo
from narrate.errors import AssemblyStopped
from narrate.timeline import ChunkTiming, SentenceTiming


def assemble(
    chunks: Sequence[ChunkSpec],
    read_info: Callable[[str], TakeInfo],
    read_take: Callable[[str], Take],
    spec: ChapterSpec,
    stop: threading.Event | None = None,
) -> AssembledChapter:
    """Make the chapter's files; blocks, so run it in a thread. Memory does not grow with it.

    The files get their names when all of them are complete; whatever is raised, what was under
    those names before still does. What `read_info` and `read_take` raise passes through.
    Raises AssemblyStopped soon after `stop` is set, SettingsError (folder not writable, ffmpeg
    does not start), StoreError (disk full), AssemblyError (ffmpeg failed, in its own words).
    """
    stop = stop or threading.Event()

    def read(key: str) -> Take:
        if stop.is_set():
            raise AssemblyStopped(f"{spec.target.name} was not finished: stopped")
        return read_take(key)

    gains = _gains(chunks, read_info, read, spec)
    with encoding(spec, stop) as files:
        strip = _Strip(files, spec, gains)
        strip.say_all(chunks, read)
        return AssembledChapter(
            files=files.finish(),
            sample_rate=spec.sample_rate,
            samples=strip.samples,
            chunks=tuple(strip.chunks),
            gains=gains,
            peak=decibels(strip.peak / FULL_SCALE),
            limited=strip.limited,
            warnings=files.warnings,
        )


def _gains(
    chunks: Sequence[ChunkSpec],
    read_info: Callable[[str], TakeInfo],
    read_take: Callable[[str], Take],
    spec: ChapterSpec,
) -> Gains:
    """Of every voice, by the measure of the chapter's level."""
    gains = dict.fromkeys((chunk.voice for chunk in chunks), 0.0)
    if not spec.level.measure:
        return gains
    found = forecast(chunks, read_info, spec)
    lufs = spec.level.measure == "lufs"
    measure: LoudnessMeasure = listen(chunks, read_take, found) if lufs else Rms(found)
    gains.update(voice_gains(found, spec.level, measure))
    return gains


class _Strip:
    """What has gone into the encoder so far, as a strip of tape."""

    def __init__(self, files: Encoding, spec: ChapterSpec, gains: Gains) -> None:
        self._files = files
        self._spec = spec
        self._gains = gains
        self._tone = RoomTone(spec.sample_rate, spec.room_tone)
        self._ceiling = amplitude(_peak(spec)) * (FULL_SCALE - 1) - self._tone.peak
        self.samples = 0
        self.chunks: list[ChunkTiming] = []
        self.peak = 0.0
        self.limited = 0

    def say_all(self, chunks: Sequence[ChunkSpec], read_take: Callable[[str], Take]) -> None:
        """The whole chapter. Head and tail are counted to the first and from the last sound."""
        rate, spec = self._spec.sample_rate, self._spec
        before, after = spec.chapter_start, 0
        for chunk in chunks:
            edited = self._edited(chunk, read_take(chunk.key))
            lead, after = edited.silence() if len(self.chunks) in (0, len(chunks) - 1) else (0, 0)
            self._pause(round(before * rate) - (0 if self.chunks else lead))
            self._say(chunk, edited)
            before = chunk.chunk.pause_after
        if not chunks:
            self._pause(round(before * rate))
        self._pause(round(spec.chapter_end * rate) - after)
        self._pause(-self.samples % spec.frame)

    def _edited(self, chunk: ChunkSpec, take: Take) -> Edited:
        return edit(take, self._gains[chunk.voice], self._ceiling, self._spec.sample_rate)

    def _say(self, chunk: ChunkSpec, edited: Edited) -> None:
        start = self.samples
        sound = self._write(edited.sound)
        self.chunks.append(_timing(chunk, sound, start, self._spec.sample_rate))
        self.limited += edited.limited

    def _pause(self, samples: int) -> None:
        """Room tone, a second at a time: nobody has to hold a long one."""
        while samples > 0:
            length = min(samples, self._spec.sample_rate)
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


def _peak(spec: ChapterSpec) -> float:
    """dBTP that the samples are held to; what is to stay as recorded is only kept from clipping."""
    return spec.level.peak - (headroom(spec.formats) if spec.level.measure else 0.0)


def _timing(spec: ChunkSpec, sound: Sound, start: int, rate: int) -> ChunkTiming:
    """Where a chunk lies that begins at sample `start`, and its sentences in it."""
    chunk = spec.chunk
    first = chunk.source[0] if chunk.source else None
    heard = find_sentences(sound.astype(np.int16), rate, spec.lengths)
    rms = math.sqrt(float(np.dot(sound, sound)) / max(len(sound), 1)) / FULL_SCALE
    return ChunkTiming(
        id=chunk.id,
        kind=chunk.kind,
        text=chunk.text,
        voice=chunk.voicing.voice,
        engine=chunk.voicing.engine,
        speaker=chunk.speaker,
        source=chunk.source,
        start=start,
        end=start + len(sound),
        level=round(decibels(rms), 2),
        sentences=tuple(
            SentenceTiming(
                text=chunk.text[begin:end],
                source=None if first is None else (first + begin, first + end),
                start=start + span.start,
                end=start + span.end,
                exact=span.exact,
            )
            for (begin, end), span in zip(spec.sentences, heard, strict=True)
        ),
    )

"""A chapter from its takes: one take at a time through the editor and on into the encoder.

Under it lies the faint sound of a room, so that its pauses are not digital silence: stores refuse
that, and coders drop what is fainter than they think anyone can hear. The tone is the same noise in
every chapter and every run, and lies under speech too: it has no end at which it could click.
"""

import functools
import math
import threading
from collections.abc import Callable, Sequence

import numpy as np

from narrate.assembly.encoder.formats import Encoding, encoding, headroom
from narrate.assembly.sentences import find_sentences, with_pauses
from narrate.assembly.sound.edit import Sound, edit
from narrate.assembly.sound.forecast import FULL_SCALE, amplitude, decibels, forecast
from narrate.assembly.sound.loudness import Gains, LoudnessMeasure, Rms, listen, voice_gains
from narrate.assembly.spec import AssembledChapter, ChapterSpec, ChunkSpec
from narrate.audio import Take, TakeInfo
from narrate.errors import AssemblyStopped
from narrate.profiles import NO_TONE
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
        # What is to stay as recorded is only kept from clipping.
        peak = spec.level.peak - (headroom(spec.formats) if spec.level.measure else 0.0)
        self._ceiling = amplitude(peak) * (FULL_SCALE - 1) - self._tone.peak
        self.samples = 0
        self.chunks: list[ChunkTiming] = []
        self.peak = 0.0
        self.limited = 0

    def say_all(self, chunks: Sequence[ChunkSpec], read_take: Callable[[str], Take]) -> None:
        """The whole chapter. Head and tail are counted to the first and from the last sound."""
        rate, spec = self._spec.sample_rate, self._spec
        before, after = spec.chapter_start, 0
        for chunk in chunks:
            shaped = functools.partial(with_pauses, sentences=chunk.lengths, pauses=chunk.pauses)
            gain = self._gains[chunk.voice]
            edited = edit(read_take(chunk.key), gain, self._ceiling, rate, shaped)
            lead, after = edited.silence() if len(self.chunks) in (0, len(chunks) - 1) else (0, 0)
            self._pause(round(before * rate) - (0 if self.chunks else lead))
            start, sound = self.samples, self._write(edited.sound)
            self.chunks.append(_timing(chunk, sound, start, rate))
            self.limited += edited.limited
            before = chunk.chunk.pause_after
        if not chunks:
            self._pause(round(before * rate))
        self._pause(round(spec.chapter_end * rate) - after)
        self._pause(-self.samples % spec.frame)

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


def _timing(spec: ChunkSpec, sound: Sound, start: int, rate: int) -> ChunkTiming:
    """Where a chunk lies that begins at sample `start`, and its sentences in it."""
    chunk = spec.chunk
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
                source=chunk.place(begin, end),
                start=start + span.start,
                end=start + span.end,
                exact=span.exact,
            )
            for (begin, end), span in zip(spec.sentences, heard, strict=True)
        ),
    )


SECONDS = 7.3
"""Length after which the noise comes again: longer than any pause, so that nobody hears a loop"""
LOWEST = 60.0
"""Hertz; below it is rumble that no small speaker gives"""
BEND = 250.0
"""Hertz up to which the noise is even; above it falls"""
FALL = 1.0
"""Amplitude is one over the frequency to this power: 6 dB an octave, as of a quiet room"""
HIGHEST = 8000.0
"""Hertz"""
SEED = 1


class RoomTone:
    """The noise at each place of a chapter; nothing at all at `NO_TONE` or below."""

    def __init__(self, rate: int, level: float) -> None:
        """`rate` in hertz, `level` in dB RMS of full scale."""
        self._noise = _noise(rate, level) if level > NO_TONE else None

    @property
    def peak(self) -> float:
        """The highest that it comes to, in steps of 16 bits."""
        return 0.0 if self._noise is None else float(np.abs(self._noise).max())

    def lay_under(self, sound: Sound, position: int) -> None:
        """Add the tone to sound that begins at sample `position` of the chapter."""
        if self._noise is None:
            return
        done = 0
        while done < len(sound):
            start = (position + done) % len(self._noise)
            piece = sound[done : done + len(self._noise) - start]
            piece += self._noise[start : start + len(piece)]
            done += len(piece)


def _noise(rate: int, level: float) -> Sound:
    """Made of whole periods of every frequency, so that its end runs on into its start."""
    length = round(SECONDS * rate)
    hertz = np.arange(length // 2 + 1) * rate / length
    strength = np.maximum(hertz, BEND) ** -FALL
    strength[(hertz < LOWEST) | (hertz > min(HIGHEST, 0.45 * rate))] = 0.0
    # RandomState: its numbers are promised to stay the same in every version of numpy.
    phases = np.exp(2j * np.pi * np.random.RandomState(SEED).random_sample(len(hertz)))
    noise = np.fft.irfft(strength * phases, length)
    noise *= 32768 * 10 ** (level / 20) / np.sqrt(np.mean(noise**2))
    return noise.astype(np.float32)

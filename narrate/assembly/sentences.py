"""Where each sentence of a take begins and ends: its pauses, matched to the marks of its text.

A chunk of several sentences is spoken in one call, so only the ends of its take are known. Voices
pause at commas and dashes too, some longer than between sentences; so all marks of the text are
laid on all pauses together: by how long the pauses are, and by how well the speech between them
suits the length of the text. Loudness, pauses and onsets are heard without knowing the words.

The figures of the match were fitted to 967 sentences of six novels (`benchmarks/sentences.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from narrate.assembly.sound.edit import FADE, Samples
from narrate.assembly.sound.forecast import kept
from narrate.assembly.spec import ChunkSpec
from narrate.audio import Audio, TakeInfo

EXTRA: Final = 2.5
"""Letters that a sentence is longer than its own: its last word is drawn out"""
SPREAD: Final = 0.12
SLACK: Final = 0.045
"""Variance of the length of what is spoken between two marks: by second of it, and for itself"""
WEIGHT: Final = 2.0
"""Cost of a pause between sentences, by how much shorter it is (logarithm) than the longest"""
COMMA: Final = 0.05
"""Cost of a pause at any other mark"""
SKIPPED: Final = 1.2
"""Cost of such a mark without a pause"""
LOST: Final = 4.0
"""Cost of two sentences without a pause between them"""
STRANGE: Final = 0.9
"""Cost of a pause without a mark, by how much longer it is (logarithm) than the shortest"""
MARKS: Final = 48
"""A take with more is matched by its sentences alone: the time grows with the square"""

Sentences = Sequence[Sequence[int]]
"""For each sentence the lengths of its parts in letters, between the marks where a voice may
pause; at least one part each"""
_Border = tuple[int, int, bool]
"""Between two sentences: where the one ends, where the next begins, and whether that was heard"""
FRAME: Final = 0.005
"""Seconds over which loudness is measured"""
STRIDE: Final = 4
"""Every so many samples are looked at: a frame's energy is the same, at a quarter of the time"""
FAINT: Final = 1e-3
"""What stays 30 dB under the loudest frame is no speech alone: breath, or part of a consonant"""
QUIET: Final = 1e-4
"""What lies 40 dB under it is silence, as where a take is trimmed"""
SOFT: Final = 6e-5
"""Next to strong sound all within 42 dB belongs to it: there a soft consonant begins. With it the
beginnings are, in the middle, where detectors at -45 and -50 dB full scale hear them"""
OVER_NOISE: Final = 4.0
"""What is less than 6 dB over the take's own noise is silence too"""
REACH: Final = 0.1
"""Seconds that soft sound may lie away from strong sound"""
SHORTEST: Final = 0.04
"""Shorter silences are inside words: the closure of a `p`, `t` or `k`"""
MOST: Final = 32
"""Pauses that are looked at, the longest ones"""
NEAR: Final = 0.15
"""Seconds around a place that was worked out, of which the quietest frame is taken"""

Floats = npt.NDArray[np.float64]


class SentenceSpan(NamedTuple):
    """Where a sentence lies in a take, in samples."""

    start: int
    """Where its first sound is"""
    end: int
    """Where its last sound ends"""
    exact: bool
    """Whether both were heard; else they are worked out from the length of the text"""


def find_sentences(samples: Samples, rate: int, sentences: Sentences) -> tuple[SentenceSpan, ...]:
    """One entry a sentence, in order, in samples of one edited take; `rate` is in hertz.

    Each begins where the one before has ended or later, and all lie in the take.
    """
    sound = TakeLoudness(samples, rate)
    if sound.is_silent or not sentences:
        return _by_length(samples.size, sentences)
    borders = _in_order(_borders(sound, sentences)) if sentences[1:] else []
    ends = [(0, sound.first, True), *borders, (sound.last, samples.size, True)]
    return tuple(
        SentenceSpan(start, max(start, end), heard and also)
        for (_, start, heard), (end, _, also) in pairwise(ends)
    )


def delivered(audio: Audio, info: TakeInfo, spec: ChunkSpec) -> Samples:
    """The samples of a take that are delivered, at its own rate: without silence at its ends."""
    first, end = kept(info)
    samples = np.frombuffer(audio.pcm, "<i2")[first:end]
    return with_pauses(samples, audio.rate, spec.lengths, spec.pauses)


def with_pauses(
    samples: Samples, rate: int, sentences: Sentences, pauses: Sequence[float]
) -> Samples:
    """The take with silence put into its pauses between sentences, where these are shorter.

    `pauses` are the seconds wanted after each sentence but the last; none: the take as it is. A
    pause that was not heard is left alone, and none is made shorter. Deterministic: what is checked
    against a chapter is made by the same call.
    """
    if not any(pauses):
        return samples
    spans = find_sentences(samples, rate, sentences)
    pieces: list[Samples] = []
    at, fade = 0, rate * FADE // 1000
    for (one, other), wanted in zip(pairwise(spans), pauses, strict=True):
        missing = round(wanted * rate) - (other.start - one.end)
        if missing > 0 and other.start > one.end:
            middle = (one.end + other.start) // 2
            pieces += [_faded(samples[at:middle], fade), np.zeros(missing, samples.dtype)]
            at = middle
    return np.concatenate([*pieces, _faded(samples[at:], fade)]) if pieces else samples


def _faded(samples: Samples, length: int) -> Samples:
    """A piece without a step at its ends; a take's own ends are faded where it is edited."""
    faded = samples.copy()
    ramp = min(length, len(samples) // 2)
    if ramp:
        rise = np.arange(ramp) / ramp
        faded[:ramp] = np.rint(faded[:ramp] * rise)
        faded[-ramp:] = np.rint(faded[-ramp:] * rise[::-1])
    return faded


def _borders(sound: TakeLoudness, sentences: Sentences) -> list[_Border]:
    sizes, closing = _marks(sentences)
    where = sound.speech_before()
    due = np.concatenate([[0.0], np.cumsum(sizes) * (where[-1] / sizes.sum())])
    pauses = np.asarray([pause.seconds for pause in sound.pauses])
    laid = _laid(due, closing, where, pauses)
    known = {0: 0, **laid, len(sizes): len(pauses) + 1}
    out = []
    for mark in (np.flatnonzero(closing)[:-1] + 1).tolist():
        if mark in laid:
            out.append((*sound.around(sound.pauses[laid[mark] - 1]), True))
        else:
            place = np.interp(due[mark], due[list(known)], where[list(known.values())])
            at = max(sound.quietest(float(place)), out[-1][1] if out else sound.first)
            out.append((at, at, False))
    return out


def _in_order(borders: list[_Border]) -> list[_Border]:
    """The borders, those that were not heard moved back where they lie behind one that was."""
    limit, out = borders[-1][0], []
    for end, start, heard in reversed(borders):
        out.append((end, start, True) if heard else (min(end, limit), min(start, limit), False))
        limit = out[-1][0]
    return out[::-1]


def _marks(sentences: Sentences) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """What lies before each mark, in letters, and whether a sentence ends there."""
    if sum(map(len, sentences)) > MARKS:
        sentences = [(sum(parts),) for parts in sentences]
    sizes = [float(max(size, 1)) for parts in sentences for size in parts]
    closing = np.zeros(len(sizes), bool)
    closing[np.cumsum([len(parts) for parts in sentences]) - 1] = True
    return np.asarray(sizes) + EXTRA * closing, closing


def _laid(
    due: Floats, closing: npt.NDArray[np.bool_], where: Floats, pauses: Floats
) -> Mapping[int, int]:
    """Pauses by mark, both counted from 1, in order: the match of least cost.

    `due` is the speech expected before the beginning and each mark, `where` that before the
    beginning, each pause, and the end, all in seconds. A step goes from one match to the next.
    """
    count, marks = len(pauses), len(closing)
    cost, strange = _costs(closing, pauses), _strange(pauses)
    passed = np.concatenate([[0.0], np.cumsum(np.where(closing, LOST, SKIPPED))])
    spoken = where[None, :] - where[:, None]
    best = np.full((marks + 1, count + 2), np.inf)
    best[0, 0] = 0.0
    back = np.zeros((marks + 1, count + 2), int)
    for mark in range(1, marks + 1):
        expected = due[mark] - due[:mark]
        step = (spoken - expected[:, None, None]) ** 2
        step /= (SLACK + SPREAD * expected)[:, None, None]
        step += (best[:mark] + (passed[mark - 1] - passed[:mark])[:, None])[:, :, None]
        step += strange
        flat = step.reshape(-1, count + 2)
        back[mark] = flat.argmin(axis=0)
        best[mark] = flat[back[mark], np.arange(count + 2)] + cost[mark]
    return dict(reversed(list(_path(back))))


def _costs(closing: npt.NDArray[np.bool_], pauses: Floats) -> Floats:
    """What it costs to lay each mark on each pause; beginning and end lie on themselves."""
    cost = np.full((len(closing) + 1, len(pauses) + 2), np.inf)
    cost[1:-1, 1:-1] = COMMA
    if pauses.size:
        cost[np.flatnonzero(closing[:-1]) + 1, 1:-1] = WEIGHT * np.log(pauses.max() / pauses)
    cost[-1, -1] = 0.0
    return cost


def _strange(pauses: Floats) -> Floats:
    """What the pauses between two others cost that no mark is laid on; order is compulsory."""
    cost = STRANGE * np.maximum(np.log(pauses / SHORTEST), 0.0)
    before = np.concatenate([[0.0], np.cumsum(cost)])
    total = np.concatenate([[0.0], before])[None, :] - np.concatenate([before, [0.0]])[:, None]
    total[np.tril_indices(len(pauses) + 2)] = np.inf
    return np.asarray(total)


def _path(back: npt.NDArray[np.int_]) -> list[tuple[int, int]]:
    """The matches on the best way, from the last to the first, without beginning and end."""
    across = back.shape[1]
    mark, pause = divmod(int(back[-1, -1]), across)
    path = []
    while mark:
        path.append((mark, pause))
        mark, pause = divmod(int(back[mark, pause]), across)
    return path


def _by_length(samples: int, sentences: Sentences) -> tuple[SentenceSpan, ...]:
    """Of silence, where nothing can be heard."""
    sizes = [max(sum(parts), 1) for parts in sentences]
    places = np.cumsum([0, *sizes]) * samples // max(sum(sizes), 1)
    return tuple(SentenceSpan(int(a), int(b), exact=False) for a, b in pairwise(places))


class Pause(NamedTuple):
    """What lies between two strong sounds, in frames; end excluded."""

    start: int
    end: int
    seconds: float
    """Of silence in it; what else is in it is breath, or belongs to the sounds"""


class TakeLoudness:
    """A take by its loudness. `pauses` are in order; without any sound there are none."""

    def __init__(self, samples: Samples, rate: int) -> None:
        self._samples = samples
        self._width = STRIDE * max(1, round(rate * FRAME / STRIDE))
        self._frame = self._width / rate
        self._energy = energy = _energies(samples, self._width)
        loudest = float(energy.max(initial=0.0))
        self.is_silent = loudest < 1.0
        if self.is_silent:
            return
        twentieth = energy.size // 20
        noise = OVER_NOISE * float(np.partition(energy, twentieth)[twentieth])
        noise = min(noise, FAINT * loudest)
        self._soft = max(SOFT * loudest, noise)
        strong = np.flatnonzero(energy >= loudest * FAINT)
        self._begin, self._end = int(strong[0]), int(strong[-1]) + 1
        self.pauses = self._pauses(strong, energy < max(QUIET * loudest, noise))

    def _pauses(self, strong: npt.NDArray[np.intp], quiet: npt.NDArray[np.bool_]) -> list[Pause]:
        silent = np.concatenate([[0], np.cumsum(quiet)])
        starts, ends = strong[:-1] + 1, strong[1:]
        seconds = (silent[ends] - silent[starts]) * self._frame
        long = np.flatnonzero(seconds >= SHORTEST)
        long = np.sort(long[np.argsort(-seconds[long], kind="stable")[:MOST]])
        return [Pause(int(starts[i]), int(ends[i]), float(seconds[i])) for i in long]

    def speech_before(self) -> Floats:
        """Seconds of speech before the take's start (none), each pause, and its end (all)."""
        lengths = np.cumsum([0, *(pause.end - pause.start for pause in self.pauses)])
        places = np.asarray([*(pause.start for pause in self.pauses), self._end])
        return np.concatenate([[0.0], (places - self._begin - lengths) * self._frame])

    @property
    def first(self) -> int:
        """The sample of the first sound."""
        return self._onset(self._begin)

    @property
    def last(self) -> int:
        """The sample behind the last sound."""
        return self._offset(self._end)

    def around(self, pause: Pause) -> tuple[int, int]:
        """The samples at which sound ends before a pause, and begins again after it."""
        start = self._onset(pause.end)
        return min(self._offset(pause.start), start), start

    def quietest(self, speech: float) -> int:
        """The sample of the quietest place near where there are so many seconds of speech."""
        at = self._begin + round(speech / self._frame)
        for pause in self.pauses:
            if pause.start > at:
                break
            at += pause.end - pause.start
        reach = round(NEAR / self._frame)
        first = max(self._begin, at - reach)
        near = self._energy[first : min(self._end, at + reach + 1)]
        return (first + int(near.argmin()) if near.size else at) * self._width

    def _onset(self, frame: int) -> int:
        """The sample at which the sound begins that is strong in that frame."""
        before = self._energy[max(0, frame - self._reach) : frame]
        begin = frame - self._beside(before[::-1])
        first = max(0, (begin - 1) * self._width)
        loud = self._loud(first, (begin + 1) * self._width)
        return first + int(loud[0]) if loud.size else begin * self._width

    def _offset(self, frame: int) -> int:
        """The sample after which the sound has ended that is strong in the frame before."""
        end = frame + self._beside(self._energy[frame : frame + self._reach])
        first = max(0, (end - 1) * self._width)
        loud = self._loud(first, (end + 1) * self._width)
        sample = first + int(loud[-1]) + 1 if loud.size else end * self._width
        return min(sample, self._samples.size)

    @property
    def _reach(self) -> int:
        return round(REACH / self._frame)

    def _beside(self, energy: Floats) -> int:
        """How many of these frames, from the first on, belong to the strong sound before them."""
        closure = round(SHORTEST / self._frame)
        heard = 0
        for at, loud in enumerate((energy >= self._soft).tolist(), 1):
            if loud:
                heard = at
            elif at - heard > closure:
                break
        return heard

    def _loud(self, first: int, end: int) -> npt.NDArray[np.intp]:
        part = np.abs(self._samples[first:end].astype(np.int32))
        return np.flatnonzero(part >= self._soft**0.5)


def _energies(samples: Samples, width: int) -> Floats:
    """Mean square of each frame; the last one is filled up with silence."""
    thin = samples[::STRIDE]
    across = width // STRIDE
    frames = -(-thin.size // across)
    table = np.zeros(frames * across, np.float32)
    table[: thin.size] = thin
    rows = table.reshape(frames, across)
    return np.asarray(np.einsum("ij,ij->i", rows, rows) / across, float)

"""What is heard where the timeline says a chunk is, what is not heard where it says a pause.

And clicks where chunks were joined.
"""

import math
import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from narrate.check.measures.echo import (
    LAGS,
    Loudness,
    TakeCurve,
    likeness,
    runs,
    shift,
    stretches,
    take_curve,
)
from narrate.check.measures.result import AGAIN, CheckResult, first_of, verdict
from narrate.check.measures.sound import CELLS, SILENT, SoundFigures, decibels
from narrate.check.measures.wanted import TimelineChunk, WantedTrack

ALIKE = 0.9
"""Likeness of a span to its take below which it is another; encoded speech has 0.99 and more"""
LEVEL_OFF = 2.0
"""dB that a span may be louder or quieter than planned: limiter and codecs take less than one"""
STRETCH = 3
"""Tenths of a second"""
STRETCH_OFF = 3.0
"""dB that a stretch as long as that may be off its take"""
PAUSE_IN_CHUNK = 1.5
"""Seconds of silence that a voice makes inside a chunk, where no take says how long"""
LONGER = 0.25
"""Seconds that a silence in a file may be longer than in the take, or than planned: a voice's
soft ends lie below -50 dB too"""
RING = 0.06
"""Seconds of a pause beside a chunk in which a codec may still ring"""


@dataclass(slots=True)
class SpanReport:
    """What was found in the spans of a file."""

    levels: list[float] = field(default_factory=list)
    """dB RMS of each span"""
    likes: list[float | None] = field(default_factory=list)
    """Likeness of each span to its take; None where there is no take"""
    faults: list[tuple[str, float, float, str]] = field(default_factory=list)
    """Name of the measure, from and to in seconds of the file, and what is wrong there"""

    def of(self, name: str) -> list[str]:
        """What is wrong by one measure."""
        return [text for measure, _, _, text in self.faults if measure == name]


def look_at_spans(
    sound: SoundFigures, track: WantedTrack, curves: Sequence[TakeCurve | None]
) -> SpanReport:
    """Every span and pause of a file, against the plan and the curves of the takes."""
    report = SpanReport()
    loudness = Loudness(sound)
    scale = sound.rate / track.sample_rate
    places = [(chunk.start * scale, chunk.end * scale) for chunk in track.chunks]
    report.levels = [loudness.level(start, end) for start, end in places]
    gains = _gains(track.chunks, report.levels, curves)
    for index, chunk in enumerate(track.chunks):
        span = _Span(chunk, places[index], sound, loudness, report)
        span.check_level(report.levels[index])
        span.check_take(curves[index], gains.get(index))
        span.check_silence(curves[index], gains.get(index))
    _check_pauses(sound, places, report)
    return report


def _gains(
    chunks: Sequence[TimelineChunk], levels: Sequence[float], curves: Sequence[TakeCurve | None]
) -> Mapping[int, float]:
    """dB that each take was given: as planned, else what its voice was given in this file."""
    own = {index: curve.level for index, curve in enumerate(curves) if curve is not None}
    voices = [(chunk.engine, chunk.voice) for chunk in chunks]
    of_voice: dict[tuple[str, str], list[float]] = defaultdict(list)
    for index, level in own.items():
        of_voice[voices[index]].append(levels[index] - level)
    medians = {voice: statistics.median(found) for voice, found in of_voice.items()}
    return {
        index: medians[voices[index]] if (planned := chunks[index].level) is None
        else planned - level
        for index, level in own.items()
    }  # fmt: skip


@dataclass(slots=True)
class _Span:
    """One chunk in a file."""

    chunk: TimelineChunk
    place: tuple[float, float]
    sound: SoundFigures
    loudness: Loudness
    report: SpanReport

    def fault(self, name: str, start: float, end: float, text: str) -> None:
        """Something wrong from `start` to `end`, in seconds of the file."""
        words = " ".join(self.chunk.text.split()[:6])
        where = f"{clock(start)} ({self.chunk.id} “{words}…”)"
        self.report.faults.append((name, start, end, f"{where}: {text}"))

    @property
    def _seconds(self) -> tuple[float, float]:
        return self.place[0] / self.sound.rate, self.place[1] / self.sound.rate

    def check_level(self, level: float) -> None:
        """As loud as planned?"""
        planned = self.chunk.level
        if planned is None or abs(level - planned) <= LEVEL_OFF:
            return
        text = f"{level:.1f} dB RMS instead of {planned:.1f}"
        self.fault("level", *self._seconds, text)

    def check_take(self, take: TakeCurve | None, gain: float | None) -> None:
        """Is it that take, whole and at that gain throughout?"""
        if take is None or gain is None:
            self.report.likes.append(None)
            return
        heard = self.loudness.curve(*self.place)
        alike = likeness(heard, take.energy)
        self.report.likes.append(alike)
        start, end = self._seconds
        if alike < ALIKE:
            self.fault("takes", start, end, self._strange(take, alike))
            return
        found = stretches(heard, take, gain, STRETCH, STRETCH_OFF, self.sound.peak)
        for stretch in found[:3]:
            amount = f"{abs(stretch.decibels):.1f} dB"
            amount += " louder" if stretch.decibels > 0 else " quieter"
            text = f"{amount} than its take for {stretch.end - stretch.start:.1f} s"
            self.fault("takes", start + stretch.start, start + stretch.end, text)

    def _strange(self, take: TakeCurve, alike: float) -> str:
        step = self.sound.rate / CELLS
        around = self.loudness.curve(self.place[0] - LAGS * step, self.place[1] + LAGS * step)
        late, best = shift(around, take.energy)
        if best >= ALIKE and late:
            return f"its take is {abs(late) * 10} ms {'late' if late > 0 else 'early'}"
        return f"differs from its take (likeness {alike:.2f}, at least {ALIKE})"

    def check_silence(self, take: TakeCurve | None, gain: float | None) -> None:
        """No longer silence than the voice made there."""
        first, last = (round(at / self.sound.cell) for at in self.place)
        allowed = PAUSE_IN_CHUNK
        if take is not None and gain is not None:
            quiet = take.energy * 10 ** (gain / 10) < SILENT**2
            allowed = max((b - a for a, b in runs(quiet)), default=0) / CELLS + LONGER
        for start, end in runs(self.sound.peaks[first:last] <= SILENT):
            seconds = (end - start) * self.sound.cell / self.sound.rate
            if seconds > allowed:
                at = (first + start) * self.sound.cell / self.sound.rate
                self.fault("silence inside", at, at + seconds, f"{seconds:.2f} s of silence in it")


def _check_pauses(
    sound: SoundFigures, places: Sequence[tuple[float, float]], report: SpanReport
) -> None:
    """Nothing is heard in the pauses, head and tail included."""
    peaks, ring = sound.peaks, RING * sound.rate
    edges = [0.0, *(at for place in places for at in place), float(sound.samples)]
    for number, (start, end) in enumerate(zip(edges[::2], edges[1::2], strict=True)):
        inner = (start + (ring if number else 0), end - (ring if number < len(places) else 0))
        first, last = math.ceil(inner[0] / sound.cell), math.floor(inner[1] / sound.cell)
        highest = float(peaks[first:last].max(initial=0.0)) if last > first else 0.0
        if highest > SILENT:
            at = (first + int(np.argmax(peaks[first:last]))) * sound.cell / sound.rate
            text = f"{clock(at)}: a sound of {decibels(highest):.0f} dB in a pause"
            report.faults.append(("pauses", at, at + 0.01, text))


def span_checks(
    sound: SoundFigures, track: WantedTrack, report: SpanReport
) -> Iterator[CheckResult]:
    """The report as measures."""
    levels = [
        abs(level - chunk.level)
        for level, chunk in zip(report.levels, track.chunks, strict=True)
        if chunk.level is not None
    ]
    likes = [like for like in report.likes if like is not None]
    found: list[tuple[str, float | None, str, str]] = [
        ("takes", min(likes, default=None), "", f"like its take throughout, likeness {ALIKE}"),
        ("silence inside", longest_silence(sound), "s", "no longer than the voice's own"),
        ("pauses", None, "", "nothing above -50 dB"),
    ]
    if levels:
        limit = f"at most {LEVEL_OFF:g} dB from the plan"
        found.insert(0, ("level", max(levels), "dB", limit))
    for name, value, unit, limit in found:
        faults = report.of(name)
        fault = f"{first_of(faults)}; {AGAIN}"
        figure = None if value is None else round(value, 3)
        yield verdict(name, not faults, figure, unit=unit, limit=limit, fault=fault)


def longest_silence(sound: SoundFigures) -> float:
    """Seconds of the longest silence between the first and the last sound."""
    inside = [
        end - start
        for start, end in runs(sound.peaks <= SILENT)
        if start > 0 and end < len(sound.energy)
    ]
    return max(inside, default=0) * sound.cell / sound.rate if sound.rate else 0.0


def clock(seconds: float) -> str:
    """`1:02:03.4` or `2:03.4`."""
    minutes, rest = divmod(max(seconds, 0.0), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"


def curves_of(track: WantedTrack) -> list[TakeCurve | None]:
    """The curve of every take that is still there, one take in memory at a time."""
    takes = (track.read_take(index) for index in range(len(track.chunks)))
    return [None if take is None else take_curve(take) for take in takes]


INSIDE = 0.02
"""Seconds from a chunk's ends that its voice's own steps are looked for in"""


CLICK = 0.05
"""Step between two samples that is heard as a click where nothing is said: chunks begin and end
with a fade, and steps in it stay below 0.01"""


def borders(track: WantedTrack, rate: int) -> list[int]:
    """Samples at which chunks begin and end, in a file of that rate."""
    return [
        round(at * rate / track.sample_rate)
        for chunk in track.chunks
        for at in (chunk.start, chunk.end)
    ]


def join_check(sound: SoundFigures, track: WantedTrack, report: SpanReport) -> CheckResult:
    """No step between two samples at a join is a click, or larger than the voices' own.

    A click is noted in `report` too, so that the picture shows it.
    """
    most = min(voice_step(sound, track), CLICK)
    fault = ""
    for index in np.flatnonzero(sound.joins > most)[::-1]:
        chunk = track.chunks[index // 2]
        at = borders(track, sound.rate)[index] / sound.rate
        edge = "ends" if index % 2 else "begins"
        fault = f"{clock(at)}: a click where {chunk.id} {edge}"
        report.faults.append(("joins", at, at + 0.01, fault))
    step = float(sound.joins.max(initial=0.0))
    limit, fault = f"at most {most:.3f}", f"{fault}; {AGAIN}"
    return verdict("joins", step <= most, round(step, 4), unit="step", limit=limit, fault=fault)


def voice_step(sound: SoundFigures, track: WantedTrack) -> float:
    """The largest step between two samples inside the chunks."""
    scale = sound.rate / track.sample_rate / sound.cell
    inside = INSIDE * sound.rate / sound.cell
    inner = [
        (int(chunk.start * scale + inside) + 1, int(chunk.end * scale - inside))
        for chunk in track.chunks
    ]
    return max((float(sound.step[a:b].max(initial=0.0)) for a, b in inner if b > a), default=0.0)

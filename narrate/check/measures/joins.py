"""Clicks where chunks were joined."""

from __future__ import annotations

import numpy as np

from narrate.check.measures.result import AGAIN, CheckResult, verdict
from narrate.check.measures.sound import SoundFigures
from narrate.check.measures.spans import SpanReport, clock
from narrate.check.measures.wanted import WantedTrack

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
    fault = f"{fault}; {AGAIN}"
    return verdict(
        "joins",
        step <= most,
        round(step, 4),
        unit="step",
        limit=f"at most {most:.3f}",
        fault=fault,
    )


def voice_step(sound: SoundFigures, track: WantedTrack) -> float:
    """The largest step between two samples inside the chunks."""
    scale = sound.rate / track.sample_rate / sound.cell
    inside = INSIDE * sound.rate / sound.cell
    inner = [
        (int(chunk.start * scale + inside) + 1, int(chunk.end * scale - inside))
        for chunk in track.chunks
    ]
    return max((float(sound.step[a:b].max(initial=0.0)) for a, b in inner if b > a), default=0.0)

"""Clicks where chunks were joined."""

from __future__ import annotations

import numpy as np

from narrate.checking.result import Measure, verdict
from narrate.checking.sound import Sound
from narrate.checking.spans import clock
from narrate.checking.wanted import WantedTrack

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


def join_check(sound: Sound, track: WantedTrack) -> Measure:
    """No step between two samples at a join is a click, or larger than the voices' own."""
    own = min(voice_step(sound, track), CLICK)
    at = borders(track, sound.rate)
    worst = int(np.argmax(sound.joins)) if len(sound.joins) else 0
    step = float(sound.joins[worst]) if len(sound.joins) else 0.0
    chunk = track.chunks[worst // 2].id if track.chunks else ""
    place = clock(at[worst] / sound.rate) if at else ""
    edge = "ends" if worst % 2 else "begins"
    fault = f"{place} a click where {chunk} {edge}; delete it and run narrate"
    limit = f"at most {own:.3f}"
    return verdict("joins", step <= own, round(step, 4), unit="step", limit=limit, fault=fault)


def voice_step(sound: Sound, track: WantedTrack) -> float:
    """The largest step between two samples inside the chunks."""
    scale = sound.rate / track.sample_rate / sound.cell
    inside = INSIDE * sound.rate / sound.cell
    inner = [
        (int(chunk.start * scale + inside) + 1, int(chunk.end * scale - inside))
        for chunk in track.chunks
    ]
    return max((float(sound.step[a:b].max(initial=0.0)) for a, b in inner if b > a), default=0.0)

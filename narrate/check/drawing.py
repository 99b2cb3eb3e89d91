"""A chapter as a picture: its waveform, its level, where its chunks lie, and what is wrong where.

SVG as part of a page; its colours are the page's, by class.
"""

import math
from collections.abc import Iterator
from html import escape

import numpy as np
import numpy.typing as npt

from narrate.check.measures.result import Picture
from narrate.check.measures.sound import SoundFigures
from narrate.check.measures.spans import clock
from narrate.profiles import Limits

LEFT, WIDTH = 48, 1000
"""The picture lies between them; names of levels come before it"""
WAVE = (8, 128)
"""Top and height of the waveform"""
LEVEL = (146, 108)
"""Top and height of the curve of levels"""
AXIS = 268
"""Where the times are"""
HEIGHT = 286
COLUMNS = 800
HIGHEST, LOWEST = -9.0, -72.0
"""dB at the top and the foot of the curve of levels"""
TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
"""Seconds that may lie between two times of the axis"""

Floats = npt.NDArray[np.float64]


def picture_svg(picture: Picture, limits: Limits, *, by_rms: bool, label: str) -> str:
    """The picture as an SVG element; `label` says in words what it shows."""
    sound = picture.sound
    columns = min(COLUMNS, len(sound.energy))
    if not columns:
        return ""
    parts = [
        f'<svg class="sound" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"',
        f' aria-label="{escape(label)}">',
        *_chunks(picture),
        *_limits(limits, by_rms=by_rms),
        _wave(sound, columns),
        _curve(sound, columns),
        *_levels(picture),
        *_faults(picture),
        *_axis(sound),
        *_names(),
        "</svg>",
    ]
    return "\n".join(parts)


def _x(sample: float, sound: SoundFigures) -> float:
    return LEFT + (WIDTH - LEFT) * sample / max(sound.samples, 1)


def _y(decibels: float) -> float:
    """Height of a level in the lower half."""
    top, height = LEVEL
    return top + height * min(max((HIGHEST - decibels) / (HIGHEST - LOWEST), 0.0), 1.0)


def _chunks(picture: Picture) -> Iterator[str]:
    """Every second chunk on a ground of its own, borders at all of them."""
    top, bottom = WAVE[0], LEVEL[0] + LEVEL[1]
    shades, lines = [], []
    for number, (start, end) in enumerate(picture.spans):
        left, right = _x(start, picture.sound), _x(end, picture.sound)
        if number % 2:
            shades.append(f"M{left:.1f} {top}H{right:.1f}V{bottom}H{left:.1f}Z")
        lines.append(f"M{left:.1f} {top}V{bottom}M{right:.1f} {top}V{bottom}")
    yield f'<path class="chunk" d="{"".join(shades)}"/>'
    yield f'<path class="border" d="{"".join(lines)}"/>'


def _limits(limits: Limits, *, by_rms: bool) -> Iterator[str]:
    """The peak that is allowed in the upper half; loudness and noise floor in the lower one."""
    middle, half = WAVE[0] + WAVE[1] / 2, WAVE[1] / 2
    peak = limits.peak if limits.peak is not None else limits.true_peak
    if peak is not None:
        away = half * 10 ** (peak / 20)
        for at in (middle - away, middle + away):
            yield f'<path class="limit" d="M{LEFT} {at:.1f}H{WIDTH}"/>'
    if limits.loudness and by_rms:
        low, high = (_y(level) for level in limits.loudness)
        yield f'<path class="allowed" d="M{LEFT} {high:.1f}H{WIDTH}V{low:.1f}H{LEFT}Z"/>'
    if limits.floor is not None:
        yield f'<path class="limit" d="M{LEFT} {_y(limits.floor):.1f}H{WIDTH}"/>'


def _starts(sound: SoundFigures, columns: int) -> npt.NDArray[np.int64]:
    return np.arange(columns, dtype=np.int64) * len(sound.energy) // columns


def _wave(sound: SoundFigures, columns: int) -> str:
    """Highest and lowest sample of each column."""
    starts = _starts(sound, columns)
    high = np.maximum.reduceat(sound.high, starts)
    low = np.minimum.reduceat(sound.low, starts)
    middle, half = WAVE[0] + WAVE[1] / 2, WAVE[1] / 2
    upper = middle - half * np.clip(high, 0, 1) - 0.3
    lower = middle - half * np.clip(low, -1, 0) + 0.3
    at = LEFT + np.arange(columns) * (WIDTH - LEFT) / columns
    forth = [f"{x:.1f} {y:.1f}" for x, y in zip(at, upper, strict=True)]
    back = [f"{x:.1f} {y:.1f}" for x, y in zip(at[::-1], lower[::-1], strict=True)]
    return f'<path class="wave" d="M{"L".join(forth + back)}Z"/>'


def _curve(sound: SoundFigures, columns: int) -> str:
    """RMS of each column in dB."""
    starts = _starts(sound, columns)
    counts = np.diff(np.append(starts, len(sound.energy)))
    power = np.add.reduceat(sound.energy.astype(np.float64), starts) / counts
    level: Floats = 10 * np.log10(np.maximum(power, 10 ** (LOWEST / 10)))
    at = LEFT + (np.arange(columns) + 0.5) * (WIDTH - LEFT) / columns
    points = [f"{x:.1f} {_y(y):.1f}" for x, y in zip(at, level.tolist(), strict=True)]
    return f'<path class="curve" d="M{"L".join(points)}"/>'


def _levels(picture: Picture) -> Iterator[str]:
    """RMS of each chunk as a line over its length."""
    lines = [
        f"M{_x(start, picture.sound):.1f} {_y(level):.1f}H{_x(end, picture.sound):.1f}"
        for (start, end), level in zip(picture.spans, picture.levels, strict=True)
    ]
    yield f'<path class="level" d="{"".join(lines)}"/>'


def _faults(picture: Picture) -> Iterator[str]:
    top, height = WAVE[0], LEVEL[0] + LEVEL[1] - WAVE[0]
    rate = picture.sound.rate
    for start, end, text in picture.faults:
        left = _x(start * rate, picture.sound)
        width = max(_x(end * rate, picture.sound) - left, 3.0)
        yield (
            f'<g class="fault"><title>{escape(text)}</title>'
            f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{height}"/>'
            f'<path d="M{left + width / 2:.1f} {top + 9}l-6-9h12z"/></g>'
        )


def _axis(sound: SoundFigures) -> Iterator[str]:
    """Times below the picture, about ten of them."""
    step = next((tick for tick in TICKS if sound.seconds / tick <= 10), TICKS[-1])
    for number in range(math.floor(sound.seconds / step) + 1):
        at = _x(number * step * sound.rate, sound)
        place = "end" if at > WIDTH - 20 else "middle"
        time = clock(number * step).removesuffix(".0")
        yield f'<path class="tick" d="M{at:.1f} {LEVEL[0] + LEVEL[1]}v5"/>'
        yield f'<text x="{at:.1f}" y="{AXIS + 8}" text-anchor="{place}">{time}</text>'


def _names() -> Iterator[str]:
    for level in (-20, -40, -60):
        yield f'<path class="grid" d="M{LEFT} {_y(level):.1f}H{WIDTH}"/>'
        yield f'<text x="{LEFT - 6}" y="{_y(level) + 4:.1f}" text-anchor="end">{level} dB</text>'

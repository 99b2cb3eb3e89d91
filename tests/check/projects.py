"""Books as the pipeline delivers them, and what a check finds wrong with them."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np

from narrate.check.books import CheckReport, check_books
from tests.assembly.takes import babble
from tests.conftest import Project


def speech(text: str, rate: int, speed: float, per_character: float) -> bytes:
    """A voice with a rhythm of its own for every text."""
    seed = zlib.crc32(text.encode())
    random = np.random.default_rng(seed)
    sound = babble(max(len(text) * 0.02, 0.5), seed=seed, rate=rate, level=0.06)
    knots = np.cumsum(random.uniform(0.05, 0.2, 80))
    sound *= np.interp(np.arange(len(sound)) / rate, knots, random.uniform(0.05, 1.0, 80))
    hush = np.zeros(rate // 5)
    whole = np.concatenate([hush, sound, hush])
    return bytes(np.rint(np.clip(whole, -0.9, 0.9) * 32767).astype("<i2").tobytes())


def folder(project: Project) -> Path:
    """Where the book lies."""
    return project.folder / "output" / "book"


def faults(checked: CheckReport) -> set[str]:
    """Names of the measures that failed."""
    return {check.name for book in checked.books for _, check in book.failures()}


def check(project: Project, *named: str) -> CheckReport:
    """Measure what was delivered."""
    return check_books(project.settings(), named)


def configure(project: Project, deliver: str) -> None:
    """pipeline.yaml with these keys of `deliver`, and short room tone around chapters."""
    project.configure("pauses: {chapter_start: 0.6, chapter_end: 1.2}\n")
    path = project.folder / "pipeline.yaml"
    lines = path.read_text().splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("deliver"))
    path.write_text(f"{kept}deliver: {{{deliver}}}\n")

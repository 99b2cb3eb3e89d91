"""The result of a check as a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from narrate.check.books import Checkup
from narrate.check.measures.result import BookResult, Measure, TrackResult
from narrate.report import clock_time, plural

FIGURES = (
    ("RMS", "RMS"),
    ("loudness", "LUFS"),
    ("peak", "peak"),
    ("noise floor", "floor"),
    ("head", "head"),
    ("tail", "tail"),
)
"""Measures that have a column, and what stands above it"""
WIDTH = 36


def check_lines(checkup: Checkup) -> list[str]:
    """A line a chapter with its main figures, and below them everything that is wrong."""
    lines = [line for book in checkup.books for line in _book_lines(book)]
    chapters = sum(len(book.tracks) for book in checkup.books)
    faults = sum(len(list(book.failures())) for book in checkup.books)
    told = f"{plural(faults, 'fault')}" if faults else "all is well"
    looked = f"{plural(len(checkup.books), 'book')}, {plural(chapters, 'chapter')}"
    return [*lines, f"{looked}: {told}"]


def _book_lines(book: BookResult) -> Iterator[str]:
    yield f"{book.title} - {book.folder}: {'pass' if book.passed else 'FAIL'}"
    if book.tracks:
        heads = " ".join(f"{name:>6}" for _, name in FIGURES)
        yield f"  {'':>4} {'chapter':{WIDTH}} {heads} {'length':>8}"
    yield from map(_track_line, book.tracks)
    for track, check in book.failures():
        yield f"  fail: {_fault(track, check)}"
    for note in book.notes:
        yield f"  note: {note}"


def _track_line(track: TrackResult) -> str:
    figures = " ".join(_figure(track.figure(name)) for name, _ in FIGURES)
    seconds = track.picture.sound.seconds if track.picture else 0.0
    length = clock_time(seconds) if seconds else "-"
    title = track.title if len(track.title) <= WIDTH else f"{track.title[: WIDTH - 1]}…"
    told = "pass" if track.passed else "FAIL"
    return f"  {track.number:>4} {title:{WIDTH}} {figures} {length:>8} {told}"


def _figure(check: Measure | None) -> str:
    if check is None or not isinstance(check.value, int | float):
        return f"{'-':>6}"
    return f"{check.value:>6.1f}"


def _fault(track: TrackResult | None, check: Measure) -> str:
    """What, where, the figure, the limit, and what to do."""
    chapter = f"{track.number} {track.title}".rstrip() if track else ""
    where = ", ".join(part for part in (chapter, check.file) if part)
    found = "" if check.value is None else f"{check.value:g}" if _is_number(check) else check.value
    figure = f" {found} {check.unit}".rstrip() if found != "" else ""
    limit = f" (allowed: {check.limit})" if check.limit else ""
    return f"{where + ': ' if where else ''}{check.name}{figure}{limit}: {check.message}"


def _is_number(check: Measure) -> bool:
    return isinstance(check.value, int | float)

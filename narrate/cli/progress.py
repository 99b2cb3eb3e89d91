"""How a run is shown while it goes on.

The core never prints. It tells a `Reporter`; the live display, the plain lines and the silent one
are small classes that differ in nothing else.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TextIO

from narrate.report import (
    ChapterReport,
    Outlook,
    RunReport,
    chapter_line,
    clock_time,
    closing_lines,
    closing_rows,
    outlook_line,
)

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID
from narrate.run.reporter import Reporter


@dataclass(slots=True)
class Pace:
    """How fast a run goes; reused takes count neither as work done nor as work to do."""

    to_record: int = 0
    characters: int = 0
    done_chunks: int = 0
    done_characters: int = 0
    to_hear: int = 0
    heard: int = 0
    started: float | None = None
    clock: Callable[[], float] = field(default=time.monotonic, repr=False)

    def begin(self, outlook: Outlook) -> None:
        """Start the clock on what is to be recorded."""
        self.to_record, self.characters = outlook.to_record, outlook.characters
        self.started = self.clock()

    def add(self, characters: int) -> None:
        """One chunk more is done with, recorded or given up."""
        self.done_chunks += 1
        self.done_characters += characters

    @property
    def chunks_per_second(self) -> float:
        """Chunks recorded a second since the start."""
        elapsed = self.clock() - self.started if self.started is not None else 0.0
        return self.done_chunks / elapsed if elapsed > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Estimated from characters, since chunks differ in length; None before the first one."""
        if self.started is None or not self.done_characters:
            return None
        elapsed = self.clock() - self.started
        left = max(0, self.characters - self.done_characters)
        return left * elapsed / self.done_characters


class _Shown(Reporter):
    """What both displays have in common: which lines are shown, and what is counted."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._cost: float | None = None

    def _say(self, text: str, style: str | None = None) -> None:
        """Show a line; `style` is its colour where there are any."""
        raise NotImplementedError

    def _show(self) -> None:
        """Show how far the run is, if it is time to."""
        raise NotImplementedError

    def begin(self, outlook: Outlook) -> None:
        """A line that says what is going to be done."""
        self._pace.begin(outlook)
        self._cost = None if outlook.cost is None else 0.0
        self._say(outlook_line(outlook))

    def kept(self, characters: int) -> None:
        """One chunk further."""
        self._pace.add(characters)
        self._show()

    def given_up(self, label: str, characters: int, error: str) -> None:
        """A line for each failed chunk."""
        self._pace.add(characters)
        self._say(f"failed: {label}: {error}", style="red")
        self._show()

    def retrying(self, label: str, error: str, wait: float) -> None:
        """A line for each attempt to be repeated."""
        self._say(f"retrying in {wait:.1f} s: {label}: {error}", style="yellow")

    def delivered(self, book: str, chapter: ChapterReport) -> None:
        """A line for each chapter, green or red."""
        style = "red" if chapter.status == "incomplete" else "green"
        self._say(chapter_line(book, chapter), style=style)

    def spent(self, cost: float) -> None:
        """Kept until it is next shown how far the run is."""
        if self._cost is not None:
            self._cost = cost

    def heard(self, done: int, total: int) -> None:
        """Kept until it is next shown how far it is."""
        self._pace.to_hear, self._pace.heard = total, done
        self._show()

    def note(self, message: str) -> None:
        """A line."""
        self._say(message)

    def warn(self, message: str) -> None:
        """A line that begins with `warning`."""
        self._say(f"warning: {message}", style="yellow")


class PlainReporter(_Shown):
    """Lines without control characters, for logs and pipes: chapters, troubles, a pulse."""

    PULSE = 15.0
    """Seconds between two lines of progress"""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(Pace(clock=clock))
        self._stream = stream
        self._clock = clock
        self._next_pulse = clock() + self.PULSE

    def _say(self, text: str, style: str | None = None) -> None:
        print(text, file=self._stream, flush=True)

    def _show(self) -> None:
        if self._clock() >= self._next_pulse:
            self._next_pulse = self._clock() + self.PULSE
            self._say(pace_line(self._pace, self._cost))


class LiveReporter(_Shown):
    """A progress display in a terminal: bar, chunks, chapters, rate, time left, cost so far."""

    def __init__(self, console: Console) -> None:
        from rich.progress import BarColumn, Progress, TextColumn

        super().__init__(Pace())
        self._console = console
        self._chapters = (0, 0)
        self._progress: Progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            TextColumn("{task.completed:.0f}/{task.total:.0f} {task.fields[what]}"),
            TextColumn("{task.fields[note]}"),
            console=console,
            transient=True,
            expand=True,
        )
        self._task: TaskID | None = None

    def begin(self, outlook: Outlook) -> None:
        """Say what is going to be done, and show the bar."""
        super().begin(outlook)
        self._chapters = (0, outlook.chapters)
        self._task = self._progress.add_task(
            "recording", total=outlook.to_record, what="chunks", note=""
        )
        self._progress.start()
        self._show()

    def delivered(self, book: str, chapter: ChapterReport) -> None:
        """A line for each chapter, and the bar with one more."""
        self._chapters = (self._chapters[0] + 1, self._chapters[1])
        super().delivered(book, chapter)
        self._show()

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()

    def _say(self, text: str, style: str | None = None) -> None:
        self._console.print(text, style=style, markup=False, highlight=False)

    def _show(self) -> None:
        if self._pace.to_hear:
            self._show_heard()
            return
        if self._task is None:
            return
        parts = [
            f"chapters {self._chapters[0]}/{self._chapters[1]}",
            f"{self._pace.chunks_per_second:.1f}/s",
            time_left(self._pace.seconds_left),
        ]
        if self._cost is not None:
            parts.append(f"${self._cost:.4f}")
        note = " · ".join(part for part in parts if part)
        self._progress.update(self._task, completed=self._pace.done_chunks, note=note)

    def _show_heard(self) -> None:
        if self._task is None:
            self._task = self._progress.add_task(
                "hearing", total=self._pace.to_hear, what="takes", note=""
            )
            self._progress.start()
        self._progress.update(self._task, completed=self._pace.heard, total=self._pace.to_hear)


def choose_reporter(stream: TextIO | None = None) -> Reporter:
    """The live display where `stream` (stderr) is a terminal, plain lines anywhere else."""
    stream = stream or sys.stderr
    if not stream.isatty():
        return PlainReporter(stream)
    from rich.console import Console

    return LiveReporter(Console(file=stream))


def show_closing(report: RunReport, stream: TextIO | None = None) -> None:
    """The closing table, on stderr unless said otherwise."""
    stream = stream or sys.stderr
    if stream.isatty() and report.books:
        from rich.console import Console
        from rich.table import Table

        table = Table("book", "chapters", "length", "chunks", "requests", "cost", title="finished")
        for row in closing_rows(report):
            table.add_row(*row)
        Console(file=stream).print(table)
    else:
        for row in closing_rows(report):
            print(" | ".join(row), file=stream)
    for line in closing_lines(report):
        print(line, file=stream)
    stream.flush()


def pace_line(pace: Pace, cost: float | None) -> str:
    """One line of progress."""
    if pace.to_hear:
        return f"{pace.heard:,}/{pace.to_hear:,} takes heard"
    left = time_left(pace.seconds_left)
    return ", ".join(
        part
        for part in (
            f"{pace.done_chunks}/{pace.to_record} chunks",
            f"{pace.chunks_per_second:.1f}/s",
            left,
            f"${cost:.4f} so far" if cost is not None else "",
        )
        if part
    )


def time_left(seconds: float | None) -> str:
    """`3:05 left`, empty where nothing can be said yet."""
    return "" if seconds is None else f"{clock_time(seconds)} left"

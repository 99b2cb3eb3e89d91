"""What a run shows: lines for logs, a display for terminals, a closing table."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from rich.console import Console

from narrate.cli.progress import (
    LiveReporter,
    Pace,
    PlainReporter,
    choose_reporter,
    show_closing,
    time_left,
)
from narrate.report import (
    BookReport,
    ChapterReport,
    Counts,
    FailedChunk,
    LeftOutTotal,
    Outlook,
    RunReport,
    clock_time,
    outlook_line,
    worst,
)

OUTLOOK = Outlook(
    books=1,
    chapters=2,
    unchanged=3,
    chunks=100,
    reused=60,
    to_record=40,
    characters=8000,
    cost=0.156,
)
DONE = ChapterReport(1, "Loomings", "delivered", "01 - Loomings.mp3", 754.2)
MISSING = ChapterReport(
    2, "The Bag", "incomplete", None, 0.0, (FailedChunk("002-0003", "I stuffed a shirt", "no"),)
)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_time_left_comes_from_what_was_recorded_not_from_what_was_reused() -> None:
    clock = Clock()
    pace = Pace(clock=clock)
    pace.begin(OUTLOOK)
    assert time_left(pace.seconds_left) == "", "nothing can be said before the first chunk"
    clock.now += 10
    for _ in range(10):
        pace.add(200)
    assert time_left(pace.seconds_left) == "0:30 left"
    assert pace.chunks_per_second == 1.0


def test_plain_progress_lines_have_no_control_characters_and_come_regularly() -> None:
    clock, stream = Clock(), io.StringIO()
    reporter = PlainReporter(stream, clock)
    reporter.begin(OUTLOOK)
    for _ in range(20):
        clock.now += 1
        reporter.kept(200)
    reporter.spent(0.05)
    reporter.retrying("chapter 1: “Call me…”", "overloaded", 1.5)
    reporter.given_up("chapter 2: “I stuffed…”", 200, "refused")
    reporter.delivered("Moby Dick", DONE)
    reporter.warn("odd")
    reporter.close()
    told = stream.getvalue()
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", told)
    lines = told.splitlines()
    assert lines[0] == outlook_line(OUTLOOK)
    assert sum("chunks, " in line for line in lines[1:]) == 1
    assert "delivered: Moby Dick: 1 Loomings (12:34)" in lines
    assert "failed: chapter 2: “I stuffed…”: refused" in lines


def test_the_live_display_shows_chunks_chapters_rate_time_and_cost() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=120)
    reporter = LiveReporter(console)
    reporter.begin(OUTLOOK)
    reporter.spent(0.0123)
    reporter.kept(200)
    reporter.delivered("Moby Dick", DONE)
    reporter.close()
    told = stream.getvalue()
    for part in ("1/40 chunks", "chapters 1/2", "/s", "left", "$0.0123", "1 Loomings"):
        assert part in told


def test_progress_is_shown_as_plain_lines_outside_a_terminal() -> None:
    assert isinstance(choose_reporter(io.StringIO()), PlainReporter)


def test_the_closing_table_names_what_is_missing_and_what_to_do() -> None:
    counts = Counts(100, 38, 60, 2, 45, 5, refused_requests=1, billed_characters=9000, cost=0.1755)
    book = BookReport("moby.txt", "Moby Dick", "/out/moby", (DONE, MISSING), counts)
    stream = io.StringIO()
    show_closing(RunReport((book,), 4, 60.0), stream)
    told = stream.getvalue()
    for part in ("1 delivered, 1 incomplete", "12:34", "38 recorded, 60 reused, 2 missing"):
        assert part in told
    assert "45 sent, 5 again" in told
    assert "$0.1755" in told
    assert "missing in 2 The Bag: “I stuffed a shirt…”: no" in told
    assert told.rstrip().endswith("run the same command again to record what is missing")


def test_the_closing_lines_remind_of_running_prose_that_is_not_read() -> None:
    ferry = LeftOutTotal("The Ferry", "title page", 1812, prose=True, setting="matter: {read: [x]}")
    imprint = LeftOutTotal("Imprint", "imprint", 40)
    book = BookReport("a.txt", "A", "/out/a", (DONE,), Counts(), left_out=(imprint, ferry))
    stream = io.StringIO()
    show_closing(RunReport((book, replace(book, left_out=(imprint,))), 0, 1.0), stream)
    (line,) = [line for line in stream.getvalue().splitlines() if "running prose" in line]
    assert line.startswith("  1 passage of running prose not read (1,812 characters)")
    assert "narrate check fails until matter:" in line


def test_the_worst_exit_code_wins() -> None:
    assert worst([]) == 0
    assert worst([3, 4]) == 4
    assert worst([4, 5, 3]) == 5
    assert worst([5, 1]) == 1


def test_times_of_the_progress_read_as_on_a_clock() -> None:
    assert [clock_time(s) for s in (0, 59.6, 61, 3600, 36061)] == [
        *("0:00", "1:00", "1:01", "1:00:00", "10:01:01"),
    ]

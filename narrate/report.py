"""What became of a run, as data and in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

ChapterStatus = Literal["delivered", "unchanged", "incomplete"]


@dataclass(frozen=True, slots=True)
class FailedChunk:
    """A chunk that has no take; a rerun tries it again."""

    id: str
    text: str
    error: str


@dataclass(frozen=True, slots=True)
class ChapterReport:
    """What became of one chapter."""

    number: int
    title: str
    status: ChapterStatus
    file: str | None
    """Name of the first delivered file in the book's folder"""
    seconds: float
    failed: tuple[FailedChunk, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run did, in chunks and money; `cost` is in US dollars."""

    chunks: int = 0
    recorded: int = 0
    reused: int = 0
    failed: int = 0
    requests: int = 0
    retries: int = 0
    billed_characters: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class BookReport:
    """What became of one manuscript."""

    manuscript: str
    title: str
    folder: str
    chapters: tuple[ChapterReport, ...]
    counts: Counts


@dataclass(frozen=True, slots=True)
class RunReport:
    """The whole run; `error` is the line that stopped it, `problems` the manuscripts not read."""

    books: tuple[BookReport, ...]
    exit_code: int
    seconds: float
    error: str | None = None
    problems: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The object that `run --json` prints and `report.json` keeps."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a run is about to do, told once before the first request."""

    books: int
    chapters: int
    """Chapters to deliver; those that stand as they are do not count"""
    unchanged: int
    chunks: int
    reused: int
    to_record: int
    """Chunks to record: each distinct one once"""
    characters: int
    """Characters of spoken text to record"""
    cost: float | None
    """US dollars; None where every engine speaks for nothing"""


def outlook_line(outlook: Outlook) -> str:
    """One line: what is there, what is to be done, what it will cost."""
    if not outlook.chapters:
        return f"nothing to do: {plural(outlook.unchanged, 'chapter')} unchanged"
    parts = [
        f"{plural(outlook.books, 'book')}, {plural(outlook.chapters, 'chapter')} to deliver"
        + (f" ({outlook.unchanged} unchanged)" if outlook.unchanged else ""),
        f"{plural(outlook.chunks, 'chunk')}: {outlook.reused} recorded before,"
        f" {outlook.to_record} to record ({outlook.characters:,} characters)",
    ]
    if outlook.cost is not None:
        parts.append(f"about ${outlook.cost:.2f}")
    return "; ".join(parts)


def chapter_line(book: str, chapter: ChapterReport) -> str:
    """One line on a chapter that is done with."""
    name = f"{book}: {chapter.number} {chapter.title}".rstrip()
    if chapter.status == "incomplete":
        return f"incomplete: {name}: {plural(len(chapter.failed), 'chunk')} missing"
    return f"delivered: {name} ({clock_time(chapter.seconds)})"


def closing_lines(report: RunReport) -> list[str]:
    """The closing table, a line a book and chapter that needs a person's eye, then the sums."""
    lines: list[str] = []
    for book in report.books:
        seconds = sum(c.seconds for c in book.chapters if c.status != "incomplete")
        tally = ", ".join(
            f"{sum(c.status == status for c in book.chapters)} {status}"
            for status in ("delivered", "unchanged", "incomplete")
            if any(c.status == status for c in book.chapters)
        )
        lines.append(f"{book.title}: {tally}; {clock_time(seconds)} of audio in {book.folder}")
        for chapter in book.chapters:
            for failed in chapter.failed:
                words = " ".join(failed.text.split()[:8])
                lines.append(f'  missing in {chapter.number} {chapter.title}: "{words}…"')
        lines.append(f"  {_counts_line(book.counts)}")
    return lines


def _counts_line(counts: Counts) -> str:
    parts = [f"{counts.recorded} recorded", f"{counts.reused} reused"]
    if counts.failed:
        parts.append(f"{counts.failed} failed")
    if counts.retries:
        parts.append(plural(counts.retries, "retry", "retries"))
    if counts.cost:
        parts.append(f"{counts.billed_characters:,} characters billed, ${counts.cost:.4f}")
    return f"{plural(counts.chunks, 'chunk')}: " + ", ".join(parts)


def clock_time(seconds: float) -> str:
    """`1:02:03` or `2:03`."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 chapter`, `2 chapters`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

"""What became of a run, as data and in words, and what it found out about engines' limits."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, field
from operator import add
from typing import Any, Literal, Self


@dataclass(frozen=True, slots=True)
class LimitReport:
    """How one engine met the load that it was given."""

    engine: str
    requests: int
    refused: int
    """Of these, those that the engine refused for load (429, 503)"""
    limit: int
    """Requests at once with which the run ended"""
    workers: int
    """Requests at once that the settings allow"""
    per_minute: float | None
    """Requests a minute where the account turned out to be measured so"""


NOT_YET = "not recorded yet"
"""Error of a chunk that nothing is wrong with: the run stopped before it"""

MISSING_SHOWN = 8
"""Missing chunks named for each book; the report has them all"""

DOUBTS_SHOWN = 20
"""Doubtful takes named for each book"""

ChapterStatus = Literal["delivered", "unchanged", "incomplete"]


@dataclass(frozen=True, slots=True)
class FailedChunk:
    """A chunk that has no take; a rerun tries it again."""

    id: str
    text: str
    error: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A take that was delivered although its words were heard otherwise: no failure, but listen."""

    chapter: int
    id: str
    """Of the chunk"""
    text: str
    heard: str
    """What the recogniser understood"""
    fault: str
    file: str = ""
    """Name of the delivered file that it is in; empty where its chapter is not delivered"""
    seconds: float | None = None
    """Where in that file it begins"""


@dataclass(frozen=True, slots=True)
class LeftOutTotal:
    """A part that is not read, or what is left out inside a chapter for one reason."""

    title: str
    reason: str
    characters: int
    role: str | None = None
    """Under which `matter.read` in the settings would have it read; None: it cannot be had read"""
    chapter: int | None = None
    """Number of the chapter that the spans are in; None for a part of its own"""
    spans: int = 1
    opening: str = ""
    """First words of a part, and of running prose inside a chapter"""
    prose: bool = False
    """Running prose that its reason does not account for, and no setting names it"""
    setting: str = ""
    """The line of pipeline.yaml that would have running prose read; empty for all else"""


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
    files: tuple[str, ...] = ()
    """Names of all its files in the book's folder: each part's, in every format"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What a run did, in chunks, characters of spoken text, and US dollars.

    Of a run that came to its end, `planned_characters` are `billed_characters` less the lost and
    less those of retakes.
    """

    chunks: int = 0
    recorded: int = 0
    reused: int = 0
    failed: int = 0
    requests: int = 0
    retries: int = 0
    refused_requests: int = 0
    """Refused for load (429, 503), at no cost"""
    planned_characters: int = 0
    """To be paid for, as the run began"""
    planned_cost: float = 0.0
    billed_characters: int = 0
    cost: float = 0.0
    lost_characters: int = 0
    """Billed, but what came was no speech and was asked for again"""
    lost_cost: float = 0.0
    open_characters: int = 0
    """Sent without an answer being seen: they may have been billed"""
    retakes: int = 0
    """Takes recorded again because of what was heard in them"""
    retake_characters: int = 0
    """Billed for those"""

    def __add__(self, other: Self) -> Self:
        """Both together."""
        return type(self)(*map(add, astuple(self), astuple(other)))


@dataclass(frozen=True, slots=True)
class BookReport:
    """What became of one manuscript."""

    manuscript: str
    title: str
    folder: str
    chapters: tuple[ChapterReport, ...]
    counts: Counts
    packages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Files made from the chapters, by kind (player, vtt, m4b, ...), seen from the folder"""
    doubtful: tuple[Doubt, ...] = ()
    """Takes that stayed doubtful, of the chapters that were heard in this run"""
    left_out: tuple[LeftOutTotal, ...] = ()
    """What of the manuscript is not read, as in `plan --json`"""

    def as_json(self) -> dict[str, Any]:
        """The object that report.json holds."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class RunReport:
    """The whole run; `problems` has one line on each thing that went wrong as a whole."""

    books: tuple[BookReport, ...]
    exit_code: int
    seconds: float
    """Of wall clock"""
    problems: tuple[str, ...] = ()
    engines: tuple[LimitReport, ...] = ()
    """Those that were asked for anything"""

    def as_json(self) -> dict[str, Any]:
        """The object that `run --json` prints."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a run is about to do, told once before the first request."""

    books: int
    chapters: int
    """Chapters to deliver; those that are up to date do not count"""
    unchanged: int
    chunks: int
    reused: int
    to_record: int
    """Chunks to record: each distinct one once"""
    characters: int
    """Characters of spoken text to record"""
    cost: float | None
    """US dollars; None where every engine speaks for nothing"""


def worst(codes: Iterable[int]) -> int:
    """The exit code of a run that met all these; 0 where it met none.

    A fault of narrate's own first, then what needs a person soonest: settings, an engine or a
    cap that stopped the run, chunks that a rerun may mend, a manuscript that cannot be read.
    """
    order = (1, 2, 5, 4, 3)
    return min(codes, key=order.index, default=0)


def outlook_line(outlook: Outlook) -> str:
    """One line: what is there, what is to be done, what it will cost."""
    if not outlook.chapters:
        return f"nothing to do: {plural(outlook.unchanged, 'chapter')} up to date"
    parts = [
        f"{plural(outlook.books, 'book')}, {plural(outlook.chapters, 'chapter')} to make"
        + (f" ({outlook.unchanged} up to date)" if outlook.unchanged else ""),
        f"{plural(outlook.chunks, 'chunk')}: {outlook.to_record} to record"
        f" ({outlook.characters:,} characters), {outlook.reused} already recorded",
    ]
    if outlook.cost is not None:
        parts.append(f"about ${outlook.cost:.2f}")
    return "; ".join(parts)


def chapter_line(book: str, chapter: ChapterReport) -> str:
    """One line on a chapter that is done with."""
    name = f"{book}: {_name(chapter)}"
    if chapter.status == "incomplete":
        return f"not finished: {name} ({plural(len(chapter.failed), 'chunk')} not spoken yet)"
    return f"delivered: {name} ({clock_time(chapter.seconds)})"


def closing_rows(report: RunReport) -> list[tuple[str, ...]]:
    """A row a book: title, chapters, length, chunks, requests, cost."""
    return [
        (
            book.title,
            _tally(Counter(chapter.status for chapter in book.chapters)),
            clock_time(sum(chapter.seconds for chapter in book.chapters)),
            _tally(
                {
                    "recorded": book.counts.recorded,
                    "reused": book.counts.reused,
                    "missing": book.counts.failed,
                }
            ),
            _tally({"sent": book.counts.requests, "again": book.counts.retries}),
            f"${book.counts.cost:.4f}" if book.counts.cost else "-",
        )
        for book in report.books
    ]


def closing_lines(report: RunReport) -> list[str]:
    """Where the files are, and what is missing with its first words.

    A book `Moby-Dick` whose chapter 1 lost a chunk to HTTP 500 has the lines
    `Moby-Dick: books/Moby-Dick`, `  missing in 1 Loomings: “Call me Ishmael.…”: HTTP 500` and
    `run the same command again to record what is missing`.
    """
    lines = [line for book in report.books for line in _book_lines(book)]
    lines += money_lines(book.counts for book in report.books)
    lines += [load_line(engine) for engine in report.engines if engine.refused]
    if any(book.counts.failed for book in report.books):
        lines.append("run the same command again to record what is missing")
    return lines


def _book_lines(book: BookReport) -> Iterator[str]:
    """Where a book is, what of it is missing, what was doubted, what nobody answered for."""
    yield f"{book.title}: {book.folder}"
    missing = [(chapter, failed) for chapter in book.chapters for failed in chapter.failed]
    at_fault = [(chapter, failed) for chapter, failed in missing if failed.error != NOT_YET]
    for chapter, failed in at_fault[:MISSING_SHOWN]:
        words = " ".join(failed.text.split()[:8])
        yield f"  missing in {_name(chapter)}: “{words}…”: {failed.error}"
    if more := len(at_fault[MISSING_SHOWN:]):
        yield f"  and {plural(more, 'chunk')} more, named in report.json"
    if waiting := len(missing) - len(at_fault):
        yield f"  {plural(waiting, 'chunk')} {NOT_YET}"
    yield from doubt_lines(book.doubtful)
    yield from _unanswered_lines(book.left_out)


def lines_on_doubt(doubt: Doubt) -> list[str]:
    """Which take, where it is heard, its words, what is wrong, and what was heard.

    `doubtful: 003-0012 at 4:05 of 03 - Loomings.mp3: “Call me Ishmael.…”: missing: me Ishmael`
    and `  heard: “Call.”`
    """
    place = "" if doubt.seconds is None else f" at {clock_time(doubt.seconds)} of {doubt.file}"
    words = doubt.text.split()
    opening = " ".join(words[:8]) + ("…" if words[8:] else "")
    lines = [f"doubtful: {doubt.id}{place}: “{opening}”: {doubt.fault}"]
    return [*lines, f"  heard: “{doubt.heard}”"] if doubt.heard else lines


def doubt_lines(doubtful: Sequence[Doubt]) -> list[str]:
    """Two lines a take that stayed doubtful, of the first ones."""
    lines = []
    for doubt in doubtful[:DOUBTS_SHOWN]:
        lines += [f"  {line}" for line in lines_on_doubt(doubt)]
    if more := len(doubtful[DOUBTS_SHOWN:]):
        lines.append(f"  and {plural(more, 'doubtful take')} more, named in report.json")
    return lines


def not_read_line(left_out: Sequence[LeftOutTotal]) -> str:
    """What is not read by kind, the largest first; empty where all is read.

    `not read: 5,649 characters (imprint 3,285, list of illustrations 2,364)`
    """
    kinds: Counter[str] = Counter()
    for each in left_out:
        kinds[each.reason] += each.characters
    if not kinds:
        return ""
    named = ", ".join(f"{reason} {characters:,}" for reason, characters in kinds.most_common())
    return f"not read: {plural(kinds.total(), 'character')} ({named})"


def prose_lines(left_out: Iterable[LeftOutTotal]) -> list[str]:
    """A line for each passage of running prose that is not read and that no setting names."""
    return [
        f"running prose is not read: {passage_name(each)}; to read it, {answers(each)}"
        for each in left_out
        if each.prose
    ]


def answers(passage: LeftOutTotal) -> str:
    """The settings that say whether a passage of running prose is read."""
    skip = passage.setting.replace("read", "skip", 1)
    return f"add to pipeline.yaml: {passage.setting}; to leave it out: {skip}"


def passage_name(passage: LeftOutTotal) -> str:
    """`The Ferry (outside the reading order, 812 characters): “The ferry left at six…”`."""
    title = " ".join(passage.title.split())
    where = f"in chapter {passage.chapter} {title}".rstrip() if passage.chapter else title
    about = f"{where} ({passage.reason}, {plural(passage.characters, 'character')})"
    return about + (f": “{passage.opening}…”" if passage.opening else "")


def _unanswered_lines(left_out: Sequence[LeftOutTotal]) -> Iterable[str]:
    """A reminder where running prose is not read: other lines have gone by since the warning."""
    prose = [each for each in left_out if each.prose]
    if prose:
        characters = sum(each.characters for each in prose)
        yield (
            f"  {plural(len(prose), 'passage')} of running prose not read"
            f" ({plural(characters, 'character')}), named in report.json and by narrate plan;"
            " narrate check fails until matter: in pipeline.yaml says read or skip"
        )


def money_lines(counts: Iterable[Counts]) -> list[str]:
    """What was planned and what was billed, with everything that lies between.

    `planned 1,000 characters ($0.0150), billed 1,200 ($0.0180), of which 150 for answers that were
    not speech, and 50 for retakes`; no line where nothing was billed.
    """
    every = sum(counts, Counts())
    if not (every.billed_characters or every.open_characters):
        return []
    line = (
        f"planned {every.planned_characters:,} characters (${every.planned_cost:.4f}),"
        f" billed {every.billed_characters:,} (${every.cost:.4f})"
    )
    if every.lost_characters:
        line += f", of which {every.lost_characters:,} for answers that were not speech"
    if every.retake_characters:
        also = "and" if every.lost_characters else "of which"
        line += f", {also} {every.retake_characters:,} for retakes"
    if every.open_characters:
        line += f"; {every.open_characters:,} more were sent without an answer and may be billed"
    return [line]


def load_line(engine: LimitReport) -> str:
    """How an engine that refused requests for load was met."""
    line = (
        f"{engine.engine} refused {engine.refused:,} of {engine.requests:,} requests as too many;"
        f" the run ended with {engine.limit} at once"
    )
    return line + (f", {engine.per_minute:g} a minute" if engine.per_minute else "")


def _tally(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in counts.items() if number) or "-"


def _name(chapter: ChapterReport) -> str:
    return f"{chapter.number} {chapter.title}".rstrip()


def clock_time(seconds: float) -> str:
    """`1:02:03` or `2:03`."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{secs:02}" if hours else f"{minutes}:{secs:02}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 chapter`, `2 chapters`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"

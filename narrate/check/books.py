"""What was delivered, measured: each book's files against its manuscript, plan and timeline.

And is all of the manuscript's file accounted for: read, named as not read, or known as no text?
"""

import functools
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from narrate.book import MOST_NOT_UNDERSTOOD
from narrate.check.expected import standard_of, wanted_books, wanted_track
from narrate.check.measures.result import BookResult, CheckResult, TrackResult, verdict
from narrate.check.measures.text import sentence_check, text_checks
from narrate.check.measures.track import JoinedResult, check_joined, check_track
from narrate.check.measures.wanted import (
    Standard,
    TimelineChapter,
    TimelineUnread,
    WantedTrack,
    read_timeline,
)
from narrate.check.packages import PackageChecks
from narrate.check.page import junit_bytes, report_html
from narrate.delivery.shelf import TIMELINE
from narrate.engines.opened import Engines
from narrate.errors import EngineUnusable, SettingsError, book_fault
from narrate.files import disk
from narrate.files.ffmpeg import ffmpeg_program
from narrate.files.processes import usable_cores
from narrate.plan.costs import Costs, ask_engines
from narrate.plan.finding import manuscripts_called
from narrate.plan.left_out import left_out
from narrate.plan.plan import BookPlan, ChapterPlan, survey
from narrate.recording.store import Store
from narrate.report import LeftOutTotal, answers, passage_name, worst
from narrate.settings import Settings
from narrate.timeline import Timeline, as_json

FAILED = 6
"""Exit code where a check failed"""
REPORT_PAGE = "check.html"
"""The page with the pictures, in the book's folder"""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found in every book."""

    books: tuple[BookResult, ...]
    standards: tuple[Standard, ...] = ()
    """The limits that each of them was measured against"""
    problems: tuple[str, ...] = ()
    """Manuscripts that cannot be read"""
    exit_code: int = 0
    notes: tuple[str, ...] = ()
    """Files and folders beside the manuscripts that are not read"""

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong anywhere."""
        return not self.problems and all(book.passed for book in self.books)

    def as_json(self) -> dict[str, Any]:
        """The object that `check --json` prints."""
        return {
            "books": [book.as_json() for book in self.books],
            "passed": self.passed,
            "problems": list(self.problems),
        }


def check_books(settings: Settings, named: Sequence[str] = ()) -> CheckReport:
    """Measure the books named, by manuscript, output folder or title, else all of them.

    Writes nothing; a book that cannot be measured stops no other. Raises SettingsError where a
    name is of no book, or ffmpeg does not start.
    """
    manuscripts = manuscripts_called(settings, named)
    engines = Engines(settings)
    found = survey(settings, manuscripts, lambda _: True, engines, read_all=True)
    costs = Costs(found.plans, Store(settings.store), engines)
    unspoken = ask_engines(found.plans, costs, engines).refused
    books: list[BookResult] = []
    standards: list[Standard] = []
    problems = [*found.problems]
    for plan in found.plans:
        try:
            books.append(check_book(plan, unspoken.get(plan.manuscript)))
            standards.append(standard_of(plan))
        except SettingsError:  # ffmpeg does not start: no book can be measured
            raise
        except Exception as error:
            problems.append(book_fault(plan.manuscript.name, error))
    passed = all(book.passed for book in books)
    code = worst(problem.exit_code for problem in problems) or (0 if passed else FAILED)
    told = tuple(map(str, problems))
    return CheckReport(tuple(books), tuple(standards), told, code, found.notes)


def save_junit(checked: CheckReport, target: Path) -> None:
    """Write the result in JUnit's XML; raises StoreError."""
    disk.write_bytes(target, junit_bytes(checked.books))


def save_reports(checked: CheckReport, target: Path | None) -> list[Path]:
    """Write the page with the pictures: one of all books to `target`, else one to each book.

    Returns what was written; raises StoreError.
    """
    pairs = list(zip(checked.books, checked.standards, strict=True))
    if target:
        disk.write_bytes(target, report_html(pairs).encode())
        return [target]
    pages = []
    for book, standard in pairs:
        if Path(book.folder).is_dir():
            pages.append(Path(book.folder) / REPORT_PAGE)
            disk.write_bytes(pages[-1], report_html([(book, standard)]).encode())
    return pages


def check_book(plan: BookPlan, unspoken: EngineUnusable | None = None) -> BookResult:
    """Measure all that was delivered of a book; `unspoken` is why a run would not make it."""
    title, folder = plan.script.title or plan.manuscript.stem, plan.shelf.folder
    unread = tuple(left_out(plan))
    try:
        timeline = read_timeline(folder / TIMELINE)
    except TimelineUnread as error:
        why = f"not made: {unspoken}" if unspoken else f"{error}; run narrate"
        fault = verdict("timeline.json", False, fault=why, limit="readable")
        checks = [fault, *account_checks(plan, unread)]
        return BookResult(title, str(folder), (), tuple(checks), left_out=unread)
    standard, ffmpeg = standard_of(plan), ffmpeg_program(plan.settings.ffmpeg)
    known = {chapter.script.chapter.number for chapter in plan.chapters}
    entries = [entry for entry in timeline if entry.number in known]
    with ThreadPoolExecutor(usable_cores()) as pool:
        wanted = list(_wanted_tracks(plan, entries))
        tracks = pool.map(lambda job: job(), _track_jobs(plan, entries, wanted, ffmpeg, standard))
        books = wanted_books(plan, entries, wanted)
        joined = pool.map(functools.partial(check_joined, ffmpeg, standard=standard), books)
        results, in_books = list(tracks), list(joined)
    checks = [_strangers(timeline, known), _unedited(plan), *account_checks(plan, unread)]
    checks += [*(c for found in in_books for c in found.checks)]
    packages = PackageChecks(plan, entries)
    checks += packages.book_checks()
    done = _with_more(results, entries, in_books, packages)
    notes = tuple(packages.notes)
    return BookResult(title, str(folder), tuple(done), tuple(checks), notes, unread)


def _strangers(timeline: Sequence[TimelineChapter], known: set[int]) -> CheckResult:
    strange = sorted({entry.number for entry in timeline} - known)
    fault = f"the book no longer has {', '.join(map(str, strange))}; run narrate"
    limit = f"the manuscript's {len(known)}"
    return verdict("chapters", not strange, len(timeline), limit=limit, fault=fault)


def _unedited(plan: BookPlan) -> CheckResult:
    """timeline.json is what the book's record remembers; captions and players go by it."""
    said = json.loads((plan.shelf.folder / TIMELINE).read_bytes())["chapters"]
    known = plan.shelf.record.chapters
    kept = as_json(Timeline(tuple(e for made in known.values() for e in made.entries)))["chapters"]
    changed = sorted({e["number"] for e in said if e["number"] in known and e not in kept})
    edited = ", ".join(map(str, changed))
    fault = f"chapters {edited} were edited in this file; delete it and run narrate"
    return verdict(TIMELINE, not changed, len(changed), limit="as delivered", fault=fault)


def _wanted_tracks(plan: BookPlan, entries: Sequence[TimelineChapter]) -> Iterator[WantedTrack]:
    """What is wanted of each entry of the timeline."""
    chapters = {chapter.script.chapter.number: chapter for chapter in plan.chapters}
    said: dict[int, int] = {}
    for entry in entries:
        first = said.get(entry.number, 0)
        said[entry.number] = first + len(entry.chunks)
        yield wanted_track(plan, chapters[entry.number], entry, first)


def _track_jobs(
    plan: BookPlan,
    entries: Sequence[TimelineChapter],
    wanted: Sequence[WantedTrack],
    ffmpeg: str,
    standard: Standard,
) -> Iterator[Callable[[], TrackResult]]:
    """One job for each piece of audio, in the order of the book."""
    for chapter in plan.chapters:
        number = chapter.script.chapter.number
        own = [entry for entry in entries if entry.number == number]
        if not own:
            yield functools.partial(_missing, chapter)
        before: list[CheckResult] = [*_chapter_checks(plan, chapter, own)]
        for entry, track in zip(entries, wanted, strict=True):
            if entry.number == number:
                before.append(sentence_check(entry))
                yield functools.partial(check_track, ffmpeg, track, standard, before)
                before = []


def _missing(chapter: ChapterPlan) -> TrackResult:
    of = chapter.script.chapter
    fault = verdict(
        "delivered", False, limit="delivered", fault="not made yet; run narrate to make it"
    )
    return TrackResult(of.number, of.title, "", (fault,))


def _chapter_checks(
    plan: BookPlan, chapter: ChapterPlan, entries: Sequence[TimelineChapter]
) -> Iterator[CheckResult]:
    """What can be said of a chapter without its sound."""
    if not entries:
        return
    yield from text_checks(chapter.script, entries)
    kept = plan.shelf.record.chapters.get(chapter.script.chapter.number)
    if kept is None:
        return
    made = chapter.is_delivered_by(kept)
    fault = "the settings or the manuscript have changed since; run narrate"
    yield verdict("up to date", made, limit="made with the current settings", fault=fault)


def _with_more(
    results: Sequence[TrackResult],
    entries: Sequence[TimelineChapter],
    joined: Sequence[JoinedResult],
    packages: PackageChecks,
) -> Iterator[TrackResult]:
    """The tracks with what was found of them in the book's one file and beside their own files."""
    found = [track for book in joined for track in book.tracks]
    left = list(entries)
    for result in results:
        if not left or left[0].number != result.number or result.figure("delivered"):
            yield result
            continue
        # A book may be delivered as M4B and as MP3: each of them has every track once.
        mine = found[len(entries) - len(left) :: len(entries)]
        in_books = tuple(check for checks, _ in mine for check in checks)
        beside = tuple(packages.track_checks(left.pop(0)))
        pictures = (result.picture, *(picture for _, picture in mine))
        yield replace(
            result,
            checks=(*result.checks, *in_books, *beside),
            picture=next(filter(None, pictures), None),
        )


def account_checks(plan: BookPlan, left_out: Sequence[LeftOutTotal]) -> Iterator[CheckResult]:
    """What the manuscript as it is now holds that nobody hears, and that nobody answered for."""
    yield from _left_out(left_out)
    yield from map(_lost, plan.book.lost)
    if plan.book.letters is not None:
        yield _letters(plan)


def _left_out(left_out: Sequence[LeftOutTotal]) -> Iterator[CheckResult]:
    """One fault for each passage of running prose that no setting names, else one measure."""
    limit = "no running prose but what matter: names"
    prose = [total for total in left_out if total.prose]
    for total in prose:
        fault = f"running prose is not read: {passage_name(total)}; to read it, {answers(total)}"
        yield verdict(
            "left out", False, total.characters, unit="characters", limit=limit, fault=fault
        )
    if not prose:
        characters = sum(total.characters for total in left_out)
        yield verdict("left out", True, characters, unit="characters", limit=limit)


def _lost(warning: str) -> CheckResult:
    """Text that the file should have and that could not be read: it may be a chapter."""
    fault = (
        f"{warning}; get or save the manuscript again, or write its script with `narrate script"
        " FILE -o SCRIPT.md` and put the text in"
    )
    return verdict("manuscript", False, limit="all of it can be read", fault=fault)


def _letters(plan: BookPlan) -> CheckResult:
    """The share of the file's letters that the reader did not understand."""
    letters = plan.book.letters
    assert letters is not None
    share = 100.0 * letters.not_understood / letters.file if letters.file else 0.0
    shown = "; ".join(f"“{text}…”" for text in letters.examples)
    fault = (
        f"{letters.not_understood:,} letters of {plan.manuscript.name} were not understood and"
        f" are not read{': ' + shown if shown else ''}; write its script with `narrate script"
        " FILE -o SCRIPT.md` and put them in, or save the manuscript in another format"
    )
    limit = f"at most {MOST_NOT_UNDERSTOOD:.0%}"
    passed = not letters.are_missed
    return verdict("not understood", passed, round(share, 3), unit="%", limit=limit, fault=fault)

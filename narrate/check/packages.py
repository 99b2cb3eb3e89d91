"""What lies beside a book's audio, looked at: captions, EPUB, player page, lists, the sample."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.check.expected import delivered_files, standard_of
from narrate.check.measures.captions import PARSERS, caption_check, manifest_check, player_check
from narrate.check.measures.container import format_checks, level_checks
from narrate.check.measures.epub import epub_checks, run_epubcheck, why_not_run
from narrate.check.measures.result import CheckResult, verdict, within
from narrate.check.measures.sound import listen
from narrate.check.measures.wanted import Standard, TimelineChapter, WantedFile
from narrate.files.ffmpeg import ffmpeg_program
from narrate.plan.plan import BookPlan
from narrate.run.packages import PACKAGES

SAMPLE_MINUTES = 5.0
"""Longest retail sample (help.acx.com, "ACX audio submission requirements")"""


class PackageChecks:
    """The packages that a book was delivered with, as its record has them."""

    def __init__(self, plan: BookPlan, entries: Sequence[TimelineChapter]) -> None:
        self._plan = plan
        self._ffmpeg = ffmpeg_program(plan.settings.ffmpeg)
        self._entries = entries
        self._files = delivered_files(plan)
        self._paths = list(dict.fromkeys(p for paths in self._files.values() for p in paths))
        """All files; captions may belong to two packages"""
        self.notes: list[str] = []

    def track_checks(self, entry: TimelineChapter) -> Iterator[CheckResult]:
        """What lies beside one track's files."""
        for suffix in PARSERS:
            captions = [path for path in self._paths if path.suffix == suffix]
            mine = [path for path in captions if path.stem == entry.name]
            if captions and not mine:
                fault = "missing; run narrate to make them"
                yield verdict(f"captions {suffix[1:]}", False, fault=fault)
            for path in mine:
                yield replace(caption_check(path, entry), file=path.name)

    def book_checks(self) -> Iterator[CheckResult]:
        """What lies beside all of them."""
        yield from self._delivered()
        for path in filter(Path.is_file, self._paths):
            for check in self._look_at(path):
                yield replace(check, file=path.name)

    def _delivered(self) -> Iterator[CheckResult]:
        """Everything that was ordered and everything that was once made is there."""
        settings = self._plan.settings
        for package in PACKAGES:
            if package.wanted(settings) and package.name not in self._files:
                fault = "missing; run narrate to make it"
                yield verdict(package.name, False, limit="delivered", fault=fault)
        for path in self._paths:
            if not path.is_file():
                gone = verdict(
                    "delivered", False, limit="delivered", fault="missing; run narrate to make it"
                )
                yield replace(gone, file=path.name)

    def _look_at(self, path: Path) -> Iterator[CheckResult]:
        if path.suffix == ".epub":
            yield from epub_checks(self._ffmpeg, path)
            if reason := why_not_run():
                self.notes.append(reason)
            else:
                yield run_epubcheck(path)
        elif path.suffix == ".html":
            yield player_check(path)
        elif path.name in ("publication.json", "manifest.json"):
            yield manifest_check(path)
        elif path in self._files.get("sample", []):
            yield from _sample_checks(self._ffmpeg, path, standard_of(self._plan))


def _sample_checks(ffmpeg: str, path: Path, standard: Standard) -> Iterator[CheckResult]:
    """A sample for shops: short enough, and as loud as the book."""
    sound = listen(ffmpeg, path)
    wanted = WantedFile(path.suffix[1:], path)
    right = yield from format_checks(sound, wanted, sound.rate)
    if right:
        advice = "set deliver.sample_minutes and run narrate"
        yield within("minutes", sound.seconds / 60, (None, SAMPLE_MINUTES), "min", advice)
        yield from level_checks(sound, standard)

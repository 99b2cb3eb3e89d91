"""What is made from a book's finished chapters: captions, the player page, an M4B, ...

Each package is a function of the finished book and of where it goes; it is made again when its
fingerprint changes or one of its files is gone, and in a process of its own (`workers.py`).
"""

import asyncio
import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from itertools import filterfalse
from pathlib import Path
from typing import Final

from narrate.assembly.book.joining import make_m4b
from narrate.assembly.book.mp3 import make_mp3_book
from narrate.delivery.captions import make_lrc, make_srt, make_vtt
from narrate.delivery.feed import make_feed
from narrate.delivery.library import make_library, make_sidecars
from narrate.delivery.manifest import make_manifest
from narrate.delivery.overlay import make_overlay_epub
from narrate.delivery.player import make_player
from narrate.delivery.record import (
    DeliveredPackage,
    FileStamp,
    book_folder_name,
    is_unchanged,
    stamp,
)
from narrate.errors import NarrateError
from narrate.files import disk
from narrate.files.ffmpeg import ffmpeg_program
from narrate.plan.fingerprints import package_fingerprint, package_fingerprint_of_0_1_0
from narrate.plan.plan import BookPlan
from narrate.recording.store import Store
from narrate.run.finishing import finished_book
from narrate.run.reporter import Reporter
from narrate.run.sample import sampling_of
from narrate.run.workers import Task, WorkerPool
from narrate.settings import Settings
from narrate.timeline import FinishedBook, PackageSpec

Maker = Callable[[FinishedBook, PackageSpec], tuple[Path, ...]]
"""Makes a package's files and says which; raises NarrateErrors"""


@dataclass(frozen=True, slots=True)
class Package:
    """One kind of package."""

    name: str
    """As the settings and the record name it"""
    make: Maker
    wanted: Callable[[Settings], bool]
    whole: bool = True
    """Whether it is only made when every chapter of the book is up to date"""
    takes: frozenset[str] = frozenset()
    """Packages whose files it takes: where one of them could not be made, neither is this"""


_SHOWN: Final = {"player": "player page", "sidecars": "metadata files"}
"""Packages whose names say too little in a message"""


SAMPLE: Final = "sample"
"""The name of the sample among the packages: it is made from takes and not from chapters"""


WHOLE: Final = frozenset({"m4b", "mp3book"})
"""Formats of one file a book"""


def _reads(name: str) -> Callable[[Settings], bool]:
    return lambda settings: name in settings.deliver.read_along


def _plays(name: str) -> Callable[[Settings], bool]:
    """For what lies beside chapter files and plays them."""
    return lambda settings: _reads(name)(settings) and not set(settings.deliver.formats) <= WHOLE


def _delivers(name: str) -> Callable[[Settings], bool]:
    return lambda settings: name in settings.deliver.formats


PACKAGES: Final = (
    Package("vtt", make_vtt, _plays("vtt"), whole=False),
    Package("srt", make_srt, _plays("srt"), whole=False),
    Package("lrc", make_lrc, _plays("lrc"), whole=False),
    Package("m4b", make_m4b, _delivers("m4b")),
    Package("mp3book", make_mp3_book, _delivers("mp3book")),
    Package("epub", make_overlay_epub, _reads("epub")),
    Package("player", make_player, _plays("player")),
    Package("manifest", make_manifest, _reads("manifest")),
    Package("feed", make_feed, _plays("feed")),
    Package("sidecars", make_sidecars, lambda settings: True),
    # Last: it takes the book's files as the others have made them.
    Package(
        "library",
        make_library,
        lambda settings: settings.deliver.library is not None,
        takes=WHOLE,
    ),
)
"""In the order in which they are made"""


@dataclass(frozen=True, slots=True)
class _Making:
    """Making one package."""

    kind: str
    make: Maker
    book: FinishedBook
    spec: PackageSpec

    @property
    def name(self) -> str:
        """What is made, for messages."""
        return f"{self.spec.name}: {self.kind}"

    def do(self, store: Store, stop: threading.Event) -> tuple[Path, ...]:
        """Make it; between files there is nothing to stop."""
        return self.make(self.book, self.spec)


@dataclass(frozen=True, slots=True)
class _Due:
    """What is to be made, unless it is up to date."""

    name: str
    fingerprint: str
    earlier: str
    """The fingerprint that 0.1.0 gave to the same files"""
    task: Task[tuple[Path, ...]]
    takes: frozenset[str] = frozenset()


class Packing:
    """The packages of one book, whose chapters are as finished as this run brings them."""

    def __init__(self, plan: BookPlan, packages: Sequence[Package]) -> None:
        """Sort out what can be made.

        With m4b as the only format a vtt is idle; of chapters 1 to 3 without 2, [2] are missing.
        """
        self._plan = plan
        self._shelf = plan.shelf
        self._book = finished_book(plan)
        self._spec = _spec(plan)
        self._wanted = [p for p in packages if p.wanted(plan.settings)]
        idle = {p.name for p in packages} - {p.name for p in self._wanted}
        self._idle = [name for name in plan.settings.deliver.read_along if name in idle]
        """What is asked for and has nothing to play"""
        finished = {track.number for track in self._book.tracks}
        numbers = (c.chapter.number for c in plan.script.chapters)
        self._missing = list(filterfalse(finished.__contains__, numbers))

    @property
    def _waiting(self) -> str | None:
        """A sentence on what cannot be made yet; None where everything can."""
        waiting = [_SHOWN.get(p.name, p.name) for p in self._wanted if p.whole and self._missing]
        if not waiting or not self._book.tracks:
            return None
        return (
            f"{self._book.about.title}: {', '.join(waiting)} will be made once every chapter is"
            f" finished (still missing: {_listed(self._missing)})"
        )

    @property
    def _mute(self) -> str | None:
        """A sentence on what is asked for and has nothing to play; None where all has."""
        if not self._idle:
            return None
        return (
            f"{self._book.about.title}: {', '.join(self._idle)} not made, since there are no"
            " chapter files to play; add mp3 to deliver.formats"
        )

    async def make(self, workers: WorkerPool, reporter: Reporter) -> list[NarrateError]:
        """Make what is not up to date; gives what stopped single packages.

        What is no longer wanted is forgotten.
        """
        problems: list[NarrateError] = []
        failed: set[str] = set()
        for due in await asyncio.to_thread(self._due):
            if failed & due.takes:
                continue  # the book's file that is there is of before
            try:
                files = await self._make(due, workers)
            except NarrateError as problem:  # it stops no other package
                problems.append(problem)
                failed.add(due.name)
            else:
                if files:
                    made = ", ".join(path.name for path in files[:3])
                    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
                    reporter.note(f"{self._book.about.title}: {due.name}: {made}{more}")
        for note in filter(None, (self._waiting, self._mute)):
            reporter.note(note)
        return problems

    async def _make(self, due: _Due, workers: WorkerPool) -> tuple[Path, ...]:
        """The files of a package that was made, none where it is up to date."""
        if self._shelf.up_to_date_package(due.name, due.fingerprint):
            return ()
        if earlier := self._shelf.up_to_date_package(due.name, due.earlier):
            known = replace(earlier, fingerprint=due.fingerprint)
            await asyncio.to_thread(self._shelf.keep_package, due.name, known)
            return ()
        files = await workers.do(due.task)
        with disk.explained(self._shelf.folder):
            stamps = tuple(stamp(path, self._shelf.folder) for path in files)
        made = DeliveredPackage(due.fingerprint, (*stamps, *self._others(due, stamps)))
        await asyncio.to_thread(self._shelf.keep_package, due.name, made)
        return files

    def _others(self, due: _Due, made: Collection[FileStamp]) -> list[FileStamp]:
        """Files of chapters that are not current: these are as they were, and so are theirs."""
        before = self._shelf.record.packages.get(due.name)
        if before is None or not self._missing or due.name == SAMPLE:
            return []
        names = {file.name for file in made}
        old = [file for file in before.files if file.name not in names]
        return [file for file in old if is_unchanged(self._shelf.folder, [file])]

    def _due(self) -> list[_Due]:
        """Those that the chapters allow.

        Of vtt and m4b with a chapter missing: vtt, for the chapters that are finished.
        """
        sampled = self._plan.settings.deliver.sample_minutes > 0
        kept = [package.name for package in self._wanted]
        self._shelf.drop_packages([*kept, SAMPLE] if sampled else kept)
        packages = [p for p in self._wanted if not (p.whole and self._missing)]
        with disk.explained(self._shelf.folder):  # somebody removed a file just now
            due = [self._package_due(package) for package in packages if self._book.tracks]
        if sampled and (sampling := sampling_of(self._plan, self._spec.name)):
            due.append(_Due(SAMPLE, sampling.fingerprint, sampling.earlier, sampling))
        return due

    def _package_due(self, package: Package) -> _Due:
        made_of = (package.name, self._book, self._spec)
        fingerprint, known = package_fingerprint(*made_of), self._shelf.record.packages
        before = known[package.name].fingerprint if package.name in known else fingerprint
        earlier = "" if before == fingerprint else package_fingerprint_of_0_1_0(*made_of)
        task = _Making(package.name, package.make, self._book, self._spec)
        return _Due(package.name, fingerprint, earlier, task, package.takes)


def _spec(plan: BookPlan) -> PackageSpec:
    deliver = plan.settings.deliver
    return PackageSpec(
        folder=plan.shelf.folder,
        name=book_folder_name(plan.script.title or plan.manuscript.stem),
        ffmpeg=ffmpeg_program(plan.settings.ffmpeg),
        url=f"{deliver.url}/" if deliver.url else "",
        hours=deliver.m4b_hours,
        formats=deliver.formats,
        library=deliver.library,
        ours=plan.shelf.untouched(),
    )


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8]))
    return shown if len(numbers) <= 8 else f"{shown} and {len(numbers) - 8} more"

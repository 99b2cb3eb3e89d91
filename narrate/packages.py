"""What is made from a book's chapters once they stand: captions, the player page, an M4B, ...

Each package is a function of the finished book and of where it goes; it is made again when its
fingerprint changes or one of its files is gone, and in a process of its own (`workshop.py`).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from narrate import disk
from narrate.delivery.names import book_folder_name
from narrate.delivery.record import DeliveredPackage, stamp
from narrate.ffmpeg import ffmpeg_program
from narrate.fingerprints import package_fingerprint
from narrate.finished import FinishedBook, PackageOrder
from narrate.finishing import finished_book
from narrate.plan import BookPlan
from narrate.recording.store import Store
from narrate.settings import Settings
from narrate.workshop import Workshop

Maker = Callable[[FinishedBook, PackageOrder], tuple[Path, ...]]
"""Makes a package's files and says which; raises NarrateErrors"""


@dataclass(frozen=True, slots=True)
class Package:
    """One kind of package."""

    name: str
    """As the settings and the record name it"""
    make: Maker
    wanted: Callable[[Settings], bool]
    whole: bool = True
    """Whether it is only made when every chapter of the book stands"""


PACKAGES: Final[tuple[Package, ...]] = ()


@dataclass(frozen=True, slots=True)
class _Making:
    """The job of making one package."""

    package: Maker
    book: FinishedBook
    order: PackageOrder

    @property
    def name(self) -> str:
        """What is made, for messages."""
        return self.order.name

    def do(self, store: Store, stop: threading.Event) -> tuple[Path, ...]:
        """Make it; between files there is nothing to stop."""
        return self.package(self.book, self.order)


class Packing:
    """The packages of one book."""

    def __init__(self, plan: BookPlan) -> None:
        self._plan = plan
        self._book = finished_book(plan)
        self._order = _order(plan)
        self.notes: list[str] = []

    def wanted(self) -> Iterator[Package]:
        """Those that the settings ask for and the chapters allow; a note says what is missing."""
        wanted = [p for p in PACKAGES if p.wanted(self._plan.settings)]
        self._plan.shelf.drop_packages([package.name for package in wanted])
        missing = self._missing()
        for package in wanted:
            if not (package.whole and missing):
                yield package
        if waiting := [p.name for p in wanted if p.whole and missing]:
            self.notes.append(
                f"{self._book.about.title}: {', '.join(waiting)} not made: chapters are missing"
                f" ({_listed(missing)})"
            )

    async def make(self, package: Package, workshop: Workshop) -> None:
        """Make a package, unless it stands; raises NarrateErrors."""
        shelf = self._plan.shelf
        fingerprint = package_fingerprint(package.name, self._book, self._order)
        if not self._book.tracks or shelf.standing_package(package.name, fingerprint):
            return
        files = await workshop.do(_Making(package.make, self._book, self._order))
        try:
            stamps = tuple(stamp(path, shelf.folder) for path in files)
        except OSError as error:
            raise disk.explain(error, shelf.folder) from error
        made = DeliveredPackage(fingerprint, stamps)
        await asyncio.to_thread(shelf.keep_package, package.name, made)

    def _missing(self) -> list[int]:
        """Numbers of the chapters that do not stand."""
        standing = {track.number for track in self._book.tracks}
        numbers = (c.chapter.number for c in self._plan.script.chapters)
        return [number for number in numbers if number not in standing]


def _order(plan: BookPlan) -> PackageOrder:
    deliver = plan.settings.deliver
    return PackageOrder(
        folder=plan.shelf.folder,
        name=book_folder_name(plan.script.title or plan.manuscript.stem),
        ffmpeg=ffmpeg_program(plan.settings.ffmpeg),
        url=f"{deliver.url}/" if deliver.url else "",
        hours=deliver.m4b_hours,
        library=deliver.library,
    )


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:8]))
    return shown if len(numbers) <= 8 else f"{shown} and {len(numbers) - 8} more"

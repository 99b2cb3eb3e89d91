"""The shelf: which folder a book has, what was delivered there, and what has to go.

.narrate/books/<folder>.json     what was delivered into output/<folder>, and from what
.narrate/books/<folder>/         chapters encoded for the book's one file only
output/<folder>/                 chapter files, timeline.json, report.json
"""

from __future__ import annotations

import os
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from narrate.delivery.record import (
    BookRecord,
    DeliveredChapter,
    DeliveredPackage,
    FileStamp,
    book_folder_name,
    is_unchanged,
    load_record,
    place,
    record_bytes,
    stamp,
)
from narrate.errors import SettingsError
from narrate.files import disk
from narrate.report import LeftOutTotal
from narrate.timeline import Timeline, as_json, write_json

TIMELINE = "timeline.json"
REPORT = "report.json"


class Catalogue:
    """All shelves of a project: gives each manuscript a folder of its own.

    `records` is the folder of the records, `output` that of the books.
    """

    def __init__(self, records: Path, output: Path) -> None:
        self._records = records
        self._output = output
        self._taken: dict[str, str] = {}

    def shelf(self, manuscript: Path, stem: str = "") -> Shelf:
        """The shelf of a manuscript; two that share a name (a.txt, a.epub) get two folders.

        `stem` is what its folder is called at best, where that is not the file's own name.
        """
        owner = self._name(manuscript)
        for folder in _folder_names(manuscript, stem or manuscript.stem):
            path = self._records / f"{folder}.json"
            record = load_record(path)
            holder = self._taken.get(folder.casefold(), record.manuscript)
            if holder in ("", owner):
                self._taken[folder.casefold()] = owner
                return Shelf(self._output / folder, path, replace(record, manuscript=owner))
        raise AssertionError("names never run out")

    def _name(self, manuscript: Path) -> str:
        """The manuscript as records name it: a project folder that moves takes them along."""
        try:
            return Path(os.path.relpath(manuscript, self._records.parent.parent)).as_posix()
        except ValueError:  # another drive of Windows
            return manuscript.as_posix()


def _folder_names(manuscript: Path, stem: str) -> Iterator[str]:
    yield book_folder_name(stem)
    yield book_folder_name(manuscript.name)
    yield from (book_folder_name(f"{manuscript.name} {number}") for number in count(2))


class Shelf:
    """The output folder of one book and the memory of what was delivered into it."""

    def __init__(self, folder: Path, path: Path, record: BookRecord) -> None:
        self.folder = folder
        self.record = record
        self._path = path
        self._superseded: list[FileStamp] = []
        self._lock = threading.Lock()  # chapters are delivered from several threads

    @property
    def kept(self) -> Path:
        """The folder of what is needed to make the book's files and is none of them."""
        return self._path.with_suffix("")

    def prepare(self) -> None:
        """Make the folder, see that it can be written, clear up; raises SettingsError."""
        probe = self.folder / f".narrate-{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
            for folder in (self.folder, self.kept):
                for left in folder.glob(f"*{disk.PART}"):  # by a run that was killed
                    left.unlink()
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingsError(
                f"output folder {self.folder} cannot be written: {reason};"
                " make it writable or set another `output`"
            ) from error

    def unchanged(self, number: int) -> DeliveredChapter | None:
        """The chapter of that number if its files are as they were delivered."""
        chapter = self.record.chapters.get(number)
        return chapter if chapter and is_unchanged(self.folder, chapter.files) else None

    def is_up_to_date(self, inputs: str, numbers: Iterable[int]) -> bool:
        """Whether these chapters were made from these inputs and no file has changed since."""
        timeline = self.record.timeline
        if timeline is None or not is_unchanged(self.folder, [timeline]):
            return False
        if not all(is_unchanged(self.folder, p.files) for p in self.record.packages.values()):
            return False
        chapters = map(self.unchanged, numbers)
        return all(chapter and chapter.inputs == inputs for chapter in chapters)

    def deliver(self, chapter: DeliveredChapter) -> None:
        """Remember a chapter that was just assembled, at once: the run may be killed."""
        with self._lock:
            before = self.record.chapters.get(chapter.number)
            if before:
                self._superseded.extend(before.files)
            chapters = {**self.record.chapters, chapter.number: chapter}
            self._save(replace(self.record, chapters=chapters, timeline=None))

    def untouched(self) -> frozenset[Path]:
        """The files of packages that are as they were made."""
        files = [file for made in self.record.packages.values() for file in made.files]
        return frozenset(
            place(file, self.folder) for file in files if is_unchanged(self.folder, [file])
        )

    @property
    def package_files(self) -> dict[str, tuple[str, ...]]:
        """The names of the files of every package that is up to date, by the package's name."""
        packages = self.record.packages.items()
        return {name: tuple(file.name for file in made.files) for name, made in packages}

    def up_to_date_package(self, name: str, fingerprint: str) -> DeliveredPackage | None:
        """The package of that name if it was made from just this and is as it was delivered."""
        package = self.record.packages.get(name)
        if (
            package
            and package.fingerprint == fingerprint
            and is_unchanged(self.folder, package.files)
        ):
            return package
        return None

    def keep_package(self, name: str, package: DeliveredPackage) -> None:
        """Remember a package that was just made."""
        with self._lock:
            before = self.record.packages.get(name)
            if before:
                self._superseded.extend(before.files)
            packages = {**self.record.packages, name: package}
            self._save(replace(self.record, packages=packages, timeline=None))

    def drop_packages(self, kept: Collection[str]) -> None:
        """Forget the packages that are no longer wanted; `finish` clears their files away."""
        with self._lock:
            gone = [p for name, p in self.record.packages.items() if name not in kept]
            self._superseded.extend(file for package in gone for file in package.files)
            packages = {n: p for n, p in self.record.packages.items() if n in kept}
            self.record = replace(self.record, packages=packages)

    def finish(
        self,
        title: str,
        numbers: Sequence[int],
        found_right: Mapping[int, DeliveredChapter],
        report: Any,
        left_out: Sequence[LeftOutTotal] = (),
        *,
        packed: bool = True,
    ) -> None:
        """End a run: write timeline.json and report.json, clear away what was replaced.

        `numbers` are all chapters that the book has; one that it no longer has loses its files.
        `found_right` has each chapter that was found up to date or made, as it is to be remembered.
        `left_out` is remembered for runs that do not read the manuscript again.
        Where not everything was `packed`, the next run looks at the book again. Files that
        somebody changed since they were delivered are left alone.
        """
        chapters = dict(sorted(self.record.chapters.items()))
        for number in chapters.keys() - set(numbers):
            self._superseded.extend(chapters.pop(number).files)
        chapters = {n: found_right.get(n, chapter) for n, chapter in chapters.items()}
        packages = self.record.packages
        delivered: list[DeliveredChapter | DeliveredPackage] = [*chapters.values()]
        delivered += packages.values()
        self._clear({file.name for made in delivered for file in made.files})
        timeline = self.folder / TIMELINE
        entries = tuple(entry for chapter in chapters.values() for entry in chapter.entries)
        write_json(timeline, as_json(Timeline(entries)))
        write_json(self.folder / REPORT, report)
        self._save(
            BookRecord(
                self.record.manuscript,
                title,
                tuple(numbers),
                chapters,
                packages,
                stamp(timeline, self.folder) if packed else None,
                tuple(left_out),
            )
        )

    def _clear(self, kept: set[str]) -> None:
        for file in self._superseded:
            if file.name not in kept and is_unchanged(self.folder, [file]):
                with suppress(OSError):  # a file too many is no reason to fail
                    place(file, self.folder).unlink()
        self._superseded.clear()

    def _save(self, record: BookRecord) -> None:
        self.record = record
        disk.write_bytes(self._path, record_bytes(record))

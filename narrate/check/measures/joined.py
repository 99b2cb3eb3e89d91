"""A book in one file: its marks, and every chapter in it, measured in one decoding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from narrate.check.measures.container import format_checks, frame_checks, length_check, tag_checks
from narrate.check.measures.joins import borders
from narrate.check.measures.levels import level_checks
from narrate.check.measures.metadata import ChapterMark, read_metadata
from narrate.check.measures.result import AGAIN, CheckResult, Picture, verdict
from narrate.check.measures.sound import FilePart, SoundFigures, listen_to_parts
from narrate.check.measures.spans import curves_of
from narrate.check.measures.track import content_checks
from narrate.check.measures.wanted import Standard, WantedFile, WantedTrack

LAME_DELAY = 576 + 529
"""Samples before the sound of an MP3: LAME's own, and those of every decoder (LAME, doc/html)"""
NEAR = Fraction(1, 1000)
"""Seconds that a mark may be away from where its chapter begins"""


@dataclass(frozen=True, slots=True)
class WantedBook:
    """One file that holds the chapters of a book, or of a part of it."""

    file: WantedFile
    tracks: tuple[WantedTrack, ...]
    headings: tuple[str, ...]
    """What each of them is called in the list of chapters"""

    @property
    def lengths(self) -> tuple[int, ...]:
        """Samples that each of them takes in the file.

        MP3s are joined by whole frames: what LAME put around a chapter stays behind it, but for
        the last one.
        """
        samples = [track.samples for track in self.tracks]
        if self.file.format != "mp3":
            return tuple(samples)
        frame = 1152 if self.tracks[0].sample_rate >= 32000 else 576
        whole = [-(-(length + LAME_DELAY) // frame) * frame for length in samples[:-1]]
        return (*whole, samples[-1])


@dataclass(frozen=True, slots=True)
class JoinedResult:
    """What was found in such a file."""

    checks: tuple[CheckResult, ...]
    """Of the file as a whole"""
    tracks: tuple[tuple[CheckResult, ...], ...]
    """Of each of its chapters"""
    pictures: tuple[Picture | None, ...]


def check_joined(ffmpeg: str, book: WantedBook, standard: Standard) -> JoinedResult:
    """Measure a book's one file; raises SettingsError where ffmpeg does not start."""
    try:
        if not book.file.path.stat().st_size:
            return _broken(book, "it is empty")
        return _check(ffmpeg, book, standard)
    except OSError as error:
        return _broken(book, f"cannot be read: {error.strerror or error}")


def _broken(book: WantedBook, reason: str) -> JoinedResult:
    fault = verdict("file", False, fault=f"{reason}; {AGAIN}")
    checks = (replace(fault, file=book.file.path.name),)
    return JoinedResult(checks, ((),) * len(book.tracks), (None,) * len(book.tracks))


def _check(ffmpeg: str, book: WantedBook, standard: Standard) -> JoinedResult:
    name, rate = book.file.path.name, book.tracks[0].sample_rate
    parts = [
        FilePart(length, tuple(borders(track, rate)))
        for length, track in zip(book.lengths, book.tracks, strict=True)
    ]
    sounds = listen_to_parts(ffmpeg, book.file.path, parts)
    checks = list(_file_checks(ffmpeg, book, sounds, standard, rate))
    tracks: list[tuple[CheckResult, ...]] = []
    pictures: list[Picture | None] = []
    for track, sound in zip(book.tracks, sounds, strict=True):
        found, picture = _track_checks(track, sound, standard)
        tracks.append(tuple(replace(check, file=name) for check in found))
        pictures.append(picture)
    named = tuple(replace(check, file=name) for check in checks)
    return JoinedResult(named, tuple(tracks), tuple(pictures))


def _file_checks(
    ffmpeg: str, book: WantedBook, sounds: Sequence[SoundFigures], standard: Standard, rate: int
) -> Iterator[CheckResult]:
    right = yield from format_checks(sounds[0], book.file, rate)
    if not right:
        return
    found = sum(sound.samples for sound in sounds)
    planned = sum(book.lengths)
    yield length_check(found, sounds[0].rate, book.file.format, rate, planned)
    if book.file.format == "mp3":
        yield from frame_checks(book.file, standard)
    yield from tag_checks(ffmpeg, sounds[0], book.file)
    yield mark_check(read_metadata(ffmpeg, book.file.path).marks, book)


def _track_checks(
    track: WantedTrack, sound: SoundFigures, standard: Standard
) -> tuple[list[CheckResult], Picture | None]:
    if not sound.samples:
        return [verdict("sound", False, fault=f"missing from the file; {AGAIN}")], None
    # Loudness is ffmpeg's, and that of the whole file.
    alone = replace(sound, said=replace(sound.said, lufs=None))
    content, picture = content_checks(alone, track, curves_of(track))
    return [*level_checks(alone, standard), *content], picture


def mark_check(marks: Sequence[ChapterMark], book: WantedBook) -> CheckResult:
    """Every chapter has its mark where it begins, under its title, and ends where the next is."""
    fault = _mark_fault(marks, book)
    limit = f"{len(book.tracks)} marks, within 1 ms"
    return verdict("marks", not fault, len(marks), unit="marks", limit=limit, fault=fault)


def _mark_fault(marks: Sequence[ChapterMark], book: WantedBook) -> str:
    if len(marks) != len(book.tracks):
        return f"{len(marks)} chapter marks for {len(book.tracks)} chapters; {AGAIN}"
    at = Fraction(0)
    rate = book.tracks[0].sample_rate
    for mark, length, heading in zip(marks, book.lengths, book.headings, strict=True):
        end = at + Fraction(length, rate)
        for found, wanted, what in ((mark.start, at, "begins"), (mark.end, end, "ends")):
            if abs(found - wanted) > NEAR:
                away = float(found - wanted)
                return f"the mark of “{heading}” {what} {away:+.3f} s from where it should; {AGAIN}"
        if " ".join(mark.title.split()) != " ".join(heading.split()):
            return f"a mark says “{mark.title}” instead of “{heading}”; {AGAIN}"
        at = end
    return ""

"""Every file of a track, measured.

And a book in one file: its marks, and every chapter in it, measured in one decoding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from narrate.check.measures.container import (
    container_checks,
    format_checks,
    frame_checks,
    length_check,
    length_limit,
    level_checks,
    rate_limit,
    tag_checks,
)
from narrate.check.measures.decode import ChapterMark, read_metadata
from narrate.check.measures.echo import TakeCurve
from narrate.check.measures.result import AGAIN, CheckResult, Picture, TrackResult, verdict
from narrate.check.measures.sound import FilePart, SoundFigures, listen, listen_to_parts
from narrate.check.measures.spans import (
    SpanReport,
    borders,
    curves_of,
    join_check,
    look_at_spans,
    span_checks,
)
from narrate.check.measures.text import place_checks
from narrate.check.measures.wanted import Standard, WantedFile, WantedTrack


def check_track(
    ffmpeg: str, track: WantedTrack, standard: Standard, before: Sequence[CheckResult] = ()
) -> TrackResult:
    """Measure every file of a track; `before` are measures that need no sound.

    One decoding of each file; no file's samples are held. Raises SettingsError where ffmpeg does
    not start, OSError never: a file that cannot be read is a fault of it.
    """
    checks = [*before, *place_checks(track)]
    curves = curves_of(track)
    picture: Picture | None = None
    for file in track.files:
        found, seen = _check_file(ffmpeg, track, file, standard, curves)
        checks += [replace(check, file=file.path.name) for check in found]
        picture = picture or seen
    name = track.files[0].path.name if track.files else ""
    return TrackResult(track.number, track.title, name, tuple(checks), picture)


def _check_file(
    ffmpeg: str,
    track: WantedTrack,
    file: WantedFile,
    standard: Standard,
    curves: Sequence[TakeCurve | None],
) -> tuple[list[CheckResult], Picture | None]:
    try:
        if not file.path.stat().st_size:
            fault = f"it is empty; {AGAIN}"
            return [verdict("file", False, 0, unit="bytes", fault=fault)], None
        checks, sound = _measure(ffmpeg, track, file, standard)
    except OSError as error:
        fault = f"cannot be read: {error.strerror or error}; run narrate"
        return [verdict("file", False, fault=fault)], None
    if not sound.samples:
        return checks, None
    content, picture = content_checks(sound, track, curves)
    return [*checks, *content], picture


def content_checks(
    sound: SoundFigures, track: WantedTrack, curves: Sequence[TakeCurve | None]
) -> tuple[list[CheckResult], Picture]:
    """Whether the sound is that track's, chunk by chunk."""
    report = look_at_spans(sound, track, curves)
    checks = [*span_checks(sound, track, report), join_check(sound, track, report)]
    return checks, _picture(sound, track, report)


def _measure(
    ffmpeg: str, track: WantedTrack, file: WantedFile, standard: Standard
) -> tuple[list[CheckResult], SoundFigures]:
    rate = 48000 if file.format == "opus" else track.sample_rate  # what an opus always comes out at
    sound = listen(ffmpeg, file.path, FilePart(0, tuple(borders(track, rate))))
    checks = list(container_checks(sound, file, track.sample_rate, track.samples))
    if file.format == "mp3":
        checks += frame_checks(file, standard)
    if sound.samples:
        checks += rate_limit(sound, file, standard)
        checks += level_checks(sound, standard)
        checks.append(length_limit(sound, standard.limits))
        checks += tag_checks(ffmpeg, sound, file)
    return checks, sound


def _picture(sound: SoundFigures, track: WantedTrack, report: SpanReport) -> Picture:
    scale = sound.rate / track.sample_rate
    return Picture(
        sound=sound,
        spans=tuple((round(c.start * scale), round(c.end * scale)) for c in track.chunks),
        levels=tuple(report.levels),
        faults=tuple((start, end, text) for _, start, end, text in report.faults),
    )


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
    tracks: tuple[tuple[tuple[CheckResult, ...], Picture | None], ...]
    """Of each of its chapters, with its picture"""


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
    return JoinedResult(checks, (((), None),) * len(book.tracks))


def _check(ffmpeg: str, book: WantedBook, standard: Standard) -> JoinedResult:
    name, rate = book.file.path.name, book.tracks[0].sample_rate
    parts = [
        FilePart(length, tuple(borders(track, rate)))
        for length, track in zip(book.lengths, book.tracks, strict=True)
    ]
    sounds = listen_to_parts(ffmpeg, book.file.path, parts)
    checks = list(_file_checks(ffmpeg, book, sounds, standard, rate))
    tracks: list[tuple[tuple[CheckResult, ...], Picture | None]] = []
    for track, sound in zip(book.tracks, sounds, strict=True):
        found, picture = _track_checks(track, sound, standard)
        tracks.append((tuple(replace(check, file=name) for check in found), picture))
    return JoinedResult(tuple(replace(check, file=name) for check in checks), tuple(tracks))


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

"""Every file of a track, measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from narrate.check.measures.container import container_checks, frame_checks, rate_limit, tag_checks
from narrate.check.measures.echo import TakeCurve
from narrate.check.measures.joins import borders, join_check
from narrate.check.measures.levels import length_limit, level_checks
from narrate.check.measures.places import place_checks
from narrate.check.measures.result import CheckResult, Picture, TrackResult, verdict
from narrate.check.measures.sound import FilePart, SoundFigures, listen
from narrate.check.measures.spans import SpanReport, curves_of, look_at_spans, span_checks
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
        size = file.path.stat().st_size
    except OSError as error:
        return [_unreadable(error)], None
    if not size:
        empty = "it is empty; delete it and run narrate"
        return [verdict("file", False, 0, unit="bytes", fault=empty)], None
    try:
        checks, sound = _measure(ffmpeg, track, file, standard)
    except OSError as error:
        return [_unreadable(error)], None
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


def _unreadable(error: OSError) -> CheckResult:
    reason = error.strerror or str(error)
    return verdict("file", False, fault=f"cannot be read: {reason}; run narrate")


def _measure(
    ffmpeg: str, track: WantedTrack, file: WantedFile, standard: Standard
) -> tuple[list[CheckResult], SoundFigures]:
    sound = listen(ffmpeg, file.path, FilePart(0, tuple(borders(track, _rate(file, track)))))
    checks = list(container_checks(sound, file, track.sample_rate, track.samples))
    if file.format == "mp3":
        checks += frame_checks(file, standard)
    if sound.samples:
        checks += _figures(ffmpeg, sound, file, standard)
    return checks, sound


def _rate(file: WantedFile, track: WantedTrack) -> int:
    """Hertz that the file should come out at: an opus always gives 48 kHz."""
    return 48000 if file.format == "opus" else track.sample_rate


def _figures(
    ffmpeg: str, sound: SoundFigures, file: WantedFile, standard: Standard
) -> Iterator[CheckResult]:
    yield from rate_limit(sound, file, standard)
    yield from level_checks(sound, standard)
    yield length_limit(sound, standard.limits)
    yield from tag_checks(ffmpeg, sound, file)


def _picture(sound: SoundFigures, track: WantedTrack, report: SpanReport) -> Picture:
    scale = sound.rate / track.sample_rate
    return Picture(
        sound=sound,
        spans=tuple((round(c.start * scale), round(c.end * scale)) for c in track.chunks),
        levels=tuple(report.levels),
        faults=tuple((start, end, text) for _, start, end, text in report.faults),
    )

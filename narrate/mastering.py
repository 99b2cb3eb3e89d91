"""How a book is mastered: its profile, with the figures that the settings give in its place."""

from __future__ import annotations

from dataclasses import replace

from narrate.assembly.encoder.formats import default_bitrate
from narrate.assembly.order import Format, Level
from narrate.profiles import PROFILES, Profile
from narrate.settings import Settings


def mastering_of(settings: Settings) -> Profile:
    """The profile under settings resolved for a book."""
    deliver, pauses = settings.deliver, settings.pauses
    profile, level = PROFILES[deliver.profile], settings.deliver.level
    if level.rms is not None:
        profile = replace(profile, measure="rms", loudness=level.rms)
    if level.lufs is not None:
        profile = replace(profile, measure="lufs", loudness=level.lufs)
    return replace(
        profile,
        peak=_or(level.peak, profile.peak),
        sample_rate=int(_or(deliver.sample_rate, profile.sample_rate)),
        room_tone=_or(deliver.room_tone, profile.room_tone),
        head=_or(pauses.chapter_start, profile.head),
        tail=_or(pauses.chapter_end, profile.tail),
        minutes=profile.minutes if deliver.max_minutes is None else deliver.max_minutes,
    )


def level_of(profile: Profile) -> Level:
    """How loud speech is delivered."""
    return Level(profile.measure, profile.loudness, profile.peak)


def bitrates_of(settings: Settings, profile: Profile) -> dict[str, str]:
    """The bit rate of each format that has one, as `128k`."""
    rates: dict[str, str] = {}
    for name in chapter_formats(settings):
        wanted = settings.deliver.bitrate.get(name)
        if name == "mp3" and not wanted and profile.sample_rate >= FULL_RATE:
            wanted = profile.mp3_bitrate
        if rate := wanted or default_bitrate(name, profile.sample_rate):
            rates[name] = rate
    return rates


FULL_RATE = 32000
"""Hertz from which MP3 takes every bit rate (MPEG-1)"""


def chapter_formats(settings: Settings) -> tuple[Format, ...]:
    """What each chapter is encoded to: books of one file are made from their chapters' files."""
    made_from: dict[str, Format] = {"m4b": "m4a", "mp3book": "mp3"}
    wanted = (made_from.get(name, name) for name in settings.deliver.formats)
    return tuple(dict.fromkeys(wanted))  # type: ignore[arg-type]


def kept_formats(settings: Settings) -> tuple[Format, ...]:
    """Those of them that are made for the book's one file only."""
    return tuple(f for f in chapter_formats(settings) if f not in settings.deliver.formats)


def _or(figure: float | None, other: float) -> float:
    return other if figure is None else figure

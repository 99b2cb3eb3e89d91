"""What assembly is to make of a chapter: file names, formats, level, tags, by the profile."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from narrate.about import About, chapter_tags
from narrate.assembly.encoder.formats import default_bitrate, faults
from narrate.assembly.spec import ChapterSpec, ChunkSpec, Format, Level
from narrate.chunk import ChapterScript, Chunk, Script
from narrate.delivery.record import chapter_file_name
from narrate.delivery.shelf import Shelf
from narrate.errors import SettingsError
from narrate.files.ffmpeg import ffmpeg_program
from narrate.profiles import PROFILES, Profile
from narrate.script import sentence_spans, spoken_lengths
from narrate.script.pauses import varied
from narrate.settings import Settings
from narrate.timeline import heading_of


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


AAC_FRAME = 1024
"""Samples of an AAC frame: chapters of whole frames can be put one after another in an M4B"""


def chapter_spec(
    chapter: ChapterScript, script: Script, settings: Settings, shelf: Shelf
) -> ChapterSpec:
    """What one chapter is to be like on its shelf, under settings resolved for the book.

    Raises SettingsError where the cover of the settings cannot be read, or a format cannot have
    the bit rate or sample rate asked for.
    """
    deliver, mastering = settings.deliver, mastering_of(settings)
    formats, bitrates = chapter_formats(settings), bitrates_of(settings, mastering)
    if impossible := faults(formats, bitrates, mastering.sample_rate):
        raise SettingsError(impossible)
    number, total = chapter.chapter.number, script.chapters[-1].chapter.number
    name = chapter_file_name(number, total, chapter.chapter.shown)
    return ChapterSpec(
        target=shelf.folder / name,
        formats=formats,
        ffmpeg=ffmpeg_program(settings.ffmpeg),
        sample_rate=mastering.sample_rate,
        bitrates=bitrates,
        level=level_of(mastering),
        chapter_start=mastering.head,
        chapter_end=mastering.tail,
        sentence_pause=settings.pauses.sentence,
        variation=settings.pauses.variation,
        room_tone=mastering.room_tone,
        frame=AAC_FRAME if "m4b" in deliver.formats else 1,
        kept={f: shelf.kept / f"{name}.{f}" for f in kept_formats(settings)},
        tags=chapter_tags(
            replace(script.about, narrator=deliver.narrator or narrator_of(chapter.chunks)),
            title=heading_of(chapter.chapter.shown, number),
            number=[c.chapter.number for c in script.chapters].index(number) + 1,
            total=len(script.chapters),
        ),
        cover=cover_of(script.about, settings),
    )


def cover_of(about: About, settings: Settings) -> bytes | None:
    """The picture that the settings name, else the manuscript's own; raises SettingsError."""
    return _cover(settings.deliver.cover) if settings.deliver.cover else about.cover


def chunk_specs(
    keys: Iterable[str], chunks: Iterable[Chunk], spec: ChapterSpec
) -> tuple[ChunkSpec, ...]:
    """The chunks of a chapter as assembly sees them; an engine's voice has one gain."""
    return tuple(
        ChunkSpec(
            chunk,
            key,
            f"{chunk.voicing.engine}/{chunk.voicing.voice}",
            sentences := tuple(sentences_of(chunk)),
            tuple(spoken_lengths(chunk.text[start:end]) for start, end in sentences),
            pauses_inside(chunk, sentences, spec),
        )
        for key, chunk in zip(keys, chunks, strict=True)
    )


def pauses_inside(
    chunk: Chunk, sentences: Sequence[tuple[int, int]], spec: ChapterSpec
) -> tuple[float, ...]:
    """Seconds after each sentence of a chunk but the last, at least, as `ChunkSpec.pauses`."""
    if not spec.sentence_pause:
        return ()
    return tuple(
        varied(spec.sentence_pause, spec.variation, chunk.text[start:end])
        for start, end in sentences[:-1]
    )


def sentences_of(chunk: Chunk) -> list[tuple[int, int]]:
    """Start and end of each sentence, or part of one, in a chunk's text; a title is one."""
    if chunk.kind == "heading":
        return [(0, len(chunk.text))]
    return sentence_spans(chunk.text, chunk.voicing.language)


def narrator_of(chunks: Iterable[Chunk]) -> str:
    """The voices of a chapter, in the order in which they are heard."""
    names = dict.fromkeys(f"{c.voicing.voice} ({c.voicing.engine})" for c in chunks)
    return " & ".join(names)


def _cover(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SettingsError(f"deliver.cover: {path}: {error.strerror or error}") from error

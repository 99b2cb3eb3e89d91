"""What a run adds to the file of a series: the characters whom it heard, with their voices.

It is written when chapters of a book are there, so that a voice that no engine has, or a name that
nobody speaks under, never gets into it. What a person did goes before: entries stay as they are,
but for those that narrate itself wrote and nobody touched, and what was taken out stays out.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from narrate.book import speaker_key
from narrate.errors import SettingsError, StoreError
from narrate.files import disk
from narrate.language import primary
from narrate.plan.plan import BookPlan
from narrate.plan.series import Remembered, SeriesCast, is_outdated, load_memory, memory_path
from narrate.settings.casts import by_spelling
from narrate.settings.document import decoded
from narrate.settings.series import Series, load_series, manner_of, written
from narrate.settings.series_text import NoPlaceError, flow, new_text, with_entries

_PATIENCE = 10.0
"""Seconds to wait for another run that is writing the same file; it takes a moment"""


@dataclass(frozen=True, slots=True)
class Learned:
    """A character who was heard in a voice that the series' file does not have yet."""

    name: str
    value: Mapping[str, object]
    """As the file is to have it: engine, voice, what else was set, aliases"""
    said: Mapping[str, object]
    """What pipeline.yaml says of the character"""
    book: str
    """Where it was heard"""


def learned(plan: BookPlan, chapters: Collection[int]) -> list[Learned]:
    """The characters heard in chapters of a book that are to be kept for its series."""
    cast, over = plan.in_series.cast, plan.settings.overrides
    if cast is None or (over and (over.engine or over.voice)):
        return []
    voices = _voices(plan, chapters)
    return [
        Learned(name, _value(cast, name, voices[here]), written(each), plan.manuscript.name)
        for name, each in cast.learned.items()
        if (here := plan.in_series.names[name]) in voices
        and manner_of(plan.settings.characters[here]) == manner_of(each)
    ]


def _voices(plan: BookPlan, chapters: Collection[int]) -> dict[str, tuple[str, str]]:
    """Engine and voice in which each character says most of what is in the book's language."""
    names = by_spelling(plan.settings.aliases)
    counts: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for chapter in plan.chapters:
        if chapter.script.chapter.number not in chapters:
            continue
        for chunk in chapter.script.chunks:
            who, voicing = names.get(speaker_key(chunk.speaker or "")), chunk.voicing
            if who and primary(voicing.language) in (primary(plan.script.language), "auto"):
                counts[who][voicing.engine, voicing.voice] += 1
    return {who: voices.most_common(1)[0][0] for who, voices in counts.items()}


def _value(cast: SeriesCast, name: str, voice: tuple[str, str]) -> dict[str, object]:
    """An entry of the file; who reads is in it where pipeline.yaml says who does."""
    said = written(cast.characters[name])
    aliases = said.pop("aliases", ())
    named = said.pop("engine", None) or said.get("voice")
    said.pop("voice", None)
    who = {"engine": voice[0], "voice": voice[1]} if named else {}
    return {**who, **said, **({"aliases": aliases} if aliases else {})}


def keep(plan: BookPlan, chapters: Collection[int]) -> Iterator[str]:
    """Write what was learned in chapters of a book, and say what was written, a line each.

    Raises StoreError where the file cannot be written, SettingsError where it is broken or leaves
    no place for a character; it is as it was then.
    """
    cast, found = plan.in_series.cast, learned(plan, chapters)
    if cast is None or not found:
        return
    path = cast.series.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE):
            kept = _write(cast, found, plan.settings.store)
    except Timeout:
        raise _unwritten(cast, "another run holds it") from None
    except (OSError, StoreError) as error:
        reason = error.__cause__ if isinstance(error, StoreError) else error
        raise _unwritten(cast, getattr(reason, "strerror", None) or str(error)) from error
    yield from (_told(each, cast.series) for each in kept)


def _told(each: Learned, series: Series) -> str:
    voice = "/".join(str(each.value[key]) for key in ("engine", "voice") if key in each.value)
    return (
        f"{series.shown}: {each.name}{f' ({voice})' if voice else ''} speaks so in all books of the"
        f" series from now on, as in {each.book}"
    )


def _unwritten(cast: SeriesCast, reason: str) -> StoreError:
    return StoreError(
        f"{cast.series.shown}: cannot be written: {reason}; the next run adds what this one learned"
    )


def _write(cast: SeriesCast, found: list[Learned], store: Path) -> list[Learned]:
    """Put what is still missing into the file as it is now; what was put there."""
    series = load_series(cast.series.path)
    remembered = memory_path(store, series.path)
    memory = load_memory(remembered) if series.exists else {}
    added = [each for each in found if _is_new(each, series, memory)]
    changed = [each for each in found if is_outdated(each.name, each.said, series, memory)]
    entries, values = dict(map(_entry, added)), {each.name: flow(each.value) for each in changed}
    if not series.exists:
        disk.write_bytes(series.path, new_text(cast.name, entries).encode())
    elif entries or values:
        _rewrite(series, entries, values)
    written_now = [*added, *changed]
    _remember(remembered, memory, written_now)
    return written_now


def _remember(path: Path, memory: Mapping[str, Remembered], more: Iterable[Learned]) -> None:
    now = {each.name: Remembered(flow(each.value), each.said) for each in more}
    entries = {name: asdict(each) for name, each in {**memory, **now}.items()}
    disk.write_bytes(path, json.dumps(entries, ensure_ascii=False).encode())


def _entry(each: Learned) -> tuple[str, tuple[str, str]]:
    """The character's name; value and remark."""
    return each.name, (flow(each.value), f"heard in {' '.join(each.book.split())}")


def _is_new(each: Learned, series: Series, memory: Mapping[str, Remembered]) -> bool:
    aliases = each.said.get("aliases")
    spelt = (each.name, *(map(str, aliases) if isinstance(aliases, list | tuple) else ()))
    known = by_spelling(series.aliases)
    return each.name not in memory and not any(speaker_key(name) in known for name in spelt)


def _rewrite(
    series: Series, added: Mapping[str, tuple[str, str]], changed: Mapping[str, str]
) -> None:
    """The file with characters added, in its own encoding, with its rights, under its own name."""
    path = series.path.resolve()  # a link stays one
    data, mode = path.read_bytes(), path.stat().st_mode
    try:
        text = with_entries(decoded(data), added, changed)
    except NoPlaceError:
        lines = "; ".join(f"{flow(who)}: {value}" for who, (value, _) in added.items())
        raise SettingsError(
            f"{series.shown}: narrate finds no place for {lines or ', '.join(changed)}; add it by"
            " hand under characters, one character a line"
        ) from None
    disk.write_bytes(path, _encoded_as(data, text))
    with suppress(OSError):
        path.chmod(mode)


def _encoded_as(data: bytes, text: str) -> bytes:
    """The text in the encoding of the file that it replaces."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return mark + text.encode(encoding)
    return (b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b"") + text.encode()

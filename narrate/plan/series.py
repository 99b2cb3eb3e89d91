"""What a book has in common with the other books of its series: characters, and words.

A series' cast is what its file says and, where that says nothing of somebody, what pipeline.yaml
says for all books or for one of the series. So books that are planned together are cast alike
before anything is written; a run then adds to the file whom it heard (`run/series.py`), so that
the voice stays when pipeline.yaml is another one.
"""

from __future__ import annotations

import json
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Literal

from narrate.book import Book, speaker_key
from narrate.chunk import ChapterScript, Script, Voicing
from narrate.delivery.record import book_folder_name
from narrate.engines.base import EngineLookup
from narrate.errors import EngineUnusable
from narrate.plan.finding import same_name
from narrate.plan.sources import Source, choice_of, read_source, source_of
from narrate.settings import Settings
from narrate.settings.casts import Character, by_spelling
from narrate.settings.names import AS_THE_BOOK_SAYS
from narrate.settings.series import Series, join, load_series, manner_of, written

_ENDINGS: Final = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Remembered:
    """An entry that a run wrote into a series' file."""

    text: str
    """What stood behind the name"""
    said: Mapping[str, object]
    """What pipeline.yaml said of the character then"""


@dataclass(frozen=True, slots=True)
class SeriesCast:
    """The characters of a series, as all its books have them in common."""

    name: str
    series: Series
    """Its file"""
    characters: Mapping[str, Character]
    """Those of the file, and those that pipeline.yaml names and the file does not"""
    learned: Mapping[str, Character] = field(default_factory=dict)
    """Of them those of whom the file does not say this yet"""
    taken_out: tuple[str, ...] = ()
    """Whom pipeline.yaml names, and somebody took out of the file"""


VoiceSource = Literal["series", "settings", "book"]
"""Who says how somebody speaks: the series' file, pipeline.yaml for all books or another one (a run
adds it to the file), or what pipeline.yaml has for this book"""


@dataclass(frozen=True, slots=True)
class CharacterVoice:
    """How somebody of a series speaks in one of its books."""

    character: str
    engine: str
    voice: str
    chunks: int
    source: VoiceSource


@dataclass(frozen=True, slots=True)
class BookInSeries:
    """A book's settings with what it has in common with the other books of its series."""

    settings: Settings
    cast: SeriesCast | None = None
    """None: the book is in no series"""
    notes: tuple[tuple[str | None, str], ...] = ()
    """What the user should know, each with the character whom it is about; None: with nobody"""
    names: Mapping[str, str] = field(default_factory=dict)
    """What each character of the series is called in the settings"""
    decided: frozenset[str] = frozenset()
    """The characters of whom the book's own entry says how they speak"""

    def told(self, chapters: Sequence[ChapterScript]) -> Iterator[str]:
        """What the user should know of those who speak in chapters of the book."""
        if self.cast is None:
            return
        names = by_spelling(self.settings.aliases)
        marks = (mark for each in chapters for mark in each.chapter.marks)
        heard = {names.get(speaker_key(m.value)) for m in marks if m.kind == "speaker"}
        yield from (text for who, text in self.notes if who is None or who in heard)
        yield from self._of_other_engines(chapters)

    def _of_other_engines(self, chapters: Iterable[ChapterScript]) -> Iterator[str]:
        """Those who keep a voice of an engine that does not read the book around them."""
        if self.cast is None:
            return
        chunks = (chunk for chapter in chapters for chunk in chapter.chunks if not chunk.speaker)
        counts = Counter(chunk.voicing.engine for chunk in chunks)
        usual = {engine for engine, _ in counts.most_common(1)}
        for each in self.voices(chapters):
            if each.source == "series" and usual - {each.engine}:
                yield (
                    f"{each.character} keeps {each.engine}/{each.voice} of"
                    f" {self.cast.series.shown}; the book around is read by {', '.join(usual)}"
                )

    def check(self, script: Script, engines: EngineLookup) -> None:
        """Raises EngineUnusable, with its place, for a voice of the series that there is not."""
        names = by_spelling(self.settings.aliases)
        chunks = (chunk for chapter in script.chapters for chunk in chapter.chunks)
        for speaker, voicing in {(chunk.speaker or "", chunk.voicing): None for chunk in chunks}:
            who = names.get(speaker_key(speaker))
            if self.cast and who and self._source(who) == "series":
                try:
                    engines[voicing.engine].fingerprint(voicing)
                except EngineUnusable as error:
                    place = f"{self.cast.series.shown}: characters.{who}"
                    raise type(error)(f"{place}: {error}") from error

    def voices(self, chapters: Iterable[ChapterScript]) -> tuple[CharacterVoice, ...]:
        """Who speaks in chapters of the book in a voice of their own, the most talkative first.

        None where the book is in no series.
        """
        if self.cast is None:
            return ()
        names = by_spelling(self.settings.aliases)
        counts = Counter(
            (who, chunk.voicing.engine, chunk.voicing.voice)
            for chapter in chapters
            for chunk in chapter.chunks
            if (who := names.get(speaker_key(chunk.speaker or "")))
        )
        return tuple(
            CharacterVoice(who, engine, voice, chunks, self._source(who))
            for (who, engine, voice), chunks in counts.most_common()
            if self.settings.characters[who].casts
        )

    def _source(self, who: str) -> VoiceSource:
        if self.cast is None or who in self.decided:
            return "book"
        kept = {here for name, here in self.names.items() if name not in self.cast.learned}
        return "series" if who in kept else "settings"


class SeriesCasts:
    """The casts of the series that books of a project are in."""

    def __init__(self, settings: Settings, sources: Sequence[Source] = ()) -> None:
        self._settings = settings.written or settings
        self._sources = tuple(sources)
        self._named: dict[str, str] = {}
        """By file name, the series that the manuscript itself names"""

    def files(self, settings: Settings) -> list[Path]:
        """What the cast of a book may be made from; `settings` are the book's."""
        if not settings.series:
            return []
        if settings.series == AS_THE_BOOK_SAYS:
            paths = sorted(p for p in _listed(settings.series_files) if p.suffix in _ENDINGS)
        else:
            paths = [series_path(settings.series_files, settings.series)]
        files = [*paths, *(memory_path(settings.store, path) for path in paths)]
        return [path for path in files if os.access(path, os.R_OK)]

    def of(
        self, book: Book, source: Source, settings: Settings, engines: EngineLookup
    ) -> BookInSeries:
        """The book's settings with what is common to its series. Raises SettingsError."""
        name = book.about.series.strip()
        if not settings.series or not name:
            return BookInSeries(settings)
        series = load_series(series_path(settings.series_files, name))
        cast = self._cast(name, series, source, settings)
        return _in_series(cast, book, settings, len(self._settings.lexicon), engines)

    def _cast(self, name: str, series: Series, source: Source, settings: Settings) -> SeriesCast:
        """File and settings as one; what a person took out of the file or changed stays so."""
        memory = load_memory(memory_path(settings.store, series.path)) if series.exists else {}
        characters, learned = dict(series.characters), dict[str, Character]()
        taken_out: list[str] = []
        for who, each in self._said(name, source, settings).items():
            owner = by_spelling({n: c.aliases for n, c in characters.items()})
            known = [owner[k] for k in map(speaker_key, (who, *each.aliases)) if k in owner]
            if not known and who in memory:
                taken_out.append(who)
            elif not known or is_outdated(who, written(each), series, memory):
                characters[who] = learned[who] = each
        return SeriesCast(name, series, characters, learned, tuple(taken_out))

    def _said(self, series: str, source: Source, settings: Settings) -> dict[str, Character]:
        """The characters whom pipeline.yaml gives a voice, for all books or one of the series.

        Only those with a name: `the man` of one book is not that of another, nor is its `I`.
        """
        casts = [self._settings.characters]
        casts += [
            characters
            for name, its, characters in settings.casts_of_books
            if same_series(series, self._series_of(name, its, source, series))
        ]
        found: dict[str, tuple[str, Character]] = {}
        for who, each in (item for characters in casts for item in characters.items()):
            if each.casts and _is_name(who):
                found.setdefault(speaker_key(who), (who, each))
        return {who: _named(each) for who, each in found.values()}

    def _series_of(self, name: str, said: str, source: Source, series: str) -> str:
        """The series of another book: what its settings say, else its manuscript."""
        if said != AS_THE_BOOK_SAYS:
            return said
        if same_name(name, source.name):
            return series
        if name not in self._named:
            self._named[name] = self._read_series(name)
        return self._named[name]

    def _read_series(self, name: str) -> str:
        path = self._settings.input / name
        other = next((each for each in self._sources if same_name(each.name, name)), None)
        other = other or (source_of(path) if path.is_file() else None)
        if other is None:
            return ""
        try:
            return read_source(other, choice_of(self._settings.for_book(name))).about.series
        except Exception:  # told where that book is planned
            return ""


def _in_series(
    cast: SeriesCast, book: Book, settings: Settings, shared_words: int, engines: EngineLookup
) -> BookInSeries:
    """A book's settings with the cast and the lexicon of its series put into them.

    `shared_words` is how many parts of the lexicon are for all books: they come before the series'.
    """
    series, file = cast.series, cast.series.shown
    joined = join(cast.characters, settings.characters, settings.own_characters, file)
    notes: list[tuple[str | None, str]] = [(None, note) for note in joined.notes]
    notes += _differences(cast, settings, joined.names)
    for who in cast.taken_out:
        notes.append((who, f"{who} was taken out of {file}: the voice is not for all its books"))
    changes: dict[str, object] = {"characters": joined.characters, "of_series": joined.of_series}
    if series.lexicon:
        before, own = settings.lexicon[:shared_words], settings.lexicon[shared_words:]
        changes["lexicon"] = (*before, *series.lexicon, *own)
        if not own:
            changes["lexicon_name"] = f"series {cast.name}"
    together = settings.model_copy(update=changes)
    unspoken = dict(_unspoken(together, book, joined.names.values(), engines))
    for who, voice in unspoken.items():
        text = f"{who} cannot keep the voice of {file} in this book: {voice}; the settings without"
        notes.append((who, f"{text} that file say who reads instead"))
    without = {who: settings.characters.get(who, Character()) for who in unspoken}
    mute = {who: _called(w, together.characters[who].aliases) for who, w in without.items()}
    characters = {**joined.characters, **mute}
    together = together.model_copy(update={"characters": characters})
    decided = {who for who, each in settings.own_characters.items() if each.casts}
    return BookInSeries(together, cast, tuple(notes), joined.names, frozenset(decided))


def _differences(
    cast: SeriesCast, settings: Settings, names: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Where pipeline.yaml and the series' file give somebody other voices, and which counts."""
    file = cast.series.shown
    for who, here in names.items():
        book, common = settings.own_characters.get(here, Character()), cast.characters[who]
        own = book if book.casts else settings.characters.get(here, book)
        if who in cast.learned or not (own.casts and common.casts):
            continue
        said, in_common = manner_of(own), manner_of(common)
        if all(in_common.get(key) == value for key, value in said.items()):
            continue
        if book.casts:
            text = f"{here}: {_shown(said)} is this book's own; {file} has {_shown(in_common)}"
        else:
            text = (
                f"{here}: {_shown(in_common)} of {file} counts, not {_shown(said)}, which"
                " pipeline.yaml has for all books"
            )
        yield here, text


def _shown(manner: Mapping[str, object]) -> str:
    """`hibari/linden, speed 0.9`."""
    said = dict(manner)
    named = [str(said.pop(key)) for key in ("engine", "voice") if said.get(key)]
    told = [f"{key} {value}" for key, value in said.items() if value is not None]
    return ", ".join([*filter(None, ["/".join(named)]), *told])


def _unspoken(
    settings: Settings, book: Book, names: Iterable[str], engines: EngineLookup
) -> Iterator[tuple[str, str]]:
    """The characters whose voice of the series does not speak this book's language, and why."""
    over = settings.overrides
    if over and (over.engine or over.voice):
        return
    for who in names:
        own = settings.own_characters.get(who)
        by_book = own is not None and own.casts
        if not by_book and (why := _why_mute(who, settings, book, engines)):
            yield who, why


def _why_mute(who: str, settings: Settings, book: Book, engines: EngineLookup) -> str:
    """Why somebody's voice does not speak the book's language; empty where it does.

    Empty too where it speaks no other either: the engine refuses a voice that there is not.
    """
    reading = settings.reading(0, "", who)
    language = reading.language or book.language or "en"
    if not reading.voice or language == "auto":
        return ""
    engine = engines[reading.engine]
    voicing = Voicing(reading.engine, reading.voice, language, reading.speed, reading.options)
    others = (replace(voicing, language=tag) for tag in (*engine.languages, "en"))
    if engine.speaks(voicing) or not any(map(engine.speaks, others)):
        return ""
    try:
        engine.check(voicing)
    except EngineUnusable as error:
        return str(error)
    return ""


def series_path(folder: Path, name: str) -> Path:
    """The file of a series: the one there whose name is the same but for case, else a new one."""
    stem = book_folder_name(name)
    found = [path for path in _listed(folder) if path.suffix in _ENDINGS]
    same = [path for path in found if same_series(path.stem, stem)]
    exact = [path for path in same if path.stem == stem]
    return min(exact or same, default=folder / f"{stem}{_ENDINGS[0]}")


def same_series(one: str, other: str) -> bool:
    """Whether two names are one series': case and white space make no difference."""
    return _key(one) == _key(other)


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _listed(folder: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    return []


def _is_name(name: str) -> bool:
    """Whether somebody is called so, in scripts that tell it by capitals: not `the man`."""
    return any(map(str.isupper, name)) or not any(map(str.islower, name))


def _named(character: Character) -> Character:
    """The character with those other names that are names in the next book too."""
    return _called(character, tuple(a for a in character.aliases if _is_name(a) and a != "I"))


def _called(character: Character, aliases: tuple[str, ...]) -> Character:
    """The character with other names."""
    if not aliases and "aliases" not in character.model_fields_set:
        return character
    return character.model_copy(update={"aliases": aliases})


def memory_path(store: Path, series: Path) -> Path:
    """Where it is kept what runs of this project wrote into a series' file."""
    return store / "series" / f"{series.stem}.json"


def load_memory(path: Path) -> dict[str, Remembered]:
    """What runs wrote, by the character's name; nothing where that cannot be read."""
    try:
        said = json.loads(path.read_bytes())
        return {who: Remembered(each["text"], each["said"]) for who, each in said.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def is_outdated(
    who: str, said: Mapping[str, object], series: Series, memory: Mapping[str, Remembered]
) -> bool:
    """Whether a run wrote an entry that nobody touched, and pipeline.yaml says otherwise now."""
    was = memory.get(who)
    return was is not None and was.text == series.texts.get(who) and was.said != said

"""The file of a series: the characters and the lexicon that its books have in common.

    series: Barsetshire
    characters:
      Mr. Harding: {engine: hibari, voice: linden, aliases: [the Warden]}
      Mrs. Proudie:                  # has no voice in common, and narrate adds none
    lexicon:
      Barchester: BAR-chester

A person writes it and narrate adds to it, so what is kept of it is where each entry stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field

from narrate.book import speaker_key
from narrate.errors import SettingsError
from narrate.settings.casts import Character, CharacterName, by_spelling, clashes, merged
from narrate.settings.document import Document, Fault, NotTextError, decoded, read_document
from narrate.settings.groups import Group
from narrate.settings.lexicon import LexiconSource, Words
from narrate.settings.load import fault_line, validated
from narrate.settings.names import Keyed
from narrate.settings.rules import Text
from narrate.settings.series_text import entry_texts
from narrate.settings.words import closest, listed, one_line, shown

KEYS: Final = ("series", "characters", "lexicon")


class SeriesFile(Group):
    """The file of a series."""

    series: Annotated[str, Text("the name of the series")] | None = Field(
        default=None, description="Its name, for those who read the file"
    )
    characters: Annotated[Mapping[str, Character], Keyed(Character, CharacterName())] = Field(
        default={}, description="Voices for what characters say, as in pipeline.yaml"
    )
    lexicon: Annotated[tuple[Words | Path, ...], LexiconSource()] = Field(
        default=(), description="How words are to be read, as in pipeline.yaml"
    )


@dataclass(frozen=True, slots=True)
class Series:
    """What the file of a series says; empty where there is no such file."""

    path: Path
    characters: Mapping[str, Character] = field(default_factory=dict)
    lexicon: tuple[Words | Path, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    """What stands behind each character's name, just as it is written"""
    exists: bool = False

    @property
    def shown(self) -> str:
        """The file, as messages name it: `series/Barsetshire.yaml`."""
        return f"{self.path.parent.name}/{self.path.name}"

    @property
    def aliases(self) -> dict[str, tuple[str, ...]]:
        """The other names of each character, by name."""
        return {name: each.aliases for name, each in self.characters.items()}


def load_series(path: Path) -> Series:
    """The series whose file that is. Raises SettingsError with all faults of the file."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Series(path)
    except OSError as error:
        raise SettingsError(f"{path}: can't be read: {error.strerror or error}") from error
    return read_series(data, path)


def read_series(data: bytes, path: Path) -> Series:
    """The series that a file holds. Raises SettingsError with all faults, each with its line."""
    bare = Series(path)
    try:
        text = decoded(data)
    except NotTextError as error:
        raise SettingsError(f"{bare.shown}:{error.line}: {error}") from None
    found, given = read_document(text), None
    if not found.faults:
        found.faults += _unknown_keys(found)
    if not found.faults:
        given = validated(SeriesFile, found, path.parent)
    if given is not None:
        found.faults += _shared_names(given, found)
    if found.faults or given is None:
        faults = sorted(found.faults, key=lambda fault: fault.line or 0)
        raise SettingsError([fault_line(bare.shown, fault) for fault in faults])
    return Series(path, given.characters, given.lexicon, entry_texts(text), exists=True)


def _unknown_keys(found: Document) -> Iterator[Fault]:
    if found.data is None:
        found.data = {}
    if not isinstance(found.data, Mapping):
        yield Fault(found.line_of(()), (), f"must hold {listed(KEYS, 'and')}, each with a colon")
        return
    for key in found.data:
        if key not in KEYS:
            near = closest(str(key), KEYS)
            hint = f", did you mean {near}?" if near else f"; there are {listed(KEYS, 'and')}"
            yield Fault(found.line_of((key,)), (key,), f"unknown key{hint}")


def _shared_names(given: SeriesFile, found: Document) -> Iterator[Fault]:
    aliases = {name: each.aliases for name, each in given.characters.items()}
    for name, both, owner in clashes(aliases):
        path = ("characters", name)
        text = f"{shown(both)} is a name of {one_line(owner)} too; each name is one character's"
        yield Fault(found.line_of(path), path, text)


@dataclass(frozen=True, slots=True)
class JoinedCast:
    """The characters of a series and those that pipeline.yaml has for a book, as one cast."""

    characters: Mapping[str, Character]
    of_series: tuple[str, ...]
    """Those whom only the series names"""
    names: Mapping[str, str]
    """The name here of each character of the series"""
    notes: tuple[str, ...]
    """Names that mean two characters, and what came of it"""


def join(
    series: Mapping[str, Character],
    own: Mapping[str, Character],
    book: Mapping[str, Character],
    file: str,
) -> JoinedCast:
    """One cast of two: characters who share a name or an alias are one.

    `own` are pipeline.yaml's, `book` what the book's own entry says of some of them: that counts
    before the series, and the series before what pipeline.yaml says for all books. A name that both
    give to different characters is pipeline.yaml's; `file` is the series' in notes.
    """
    owner = by_spelling({name: each.aliases for name, each in own.items()})
    characters, names, notes, alone = dict(own), dict[str, str](), list[str](), list[str]()
    for name, each in sorted(series.items(), key=lambda item: item[0] not in own):
        home, taken = _home(name, each, owner)
        if home in names.values():
            notes.append(f"{name} of {file} is {home} in pipeline.yaml, who is somebody else there")
            continue
        notes += (
            f"{spelling} is a name of {name} in {file} and of {owner[speaker_key(spelling)]} in"
            " pipeline.yaml, whose it is in this book; each name should be one character's"
            for spelling in taken
        )
        free = tuple(s for s in (*each.aliases, name) if s not in taken)
        names[name] = here = home or name
        if home is None:
            one = each
            alone.append(name)
        else:
            one = _one_of(each, own[home], book.get(home))
            free = (*own[home].aliases, *free)
        others = {speaker_key(spelling): spelling for spelling in reversed(free)}
        others.pop(speaker_key(here), None)
        characters[here] = one.model_copy(update={"aliases": (*reversed(others.values()),)})
    return JoinedCast(characters, tuple(alone), names, tuple(notes))


def _home(
    name: str, each: Character, owner: Mapping[str, str]
) -> tuple[str | None, tuple[str, ...]]:
    """Who of pipeline.yaml a character of the series is, and which of the names are others'."""
    spelt = {speaker_key(spelling): spelling for spelling in (*each.aliases, name)}
    homes = {owner[key] for key in spelt if key in owner}
    home = owner.get(speaker_key(name)) or (homes.pop() if len(homes) == 1 else None)
    return home, tuple(spelt[key] for key in spelt if owner.get(key, home) != home)


def _one_of(series: Character, own: Character, book: Character | None) -> Character:
    """How a character of both speaks."""
    if not series.casts:
        return own
    if book is None or not book.casts:
        return series
    if "voice" in book.model_fields_set and "engine" not in book.model_fields_set:
        fields = series.model_fields_set - {"engine"}  # a voice alone is the book's engine's
        series = Character().model_copy(update={name: getattr(series, name) for name in fields})
    return merged(series, book)


def manner_of(character: Character) -> dict[str, Any]:
    """How a character speaks, without who that is: what was set of voice, engine, speed ..."""
    return {name: value for name, value in written(character).items() if name != "aliases"}


def written(character: Character) -> dict[str, Any]:
    """What was set of a character, as the file of a series has it."""
    said: dict[str, Any] = character.model_dump(mode="json")
    engines = said.pop("engines", {})
    return {name: value for name, value in {**said, **engines}.items() if value is not None}

"""The keys under `characters`: who they are, by which other names, and that no two share one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrate.book import UNKNOWN_SPEAKER, speaker_key
from narrate.settings.rules import Text, wrong


@dataclass(frozen=True)
class CharacterName(Text):
    """A name as the book has it."""

    allowed: str = "the name of a character"

    def read(self, value: object, folder: Path) -> str:
        """The name; `?` stands for a speaker who is not known, so it can be nobody's."""
        name = super().read(value, folder)
        if name == UNKNOWN_SPEAKER:
            raise wrong("quotations of unknown speakers get their voice under dialogue")
        return name

    def describe(self) -> dict[str, Any]:
        """Anything but the mark of an unknown speaker."""
        return {"type": "string", "minLength": 1, "not": {"const": UNKNOWN_SPEAKER}}


def by_spelling(characters: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The character whom each name and alias means, by how names are compared."""
    found: dict[str, str] = {}
    for name, aliases in characters.items():
        for each in (name, *aliases):
            found.setdefault(speaker_key(each), name)
    return found


def clashes(characters: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, str]]:
    """Names that two characters share: the character, the name, and whose it is already."""
    owner = by_spelling(characters)
    for name, aliases in characters.items():
        for each in dict.fromkeys((name, *aliases)):
            if owner[speaker_key(each)] != name:
                yield name, each, owner[speaker_key(each)]

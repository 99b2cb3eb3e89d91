"""`Author: …` lines around a manuscript: front matter by hand, and credits at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from narrate.about import About, find_isbn
from narrate.manuscript.structure.matter import read_field
from narrate.manuscript.tongue import name_of, primary, year_of

_DECORATION = regex.compile(r"^[\s#*_>+•-]+|[\s*_]+$")
_LONGEST = 500
"""Characters of a line that may be a field"""
_MOST = 30
"""Lines of front matter that are looked at; nobody writes more by hand"""
_CREDITS = (
    "license licence copyright rights licencia लाइसेंस உரிமம் isbn publisher translation language text"
)
_SIGNS_OF_CREDITS = frozenset(_CREDITS.split())


@dataclass(frozen=True, slots=True)
class Framed:
    """Lines of a manuscript with the fields around them taken off."""

    lines: list[str]
    head: list[str]
    tail: list[str]
    fields: dict[str, str]

    @property
    def about(self) -> About:
        """What the fields say; a picture book's credits call the author's part `Text`."""
        return About(
            title=self._get("title título शीर्षक தலைப்பு"),
            author=self._get("author authors by autor autora लेखक ஆசிரியர் text story"),
            language=primary(self._get("language idioma भाषा மொழி")),
            series=self._get("series"),
            subtitle=name_of(self._get("subtitle")),
            year=year_of([self._get("year published publication date año fecha")]),
            publisher=name_of(self._get("publisher")),
            isbn=find_isbn(self._get("isbn")),
        )

    def _get(self, names: str) -> str:
        """The first of these fields that is there; else empty."""
        return next((self.fields[name] for name in names.split() if name in self.fields), "")


def take_fields(lines: Sequence[str]) -> Framed:
    """Take fields off both ends: any that begin the text, and credits that close it."""
    head, fields = _leading(lines[:_MOST])
    below, closing = _leading(list(reversed(lines[head:]))[:_MOST])
    if len(closing) < 2 or not _SIGNS_OF_CREDITS & closing.keys():
        below, closing = 0, {}
    stop = len(lines) - below
    return Framed(
        list(lines[head:stop]), list(lines[:head]), list(lines[stop:]), {**closing, **fields}
    )


def _leading(lines: Sequence[str]) -> tuple[int, dict[str, str]]:
    """How many lines at the start are fields or empty, and the fields."""
    fields: dict[str, str] = {}
    count = 0
    for i, line in enumerate(lines):
        bare = _DECORATION.sub("", line) if len(line) <= _LONGEST else line
        if not bare:
            continue
        field = read_field(bare)
        if field is None or field[0] in fields:
            break
        fields[field[0]] = field[1]
        count = i + 1
    return count, fields

"""What those say who made a text file: `Author: …` lines around it, and transcribers' notes."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from narrate.about import About, find_isbn
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.inline_notes import is_inline_note
from narrate.manuscript.structure.content.kinds import kind_of, speaks_of
from narrate.manuscript.structure.content.prose import is_running
from narrate.manuscript.structure.matter import read_field
from narrate.manuscript.structure.titles.headings import is_named, read_heading
from narrate.manuscript.text.blocks import Lines
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

_NOTE = matter.TRANSCRIBER
_LONGEST_HEADING = 80
"""Characters of the heading of such a note"""
_AHEAD = 12
"""Blocks behind a note among which the book's first sentence is looked for"""


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


def notes_of_transcribers(blocks: Sequence[Lines]) -> frozenset[int]:
    """The blocks of all transcribers' notes, from their headings on.

    A note ends at the next heading, or at a gap wider than those inside it, if behind that a
    sentence comes which is not about spelling, print or the file.
    """
    found: set[int] = set()
    for at, block in enumerate(blocks):
        if at not in found and _heads_note(block):
            found.update(range(at, _end(blocks, at)))
    return frozenset(found)


def _heads_note(block: Lines) -> bool:
    """Whether a block names a note; `“Transcriber’s note,” he said.` and a whole note do not."""
    named = _is_short(block) and matter.by_title(block.text) == _NOTE
    return named and not is_running(block.text) and not is_inline_note(block.text)


def _is_short(block: Lines) -> bool:
    return len(block.lines) <= 2 and len(block.text) <= _LONGEST_HEADING


def _is_heading(block: Lines) -> bool:
    """Whether a block heads a chapter, a preface or other matter."""
    if not _is_short(block):
        return False
    heading = read_heading(block.text)
    if (heading and heading.word) or is_named(block.text):
        return True
    return matter.by_title(block.text) not in (None, _NOTE)


def _end(blocks: Sequence[Lines], start: int) -> int:
    inside = 1
    for at in range(start + 1, len(blocks)):
        if _is_heading(blocks[at]):
            return at
        gap = blocks[at].gap
        if at > start + 1 and gap >= max(2, inside + 1) and _goes_on(blocks, at):
            return at
        if at > start + 1 and is_running(blocks[at].text) and not _is_note(blocks[at].text):
            return at if _is_note(blocks[at - 1].text) else at + 1
        inside = max(inside, gap) if at > start + 1 else inside
    return len(blocks)


def _goes_on(blocks: Sequence[Lines], at: int) -> bool:
    """Whether the first sentence from here on is the book's, or its next heading comes first."""
    for block in blocks[at : at + _AHEAD]:
        if _is_heading(block):
            return True
        if is_running(block.text):
            return not _is_note(block.text)
    return False


def _is_note(text: str) -> bool:
    return _NOTE in (speaks_of(text), kind_of([text]))

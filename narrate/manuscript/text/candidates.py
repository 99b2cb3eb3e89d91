"""What could be a heading in a plain text, and the titles that stand below bare labels."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median

import regex

from narrate.book import BlockKind
from narrate.manuscript.structure.content.inline_notes import is_inline_note
from narrate.manuscript.structure.content.kinds import is_imprint, speaks_of
from narrate.manuscript.structure.passages import count_words
from narrate.manuscript.structure.titles.headings import (
    CHAPTER,
    LONGEST,
    Heading,
    join_label,
    key,
    read_heading,
)
from narrate.manuscript.text.blocks import Lines, TextSetting, flow
from narrate.manuscript.text.contents import Contents
from narrate.manuscript.text.inline import opens_bracket

_ASIDE = regex.compile(r"_[^_]*_|\([^()]*\)")
"""What a title in capitals may have in small letters: `JOURNAL--_continued_`"""
_PAUSES = ".!?,;:…।”\"’'»_-–—。．！？，、；：」』）"
"""A paragraph ends in one of these, a title as a rule does not"""

_NAME = 50
"""Characters of the longest name of a speaker"""
_SPEAKERS = 0.2
"""Of all blocks that are such names in capitals in a play"""
_LONGEST_TITLE = 30
"""Words"""


def _words_of(block: Lines) -> int:
    return len(block.text.split()) if block.text.isascii() else count_words(block.text)


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """Blocks `[start:stop]` are a heading."""

    start: int
    stop: int
    title: str
    level: int


class Candidates:
    """The blocks of a text outside its contents lists, and what could be a heading there."""

    def __init__(
        self, blocks: Sequence[Lines], contents: Sequence[Contents], set_as: TextSetting
    ) -> None:
        self.blocks = blocks
        self.set_as = set_as
        self.entries = [entry for c in contents for entry in c.entries]
        self.listed = {entry.title or entry.whole for entry in self.entries}
        self._barred = {i for c in contents for i in range(c.start, c.stop)}
        self._words = [0, *accumulate(map(_words_of, blocks))]
        self.numbered = dict(self._numbered())

    @cached_property
    def _recurring(self) -> Counter[str]:
        """Lines that stand by themselves again and again, not below a number: speakers' names."""
        lines = (
            block.text
            for i, block in enumerate(self.blocks)
            if len(block.lines) == 1 and len(block.text) <= _NAME and i - 1 not in self.numbered
        )
        return Counter({line: count for line, count in Counter(lines).items() if count > 1})

    def is_speaker(self, i: int) -> bool:
        """Whether a block names a speaker, as many others do: one of them, or in capitals as they.

        Below `ACT I` stands `GHOST` with the speech below it, or else `THE WALL` above `GHOST`.
        """
        text, following = self.blocks[i].text, self.blocks[i + 1].text
        if text in self._recurring:
            return True
        loud = sum(count for line, count in self._recurring.items() if line.isupper())
        speaks = text.isupper() and following not in self._recurring
        return speaks and loud >= _SPEAKERS * len(self.blocks)

    def _numbered(self) -> Iterable[tuple[int, Heading]]:
        for i, block in self.short():
            heading = read_heading(block.text)
            if heading and not (len(block.lines) > 1 and heading.word == "" and heading.title):
                yield i, heading

    def short(self) -> Iterable[tuple[int, Lines]]:
        """Blocks that are not too long for a heading."""
        for i, block in enumerate(self.blocks):
            short = len(block.lines) <= 4 and 0 < len(block.text) <= LONGEST
            if i not in self._barred and short and not is_inline_note(block.text):
                yield i, block

    def words_between(self, a: int, b: int) -> int:
        """Words of blocks `[a:b]`."""
        return self._words[b] - self._words[a]

    def apart(self, places: Sequence[int]) -> float:
        """Median of the words from one place to the next."""
        gaps = [self.words_between(a, b) for a, b in pairwise([*places, len(self.blocks)])]
        return median(gaps) if gaps else 0


def with_titles(have: Candidates, levels: dict[int, int]) -> list[HeadingMark]:
    """Marks with their titles, which may stand in the block below the label."""
    below = {i: _strength(have, i + 1, levels) for i in levels if _wants_title(have, i)}
    usual = sum(1 for strength in below.values() if strength) * 2 > len(below)
    enough = 1 if usual else 2
    marks: list[HeadingMark] = []
    for i, level in sorted(levels.items()):
        if marks and i < marks[-1].stop:
            continue  # it is the title below the label above
        title, stop = have.blocks[i].text, i + 1
        if below.get(i, 0) >= enough:
            title, stop = join_label(title, have.blocks[i + 1].text), i + 2
        marks.append(HeadingMark(i, stop, title, level))
    return marks


def is_titled(have: Candidates, i: int, *, surely: bool) -> bool:
    """Whether a bare label has a title below it.

    `surely`: one in capitals, or that the contents list has.
    """
    return _wants_title(have, i) and _strength(have, i + 1, {}) > int(surely)


def _wants_title(have: Candidates, i: int) -> bool:
    heading = have.numbered.get(i)
    return heading is not None and not heading.title


def _says_listed(have: Candidates, said: str) -> bool:
    """Whether a line says a title that the contents list has, and maybe that it is continued."""
    words = said.split()[:_LONGEST_TITLE]
    return any(" ".join(words[:n]) in have.listed for n in range(len(words), 0, -1)[:4])


def _strength(have: Candidates, i: int, levels: dict[int, int]) -> int:
    """How much a block looks like the title that belongs to the label above it: 0 to 2.

    Below `CHAPTER I`, `LOOMINGS` and what the contents list has are 2, `A Long Way Home` is 1,
    `He went home.` is 0.
    """
    if i + 1 >= len(have.blocks):
        return 0
    if i in levels:
        return 2 if _is_listed_title(have, i) else 0
    kind, text = flow(have.blocks[i], have.set_as)
    if not key(text) or not _may_be_title(have.blocks[i], kind, text):
        return 0
    if speaks_of(text) or is_imprint(text) or have.is_speaker(i):
        return 0
    in_capitals = _ASIDE.sub("", text).isupper()
    if _says_listed(have, key(text)) or (in_capitals and len(key(text)) > 2):
        return 2
    return int(len(text) <= 100 and not text[0].islower() and text[-1] not in _PAUSES)


def _is_listed_title(have: Candidates, i: int) -> bool:
    """Whether what could be a heading itself is the listed title of the chapter label above."""
    label = have.numbered[i - 1]
    listed = i not in have.numbered and key(have.blocks[i].text) in have.listed
    return listed and bool(label.word) and label.rank >= CHAPTER


def _may_be_title(block: Lines, kind: BlockKind, text: str) -> bool:
    """Whether a block is short enough for a title, and neither speech nor a scene break.

    Nor the first block of several in one bracket: `[Illustration: The quay`.
    """
    short = len(text) <= 150 and len(block.lines) <= 3
    plain = text[:1] not in '“"‘«—' and opens_bracket(text) is None
    return kind != "scene" and short and plain

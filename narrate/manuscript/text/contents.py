"""Contents lists in plain text: where they lie, and which headings they announce."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import count_words
from narrate.manuscript.structure.titles.headings import (
    LONGEST,
    goes_up,
    key,
    looks_titled,
    read_heading,
)
from narrate.manuscript.text.blocks import Lines, TextSetting, flow

_LEADERS = regex.compile(r"(?:\s*[.·…_]{2,}|\s*(?:\. ){2,}|\s{2,})[ .]*(?:\d{1,4}|[ivxlc]+)?\s*$")

_MOST_LISTS = 15
"""Contents lists in one file: a volume of collected works has a dozen"""
_MOST_ENTRIES = 3000
"""Lines of one list: the Bible has 1,189 chapters"""
_SYNOPSIS = 100
"""Words of the longest synopsis below an entry"""
_SENTENCES = 20
"""Words of a paragraph that is text, though it comes twice"""
_MOST_HEADINGS = 6
"""Blocks of headings, dates and scenes that stand above the text of a chapter, with one more"""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a contents list as `headings.key` leaves it."""

    whole: str
    title: str
    """Without its number; empty if it has none"""


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents list: blocks `[start:stop]`, and what it announces, in order."""

    start: int
    stop: int
    entries: tuple[ContentsEntry, ...]


def find_contents(blocks: Sequence[Lines], set_as: TextSetting) -> list[Contents]:
    """The lists that a heading such as `CONTENTS` announces, in order."""
    found: list[Contents] = []
    follower = _Follower(blocks, set_as)
    at = tried = 0
    while at < len(blocks):
        announced = matter.by_title(blocks[at].lines[0]) in (matter.CONTENTS, matter.ENGRAVED)
        if announced and tried < _MOST_LISTS:
            tried += 1
            contents = follower.follow(at)
            if _is_list(blocks, contents):
                found.append(contents)
                at = contents.stop
                continue
        elif _is_numbered_list(blocks[at]):
            found.append(Contents(at, at + 1, tuple(entries_of(blocks[at]))))
        at += 1
    return found


def _is_list(blocks: Sequence[Lines], contents: Contents) -> bool:
    """Whether it lists anything, and stands in front or announces what is elsewhere."""
    entries = [e for e in contents.entries if e.whole != key(blocks[contents.start].lines[0])]
    if not entries:
        return False
    if contents.start < len(blocks) / 5 or _has_pages(blocks[contents.start + 1 : contents.stop]):
        return True
    wanted = {e.whole for e in entries} | {e.title for e in entries}
    others = [*blocks[: contents.start], *blocks[contents.stop :]]
    texts = [block.text for block in others if len(block.text) <= LONGEST]
    if any(key(text) in wanted for text in texts):
        return True
    # `CHAPTER II.—The judge and his pen.  19`, with a summary that no heading has
    listed = {_division(block.text) for block in blocks[contents.start + 1 : contents.stop]}
    return len((listed - {None}) & set(map(_division, texts))) > 1


def _has_pages(blocks: Sequence[Lines]) -> bool:
    """Whether most lines have a page number set apart at their end: `In two cages      22`."""
    lines = [line.strip() for block in blocks for line in block.lines]
    paged = sum(line[-1:].isdecimal() and entry_text(line) != line for line in lines)
    return paged > 1 and 2 * paged >= len(lines)


def _is_numbered_list(block: Lines) -> bool:
    """Whether the lines of a block are headings that count up: a list without a heading."""
    first = read_heading(entry_text(block.lines[0])) if len(block.lines) > 2 else None
    if first is None or first.number != 1:
        return False
    numbers = [h.number for line in block.lines if (h := read_heading(entry_text(line)))]
    counted = [n for n in numbers if n is not None]
    return len(counted) >= 0.8 * len(block.lines) and counted[0] == 1 and goes_up(counted)


def entries_of(block: Lines) -> list[ContentsEntry]:
    """The entries of a block: each line, and the whole, which may be one wrapped entry."""
    texts = [entry_text(line) for line in block.lines[:_MOST_ENTRIES]]
    if len(texts) > 1:
        texts.append(entry_text(block.text))
    entries = []
    for text in texts:
        heading = read_heading(text)
        title = key(heading.title) if heading else ""
        if (whole := key(text)) and not whole.isdecimal():
            entries.append(ContentsEntry(whole, title))
    return entries


def entry_text(line: str) -> str:
    """An entry without the dots and the page number at its end."""
    line = line.strip()
    return _LEADERS.sub("", line) if len(line) <= LONGEST else line


def is_prose(block: Lines, set_as: TextSetting, *, fewest: int = 4) -> bool:
    """Whether a block can only be running text, and no entry of a list.

    A sentence of less than `fewest` words is not taken for one.
    """
    kind, text = flow(block, set_as)
    if kind not in ("paragraph", "quote") or entry_text(block.lines[-1]) != block.lines[-1].strip():
        return False
    if len(text) > LONGEST:
        return True
    ends = text.rstrip("”’\"'»)_ 」』）")[-1:] in tuple(".!?…।。！？")
    wordy = count_words(text) >= fewest
    titled = looks_titled(text) and text.upper() != text.lower()  # some scripts have no capitals
    return ends and wordy and not titled and not read_heading(text)


def _division(text: str) -> tuple[str, int] | None:
    """`chapter` and 1, for a line that names and numbers a division; None for any other."""
    heading = read_heading(text)
    if heading is None or not heading.word or heading.number is None:
        return None
    return heading.word, heading.number


class _Follower:
    """Goes along a list from its heading to the block with which the book goes on."""

    def __init__(self, blocks: Sequence[Lines], set_as: TextSetting) -> None:
        self._blocks = blocks
        self._set_as = set_as
        self._often = Counter(key(block.text) for block in blocks if len(block.text) <= LONGEST)

    def follow(self, start: int) -> Contents:
        """The list whose heading is block `start`."""
        blocks = self._blocks
        seen = Counter(key(entry_text(line)) for line in blocks[start].lines[1:])
        stop = start + 1
        while stop < min(len(blocks), start + 2 * _MOST_ENTRIES):
            if self._is_prose(blocks[stop]) and not self._is_synopsis(start, stop):
                stop = self._before_headings(start, stop, seen)
                break
            if self._is_over(start, stop, seen):
                break
            seen.update(entry.whole for entry in entries_of(blocks[stop]))
            stop += 1
        entries = [entry for block in blocks[start:stop] for entry in entries_of(block)]
        return Contents(start, stop, tuple(entries))

    def _is_synopsis(self, start: int, at: int) -> bool:
        """Whether a paragraph stands below an entry, which comes again, and above the next one.

        Below the last entry, those before it have theirs, and a wider gap follows.
        """
        blocks = self._blocks
        if at < start + 2 or count_words(blocks[at].text) > _SYNOPSIS:
            return False
        above = read_heading(blocks[at - 1].text)
        if above is None or not self._comes_again(at - 1):
            return False
        below = read_heading(blocks[at + 1].text) if at + 1 < len(blocks) else None
        if below is None or above.number is None:
            return False
        if below.number == above.number + 1:
            return self._comes_again(at + 1)
        begins = below.number == 1 and blocks[at + 1].gap > blocks[at - 1].gap
        return begins and at - 2 > start and self._is_synopsis(start, at - 2)

    def _comes_again(self, at: int) -> bool:
        """Whether an entry, or its title alone, is a block elsewhere."""
        text = self._blocks[at].text
        heading = read_heading(text)
        title = key(heading.title) if heading else ""
        return self._often[key(text)] > 1 or bool(title and self._often[title])

    def _is_over(self, start: int, at: int, seen: Counter[str]) -> bool:
        """Whether block `at` is a heading of the book, or announces another list."""
        block = self._blocks[at]
        if self._begins_book(start, at):
            return True
        if seen[key(block.text)] and any(map(self._is_prose, self._blocks[at + 1 : at + 4])):
            return True
        return bool(matter.by_title(block.text)) and at > start + 1 and block.gap > 1

    def _begins_book(self, start: int, at: int) -> bool:
        """Whether block `at` is a division that the list has already, now with its text.

        It has no less space above than any entry, and no other division of its kind comes
        before the text: a list that counts again in each part goes on with those.
        """
        blocks = self._blocks
        heading = _division(blocks[at].text)
        gaps = [block.gap for block in blocks[start + 2 : at]]
        if heading is None or blocks[at].gap < max(2, *gaps, 0):
            return False
        for block in blocks[at + 1 : at + _MOST_HEADINGS]:
            if self._is_prose(block):
                return heading in self._divisions(start, at)
            below = _division(block.text)
            if below and below[0] == heading[0]:
                return False
        return False

    def _divisions(self, start: int, stop: int) -> set[tuple[str, int]]:
        lines = (line for block in self._blocks[start + 1 : stop] for line in block.lines)
        return {found for line in lines if (found := _division(entry_text(line)))}

    def _is_prose(self, block: Lines) -> bool:
        """Running text; what comes again elsewhere is an entry and its heading."""
        long = count_words(block.text) >= _SENTENCES
        if len(block.text) <= LONGEST and self._often[key(block.text)] > 1 and not long:
            return False
        return is_prose(block, self._set_as, fewest=2)

    def _before_headings(self, start: int, prose: int, seen: Counter[str]) -> int:
        """The list ends above the prose and above the prose's own headings.

        Those are known by being announced already, or by a wider gap than the entries have.
        """
        blocks = self._blocks
        gaps = [block.gap for block in blocks[start + 2 : prose]]
        usual = median(gaps) if len(gaps) > 2 else 1
        for at in range(max(start + 1, prose - 3), prose):
            wider = blocks[at].gap > usual and at > start + 1
            if wider or seen[key(blocks[at].text)] > 1:
                return at
        return prose

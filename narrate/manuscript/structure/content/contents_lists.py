"""Contents lists known by what stands in them, wherever they stand and whatever they look like.

A run of lines that are the book's own headings in their order is its contents; so are lines that
end in leaders and page numbers, and lines that are links.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest
from typing import Final

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.prose import is_running
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.titles.headings import key, read_heading

LISTED: Final = "x-contents"
"""Type of the passages of such lists, as `matter` knows it"""
_PAGE = r"(?:\d{1,4}|[ivxlc]+|[〇一二三四五六七八九十百]{1,5})"
_LED = regex.compile(
    rf"\S\s*(?:[.·…‥・_⋯]{{2,}}|(?:\. ?){{3,}})[\s.]*(?P<page>{_PAGE})\W*$", regex.I
)
_ENDS_IN_PAGE = regex.compile(rf"(?:\s*[.·…‥・_⋯\s]+{_PAGE})\s*$", regex.I)
_LONGEST_END = 200
"""Characters at the end of a line, with its leaders"""
_LINKS = 3
_LONGEST_WORD = 40
_TITLE_WORDS = 3
_FIGURES = frozenset("0123456789ivxlc〇一二三四五六七八九十百")
"""What a page number ends in"""
_STOPS = ".!?…।。！？:;,"
_FEWEST_LED = 2
_FEWEST = 3
"""Entries of the shortest list that nothing announces"""
_IN_ORDER = 0.8
"""Of the entries of a list that follow each other as the headings do"""
_MISSED = 0.2
"""Of a list, what is in no heading"""
_LONGEST = 150
"""Characters of the longest entry"""
_SHORTEST_TEXT = 60
"""Characters of a passage that may be text between two headings"""
_LONGEST_ENTRIES = 20_000
"""Characters of a list that is one passage"""
_NUMBERED = regex.compile(r"\d{1,3}\.\d{1,3}")


class HeadingIndex:
    """Headings by the words that they may be written with in a contents list, in their order.

    Made once for a book: the pages of an EPUB are looked at one by one, and may be thousands.
    """

    def __init__(self, titles: Sequence[str] = ()) -> None:
        self.count = len(titles)
        self._places: dict[str, list[int]] = defaultdict(list)
        self._starts: dict[str, list[str]] = defaultdict(list)
        for place, title in enumerate(titles):
            for words in _spellings(title):
                self._places[words].append(place)
        for words in self._places:
            self._starts[words.split()[0]].append(words)

    def places_of(self, title: str) -> Sequence[int]:
        """The places of the headings that are written so, going up."""
        return self._places.get(title, ())

    def beginning_with(self, word: str) -> Sequence[str]:
        """The headings whose first word this is."""
        return self._starts.get(word, ())


_NO_HEADINGS = HeadingIndex()


def with_contents_lists(
    passages: Sequence[Passage], others: HeadingIndex = _NO_HEADINGS
) -> list[Passage]:
    """The passages, those of contents lists marked; their headings are no longer headings.

    `others` are headings of the book that are not among the passages.
    """
    marked = with_led_lines(with_linked_lists(passages))
    listed = _Headings(marked, others).lists()
    marked = [_listed(p) if i in listed else p for i, p in enumerate(marked)]
    return [
        _listed(p) if below and _titles_list(p, below) else p
        for p, below in zip_longest(marked, marked[1:])
    ]


def _titles_list(passage: Passage, below: Passage) -> bool:
    """Whether a passage is a word or two right above a list: `TABLE`, and neither text nor heads.

    A heading is the chapter's own: a list of its sections may stand below it.
    """
    if passage.kind != "paragraph" or LISTED not in below.types or LISTED in passage.types:
        return False
    text = passage.text.strip()
    return 0 < len(text.split()) <= _TITLE_WORDS and text[-1] not in _STOPS


def _listed(passage: Passage) -> Passage:
    if passage.kind == "scene" or matter.by_title(passage.text) == matter.CONTENTS:
        return passage
    kind = "paragraph" if passage.kind == "heading" else passage.kind
    return replace(passage, kind=kind, level=0, types=passage.types | {LISTED})


def with_linked_lists(passages: Sequence[Passage]) -> list[Passage]:
    """Three lines of links or more in a row are a contents list, whatever they are called."""
    marked: list[Passage] = []
    for linked, run in groupby(passages, key=lambda p: p.linked and p.kind != "heading"):
        group = list(run)
        marked += map(_listed, group) if linked and len(group) >= _LINKS else group
    return marked


def with_led_lines(passages: Sequence[Passage]) -> list[Passage]:
    """Lines that end in leaders and a page number: `第二章 灯市…… 63`, `The Ferry . . . . 12`."""
    marked: list[Passage] = []
    for led, run in groupby(passages, key=lambda p: _is_led(p.text)):
        group = list(run)
        marked += map(_listed, group) if led and _go_up(group) else group
    return marked


def _is_led(text: str) -> bool:
    return bool(text.strip()) and all(map(_page_of, text.strip().split("\n")))


def _page_of(line: str) -> str | None:
    """The page number behind the leaders of a line; None if there is none."""
    if line.rstrip()[-1:].casefold() not in _FIGURES:
        return None
    found = _LED.search(line[-_LONGEST_END:])
    return found["page"] if found else None


def _go_up(passages: Sequence[Passage]) -> bool:
    """Whether the numbers behind the leaders go up, as pages do and the prices of a bill do not."""
    pages = [_page_of(line) or "" for p in passages for line in p.text.strip().split("\n")]
    numbers = [int(page) for page in pages if page.isdecimal()]
    return len(pages) >= _FEWEST_LED and numbers == sorted(set(numbers))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage that is headings of the book, one or several, and their places in its order."""

    at: int
    places: tuple[int, ...]


class _Headings:
    """The headings of a book, and the runs of passages that only repeat them."""

    def __init__(self, passages: Sequence[Passage], others: HeadingIndex) -> None:
        self._passages = passages
        self._own = [i for i, p in enumerate(passages) if _may_head(p) and self._tells(i)]
        self._index = HeadingIndex([passages[i].spoken for i in self._own])
        self._others = others

    def _at(self, place: int) -> int:
        """Index of the passage that is the heading at a place; behind all for the others."""
        return self._own[place] if place < len(self._own) else len(self._passages)

    def _beginning_with(self, word: str) -> list[str]:
        """The headings whose first word this is, the longest first."""
        found = {*self._index.beginning_with(word), *self._others.beginning_with(word)}
        return sorted(found, key=len, reverse=True)

    def _elsewhere(self, title: str, at: int, last: int) -> int | None:
        """The place of a heading that is not the passage itself, behind `last` if there is one."""
        own = [place for place in self._index.places_of(title) if self._own[place] != at]
        behind = next((place for place in own if place > last), None)
        if behind is not None:
            return behind
        others, shift = self._others.places_of(title), len(self._own)
        if others and others[-1] + shift > last:
            return others[bisect_right(others, last - shift)] + shift
        return own[0] if own else others[0] + shift if others else None

    def _tells(self, at: int) -> bool:
        """Whether text stands below a heading, or below the next ones."""
        below = self._passages[at + 1 : at + 4]
        return any(p.kind != "heading" and is_running(p.text) for p in below)

    @property
    def _are_enough(self) -> bool:
        return len(self._own) + self._others.count >= _FEWEST

    def lists(self) -> Collection[int]:
        """The places of the passages that belong to contents lists."""
        found: set[int] = set()
        run: list[_Entry] = []
        for i, passage in enumerate(self._passages if self._are_enough else ()):
            if passage.kind == "scene":
                continue
            entry = self._entry(i, passage.text.strip())
            if entry is not None:
                run.append(entry)
                continue
            found.update(self._list(run))
            run = []
        found.update(self._list(run))
        return found

    def _list(self, run: Sequence[_Entry]) -> Sequence[int]:
        """The places of a run of entries, if they are a list; else none."""
        run = run[: self._first_again(run)]  # behind it the text begins
        places = [place for entry in run for place in entry.places]
        order = sum(one < other for one, other in pairwise(places))
        if len(places) < _FEWEST or order < _IN_ORDER * (len(places) // 2):
            return ()
        return [entry.at for entry in run] if self._are_apart(places) else ()

    def _first_again(self, run: Sequence[_Entry]) -> int:
        """Index of the first entry that came before: the heading of the first chapter."""
        seen: set[str] = set()
        for i, entry in enumerate(run):
            words = key(self._passages[entry.at].text)
            if words in seen:
                return i
            seen.add(words)
        return len(run)

    def _are_apart(self, places: Sequence[int]) -> bool:
        """Whether text stands between these headings, as not between those of another list."""
        if max(places) >= len(self._own):
            return True
        between = self._passages[self._at(min(places)) : self._at(max(places))]
        return sum(len(p.text) >= _SHORTEST_TEXT for p in between) >= len(places) // 2

    def _entry(self, at: int, text: str) -> _Entry | None:
        """The headings that a passage repeats; None where it has text."""
        first = key(text[:_LONGEST_WORD]).partition(" ")[0]
        if not any(index.beginning_with(first) for index in (self._index, self._others)):
            return None
        begins = f"{key(text[:_LONGEST])} "
        starts = self._beginning_with(begins.split(" ", 1)[0])
        if len(text) > _LONGEST_ENTRIES or not any(begins.startswith(f"{t} ") for t in starts):
            return None
        places: list[int] = []
        missed = 0
        for line in text.split("\n"):
            missed += self._read(key(_ENDS_IN_PAGE.sub("", line)), at, places)
        return _Entry(at, tuple(places)) if places and missed <= _MISSED * len(text) else None

    def _read(self, words: str, at: int, places: list[int]) -> int:
        """Add the places of the headings of which a line is made; returns what is none of them.

        In characters. `1 the ferry 2 the inn` are two headings of a book that has both.
        """
        missed = 0
        while words:
            first, _, behind = words.partition(" ")
            begins = (t for t in self._beginning_with(first) if f"{words} ".startswith(f"{t} "))
            title = next(begins, None)
            if title is None:
                missed += 0 if first.isdecimal() else len(first) + 1
                words = behind
                continue
            elsewhere = self._elsewhere(title, at, places[-1] if places else -1)
            if elsewhere is not None:
                places.append(elsewhere)
            else:
                missed += len(title)  # the heading itself
            words = words[len(title) :].strip()
        return missed


def _may_head(passage: Passage) -> bool:
    """Whether a passage is a heading, or a numbered line as those of sections: `1.1. Purpose`."""
    if passage.kind == "heading":
        return True
    return len(passage.text) <= _LONGEST and bool(_NUMBERED.match(passage.text))


def _spellings(title: str) -> set[str]:
    """A heading as contents lists have it: `Chapter 1. The Ferry`, `1 The Ferry`, `The Ferry`."""
    heading = read_heading(title)
    own = key(heading.title) if heading else ""
    number = f"{heading.number} {own}" if heading and own and heading.number else ""
    return {key(title), own, number} - {""}

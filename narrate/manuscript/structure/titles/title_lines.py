"""Which lines at the top of a page say a title that is known already: `TWO`, `THE LANDING`.

Numbers count by their value, however they are written, and the word `chapter` may be there or
not; so `2. The Landing` in a table of contents is `CHAPTER II` and `The Landing` on the page.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from narrate.manuscript.structure.titles.headings import (
    CHAPTER,
    join_label,
    key,
    rank_of,
    read_heading,
    read_title,
)
from narrate.manuscript.structure.titles.numbers import read_number

_LONGEST = 150
"""Characters of a line that may be part of a title"""
_FILLERS = frozenset({"the", "no", "nº", "la", "el", "le", "das", "der", "die"})
"""May stand between `chapter` and its number: `Chapter the Second`, `CHAPTER NO. 2`"""
_MARKED = regex.compile(r"\s*(?:[.:)\]|]|\s?[-–—―])|\s*$")
_GLUED = regex.compile(
    r"(?P<label>(?i:[\p{L}]+ )?(?:\d{1,3}|[IVXLC]+))(?P<title>\p{Lu}.+)", regex.DOTALL
)
_MOST_WORDS = 3
"""Words of the longest number: `treinta y uno`"""
_SPACED = 4
"""Single letters from which on they are a word set with spaces: `T O W E R`"""


@dataclass(frozen=True, slots=True)
class TitleWords:
    """A title taken apart for comparison."""

    rank: int = 0
    """Of the division's name, as those of `headings`; 0: none is written"""
    number: int | None = None
    words: tuple[str, ...] = ()
    """What is left, folded"""
    named: bool = False
    """Nothing but the name of a division: `CHAPTER`"""

    @property
    def is_label(self) -> bool:
        """Only a number, with or without the name of a division."""
        return self.number is not None and not self.words


@dataclass(frozen=True, slots=True)
class SaidTitle:
    """How many lines at the top of a page say a title."""

    count: int = 0
    label: int | None = None
    """Index of the line with a number that the title lacks"""
    glued: bool = False
    """The title has no space where the page begins a new line: `ITHE UPPER DANUBE`"""


def said_in(title: str, lines: Sequence[str]) -> SaidTitle:
    """How many of the first lines only say the title, its number or both.

    `2. The Landing` is said in two of `TWO`, `THE LANDING`, `By morning the wind`.
    """
    if not key(title):
        return SaidTitle()
    lines = [line if len(line) <= _LONGEST else "" for line in lines]
    whole = _whole(title, lines)
    if whole:
        return whole
    found = _piecewise(title_words(title), lines)
    if parted := unglued(title):
        better = _piecewise(title_words(parted), lines)
        if better.count > max(found.count, 1):
            return replace(better, glued=True)
    return found


def _whole(title: str, lines: Sequence[str]) -> SaidTitle | None:
    """All of the title in lines one after the other, and nothing else."""
    wanted, squashed = folded(title), _squashed(title)
    for count in range(len(lines), 0, -1):
        if not all(map(key, lines[:count])):
            continue
        if folded(" ".join(lines[:count])) == wanted:
            return SaidTitle(count)
        if _squashed("".join(lines[:count])) == squashed:
            return SaidTitle(count, glued=count > 1 or "\n" in lines[0])
    return None


def _piecewise(wanted: TitleWords, lines: Sequence[str]) -> SaidTitle:
    """Number and title in lines of their own, in either order, or only one of them."""
    progress = _Progress(wanted)
    found = SaidTitle()
    for i, line in enumerate(lines):
        said = title_words(line)
        if said.named and i + 1 < len(lines) and title_words(lines[i + 1]).is_label:
            continue
        if not progress.take(said):
            break
        label = i if wanted.number is None and said.is_label else found.label
        if progress.is_enough:
            found = SaidTitle(i + 1, label)
    return found


def said_again(title: str, line: str) -> str | None:
    """The title, if a line below it says it again; None where it says something else.

    `Four. The Landing` is said again in `The Landing`, `4` or `CHAPTER 4: THE LANDING`;
    `Chapter 4` in `4. The Landing`, so that `Chapter 4. The Landing` is the title.
    """
    if len(line) > _LONGEST or not key(line):
        return None
    above, below = title_words(title), title_words(line)
    if folded(title) == folded(line):
        return title
    if above.number is not None and below.number is not None:
        return _numbered_again(title, line) if _is_same_number(above, below) else None
    alike = bool(above.words) and above.words == below.words
    return (title if below.number is None else line) if alike else None


def _is_same_number(above: TitleWords, below: TitleWords) -> bool:
    """Whether two numbers are of one thing: not `PART ONE`, and the `1` of its first chapter."""
    ranks = {above.rank, below.rank} - {0}
    in_part = 0 < above.rank < CHAPTER and not below.rank
    return above.number == below.number and len(ranks) < 2 and not in_part


def _numbered_again(title: str, line: str) -> str | None:
    """The title of two lines with the same number."""
    above, below = title_words(title), title_words(line)
    if below.words:
        if above.words:
            return title if below.words == above.words else None
        heading = read_heading(line)
        more = join_label(title, heading.title) if heading and heading.title else None
        return line if below.rank and not above.rank else more
    if below.rank and not above.rank:  # the 1 of `FIRST EPILOGUE: 1813` is no chapter's
        heading = read_title(title)
        return title if heading is not None and heading.number == above.number else None
    return title


class _Progress:
    """What of a title has been said by the lines so far."""

    def __init__(self, wanted: TitleWords) -> None:
        self._wanted = wanted
        self._left = wanted.words
        self._numbered = False

    @property
    def is_enough(self) -> bool:
        """Whether the title has been said, or only its number, and not merely its first words."""
        left, all_ = len("".join(self._left)), len("".join(self._wanted.words))
        return left == all_ or 2 * left <= all_

    def take(self, said: TitleWords) -> bool:
        """Count one more line; whether it says something of the title that was not said yet."""
        if not self._takes_number(said) or not self._takes_words(said):
            return False
        if said.number is not None:
            self._numbered = True
        return True

    def _takes_number(self, said: TitleWords) -> bool:
        if said.number is None:
            return bool(said.words)
        if self._numbered or (said.rank and self._wanted.rank and said.rank != self._wanted.rank):
            return False
        if self._wanted.number is None:
            return said.is_label and said.rank in (0, CHAPTER) and self._untouched_or_done
        return said.number == self._wanted.number

    @property
    def _untouched_or_done(self) -> bool:
        return not self._left or self._left == self._wanted.words

    def _takes_words(self, said: TitleWords) -> bool:
        count = len(said.words)
        if not count:
            return True
        if self._left[:count] == said.words:
            self._left = self._left[count:]
            return True
        if "".join(self._left) == "".join(said.words):
            self._left = ()
            return True
        ends = self._left[-count:] == said.words
        if ends and (self._numbered or 2 * count > len(self._wanted.words)):
            self._left = ()
            return True
        return False


def unglued(title: str) -> str | None:
    """A title with the space that a program lost: `ITHE UPPER DANUBE`, `2The Landing`."""
    found = _GLUED.fullmatch(title.strip())
    if found is None or read_number(found["label"].split()[-1]) is None:
        return None
    return f"{found['label']}. {found['title']}"


@lru_cache(maxsize=4096)
def title_words(text: str) -> TitleWords:
    """A title taken apart; a number counts at its beginning, or behind `chapter` and the like."""
    words = folded(text)
    if not words:
        return TitleWords()
    rank = rank_of(words[0])
    if rank:
        behind = 2 if len(words) > 2 and words[1] in _FILLERS else 1
        number = _value(words[behind]) if len(words) > behind else None
        if number is not None:
            return TitleWords(rank, number, words[behind + 1 :])
        return TitleWords(words=words, named=len(words) == 1)
    return _ordinal(words) or _bare(text, words)


def _ordinal(words: Sequence[str]) -> TitleWords | None:
    """`The Second Chapter`, `2nd letter`, `Zweites Kapitel`."""
    at = 1 if words[0] in _FILLERS else 0
    if len(words) < at + 2 or not (rank := rank_of(words[at + 1])):
        return None
    number = _value(words[at])
    return TitleWords(rank, number, tuple(words[at + 2 :])) if number is not None else None


def _bare(text: str, words: tuple[str, ...]) -> TitleWords:
    """`2. The Landing`, `TWO`, `II The Landing`; not `Six Months Later`."""
    number = _value(words[0])
    if number is None or (len(words) > 1 and not _is_apart(text)):
        return TitleWords(words=words)
    return TitleWords(0, number, words[1:])


def _is_apart(text: str) -> bool:
    """Whether the number at the start of a title is parted from it: by a mark, or being digits."""
    heading = read_heading(text)
    if heading is not None and heading.number is not None:
        return True
    first = regex.match(r"\W*(?P<number>\w+)", text)
    if first is None:
        return False
    number = first["number"]
    return number.isdecimal() or number.isupper() or bool(_MARKED.match(text, first.end()))


def _value(word: str) -> int | None:
    return int(word[1:]) if word[:1] == "#" else None


@lru_cache(maxsize=4096)
def folded(text: str) -> tuple[str, ...]:
    """The words of a title without case, accents and marks; `#2` for any way to write 2."""
    words = key(text.replace("&", " and ")).split()
    if len(words) >= _SPACED and all(len(word) == 1 for word in words):
        return (_plain("".join(words)),)
    found: list[str] = []
    at = 0
    while at < len(words):
        for count in range(min(_MOST_WORDS, len(words) - at), 0, -1):
            number = _number(words[at : at + count])
            if number is not None:
                found.append(f"#{number}")
                break
        else:
            count = 1
            found.append(_plain(words[at]))
        at += count
    return tuple(found)


def _number(words: Sequence[str]) -> int | None:
    """A number that is written in all of these words."""
    if len(words) > 1 and any(w.isdecimal() or (len(w) < 2 and w != "y") for w in words):
        return None
    return read_number(" ".join(words))


def _plain(text: str) -> str:
    """Without accents; of scripts that write vowels as marks nothing goes."""
    parted = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", regex.sub(r"(?<=\p{Latin})\p{Mn}+", "", parted))


def _squashed(text: str) -> str:
    return key(_plain(text)).replace(" ", "")

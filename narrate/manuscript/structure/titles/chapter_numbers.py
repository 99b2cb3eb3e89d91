"""Which number each chapter of a book has: as its title writes it, or as its place gives it.

Prefaces, epilogues and parts have none, and in a book that numbers its chapters itself what lies
between them unnumbered (an interlude) keeps without one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import regex

from narrate.manuscript.structure.matter import by_title
from narrate.manuscript.structure.titles.headings import CHAPTER, is_named, key, read_heading
from narrate.manuscript.structure.titles.numbers import read_number

_MORE_NAMES = regex.compile(
    r"prolog|epilog|widmung|danksagung(?:en)?|anhang|(?:vor|nach)bemerkung|zum geleit|"
    r"zwischenspiel|remerciements|dédicace|postface|annexes?|intermède|interludio|epigraphe?|"
    r"epígrafe|motto|notas? (?:del?|de la) (?:autor|editor|traductor)a?|notes? de l auteure?|"
    r"(?:author|editor|translator|publisher)s? notes?|cast of characters|"
    r"anmerkung(?:en)? de[rs] (?:autor(?:s|in)|verfassers(?:in)?|übersetzer(?:s|in))"
)
"""What is no chapter either, beside `headings.is_named`, as `headings.key` leaves a title"""
_UNMARKED = regex.compile(r"(?P<number>\d{1,3}|[IVXLC]+)\s+(?P<title>\S.*)", regex.DOTALL)
_SEGMENT = regex.compile(r"[^,;:.()\[\]–—]+")


@dataclass(frozen=True, slots=True)
class ChapterNumber:
    """The number of one chapter."""

    number: int | None
    """None for what is no numbered chapter"""
    written: tuple[int, int] | None = None
    """Where the title has it, with its word and the marks behind it; None: not in the title"""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a title says of its number."""

    number: int | None = None
    span: tuple[int, int] | None = None
    labelled: bool = False
    """With a word such as chapter, so that it is certain"""
    marked: bool = False
    """A mark parts the number from what follows, or nothing follows"""


_NOTHING = _Found()


def chapter_numbers(titles: Sequence[str]) -> list[ChapterNumber]:
    """The number of each chapter of a book, from all of their titles in order."""
    titles = [title.removesuffix(".") for title in titles]
    found = [_written(title) for title in titles]
    counting = [i for i, title in enumerate(titles) if _counts(title, found[i])]
    believed = {i: found[i] for i in _believed(counting, found)}
    numbers = {i: f.number for i, f in believed.items()} | _given(counting, believed, titles)
    return [
        ChapterNumber(numbers.get(i), believed[i].span if i in believed else None)
        for i in range(len(titles))
    ]


def _written(title: str) -> _Found:
    """The number in a title, if there may be one; a part's number is none.

    `Chapter 3: The Storm` and `Part One: Chapter 3` have 3, labelled; `3 The Storm` has 3, which
    is not certain; `Part Two` has none.
    """
    heading = read_heading(title)
    if heading is None:
        return _in_a_segment(title) or _at_the_start(title) or _unmarked(title)
    start = title.rfind(heading.title) if heading.title else len(title)
    if heading.rank < CHAPTER:
        return _below_a_part(title, start)
    if start < 0 or heading.number is None:
        return _Found(labelled=bool(heading.word))
    between = title[:start].rstrip()
    marked = not heading.title or not between[-1:].isalnum()
    runs_on = not marked and title[start].islower()  # `Day One of the Rest of My Life`
    return _Found(heading.number, None if runs_on else (0, start), bool(heading.word), marked)


def _below_a_part(title: str, start: int) -> _Found:
    """The number that follows a part's own: the 2 of `Part One: Chapter 2`."""
    inner = _written(title[start:]) if 0 < start < len(title) else _NOTHING
    span = inner.span and (start + inner.span[0], start + inner.span[1])
    return replace(inner, span=span)


def _in_a_segment(title: str) -> _Found | None:
    """`Book I, Chapter 2` or `The Bag (Chapter 2)`: a label between marks."""
    for segment in _SEGMENT.finditer(title):
        words = segment.group().strip()
        heading = read_heading(words) if words else None
        if heading and heading.word and heading.rank >= CHAPTER:
            whole = heading.label == words and segment.start() > 0
            end = segment.end() + (title[segment.end() : segment.end() + 1] in (")", "]"))
            span = (segment.start() - 1, end) if whole else None
            return _Found(heading.number, span, labelled=True, marked=True)
    return None


def _at_the_start(title: str) -> _Found | None:
    """`Letter 4 to my son`: a label that the title goes on from."""
    words = title.split()
    for count in (2, 3):
        heading = read_heading(" ".join(words[:count]))
        if heading and heading.word and heading.rank >= CHAPTER and heading.number is not None:
            return _Found(heading.number, labelled=True)
    return None


def _unmarked(title: str) -> _Found:
    """`3 The Carpet-Bag`, which may as well be `7 Days in May`."""
    match = _UNMARKED.fullmatch(title.strip())
    number = read_number(match["number"]) if match else None
    if match is None or number is None:
        return _NOTHING
    return _Found(number, (0, title.rfind(match["title"])))


def _counts(title: str, found: _Found) -> bool:
    """Whether a chapter is one of those that have numbers."""
    if found.labelled:
        return found.number is not None
    words = key(title)
    division = (heading := read_heading(title)) is not None and heading.rank < CHAPTER
    named = is_named(title) or bool(_MORE_NAMES.fullmatch(words))
    return not (named or by_title(title) or (division and found.number is None))


def _believed(counting: Sequence[int], found: Sequence[_Found]) -> Iterator[int]:
    """The chapters whose titles have a number: a bare one has to fit its place or neighbours."""
    for place, i in enumerate(counting):
        number = found[i].number
        if number is None:
            continue
        before = found[counting[place - 1]].number if place else None
        after = found[counting[place + 1]].number if place + 1 < len(counting) else None
        follows = before == number - 1 or after == number + 1
        if found[i].labelled or follows or (found[i].marked and number == place + 1):
            yield i


def _given(
    counting: Sequence[int], believed: dict[int, _Found], titles: Sequence[str]
) -> dict[int, int]:
    """Numbers for chapters without one of their own, where they fit between those that have one.

    Of the titles `Chapter 1`, `The Storm`, `Chapter 3`, `Home` the second is given 2, and the last
    none, since most of them have their own.
    """
    if len(counting) == 1 and not titles[counting[0]].strip():
        return {}  # a book that is not divided at all
    mostly_written = 2 * len(believed) >= len(counting)
    given: dict[int, int] = {}
    last = 0
    runs = [(own, list(run)) for own, run in groupby(counting, key=lambda i: i in believed)]
    for place, (own, run) in enumerate(runs):
        if own:
            last = believed[run[-1]].number or 0
            continue
        follower = believed[runs[place + 1][1][0]].number if place + 1 < len(runs) else None
        fits = follower == last + len(run) + 1 if follower is not None else not mostly_written
        if fits:
            given |= {i: last + n for n, i in enumerate(run, 1)}
    return given

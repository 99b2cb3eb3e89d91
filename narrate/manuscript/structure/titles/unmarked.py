"""Chapter heads that a manuscript does not mark as such, while it marks others of their count.

An author styled the heads from `Chapter Three` on; `Chapter One` and `Chapter Two` are plain lines
above it, and as much story.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.manuscript.structure.content.prose import is_running
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.titles.headings import Heading, is_named, read_title

_LONGEST = 100
"""Characters of a head that no style marks"""
_MOST_WORDS = 12
"""Words of the same"""


@dataclass(frozen=True, slots=True)
class _Gap:
    """Numbers that no heading has, and the passages among which their heads must stand."""

    start: int
    stop: int
    first: int
    like: Heading
    """The heading behind them, whose number they lead up to"""
    level: int


def with_unmarked_heads(passages: Sequence[Passage]) -> list[Passage]:
    """The passages, and as headings those lines that have the numbers which headings leave out.

    Of `Chapter One`, text, `Chapter Two`, text and the heading `Chapter Three`, both lines.
    """
    found = dict(missing_heads(passages))
    if not found:
        return list(passages)
    return [
        replace(passage, kind="heading", level=found[i]) if i in found else passage
        for i, passage in enumerate(passages)
    ]


def missing_heads(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Index and level of each such line, for `with_unmarked_heads`."""
    for gap in _gaps(passages):
        places = _lines_of(passages, gap)
        whole = len(places) == (gap.like.number or 0) - gap.first
        if whole and gap.first == 1:
            places = [*_named_above(passages, gap, places[0]), *places]
        if whole or gap.like.word:
            yield from ((at, gap.level) for at in places)
    yield from _behind_last(passages)


def _named_above(passages: Sequence[Passage], gap: _Gap, stop: int) -> list[int]:
    """A line `Prologue` above the first of such lines, with text between."""
    told = False
    for at in range(stop - 1, gap.start - 1, -1):
        text = passages[at].spoken.strip()
        if told and _is_line(passages[at]) and is_named(text):
            return [at]
        told = told or is_running(text)
    return []


def _behind_last(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """Lines behind the last heading that go on with its count, where a word says what they are.

    Of a book's five chapters the author styled the first three.
    """
    last = next((i for i in range(len(passages) - 1, -1, -1) if _is_heading(passages[i])), None)
    heading = read_title(passages[last].spoken) if last is not None else None
    if last is None or heading is None or not heading.word or heading.number is None:
        return
    number, told, found = heading.number, False, list[int]()
    for at in range(last + 1, len(passages)):
        if told and _heads(passages[at], heading, number + 1):
            found.append(at)
            number, told = number + 1, False
        elif not told:
            told = is_running(passages[at].spoken)
    if found and not told:  # nothing stands below the last one
        found.pop()
    yield from ((at, passages[last].level) for at in found)


def _is_heading(passage: Passage) -> bool:
    return passage.kind == "heading" and passage.is_read


def _gaps(passages: Sequence[Passage]) -> Iterator[_Gap]:
    """Where headings of one manner skip numbers, or begin with another than 1."""
    last: dict[tuple[str, str], tuple[int, int]] = {}
    above = 0
    for at, passage in enumerate(passages):
        if passage.kind != "heading":
            continue
        heading = read_title(passage.spoken)
        if heading is None or heading.number is None:
            continue
        number, manner = heading.number, (heading.word, _manner(heading))
        before, start = last.get(manner, (0, 0))
        if number <= before:  # it counts from 1 again: what lies above began with this count
            before, start = 0, above
        if number > before + 1:
            yield _Gap(start, at, before + 1, heading, passage.level)
        last[manner] = number, at
        above = at


def _manner(heading: Heading) -> str:
    """How a number is written that has no word: in figures, in roman numerals, in words."""
    if heading.word:
        return ""
    if heading.label.isdecimal():
        return "figures"
    return "roman" if set(heading.label) <= set("IVXLCDMivxlcdm") else "words"


def _lines_of(passages: Sequence[Passage], gap: _Gap) -> list[int]:
    """The lines of a gap, each with text between it and the next, looked for from its end.

    So the entries of a contents list, which have none between them, are passed over.
    """
    found: list[int] = []
    wanted, told = (gap.like.number or 0) - 1, False
    for at in range(gap.stop - 1, gap.start - 1, -1):
        if wanted < gap.first:
            break
        passage = passages[at]
        if told and _heads(passage, gap.like, wanted):
            found.append(at)
            wanted, told = wanted - 1, False
        elif not told and passage.is_read:
            told = is_running(passage.spoken)
    return found[::-1]


def _heads(passage: Passage, like: Heading, number: int) -> bool:
    """Whether a line is written as a heading is, and has that number."""
    heading = read_title(passage.spoken.strip()) if _is_line(passage) else None
    if heading is None or heading.number != number or heading.word != like.word:
        return False
    return _manner(heading) == _manner(like) and bool(heading.title) == bool(like.title)


def _is_line(passage: Passage) -> bool:
    """Whether a passage may be a head by its length."""
    text = passage.spoken.strip()
    short = 0 < len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS
    return short and passage.kind != "scene" and not passage.linked and not is_running(text)

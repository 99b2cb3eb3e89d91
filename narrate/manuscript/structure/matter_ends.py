"""Where notes at the end of a chapter end, though no heading is marked behind them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.headings import join_label, read_heading
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.prose import bears_out, is_running, judged
from narrate.manuscript.structure.section import Section, title_of

_ENTRIES = (matter.NOTES, matter.FOOTNOTE, matter.BIBLIOGRAPHY)
"""Kinds of matter made of entries that running text is unlike"""
_LONGEST_TITLE = 100
"""Characters"""
_MOST_LINES = 3
"""Lines of a title that stands above the text"""


def parted_sections(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections; those of notes end where a title with running text below it begins.

    `Notes`, `1) See the harbour book.`, `The System of Lamps`, `By morning the wind had gone …`
    are the notes of one chapter and the beginning of the next.
    """
    for section in sections:
        reason = section.reason or matter.by_title(section.title)
        yield from _parted(section, reason) if reason in _ENTRIES else [section]


def _parted(section: Section, reason: str) -> Iterator[Section]:
    """A section of notes, and each chapter behind it."""
    passages = section.passages
    starts = [i for i in range(1, len(passages)) if _begins_text(passages, i, reason)]
    starts += _label_at_end(passages)
    if not starts or judged(reason, passages[: starts[0]]) is None:
        yield section
        return
    yield replace(section, passages=passages[: starts[0]])
    for start, stop in zip(starts, [*starts[1:], len(passages)], strict=True):
        lines = _lines(passages, start)
        heading = [p for p in passages[start : start + lines] if p.kind != "scene"]
        title = reduce(join_label, map(title_of, heading), "")
        below = passages[start + lines : stop]
        yield Section(title, section.level, heading, below, nesting=section.nesting)


def _label_at_end(passages: Sequence[Passage]) -> list[int]:
    """Where the last line is `PART II`, which heads what follows; empty where it is not."""
    last = len(passages) - 1
    if last < 1 or not _is_title(passages[last]):
        return []
    heading = read_heading(passages[last].spoken)
    return [last] if heading is not None and heading.word else []


def _begins_text(passages: Sequence[Passage], at: int, reason: str) -> bool:
    """Whether a title stands here, or a break, and running text below it that is no entry."""
    if at and _is_title(passages[at - 1]):
        return False
    lines = _lines(passages, at)
    below = at + lines
    return 0 < lines <= _MOST_LINES and below < len(passages) and _is_text(passages[below], reason)


def _lines(passages: Sequence[Passage], at: int) -> int:
    """How many lines of a title stand one below the other."""
    lines = 0
    while at + lines < len(passages) and _is_title(passages[at + lines]):
        lines += 1
    return lines


def _is_title(passage: Passage) -> bool:
    if passage.kind == "scene":
        return True
    text = passage.spoken.strip()
    if not text or len(text) > _LONGEST_TITLE or text[-1] in '.,;:!?…।。"”’)]':
        return False
    return text[0].isupper() or text[0].isdecimal() or text.upper() == text.lower()


def _is_text(passage: Passage, reason: str) -> bool:
    return is_running(passage.spoken) and not bears_out(reason, [passage])

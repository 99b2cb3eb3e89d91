"""Which headings begin chapters, where levels carry the structure of a book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.headings import is_capitals, join_label, read_heading
from narrate.manuscript.structure.section import Section, is_label, is_numeral, title_of

_LINE = 100
"""Characters of the longest title that stands in a paragraph"""
_STORY = 15_000
"""Words of the longest story on average: what is longer is a part of a novel with chapters"""


def merged(sections: Sequence[Section]) -> list[Section]:
    """A bare label (`CHAPTER I`, `-I-`) and the heading right below it are one heading.

    Only where headings of the lower one's level stand below labels as a rule; else
    `PART ONE` would swallow the title of its first chapter.
    """
    pairs = {
        i
        for i in range(len(sections) - 1)
        if not sections[i].words
        and is_label(sections[i].title)
        and not read_heading(sections[i + 1].title)
        and sections[i + 1].level not in (0,)
    }
    rules = {
        (lower, upper): _is_rule(sections, pairs, lower, upper)
        for lower, upper in {(sections[i + 1].level, sections[i].level) for i in pairs}
    }
    found: list[Section] = []
    skip = False
    for i, section in enumerate(sections):
        if skip:
            skip = False
            continue
        if i in pairs and rules[sections[i + 1].level, section.level]:
            below = sections[i + 1]
            title = join_label(section.title, below.title)
            heading = section.heading + below.heading
            section = Section(title, section.level, heading, section.passages + below.passages)
            skip = True
        found.append(section)
    return found


def titled_below(sections: Sequence[Section]) -> list[Section]:
    """Sections whose label has its title below it in a paragraph of capitals, where most do."""
    labels = [i for i, s in enumerate(sections) if s.words and is_label(s.title)]
    below = {i: first for i in labels if (first := _capital_line(sections[i])) is not None}
    if len(below) < 2 or 2 * len(below) <= len(labels):
        return list(sections)
    found = list(sections)
    for i, first in below.items():
        section = sections[i]
        passage = section.passages[first]
        found[i] = replace(
            section,
            title=join_label(section.title, title_of(passage)),
            heading=[*section.heading, passage],
            passages=[p for at, p in enumerate(section.passages) if at != first],
        )
    return found


def _capital_line(section: Section) -> int | None:
    """Index of the first passage that is read, if it is a line in capitals with text below."""
    read = [i for i, p in enumerate(section.passages) if p.is_read][:2]
    if len(read) < 2:
        return None
    first = section.passages[read[0]]
    short = first.kind == "paragraph" and len(first.text) <= _LINE and "\n" not in first.text
    return read[0] if short and is_capitals(first.spoken) and not first.notes else None


def _is_rule(sections: Sequence[Section], pairs: set[int], lower: int, upper: int) -> bool:
    """Whether most headings of the lower level stand right below a label."""
    if lower == upper:
        return True
    alike = [
        i
        for i, s in enumerate(sections)
        if s.level == lower and s.words and not matter.by_title(s.title)
    ]
    below = [i for i in alike if i - 1 in pairs and sections[i - 1].level == upper]
    if all(sections[i - 1].is_division for i in below):
        return len(below) == len(alike)
    return 2 * len(below) > len(alike)


def chapter_depth(sections: Sequence[Section]) -> int:
    """The deepest heading level that still begins a chapter."""
    placed = [s for s in sections if s.level and not matter.by_title(s.title)]
    if (level := _level_of_stories(placed)) is not None:
        return level
    levels = sorted({s.level for s in placed if s.words or s.is_chapter}) or [0]
    for level, deeper in pairwise(levels):
        here = [s for s in placed if s.level <= level]
        below = [s for s in placed if s.level == deeper and s.words]
        if not _are_containers(sections, here, below):
            return level
    return levels[-1]


def _level_of_stories(placed: Sequence[Section]) -> int | None:
    """The level of titles that each have sections 1, 2, 3… below and no other text; else None."""
    numerals = [i for i, s in enumerate(placed) if is_numeral(s.title) and s.words]
    levels = {placed[i].level for i in numerals}
    firsts = [i for i in numerals if i and (h := read_heading(placed[i].title)) and h.number == 1]
    above = [placed[i - 1] for i in firsts]
    if len(levels) != 1 or len(above) < 2 or len({s.level for s in above}) != 1:
        return None
    level, deep = above[0].level, levels.pop()
    bare = all(not s.words and not read_heading(s.title) for s in above)
    alike = all(s in above for s in placed if s.level == level)
    deepest = all(s.level == deep for s in placed if s.level > level)
    words = sum(placed[i].words for i in numerals) / len(above)
    return level if level < deep and bare and alike and deepest and words < _STORY else None


def _are_containers(
    sections: Sequence[Section], here: Sequence[Section], below: Sequence[Section]
) -> bool:
    """Whether the upper headings hold chapters and are none: a title, parts, volumes."""
    if 2 * sum(1 for s in here if s.is_chapter) >= len(here):
        return False
    if len(here) == 1 and here[0] is next((s for s in sections if s.level), None):
        return len(below) > 1 or not here[0].words
    divisions = sum(1 for s in here if s.is_division)
    labelled = sum(
        1 for s in below if (h := read_heading(s.title)) and h.word and not s.is_division
    )
    empty = sum(1 for s in here if not s.words)
    if labelled > len(here):
        return True
    return 2 * empty >= len(here) or (2 * divisions >= len(here) and len(below) >= 2 * len(here))

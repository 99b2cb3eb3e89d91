"""Which headings begin chapters, where levels carry the structure of a book."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.headings import join_label, looks_titled, read_heading
from narrate.manuscript.structure.kinds import judged
from narrate.manuscript.structure.section import Section, is_label, is_numeral, title_of

_LINE = 100
"""Characters of the longest title that stands in a paragraph"""
_LONGEST_TITLE = 60
"""Characters of the longest that is not in capitals"""
_STORY = 15_000
"""Words of the longest story on average: what is longer is a part of a novel with chapters"""


def merged(sections: Sequence[Section]) -> list[Section]:
    """A bare label (`CHAPTER I`, `-I-`) and the heading right below it are one heading.

    Only where headings of the lower one's level stand below labels as a rule; else
    `PART ONE` would swallow the title of its first chapter.
    """
    pairs = {i for i, (label, below) in enumerate(pairwise(sections)) if _is_pair(label, below)}
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


def _is_pair(label: Section, below: Section) -> bool:
    """Whether a bare label has right below it a heading that could be its title."""
    bare = not label.words and is_label(label.title)
    return bare and below.level != 0 and not read_heading(below.title)


def titled_below(sections: Sequence[Section]) -> list[Section]:
    """Sections whose label has its title below it in a short paragraph, where most do."""
    labels = [i for i, s in enumerate(sections) if s.words and is_label(s.title)]
    below = {i: first for i in labels if (first := _title_line(sections[i])) is not None}
    if len(below) < 2 or 2 * len(below) <= len(labels) or _recur(sections, below):
        return list(sections)
    found = list(sections)
    for i, first in below.items():
        found[i] = _with_title(sections[i], first)
    return found


def _recur(sections: Sequence[Section], below: Mapping[int, int]) -> bool:
    """Whether one of the lines is a paragraph elsewhere, too: a speaker's name in a play."""
    lines = {sections[i].passages[at].text for i, at in below.items()}
    seen = (p.text for section in sections for p in section.passages if p.kind == "paragraph")
    counts = Counter(text for text in seen if text in lines)
    return any(count > 1 for count in counts.values())


def _with_title(section: Section, first: int) -> Section:
    """The section with the passage at this index as the title that belongs to its label."""
    passage = section.passages[first]
    return replace(
        section,
        title=join_label(section.title, title_of(passage)),
        heading=[*section.heading, passage],
        passages=[p for at, p in enumerate(section.passages) if at != first],
    )


def _title_line(section: Section) -> int | None:
    """Index of the first passage that is read, if it is a line like a title with text below."""
    read = [i for i, p in enumerate(section.passages) if p.is_read][:2]
    if len(read) < 2:
        return None
    first = section.passages[read[0]]
    short = first.kind == "paragraph" and len(first.text) <= _LINE and "\n" not in first.text
    return read[0] if short and not first.notes and _is_titled(first.spoken.strip()) else None


def _is_titled(line: str) -> bool:
    """A line in capitals, or one with capitals where titles have them and no stop behind it."""
    titled = looks_titled(line) and line[-1:].isalnum() and line[:1].isupper()
    return line.isupper() or (titled and len(line) <= _LONGEST_TITLE)


def _is_rule(sections: Sequence[Section], pairs: set[int], lower: int, upper: int) -> bool:
    """Whether most headings of the lower level stand right below a label."""
    if lower == upper:
        return True
    alike = [i for i, s in enumerate(sections) if s.level == lower and _has_story(s)]
    below = [i for i in alike if i - 1 in pairs and sections[i - 1].level == upper]
    if all(sections[i - 1].is_division for i in below):
        return len(below) == len(alike)
    return 2 * len(below) > len(alike)


def _has_story(section: Section) -> bool:
    return bool(section.words) and not _is_matter(section)


def _is_matter(section: Section) -> bool:
    """Whether a section is not read, or is proposed not to be before anybody has judged it."""
    return judged(section.reason or matter.by_title(section.title), section.passages) is not None


def chapter_depth(sections: Sequence[Section]) -> int:
    """The deepest heading level that still begins a chapter."""
    placed = [s for s in sections if s.level and not s.reason]
    level = _level_of_stories(placed)
    if level is not None:
        return level
    return _level_of_chapters(placed, placed[0] if placed else None)


def _level_of_chapters(placed: Sequence[Section], first: Section | None) -> int:
    """The highest level of which the headings are no containers of those one level deeper.

    `first` is the first heading of all but those of matter.
    """
    levels = _chapter_levels(placed)
    for level, deeper in pairwise(levels):
        here = [s for s in placed if s.level <= level]
        below = [s for s in placed if s.level == deeper and s.words]
        if not _are_containers(here, below, first):
            return level
    return levels[-1]


def _chapter_levels(placed: Sequence[Section]) -> list[int]:
    """The levels of headings that have text below them or are called chapters, highest first."""
    return sorted({s.level for s in placed if s.words or s.is_chapter}) or [0]


def _level_of_stories(placed: Sequence[Section]) -> int | None:
    """The level of titles that each have sections 1, 2, 3… below and no other text; else None.

    It is 1 for the levels 1 `The Gift`, 2 `I`, 2 `II`, 1 `The Cop`, 2 `I`, 2 `II`.
    """
    numerals = [s for s in placed if _is_numbered_text(s)]
    above = [s for s, below in pairwise(placed) if _begins_counting(below)]
    level, deep = _one_level(above), _one_level(numerals)
    if len(above) < 2 or level is None or deep is None:
        return None
    return level if level < deep and _are_stories(placed, above, numerals) else None


def _is_numbered_text(section: Section) -> bool:
    """A mere number as heading, and text below it."""
    return is_numeral(section.title) and bool(section.words)


def _begins_counting(section: Section) -> bool:
    heading = read_heading(section.title)
    return _is_numbered_text(section) and heading is not None and heading.number == 1


def _one_level(sections: Sequence[Section]) -> int | None:
    """The level that all of them have; None where they have several."""
    levels = {s.level for s in sections}
    return levels.pop() if len(levels) == 1 else None


def _are_stories(
    placed: Sequence[Section], above: Sequence[Section], numerals: Sequence[Section]
) -> bool:
    """Whether each title of a level is bare, has nothing but numerals below, and is no novel's."""
    level, deep = above[0].level, numerals[0].level
    bare = all(map(_is_mere_title, above))
    alike = all(s in above for s in placed if s.level == level)
    deepest = all(s.level == deep for s in placed if s.level > level)
    words = sum(s.words for s in numerals) / len(above)
    return bare and alike and deepest and words < _STORY


def _is_mere_title(section: Section) -> bool:
    return not section.words and not read_heading(section.title)


def _are_containers(
    here: Sequence[Section], below: Sequence[Section], first: Section | None
) -> bool:
    """Whether the upper headings hold chapters and are none: a title, parts, volumes."""
    if 2 * sum(s.is_chapter for s in here) >= len(here):
        return False
    if len(here) == 1 and here[0] is first:  # the book's title
        return len(below) > 1 or not here[0].words
    if sum(map(_is_labelled, below)) > len(here):
        return True
    return _hold_others(here, below)


def _hold_others(here: Sequence[Section], below: Sequence[Section]) -> bool:
    """Whether half of them are empty, or are called parts and have many others below."""
    divisions = sum(s.is_division for s in here)
    empty = sum(not s.words for s in here)
    return 2 * empty >= len(here) or (2 * divisions >= len(here) and len(below) >= 2 * len(here))


def _is_labelled(section: Section) -> bool:
    """`CHAPTER I`, `Letter 4`, with or without a title; no part or volume."""
    heading = read_heading(section.title)
    return heading is not None and bool(heading.word) and not section.is_division

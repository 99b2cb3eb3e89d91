"""Which headings begin chapters, where levels carry the structure of a book."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.kinds import judged
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.section import Section, is_label, is_numeral, title_of
from narrate.manuscript.structure.titles.headings import join_label, looks_titled, read_title
from narrate.manuscript.structure.titles.title_lines import folded, said_again, title_words

_LINE = 100
"""Characters of the longest title that stands in a paragraph"""
_STOPS = ".!?…。！？"
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
    return bare and below.level != 0 and not read_title(below.title)


def without_repeats(sections: Sequence[Section]) -> list[Section]:
    """The sections, each with what only says its title once more as part of its heading.

    `Four. The Landing` with a subheading `The Landing` or a line `THE LANDING`; `Chapter 4`
    with `4. The Landing`, which is `Chapter 4. The Landing`.
    """
    again = [_repeated(sections, at) for at in range(1, len(sections))]
    sure = sum(title is not None for title in again) > 1
    found: list[Section] = []
    for section, title in zip(sections, [None, *again], strict=False):
        above = found[-1] if found else None
        if above and title and (sure or title_words(title).number is not None):
            passages = [*above.passages, *section.passages]
            found[-1] = replace(
                section,
                title=title,
                level=above.level,
                heading=[*above.heading, *section.heading],
                passages=passages,
            )
        else:
            found.append(section)
    return [_without_repeats(section) for section in found]


def _repeated(sections: Sequence[Section], at: int) -> str | None:
    """The title of an empty section that the heading below it says again, and does not divide."""
    above, below = sections[at - 1], sections[at]
    if above.words or above.level > below.level or above.reason != below.reason:
        return None
    words = title_words(below.title)
    if not words.rank and words.number is not None:
        inner = takewhile(lambda s: s.level > above.level, sections[at + 1 :])
        if any(title_words(s.title).number == words.number + 1 for s in inner):
            return None
    return _repeat(above, below.title)


def _without_repeats(section: Section) -> Section:
    """The section without lines at its start that say its title again."""
    title, passages = section.title, list(section.passages)
    heading = list(section.heading)
    while title and (at := _line_below(passages)) is not None:
        line = passages[at]
        said = _repeat(section, line.spoken.strip(), title)
        if said is None or holds_sections(line, passages):
            break
        title = said
        heading.append(passages.pop(at))
    return replace(section, title=title, heading=heading, passages=passages)


def _repeat(section: Section, line: str, title: str = "") -> str | None:
    """The title of a section if a line says it again and looks like a title, and no sentence."""
    title = title or section.title
    said = said_again(title, line) if title else None
    if said is None or title_words(line).is_label:
        return said
    own = line if said == title else said.removeprefix(title).strip(" .")
    stopped = line[-1:] in _STOPS and title[-1:] != line[-1:]
    return None if stopped or not (_is_titled(own) or folded(own) == folded(title)) else said


def _line_below(passages: Sequence[Passage]) -> int | None:
    """Index of the first passage that is read, if it is one line with text below."""
    read = [i for i, p in enumerate(passages) if p.is_read][:2]
    if len(read) < 2:
        return None
    first = passages[read[0]]
    plain = first.kind in ("paragraph", "verse", "heading") and not first.notes
    return read[0] if plain and len(first.text) <= _LINE and "\n" not in first.text else None


def holds_sections(label: Passage, passages: Sequence[Passage]) -> bool:
    """Whether a number is that of the first of several sections: further on stands the next one."""
    first = title_words(label.spoken)
    if first.rank or first.number is None:
        return False
    lines = (p for p in passages if len(p.text) <= _LINE and p is not label)
    counted = (words for p in lines if (words := title_words(p.spoken)).is_label == first.is_label)
    return any(words.number == first.number + 1 for words in counted)


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
    at = _line_below(section.passages)
    if at is None:
        return None
    first = section.passages[at]
    return at if first.kind == "paragraph" and _is_titled(first.spoken.strip()) else None


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
    heading = read_title(section.title)
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
    return not section.words and not read_title(section.title)


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
    heading = read_title(section.title)
    return heading is not None and bool(heading.word) and not section.is_division

"""Passages with headings among them, cut into chapters and into what is not read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise, zip_longest

from narrate.manuscript import matter
from narrate.manuscript.front import is_title_line, part_front
from narrate.manuscript.headings import (
    PART,
    join_label,
    key,
    read_heading,
    tidy,
)
from narrate.manuscript.passages import About, Part, Passage
from narrate.manuscript.promote import with_promoted

_TITLE_PAGE = 60
"""Words of the longest title page"""
SILENT = "a heading with no text under it"


@dataclass(slots=True)
class Section:
    """A heading and everything below it up to the next one."""

    title: str
    level: int
    heading: list[Passage]
    passages: list[Passage] = field(default_factory=list)
    reason: str | None = None
    """Why it is not read, where that is known beforehand"""
    holds: bool = False
    """The table of contents has other entries under this one"""

    @property
    def words(self) -> int:
        """Words that would be read."""
        return sum(
            len(p.spoken.split()) for p in self.passages if p.is_read and p.kind != "heading"
        )

    @property
    def is_division(self) -> bool:
        """Whether it is called a part, a book, a volume or an act."""
        return is_division(self.title)


def is_division(title: str) -> bool:
    """Whether a heading names a part, a book, a volume or an act, and not a chapter."""
    heading = read_heading(title)
    return heading is not None and heading.rank <= PART


def cut(passages: Sequence[Passage], about: About) -> list[Part]:
    """Parts of a book whose headings carry its structure; level 0 always begins a part."""
    rest, apart = split_matter(with_promoted(passages))
    front, sections = _sections(rest)
    sections = _merged(sections)
    return [
        *part_front(front, about, alone=not sections),
        *parts_of(sections, _depth(sections), about),
        *apart,
    ]


def split_matter(passages: Sequence[Passage]) -> tuple[list[Passage], list[Part]]:
    """What may be read, and runs of what its `epub:type`, role or links say is not."""
    rest: list[Passage] = []
    apart: list[Part] = []
    for reason, run in groupby(_with_linked_lists(passages), key=lambda p: _reason_by_types(p)):
        if reason is None:
            rest += run
        else:
            group = list(run)
            apart.append(Part(_title_of(group) or reason, group, reason))
    return rest, apart


def _with_linked_lists(passages: Sequence[Passage]) -> list[Passage]:
    """Three lines of links or more in a row are a contents list, whatever they are called."""
    marked: list[Passage] = []
    for linked, run in groupby(passages, key=lambda p: p.linked and p.kind != "heading"):
        group = list(run)
        if linked and len(group) >= 3:
            group = [replace(p, types=p.types | {"toc"}) for p in group]
        marked += group
    return marked


def _reason_by_types(passage: Passage) -> str | None:
    reason = matter.by_types(passage.types)
    return None if reason == matter.FOOTNOTE else reason


def _title_of(passages: Sequence[Passage]) -> str:
    return next((title_of(p) for p in passages if p.kind == "heading"), "")


def title_of(heading: Passage) -> str:
    """A heading as a title: without note markers, a label on a line of its own joined on."""
    label, _, rest = heading.spoken.strip().partition("\n")
    if rest and _is_label(tidy(label)):
        return join_label(tidy(label), tidy(rest))
    return tidy(heading.spoken)


def _sections(passages: Sequence[Passage]) -> tuple[list[Passage], list[Section]]:
    front: list[Passage] = []
    sections: list[Section] = []
    for passage in passages:
        if passage.kind == "heading" and passage.is_read:
            sections.append(Section(title_of(passage), passage.level, [passage]))
        else:
            (sections[-1].passages if sections else front).append(passage)
    return front, sections


def _merged(sections: Sequence[Section]) -> list[Section]:
    """A bare label (`CHAPTER I`, `-I-`) and the heading right below it are one heading.

    Only where headings of the lower one's level stand below labels as a rule; else
    `PART ONE` would swallow the title of its first chapter.
    """
    pairs = {
        i
        for i in range(len(sections) - 1)
        if not sections[i].words
        and _is_label(sections[i].title)
        and not read_heading(sections[i + 1].title)
        and sections[i + 1].level not in (0,)
    }
    merged: list[Section] = []
    skip = False
    for i, section in enumerate(sections):
        if skip:
            skip = False
            continue
        if i in pairs and _is_rule(sections, pairs, sections[i + 1].level, section.level):
            below = sections[i + 1]
            title = join_label(section.title, below.title)
            heading = section.heading + below.heading
            section = Section(title, section.level, heading, section.passages + below.passages)
            skip = True
        merged.append(section)
    return merged


def _is_label(title: str) -> bool:
    heading = read_heading(title)
    return heading is not None and not heading.title


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
    return 2 * len(below) > len(alike)


def _depth(sections: Sequence[Section]) -> int:
    """The deepest heading level that still begins a chapter."""
    placed = [s for s in sections if s.level and not matter.by_title(s.title)]
    levels = sorted({s.level for s in placed if s.words or _is_chapter(s)}) or [0]
    for level, deeper in pairwise(levels):
        here = [s for s in placed if s.level <= level]
        below = [s for s in placed if s.level == deeper and s.words]
        if not _are_containers(sections, here, below):
            return level
    return levels[-1]


def _are_containers(
    sections: Sequence[Section], here: Sequence[Section], below: Sequence[Section]
) -> bool:
    """Whether the upper headings hold chapters and are none: a title, parts, volumes."""
    if 2 * sum(1 for s in here if _is_chapter(s)) >= len(here):
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


def _is_chapter(section: Section) -> bool:
    heading = read_heading(section.title)
    return heading is not None and bool(heading.word) and not section.is_division


def parts_of(sections: Sequence[Section], depth: int, about: About) -> list[Part]:
    """Chapters cut at `depth`; deeper headings stay in the text as blocks."""
    parts: list[Part] = []
    waiting: list[Section] = []
    begun = False
    sections = _folded(sections, depth)
    last = max((i for i, s in enumerate(sections) if s.words and not s.reason), default=0)
    for i, (section, following) in enumerate(zip_longest(sections, sections[1:])):
        reason = section.reason
        if not reason and not begun and i < last:
            reason = _as_front(section, about)
        if not reason and not section.words:
            if section.is_division or section.holds or (begun and _begins(following)):
                waiting.append(section)
                continue
            reason = SILENT if begun else matter.TITLE_PAGE
        if reason:
            parts.append(Part(section.title, section.passages, reason, section.heading))
            continue
        begun = True
        parts.append(_with_divisions(section, waiting))
        waiting = []
    return parts + [Part(s.title, s.passages, SILENT, s.heading) for s in waiting]


def _folded(sections: Sequence[Section], depth: int) -> list[Section]:
    """Sections under a deeper heading go into the one above, the heading with them."""
    folded: list[Section] = []
    for section in sections:
        reason = section.reason or matter.by_title(section.title)
        if section.level > depth and not reason and folded and not folded[-1].reason:
            passages = [*folded[-1].passages, *section.heading, *section.passages]
            folded[-1] = replace(folded[-1], passages=passages)
        else:
            folded.append(replace(section, reason=reason))
    return folded


def _begins(section: Section | None) -> bool:
    """Whether the counting begins anew here, so that the empty heading above is a division."""
    heading = read_heading(section.title) if section else None
    return heading is not None and heading.number == 1


def _as_front(section: Section, about: About) -> str | None:
    """Why a section before the first chapter is no chapter: it is the title page."""
    lines = [p.spoken.strip() for p in section.passages if p.is_read]
    if section.words > _TITLE_PAGE or any(_is_sentence(line, about) for line in lines):
        return None
    short, title = key(section.title), key(about.title)
    named = f" {short} " in f" {title} " or f" {title} " in f" {short} "
    if (short and title and named) or (lines and all(is_title_line(line, about) for line in lines)):
        return matter.TITLE_PAGE
    return None


def _is_sentence(line: str, about: About) -> bool:
    return line[-1:] in ".!?…।" and len(line.split()) > 3 and not is_title_line(line, about)


def _with_divisions(section: Section, waiting: Sequence[Section]) -> Part:
    """The first chapter of a part is announced with the part's title."""
    title = section.title
    heading = list(section.heading)
    passages = list(section.passages)
    for division in reversed(waiting):
        title = join_label(division.title, title)
        heading = division.heading + heading
        passages = [p for p in division.passages if p.text and not p.drawn] + passages
    return Part(title, passages, None, heading)

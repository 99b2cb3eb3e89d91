"""Passages with headings among them, cut into chapters and into what is not read."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import regex

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.contents_lists import (
    with_contents_lists,
    with_led_lines,
    with_linked_lists,
)
from narrate.manuscript.structure.content.front import (
    is_byline,
    is_short,
    is_title_line,
    names_book,
    part_front,
    says_something,
)
from narrate.manuscript.structure.content.inline_notes import is_inline_note
from narrate.manuscript.structure.content.judging import judged_sections
from narrate.manuscript.structure.content.kinds import is_reference, judged
from narrate.manuscript.structure.passages import Part, Passage
from narrate.manuscript.structure.plays.cast_lists import with_cast_lists
from narrate.manuscript.structure.section import Section, title_of
from narrate.manuscript.structure.titles.headings import join_label, key, read_title
from narrate.manuscript.structure.titles.levels import (
    chapter_depth,
    merged,
    titled_below,
    without_repeats,
)
from narrate.manuscript.structure.titles.unmarked import with_unmarked_heads
from narrate.manuscript.text.blocks import Lines, TextSetting
from narrate.manuscript.text.marks import find_marks

_TITLE_PAGE = 60
"""Words of the longest title page"""
_NUMBER = regex.compile(r"(?:\p{L}+\.? )?(\d+(?:\.\d+)*)\b")
"""The number at the beginning of a title, after a word such as `Chapter`"""
_UNWRAPPED = TextSetting(width=0, single=False, indented=False)


def cut(passages: Sequence[Passage], about: About) -> list[Part]:
    """Parts of a book whose headings carry its structure; level 0 always begins a part."""
    passages = with_contents_lists(headings_by_form(with_led_lines(passages)))
    passages = with_cast_lists(passages)
    rest, apart = split_matter(passages)
    front, sections = _sections(rest)
    sections = judged_sections(titled_below(without_repeats(merged(sections))), about)
    front_parts = part_front(front, about, alone=not sections)
    parts = _opened([*front_parts, *parts_of(sections, chapter_depth(sections), about)])
    return _in_order([*parts, *apart], passages)


def _opened(parts: Sequence[Part]) -> list[Part]:
    """The parts, where an epigraph or a dedication of the front opens the first chapter."""
    read = [i for i, part in enumerate(parts) if part.reason is None]
    first = next((i for i in read if parts[i].title or not is_short(parts[i])), None)
    if first is None:
        return list(parts)
    short = [i for i in read if i < first]
    opens = [p for i in short for p in parts[i].passages]
    opened = replace(parts[first], passages=[*opens, *parts[first].passages])
    found = [opened if i == first else part for i, part in enumerate(parts)]
    return [part for i, part in enumerate(found) if i not in short]


def _in_order(parts: Sequence[Part], passages: Sequence[Passage]) -> list[Part]:
    """Parts in the order in which they begin in the manuscript."""
    places = {id(passage): i for i, passage in enumerate(passages)}

    def place(part: Part) -> int:
        found = (places.get(id(p)) for p in (*part.heading, *part.passages))
        return min((at for at in found if at is not None), default=len(passages))

    return sorted(parts, key=place)


def split_matter(passages: Sequence[Passage]) -> tuple[list[Passage], list[Part]]:
    """What may be read, and runs of what its `epub:type`, role or links say is not."""
    rest: list[Passage] = []
    apart: list[Part] = []
    titles = {key(p.spoken) for p in passages if p.kind == "heading"} - {""}
    listed = with_cast_lists(with_linked_lists(passages))
    for reason, run in groupby(listed, key=lambda p: _reason_by_types(p)):
        group = list(run)
        if judged(reason, group, titles) is None:
            rest += group
        else:
            title = next((title_of(p) for p in group if p.kind == "heading"), "")
            apart.append(Part(title or reason or "", group, reason))
    return rest, apart


def _reason_by_types(passage: Passage) -> str | None:
    reason = matter.by_types(passage.types)
    return None if reason == matter.FOOTNOTE else reason


def _sections(passages: Sequence[Passage]) -> tuple[list[Passage], list[Section]]:
    front: list[Passage] = []
    sections: list[Section] = []
    for passage in passages:
        if passage.kind == "heading" and is_inline_note(passage.text):
            passage = replace(passage, kind="paragraph", level=0)
        if passage.kind == "heading" and passage.is_read and not is_reference(passage.spoken):
            sections.append(Section(title_of(passage), passage.level, [passage]))
        else:
            (sections[-1].passages if sections else front).append(passage)
    return front, sections


def parts_of(sections: Sequence[Section], depth: int, about: About) -> list[Part]:
    """Chapters cut at `depth`; deeper headings stay in the text as blocks.

    `PART I` with nothing below it, `CHAPTER I` and `CHAPTER II` with text, and `A Word` with
    nothing are the chapters `PART I. CHAPTER I` and `CHAPTER II`; `A Word` is left out as silent.
    """
    parts: list[Part] = []
    waiting: list[Section] = []
    begun = False
    sections = _folded(sections, depth)
    last = _last_chapter(sections)
    for i, section in enumerate(sections):
        reason = section.reason
        if not begun and i < last:
            reason = reason or _as_front(section, about)
        if not reason and not section.words:
            following = next((s for s in sections[i + 1 :] if not s.reason), None)
            if following and _announces(section, following, begun=begun):
                waiting.append(section)
                continue
            reason = matter.SILENT if begun else matter.TITLE_PAGE
        if reason:
            parts.append(Part(section.title, section.passages, reason, section.heading))
            continue
        begun = True
        parts.append(_with_divisions(section, waiting))
        waiting = []
    return parts + [Part(s.title, s.passages, matter.SILENT, s.heading) for s in waiting]


def _last_chapter(sections: Sequence[Section]) -> int:
    """Index of the last section with anything to read."""
    return max((i for i, s in enumerate(sections) if s.words and not s.reason), default=0)


def _announces(section: Section, following: Section, *, begun: bool) -> bool:
    """Whether an empty section is the title of a part that begins with the next one of text.

    That one stands below it, or, where chapters went before (`begun`), counts from 1 again.
    """
    if section.is_division or section.holds:
        return True
    number, counted = read_title(section.title), read_title(following.title)
    if following.depth > section.depth:
        return begun or number is not None
    again = begun and counted is not None and counted.number == 1
    return again or _counts_below(section.title, following.title)


def _counts_below(above: str, title: str) -> bool:
    """Whether numbers say that a section stands below another: `3.5.1. Why` below `3.5. How`."""
    upper, lower = _NUMBER.match(above), _NUMBER.match(title)
    return bool(upper and lower and lower[1].startswith(f"{upper[1]}."))


def _folded(sections: Sequence[Section], depth: int) -> list[Section]:
    """Sections under a deeper heading go into the one above, the heading with them.

    What is not read among them does not end that one.
    """
    folded: list[Section] = []
    above: int | None = None
    for section in sections:
        deeper = section.level > depth
        if folded and folded[-1].reason and section.is_division:  # it ended the matter
            above = None
        if deeper and not section.reason and above is not None:
            passages = [*folded[above].passages, *section.heading, *section.passages]
            folded[above] = replace(folded[above], passages=passages)
            continue
        folded.append(section)
        if not section.reason:
            above = len(folded) - 1
        elif not deeper:
            above = None
    return folded


def _as_front(section: Section, about: About) -> str | None:
    """Why a section before the first chapter is no chapter: it is the title page.

    `THE TIME MACHINE` with `by H. G. Wells` and `LONDON` below it is one, as is a heading
    `by H. G. Wells`; where a sentence or more than 60 words stand below, it is not.
    """
    lines = [p.spoken.strip() for p in section.passages if p.is_read]
    if section.words > _TITLE_PAGE or any(says_something(line, about) for line in lines):
        return None
    repeated = is_byline(section.title) or names_book(section.title, about)
    if repeated or (lines and all(is_title_line(line, about) for line in lines)):
        return matter.TITLE_PAGE
    return None


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


def text_by_form(passage: Passage) -> str:
    """The text of a passage as its form is judged: a marker behind its last stop hides no stop."""
    marked = passage.left_out and all(s.reason == matter.MARKER for s in passage.left_out)
    spoken = passage.spoken.rstrip() if marked else ""
    return spoken if spoken[-1:] in (*".!?…।。",) else passage.text


def headings_by_form(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with paragraphs that look like headings as such, if there are no others.

    For formats that do not mark them: `<p>CHAPTER I</p>`, `**Chapter 1**`. Where they mark some,
    the others of their count.
    """
    marked = [p for p in passages if p.kind == "heading"]
    if len(marked) > 1:
        return with_unmarked_heads(passages)
    if len(passages) < 3:
        return list(passages)
    lines = [Lines(tuple(text_by_form(p).split("\n")), 1) for p in passages]
    found: list[Passage] = []
    at = 0
    for mark in find_marks(lines, (), _UNWRAPPED):
        found += passages[at : mark.start]
        types = passages[mark.start].types
        found.append(Passage("heading", mark.title, level=mark.level, types=types))
        at = mark.stop
    return [*found, *passages[at:]]

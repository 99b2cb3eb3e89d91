"""Headings on printed pages: told by their tags, size, weight, place, and form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median
from typing import Final

from narrate.manuscript.pdf.measure import Setting
from narrate.manuscript.pdf.paragraphs import NEW_PAGE, Paragraph, is_large
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.front import split_byline
from narrate.manuscript.structure.headings import (
    CHAPTER,
    LONGEST,
    Heading,
    is_capitals,
    is_named,
    key,
    looks_titled,
    read_heading,
)
from narrate.manuscript.structure.passages import About
from narrate.manuscript.text.marks import ALWAYS

_MOST_LINES: Final = 8
_WORDS: Final = 30
_STORY: Final = 250
"""Words between headings that are known by capitals or weight alone, on average"""
_FRONT: Final = 6
"""Pages among which the title page is"""
_APART: Final = 0.45
"""Font sizes of white space above or below a heading in the text's own size"""
_UNLISTED: Final = 10
"""Levels by which a heading lies deeper that the printed contents do not list"""


@dataclass(frozen=True, slots=True)
class Title:
    """Paragraphs `[start:stop]` are a heading."""

    start: int
    stop: int
    level: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    style: tuple[int, int, int]
    """Sorts as headings do: the weightier first"""
    sure: bool
    heading: Heading | None


def find_titles(
    paragraphs: Sequence[Paragraph],
    set_as: Setting,
    listed: frozenset[int],
    entries: frozenset[str],
    about: About,
) -> list[Title]:
    """All headings of a book in order; `listed` is its contents list, `entries` what that says."""
    candidates = [
        found
        for i, paragraph in enumerate(paragraphs)
        if i not in listed
        and not _is_title_page(paragraphs, i, about)
        and (found := _candidate(paragraphs, i, set_as, entries))
    ]
    chosen = _believed(paragraphs, candidates)
    levels = {style: n for n, style in enumerate(sorted({c.style for c in chosen}), 1)}
    titles: list[Title] = []
    taken = -1
    by_index = {c.index: c for c in chosen}
    listed_styles = _listed_styles(paragraphs, chosen, entries)
    for candidate in chosen:
        if candidate.index <= taken:
            continue
        stop = _stop(paragraphs, candidate, by_index)
        inner = [by_index[i].style for i in range(candidate.index, stop) if i in by_index]
        level = min(levels[style] for style in inner)
        own = paragraphs[candidate.index : stop]
        if listed_styles and not listed_styles.intersection(inner) and not _is_listed(own, entries):
            level += _UNLISTED
        if candidate.style[0] == 2 and candidate.heading is None and _is_always(own[0].plain):
            level = ALWAYS
        titles.append(Title(candidate.index, stop, level))
        taken = stop - 1
    return titles


def _candidate(
    paragraphs: Sequence[Paragraph], i: int, set_as: Setting, entries: frozenset[str]
) -> _Candidate | None:
    """What speaks for a paragraph being a heading; None if nothing does."""
    paragraph = paragraphs[i]
    text, first = paragraph.plain, paragraph.lines[0]
    if len(paragraph.lines) > _MOST_LINES or len(text) > LONGEST or not key(text):
        return None
    if paragraph.kind == "scene" or len(text.split()) > _WORDS:
        return None
    if len(text) == 1 and first.size > 2 * set_as.size:
        return None  # a large initial that belongs to no line
    heading = read_heading(text)
    depth = _tagged(first.tag)
    if depth is not None:
        return _Candidate(i, (0, depth, 0), True, heading)
    if is_large(first, set_as):
        style = (1, -round(first.size / set_as.size * 20), -int(first.bold))
        return _Candidate(i, style, text[-1] not in ",;", heading)
    least = 0.72 if heading and heading.word else 0.85  # labels may be in small capitals
    if first.size < least * set_as.size or text[-1] in ",;" or not _is_apart(paragraphs, i):
        return None
    if key(text) in entries:
        return _Candidate(i, (2, 0, 0), True, heading)
    bold = all(line.bold for line in paragraph.lines)
    capitals = is_capitals(text) and len(key(text)) > 2
    centred = paragraph.is_centred and paragraph.kind != "verse"
    form = heading is not None or is_named(text) or matter.by_title(text) is not None
    if form and (bold or capitals or centred or len(text) < 60):
        sure = bool(heading and heading.sure) or bold or centred
        return _Candidate(i, (2, _rank(heading), 0), sure, heading)
    if bold:
        return _Candidate(i, (3, 0, -int(capitals)), False, None)
    if capitals and centred and len(paragraph.lines) <= 2:
        return _Candidate(i, (3, 1, 0), False, None)
    return None


def _is_always(text: str) -> bool:
    """Whether a heading begins a part of the book whatever the others do: a preface, notes."""
    return is_named(text) or matter.by_title(text) is not None


def _is_title_page(paragraphs: Sequence[Paragraph], i: int, about: About) -> bool:
    """Whether a line in front says the book's title or author, and no text stands under it."""
    if paragraphs[i].page > paragraphs[0].page + _FRONT:
        return False
    text = paragraphs[i].plain
    title, author = split_byline(text)
    words = key(text)
    if not (words and words in (key(about.title), key(about.author))) and (title or not author):
        return False
    below = paragraphs[i + 1 : i + 3]
    return not any(p.page == paragraphs[i].page and len(p.plain.split()) >= 40 for p in below)


def _tagged(tag: str) -> int | None:
    """Depth that a tagged PDF gives a heading."""
    if tag in ("H", "Title"):
        return 1
    return int(tag[1]) if len(tag) == 2 and tag[0] == "H" and tag[1].isdecimal() else None


def _rank(heading: Heading | None) -> int:
    return heading.rank if heading else 4


def _is_apart(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether white space sets a paragraph apart from both of its neighbours."""
    below = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
    after = below is None or below.gap >= _APART
    return paragraphs[i].gap >= _APART and after


def _believed(
    paragraphs: Sequence[Paragraph], candidates: Sequence[_Candidate]
) -> list[_Candidate]:
    """Candidates whose style heads stories, and those that are sure by themselves."""
    words = [0, *accumulate(len(p.plain.split()) for p in paragraphs)]
    styles: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for candidate in candidates:
        styles[candidate.style].append(candidate.index)
    believed = set()
    for style, places in styles.items():
        gaps = [words[b] - words[a] for a, b in pairwise([*places, len(paragraphs)])]
        if style[0] < 3 or (len(places) > 1 and median(gaps) >= _STORY):
            believed.add(style)
    return [c for c in candidates if c.style in believed and (c.sure or c.style[0] > 1)]


def _listed_styles(
    paragraphs: Sequence[Paragraph], chosen: Sequence[_Candidate], entries: frozenset[str]
) -> frozenset[tuple[int, int, int]]:
    """Styles of which the contents list announces at least two headings and every third."""
    members: dict[tuple[int, int, int], list[bool]] = defaultdict(list)
    for c in chosen:
        members[c.style].append(_is_announced([paragraphs[c.index]], entries))
    return frozenset(
        s for s, said in members.items() if sum(said) > 1 and 3 * sum(said) >= len(said)
    )


def _stop(
    paragraphs: Sequence[Paragraph], first: _Candidate, by_index: dict[int, _Candidate]
) -> int:
    """Where a heading ends: a bare label takes the title below it along."""
    stop = first.index + 1
    label = first.heading
    while stop < len(paragraphs) and stop - first.index < 4:
        below, paragraph = by_index.get(stop), paragraphs[stop]
        if paragraph.page != paragraphs[first.index].page or paragraph.gap == NEW_PAGE:
            break
        if below is None:
            if stop == first.index + 1 and label and not label.title and _is_title(paragraph):
                stop += 1
            break
        same = below.style == first.style and below.style[0] < 2 and stop > first.index + 1
        wanted = label is not None and not label.title and stop == first.index + 1
        if not (same or wanted) or (below.heading and not _may_follow(label, below.heading)):
            break
        stop += 1
    return stop


def _may_follow(label: Heading | None, below: Heading) -> bool:
    """Whether a numbered line can be the title of the label above it: `Chapter 2`, `I. Night`."""
    if label is None or not label.word or label.rank != CHAPTER:
        return False
    return below.rank == CHAPTER or (below.rank > CHAPTER and bool(below.title))


def _is_title(paragraph: Paragraph) -> bool:
    """Whether a paragraph in the text's size can be the title of the label above it."""
    text, first = paragraph.plain, paragraph.lines[0]
    if len(text) > 110 or len(paragraph.lines) > 3 or text[0] in '“"‘«—':
        return False
    if text[-1] in ",;:" or (text[-1] in ".!?…" and not looks_titled(text)):
        return False
    return first.is_centred or first.italic or is_capitals(text)


def _is_listed(paragraphs: Sequence[Paragraph], entries: frozenset[str]) -> bool:
    """Whether the contents announce a heading, or it is one that they often leave out."""
    heading = read_heading(paragraphs[0].plain)
    labelled = heading is not None and bool(heading.word)
    return labelled or is_named(paragraphs[0].plain) or _is_announced(paragraphs, entries)


def _is_announced(paragraphs: Sequence[Paragraph], entries: frozenset[str]) -> bool:
    """Whether the contents have a heading, or what follows its number."""
    texts = [p.plain for p in paragraphs]
    said = {key(text) for text in [*texts, " ".join(texts)]}
    heading = read_heading(texts[0])
    titled = heading is not None and bool(heading.title) and key(heading.title) in entries
    return titled or bool(said & entries)

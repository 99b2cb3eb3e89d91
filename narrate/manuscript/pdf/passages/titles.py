"""Headings on printed pages: told by their tags, size, weight, place, and form."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median
from typing import Final

from narrate.about import About
from narrate.manuscript.pdf.page.lines import Line
from narrate.manuscript.pdf.page.measure import Typesetting
from narrate.manuscript.pdf.passages.paragraphs import NEW_PAGE, Paragraph, is_large
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.front import split_byline
from narrate.manuscript.structure.titles.headings import (
    CHAPTER,
    LONGEST,
    Heading,
    depth_of_decimal,
    is_named,
    key,
    looks_titled,
    read_heading,
)
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


_DEPTHS: Final = {"H": 1, "Title": 1} | {f"H{depth}": depth for depth in range(1, 7)}
"""Tags of headings, and their levels"""

_Style = tuple[int, int, int]
"""Sorts as headings do, the weightier first: one of the four below, then ranks within it"""
_TAGGED, _LARGE, _SMALL, _WEIGHTY = range(4)
"""Headings of tagged PDF; larger than the text; of its size by words; by bold or capitals alone"""


@dataclass(frozen=True, slots=True)
class Title:
    """Paragraphs `[start:stop]` are a heading."""

    start: int
    stop: int
    level: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    index: int
    style: _Style
    sure: bool
    heading: Heading | None


def find_titles(
    paragraphs: Sequence[Paragraph],
    set_as: Typesetting,
    listed: frozenset[int],
    entries: frozenset[str],
    about: About,
) -> list[Title]:
    """All headings of a book in order; `listed` is its contents list, `entries` what that says."""
    candidates = [
        found
        for i in range(len(paragraphs))
        if i not in listed
        and not _is_title_page(paragraphs, i, about)
        and (found := _candidate(paragraphs, i, set_as, entries))
    ]
    chosen = _believed(paragraphs, candidates)
    levels = _Levels(paragraphs, tuple(chosen.values()), entries)
    titles: list[Title] = []
    for candidate in chosen.values():
        if titles and candidate.index < titles[-1].stop:
            continue
        stop = _stop(paragraphs, candidate, chosen)
        lines = [chosen[i] for i in range(candidate.index, stop) if i in chosen]
        level = levels.of(lines, paragraphs[candidate.index : stop])
        titles.append(Title(candidate.index, stop, level))
    return titles


class _Levels:
    """How deep headings are, by their styles and by what the contents list announces."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        chosen: Sequence[_Candidate],
        entries: frozenset[str],
    ) -> None:
        self._entries = entries
        self._of_style = {style: n for n, style in enumerate(sorted({c.style for c in chosen}), 1)}
        self._listed = _listed_styles(paragraphs, chosen, entries)

    def of(self, lines: Sequence[_Candidate], own: Sequence[Paragraph]) -> int:
        """The level of a heading made of paragraphs, of which some look like headings."""
        first, styles = lines[0], {line.style for line in lines}
        if first.style[0] == _SMALL and first.heading is None and _is_always(own[0].plain):
            return ALWAYS
        level = min(self._of_style[style] for style in styles)
        if self._listed and not self._listed & styles and not _is_listed(own, self._entries):
            level += _UNLISTED
        return level


@dataclass(frozen=True, slots=True)
class _Looks:
    """What is seen of a paragraph that may be a heading."""

    paragraph: Paragraph
    text: str
    first: Line
    heading: Heading | None
    set_as: Typesetting
    entries: frozenset[str]

    @property
    def is_bold(self) -> bool:
        return all(line.bold for line in self.paragraph.lines)

    @property
    def is_capital(self) -> bool:
        return self.text.isupper() and len(key(self.text)) > 2

    @property
    def is_centred(self) -> bool:
        return self.paragraph.is_centred and self.paragraph.kind != "verse"


def _candidate(
    paragraphs: Sequence[Paragraph], i: int, set_as: Typesetting, entries: frozenset[str]
) -> _Candidate | None:
    """What speaks for a paragraph being a heading; None if nothing does."""
    paragraph = paragraphs[i]
    if not _may_be_heading(paragraph, set_as):
        return None
    text, first = paragraph.plain, paragraph.lines[0]
    looks = _Looks(paragraph, text, first, read_heading(text), set_as, entries)
    found = _by_tag(looks) or _by_size(looks)
    if not found and _is_set_apart(looks) and _is_apart(paragraphs, i):
        found = _by_contents(looks) or _by_words(looks) or _by_weight(looks)
    return _Candidate(i, *found, looks.heading) if found else None


def _may_be_heading(paragraph: Paragraph, set_as: Typesetting) -> bool:
    """Whether a paragraph is short enough and has words."""
    text = paragraph.plain
    if len(paragraph.lines) > _MOST_LINES or len(text) > LONGEST or len(text.split()) > _WORDS:
        return False
    if len(text) == 1 and paragraph.size > 2 * set_as.size:
        return False  # a large initial that belongs to no line
    return paragraph.kind != "scene" and bool(key(text))


def _by_tag(looks: _Looks) -> tuple[_Style, bool] | None:
    """A heading of tagged PDF: `H2` is the second level."""
    depth = _DEPTHS.get(looks.first.tag)
    return ((_TAGGED, depth, 0), True) if depth is not None else None


def _by_size(looks: _Looks) -> tuple[_Style, bool] | None:
    """A line of 14 points above text of 10."""
    first = looks.first
    if not is_large(first, looks.set_as):
        return None
    style = (_LARGE, -round(first.size / looks.set_as.size * 20), -int(first.bold))
    return style, looks.text[-1] not in ",;"


def _is_set_apart(looks: _Looks) -> bool:
    """Whether a heading may be set so in the text's own size; labels may be in small capitals."""
    least = 0.72 if looks.heading and looks.heading.word else 0.85
    return looks.first.size >= least * looks.set_as.size and looks.text[-1] not in ",;"


def _by_contents(looks: _Looks) -> tuple[_Style, bool] | None:
    """A line that the contents list has: `The Fog`."""
    return ((_SMALL, 0, 0), True) if key(looks.text) in looks.entries else None


def _by_words(looks: _Looks) -> tuple[_Style, bool] | None:
    """`Chapter 3`, `Prologue`, `II. Night`; for sure if bold, centred or `Chapter` itself."""
    heading, distinct = looks.heading, looks.is_bold or looks.is_centred
    if heading is None and not _is_always(looks.text):
        return None
    if not (distinct or looks.is_capital or len(looks.text) < 60):
        return None
    return (_SMALL, heading.rank if heading else CHAPTER, 0), distinct or bool(
        heading and heading.sure
    )


def _by_weight(looks: _Looks) -> tuple[_Style, bool] | None:
    """A bold line, or `THE FOG` in the middle; never for sure."""
    if looks.is_bold:
        return (_WEIGHTY, 0, -int(looks.is_capital)), False
    if looks.is_capital and looks.is_centred and len(looks.paragraph.lines) <= 2:
        return (_WEIGHTY, 1, 0), False
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


def _is_apart(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """Whether white space sets a paragraph apart from both of its neighbours."""
    below = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
    after = below is None or below.gap >= _APART
    return paragraphs[i].gap >= _APART and after


def _believed(
    paragraphs: Sequence[Paragraph], candidates: Sequence[_Candidate]
) -> dict[int, _Candidate]:
    """Candidates whose style heads stories, and those that are sure, by their indices."""
    words = [0, *accumulate(len(p.plain.split()) for p in paragraphs)]
    styles: dict[_Style, list[int]] = defaultdict(list)
    for candidate in candidates:
        styles[candidate.style].append(candidate.index)
    believed = {
        style for style, at in styles.items() if style[0] < _WEIGHTY or _head_stories(at, words)
    }
    return {
        c.index: c for c in candidates if c.style in believed and (c.sure or c.style[0] > _LARGE)
    }


def _head_stories(places: Sequence[int], words: Sequence[int]) -> bool:
    """Whether there are enough words between headings; `words` counts those above each place."""
    gaps = [words[b] - words[a] for a, b in pairwise([*places, len(words) - 1])]
    return len(places) > 1 and median(gaps) >= _STORY


def _listed_styles(
    paragraphs: Sequence[Paragraph], chosen: Sequence[_Candidate], entries: frozenset[str]
) -> frozenset[_Style]:
    """Styles of which the contents list announces at least two headings and every third."""
    members: dict[_Style, list[bool]] = defaultdict(list)
    for c in chosen:
        members[c.style].append(_is_announced([paragraphs[c.index]], entries))
    return frozenset(
        s for s, said in members.items() if sum(said) > 1 and 3 * sum(said) >= len(said)
    )


def _stop(
    paragraphs: Sequence[Paragraph], first: _Candidate, by_index: dict[int, _Candidate]
) -> int:
    """Where a heading ends: a bare label takes the title below it along.

    `CHAPTER 2` at 5, `The Fog` at 6, text at 7: the heading ends at 7.
    """
    stop = first.index + 1
    while _is_below(paragraphs, first.index, stop):
        below = by_index.get(stop)
        if below is None:
            direct = stop == first.index + 1 and _is_bare(first.heading)
            return stop + 1 if direct and _is_title(paragraphs[stop]) else stop
        if depth_of_decimal(paragraphs[stop].plain) or not _goes_on(first, below):
            break  # a section's own number: `2.1 The Fog` under `The Coast`
        stop += 1
    return stop


def _is_below(paragraphs: Sequence[Paragraph], first: int, i: int) -> bool:
    """Whether a paragraph stands so near below that it may belong to the same heading."""
    if i >= min(len(paragraphs), first + 4):
        return False
    return paragraphs[i].page == paragraphs[first].page and paragraphs[i].gap != NEW_PAGE


def _is_bare(label: Heading | None) -> bool:
    return label is not None and not label.title


def _goes_on(first: _Candidate, below: _Candidate) -> bool:
    """Whether a title stands below its label, or one more line of a title that is set alike."""
    if below.index == first.index + 1:
        fits = _is_bare(first.heading)
    else:
        fits = below.style == first.style and below.style[0] < _SMALL
    return fits and (below.heading is None or _may_follow(first.heading, below.heading))


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
    return first.is_centred or first.italic or text.isupper()


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

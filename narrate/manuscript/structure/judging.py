"""Which sections of a manuscript are matter: their titles propose it, their content decides.

Matter takes its subheadings along (`Notes` with `Chapter 1` and `Chapter 2` below it, `Index`
with `A`, `B`, `C`) and ends where prose begins. Title pages, imprints, credits, transcribers'
notes and publishers' lists are known by what they say, wherever they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from narrate.manuscript.structure import matter
from narrate.manuscript.structure.headings import key, read_heading
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.prose import (
    is_prose,
    is_running,
    judged,
    kind_of,
    speaks_of,
    texts_of,
)
from narrate.manuscript.structure.section import Section

_SENTENCE = 12
"""Words of a sentence in a heading from which on it is text, where nothing stands below it"""


@dataclass(frozen=True, slots=True)
class _Open:
    """Matter that the sections behind its heading may belong to."""

    reason: str
    nesting: int


def judged_sections(sections: Sequence[Section]) -> list[Section]:
    """The sections with the reasons why they are not read, cut where matter and text meet."""
    sections = list(_without_spoken_headings(sections))
    judge = _Judge(sections)
    found: list[Section] = []
    for i, section in enumerate(sections):
        reason = judge.reason(section, _text_below(sections, i))
        found += _divided(section) if reason is None else [replace(section, reason=reason)]
    return found


class _Judge:
    """Goes through the sections of a book in their order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._titles = {key(section.title) for section in sections} - {""}
        self._seen: set[str] = set()
        self._open: _Open | None = None

    def reason(self, section: Section, below: Sequence[Passage]) -> str | None:
        """Why a section is not read; `below` is the text that stands under it, if it has none."""
        proposed = section.reason or matter.by_title(section.title)
        inside = self._open if self._open and self._is_inside(section, self._open) else None
        self._seen.add(key(section.title))
        if inside and self._keeps(inside.reason, section.passages):
            return inside.reason
        self._open = None
        if proposed is None or inside:
            counted = _is_counted(section) or inside is not None
            return None if counted else kind_of(texts_of(section.passages))
        own = section.passages if texts_of(section.passages) else below
        if not self._keeps(proposed, own):
            return None
        self._open = _Open(proposed, section.nesting or section.level)
        return proposed

    def _keeps(self, reason: str, passages: Sequence[Passage]) -> bool:
        """Whether passages bear out that they are matter of that kind, and not where prose begins.

        Also those without any prose: what is left then is figures, names and short lines.
        """
        return judged(reason, passages, self._titles) is not None

    def _is_inside(self, section: Section, open_: _Open) -> bool:
        """Whether a section stands below the heading of matter, or goes on with its divisions."""
        nesting, words = section.nesting or section.level, key(section.title)
        if nesting < open_.nesting:
            return False
        divides = len(words) == 1 or words in self._seen
        if nesting == open_.nesting or not open_.nesting:  # 0 always begins a part of its own
            return divides and self._keeps(open_.reason, section.passages)
        return divides or not _is_counted(section)


def _text_below(sections: Sequence[Section], at: int) -> list[Passage]:
    """The passages of the first section below an empty one that has any."""
    own = sections[at].nesting or sections[at].level
    if not own:
        return []
    for section in sections[at + 1 :]:
        if (section.nesting or section.level) <= own:
            return []
        if texts_of(section.passages):
            return section.passages
    return []


def _is_counted(section: Section) -> bool:
    """`CHAPTER I`, `XII. The Landing`: a chapter by its number."""
    heading = read_heading(section.title)
    return heading is not None and heading.number is not None


def _without_spoken_headings(sections: Sequence[Section]) -> Iterator[Section]:
    """Headings that are whole sentences with nothing below them are text of the section above."""
    held: Section | None = None
    for section in sections:
        if _is_said(section):
            spoken = [replace(p, kind="paragraph", level=0) for p in section.heading]
            if held is None:
                held = replace(section, title="", heading=[], passages=[*spoken, *section.passages])
            else:
                held = replace(held, passages=[*held.passages, *spoken, *section.passages])
            continue
        if held is not None:
            yield held
        held = section
    if held is not None:
        yield held


def _is_said(section: Section) -> bool:
    text = " ".join(p.spoken for p in section.heading)
    long = len(text.split()) >= _SENTENCE
    return long and not section.words and not section.holds and is_running(text)


def _divided(section: Section) -> list[Section]:
    """A section that is read, and what stands at its end that is matter by what it says."""
    start = _matter_from(section.passages)
    if start is None:
        return [section]
    apart = section.passages[start:]
    kind = kind_of(texts_of(apart))
    if kind is None:
        return [section]
    rest = replace(section, passages=section.passages[:start])
    title = next((p.text for p in apart if p.text.strip()), "")[:60]
    nesting = section.nesting or section.level
    return [rest, Section(title, section.level, [], apart, kind, nesting=nesting)]


def _matter_from(passages: Sequence[Passage]) -> int | None:
    """Index of the first passage behind the last paragraph of text; None where there is none."""
    start = len(passages)
    for i in range(len(passages) - 1, -1, -1):
        passage = passages[i]
        if passage.is_read and passage.kind != "scene":
            if is_running(passage.spoken) and not speaks_of(passage.spoken):
                break
            start = i
    while start < len(passages) and not speaks_of(passages[start].spoken):
        start += 1
    if start >= len(passages) or not is_prose(texts_of(passages[:start])):
        return None
    return start

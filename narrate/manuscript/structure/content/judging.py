"""Which sections of a manuscript are matter: their titles propose it, their content decides.

Matter takes its subheadings along (`Notes` with `Chapter 1` and `Chapter 2` below it, `Index`
with `A`, `B`, `C`) and ends where prose begins. Title pages, imprints, credits, transcribers'
notes and publishers' lists are known by what they say, wherever they stand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise, takewhile

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.endings import Ending, divided, endings, surely_kind_of
from narrate.manuscript.structure.content.inline_notes import is_inline_note
from narrate.manuscript.structure.content.kinds import (
    bears_out,
    begins_as_text,
    is_doubtful,
    is_entry,
    is_reference,
    is_unmistakable,
    judged,
    list_kind,
    says_of,
)
from narrate.manuscript.structure.content.prose import (
    is_prose,
    is_running,
    tells_story,
    texts_of,
)
from narrate.manuscript.structure.content.title_pages import (
    is_counted,
    may_be_title,
    said_on_title_page,
    untitled,
    without_imprint_titles,
    without_publishers,
)
from narrate.manuscript.structure.passages import Passage, count_words
from narrate.manuscript.structure.section import Section, title_of
from narrate.manuscript.structure.titles.headings import join_label, key, read_heading

_LONGEST_NOTE = 150
"""Words of the longest note that goes on over several paragraphs"""
_SAMPLE = 40
"""Paragraphs that show whether a section is prose"""
_LONGEST_TITLE = 100
"""Characters"""
_TITLE_LINES = 3
"""That may stand one below the other above a text"""
_SENTENCE = 12
"""Words of a sentence in a heading from which on it is text, where nothing stands below it"""


_LISTED = (matter.PUBLISHER, matter.BIBLIOGRAPHY)
"""Kinds whose entries are works"""


@dataclass(frozen=True, slots=True)
class _Open:
    """Matter that the sections behind its heading may belong to."""

    reason: str
    depth: int


def judged_sections(sections: Sequence[Section], about: About) -> list[Section]:
    """The sections with the reasons why they are not read, cut where matter and text meet."""
    named = (part for s in _without_spoken_headings(sections) for part in _divided_by_name(s))
    sections = [part for section in named for part in _opened_again(section)]
    sections = without_publishers(without_imprint_titles(sections))
    judge = _Judge(sections)
    last = max((i for i, section in enumerate(sections) if section.words), default=-1)
    reasons = [judge.reason(s, _text_below(sections, i)) for i, s in enumerate(sections)]
    ends = endings(sections, reasons, about)
    found: list[Section] = []
    for i, (section, reason) in enumerate(zip(sections, reasons, strict=True)):
        if reason is None:
            first = i < last and all(above.reason for above in found)
            found += _read(section, ends.get(i), about, first=first)
            continue
        found = _without_title_above(found, reason)
        found += said_on_title_page(replace(section, reason=reason), about)
    return found


def _read(section: Section, end: Ending | None, about: About, *, first: bool) -> list[Section]:
    """A section that is read, without what stands at its end, and on the first title page."""
    section = replace(section, reason=None) if texts_of(section.passages) else section
    parts = divided(section, end) if end else [section]
    return [part for whole in parts for part in untitled(whole, about, first=first)]


class _Judge:
    """Goes through the sections of a book in their order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._titles = {key(section.title) for section in sections} - {""}
        self._seen: set[str] = set()
        self._open: _Open | None = None
        self._marked = any(map(_has_markers, (p for s in sections for p in s.passages)))
        """The text refers to notes, or the manuscript says itself what is one"""
        self._told = False
        """Text went before: what has no sentence behind it may be a list of notes"""
        told = [section for section in sections if _may_be_read(section)]
        self._ahead = {id(section) for section in told}
        """Sections that are still to come and hold text, whatever words stand in it"""
        self._top = min((section.depth for section in told), default=0)

    def reason(self, section: Section, below: Sequence[Passage]) -> str | None:
        """Why a section is not read; `below` is the text that stands under it, if it has none."""
        self._ahead.discard(id(section))
        proposed = section.reason or matter.by_title(section.title)
        inside = self._open if self._open and self._is_inside(section, self._open) else None
        again = key(section.title) in self._seen
        self._seen.add(key(section.title))
        if inside and self._goes_on(inside.reason, section.passages):
            return inside.reason
        self._open = None
        if inside:
            return None
        if proposed is None:
            return self._by_content(section, again=again)
        own = section.passages if texts_of(section.passages) else below
        if not self._keeps(proposed, own):
            return None
        self._open = _Open(proposed, section.depth)
        return proposed

    def _by_content(self, section: Section, *, again: bool) -> str | None:
        """The kind of a section that nothing names; `again`: one of its title went before."""
        texts = texts_of(section.passages)
        if not again and is_counted(section):
            self._told = True
            return None
        listed = list_kind(texts) if self._told else None
        kind = None if is_counted(section) else surely_kind_of(texts)
        if kind == matter.TRANSCRIBER:  # a note among others does not make a story one
            kind = surely_kind_of([x for x in texts if not is_inline_note(x)] or texts)
        if kind and self._is_amid_text(section, kind) and not is_unmistakable(texts, kind):
            kind = None
        self._told = self._told or is_prose(texts)
        return listed or kind

    def _is_amid_text(self, section: Section, kind: str) -> bool:
        """Whether no place proposes matter: neither front nor end, and a title of the book's own.

        Publishers tell of their books behind the text, and not in front of it under a title.
        """
        if not section.title:
            return False
        if not self._ahead:
            return section.depth > self._top
        return self._told or kind == matter.PUBLISHER

    def _keeps(self, reason: str, passages: Sequence[Passage]) -> bool:
        """Whether passages bear out that they are matter of that kind, and not where prose begins.

        Also those without any prose: what is left then is figures, names and short lines.
        """
        if judged(reason, passages, self._titles) is None:
            return False
        told = reason == matter.NOTES and not self._marked and is_doubtful(reason, passages)
        return not (told and tells_story(texts_of(passages)))

    def _goes_on(self, reason: str, passages: Sequence[Passage]) -> bool:
        """Whether passages below another heading are still matter, and no text begins there."""
        texts = texts_of(passages)
        begins = begins_as_text(texts)
        if reason == matter.CONTENTS:
            begins = any(map(is_running, texts)) and not bears_out(reason, passages)
        elif reason != matter.IMPRINT:
            begins = False
        return self._keeps(reason, passages) and not begins

    def _is_inside(self, section: Section, open_: _Open) -> bool:
        """Whether a section stands below the heading of matter, or goes on with its divisions."""
        words = key(section.title)
        if section.depth < open_.depth:
            return False
        divides = len(words) == 1 or words in self._seen
        if not (divides or section.reason or matter.by_title(section.title)):
            divides = bool(list_kind(texts_of(section.passages), fewest=1))
        if section.depth == open_.depth or not open_.depth:  # 0 always begins a part of its own
            return divides and self._keeps(open_.reason, section.passages)
        texts = texts_of(section.passages)
        return divides or not is_counted(section) or (bool(texts) and not is_prose(texts))


def _may_be_read(section: Section) -> bool:
    """Whether a section holds running prose, and neither its title nor its words say what else."""
    texts = texts_of(section.passages)
    named = section.reason or matter.by_title(section.title)
    return not named and is_prose(texts[:_SAMPLE]) and surely_kind_of(texts) is None


def _has_markers(passage: Passage) -> bool:
    """Whether a passage refers to a note."""
    return bool(passage.notes) or any(span.reason == matter.MARKER for span in passage.left_out)


def _text_below(sections: Sequence[Section], at: int) -> list[Passage]:
    """The passages of the first section below an empty one that has any."""
    own = sections[at].depth
    if not own:
        return []
    for section in sections[at + 1 :]:
        if section.depth <= own:
            return []
        if texts_of(section.passages):
            return section.passages
    return []


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


def _divided_by_name(section: Section) -> Iterator[Section]:
    """A section, and apart from it what follows a line that names matter, and is such."""
    for at, (line, below) in enumerate(pairwise(section.passages)):
        if line.kind != "scene" and _names_matter(line, below):
            above, behind = section.passages[:at], section.passages[at + 1 :]
            lines = 0 < at <= _TITLE_LINES and all(map(may_be_title, above))
            reason = matter.TITLE_PAGE if lines and not is_counted(section) else section.reason
            yield replace(section, passages=above, reason=reason)
            named = Section(line.text, section.level, [line], behind, nesting=section.nesting)
            yield from _divided_by_name(named)
            return
    yield section


def _names_matter(line: Passage, first: Passage) -> bool:
    """Whether a line names matter, and the first thing below it is an entry of that kind."""
    if len(line.text) > _LONGEST_TITLE or matter.by_title(line.text) is None:
        return False
    if matter.by_title(line.text) == matter.ERRATA and first.text.count("\n") > 1:
        return says_of(matter.ERRATA, first.text)  # a table's row
    if matter.by_title(line.text) in _LISTED:
        return list_kind([first.text], fewest=1) in _LISTED
    return not is_running(first.text) and (is_entry(first.text) or is_reference(first.text))


def _opened_again(section: Section) -> list[Section]:
    """Matter as its title says, behind which text begins again without a heading of its own.

    `Notes` with `1) See the harbour book.`, then `The System of Lamps` and its text.
    """
    if (section.reason or matter.by_title(section.title)) is None:
        return [section]
    start = _text_from(section.passages)
    if start is None and _ends_in_label(section.passages):
        start = len(section.passages) - 1
    if start is None:
        return [section]
    head, text = section.passages[:start], section.passages[start:]
    lines = list(takewhile(may_be_title, text[:_TITLE_LINES]))
    heading = [replace(line, kind="heading") for line in lines]
    title = reduce(join_label, map(title_of, heading), "")
    rest = text[len(lines) :]
    begun = Section(title, section.level, heading, rest, nesting=section.nesting)
    return [replace(section, passages=head), begun]


def _ends_in_label(passages: Sequence[Passage]) -> bool:
    """Whether the last line is `PART II`, which heads what follows and is no note."""
    if len(passages) < 2 or passages[-1].kind == "heading" or not may_be_title(passages[-1]):
        return False
    heading = read_heading(passages[-1].spoken)
    return heading is not None and bool(heading.word)


def _text_from(passages: Sequence[Passage]) -> int | None:
    """Index at which text begins behind entries of matter; None where all of it is one."""
    entries = [i for i, p in enumerate(passages) if is_entry(p.text) or is_reference(p.text)]
    if not entries or entries[-1] + 1 >= len(passages):
        return None
    start = entries[-1] + 1
    texts = texts_of(passages[start:])
    titled = may_be_title(passages[start]) and is_prose(texts)
    words = sum(count_words(text) for text in texts if is_running(text))
    return start if titled or words >= _LONGEST_NOTE else None


def _without_title_above(found: list[Section], reason: str) -> list[Section]:
    """The sections, the last without a line at its end that says what kind of matter follows."""
    last = found[-1] if found else None
    if last is None or last.reason is not None or not last.passages:
        return found
    line = last.passages[-1]
    if line.kind == "scene" or matter.by_title(line.text) != reason:
        return found
    title = Section(line.text, last.level, [line], [], reason, nesting=last.nesting)
    return [*found[:-1], replace(last, passages=last.passages[:-1]), title]

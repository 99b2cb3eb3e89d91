"""Which sections of a manuscript are matter: their titles propose it, their content decides.

Matter takes its subheadings along (`Notes` with `Chapter 1` and `Chapter 2` below it, `Index`
with `A`, `B`, `C`) and ends where prose begins. Title pages, imprints, credits, transcribers'
notes and publishers' lists are known by what they say, wherever they stand.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise, takewhile

import regex

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.front import is_title_line, names_book, part_front
from narrate.manuscript.structure.headings import join_label, key, looks_titled, read_heading
from narrate.manuscript.structure.passages import Passage, count_words
from narrate.manuscript.structure.prose import (
    bears_out,
    is_certain,
    is_doubtful,
    is_entry,
    is_prose,
    is_reference,
    is_running,
    is_sentence,
    judged,
    kind_of,
    list_kind,
    may_be_told,
    names_publisher,
    speaks_of,
    tells_story,
    texts_of,
)
from narrate.manuscript.structure.section import Section, title_of

_LONGEST_NOTE = 150
"""Words of the longest note that goes on over several paragraphs"""
_LONGEST_MATTER = 1000
"""Characters of the longest paragraph of an imprint or the like that nothing names"""
_FEWEST_SAID = 3
"""Words of a line that says something of an imprint, and is no title such as `Copyright`"""
_LONGEST_TITLE = 100
"""Characters"""
_YEAR = regex.compile(r"\b(?:1[5-9]|20)\d\d\b|\bM[DCLXVI]{3,}\b")
_TITLE_PAGE_LINES = 6
"""Between the title of a story and its text"""
_TITLE_LINES = 3
"""That may stand one below the other above a text"""
_SENTENCE = 12
"""Words of a sentence in a heading from which on it is text, where nothing stands below it"""


@dataclass(frozen=True, slots=True)
class _Open:
    """Matter that the sections behind its heading may belong to."""

    reason: str
    depth: int


def judged_sections(sections: Sequence[Section], about: About) -> list[Section]:
    """The sections with the reasons why they are not read, cut where matter and text meet."""
    named = (part for s in _without_spoken_headings(sections) for part in _divided_by_name(s))
    sections = [part for section in named for part in _opened_again(section)]
    sections = _without_publishers(_without_imprint_titles(sections))
    judge = _Judge(sections)
    last = max((i for i, section in enumerate(sections) if section.words), default=-1)
    reasons = [judge.reason(s, _text_below(sections, i)) for i, s in enumerate(sections)]
    ends = _ends_in_matter(sections, reasons)
    found: list[Section] = []
    for i, (section, reason) in enumerate(zip(sections, reasons, strict=True)):
        if reason is None:
            first = i < last and all(above.reason for above in found)
            section = replace(section, reason=None) if texts_of(section.passages) else section
            parts = _divided(section, ends[i]) if i in ends else [section]
            found += [p for part in parts for p in _untitled(part, about, first=first)]
            continue
        found = _without_title_above(found, reason)
        found += _said_on_title_page(replace(section, reason=reason), about)
    return found


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

    def reason(self, section: Section, below: Sequence[Passage]) -> str | None:
        """Why a section is not read; `below` is the text that stands under it, if it has none."""
        proposed = section.reason or matter.by_title(section.title)
        inside = self._open if self._open and self._is_inside(section, self._open) else None
        again = key(section.title) in self._seen
        self._seen.add(key(section.title))
        if inside and self._keeps(inside.reason, section.passages):
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
        if not again and _is_counted(section):
            self._told = True
            return None
        listed = list_kind(texts) if self._told else None
        self._told = self._told or is_prose(texts)
        return listed or (None if _is_counted(section) else _surely_kind_of(texts))

    def _keeps(self, reason: str, passages: Sequence[Passage]) -> bool:
        """Whether passages bear out that they are matter of that kind, and not where prose begins.

        Also those without any prose: what is left then is figures, names and short lines.
        """
        if judged(reason, passages, self._titles) is None:
            return False
        told = reason == matter.NOTES and not self._marked and is_doubtful(reason, passages)
        return not (told and tells_story(texts_of(passages)))

    def _is_inside(self, section: Section, open_: _Open) -> bool:
        """Whether a section stands below the heading of matter, or goes on with its divisions."""
        words = key(section.title)
        if section.depth < open_.depth:
            return False
        divides = len(words) == 1 or words in self._seen
        if section.depth == open_.depth or not open_.depth:  # 0 always begins a part of its own
            return divides and self._keeps(open_.reason, section.passages)
        texts = texts_of(section.passages)
        return divides or not _is_counted(section) or (bool(texts) and not is_prose(texts))


def _has_markers(passage: Passage) -> bool:
    """Whether a passage refers to a note."""
    return bool(passage.notes) or any(span.reason == matter.MARKER for span in passage.left_out)


def _surely_kind_of(texts: Sequence[str]) -> str | None:
    """The kind of matter that texts are by what they say, unless a story may say it."""
    kind = kind_of(texts)
    return None if kind and may_be_told(texts, kind) else kind


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


def _untitled(section: Section, about: About, *, first: bool) -> list[Section]:
    """The first section that is read, without what stands below its title as on a title page.

    What is said there, an epigraph or a dedication, goes to the chapter that follows.
    """
    if not first or not _is_title_page(section, about):
        return [section]
    parts = part_front(section.passages, about, alone=False)
    said = [part for part in parts if part.reason is None]
    if len(said) == len(parts):
        return [section]
    if said and said[-1] is parts[-1] and said[-1].title:  # text goes on from here
        *parts, last = parts
        section = replace(section, passages=last.passages)
    else:
        section = replace(section, passages=[], reason=matter.TITLE_PAGE)
    apart = [Section("", section.level, [], p.passages, p.reason) for p in parts]
    return [section, *apart] if section.reason else [*apart, section]


def _said_on_title_page(section: Section, about: About) -> list[Section]:
    """Matter, and apart from it the epigraph or dedication that stands on a title page."""
    if section.reason != matter.TITLE_PAGE:
        return [section]
    parts = part_front(section.passages, about, alone=False)
    said = [part for part in parts if part.reason is None]
    if not said:
        return [section]
    others = [p for part in parts if part.reason is not None for p in part.passages]
    opens = [Section("", section.level, [], part.passages) for part in said]
    return [replace(section, passages=others), *opens]


def _is_title_page(section: Section, about: About) -> bool:
    """Whether the title is the book's, or the author's name stands right below it."""
    lines = list(takewhile(_may_be_title_line, section.passages))
    if lines and _recur(section.passages):
        return False
    named = any(is_title_line(p.spoken.strip(), about) for p in lines)
    return named or (bool(lines) and names_book(section.title, about))


def _recur(passages: Sequence[Passage]) -> bool:
    """Whether lines as those of a title page stand there twice: the names of a play's speakers."""
    counts = Counter(p.text for p in passages if _may_be_title_line(p))
    return any(count > 1 for count in counts.values())


def _may_be_title_line(passage: Passage) -> bool:
    """A short line in capitals, or with capitals where titles and names have them."""
    text = passage.text.strip()
    cased = text.upper() != text.lower()
    titled = passage.kind == "paragraph" and looks_titled(text) and read_heading(text) is None
    return titled and cased and _may_be_title(passage)


def _without_imprint_titles(sections: Sequence[Section]) -> list[Section]:
    """Text below a line of an imprint, such as `All rights reserved`, is not titled by it.

    It belongs to the title above, if that has nothing but lines of a title page below it.
    """
    found: list[Section] = []
    for section in sections:
        above = found[-1] if found else None
        if not _is_titled_by_imprint(section):
            found.append(section)
        elif above is not None and _is_bare_title(above):
            lines = [p.unread(matter.IMPRINT) for p in section.heading]
            lines = [replace(p, kind="paragraph", level=0) for p in lines]
            found[-1] = replace(above, passages=[*above.passages, *lines, *section.passages])
        else:
            found.append(replace(section, reason=matter.IMPRINT, passages=[]))
            found.append(replace(section, title="", heading=[]))
    return found


def _is_titled_by_imprint(section: Section) -> bool:
    said = len(section.title.split()) >= _FEWEST_SAID and not _is_counted(section)
    kind = speaks_of(section.title) if said and len(section.title) <= _LONGEST_TITLE else None
    if kind != matter.IMPRINT or not is_prose(texts_of(section.passages)):
        return False
    return not bears_out(kind, section.passages)


def _is_bare_title(section: Section) -> bool:
    """Whether a section is a title with nothing but a few lines below it."""
    if section.reason or not section.title or matter.by_title(section.title):
        return False
    return len(section.passages) <= _TITLE_PAGE_LINES and all(map(_is_line, section.passages))


def _is_line(passage: Passage) -> bool:
    """Whether a passage may be a line of a title page, and is neither text nor a heading."""
    if passage.kind in ("heading", "scene") or len(passage.text) > _LONGEST_TITLE:
        return False
    return not is_running(passage.text) and not is_sentence(passage.text)


def _without_publishers(sections: Sequence[Section]) -> list[Section]:
    """The sections without the lines of a title page on which a publisher stands.

    Of `by Anna Lane`, `Harbour Press` and `London 1911` below `THE LAMP` the first is read. Such
    lines have a year, or stand below several titles.
    """
    heads = [_title_page_lines(section) for section in sections]
    often = Counter(p.text for head in heads for p in head)
    return [_without_publisher(s, head, often) for s, head in zip(sections, heads, strict=True)]


def _title_page_lines(section: Section) -> list[Passage]:
    """The lines between a title and the text that begins below it."""
    lines = list(takewhile(_is_line, section.passages[: _TITLE_PAGE_LINES + 1]))
    if section.reason or not 0 < len(lines) <= _TITLE_PAGE_LINES:
        return []
    return lines if is_prose(texts_of(section.passages[len(lines) :])) else []


def _without_publisher(
    section: Section, lines: Sequence[Passage], often: Mapping[str, int]
) -> Section:
    start = next((i for i, p in enumerate(lines) if names_publisher(p.text)), len(lines))
    found = lines[start:]
    if not any(often[p.text] > 1 or _YEAR.search(p.text) for p in found):
        return section
    last = max(i for i, p in enumerate(found) if _is_of_publisher(p.text)) + 1
    unread = [p.unread(matter.IMPRINT) for p in found[:last]]
    passages = [*lines[:start], *unread, *section.passages[start + last :]]
    return replace(section, passages=passages)


def _is_of_publisher(line: str) -> bool:
    """`Harbour Press`, `1911`, `London`, `Copyright 1911`."""
    if names_publisher(line) or _YEAR.search(line) or speaks_of(line) == matter.IMPRINT:
        return True
    return len(line.split()) <= _FEWEST_SAID and looks_titled(line)


def _divided_by_name(section: Section) -> Iterator[Section]:
    """A section, and apart from it what follows a line that names matter, and is such."""
    for at, (line, below) in enumerate(pairwise(section.passages)):
        if line.kind == "paragraph" and _names_matter(line, below):
            behind = section.passages[at + 1 :]
            yield replace(section, passages=section.passages[:at])
            named = Section(line.text, section.level, [line], behind, nesting=section.nesting)
            yield from _divided_by_name(named)
            return
    yield section


def _names_matter(line: Passage, first: Passage) -> bool:
    """Whether a line names matter, and the first thing below it is an entry of that kind."""
    if len(line.text) > _LONGEST_TITLE or matter.by_title(line.text) is None:
        return False
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
    lines = list(takewhile(_may_be_title, text[:_TITLE_LINES]))
    heading = [replace(line, kind="heading") for line in lines]
    title = reduce(join_label, map(title_of, heading), "")
    rest = text[len(lines) :]
    begun = Section(title, section.level, heading, rest, nesting=section.nesting)
    return [replace(section, passages=head), begun]


def _ends_in_label(passages: Sequence[Passage]) -> bool:
    """Whether the last line is `PART II`, which heads what follows and is no note."""
    if len(passages) < 2 or passages[-1].kind == "heading" or not _may_be_title(passages[-1]):
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
    titled = _may_be_title(passages[start]) and is_prose(texts)
    words = sum(count_words(text) for text in texts if is_running(text))
    return start if titled or words >= _LONGEST_NOTE else None


def _may_be_title(passage: Passage) -> bool:
    text = passage.text.strip()
    short = 0 < len(text) <= _LONGEST_TITLE and text[-1] not in ".,;:…"
    return passage.kind in ("paragraph", "heading") and short and not is_running(text)


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


@dataclass(frozen=True, slots=True)
class _End:
    """Where matter begins that stands behind the text of a section, and what it is."""

    start: int
    kind: str
    sure: bool
    """It can be nothing else, not even a sign that somebody reads"""


def _ends_in_matter(sections: Sequence[Section], reasons: Sequence[str | None]) -> dict[int, _End]:
    """The sections that are read, at whose end stands what is matter by what it says.

    Behind the last section any matter ends the book. Behind others it is matter where it is so
    for sure, or where several sections end in its kind: `© 1962 Ann Lee` below each story. What
    stands there once may be what somebody reads: `ALL RIGHTS RESERVED`, on a door.
    """
    read = [i for i, reason in enumerate(reasons) if reason is None and sections[i].words]
    ends = {i: end for i in read if (end := _end_of(sections[i].passages)) is not None}
    kinds = Counter(end.kind for i, end in ends.items() if i != read[-1])
    return {
        i: end
        for i, end in ends.items()
        if i == read[-1] or end.sure or (kinds[end.kind] > 1 and end.kind != matter.PUBLISHER)
    }


def _end_of(passages: Sequence[Passage]) -> _End | None:
    start = _matter_from(passages)
    if start is None or passages[start - 1].text.rstrip().endswith((":", "：")):
        return None  # the text says what stands there
    texts = texts_of(passages[start:])
    kind = _surely_kind_of(texts)
    return None if kind is None else _End(start, kind, is_certain(texts, kind))


def _divided(section: Section, end: _End) -> list[Section]:
    """The section, and what stands at its end."""
    apart = section.passages[end.start :]
    rest = replace(section, passages=section.passages[: end.start])
    title = next((p.text for p in apart if p.text.strip()), "")[:60]
    return [rest, Section(title, section.level, [], apart, end.kind, nesting=section.depth)]


def _may_be_matter(text: str) -> bool:
    return len(text) <= _LONGEST_MATTER and speaks_of(text) is not None


def _matter_from(passages: Sequence[Passage]) -> int | None:
    """Index of the first passage behind the last paragraph of text; None where there is none."""
    start = len(passages)
    for i in range(len(passages) - 1, -1, -1):
        passage = passages[i]
        if passage.is_read and passage.kind != "scene":
            if is_running(passage.spoken) and not _may_be_matter(passage.spoken):
                break
            start = i
    while start < len(passages) and not speaks_of(passages[start].spoken):
        start += 1
    if start >= len(passages) or not is_prose(texts_of(passages[:start])):
        return None
    return start

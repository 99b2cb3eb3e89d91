"""Title pages inside a book: below its first title, and between the stories of a collection."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

import regex

from narrate.about import About
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.front import (
    is_title_line,
    may_be_book_title,
    names_book,
    part_front,
    split_byline,
)
from narrate.manuscript.structure.content.kinds import (
    bears_out,
    is_certain,
    is_priced,
    kind_alone,
    names_kind,
    names_publisher,
    speaks_of,
    speaks_of_itself,
)
from narrate.manuscript.structure.content.prose import (
    is_prose,
    is_running,
    is_sentence,
    texts_of,
)
from narrate.manuscript.structure.matter import is_closing
from narrate.manuscript.structure.passages import Part, Passage
from narrate.manuscript.structure.section import Section, title_of
from narrate.manuscript.structure.titles.headings import (
    key,
    looks_titled,
    read_heading,
    read_title,
    tidy,
)

_FEWEST_SAID = 3
"""Words of a line that says something of an imprint, and is no title such as `Copyright`"""
_LONGEST_TITLE = 100
"""Characters"""
_LONGEST_IMPRINT = 300
"""Characters of a paragraph of an imprint below a title"""
_YEAR = regex.compile(r"\b(?:1[5-9]|20)\d\d\b|\bM[DCLXVI]{3,}\b")
_TITLE_PAGE_LINES = 6
"""Between the title of a story and its text"""


def named_on_title_page(parts: Sequence[Part]) -> About:
    """What the title pages above the first chapter say of the book: title and author.

    The title is what stands above `by Ann Writer` or with it on a line, else the first heading,
    else the only line.
    """
    pages = _pages_in_front(parts)
    lines = [line for part in pages for line in _lines_of(part)]
    for above, line in pairwise(["", *lines]):
        title, author = split_byline(line)
        if author and may_be_book_title(title or above or "."):
            return About(tidy(title or above), author)
    titles = [title_of(p) for part in pages for p in part.heading] or lines
    return About(tidy(titles[0])) if len(titles) == 1 and _names_book(titles[0]) else About()


def _pages_in_front(parts: Sequence[Part]) -> list[Part]:
    """The title pages above the first chapter."""
    front = takewhile(lambda part: part.reason is not None, parts)
    return [part for part in front if part.reason == matter.TITLE_PAGE and not part.prose]


def _lines_of(part: Part) -> list[str]:
    """The lines of a title page; a heading is one."""
    shown = [
        title_of(p) if p.kind == "heading" else p.text for p in (*part.heading, *part.passages)
    ]
    lines = (line.strip() for text in shown for line in text.split("\n"))
    return [line for line in lines if any(map(str.isalpha, line))]


def _names_book(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and may_be_book_title(line)


def untitled(section: Section, about: About, *, first: bool) -> list[Section]:
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


def said_on_title_page(section: Section, about: About) -> list[Section]:
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
    return titled and cased and may_be_title(passage)


def without_imprint_titles(sections: Sequence[Section]) -> list[Section]:
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
    said = len(section.title.split()) >= _FEWEST_SAID and not is_counted(section)
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


def without_publishers(sections: Sequence[Section]) -> list[Section]:
    """The sections without the lines of a title page on which a publisher stands.

    Of `by Anna Lane`, `Harbour Press` and `London 1911` below `THE LAMP` the first is read. Such
    lines have a year, or stand below several titles.
    """
    sections = [_without_imprint_below_title(section) for section in sections]
    heads = [_title_page_lines(section) for section in sections]
    often = Counter(p.text for head in heads for p in head)
    return [_without_publisher(s, head, often) for s, head in zip(sections, heads, strict=True)]


def _without_imprint_below_title(section: Section) -> Section:
    """The section without what an imprint or a transcriber says between its title and its text.

    `First published 1931 by Hallam & Grey.`, and what has no year only in a run with such.
    """
    kinds = takewhile(bool, (_unread_kind(p) for p in section.passages[:_TITLE_PAGE_LINES]))
    found = list(zip(kinds, section.passages, strict=False))
    certain = any(is_certain([p.text], kind) or _YEAR.search(p.text) for kind, p in found if kind)
    texts = texts_of(section.passages[len(found) :])
    if section.reason or not certain or not is_prose(texts) or speaks_of_itself(texts[0]):
        return section
    unread = [p.unread(kind) for kind, p in found if kind]
    return replace(section, passages=[*unread, *section.passages[len(found) :]])


def _unread_kind(passage: Passage) -> str | None:
    long = len(passage.text) > _LONGEST_IMPRINT
    if passage.kind in ("heading", "scene") or long or not passage.is_read:
        return None
    kind = kind_alone(passage.text)
    return None if kind == matter.PUBLISHER else kind


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


def lines_above(passages: Sequence[Passage], start: int, about: About) -> int:
    """Index from which on the lines above an imprint belong to it: title, author, publisher.

    `THE LAMP`, `VOLUME II`, `Second Thousand`: of the second only what stands around it tells.
    """
    first = start
    for at in range(start - 1, max(start - _TITLE_PAGE_LINES, 0) - 1, -1):
        if not _is_line(passages[at]) or is_closing(passages[at].text):
            break
        text = passages[at].text.strip()
        named = matter.by_title(text) or names_kind(text) or names_publisher(text)
        named = named or (at == start - 1 and text.isupper() and is_priced(passages[start].text))
        if named or _is_of_book(text, about):
            first = at
    return first


def _is_of_book(text: str, about: About) -> bool:
    words, author = key(text), key(about.author).split()
    if words in (key(about.title), key(about.author)):
        return bool(words)
    named = words.split()  # `Lane A.`, `Lane, Anna J.`
    given = all(len(x) == 1 or x in author for x in named[1:])
    return bool(author) and named[:1] == author[-1:] and given


def is_counted(section: Section) -> bool:
    """`CHAPTER I`, `XII. The Landing`: a chapter by its number."""
    heading = read_title(section.title)
    return heading is not None and heading.number is not None


def may_be_title(passage: Passage) -> bool:
    """Whether a passage is a short line that neither is text nor goes on."""
    text = passage.text.strip()
    short = 0 < len(text) <= _LONGEST_TITLE and text[-1] not in ".,;:…"
    return passage.kind in ("paragraph", "heading") and short and not is_running(text)

"""Whether what an element holds bears out what its class, type or place says it is.

A name only proposes: `pagebreak` on a whole chapter means that it begins on a new page, and a
`caption` without a picture may be anything.
"""

from collections.abc import Callable, Iterator
from itertools import islice

import regex
from lxml import etree

from narrate.files.markup import BLOCKS, local_name, text_of
from narrate.manuscript.structure import kinds, matter
from narrate.manuscript.structure.headings import read_heading
from narrate.manuscript.structure.kinds import speaks_of
from narrate.manuscript.structure.passages import Passage, count_words
from narrate.manuscript.structure.prose import is_prose, is_running
from narrate.manuscript.words import words_of

_DATA = words_of("pages")
_PAGE_WORD = "|".join(sorted({w for words in _DATA["page_words"].values() for w in words.split()}))
_PAGE = regex.compile(
    rf"[\s\[({{|–—-]*(?:(?:{_PAGE_WORD})\b\.?\s*)?(?:\d{{1,4}}|[ivxlcdm]{{1,8}})?[a-d]?"
    r"(?:[-–/]\d{1,4})?[\s\])}|.–—-]*",
    regex.I,
)
_EXCUSES = matter.AnyOf(_DATA["excuses"])
_PICTURES = frozenset({"img", "svg", "object", "video", "table", "canvas", "image", "math"})
_HOLDERS = frozenset({"body", "html", "section", "article", "main"})
_HEADING = regex.compile(r"h[1-6]")

_READ = 4000
"""Characters of an element by which it is judged"""
_LONGEST_RUNNING_HEAD = 40
"""Characters of a page number with the running head beside it"""
_LONGEST_SIDE_NOTE = 60
"""Words"""
_LONGEST_NOTICE = 40
"""Words of running prose that a notice on a web page may have"""
_MOST_LINKED = 0.5
"""Of the characters of running prose that are links; lists of links have more"""


def bears_out(reason: str, element: etree._Element) -> bool:
    """Whether an element may be what its class says, by what stands in it and around it."""
    claim = _CLAIMS.get(reason)
    return claim is None or claim(element)


def is_excuse(element: etree._Element) -> bool:
    """Whether an element only says that something cannot be shown."""
    text = _text(element)
    return len(text.split()) < _LONGEST_SIDE_NOTE and bool(_EXCUSES.search(text))


def is_told(element: etree._Element) -> bool:
    """Whether what an element holds for programs that cannot show it is text of the book."""
    return not is_excuse(element) and is_prose(_paragraphs(element))


def _is_page_number(element: etree._Element) -> bool:
    """`[Pg 16]`, `xvi`, `THE LANDING 12`; not `Chapter 3`, not a heading, not a sentence."""
    text = " ".join(_text(element).split())
    if _PAGE.fullmatch(text):
        return True
    if len(text) > _LONGEST_RUNNING_HEAD or any(map(_is_heading, element.iter())):
        return False
    heading = read_heading(text)
    return any(map(str.isdecimal, text)) and not (heading and heading.word) and not is_running(text)


def _is_caption(element: etree._Element) -> bool:
    """Whether a picture or a table is near, or no sentence stands here."""
    return not is_prose([_text(element)]) or any(map(_has_picture, _near(element)))


def _near(element: etree._Element) -> Iterator[etree._Element]:
    """An element, those beside it, and what holds them where that is no whole section."""
    yield element
    yield from islice(element.itersiblings(preceding=True), 2)
    yield from islice(element.itersiblings(), 2)
    parent = element.getparent()
    if parent is not None and local_name(parent) not in _HOLDERS:
        yield from (e for e in (parent.getprevious(), parent.getnext()) if e is not None)


def _has_picture(element: etree._Element) -> bool:
    return any(local_name(e) in _PICTURES for e in element.iter())


def _is_note(element: etree._Element) -> bool:
    """Whether no chapter begins inside, and its class does not stand on the text of one.

    `notes` may have headings, but these are no chapters'. Long prose without a label is a note
    where something leads to it, or a type says so and not only a class.
    """
    texts = _paragraphs(element)
    long = sum(map(count_words, texts)) > _LONGEST_SIDE_NOTE and is_prose(texts)
    if long and not _is_labelled(element) and not _is_referred_to(element):
        return False
    for heading in element.iter(*(f"{{*}}h{i}" for i in range(1, 7))):
        found = read_heading(text_of(heading))
        if found and found.word and is_prose(_paragraphs(element)) and not _is_labelled(element):
            return False
    return True


def _is_referred_to(element: etree._Element) -> bool:
    """Whether a type names it a note, or a link of the page leads to it or into it."""
    names_of_types = ("{http://www.idpf.org/2007/ops}type", "epub:type", "role")
    typed = " ".join(element.get(name) or "" for name in names_of_types)
    if "note" in typed:
        return True
    names = {f"#{e.get('id')}" for e in element.iter() if e.get("id")}
    links = element.getroottree().getroot().iter("{*}a")
    return any((a.get("href") or "").endswith(tuple(names)) for a in links) if names else False


def _is_labelled(element: etree._Element) -> bool:
    """Whether half of its paragraphs begin with a number, a star or a link."""
    texts = _paragraphs(element)
    labelled = sum(text.lstrip("[( \n")[:1] in "0123456789*†‡§¶" for text in texts)
    return 2 * labelled >= len(texts)


def _is_side_note(element: etree._Element) -> bool:
    return count_words(_text(element)) <= _LONGEST_SIDE_NOTE


def _is_for_the_web(element: etree._Element) -> bool:
    """Whether it is short, or mostly links, or not in sentences."""
    texts = _paragraphs(element)
    words = sum(map(count_words, texts))
    if words <= _LONGEST_NOTICE or not is_prose(texts):
        return True
    linked = sum(len(text_of(a)) for a in element.iter("{*}a"))
    return linked > _MOST_LINKED * sum(map(len, texts))


def _is_marker(element: etree._Element) -> bool:
    return count_words(_text(element)) <= 2


def _is_transcribers(element: etree._Element) -> bool:
    said = Passage("paragraph", _text(element))
    return speaks_of(said.text) == matter.TRANSCRIBER or kinds.bears_out(matter.TRANSCRIBER, [said])


_CLAIMS: dict[str, Callable[[etree._Element], bool]] = {
    matter.PAGE: _is_page_number,
    matter.CAPTION: _is_caption,
    matter.FOOTNOTE: _is_note,
    matter.SIDE_NOTE: _is_side_note,
    matter.FURNITURE: _is_for_the_web,
    matter.MARKER: _is_marker,
    matter.TRANSCRIBER: _is_transcribers,
}


def _text(element: etree._Element) -> str:
    """The text of an element, as far as it is needed to judge it."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(piece)
        if length > _READ:
            break
    return "".join(pieces)


def _paragraphs(element: etree._Element) -> list[str]:
    """The texts of the innermost blocks in an element, as far as they are needed to judge it."""
    texts: list[str] = []
    length = 0
    for block in element.iter():
        if local_name(block) in BLOCKS and not any(local_name(e) in BLOCKS for e in block):
            texts.append(" ".join(text_of(block).split()))
            length += len(texts[-1])
        if length > _READ:
            break
    return texts or [_text(element)]


def _is_heading(element: etree._Element) -> bool:
    return bool(_HEADING.fullmatch(local_name(element)))

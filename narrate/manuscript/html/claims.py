"""Why what an element holds is not read: what says so, and whether its content bears that out.

A name only proposes: `pagebreak` on a whole chapter means that it begins on a new page, and a
`caption` without a picture may be anything.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import cast

import regex
from lxml import etree

from narrate.files.markup import BLOCKS, local_name, text_of
from narrate.manuscript.html.initials import begins_word
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content import kinds
from narrate.manuscript.structure.content.kinds import speaks_of
from narrate.manuscript.structure.content.prose import is_prose, is_running
from narrate.manuscript.structure.passages import Passage, count_words
from narrate.manuscript.structure.titles.headings import read_heading
from narrate.manuscript.words import words_of

_NOTHING: Mapping[str, str] = {}
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

_PARTLY = (
    (
        regex.compile(r"\b(?:pagenum(?:ber)?|page ?n(?:o|um|umber)|pageno|pagebreak|pb)\b"),
        matter.PAGE,
    ),
    (regex.compile(r"\b(?:fig|mso|thumb)?caption\b"), matter.CAPTION),
    (
        regex.compile(
            r"\b(?:foot|end|rear) ?note(?:s|body)?\b|\bfnote\b|\bmso(?:foot|end)notetext\b"
        ),
        matter.FOOTNOTE,
    ),
    (regex.compile(r"\bside ?note\b"), matter.SIDE_NOTE),
    (regex.compile(r"\bmso(?:header|footer)\b"), matter.RUNNING),
    (regex.compile(r"\bmsocommenttext\b"), matter.COMMENT),
    (regex.compile(r"\b(?:noteref|fnanchor|footnote ?(?:ref|anchor|link))\b"), matter.MARKER),
)
REASON_BY_NAME = {
    "figcaption": matter.CAPTION,
    "caption": matter.CAPTION,
    "rt": matter.READING_AID,
    "rp": matter.READING_AID,
    "button": matter.FURNITURE,
    "select": matter.FURNITURE,
    "textarea": matter.FURNITURE,
}
REASON_IN_PICTURE = {
    "desc": matter.ALT,
    "title": matter.ALT,
    "metadata": matter.METADATA,
}
WITH_FALLBACK = frozenset({"object", "canvas", "audio", "video", "iframe", "noscript"})
"""Elements whose content is for programs that cannot show them"""
_CALLED_LINE = regex.compile(r"\b(?:line ?n(?:o|r|um|umber|br)s?|lnum|verse ?line ?num(?:ber)?)\b")
"""Classes of the number of a line"""
_LINE = regex.compile(r"[\s\[(]*(?P<n>\d{1,4})[\s\])]*")
_EACH = 5
"""Lines of which one is numbered, or a multiple of them"""
_FURNITURE = regex.compile(
    r"\b(?:mw (?:editsection|jump link|indicators?|cite backlink|portlet|authority control)|"
    r"ws noexport|noprint|no print|nav ?box|nav ?bar|bread ?crumbs?|skip ?(?:link|nav)|"
    r"site ?(?:header|footer|nav(?:igation)?|sub)|cookie ?(?:banner|notice)|share ?buttons?|"
    r"hat ?note|cat ?links|print ?footer|sister ?site ?box|metadata|ambox|stub|"
    r"vertical ?navbox|info ?box|header ?template|rellink|dablink)\b"
)
"""Classes of MediaWiki and of web sites for what they do not print"""
_WEB_PLACE = regex.compile(
    r"(?:page |site )?(?:footer|nav(?:igation|bar)?)|site ?notice|mw (?:head|panel|navigation)"
)
"""Ids of the same"""
_MARKER = regex.compile(r"\s*[\[(]?(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,4})[\])]?\s*", regex.I)
_NOTE_TARGET = regex.compile(r"#.*?(?:note|fn|ftn|fuss|nota|edn)", regex.I)
_RUNNING = frozenset({"a", "b", "em", "i", "small", "span", "strong", "sup"})
"""Elements in which a page number stands in the middle of a sentence"""
_CALLED_PAGE = regex.compile(r"\b(?:page|pages|pg|pn|folio|pagination|seite|seitenzahl|pagina)\b")
_PAGE_PLACE = regex.compile(r"(?:page|pg|folio|seite|pagina)[-_. ]?0*(\d{1,4})", regex.I)
_LONGEST_NUMBER = 14
SEPARATORS = regex.compile(r"[-_\s]+")

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


def reason_of(element: etree._Element, name: str, own: frozenset[str], classes: str) -> str | None:
    """Why what is inside an element is not read: by its name, types, place, classes or text."""
    return (
        REASON_BY_NAME.get(name)
        or _reason_by_types(element, name, own)
        or (matter.FURNITURE if _is_for_the_web_only(element, name, classes) else None)
        or _reason_by_classes(element, name, classes)
        or (matter.PAGE if _is_called_page(element, name, classes) else None)
        or _reason_by_place(element, name)
        or (matter.MARKER if name == "a" and _is_linked_marker(element) else None)
    )


def _reason_by_place(element: etree._Element, name: str) -> str | None:
    """Why what only some programs show is not read: there is another wording for the others."""
    if name.rpartition(":")[2] == "case":
        siblings = element.itersiblings()
        defaults = (e for e in siblings if local_name(e).rpartition(":")[2] == "default")
        return matter.ALT if any(text_of(e).strip() for e in defaults) else None
    if name not in WITH_FALLBACK:
        return None
    told = is_excuse(element) if name in ("object", "canvas") else not is_told(element)
    return matter.ALT if told else None


def _reason_by_types(element: etree._Element, name: str, own: frozenset[str]) -> str | None:
    if "pagebreak" in own and bears_out(matter.PAGE, element):
        return matter.PAGE
    if "noteref" in own or "backlink" in own:
        return matter.MARKER
    noted = name in BLOCKS and matter.by_types(own) == matter.FOOTNOTE
    return matter.FOOTNOTE if noted else None


def _is_for_the_web_only(element: etree._Element, name: str, classes: str) -> bool:
    """Whether an element is the foot of a web page, or has a class of what is not printed."""
    outer = element.getparent()
    foot = name == "footer" and outer is not None and local_name(outer) == "body"
    place = SEPARATORS.sub(" ", element.get("id") or "").lower()
    proposed = foot or bool(_FURNITURE.search(classes)) or bool(_WEB_PLACE.fullmatch(place))
    return proposed and name != "body" and bears_out(matter.FURNITURE, element)


def _reason_by_classes(element: etree._Element, name: str, classes: str) -> str | None:
    if not classes.strip():
        return None
    for pattern, reason in _PARTLY:
        marking = reason != matter.MARKER or name in ("a", "sup", "span")
        if marking and pattern.search(classes) and bears_out(reason, element):
            return reason
    return None


def _is_called_page(element: etree._Element, name: str, classes: str) -> bool:
    """Whether a number in running text is called a page, or is where that page begins.

    `<span class="page">16</span>` and `<a id="page_16">[16]</a>` are, `class="page"` alone is not.
    """
    if name not in _RUNNING:
        return False
    text = text_of(element).strip()
    number = regex.sub(r"\D", "", text)
    if not number or len(text) > _LONGEST_NUMBER or not bears_out(matter.PAGE, element):
        return False
    places = (element.get("id") or "", element.get("name") or "")
    placed = any((m := _PAGE_PLACE.fullmatch(place)) and m[1] == number for place in places)
    return placed or bool(_CALLED_PAGE.search(classes))


def _is_linked_marker(element: etree._Element) -> bool:
    """Whether a link is short and leads to a note."""
    text = text_of(element)
    return len(text) <= 12 and bool(_MARKER.fullmatch(text)) and _links_to_note(element, text)


def _links_to_note(element: etree._Element, text: str) -> bool:
    """Whether a link with a marker's text is raised, in brackets or leads to what is a note."""
    raised = any(local_name(e) == "sup" for e in (*element.iterancestors("{*}sup"), *element))
    bracketed = text.strip()[:1] in "[(*†‡"
    target = element.get("href") or ""
    return "#" in target and (raised or bracketed or bool(_NOTE_TARGET.search(target)))


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


def is_hidden(element: etree._Element, declared: Mapping[str, str] = _NOTHING) -> bool:
    """Whether the page does not show the element, or keeps it from being read aloud.

    A letter that belongs to a word is no ornament, whatever the page says.
    """
    hides = (
        element.get("hidden") is not None
        or declared.get("display") == "none"
        or declared.get("visibility") == "hidden"
        or declared.get("mso-hide") == "all"
    )
    if not hides and (element.get("aria-hidden") or "").strip().lower() == "true":
        hides = not begins_word(element)
    return hides


def is_line_number(
    element: etree._Element, classes: str, declared: Mapping[str, str] = _NOTHING
) -> bool:
    """Whether a number is that of a line: its class says so, or it is set aside and counts fives.

    `10` between `5` and `15` is, if all are at the right; `2` between `1` and `3` is a paragraph's.
    """
    aside = declared.get("float") in ("left", "right") or declared.get("position") == "absolute"
    called = bool(classes) and _CALLED_LINE.search(classes) is not None
    if not (aside or called):
        return False
    found = _LINE.fullmatch(text_of(element))
    return found is not None and (called or _counts_fives(element, int(found["n"])))


def _counts_fives(element: etree._Element, value: int) -> bool:
    """Whether the nearest elements that are set alike hold numbers that many above and below."""
    name = "class" if element.get("class") else "style"
    steps: list[int] = []
    for axis, way in (("preceding", -1), ("following", 1)):
        alike = element.xpath(f"{axis}::*[@{name}=$set][1]", set=element.get(name) or "")
        for other in cast("list[etree._Element]", alike):
            found = _LINE.fullmatch(text_of(other))
            steps.append(way * (int(found["n"]) - value) if found else 0)
    return bool(steps) and all(step > 0 and not step % _EACH for step in (*steps, value))


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

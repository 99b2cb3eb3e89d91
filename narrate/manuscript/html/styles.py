"""What an HTML element means: from its name, `epub:type`, role and class."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from lxml import etree

from narrate.book import BlockKind
from narrate.files.markup import BLOCKS, local_name, text_of
from narrate.manuscript.html.claims import bears_out, is_excuse, is_told
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import SPEAKER, STAGE

_NOTHING: Mapping[str, str] = {}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_EPUB_TYPE = ("{http://www.idpf.org/2007/ops}type", "epub:type")

_HEADING = re.compile(r"h[1-6]")
_HEADING_TYPES = frozenset({"title", "subtitle", "ordinal", "label", "fulltitle", "z3998:ordinal"})

_VERSE = re.compile(
    r"\b(?:poem|poetry|verse|stanza|linegroup|lyrics?|song|hymn|z3998:(?:poem|verse|song|hymn))\b"
)
_QUOTE = re.compile(r"\b(?:letter|blockquote?|quote|extract|epigraph|z3998:letter)\b")
_TITLED = re.compile(
    r"\b(?:chapter|chap|part|section|book|story)(?:title|head(?:ing|er)?|num(?:ber)?|name|no)\b|"
    r"\b(?:chapter|chap|part|section|book|story) (?:title|head(?:ing|er)?|num(?:ber)?|name|no)\b"
)
_PARTLY = (
    (re.compile(r"\b(?:pagenum(?:ber)?|page ?n(?:o|um|umber)|pageno|pagebreak|pb)\b"), matter.PAGE),
    (re.compile(r"\b(?:fig|mso|thumb)?caption\b"), matter.CAPTION),
    (
        re.compile(r"\b(?:foot|end|rear) ?note(?:s|body)?\b|\bfnote\b|\bmso(?:foot|end)notetext\b"),
        matter.FOOTNOTE,
    ),
    (re.compile(r"\bside ?note\b"), matter.SIDE_NOTE),
    (re.compile(r"\bmso(?:header|footer)\b"), matter.RUNNING),
    (re.compile(r"\bmsocommenttext\b"), matter.COMMENT),
    (re.compile(r"\b(?:noteref|fnanchor|footnote ?(?:ref|anchor|link))\b"), matter.MARKER),
)
_REASON_BY_NAME = {
    "figcaption": matter.CAPTION,
    "caption": matter.CAPTION,
    "rt": matter.READING_AID,
    "rp": matter.READING_AID,
    "button": matter.FURNITURE,
    "select": matter.FURNITURE,
    "textarea": matter.FURNITURE,
}
_REASON_IN_PICTURE = {
    "desc": matter.ALT,
    "title": matter.ALT,
    "metadata": matter.METADATA,
}
PARAGRAPHS = BLOCKS | {"text", "foreignobject", "title", "desc", "metadata"}
"""Elements that begin and end a paragraph, those of SVG among them"""
BULLET = "list bullet"
"""Why a sign before the item of a list is in no passage"""
_WITH_FALLBACK = frozenset({"object", "canvas", "audio", "video", "iframe", "noscript"})
"""Elements whose content is for programs that cannot show them"""
PICTURE = "x-picture"
"""Type of what is text inside a picture"""
_IN_PLAYS = {
    "z3998:stage-direction": STAGE,
    "z3998:persona": SPEAKER,
    "stage": STAGE,
    "speaker": SPEAKER,
}
"""Types and names of elements (TEI) that say what something is in a play"""
_FURNITURE = re.compile(
    r"\b(?:mw (?:editsection|jump link|indicators?|cite backlink|portlet|authority control)|"
    r"ws noexport|noprint|no print|nav ?box|nav ?bar|bread ?crumbs?|skip ?(?:link|nav)|"
    r"site ?(?:header|footer|nav(?:igation)?|sub)|cookie ?(?:banner|notice)|share ?buttons?|"
    r"hat ?note|cat ?links|print ?footer|sister ?site ?box|metadata|ambox|stub|"
    r"vertical ?navbox|info ?box|header ?template|rellink|dablink)\b"
)
"""Classes of MediaWiki and of web sites for what they do not print"""
_WEB_PLACE = re.compile(
    r"(?:page |site )?(?:footer|nav(?:igation|bar)?)|mw (?:head|panel|navigation)"
)
"""Ids of the same"""
_WHOLLY = (
    (re.compile(r"\b(?:t ?notes?|trans ?notes?|transcribers? ?notes?)\b"), "x-transcriber"),
    (re.compile(r"\bpg ?(?:boilerplate|header|footer|machine header)\b"), "x-gutenberg"),
    (
        re.compile(
            r"\b(?:stage(?: ?dir(?:ection)?s?)?|didascalies?|acotaci[oó]n(?:es)?|"
            r"(?:regie|bühnen)anweisung(?:en)?)\b"
        ),
        STAGE,
    ),
    (re.compile(r"\b(?:speaker|persona|personaje|personnage|sprecher)\b"), SPEAKER),
)
NOTE_TYPES = frozenset({"footnote", "endnote", "rearnote", "note", "biblioentry"})
"""Types of a single note"""
_WORDS_NOTES = re.compile(r"((?:foot|end)note)(-list)?")
"""How Word marks a note, and the list of them"""
_WORDS_NUMBER = re.compile(r"\W*\w{1,8}[.)]\W*")
"""The number that Word writes before the item of a list; anything else is a bullet"""
_SEPARATORS = re.compile(r"[-_\s]+")
_MARKER = re.compile(r"\s*[\[(]?(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,4})[\])]?\s*", re.I)
_NOTE_TARGET = re.compile(r"#.*?(?:note|fn|ftn|fuss|nota|edn)", re.I)
_RUNNING = frozenset({"a", "b", "em", "i", "small", "span", "strong", "sup"})
"""Elements in which a page number stands in the middle of a sentence"""
_CALLED_PAGE = re.compile(r"\b(?:page|pages|pg|pn|folio|pagination|seite|seitenzahl|pagina)\b")
_PAGE_PLACE = re.compile(r"(?:page|pg|folio|seite|pagina)[-_. ]?0*(\d{1,4})", re.I)
_LONGEST_NUMBER = 14
_UNKNOWN_IN = frozenset({"body", "div", "section", "article", "main"})
"""Elements in which an unknown one may be a paragraph"""
_INLINE = (
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font hr i img ins kbd label "
    "mark q rb rp rt ruby s samp small span strike strong sub sup td th time tt u var wbr svg math "
    "object audio video canvas iframe noscript picture map select textarea template col colgroup"
)
_SHIFTS: dict[str, Literal["", "up", "down"]] = {
    **dict.fromkeys(("sup", "super", "superscript"), "up"),
    **dict.fromkeys(("sub", "subscript"), "down"),
}
_KNOWN = BLOCKS | frozenset(_INLINE.split())
_PLAIN = (_KNOWN - {"a", "sup", "header", "hgroup", "footer", "nav", "svg"}) - _WITH_FALLBACK
"""Names of elements that without attributes are judged by nothing else"""


@dataclass(frozen=True, slots=True)
class ElementStyle:
    """What holds inside an element; children inherit it."""

    kind: BlockKind = "paragraph"
    level: int = 0
    types: frozenset[str] = frozenset()
    reason: str | None = None
    linked: bool = False
    preformatted: bool = False
    in_header: bool = False
    language: str = ""
    """Other than that of the page"""
    shifted: Literal["", "up", "down"] = ""
    apart: bool = False
    """In bold type, or marked as the name of a speaker"""
    """Whether it is raised or lowered, and part of the text"""
    said: bool = False
    """Its words are said already: it is inside a formula"""


def style_of(
    element: etree._Element, outer: ElementStyle, declared: Mapping[str, str] = _NOTHING
) -> ElementStyle:
    """The style inside an element, given the one around it and what style sheets declare."""
    name = local_name(element)
    if not declared and not element.attrib and name in _PLAIN:
        return _style_of_plain(name, outer)
    own = types_of(element)
    if declared or name == "svg":
        own |= _types_by_style(name, declared)
    classes = _SEPARATORS.sub(" ", element.get("class") or "").lower()
    style = replace(outer, types=outer.types | own) if own else outer
    if is_block(element, name, outer):
        style = _block_style(element, own, classes, style)
    reason = _reason(element, name, own, classes)
    if PICTURE in style.types:
        reason = reason or _REASON_IN_PICTURE.get(name)
    if declared.get("mso-list") == "ignore" and not _WORDS_NUMBER.fullmatch(text_of(element)):
        reason = BULLET
    if reason:
        style = replace(style, reason=style.reason or reason)
    if name == "a" and is_inner_link(element):
        style = replace(style, linked=True)
    if language := element.get("lang") or element.get(LANG):
        style = replace(style, language=language)
    return style


@lru_cache(maxsize=512)
def _style_of_plain(name: str, outer: ElementStyle) -> ElementStyle:
    """The style inside an element of which only its name tells anything."""
    style = outer
    if name in PARAGRAPHS:
        style = _style_of_heading(name, style) or _text_style(name, frozenset(), "", style)
    reason = _REASON_BY_NAME.get(name)
    return replace(style, reason=style.reason or reason) if reason else style


def _types_by_style(name: str, declared: Mapping[str, str]) -> frozenset[str]:
    """Types that follow from how an element is set, or from what Word writes into its style."""
    types = set()
    if name == "svg":
        types.add(PICTURE)
    if found := _WORDS_NOTES.fullmatch(declared.get("mso-element", "")):
        types.add(f"{found[1]}s" if found[2] else found[1])
    return frozenset(types)


def is_block(element: etree._Element, name: str, outer: ElementStyle) -> bool:
    """Whether an element begins and ends a paragraph.

    One that HTML does not know does where it stands as paragraphs do, with no text beside it:
    `<para>One.</para><para>Two.</para>` are two.
    """
    if name in PARAGRAPHS or name in _KNOWN:
        return name in PARAGRAPHS
    parent = element.getparent()
    if parent is None or PICTURE in outer.types:
        return False
    within = local_name(parent)
    if within in _KNOWN and within not in _UNKNOWN_IN:
        return False
    previous = element.getprevious()
    beside = (parent.text if previous is None else previous.tail, element.tail)
    return not any(text and not text.isspace() for text in beside)


def types_of(element: etree._Element) -> frozenset[str]:
    """`epub:type` and role of an element, lower case, without `doc-`; `nav` for that element."""
    values = " ".join(element.get(name) or "" for name in (*_EPUB_TYPE, "role", "data-type"))
    types = {token.removeprefix("doc-") for token in values.lower().split()}
    name = local_name(element)
    if name == "nav":
        types.add("toc")
    types |= {_IN_PLAYS[kind] for kind in (*types, name) if kind in _IN_PLAYS}
    marked = _SEPARATORS.sub(" ", f"{element.get('class', '')} {element.get('id', '')}").lower()
    if marked.strip():
        types |= {added for pattern, added in _WHOLLY if pattern.search(marked)}
    if "x-transcriber" in types and not bears_out(matter.TRANSCRIBER, element):
        types.discard("x-transcriber")
    if "msotoc" in marked:
        types.add("toc")
    return frozenset(types)


def shift_of(
    element: etree._Element, declared: Mapping[str, str] = _NOTHING
) -> Literal["", "up", "down"]:
    """Whether an element raises or lowers its text, by its name, style sheets or class."""
    name = local_name(element)
    if name in ("sup", "sub"):
        return "up" if name == "sup" else "down"
    if name not in ("span", "i", "em", "small"):
        return ""
    return _SHIFTS.get(declared.get("vertical-align", "").strip().lower()) or _SHIFTS.get(
        (element.get("class") or "").lower(), ""
    )


def is_inner_link(element: etree._Element) -> bool:
    """Whether an `<a>` leads to a place in the book."""
    href = element.get("href") or ""
    return bool(href) and "://" not in href and not href.startswith(("mailto:", "javascript:"))


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
        hides = not _is_part_of_word(element)
    return hides


def _is_part_of_word(element: etree._Element) -> bool:
    """Whether an element holds the first letters of a word that goes on behind it: `O`nce.

    Not where all of the word stands there for whoever hears the page: `O`, `Once`.
    """
    text, behind = text_of(element).strip(), element.tail or ""
    following = element.getnext()
    if local_name(element) in PARAGRAPHS:
        return False
    if not behind and following is not None:
        behind = text_of(following)
    parent = element.getparent()
    labelled = parent is not None and parent.get("aria-label") is not None
    said = behind.casefold().startswith(text.casefold())
    return text[-1:].isalpha() and behind[:1].isalpha() and not labelled and not said


def _block_style(
    element: etree._Element, own: frozenset[str], classes: str, style: ElementStyle
) -> ElementStyle:
    name = local_name(element)
    if heading := _style_of_heading(name, style):
        return heading
    if name in ("hgroup", "header"):
        return replace(style, in_header=True, level=_level_inside(element))
    grouped = style.in_header and bool(own & _HEADING_TYPES)
    if grouped or _is_titled(element, name, classes):
        return replace(style, kind="heading", level=(style.level or 2) + 1)
    return _text_style(name, own, classes, style)


def _style_of_heading(name: str, style: ElementStyle) -> ElementStyle | None:
    """The style inside `h1` to `h6`."""
    if _HEADING.fullmatch(name):
        return replace(style, kind="heading", level=int(name[1]))
    return None


def _text_style(name: str, own: frozenset[str], classes: str, style: ElementStyle) -> ElementStyle:
    """The style of a block that is no heading: verse, a quotation, or as what is around it."""
    if name == "pre":
        return replace(style, kind="verse", preformatted=True)
    marks = " ".join((*own, classes))
    if _VERSE.search(marks):
        return replace(style, kind="verse")
    quoted = name == "blockquote" or bool(_QUOTE.search(marks))
    return replace(style, kind="quote") if quoted and style.kind == "paragraph" else style


def _level_inside(element: etree._Element) -> int:
    """Level of the first heading in a group; 2 if there is none."""
    names = (local_name(e) for e in element.iter() if isinstance(e.tag, str))
    return next((int(name[1]) for name in names if _HEADING.fullmatch(name)), 2)


def _is_titled(element: etree._Element, name: str, classes: str) -> bool:
    """Whether a paragraph is a heading by its class: `chapter-title`, `chapnum`."""
    if name not in ("p", "div") or not _TITLED.search(classes):
        return False
    return not any(local_name(child) in BLOCKS for child in element)


def _reason(element: etree._Element, name: str, own: frozenset[str], classes: str) -> str | None:
    """Why what is inside an element is not read: by its name, types, place, classes or text."""
    return (
        _REASON_BY_NAME.get(name)
        or _reason_by_types(element, name, own)
        or (matter.FURNITURE if _is_for_the_web_only(element, name, classes) else None)
        or _reason_by_classes(element, name, classes)
        or (matter.PAGE if _is_page_number(element, name, classes) else None)
        or _reason_by_place(element, name)
        or (matter.MARKER if name == "a" and _is_marker(element) else None)
    )


def _reason_by_place(element: etree._Element, name: str) -> str | None:
    """Why what only some programs show is not read: there is another wording for the others."""
    if name.rpartition(":")[2] == "case":
        siblings = element.itersiblings()
        defaults = (e for e in siblings if local_name(e).rpartition(":")[2] == "default")
        return matter.ALT if any(text_of(e).strip() for e in defaults) else None
    if name not in _WITH_FALLBACK:
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
    place = _SEPARATORS.sub(" ", element.get("id") or "").lower()
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


def _is_page_number(element: etree._Element, name: str, classes: str) -> bool:
    """Whether a number in running text is called a page, or is where that page begins.

    `<span class="page">16</span>` and `<a id="page_16">[16]</a>` are, `class="page"` alone is not.
    """
    if name not in _RUNNING:
        return False
    text = text_of(element).strip()
    number = re.sub(r"\D", "", text)
    if not number or len(text) > _LONGEST_NUMBER or not bears_out(matter.PAGE, element):
        return False
    places = (element.get("id") or "", element.get("name") or "")
    placed = any((m := _PAGE_PLACE.fullmatch(place)) and m[1] == number for place in places)
    return placed or bool(_CALLED_PAGE.search(classes))


def _is_marker(element: etree._Element) -> bool:
    """Whether a link is short and leads to a note."""
    text = text_of(element)
    return len(text) <= 12 and bool(_MARKER.fullmatch(text)) and _links_to_note(element, text)


def _links_to_note(element: etree._Element, text: str) -> bool:
    """Whether a link with a marker's text is raised, in brackets or leads to what is a note."""
    raised = any(local_name(e) == "sup" for e in (*element.iterancestors("{*}sup"), *element))
    bracketed = text.strip()[:1] in "[(*†‡"
    target = element.get("href") or ""
    return "#" in target and (raised or bracketed or bool(_NOTE_TARGET.search(target)))

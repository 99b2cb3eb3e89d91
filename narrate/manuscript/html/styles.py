"""What an HTML element means: from its name, `epub:type`, role and class."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from lxml import etree

from narrate.book import BlockKind
from narrate.files.markup import BLOCKS, local_name, text_of
from narrate.manuscript.html.claims import (
    REASON_BY_NAME,
    REASON_IN_PICTURE,
    SEPARATORS,
    WITH_FALLBACK,
    bears_out,
    is_line_number,
    reason_of,
)
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import SPEAKER, STAGE

_NOTHING: Mapping[str, str] = {}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REMARK = "note"
"""ARIA's role of a remark in the text; that of a footnote is `doc-footnote`"""
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
PARAGRAPHS = BLOCKS | {"text", "foreignobject", "title", "desc", "metadata"}
"""Elements that begin and end a paragraph, those of SVG among them"""
BULLET = "list bullet"
"""Why a sign before the item of a list is in no passage"""
PICTURE = "x-picture"
"""Type of what is text inside a picture"""
_IN_PLAYS = {
    "z3998:stage-direction": STAGE,
    "z3998:persona": SPEAKER,
    "stage": STAGE,
    "speaker": SPEAKER,
}
"""Types and names of elements (TEI) that say what something is in a play"""
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
_PLAIN = (_KNOWN - {"a", "sup", "header", "hgroup", "footer", "nav", "svg"}) - WITH_FALLBACK
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
    highlighted: bool = False
    """Marked in colour (`mark`)"""
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
    own = types_of(element) | _types_by_style(name, declared)
    classes = SEPARATORS.sub(" ", element.get("class") or "").lower()
    style = replace(outer, types=outer.types | own) if own else outer
    if is_block(element, name, outer):
        style = _block_style(element, own, classes, style)
    reason = reason_of(element, name, own, classes)
    if PICTURE in style.types:
        reason = reason or REASON_IN_PICTURE.get(name)
    if _is_bullet(element, declared):
        reason = BULLET
    elif is_line_number(element, classes, declared):
        reason = reason or matter.LINE
    return _inside(element, name, style, reason)


def _is_bullet(element: etree._Element, declared: Mapping[str, str]) -> bool:
    """Whether Word writes a sign here that stands before the item of a list."""
    ignored = declared.get("mso-list") == "ignore"
    return ignored and not _WORDS_NUMBER.fullmatch(text_of(element))


def _inside(
    element: etree._Element, name: str, style: ElementStyle, reason: str | None
) -> ElementStyle:
    """A style with why it is not read, where it leads, and its language."""
    if reason and not style.reason:
        style = replace(style, reason=reason)
    if name == "a" and _is_inner_link(element):
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
    reason = REASON_BY_NAME.get(name)
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
    values = " ".join(element.get(name) or "" for name in (*_EPUB_TYPE, "data-type"))
    roles = (role for role in (element.get("role") or "").lower().split() if role != _REMARK)
    types = {token.removeprefix("doc-") for token in (*values.lower().split(), *roles)}
    name = local_name(element)
    if name == "nav":
        types.add("toc")
    types |= {_IN_PLAYS[kind] for kind in (*types, name) if kind in _IN_PLAYS}
    return frozenset(types | _types_by_class(element))


def _types_by_class(element: etree._Element) -> set[str]:
    """Types that an element's classes or its id give it."""
    marked = SEPARATORS.sub(" ", f"{element.get('class', '')} {element.get('id', '')}").lower()
    if not marked.strip():
        return set()
    types = {added for pattern, added in _WHOLLY if pattern.search(marked)}
    if "x-transcriber" in types and not bears_out(matter.TRANSCRIBER, element):
        types.discard("x-transcriber")
    return types | {"toc"} if "msotoc" in marked else types


def _is_inner_link(element: etree._Element) -> bool:
    """Whether an `<a>` leads to a place in the book."""
    href = element.get("href") or ""
    return bool(href) and "://" not in href and not href.startswith(("mailto:", "javascript:"))


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

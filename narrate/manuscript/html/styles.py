"""What an HTML element means: from its name, `epub:type`, role and class."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from narrate.book import BlockKind
from narrate.files.markup import BLOCKS, local_name, text_of
from narrate.manuscript.structure import matter

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
    (re.compile(r"\b(?:fig)?caption\b"), matter.CAPTION),
    (re.compile(r"\b(?:foot|end|rear) ?note(?:s|body)?\b|\bfnote\b"), matter.FOOTNOTE),
    (re.compile(r"\bside ?note\b"), matter.SIDE_NOTE),
    (re.compile(r"\b(?:noteref|fnanchor|footnote ?(?:ref|anchor|link))\b"), matter.MARKER),
)
_REASON_BY_NAME = {
    "figcaption": matter.CAPTION,
    "caption": matter.CAPTION,
    "rt": matter.READING_AID,
    "rp": matter.READING_AID,
}
_FURNITURE = re.compile(
    r"\b(?:mw editsection|ws noexport|noprint|no print|nav ?box|bread ?crumbs?|skip ?(?:link|nav)|"
    r"site (?:header|footer|nav(?:igation)?)|cookie ?(?:banner|notice)|share ?buttons?)\b"
)
"""Classes of MediaWiki and of web sites for what they do not print"""
_WHOLLY = (
    (re.compile(r"\b(?:t ?notes?|trans ?notes?|transcribers? ?notes?)\b"), "x-transcriber"),
    (re.compile(r"\bpg ?(?:boilerplate|header|footer|machine header)\b"), "x-gutenberg"),
)
NOTE_TYPES = frozenset({"footnote", "endnote", "rearnote", "note", "biblioentry"})
"""Types of a single note"""
_SEPARATORS = re.compile(r"[-_\s]+")
_MARKER = re.compile(r"\s*[\[(]?(?:\d{1,4}|[a-z]|[ivxlc]{1,6}|[*†‡§¶]{1,4})[\])]?\s*", re.I)
_NOTE_TARGET = re.compile(r"#.*?(?:note|fn|ftn|fuss|nota|edn)", re.I)
_SHIFTS: tuple[tuple[re.Pattern[str], Literal["up", "down"]], ...] = (
    (re.compile(r"vertical-align\s*:\s*super|class (?:sup|super|superscript)", re.I), "up"),
    (re.compile(r"vertical-align\s*:\s*sub\b|class (?:sub|subscript)", re.I), "down"),
)
_UNSEEN = re.compile(r"display\s*:\s*none", re.I)


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
    shifted: Literal["", "up", "down"] = ""
    """Whether it is raised or lowered, and part of the text"""


def style_of(element: etree._Element, outer: ElementStyle) -> ElementStyle:
    """The style inside an element, given the one around it."""
    name = local_name(element)
    own = types_of(element)
    classes = _SEPARATORS.sub(" ", element.get("class") or "").lower()
    style = replace(outer, types=outer.types | own) if own else outer
    if name in BLOCKS:
        style = _block_style(element, own, classes, style)
    if reason := _reason(element, name, own, classes):
        style = replace(style, reason=style.reason or reason)
    if name == "a" and is_inner_link(element):
        style = replace(style, linked=True)
    return style


def types_of(element: etree._Element) -> frozenset[str]:
    """`epub:type` and role of an element, lower case, without `doc-`; `nav` for that element."""
    values = " ".join(element.get(name) or "" for name in (*_EPUB_TYPE, "role", "data-type"))
    types = {token.removeprefix("doc-") for token in values.lower().split()}
    if local_name(element) == "nav":
        types.add("toc")
    marked = _SEPARATORS.sub(" ", f"{element.get('class', '')} {element.get('id', '')}").lower()
    if marked.strip():
        types |= {added for pattern, added in _WHOLLY if pattern.search(marked)}
    return frozenset(types)


def shift_of(element: etree._Element) -> Literal["", "up", "down"]:
    """Whether an element raises or lowers its text."""
    name = local_name(element)
    if name in ("sup", "sub"):
        return "up" if name == "sup" else "down"
    if name in ("span", "i", "em", "small"):
        for setting, shift in _SHIFTS:
            if setting.search(element.get("style") or "") or setting.fullmatch(
                f"class {(element.get('class') or '').lower()}"
            ):
                return shift
    return ""


def is_inner_link(element: etree._Element) -> bool:
    """Whether an `<a>` leads to a place in the book."""
    href = element.get("href") or ""
    return bool(href) and "://" not in href and not href.startswith(("mailto:", "javascript:"))


def is_hidden(element: etree._Element) -> bool:
    """Whether the page does not show the element."""
    return element.get("hidden") is not None or bool(_UNSEEN.search(element.get("style") or ""))


def _block_style(
    element: etree._Element, own: frozenset[str], classes: str, style: ElementStyle
) -> ElementStyle:
    name = local_name(element)
    if _HEADING.fullmatch(name):
        return replace(style, kind="heading", level=int(name[1]))
    if name in ("hgroup", "header"):
        return replace(style, in_header=True, level=_level_inside(element))
    grouped = style.in_header and bool(own & _HEADING_TYPES)
    if grouped or _is_titled(element, name, classes):
        return replace(style, kind="heading", level=(style.level or 2) + 1)
    return _text_style(name, own, classes, style)


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
        or _reason_by_types(name, own)
        or (matter.FURNITURE if _is_for_the_web_only(element, name, classes) else None)
        or _reason_by_classes(name, classes)
        or (matter.MARKER if name == "a" and _is_marker(element) else None)
    )


def _reason_by_types(name: str, own: frozenset[str]) -> str | None:
    if "pagebreak" in own:
        return matter.PAGE
    if "noteref" in own or "backlink" in own:
        return matter.MARKER
    noted = name in BLOCKS and matter.by_types(own) == matter.FOOTNOTE
    return matter.FOOTNOTE if noted else None


def _is_for_the_web_only(element: etree._Element, name: str, classes: str) -> bool:
    """Whether an element is the foot of a web page, or has a class of what is not printed."""
    outer = element.getparent()
    if name == "footer" and outer is not None and local_name(outer) == "body":
        return True
    return bool(_FURNITURE.search(classes))


def _reason_by_classes(name: str, classes: str) -> str | None:
    if not classes.strip():
        return None
    for pattern, reason in _PARTLY:
        marking = reason != matter.MARKER or name in ("a", "sup", "span")
        if marking and pattern.search(classes):
            return reason
    return None


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

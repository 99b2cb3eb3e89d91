"""Formulas on pages, and what is raised or lowered in their text."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import regex
from lxml import etree

from narrate.files.markup import local_name, text_of
from narrate.manuscript.formulas.saying import (
    SaidFormula,
    said_alternative,
    said_latex,
    said_mathml,
)
from narrate.manuscript.html.running import RunningText
from narrate.manuscript.html.styles import LANG, ElementStyle, shift_of
from narrate.manuscript.structure.matter import MARKER
from narrate.manuscript.structure.raised import judge, lowered, raise_text

_MATHS = regex.compile(r"\b(?:math|tex|latex|formula|equation|mwe-math\S*)\b", regex.I)
_TEX = regex.compile(r"\\(?:frac|displaystyle|sqrt|sum|int|mathrm|alpha|beta|pi|times|left)\b")
_DELIMITED = regex.compile(r"\s*(?:\\\((.+)\\\)|\\\[(.+)\\\]|\$\$?(.+?)\$\$?)\s*", regex.S)
_COPY = regex.compile(r"\b(?:katex-html|mathjax_preview)\b", regex.I)
"""Classes of what shows once more the formula that stands beside it"""


def said_formula(element: etree._Element, language: str) -> SaidFormula | None:
    """What is said of an element that is a formula as a whole; None for any other.

    In the language of what is around it, else in the one given.
    """
    name = local_name(element)
    if name == "math":
        return said_mathml(element, language_at(element) or language)
    if name == "img":
        alt = element.get("alt") or ""
        marked = element.get("role") == "math" or _MATHS.search(element.get("class") or "")
        if alt and (marked or _TEX.search(alt)):
            return said_alternative(alt, language_at(element) or language)
    if name in ("span", "div") and (classes := element.get("class")):
        return _said_span(element, classes, language)
    return None


def _said_span(element: etree._Element, classes: str, language: str) -> SaidFormula | None:
    """A formula that a page's program would draw, or what such a program has drawn."""
    if _COPY.search(classes):
        return SaidFormula("", understood=True)
    if not _MATHS.search(classes) or len(element):
        return None
    found = _DELIMITED.fullmatch(text_of(element))
    written = next(filter(None, found.groups()), "") if found else ""
    return said_latex(written, language_at(element) or language) if written else None


def language_at(element: etree._Element) -> str:
    """The language that an element is in, as far as it or one around it says so."""
    declared = (e.get("lang") or e.get(LANG) for e in (element, *element.iterancestors()))
    return next(filter(None, declared), "")


def language_of_page(body: etree._Element) -> str | None:
    """The language that the body or what is around it declares, else most of the text in it."""
    if declared := language_at(body):
        return declared
    found: Counter[str] = Counter()
    for element in cast("list[etree._Element]", body.xpath(".//*[@lang or @xml:lang]")):
        parent = element.getparent()
        if parent is None or not language_at(parent):
            found[language_at(element)] += len("".join(text_of(element).split()))
    if not found:
        return None
    language, letters = max(found.items(), key=lambda pair: pair[1])
    return language if 2 * letters > len("".join(text_of(body).split())) else None


def shifted(
    element: etree._Element,
    style: ElementStyle,
    declared: Mapping[str, str],
    running: RunningText,
) -> ElementStyle:
    """The style inside an element that may be raised or lowered, behind the running text.

    A marker of a note is left out; one that is a link, or has one in it, is judged as such.
    """
    shift = (
        shift_of(element, declared) if not (style.reason or style.linked or style.shifted) else ""
    )
    if not shift or any(local_name(inner) == "a" for inner in element.iter()):
        return style
    if shift == "up":
        mark, before = text_of(element).strip(), running.tail
        verdict = judge(mark, before, _after(element))
        label = verdict == "plain" and not before.strip() and mark.isdecimal()
        if verdict == "note" or label:
            return replace(style, reason=MARKER)
        if verdict == "plain":
            return style
    return replace(style, shifted=shift)


def as_shifted(text: str, style: ElementStyle, before: str) -> str:
    """Text of a style as the canonical text has it."""
    if style.shifted == "up":
        return raise_text(text, before)
    return lowered(text, before) if style.shifted else text


def _after(element: etree._Element) -> str:
    """The text right behind an element, as far as it lies in the same parent."""
    following = element.getnext()
    tail = element.tail or ""
    if len(tail) < 3 and following is not None and local_name(following):
        return tail + text_of(following)[:20] + (following.tail or "")
    return tail

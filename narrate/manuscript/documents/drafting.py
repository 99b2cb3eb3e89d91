"""From the paragraphs of a document to the draft of a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import regex

from narrate.manuscript import gutenberg, matter, notes
from narrate.manuscript.documents.laying import lay, with_scenes
from narrate.manuscript.documents.looks import with_headings
from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.fields import Framed, take_fields
from narrate.manuscript.front import find_author, split_byline
from narrate.manuscript.outline import cut
from narrate.manuscript.passages import About, Draft, Part, Passage
from narrate.manuscript.section import title_of
from narrate.manuscript.text import named_after

_FRONT = 6
"""Passages among which the author is looked for"""
_SAMPLE = 200
"""Passages whose script is looked at"""
_SCRIPTS = {
    "hi": regex.compile(r"(?=\p{L})\p{Devanagari}"),
    "ta": regex.compile(r"(?=\p{L})\p{Tamil}"),
}
_WRITTEN_IN = {"hi": ("hi", "mr", "ne", "sa", "kok", "mai", "bho"), "ta": ("ta",)}
_NO_TITLE = regex.compile(
    r"(?:untitled|unbenannt|sin título|ohne titel|sans nom|microsoft word|normal)?[ \d.-]*|"
    r"(?:document|dokument|documento|doc)[ ]?\d*|microsoft word - .*|.*\.(?:docx?|odt|rtf|dotx?)|"
    r"(?:word document|title|titel|título)",
    regex.I,
)
_NO_AUTHOR = regex.compile(
    r"(?:(?:windows|microsoft(?: office)?|office|default)?[ -]?(?:user|usuario|benutzer|owner|"
    r"admin|administrator|author)|unknown(?: author)?|unknown|python-docx|openpyxl|pc|home|guest|"
    r"un-named|apache poi|.*@.*)\d*",
    regex.I,
)


def draft_of(
    path: Path,
    paragraphs: Sequence[Paragraph],
    about: About,
    warnings: Sequence[str] = (),
    bodies: Mapping[str, Sequence[Paragraph]] | None = None,
) -> Draft:
    """Cut a document into chapters; `bodies` are its notes, each by its id."""
    laid = with_headings(lay(paragraphs))
    passages = [item.passage for item in with_scenes(laid)]
    framed = take_fields([p.text for p in passages])
    about = _about(path, about, framed, paragraphs, passages)
    head, tail = len(framed.head), len(passages) - len(framed.tail)
    inner = passages[head:tail]
    bounds = gutenberg.find_bounds([p.text for p in inner])
    start, stop = (bounds.start, bounds.stop) if bounds else (0, len(inner))
    parts = [notes.without_notes(part) for part in cut(inner[start:stop], about)]
    read = {note: _note(body) for note, body in (bodies or {}).items()}
    apart = [p for body in read.values() for p in body]
    return Draft(
        about,
        [
            *_unread("front matter", passages[:head], matter.TITLE_PAGE),
            *_unread("Project Gutenberg header", inner[:start], matter.LICENCE),
            *notes.without_closing(parts),
            *_unread("Project Gutenberg licence", inner[stop:], matter.LICENCE),
            *_unread("credits", passages[tail:], matter.IMPRINT),
            *_unread("footnotes", apart, matter.NOTES),
        ],
        warnings,
        read,
    )


def _unread(title: str, passages: Sequence[Passage], reason: str) -> list[Part]:
    return [Part(title, list(passages), reason)] if passages else []


def _note(body: Sequence[Paragraph]) -> list[Passage]:
    """A note's passages; nothing in it heads a chapter."""
    return [
        replace(item.passage, kind="paragraph", level=0) if item.passage.level else item.passage
        for item in lay([replace(p, setting=replace(p.setting, role="")) for p in body])
    ]


def _about(
    path: Path,
    said: About,
    framed: Framed,
    paragraphs: Sequence[Paragraph],
    passages: Sequence[Passage],
) -> About:
    """What the document's properties say, else its title page, else its file's name."""
    title = "" if _NO_TITLE.fullmatch(said.title.strip()) else said.title.strip()
    author = "" if _NO_AUTHOR.fullmatch(said.author.strip()) else said.author.strip()
    front = [p.text for p in passages[:_FRONT] if p.kind != "heading"]
    return replace(
        said,
        title=title
        or framed.title
        or _styled(paragraphs, "title")
        or _single(passages)
        or named_after(path),
        author=author or framed.author or _author(paragraphs) or find_author(front),
        language=_language(said.language, passages) or framed.language,
    )


def _language(said: str | None, passages: Sequence[Passage]) -> str | None:
    """The language, unless the text is in a script that this one is not written in.

    Programs mark a text with their own user's language where nobody says otherwise.
    """
    sample = "".join(p.text for p in passages[:_SAMPLE])[: _SAMPLE * 100]
    letters = sum(map(str.isalpha, sample))
    for language, script in _SCRIPTS.items():
        if 2 * len(script.findall(sample)) > letters > 0:
            return said if said in _WRITTEN_IN[language] else language
    return said


def _author(paragraphs: Sequence[Paragraph]) -> str:
    styled = _styled(paragraphs, "author")
    return split_byline(styled)[1] or styled


def _styled(paragraphs: Sequence[Paragraph], role: str) -> str:
    """The text in the style of titles or authors, where the document begins with it."""
    found: list[str] = []
    for paragraph in paragraphs:
        if paragraph.setting.level or (found and paragraph.setting.role != role):
            break
        if paragraph.setting.role == role and not paragraph.is_blank:
            found.append(" ".join(paragraph.text.split()))
    return (" " if role == "title" else ", ").join(found)


def _single(passages: Sequence[Passage]) -> str:
    """The one heading of the highest level, if it comes first."""
    headings = [p for p in passages if p.kind == "heading" and "toc" not in p.types]
    highest = min((p.level for p in headings), default=0)
    highs = [p for p in headings if p.level == highest]
    alone = len(highs) == 1 and len(headings) > 1 and highs[0] is headings[0]
    return title_of(highs[0]) if alone else ""

"""From the paragraphs of a document to the draft of a book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import regex

from narrate.manuscript import gutenberg, matter, notes
from narrate.manuscript.front import find_author, split_byline
from narrate.manuscript.documents.laying import Laid, lay, with_scenes
from narrate.manuscript.documents.looks import with_headings
from narrate.manuscript.documents.paragraph import Paragraph
from narrate.manuscript.outline import cut
from narrate.manuscript.passages import About, Draft, Part, Passage
from narrate.manuscript.section import title_of
from narrate.manuscript.text import named_after

_FRONT = 6
"""Passages among which the author is looked for"""
_NO_TITLE = regex.compile(
    r"(?:untitled|unbenannt|sin título|ohne titel|sans nom|microsoft word|normal)?[ \d.-]*|"
    r"(?:document|dokument|documento|doc)[ ]?\d*|microsoft word - .*|.*\.(?:docx?|odt|rtf|dotx?)|"
    r"(?:word document|title|titel|título)",
    regex.I,
)
_NO_AUTHOR = regex.compile(
    r"(?:(?:windows|microsoft(?: office)?|office|default)?[ -]?(?:user|usuario|benutzer|owner|admin|"
    r"administrator|author)|unknown(?: author)?|unknown|python-docx|openpyxl|pc|home|guest|"
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
    about = _about(path, about, paragraphs, laid)
    read = {note: _note(body) for note, body in (bodies or {}).items()}
    return draft_of_passages(passages, about, warnings, read)


def draft_of_passages(
    passages: Sequence[Passage],
    about: About,
    warnings: Sequence[str],
    bodies: Mapping[str, Sequence[Passage]],
) -> Draft:
    """Cut passages into chapters; notes that stand apart are a part that is not read."""
    bounds = gutenberg.find_bounds([p.text for p in passages])
    start, stop = (bounds.start, bounds.stop) if bounds else (0, len(passages))
    parts = [notes.without_notes(part) for part in cut(passages[start:stop], about)]
    apart = [p for body in bodies.values() for p in body]
    return Draft(
        about,
        [
            Part("Project Gutenberg header", list(passages[:start]), matter.LICENCE),
            *notes.without_closing(parts),
            Part("Project Gutenberg licence", list(passages[stop:]), matter.LICENCE),
            *([Part("footnotes", apart, matter.NOTES)] if apart else []),
        ],
        warnings,
        bodies,
    )


def _note(body: Sequence[Paragraph]) -> list[Passage]:
    """A note's passages; nothing in it heads a chapter."""
    return [
        replace(item.passage, kind="paragraph", level=0) if item.passage.level else item.passage
        for item in lay([replace(p, setting=replace(p.setting, role="")) for p in body])
    ]


def _about(
    path: Path, said: About, paragraphs: Sequence[Paragraph], laid: Sequence[Laid]
) -> About:
    """What the document's properties say, else its title page, else its file's name."""
    title = "" if _NO_TITLE.fullmatch(said.title.strip()) else said.title.strip()
    author = "" if _NO_AUTHOR.fullmatch(said.author.strip()) else said.author.strip()
    passages = [item.passage for item in laid]
    front = [p.text for p in passages[:_FRONT] if p.kind != "heading"]
    return replace(
        said,
        title=title or _styled(paragraphs, "title") or _single(passages) or named_after(path),
        author=author or _author(paragraphs) or find_author(front),
    )


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

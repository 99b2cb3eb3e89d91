"""PDF files with a text layer into a book."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import regex

from narrate.about import About
from narrate.manuscript.pdf.about import about_of
from narrate.manuscript.pdf.extraction.process import missing_text, read_extract
from narrate.manuscript.pdf.page.columns import edges_of, lines_of
from narrate.manuscript.pdf.page.imposed import one_page_a_sheet
from narrate.manuscript.pdf.page.measure import Typesetting, body_size, setting_of, with_margins
from narrate.manuscript.pdf.page.rows import rows_of, without_ruby
from narrate.manuscript.pdf.page.running_heads import HEAD, RunningHeads, without_running_heads
from narrate.manuscript.pdf.passages.compose import Composed, compose
from narrate.manuscript.pdf.passages.contents import (
    believed,
    parts_by_bookmarks,
    place_bookmarks,
    with_headings_above,
)
from narrate.manuscript.pdf.passages.footnotes import Note, take_notes
from narrate.manuscript.pdf.passages.paragraphs import (
    Paragraph,
    paragraphs_of,
    with_verse,
    with_whole_sentences,
)
from narrate.manuscript.pdf.quality import check, loose_signs
from narrate.manuscript.pdf.sheet import Extract
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.numbered import without_closing, without_notes
from narrate.manuscript.structure.outline import cut
from narrate.manuscript.structure.passages import Dropped, ManuscriptDraft, Part, Passage
from narrate.manuscript.structure.vocabulary import Vocabulary
from narrate.manuscript.text import gutenberg

_INITIAL: Final = 3
"""Characters of the initial of a chapter, at most"""
_LEFT_OVER: Final = regex.compile(r"^\p{Ll}(?!\p{L})")
SIDEWAYS: Final = "text set sideways or off the page"


@dataclass(frozen=True, slots=True)
class _Layout:
    """A book taken apart into paragraphs and what stands around them."""

    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...]
    heads: RunningHeads
    setting: Typesetting
    words: Vocabulary


def read_pdf(path: Path, _data: bytes = b"") -> ManuscriptDraft:
    """Read a PDF; raises ManuscriptError where it has no text that can be had."""
    extract, warnings = read_extract(path)
    warnings += check(extract, path.name)
    draft = draft_of(extract, path.name)
    lost = missing_text(extract.lost)
    return replace(draft, warnings=[*warnings, *draft.warnings], lost=lost)


def draft_of(extract: Extract, name: str) -> ManuscriptDraft:
    """What is in the pages of a PDF: chapters, notes, and everything that is not read.

    `name` is the file's, for messages.
    """
    sheets, readings = without_ruby(extract.sheets)
    extract, told = one_page_a_sheet(replace(extract, sheets=sheets), name)
    layout = _laid_out(extract)
    about = about_of(extract.info, layout.paragraphs, layout.setting)
    composed = compose(layout.paragraphs, layout.notes, layout.setting, layout.words, about)
    warnings = told + list(loose_signs(passage.text for passage in composed.passages))
    bounds = gutenberg.find_bounds([p.text for p in composed.passages])
    inner = bounds if bounds is not None else range(len(composed.passages))
    if bounds is not None:
        header = "\n".join(p.text for p in composed.passages[: bounds.start])
        about = _declared(gutenberg.read_about(header), about)
    parts = _chapters(composed, layout, extract, inner, about)
    parts = without_closing([without_notes(part) for part in parts])
    before, after = composed.passages[: inner.start], composed.passages[inner.stop :]
    parts = gutenberg.wrapped(list(before), parts, list(after))
    parts += _aside(layout.heads, extract, readings)
    comments = [text for sheet in extract.sheets for text in sheet.comments]
    raw = [*(sheet.raw for sheet in extract.sheets), *comments]
    dropped = [Dropped(matter.COMMENT, text) for text in comments]
    return ManuscriptDraft(about, parts, warnings, composed.notes, raw, dropped)


def _declared(header: About, about: About) -> About:
    return replace(
        about,
        title=header.title or about.title,
        author=header.author or about.author,
        language=header.language or about.language,
    )


def _chapters(
    composed: Composed, layout: _Layout, extract: Extract, inner: range, about: About
) -> list[Part]:
    """Parts by the outline where it has any, else by the headings on the pages."""
    points = [
        (composed.places[at] - inner.start, bookmark)
        for at, bookmark in place_bookmarks(believed(extract.bookmarks), layout.paragraphs)
        if inner.start <= composed.places[at] < inner.stop
    ]
    passages = composed.passages[inner.start : inner.stop]
    points = with_headings_above(points, passages)
    if len({at for at, _ in points}) > 1:
        return parts_by_bookmarks(passages, points, about)
    return cut(passages, about)


def _aside(heads: RunningHeads, extract: Extract, readings: Iterable[str]) -> list[Part]:
    """What stands around the text on the pages, so that nothing goes missing."""
    named = {HEAD: "running heads and feet", matter.PAGE: "page numbers"}
    parts = [
        Part(
            title,
            [Passage("paragraph", row.text) for row, why in heads.taken if why == reason],
            reason,
        )
        for reason, title in named.items()
    ]
    sideways = [Passage("paragraph", s.aside) for s in extract.sheets if s.aside.strip()]
    small = [Passage("paragraph", text) for text in readings]
    return [
        *parts,
        Part("readings beside the text", small, matter.READING_AID),
        Part(SIDEWAYS, sideways, SIDEWAYS),
    ]


def _laid_out(extract: Extract) -> _Layout:
    # Neither an initial nor the one letter that it leaves of its word is a word.
    vocabulary = Vocabulary(
        _LEFT_OVER.sub("", run.text)
        for sheet in extract.sheets
        for run in sheet.runs
        if len(run.text) > _INITIAL
    ).all
    rows = [rows_of(sheet, vocabulary) for sheet in extract.sheets]
    heads = without_running_heads(
        rows,
        [sheet.number for sheet in extract.sheets],
        [(bookmark.title, bookmark.page) for bookmark in extract.bookmarks],
    )
    known = edges_of(heads.pages)
    lines = [line for page in heads.pages for line in lines_of(page, extract.fonts, known)]
    size = body_size(lines)
    lines = with_margins(lines, size)
    set_as = setting_of(lines, size)
    lines, notes = take_notes(lines, extract.sheets, set_as)
    words = Vocabulary(line.text for line in lines)
    return _Layout(
        tuple(with_whole_sentences(with_verse(paragraphs_of(lines, set_as), set_as), set_as)),
        tuple(notes),
        heads,
        set_as,
        words,
    )

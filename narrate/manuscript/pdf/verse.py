"""Verse: lines that end early one after the other, and are not set as paragraphs are."""

from __future__ import annotations

from collections.abc import Sequence

from narrate.manuscript.pdf.measure import Setting
from narrate.manuscript.pdf.paragraphs import GAP, NEW_PAGE, Paragraph, is_large
from narrate.manuscript.structure.headings import read_heading


def with_verse(paragraphs: Sequence[Paragraph], set_as: Setting) -> list[Paragraph]:
    """Lines that end early one after the other, with no gap between, are verse."""
    if not set_as.indent and not set_as.gapped:
        return list(paragraphs)  # nothing but short lines parts paragraphs
    found: list[Paragraph] = []
    run: list[Paragraph] = []
    for paragraph in paragraphs:
        fits = _may_be_verse(paragraph, set_as)
        goes_on = run and fits and _follows(run[-1], paragraph, set_as)
        if run and not goes_on:
            found += _as_verse(run, set_as)
            run = []
        if fits:
            run.append(paragraph)
        else:
            found.append(paragraph)
    return found + _as_verse(run, set_as)


def _may_be_verse(paragraph: Paragraph, set_as: Setting) -> bool:
    if paragraph.kind == "scene" or len(paragraph.lines) > 2:
        return False
    first = paragraph.lines[0]
    if is_large(first, set_as) or first.tag.startswith("H") or first.short <= 1:
        return False
    heading = read_heading(paragraph.plain)
    return heading is None or not (heading.word or heading.title)


def _follows(above: Paragraph, paragraph: Paragraph, set_as: Setting) -> bool:
    first, second = above.lines[0], paragraph.lines[0]
    close = paragraph.gap < (GAP - 1) * set_as.leading
    turned = paragraph.gap == NEW_PAGE and paragraph.page - above.page <= 1
    both = not (_is_usual(above, set_as) or _is_usual(paragraph, set_as))
    return (close or (turned and both)) and first.bold == second.bold


def _is_usual(paragraph: Paragraph, set_as: Setting) -> bool:
    """Whether it begins where the book's paragraphs begin."""
    return set_as.indent > 0 and abs(paragraph.lines[0].indent - set_as.indent) < 0.35


def _as_verse(run: Sequence[Paragraph], set_as: Setting) -> list[Paragraph]:
    """A run as one block of verse, unless its lines are set as paragraphs are."""
    inner = [i for i, p in enumerate(run) if not _is_usual(p, set_as)]
    if len(inner) < 2 or 2 * len(inner) < inner[-1] - inner[0] + 1:
        return list(run)
    start, stop = inner[0], inner[-1] + 1
    lines = tuple(line for p in run[start:stop] for line in p.lines)
    return [*run[:start], Paragraph(lines, "verse", run[start].gap), *run[stop:]]

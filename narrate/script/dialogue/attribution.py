"""Marks for who speaks: the quotations of a chapter with their speakers, where that is certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from narrate.book import UNKNOWN_SPEAKER, Book, Chapter, Mark
from narrate.language import primary
from narrate.script.dialogue.dashes import dashed_speakers, find_dashed
from narrate.script.dialogue.english import speakers_in
from narrate.script.dialogue.named import speakers_named
from narrate.script.dialogue.quotations import Quotation, find_quotations


def attribute(
    chapter: Chapter, language: str, characters: Mapping[str, Sequence[str]]
) -> tuple[Mark, ...]:
    """A mark `speaker` for every quotation of a chapter, in order; `?` where it is not certain.

    `language` is a tag (`en-GB`), `characters` has aliases by name. A speaker is named as in
    `characters` where they are there, else as in the text; empty is the narrator, speaking as `I`.
    """
    quotations, speakers = _spoken(chapter, primary(language), characters)
    return tuple(
        Mark(q.start, q.end, "speaker", UNKNOWN_SPEAKER if who is None else who)
        for q, who in zip(quotations, speakers, strict=True)
        if q.start < q.end
    )


def _spoken(
    chapter: Chapter, language: str, characters: Mapping[str, Sequence[str]]
) -> tuple[Sequence[Quotation], Sequence[str | None]]:
    quotations = find_quotations(chapter)
    if language == "en":
        return quotations, speakers_in(chapter, quotations, characters)
    dashed = find_dashed(chapter, language)
    if 2 * len(dashed) > len(quotations):
        return [each.quotation for each in dashed], dashed_speakers(dashed, characters)
    return quotations, speakers_named(chapter, quotations, language, characters)


def attributed(book: Book, language: str, characters: Mapping[str, Sequence[str]]) -> Book:
    """The book with its speakers marked; a chapter that names speakers itself stays as it is."""
    chapters = (_with_speakers(chapter, language, characters) for chapter in book.chapters)
    return replace(book, chapters=tuple(chapters))


def _with_speakers(
    chapter: Chapter, language: str, characters: Mapping[str, Sequence[str]]
) -> Chapter:
    if any(mark.kind == "speaker" for mark in chapter.marks):
        return chapter
    marks = (*chapter.marks, *attribute(chapter, language, characters))
    return replace(chapter, marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))

"""Marks for who speaks: the quotations of a chapter with their speakers, where that is certain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from narrate.book import Book, Chapter, Mark
from narrate.script.dialogue.english import speakers_in
from narrate.script.dialogue.quotations import find_quotations

UNKNOWN: Final = "?"
"""Speaker of a quotation of which it is not certain who says it"""


def attribute(
    chapter: Chapter, language: str, characters: Mapping[str, Sequence[str]]
) -> tuple[Mark, ...]:
    """A mark `speaker` for every quotation of a chapter, in order.

    `language` is a tag (`en-GB`), `characters` has aliases by name. A speaker is named as in
    `characters` where they are there, else as in the text.
    """
    quotations = find_quotations(chapter)
    speakers: Sequence[str | None] = [None] * len(quotations)
    if language.split("-")[0].lower() == "en":
        speakers = speakers_in(chapter, quotations, characters)
    return tuple(
        Mark(quotation.start, quotation.end, "speaker", UNKNOWN if who is None else who)
        for quotation, who in zip(quotations, speakers, strict=True)
    )


def attributed(book: Book, language: str, characters: Mapping[str, Sequence[str]]) -> Book:
    """The book with its speakers marked; what its manuscript says itself stays as it is."""
    chapters = (_with_speakers(chapter, language, characters) for chapter in book.chapters)
    return replace(book, chapters=tuple(chapters))


def _with_speakers(
    chapter: Chapter, language: str, characters: Mapping[str, Sequence[str]]
) -> Chapter:
    if any(mark.kind == "speaker" for mark in chapter.marks):
        return chapter
    marks = (*chapter.marks, *attribute(chapter, language, characters))
    return replace(chapter, marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))

"""Marks for who speaks: the quotations of a chapter with their speakers, where that is certain.

In a language without rules of its own only characters of the settings are found, beside a verb
of saying: not every script tells names by capitals.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from narrate.book import UNKNOWN_SPEAKER, Book, Chapter, Mark
from narrate.language import primary
from narrate.readings.languages import rules_for
from narrate.script.dialogue.dashes import dashed_speakers, find_dashed
from narrate.script.dialogue.english import speakers_in
from narrate.script.dialogue.quotations import Quotation, find_quotations
from narrate.script.dialogue.words import OTHERS
from narrate.script.said import said_of

_REACH = 80
_STOP = re.compile(r"[.!?।॥…\n]")


def speakers_named(
    chapter: Chapter,
    quotations: Sequence[Quotation],
    language: str,
    characters: Mapping[str, Sequence[str]],
) -> list[str | None]:
    """The one character that the words right beside a quotation name with a verb of saying."""
    said = rules_for(language).reporting | (OTHERS[language].said if language in OTHERS else set())
    names = {each: name for name, others in characters.items() for each in (name, *others)}
    found: list[str | None] = []
    for i, quotation in enumerate(quotations):
        block = chapter.blocks[quotation.block]
        before = quotations[i - 1].end if i else block.start
        after = quotations[i + 1].start if i + 1 < len(quotations) else block.end
        behind = chapter.text[quotation.end : min(after, block.end, quotation.end + _REACH)]
        ahead = chapter.text[max(before, block.start, quotation.start - _REACH) : quotation.start]
        parts = (_STOP.split(behind, maxsplit=1)[0], _STOP.split(ahead)[-1])
        found.append(next((who for part in parts if (who := _one(part, names, said))), None))
    return found


def _one(words: str, names: Mapping[str, str], said: frozenset[str] | set[str]) -> str | None:
    if not any(verb in words for verb in said):
        return None
    named = {who for name, who in names.items() if re.search(rf"(?<!\w){re.escape(name)}", words)}
    return named.pop() if len(named) == 1 else None


def attribute(
    chapter: Chapter, language: str, characters: Mapping[str, Sequence[str]]
) -> tuple[Mark, ...]:
    """A mark `speaker` for every quotation of a chapter, in order; `?` where it is not certain.

    `language` is a tag (`en-GB`), `characters` has aliases by name. A speaker is named as in
    `characters` where they are there, else as in the text; empty is the narrator, speaking as `I`.
    """
    said = said_of(chapter)
    quotations, speakers = _spoken(said.chapter, primary(language), characters)
    return tuple(
        Mark(*said.source(q.start, q.end), "speaker", UNKNOWN_SPEAKER if who is None else who)
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

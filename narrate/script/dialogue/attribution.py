"""Who speaks: the quotations of a chapter with their speakers, where that is certain.

In a language without rules of its own only characters of the settings are found, beside a verb
of saying: not every script tells names by capitals. Also who speaks in a whole book, how often
and in which words, from the marks of its chapters.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from narrate.book import UNKNOWN_SPEAKER, Book, Chapter, Mark, speaker_key
from narrate.language import primary
from narrate.readings.languages import rules_for
from narrate.script.dialogue.dashes import dashed_speakers, find_dashed
from narrate.script.dialogue.english import speakers_in
from narrate.script.dialogue.people import People
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


_EXAMPLES = 2
_LONGEST_EXAMPLE = 60


@dataclass(frozen=True, slots=True)
class FoundSpeaker:
    """Somebody who speaks in a book."""

    name: str
    quotations: int
    aliases: tuple[str, ...]
    """Other forms of the name that chapters use"""
    examples: tuple[str, ...]
    """What is said, cut to a line"""


@dataclass(frozen=True, slots=True)
class FoundSpeakers:
    """All who speak in a book, the most talkative first."""

    quotations: int
    uncertain: int
    narrator: int
    """Said by the one who tells the story, as `I`"""
    speakers: tuple[FoundSpeaker, ...]

    @property
    def attributed(self) -> int:
        """Quotations whose speaker is certain."""
        return self.quotations - self.uncertain


def find_speakers(book: Book, characters: Mapping[str, Sequence[str]]) -> FoundSpeakers:
    """The speakers that a book's chapters mark, the forms of a name in several as one."""
    said: defaultdict[str, list[str]] = defaultdict(list)
    for who, words in _quotations(book):
        said[who].append(words)
    unknown, narrator = said.pop(UNKNOWN_SPEAKER, []), said.pop("", [])
    named = {who: len(words) for who, words in said.items()}
    people = People(characters, {who: n for who, n in named.items() if who[0].isupper()})
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for who in named:
        forms[people.who(who) or who].append(who)
    speakers = (_speaker(name, spelt, said) for name, spelt in forms.items())
    return FoundSpeakers(
        quotations=sum(named.values()) + len(unknown) + len(narrator),
        uncertain=len(unknown),
        narrator=len(narrator),
        speakers=tuple(sorted(speakers, key=lambda each: (-each.quotations, each.name))),
    )


def _quotations(book: Book) -> Iterator[tuple[str, str]]:
    for chapter in book.chapters:
        said = said_of(chapter)
        for mark in chapter.marks:
            if mark.kind == "speaker":
                yield mark.value, said.text(mark.start, mark.end)


def _speaker(name: str, forms: Sequence[str], said: Mapping[str, Sequence[str]]) -> FoundSpeaker:
    words = [each for form in forms for each in said[form]]
    counts = Counter({form: len(said[form]) for form in forms})
    aliases = [form for form, _ in counts.most_common() if speaker_key(form) != speaker_key(name)]
    return FoundSpeaker(name, len(words), tuple(aliases), tuple(_examples(words)))


def _examples(words: Sequence[str]) -> Iterator[str]:
    """A few lines, neither the shortest exclamations nor the same twice."""
    lines = dict.fromkeys(" ".join(each.split()) for each in words)
    telling = [line for line in lines if len(line) > 15] or list(lines)
    for line in telling[:_EXAMPLES]:
        yield line if len(line) <= _LONGEST_EXAMPLE else line[: _LONGEST_EXAMPLE - 1] + "…"

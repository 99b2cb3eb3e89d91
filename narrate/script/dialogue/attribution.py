"""Who speaks: the quotations of a chapter with their speakers, where that is certain.

In a language without rules of its own only characters of the settings are found, beside a verb
of saying: not every script tells names by capitals. Also who speaks in a whole book, how often
and in which words, from the marks of its chapters.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from narrate.book import UNKNOWN_SPEAKER, Book, Chapter, Mark, speaker_key
from narrate.language import primary
from narrate.readings.languages import rules_for
from narrate.script.dialogue.dashes import find_dashed
from narrate.script.dialogue.english import speakers_in
from narrate.script.dialogue.people import People
from narrate.script.dialogue.quotations import Quotation, find_quotations
from narrate.script.dialogue.scene import Found
from narrate.script.dialogue.tagged import speakers_in_turn, tagged_speeches
from narrate.script.dialogue.words import ENGLISH, OTHERS
from narrate.script.said import Said, said_of

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
        _mark(said, quotation, found)
        for quotation, found in zip(quotations, speakers, strict=True)
        if quotation.start < quotation.end
    )


def _mark(said: Said, quotation: Quotation, found: Found) -> Mark:
    who = UNKNOWN_SPEAKER if found.speaker is None else found.speaker
    place = said.source(quotation.start, quotation.end)
    return Mark(*place, "speaker", who, round(found.confidence, 2), found.likely)


def _spoken(
    chapter: Chapter, language: str, characters: Mapping[str, Sequence[str]]
) -> tuple[Sequence[Quotation], Sequence[Found]]:
    quotations = find_quotations(chapter, language)
    if language == "en":
        return quotations, speakers_in(chapter, quotations, characters)
    dashed = find_dashed(chapter, language)
    if 2 * len(dashed) > len(quotations):
        return [each.quotation for each in dashed], speakers_in_turn(dashed, characters)
    named = speakers_named(chapter, quotations, language, characters)
    tagged = [
        replace(each, speaker=name, tagged=True) if name else each
        for each, name in zip(tagged_speeches(chapter, quotations, language), named, strict=True)
    ]
    return quotations, speakers_in_turn(tagged, characters)


def attributed(book: Book, language: str, characters: Mapping[str, Sequence[str]]) -> Book:
    """The book with its speakers marked; a chapter that names speakers itself stays as it is."""
    chapters = [_with_speakers(chapter, language, characters) for chapter in book.chapters]
    known = {speaker_key(each) for name, others in characters.items() for each in (name, *others)}
    heard = Counter(who for chapter in chapters for who in {*_generic(chapter, known)})
    several = {who for who, count in heard.items() if count > 1}
    return replace(book, chapters=tuple(_told_apart(chapter, several) for chapter in chapters))


def _generic(chapter: Chapter, known: Collection[str]) -> Iterator[str]:
    """Speakers of whom only the noun is known, which means another in each chapter (`the man`)."""
    for mark in chapter.marks:
        head = mark.value.rsplit(" ", 1)[-1]
        generic = mark.value[:1].islower() and head in ENGLISH.generic
        if mark.kind == "speaker" and generic and speaker_key(mark.value) not in known:
            yield mark.value


def _told_apart(chapter: Chapter, several: Collection[str]) -> Chapter:
    """The chapter with its number behind those of its speakers who are others elsewhere."""
    if not several or not any(mark.value in several for mark in chapter.marks):
        return chapter
    marks = (
        replace(mark, value=f"{mark.value} (chapter {chapter.number})")
        if mark.kind == "speaker" and mark.value in several
        else mark
        for mark in chapter.marks
    )
    return replace(chapter, marks=tuple(marks))


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
class DoubtfulSpeech:
    """A quotation whose speaker is not certain, or only likely."""

    chapter: int
    """Its number"""
    words: str
    """What is said, cut to a line"""
    speaker: str | None
    """Who is taken to say it; None where nobody is certain enough"""
    likely: str | None
    """Who may say it, where anybody is likely; empty is the narrator"""
    confidence: float
    """How likely that is, from 0 to 1"""


@dataclass(frozen=True, slots=True)
class FoundSpeakers:
    """All who speak in a book, the most talkative first."""

    quotations: int
    uncertain: int
    narrator: int
    """Said by the one who tells the story, as `I`"""
    speakers: tuple[FoundSpeaker, ...]
    doubtful: tuple["DoubtfulSpeech", ...] = ()
    """The least certain first"""

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
        name = who[0].isupper() or people.knows(who)
        forms[(people.who(who) if name else None) or who].append(who)
    speakers = (_speaker(name, spelt, said) for name, spelt in forms.items())
    return FoundSpeakers(
        quotations=sum(named.values()) + len(unknown) + len(narrator),
        uncertain=len(unknown),
        narrator=len(narrator),
        speakers=tuple(sorted(speakers, key=lambda each: (-each.quotations, each.name))),
        doubtful=tuple(doubtful_speeches(book.chapters)),
    )


DOUBTFUL: Final = 0.95
"""Confidence under which a speaker is worth a look"""


MOST_DOUBTFUL: Final = 20
"""Of those that a listing for people shows"""


def told(speech: DoubtfulSpeech) -> str:
    """A line for people (`chapter 3, 62 % Tom: “Who is there?”`)."""
    if speech.likely is None:
        return f"chapter {speech.chapter}, nobody is likely: {speech.words}"
    who = speech.likely or "the narrator"
    taken = "" if speech.speaker is not None else ", too little to decide"
    return f"chapter {speech.chapter}, {speech.confidence:.0%} {who}{taken}: {speech.words}"


def doubtful_speeches(chapters: Iterable[Chapter]) -> list[DoubtfulSpeech]:
    """The quotations of chapters whose speakers are worth a look, the least certain first."""
    found = [
        _doubtful(chapter, said, mark)
        for chapter in chapters
        for said in (said_of(chapter),)
        for mark in chapter.marks
        if mark.kind == "speaker" and (mark.value == UNKNOWN_SPEAKER or mark.confidence < DOUBTFUL)
    ]
    return sorted(found, key=lambda each: each.confidence)


def _doubtful(chapter: Chapter, said: Said, mark: Mark) -> DoubtfulSpeech:
    words = _line(" ".join(said.text(mark.start, mark.end).split()))
    if mark.value != UNKNOWN_SPEAKER:
        return DoubtfulSpeech(chapter.number, words, mark.value, mark.value, mark.confidence)
    sure = 0.0 if mark.confidence == 1.0 else mark.confidence  # a mark that somebody else set
    likely = mark.likely if sure else None
    return DoubtfulSpeech(chapter.number, words, None, likely, sure)


def _line(words: str) -> str:
    return words if len(words) <= _LONGEST_EXAMPLE else words[: _LONGEST_EXAMPLE - 1] + "…"


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
        yield _line(line)

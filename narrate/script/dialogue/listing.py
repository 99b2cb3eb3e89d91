"""Who speaks in a book, how often, and in which words, from the marks of its chapters."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from narrate.book import UNKNOWN_SPEAKER, Book, speaker_key
from narrate.script.dialogue.people import People
from narrate.script.said import said_of

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

"""A chapter as a conversation sees it: blocks with their speeches and the narration between.

Also which of these are one person's without a break, and whose turn it is: two who talk to each
other speak one after the other.
"""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

import regex

from narrate.book import Chapter, speaker_key
from narrate.script.dialogue import tags
from narrate.script.dialogue.forms import form_of
from narrate.script.dialogue.mentions import Mention, mentions, people_nouns
from narrate.script.dialogue.people import OWNED, People
from narrate.script.dialogue.quotations import SPOKEN_KINDS, Quotation
from narrate.script.dialogue.words import ENGLISH, Gender

_VOCATIVE: Final = regex.compile(
    r"(?:^|[,;!?.—“\"‘]\s*|\b(?:[Mm]y|[Dd]ear|[Oo]ld|[Oo]h|O)\s+)"
    r"((?:(?:Mr|Mrs|Ms|Dr)\.\s+)?\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}-]+)?)(?=\s*[,!?.;:—”\"’])"
)
_PARENT: Final = regex.compile(
    r"(?:^|[,;!?.—]\s*|\bdear\s+)(papa|mamma|mama|father|mother|uncle|aunt|daddy|dad|mummy|mum|mater"
    r"|pater|grandfather|grandmother)(?=[,!?.;:])",
    regex.I,
)
_GENDERED: Final = regex.compile(r"\b(?:(he|himself|his)|(she|herself|her))\b")
_WEIGHTS: Final = {"he": 2, "she": 2, "himself": 3, "herself": 3, "his": 1, "her": 1}
_SENTENCE_REACH: Final = 120
_MOST_MENTIONS: Final = 60
"""Of one block; nobody can be told apart among more"""


@dataclass(slots=True)
class QuotedLine:
    """One quotation while its speaker is being found."""

    quotation: Quotation
    place: int
    """Among the quotations of its block"""
    tag: Mention | None = None
    """The explicit tag beside it, whether or not it is known whom it means"""
    speaker: str | None = None
    confidence: float = 0.99
    """Of the speaker: of those found by rule so many are right (`benchmarks.train_speakers`)"""
    blocked: bool = False
    """A tag says that it is somebody, but not who: only the turns may tell"""
    gender: Gender | None = None
    """Of a blocked line, from its pronoun; without one not even the turns may"""
    apart: bool = False
    """Somebody else does something between it and the line before in its paragraph"""
    silent: bool = False
    """It is thought, or written somewhere, and nobody says it aloud"""

    @property
    def is_open(self) -> bool:
        """Nothing is known yet of who says it."""
        return self.speaker is None and not self.blocked


@dataclass(slots=True)
class Turn:
    """One block of a chapter: what is quoted in it, and whom its narration speaks of."""

    index: int
    start: int
    end: int
    speaks: bool
    """A kind of block in which somebody can speak"""
    lines: list[QuotedLine] = field(default_factory=list)
    gaps: list[tuple[int, int]] = field(default_factory=list)
    """The narration before, between and behind its quotations; one more than those"""
    mentioned: list[Mention] = field(default_factory=list)

    @property
    def open_lines(self) -> list[QuotedLine]:
        """Those of which nothing is known yet."""
        return [line for line in self.lines if line.is_open]

    @property
    def speaker(self) -> str | None:
        """The one speaker of all its quotations."""
        known = {line.speaker for line in self.lines}
        return known.pop() if len(known) == 1 else None


OTHER: Final = "?"
"""Somebody who is none of the candidates"""
_CLOSE: Final = 2
"""Blocks of narration between two speeches that still belong together"""
Features = dict[str, float]
Gap = Literal["next", "near", "far"]
"""How two speeches lie: in neighbouring paragraphs, with a little narration between, apart"""


@dataclass(slots=True)
class Speech:
    """What one person says without a break: the lines of one paragraph, or of several."""

    turn: Turn
    lines: list[QuotedLine]
    gap: Gap = "far"
    """To the speech before"""
    candidates: dict[str, Features] = field(default_factory=dict)
    """By person, and OTHER; just one where the rules have found the speaker"""

    @property
    def speaker(self) -> str | None:
        """Whom the rules have found."""
        return next((line.speaker for line in self.lines if line.speaker is not None), None)

    @property
    def gender(self) -> Gender | None:
        """What the pronoun or noun of a tag says."""
        return next((line.gender for line in self.lines if line.gender), None)

    @property
    def is_shut(self) -> bool:
        """Nobody says it aloud, or a tag names none of the persons (`said a voice`)."""
        return any(line.silent or (line.blocked and _is_nobody(line.tag)) for line in self.lines)


def _is_nobody(tag: Mention | None) -> bool:
    """Whether a tag names nobody who could be a person of the book; not one that cannot be read."""
    if tag is None or tag.kind == "pronoun":
        return False
    if tag.kind == "nobody":
        word = tag.text.lower()
        return not (word in ENGLISH.said or tags.is_saying(word) or word == "the other")
    return tag.gender is None


def speeches_of(turns: Sequence[Turn], text: str) -> list[Speech]:
    """The speeches of a chapter in order."""
    found: list[Speech] = []
    for turn in turns:
        for line in turn.lines:
            last = found[-1] if found else None
            if last is not None and _continues(last, turn, line):
                last.lines.append(line)
                continue
            found.append(Speech(turn, [line]))
            found[-1].gap = _gap(turns, last, turn)
    return found


def _continues(last: Speech, turn: Turn, line: QuotedLine) -> bool:
    before = last.lines[-1]
    if last.turn is not turn:
        return line.quotation.continues and _agree(before, line)
    return _agree(before, line) and not line.apart and not _named_behind(before, line)


def _agree(one: QuotedLine, other: QuotedLine) -> bool:
    if one.silent != other.silent:
        return False
    if _named_otherwise(one, other) or _named_otherwise(other, one):
        return False
    if one.speaker is not None and other.speaker is not None:
        return one.speaker == other.speaker
    return compatible(one.gender, other.gender)


def _named_behind(before: QuotedLine, line: QuotedLine) -> bool:
    """Whether a name follows a pronoun (`“No,” she said. “Yes,” said Ann.`): they are two."""
    pronoun = before.blocked and before.tag is not None and before.tag.kind == "pronoun"
    return pronoun and line.tag is not None and line.tag.kind in ("name", "noun")


def _named_otherwise(one: QuotedLine, other: QuotedLine) -> bool:
    """Whether a tag that names nobody known stands beside another tag that names somebody."""
    unknown = one.blocked and one.tag is not None and one.tag.kind != "pronoun"
    return unknown and other.speaker is not None


def _gap(turns: Sequence[Turn], last: Speech | None, turn: Turn) -> Gap:
    if last is None:
        return "far"
    between = turns[last.lines[-1].quotation.block + 1 : turn.index]
    if any(not each.speaks for each in between):
        return "far"
    size = sum(each.end - each.start for each in between)
    if not between:
        return "next"
    return "near" if len(between) <= _CLOSE and size < 700 else "far"


def turns_of(chapter: Chapter, quotations: Sequence[Quotation]) -> list[Turn]:
    """Every block with its quotations and its narration."""
    turns = [
        Turn(i, block.start, block.end, block.kind in SPOKEN_KINDS)
        for i, block in enumerate(chapter.blocks)
    ]
    for quotation in quotations:
        lines = turns[quotation.block].lines
        lines.append(QuotedLine(quotation, len(lines)))
    for turn in turns:
        edges = [turn.start]
        for line in turn.lines:
            edges += [line.quotation.start, line.quotation.end]
        edges.append(turn.end)
        turn.gaps = list(zip(edges[::2], edges[1::2], strict=True))
    return turns


def gather_people(
    text: str, turns: Sequence[Turn], characters: Mapping[str, Sequence[str]]
) -> People:
    """The persons of a chapter, from its narration and from how they address each other."""
    for turn in turns:
        if turn.speaks:
            turn.mentioned = list(itertools.islice(_mentioned(text, turn), _MOST_MENTIONS))
    _keep_sure(turns, characters)
    names = Counter(m.text for m in _all(turns) if m.kind == "name")
    names.update(dict.fromkeys(_full_names(text, turns), 0))
    nouns = {m.text for m in _all(turns) if m.kind == "noun"}
    together = [{mention.text for mention in turn.mentioned} for turn in turns]
    people = People(characters, names, nouns, together)
    for turn in turns:
        _learn(text, turn, people)
    return people


def _learn(text: str, turn: Turn, people: People) -> None:
    """What a block's narration says of the persons: gender, and who somebody is."""
    for gap in turn.gaps:
        _vote(text, gap, turn.mentioned, people)
    for one, other in itertools.pairwise(turn.mentioned):
        _link(text, one, other, people)


_APPOSITION: Final = regex.compile(r"[\s\u2060]*(?:,|--|—)?[\s\u2060]*")


def _link(text: str, one: Mention, other: Mention, people: People) -> None:
    """`Mrs. Hurst, the aunt,` and `the sailor, Johansen,` say who somebody is."""
    if {one.kind, other.kind} != {"name", "noun"}:
        return
    between = text[one.end : other.start]
    closed = text[other.end : other.end + 1] in (",", ".", ";", ":", "—", "-", ")", "")
    if not _APPOSITION.fullmatch(between) or OWNED.search(f"{one.text} {other.text}"):
        return
    noun, name = (one, other) if one.kind == "noun" else (other, one)
    joined = not between.strip()  # `his cousin Gertrude`, `Mr. Utterson the lawyer`
    if joined or closed:
        people.link(noun.text, name.text)


def _full_names(text: str, turns: Sequence[Turn]) -> Iterator[str]:
    """Names of two words and more in what is said (`Gabriel Oak`): they join their parts."""
    for turn in turns:
        for line in turn.lines:
            start, end = line.quotation.start + 1, line.quotation.end - 1
            for mention in mentions(text, start, min(end, start + 2000)):
                if mention.kind == "name" and len(form_of(mention.text).words) > 1:
                    yield mention.text


def _keep_sure(turns: Sequence[Turn], characters: Mapping[str, Sequence[str]]) -> None:
    """Leave out what may be no name: a word whose capital only opens a sentence."""
    sure = {word for mention in _all(turns) for word in _words_of_name(mention)}
    for turn in turns:
        turn.mentioned = [
            m for m in turn.mentioned if not m.initial or _is_sure(m, sure, characters)
        ]


def _all(turns: Sequence[Turn]) -> Iterator[Mention]:
    return itertools.chain.from_iterable(turn.mentioned for turn in turns)


def _words_of_name(mention: Mention) -> list[str]:
    """The words of a name that is sure to be one."""
    sure = mention.kind == "name" and not mention.initial
    return speaker_key(mention.text).split() if sure else []


def _is_sure(mention: Mention, sure: set[str], characters: Mapping[str, Sequence[str]]) -> bool:
    """Whether a word with a capital at the head of a sentence is a name elsewhere too."""
    word = speaker_key(mention.text)
    spellings = (s for name, others in characters.items() for s in (name, *others))
    return (
        word in sure
        or word in ENGLISH.given
        or word in ENGLISH.titles
        or any(word in speaker_key(spelling).split() for spelling in spellings)
    )


def _mentioned(text: str, turn: Turn) -> Iterator[Mention]:
    for start, end in turn.gaps:
        found = [*mentions(text, start, end), *people_nouns(text, start, end)]
        yield from sorted(found)


def _vote(text: str, gap: tuple[int, int], mentioned: Sequence[Mention], people: People) -> None:
    """A pronoun behind the only name of a stretch is likely that person's."""
    inside = [m for m in mentioned if gap[0] <= m.start < gap[1]]
    for mention, after in itertools.zip_longest(inside, inside[1:]):
        if mention.kind != "name":
            continue
        stop = min(gap[1], mention.end + _SENTENCE_REACH, after.start if after else gap[1])
        pronoun = _GENDERED.search(text, mention.end, stop)
        if pronoun and "." not in text[mention.end : pronoun.start()]:
            weight = _WEIGHTS[pronoun.group()]
            people.vote(mention.text, "m" if pronoun[1] else "f", weight)


class Found(NamedTuple):
    """Who says a quotation, and how likely."""

    speaker: str | None
    """None where nobody is certain; empty is the narrator"""
    confidence: float = 0.0
    """Of the speaker, or of who is likely; from 0 to 1"""
    likely: str = ""
    """Who it may be where nobody is certain"""


def vocatives(text: str, quotation: Quotation) -> list[str]:
    """The names by which somebody is addressed in a quotation (`Tell me, Tom,`)."""
    inside = text[quotation.start + 1 : min(quotation.end, quotation.start + 2000)]
    named = [found[1] for found in _VOCATIVE.finditer(inside) if _is_name(found[1])]
    return named + [found[1] for found in _PARENT.finditer(inside)]


def _is_name(words: str) -> bool:
    return all(word.lower().rstrip(".") not in ENGLISH.no_names for word in words.split())


def compatible(one: Gender | None, other: Gender | None) -> bool:
    """Whether two can be the same person's gender; None is not known."""
    return one is None or other is None or one == other


MayBe = Callable[[int, str], bool]
"""Whether the turn of that place can be somebody's, as far as the turn itself shows"""

_NEAR: Final = 3
"""Turns to either side in which a third speaker makes it doubtful whose turn it is"""


def alternate(known: Sequence[str | None], may_be: MayBe) -> list[str | None]:
    """The speakers of a run of turns, with those added that follow from their neighbours.

    A turn without a speaker between or beside two known ones goes to the one who did not speak
    last. Where the turns before and the turns behind say different things, or a third person
    speaks near by, it stays open.
    """
    ahead, back = _filled(known, may_be, 1), _filled(known, may_be, -1)
    found: list[str | None] = []
    for speaker, one, other in zip(known, ahead, back, strict=True):
        guesses = {guess for guess in (one, other) if guess is not None}
        found.append(guesses.pop() if speaker is None and len(guesses) == 1 else speaker)
    return found


def _filled(known: Sequence[str | None], may_be: MayBe, step: int) -> list[str | None]:
    filled = list(known)
    for i in range(len(known))[::step]:
        if filled[i] is None:
            last, name = _at(filled, i - step), _at(filled, i - 2 * step)
            if last is None or name is None or last == name or name == _at(known, i + step):
                continue
            near = set(known[max(0, i - _NEAR) : i + _NEAR + 1]) - {None}
            if near <= {last, name} and may_be(i, name):
                filled[i] = name
    return filled


def _at(speakers: Sequence[str | None], i: int) -> str | None:
    return speakers[i] if 0 <= i < len(speakers) else None

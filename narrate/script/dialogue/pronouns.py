"""Whom `he` and `she` mean in a tag, where there is only one whom they can mean."""

import functools
import itertools
from collections.abc import Iterator, Sequence
from typing import Final

import regex

from narrate.script.dialogue import tags
from narrate.script.dialogue.mentions import RELATIVE, Mention, is_person
from narrate.script.dialogue.people import People
from narrate.script.dialogue.scene import QuotedLine, Turn, compatible, vocatives
from narrate.script.dialogue.words import Gender

_LOOK_BACK: Final = 4
"""Blocks before a `she asked` in which she may have been named"""
_SHORT_TAG: Final = 80
"""Characters of narration behind a speech after which the next block is another's turn"""
_CLAUSE: Final = 70
"""Characters before a name in which a pronoun may be the subject of its clause"""
_SUBJECTS: Final = regex.compile(r"\b([Hh]e|[Ss]he)\b[^.!?;:“”\"]*$")
_NOT_AROUND = (
    r"(?<!\b(?:to|with|about|around|before|behind|beside|at|on|upon|over|under|by|near|against"
    r"|after|for|of|round|from)\s)"
)
_IN_CLAUSE = r"(?![’'])[^.!?;:“”\"]{0,70}"
_OBJECTS: Final = {
    "m": regex.compile(rf"{_IN_CLAUSE}{_NOT_AROUND}\bhim\b"),
    "f": regex.compile(
        rf"{_IN_CLAUSE}{_NOT_AROUND}\bher(?=[.,;:!?]|\s(?:for|to|with|in|at|on|and|by|from|into|that|as)\b)"
    ),
}
"""Behind a name in its sentence: another of the same gender (`Tom struck him`), and no `himself`
as in `with his hat before him`"""
_MOST_LINES: Final = 20
"""Quotations of one block for which the blocks before are looked through"""


class Pronouns:
    """Looks for the persons that the pronouns of a chapter's tags mean."""

    def __init__(
        self, text: str, turns: Sequence[Turn], people: People, voices: set[str | None]
    ) -> None:
        self._text = text
        self._turns = turns
        self._people = people
        self._voices = voices
        """Those whom some tag names: sure to be persons"""
        self._acting_in = functools.cache(self._find_acting)
        self._spoke_in = functools.cache(self._find_spoke)

    def meant(self, turn: Turn, line: QuotedLine, tag: Mention) -> str | None:
        """The one whom the pronoun of a quotation's tag means; None where that is not certain.

        The blocks before, and their speakers, are settled by then.
        """
        subject = tags.beat_before(self._text, *turn.gaps[line.place])
        if subject and subject.kind == "nobody":
            return None
        if self._stranger_acts(turn, line, tag):
            return None
        here = self._named_in(turn, tag.start, tag.gender)
        if here:
            return self._one_of(here, subject, turn, tag)
        return self._before(turn, line, tag) if line.place < _MOST_LINES else None

    def _stranger_acts(self, turn: Turn, line: QuotedLine, tag: Mention) -> bool:
        """Whether somebody acts right before a tag of whom we cannot tell if it is `he` or `she`.

        (`The Civil Surgeon came in. He looked at Tom, and said:`)
        """
        start, end = turn.gaps[line.place]
        if tag.start > end:  # the tag comes after its speech
            return False
        acting = (s for s in tags.subjects(self._text, start, tag.start) if s.kind == "name")
        return any(
            self._people.gender(s.text) is None and self._people.named(s) not in self._voices
            for s in acting
        )

    def actor(self, subject: Mention | None) -> str | None:
        """The person who does something, where a subject is one."""
        return self._people.named(subject) if subject and is_person(subject) else None

    def _one_of(
        self, here: Sequence[str], subject: Mention | None, turn: Turn, tag: Mention
    ) -> str | None:
        """Of those named in the block the one whom a pronoun means, if that is certain."""
        acts = self.actor(subject)
        if any(name.split()[0].lower() in RELATIVE for name in here):
            return None
        if len(here) == 1 and (self._people.gender(here[0]) or acts == here[0]):
            return here[0]
        if acts not in here or subject is None:
            return None
        others = self._meant_between(turn, subject.start, tag) - {acts, None}
        return None if others else acts

    def _meant_between(self, turn: Turn, start: int, tag: Mention) -> set[str | None]:
        """Those named between a subject and a pronoun whom this could mean."""
        between = (m for m in turn.mentioned if start < m.start < tag.start)
        return {self._people.named(m) for m in between if self._can_mean(m, tag.gender)}

    def _before(self, turn: Turn, line: QuotedLine, tag: Mention) -> str | None:
        """The only person of the blocks before whom a pronoun can mean, not who spoke last."""
        impossible = self._not_meant(turn, line, tag) | self._spoke_last(turn.index - 1)
        found: set[str] = set()
        active: set[str | None] = set()  # of those found, who speaks or acts somewhere
        for before in self._blocks_before(turn):
            if self._acts_on_another(before, tag.gender):
                return None
            fitting = self._fitting(before, tag.gender)
            found |= fitting
            active |= fitting & (self._acting_in(before.index) | set(self._spoke_in(before.index)))
            left = [name for name in found if name not in impossible]
            if left:
                sure = len(left) == 1 and self._people.gender(left[0]) is not None
                return left[0] if sure and left[0] in active else None
        return None

    def _blocks_before(self, turn: Turn) -> Iterator[Turn]:
        """The nearest first, as far back as somebody can speak."""
        nearest = self._turns[max(0, turn.index - _LOOK_BACK) : turn.index]
        return itertools.takewhile(lambda before: before.speaks, reversed(nearest))

    def _spoke_last(self, index: int) -> set[str | None]:
        """Who spoke last in a block that all but ends with it: the next turn is another's."""
        before = self._turns[index] if index >= 0 else None
        spoke = self._spoke_in(index) if before and before.speaks else []
        if not before or not spoke:
            return set()
        ends = before.end - before.lines[-1].quotation.end <= _SHORT_TAG
        return {spoke[-1]} if ends else set()

    def _fitting(self, turn: Turn, gender: Gender | None) -> set[str]:
        """Who speaks in a block or is named there and may be of that gender."""
        names = (*self._spoke_in(turn.index), *self._named_in(turn, turn.end, gender))
        return {name for name in names if compatible(self._people.gender(name), gender)}

    def _acts_on_another(self, turn: Turn, gender: Gender | None) -> bool:
        """Whether a block tells what one does to another who may be meant too (`Tom hit him`)."""
        other = _OBJECTS.get(gender or "")
        if other is None:
            return False
        return any(
            other.match(self._text, mention.end, turn.end if not turn.lines else turn.gaps[0][1])
            for mention in turn.mentioned
            if self._people.gender(mention.text) == gender
        )

    def _not_meant(self, turn: Turn, line: QuotedLine, tag: Mention) -> set[str | None]:
        """Who is addressed in the speech, or named behind the pronoun (`he said to Tom`)."""
        addressed = {self._people.who(name) for name in vocatives(self._text, line.quotation)}
        beside = turn.gaps[line.place : line.place + 2]
        stop = max((end for start, end in beside if start <= tag.start), default=0)
        behind = {self._people.named(m) for m in turn.mentioned if tag.end <= m.start < stop}
        return addressed | behind

    def _can_mean(self, mention: Mention, gender: Gender | None) -> bool:
        name = self._people.named(mention)
        known = mention.gender or self._people.gender(name or mention.text)
        return compatible(known, gender) and (known is not None or name in self._voices)

    def _named_in(self, turn: Turn, before: int, gender: Gender | None) -> list[str]:
        """Those named in a block's narration before a position whom a pronoun could mean."""
        found: dict[str, None] = {}
        for mention in turn.mentioned:
            if mention.start >= before:
                break
            if self._can_mean(mention, gender) and not self._behind_pronoun(mention, gender):
                found[self._people.named(mention) or mention.text] = None
        return list(found)

    def _behind_pronoun(self, mention: Mention, gender: Gender | None) -> bool:
        """`He flew back to the Prince`: the Prince is another than he."""
        words = self._text[max(0, mention.start - _CLAUSE) : mention.start]
        pronoun = _SUBJECTS.search(words)
        wanted = {"m": "he", "f": "she"}.get(gender or "")
        return pronoun is not None and pronoun[1].lower() == wanted

    def _find_acting(self, index: int) -> set[str | None]:
        turn = self._turns[index]
        return {
            self.actor(subject)
            for gap in turn.gaps[:_MOST_LINES]
            for subject in tags.subjects(self._text, *gap)
        }

    def _find_spoke(self, index: int) -> list[str]:
        spoke = (line.speaker for line in self._turns[index].lines)
        return list(dict.fromkeys(speaker for speaker in spoke if speaker))

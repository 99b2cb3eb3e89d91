"""Who acts in the narration around a speech (`Alice looked up. “…”`)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import regex

from narrate.script.dialogue import clauses
from narrate.script.dialogue.mentions import Mention
from narrate.script.dialogue.scene import Speech, Turn
from narrate.script.dialogue.words import Gender

_OWNER: Final = regex.compile(
    r"[\s\u2060—–-]*(?:(His|Her|My)|(\p{Lu}[\p{L}\p{M}.-]*(?:\s\p{Lu}[\p{L}\p{M}-]+)*)[’']s)\s"
)
_PRONOUN_GENDER: Final[Mapping[str, Gender]] = {"His": "m", "Her": "f"}
_REACH: Final = 600
"""Characters of a stretch of narration that are looked at"""

_NOT_AROUND: Final = (
    r"(?<!\b(?:to|with|about|around|before|behind|beside|at|on|upon|over|under|by|near|against"
    r"|after|for|of|round|from)\s)"
)
_OBJECTS: Final[Mapping[Gender, regex.Pattern[str]]] = {
    "m": regex.compile(rf"{_NOT_AROUND}\bhim\b"),
    "f": regex.compile(
        rf"{_NOT_AROUND}\bher(?=[.,;:!?]|\s(?:for|to|with|in|at|on|and|by|from|into|that|as)\b)"
    ),
}
"""Another of the same gender in somebody's clause (`Tom struck him`); no `himself` as in `with his
hat before him`"""


_LONGEST_CLAUSE: Final = 300
"""Characters of a clause that is looked at"""


_FIRST_PERSON: Final = regex.compile(r"(?<![\w’'])I(?:\s|’|')(?=[a-z])")
_GAPS: Final = 20
"""Stretches of narration of one block in which the narrator is looked for"""


def first_person(text: str, turn: Turn) -> bool:
    """Whether the narration of a block says `I`."""
    return any(_FIRST_PERSON.search(text, *gap) for gap in turn.gaps[:_GAPS])


class Acting:
    """Finds who acts in one chapter; `tags` are the places of the subjects of its tags."""

    def __init__(self, text: str, turns: Sequence[Turn], tags: Collection[int]) -> None:
        self._text = text
        self._turns = turns
        self._tags = tags

    def around(self, speech: Speech) -> Iterator[tuple[str, Mention]]:
        """Who acts around a speech: the place, and the mention."""
        turn = speech.turn
        first, last = speech.lines[0], speech.lines[-1]
        end = self._turns[last.quotation.block]
        yield from self._acting("before", *turn.gaps[first.place], backwards=True)
        for line in speech.lines[:-1]:
            if line.quotation.block == turn.index:
                yield from self._acting("between", *turn.gaps[line.place + 1])
        yield from self._acting("after", *end.gaps[last.place + 1])
        if not self._text[slice(*turn.gaps[first.place])].strip() and first.place == 0:
            yield from self._above(turn.index - 1)
        yield from self._below(end.index + 1)

    def _above(self, index: int) -> Iterator[tuple[str, Mention]]:
        """Who acts at the end of the block before a speech."""
        above = self._turns[index] if index >= 0 else None
        if above is not None and above.speaks:
            name = "above" if not above.lines else "behind above"
            yield from self._acting(name, *above.gaps[-1], backwards=True)

    def _below(self, index: int) -> Iterator[tuple[str, Mention]]:
        """Who acts at the beginning of the block after it, where nobody speaks there."""
        below = self._turns[index] if index < len(self._turns) else None
        if below is not None and below.speaks and not below.lines:
            yield from self._acting("below", *below.gaps[0])

    def _acting(
        self, name: str, start: int, end: int, *, backwards: bool = False
    ) -> Iterator[tuple[str, Mention]]:
        """The subjects of the clause nearest to the speech, and of the one beyond it."""
        start, end = (
            (max(start, end - _REACH), end) if backwards else (start, min(end, start + _REACH))
        )
        found = [m for m in self.subjects_in(start, end) if m.start not in self._tags]
        if backwards:
            found.reverse()
        yield from zip((name, f"{name} 2"), found, strict=False)

    def subjects_in(self, start: int, end: int) -> Iterator[Mention]:
        """The subject of each clause of a stretch; of `Tom’s eyes` Tom."""
        for begin, stop in clauses.clauses(self._text, start, end):
            owner = _OWNER.match(self._text, begin, stop)
            if owner:
                at = owner.start(1) if owner[1] else owner.start(2)
                word = owner[1] or owner[2]
                if word == "My":
                    yield Mention(at, owner.end(), "pronoun", "I")
                elif owner[1]:
                    yield Mention(at, owner.end(), "pronoun", word.lower(), _PRONOUN_GENDER[word])
                else:
                    yield Mention(at, owner.end(), "name", word)
                continue
            subject = clauses.acting(self._text, begin, stop)
            if subject is not None:
                yield subject

    def acts_on_another(self, speech: Speech) -> Mention | None:
        """Who acts before a speech with `he said` on another of that gender (`Tom hit him.`)."""
        clause = self._clause_before(speech) if speech.gender else None
        subject = clauses.acting(self._text, *clause) if clause else None
        if speech.gender is None or clause is None or subject is None or subject.kind == "pronoun":
            return None
        other = _OBJECTS[speech.gender].search(self._text, subject.end, clause[1])
        return subject if other else None

    def _clause_before(self, speech: Speech) -> tuple[int, int] | None:
        """The last clause of the narration before a speech, in its block or the one above."""
        if speech.lines[0].place:
            return None
        turn = speech.turn
        start, end = turn.gaps[0]
        if not self._text[start:end].strip():
            above = self._turns[turn.index - 1] if turn.index else None
            if above is None or above.lines or not above.speaks:
                return None
            start, end = above.gaps[0]
        return list(clauses.clauses(self._text, max(start, end - _LONGEST_CLAUSE), end))[-1]

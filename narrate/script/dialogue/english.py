"""Who speaks in an English chapter: tags first, then who acts beside a speech, then whose turn it is.

Each rule decides only what it can be sure of; what none decides stays without a speaker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from narrate.book import Chapter
from narrate.script.dialogue import tags
from narrate.script.dialogue.mentions import Mention, is_relative
from narrate.script.dialogue.people import People
from narrate.script.dialogue.quotations import Quotation
from narrate.script.dialogue.scene import Turn, compatible, gather_people, turns_of, vocatives
from narrate.script.dialogue.words import Gender

NARRATOR: Final = ""
"""Speaker of what a book's narrator says as `I`"""
_LOOK_BACK: Final = 4
"""Blocks before a `she asked` in which she may have been named"""
_BEAT: Final = 300
"""Characters between two speeches of one paragraph that are still one person's"""


@dataclass(slots=True)
class _Line:
    """One quotation while its speaker is being found."""

    quotation: Quotation
    tag: Mention | None = None
    """The explicit tag beside it, whoever that means"""
    speaker: str | None = None
    blocked: bool = False
    """A tag says that it is somebody, but not who: no other rule may guess"""
    gender: Gender | None = None
    """Of a blocked line, from its pronoun"""


def speakers_in(
    chapter: Chapter, quotations: Sequence[Quotation], characters: Mapping[str, Sequence[str]]
) -> list[str | None]:
    """The speaker of each quotation, None where that is not certain."""
    turns = turns_of(chapter, quotations)
    people = gather_people(chapter.text, turns, characters)
    return _Conversation(chapter, turns, people, characters).speakers()


class _Conversation:
    """Works through a chapter block by block."""

    def __init__(
        self,
        chapter: Chapter,
        turns: Sequence[Turn],
        people: People,
        characters: Mapping[str, Sequence[str]],
    ) -> None:
        self._text = chapter.text
        self._turns = turns
        self._people = people
        self._narrator = next((n for n, aliases in characters.items() if "I" in aliases), NARRATOR)
        self._lines = [[_Line(q) for q in turn.quotations] for turn in turns]

    def speakers(self) -> list[str | None]:
        """The speaker of each quotation."""
        for turn, lines in zip(self._turns, self._lines, strict=True):
            self._read_tags(turn, lines)
        for turn, lines in zip(self._turns, self._lines, strict=True):
            if lines:
                self._settle_tags(turn, lines)
                self._act(turn, lines)
                self._spread(turn, lines)
        self._join_speeches()
        self._take_turns()
        self._join_speeches()
        return [line.speaker for lines in self._lines for line in lines]

    # ── explicit tags ─────────────────────────────────────────────────────────────────────────

    def _read_tags(self, turn: Turn, lines: Sequence[_Line]) -> None:
        for i, line in enumerate(lines):
            before, after = turn.gaps[i], turn.gaps[i + 1]
            line.tag = tags.tag_after(self._text, after[0], after[1])
            if line.tag is None:
                line.tag = tags.tag_before(self._text, before[0], before[1])

    def _settle_tags(self, turn: Turn, lines: Sequence[_Line]) -> None:
        for line in lines:
            tag = line.tag
            if tag is None:
                continue
            line.speaker = self._named(tag) if tag.kind != "pronoun" else self._pronoun(turn, line)
            if line.speaker is None:
                line.blocked, line.gender = True, tag.gender

    def _named(self, tag: Mention) -> str | None:
        """The person that a name or noun means."""
        if tag.kind == "nobody":
            return self._people.who(tag.text) if self._people.knows(tag.text) else None
        known = self._people.who(tag.text)
        if known or tag.kind == "name":
            return known
        return None if is_relative(tag) else tag.text

    def _gender(self, name: str) -> Gender | None:
        return self._people.gender(name)

    # ── pronouns ──────────────────────────────────────────────────────────────────────────────

    def _pronoun(self, turn: Turn, line: _Line) -> str | None:
        tag = line.tag
        assert tag is not None
        if tag.text == "I":
            return self._narrator
        settled = self._own_turn(turn, line)
        if settled:
            return settled if compatible(self._gender(settled), tag.gender) else None
        here = self._persons(turn, tag.start, tag.gender)
        if here:
            return here[0] if len(here) == 1 else self._acting(turn, line)
        return self._before(turn, line, tag.gender)

    def _own_turn(self, turn: Turn, line: _Line) -> str | None:
        """Who spoke before in the same block: `he added` is the same person."""
        spoken = [other for other in self._lines[turn.index] if other.speaker]
        before = [other for other in spoken if other.quotation.start < line.quotation.start]
        return before[-1].speaker if before else None

    def _persons(self, turn: Turn, before: int, gender: Gender | None) -> list[str]:
        """Those named in a block's narration before a position whom a pronoun could mean."""
        found: dict[str, None] = {}
        for mention in turn.mentioned:
            if mention.start >= before:
                break
            name = self._named(mention) or mention.text
            if compatible(mention.gender or self._gender(name), gender):
                found[name] = None
        return list(found)

    def _acting(self, turn: Turn, line: _Line) -> str | None:
        """Who does something right before a speech."""
        start, at = turn.gaps[self._lines[turn.index].index(line)]
        subject = tags.beat_before(self._text, start, at)
        if subject is None or subject.kind != "name" or line.tag is None:
            return None
        name = self._named(subject)
        return name if name and compatible(self._gender(name), line.tag.gender) else None

    def _before(self, turn: Turn, line: _Line, gender: Gender | None) -> str | None:
        """The only person of the blocks before whom a pronoun can mean, not who spoke last."""
        addressed = {self._people.who(name) for name in vocatives(self._text, line.quotation)}
        last: str | None = None
        found: dict[str, None] = {}
        for back in range(1, _LOOK_BACK + 1):
            index = turn.index - back
            if index < 0 or not self._turns[index].speaks:
                break
            lines = self._lines[index]
            spoke = [each.speaker for each in lines if each.speaker]
            if back == 1 and lines:
                last = spoke[-1] if spoke else None
            for name in (*spoke, *self._persons(self._turns[index], 1 << 60, gender)):
                if compatible(self._gender(name), gender) and name != NARRATOR:
                    found[name] = None
            left = [name for name in found if name != last and name not in addressed]
            if left:
                return left[0] if len(left) == 1 else None
        return None

    # ── beats ─────────────────────────────────────────────────────────────────────────────────

    def _act(self, turn: Turn, lines: Sequence[_Line]) -> None:
        """`Alice looked up. “…”`: who acts in a paragraph with a speech is who speaks."""
        if any(line.tag for line in lines):
            return
        first = turn.gaps[0]
        if self._text[first[0] : first[1]].strip():
            subject = tags.beat_before(self._text, *first)
            name = self._actor(subject)
            if name and self._alone(turn, name):
                lines[0].speaker = name
        elif len(lines) > 1:
            name = self._actor(tags.beat_between(self._text, *turn.gaps[1]))
            if name and self._alone(turn, name):
                lines[0].speaker = name

    def _actor(self, subject: Mention | None) -> str | None:
        if subject is None or subject.kind not in ("name", "noun"):
            return None
        return self._named(subject)

    def _alone(self, turn: Turn, name: str) -> bool:
        """Whether nobody else is the subject of a sentence in the block."""
        others = {self._named(m) for m in turn.mentioned} - {name, None}
        return not others

    # ── one paragraph, one speech ─────────────────────────────────────────────────────────────

    def _spread(self, turn: Turn, lines: Sequence[_Line]) -> None:
        """The speeches of one paragraph are one person's, unless something speaks against it."""
        if any(line.blocked for line in lines):
            self._spread_blocked(turn, lines)
        known = {line.speaker for line in lines if line.speaker is not None}
        if len(known) != 1:
            return
        (name,) = known
        for i, line in enumerate(lines):
            if line.speaker is None and not line.blocked and not self._interrupted(turn, i, name):
                line.speaker = name

    def _spread_blocked(self, turn: Turn, lines: Sequence[_Line]) -> None:
        for line in lines:
            if line.speaker is None:
                line.blocked = True
                line.gender = line.gender or next((x.gender for x in lines if x.gender), None)

    def _interrupted(self, turn: Turn, place: int, name: str) -> bool:
        """Whether the words before a speech have another do something."""
        start, end = turn.gaps[place]
        if place == 0 or end - start > _BEAT:
            return end - start > _BEAT
        subject = self._actor(tags.beat_before(self._text, start, end))
        return subject is not None and subject != name

    def _join_speeches(self) -> None:
        """A speech of several paragraphs is one person's, wherever the tag stands."""
        flat = [line for lines in self._lines for line in lines]
        for pairs in (zip(flat, flat[1:], strict=False),):
            for line, after in pairs:
                if after.quotation.continues and after.speaker is None and line.speaker is not None:
                    after.speaker = line.speaker
        for after, line in zip(reversed(flat), list(reversed(flat))[1:], strict=False):
            if after.quotation.continues and line.speaker is None and after.speaker is not None:
                line.speaker = after.speaker

    # ── whose turn it is ──────────────────────────────────────────────────────────────────────

    def _take_turns(self) -> None:
        """Two who talk to each other speak in turn."""
        run: list[int] = []
        for index, lines in enumerate([*self._lines, []]):
            if lines and not lines[0].quotation.continues:
                run.append(index)
            elif not lines:
                self._alternate(run)
                run = []

    def _alternate(self, run: Sequence[int]) -> None:
        speakers = [self._spoke(index) for index in run]
        for order in (range(len(run)), range(len(run) - 1, -1, -1)):
            step = 1 if order.step > 0 else -1
            for i in order:
                if speakers[i] is not None or not self._open(run[i]):
                    continue
                one, two = self._at(speakers, i - step), self._at(speakers, i - 2 * step)
                if one is None or two is None or one == two:
                    continue
                if two == self._at(speakers, i + step) or not self._may_be(run[i], two):
                    continue
                speakers[i] = two
                for line in self._lines[run[i]]:
                    line.speaker = two

    def _at(self, speakers: Sequence[str | None], i: int) -> str | None:
        return speakers[i] if 0 <= i < len(speakers) else None

    def _spoke(self, index: int) -> str | None:
        """The one speaker of a block."""
        known = {line.speaker for line in self._lines[index]}
        return known.pop() if len(known) == 1 else None

    def _open(self, index: int) -> bool:
        """Whether nothing in the block says who speaks."""
        return all(
            line.speaker is None and (not line.blocked or line.gender) for line in self._lines[index]
        )

    def _may_be(self, index: int, name: str) -> bool:
        lines = self._lines[index]
        for line in lines:
            if line.gender and not compatible(self._gender(name), line.gender):
                return False
            if any(self._people.who(each) == name for each in vocatives(self._text, line.quotation)):
                return False
        return True

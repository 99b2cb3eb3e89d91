"""Who speaks in an English chapter: tags first, then who acts beside a speech, then whose turn it is.

Each rule decides only what it can be sure of; what none decides stays without a speaker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from narrate.book import Chapter
from narrate.script.dialogue import tags
from narrate.script.dialogue.mentions import RELATIVE, Mention, is_person, is_relative
from narrate.script.dialogue.people import People
from narrate.script.dialogue.quotations import Quotation
from narrate.script.dialogue.scene import Turn, compatible, gather_people, turns_of, vocatives
from narrate.script.dialogue.words import Gender

NARRATOR: Final = ""
"""Speaker of what a book's narrator says as `I`"""
_LOOK_BACK: Final = 4
"""Blocks before a `she asked` in which she may have been named"""
_SHORT_TAG: Final = 80
"""Characters of narration behind a speech after which the next block is another's turn"""
_PAUSE: Final = 250
"""Characters of narration before or behind the speeches of a block that part a conversation"""
_CLAUSE: Final = 70
"""Characters before a name in which a pronoun may be the subject of its clause"""
_SUBJECTS: Final = regex.compile(r"\b([Hh]e|[Ss]he)\b[^.!?;:“”\"]*$")
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
        self._voices: set[str | None] = set()
        """Those whom a tag names"""

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
            if line.tag and line.tag.kind in ("name", "noun"):
                self._voices.add(self._named(line.tag))

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
        return None if is_relative(tag) else self._people.noun(tag.text)

    def _gender(self, name: str) -> Gender | None:
        return self._people.gender(name)

    # ── pronouns ──────────────────────────────────────────────────────────────────────────────

    def _pronoun(self, turn: Turn, line: _Line) -> str | None:
        tag = line.tag
        assert tag is not None
        if tag.text == "I":
            return self._narrator
        settled = self._own_turn(turn, line)
        if settled and compatible(self._gender(settled), tag.gender):
            return settled
        start, at = turn.gaps[self._lines[turn.index].index(line)]
        subject = tags.beat_before(self._text, start, at)
        if subject and subject.kind == "nobody":
            return None
        here = self._persons(turn, tag.start, tag.gender)
        if here:
            return self._one_of(here, subject, turn, tag)
        return self._before(turn, line, tag)

    def _own_turn(self, turn: Turn, line: _Line) -> str | None:
        """Who spoke before in the same block: `he added` is the same person."""
        lines = self._lines[turn.index]
        place = lines.index(line)
        name = lines[place - 1].speaker if place else None
        if name is None or self._interrupted(turn, place, name):
            return None
        return name

    def _one_of(
        self, here: Sequence[str], subject: Mention | None, turn: Turn, tag: Mention
    ) -> str | None:
        """Of those named in the block the one whom a pronoun means, if that is certain."""
        acts = self._actor(subject)
        if any(name.split()[0].lower() in RELATIVE for name in here):
            return None
        if len(here) == 1 and (self._gender(here[0]) or acts == here[0]):
            return here[0]
        if acts not in here or subject is None:
            return None
        sentence = [m for m in turn.mentioned if subject.start < m.start < tag.start]
        others = {self._named(m) for m in sentence if self._can_mean(m, tag.gender)}
        return acts if not others - {acts, None} else None

    def _can_mean(self, mention: Mention, gender: Gender | None) -> bool:
        known = mention.gender or self._gender(self._named(mention) or mention.text)
        return compatible(known, gender) and (known is not None or self._acts_as_person(mention))

    def _acts_as_person(self, mention: Mention) -> bool:
        """Whether a name of unknown gender is a person's: it has been seen to speak."""
        return self._named(mention) in self._voices

    def _persons(self, turn: Turn, before: int, gender: Gender | None) -> list[str]:
        """Those named in a block's narration before a position whom a pronoun could mean."""
        found: dict[str, None] = {}
        for mention in turn.mentioned:
            if mention.start >= before:
                break
            if self._can_mean(mention, gender) and not self._behind_pronoun(mention, gender):
                found[self._named(mention) or mention.text] = None
        return list(found)

    def _behind_pronoun(self, mention: Mention, gender: Gender | None) -> bool:
        """`He flew back to the Prince`: the Prince is another than he."""
        words = self._text[max(0, mention.start - _CLAUSE) : mention.start]
        pronoun = _SUBJECTS.search(words)
        return pronoun is not None and pronoun[1].lower() == {"m": "he", "f": "she"}.get(
            gender or ""
        )

    def _before(self, turn: Turn, line: _Line, tag: Mention) -> str | None:
        """The only person of the blocks before whom a pronoun can mean, not who spoke last."""
        impossible = {self._people.who(name) for name in vocatives(self._text, line.quotation)}
        gap = next((gap for gap in turn.gaps if gap[0] <= tag.start < gap[1]), (0, 0))
        impossible |= {self._named(m) for m in turn.mentioned if tag.end <= m.start < gap[1]}
        found: dict[str, bool] = {}
        for back in range(1, _LOOK_BACK + 1):
            index = turn.index - back
            if index < 0 or not self._turns[index].speaks:
                break
            lines, before = self._lines[index], self._turns[index]
            spoke = [each.speaker for each in lines if each.speaker]
            if back == 1 and spoke and before.end - lines[-1].quotation.end <= _SHORT_TAG:
                impossible.add(spoke[-1])
            acting = {self._actor(s) for gap in before.gaps for s in tags.subjects(self._text, *gap)}
            for name in (*spoke, *self._persons(before, 1 << 60, tag.gender)):
                if compatible(self._gender(name), tag.gender) and name != NARRATOR:
                    found[name] = found.get(name, False) or name in acting or name in spoke
            left = [name for name in found if name not in impossible]
            if left:
                sure = len(left) == 1 and self._gender(left[0]) is not None
                return left[0] if sure and found[left[0]] else None
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
        if subject is None or not is_person(subject):
            return None
        return self._named(subject)

    def _alone(self, turn: Turn, name: str) -> bool:
        """Whether nobody else is the subject of a sentence in the block."""
        others = {self._named(m) for m in turn.mentioned} - {name, None}
        return not others

    # ── one paragraph, one speech ─────────────────────────────────────────────────────────────

    def _spread(self, turn: Turn, lines: Sequence[_Line]) -> None:
        """The speeches of one paragraph are one person's, unless something speaks against it."""
        blocked = [line for line in lines if line.blocked]
        for line in lines if blocked else ():
            if line.speaker is None and not line.blocked:
                line.blocked, line.gender = True, blocked[0].gender
        known = {line.speaker for line in lines if line.speaker is not None}
        if len(known) != 1:
            return
        (name,) = known
        for i, line in enumerate(lines):
            if line.speaker is None and not line.blocked and not self._interrupted(turn, i, name):
                line.speaker = name

    def _interrupted(self, turn: Turn, place: int, name: str) -> bool:
        """Whether the words before a speech have another do something."""
        start, end = turn.gaps[place]
        if place == 0 or end - start > _BEAT:
            return end - start > _BEAT
        subject = tags.beat_before(self._text, start, end)
        if subject is None or subject.kind == "pronoun":
            return False
        return self._named(subject) != name

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
            turn = self._turns[index] if lines else None
            if turn is None or turn.gaps[0][1] - turn.gaps[0][0] > _PAUSE:
                self._alternate(run)
                run = []
            if turn and not lines[0].quotation.continues:
                run.append(index)
            if turn and turn.gaps[-1][1] - turn.gaps[-1][0] > _PAUSE:
                self._alternate(run)
                run = []

    def _alternate(self, run: Sequence[int]) -> None:
        known = [self._spoke(index) for index in run]
        ahead = self._filled(run, known, 1)
        back = self._filled(run, known, -1)
        for i, index in enumerate(run):
            if known[i] is not None or not self._open(index):
                continue
            guesses = {guess for guess in (ahead[i], back[i]) if guess is not None}
            if len(guesses) == 1:
                (name,) = guesses
                for line in self._lines[index]:
                    line.speaker = name

    def _filled(
        self, run: Sequence[int], known: Sequence[str | None], step: int
    ) -> list[str | None]:
        """The speakers with those added that follow from the two turns on one side."""
        filled = list(known)
        for i in range(len(run))[::step]:
            one, two = self._at(filled, i - step), self._at(filled, i - 2 * step)
            if filled[i] is not None or not self._open(run[i]):
                continue
            if one is None or two is None or one == two or two == self._at(known, i + step):
                continue
            if self._may_be(run[i], two) and not self._another_asked(run, i, two):
                filled[i] = two
        return filled

    def _another_asked(self, run: Sequence[int], i: int, name: str) -> bool:
        """Whether the turn before addresses somebody else by name."""
        if i == 0:
            return False
        asked = [
            self._people.who(each)
            for line in self._lines[run[i - 1]]
            for each in vocatives(self._text, line.quotation)
        ]
        return any(who is not None and who != name for who in asked)

    def _at(self, speakers: Sequence[str | None], i: int) -> str | None:
        return speakers[i] if 0 <= i < len(speakers) else None

    def _spoke(self, index: int) -> str | None:
        """The one speaker of a block."""
        known = {line.speaker for line in self._lines[index]}
        return known.pop() if len(known) == 1 else None

    def _open(self, index: int) -> bool:
        """Whether nothing in the block says who speaks."""
        turn = self._turns[index]
        tagged = any(line.tag for line in self._lines[index])
        return (tagged or not self._text[slice(*turn.gaps[0])].strip()) and all(
            line.speaker is None and (not line.blocked or line.gender) for line in self._lines[index]
        )

    def _may_be(self, index: int, name: str) -> bool:
        lines = self._lines[index]
        for line in lines:
            if line.gender and line.gender != self._gender(name):
                return False
            if any(self._people.who(each) == name for each in vocatives(self._text, line.quotation)):
                return False
        return True

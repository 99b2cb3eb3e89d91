"""Who speaks in an English chapter: tags first, then who acts beside a speech, then chances.

Each rule decides only what it can be sure of. What none decides is weighed, whose turn it is too,
since a third may have come in (`evidence`, `chain`); what is not likely enough then stays without a
speaker.
"""

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import regex

from narrate.book import Chapter
from narrate.script.dialogue import clauses, tags
from narrate.script.dialogue.chain import WEIGHTS, Chain
from narrate.script.dialogue.evidence import Evidence
from narrate.script.dialogue.mentions import Mention, is_person
from narrate.script.dialogue.people import People
from narrate.script.dialogue.quotations import Quotation
from narrate.script.dialogue.scene import (
    OTHER,
    Found,
    QuotedLine,
    Speech,
    Turn,
    compatible,
    gather_people,
    speeches_of,
    turns_of,
)
from narrate.script.dialogue.words import GENDERS, Gender

NARRATOR: Final = ""
"""Speaker of what a book's narrator says as `I`"""
SURE: Final = 0.88
"""Probability from which on a speaker is decided"""
_BY_ACT: Final = 0.98
"""Confidence where an action beside the speech tells who speaks"""
_LONGEST_ACT: Final = 300
_ACTS_TOO: Final = regex.compile(r"[.;:!?]|\b(?:as|while|when|before|until|who|but)\b")
"""Between one who acts and another who does something then (`Tom rose as Mary came in`)"""
_HEARS: Final = regex.compile(r"\b(?:heard|hear|hears|made|makes|let)\b[^.;]+\b\p{L}+[,:]?\s*$")
"""`Elinor heard Willoughby say,` is no speech of hers"""
_LEADS_IN: Final = regex.compile(r"(?:[:,][—–-]*|—|–|--)\s*$")
_UNREAD_TAG: Final = regex.compile(r"[\s\u2060]*\p{Ll}{3,}ed\s(?:the|a|an|his|her|my)\s")
"""`“Look!” clucked the lama.`"""
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+(?:[’'-]\p{L}+)*")
_KNOWN: Final = 2
"""Times that a chapter has a noun from which on it is how somebody is called"""
_ASIDE: Final = regex.compile(r"[\s\u2060]*(?:—|–|--)[^“”\"]*(?:—|–|--)[\s\u2060]*")
"""`“all this”—Kim waved his hands—“is new.”`: one sentence goes on behind it"""
_FITS_BETTER: Final = 2.0
"""How much likelier, as a logarithm, the speeches are with somebody's right gender"""
_BEAT: Final = 300
"""Characters between two speeches of one paragraph that are still one person's"""


def speakers_in(
    chapter: Chapter, quotations: Sequence[Quotation], characters: Mapping[str, Sequence[str]]
) -> list[Found]:
    """The speaker of each quotation."""
    if not quotations:
        return []
    turns, speeches, evidence = prepared(chapter, quotations, characters)
    found: dict[int, Found] = {}
    for speech, chances in zip(speeches, weigh(speeches, evidence), strict=True):
        for line in speech.lines:
            found[line.quotation.start] = _found(line, evidence.with_kin(chances))
    return [found[line.quotation.start] for turn in turns for line in turn.lines]


def _found(line: QuotedLine, chances: Mapping[str, float]) -> Found:
    if line.speaker is not None:
        return Found(line.speaker, line.confidence)
    known = {who: chance for who, chance in chances.items() if who != OTHER}
    if not known:
        return Found(None)
    who = max(known, key=known.__getitem__)
    if known[who] >= SURE:
        return Found(who, known[who])
    return Found(None, known[who], who)


def prepared(
    chapter: Chapter, quotations: Sequence[Quotation], characters: Mapping[str, Sequence[str]]
) -> tuple[list[Turn], list[Speech], Evidence]:
    """A chapter's blocks and speeches as far as the rules have settled them."""
    turns = turns_of(chapter, quotations)
    people = gather_people(chapter.text, turns, characters)
    narrator = next((name for name, others in characters.items() if "I" in others), NARRATOR)
    _Conversation(chapter.text, turns, people, narrator).settle()
    evidence = Evidence(chapter.text, turns, people, narrator)
    return turns, speeches_of(turns, chapter.text), evidence


def weigh(speeches: Sequence[Speech], evidence: Evidence) -> list[dict[str, float]]:
    """Give the speeches their candidates, and say how likely each of these is.

    Where somebody's gender is not known, it is the one with which the speeches fit together
    better by far.
    """
    evidence.fill(speeches)
    chances = Chain(speeches, WEIGHTS).probabilities()
    untold = evidence.untold(speeches, chances)
    if not untold:
        return chances
    for who in untold:
        _learn_gender(who, speeches, evidence)
    evidence.fill(speeches)
    return Chain(speeches, WEIGHTS).probabilities()


def _learn_gender(who: str, speeches: Sequence[Speech], evidence: Evidence) -> None:
    fits: dict[Gender, float] = {}
    for gender in GENDERS:
        evidence.genders[who] = gender
        evidence.fill(speeches)
        fits[gender] = Chain(speeches, WEIGHTS).likelihood()
    best = max(GENDERS, key=fits.__getitem__)
    if fits[best] - min(fits.values()) >= _FITS_BETTER:
        evidence.genders[who] = best
    else:
        del evidence.genders[who]


class _Conversation:
    """Works through a chapter block by block."""

    def __init__(self, text: str, turns: Sequence[Turn], people: People, narrator: str) -> None:
        self._text = text
        self._turns = turns
        self._people = people
        self._narrator = narrator
        self._words = Counter(word.lower() for word in _WORD.findall(text))
        for turn in turns:
            for line in turn.lines:
                line.tag = self._tag(turn, line)

    def settle(self) -> None:
        """Find the speakers of all lines."""
        for turn in self._turns:
            for line in turn.lines:
                if line.tag:
                    self._settle(turn, line, line.tag)
                elif self._trails(turn, line):
                    line.blocked = True
            if turn.lines:
                self._act(turn)
                self._spread(turn)
        self._join_speeches()

    # ── tags ──────────────────────────────────────────────────────────────────────────────────

    def _tag(self, turn: Turn, line: QuotedLine) -> Mention | None:
        before, after = turn.gaps[line.place], turn.gaps[line.place + 1]
        if self._is_aside(turn, line.place):
            return tags.tag_after(self._text, *after)
        if turn.index and before == (turn.start, turn.start):
            # `Alice looked round and said:` can be a paragraph of its own.
            before = self._turns[turn.index - 1].gaps[-1]
            if not _LEADS_IN.search(self._text, *before):
                before = turn.gaps[line.place]
        tag = tags.tag_after(self._text, *after)
        if tag is None:
            tag = tags.tag_before(self._text, *before)
            if tag and line.place and self._still_tags(turn.lines[line.place - 1], tag):
                return None
        return tag

    def _is_aside(self, turn: Turn, place: int) -> bool:
        """Whether a speech only goes on behind words between dashes."""
        start, end = turn.gaps[place]
        return place > 0 and _ASIDE.fullmatch(self._text, start, end) is not None

    def _still_tags(self, before: QuotedLine, tag: Mention) -> bool:
        """`“Oh,” spoke up Tom, laughing, “no.”`: both verbs are of the tag after the first half."""
        if tag.kind != "nobody" or before.tag is None or before.tag.start < before.quotation.end:
            return False
        if tag.start < before.tag.start:
            return True
        return tags.is_saying(tag.text.lower()) and clauses.same_sentence(
            self._text, before.tag.end, tag.start
        )

    def _trails(self, turn: Turn, line: QuotedLine) -> bool:
        """Whether a speech ends in a comma and words run on that are a tag, but none we can read.

        (`“Don’t go, Tom,” the men would tell him.`)
        """
        start, end = turn.gaps[line.place + 1]
        if _UNREAD_TAG.match(self._text, start, end):
            return True
        return self._text[start - 2 : start - 1] == "," and tags.may_tag(self._text, start, end)

    def _settle(self, turn: Turn, line: QuotedLine, tag: Mention) -> None:
        if tag.text == "I":
            line.speaker = self._narrator
        elif tag.kind == "pronoun":
            line.speaker = self._own(turn, line, tag)
        elif not self._describes(tag):
            line.speaker = self._people.named(tag)
        if tags.is_silent(self._text, tag, turn.start, turn.end):
            line.speaker, line.silent = None, True
        if line.speaker is None:
            line.blocked, line.gender = True, tag.gender

    def _describes(self, tag: Mention) -> bool:
        """Whether a tag only describes somebody (`said the wonder-worker`, and never again)."""
        if tag.kind != "noun" or is_person(tag) or self._people.knows(tag.text):
            return False
        return self._words[tag.text.rsplit(None, 1)[-1].lower()] < _KNOWN

    def _own(self, turn: Turn, line: QuotedLine, tag: Mention) -> str | None:
        """Who spoke before in the same block: `he added` is the same person."""
        name = turn.lines[line.place - 1].speaker if line.place else None
        if name is None:
            return None
        between = clauses.clauses(self._text, *turn.gaps[line.place])
        acting = (self._actor(clauses.acting(self._text, *clause)) for clause in between)
        if self._interrupted(turn, line.place, name) or any(w not in (None, name) for w in acting):
            line.apart = True
            return None
        return name if compatible(self._people.gender(name), tag.gender) else None

    # ── who acts beside a speech ──────────────────────────────────────────────────────────────

    def _act(self, turn: Turn) -> None:
        """`Alice looked up. “…”`: who acts right beside a speech in its paragraph is who speaks."""
        if any(line.tag or line.blocked for line in turn.lines):
            return
        if self._text[slice(*turn.gaps[0])].strip():
            subject = self._beside(*turn.gaps[0])
        elif len(turn.lines) > 1:
            subject = clauses.beat_between(self._text, *turn.gaps[1])
        else:
            return
        name = self._actor(subject)
        if name and subject and not self._others(turn, name, subject):
            turn.lines[0].speaker, turn.lines[0].confidence = name, _BY_ACT

    def _beside(self, start: int, end: int) -> Mention | None:
        """Who acts in the clause right before a speech; nobody where more is told behind it."""
        found = list(clauses.clauses(self._text, max(start, end - _LONGEST_ACT), end))
        if _HEARS.search(self._text, *found[-1]):
            return None
        return clauses.acting(self._text, *found[-1])

    def _others(self, turn: Turn, name: str, subject: Mention) -> bool:
        """Whether somebody else is named in the paragraph who may speak instead.

        Not who is only looked at or turned to, behind the one who acts.
        """
        start, end = turn.gaps[0]
        if start == end:  # what is told behind the first speech
            start, end = turn.gaps[1]
            mentioned = [mention for mention in turn.mentioned if start <= mention.start < end]
        else:
            mentioned = turn.mentioned
        named = {
            self._people.named(mention)
            for mention in mentioned
            if not (subject.start < mention.start < end)
            or _ACTS_TOO.search(self._text, subject.end, mention.start)
        }
        return bool(named - {name, None})

    def _actor(self, subject: Mention | None) -> str | None:
        """The person who does something, where a subject is one."""
        return self._people.named(subject) if subject and is_person(subject) else None

    def _spread(self, turn: Turn) -> None:
        """The speeches of one paragraph are one person's, unless something speaks against it."""
        blocked = next((line for line in turn.lines if line.blocked), None)
        if blocked:
            for line in turn.open_lines:
                if self._parted(turn, line, blocked):
                    max(line, blocked, key=lambda each: each.place).apart = True
                else:
                    line.blocked, line.gender = True, blocked.gender
            return
        known = {line.speaker for line in turn.lines if line.speaker is not None}
        if len(known) != 1:
            return
        (name,) = known
        for line in turn.open_lines:
            if self._goes_on_with(turn, line.place, name):
                line.speaker = name
            else:
                line.apart = True

    def _parted(self, turn: Turn, one: QuotedLine, other: QuotedLine) -> bool:
        """Whether `he` does something between a speech and another that is hers."""
        first, last = sorted((one.place, other.place))
        acting = (
            s for gap in turn.gaps[first + 1 : last + 1] for s in clauses.subjects(self._text, *gap)
        )
        return any(not compatible(subject.gender, other.gender) for subject in acting)

    def _goes_on_with(self, turn: Turn, place: int, name: str) -> bool:
        """Whether nobody else does something right before or right behind a speech."""
        if self._interrupted(turn, place, name):
            return False
        acts = self._actor(clauses.beat_between(self._text, *turn.gaps[place + 1]))
        return acts in (None, name)

    def _interrupted(self, turn: Turn, place: int, name: str) -> bool:
        """Whether the words before a speech have another do something, or are many."""
        start, end = turn.gaps[place]
        if self._is_aside(turn, place):
            return False
        if place == 0 or end - start > _BEAT:
            return end - start > _BEAT
        subject = clauses.beat_before(self._text, start, end)
        if subject is None or subject.kind == "pronoun":
            return False
        return self._people.named(subject) != name

    def _join_speeches(self) -> None:
        """A speech of several paragraphs is one person's, in whichever paragraph the tag is."""
        lines = [line for turn in self._turns for line in turn.lines]
        for before, line in itertools.pairwise(lines):
            if line.quotation.continues and line.speaker is None and self._goes_on(before, line):
                line.speaker = before.speaker
        for line, before in itertools.pairwise(reversed(lines)):
            if line.quotation.continues and before.speaker is None:
                before.speaker = line.speaker

    def _goes_on(self, before: QuotedLine, line: QuotedLine) -> bool:
        """Whether no tag says that a speech that seems to go on is another's."""
        if line.tag is None or before.speaker is None:
            return not line.blocked
        fits = compatible(self._people.gender(before.speaker), line.tag.gender)
        return line.tag.kind == "pronoun" and fits

"""What speaks for and against each person as the speaker of a paragraph's speech.

Each piece of evidence is a feature with a name; how much it weighs was learned from passages
read by people (`benchmarks/train_speakers.py`). Names: `before=` somebody acts in the narration
before the speech and it is this person, `before/` it is somebody else, `before?` it is a pronoun
that fits, `before!` one that does not.
"""

import functools
import itertools
import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from narrate.script.dialogue.acting import Acting, first_person
from narrate.script.dialogue.address import newcomers
from narrate.script.dialogue.around import Around, known_speakers
from narrate.script.dialogue.mentions import Mention, is_person
from narrate.script.dialogue.people import People
from narrate.script.dialogue.said_of import SaidOf
from narrate.script.dialogue.scene import (
    OTHER,
    Features,
    Speech,
    Turn,
    compatible,
)
from narrate.script.dialogue.words import ENGLISH, Gender

_BACK: Final = 40
"""Blocks before a speech in which a candidate was last spoken of"""
_AHEAD: Final = 25
_MOST_CANDIDATES: Final = 8
_RECENT: Final = 8
"""Blocks in which somebody was spoken of just now"""
_JUST: Final = 4
"""Speeches before and behind of which it is told who says them"""
_PAIR: Final = 2
"""Persons of a scene in which two talk to each other"""
_NEW: Final = 12
"""Blocks in which somebody who came in is still new"""
_MOST_GAPS: Final = 20
"""Stretches of narration of one block that are looked at"""
_MOST_CALLED: Final = 3
"""Persons whom a speech can address; more are a list of names"""
_TELLING: Final = 1.0
"""Speeches with a `he said` that are likely somebody's, from which on they may tell a gender"""
_MOST_UNTOLD: Final = 2
"""Persons of a chapter whose gender is learned from its speeches"""


class Evidence:
    """Collects the evidence of one chapter."""

    def __init__(self, text: str, turns: Sequence[Turn], people: People, narrator: str) -> None:
        self._text = text
        self._turns = turns
        self._people = people
        self._narrator = narrator
        self._told = functools.cache(people.gender)
        self._who = functools.cache(self._find_who)
        self._named = [self._names_in(turn) for turn in turns]
        self._tells = sum(first_person(text, turn) for turn in turns)
        self._tags = {line.tag.start for turn in turns for line in turn.lines if line.tag}
        self._mentions = Counter(itertools.chain.from_iterable(self._named))
        self._spoke: Counter[str] = Counter()
        self._there: dict[int, set[str]] = {}
        self._acting = Acting(text, turns, self._tags)
        self._acted_in = [self._actors(turn) for turn in turns]
        self._acted = Counter(itertools.chain.from_iterable(self._acted_in))
        self._said = SaidOf(text, turns, people)
        self._called = self._said.called
        self._calls: dict[str, set[str]] = {}
        """By person, how he or she addresses others"""
        self._sections = list(itertools.accumulate(int(not turn.speaks) for turn in turns))
        """Of each block, the number of its section"""
        self._newcomers = [self._newcomers_in(turn) for turn in turns]
        self._arrivals = list(itertools.accumulate(int(bool(each)) for each in self._newcomers))
        """Up to each block, in how many of them somebody comes in"""
        self.genders: dict[str, Gender] = {}
        """Of persons of whom only their speeches tell it"""

    def _actors(self, turn: Turn) -> set[str]:
        """Who acts in a block."""
        acting = (m for gap in turn.gaps[:_MOST_GAPS] for m in self._acting.subjects_in(*gap))
        return {who for mention in acting if (who := self._who(mention))}

    def _newcomers_in(self, turn: Turn) -> set[Gender | None]:
        """The genders of those whom a block brings in as not known."""
        return {g for gap in turn.gaps[:_MOST_GAPS] for g in newcomers(self._text, *gap)}

    def gender(self, who: str) -> Gender | None:
        """As far as it is known."""
        return self._told(who) or self.genders.get(who)

    def fill(self, speeches: Sequence[Speech]) -> None:
        """Give each speech its candidates with what speaks for and against them."""
        self._spoke.clear()
        self._calls.clear()
        for speech in speeches:
            for line in speech.lines:
                if line.speaker is not None:
                    self._spoke[line.speaker] += 1
                    forms = self._calls.setdefault(line.speaker, set())
                    forms |= self._said.forms[line.quotation.start]
        places = self._places(speeches)
        self._there = self._persons_at(places)
        for i, speech in enumerate(speeches):
            if (known := speech.speaker) is not None:
                speech.candidates = {known: {}}
            elif speech.is_shut or self._is_either(speech):
                speech.candidates = {OTHER: {}}
            else:
                speech.candidates = self._candidates(speeches, i, places)

    def _persons_at(self, places: Mapping[str, Sequence[int]]) -> dict[int, set[str]]:
        """By block, the persons whose place it is."""
        there: dict[int, set[str]] = {}
        for who, found in places.items():
            if self._is_person(who):
                for i in found:
                    there.setdefault(i, set()).add(who)
        return there

    def _is_either(self, speech: Speech) -> bool:
        """Whether `he` may be another than the one who acts (`Tom hit him. “Oh!” he said`)."""
        subject = self._acting.acts_on_another(speech)
        who = self._who(subject) if subject else None
        return who is not None and compatible(self.gender(who), speech.gender)

    def untold(
        self, speeches: Sequence[Speech], chances: Sequence[Mapping[str, float]]
    ) -> list[str]:
        """Persons of unknown gender whom tags with `he` or `she` likely mean, most likely first."""
        told: Counter[str] = Counter()
        for speech, chance in zip(speeches, chances, strict=True):
            if speech.gender:
                told.update(chance)
        known = (OTHER, self._narrator)
        unknown = [who for who in told if who not in known and not self.gender(who)]
        likely = [who for who in unknown if told[who] >= _TELLING]
        return sorted(likely, key=lambda who: -told[who])[:_MOST_UNTOLD]

    def with_kin(self, chances: Mapping[str, float]) -> Mapping[str, float]:
        """The chances with those of `my wife` given to the likeliest who has a name and may be her.

        Where a name is likelier than any noun of kinship of that gender, both mean one person.
        """
        names = [who for who in chances if who[:1].isupper() and who != self._narrator]
        best = max(names, key=chances.__getitem__, default=OTHER)
        kin = self._kin_of(best, chances) if best != OTHER else []
        if not kin or max(map(chances.__getitem__, kin)) > chances[best]:
            return chances
        moved = {who: chance for who, chance in chances.items() if who not in kin}
        moved[best] += sum(chances[who] for who in kin)
        return moved

    def _kin_of(self, name: str, chances: Mapping[str, float]) -> list[str]:
        """Those of the candidates whom only a noun of kinship names, of somebody's gender."""
        gender = self.gender(name)
        nouns = (who for who in chances if who[:1].islower())
        kin = (who for who in nouns if who.rsplit(" ", 1)[-1] in ENGLISH.kin)
        return [who for who in kin if gender is not None and self.gender(who) == gender]

    # ── who could it be ───────────────────────────────────────────────────────────────────────

    def _names_in(self, turn: Turn) -> list[str]:
        return [who for mention in turn.mentioned if (who := self._who(mention))]

    def _find_who(self, mention: Mention) -> str | None:
        if mention.text == "I":
            return self._narrator
        return self._people.named(mention) if is_person(mention) else None

    def _places(self, speeches: Sequence[Speech]) -> dict[str, list[int]]:
        """The blocks in which each person is named or known to speak or be spoken to."""
        places: dict[str, list[int]] = {}
        for turn, names in zip(self._turns, self._named, strict=True):
            for who in names:
                places.setdefault(who, []).append(turn.index)
            if first_person(self._text, turn):
                places.setdefault(self._narrator, []).append(turn.index)
        for speech in speeches:
            for line in speech.lines:
                if line.speaker is not None:
                    places.setdefault(line.speaker, []).append(speech.turn.index)
            for who in self._said.addressed(speech):
                places.setdefault(who, []).append(speech.turn.index)
        return {who: sorted(found) for who, found in places.items()}

    def _candidates(
        self, speeches: Sequence[Speech], i: int, places: Mapping[str, Sequence[int]]
    ) -> dict[str, Features]:
        speech = speeches[i]
        near: list[tuple[float, str]] = []
        called = self._said.addressed(speech)
        called = called if len(called) <= _MOST_CALLED else set()
        for who, found in places.items():
            may = who not in called and self._may_speak(who, speech.gender)
            if not may or self._has_left(found, speech.turn.index):
                continue
            distance = _distance(found, speech.turn.index)
            if distance is not None:
                near.append((distance - 0.5 * math.log1p(self._mentions[who]), who))
        near.sort()
        around = self._around(speeches, i)
        result = {
            who: self._features(who, speech, around, places[who])
            for _, who in near[:_MOST_CANDIDATES]
        }
        result[OTHER] = {
            "other": 1.0,
            "other tag": float(speech.gender is not None),
            "other of two": float(around.only_two),
            "other newcomer": float(self._is_new(speech)),
        }
        return result

    def _is_new(self, speech: Speech) -> bool:
        """Whether somebody not known, of the gender that a tag tells, has come in just before."""
        at = speech.turn.index
        section = self._sections[at]
        return speech.gender is not None and any(
            speech.gender in self._newcomers[i] and self._sections[i] == section
            for i in range(max(0, at - _NEW), at + 1)
        )

    def _has_left(self, places: Sequence[int], at: int) -> bool:
        """Whether somebody not known has come in since a person was last there, and not since.

        `A stranger was before him.`: whoever spoke before that is not the one who answers.
        """
        last, later = _beside(places, at)
        if last is None or (later is not None and later <= at + _NEW):
            return False
        return self._arrivals[at] > self._arrivals[last]

    def _may_speak(self, who: str, gender: Gender | None) -> bool:
        if not self._is_person(who):
            return False
        if who == self._narrator and (self._tells > 2 or not who):
            return gender is None and (self._tells > 2 or self._spoke[who] > 0)
        return compatible(self.gender(who), gender)

    def _is_person(self, who: str) -> bool:
        """Whether a name is no place or thing: it speaks, acts, is called or has a gender."""
        known = self._spoke[who] or self._acted[who] or who in self._called or self.gender(who)
        return bool(known) or who == self._narrator or self._people.knows(who)

    # ── what speaks for it ────────────────────────────────────────────────────────────────────

    def _around(self, speeches: Sequence[Speech], i: int) -> Around:
        speech = speeches[i]
        before = speeches[i - 1] if i else None
        after = speeches[i + 1] if i + 1 < len(speeches) else None
        first, last = max(0, speech.turn.index - _RECENT), speech.turn.index + 2
        return Around(
            subjects=list(self._acting.around(speech)),
            addressed=self._said.addressed(speech),
            asked=self._said.addressed(before) if before and speech.gap != "far" else set(),
            answered=self._said.addressed(after) if after and after.gap != "far" else set(),
            own=self._said.named_by(speech),
            here=self._here(speech.turn),
            spoken_of=self._said.spoken_of(speeches[max(0, i - 3) : i + 4]),
            acting=Counter(itertools.chain.from_iterable(self._acted_in[first:last])),
            asked_gender=self._said.addressed_gender(before, speech),
            answered_gender=self._said.addressed_gender(after, after),
            last_named=self._last_named(speech),
            only_two=self._only_two(speech),
            forms=self._said.forms_in(speech),
            spoke=known_speakers(speeches[max(0, i - _JUST) : i]),
            will_speak=known_speakers(speeches[i + 1 : i + 1 + _JUST]),
        )

    def _only_two(self, speech: Speech) -> bool:
        """Whether at most two persons are spoken of, speak or are called around a speech."""
        at = speech.turn.index
        near: set[str] = set()
        for i in range(max(0, at - _NEW), min(len(self._turns), at + _NEW + 1)):
            if self._sections[i] == self._sections[at]:
                near |= self._there.get(i, set())
            if len(near) > _PAIR:
                return False
        return True

    def _last_named(self, speech: Speech) -> str | None:
        """Whom the narration before a speech names last, of the gender that its tag tells."""
        if speech.gender is None:
            return None
        at = speech.turn.index
        for turn in reversed(self._turns[max(0, at - _RECENT) : at + 1]):
            for mention in reversed(turn.mentioned):
                who = self._who(mention) if mention.end <= speech.lines[0].quotation.start else None
                if who and compatible(self.gender(who), speech.gender):
                    return who
        return None

    def _here(self, turn: Turn) -> set[str]:
        """Whom the narration of a paragraph names, but for its tags."""
        named = (m for m in turn.mentioned if m.start not in self._tags)
        return {who for mention in named if (who := self._who(mention))}

    def _features(
        self, who: str, speech: Speech, around: Around, places: Sequence[int]
    ) -> Features:
        gender = self.gender(who)
        told = " told" if speech.gender is not None else ""
        found: Features = {}
        for place, mention in around.subjects:
            relation = self._relation(who, gender, mention)
            found[place + relation] = 1.0
            if told:
                found[place + relation + told] = 1.0
        signs = (
            *around.signs(who),
            *self._signs(who, speech, around),
            *self._scene(who, speech, around, places),
        )
        for name, holds in signs:
            if holds:
                found[name] = 1.0
        return found | self._sizes(who, speech, around, places)

    def _signs(self, who: str, speech: Speech, around: Around) -> Iterator[tuple[str, bool]]:
        """What holds of a person and a speech."""
        gender = self.gender(who)
        speaks, acts = self._spoke[who] > 0, self._acted[who] > 0
        yield "narrator", who == self._narrator
        yield "speaks", speaks
        yield "never acts", not acts and not speaks
        yield "absent", not (around.acting[who] or who in self._called or speaks)
        yield "no gender", gender is None and who != self._narrator
        yield "gender fits", gender is not None and speech.gender == gender
        yield "gender unknown for tag", gender is None and speech.gender is not None
        yield "noun", who[:1].islower()

    def _scene(
        self, who: str, speech: Speech, around: Around, places: Sequence[int]
    ) -> Iterator[tuple[str, bool]]:
        """Whether somebody is in the scene, and how whoever speaks addresses others."""
        at, gender = speech.turn.index, self.gender(who)
        there = any(i <= at and self._sections[i] == self._sections[at] for i in places)
        tagged = speech.gender is not None
        yield "not in scene", not there and not tagged
        yield "not in scene for tag", not there and tagged
        yield "last named for tag", tagged and who == around.last_named
        yield "spoke just now", who in around.spoke
        yield "speaks soon", who in around.will_speak
        for name, told in (
            ("asked", around.asked_gender),
            ("answered", around.answered_gender),
        ):
            yield f"{name} by gender", told is not None and gender == told
            yield f"another {name} by gender", told is not None and not compatible(gender, told)
        yield "one of two", there and around.only_two
        yield from self._calling(who, around)

    def _calling(self, who: str, around: Around) -> Iterator[tuple[str, bool]]:
        """Whether somebody, or only another, is known to address others so."""
        calls = bool(around.forms & self._calls.get(who, set()))
        others = any(around.forms & forms for one, forms in self._calls.items() if one != who)
        yield "calls so", calls
        yield "another calls so", others and not calls

    def _sizes(self, who: str, speech: Speech, around: Around, places: Sequence[int]) -> Features:
        """How often and how near a person is spoken of."""
        back = [speech.turn.index - at for at in places if at < speech.turn.index]
        nearest = min(back, default=_BACK + 1)
        return {
            "mentions": math.log1p(self._mentions[who]),
            "speeches": math.log1p(self._spoke[who]),
            "acts near": math.log1p(around.acting[who]),
            "acts": math.log1p(self._acted[who]),
            "distance": math.log1p(min(nearest, _BACK)),
            "recent": math.log1p(sum(each <= _RECENT for each in back)),
            "only later": float(nearest > _BACK),
        }

    def _relation(self, who: str, gender: Gender | None, mention: Mention) -> str:
        """Whether somebody who acts is the person, somebody else, or may be the person."""
        if mention.text == "I":
            return "=" if who == self._narrator else "/"
        if mention.kind == "pronoun":
            if who == self._narrator:
                return "!"
            return "~" if gender is None else "?" if gender == mention.gender else "!"
        named = self._who(mention)
        if named is None:
            return "-"
        return "=" if named == who else "/"


def _distance(places: Sequence[int], index: int) -> float | None:
    last, later = _beside(places, index)
    if last is not None and index - last <= _BACK:
        return index - last
    if later is not None and later - index <= _AHEAD:
        return 10.0 + later - index
    return None


def _beside(places: Sequence[int], index: int) -> tuple[int | None, int | None]:
    """The last of the places that is not behind a block, and the first that is; they go up."""
    at = bisect_right(places, index)
    return places[at - 1] if at else None, places[at] if at < len(places) else None

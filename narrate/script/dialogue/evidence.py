"""What speaks for and against each person as the speaker of a paragraph's speech.

Each piece of evidence is a feature with a name; how much it weighs was learned from passages
read by people (`benchmarks/train_speakers.py`). Names: `before=` somebody acts in the narration
before the speech and it is this person, `before/` it is somebody else, `before?` it is a pronoun
that fits, `before!` one that does not.
"""

import functools
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from narrate.script.dialogue import tags
from narrate.script.dialogue.address import addressed_gender, forms_of_address, newcomers
from narrate.script.dialogue.mentions import Mention, is_person, mentions
from narrate.script.dialogue.people import People
from narrate.script.dialogue.scene import (
    OTHER,
    Features,
    Speech,
    Turn,
    compatible,
    vocatives,
)
from narrate.script.dialogue.words import ENGLISH, Gender

_BACK: Final = 40
"""Blocks before a speech in which a candidate was last spoken of"""
_AHEAD: Final = 25
_MOST_CANDIDATES: Final = 8
_RECENT: Final = 8
"""Blocks in which somebody was spoken of just now"""
_NEW: Final = 12
"""Blocks in which somebody who came in is still new"""
_LONGEST_CLAUSE: Final = 300
_MOST_GAPS: Final = 20
"""Stretches of narration of one block that are looked at"""
_MOST_CALLED: Final = 3
"""Persons whom a speech can address; more are a list of names"""
_TELLING: Final = 1.0
"""Speeches with a `he said` that are likely somebody's, from which on they may tell a gender"""
_MOST_UNTOLD: Final = 2
"""Persons of a chapter whose gender is learned from its speeches"""
_OWNER: Final = regex.compile(
    r"[\s\u2060—–-]*(?:(His|Her|My)|(\p{Lu}[\p{L}\p{M}.-]*(?:\s\p{Lu}[\p{L}\p{M}-]+)*)[’']s)\s"
)
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
_PRONOUN_GENDER: Final[Mapping[str, Gender]] = {"His": "m", "Her": "f"}


_ANSWERS: Final = regex.compile(
    r"(?:yes|no|oh|ah|well|indeed|certainly|of course|very well|not|never|why|what|but|so|then"
    r"|because|exactly|perhaps|true|nonsense|thank|i)\b",
    regex.I,
)


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
        self._tells = sum(_first_person(text, turn) for turn in turns)
        self._tags = {line.tag.start for turn in turns for line in turn.lines if line.tag}
        self._mentions = Counter(itertools.chain.from_iterable(self._named))
        self._spoke: Counter[str] = Counter()
        self._narrated = set(self._mentions)
        self._antecedents: dict[int, str | None] = {}
        self._acted_in = [self._actors(turn) for turn in turns]
        self._acted = Counter(itertools.chain.from_iterable(self._acted_in))
        self._called = self._all_called()
        self._named_by_speech: dict[int, set[str]] = {}
        self._forms = self._all_forms()
        self._calls: dict[str, set[str]] = {}
        """By person, how he or she addresses others"""
        self._sections = list(itertools.accumulate(int(not turn.speaks) for turn in turns))
        """Of each block, the number of its section"""
        self._newcomers = [self._newcomers_in(turn) for turn in turns]
        self.genders: dict[str, Gender] = {}
        """Of persons of whom only their speeches tell it"""

    def _actors(self, turn: Turn) -> set[str]:
        """Who acts in a block."""
        acting = (m for gap in turn.gaps[:_MOST_GAPS] for m in self._sentence_subjects(*gap))
        return {who for mention in acting if (who := self._who(mention))}

    def _all_forms(self) -> dict[int, set[str]]:
        """How each quotation addresses somebody without a name."""
        quotations = (line.quotation for turn in self._turns for line in turn.lines)
        return {each.start: forms_of_address(self._text, each) for each in quotations}

    def _newcomers_in(self, turn: Turn) -> set[Gender | None]:
        """The genders of those whom a block brings in as not known."""
        return {g for gap in turn.gaps[:_MOST_GAPS] for g in newcomers(self._text, *gap)}

    def _all_called(self) -> set[str]:
        """Whom anybody addresses by name."""
        lines = (line for turn in self._turns for line in turn.lines)
        called = (name for line in lines for name in vocatives(self._text, line.quotation))
        return {who for name in called if (who := self._people.who(name))}

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
                    forms |= self._forms[line.quotation.start]
        places = self._places(speeches)
        for i, speech in enumerate(speeches):
            speech.contexts = tuple(self._contexts(speeches, i, places))
            if (known := speech.speaker) is not None:
                speech.candidates = {known: {}}
            elif speech.is_shut or self._is_either(speech):
                speech.candidates = {OTHER: {}}
            else:
                speech.candidates = self._candidates(speeches, i, places)

    def _contexts(
        self, speeches: Sequence[Speech], i: int, places: Mapping[str, Sequence[int]]
    ) -> Iterator[str]:
        """What tells whose turn it is: the gap, and how the speech before ends."""
        speech, before = speeches[i], speeches[i - 1] if i else None
        yield speech.gap
        if before is None or speech.gap == "far":
            return
        if speech.gap == "next" and self._is_bare(speech) and self._is_bare(before):
            yield "bare"
        elif speech.gap == "next" and self._is_bare(speech):
            yield "bare after told"
        end = before.lines[-1].quotation.end
        last = self._text[max(0, end - 3) : end]
        if "?" in last:
            yield "asked"
        elif "-" in last or "—" in last:
            yield "cut"
        if self._only_two(speech, places):
            yield "of two " + speech.gap
        if speech.gender is not None:
            yield "told"
        if before.turn is speech.turn:
            yield "same block"
        words = self._text[speech.lines[0].quotation.start + 1 :][:60]
        if _ANSWERS.match(words):
            yield "answers"
        if self._echoes(before, speech):
            yield "echoes"

    def _echoes(self, before: Speech, speech: Speech) -> bool:
        """Whether a short speech takes up a word of the one before (`“A mystery?”`)."""
        said = self._words_of(speech, 60)
        return len(said) <= 4 and any(len(w) > 3 and w in self._words_of(before, 1500) for w in said)

    def _words_of(self, speech: Speech, most: int) -> list[str]:
        line = speech.lines[-1] if most > 60 else speech.lines[0]
        start, end = line.quotation.start, line.quotation.end
        if most <= 60 and end - start > most:
            return ["long"] * 5
        return regex.findall(r"\p{L}+", self._text[max(start, end - most) : end].lower())

    def _is_bare(self, speech: Speech) -> bool:
        """Whether a speech's paragraph has nothing but it."""
        turn = speech.turn
        return len(speech.lines) == len(turn.lines) and not any(
            self._text[start:end].strip(" \n\u2060\u00a0_*") for start, end in turn.gaps
        )

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

    def _is_either(self, speech: Speech) -> bool:
        """Whether `he` may be another than the one who acts (`Tom hit him. “Oh!” he said`)."""
        clause = self._clause_before(speech) if speech.gender else None
        subject = tags.acting(self._text, *clause) if clause else None
        who = self._who(subject) if subject and subject.kind != "pronoun" else None
        if speech.gender is None or clause is None or subject is None or who is None:
            return False
        fits = compatible(self.gender(who), speech.gender)
        other = _OBJECTS[speech.gender].search(self._text, subject.end, clause[1])
        return fits and other is not None

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
        return list(tags.clauses(self._text, max(start, end - _LONGEST_CLAUSE), end))[-1]

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
            if _first_person(self._text, turn):
                places.setdefault(self._narrator, []).append(turn.index)
        for speech in speeches:
            for line in speech.lines:
                if line.speaker is not None:
                    places.setdefault(line.speaker, []).append(speech.turn.index)
            for who in self._addressed(speech):
                places.setdefault(who, []).append(speech.turn.index)
        return {who: sorted(found) for who, found in places.items()}

    def _candidates(
        self, speeches: Sequence[Speech], i: int, places: Mapping[str, Sequence[int]]
    ) -> dict[str, Features]:
        speech = speeches[i]
        near: list[tuple[float, str]] = []
        called = self._addressed(speech)
        called = called if len(called) <= _MOST_CALLED else set()
        for who, found in places.items():
            if who in called or not self._may_speak(who, speech.gender):
                continue
            distance = _distance(found, speech.turn.index)
            if distance is not None:
                near.append((distance - 0.5 * math.log1p(self._mentions[who]), who))
        near.sort()
        around = self._around(speeches, i, places)
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

    def _around(
        self, speeches: Sequence[Speech], i: int, places: Mapping[str, Sequence[int]]
    ) -> "_Around":
        speech = speeches[i]
        before = speeches[i - 1] if i else None
        after = speeches[i + 1] if i + 1 < len(speeches) else None
        first, last = max(0, speech.turn.index - _RECENT), speech.turn.index + 2
        return _Around(
            subjects=list(self._subjects(speech)),
            addressed=self._addressed(speech),
            asked=self._addressed(before) if before and speech.gap != "far" else set(),
            answered=self._addressed(after) if after and after.gap != "far" else set(),
            own=self._named_by(speech),
            here=self._here(speech.turn),
            spoken_of=self._spoken_of(speeches[max(0, i - 3) : i + 4]),
            acting=Counter(itertools.chain.from_iterable(self._acted_in[first:last])),
            asked_gender=self._addressed_gender(before, speech),
            answered_gender=self._addressed_gender(after, after),
            last_named=self._last_named(speech),
            only_two=self._only_two(speech, places),
            forms=self._forms_in(speech),
            spoke={s.speaker for s in speeches[max(0, i - 4) : i] if s.speaker is not None},
            will_speak={s.speaker for s in speeches[i + 1 : i + 5] if s.speaker is not None},
            last_spoke=self._last_spoke(speeches, i),
        )

    def _last_spoke(self, speeches: Sequence[Speech], i: int) -> str | None:
        """Of the gender that a speech's tag tells, who is known to have spoken last."""
        gender = speeches[i].gender
        if gender is None:
            return None
        for speech in reversed(speeches[max(0, i - 12) : i]):
            who = speech.speaker
            if who is not None and who != self._narrator and self.gender(who) == gender:
                return who
        return None

    def _antecedent(self, pronoun: Mention, index: int) -> str | None:
        """Whom the narration before a pronoun names last that it may mean."""
        key = pronoun.start
        if key not in self._antecedents:
            self._antecedents[key] = self._find_antecedent(pronoun, index)
        return self._antecedents[key]

    def _find_antecedent(self, pronoun: Mention, index: int) -> str | None:
        last = min(index + 2, len(self._turns))
        for turn in reversed(self._turns[max(0, index - _RECENT) : last]):
            for mention in reversed(turn.mentioned):
                who = self._who(mention) if mention.end <= pronoun.start else None
                if who and who != self._narrator and compatible(self.gender(who), pronoun.gender):
                    return who
        return None

    def _only_two(self, speech: Speech, places: Mapping[str, Sequence[int]]) -> bool:
        """Whether at most two persons are spoken of, speak or are called around a speech."""
        at = speech.turn.index
        first, last = at - _NEW, at + _NEW
        near = (
            any(first <= i <= last and self._sections[i] == self._sections[at] for i in found)
            for who, found in places.items()
            if self._is_person(who)
        )
        return sum(near) <= 2

    def _forms_in(self, speech: Speech) -> set[str]:
        return {form for line in speech.lines for form in self._forms[line.quotation.start]}

    def _addressed_gender(self, speech: Speech | None, later: Speech | None) -> Gender | None:
        """Of whom a speech addresses; `later` is the later one of it and its neighbour."""
        if speech is None or later is None or later.gap == "far":
            return None
        return addressed_gender(self._forms_in(speech))

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

    def _spoken_of(self, speeches: Sequence[Speech]) -> set[str]:
        """Whom speeches name and do not address."""
        return {who for each in speeches for who in self._named_by(each)}

    def _named_by(self, speech: Speech) -> set[str]:
        if id(speech) not in self._named_by_speech:
            words = self._named_inside(speech)
            found = {self._people.who(m.text) for m in mentions(words, 0, len(words))}
            self._named_by_speech[id(speech)] = {w for w in found if w} - self._addressed(speech)
        return self._named_by_speech[id(speech)]

    def _addressed(self, speech: Speech) -> set[str]:
        called = (
            self._people.who(name)
            for line in speech.lines
            for name in vocatives(self._text, line.quotation)
        )
        return {who for who in called if who is not None}

    def _named_inside(self, speech: Speech) -> str:
        return " ".join(
            self._text[line.quotation.start : min(line.quotation.end, line.quotation.start + 1500)]
            for line in speech.lines
        )

    def _subjects(self, speech: Speech) -> Iterator[tuple[str, Mention]]:
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
        start, end = (max(start, end - 600), end) if backwards else (start, min(end, start + 600))
        found = [m for m in self._sentence_subjects(start, end) if m.start not in self._tags]
        if backwards:
            found.reverse()
        yield from zip((name, f"{name} 2"), found, strict=False)

    def _sentence_subjects(self, start: int, end: int) -> Iterator[Mention]:
        for begin, stop in tags.clauses(self._text, start, end):
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
            subject = tags.acting(self._text, begin, stop)
            if subject is not None:
                yield subject

    def _features(
        self, who: str, speech: Speech, around: "_Around", places: Sequence[int]
    ) -> Features:
        gender = self.gender(who)
        told = " told" if speech.gender is not None else ""
        found: Features = {}
        for place, mention in around.subjects:
            relation = self._relation(who, gender, mention)
            found[place + relation] = 1.0
            if told:
                found[place + relation + told] = 1.0
            if relation == "?":
                last = self._antecedent(mention, speech.turn.index)
                found[f"{place}? {'last' if last == who else 'not last'}"] = 1.0
        signs = (
            *around.signs(who),
            *self._signs(who, speech, around),
            *self._scene(who, speech, around, places),
        )
        for name, holds in signs:
            if holds:
                found[name] = 1.0
        return found | self._sizes(who, speech, around, places)

    def _signs(self, who: str, speech: Speech, around: "_Around") -> Iterator[tuple[str, bool]]:
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
        self, who: str, speech: Speech, around: "_Around", places: Sequence[int]
    ) -> Iterator[tuple[str, bool]]:
        """Whether somebody is in the scene, and how whoever speaks addresses others."""
        at, gender = speech.turn.index, self.gender(who)
        there = any(i <= at and self._sections[i] == self._sections[at] for i in places)
        tagged = speech.gender is not None
        speaks = self._spoke[who] > 0
        yield "not in scene", not there and not tagged
        yield "not in scene for tag", not there and tagged
        yield "last named for tag", tagged and who == around.last_named
        yield "only in speech", who not in self._narrated and not speaks
        yield "spoke just now", who in around.spoke
        yield "speaks soon", who in around.will_speak
        yield "last spoke for tag", tagged and who == around.last_spoke
        yield "another last spoke for tag", tagged and around.last_spoke not in (None, who)
        for name, told in (
            ("asked", around.asked_gender),
            ("answered", around.answered_gender),
        ):
            yield f"{name} by gender", told is not None and gender == told
            yield f"another {name} by gender", told is not None and not compatible(gender, told)
        yield "one of two", there and around.only_two
        yield from self._calling(who, around)

    def _calling(self, who: str, around: "_Around") -> Iterator[tuple[str, bool]]:
        """Whether somebody, or only another, is known to address others so."""
        calls = bool(around.forms & self._calls.get(who, set()))
        others = any(around.forms & forms for one, forms in self._calls.items() if one != who)
        yield "calls so", calls
        yield "another calls so", others and not calls

    def _sizes(
        self, who: str, speech: Speech, around: "_Around", places: Sequence[int]
    ) -> Features:
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


@dataclass(frozen=True, slots=True)
class _Around:
    """What is the same for all candidates of a speech."""

    subjects: Sequence[tuple[str, Mention]]
    addressed: set[str]
    asked: set[str]
    """Whom the speech before addresses"""
    answered: set[str]
    """Whom the speech after addresses"""
    own: set[str]
    """Whom the speech names and does not address"""
    spoken_of: set[str]
    """Likewise the speeches around it"""
    acting: Counter[str]
    """Who acts in the blocks just before"""
    asked_gender: Gender | None
    """Of whom the speech before addresses without a name"""
    answered_gender: Gender | None
    """Likewise the speech after"""
    last_named: str | None
    """Whom a pronoun in its tag likely means"""
    only_two: bool
    """Whether the scene has no third person"""
    forms: set[str]
    """How the speech addresses somebody without a name"""
    here: set[str]
    """Named in the narration of its paragraph"""
    spoke: set[str]
    """Known to have spoken just before"""
    will_speak: set[str]
    """Known to speak just after"""
    last_spoke: str | None
    """Known to have spoken last, of the gender of its tag"""

    def signs(self, who: str) -> Iterator[tuple[str, bool]]:
        """What holds of a person here."""
        for name, other, called in (
            ("addressed", "addresses another", self.addressed),
            ("asked", "another asked", self.asked),
            ("answered", "another answered", self.answered),
        ):
            yield name, who in called
            yield other, bool(called) and who not in called
        yield "named in speech", who in self.own
        yield "spoken of", who in self.spoken_of - self.own
        yield "only spoken of", who in self.spoken_of and not self.acting[who]
        yield "named here", who in self.here
        yield "another named here", bool(self.here - {who})


_FIRST_PERSON: Final = regex.compile(r"(?<![\w’'])I(?:\s|’|')(?=[a-z])")


def _first_person(text: str, turn: Turn) -> bool:
    return any(_FIRST_PERSON.search(text, *gap) for gap in turn.gaps[:20])


def _distance(places: Sequence[int], index: int) -> float | None:
    back = min((index - at for at in places if at <= index), default=None)
    ahead = min((at - index for at in places if at > index), default=None)
    if back is not None and back <= _BACK:
        return back
    return 10.0 + ahead if ahead is not None and ahead <= _AHEAD else None

"""Plays: who speaks, from the names before the speeches.

A play is known by its own evidence: many paragraphs that begin with one of a few names in the
same form, and acts, a list of persons or stage directions besides. An interview has the names
alone, a novel neither. What is found is marked; the text stays as it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from narrate.book import LeftOut, Mark, speaker_key
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import SPEAKER, STAGE, Part, Passage, disjoint
from narrate.manuscript.structure.plays.cast_lists import names_in
from narrate.manuscript.structure.plays.speeches import (
    Opening,
    asides,
    is_act,
    is_action,
    is_direction,
    read_opening,
    speaks_of_stage,
    spelled,
)
from narrate.manuscript.structure.titles.headings import key

_FEWEST: Final = 4
"""Speeches of the shortest play"""
_SHARE: Final = 0.25
"""Of a part's paragraphs that open a speech, at least"""
_DENSE: Final = 0.6
"""Of all paragraphs that known names open, where other words in that form are names, too"""
_STYLE: Final = 0.1
"""Of all speeches that those of one form make, at least"""

_CALLED: Final = regex.compile(r"(?<=\p{Ll} |, )\p{Lu}[\p{Ll}’']{3,}")
"""A name in a stage direction"""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What of a play the settings name."""

    names: bool | None = None
    """Whether speakers' names are left out; None: where their voices tell them apart"""
    directions: bool = False
    """Whether stage directions are left out"""


def with_speeches(parts: Sequence[Part], unsaid: Unsaid) -> list[Part]:
    """The parts with their speeches marked, where they are a play's."""
    people = _People(parts)
    if not people.are_of_a_play:
        return list(parts)
    return [
        replace(part, passages=_Scene(people, unsaid).read(part.passages))
        if people.speak_in(part)
        else part
        for part in parts
    ]


class _People:
    """The speakers of a manuscript and the forms in which their names stand."""

    def __init__(self, parts: Sequence[Part]) -> None:
        read = [part for part in parts if part.reason is None]
        passages = [p for part in read for p in part.passages]
        self._cast = _names_of(parts)
        self._called = self._cast or _called_in(passages)
        self._staged = bool(self._cast) or any(map(_is_staged, read))
        self.square = any("[" in p.text for p in passages)
        found = _openings(passages)
        self._counts = Counter(speaker_key(o.name) for o in found)
        known = list(filter(self._is_known, found))
        self._forms = _usual_forms(known)
        self._dense = len(known) >= _DENSE * _told(passages)
        named = _openings(p for p in passages if SPEAKER in p.types)
        self._marked = len(named) >= _FEWEST
        openings = named if self._marked else list(filter(self._may_open, found))
        self._speeches = len(openings) if known or self._marked else 0
        self._names = {speaker_key(o.name) for o in openings}

    @property
    def are_of_a_play(self) -> bool:
        """Whether there is enough of everything that makes a play."""
        return self._staged and self._speeches >= _FEWEST and len(self._names) > 1

    def speak_in(self, part: Part) -> bool:
        """Whether a part is made of speeches."""
        own = [p for p in part.passages if p.is_read and p.kind != "heading"]
        openings = sum(self.opening(p) is not None for p in own)
        return part.reason is None and openings > 0 and openings >= _SHARE * _told(own)

    def opening(self, passage: Passage, *, begun: bool = True) -> Opening | None:
        """How a passage opens a speech of one of them; `begun`: somebody spoke before it."""
        opening = _opening(passage)
        if opening is None:
            return None
        if self._marked:
            return opening if SPEAKER in passage.types else None
        usual = _form(opening) in self._forms
        if self._is_known(opening):
            fits = usual or (opening.loud and opening.layout != "run on")
        else:
            fits = usual and self._may_be_new(opening, begun=begun)
        return opening if fits else None

    def _may_be_new(self, opening: Opening, *, begun: bool) -> bool:
        """Whether the form alone shows that somebody speaks who is not known."""
        if opening.layout == "run on":
            return False
        bare = opening.layout == "alone" and not opening.stopped
        return opening.loud or bare or (begun and self._dense)

    def acts(self, passage: Passage) -> bool:
        """Whether a passage without a name says what they do, where names open nearly all."""
        plain = self._dense and passage.kind == "paragraph"
        return plain and is_action(passage.text, self._names)

    def full(self, opening: Opening) -> str:
        """The name as the cast list has it where it is cut short: `Ors.`, Orsino.

        Without a list, as those are called who enter and leave.
        """
        short = speaker_key(opening.name)
        if not opening.stopped or " " in short or short in self._called:
            return spelled(opening.name)
        whole = _begun_by(short, {name: name.split()[:1] for name in self._called})
        whole = whole or _begun_by(short, {name: name.split() for name in self._called})
        return spelled(whole.pop().upper()) if len(whole) == 1 else spelled(opening.name)

    def _may_open(self, opening: Opening) -> bool:
        """Whether a paragraph may open a speech, as far as its name shows."""
        return opening.loud or self._is_known(opening)

    def _is_known(self, opening: Opening) -> bool:
        """Whether somebody is in the cast list or speaks more than once."""
        name = speaker_key(opening.name)
        return self._counts[name] > 1 or name in self._cast or key(name) in self._cast


def _form(opening: Opening) -> tuple[str, bool, bool]:
    """In what a play's openings are alike."""
    return opening.layout, opening.loud, opening.stopped


def _opening(passage: Passage) -> Opening | None:
    """How a passage opens a speech, if it does."""
    if passage.kind in ("heading", "scene") or not passage.is_read:
        return None
    return read_opening(passage.text, passage.lead)


def _names_of(parts: Iterable[Part]) -> frozenset[str]:
    """The names in the cast list."""
    listed = (part for part in parts if part.reason == matter.CAST)
    return names_in(p.text for part in listed for p in part.passages)


def _begun_by(short: str, words: Mapping[str, Sequence[str]]) -> set[str]:
    """The names of which one of these words begins so and goes on: `Alb.`, Duke of Albany."""
    return {name for name in words if any(w != short and w.startswith(short) for w in words[name])}


def _called_in(passages: Iterable[Passage]) -> frozenset[str]:
    """The names in stage directions that come again."""
    directions = (p.text for p in passages if is_direction(p.text))
    counts = Counter(name for text in directions for name in set(_CALLED.findall(text)))
    return frozenset(speaker_key(name) for name, n in counts.items() if n > 1)


def _openings(passages: Iterable[Passage]) -> list[Opening]:
    """How those of the passages begin that open a speech."""
    return [opening for p in passages if (opening := _opening(p))]


def _usual_forms(openings: Sequence[Opening]) -> set[tuple[str, bool, bool]]:
    """The forms that not only a few of the openings have."""
    forms = Counter(map(_form, openings))
    return {form for form, n in forms.items() if n >= _STYLE * len(openings)}


def _told(passages: Iterable[Passage]) -> int:
    """How many of the passages are read and no stage directions."""
    return sum(p.is_read and not _directs(p) for p in passages)


def _directs(passage: Passage) -> bool:
    """Whether all of a passage is a stage direction."""
    return STAGE in passage.types or is_direction(passage.text)


def directions(passage: Passage) -> list[Mark]:
    """What the manuscript itself marks as stage directions."""
    return [mark for mark in passage.marks if mark.kind == "direction"]


def _is_staged(part: Part) -> bool:
    """Whether a part is called an act or a scene, or people enter and leave in it."""
    marked = any(STAGE in p.types or directions(p) for p in part.passages)
    staged = (p.text for p in part.passages if is_direction(p.text))
    return marked or is_act(part.title) or any(map(speaks_of_stage, staged))


class _Scene:
    """Goes through the passages of a part and marks who speaks."""

    def __init__(self, people: _People, unsaid: Unsaid) -> None:
        self._people = people
        self._unsaid = unsaid
        self._speaker = ""

    def read(self, passages: Sequence[Passage]) -> list[Passage]:
        """The passages with their marks."""
        return [self._passage(passage) for passage in passages]

    def _passage(self, passage: Passage) -> Passage:
        if passage.kind in ("heading", "scene"):
            self._speaker = ""
            return passage
        if not passage.is_read:
            return passage
        opening = self._people.opening(passage, begun=bool(self._speaker))
        if opening is not None:
            self._speaker = self._people.full(opening)
        elif _directs(passage) or self._people.acts(passage):
            return self._marked(passage, [Mark(0, len(passage.text), "direction", "")])
        return self._marked(passage, self._marks(passage, opening))

    def _marks(self, passage: Passage, opening: Opening | None) -> list[Mark]:
        """Name, directions and speech of a passage, in order."""
        text = passage.text
        marks: list[Mark] = []
        at = 0
        if opening is not None:
            marks.append(Mark(opening.start, opening.named, "name", self._speaker))
            if self._speaker != spelled(opening.name):
                marks.append(Mark(opening.start, opening.named, "say", f"{self._speaker}."))
            if opening.apart:
                marks.append(Mark(*_trimmed(text, opening.named, opening.end), "direction", ""))
            at = opening.end
        for start, end in self._asides(passage, at):
            if start < at:
                continue
            marks += self._speech(text, at, start)
            marks.append(Mark(start, end, "direction", ""))
            at = end
        return [*marks, *self._speech(text, at, len(text))]

    def _asides(self, passage: Passage, at: int) -> list[tuple[int, int]]:
        """Directions behind that place, by their brackets or as the manuscript marks them."""
        marked = ((mark.start, mark.end) for mark in directions(passage) if mark.start >= at)
        found = asides(passage.text, at, square=self._people.square)
        return sorted((*marked, *found), key=lambda span: (span[0], -span[1]))

    def _speech(self, text: str, start: int, end: int) -> list[Mark]:
        if not self._speaker:
            return []
        start, end = _trimmed(text, start, end)
        has_words = any(map(str.isalnum, text[start:end]))
        return [Mark(start, end, "speaker", self._speaker)] if has_words else []

    def _marked(self, passage: Passage, marks: Sequence[Mark]) -> Passage:
        """The passage with its marks, without what the settings do not want said."""
        unsaid = [
            LeftOut(m.start, m.end, matter.SPEAKER if m.kind == "name" else matter.DIRECTION)
            for m in marks
            if (m.kind == "name" and self._unsaid.names)
            or (m.kind == "direction" and self._unsaid.directions)
        ]
        kept = [m for m in marks if m.kind != "name" or self._unsaid.names is None]
        left_out = disjoint((*passage.left_out, *unsaid)) if unsaid else passage.left_out
        kept += [mark for mark in passage.marks if mark.kind == "highlight"]
        return replace(passage, marks=tuple(kept), left_out=left_out)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the white space at its ends."""
    span = text[start:end]
    return start + len(span) - len(span.lstrip()), end - len(span) + len(span.rstrip())

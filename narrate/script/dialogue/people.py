"""Who is who: the forms of a name in a chapter, gathered into persons.

`Mr. Utterson`, `Utterson` and `Gabriel John Utterson` are one; `Mr. Bennet` and `Mrs. Bennet`
are two, and `Bennet` alone, where that could be either, is nobody.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from narrate.book import speaker_key
from narrate.script.dialogue.forms import SAME_TITLE, Form, cannot_be_one, differ, form_of
from narrate.script.dialogue.mentions import RELATIVE, Mention
from narrate.script.dialogue.words import ENGLISH, Gender

_WIVES = frozenset({"mrs", "miss"})
_MEN_OF_THE_HOUSE = frozenset({"mr", "dr", "captain", "colonel", "sir"})
_ANYBODY = frozenset({"mr", "mister", "mrs", "ms", "miss", "sir", "madam", "ma'am", "lady", "lord"})
"""Titles by which those are addressed too who have another, or none"""
_COUPLE: Final = {"mr": ("father", "husband"), "mrs": ("mother", "wife")}
"""By title, the nouns of parent and spouse that mean the only one who has it"""
_TWICE = 2
"""Times that a form of a name is used from which on it is how somebody is called"""
_OFTEN = 3
"""From so many mentions on, `Mr. John Knightley` is no longer `Mr. Knightley` introduced in full"""


_MOST_NAMESAKES = 50
"""Persons with a word of their names in common; nobody can tell more apart"""


OWNED: Final = re.compile(r"[’']s?\s")
"""Behind the owner in `Scrooge’s nephew`"""


def _head(phrase: str) -> str:
    return phrase.rsplit(None, 1)[-1].lower()


def _by_head(nouns: Iterable[str]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for noun in nouns:
        found[_head(noun)].append(noun)
    return found


@dataclass(slots=True)
class _Person:
    name: str
    forms: list[Form]
    words: set[str] = field(default_factory=set)
    """Of all its forms"""
    configured: bool = False
    shown: Counter[str] = field(default_factory=Counter)
    votes: Counter[Gender] = field(default_factory=Counter)

    @property
    def gender(self) -> Gender | None:
        for form in self.forms:
            if form.gender:
                return form.gender
        (m, f) = (self.votes["m"], self.votes["f"])
        return "m" if m > max(2, 3 * f) else "f" if f > max(2, 3 * m) else None


class People:
    """The persons of one chapter."""

    def __init__(
        self,
        characters: Mapping[str, Sequence[str]],
        names: Mapping[str, int],
        nouns: Collection[str] = (),
        together: Sequence[Collection[str]] = (),
    ) -> None:
        """`together` are the names and nouns that each paragraph's narration has."""
        self._together = together
        self._spouses: dict[str, _Person] = {}
        self._nouns = frozenset(nouns)
        self._by_alias: dict[str, _Person] = {}
        self._persons: list[_Person] = []
        self._by_word: defaultdict[str, list[_Person]] = defaultdict(list)
        self._known: dict[str, _Person | None] = {}
        self._linked: dict[str, _Person | None] = {}
        """By noun, the person of whom the text says that it is him or her"""
        self._owned = _by_head(noun for noun in sorted(nouns) if OWNED.search(noun))
        """By noun, those of it that belong to somebody (`Scrooge’s nephew`)"""
        for name, aliases in characters.items():
            self._configure(name, aliases)
        self._counts: Counter[Form] = Counter()
        self._gather(names)
        self._join_families()
        self._join_ranks()
        shared = Counter(word for person in self._persons for word in person.words)
        for person in self._persons:
            if not person.configured:
                person.name = _shown(person, shared)

    def _gather(self, names: Mapping[str, int]) -> None:
        """Make persons of names, the fullest ones first."""
        forms = {name: form_of(name) for name in names}
        for name, count in names.items():
            self._counts[forms[name]] += count
        for name in sorted(names, key=lambda n: (-len(forms[n].words), -len(forms[n].titles), n)):
            self._add(name, names[name])

    def _join_families(self) -> None:
        """The father, or Papa, is Mr. Lane where no other is called Mr., or has a Mrs. too.

        So is her husband where there is just one couple, and his wife is Mrs. Lane.
        """
        titled = {title: self._titled(title) for title in _COUPLE}
        for title, other in (("mr", "mrs"), ("mrs", "mr")):
            surnames = _surnames(titled[other])
            married = [person for person in titled[title] if surnames & person.words]
            parent, spouse = _COUPLE[title]
            if len(married) == 1:
                self._linked[spouse] = self._spouses[spouse] = married[0]
            for only in (titled[title], married):
                if len(only) == 1 and not self._met(parent, only[0]):
                    self._join_parent(parent, only[0])

    def _join_ranks(self) -> None:
        """The doctor is Dr. Lane where no other of whom the narration speaks is called Dr."""
        for noun in ENGLISH.ranks:
            title = SAME_TITLE.get(noun, noun)
            titled = [p for p in self._titled(title) if any(self._counts[f] for f in p.forms)]
            if len(titled) == 1 and f"the {noun}" in self._nouns:
                self._linked.setdefault(noun, titled[0])

    def _join_parent(self, parent: str, person: _Person) -> None:
        if f"the {parent}" in self._nouns:
            self._linked[parent] = person
        for key in [key for key in self._known if form_of(key) == Form((), (parent,))]:
            self._known[key] = person

    def _met(self, parent: str, person: _Person) -> bool:
        """Whether a paragraph names both, so that they are two."""
        return any(
            any(form_of(name).words == (parent,) for name in names)
            and any(form_of(name) in person.forms for name in names)
            for names in self._together
        )

    def _titled(self, title: str) -> list[_Person]:
        return [p for p in self._persons if any(title in form.titles for form in p.forms)]

    def who(self, name: str) -> str | None:
        """The person that a name means; None where that is not certain."""
        person = self._person(name)
        return person.name if person else None

    def knows(self, name: str) -> bool:
        """Whether it is a configured name or alias."""
        return speaker_key(name) in self._by_alias

    def named(self, mention: Mention) -> str | None:
        """The person that a name or noun means; None where that is not certain."""
        if mention.kind == "nobody" and not self.knows(mention.text):
            return None
        if mention.kind != "noun":
            return self.who(mention.text)
        return self._called(mention.text) or self._noun(mention.text)

    def _called(self, phrase: str) -> str | None:
        """The person whose whole name a noun is (`the captain` where the text has `the Captain`).

        The last word of a name is not enough: the cook need not be Captain Cook.
        """
        key = speaker_key(phrase)
        head = _head(phrase)
        owned = phrase.split()[0].lower() in RELATIVE or OWNED.search(phrase)
        linked = None if owned else self._linked.get(head)
        person = self._by_alias.get(key) or linked
        if person is None and (known := self._known.get(key)):
            person = known if any(form.words == (key,) for form in known.forms) else None
        return person.name if person else None

    def link(self, phrase: str, name: str) -> None:
        """The text says that a noun is somebody's (`Mrs. Hurst, the aunt`)."""
        person, head = self._person(name), _head(phrase)
        if person is None or differ(self.gender(phrase), person.gender):
            return
        if self._linked.setdefault(head, person) is not person:
            self._linked[head] = None

    def _noun(self, phrase: str) -> str | None:
        """How a person is called who has no name: `the cheerful cook` is the cook.

        `the nephew` and `his nephew` are Scrooge’s nephew where that is the only nephew.
        """
        determiner, *adjectives, head = phrase.split()
        owned = self._owned.get(head.lower(), ())
        if len(owned) == 1 and determiner.lower() in (*RELATIVE, "the", "my"):
            return owned[0]
        if determiner.lower() in ("this", "that"):
            return None
        if determiner.lower() in RELATIVE:
            kin = head.lower() in ENGLISH.kin and determiner.lower() != "its"
            return self._relative(head.lower()) if kin and not owned else None
        plain = f"{determiner} {head}"
        if plain in self._nouns and not ENGLISH.telling.intersection(map(str.lower, adjectives)):
            return plain
        return phrase

    def _relative(self, head: str) -> str | None:
        """Who `his wife` is: the one in a couple, the wife, or the only one whom a chapter has."""
        if head in self._spouses:
            return self._spouses[head].name
        if f"the {head}" in self._nouns:
            return None if self._may_be_titled(head) else f"the {head}"
        own = {noun.lower() for noun in self._nouns if _head(noun) == head}
        relative = {f"{each.split()[0]} {head}" for each in own if each.split()[0] in RELATIVE}
        return relative.pop() if len(relative) == 1 else None

    def _may_be_titled(self, head: str) -> bool:
        """Whether several are called Mrs., one of whom is likely `her mother`."""
        titles = (title for title, nouns in _COUPLE.items() if head in nouns)
        return any(len(self._titled(title)) > 1 for title in titles)

    def gender(self, name: str) -> Gender | None:
        """The gender of a person, as far as it is known."""
        person = self._person(name)
        return person.gender if person else form_of(name).gender

    def vote(self, name: str, gender: Gender, weight: int) -> None:
        """A pronoun near by seems to be this person's."""
        if person := self._person(name):
            person.votes[gender] += weight

    def _person(self, name: str) -> _Person | None:
        key = speaker_key(name)
        if key not in self._known:
            self._known[key] = self._by_alias.get(key) or self._match(form_of(name))
        return self._known[key]

    def _configure(self, name: str, aliases: Iterable[str]) -> None:
        spellings = [name, *aliases]
        person = _Person(name, [], configured=True)
        self._persons.append(person)
        for each in spellings:
            if each != "I":
                self._give(person, form_of(each))
        for each in spellings:
            self._by_alias.setdefault(speaker_key(each), person)

    def _add(self, name: str, count: int) -> None:
        key = speaker_key(name)
        form = form_of(name)
        person = self._by_alias.get(key) or self._known.get(key)
        if person is None:
            fitting = self._fitting(form)
            if len(fitting) > 1 and not self._stands_alone(form, fitting):
                self._known[key] = _the_man(form, fitting)
                return
            person = fitting[0] if len(fitting) == 1 else None
        if person is None:
            person = _Person(name, [])
            self._persons.append(person)
        self._give(person, form)
        person.shown[" ".join(name.translate({0x2060: None}).split())] += count
        self._known[key] = person

    def _give(self, person: _Person, form: Form) -> None:
        """One more form of somebody's name."""
        if form not in person.forms:
            person.forms.append(form)
            for word in set(form.words) - person.words:
                person.words.add(word)
                self._by_word[word].append(person)

    def _stands_alone(self, form: Form, fitting: Sequence[_Person]) -> bool:
        """A name used more often than all that contain it is somebody's own (`the Rocket`)."""
        longer = sum(self._counts[other] for person in fitting for other in person.forms)
        return _the_man(form, fitting) is None and self._counts[form] > max(_OFTEN, longer)

    def _match(self, form: Form) -> _Person | None:
        fitting = self._fitting(form) or self._ranked(form)
        return fitting[0] if len(fitting) == 1 else _the_man(form, fitting)

    def _ranked(self, form: Form) -> list[_Person]:
        """Those whom a title alone can mean (`No bad news, Colonel?`)."""
        rank = " ".join(form.words)
        known = rank in ENGLISH.titles and rank not in _ANYBODY
        return self._titled(SAME_TITLE.get(rank, rank)) if known else []

    def _fitting(self, form: Form) -> list[_Person]:
        near = {id(p): p for word in form.words for p in self._by_word[word][:_MOST_NAMESAKES]}
        return [
            person
            for person in near.values()
            if any(self._same(form, other) for other in person.forms)
            and not differ(form.gender, person.gender)
        ]

    def _same(self, form: Form, other: Form) -> bool:
        """Whether two forms may be one person's: `Mr. Utterson` and `Gabriel John Utterson`."""
        if form == other:
            return True
        if cannot_be_one(form, other):
            return False
        short, long = sorted((form, other), key=lambda each: len(each.words))
        if short.words == long.words:
            return bool(form.titles) != bool(other.titles) or form.titles == other.titles
        if len(short.words) > 1:
            return set(short.words) <= set(long.words) and short.words[-1] == long.words[-1]
        if short.titles:
            return self._same_titled(short, long)
        return short.words[0] in (long.words[0], long.words[-1])

    def _same_titled(self, short: Form, long: Form) -> bool:
        """`Dr. Jekyll` and `Henry Jekyll`; but `Miss Bennet` need not be `Elizabeth Bennet`."""
        if not _WIVES.isdisjoint(short.titles):
            return "miss" in short.titles and self._is_only_one(short, long)
        if long.titles and self._counts[long] >= _OFTEN and self._counts[short] >= _OFTEN:
            return False
        if self._goes_by_given_name(long) and self._counts[short] >= _TWICE:
            return False
        return short.words[-1] == long.words[-1] or short.words[0] == long.words[0]

    def _goes_by_given_name(self, form: Form) -> bool:
        """Whether Ralph Lane is called Ralph: then Mr. Lane is another."""
        given = Form((), form.words[:1])
        return not form.titles and form.words[0] in ENGLISH.given and self._counts[given] >= _TWICE

    def _is_only_one(self, short: Form, long: Form) -> bool:
        """Whether nobody else has the surname: Miss Faraday is then Alice Faraday."""
        family = {form for form in self._counts if form.words and form.words[-1] == short.words[-1]}
        others = {form for form in family if form.words not in (short.words, long.words)}
        titles = {title for form in family for title in form.titles}
        return short.words[-1] == long.words[-1] and not others and titles <= {"miss"}


def _the_man(form: Form, fitting: Sequence[_Person]) -> _Person | None:
    """Novels call men by their surname alone, and women not, where both are about."""
    if form.titles or len(form.words) != 1:
        return None
    men = [p for p in fitting if _is_man(p)]
    women = [p for p in fitting if p.gender == "f"]
    return men[0] if len(men) == 1 and len(women) == len(fitting) - 1 else None


def _surnames(persons: Iterable[_Person]) -> set[str]:
    return {form.words[-1] for person in persons for form in person.forms if form.words}


def _is_man(person: _Person) -> bool:
    titled = any(not _MEN_OF_THE_HOUSE.isdisjoint(form.titles) for form in person.forms)
    return titled or person.gender == "m"


def _shown(person: _Person, shared: Mapping[str, int]) -> str:
    """The form that is used most; a word that others are called by too does not do alone."""

    def rank(name: str) -> tuple[bool, int, str]:
        titles, words = form_of(name)
        doubtful = not titles and len(words) == 1 and shared[words[0]] > 1
        return doubtful, -person.shown[name], name

    return min(person.shown, key=rank, default=person.name)

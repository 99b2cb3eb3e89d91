"""Whom a narration speaks of: names, pronouns and nouns for people, and where they are."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

import regex

from narrate.readings.languages import rules_for
from narrate.script.dialogue.words import ENGLISH, Gender

Kind = Literal["name", "noun", "pronoun", "nobody"]
"""`nobody`: no single person, or none that is known (`they`, `a voice`)"""


class Mention(NamedTuple):
    """Somebody is spoken of."""

    start: int
    end: int
    kind: Kind
    text: str
    """A name without article, a noun with its own (`the old man`), a pronoun in lower case"""
    gender: Gender | None = None
    initial: bool = False
    """A name whose only capitals open a sentence, so that it may be none (`Even now …`)"""


_S = r"[\s\u2060]+"
_CAP = r"\p{Lu}[\p{L}\p{M}\p{N}]*(?:[’'-]\p{L}{2,})*"
_TITLE = r"(?:Mr|Mrs|Ms|Dr|St|Rev|Capt|Col|Gen|Maj|Lt|Sgt|Prof|Hon|Mme|Mlle|Messrs|Esq)\."
_WORD_OF_NAME = rf"(?:{_TITLE}|\p{{Lu}}\.(?={_S}?\p{{Lu}})|{_CAP})"
_LINK = rf"(?:{_S}(?:of(?:{_S}the)?|de(?:{_S}la)?|von|van|du|del|le|la))?{_S}"
_NAME: Final = regex.compile(rf"(?<![\w’'-]){_WORD_OF_NAME}(?:{_LINK}{_WORD_OF_NAME}){{0,4}}")
_PRONOUN: Final = regex.compile(
    r"(?i:he|she|they|we|you|it|both|all|others?|who"
    r"|(?:every|some|any|no)(?:[ ]?body|[ ]?one))(?![\w’'])|I(?![\w’'])"
    r"|(?i:one|another)(?=[\s\u2060]*(?:[.,;:!?—–-]|$|of\b))"
)
_HAS_OWNER: Final = regex.compile(r"(?:[’']s|(?<=s)[’'])(?=\s)")
_DETERMINER = r"(?i:the|a|an|my|his|her|our|their|its|your|this|that|another|one|some|each|every)"
_NOUN_WORD = r"[\p{L}\p{M}]+(?:[’'-]\p{L}+)*"
_NOUN_WORDS: Final = regex.compile(_NOUN_WORD)
_OWNED: Final = regex.compile(rf"{_S}((?:{_NOUN_WORD}{_S})?{_NOUN_WORD})")
_NO_SPACE: Final = regex.compile(r"[^\s\u2060]+")
_NOUN: Final = regex.compile(rf"({_DETERMINER}){_S}((?:{_NOUN_WORD}{_S}){{0,4}}{_NOUN_WORD})")
_HEAD_OF_SENTENCE: Final = regex.compile(r"(?:^|[.!?:“”\"‘—…)\n]|--)[\s\u2060]*$")
_STOPS_NOUN: Final = (
    rules_for("en").small
    | rules_for("en").conjunctions
    | ENGLISH.prepositions
    | ENGLISH.subordinators
    | frozenset({"himself", "herself", "itself", "softly", "again", "aloud", "once"})
) - frozenset({"old", "good", "own", "little", "great", "first", "last", "other", "young"})
_BEYOND: Final = 40
"""Characters behind a noun into which a name that it begins may go on"""
_NAMING: Final = ENGLISH.titles.keys() | ENGLISH.given.keys()
_SMALL: Final = rules_for("en").starters | rules_for("en").small
_NEVER_NAMES: Final = ENGLISH.exclamations | {"of", "the", "de", "la"}
_ING_NOUNS: Final = frozenset({"king", "being", "darling", "stripling", "hireling", "youngling"})
RELATIVE: Final = frozenset({"his", "her", "their", "its", "your"})
"""Determiners of somebody who is another from page to page (`his wife`)"""


def subject_at(text: str, at: int, end: int) -> Mention | None:
    """The person spoken of right at a position."""
    pronoun = _PRONOUN.match(text, at, end)
    if pronoun:
        return _of_pronoun(pronoun)
    noun = _NOUN.match(text, at, end)
    if noun:
        return _of_noun(text, noun)
    name = _NAME.match(text, at, end)
    return _of_name(text, name, end) if name else None


def mentions(text: str, start: int, end: int) -> Iterator[Mention]:
    """All names and nouns for people in a stretch of narration, in order."""
    for name in _NAME.finditer(text, start, end):
        found = _of_name(text, name, end)
        if found and found.kind == "name":
            yield found


def people_nouns(text: str, start: int, end: int) -> Iterator[Mention]:
    """Nouns that stand for a person (`the lawyer`, `her brother`)."""
    at = start
    while noun := _NOUN.search(text, at, end):
        found = _of_noun(text, noun)
        at = found.end if found else noun.end(1)
        if found and found.kind == "noun" and _head(found.text) in ENGLISH.nouns:
            yield found


def _of_pronoun(found: regex.Match[str]) -> Mention:
    word = found.group()
    word = word if word == "I" else word.lower()
    gender: Gender | None = {"he": "m", "she": "f"}.get(word)  # type: ignore[assignment]
    kind: Kind = "pronoun" if word in ("he", "she", "I") else "nobody"
    return Mention(found.start(), found.end(), kind, word, gender)


def _of_name(text: str, found: regex.Match[str], end: int) -> Mention | None:
    """The name without what only looks like part of it; None where nothing is left.

    `Oh Tom Sawyer said` gives the name `Tom Sawyer`, `Scrooge’s nephew said` the noun
    `Scrooge’s nephew`, `Scrooge’s eyes were` the name `Scrooge`.
    """
    first = _HEAD_OF_SENTENCE.search(text, max(0, found.start() - 6), found.start()) is not None
    words = _name_words(text, found, first=first)
    if not words:
        return None
    start, stop = words[0].start(), words[-1].end()
    name = text[start:stop]
    initial = first and start == found.start() and len(words) == 1
    if name.endswith(("’s", "'s")):
        return _owned(text, start, stop - 2, stop, end)
    if _HAS_OWNER.match(text, stop, end):
        return _owned(text, start, stop, stop + 2, end)
    return Mention(start, stop, "name", name, initial=initial)


def _name_words(text: str, found: regex.Match[str], *, first: bool) -> Sequence[regex.Match[str]]:
    """The words with capitals but those at both ends that are none of a name's."""
    words = list(_NO_SPACE.finditer(text, found.start(), found.end()))
    while words and _is_no_name(
        words[0].group(), first=first and words[0].start() == found.start(), alone=len(words) == 1
    ):
        words = words[1:]
    while (
        words
        and not (len(words) > 1 and words[-2].group().endswith("."))  # Dr. Who
        and _is_no_name(words[-1].group(), first=False, alone=len(words) == 1)
    ):
        words = words[:-1]
    return words


def _owned(text: str, start: int, name_end: int, stop: int, end: int) -> Mention:
    """`Scrooge’s nephew` is a person of his own; `Scrooge’s eyes` still speak of Scrooge."""
    follows = _OWNED.match(text, stop, end)
    if follows:
        for word in _NOUN_WORDS.finditer(follows[1]):
            if word.group().lower() in ENGLISH.nouns:
                stop = follows.start(1) + word.end()
                gender = ENGLISH.nouns[word.group().lower()]
                return Mention(start, stop, "noun", text[start:stop], gender)
    return Mention(start, name_end, "name", text[start:name_end])


def _is_no_name(word: str, *, first: bool, alone: bool) -> bool:
    """Whether a word with a capital is none of a name's.

    `Oh`, `The`, `TOM` are not, nor is `April` alone; `Tom` is one, and `Even` (first) too.
    """
    small = word.rstrip(".").lower().replace("’", "'")
    if not alone and small in ENGLISH.titles:
        return False
    if _is_shouted(word) or small in _NEVER_NAMES or (alone and small in ENGLISH.no_names):
        return True
    if small in _NAMING:
        return False
    return small in _SMALL or (first and _leads(small, alone=alone))


def _leads(word: str, *, alone: bool) -> bool:
    """Whether a word at the head of a sentence is no name (`Even`; `Indeed` before one)."""
    leads = word in ENGLISH.leads or word in ENGLISH.subordinators
    return word in rules_for("en").common or (leads and not alone)


def _is_shouted(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) > 1


def _of_noun(text: str, found: regex.Match[str]) -> Mention | None:
    """Determiner, adjectives and head, up to the first word that can't be one of them.

    `the old man went` gives the noun `the old man`, a man; `the little Swallow flew` the name
    `Swallow`; `the other Tom said` nobody.
    """
    kept = _adjectives_and_head(text, found)
    determiner, start = found[1].lower(), found.start()
    if not kept:
        return Mention(start, found.end(1), "nobody", determiner)
    inside = _capitals_in(text, found, kept) if determiner in ("the", "a", "an") else None
    if inside and kept[0].group().lower() in ("other", "others"):
        return Mention(start, inside.end(), "nobody", inside.group())
    if inside:
        return _of_name(text, inside, found.end(2) + _BEYOND)
    last = _person_among(text, kept) or kept[-1]
    head = last.group().lower()
    phrase = " ".join(text[start : last.end()].split())
    if _is_nobody(determiner, head):
        return Mention(start, last.end(), "nobody", phrase)
    kind: Kind = "nobody" if determiner in RELATIVE and head not in ENGLISH.nouns else "noun"
    phrase = phrase[:1].lower() + phrase[1:]
    return Mention(start, last.end(), kind, phrase, ENGLISH.nouns.get(head))


def _adjectives_and_head(text: str, found: regex.Match[str]) -> list[regex.Match[str]]:
    kept: list[regex.Match[str]] = []
    for word in _NOUN_WORDS.finditer(text, found.start(2), found.end(2)):
        small = word.group().lower()
        if small in _STOPS_NOUN or (kept and _ends_noun(small)):
            break
        kept.append(word)
        if text[word.end() : word.end() + 1] not in (" ", "\u00a0", "\n"):
            break
    return kept


def _capitals_in(
    text: str, found: regex.Match[str], words: Iterable[regex.Match[str]]
) -> regex.Match[str] | None:
    """The name is the run of capitals: `the little Swallow` is the Swallow."""
    capital = next((word for word in words if word.group()[0].isupper()), None)
    return _NAME.match(text, capital.start(), found.end(2) + _BEYOND) if capital else None


def _person_among(text: str, words: Iterable[regex.Match[str]]) -> regex.Match[str] | None:
    """Where `the old man` ends, whatever follows; `the man’s brother` is the brother."""
    person = None
    for word in words:
        if word.group().lower() in ENGLISH.nouns:
            person = word
            if not _HAS_OWNER.match(text, word.end()):
                break
    return person


def _is_nobody(determiner: str, head: str) -> bool:
    return head in ENGLISH.things or head in ENGLISH.nobody or determiner in ENGLISH.indefinite


def _ends_noun(word: str) -> bool:
    return (
        word in ENGLISH.said
        or word in ENGLISH.between
        or (word.endswith("ly") and word not in ENGLISH.nouns)
        or (word.endswith("ing") and word not in _ING_NOUNS)
        or (word.endswith("ed") and len(word) > 4)
    )


def _head(phrase: str) -> str:
    return phrase.rsplit(None, 1)[-1].lower()


def is_person(mention: Mention) -> bool:
    """Whether a name or noun is sure to stand for a person."""
    return mention.kind == "name" or (
        mention.kind == "noun" and _head(mention.text) in ENGLISH.nouns
    )


def is_relative(mention: Mention) -> bool:
    """`his wife`: whose wife changes from page to page."""
    return mention.kind == "noun" and mention.text.split()[0].lower() in RELATIVE

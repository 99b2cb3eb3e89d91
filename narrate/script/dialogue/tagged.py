"""Whom a tag names beside a quotation in languages other than English.

The words of each language are in `data/dialogue.json`: verbs of saying in past and present, what
may stand between them and their subject, articles and titles. In most languages a name has a
capital (`sagte Anna`, `dit le vieillard`); in Hindi it is what stands before `ने` or at the head
of the clause (`कल्लू ने कहा`), in Tamil what stands beside the verb (`என்றாள் முனியா`).
"""

import functools
import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from narrate.book import Chapter, speaker_key
from narrate.script.dialogue.quotations import Quotation
from narrate.script.dialogue.scene import Found, alternate
from narrate.script.dialogue.words import OTHERS, OtherLanguage

_REACH: Final = 110
_STOP: Final = re.compile(r"[.!?।॥…\n;“”„«»\"]|,\s(?=(?:und|et|y|aber|mais|pero)\s)")
_VOWELS: Final = r"\u0900-\u0903\u093a-\u094f\u0b82\u0bbe-\u0bcd\u200c\u200d"
"""Signs of Devanagari and Tamil that are no letters for `re`"""
_TOKEN: Final = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_VOWELS}]|[’'.-](?=\S))*")
_LEADS: Final = re.compile(r"[:,]\s*$")
_TAMIL_NAME: Final = 2
"""Words"""
_BY_TAG: Final = 0.98
_BY_TURN: Final = 0.9
_LONGEST_NAME: Final = 4
"""Words"""


class Tag(NamedTuple):
    """What is said beside a quotation of its speaker."""

    speaker: str | None
    """None where it is a pronoun, or nobody that can be named"""


NARRATOR: Final = Tag("")


@dataclass(frozen=True, slots=True)
class TaggedSpeech:
    """One span of speech, and who it is, as far as its own paragraph says."""

    quotation: Quotation
    speaker: str | None
    tagged: bool
    """Somebody is named or meant, so that no turn may tell otherwise"""


def tagged_speeches(
    chapter: Chapter, quotations: Sequence[Quotation], language: str
) -> list[TaggedSpeech]:
    """Each quotation with the speaker that a tag beside it names."""
    rules = OTHERS.get(language)
    read = _READERS.get(language, read_capitals)
    found: list[TaggedSpeech] = []
    for i, quotation in enumerate(quotations):
        tag = None
        if rules is not None:
            behind, ahead = _beside(chapter, quotations, i)
            tag = read(behind, rules, False)
            if tag is None and _LEADS.search(ahead):
                tag = read(_clause_before(ahead), rules, True)
            tag = tag or _goes_on(found, quotations, i, chapter.text)
        speaker = tag.speaker if tag else None
        found.append(TaggedSpeech(quotation, speaker, tag is not None))
    return found


def _goes_on(
    found: Sequence[TaggedSpeech], quotations: Sequence[Quotation], i: int, text: str
) -> Tag | None:
    """The second half of a speech in its paragraph is the same speaker's."""
    if not found or quotations[i - 1].block != quotations[i].block or not found[-1].tagged:
        return None
    between = text[quotations[i - 1].end : quotations[i].start]
    return Tag(found[-1].speaker) if len(between) <= _REACH else None


def _beside(chapter: Chapter, quotations: Sequence[Quotation], i: int) -> tuple[str, str]:
    """The words behind a quotation and those before it, inside of its paragraph."""
    quotation = quotations[i]
    block = chapter.blocks[quotation.block]
    before = quotations[i - 1].end if i else block.start
    after = quotations[i + 1].start if i + 1 < len(quotations) else block.end
    behind = chapter.text[quotation.end : min(after, block.end, quotation.end + _REACH)]
    ahead = chapter.text[max(before, block.start, quotation.start - _REACH) : quotation.start]
    return _STOP.split(behind, maxsplit=1)[0], ahead


def _clause_before(ahead: str) -> str:
    return _STOP.split(ahead.rstrip(" ,:\u00a0"))[-1]


def _words(text: str) -> list[str]:
    return [match.group().rstrip(".") for match in _TOKEN.finditer(text)]


def speakers_in_turn(
    spoken: Sequence[TaggedSpeech], characters: Mapping[str, Sequence[str]]
) -> list[Found]:
    """The speaker of each span, with those that follow from the turns of two."""
    known = _by_key(characters)
    narrator = known.get(speaker_key("I"), "")
    blocks = itertools.groupby(spoken, key=lambda each: each.quotation.block)
    speakers: list[Found] = []
    for run in _runs([list(turn) for _, turn in blocks]):
        named = [_named_in(turn, known, narrator) for turn in run]
        settled = alternate(named, functools.partial(_open, run))
        for turn, name, speaker in zip(run, named, settled, strict=True):
            sure = _BY_TAG if name is not None else _BY_TURN if speaker is not None else 0.0
            own = (_named_in([each], known, narrator) for each in turn)
            speakers += [Found(speaker if each is None else each, sure) for each in own]
    return speakers


def _by_key(characters: Mapping[str, Sequence[str]]) -> dict[str, str]:
    spellings = ((each, name) for name, others in characters.items() for each in (name, *others))
    return {speaker_key(each): name for each, name in spellings}


def _named_in(turn: Sequence[TaggedSpeech], known: Mapping[str, str], narrator: str) -> str | None:
    """Who is named first in a turn, as the characters are called."""
    name = next((each.speaker for each in turn if each.speaker is not None), None)
    if name == "":
        return narrator
    return known.get(speaker_key(name), name) if name else None


def _open(run: Sequence[list[TaggedSpeech]], i: int, name: str) -> bool:
    """Whether nothing in a turn says that it is not somebody's."""
    return not any(each.tagged for each in run[i])


def _runs(turns: Sequence[list[TaggedSpeech]]) -> Iterator[list[list[TaggedSpeech]]]:
    run: list[list[TaggedSpeech]] = []
    for turn in turns:
        if run and turn[0].quotation.block - run[-1][0].quotation.block > 1:
            yield run
            run = []
        run.append(turn)
    if run:
        yield run


# ── languages with capitals ───────────────────────────────────────────────────────────────────


def read_capitals(text: str, rules: OtherLanguage, ahead: bool = False) -> Tag | None:
    """`sagte Anna leise`, `Anna sagte`, `dit le vieil homme`, `preguntó ella`."""
    words = _split_clitics(text, rules)
    for at, word in enumerate(words):
        if word.lower() in rules.said or word in rules.first:
            found = _beside_verb(words, at, rules, ahead)
            if found is not None or word.lower() in rules.said:
                return found or Tag(None)
        if not ahead and at >= _LONGEST_NAME:
            break
    return None


def _split_clitics(text: str, rules: OtherLanguage) -> list[str]:
    """Words, with `l’homme` and `dit-il` as two and reflexive pronouns left out."""
    text = text.replace("’", "'")
    parts = re.sub(r"([ldsmnt])'(?=\w)", r"\1’ ", text, flags=re.I)
    parts = re.sub(r"-(?:t-)?(?=(?:il|elle|ils|elles|on|je|nous|vous)\b)", " ", parts)
    words = _words_keeping(parts)
    return [
        word
        for word, after in itertools.zip_longest(words, words[1:], fillvalue="")
        if word.lower() not in rules.clitics or not _is_verb(after, rules)
    ]


def _is_verb(word: str, rules: OtherLanguage) -> bool:
    return word.lower() in rules.said or word in rules.first or word.lower() in rules.clitics


def _words_keeping(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[’'](?=\s)|[-’'][^\W\d_]+|\.(?=\s[A-ZÀ-Þ]))*", text)


def _beside_verb(words: Sequence[str], at: int, rules: OtherLanguage, ahead: bool) -> Tag | None:
    """The subject behind a verb, otherwise that before it."""
    if words[at] in rules.first:
        return NARRATOR
    behind = list(words[at + 1 :])
    while behind and behind[0].lower() in rules.between:
        behind = behind[1:]
    found = _subject(behind, rules)
    if found is None and at:
        before = list(words[:at])
        while before and before[-1].lower() in rules.between:
            before.pop()
        found = _subject(_from_article(before, rules, ahead), rules)
    return found


def _from_article(words: Sequence[str], rules: OtherLanguage, ahead: bool) -> Sequence[str]:
    """The words of the subject at the head of a clause."""
    if not ahead:
        return words
    start = next(
        (
            i
            for i, word in enumerate(words)
            if word.lower() in rules.articles
            or word.lower() in rules.pronouns
            or (word[0].isupper() and word.lower() not in rules.leads)
        ),
        len(words),
    )
    return words[start:]


def _subject(words: Sequence[str], rules: OtherLanguage) -> Tag | None:
    """A pronoun, an article with its noun, or a name, right at the head of words."""
    if not words:
        return None
    first = words[0].lower()
    if first in rules.narrator:
        return NARRATOR
    if first in rules.pronouns:
        return Tag(None)
    if first in rules.articles:
        return _noun(words, rules)
    name = _name(words, rules)
    return Tag(name) if name else None


def _name(words: Sequence[str], rules: OtherLanguage) -> str | None:
    kept: list[str] = []
    for word in words[: _LONGEST_NAME + 1]:
        if not word[0].isupper() and word.lower() not in (rules.links if kept else rules.titles):
            break
        kept.append(word)
    while kept and kept[-1].lower() in (rules.links | rules.titles):
        kept.pop()
    return " ".join(kept) or None


def _noun(words: Sequence[str], rules: OtherLanguage) -> Tag | None:
    """`der alte Mann`, `l’homme`, `el ciego`; with a name behind the article just that."""
    rest = words[1:]
    capitals = rules.capital_nouns
    name = _name(rest, rules)
    if name and not capitals:
        return Tag(name)
    kept = [words[0].lower()]
    for word in rest[:3]:
        if word.lower() in rules.links or word.lower() in rules.between:
            break
        kept.append(word)
        if word[0].isupper() if capitals else word.lower() not in rules.adjectives:
            break
    if words[0].lower() in rules.indefinite or len(kept) < 2:
        return Tag(None)
    return Tag(re.sub(r"’ ", "’", " ".join(kept)))


# ── Hindi ─────────────────────────────────────────────────────────────────────────────────────


def _read_hindi(text: str, rules: OtherLanguage, ahead: bool) -> Tag | None:
    """`कल्लू ने कहा`, `शब्बो बोली`, `माँ पूछती है`; `उसने कहा` is nobody who could be named."""
    words = _words(text)
    verb = next((i for i, word in enumerate(words) if word in rules.said), None)
    if verb is None:
        return None
    before = words[:verb]
    if not rules.narrator.isdisjoint(before):
        return NARRATOR
    subject = _agent(before, rules) if "ने" in before else _head_of_clause(before, rules)
    return Tag(_plain_name(subject, rules))


def _agent(words: Sequence[str], rules: OtherLanguage) -> Sequence[str]:
    """The noun phrase right before `ने`."""
    subject = words[: list(words).index("ने")]
    start = max((i + 1 for i, word in enumerate(subject) if word in rules.between), default=0)
    return subject[start:]


def _head_of_clause(words: Sequence[str], rules: OtherLanguage) -> Sequence[str]:
    """The first word, with the titles behind it."""
    stop = next((i for i, word in enumerate(words) if word in rules.between), len(words))
    return words[: min(stop, 1 + _titles_behind(words, rules))]


def _titles_behind(words: Sequence[str], rules: OtherLanguage) -> int:
    count = 0
    while 1 + count < len(words) and words[1 + count] in rules.titles:
        count += 1
    return count


def _plain_name(words: Sequence[str], rules: OtherLanguage) -> str | None:
    """A name in a script without capitals: a few words, none of them a pronoun."""
    if not 0 < len(words) <= _LONGEST_NAME or any(word in rules.pronouns for word in words):
        return None
    return " ".join(words)


# ── Tamil ─────────────────────────────────────────────────────────────────────────────────────


def _read_tamil(text: str, rules: OtherLanguage, ahead: bool) -> Tag | None:
    """`என்றாள் முனியா`, `முனியா சொன்னாள்`, `என்று சிரித்தாள் சாரு`."""
    words = _words(text)
    verb = next((i for i, word in enumerate(words) if _says_tamil(word, rules)), None)
    if verb is None:
        return None
    if words[verb].endswith("ேன்") or not rules.narrator.isdisjoint(words):
        return NARRATOR
    if words[verb].endswith("ார்கள்"):
        return Tag(None)
    return Tag(_plain_name(_beside_tamil(words, verb, rules), rules))


def _beside_tamil(words: Sequence[str], verb: int, rules: OtherLanguage) -> Sequence[str]:
    """What stands behind the verb, if that is a name's length, otherwise what is first."""
    behind = [word for word in words[verb + 1 :] if word not in rules.between]
    if behind:
        return behind if len(behind) <= _TAMIL_NAME else ()
    return [word for word in words[:verb] if word not in rules.between][:1]


def _says_tamil(word: str, rules: OtherLanguage) -> bool:
    finite = _FINITE.search(word) is not None
    return word in rules.said or (finite and any(map(word.startswith, rules.stems)))


_FINITE: Final = re.compile(r"(?:ான்|ாள்|ார்|ார்கள்|ேன்|ாங்க)$")

_Reader = Callable[[str, OtherLanguage, bool], Tag | None]
_READERS: Final[Mapping[str, _Reader]] = {"hi": _read_hindi, "ta": _read_tamil}

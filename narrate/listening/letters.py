"""Letters that were said where the text has a word.

A voice spells what it cannot say (`Hmph`, `Brrr`, `th-th-that`). A recogniser writes letters that
it hears in capitals, with hyphens or stops or as their names: HMPH, B-R-R-R, T.S.K., zee zee zee.
What the text itself has as letters (the B.B.C., J. K. R., an X) is meant to be said so.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import regex

from narrate.listening.alignment import Step, distance, likeness
from narrate.listening.words import TABLES, words_of
from narrate.numerals import roman_value

_NAMES: Final[Mapping[str, Mapping[str, str]]] = TABLES["letters"]
"""By language: each letter with how its name is written where it is heard as a word"""
_ONE_LETTER_WORDS: Final[Mapping[str, str]] = {
    "en": "aio",
    "de": "o",
    "es": "aeouy",
    "fr": "aoyà",
    "it": "aeoiè",
}
_PARTED: Final = regex.compile(
    r"(?<![\w'’-])\p{L}(?:(?:[-.·]|\.-|[.,]?\s)\p{Lu})+(?![\w'’]|-\p{L})"
    r"|(?<![\w'’-])\p{Lu}(?:-\p{Lu}\p{Ll}{0,2}){2,}(?![\w'’])"
)
"""B-R-R-R, T.S.K., P. S. S., M, M, H, S-A-Ch-H"""
_CAPITALS: Final = regex.compile(r"(?<!\w)\p{Lu}{2,}(?:-\p{Lu}{2,})*\p{Ll}*(?!\w)")
"""HMPH, ZWE-TEE-PAR; what hangs on, as in VRRier, was said with it"""
_STUTTER: Final = regex.compile(
    r"(?<![\w'’])(?:(?P<piece>\p{L}{1,3})[-–‑]\s?)(?:(?P=piece)[-–‑]\s?)*(?P<word>(?P=piece)\p{L}+)",
    regex.IGNORECASE,
)
_OWN_LETTERS: Final = regex.compile(
    r"(?<![\w'’])(?:\p{Lu}\.?(?:\s?\p{Lu}\.?)*|(?:\p{L}\.)+)(?![\w'’])|\p{Lu}{2,}"
)
"""What a text has as letters: J. K., B.B.C., X, NATO"""
_NAMED_BY_VOWEL: Final = frozenset("fhlmnrswx")
"""Letters whose names begin with a vowel nearly everywhere: ef, aitch, el, em, en, ar, es, ix; and
w, of which recognisers make all sorts of things"""
_ABBREVIATIONS: Final = frozenset(
    {"ok", "tv", "cd", "dvd", "ufo", "pc", "uk", "us", "usa", "eu", "id"}
)
"""Whisper's capitals for words that texts have in small letters"""
_OF: Final = 0.5
"""Likeness from which capitals are a word of the text"""
_OWN: Final = 0.5
"""Likeness from which letters heard are those of the text"""
_NAMED: Final = 0.6
"""Likeness from which words heard are names of letters, ..."""
_CLEARLY: Final = 0.15
"""... and by so much more than they are like the word"""
_NAME: Final = 3
"""Letters by which the longer names are known: `dub` of double u"""
_LONGEST: Final = 8
"""Letters of a word that may be heard as their names"""
_VOWELS: Final = frozenset("aeiouyäöüàâéèêëîïôûùáíóúæœ")


def spelled_words(text: str, heard: str, language: str) -> tuple[str, ...]:
    """Words that were said letter by letter, as the recogniser wrote the letters it heard.

    "“Hmph!” said she, of the B.B.C." heard as "HMPH said she of the BBC" -> ("HMPH",)
    """
    return tuple(dict.fromkeys(_letters_heard(text, heard, language)))


def _letters_heard(text: str, heard: str, language: str) -> Iterator[str]:
    """Runs of letters, and words in capitals, that the text does not have."""
    own = [_letters_of(m.group()) for m in _OWN_LETTERS.finditer(_STUTTER.sub(r"\g<word>", text))]
    written = words_of(text, language)
    runs = list(_PARTED.finditer(heard))
    for match in runs:
        letters = _letters_of(match.group())
        if set(letters) <= set(_ONE_LETTER_WORDS.get(language, "")) or _is_own(letters, own):
            continue
        if len(letters) > 2 or _is_of(letters, written):
            yield match.group()
    capitals = [match for match in _CAPITALS.finditer(heard) if _is_outside(match, runs)]
    if len(capitals) * 2 > len(heard.split()):
        return  # all of it is in capitals, as titles may be
    for match in capitals:
        letters = _letters_of(match.group())
        if roman_value(match.group()) or _is_own(letters, own):
            continue
        if _is_capitalised(letters, text) or not _is_of(letters, written):
            continue
        yield match.group()


def _is_capitalised(letters: str, text: str) -> bool:
    """Whether the text has a word of those letters that may be written so: okay as OK, Nato."""
    if letters in _ABBREVIATIONS:
        return True
    return not _VOWELS.isdisjoint(letters) and letters.capitalize() in text


def _is_of(letters: str, written: Sequence[str]) -> bool:
    """Whether they are much like up to three words in a row; else Whisper knows a name so."""
    runs = ("".join(written[at : at + n]) for at in range(len(written)) for n in (1, 2, 3))
    return any(_shared(letters, run) >= _OF for run in runs)


def _is_outside(match: regex.Match[str], runs: Sequence[regex.Match[str]]) -> bool:
    return not any(each.start() < match.end() and match.start() < each.end() for each in runs)


def _letters_of(group: str) -> str:
    return "".join(filter(str.isalpha, group)).casefold()


def _is_own(letters: str, own: Sequence[str]) -> bool:
    """Whether the text has those letters, as one abbreviation or one after the other."""
    return any(_shared(letters, each) >= _OWN for each in (*own, "".join(own)))


def _shared(letters: str, others: str) -> float:
    """The share of letters that two have in common, whatever they sound like."""
    return 1 - distance(letters, others) / max(len(letters), len(others), 1) if others else 0.0


def is_named(written: Sequence[str], said: Sequence[str], language: str) -> bool:
    """Whether the words heard are rather the names of the letters of those written.

    (["zzz"], ["zee", "zee", "zee"], "en") -> True
    """
    names, word, heard = _NAMES.get(language, {}), "".join(written), "".join(said)
    if not (names and heard and len(word) <= _LONGEST) or min(map(len, written), default=0) < 2:
        return False
    spelled = likeness("".join(names.get(letter, letter) for letter in word), heard)
    return spelled >= _NAMED and spelled >= likeness(word, heard) + _CLEARLY


def spelled_stutters(
    text: str,
    heard: str,
    steps: Sequence[Step],
    words: tuple[Sequence[str], Sequence[str]],
    language: str,
) -> Iterator[str]:
    """What was heard of stutters whose letters were said by name: `N-no` as "en no".

    `words` are those written and those heard, which the steps join.
    """
    written, said = words
    for match in _STUTTER.finditer(text):
        parts = words_of(match.group(), language)
        for at in range(len(written) - len(parts) + 1):
            if tuple(written[at : at + len(parts)]) == parts:
                pieces = range(at, at + len(parts) - 1)
                got = [
                    said[n]
                    for step in steps
                    if step.start in pieces and step.end - 1 in pieces
                    for n in range(step.heard_start, step.heard_end)
                ]
                if any(_is_name(each, parts[0], heard, language) for each in got):
                    yield " ".join(got)


def _is_name(word: str, piece: str, heard: str, language: str) -> bool:
    """Whether a word heard in place of a stuttered sound is the name of its letter."""
    letter = piece[0]
    name = _NAMES.get(language, {}).get(letter, letter)
    if word == name or (len(name) > _NAME and word[:_NAME] == name[:_NAME]):
        return True
    if len(word) == 1 and word in piece:  # "B, but", where a sound is written "B-but"
        return re.search(rf"\b{word.upper()}[,.]?\s", heard) is not None
    return letter in _NAMED_BY_VOWEL and word[0] in _VOWELS

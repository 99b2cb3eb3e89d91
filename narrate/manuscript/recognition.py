"""In which language a text is, told by its letters and its words.

A script that one language has nearly to itself tells it alone; in the others py3langid does, window
by window, so that a text of two languages is not taken for one. Loading its model takes half a
second, which a long English text is spared: its small words tell it.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

import regex

from narrate.manuscript.words import words_of

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN: Final = "und"
"""Of a text in letters of which no language is known"""

_FROM_EACH: Final = 5_000
"""Characters of a chapter that are looked at"""
_MOST_TEXTS: Final = 10
"""Chapters that are"""
_WINDOW: Final = 400
"""Characters that are told by themselves: two to four sentences"""
_SHORT: Final = 60
"""Characters of a paragraph below which it goes with the next one"""
_LEAD: Final = 6.0
"""By how much a language has to be likelier than the next, in natural logarithms

Of sentences of 4 to 8 words of English and Spanish novels, 0.2 % were taken for another language at
that (at 2: 1.5 %), and 80 to 98 % for their own.
"""
_COMMON: Final = 4.0
"""How much likelier those languages are that most books are in, as `_LEAD`: 55 times"""
_FEWEST_WORDS: Final = 3
"""Names and cries of one or two words are like many languages"""
_MOST: Final = 0.75
"""Share of a text that is in its language"""
_FEW: Final = 0.1
"""Share of it in which a language that the text is said to be in would show more"""
_FEWEST_ENGLISH: Final = 100
"""Words by which alone a text is known for English"""
_LEAST_SHARE: Final = 0.1
"""Of the words of a text that are small words of its language: 16 to 30 % in novels"""

_WORDS = words_of("languages")
_LETTERS: Mapping[str, str] = _WORDS["letters"]
"""Letters that one language has nearly to itself, or most books in: Devanagari's is Hindi,
Cyrillic's Russian, Arabic's Arabic; Chinese characters are Japanese where there is kana too"""
_SHARING: Mapping[str, frozenset[str]] = {
    tag: frozenset(others.split()) for tag, others in _WORDS["sharing"].items()
}
"""By the language that such letters stand for: others that are written in them too"""
_ALIKE = [frozenset(group.split()) for group in _WORDS["alike"]]
"""Languages so near to each other that no text tells for certain which one it is"""
_SMALL_WORDS: Mapping[str, str] = _WORDS["small_words"]
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)

_FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in words_of("prose")["function_words"].items()
}

_OF_LATIN: Final = frozenset(_WORDS["latin"].split())
"""Languages that a text in Latin letters is told from"""

_SCRIPTS = list(_LETTERS)
_KANA, _HAN = map(_SCRIPTS.index, ("ja", "zh"))
_LATIN = len(_SCRIPTS)
_OTHERS = _LATIN + 1
_LEAST_KANA: Final = 0.1
"""Of the letters of a Japanese text"""
_WEIGHT: Final = 3
"""Letters of a word that one such character says as much as: names and terms in Latin letters,
which are long, make no English text of a Chinese one"""
_LETTER = regex.compile(
    "|".join([*(f"([{letters}])" for letters in _LETTERS.values()), r"(\p{Latin})", r"\p{L}"])
)
_SPELLED = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text's language is taken to be."""

    language: str
    """Primary tag; empty where nothing speaks for one, UNKNOWN where its letters are unknown"""
    is_sure: bool
    refuted: frozenset[str] | None = None
    """Languages of which nothing is in it; None: all others"""

    @property
    def is_certain(self) -> bool:
        """Whether it is also a text, and no mere list of words."""
        return self.is_sure and self.refuted != frozenset()

    def contradicts(self, said: str) -> bool:
        """Whether a text is certainly not in the language that is said of it, a primary tag."""
        alike = said == self.language or any({said, self.language} <= group for group in _ALIKE)
        return self.is_sure and not alike and (self.refuted is None or said in self.refuted)


NOTHING: Final = Recognised("", is_sure=False)


def recognise(texts: Iterable[str], said: str = "") -> Recognised:
    """The language that most of some texts is in, by a part of each; `said` is what they claim."""
    sample = "\n".join(text[:_FROM_EACH] for text in islice(texts, _MOST_TEXTS))
    script = _script_of(sample)
    if script is None:
        return NOTHING
    if script == _OTHERS:
        return Recognised(UNKNOWN, is_sure=True)
    if script == _LATIN:
        plain = said in ("", "en") and _is_english(sample)
        return Recognised("en", is_sure=True) if plain else _told(sample, _OF_LATIN, "")
    usual = _SCRIPTS[script]
    others = _SHARING.get(usual)
    return _told(sample, others | {usual}, usual) if others else Recognised(usual, is_sure=True)


def is_likelier(text: str, language: str, other: str) -> bool:
    """Whether a text is rather in one language than in another, both primary tags.

    Where nothing tells, as of languages that are not known, the first is believed.
    """
    script = _script_of(text)
    if script in (None, _OTHERS):
        return True
    if script != _LATIN:
        usual = _SCRIPTS[script or 0]
        written = {usual, *_SHARING.get(usual, ())}
        written.update(*(group for group in _ALIKE if group & written))
        if other not in written or language not in written:
            return language in written or other not in written
    scores = dict(_identifier().rank(text))
    return not {language, other} <= scores.keys() or scores[language] >= scores[other]


def _script_of(sample: str) -> int | None:
    """Which letters a text is in: a place in `_SCRIPTS`, `_LATIN`, or `_OTHERS`; None: in none.

    Latin ones only where they are more than half.
    """
    found = Counter((match.lastindex or _OTHERS + 1) - 1 for match in _LETTER.finditer(sample))
    for group in (_KANA, _HAN):
        found[group] *= _WEIGHT
    total = found.total()
    if found[_KANA] > _LEAST_KANA * total:  # Japanese has Chinese characters too, often more
        found[_KANA] += found.pop(_HAN)
    latin = found.pop(_LATIN, 0)
    if 2 * latin > total:
        return _LATIN
    return found.most_common(1)[0][0] if total else None


def _is_english(sample: str) -> bool:
    """Whether small words alone tell a text for English."""
    words = _SPELLED.findall(sample.casefold())
    found = Counter(language for word in words for language in _LANGUAGES_OF.get(word, ()))
    english, others = found.pop("en", 0), max(found.values(), default=0)
    enough = len(words) >= _FEWEST_ENGLISH
    return enough and english >= max(_LEAST_SHARE * len(words), 2 * others)


def _holds_together(sample: str, language: str) -> bool:
    """Whether words of a text are tied together by those of a language, as lists of words are not.

    Of languages whose function words are not known it is taken for granted.
    """
    words = _SPELLED.findall(sample.casefold())
    known = _FUNCTION_WORDS.get(language)
    return known is None or sum(map(known.__contains__, words)) >= _LEAST_SHARE * len(words)


def _told(sample: str, languages: frozenset[str], usual: str) -> Recognised:
    """The language among some that most windows of a text are in; not for sure where few are.

    Where a short text may be English just as well nothing is told, and `usual` where it has no
    words.
    """
    votes, clear = _votes(sample, languages)
    if not votes:
        return Recognised(usual, is_sure=False)
    best, count = votes.most_common(1)[0]
    most = min(count, clear) >= _MOST * votes.total()
    is_sure = most and len(_SPELLED.findall(sample)) >= _FEWEST_WORDS
    if not (is_sure or usual) and _may_be_english(sample):
        return NOTHING
    tied = bool(usual) or _holds_together(sample, best)
    hardly = {tag for tag in _identifier().labels if tied and votes[tag] <= _FEW * votes.total()}
    return Recognised(best, is_sure, frozenset(hardly))


def _votes(sample: str, languages: frozenset[str]) -> tuple[Counter[str], int]:
    """Characters of the windows likeliest in each language, and of those clearly in one."""
    votes, clear = Counter[str](), 0
    for window in _windows(sample):
        best, lead = _best(window, languages)
        votes[best] += len(window)
        clear += len(window) if lead >= _LEAD else 0
    return votes, clear


def _best(window: str, languages: frozenset[str]) -> tuple[str, float]:
    """The likeliest of some languages, and its lead before the next."""
    scores = ((_likelihood(*each), each[0]) for each in _identifier().rank(window))
    first, second, *_ = sorted((each for each in scores if each[1] in languages), reverse=True)
    return first[1], first[0] - second[0]


def _may_be_english(text: str) -> bool:
    """Whether English is not much less likely for a short text than the likeliest language."""
    if len(text) > 2 * _WINDOW:
        return False
    scores = {tag: _likelihood(tag, score) for tag, score in _identifier().rank(text)}
    return scores["en"] >= max(scores.values()) - _LEAD


def _likelihood(language: str, score: float) -> float:
    common = language in _SMALL_WORDS or language in _SHARING
    return score + _COMMON if common else score


def _windows(sample: str) -> Iterator[str]:
    """The paragraphs of a text, long ones in pieces, short ones with what follows them."""
    window = ""
    for line in sample.split("\n"):
        window = f"{window} {line}".strip()
        while len(window) > 2 * _WINDOW and (stop := window.find(" ", _WINDOW)) > 0:
            yield window[:stop]
            window = window[stop:].strip()
        if len(window) >= _SHORT:
            yield window
            window = ""
    if window:
        yield window


@functools.cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import LanguageIdentifier  # with numpy: not where nothing is to be told

    identifier = LanguageIdentifier.from_model_file("data/model.npz.xz")
    wanted = {*_OF_LATIN, *_SCRIPTS, *chain.from_iterable(_SHARING.values())}
    identifier.set_languages(wanted & set(identifier.labels))
    return identifier

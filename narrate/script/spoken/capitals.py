"""Words in capitals that a book also writes otherwise: they are said as it writes them there.

`HOLLOWAY was gone` opens a chapter on Holloway, and `It was HOLLOWAY!` is shouted; an engine may
spell both out. What the book has in capitals only (`FBI`) is left alone, with all words in capitals
beside it; so are short words that may be letters as well as words (`US`), unless other words in
capitals are beside them.
"""

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

import regex

from narrate.language import primary
from narrate.numerals import roman_value
from narrate.readings import Reading
from narrate.readings.languages import rules_for

_DATA: Final[dict[str, dict[str, str]]] = json.loads(
    resources.files("narrate.script").joinpath("data", "capitals.json").read_text("utf-8")
)
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*")
_CAPITALS = regex.compile(
    r"(?<![\p{L}\p{N}\p{M}&/@#_]|\p{L}\.)\p{Lu}(?:[\p{Lu}\p{M}]|['’](?=\p{Lu}))*+(?P<ending>['’]s)?"
    r"(?![\p{L}\p{N}\p{M}&/@_]|\.\p{L}|-\p{N})"
)
_ANY = regex.compile(r"\p{Lu}['’]?\p{Lu}")
_HEAD_OF_SENTENCE = regex.compile(r"(?:^|[.!?…])[\s\"“‘'(«„¡¿—–]*$")
_COUNTED = regex.compile(r"\d(?:ST|ND|RD|TH|D) $")
"""An ordinal that is read as one because of the capitals behind it: `3D SAILOR`"""
_SHORT = 3
"""Letters up to which a word in capitals is more often letters than a word"""
_FAIRLY_SHORT = 4
_MORE_OFTEN = 3
"""How many times more often a short word must be no letters elsewhere"""


@dataclass(frozen=True, slots=True)
class _Written:
    """How a book writes a word that it has in capitals too."""

    form: str
    """Its most frequent form that is not in capitals"""
    small: bool
    """Also in small letters, so that it is no mere name"""
    count: int
    """Places where it is not in capitals"""
    capitals: int
    """Places where it is"""


Words = Mapping[str, _Written]
"""By their key"""


def words_in_capitals(words: Counter[str]) -> Words:
    """The words that a book has in capitals and otherwise, from how often each is in it.

    `HOLLOWAY`, `Holloway`, `FBI` give `holloway`.
    """
    capitals: Counter[str] = Counter()
    for word, count in words.items():
        if len(word) > 1 and _is_in_capitals(word):
            capitals[_key(word)] += count
    forms: dict[str, Counter[str]] = {}
    for word, count in words.items():
        if (key := _key(word)) in capitals and not _is_in_capitals(word) and _is_plain(word):
            forms.setdefault(key, Counter())[_without_ending(word)] += count
    return {key: _written(found, capitals[key]) for key, found in forms.items()}


def _written(forms: Counter[str], capitals: int) -> _Written:
    small = [form for form in forms if form[0].islower()]
    return _Written(forms.most_common(1)[0][0], bool(small), forms.total(), capitals)


def _key(word: str) -> str:
    """A word's key, without the ending of a possessive."""
    return _without_ending(word.replace("’", "'")).casefold()


def _without_ending(word: str) -> str:
    return word[:-2] if word[-2:].casefold() in ("'s", "’s") else word


def _is_in_capitals(word: str) -> bool:
    return _without_ending(word).isupper()


def _is_plain(word: str) -> bool:
    """Whether a word is in small letters but for the first of each part: no `FBIs`."""
    return not word[:2].isupper() and (word[0].isupper() or word.islower())


def said_in_small_letters(words: Words, language: str) -> Reading:
    """Reads words in capitals as the book writes them elsewhere."""
    rules = rules_for(language)
    usual = rules.small | rules.starters | rules.conjunctions | rules.openers | rules.common
    data = _DATA.get(primary(language), {})
    judge = _Judge(
        words,
        usual,
        rules.small,
        rules.titles,
        frozenset(data.get("letters", "").split()),
        frozenset(data.get("opening", "").split()),
    )
    return Reading("capitals", judge.read)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides for one language which words in capitals are words."""

    words: Words
    usual: frozenset[str]
    """Words that are no names"""
    small: frozenset[str]
    """Those that need no other place in the book beside words that have one"""
    titles: frozenset[str]
    """Likewise, as `Dr.`"""
    letters: frozenset[str]
    """Words that alone in capitals may be letters"""
    opening: frozenset[str]
    """Those of them that are words at the beginning of a text"""

    def read(self, text: str) -> str:
        """The text with the words in small letters that are known so."""
        if not _ANY.search(text):
            return text
        out, at = [], 0
        for run in self._runs(text):
            for match in self._known_in(run):
                out += [text[at : match.start()], self._said(match)]
                at = match.end()
        return "".join([*out, text[at:]])

    def _runs(self, text: str) -> Iterator[list["regex.Match[str]"]]:
        """Words in capitals with no other words between them but letters and roman numerals."""
        run: list[regex.Match[str]] = []
        last = 0
        for match in _CAPITALS.finditer(text):
            if run and any(map(str.isalpha, text[last : match.start()])):
                yield run
                run = []
            last = match.end()
            if len(match.group()) > 1 and not self._is_numeral(_key(match.group())):
                run.append(match)
        if run:
            yield run

    def _known_in(self, run: Sequence["regex.Match[str]"]) -> Iterator["regex.Match[str]"]:
        """The words of a run that are known to be words: all, or those of parts between marks.

        Of `BBC’s HOLLOWAY` and `CEO, HOLLOWAY` it is the last.
        """
        if self._is_known(run):
            yield from run
            return
        parts = [[run[0]]]
        for one, other in itertools.pairwise(run):
            gap = other.string[one.end() : other.start()]
            if one["ending"] or gap.strip("- \u00a0"):
                parts.append([])
            parts[-1].append(other)
        if len(parts) > 1:
            known = (part for part in parts if self._is_known(part))
            yield from itertools.chain.from_iterable(known)

    def _is_known(self, run: Sequence["regex.Match[str]"]) -> bool:
        """Whether all words in capitals that stand together are words."""
        keys = [_key(match.group()) for match in run]
        counted = _COUNTED.search(run[0].string, max(0, run[0].start() - 6), run[0].start())
        if counted or not any(key in self.words for key in keys):
            return False
        if not all(map(self._may_be_word, keys)):
            return False
        if len(run) == 1:
            return self._is_word(keys[0], opens=not run[0].string[: run[0].start()].strip("\"“‘'("))
        return len(run) > 2 or not self.letters & set(keys) or set(keys) <= self.usual

    def _may_be_word(self, key: str) -> bool:
        return key in self.words or key in self.small or key in self.titles

    def _is_word(self, key: str, *, opens: bool) -> bool:
        """Whether a word that is alone in capitals is no row of letters."""
        known = self.words[key]
        if key in self.letters or key in self.opening:
            return opens and key in self.opening
        if not known.small or key in self.usual or len(key) > _FAIRLY_SHORT:
            return True
        least = _MORE_OFTEN if len(key) <= _SHORT else 1
        return known.count >= least * known.capitals

    def _is_numeral(self, key: str) -> bool:
        return roman_value(key) is not None and key not in self.usual

    def _said(self, match: "regex.Match[str]") -> str:
        key = _key(match.group())
        known = self.words.get(key)
        said = known.form if known else key.title() if key in self.titles else key
        if known and known.small and key in self.usual:
            said = key
        if _HEAD_OF_SENTENCE.search(match.string, max(0, match.start() - 5), match.start()):
            said = said[0].upper() + said[1:]
        ending = match.group()[len(_without_ending(match.group())) :].lower()
        return said + ending


def count_words(
    texts: Iterable[str], word: regex.Pattern[str] | re.Pattern[str] = _WORD
) -> Counter[str]:
    """How often each word is in the texts of a book, as it is written.

    `word` is what counts as one; no match may have white space.
    """
    counts = Counter[str]()
    for piece, count in Counter(itertools.chain.from_iterable(map(str.split, texts))).items():
        for found in word.findall(piece):  # what stands between spaces is looked at once
            counts[found] += count
    return counts

"""The proper names of a book, by rule: words with a capital where only a name has one.

A word counts as a name if inside sentences it nearly always is with a capital, and seldom
after `a`, `every` or `his` as things do that an author honours with one. Words in capitals,
headings and first words of sentences prove nothing; the latter are counted where the word is
known for a name from elsewhere. Names that are side by side are one (`Henry
Jekyll`), also with what joins names in their language (`de la Cruz`); titles (`Mr.`) are no part
of them. Scripts without capitals have no names that can be found so.
"""

import itertools
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Final

import regex

from narrate.book import Book, Chapter
from narrate.language import primary
from narrate.readings.languages import rules_for
from narrate.script.said import said_of
from narrate.script.sentences.sentences import split_sentences

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class NameWords:
    """What `data/names.json` knows of one language; all in small letters."""

    titles: Words = frozenset()
    """Stand before a name and are read well; without their stop"""
    no_names: Words = frozenset()
    """Months, days, peoples, faiths and the like: their capitals are a rule of spelling"""
    joining: Words = frozenset()
    """What may stand between the words of one name, beside `_JOINING`"""
    counting: Words = frozenset()
    """What stands before things and seldom before names (the Rhine and my Elizabeth are names)"""


def _words_of(entry: Mapping[str, str]) -> dict[str, Words]:
    return {kind: frozenset(words.split()) for kind, words in entry.items()}


_DATA: Final[dict[str, Any]] = json.loads(
    resources.files(__package__).joinpath("data", "names.json").read_text("utf-8")
)
_ALL: Final = _words_of(_DATA.pop("all"))
_JOINING: Final = _ALL["joining"]
"""What may stand between the words of one name in any language"""
_SAINTS: Final = _ALL["saints"]
"""Part of the name after them"""
_THE: Final = _ALL["the"]
"""The article before things, and before ships and rivers; `la` is left out for `la Nela`"""
_NAME_WORDS: Final = {tag: NameWords(**_words_of(entry)) for tag, entry in _DATA.items()}
_NOTHING_KNOWN: Final = NameWords()

LEAST = 2
"""Fewest times that a name occurs in a book: once may be a slip"""
_SHARE = 0.75
"""Of a word's places inside sentences that must have a capital"""
_COUNTED = 0.15
"""Of its places with a capital, those after a word such as `a` that make it a thing"""
_DEFINITE = 0.3
"""Likewise those after `the`, of a word that the book also has in small letters"""
_TOGETHER = 0.6
"""Of a name's places, those beside another capital that make both one name (`New Bedford`)"""
_OFTEN = 5
"""Places with a capital from which on a word that is usual in small letters may be a name"""
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:['’\-‐‑]\p{L}[\p{L}\p{M}]*)*")
_ENDING = regex.compile(r"['’](?:s|ll|d|m|re|ve|S)$")
_OPENS = regex.compile(r"[“\"‘«»„:;!?…(\[—–―¡¿*]|--|\.\.|\n|(?<=\s)'|^'")
"""What a capital may follow although no sentence begins in the splitter's eyes"""
_LONGEST_BRIDGE = 3
"""Words that may join two parts of a name (`de la`)"""
_EXAMPLE = 120
"""Characters of an example at most"""


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name as it stands in the book."""

    name: str
    count: int
    chapter: int
    """Number of the chapter in which it first occurs"""
    example: str
    """The sentence there, shortened to what is around the name"""


@dataclass(slots=True)
class _Word:
    """A word of a sentence."""

    text: str
    """Without the ending of a possessive"""
    gap: str
    """What is between it and the word before"""
    first: bool
    """A capital proves nothing here"""
    owner: bool = False
    """It has the ending of a possessive, so that no name goes on after it"""

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() and not _shouted(self.text)


@dataclass(slots=True)
class _Evidence:
    """How often words stand so or so inside sentences."""

    capital: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    counted: Counter[str] = field(default_factory=Counter)
    """With a capital, after a word that comes before things"""
    definite: Counter[str] = field(default_factory=Counter)
    """With a capital, after the article that comes before things and some names"""
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Two capitals side by side"""

    def against(self, word: str, *, usual: bool) -> bool:
        """Whether its places say that a word with a capital is no name.

        `usual` is one that the language has in small letters: it must be a name often, and only.
        """
        capital, low = self.capital[word], self.small[word.lower()]
        return (
            capital < _SHARE * (capital + low)
            or self.counted[word] > _COUNTED * capital
            or (low > 0 and self.definite[word] > _DEFINITE * capital)
            or (usual and (capital < _OFTEN or low > 0))
        )


def has_capitals(book: Book) -> bool:
    """Whether the book's script has capital letters, by which its names could be found."""
    text = "".join(chapter.text[:20_000] for chapter in book.chapters[:20])
    letters = sum(map(str.isalpha, text))
    return letters == 0 or 100 * sum(map(str.isupper, text)) > letters


def proper_names(book: Book, language: str) -> list[ProperName]:
    """The names in a book's chapters, the most frequent first."""
    name = primary(language)
    sentences = [
        (chapter.number, sentence, list(_words(sentence)))
        for chapter in book.chapters
        for sentence in _sentences(chapter, language)
    ]
    evidence = _evidence((words for _, _, words in sentences), name)
    names = _known(evidence, name)
    pairs = set(_pairs(evidence, names, name))
    runs = [
        (number, sentence, run)
        for number, sentence, words in sentences
        for run in _runs(words, names, pairs, name)
    ]
    return sorted(_listed(runs, names), key=lambda each: (-each.count, each.name))


def _listed(runs: Sequence[tuple[int, str, str]], names: set[str]) -> Iterator[ProperName]:
    """The runs that occur often enough, with chapter and sentence where each is first."""
    whole = Counter(run for _, _, run in runs)
    found: Counter[str] = Counter()
    seen: dict[str, tuple[int, str]] = {}
    for number, sentence, run in runs:
        parts = (word for word in run.split(" ") if word in names)  # of one too rare to be a name
        for each in [run] if whole[run] >= LEAST else parts:
            found[each] += 1
            seen.setdefault(each, (number, sentence))
    for each, count in found.items():
        if count >= LEAST:
            number, sentence = seen[each]
            yield ProperName(each, count, number, _example(sentence, each))


def _sentences(chapter: Chapter, language: str) -> Iterator[str]:
    said = said_of(chapter).chapter
    for block in said.blocks:
        if block.kind not in ("heading", "scene"):
            text = said.text[block.start : block.end]
            for part in text.split("\n") if block.kind == "verse" else [text]:
                yield from split_sentences(unicodedata.normalize("NFC", part), language)


def _words(sentence: str) -> Iterator[_Word]:
    at, before = 0, ""
    for match in _WORD.finditer(sentence):
        gap, word = sentence[at : match.start()], match.group()
        text = _ENDING.sub("", word)
        begins = "." in gap and not _abbreviated(before, gap)
        yield _Word(text, gap, not before or begins or bool(_OPENS.search(gap)), text != word)
        at, before = match.end(), text


def _evidence(sentences: Iterable[Sequence[_Word]], language: str) -> _Evidence:
    found = _Evidence()
    counting = _NAME_WORDS.get(language, _NOTHING_KNOWN).counting
    for words in sentences:
        before = _Word("-", "", True)
        for word in words:
            if word.text[0].islower():
                found.small[word.text] += 1
            elif word.capital and not word.first:
                found.capital[word.text] += 1
                found.counted[word.text] += before.text.lower() in counting
                found.definite[word.text] += before.text.lower() in _THE
                if before.capital and not before.first and _beside(before, word):
                    found.pairs[before.text, word.text] += 1
            before = word
    return found


def _known(evidence: _Evidence, language: str) -> set[str]:
    """The words that are names."""
    rules, words = rules_for(language), _NAME_WORDS.get(language, _NOTHING_KNOWN)
    none = words.no_names | words.titles | rules.titles
    small = rules.common | rules.small | rules.starters
    things, names = set(none), set()
    for word in sorted(evidence.capital, key=len):
        plain = word.lower()
        kin = {plain.removesuffix("s"), plain.removesuffix("es")} - {plain}
        several = any(each in things or evidence.small[each] for each in kin)
        unfit = len(word) < 2 or plain in none or several
        if unfit or evidence.against(word, usual=plain in small):
            things.add(plain)
        else:
            names.add(word)
    return names


def _pairs(evidence: _Evidence, names: set[str], language: str) -> Iterator[tuple[str, str]]:
    """Capitals beside a name that belong to it, though they are no names alone."""
    words = _NAME_WORDS.get(language, _NOTHING_KNOWN)
    none = words.no_names | words.titles | rules_for(language).titles
    for (one, other), count in evidence.pairs.items():
        if {one.lower(), other.lower()} & none:
            continue
        known = [evidence.capital[word] for word in (one, other) if word in names]
        if len(known) == 1 and count >= max(LEAST, _TOGETHER * known[0]):
            yield one, other


def _runs(
    words: Sequence[_Word], names: set[str], pairs: set[tuple[str, str]], language: str
) -> Iterator[str]:
    """The names of a sentence, those side by side as one.

    With the names Ana, Cruz, Juan: `We saw Juan de la Cruz, Ana and Juan.` gives `Juan de la Cruz`,
    `Ana`, `Juan`.
    """
    joining = _NAME_WORDS.get(language, _NOTHING_KNOWN).joining | _JOINING
    run: list[_Word] = []
    bridge: list[_Word] = []
    for word, after in itertools.pairwise([*words, _Word("-", ".", True)]):
        named = _is_named(word, after, names, pairs)
        last = [*run, *bridge][-1:]
        beside = any(_beside(each, word) for each in last)
        if beside and (named or _is_pair(last[0], word, pairs)):
            run, bridge = [*run, *bridge, word], []
        elif beside and word.text.lower() in joining and len(bridge) < _LONGEST_BRIDGE:
            bridge.append(word)
        else:
            yield from _ended(run, names)
            run, bridge = [word] if named else [], []
    yield from _ended(run, names)


def _is_pair(one: _Word, other: _Word, pairs: set[tuple[str, str]]) -> bool:
    return other.capital and (one.text, other.text) in pairs


def _is_named(word: _Word, after: _Word, names: set[str], pairs: set[tuple[str, str]]) -> bool:
    return word.text in names or _begins_name(word, after, pairs)


def _begins_name(word: _Word, after: _Word, pairs: set[tuple[str, str]]) -> bool:
    """Whether a word that is no name alone begins one (`New`, `St.`)."""
    if not word.capital or not _beside(word, after) or not after.capital:
        return False
    return word.text.lower() in _SAINTS or (word.text, after.text) in pairs


def _beside(one: _Word, other: _Word) -> bool:
    """Whether two words may be parts of one name."""
    gap = other.gap
    return not one.owner and (gap in (" ", "\u00a0") or _abbreviated(one.text, gap))


def _abbreviated(word: str, gap: str) -> bool:
    """Whether the stop after a word is no end: `St. Antoine`, `S. Holmes`, `Mr. Hyde`."""
    if gap not in (". ", ".\u00a0"):
        return False
    small = word.lower()
    titled = any(small in words.titles for words in _NAME_WORDS.values())
    return len(word) == 1 or small in _SAINTS or titled


def _ended(run: Sequence[_Word], names: set[str]) -> Iterator[str]:
    if any(word.text in names for word in run):
        text = " ".join(word.text for word in run)
        yield regex.sub(r"\b(Sts?|Ste)\b(?= )", r"\1.", text)


def _shouted(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _example(sentence: str, name: str) -> str:
    """What is around a name, on one line."""
    flat = " ".join(sentence.split())
    if len(flat) <= _EXAMPLE:
        return flat
    at = max(0, flat.find(name.partition(" ")[0]) - _EXAMPLE // 2)
    start = flat.rfind(" ", 0, at) + 1 if at else 0
    end = flat.rfind(" ", start, start + _EXAMPLE)
    shown = flat[start : end if end > start else start + _EXAMPLE]
    return f"{'…' if start else ''}{shown}{'…' if start + len(shown) < len(flat) else ''}"

"""What is said of titles, and what narrate says by itself.

Announcement   a chapter's title with its number said before it, or without it; the heading's
               text stays as it is in the manuscript, only its spoken text differs
credits        the words of the opening and closing, and of a sample's end, in each language
numerals       roman numerals that the run of a book's headings shows to be numbers; a single letter
               (`I`, `V. The Sea`) may be a word or a name, and so may a numeral that no mark parts
               from its title (`II The Fire`): that those beside it count up by one decides
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from itertools import chain, pairwise
from typing import Final

import regex

from narrate.book import Block, Book, Chapter, Mark
from narrate.chunk import Voicing
from narrate.language import primary
from narrate.numerals import roman_value
from narrate.readings import Reading, heading_number
from narrate.script.sentences.sentences import split_sentences

_CHAPTER = {
    "bn": "অধ্যায় {}। ",
    "de": "Kapitel {} – ",  # behind a full stop an engine may hear an ordinal
    "en": "Chapter {}. ",
    "es": "Capítulo {}. ",
    "fr": "Chapitre {}. ",
    "gu": "પ્રકરણ {}. ",
    "hi": "अध्याय {}। ",
    "it": "Capitolo {}. ",
    "mr": "प्रकरण {}. ",
    "nl": "Hoofdstuk {}. ",
    "pt": "Capítulo {}. ",
    "ta": "அத்தியாயம் {}. ",
}
_NUMBER_ALONE = "{}. "
"""For a language whose word is not known: better none than one of another language"""


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is said otherwise of a title than it is written."""

    number: int | None = None
    """Said before it, with the word for chapter"""
    unsaid: tuple[int, int] | None = None
    """The span of the title that is not said"""

    def opening(self, language: str) -> str:
        """`Chapter 3. `, or nothing."""
        if self.number is None:
            return ""
        return _CHAPTER.get(primary(language), _NUMBER_ALONE).format(self.number)

    def reworded(
        self, title: str, start: int, end: int, marks: Iterable[Mark], opening: str
    ) -> tuple[str, list[Mark]]:
        """What is said of `title[start:end]` behind an opening, and the marks of these words.

        Positions of `marks` count from `start`, as `Says.take` gives them. A mark for more than
        the unsaid span says it too.
        """
        words, known = title[start:end], list(marks)
        a, b = (min(max(at - start, 0), len(words)) for at in self.unsaid or (0, 0))
        if any(_says_more(mark, a, b) for mark in known):
            a = b = 0
        before = [m for m in known if m.end <= a]
        after = [m for m in known if m.start >= b and m not in before]
        shift = len(opening)
        moved = [*_moved(before, shift), *_moved(after, shift - (b - a))]
        return opening + words[:a] + words[b:], moved


AS_WRITTEN: Final = Announcement()


def without_stop(title: str) -> str:
    """A title without the full stop that old printers set behind it, which is not said.

    `Mr. Jones Jr.` keeps that of its abbreviation.
    """
    words = title.split()
    abbreviated = len(words) > 1 and len(words[-1]) <= 3 and not words[-1].isupper()
    stops = title.endswith(".") and not title.endswith("..") and not abbreviated
    return title[:-1] if stops else title


def _says_more(mark: Mark, start: int, end: int) -> bool:
    """Whether a mark is for something of a span and for more than it."""
    meets = mark.start < end and mark.end > start
    return meets and (mark.start < start or mark.end > end)


def _moved(marks: Iterable[Mark], by: int) -> Iterator[Mark]:
    """Marks further on; one that begins before the words (at -1) stays so."""
    for mark in marks:
        start = mark.start + by if mark.start >= 0 else mark.start
        yield replace(mark, start=start, end=mark.end + by)


_PLACEHOLDER = regex.compile(r"\{\s*(\w+)\s*\}")
_FILLED = regex.compile(r"X(\d+)X(?P<stop>[.।]?)")
_STOPPED = regex.compile(r"[.!?…।॥]['\"”’»)\]]*$")
_VOICE_NAME = regex.compile(r"(?:[a-z]{2}_)?(?P<name>\p{L}[\p{L}\p{M}'’ _-]*)", regex.I)
"""Behind the letters by which Kokoro tells accent and sex: `af_heart`"""
_LANGUAGE_TAG = regex.compile(r"[a-z]{2,3}[-_][A-Z]{2}")


@dataclass(frozen=True, slots=True)
class CreditWords:
    """Titles and templates in one language, from `script/data/credits.json`."""

    opening_title: str
    closing_title: str
    opening: str
    closing: str
    voice: str
    """A synthetic voice that has a name, `{}`, in the place of {narrator}"""
    some_voice: str
    """One that has none"""


_DATA = resources.files("narrate.script").joinpath("data", "credits.json").read_text("utf-8")
WORDS: Final = {tag: CreditWords(**words) for tag, words in json.loads(_DATA).items()}
ENGLISH: Final = WORDS["en"]


def credit_words(language: str) -> CreditWords:
    """Those of a tag, with or without a region; English ones for any other language."""
    return WORDS.get(primary(language), ENGLISH)


def credits_chapter(number: int, title: str, sentences: list[str]) -> Chapter:
    """The credits as a chapter of that number, a paragraph for each sentence."""
    blocks, at = [], 0
    for sentence in sentences:
        blocks.append(Block("paragraph", at, at + len(sentence)))
        at += len(sentence) + 2
    return Chapter(number, title, "\n\n".join(sentences), tuple(blocks))


def fill(template: str, facts: Mapping[str, str], language: str) -> list[str]:
    """The sentences of a template, filled; those that name an unknown fact are left out.

    A full stop behind a fact that ends in one, or in another mark (`Who Goes There?`), is dropped.
    """
    names: list[str] = []

    def numbered(match: regex.Match[str]) -> str:
        names.append(match[1])
        return f"X{len(names) - 1}X"

    # With a word of capitals in the place of each fact, a sentence begins where one begins.
    plain = _PLACEHOLDER.sub(numbered, template)
    values = [" ".join(facts.get(name, "").split()) for name in names]

    def fact(match: regex.Match[str]) -> str:
        value = values[int(match[1])]
        return value if _STOPPED.search(value) else value + match["stop"]

    sentences = []
    for sentence in split_sentences(plain, language):
        if all(values[int(match[1])] for match in _FILLED.finditer(sentence)):
            sentences.append(_FILLED.sub(fact, sentence))
    return sentences


def voice_named(voicing: Voicing, words: CreditWords) -> str:
    """The voice of a book as its narrator: `the synthetic voice Heart`.

    A voice that is called by a language is known by its engine's name, one that has but a code
    for a name by none.
    """
    name = voicing.voice
    if _LANGUAGE_TAG.fullmatch(name):
        name = voicing.engine
    match = _VOICE_NAME.fullmatch(name)
    if match is None:
        return words.some_voice
    parts = match["name"].replace("_", " ").replace("-", " ").split()
    return words.voice.format(" ".join(part[:1].upper() + part[1:] for part in parts))


_NUMERAL = regex.compile(
    r"(?P<before>|.{1,80}?[.:;—–]\s+)(?P<numeral>[IVXLC]{1,9})"
    r"(?:(?P<mark>\.?\s?(?:[:)—–]|--)|\s-(?=\s)|\.(?=\s|$)|$)|(?=\s\p{Lu}))",
    regex.DOTALL,
)
_SHOUTED = 4
"""Letters in capitals that make a heading one in capitals"""


@dataclass(frozen=True, slots=True)
class HeadingNumbers:
    """Where the numerals stand that are known to be numbers, by the number of their chapter."""

    titles: Mapping[int, int] = field(default_factory=dict)
    """Counted in the title"""
    texts: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Counted in the text, of headings inside the chapter"""


@dataclass(frozen=True, slots=True)
class _Numeral:
    """The numeral of one heading."""

    chapter: int
    at: int
    """In the title or in the chapter's text"""
    value: int
    marked: bool
    """A mark parts it from what follows, or nothing follows"""


def numbers_in_headings(book: Book) -> HeadingNumbers:
    """Where the numerals are that their neighbours show to be numbers.

    Of the titles `I`, `II`, `The Storm`, `III` those with numerals are; of `X`, `Ana`, `V` none.
    """
    titles = [_numeral(chapter.title, chapter.number, 0) for chapter in book.chapters]
    inside = [
        _numeral(chapter.text[block.start : block.end], chapter.number, block.start)
        for chapter in book.chapters
        for block in chapter.blocks
        if block.kind == "heading"
    ]
    texts: dict[int, set[int]] = defaultdict(set)
    for each in _in_runs(inside):
        texts[each.chapter].add(each.at)
    return HeadingNumbers(
        {each.chapter: each.at for each in _in_runs(titles)},
        {chapter: frozenset(places) for chapter, places in texts.items()},
    )


def _in_runs(headings: Iterable[_Numeral | None]) -> set[_Numeral]:
    """The numerals that belong to a run; beside one also an `I` that is alone in its part."""
    found = list(filter(None, headings))
    pairs = [(a, b) for a, b in pairwise(found) if b.value == a.value + 1 and a.marked == b.marked]
    counted = set(chain.from_iterable(pairs))
    if any(each.marked for each in counted):
        counted |= {each for each in found if each.value == 1 and each.marked}
    return counted


def _numeral(words: str, chapter: int, start: int) -> _Numeral | None:
    """The numeral that a heading begins with, or that follows its part: `Part One. I`."""
    match = _NUMERAL.match(words)
    value = roman_value(match["numeral"]) if match else None
    if match is None or value is None:
        return None
    marked = match["mark"] is not None
    return _Numeral(chapter, start + match.start("numeral"), value, marked)


def numbers_said(language: str) -> Reading:
    """Of a heading that has a number: it is said, where the language's rules leave the numeral.

    `V. Dolores` becomes `Five. Dolores`.
    """

    def said(text: str) -> str:
        match = _NUMERAL.match(text)
        value = roman_value(match["numeral"]) if match else None
        words = heading_number(value, language) if value else None
        if match is None or words is None:
            return text
        shouted = text.isupper() and sum(map(str.isalpha, text)) >= _SHOUTED
        words = words.upper() if shouted else words[0].upper() + words[1:]
        stop = "." if match["mark"] is None else ""
        return f"{match['before']}{words}{stop}{text[match.end('numeral') :]}"

    return Reading("roman", said)

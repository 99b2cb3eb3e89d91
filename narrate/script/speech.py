"""How one voicing says a chapter's words: the readings, respellings and cures that fit it."""

import bisect
import copy
import functools
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from narrate.book import Book, Chapter, Mark
from narrate.chunk import EngineText, Voicing
from narrate.language import primary
from narrate.readings import Reading
from narrate.script.lexicon.lexicon import Lexicon
from narrate.script.spoken import capitals, monsieur
from narrate.script.spoken.spoken import can_say, can_say_most, normalise, rules_of, slot, to_spoken
from narrate.script.titles import (
    Announcement,
    HeadingNumbers,
    numbers_in_headings,
    numbers_said,
)
from narrate.settings import Pauses


@dataclass(frozen=True, slots=True)
class BookEvidence:
    """What is known of a book's words from its other places; nothing of an empty book."""

    numbers: HeadingNumbers = field(default_factory=HeadingNumbers)
    """The roman numerals of its headings"""
    in_capitals: capitals.Words = field(default_factory=dict)
    """The words that it has in capitals and otherwise"""
    messieurs: Reading | None = None
    """How it reads `M.` before a name"""

    def readings_of(self, language: str) -> Iterator[Reading]:
        """What is read before a language's own rules."""
        if self.in_capitals:
            yield capitals.said_in_small_letters(self.in_capitals, language)
        if self.messieurs and primary(language) == monsieur.LANGUAGE:
            yield self.messieurs


def evidence_of(book: Book) -> BookEvidence:
    """What a book shows."""
    texts = [chapter.text for chapter in book.chapters]
    words = capitals.count_words(texts)
    return BookEvidence(
        numbers_in_headings(book),
        capitals.words_in_capitals(words),
        monsieur.messieurs(texts, words),
    )


DICTIONARY = "dictionary"
"""Value of a voicing's option `lexicon`: the engine keeps the words in a dictionary of its own"""
NOTHING_TO_SAY = "nothing to say"
SAID_BEFORE = "said with the words before it"
_SAYABLE = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True)
class ScriptOptions:
    """What the script depends on beside the book and its voices."""

    max_characters: int = 250
    """Most characters of text in a chunk"""
    pauses: Pauses = field(default_factory=Pauses)
    lexicon: Lexicon = field(default_factory=Lexicon)
    announce_titles: bool = True
    """Say each chapter's title before its text"""
    lexicon_name: str = "project"
    """By which an engine that keeps dictionaries of its own finds this lexicon's"""
    readings: Mapping[int, Mapping[str, bool | None]] = field(default_factory=dict)
    """By chapter number what the settings say of each reading rule; None or nothing: the engine's
    default"""
    announced: Mapping[int, Announcement] = field(default_factory=dict)
    """By chapter number how its title is said, where titles are announced; else as it is written"""
    engines: Callable[[str], EngineText] | None = None
    """How the engine of that name takes text; None: with every reading rule and without cures"""


class Says:
    """The marks of a chapter that say how a span is said, each given out to be said once."""

    def __init__(self, marks: Iterable[Mark]) -> None:
        self._marks = sorted((m for m in marks if m.kind == "say"), key=lambda m: m.start)
        self._ends = list(itertools.accumulate((m.end for m in self._marks), max))
        self._said: set[Mark] = set()

    def spans(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where they lie in a span of the chapter, positions counted from its start."""
        return [(mark.start - start, mark.end - start) for mark in self._in(start, end)]

    def take(self, start: int, end: int) -> list[Mark]:
        """Those that lie in a span, also in part, positions counted from its start.

        One whose words were given out before begins at -1: here it stands for nothing more.
        """
        taken = []
        for mark in self._in(start, end):
            begins = -1 if mark in self._said else max(0, mark.start - start)
            taken.append(replace(mark, start=begins, end=min(mark.end, end) - start))
            self._said.add(mark)
        return taken

    def _in(self, start: int, end: int) -> list[Mark]:
        first = bisect.bisect_right(self._ends, start)
        after = bisect.bisect_left(self._marks, end, key=lambda mark: mark.start)
        return [mark for mark in self._marks[first:after] if mark.end > start]


class Speech:
    """One voicing with what it makes of a chapter's text."""

    def __init__(
        self,
        voicing: Voicing,
        chapter: Chapter,
        language: str | None,
        options: ScriptOptions,
        evidence: BookEvidence | None = None,
    ) -> None:
        self.language = voicing.language if voicing.language != "auto" else language or "en"
        """In which its words are read and cut; never `auto`"""
        self.voicing = voicing
        self._chapter = chapter
        self._options = options
        self._divides = voicing.option("lexicon") == DICTIONARY
        self._engine = options.engines(voicing.engine) if options.engines else EngineText()
        self._rules = rules_of(self._engine, options.readings.get(chapter.number, {}))
        self._wording = options.lexicon.for_voicing(voicing, language, self._engine)
        self._respell = self._wording.respell_others if self._divides else self._wording.apply
        self._first = tuple(evidence.readings_of(self.language)) if evidence else ()
        self._last: tuple[Reading, ...] = ()

        self._headings: dict[bool, Speech] = {}

    def heading(self, *, numbered: bool) -> "Speech":
        """The same for a heading; `numbered` where its roman numeral is known to be a number.

        Capitals of headings are left to the engine.
        """
        if numbered not in self._headings:
            other = copy.copy(self)
            other._first = tuple(rule for rule in self._first if rule.name != "capitals")
            other._last = (numbers_said(self.language),) if numbered else ()
            self._headings[numbered] = other
        return self._headings[numbered]

    def spoken(self, text: str, says: Sequence[Mark] = ()) -> str:
        """What the engine is sent for a text with its marks, as `Says` gives them."""
        return self._to_spoken(text, says, cured=True)

    def read(self, text: str, says: Sequence[Mark] = ()) -> str:
        """The same words before they are cured for the engine."""
        return self._to_spoken(text, says, cured=False)

    def _to_spoken(self, text: str, says: Sequence[Mark], *, cured: bool) -> str:
        words = with_slots(text, says)
        said = [mark.value if mark.start >= 0 else "" for mark in says]
        return to_spoken(
            words,
            self.language,
            self._engine,
            self._respell,
            self._rules,
            said,
            cured=cured,
            american=self._engine.american(self.voicing),
            first=self._first,
            last=self._last,
        )

    def voicing_for(self, spoken: str) -> Voicing:
        """Who says it; where words are left to the engine, with just its own of them."""
        words = self._wording.items_in(spoken) if self._divides else None
        if not words:
            return self._without_words
        pairs = tuple(f"{word}={said}" for word, said in words.items())
        options = dict(self.voicing.options)
        name = self._wording.titled(self._options.lexicon_name)
        options |= {"lexicon": name, "pronunciations": pairs}
        return replace(self.voicing, options=tuple(sorted(options.items())))

    @functools.cached_property
    def _without_words(self) -> Voicing:
        if not self._divides:
            return self.voicing
        options = tuple(each for each in self.voicing.options if each[0] != "lexicon")
        return replace(self.voicing, options=options)

    def can_say(self, spoken: str) -> bool:
        """Whether there is anything to hear in it."""
        if not holds_words(spoken):
            return False
        # A Chinese line in an English book is left out openly, rather than sent to an engine
        # that says nothing. A Chinese book stays whole: the engine itself has to refuse it.
        return can_say(spoken, self._engine) or not self._engine_fits

    def is_mute(self, text: str) -> bool:
        """Whether the voice has no sound for any letter of a text that has some."""
        return holds_words(text) and not can_say(text, self._engine)

    @functools.cached_property
    def _engine_fits(self) -> bool:
        return can_say_most(self._chapter.text, self._engine)

    def why_silent(self, text: str, says: Sequence[Mark]) -> str:
        """Why a text is left out that cannot be said."""
        if says and says[0].start < 0:
            return SAID_BEFORE
        if says or not holds_words(cleaned := normalise(text)):
            signs = not says and self._engine.unsaid(cleaned)
            return (
                f"{self.voicing.engine} has no sounds for these signs" if signs else NOTHING_TO_SAY
            )
        return f"{self.voicing.engine} has no sounds for this script"


def holds_words(text: str) -> bool:
    """Whether a text has a letter or a figure, and not just marks."""
    return _SAYABLE.search(text) is not None


def with_slots(text: str, says: Sequence[Mark]) -> str:
    """The text with a slot in place of each span that is said otherwise."""
    pieces, at = [], 0
    for i, mark in enumerate(says):
        pieces += [text[at : max(at, mark.start)], slot(i)]
        at = mark.end
    return "".join([*pieces, text[at:]])

"""What will be said: chunks, each with its voice, its spoken text and the pause after it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from narrate.about import About
from narrate.book import Chapter, LanguageSpan, LeftOut, LeftOutPart

ChunkKind = Literal["paragraph", "heading", "verse", "quote"]
Cut = Literal["clause", "sentence", "paragraph", "scene", "heading", "chapter_end"]
"""Why a chunk ends where it ends; the pause after it follows from this."""

ChapterKind = Literal["opening", "chapter", "closing"]
"""Opening credits, a chapter of the book, closing credits"""

OptionValue = str | int | float | bool | tuple[str, ...] | None
Options = tuple[tuple[str, OptionValue], ...]


@dataclass(frozen=True, slots=True)
class Voicing:
    """Who speaks and how: all that a chunk's sound depends on beside its words."""

    engine: str
    voice: str
    language: str
    """Primary tag (`en`) or `auto`"""
    speed: float
    """1.0 is the voice's own pace"""
    options: Options = ()
    """The engine's own options for each call, sorted by name"""

    def option(self, name: str) -> OptionValue:
        """The engine option of that name, None where it is not set."""
        return dict(self.options).get(name)


class Plainer(Protocol):
    """English made easier for engines that are weak at it; narrate's own, for any `Cure` to use."""

    def __call__(self, text: str, *, letters: bool = True) -> str:
        """Words in capitals in small letters, and no stop that an engine would end a sentence at.

        `letters`: also none after letters with stops between (`the U.S. Army`).
        """
        ...


Cure = Callable[[str, str, Plainer], str]
"""From text and primary language tag to the text as an engine must be sent it"""

Alphabet = Literal["misaki", "misaki-gb"]
"""In which phonemes are written for a voice, `[word](/phonemes/)`: American or British English"""

PRONOUNCED: Final = r"\[[^\[\]\n]*\]\(/[^()\n]*/\)"
"""A pattern for `[word](/phonemes/)` in a spoken text, without groups"""


@dataclass(frozen=True, slots=True)
class EngineText:
    """How an engine takes text; what is not said here holds for engines of which nothing is known.

    A cure of an engine changes plain words only: pronunciations in its own notation are kept.
    """

    reads: frozenset[str] = frozenset()
    """The readings (`narrate.readings.RULE_NAMES`) that it makes well by itself"""
    speakable: re.Pattern[str] | None = None
    """A letter that it has a sound for; None: it says so itself where it has none"""
    unsaid: Callable[[str], Sequence[str]] = lambda spoken: ()
    """What of a spoken text it passes over in silence, or spells letter by letter: words of other
    scripts, signs; by itself it is told of nothing"""
    cure: Cure | None = None
    """What of plain words it reads wrongly, respelled"""
    joint: str = ""
    """What it is sent at the joints of long number words (`sechs-und-fünfzig`) made of figures"""
    american: Callable[[Voicing], bool] = lambda voicing: False
    """Whether a voice says `one hundred five`, and not `one hundred and five`, for a figure"""
    alphabet: Callable[[Voicing, str], Alphabet | None] = lambda voicing, language: None
    """In which alphabet a voice takes phonemes in a text of that language; None: in none"""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of text spoken in one call, in one voice."""

    id: str
    """Chapter and index (`003-0012`), unique in its book"""
    index: int
    """Counted from 0 in its chapter"""
    kind: ChunkKind
    text: str
    """Exactly the canonical text of `pieces`, joined; the chapter's title where `source` is None"""
    spoken: str
    """After normalisation and lexicon: what the engine is sent"""
    voicing: Voicing
    cut: Cut
    pause_after: float
    """Seconds"""
    source: tuple[int, int] | None
    """Start and end in the chapter's text; None for a spoken chapter title"""
    speaker: str | None = None
    """Who speaks, where the text is a quotation and that is known; None: the narrator"""
    spans: tuple[tuple[int, int], ...] = ()
    """The pieces of `source` that are said, where something between them is left out; else none"""

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """What of the chapter's text it says: its `spans`, or all of `source`."""
        return self.spans or ((self.source,) if self.source else ())

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a part of `text`, not empty, is in the chapter's text; None in a spoken title."""
        first, at = None, 0
        for begin, stop in self.pieces:
            shift, at = begin - at, at + stop - begin
            if first is None and start < at:
                first = start + shift
            if end <= at and first is not None:
                return first, end + shift
        return None


@dataclass(frozen=True, slots=True)
class ChapterScript:
    """A chapter cut into chunks; chunks and `left_out` together are its whole text."""

    chapter: Chapter
    chunks: tuple[Chunk, ...]
    left_out: tuple[LeftOut, ...]
    kind: ChapterKind = "chapter"
    passages: tuple[LanguageSpan, ...] = ()
    """Those in another language that are worth a voice of their own, as far as one speaks it"""


@dataclass(frozen=True, slots=True)
class Script:
    """A whole book as it will be said."""

    about: About
    chapters: tuple[ChapterScript, ...]
    left_out: tuple[LeftOutPart, ...]

    @property
    def title(self) -> str:
        """The book's title."""
        return self.about.title

    @property
    def author(self) -> str:
        """Empty where nobody named one."""
        return self.about.author

    @property
    def language(self) -> str:
        """Tag of the language that most of it is spoken in."""
        return self.about.language

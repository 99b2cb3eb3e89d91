"""What a manuscript says: a book of chapters, each with its canonical text."""

from dataclasses import dataclass, field
from typing import Final, Literal

from narrate.about import About

BlockKind = Literal["paragraph", "heading", "verse", "quote", "scene"]
"""`scene` is a break between scenes: its characters (`* * *`) are not read."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, verse, quotation or scene break of a chapter.

    Positions count characters (code points) of the chapter's text; blocks lie in
    order, do not overlap, and only white space lies between them.
    """

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A span of a chapter's text that is not read, and why."""

    start: int
    end: int
    reason: str
    prose: bool = field(default=False, compare=False)
    """Running prose that its reason does not account for, and no setting names it"""


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """A span of a chapter's text that the manuscript says is in another language than the book."""

    start: int
    end: int
    language: str
    """As the manuscript writes it: `fr`, `zh-Hant`"""


@dataclass(frozen=True, slots=True)
class LeftOutPart:
    """A whole part of the manuscript that is not read: licence, contents, index."""

    title: str
    reason: str
    characters: int
    opening: str = field(default="", compare=False)
    """Its first words, to know it by"""
    prose: bool = field(default=False, compare=False)
    """Running prose without the words and forms of that kind, and no setting names it"""
    by_passages: bool = field(default=False, compare=False)
    """A chapter of which all passages are left out: settings name their kind, not its title"""


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters and figures of a manuscript's file, and what became of them."""

    file: int
    """All that its body holds"""
    dropped: int
    """In what the reader put into no part, for reasons that it names: comments, deleted text"""
    not_understood: int
    """In no part, and for no reason that is known"""
    examples: tuple[str, ...] = ()
    """Beginnings of what was not understood"""

    @property
    def are_missed(self) -> bool:
        """Whether too many of them were not understood to pass over it."""
        return self.not_understood > MOST_NOT_UNDERSTOOD * self.file


MOST_NOT_UNDERSTOOD: Final = 0.01
"""Of a file's letters that may be lost without a warning"""

UNKNOWN_SPEAKER: Final = "?"
"""Speaker of a quotation of which it is not certain who says it"""

_SAME_IN_NAMES = str.maketrans({"’": "'", "‘": "'", "\u2060": None})

MarkKind = Literal["say", "speaker", "voice", "pause", "name", "direction", "highlight"]


def speaker_key(name: str) -> str:
    """A speaker's name as names are compared: no article, no case, one kind of apostrophe."""
    words = name.translate(_SAME_IN_NAMES).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a manuscript itself says about how a span of a chapter's text is to be read."""

    start: int
    end: int
    kind: MarkKind
    value: str
    """`say`: the words said in place of the span; `speaker`: who speaks it (empty: the narrator;
    `?`: not known);
    `voice`: the voice that reads it; `pause`: seconds of silence after it; in a play `name`: it
    names who speaks next, and is only said where no voice of their own tells; `direction`: a stage
    direction; `highlight`: its author marked it in colour, which is no matter of how it is said"""
    confidence: float = 1.0
    """Of a speaker who was found: how likely it is the right one, from 0 to 1; where nobody is
    certain that of the likeliest"""
    likely: str = ""
    """Who that is, where nobody is certain"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A title and the canonical text under it; the title is not part of the text."""

    number: int
    """Counted from 1 over what is read"""
    title: str
    """May be empty where the manuscript gives none"""
    text: str
    """Canonical text: as extracted, untouched from here on"""
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    """Spans inside `text`, in order: note markers, page numbers, picture captions"""
    marks: tuple[Mark, ...] = ()
    """In order of their start; those of one kind do not overlap"""
    languages: tuple[LanguageSpan, ...] = ()
    """In order and apart from each other"""
    title_marks: tuple[Mark, ...] = ()
    """How the title is said: marks of the kind `say`, positions counted in `title`"""
    name: str = ""
    """What its file is called, where it is one of several; never said"""

    @property
    def shown(self) -> str:
        """What tables and tags call it: its title, else the name of its file; may be empty."""
        return self.title.strip() or self.name


@dataclass(frozen=True, slots=True)
class Book:
    """A manuscript as its reader understood it."""

    about: About
    chapters: tuple[Chapter, ...]
    left_out: tuple[LeftOutPart, ...] = ()
    warnings: tuple[str, ...] = ()
    """One sentence each, for the user: what was odd and what was done about it"""
    letters: Letters | None = None
    """None for a script file, which is a book as it stands"""
    language_note: str = ""
    """What the user should know of how its language was told; empty where that is clear"""
    lost: tuple[str, ...] = ()
    """Those of the warnings that say that text is missing or may be, as of a damaged file"""

    @property
    def title(self) -> str:
        """Empty where nobody gave one."""
        return self.about.title

    @property
    def author(self) -> str:
        """Empty where nobody named one."""
        return self.about.author

    @property
    def language(self) -> str | None:
        """Primary tag (`en`, `es`) as the manuscript declares it; None where it is silent."""
        return self.about.language or None

"""A paragraph as a word processor has it: its text, how it is set, and what its style says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from narrate.book import LanguageSpan, LeftOut, Mark
from narrate.manuscript.structure.passages import NoteMark, Passage, later, moved


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set, as far as headings are known by it."""

    centred: bool = False
    bold: bool = False
    """All of its letters are"""
    size: float = 0.0
    """Of most of its letters, in points; 0 where nothing says"""
    new_page: bool = False
    """It begins a page"""


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph's style and its own properties say, resolved."""

    role: str = ""
    """One of `style_names.ROLES`, empty for body text"""
    level: int = 0
    """Of a heading, 1 is the highest; 0: it is none by its outline level"""
    centred: bool = False
    new_page: bool = False
    label: str = ""
    """The number that the program shows before it: `Chapter 3`"""
    goes_on: bool = False
    """In the next paragraph: a drop cap, or one whose end mark was deleted"""
    types: frozenset[str] = frozenset()
    indent: float = 0.0
    """Of its left edge, in any unit"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the document; empty ones count as well, they part scenes."""

    text: str
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[NoteMark, ...] = ()
    setting: ParagraphStyle = ParagraphStyle()
    look: Look = Look()
    linked: bool = False
    """Made of links into this document and nothing else"""
    names: tuple[str, ...] = ()
    """Bookmarks in it, which links lead to"""
    targets: tuple[str, ...] = ()
    """Bookmarks that its links lead to"""
    pictured: bool = False
    """There is a picture in it"""
    drawn: bool = False
    """Not of the text: a title that only the contents list has"""
    lead: int = 0
    """As that of a `Passage`"""
    languages: tuple[LanguageSpan, ...] = ()
    """Spans that are marked with a language, the document's own too"""
    marks: tuple[Mark, ...] = ()
    """What is highlighted"""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it."""
        return not self.text.strip("\u00a0\u200b\u2060\ufeff\u00ad \n\t")


Piece = TypeVar("Piece", Passage, Paragraph)


def joined(pieces: Sequence[Piece], between: str) -> Piece:
    """Several paragraphs as one that is as the first."""
    spans: list[LeftOut] = []
    languages: list[LanguageSpan] = []
    notes: list[NoteMark] = []
    marks: list[Mark] = []
    at = 0
    for piece in pieces:
        spans += moved(piece.left_out, at)
        languages += moved(piece.languages, at)
        notes += later(piece.notes, at)
        marks += moved(piece.marks, at)
        at += len(piece.text) + len(between)
    text = between.join([piece.text for piece in pieces])
    return replace(
        pieces[0],
        text=text,
        left_out=tuple(spans),
        notes=tuple(notes),
        languages=tuple(languages),
        marks=tuple(marks),
    )

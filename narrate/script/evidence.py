"""What a whole book shows of how some of its words are read; found once over the book."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from narrate.book import Book
from narrate.language import primary
from narrate.readings import Reading
from narrate.script.spoken import monsieur
from narrate.script.titles.numerals import HeadingNumbers, numbers_in_headings

_SMALL = re.compile(r"\b[^\W\d_A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class BookEvidence:
    """What is known of a book's words from its other places; nothing of an empty book."""

    numbers: HeadingNumbers = field(default_factory=HeadingNumbers)
    """The roman numerals of its headings"""
    readings: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    """By primary tag what is read before the language's own rules"""

    def readings_of(self, language: str) -> tuple[Reading, ...]:
        """Those for a text in a language."""
        return self.readings.get(primary(language), ())


def evidence_of(book: Book) -> BookEvidence:
    """What a book shows."""
    texts = [chapter.text for chapter in book.chapters]
    small = {word for text in texts for word in _SMALL.findall(text)}
    read = monsieur.messieurs(texts, small)
    return BookEvidence(numbers_in_headings(book), {monsieur.LANGUAGE: (read,)} if read else {})

"""What a whole book shows of how some of its words are read; found once over the book."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from narrate.book import Book
from narrate.language import primary
from narrate.readings import Reading
from narrate.script.spoken import capitals, monsieur
from narrate.script.titles.numerals import HeadingNumbers, numbers_in_headings


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

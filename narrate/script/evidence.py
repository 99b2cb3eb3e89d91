"""What a whole book shows of how some of its words are read; found once over the book."""

from dataclasses import dataclass, field

from narrate.book import Book
from narrate.script.titles.numerals import HeadingNumbers, numbers_in_headings


@dataclass(frozen=True, slots=True)
class BookEvidence:
    """What is known of a book's words from its other places; nothing of an empty book."""

    numbers: HeadingNumbers = field(default_factory=HeadingNumbers)
    """The roman numerals of its headings"""


def evidence_of(book: Book) -> BookEvidence:
    """What a book shows."""
    return BookEvidence(numbers_in_headings(book))

"""A heading with what stands below it, on the way to becoming a chapter."""

from dataclasses import dataclass, field

from narrate.manuscript.structure.passages import Passage, words_of
from narrate.manuscript.structure.titles.headings import PART, join_label, read_title, tidy


@dataclass(slots=True)
class Section:
    """A heading and everything below it up to the next one."""

    title: str
    level: int
    heading: list[Passage]
    passages: list[Passage] = field(default_factory=list)
    reason: str | None = None
    """Why it is not read, where that is known beforehand"""
    holds: bool = False
    """The table of contents has other entries under this one"""
    nesting: int = 0
    """Its depth among the headings that propose what is matter; 0: its level"""

    @property
    def depth(self) -> int:
        """How deep it stands among the headings that propose what is matter."""
        return self.nesting or self.level

    @property
    def words(self) -> int:
        """Words that would be read."""
        return words_of(self.passages)

    @property
    def is_division(self) -> bool:
        """Whether it is called a part, a book, a volume or an act."""
        return is_division(self.title)

    @property
    def is_chapter(self) -> bool:
        """Whether it is called a chapter, a letter or the like, or has both number and title."""
        return is_distinct(self.title) and not self.is_division


def is_division(title: str) -> bool:
    """Whether a heading names a part, a book, a volume or an act, and not a chapter."""
    heading = read_title(title)
    return heading is not None and heading.rank <= PART


def is_distinct(title: str) -> bool:
    """Whether a heading with a number has its word or a title as well."""
    heading = read_title(title)
    return heading is not None and bool(heading.word or heading.title)


def is_numeral(title: str) -> bool:
    """Whether a heading is a mere number."""
    heading = read_title(title)
    return heading is not None and not heading.word and not heading.title


def is_label(title: str) -> bool:
    """Whether a heading is a number with its word, and has no title of its own."""
    heading = read_title(title)
    return heading is not None and not heading.title


def title_of(heading: Passage) -> str:
    """A heading as a title: without note markers, a label on a line of its own joined on."""
    label, _, rest = heading.spoken.strip().partition("\n")
    if rest and is_label(tidy(label)):
        return join_label(tidy(label), tidy(rest))
    return tidy(heading.spoken)

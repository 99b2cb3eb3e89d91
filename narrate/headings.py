"""How a book's chapter titles are announced: with numbers, without, or as they are written."""

from __future__ import annotations

from collections.abc import Callable

from narrate.book import Book, Chapter
from narrate.manuscript.structure.chapter_numbers import ChapterNumber, chapter_numbers
from narrate.script.titles.announcing import AS_WRITTEN, Announcement
from narrate.settings import Settings


def announcements(book: Book, settings: Settings) -> Callable[[Chapter], Announcement]:
    """How each chapter's title is said, under settings resolved for the book."""
    wanted = settings.chapter_numbers
    if wanted == "as_written" or _is_undivided(book):
        return lambda chapter: AS_WRITTEN
    numbers = chapter_numbers([chapter.title for chapter in book.chapters])
    said = _with_number if wanted == "always" else _without_number
    by_chapter = {
        chapter.number: said(number) for chapter, number in zip(book.chapters, numbers, strict=True)
    }
    return lambda chapter: by_chapter.get(chapter.number, AS_WRITTEN)


def _is_undivided(book: Book) -> bool:
    """Whether the book is one chapter under its own title: a story, and no chapter 1 of one."""
    titles = [chapter.title.casefold() for chapter in book.chapters]
    return titles == [book.title.casefold()]


def _with_number(chapter: ChapterNumber) -> Announcement:
    return AS_WRITTEN if chapter.written else Announcement(number=chapter.number)


def _without_number(chapter: ChapterNumber) -> Announcement:
    return Announcement(unsaid=chapter.written)

"""How a book's chapter titles are announced."""

from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Book, Chapter
from narrate.plan.scripting import announcements
from narrate.script.titles import AS_WRITTEN, Announcement
from narrate.settings import Settings
from tests.conftest import Project
from tests.run.test_sample import configure

TITLES = ("Preface", "Loomings", "Chapter 2. The Carpet-Bag", "III")
USUAL = AS_WRITTEN


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("as_written", [USUAL, USUAL, USUAL, USUAL]),
        ("always", [USUAL, Announcement(number=1), USUAL, USUAL]),
        ("never", [USUAL, USUAL, Announcement(unsaid=(0, 11)), Announcement(unsaid=(0, 3))]),
    ],
)
def test_titles_of_chapters_are_announced_as_the_settings_want(
    wanted: str, expected: list[Announcement]
) -> None:
    assert _announced(TITLES, wanted) == expected


def test_a_story_under_the_title_of_its_book_is_announced_without_a_number() -> None:
    assert _announced(("The Book",), "always") == [USUAL]
    assert _announced(("A Chapter",), "always") == [Announcement(number=1)]


def _announced(titles: tuple[str, ...], wanted: str) -> list[Announcement]:
    chapters = tuple(Chapter(n, title, "", ()) for n, title in enumerate(titles, 1))
    settings = Settings.model_validate({"chapter_numbers": wanted})
    announced = announcements(Book(About("The Book", "", language="en"), chapters), settings)
    return [announced.get(chapter.number, AS_WRITTEN) for chapter in chapters]


def test_chapter_numbers_are_said_or_not_as_the_settings_want(project: Project) -> None:
    text = "# Preface\n\nFore.\n\n# Loomings\n\nOne.\n\n# The Carpet-Bag\n\nTwo.\n"
    project.write(text, "a.md")
    project.write("# Chapter I. The Bag\n\nThree.\n\n# Chapter II\n\nFour.\n", "b.md")
    configure(project, "", "chapter_numbers: always\nbooks: {b.md: {chapter_numbers: never}}\n")
    assert project.run().exit_code == 0
    said = project.server.texts
    assert {"Preface", "Chapter 1. Loomings", "Chapter 2. The Carpet-Bag", "The Bag"} <= set(said)
    assert not any("Chapter I" in text for text in said)
    assert sorted(path.name for path in (project.folder / "output/b").glob("*.wav")) == [
        "01 - Chapter I. The Bag.wav",
        "02 - Chapter II.wav",
    ]

"""Several files as one book."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import Choice
from narrate.manuscript.open import open_files

PROSE = "The boat came in at dawn, and nobody was there to meet it. She waited by the wall.\n\n" * 4


def book(folder: Path, files: dict[str, str], choice: Choice | None = None) -> Book:
    paths = []
    for name, text in files.items():
        paths.append(folder / name)
        paths[-1].write_text(text, encoding="utf-8")
    return open_files(paths, "The Long Water", choice or Choice())


def titles(book: Book) -> list[str]:
    return [chapter.title for chapter in book.chapters]


def test_chapters_follow_each_other_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = {
        "b.md": f"# The Landing\n\n{PROSE}",
        "a.txt": f"CHAPTER TWO\n\n\n{PROSE}",
        "c.html": f"<html><body><h1>Three</h1><p>{PROSE}</p><h1>Four</h1><p>{PROSE}</p></body>",
    }
    joined = book(tmp_path, files)
    assert joined.title == "The Long Water"
    assert titles(joined) == ["The Landing", "CHAPTER TWO", "Three", "Four"]
    assert [chapter.number for chapter in joined.chapters] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("ch4.md", PROSE, ""),
        ("my novel FINAL (2).txt", PROSE, ""),
        ("dawn.txt", PROSE, ""),
        ("ch4.html", f"<html><head><title>x</title></head><body><p>{PROSE}</p></body>", ""),
        ("ch4.txt", f"The Landing\n\n{PROSE}", "The Landing"),
        ("ch4.md", f"# The Landing\n\n{PROSE}", "The Landing"),
    ],
)
def test_a_file_is_a_chapter_under_its_heading_and_never_under_its_name(
    tmp_path: Path, name: str, text: str, title: str
) -> None:
    joined = book(tmp_path, {"one.md": f"# One\n\n{PROSE}", name: text})
    assert titles(joined) == ["One", title]
    said = joined.chapters[1].text
    assert said.startswith("The boat came in at dawn") and "Landing" not in said
    assert "Landing" not in " ".join(part.title for part in joined.left_out)


def test_a_files_first_line_is_its_chapters_title_by_its_form(tmp_path: Path) -> None:
    files = {
        "1.md": f"# One\n\n{PROSE}",
        "2.txt": f"TWO\n\n{PROSE}",
        "3.md": f"**The Ferry**\n\n{PROSE}",
    }
    assert titles(book(tmp_path, files)) == ["One", "TWO", "The Ferry"]


def test_a_chapter_without_a_title_is_shown_under_the_name_of_its_file(tmp_path: Path) -> None:
    files = {"01 One.md": f"# One\n\n{PROSE}", "02 The Landing.txt": PROSE, "ch3.md": PROSE}
    joined = book(tmp_path, files)
    assert [chapter.title for chapter in joined.chapters] == ["One", "", ""]
    assert [chapter.shown for chapter in joined.chapters] == ["One", "The Landing", ""]


def test_a_file_with_the_books_title_and_a_few_words_is_its_title_page(tmp_path: Path) -> None:
    front = "# The Long Water\n\nby Ann Moss\n"
    joined = book(tmp_path, {"0.md": front, "1.md": f"# One\n\n{PROSE}"})
    assert titles(joined) == ["One"] and joined.author == "Ann Moss"
    assert [(part.title, part.reason) for part in joined.left_out] == [
        ("The Long Water", "title page")
    ]
    story = f"# The Long Water\n\n{PROSE}"
    assert titles(book(tmp_path, {"0.md": story, "1.md": front})) == ["The Long Water"]


def test_a_dedication_on_the_title_page_is_read(tmp_path: Path) -> None:
    front = "# The Long Water\n\nby Ann Moss\n\nFor my mother, who knew the boats.\n"
    joined = book(tmp_path, {"0.md": front, "1.md": f"# One\n\n{PROSE}"})
    first = joined.chapters[0]
    assert (first.title, first.text) == ("", "For my mother, who knew the boats.")
    assert [part.reason for part in joined.left_out] == ["title page"]


def test_notes_of_one_name_keep_to_their_files(tmp_path: Path) -> None:
    files = {
        f"{number}.md": f"# {number}\n\nThe boat[^1] came in.\n\n[^1]: A {kind} boat.\n"
        for number, kind in ((1, "small"), (2, "large"))
    }
    joined = book(tmp_path, files, Choice(notes="in_place"))
    small, large = (chapter.text for chapter in joined.chapters)
    assert "A small boat." in small and "A large boat." not in small
    assert "A large boat." in large and "A small boat." not in large


def test_what_one_choice_says_holds_for_all_files(tmp_path: Path) -> None:
    files = {
        f"{number}.md": f"# Chapter {number}\n\n{PROSE}\n# Dedication\n\nFor Ann {number}.\n"
        for number in (1, 2)
    }
    assert len(book(tmp_path, files).chapters) == 4
    assert titles(book(tmp_path, files, Choice(skip=("dedication",)))) == ["Chapter 1", "Chapter 2"]


def test_a_file_of_a_book_that_cannot_be_read_is_named_with_the_book(tmp_path: Path) -> None:
    good = {"1.md": f"# One\n\n{PROSE}"}
    with pytest.raises(ManuscriptError, match=r"The Long Water: 2\.txt: the file is empty"):
        book(tmp_path, {**good, "2.txt": ""})
    script = "---\nnarrate: script 1\n---\n\n# One\n\nA boat.\n"
    with pytest.raises(ManuscriptError, match=r"The Long Water: 2\.md is a script file"):
        book(tmp_path, {**good, "2.md": script})


def test_warnings_name_the_file_that_they_are_of(tmp_path: Path) -> None:
    broken = tmp_path / "2.txt"
    broken.write_bytes(b"The boat \x81\x8d came in at dawn.\n\n" + PROSE.encode())
    (tmp_path / "1.md").write_text(f"# One\n\n{PROSE}")
    joined = open_files([tmp_path / "1.md", broken], "The Long Water")
    assert all(warning.startswith("2.txt: ") for warning in joined.warnings)

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from narrate.manuscript.structure.titles.title_lines import (
    said_again,
    said_in,
    title_words,
    unglued,
)
from tests.manuscript.documents.making import Docx, fiction_book, par
from tests.manuscript.making import narrated, titles


@pytest.mark.parametrize(
    ("title", "lines", "count", "label"),
    [
        ("2. The Landing", ["TWO", "THE LANDING", "By morning"], 2, None),
        ("2. The Landing", ["3", "THE LANDING"], 0, None),
        ("Chapter 3", ["3", "At noon"], 1, None),
        ("The Landing", ["CHAPTER TWO", "The Landing"], 2, 0),
        ("The Landing", ["The Landing", "2"], 1, None),
        ("Part One", ["CHAPTER ONE"], 0, None),
        ("I, Claudius", ["I, Claudius", "I"], 1, None),
        ("Rain", ["Rain fell."], 0, None),
        ("", ["TWO"], 0, None),
        ("***", ["TWO"], 0, None),
        ("2. The Landing", ["x" * 500], 0, None),
    ],
)
def test_lines_that_only_say_a_title_are_counted(
    title: str, lines: list[str], count: int, label: int | None
) -> None:
    said = said_in(title, lines)
    assert (said.count, said.label) == (count, label)


@pytest.mark.parametrize(
    ("title", "number", "words"),
    [
        ("CHAPTER II. THE LANDING", 2, "the landing"),
        ("Chapter the Second", 2, ""),
        ("2nd Chapter: Rain", 2, "rain"),
        ("Twenty-One", 21, ""),
        ("Six Months Later", None, "#6 months later"),
        ("T H E  E N D", None, "theend"),
        ("Über den Fluß", None, "uber den fluss"),
    ],
)
def test_a_title_is_taken_apart_into_number_and_words(
    title: str, number: int | None, words: str
) -> None:
    found = title_words(title)
    assert (found.number, " ".join(found.words)) == (number, words)


def test_a_lost_space_is_found_behind_a_number() -> None:
    assert unglued("ITHE UPPER DANUBE") == "I. THE UPPER DANUBE"
    assert unglued("CHAPTER IITHE LANDING") == "CHAPTER II. THE LANDING"
    assert unglued("The Landing") is None


@pytest.mark.parametrize(
    ("title", "line", "best"),
    [
        ("Four. The Landing", "The Landing", "Four. The Landing"),
        ("Chapter IV: The Landing", "IV", "Chapter IV: The Landing"),
        ("4: The Landing", "Chapter Four: THE LANDING", "4: The Landing"),
        ("Chapter 4", "4. The Landing", "Chapter 4. The Landing"),
        ("Chapter Four", "CHAPTER 4", "Chapter Four"),
        ("The Landing", "Four. The Landing", "Four. The Landing"),
        ("The Landing", "The Landing", "The Landing"),
        ("Chapter 4", "5. The Landing", None),
        ("Part One", "1", None),
        ("Part One", "Chapter One", None),
        ("First Epilogue: 1813", "Chapter I", None),
        ("The Landing", "The Hill", None),
        ("The Landing", "The", None),
    ],
)
def test_a_line_below_a_title_may_say_it_again(title: str, line: str, best: str | None) -> None:
    assert said_again(title, line) == best


TOLD = "The rain had been falling since morning, and nobody had spoken of it."
SHOWN = {
    "Four. The Landing": ["The Landing"],
    "Chapter 4": ["4. The Landing"],
    "Chapter IV: The Landing": ["IV", "THE LANDING"],
    "Chapter Four": ["Chapter 4"],
}
SAID = {"Chapter 4": "Chapter 4. The Landing"}


def next_chapter(line: str) -> str:
    for four, five in (
        ("Four", "Five"),
        ("4", "5"),
        ("IV", "V"),
        ("Landing", "Hill"),
        ("LANDING", "HILL"),
    ):
        line = line.replace(four, five)
    return line


def written(ending: str, title: str, lines: list[str]) -> str:
    """Two chapters that show their titles again, in the body of a format."""
    chapters = [(title, lines), (next_chapter(title), list(map(next_chapter, lines)))]
    match ending:
        case "md":
            return "\n\n".join("\n\n".join([f"# {t}", *ls, TOLD, TOLD]) for t, ls in chapters)
        case "bold.md":
            marked = ((t, [f"**{line}**" for line in ls]) for t, ls in chapters)
            return "\n\n".join("\n\n".join([f"# {t}", *ls, TOLD, TOLD]) for t, ls in marked)
        case "html":
            return "".join(
                f"<h2>{t}</h2>{''.join(f'<h3>{line}</h3>' for line in ls)}{2 * f'<p>{TOLD}</p>'}"
                for t, ls in chapters
            )
        case "fb2":
            return "".join(
                f"<section><title><p>{t}</p></title>"
                f"{''.join(f'<subtitle>{line}</subtitle>' for line in ls)}<p>{TOLD}</p></section>"
                for t, ls in chapters
            )
        case _:
            return "".join(
                par(t, "Heading1") + "".join(map(par, ls)) + par(TOLD) + par(TOLD)
                for t, ls in chapters
            )


@pytest.mark.parametrize("title", SHOWN)
@pytest.mark.parametrize("ending", ["md", "bold.md", "html", "fb2", "docx"])
def test_a_title_shown_again_below_its_heading_is_said_once(
    tmp_path: Path, ending: str, title: str
) -> None:
    body = written(ending, title, SHOWN[title])
    path = tmp_path / f"sea.{ending}"
    if ending == "docx":
        Docx(body).write(path)
    else:
        page = fiction_book(f"<body>{body}</body>") if ending == "fb2" else body
        path.write_text(page, encoding="utf-8")
    book = open_manuscript(path)
    best = SAID.get(title, title)
    assert titles(book) == [best, next_chapter(best)]
    assert all(narrated(chapter).startswith(TOLD) for chapter in book.chapters)


def test_sections_of_a_chapter_and_text_that_begins_with_its_title_are_read(tmp_path: Path) -> None:
    text = f"# Chapter 1\n\n1\n\n{TOLD}\n\n2\n\n{TOLD}\n\n# Rain\n\nRain.\n\n{TOLD}\n"
    (tmp_path / "sea.md").write_text(text, encoding="utf-8")
    first, second = open_manuscript(tmp_path / "sea.md").chapters
    assert narrated(first).split("\n\n") == ["1", TOLD, "2", TOLD]
    assert narrated(second).startswith("Rain.\n\n")

"""A chapter's title is said once, however the contents and the page write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import open_manuscript
from tests.manuscript.making import Epub, Toc, html_prose, narrated, prose, titles


def read(tmp_path: Path, pages: dict[str, str], toc: list[Toc], *, ncx: bool = False) -> Book:
    return open_manuscript(Epub(pages, toc, ncx=ncx).write(tmp_path / "book.epub"))


def lines(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    ("entry", "shown", "title"),
    [
        ("2. The Landing", lines("TWO", "THE LANDING"), None),
        ("2. The Landing", "<div>TWO</div><div>The Landing</div>", None),
        ("2. The Landing", "<p>TWO<br/>THE LANDING</p>", None),
        ("2. The Landing", lines("CHAPTER TWO", "The Landing"), None),
        ("2. The Landing", lines("Chapter 2: The Landing"), None),
        ("2. The Landing", lines("II", "* * *", "The Landing"), None),
        ("2. The Landing", lines("CHAPTER", "TWO", "The Landing"), None),
        ("2. The Landing", lines("The Landing", "2"), None),
        ("2. The Landing", "<h2>2</h2><p>The Landing</p>", None),
        ("2. The Landing", lines("The Landing"), None),
        ("2. The Landing", lines("TWO"), None),
        ("2. The Landing", "<table><tr><td>2</td><td>The Landing</td></tr></table>", None),
        ("2 The Landing", lines("— 2 —", "The Landing"), None),
        ("4 - The Landing", lines("FOUR", "The Landing"), None),
        ("II. The Landing", lines("2", "The Landing"), None),
        ("Chapter 2: The Landing", lines("CHAPTER TWO", "The Landing"), None),
        ("Chapter 2: The Landing", lines("2", "The Landing"), None),
        ("Chapter 2: The Landing", lines("II.", "THE LANDING."), None),
        ("Chapter 2 – The Landing", lines("T H E  L A N D I N G"), None),
        ("Chapter Two The Landing", lines("Chapter 2", "The Landing"), None),
        ("Chapter 2", lines("2"), None),
        ("Chapter 2", lines("TWO"), None),
        ("Chapter Twenty-One", lines("21"), None),
        ("Two", lines("2"), None),
        ("2", lines("CHAPTER TWO"), None),
        ("The Second Chapter", lines("CHAPTER II"), None),
        ("The Landing", lines("CHAPTER TWO", "The Landing"), "CHAPTER TWO. The Landing"),
        ("The Landing", lines("TWO"), "TWO. The Landing"),
        ("The Landing", "<h1>Chapter 2</h1>", "Chapter 2. The Landing"),
        ("The Landing", lines("THE LANDING"), None),
        ("Rum & Ruin", lines("RUM AND RUIN"), None),
        ("2. Rain, or, A Night", lines("2", "Rain", "or", "A NIGHT"), None),
        ("Capítulo 2. La orilla", lines("CAPITULO SEGUNDO", "La orilla"), None),
        ("Chapitre 2 : L’Île", lines("CHAPITRE DEUXIÈME", "L'ILE"), None),
        ("Kapitel 2. Das Ufer", lines("Zweites Kapitel", "Das Ufer"), None),
        ("अध्याय 2", lines("अध्याय दो"), None),
        ("The Lamp", "<h1>The Lamp</h1><h2>A Tale</h2>", "The Lamp. A Tale"),
        ("Landing", "<p class='x'>Chapter 2</p><p>Landing</p>", "Chapter 2. Landing"),
        ("chapter002.xhtml", "<h2>Chapter 2</h2>", "Chapter 2"),
        ("ITHE UPPER DANUBE", "<h2>I<br/>THE UPPER DANUBE</h2>", "I. THE UPPER DANUBE"),
        ("CHAPTER IITHE LANDING", lines("CHAPTER II", "THE LANDING"), "CHAPTER II. THE LANDING"),
        ("2The Landing", lines("TWO", "The Landing"), "TWO. The Landing"),
        ("Six Months Later", lines("SIX MONTHS LATER"), None),
        ("1984", lines("1984"), None),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ncx", [True, False])
def test_a_title_that_contents_and_page_write_in_two_ways_is_said_once(
    tmp_path: Path, entry: str, shown: str, title: str | None, ncx: bool
) -> None:
    pages = {"a.xhtml": "<h1>The First</h1>" + html_prose(), "b.xhtml": shown + html_prose(3, 1)}
    escaped = entry.replace("&", "&amp;")
    book = read(tmp_path, pages, [Toc("The First", "a.xhtml"), Toc(escaped, "b.xhtml")], ncx=ncx)
    assert titles(book) == ["The First", title or entry]
    assert narrated(book.chapters[1]).replace("* * *", "").strip().startswith(prose(50, 31))


@pytest.mark.parametrize(
    ("entry", "shown", "begins"),
    [
        ("Rain", "<p>I</p>" + html_prose(1, 5) + "<p>II</p>", "I\n"),
        ("Rain", lines("Rain fell."), "Rain fell."),
        ("Part One", lines("CHAPTER ONE"), "CHAPTER ONE"),
        ("2. The Landing", lines("3"), "3\n"),
        ("2. The Landing", lines("The night was cold."), "The night"),
    ],
)
def test_what_only_looks_like_the_title_is_read(
    tmp_path: Path, entry: str, shown: str, begins: str
) -> None:
    pages = {"a.xhtml": "<h1>The First</h1>" + html_prose(), "b.xhtml": shown + html_prose(3, 1)}
    book = read(tmp_path, pages, [Toc("The First", "a.xhtml"), Toc(entry, "b.xhtml")])
    assert narrated(book.chapters[1]).startswith(begins)


@pytest.mark.parametrize(
    "toc",
    [
        [Toc("CHAPTER TWO", "b.xhtml"), Toc("The Landing", "b.xhtml")],
        [Toc("CHAPTER TWO", "b.xhtml#n"), Toc("The Landing", "b.xhtml#t")],
        [Toc("CHAPTER TWO", "b.xhtml", [Toc("The Landing", "b.xhtml#t")])],
        [Toc("2", "b.xhtml"), Toc("The Landing", "b.xhtml#t")],
    ],
)
@pytest.mark.parametrize("element", ["h2", "p"])
def test_number_and_title_as_two_entries_of_the_contents_are_one_title(
    tmp_path: Path, toc: list[Toc], element: str
) -> None:
    shown = f"<{element} id='n'>CHAPTER TWO</{element}><{element} id='t'>The Landing</{element}>"
    pages = {"a.xhtml": "<h1>The First</h1>" + html_prose(), "b.xhtml": shown + html_prose(3, 1)}
    book = read(tmp_path, pages, [Toc("The First", "a.xhtml"), *toc])
    assert len(book.chapters) == 2
    title = book.chapters[1].title
    assert title.endswith(". The Landing") and title.startswith(("CHAPTER TWO", "2"))
    assert narrated(book.chapters[1]).startswith(prose(50, 31))


@pytest.mark.parametrize(
    "below", ["<h3>12 February</h3>{0}", "<h3>Ash Monday</h3>{0}<h3>Palm Sunday</h3>{0}"]
)
def test_the_heading_of_a_section_is_no_part_of_the_chapters_title(
    tmp_path: Path, below: str
) -> None:
    page = "<h2>Lent</h2>" + below.format(html_prose(3, 1))
    pages = {"a.xhtml": "<h2>Hatching</h2>" + html_prose(), "b.xhtml": page}
    book = read(tmp_path, pages, [Toc("Hatching", "a.xhtml"), Toc("Lent", "b.xhtml")])
    assert titles(book) == ["Hatching", "Lent"]
    assert below[4:10] in narrated(book.chapters[1])

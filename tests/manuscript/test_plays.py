"""Plays of many layouts and languages as files, and what only looks like one (`plays/`)."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import Choice, open_manuscript
from tests.manuscript.making import Epub, Toc, titles

PLAYS = Path(__file__).parent / "plays"


def play(name: str, **choice: tuple[str, ...]) -> Book:
    """One of the plays as it is read."""
    return open_manuscript(PLAYS / name, Choice(**choice))


@pytest.mark.parametrize(
    ("name", "chapters"),
    [
        ("tea_table.txt", ["FIRST ACT. SCENE", "SECOND ACT. SCENE"]),
        (
            "wall.txt",
            [
                "ACT I. SCENE I. Elsinore. A platform before the Castle",
                "SCENE II. Elsinore. A room of state in the Castle",
                "ACT II. SCENE I. A room in Polonius's house",
            ],
        ),
        ("long_table.md", ["Act One. Scene One", "Scene Two", "Act Two. Scene One"]),
        (
            "brunnen.txt",
            [
                "ERSTER AUFZUG. Erster Auftritt",
                "Zweiter Auftritt",
                "ZWEITER AUFZUG. Erster Auftritt",
            ],
        ),
        (
            "mariage.txt",
            [
                "ACTE PREMIER. SCÈNE PREMIÈRE. — VALÈRE, ÉLISE",
                "SCÈNE II. — CLÉANTE, ÉLISE",
                "ACTE II. SCÈNE PREMIÈRE. — HARPAGON, CLÉANTE",
            ],
        ),
        ("casa.txt", ["ACTO PRIMERO", "ACTO SEGUNDO"]),
        ("ivan.txt", ["ДЕЙСТВИЕ ПЕРВОЕ", "ДЕЙСТВИЕ ВТОРОЕ"]),
        ("locanda.txt", ["ATTO PRIMO. SCENA PRIMA", "SCENA SECONDA", "ATTO SECONDO. SCENA PRIMA"]),
        ("well.html", ["ACT I. SCENE 1", "SCENE 2", "ACT II. SCENE 1"]),
        ("sea_room.html", ["ACT I"]),
        ("doctor.html", ["ACT I. SCENE I", "ACT I. SCENE II", "ACT II. SCENE I"]),
        ("bridge.fb2", ["Действие первое", "Действие второе"]),
        ("ring.txt", ["ACT I. SCENE I", "ACT I. SCENE II", "ACT II. SCENE I"]),
        ("last_bus.txt", ["Scene 1", "Scene 2"]),
    ],
)
def test_acts_and_scenes_are_chapters_and_the_bill_is_left_out(
    name: str, chapters: list[str]
) -> None:
    book = play(name)
    assert titles(book) == chapters
    assert "cast list" in {part.reason for part in book.left_out}


def test_the_bill_is_read_if_the_settings_say_so() -> None:
    book = play("well.html", read=("cast_list",))
    assert titles(book)[0] == "Cast"
    assert book.chapters[0].text.startswith("MARY, a widow")


def test_the_bill_of_an_epub_is_left_out(tmp_path: Path) -> None:
    pages = {
        "cast.xhtml": '<section epub:type="z3998:dramatis-personae"><h2>Dramatis Personae</h2><ul>'
        "<li><p>Henry Higgins, a professor</p></li><li><p>Eliza</p></li></ul></section>",
        "act-1.xhtml": "<h2>Act I</h2><p><b>ELIZA.</b> Who is it?</p><p><b>HIGGINS.</b> I am.</p>",
        "act-2.xhtml": "<h2>Act II</h2><p><b>ELIZA.</b> Who is it?</p><p><b>HIGGINS.</b> I am.</p>",
    }
    toc = [Toc("Dramatis Personae", "cast.xhtml"), Toc("Act I", "act-1.xhtml")]
    book = open_manuscript(Epub(pages, toc).write(tmp_path / "x.epub"))
    assert titles(book) == ["Act I", "Act II"]
    assert [part.reason for part in book.left_out] == ["cast list"]

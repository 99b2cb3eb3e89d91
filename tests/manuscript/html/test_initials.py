"""The large first letter of a text is part of its word, or the word that it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from tests.manuscript.making import Epub, Toc, narrated

STORY = (
    "<p>Along the road it was a long way after all, and on the night in April he was late. "
    "If he was there, over the hill, the others went again; all of them went.</p>"
)


def begin(tmp_path: Path, html: str, css: str = "", language: str = "en") -> str:
    """How the text of a page begins, in a chapter with more of it."""
    path = tmp_path / "page.html"
    head = f"<head><style>{css}</style></head>"
    body = f"<h1>Chapter 1. The Lamp</h1>{html}{STORY}"
    path.write_text(f"<html lang='{language}'>{head}<body>{body}</body></html>", "utf-8")
    chapter = open_manuscript(path).chapters[0]
    return narrated(chapter).partition(" came")[0]


@pytest.mark.parametrize(
    "html",
    [
        "<p><span class='dropcap'>N\n</span>obody came.</p>",
        "<p><span class='drop-cap'>\n  N\n</span>\nobody came.</p>",
        "<p><span class='firstletter'>N</span>\nobody came.</p>",
        "<p><span class='lettrine'>N </span>obody came.</p>",
        "<p><span class='initial'>N<br/></span>obody came.</p>",
        "<p><span class='dropcap'>N</span>&#8203;obody came.</p>",
        "<p><big>N</big> obody came.</p>",
        "<p><big><big>N\n</big></big>obody came.</p>",
        "<p><font size='7'>N</font>\nobody came.</p>",
        "<p><font size='+3'>N</font>\n<small>obody</small> came.</p>",
        "<p><span style='float: left; line-height: 1'>N </span>obody came.</p>",
        "<p><b style='font-size:250%'>N\n</b>obody came.</p>",
        "<p><span class='c5'><span class='c6'>N\n</span></span>obody came.</p>",
        "<p class='opens'><span>N\n</span>obody came.</p>",
        "<p><img src='n.png' alt='N'/>\nobody came.</p>",
        "<p><img src='n.png' alt='Drop cap N'/>obody came.</p>",
        "<p><img src='n.png' alt='Illuminated letter: N'/> obody came.</p>",
        "<div class='figleft'><img src='n.png' alt='N'/></div>\n<p>obody came.</p>",
        "<div class='dropcap'>N</div><p>obody came.</p>",
        "<table><tr><td><font size='7'>N</font></td><td>obody came.</td></tr></table>",
    ],
)
def test_an_initial_is_part_of_its_word_however_the_page_sets_it_apart(
    tmp_path: Path, html: str
) -> None:
    css = ".c6 { font-size: 3em } .opens span { float: left }"
    assert begin(tmp_path, html, css) == "Nobody"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<span class='dropcap'>I\n</span>was late and came.", "I was late and"),
        ("<span class='dropcap'>I</span>was late and came.", "I was late and"),
        ("<span class='dropcap'>I</span> voluptuously came.", "I voluptuously"),
        ("<span class='dropcap'>I\n</span>t came.", "It"),
        ("<span class='dropcap'>I\n</span>nterest came.", "Interest"),
        ("<span class='dropcap'>A\n</span>man came.", "A man"),
        ("<span class='dropcap'>A </span>pril came.", "April"),
        ("<span class='dropcap'>A\n</span>fter all he came.", "After all he"),
        ("<img src='a.png' alt='A'/> man came.", "A man"),
        ("<img src='a.png' alt='A'/> gain he came.", "Again he"),
        ("<span class='dropcap'>O\n</span>king, you came.", "O king, you"),
        ("<span class='dropcap'>O\n</span>ver the hill he came.", "Over the hill he"),
        ("<span class='dropcap'>“N\n</span>obody came.", "“Nobody"),
        ("“<span class='dropcap'>I\n</span>was late and came.", "“I was late and"),
        ("<span class='dropcap'>'T\n</span>was he who came.", "'Twas he who"),
        ("<span class='dropcap'>W</span> <span class='sc'>HEN HE</span> came.", "WHEN HE"),
        ("<span class='dropcap'>Th</span>\ne man came.", "The man"),
        ("<span class='dropcap'>He\n</span>was late and came.", "He was late and"),
        ("<span class='dropcap'>J.\n</span>Smith came.", "J. Smith"),
        ("<span class='dropcap'>J\n</span>Smith came.", "J Smith"),
        ("<b>X </b>marks it, and he came.", "X marks it, and he"),
        ("<i>I </i>was late and came.", "I was late and"),
    ],
)
def test_an_initial_that_is_a_word_stays_one_and_no_other_does(
    tmp_path: Path, html: str, said: str
) -> None:
    assert begin(tmp_path, f"<p>{html}</p>") == said


@pytest.mark.parametrize(
    ("language", "html", "said"),
    [
        ("es", "<span class='dropcap'>E\n</span>l hombre came.", "El hombre"),
        ("es", "<span class='dropcap'>Y\n</span>el hombre came.", "Y el hombre"),
        ("fr", "<span class='lettrine'>L\n</span>’homme came.", "L’homme"),
        ("fr", "<span class='lettrine'>L</span> <small>e matin</small> came.", "Le matin"),
        ("fr", "<span class='lettrine'>À\n</span>la mer came.", "À la mer"),
        ("de", "<span class='initiale'>A\n</span>n der See came.", "An der See"),
        ("ru", "<span class='dropcap'>Я\n</span>не came.", "Я не"),
    ],
)
def test_which_letters_are_words_is_a_question_of_the_language(
    tmp_path: Path, language: str, html: str, said: str
) -> None:
    assert begin(tmp_path, f"<p>{html}</p>", language=language) == said


def test_initials_in_an_epub_are_known_by_its_style_sheets(tmp_path: Path) -> None:
    page = f"<h1>Chapter 1</h1><p><span class='c3'>N\n</span>obody came.</p>{STORY}"
    book = Epub(
        {"one.xhtml": page.replace("<h1>", "<style>.c3{float:left}</style><h1>")},
        toc=[Toc("Chapter 1", "one.xhtml")],
    )
    chapter = open_manuscript(book.write(tmp_path / "lamp.epub")).chapters[0]
    assert "Nobody came" in narrated(chapter)

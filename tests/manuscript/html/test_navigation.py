from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import open_manuscript
from tests.manuscript.making import html_prose, narrated, titles


def _read(folder: Path, body: str, attributes: str = "") -> Book:
    path = folder / "page.html"
    path.write_text(f"<html {attributes}><body>{body}</body></html>", encoding="utf-8")
    return open_manuscript(path)


def _heard(book: Book) -> str:
    return "\n".join(f"{c.title}\n{narrated(c)}" for c in book.chapters)


@pytest.mark.parametrize(
    ("around", "said"),
    [
        (
            '<div class="header"><p>\nNext: <a href="#B" accesskey="n" rel="next">The Weir</a>, '
            'Previous: <a href="#A" accesskey="p" rel="prev">The Lock</a> &nbsp; '
            '[<a href="#C" rel="contents">Contents</a>]</p></div>',
            "Next:",
        ),
        (
            '<div><table><tr><th colspan="3">The Lock Book</th></tr><tr><td><a accesskey="p" '
            'href="a.html">Prev</a></td><th>Part I</th><td><a accesskey="n" href="c.html">Next</a>'
            "</td></tr></table></div>",
            "Part I",
        ),
        (
            '<ul><li><a accesskey="p" href="a.html"><strong>Zurück</strong>Vorwort</a></li>'
            "<li>Das Buch vom Wehr</li>"
            '<li><a accesskey="n" href="b.html"><strong>Weiter</strong>Zwei</a></li></ul>',
            "Weiter",
        ),
        (
            '<div><ul><li><a href="#">Tweet</a></li><li><a href="#">Pin it</a></li></ul></div>',
            "Pin",
        ),
        ('<p><a href="../index.html">[Back to top]</a></p>', "Back"),
        (
            '<table><tr><td><font size="2"><a href="i.htm">Home</a><br><a href="g.htm">Sign my '
            "guestbook</a></font></td><td><p>It stood open.</p></td></tr></table>",
            "guestbook",
        ),
    ],
    ids=["texinfo", "docbook", "publican", "buttons", "one link", "cell"],
)
def test_what_a_page_has_for_moving_about_is_not_read(
    tmp_path: Path, around: str, said: str
) -> None:
    book = _read(tmp_path, f"<h1>The Weir</h1>{around}{html_prose()}{around}{html_prose(3, 7)}")
    assert said not in _heard(book)
    assert said in "\n".join(c.text for c in book.chapters) or book.left_out
    assert titles(book) == ["The Weir"]


def test_the_link_of_a_heading_to_itself_is_no_part_of_the_title(tmp_path: Path) -> None:
    body = "".join(
        f'<h2>{title}<a class="headerlink" href="#{n}" title="Permalink">¶</a></h2>{html_prose()}'
        for n, title in enumerate(("The Lock", "The Weir"))
    )
    assert titles(_read(tmp_path, body)) == ["The Lock", "The Weir"]


def test_links_in_prose_and_in_verse_are_read(tmp_path: Path) -> None:
    verse = "".join(f'<a href="note.html?{n}">A line of the old song</a><br>' for n in range(9))
    body = '<h1>Song</h1><p>See <a href="a.html">the lock</a> or <a href="b.html">the weir</a>.</p>'
    heard = _heard(_read(tmp_path, f"{body}<p>{verse}</p>"))
    assert "See the lock or the weir." in heard
    assert heard.count("A line of the old song") == 9


@pytest.mark.parametrize(
    "notice",
    [
        "Copyright © 1999-2003 Ann Tapley. Best viewed at 800x600. You are visitor no. 004127",
        "Letzte Änderung: 3. Mai 2001",
        "Dernière mise à jour le 3 mai 2001",
    ],
)
def test_notices_of_a_web_page_below_its_text_are_not_read(tmp_path: Path, notice: str) -> None:
    book = _read(tmp_path, f"<h1>The Weir</h1>{html_prose()}<p>{notice}</p>")
    assert notice not in _heard(book)


def test_a_sign_with_the_words_of_a_notice_in_the_story_is_read(tmp_path: Path) -> None:
    sign = "YOU ARE VISITOR NO. 12"
    book = _read(tmp_path, f"<h1>The Weir</h1>{html_prose()}<p>{sign}</p>{html_prose(3, 5)}")
    assert sign in _heard(book)


def test_the_language_of_the_element_with_most_of_the_text_is_that_of_the_page(
    tmp_path: Path,
) -> None:
    menu = '<p lang="en">Download the book</p>'
    book = _read(tmp_path, f'{menu}<div lang="ru-RU"><h1>Один</h1>{html_prose()}</div>')
    assert book.language == "ru"
    assert _read(tmp_path, f'<div lang="ru">Да.</div>{html_prose()}').language != "ru"

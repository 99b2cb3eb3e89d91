from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import open_manuscript
from tests.manuscript.making import blocks, html_prose, narrated, prose, reasons, titles, unread


@pytest.fixture
def read(tmp_path: Path) -> HtmlReader:
    return HtmlReader(tmp_path)


class HtmlReader:
    def __init__(self, folder: Path) -> None:
        self.path = folder / "my-page.html"

    def __call__(self, html: str | bytes) -> Book:
        self.path.write_bytes(html if isinstance(html, bytes) else html.encode())
        return open_manuscript(self.path)

    def chapter(self, html: str) -> list[tuple[str, str]]:
        return blocks(self(f"<html><body>{html}</body></html>").chapters[0])


def test_html_number_and_title_in_two_headings_are_one_title(read: HtmlReader) -> None:
    body = "".join(
        f'<hr><h2><a name="{n}"></a>-{n}-</h2><h3>{t}</h3>{html_prose()}'
        for n, t in (("I", "Perdido"), ("II", "Guiado"), ("III", "Los tres"))
    )
    page = (
        '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">'
        "<h1>Marián</h1><h2>Por</h2><h1>Benito</h1><h3>Imprenta</h3><h3>1878</h3>"
        "<h3>Capítulos:</h3>"
        '<table><tr><td><a href="#I">-I-</a> <a href="#II">-II-</a></td></tr></table>'
        f"{body}<h3>FIN</h3><h3>Madrid.</h3>"
    )
    book = read(page.encode("iso-8859-1"))
    assert titles(book) == ["I. Perdido", "II. Guiado", "III. Los tres"]
    assert set(reasons(book).values()) == {"title page", "contents list"}
    assert [reason for _, reason in unread(book.chapters[2])] == ["closing words"] * 2


def test_an_html_page_of_gutenberg_is_read_without_its_licence(read: HtmlReader) -> None:
    book = read(
        "<html lang='en'><body><p>Title: The Lamp</p><p>Author: Jane Doe</p>"
        "<p>Language: Spanish</p><p>***START OF THE PROJECT GUTENBERG EBOOK THE LAMP***</p>"
        "<h1>The Lamp</h1><p>by Jane Doe</p>"
        f"<h2>CHAPTER I</h2>{html_prose()}<h2>CHAPTER II</h2>{html_prose()}"
        "<p>***END OF THE PROJECT GUTENBERG EBOOK THE LAMP***</p><pre>Licence</pre></body></html>"
    )
    assert (book.title, book.author, book.language) == ("The Lamp", "Jane Doe", "es")
    assert titles(book) == ["CHAPTER I", "CHAPTER II"]
    assert list(reasons(book).values()) == ["licence", "title page", "licence"]


def test_title_author_and_language_come_from_the_head_of_an_html_page(read: HtmlReader) -> None:
    book = read(
        '<html lang="es-MX"><head><title>The Lamp</title><meta name="author" content="Jane Doe">'
        f"</head><body><h1>One</h1>{html_prose()}<h1>Two</h1>{html_prose()}</body></html>"
    )
    assert (book.title, book.author, book.language) == ("The Lamp", "Jane Doe", "es")


def test_an_html_list_of_links_is_a_contents_list(read: HtmlReader) -> None:
    links = "".join(f"<p><a href='#c{i}'>Tale {i}</a></p>" for i in range(3))
    tales = "".join(f"<h2 id='c{i}'>Tale {i}</h2>{html_prose()}" for i in range(3))
    book = read(f"<html><body><h1>Tales</h1>{links}{tales}</body></html>")
    assert titles(book) == ["Tale 0", "Tale 1", "Tale 2"]
    assert reasons(book)["contents list"] == "contents list"


@pytest.mark.parametrize(
    ("html", "kinds"),
    [
        ("<p>a b</p><blockquote><p>c</p></blockquote>", [("paragraph", "a b"), ("quote", "c")]),
        ("<p>a<br>b</p>", [("verse", "a\nb")]),
        ("a<br><br>b", [("paragraph", "a"), ("paragraph", "b")]),
        ("<pre>a\n  b</pre>", [("verse", "a\nb")]),
        (
            "<div class='poem'><div class='stanza'><div>a</div><div>b</div></div>"
            "<div class='stanza'><div>c</div></div></div>",
            [("verse", "a\nb"), ("verse", "c")],
        ),
        ("<p>a</p><hr><p>b</p>", [("paragraph", "a"), ("scene", "* * *"), ("paragraph", "b")]),
        (
            "<p>a</p><p>* * *</p><p>b</p>",
            [("paragraph", "a"), ("scene", "* * *"), ("paragraph", "b")],
        ),
        ("<p>&nbsp;</p><p>a&nbsp;b &amp; c&mdash;d</p>", [("paragraph", "a\xa0b & c—d")]),
        ("<p><span class='dropcap'>O</span>nce</p>", [("paragraph", "Once")]),
        ("<p><img alt='O' src='o.png'/>nce <img alt='a cat'/></p>", [("paragraph", "Once")]),
        (
            "<p>a <!-- no --> b<script>no()</script></p>",
            [("paragraph", "a b")],
        ),
        ("<table><tr><td>a</td><td>b</td></tr></table>", [("verse", "a\nb")]),
        (
            "<p>a</p>tail<div>b<p>c</p>d</div>",
            [("paragraph", t) for t in ("a", "tail", "b", "c", "d")],
        ),
        ("<p>a &bogus; b &#xD800; &#0;</p>", [("paragraph", "a &bogus; b \ufffd \ufffd")]),
    ],
)
def test_html_blocks_keep_their_kinds(
    read: HtmlReader, html: str, kinds: list[tuple[str, str]]
) -> None:
    assert read.chapter(html) == kinds


def test_note_markers_and_page_numbers_of_html_are_not_read(read: HtmlReader) -> None:
    chapter = read(
        "<html><body><p>A word.<sup><a href='#n1'>1</a></sup> Two"
        "<a class='fnanchor' href='#fn2'>[2]</a>"
        "<span class='pagenum'>[Pg 7]</span> three<sup>3</sup> 10<sup>2</sup> 1<sup>st</sup>"
        "<ruby>漢<rt>kan</rt></ruby>.</p><figure><figcaption>A cat.</figcaption></figure>"
        "<div class='footnote'><p><a href='#r2'>[2]</a> A note.</p></div></body></html>"
    ).chapters[0]
    assert [reason for _, reason in unread(chapter)] == [
        "note marker", "note marker", "page number", "note marker", "reading aid",
        "picture caption", "footnote",
    ]  # fmt: skip
    assert narrated(chapter).split("\n")[0] == "A word. Two three 10² 1st漢."


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <b>two <i>three</b> four</i> five",
        "<div><p>One two three four five</div>",
        "One <two three four five",
        "<p>One two &three; four five</p></p></div>",
        "<html><body><p>One two<p>three <br>four five",
        '<p class="a" class="a">One two three four five</p>',
    ],
)
def test_broken_html_keeps_its_words(read: HtmlReader, html: str) -> None:
    book = read(html)
    text = book.chapters[0].text
    assert text.startswith("One")
    assert "five" in text or "missing" in book.warnings[0]


def test_html_text_too_deep_to_be_read_is_warned_of(read: HtmlReader) -> None:
    book = read("<p>Above.</p>" + "<div>" * 5000 + "below" + "</div>" * 5000)
    assert "below" in book.chapters[0].text or "missing" in book.warnings[0]


def test_html_headings_that_are_only_paragraphs_begin_chapters(read: HtmlReader) -> None:
    book = read(
        f"<html><body><p>CHAPTER I</p>{html_prose()}<p>CHAPTER II</p>{html_prose()}</body></html>"
    )
    assert titles(book) == ["CHAPTER I", "CHAPTER II"]


def test_a_long_paragraph_in_an_html_heading_element_is_text(read: HtmlReader) -> None:
    assert read.chapter(f"<h3>{prose(80)}</h3>")[0][0] == "paragraph"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("ma<span class='page'>16</span>hogany", "mahogany"),
        ("the <a id='Page_16'>16</a> king", "the  king"),
        ("the <span class='pg'>[p. 16]</span>king", "the king"),
        ("the <a id='page_12'>16</a> kings", "the 16 kings"),
        ("the <span class='page'>sixteen</span> kings", "the sixteen kings"),
        ("the <span class='price'>16</span> kings", "the 16 kings"),
    ],
)
def test_numbers_in_html_that_are_called_a_page_are_not_read(
    read: HtmlReader, html: str, said: str
) -> None:
    chapter = read(f"<html><body><p>He saw {html} there.</p></body></html>").chapters[0]
    assert narrated(chapter).strip() == f"He saw {said} there."


def test_a_chapter_called_a_page_is_read(read: HtmlReader) -> None:
    chapter = read("<html><body><div class='page'><p>He saw 16 kings.</p></div></body></html>")
    assert narrated(chapter.chapters[0]).strip() == "He saw 16 kings."


def test_the_encoding_of_a_page_that_declares_none_is_told(tmp_path: Path) -> None:
    said = "Все счастливые семьи похожи друг на друга, каждая несчастливая семья несчастлива."
    path = tmp_path / "page.html"
    path.write_bytes(f"<html><body><h1>Анна</h1><p>{said}</p></body></html>".encode("koi8_r"))
    book = open_manuscript(path)
    assert said in book.chapters[0].text
    assert any("read as KOI8-R" in warning for warning in book.warnings)


@pytest.mark.parametrize(
    "slip", ["<p>He said &quot;no&quot; &unknown; & went &lt;&lt;home&gt;&gt;.", "<b><p>So.</b>"]
)
def test_an_html_page_with_slips_that_cost_no_letter_is_whole(read: HtmlReader, slip: str) -> None:
    book = read(f"<title>On the Weir</title><body><h1>One</h1>{html_prose()}{slip * 40}")
    assert book.warnings == book.lost == ()

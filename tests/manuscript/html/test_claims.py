"""A class only proposes: what stands in the element decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.manuscript import open_manuscript
from tests.manuscript.making import narrated

STORY = (
    "By morning the wind had gone round to the north. She found the captain asleep over his "
    "charts, with a cold cup beside him, and let him sleep."
)
MORE = (
    "At noon they saw the island, low and brown, with a single tower on it, and nobody on the "
    "deck could say who lived in it or what for."
)


def spoken(tmp_path: Path, html: str) -> str:
    path = tmp_path / "page.html"
    body = f"<h1>One</h1><p>The ferry left at six.</p>{html}<p>Nobody spoke of it again.</p>"
    path.write_text(f"<html><body>{body}</body></html>", "utf-8")
    book = open_manuscript(path)
    return " ".join(f"{c.title} {narrated(c)}" for c in book.chapters)


@pytest.mark.parametrize(
    "html",
    [
        "<div class='pagebreak'>{}</div>",
        "<section class='pb'>{}</section>",
        "<p class='pb'>{}</p>",
        "<div class='page-break'><h2>Two</h2>{}</div>",
        "<div epub:type='pagebreak'>{}</div>",
        "<div class='pagenum'>{}</div>",
        "<p class='caption'>{}</p>",
        "<div class='footnotes'><h2>Chapter 2</h2><p>{}</p></div>",
        "<p class='t_note'>{}</p>",
        "<div class='transnote'>{}</div>",
        "<div class='noprint'><p>{}</p></div>",
        "<div class='navbox'><p>{}</p></div>",
        "<div class='metadata'><p>{}</p></div>",
        "<div id='footer'><p>{}</p></div>",
        "<footer><p>{}</p></footer>",
        "<span class='noteref'>{}</span>",
        "<div class='sidenote'><p>{}</p><p>{}</p></div>",
    ],
)
def test_running_text_is_read_whatever_its_class_says(tmp_path: Path, html: str) -> None:
    said = spoken(tmp_path, html.replace("{}", f"{STORY} {MORE}"))
    assert STORY in said and MORE in said


@pytest.mark.parametrize("name", ["Two", "Chapter 2", "The Landing"])
def test_a_heading_is_read_whatever_its_class_says(tmp_path: Path, name: str) -> None:
    said = spoken(tmp_path, f"<h1 class='pagebreak'>{name}</h1><p class='pb'>{STORY}</p>")
    assert name in said and STORY in said


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <span class='pagenum'>[Pg 16]</span> b</p>",
        "<p class='pagenum'>xvi</p>",
        "<div class='pagebreak'>Seite 12</div>",
        "<p>a<span epub:type='pagebreak' title='3'>3</span> b</p>",
        "<p class='pagenum'>THE LANDING 12</p>",
        "<img src='x.png'><p class='caption'>The tower, from the sea.</p>",
        "<p class='caption'>The tower</p>",
        "<div class='footnote'><p>1. See the harbour book.</p></div>",
        "<div class='footnotes'><h3>Chapter 1</h3><p>1. See the harbour book.</p></div>",
        "<div class='noprint'><a href='x'>Edit this page</a></div>",
        "<div class='navbox'><a href='a'>Ports</a> <a href='b'>Lamps</a></div>",
        "<footer>Made with care in 2020.</footer>",
        "<div class='sidenote'>The captain sleeps.</div>",
    ],
)
def test_what_a_class_says_is_believed_where_its_content_bears_it_out(
    tmp_path: Path, html: str
) -> None:
    said = spoken(tmp_path, html)
    words = ("16", "xvi", "12", "3", "tower", "harbour", "Edit", "Ports", "Made", "captain sleeps")
    assert not any(word in said for word in words)
    assert said.endswith("Nobody spoke of it again.")


def _aside(numbers: range, html: str) -> str:
    return " ".join(f"{html.format(n=n)} The river went along its hill at last." for n in numbers)


@pytest.mark.parametrize(
    "html",
    [
        "<span class='linenum'>{n}</span>",
        "<span class='line-number'>[{n}]</span>",
        "<span style='float:right'>{n}</span>",
        "<span style='position:absolute; right:0'>{n}</span>",
        "<small class='r'>{n}</small>",
    ],
)
def test_numbers_of_lines_are_no_text_even_of_prose(tmp_path: Path, html: str) -> None:
    css = "<style>.r { float: right }</style>"
    said = spoken(tmp_path, f"{css}<p>{_aside(range(5, 21, 5), html)}</p>")
    assert not any(map(str.isdecimal, said)) and said.count("at last") == 4


@pytest.mark.parametrize(
    "html",
    [
        "<span style='float:left'>{n}.</span>",
        "<span class='num' style='float:left'>{n}</span>",
        "<span class='paranum'>[{n}]</span>",
        "<b>{n}.</b>",
    ],
)
def test_numbers_of_paragraphs_are_text(tmp_path: Path, html: str) -> None:
    paragraphs = "".join(f"<p>{_aside(range(n, n + 1), html)}</p>" for n in range(1, 12))
    said = spoken(tmp_path, paragraphs)
    assert all(str(n) in said for n in range(1, 12))

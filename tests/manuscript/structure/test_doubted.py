"""Running prose that is left out by a guess is marked; what a file itself tells is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.about import About
from narrate.book import Book
from narrate.manuscript import Choice, open_manuscript
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.choice import choose
from narrate.manuscript.structure.passages import ManuscriptDraft, Part, Passage, bind
from tests.conftest import SENTENCES
from tests.manuscript.making import Epub, Toc, titles

TOLD = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
RUN = " ".join(SENTENCES)
FB2 = (
    '<?xml version="1.0"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
    'xmlns:l="http://www.w3.org/1999/xlink"><description/><body><section><title><p>One</p></title>'
    f'{TOLD}<p>The end<a l:href="#n1" type="note">1</a> came soon<a l:href="#n2" type="note">2</a>'
    '.</p></section></body><body name="notes"><section id="n1"><title><p>1</p></title>'
    f'<p>{SENTENCES[1]}</p></section><section id="n2"><title><p>2</p></title><p>{SENTENCES[2]}</p>'
    "</section></body></FictionBook>"
)


def page(tmp_path: Path, between: str, choice: Choice | None = None) -> Book:
    """An HTML book of two chapters with something between them."""
    path = tmp_path / "book.html"
    path.write_text(
        f"<html><body><h1>One</h1>{TOLD}{between}<h1>Two</h1>{TOLD}</body></html>", encoding="utf-8"
    )
    return open_manuscript(path, choice or Choice())


def marked(book: Book) -> list[tuple[str, str]]:
    """What is marked as running prose: reason and text, or title of a part."""
    parts = [(part.reason, part.title) for part in book.left_out if part.prose]
    spans = [
        (span.reason, chapter.text[span.start : span.end])
        for chapter in book.chapters
        for span in chapter.left_out
        if span.prose
    ]
    return parts + spans


@pytest.mark.parametrize("hidden", ['style="display:none"', 'aria-hidden="true"', "hidden"])
def test_paragraphs_in_a_row_are_marked_though_each_of_them_is_short(
    tmp_path: Path, hidden: str
) -> None:
    between = f"<div {hidden}>{TOLD.replace('lamp', 'fire')}</div>"
    found = marked(page(tmp_path, between))
    assert len(found) == len(SENTENCES) and {reason for reason, _ in found} == {"hidden text"}
    for answer in (Choice(read=("hidden_text",)), Choice(skip=("hidden_text",))):
        assert marked(page(tmp_path, between, answer)) == []


@pytest.mark.parametrize(
    "between",
    [
        f'<div hidden="hidden"><p>{SENTENCES[0]}</p></div>',
        "".join(f"<figure><img/><figcaption>{s}</figcaption></figure>" for s in SENTENCES),
        f"<!-- {RUN} -->",
        f'<aside epub:type="footnote"><p>1. {RUN}</p></aside>',
    ],
    ids=["one sentence", "captions of several pictures", "comment", "footnote"],
)
def test_what_is_short_or_told_by_the_file_itself_is_not_marked(
    tmp_path: Path, between: str
) -> None:
    assert marked(page(tmp_path, between)) == []


def test_notes_that_the_text_refers_to_are_not_marked_however_they_are_written(
    tmp_path: Path,
) -> None:
    path = tmp_path / "book.fb2"
    path.write_text(FB2, encoding="utf-8")
    book = open_manuscript(path)
    assert marked(book) == [] and [part.reason for part in book.left_out] == ["notes"]


def test_a_transcribers_note_that_says_what_it_is_is_not_marked(tmp_path: Path) -> None:
    note = (
        "[Transcriber's Note: Obvious printer errors have been corrected without remark, and the"
        " spelling of the original has been kept wherever it was not plainly a mistake of the"
        " printer; the footnotes have been moved to the ends of the chapters that they belong to.]"
    )
    path = tmp_path / "book.txt"
    told = "\n\n".join(SENTENCES)
    path.write_text(f"CHAPTER I\n\n{told}\n\n{note}\n\nCHAPTER II\n\n{told}\n", encoding="utf-8")
    assert marked(open_manuscript(path)) == []


def test_the_file_name_of_a_page_outside_the_reading_order_is_never_said(tmp_path: Path) -> None:
    pages = {"a.xhtml": f"<h1>One</h1>{TOLD}", "loose.xhtml": TOLD.replace("lamp", "fire")}
    path = Epub(pages, [Toc("One", "a.xhtml")], nonlinear=frozenset({"loose.xhtml"})).write(
        tmp_path / "book.epub"
    )
    ((reason, title),) = marked(open_manuscript(path))
    assert reason == "outside the reading order"
    book = open_manuscript(path, Choice(read=(title,)))
    assert titles(book) == ["One", ""] and book.left_out == ()


def test_a_chapter_of_which_every_passage_is_left_out_is_marked_as_a_whole() -> None:
    hidden = Passage("paragraph", RUN).unread(matter.HIDDEN)
    parts = [Part("One", [Passage("paragraph", RUN)]), Part("Two", [hidden])]
    for choice, expected in ((Choice(), True), (Choice(skip=("hidden_text",)), False)):
        chosen, _ = choose(ManuscriptDraft(About(title="Book"), parts), choice)
        (left,) = bind(About(title="Book"), chosen).left_out
        assert (left.title, left.prose, left.by_passages) == ("Two", expected, True)


def test_running_prose_is_listed_by_itself_among_pieces_of_a_title_page() -> None:
    pieces = [Part("", [Passage("paragraph", text)], matter.TITLE_PAGE) for text in ("By", RUN)]
    story = Part("The Lamp", [Passage("paragraph", RUN)])
    pieces[1].prose = True
    pieces.append(Part("", [Passage("paragraph", "Boston")], matter.TITLE_PAGE))
    left = bind(About(title="Book"), [*pieces, story]).left_out
    assert [(part.characters, part.prose) for part in left] == [
        *((2, False), (len(RUN), True), (6, False)),
    ]

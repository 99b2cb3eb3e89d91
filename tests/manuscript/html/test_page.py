"""What a page shows and hides: hidden text, pictures with text, fallbacks, unknown elements."""

from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.files.markup import parse_page
from narrate.manuscript import open_manuscript
from narrate.manuscript.html.page import read_page
from tests.manuscript.making import Epub, Toc, blocks, html_prose, narrated, prose, titles, unread

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'
FIRST = "The ferry left at six, and nobody on the quay looked up at it."
SECOND = "By morning the wind had gone round to the north."


def read(tmp_path: Path, html: str, head: str = "") -> Book:
    path = tmp_path / "page.html"
    path.write_text(f'<html lang="en"><head>{head}</head><body>{html}</body></html>', "utf-8")
    return open_manuscript(path)


@pytest.mark.parametrize(
    "html",
    [
        "<p hidden>not shown</p>",
        "<p style='display:none'>not shown</p>",
        "<p style='visibility: hidden'>not shown</p>",
        "<p style='mso-hide:all'>not shown</p>",
        "<div aria-hidden='true'>not shown</div>",
        "<p class='inv'>not shown</p>",
        "<div class='inv'><h2>not</h2><p>shown</p></div>",
        "<p>a <span aria-hidden='true'>not shown</span> b</p>",
    ],
)
def test_hidden_text_is_not_read_and_is_listed(tmp_path: Path, html: str) -> None:
    book = read(
        tmp_path, f"<p>{FIRST}</p>{html}<p>{SECOND}</p>", "<style>.inv{display:none}</style>"
    )
    (chapter,) = book.chapters
    assert "shown" not in narrated(chapter) and SECOND in narrated(chapter)
    assert {reason for _, reason in unread(chapter)} == {"hidden text"}


@pytest.mark.parametrize(
    "html",
    [
        f"<div style='visibility:hidden'>{html_prose(3)}</div>",
        f"<div style='display:none'><h1>One</h1>{html_prose(3)}</div>",
        f"<p><span aria-hidden='true'>T</span>HE</p>{html_prose(3)}",
        f"<p><span aria-hidden='true'>T</span><span>he ferry</span></p>{html_prose(3)}",
    ],
)
def test_what_hides_the_whole_page_or_half_a_word_is_not_believed(
    tmp_path: Path, html: str
) -> None:
    assert unread(read(tmp_path, html).chapters[0]) == []


def test_a_hidden_initial_beside_its_whole_word_stays_hidden(tmp_path: Path) -> None:
    initial = "<span aria-hidden='true'>N</span><span class='sr-only'>Now</span> she went."
    (chapter,) = read(tmp_path, f"<p>{initial}</p>{html_prose(2)}").chapters
    assert narrated(chapter).startswith("Now she went.")


def test_an_object_is_read_in_its_other_wording_unless_that_is_an_excuse(tmp_path: Path) -> None:
    other = f"<object data='m.xml'><p>{FIRST}</p></object>"
    excuse = "<object data='x.swf'>Your reader does not support Flash.</object>"
    film = "<video src='v'>Your browser cannot play this.</video>"
    (chapter,) = read(tmp_path, f"<p>{SECOND}</p>{other}{excuse}<p>On.</p>{film}").chapters
    assert narrated(chapter).split("\n\n")[:2] == [SECOND, FIRST]
    assert [reason for _, reason in unread(chapter)] == ["alternative text"] * 2


def test_of_several_wordings_for_programs_the_one_for_all_is_read(tmp_path: Path) -> None:
    cases = "<epub:case>for some</epub:case><epub:default><p>For all.</p></epub:default>"
    (chapter,) = read(tmp_path, f"<p>{FIRST}</p><epub:switch>{cases}</epub:switch>").chapters
    assert narrated(chapter).split("\n\n") == [FIRST, "", "For all."]


def test_text_in_a_picture_is_read_where_it_is_running_text(tmp_path: Path) -> None:
    lines = (
        "<text y='1'>By evening the wind had turned and</text><text y='2'>nobody spoke of</text>"
    )
    story = SVG.format(f"<title>A page</title>{lines}<text y='3'>it on the Quay.</text>")
    labels = SVG.format("<text>A</text><text>10 km</text>")
    (chapter,) = read(tmp_path, f"<p>{FIRST}</p>{labels}<p>{SECOND}</p>{story}").chapters
    said = "By evening the wind had turned and nobody spoke of it on the Quay."
    assert narrated(chapter).split("\n\n")[-1] == said
    assert unread(chapter) == [(t, "alternative text") for t in ("A", "10 km", "A page")]


def test_pages_of_svg_are_chapters_of_an_epub(tmp_path: Path) -> None:
    pages = {
        f"{n}.xhtml": SVG.format(
            f"<text x='1' y='1'><tspan x='1' y='1'>{FIRST[:26]}</tspan>"
            f"<tspan x='1' dy='9'>{FIRST[27:]}</tspan></text><text>Page {n} ends here.</text>"
        )
        for n in (1, 2)
    }
    book = open_manuscript(
        Epub(pages, [Toc("One", "1.xhtml"), Toc("Two", "2.xhtml")]).write(tmp_path / "a.epub")
    )
    assert titles(book) == ["One", "Two"]
    assert " ".join(book.chapters[0].text.split()) == f"{FIRST} Page 1 ends here."


def test_lines_set_at_places_of_their_own_are_paragraphs(tmp_path: Path) -> None:
    style = "position:absolute;left:10px"
    lines = (
        "By morning the wind had gone round to",
        "Norway, and the captain slept",
        "in his chair.",
    )
    html = "".join(f"<div style='{style}'>{line}</div>" for line in lines)
    (chapter,) = read(tmp_path, f"{html}<div style='{style}'>Nobody woke him.</div>").chapters
    assert chapter.text.split("\n\n") == [" ".join(lines), "Nobody woke him."]


def test_paragraphs_in_one_box_at_a_place_of_its_own_stay_apart(tmp_path: Path) -> None:
    items = ("A rope of forty fathoms, tarred", "The lamp that stood in the window")
    html = "".join(f"<p>{item}</p>" for item in items)
    (chapter,) = read(tmp_path, f"<div style='position:absolute'>{html}</div>").chapters
    assert chapter.text.split("\n\n") == list(items)


def test_unknown_elements_hold_text(tmp_path: Path) -> None:
    html = f"<chapter><para>{FIRST}</para><para>An <foo>unknown</foo> word.</para></chapter>"
    assert [t for _, t in blocks(read(tmp_path, html).chapters[0])] == [FIRST, "An unknown word."]


@pytest.mark.parametrize("form", ["figure", "div"])
def test_captions_that_are_the_only_text_of_a_page_are_read(tmp_path: Path, form: str) -> None:
    caption = (
        "<figure><img src='x.png' alt='detail'/><figcaption><p>{}</p></figcaption></figure>"
        if form == "figure"
        else "<div><img src='x.png' alt='detail'/><p class='caption'>{}</p></div>"
    )
    pages = {"a.xhtml": f"<h1>One</h1>{html_prose()}"}
    pages |= {f"{i}.xhtml": caption.format(FIRST) for i in range(2)}
    toc = [Toc("One", "a.xhtml"), Toc("Child", "0.xhtml"), Toc("Youth", "1.xhtml")]
    book = open_manuscript(Epub(pages, toc).write(tmp_path / "a.epub"))
    assert titles(book) == ["One", "Child", "Youth"]
    assert [" ".join(narrated(c).split()) for c in book.chapters[1:]] == [FIRST] * 2


def test_a_plate_between_the_pages_of_a_chapter_stays_unread(tmp_path: Path) -> None:
    plate = f"<figure><img src='x.png'/><figcaption>{FIRST}</figcaption></figure>"
    pages = {"a.xhtml": f"<h1>One</h1>{html_prose()}", "p.xhtml": plate, "b.xhtml": html_prose()}
    pages |= {f"{i}.xhtml": f"<h1>{i}</h1>{html_prose()}" for i in range(5)}
    toc = [Toc("One", "a.xhtml"), *(Toc(f"{i}", f"{i}.xhtml") for i in range(5))]
    book = open_manuscript(Epub(pages, toc).write(tmp_path / "a.epub"))
    assert (FIRST, "picture caption") in unread(book.chapters[0])


def test_passages_in_another_language_are_kept(tmp_path: Path) -> None:
    html = (
        f"<p>{SECOND}</p><p>She said <i lang='fr'>la terre</i> and <i lang='en-GB'>went</i>.</p>"
        "<p xml:lang='de'>Er <span>schlief</span> noch.</p>"
    )
    (chapter,) = read(tmp_path, html).chapters
    said = [(chapter.text[s.start : s.end], s.language) for s in chapter.languages]
    assert said == [("la terre", "fr"), ("Er schlief noch.", "de")]


def test_all_text_of_a_page_is_accounted_for() -> None:
    html = (
        "<html><body><p>One <b>t</b>wo.<!-- three --></p><script>four</script>"
        "<p>Five <img alt='six'> seven.</p><h2><img alt='cover.jpg'></h2><p hidden>eight</p>"
        f"<foo>nine</foo>{SVG.format('<text>ten</text>')}<object><p>eleven</p></object>"
        "<!--[if !supportLists]-->x<!--[endif]--></body></html>"
    )
    root, _ = parse_page(html.encode(), "page")
    page = read_page(root)
    told = " ".join([*(p.text for p in page.passages), *(d.text for d in page.dropped)])
    assert sorted(told.split()) == sorted(" ".join(page.raw).split())
    assert {d.reason for d in page.dropped} == {"comment", "code", "alternative text"}


def word(*texts: str, look: str = "") -> str:
    return "".join(f"<p class=MsoNormal{look}><span>{t}<o:p></o:p></span></p>" for t in texts)


@pytest.mark.parametrize("names", [("1", "2", "3"), ("The Landing", "The Tower", "The Boy")])
def test_chapters_of_words_pages_are_known_by_their_looks(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    centred = " align=center style='text-align:center;font-size:14.0pt'"
    html = "".join(
        word(f"<b>{name}</b>", look=centred) + word(*(prose(60, i * 9 + k) for k in range(5)))
        for i, name in enumerate(names)
    )
    assert titles(read(tmp_path, f"<div class=WordSection1>{html}</div>")) == list(names)


def test_notes_and_lists_of_words_pages(tmp_path: Path) -> None:
    mark = "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span>[1]</span></a>"
    back = "<a style='mso-footnote-id:ftn1' href='#_ftnref1' name='_ftn1'><span>[1]</span></a>"
    bullet = "<span style='mso-list:Ignore'>§<span>&nbsp;&nbsp; </span></span>"
    number = "<span style='mso-list:Ignore'>1.<span>&nbsp;&nbsp; </span></span>"
    notes = f"<div style='mso-element:footnote' id=ftn1>{word(f'{back} See there.')}</div>"
    html = (
        f"<h1>One</h1>{word(f'{FIRST}{mark} On.')}<h1>Two</h1>"
        f"{word(f'{bullet}A rope.', f'{number}Fill it.')}"
        f"<div style='mso-element:footnote-list'><hr>{notes}</div>"
    )
    book = read(tmp_path, html)
    assert [" ".join(narrated(c).split()) for c in book.chapters] == [
        f"{FIRST} On.",
        "A rope. 1. Fill it.",
    ]


@pytest.mark.parametrize("note", ["1) See the harbour book.", "[1] Lane, 1901, p. 12."])
def test_notes_at_the_end_of_a_chapter_end_where_the_next_begins(tmp_path: Path, note: str) -> None:
    html = word(
        "PART I : THE FIRST YEAR", "The Meaning of Quays", prose(60, 1), "Notes", note,
        "The System of Lamps", prose(60, 2), prose(60, 3), "Notes", "1) So Lane, 1901.",
        "PART II : THE SECOND YEAR", "The Question of Winds", prose(60, 4),
    )  # fmt: skip
    book = read(tmp_path, html)
    said = " ".join(narrated(c) for c in book.chapters)
    assert all(prose(60, i) in said for i in (1, 2, 3, 4))
    assert "Lane" not in said and "See the" not in said


def test_pages_that_are_one_picture_and_those_that_stand_in_for_others_are_read(
    tmp_path: Path,
) -> None:
    picture = SVG.format(f"<title>One</title><text>{FIRST}</text>").encode()
    items = (
        '<item id="sv" href="s.svg" media-type="image/svg+xml"/>'
        '<item id="im" href="i.png" media-type="image/png" fallback="p0"/>'
    )
    epub = Epub(
        {"a.xhtml": f"<h1>Two</h1>{html_prose()}"},
        [Toc("One", "s.svg"), Toc("Two", "a.xhtml")],
        spine=["sv", "im"],
        manifest=items,
        files={"OEBPS/s.svg": picture},
    )
    book = open_manuscript(epub.write(tmp_path / "a.epub"))
    assert titles(book) == ["One", "Two"]
    assert narrated(book.chapters[0]).strip() == FIRST


def test_a_page_in_another_language_than_the_book_is_told(tmp_path: Path) -> None:
    def in_language(tag: str, seed: int) -> str:
        french = "<p>Le soir, il est revenu dans la maison et les enfants ne disaient rien.</p>"
        said = french if tag == "fr" else html_prose(2, seed)
        return f"<html lang='{tag}'><body><h1>{seed}</h1>{said}</body></html>"

    pages = {f"{i}.xhtml": in_language("fr" if i == 2 else "en", i) for i in range(4)}
    book = open_manuscript(
        Epub(pages, [Toc(f"{i}", f"{i}.xhtml") for i in range(4)]).write(tmp_path / "a.epub")
    )
    assert [{s.language for s in c.languages} for c in book.chapters] == [
        set(),
        set(),
        {"fr"},
        set(),
    ]

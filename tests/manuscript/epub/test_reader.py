from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import open_manuscript
from tests.manuscript.making import (
    Epub,
    Toc,
    blocks,
    html_prose,
    narrated,
    page,
    prose,
    reasons,
    titles,
    unread,
)

Read = Callable[[Epub], Book]
PNG = b"\x89PNG\r\n\x1a\nrest"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda epub: open_manuscript(epub.write(tmp_path / "the-book.epub"))


def two(**files: str) -> dict[str, str]:
    return {
        "a.xhtml": "<h1>One</h1>" + html_prose(3, 1),
        "b.xhtml": "<h1>Two</h1>" + html_prose(3, 2),
        **files,
    }


TWO = (Toc("One", "a.xhtml"), Toc("Two", "b.xhtml"))


@pytest.mark.parametrize("ncx", [True, False])
def test_an_epub_with_a_file_for_each_chapter_is_cut_by_its_contents(read: Read, ncx: bool) -> None:
    book = read(Epub(two(), TWO, ncx=ncx))
    assert titles(book) == ["One", "Two"]
    assert [len(c.text.split()) for c in book.chapters] == [150, 150]
    assert book.left_out == ()


@pytest.mark.parametrize(
    "chapter",
    [
        '<h2 id="c{i}">Chapter {i}</h2>{text}',
        '<a id="c{i}"></a><h2>Chapter {i}</h2>{text}',
        '<h2><a id="c{i}"/>Chapter {i}</h2>{text}',
        '<h2>Chapter {i}</h2><a name="c{i}"></a>{text}',
        '<hr id="c{i}"/><p class="chapter-title">Chapter {i}</p>{text}',
        '<p id="c{i}">Chapter {i}</p>{text}',
    ],
)
@pytest.mark.parametrize("ncx", [True, False])
def test_an_epub_with_several_chapters_in_one_file_is_cut_by_anchors(
    read: Read, chapter: str, ncx: bool
) -> None:
    body = "".join(chapter.format(i=i, text=html_prose(2, i)) for i in (1, 2, 3))
    book = read(
        Epub(
            {"all.xhtml": body},
            [Toc(f"Chapter {i}", f"all.xhtml#c{i}") for i in (1, 2, 3)],
            ncx=ncx,
        )
    )
    assert titles(book) == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert [len(c.text.split()) for c in book.chapters] == [100, 100, 100]


def test_an_epub_anchor_at_the_end_of_a_paragraph_means_what_follows(read: Read) -> None:
    body = f'<h2>One</h2><p>{prose(30)}<a id="c2"/></p><h2>Two</h2><p>{prose(30)}</p>'
    book = read(Epub({"all.xhtml": body}, [Toc("One", "all.xhtml"), Toc("Two", "all.xhtml#c2")]))
    assert [c.text for c in book.chapters] == [prose(30), prose(30)]


def test_an_epub_chapter_may_go_on_over_several_files(read: Read) -> None:
    pages = {
        "a.xhtml": "<h1>One</h1>" + html_prose(2, 1),
        "a2.xhtml": html_prose(2, 5),
        "b.xhtml": "<h1>Two</h1>" + html_prose(2, 2),
    }
    book = read(Epub(pages, TWO))
    assert [len(c.text.split()) for c in book.chapters] == [200, 100]


def test_an_epub_chapter_that_the_contents_forgot_is_read(read: Read) -> None:
    pages = {
        "a.xhtml": "<h1>One</h1>" + html_prose(),
        "x.xhtml": "<h1>Half</h1>" + html_prose(),
        "b.xhtml": "<h1>Two</h1>" + html_prose(),
    }
    assert titles(read(Epub(pages, TWO))) == ["One", "Half", "Two"]


@pytest.mark.parametrize("entries", [(), (Toc("Start", "a.xhtml"),), (Toc("", "a.xhtml"),)])
def test_an_epub_without_useful_contents_is_cut_by_headings(
    read: Read, entries: tuple[Toc, ...]
) -> None:
    assert titles(read(Epub(two(), entries))) == ["One", "Two"]


def test_an_epub_without_contents_and_headings_is_cut_by_page_titles(read: Read) -> None:
    pages = {"a.xhtml": page(html_prose(), "First"), "b.xhtml": page(html_prose(), "Second")}
    assert titles(read(Epub(pages))) == ["First", "Second"]


def test_epub_headings_that_are_only_paragraphs_begin_chapters(read: Read) -> None:
    pages = {
        "a.xhtml": f"<p>CHAPTER I</p>{html_prose()}<p>CHAPTER II</p>{html_prose()}",
        "b.xhtml": f"<p>CHAPTER III</p>{html_prose()}",
    }
    assert titles(read(Epub(pages))) == ["CHAPTER I", "CHAPTER II", "CHAPTER III"]


def test_nested_epub_parts_are_announced_and_are_no_chapters(read: Read) -> None:
    pages = {
        "half.xhtml": "<h1>A Book</h1>",
        "p1.xhtml": "<h1>Part I: Land</h1>",
        "a.xhtml": "<h2>I</h2><h3>Hills</h3>" + html_prose(),
        "p2.xhtml": "<h1>Part II: Sea</h1>",
        "b.xhtml": "<h2>II</h2><h3>Waves</h3>" + html_prose(),
    }
    toc = [
        Toc("A Book", "half.xhtml", [
            Toc("Part I: Land", "p1.xhtml", [Toc("I: Hills", "a.xhtml")]),
            Toc("Part II: Sea", "p2.xhtml", [Toc("II: Waves", "b.xhtml")]),
        ])
    ]  # fmt: skip
    book = read(Epub(pages, toc))
    assert titles(book) == ["Part I: Land. I: Hills", "Part II: Sea. II: Waves"]
    assert reasons(book) == {"A Book": "title page"}


def test_epub_contents_entries_that_lead_nowhere_are_no_chapters(read: Read) -> None:
    assert titles(read(Epub(two(), [Toc("Part One", "", TWO)]))) == ["One", "Two"]


def test_sections_of_an_epub_chapter_are_headings_in_it(read: Read) -> None:
    sections = f'<h2 id="s1">A bit</h2>{html_prose()}<h2 id="s2">More</h2>{html_prose()}'
    body = f"<h1>Chapter 1</h1>{html_prose()}{sections}"
    toc = [
        Toc("Chapter 1", "a.xhtml", [Toc("A bit", "a.xhtml#s1"), Toc("More", "a.xhtml#s2")]),
        Toc("Chapter 2", "b.xhtml"),
    ]
    book = read(Epub({"a.xhtml": body, "b.xhtml": "<h1>Chapter 2</h1>" + html_prose()}, toc))
    assert titles(book) == ["Chapter 1", "Chapter 2"]
    assert [t for k, t in blocks(book.chapters[0]) if k == "heading"] == ["A bit", "More"]


def test_numbered_sections_of_epub_stories_are_no_chapters(read: Read) -> None:
    def story(name: str) -> str:
        return f"<h2>{name}</h2>" + "".join(
            f'<h3 id="{name}{n}">{n}</h3>{html_prose(2)}' for n in ("I", "II")
        )

    names = ["Rain", "Snow", "Wind"]
    toc = [
        Toc(name, f"{name}.xhtml", [Toc(n, f"{name}.xhtml#{name}{n}") for n in ("I", "II")])
        for name in names
    ]
    book = read(Epub({f"{name}.xhtml": story(name) for name in names}, toc))
    assert titles(book) == names


def test_epub_chapters_under_a_listed_part_are_cut_by_headings(read: Read) -> None:
    def part(name: str, count: int) -> str:
        return f"<h1>{name}</h1>" + "".join(
            f"<h2>Chapter {i}</h2>{html_prose(2, i)}" for i in range(1, count + 1)
        )

    pages = {"a.xhtml": part("Book One", 3), "b.xhtml": part("Book Two", 2)}
    book = read(Epub(pages, [Toc("Book One", "a.xhtml"), Toc("Book Two", "b.xhtml")]))
    assert titles(book) == [
        "Book One. Chapter 1",
        "Chapter 2",
        "Chapter 3",
        "Book Two. Chapter 1",
        "Chapter 2",
    ]


@pytest.mark.parametrize(
    ("heading", "entry", "title"),
    [
        ("<h1>Chapter 1</h1><h2>Rain</h2>", "Chapter 1", "Chapter 1. Rain"),
        ("<h1>Chapter 1</h1><h2>Rain</h2>", "Chapter 1: Rain", "Chapter 1: Rain"),
        ("<h1>1</h1>", "1. Rain", "1. Rain"),
        ("<hgroup><h2>I</h2><p epub:type='title'>Rain</p></hgroup>", "I: Rain", "I: Rain"),
        ("<h1>Chapter 1<br/>Rain</h1>", "Chapter 1 Rain", "Chapter 1 Rain"),
        ("<p class='x'>Chapter 1</p><p>Rain</p>", "Chapter 1: Rain", "Chapter 1: Rain"),
        ("<h1>CHAPTER 1</h1>", "Text", "CHAPTER 1"),
        ("<h1>Rain<a epub:type='noteref' href='#n'>1</a></h1>", "Rain", "Rain"),
        ("<p>Rain fell.</p>", "Rain", "Rain"),
    ],
)
def test_the_heading_of_an_epub_chapter_is_not_read_twice(
    read: Read, heading: str, entry: str, title: str
) -> None:
    pages = {"a.xhtml": heading + html_prose(3, 1), "b.xhtml": "<h1>Two</h1>" + html_prose()}
    book = read(Epub(pages, [Toc(entry, "a.xhtml"), Toc("Two", "b.xhtml")]))
    assert book.chapters[0].title == title
    assert len(book.chapters[0].text.split()) == (152 if "fell" in heading else 150)


def test_the_first_section_number_of_an_epub_chapter_is_no_part_of_its_title(read: Read) -> None:
    body = f"<h1>Rain</h1><h2>I</h2>{html_prose()}<h2>II</h2>{html_prose()}"
    book = read(
        Epub(
            {"a.xhtml": body, "b.xhtml": "<h1>Two</h1>" + html_prose()},
            [Toc("Rain", "a.xhtml"), Toc("Two", "b.xhtml")],
        )
    )
    assert titles(book) == ["Rain", "Two"]
    assert blocks(book.chapters[0])[0] == ("heading", "I")


@pytest.mark.parametrize("ncx", [True, False])
def test_epub_names_in_other_case_or_percent_encoding_are_found(read: Read, ncx: bool) -> None:
    pages = {
        "Chapter One.xhtml": "<h1>One</h1>" + html_prose(),
        "B@1.xhtml": "<h1>Two</h1>" + html_prose(),
    }
    book = read(
        Epub(pages, [Toc("One", "Chapter%20One.xhtml"), Toc("Two", "./b@1.XHTML")], ncx=ncx)
    )
    assert titles(book) == ["One", "Two"]


def test_the_reading_order_of_an_epub_is_its_spines(read: Read) -> None:
    book = read(Epub(two(), TWO, spine=["b.xhtml", "a.xhtml"]))
    assert titles(book) == ["Two", "One"]


def test_epub_front_and_back_matter_is_known_by_types_titles_and_looks(read: Read) -> None:
    pages = {
        "cover.xhtml": '<section epub:type="cover"><p>Cover text</p></section>',
        "title.xhtml": "<h1>A Book</h1><p>Jane Doe</p>",
        "legal.xhtml": "<h1>Copyright</h1><p>© 2020 Jane Doe</p>",
        "toc.xhtml": "<h1>Contents</h1><p><a href='a.xhtml'>One</a></p>",
        "pre.xhtml": "<h1>Preface</h1>" + html_prose(),
        **two(),
        "notes.xhtml": '<section role="doc-endnotes"><h2>Remarks</h2><p>A note.</p></section>',
        "loi.xhtml": "<h1>List of Illustrations</h1><p>A cat</p>",
        "ix.xhtml": "<h1>Index</h1><p>cat, 1</p>",
        "about.xhtml": "<h1>About the Author</h1><p>She lives.</p>",
    }
    listed = [
        Toc(n, f"{f}.xhtml")
        for n, f in (
            ("Title Page", "title"),
            ("Copyright", "legal"),
            ("Contents", "toc"),
            ("Preface", "pre"),
        )
    ]
    after = [
        Toc(n, f"{f}.xhtml")
        for n, f in (
            ("Remarks", "notes"),
            ("List of Illustrations", "loi"),
            ("Index", "ix"),
            ("About the Author", "about"),
        )
    ]
    book = read(Epub(pages, [*listed, *TWO, *after]))
    assert titles(book) == ["Preface", "One", "Two"]
    assert list(reasons(book).values()) == [
        "title page", "imprint", "contents list", "notes", "list of illustrations", "index",
        "the publisher's own pages",
    ]  # fmt: skip


def test_landmarks_of_an_epub_tell_what_a_page_is(read: Read) -> None:
    link = '<a epub:type="copyright-page" href="x.xhtml">Legal</a>'
    marks = f'<nav epub:type="landmarks"><ol><li>{link}</li></ol></nav>'
    rights = "<h1>Sundry</h1><p>No part of this book may be reproduced without permission.</p>"
    entries = [*TWO, Toc("Sundry", "x.xhtml")]
    book = read(Epub(two(**{"x.xhtml": rights}), entries, landmarks=marks))
    assert reasons(book) == {"Sundry": "imprint"}
    told = "<h1>Sundry</h1>" + html_prose()
    assert reasons(read(Epub(two(**{"x.xhtml": told}), entries, landmarks=marks))) == {}


def test_epub_notes_are_told_apart_from_the_text(read: Read) -> None:
    pages = {
        "a.xhtml": "<h1>One</h1><p>A word.<a epub:type='noteref' href='n.xhtml#n1'>1</a> More."
        "<sup><a href='#f2'>2</a></sup></p>"
        "<aside epub:type='footnote' id='f2'><p>Aside.</p></aside>"
        "<p><a href='#r3' id='fn3'>[3]</a> Third.</p><p>On.</p>",
        "b.xhtml": "<h1>Two</h1>" + html_prose(),
        "n.xhtml": "<section epub:type='endnotes'><h2>Endnotes</h2><p id='n1'>Note.</p></section>",
    }
    book = read(Epub(pages, [*TWO, Toc("Endnotes", "n.xhtml")]))
    assert unread(book.chapters[0]) == [
        ("1", "note marker"),
        ("2", "note marker"),
        ("Aside.", "footnote"),
        ("[3] Third.", "footnote"),
    ]
    assert narrated(book.chapters[0]).split() == ["A", "word.", "More.", "On."]
    assert reasons(book) == {"Endnotes": "notes"}


def test_the_licence_inside_the_last_chapters_file_of_an_epub_is_left_out(read: Read) -> None:
    pages = {
        "head.xhtml": "<p>The Project Gutenberg eBook of A Book</p>"
        "<p>*** START OF THE PROJECT GUTENBERG EBOOK A BOOK ***</p>"
        "<h1 id='t'>A Book</h1><p>by Jane Doe</p>",
        "a.xhtml": "<h2>One</h2>" + html_prose(),
        "b.xhtml": f"<h2>Two</h2><p>{prose(30)}</p>"
        "<p>*** END OF THE PROJECT GUTENBERG EBOOK A BOOK ***</p><p>Licence</p>",
        "lic.xhtml": "<p>More licence</p>",
    }
    book = read(Epub(pages, [Toc("A Book", "head.xhtml#t"), *TWO]))
    assert titles(book) == ["One", "Two"]
    assert book.chapters[1].text == prose(30)
    assert [p.reason for p in book.left_out] == ["licence", "title page", "licence"]


def test_epub_pages_outside_the_reading_order_are_left_out(read: Read) -> None:
    pages = two(**{"pop.xhtml": "<p>A pop-up.</p>"})
    book = read(Epub(pages, TWO, nonlinear=frozenset({"pop.xhtml"})))
    assert titles(book) == ["One", "Two"]
    assert list(reasons(book).values()) == ["outside the reading order"]


def test_epub_metadata_and_cover_are_read(read: Read) -> None:
    metadata = (
        '<dc:creator id="c1">Jane Doe</dc:creator><dc:creator id="c2">John Roe</dc:creator>'
        '<dc:creator opf:role="trl">T. Translator</dc:creator><dc:language>en-GB</dc:language>'
        '<meta property="role" refines="#c2">ill</meta>'
        '<meta property="role" refines="#c1">ill</meta>'
        '<meta property="role" refines="#c1">aut</meta>'
    )
    item = '<item id="im" href="c.png" media-type="image/png" properties="cover-image"/>'
    book = read(Epub(two(), TWO, metadata=metadata, manifest=item, files={"OEBPS/c.png": PNG}))
    assert (book.title, book.author, book.language, book.about.cover) == (
        "A Book",
        "Jane Doe",
        "en",
        PNG,
    )


def test_the_cover_of_an_epub_2_is_read(read: Read) -> None:
    item = '<item id="im" href="c.png" media-type="image/png"/>'
    book = read(
        Epub(
            two(),
            TWO,
            ncx=True,
            metadata='<meta name="cover" content="im"/>',
            manifest=item,
            files={"OEBPS/c.png": PNG},
        )
    )
    assert book.about.cover == PNG


def test_missing_pages_of_an_epub_are_warned_of(read: Read) -> None:
    book = read(Epub(two(), [*TWO, Toc("Three", "c.xhtml")], spine=["a.xhtml", "b.xhtml", "gone"]))
    assert titles(book) == ["One", "Two"]
    assert len(book.warnings) == 2
    assert all("\n" not in warning for warning in book.warnings)


def test_invisible_characters_of_an_epub_stay_as_they_are(read: Read) -> None:
    pages = {"a.xhtml": "<p>word\u2060—and\u00a0so\u200a”</p>", "b.xhtml": "<p>b c</p>"}
    assert read(Epub(pages, TWO)).chapters[0].text == "word\u2060—and\u00a0so\u200a”"


def test_an_epubs_own_entities_are_never_resolved(read: Read, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    doctype = f'<!DOCTYPE html [<!ENTITY e SYSTEM "file://{tmp_path}/secret"><!ENTITY l "lol">]>'
    evil = (
        f"<?xml version='1.0'?>{doctype}<html xmlns='http://www.w3.org/1999/xhtml'>"
        "<body><p>A &e; &l; word.</p></body></html>"
    )
    text = read(Epub({"a.xhtml": evil}, [Toc("One", "a.xhtml")])).chapters[0].text
    assert "secret" not in text and "lol" not in text and text.startswith("A ")


def encryption(algorithm: str, target: str) -> dict[str, bytes]:
    return {
        "META-INF/encryption.xml": (
            '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            '<EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
            f'<EncryptionMethod Algorithm="{algorithm}"/>'
            f'<CipherData><CipherReference URI="{target}"/>'
            "</CipherData></EncryptedData></encryption>"
        ).encode()
    }


def test_an_epub_under_drm_is_named_as_such(read: Read) -> None:
    with pytest.raises(ManuscriptError, match=r"^the-book.epub: .*protected by DRM"):
        read(
            Epub(
                two(),
                TWO,
                files=encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/a.xhtml"),
            )
        )


@pytest.mark.parametrize(
    "algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_an_epub_with_obfuscated_fonts_is_not_under_drm(read: Read, algorithm: str) -> None:
    assert titles(read(Epub(two(), TWO, files=encryption(algorithm, "OEBPS/f.otf")))) == [
        "One",
        "Two",
    ]


def test_epub_numbers_and_titles_without_a_blank_between_them_are_parted(tmp_path: Path) -> None:
    names = ("The Weir", "A Lock Book", "Eels")
    spans = {
        f"{i}.xhtml": f'<h2><span class="n">{i}</span><span>{name}</span></h2>{html_prose(3, i)}'
        for i, name in enumerate(names, 1)
    }
    toc = [Toc(f"{i}{name}", f"{i}.xhtml") for i, name in enumerate(names, 1)]
    wanted = [f"{i}. {name}" for i, name in enumerate(names, 1)]
    assert titles(open_manuscript(Epub(spans, toc).write(tmp_path / "a.epub"))) == wanted
    bare = {f"{i}.xhtml": html_prose(3, i) for i in range(1, 4)}
    assert titles(open_manuscript(Epub(bare, toc, ncx=True).write(tmp_path / "b.epub"))) == wanted


def test_epub_titles_that_begin_with_a_number_of_their_own_stay_whole(tmp_path: Path) -> None:
    names = ("1Q84", "I<small>NTRODUCTION</small>", "3D")
    pages = {f"{i}.xhtml": f"<h2>{n}</h2>{html_prose(3, i)}" for i, n in enumerate(names)}
    toc = [Toc(n, f"{i}.xhtml") for i, n in enumerate(("1Q84", "INTRODUCTION", "3D"))]
    book = open_manuscript(Epub(pages, toc).write(tmp_path / "a.epub"))
    assert titles(book) == ["1Q84", "INTRODUCTION", "3D"]

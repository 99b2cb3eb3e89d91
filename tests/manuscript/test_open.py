from __future__ import annotations

import os
from pathlib import Path

import pytest

from narrate.errors import ManuscriptError
from narrate.manuscript import BOOKS_NOT_READ, SUFFIXES, open_manuscript
from narrate.manuscript.pandoc.program import language_of_markup
from tests.files.test_archive import zipped
from tests.manuscript.making import Epub, Toc, html_prose, paragraphs, titles

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of old Office programs begin, and new ones that are encrypted"""


def _name(stream: str) -> bytes:
    """As the folder of such a file has it."""
    return stream.encode("utf-16-le")


def test_the_suffixes_of_manuscripts_are_those_that_are_read() -> None:
    assert {".txt", ".md", ".html", ".epub", ".docx", ".odt", ".fb2", ".rtf", ".pdf"} <= SUFFIXES
    assert not {".doc", ".mobi", ".zip", ""} & SUFFIXES
    assert {".doc", ".mobi"} <= BOOKS_NOT_READ and not SUFFIXES & BOOKS_NOT_READ


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "a.md", "a.html", "a", "a.text", "a.markdown"])
def test_a_text_manuscript_is_read_by_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f"Chapter 1\n\n{paragraphs(3)}\n\n\nChapter 2\n\n{paragraphs(3)}")
    assert len(open_manuscript(tmp_path / name).chapters) >= 1


@pytest.mark.parametrize("name", ["a.epub", "a.zip", "a.txt", "a"])
def test_an_epub_manuscript_is_read_by_any_name(tmp_path: Path, name: str) -> None:
    epub = Epub({"a.xhtml": "<h1>One</h1>" + html_prose()}, [Toc("One", "a.xhtml")])
    assert titles(open_manuscript(epub.write(tmp_path / name))) == ["One"]


@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.rtf", "a"])
def test_an_html_manuscript_is_read_by_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f"<!DOCTYPE html><html><h1>One</h1>{html_prose()}</html>")
    assert "<" not in open_manuscript(tmp_path / name).chapters[0].text


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b"\xef\xbb\xbf \r\n\t", "only white space"),
        ("a.md", b"\xff\xfe\x20\x00\x0a\x00", "only white space"),
        ("a.txt", bytes(range(256)) * 10, "binary data"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "does not read pictures"),
        ("a.txt", b"%PDF-1.4 ...", "not a PDF, or too damaged to be read"),
        ("a.docx", b"anything", "not a Word document, or a damaged one"),
        ("a.docx", _OLE + _name("EncryptedPackage"), "encrypted with a password; save it without"),
        ("a.docx", _OLE + _name("Workbook"), "an old Office program, but not a Word document"),
        ("a.docx", b"PK\x03\x04 cut off", "a damaged zip archive"),
        ("a.odt", b"anything", "not an OpenDocument text, or a damaged one"),
        ("a.fodt", b"<x>some page</x>", "not an OpenDocument text, or a damaged one"),
        ("a.rtf", b"anything", "not an RTF document, or a damaged one"),
        ("a.rtf", b"{\\rtf1 }", "no text in it to read aloud"),
        ("a.mobi", b"anything", "does not read Kindle books yet"),
        (
            "a.doc",
            _OLE + _name("WordDocument"),
            "does not read old Word documents (.doc); open it in",
        ),
        ("a.doc", b"anything", "does not read Word documents of the old kind yet; open it in Word"),
        ("a.fb2", b"<?xml version='1.0'?><FictionBook>", "no text in it to read aloud"),
        ("a.fb2", b"<x>some page</x>", "not a FictionBook, or a damaged one"),
        ("a.xyz", b"some text", "narrate does not read .xyz files"),
        ("a.epub", b"some text", "not an EPUB, or a damaged one"),
        ("a.epub", b"PK\x03\x04 cut off", "a damaged zip archive"),
        ("a.md", b"# Only a heading", "no text in it to read aloud"),
    ],
)
def test_a_manuscript_that_cannot_be_read_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ManuscriptError) as caught:
        open_manuscript(tmp_path / name)
    told = str(caught.value)
    assert message in told and told.startswith(f"{name}: ") and "\n" not in told


@pytest.mark.parametrize(
    ("member", "message"),
    [
        ("word/document.xml", "this is not XML"),
        ("content.xml", "does not read archives of files yet; unpack it"),
        ("a.txt", "does not read archives of files yet; unpack it"),
    ],
)
def test_zip_archives_that_hold_no_manuscript_are_refused(
    tmp_path: Path, member: str, message: str
) -> None:
    path = zipped(tmp_path / "a.zip", **{member: b"x"})
    with pytest.raises(ManuscriptError, match=message):
        open_manuscript(path)


def test_a_manuscript_that_does_not_exist_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match="no such file"):
        open_manuscript(tmp_path / "gone.txt")
    with pytest.raises(ManuscriptError, match="a folder, not a manuscript"):
        open_manuscript(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_as_manuscript_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ManuscriptError, match="not a regular file"):
        open_manuscript(tmp_path / "pipe.txt")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_manuscript_without_read_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(ManuscriptError, match="cannot be read"):
        open_manuscript(tmp_path / "a.txt")


def test_a_manuscript_larger_than_any_book_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from narrate.manuscript import open as module
    from narrate.manuscript.text import reader as text

    monkeypatch.setattr(text, "MOST_PARAGRAPHS", 2)
    (tmp_path / "a.txt").write_text("a\n\nb\n\nc")
    with pytest.raises(
        ManuscriptError, match=r"^a.txt: too large: 3 paragraphs \(limit 2\); split the file"
    ):
        open_manuscript(tmp_path / "a.txt")
    monkeypatch.setattr(module, "LARGEST", 5)
    with pytest.raises(ManuscriptError, match="too large: more than 0 MB of text"):
        open_manuscript(tmp_path / "a.txt")


@pytest.mark.parametrize("ending", [".html", ".xhtml", ".xml"])
def test_a_page_made_of_docbook_is_read_as_the_html_that_it_is(tmp_path: Path, ending: str) -> None:
    page = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!-- from DocBook -->\n'
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "xhtml1-strict.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:d="http://docbook.org/ns/docbook"><head>'
        '<title xmlns:d="http://docbook.org/ns/docbook">A Page</title>'
        '<meta name="generator" content="DocBook XSL Stylesheets"/></head>'
        f"<body><h1>One</h1>{html_prose()}</body></html>"
    )
    path = tmp_path / f"page{ending}"
    path.write_text(page)
    assert titles(open_manuscript(path)) == ["One"]


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "d.dtd" [ <!ENTITY a "b">',
        '<?xml version="1.0"?><d:book xmlns:d="http://docbook.org/ns/docbook">',
        '<?xml version="1.0"?><article xmlns="http://docbook.org/ns/docbook">',
    ],
)
def test_docbook_is_known_by_its_document_type_or_its_root(start: str) -> None:
    assert language_of_markup(start) == ("docbook", "DocBook files")
    assert language_of_markup(f"Of <b>markup</b>: {start}") is None


@pytest.mark.parametrize(
    ("name", "front"),
    [
        (
            "my-file.md",
            "# The River House\n\nby Ann Writer\n\n# Chapter 1\n\n{}\n\n# Chapter 2\n\n{}",
        ),
        ("my-file.txt", "THE RIVER HOUSE\nby Ann Writer\n\n\nCHAPTER 1\n\n{}\n\n\nCHAPTER 2\n\n{}"),
        (
            "my-file.html",
            "<h1>The River House</h1><p>by Ann Writer</p><h1>Chapter 1</h1><p>{}</p>"
            "<h1>Chapter 2</h1><p>{}</p>",
        ),
    ],
)
def test_a_book_that_is_named_on_its_title_page_only_has_that_title(
    tmp_path: Path, name: str, front: str
) -> None:
    path = tmp_path / name
    path.write_text(front.format(paragraphs(3), paragraphs(3, 5)))
    book = open_manuscript(path)
    assert book.about.title.title() == "The River House"
    assert book.about.author == "Ann Writer"


def test_a_title_page_that_may_name_anything_names_no_book(tmp_path: Path) -> None:
    front = "<p>HARBOUR PRESS</p><p>London and New York</p>"
    path = tmp_path / "my-file.html"
    chapters = "".join(f"<h1>{name}</h1>{html_prose()}" for name in ("One", "Two"))
    path.write_text(f"<body>{front}{chapters}</body>")
    assert open_manuscript(path).about.title == "My file"

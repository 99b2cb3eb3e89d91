"""Documents that are meant to do harm, or badly broken: text, or one line that says why not."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.files import markup
from narrate.manuscript import open_manuscript
from narrate.manuscript.documents import story
from narrate.manuscript.documents.docx import reader as docx
from tests.manuscript.documents.making import WORD, Docx, Odt, fiction_book, par, text

MANY = 100_000
ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY e{i} '{f'&e{i - 1};' * 10 if i else '&a;' * 10}'>" for i in range(9))
    + "<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
)


def read(path: Path) -> Book | str:
    """The book, or the one line that is told."""
    try:
        return open_manuscript(path)
    except ManuscriptError as error:
        assert "\n" not in str(error) and str(error).startswith(path.name)
        return str(error)


def with_document(path: Path, data: str | bytes, name: str = "word/document.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if name == "content.xml":
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(name, data)
    return path


def document(inside: str) -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'


def test_documents_nested_beyond_reason_are_refused(tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * MANY + par("x") + "</w:sdtContent></w:sdt>" * MANY
    assert "no text in it" in str(read(with_document(tmp_path / "a.docx", document(deep))))
    path = tmp_path / "a.fb2"
    path.write_text(fiction_book("<body>" + "<section>" * MANY + "<p>x</p>"))
    assert "no text in it" in str(read(path))


@pytest.mark.parametrize("depth", [300, 600])
def test_nested_boxes_and_tables_of_documents_are_read(tmp_path: Path, depth: int) -> None:
    box = "<w:p><w:r><w:txbxContent>" * depth + par("x") + "</w:txbxContent></w:r></w:p>" * depth
    cell = "<w:tbl><w:tr><w:tc>" * depth + par("y") + "</w:tc></w:tr></w:tbl>" * depth
    book = read(with_document(tmp_path / "a.docx", document(box + cell)))
    assert isinstance(book, Book) and book.chapters[0].text == "x\n\ny"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_documents_are_never_expanded(tmp_path: Path, encoding: str) -> None:
    said = "&e8;&f; <b/>" + text(1)
    head = f'<?xml version="1.0" encoding="{encoding}"?>' + ENTITIES
    word = head + document(f"{par('x')}<w:p><w:r><w:t>{said}</w:t></w:r></w:p>")
    fiction = fiction_book(f"<body><section><p>{said}</p></section></body>").split("?>", 1)[1]
    (tmp_path / "b.fb2").write_bytes((head + fiction).encode(encoding))
    for path in (with_document(tmp_path / "a.docx", word.encode(encoding)), tmp_path / "b.fb2"):
        found = read(path)
        told = found if isinstance(found, str) else found.chapters[0].text
        assert "aaaaaaaaaa" not in told and "root:" not in told and len(told) < 2000


@pytest.mark.parametrize(
    ("name", "member"),
    [("a.docx", "word/document.xml"), ("a.odt", "content.xml"), ("a.fbz", "a.fb2")],
)
def test_members_of_documents_count_by_their_unpacked_size(
    tmp_path: Path, name: str, member: str
) -> None:
    path = with_document(tmp_path / name, b"<" * (docx.LARGEST + 1), member)
    assert path.stat().st_size < 100_000
    assert f"{member} in it unpacks to more than 48 MB" in str(read(path))


def test_a_document_with_more_elements_than_fit_into_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(markup, "MOST_ELEMENTS", 1000)
    path = with_document(tmp_path / "a.docx", document("<w:p/>" * 1001))
    assert "more tags than any book has" in str(read(path))


def test_a_document_with_more_paragraphs_or_pieces_than_a_book_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story, "MOST_PARAGRAPHS", 50)
    monkeypatch.setattr(story, "MOST_PIECES", 200)
    path = Docx("<w:p/>" * 51).write(tmp_path / "a.docx")
    assert "too large: more than 50 paragraphs; split the file" in str(read(path))
    runs = "<w:r><w:t>a</w:t></w:r>" * 201
    path = Odt("<text:p>" + "<text:span>a</text:span>" * 201 + "</text:p>").write(
        tmp_path / "a.odt"
    )
    assert "more than 200 pieces of text" in str(read(path))
    path = Docx(par("", runs=runs)).write(tmp_path / "b.docx")
    assert "more than 200 pieces of text" in str(read(path))


def test_a_document_of_one_paragraph_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    book = read(with_document(tmp_path / "a.docx", document(par("word " * 2_100_000))))
    assert isinstance(book, Book) and len(book.chapters[0].text) == 5 * 2_100_000 - 1


def test_long_rows_and_stanzas_of_documents_take_linear_time(tmp_path: Path) -> None:
    row = "<w:tr>" + f"<w:tc>{par('cell')}</w:tc>" * 20_000 + "</w:tr>"
    verse = par("line of verse", "Verse") * 20_000
    book = read(Docx(f"<w:tbl>{row}</w:tbl>{verse}").write(tmp_path / "a.docx"))
    assert isinstance(book, Book) and [b.kind for b in book.chapters[0].blocks] == ["verse"] * 2


def test_names_in_a_document_that_lead_outside_it_are_ignored(tmp_path: Path) -> None:
    docx_ = Docx(par("Inside."), main="word/document.xml")
    docx_.files = {
        "../../evil.xml": "x",
        "word/_rels/document.xml.rels": '<R><R Type="x/styles" Target="../../../../etc/passwd"/>'
        '<R Type="x/footnotes" Target="file:///etc/passwd" TargetMode="External"/></R>',
    }
    book = read(docx_.write(tmp_path / "a.docx"))
    assert isinstance(book, Book) and book.chapters[0].text == "Inside."
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_half_a_document_is_refused_in_one_line(tmp_path: Path) -> None:
    whole = Docx("".join(par(text(i)) for i in range(50))).write(tmp_path / "a.docx").read_bytes()
    (tmp_path / "a.docx").write_bytes(whole[: len(whole) // 2])
    assert "damaged zip archive" in str(read(tmp_path / "a.docx"))


def test_a_document_is_read_under_another_suffix(tmp_path: Path) -> None:
    for name in ("a.txt", "a.odt", "a.epub", "a.rtf", "a"):
        book = read(Docx(par("Text.")).write(tmp_path / name))
        assert isinstance(book, Book) and book.chapters[0].text == "Text."
    (tmp_path / "b.docx").write_bytes(b"{\\rtf1 Text.}")
    book = read(tmp_path / "b.docx")
    assert isinstance(book, Book) and book.chapters[0].text == "Text."

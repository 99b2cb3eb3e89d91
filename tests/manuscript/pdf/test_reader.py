from __future__ import annotations

from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import open_manuscript
from narrate.manuscript.pdf.reader import read_pdf
from narrate.manuscript.structure.passages import ManuscriptDraft
from tests.manuscript.making_pdf import (
    ADVANCE,
    BOLD,
    HIGH,
    LEADING,
    LEFT,
    SIZE,
    TOP,
    WIDE,
    Entry,
    PdfPage,
    pdf,
    wrapped,
)
from tests.manuscript.pdf.setting import WIDTH, PdfTypesetter, prose


def kept(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "the-lamp.pdf"
    path.write_bytes(data)
    return path


def read(tmp_path: Path, data: bytes) -> Book:
    return open_manuscript(kept(tmp_path, data))


def draft(tmp_path: Path, data: bytes) -> ManuscriptDraft:
    return read_pdf(kept(tmp_path, data))


def spoken(book: Book, chapter: int = 0) -> list[str]:
    found = book.chapters[chapter]
    texts = []
    for block in found.blocks:
        text, at = "", block.start
        for span in found.left_out:
            if block.start <= span.start < block.end:
                text, at = text + found.text[at : span.start], span.end
        texts.append(text + found.text[at : block.end])
    return [text for text in texts if text.strip()]


def test_pdf_chapters_begin_at_large_headings_whatever_the_pages(tmp_path: Path) -> None:
    press = PdfTypesetter(
        head=lambda n, title: f"{title:<50}" if n % 2 else "THE LAMP ON THE MARSH"
    )
    texts = [[prose(10 * c + i) for i in range(14)] for c in range(3)]
    for title, paragraphs in zip(("First Light", "Second Tide", "Last Ship"), texts, strict=True):
        press.chapter(title, paragraphs)
    book = read(tmp_path, pdf(press.leaves, {"Title": "The Lamp", "Author": "Ada Marsh"}))
    assert (book.title, book.author) == ("The Lamp", "Ada Marsh")
    assert [c.title for c in book.chapters] == ["First Light", "Second Tide", "Last Ship"]
    assert [spoken(book, i) for i in range(3)] == texts
    assert {part.reason for part in book.left_out} == {"running head", "page number"}


def test_pdf_words_cut_at_line_ends_are_joined_and_compounds_keep_their_hyphen(
    tmp_path: Path,
) -> None:
    lines = [
        "  The bookcase held a cherry-tart and the candle stood by",
        "it while nobody in the house would look at the book-",
        "case twice or ask for a slice of that cold old cherry-",
        "tart which the Anglo-",
        "Saxon cook had left with the remark\xad",
        "able candle.",
    ]
    filler = [line for i in range(9) for line in wrapped(prose(i), WIDTH)]
    leaf = PdfPage()
    leaf.column(LEFT, TOP, [*filler[:20], *lines])
    book = read(tmp_path, pdf([leaf]))
    text = book.chapters[0].text
    for whole in ("the bookcase twice", "old cherry-tart which", "Anglo-Saxon", "remarkable"):
        assert whole in text


def columned(title: str, left: list[str], right: list[str]) -> PdfPage:
    leaf = PdfPage().put(LEFT, TOP, title, 16)
    leaf.column(LEFT, TOP + 40, left)
    leaf.column(LEFT + 29 * ADVANCE * SIZE, TOP + 40, right)
    return leaf


def test_pdf_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    leaves, texts = [], []
    for page in range(3):
        own = [prose(20 * page + i, 40) for i in range(6)]
        lines = [line for text in own for line in wrapped(text, 26)]
        half = (len(lines) + 1) // 2
        leaves.append(columned(f"Night number {page} on the old marsh", lines[:half], lines[half:]))
        texts.append(own)
    book = read(tmp_path, pdf(leaves))
    assert [c.title for c in book.chapters] == [
        f"Night number {page} on the old marsh" for page in range(3)
    ]
    assert [spoken(book, i) for i in range(3)] == texts


def test_pdf_footnotes_are_left_out_and_linked_to_their_markers(tmp_path: Path) -> None:
    leaves = []
    for page in range(3):
        leaf = PdfPage()
        lines = [line for i in range(5) for line in wrapped(prose(10 * page + i, 40), WIDTH)]
        bottom = leaf.column(LEFT, TOP, lines)
        last = lines[-1]
        leaf.put(LEFT + len(last) * ADVANCE * SIZE, bottom - LEADING - 4, str(page + 1), 6)
        leaf.rule(LEFT, LEFT + 80, 500).put(LEFT, 510, str(page + 1), 5)
        leaf.column(
            LEFT + 5,
            513,
            [f"A learned remark, number {page + 1}, of the", f"editor of edition {page + 1}."],
            8,
            10,
        )
        leaf.put(LEFT + 150, 560, str(page + 1))
        leaves.append(leaf)
    found = draft(tmp_path, pdf(leaves))
    chapter = next(part for part in found.parts if part.reason is None)
    read_aloud = " ".join(p.spoken for p in chapter.passages if p.is_read)
    assert "learned" not in read_aloud and not any(f".{n}" in read_aloud for n in "123")
    marks = [mark for p in chapter.passages for mark in p.notes]
    assert [found.notes[mark.note][0].text for mark in marks] == [
        f"A learned remark, number {n}, of the editor of edition {n}." for n in (1, 2, 3)
    ]
    unread = [p.text for p in chapter.passages if not p.is_read and p.kind == "paragraph"]
    assert [text[:1] for text in unread] == ["1", "2", "3"]


def test_the_outline_of_a_pdf_counts_before_the_look_of_its_pages(tmp_path: Path) -> None:
    press = PdfTypesetter()
    for i, title in enumerate(("A Note on Maps", "The Marsh", "The Sea")):
        press.chapter(title, [prose(10 * i + n) for n in range(8)], size=10)
    starts = [n for n, leaf in enumerate(press.leaves) if len(leaf.pieces) > 1]
    assert starts
    places = [
        next(n for n, leaf in enumerate(press.leaves) if title.encode().hex() in leaf.pieces[1])
        for title in ("A Note on Maps", "The Marsh", "The Sea")
    ]
    outline = [
        Entry("A Note on Maps", places[0]),
        Entry("The Marsh", places[1]),
        Entry("The Sea", places[2]),
    ]
    book = read(tmp_path, pdf(press.leaves, outline=outline))
    assert [c.title for c in book.chapters] == ["A Note on Maps", "The Marsh", "The Sea"]
    assert spoken(book, 1)[0].startswith("Paragraph 10 says")


def test_parts_of_a_pdf_outline_are_announced_with_their_first_chapter(tmp_path: Path) -> None:
    press = PdfTypesetter()
    titles = ["One Lamp", "Two Lamps", "Three Lamps", "Four Lamps"]
    for i, title in enumerate(titles):
        press.chapter(title, [prose(10 * i + n) for n in range(5)])
    places = [
        next(n for n, leaf in enumerate(press.leaves) if title.encode().hex() in leaf.pieces[1])
        for title in titles
    ]
    outline = [
        Entry("PART I", places[0]),
        Entry("One Lamp", places[0], parent=0),
        Entry("Two Lamps", places[1], parent=0),
        Entry("PART II", places[2]),
        Entry("Three Lamps", places[2], parent=3),
        Entry("Four Lamps", places[3], parent=3),
    ]
    book = read(tmp_path, pdf(press.leaves, outline=outline))
    assert len(book.chapters) == 4
    assert [c.title.split(". ")[-1] for c in book.chapters] == titles


def test_a_printed_contents_list_of_a_pdf_is_not_read(tmp_path: Path) -> None:
    front = (
        PdfPage()
        .put(LEFT, TOP, "The Lamp on the Marsh", 24)
        .put(LEFT, TOP + 40, "by Ada Marsh", 14)
    )
    press = PdfTypesetter()
    titles = ["How It Began", "What the Sea Brought", "Home Again"]
    contents = PdfPage().put(LEFT, TOP, "Contents", 18)
    for i, title in enumerate(titles):
        contents.put(LEFT, TOP + 40 + 20 * i, f"{title} {'.' * 20} {3 + 3 * i}")
        press.chapter(title, [prose(10 * i + n) for n in range(9)])
    book = read(tmp_path, pdf([front, contents, *press.leaves]))
    assert [c.title for c in book.chapters] == titles
    assert (book.title, book.author) == ("The Lamp on the Marsh", "Ada Marsh")
    assert {"contents list", "title page"} <= {part.reason for part in book.left_out}


def test_pdf_labels_and_titles_on_lines_of_their_own_are_one_heading(tmp_path: Path) -> None:
    press = PdfTypesetter()
    for i in range(3):
        press.chapter(f"Chapter {i + 1}", [])
        press.leaves[-1].put(LEFT, TOP + 6 * LEADING, ("The Lane", "The Marsh", "The Sea")[i], 22)
        press._row = 9
        for n in range(6):
            press.lines(wrapped(prose(10 * i + n), WIDTH))
    book = read(tmp_path, pdf(press.leaves))
    assert [c.title for c in book.chapters] == [
        "Chapter 1. The Lane",
        "Chapter 2. The Marsh",
        "Chapter 3. The Sea",
    ]


def test_pdf_verse_keeps_its_lines_and_white_space_is_a_scene_break(tmp_path: Path) -> None:
    leaf = PdfPage()
    y = leaf.column(LEFT, TOP, [line for i in range(4) for line in wrapped(prose(i, 40), WIDTH)])
    poem = ["     The lamp is out,", "     the boat is gone,", "     the marsh is grey"]
    y = leaf.column(LEFT, y + 8, poem)
    y = leaf.column(LEFT, y + 8, [line for i in (5, 6) for line in wrapped(prose(i, 40), WIDTH)])
    leaf.column(LEFT, y + 26, wrapped(prose(7, 40), WIDTH))
    chapter = read(tmp_path, pdf([leaf])).chapters[0]
    kinds = [block.kind for block in chapter.blocks]
    assert kinds == [*["paragraph"] * 4, "verse", *["paragraph"] * 2, "scene", "paragraph"]
    verse = next(b for b in chapter.blocks if b.kind == "verse")
    assert chapter.text[verse.start : verse.end].split("\n") == [line.strip() for line in poem]


def test_a_large_initial_in_a_pdf_is_part_of_its_word(tmp_path: Path) -> None:
    leaf = PdfPage().put(LEFT, TOP + LEADING, "L", 24)
    first = wrapped("ong after the tide had turned " + prose(1, 60), WIDTH - 4, 0)
    leaf.column(LEFT + 20, TOP, first[:2])
    rest = wrapped(" ".join(first[2:]), WIDTH, 0)
    leaf.column(
        LEFT, TOP + 2 * LEADING, [*rest, *wrapped(prose(2), WIDTH), *wrapped(prose(3), WIDTH)]
    )
    text = read(tmp_path, pdf([leaf])).chapters[0].text
    assert text.startswith("Long after the tide had turned Paragraph 1 says")


def test_pdf_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match=r"scanned pictures without text.*OCR"):
        read(tmp_path, pdf([PdfPage().picture() for _ in range(4)]))
    press = PdfTypesetter().chapter("Alone", [prose(i) for i in range(20)])
    press.leaves[1:1] = [PdfPage().picture(), PdfPage().picture()]
    book = read(tmp_path, pdf(press.leaves))
    assert any("pages 2-3" in warning and "pictures" in warning for warning in book.warnings)


def test_many_blank_pages_of_a_pdf_are_warned_of(tmp_path: Path) -> None:
    press = PdfTypesetter().chapter("Alone", [prose(i) for i in range(20)])
    for few, told in ((2, False), (9, True)):
        book = read(tmp_path, pdf([*press.leaves, *[PdfPage() for _ in range(few)]]))
        assert any("nothing there can be read" in w for w in book.warnings) is told


def test_a_pdf_whose_letters_have_no_meaning_is_refused(tmp_path: Path) -> None:
    nonsense = "/ToUnicode 99 0 R"
    leaf = PdfPage()
    leaf.column(
        LEFT, TOP, ["Wklv lv qrw wkh whaw ri wkh sdjh exw vrph qrqvhqvh zlwk qr yrzhov"] * 12
    )
    with pytest.raises(ManuscriptError, match="letters of its text layer"):
        read(tmp_path, pdf([leaf], font=nonsense))


def test_a_pdf_of_empty_pages_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match="no text in this PDF"):
        read(tmp_path, pdf([PdfPage(), PdfPage()]))


def test_a_pdf_under_a_password_is_named_as_such(tmp_path: Path) -> None:
    lock = "/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4" + "".join(
        f"/{key}<{'5a' * 32}>" for key in "OU"
    )
    data = pdf(
        [PdfPage().put(LEFT, TOP, "secret")], trailer=lock + f">>/ID[<{'00' * 16}><{'00' * 16}>]"
    )
    with pytest.raises(ManuscriptError, match="only with a password"):
        read(tmp_path, data)


@pytest.mark.parametrize("share", [1.0, 0.6])
def test_a_damaged_pdf_is_read_as_far_as_it_goes(tmp_path: Path, share: float) -> None:
    data = pdf(PdfTypesetter().chapter("Alone", [prose(i) for i in range(40)]).leaves)
    cut = data[: int(share * data.rindex(b"xref\n0"))]
    book = read(tmp_path, cut)
    assert "Paragraph 1 says" in book.chapters[0].text
    assert any("damaged" in warning for warning in book.warnings)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7\n" + bytes(range(256)) * 50])
def test_a_file_that_is_no_pdf_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(ManuscriptError, match="too damaged to be read") as caught:
        read(tmp_path, data)
    assert "\n" not in str(caught.value)


def test_a_pdf_is_known_behind_junk_and_by_its_content(tmp_path: Path) -> None:
    data = pdf(PdfTypesetter().chapter("Alone", [prose(i) for i in range(9)]).leaves)
    path = tmp_path / "lamp.pdf"
    path.write_bytes(b"\r\njunk before\r\n" + data)
    assert open_manuscript(path).chapters
    path.write_bytes(b"Only text, whatever it is called.")
    with pytest.raises(ManuscriptError, match="not a PDF"):
        open_manuscript(path)


def test_pdf_text_set_sideways_or_off_the_page_is_left_out(tmp_path: Path) -> None:
    press = PdfTypesetter().chapter("Alone", [prose(i) for i in range(9)])
    stamp = b"STAMP".hex()
    press.leaves[0].pieces.append(f"BT /F1 10 Tf 0 1 -1 0 20 300 Tm <{stamp}> Tj ET")
    press.leaves[0].put(WIDE + 30, HIGH / 2, "OUTSIDE")
    book = read(tmp_path, pdf(press.leaves))
    assert "STAMP" not in book.chapters[0].text and "OUTSIDE" not in book.chapters[0].text
    assert any("sideways" in part.reason and part.characters >= 12 for part in book.left_out)


def test_the_language_of_a_pdf_is_its_catalogues_and_program_names_are_no_titles(
    tmp_path: Path,
) -> None:
    leaves = PdfTypesetter().chapter("Alone", [prose(i) for i in range(9)]).leaves
    info = {"Title": "Microsoft Word - draft7.doc", "Author": "User"}
    book = read(tmp_path, pdf(leaves, info, catalogue="/Lang(es-MX)"))
    assert (book.title, book.author) == ("Alone", "")
    assert "says that it is in Spanish (es)" in book.language_note  # its text is English


def test_bold_pdf_headings_in_the_size_of_the_text_begin_chapters(tmp_path: Path) -> None:
    leaf_rows: list[PdfPage] = []
    for c in range(3):
        leaf = PdfPage().put(LEFT, TOP, f"Of the number {('one', 'two', 'three')[c]}", font=BOLD)
        lines = [line for i in range(7) for line in wrapped(prose(10 * c + i), WIDTH)]
        leaf.column(LEFT, TOP + 2 * LEADING, lines[:36])
        leaf_rows.append(leaf)
    book = read(tmp_path, pdf(leaf_rows))
    assert [c.title for c in book.chapters] == [
        f"Of the number {n}" for n in ("one", "two", "three")
    ]

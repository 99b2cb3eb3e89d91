from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import Choice, open_manuscript
from narrate.manuscript.documents.fb2.reader import read_fb2
from tests.files.test_archive import zipped
from tests.manuscript.documents.making import fiction_book, text
from tests.manuscript.making import blocks, narrated, reasons, titles

Read = Callable[[str], Book]
PICTURE = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(book: str) -> Book:
        (tmp_path / "salt.fb2").write_text(book, encoding="utf-8")
        return open_manuscript(tmp_path / "salt.fb2")

    return of


def section(title: str, *inside: str) -> str:
    return (
        f"<section><title><p>{title}</p></title>{''.join(inside) or p(text(len(title)))}</section>"
    )


def p(text: str) -> str:
    return f"<p>{text}</p>"


def body(*inside: str) -> str:
    return f"<body>{''.join(inside)}</body>"


def test_fb2_title_author_and_series_come_from_its_description(read: Read) -> None:
    info = (
        "<author><first-name>Mara</first-name><middle-name>T.</middle-name><last-name>Quill"
        "</last-name></author><author><nickname>hale</nickname></author>"
        "<book-title>The Salt Road</book-title><lang>es</lang>"
        '<coverpage><image l:href="#c.jpg"/></coverpage><sequence name="Roads" number="2"/>'
    )
    picture = base64.encodebytes(PICTURE).decode()
    binary = f'<binary id="c.jpg" content-type="image/jpeg">{picture}</binary>'
    book = read(fiction_book(body(section("One"), section("Two")), info, binary))
    assert (book.title, book.author, book.language) == (
        "The Salt Road",
        "Mara T. Quill & hale",
        "es",
    )
    assert (book.about.series, book.about.series_position, book.about.cover) == (
        "Roads",
        "2",
        PICTURE,
    )


def test_fb2_sections_nest_as_parts_and_chapters(read: Read) -> None:
    title_page = "<title><p>Mara Quill</p><p>The Salt Road</p></title>"
    parts = [
        section(f"Part {part}", *(section(f"{part} {name}") for name in ("Rain", "Snow", "Fog")))
        for part in ("One", "Two")
    ]
    book = read(fiction_book(body(title_page, *parts), "<book-title>The Salt Road</book-title>"))
    assert titles(book) == [
        "Part One. One Rain", "One Snow", "One Fog", "Part Two. Two Rain", "Two Snow", "Two Fog",
    ]  # fmt: skip
    assert list(reasons(book).values()) == ["title page"]


def test_fb2_labels_and_titles_on_lines_of_their_own_are_one_heading(read: Read) -> None:
    both = "Chapter 1</p><empty-line/><p>The Plain"
    assert titles(read(fiction_book(body(section(both), section("Chapter 2"))))) == [
        "Chapter 1. The Plain",
        "Chapter 2",
    ]


def test_fb2_verse_quotations_and_scene_breaks_keep_their_kinds(read: Read) -> None:
    inside = (
        f"<epigraph>{p('All roads.')}<text-author>Anon</text-author></epigraph>{p(text(1))}"
        f"<subtitle>* * *</subtitle>{p(text(2))}<cite>{p('Dear Hale.')}</cite>"
        "<poem><title><p>A Song</p></title><stanza><v>O rose</v><v>thou art</v></stanza>"
        "<stanza><v>sick</v></stanza></poem>"
    )
    book = read(fiction_book(body(section("One", inside), section("Two"))))
    assert blocks(book.chapters[0]) == [
        ("quote", "All roads."),
        ("quote", "Anon"),
        ("paragraph", text(1)),
        ("scene", "* * *"),
        ("paragraph", text(2)),
        ("quote", "Dear Hale."),
        ("verse", "A Song"),
        ("verse", "O rose\nthou art"),
        ("verse", "sick"),
    ]


def test_an_empty_fb2_line_is_a_scene_break(read: Read) -> None:
    inside = "".join(p(text(i)) for i in range(7)) + "<empty-line/>" + p(text(8))
    kinds = [
        kind
        for kind, _ in blocks(
            read(fiction_book(body(section("One", inside), section("Two")))).chapters[0]
        )
    ]
    assert kinds == ["paragraph"] * 7 + ["scene", "paragraph"]


def test_fb2_inline_styles_keep_their_text(read: Read) -> None:
    inside = p('A <style name="x">styled</style> <emphasis>word</emphasis>, H<sub>2</sub>O.')
    book = read(fiction_book(body(section("One", inside + p(text(1))), section("Two"))))
    assert blocks(book.chapters[0])[0] == ("paragraph", "A styled word, H₂O.")


def test_fb2_notes_are_kept_apart_with_their_markers(tmp_path: Path) -> None:
    inside = p('He<a type="note" l:href="#n1">[1]</a> walked<a l:href="#n2">*</a> on.') + p(text(1))
    notes = (
        f'<body name="notes"><title>{p("Notes")}</title><section id="n1"><title>{p("1")}</title>'
        f'{p("A note.")}</section><section id="n2">{p("Another.")}</section></body>'
    )
    path = tmp_path / "a.fb2"
    path.write_text(fiction_book(body(section("One", inside), section("Two")), more=notes))
    draft = read_fb2(path, path.read_bytes())
    passage = next(p for part in draft.parts for p in part.passages if "walked" in p.text)
    assert (passage.text, passage.spoken) == ("He[1] walked* on.", "He walked on.")
    assert [(passage.text[: m.at], m.note) for m in passage.notes] == [
        ("He[1]", "n1"),
        ("He[1] walked*", "n2"),
    ]
    assert [p.text for p in draft.notes["n2"]] == ["Another."]
    assert draft.notes["n1"][-1].text == "A note."
    book = open_manuscript(path)
    assert titles(book) == ["One", "Two"] and reasons(book)["footnotes"] == "notes"
    book = open_manuscript(path, Choice(notes="chapter_end"))
    assert [text for _, text in blocks(book.chapters[0])][-2:] == ["A note.", "Another."]


@pytest.mark.parametrize("name", ["a.fb2.zip", "a.fbz", "a.zip", "a.fb2"])
def test_a_zipped_fb2_is_read_by_any_name(tmp_path: Path, name: str) -> None:
    book = fiction_book(body(section("One"), section("Two"))).encode()
    assert titles(open_manuscript(zipped(tmp_path / name, **{"in/a.fb2": book}))) == ["One", "Two"]


def test_two_fb2_books_in_one_archive_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match=r"^a.fbz: 2 FictionBooks in one archive; unpack it"):
        open_manuscript(zipped(tmp_path / "a.fbz", **{"a.fb2": b"<x/>", "b.fb2": b"<x/>"}))


def test_an_fb2_in_an_old_encoding_is_read(tmp_path: Path) -> None:
    said = "Это было давно, и никто не помнил. " * 5
    book = fiction_book(body(section("Глава 1", p(said)), section("Глава 2", p(said))))
    data = book.replace('encoding="utf-8"', 'encoding="windows-1251"').encode("cp1251")
    (tmp_path / "a.txt").write_bytes(data)
    opened = open_manuscript(tmp_path / "a.txt")
    assert titles(opened) == ["Глава 1", "Глава 2"]
    assert opened.chapters[0].text == said.strip()


def test_an_fb2_cover_that_is_no_picture_is_left_out(read: Read) -> None:
    info = '<coverpage><image l:href="#c"/></coverpage>'
    book = read(
        fiction_book(body(section("One"), section("Two")), info, '<binary id="c">!!</binary>')
    )
    assert book.about.cover is None


def test_a_broken_fb2_is_read_with_a_warning(read: Read) -> None:
    whole = fiction_book(body(section("One"), section("Two")))
    book = read(whole[: whole.rindex("</section>")])
    assert titles(book) == ["One", "Two"]
    assert book.warnings == book.lost == ("the book is damaged; some of its text may be missing",)


def told(book: Book, number: int = 0) -> list[str]:
    return [said for _, said in blocks(book.chapters[number])]


def test_an_fb2_epigraph_above_all_sections_is_read_in_the_first_chapter(read: Read) -> None:
    title = "<title><p>The Salt Road</p></title>"
    epigraph = "<epigraph><p>All rivers run.</p><text-author>A saying</text-author></epigraph>"
    poem = "<epigraph><poem><stanza><v>O rose</v><v>thou art sick</v></stanza></poem></epigraph>"
    parts = section("Part One", section("Rain"), section("Snow"), section("Fog"))
    book = read(fiction_book(body(title, epigraph, poem, parts)))
    assert titles(book) == ["Part One. Rain", "Snow", "Fog"]
    assert told(book) == ["All rivers run.", "A saying", "O rose\nthou art sick", text(4)]


def test_an_fb2_epigraph_of_a_section_stays_in_it(read: Read) -> None:
    epigraph = "<epigraph><p>All rivers run.</p></epigraph>"
    book = read(fiction_book(body(section("Rain", epigraph, p(text(1))), section("Snow"))))
    assert told(book) == ["All rivers run.", text(1)]


def test_fb2_lists_of_html_are_read_in_place_with_their_numbers(read: Read) -> None:
    inside = (
        p("They had:")
        + "<ul><li>a coil of rope</li><li><b>two</b> blankets<ul><li>of wool</li></ul></li></ul>"
        + p("And so:")
        + '<ol start="3"><li>First.</li><li><p>Then.</p><p>Much.</p></li></ol>'
        + '<ol type="a"><li>salt</li><li value="5">rope</li></ol>'
        + p(text(1))
    )
    assert told(read(fiction_book(body(section("Rain", inside), section("Snow"))))) == [
        "They had:", "a coil of rope", "two blankets", "of wool", "And so:", "3. First.",
        "4. Then.", "Much.", "a. salt", "e. rope", text(1),
    ]  # fmt: skip


def test_fb2_elements_that_nobody_knows_are_read_in_place(read: Read) -> None:
    inside = (
        "<div>In a div.</div><foo>One.</foo><foo><bar>Two.</bar></foo>Bare <emphasis>text"
        "</emphasis> here.<div><p>Inner.</p>Outer.</div><blockquote>Said.</blockquote>"
        "<p>A <foo>b</foo> c.</p><dl><dt>Rain</dt><dd>Water.</dd></dl><emphasis>So</emphasis> on."
        "<table><tr><td><p>Name</p></td><td>Age</td></tr></table><center>End</center>" + p(text(1))
    )
    assert told(read(fiction_book(body(section("Rain", inside), section("Snow"))))) == [
        "In a div.", "One.", "Two.", "Bare text here.", "Inner.", "Outer.", "Said.", "A b c.",
        "Rain", "Water.", "So on.", "Name\nAge", "End", text(1),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Anmerkungen", "Notas", "x", ""])
def test_an_fb2_body_of_notes_is_known_by_its_name_or_by_links_to_it(read: Read, name: str) -> None:
    said = p('He went<a l:href="#n1" type="note">[1]</a>.')
    notes = f'<body name="{name}"><section id="n1"><title><p>1</p></title><p>Far.</p></section>'
    book = read(
        fiction_book(
            body(section("Rain", said, p(text(1))), section("Snow")), "", f"{notes}</body>"
        )
    )
    assert titles(book) == ["Rain", "Snow"] and "notes" in reasons(book).values()


def test_an_fb2_with_a_slip_that_costs_no_letter_is_whole(read: Read) -> None:
    whole = fiction_book(body(section("One", p("Sun & Son, of the Weir.")), section("Two")))
    book = read(whole)
    assert book.warnings == book.lost == ()
    assert "Son, of the Weir." in book.chapters[0].text


def test_an_epigraph_above_text_without_a_heading_stays_above_it(read: Read) -> None:
    epigraph = "<epigraph><p>Who has crossed is no guest.</p></epigraph>"
    prologue = (
        f"<section>{p('Before the ice broke, the ferry sank, and nobody wept for it.')}</section>"
    )
    book = read(fiction_book(body(epigraph, prologue, section("Rain"), section("Snow"))))
    said = narrated(book.chapters[0])
    assert said.index("no guest") < said.index("the ferry sank")


def test_an_epigraph_that_could_be_a_title_is_read(read: Read) -> None:
    page = f"<title>{p('Salt')}</title><epigraph>{p('Memento Mori')}</epigraph>"
    book = read(fiction_book(body(page, section("Rain"), section("Snow"))))
    assert narrated(book.chapters[0]).startswith("Memento Mori")

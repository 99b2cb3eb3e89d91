from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import open_manuscript
from narrate.manuscript.documents.odt.reader import read_odt
from tests.manuscript.documents.making import Odt, odt_style, text
from tests.manuscript.making import blocks, narrated, reasons, titles, unread

Read = Callable[[Odt], Book]


@pytest.fixture(params=["salt.odt", "salt.fodt"])
def read(tmp_path: Path, request: pytest.FixtureRequest) -> Read:
    return lambda odt: open_manuscript(odt.write(tmp_path / request.param))


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int = 1, more: str = "") -> str:
    return f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'


def chapter(title: str, *inside: str) -> str:
    return h(title) + p(text(len(title))) + "".join(inside)


def test_odt_headings_and_metadata_are_read(read: Read) -> None:
    meta = (
        "<dc:title>The Salt Road</dc:title><meta:initial-creator>Mara Quill</meta:initial-creator>"
        "<dc:creator>An Editor</dc:creator><dc:language>en-GB</dc:language>"
    )
    book = read(Odt(chapter("One") + chapter("Two"), meta=meta))
    assert (book.title, book.author, book.language) == ("The Salt Road", "Mara Quill", "en")
    assert titles(book) == ["One", "Two"]


def test_odt_paragraphs_in_heading_styles_are_headings(read: Read) -> None:
    styles = (
        odt_style("Heading_20_1", "Heading", more='style:default-outline-level="1"')
        + odt_style("Own", "Heading_20_1")
        + odt_style("Loop", "Loop2") + odt_style("Loop2", "Loop")
    )  # fmt: skip
    automatic = odt_style("P1", "Own")
    body = p("Rain", "P1") + p(text(1), "Loop") + p("Snow", "P1") + p(text(2))
    assert titles(read(Odt(body, automatic, styles))) == ["Rain", "Snow"]


LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" '
    'text:start-value="3"/>'
    '<text:list-level-style-bullet text:level="3" text:bullet-char="•"/></text:list-style>'
)


def items(*texts: str, more: str = 'text:style-name="L1"') -> str:
    inside = "".join(t if t.startswith("<") else item(p(t)) for t in texts)
    return f"<text:list {more}>{inside}</text:list>"


def item(inside: str, more: str = "") -> str:
    return f"<text:list-item {more}>{inside}</text:list-item>"


def test_odt_list_numbers_are_read_as_shown_and_bullets_are_not(read: Read) -> None:
    deep = items("salt", "rope", more="") + items("knife", more="")
    dots = items(item(items("one dot", more="")), more="")
    body = (
        items("Pack.", item(p("Food.") + p("Much of it.") + deep + dots), "Go.")
        + p(text(1))
        + items("Rest.", more='text:style-name="L1" text:continue-numbering="true"')
        + items("Anew.", item(p("Later."), 'text:start-value="7"'))
        + items("Unknown.", more='text:style-name="L9"')
    )
    said = [said for _, said in blocks(read(Odt(chapter("One", body), LISTS)).chapters[0])][1:]
    assert said == [
        "1. Pack.", "2. Food.", "Much of it.", "c) salt", "d) rope", "c) knife", "one dot",
        "3. Go.", text(1), "4. Rest.", "1. Anew.", "7. Later.", "Unknown.",
    ]  # fmt: skip


def test_odt_headings_have_the_numbers_of_the_outline(read: Read) -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-prefix="Chapter " style:num-suffix=":"/></text:outline-style>'
    )
    restart = 'text:restart-numbering="true" text:start-value="7"'
    body = chapter("Dust") + h("Unnumbered", 1, 'text:is-list-header="true"') + p(text(3))
    body += chapter("Salt") + h("Rain", 1, restart) + p(text(4))
    assert titles(read(Odt(body, styles=outline))) == [
        "Chapter I: Dust",
        "Unnumbered",
        "Chapter II: Salt",
        "Chapter VII: Rain",
    ]


def test_odt_notes_inside_the_text_are_kept_apart(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="{kind}"><text:note-citation>{n}</text:note-citation>'
        "<text:note-body><text:p>{said}</text:p></text:note-body></text:note>"
    )
    first = note.format(kind="footnote", n=1, said="A note.")
    second = note.format(kind="endnote", n="i", said="At the end.")
    body = chapter("One", p(f"He{first} walked{second} on.")) + chapter("Two")
    draft = read_odt(Odt(body).write(tmp_path / "a.odt"))
    passage = next(p for part in draft.parts for p in part.passages if "walked" in p.text)
    assert (passage.text, passage.spoken) == ("He1 walkedi on.", "He walked on.")
    assert [passage.text[: m.at] for m in passage.notes] == ["He1", "He1 walkedi"]
    said = [[p.text for p in draft.notes[m.note]] for m in passage.notes]
    assert said == [["A note."], ["At the end."]]
    assert reasons(open_manuscript(tmp_path / "a.odt"))["footnotes"] == "notes"


def test_odt_deletions_and_other_non_text_are_not_read(read: Read) -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    comment = "<office:annotation><text:p>A comment.</text:p></office:annotation>"
    picture = (
        "<draw:frame><draw:image><office:binary-data>QUJD</office:binary-data></draw:image>"
        "<svg:title>Alt.</svg:title><svg:desc>Text.</svg:desc></draw:frame>"
    )
    hidden = '<text:section text:display="none"><text:p>Hidden.</text:p></text:section>'
    body = deleted + p(f"Read{comment} this{picture}.") + hidden + p(text(1))
    assert read(Odt(body)).chapters[0].text == f"Read this.\n\n{text(1)}"


def test_odt_spaces_tabs_line_breaks_and_comments_become_characters(read: Read) -> None:
    body = p('a<text:s text:c="3"/>b<text:tab/>c<!-- x -->d<?x y?>e<text:line-break/>f') + p(
        text(1)
    )
    assert read(Odt(body)).chapters[0].text.startswith("a b cde\nf\n\n")


def test_odt_text_boxes_follow_their_paragraph_and_captions_are_left_out(read: Read) -> None:
    styles = odt_style("Illustration", "Caption")
    inside = p("Boxed.") + p("Figure 1", "Illustration")
    box = f"<draw:frame><draw:text-box>{inside}</draw:text-box></draw:frame>"
    chapter = read(Odt(p(f"Around {box}it.") + p(text(1)), styles=styles)).chapters[0]
    assert [said for _, said in blocks(chapter)][:3] == ["Around it.", "Boxed.", "Figure 1"]
    assert unread(chapter) == [("Figure 1", "picture caption")]


def test_a_box_in_front_of_a_paragraphs_words_is_read_before_them(read: Read) -> None:
    box = f"<draw:frame><draw:text-box>{p('NOTICE. Walk.')}</draw:text-box></draw:frame>"
    book = read(Odt(h(f"{box}One") + p(f"{box}The notice hung there.") + p(text(1))))
    said = [said for _, said in blocks(book.chapters[0])]
    assert titles(book) == ["One"]
    assert said == ["NOTICE. Walk.", "NOTICE. Walk.", "The notice hung there.", text(1)]


def test_odt_lists_tables_and_links_are_read_in_place(read: Read) -> None:
    body = (
        f"<text:list><text:list-item>{p('Item.')}</text:list-item></text:list>"
        f"<table:table><table:table-row><table:table-cell>{p('Name')}</table:table-cell>"
        f"<table:table-cell>{p('Age')}</table:table-cell></table:table-row></table:table>"
        + p('A <text:a xlink:href="http://x">link</text:a>.')
        + p(text(1))
    )
    assert [said for _, said in blocks(read(Odt(body)).chapters[0])] == [
        "Item.",
        "Name\nAge",
        "A link.",
        text(1),
    ]


def test_odt_contents_list_and_index_are_left_out(read: Read) -> None:
    listed = (
        "<text:table-of-content><text:index-body><text:index-title><text:p>Contents</text:p>"
        "</text:index-title><text:p>One<text:tab/>1</text:p></text:index-body>"
        "</text:table-of-content>"
    )
    index = "<text:index-body><text:p>rain, 4</text:p></text:index-body>"
    index = f"<text:alphabetical-index>{index}</text:alphabetical-index>"
    book = read(Odt(listed + chapter("One") + chapter("Two") + index))
    assert titles(book) == ["One", "Two"]
    assert sorted(reasons(book).values()) == ["contents list", "index"]


def test_odt_character_styles_hide_text_and_raise_markers(read: Read) -> None:
    automatic = (
        '<style:style style:family="text" style:name="T1"><style:text-properties '
        'text:display="none"/></style:style><style:style style:family="text" style:name="T2">'
        '<style:text-properties style:text-position="super 58%"/></style:style>'
    )
    hidden = '<text:span text:style-name="T1"> not</text:span>'
    body = p(f'Shown{hidden}.<text:span text:style-name="T2">3</text:span>')
    chapter = read(Odt(body + p(text(1)), automatic)).chapters[0]
    assert narrated(chapter).startswith("Shown.\n")
    assert unread(chapter) == [(" not", "hidden text"), ("3", "note marker")]


def test_the_language_of_an_odt_is_that_of_its_default_style(read: Read) -> None:
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="es" '
        'fo:country="ES"/></style:default-style>'
    )
    assert read(Odt(p(text(1)), styles=styles)).language == "es"


def test_an_encrypted_odt_is_named_as_such(tmp_path: Path) -> None:
    odt = Odt(p("x"), manifest="<file-entry><manifest:encryption-data/></file-entry>")
    with pytest.raises(ManuscriptError, match=r"^a.odt: the document is encrypted with a password"):
        open_manuscript(odt.write(tmp_path / "a.odt"))


def test_a_broken_odt_is_read_with_a_warning(tmp_path: Path) -> None:
    path = Odt(p(text(1)) + p("more")).write(tmp_path / "a.fodt")
    path.write_text(path.read_text()[: path.read_text().index("more")])
    book = open_manuscript(path)
    assert book.chapters[0].text == text(1)
    damaged = "the document is damaged; some of its text may be missing"
    assert book.warnings == book.lost == (damaged,)

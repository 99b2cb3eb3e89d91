from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import Choice, open_manuscript
from narrate.manuscript.documents.docx.reader import read_docx
from narrate.manuscript.structure.passages import ManuscriptDraft
from tests.manuscript.documents.making import (
    STRICT,
    STYLES,
    WORD,
    Docx,
    par,
    run,
    style,
    text,
)
from tests.manuscript.making import blocks, narrated, paragraphs, reasons, titles, unread

Read = Callable[[Docx], Book]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    return lambda docx: open_manuscript(docx.write(tmp_path / "salt.docx"))


def chapter(title: str, *inside: str) -> str:
    return par(title, "Heading1") + par(text(len(title))) + "".join(inside)


def only(book: Book) -> str:
    (chapter,) = book.chapters
    return chapter.text


def test_docx_headings_title_and_author_are_known_by_style(read: Read) -> None:
    body = (
        par("The Salt Road", "Title")
        + par("Mara Quill", "Author")
        + chapter("One")
        + chapter("Two")
    )
    book = read(Docx(body))
    assert (book.title, book.author, titles(book)) == (
        "The Salt Road",
        "Mara Quill",
        ["One", "Two"],
    )
    assert list(reasons(book).values()) == ["title page"]


def test_docx_properties_count_before_the_text_for_title_and_author(read: Read) -> None:
    core = (
        "<dc:title>The Book</dc:title><dc:creator>A. N. Other</dc:creator>"
        "<dc:language>es-MX</dc:language>"
    )
    book = read(Docx(par("El libro", "Title") + chapter("One") + chapter("Two"), core=core))
    assert (book.title, book.author, book.language) == ("The Book", "A. N. Other", "es")


def test_docx_properties_that_programs_write_by_themselves_say_nothing(read: Read) -> None:
    core = "<dc:title>Document1</dc:title><dc:creator>python-docx</dc:creator>"
    body = par("The Salt Road", "Title") + par("by Mara Quill") + chapter("One") + chapter("Two")
    book = read(Docx(body, core=core))
    assert (book.title, book.author) == ("The Salt Road", "Mara Quill")


def test_the_docx_title_stands_above_by_and_not_above_the_authors_address(read: Read) -> None:
    address = "".join(map(par, ("Mara Quill", "12 Harbour Street", "about 80,000 words")))
    body = address + par("The Salt Road") + par("by Mara Quill") + chapter("One") + chapter("Two")
    assert read(Docx(body)).title == "The Salt Road"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("Heading1", "heading 1"),
        ("berschrift1", "heading 1"),
        ("Ttulo1", "Título 1"),
        ("Own", "Chapter Title"),
        ("x", "Kapitelüberschrift"),
        ("Heading1", ""),
    ],
)
def test_docx_heading_styles_are_known_by_any_name(read: Read, key: str, name: str) -> None:
    body = par("Rain", key) + par(text(1)) + par("Snow", key) + par(text(2))
    assert titles(read(Docx(body, style(key, name) if name else ""))) == ["Rain", "Snow"]


def test_docx_styles_inherit_and_a_circle_of_them_ends(read: Read) -> None:
    styles = (
        style("A", "my own", "B")
        + style("B", "another", "C")
        + style("C", "heading 1")
        + style("D", "loop", "E")
        + style("E", "loop 2", "D")
    )
    body = par("Rain", "A") + par(text(1), "D") + par("Snow", "A") + par(text(2), "E")
    assert titles(read(Docx(body, styles))) == ["Rain", "Snow"]


def test_a_docx_paragraph_with_an_outline_level_is_a_heading(read: Read) -> None:
    level = '<w:outlineLvl w:val="0"/>'
    body = par("Rain", "", level) + par(text(1)) + par("Snow", "", level) + par(text(2))
    assert titles(read(Docx(body))) == ["Rain", "Snow"]


def test_docx_parts_and_chapters_are_told_apart_by_level(read: Read) -> None:
    def inner(*names: str) -> str:
        return "".join(par(name, "Heading2") + par(text(len(name))) for name in names)

    body = par("Part One", "Heading1") + inner("Rain", "Snow", "Fog")
    body += par("Part Two", "Heading1") + inner("Hail", "Sun", "Dew")
    assert titles(read(Docx(body))) == [
        "Part One. Rain", "Snow", "Fog", "Part Two. Hail", "Sun", "Dew",
    ]  # fmt: skip


def test_docx_tracked_changes_are_read_as_accepted(read: Read) -> None:
    changed = (
        f'<w:ins w:id="1">{run("new ")}</w:ins><w:del w:id="2"><w:r><w:delText>old '
        f"</w:delText></w:r></w:del>{run('words')}<w:moveFrom>{run(' gone')}</w:moveFrom>"
    )
    cut_off = '<w:rPr><w:del w:id="3"/></w:rPr>'
    body = par("The ", runs=changed) + par("One ", "", cut_off) + par("sentence.") + par(text(1))
    assert only(read(Docx(body))).startswith("The new words\n\nOne sentence.\n\n")


def test_a_docx_text_box_is_read_once_and_after_its_paragraph(read: Read) -> None:
    box = f"<w:txbxContent>{par('In the box.')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box.replace('In the', 'Old')}</v:textbox></w:pict></w:r>"
    body = par("Around ", runs=twice + run("it.")) + par("Then.", runs=old) + par(text(1))
    assert only(read(Docx(body))).startswith("Around it.\n\nIn the box.\n\nThen.\n\nOld box.\n\n")


def test_docx_content_controls_links_and_tables_are_read_in_place(read: Read) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{par('Controlled.')}</w:sdtContent></w:sdt>"
    unfilled = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{par('Click here to enter text.')}</w:sdtContent></w:sdt>"
    )
    link = f'<w:hyperlink w:anchor="x">{run("linked")}</w:hyperlink>'
    link += f"<w:smartTag>{run(' tag')}</w:smartTag>"
    table = "".join(
        f"<w:tr>{''.join(f'<w:tc>{par(cell)}</w:tc>' for cell in row)}</w:tr>"
        for row in (("Name", "Age"), ("Anna", "31"), (text(5), ""))
    )
    body = control + unfilled + par("A ", runs=link) + f"<w:tbl>{table}</w:tbl>" + par(text(1))
    said = [said for _, said in blocks(read(Docx(body)).chapters[0])]
    assert said == ["Controlled.", "A linked tag", "Name\nAge", "Anna\n31", text(5), text(1)]


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return (
        f"{mark('begin')}<w:r><w:instrText> {code} </w:instrText></w:r>{mark('separate')}"
        f"{run(result)}{mark('end')}"
    )


def test_docx_fields_show_their_results(read: Read) -> None:
    simple = f'<w:fldSimple w:instr=" REF x ">{run("Chapter 3")}</w:fldSimple>'
    body = par("See ", runs=field("REF y", "there") + run(" and ") + simple + field("PAGE", " 12"))
    chapter = read(Docx(body + par(text(1)))).chapters[0]
    assert chapter.text.startswith("See there and Chapter 3 12\n")
    assert unread(chapter)[0] == (" 12", "page number")


def test_a_docx_field_that_never_ends_swallows_nothing(read: Read) -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText></w:r>'
    )
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = par("Start. ", runs=begin) + par("Middle.", runs=begin + separate) + par(text(1))
    assert only(read(Docx(body))) == f"Start.\n\nMiddle.\n\n{text(1)}"


@pytest.mark.parametrize("kind", ["field", "style", "control"])
def test_a_docx_contents_list_is_left_out(read: Read, kind: str) -> None:
    entries = [("One", "1"), ("Two", "9")]
    if kind == "field":
        first, last = field("TOC \\o", "One 1").rsplit("<w:r>", 1)
        listed = par("", runs=first) + par("Two 9") + par("", runs=f"<w:r>{last}")
    elif kind == "style":
        listed = "".join(par(f"{title} {page}", "TOC1") for title, page in entries)
    else:
        inner = "".join(par(f"{title} {page}") for title, page in entries)
        gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        listed = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    book = read(Docx(par("A Book", "Title") + listed + chapter("One") + chapter("Two")))
    assert titles(book) == ["One", "Two"]
    assert "contents list" in reasons(book).values()


NOTES = {
    "footnotes": '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="2">{par(" A note.", runs="<w:r><w:footnoteRef/></w:r>")}</w:footnote>'
    f'<w:footnote w:id="3">{par("Unused.")}</w:footnote>',
    "endnotes": f'<w:endnote w:id="2">{par("At the end.")}{par("And more.")}</w:endnote>',
}


def test_docx_notes_are_kept_apart_with_their_places(tmp_path: Path) -> None:
    referring = (
        '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + run(" walked")
        + '<w:r><w:endnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
        + run(" on.")
    )
    body = chapter("One", par("He", runs=referring)) + chapter("Two")
    draft = read_docx(Docx(body, parts=NOTES).write(tmp_path / "a.docx"))
    assert isinstance(draft, ManuscriptDraft)
    passage = next(p for part in draft.parts for p in part.passages if "walked" in p.text)
    assert passage.text == "He walked* on." and passage.spoken == "He walked on."
    marks = [(passage.text[: mark.at], mark.note) for mark in passage.notes]
    assert marks == [("He", "footnote 2"), ("He walked*", "endnote 2")]
    said = {note: [p.text for p in body] for note, body in draft.notes.items()}
    assert said == {"footnote 2": ["A note."], "endnote 2": ["At the end.", "And more."]}
    book = open_manuscript(tmp_path / "a.docx")
    assert "walked on." in narrated(book.chapters[0])
    assert reasons(book)["footnotes"] == "notes"
    book = open_manuscript(tmp_path / "a.docx", Choice(notes="in_place"))
    read = [text for _, text in blocks(book.chapters[0])]
    at = read.index("He walked* on.")
    assert read[at + 1 : at + 4] == ["A note.", "At the end.", "And more."]


def test_docx_raised_numbers_are_note_markers_but_powers_are_not(read: Read) -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    body = par(
        "He slept.", runs=run("12", raised) + run(" It was 10") + run("2", raised) + run(" m.")
    )
    assert narrated(read(Docx(body + par(text(1)))).chapters[0]).startswith(
        "He slept. It was 10² m."
    )


def test_docx_hidden_text_is_left_out(read: Read) -> None:
    styles = STYLES + (
        '<w:style w:type="character" w:styleId="Secret"><w:name w:val="secret"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    hidden = run(" not this", "<w:vanish/>") + run(" nor that", '<w:rStyle w:val="Secret"/>')
    shown = run(" but this", '<w:vanish w:val="0"/>')
    chapter = read(Docx(par("Read", runs=hidden + shown) + par(text(1)), styles)).chapters[0]
    assert narrated(chapter).startswith("Read but this\n")
    assert unread(chapter) == [(" not this nor that", "hidden text")]


def test_docx_breaks_tabs_hyphens_and_symbols_become_characters(read: Read) -> None:
    inner = (
        "<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:noBreakHyphen/>"
        "<w:t>four</w:t><w:softHyphen/><w:t>teen</w:t>"
        '<w:sym w:font="Symbol" w:char="F061"/></w:r>'
    )
    ornament = '<w:r><w:sym w:font="Wingdings" w:char="F09A"/></w:r>'
    book = read(Docx(par("", runs=inner) + par(text(1)) + par("", runs=ornament) + par(text(2))))
    assert [kind for kind, _ in blocks(book.chapters[0])] == [
        "verse",
        "paragraph",
        "scene",
        "paragraph",
    ]
    assert only(book).startswith("one two\nthree-fourteenα\n\n")


def test_two_docx_line_breaks_end_a_paragraph_and_so_does_a_page_break(read: Read) -> None:
    inner = "<w:r><w:t>First.</w:t><w:br/><w:br/><w:t>Second.</w:t>"
    page = '<w:br w:type="page"/><w:t>Third.</w:t></w:r>'
    assert only(read(Docx(par("", runs=inner + page) + par(text(1))))).startswith(
        "First.\n\nSecond.\n\nThird.\n\n"
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="Book %1"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Own"/>'
    '<w:lvlText w:val="Chapter %2"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>'
)


def test_docx_headings_have_the_numbers_that_word_shows(read: Read) -> None:
    number = '<w:pPr><w:outlineLvl w:val="1"/><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr>'
    top = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr>'
    styles = STYLES + style("Own", "own", properties=number)
    body = (
        par("The Plain", "Heading1", top)
        + par("Dust", "Own") + par(text(1)) + par("", "Own") + par(text(2))
        + par("The Sea", "Heading1", top) + par("Salt", "Own") + par(text(3))
    )  # fmt: skip
    book = read(Docx(body, styles, {"numbering": NUMBERING}))
    assert titles(book) == [
        "Book I. The Plain. Chapter 1. Dust",
        "Chapter 2",
        "Book II. The Sea. Chapter 1. Salt",
    ]


LIST = (
    '<w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def test_docx_list_numbers_are_read_as_shown_and_bullets_are_not(read: Read) -> None:
    items = [
        ("Pack.", 0, 7), ("Food.", 0, 7), ("Salt.", 1, 7), ("Rope.", 1, 7), ("A dot.", 2, 7),
        ("Go.", 0, 7), ("Anew.", 0, 8),
    ]  # fmt: skip
    body = "".join(
        par(said, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        for said, level, number in items
    )
    book = read(Docx(chapter("One", body) + chapter("Two"), parts={"numbering": LIST}))
    assert [said for _, said in blocks(book.chapters[0])][1:] == [
        "4) Pack.", "5) Food.", "5.i Salt.", "5.ii Rope.", "A dot.", "6) Go.", "1) Anew.",
    ]  # fmt: skip


LINKED = (
    '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="Own"/><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%1)"/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Own"/>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="5"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl>'
    "</w:lvlOverride></w:num>"
)


def test_docx_lists_take_levels_from_styles_and_change_them(read: Read) -> None:
    body = "".join(
        par(said, "", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        for said, number in (("Salt.", 3), ("Rope.", 3), ("Bread.", 4), ("Wine.", 4))
    )
    book = read(Docx(chapter("One", body) + chapter("Two"), parts={"numbering": LINKED}))
    said = [said for _, said in blocks(book.chapters[0])][1:]
    assert said == ["а) Salt.", "б) Rope.", "(e) Bread.", "(f) Wine."]


def test_docx_quotations_verse_captions_and_scenes_are_known_by_style(read: Read) -> None:
    body = chapter(
        "One",
        par("Dear Hale.", "Quote"),
        par("O rose", "Verse") + par("thou art sick", "Verse"),
        par("") + par("The worm", "Verse"),
        par("Figure 1: a rose", "Caption"),
        par("* * *"),
        par(text(3)),
    )
    first = read(Docx(body + chapter("Two"))).chapters[0]
    assert blocks(first)[1:6] == [
        ("quote", "Dear Hale."),
        ("verse", "O rose\nthou art sick"),
        ("verse", "The worm"),
        ("paragraph", "Figure 1: a rose"),
        ("scene", "* * *"),
    ]
    assert ("Figure 1: a rose", "picture caption") in unread(first)


def test_empty_docx_paragraphs_are_scene_breaks_where_they_are_rare(read: Read) -> None:
    rare = "".join(par(text(i)) for i in range(8)) + par("") + par(text(9))
    usual = "".join(par(text(i)) + par("") for i in range(8))
    kinds = [kind for kind, _ in blocks(read(Docx(rare)).chapters[0])]
    assert kinds.count("scene") == 1 and kinds[-2] == "scene"
    assert "scene" not in [kind for kind, _ in blocks(read(Docx(usual)).chapters[0])]


def test_a_docx_drop_cap_belongs_to_its_word(read: Read) -> None:
    drop = '<w:framePr w:dropCap="drop" w:lines="3"/>'
    body = chapter(
        "One", par("“C", "", drop) + par("all me Ishmael.”"), par("A", "", drop) + par(" dog.")
    )
    assert [said for _, said in blocks(read(Docx(body + chapter("Two"))).chapters[0])][1:] == [
        "“Call me Ishmael.”",
        "A dog.",
    ]


def test_docx_headings_without_styles_are_known_by_their_words(read: Read) -> None:
    body = "".join(par(f"Chapter {n}") + par(text(n, 120)) for n in (1, 2, 3))
    assert titles(read(Docx(body))) == ["Chapter 1", "Chapter 2", "Chapter 3"]


def test_docx_headings_without_styles_are_known_by_their_look(read: Read) -> None:
    centred = '<w:jc w:val="center"/><w:pageBreakBefore/>'
    body = "".join(
        par("", "", centred, run(title, "<w:b/>")) + par(text(i, 150)) + par(text(i + 9, 90))
        for i, title in enumerate(("The Plain", "Dust", "Salt"))
    )
    assert titles(read(Docx(body))) == ["The Plain", "Dust", "Salt"]


def test_docx_pages_known_by_name_do_not_hide_chapters(read: Read) -> None:
    names = ("Imprint", "The Plain", "Dust", "Salt", "Colophon")
    centred = '<w:jc w:val="center"/><w:pageBreakBefore/>'
    said = {
        "Imprint": "Copyright 2019 by Ada Lane. No part of this book may be reproduced.",
        "Colophon": "This book was typeset in Garamond and printed in Leeds on paper of our own.",
    }
    body = "".join(
        par("", "", centred, run(name, "<w:b/>")) + par(said.get(name, text(i, 180)))
        for i, name in enumerate(names)
    )
    book = read(Docx(body))
    assert titles(book) == ["The Plain", "Dust", "Salt"]
    assert set(reasons(book).values()) == {"imprint"}


def test_docx_emphasis_makes_no_headings(read: Read) -> None:
    body = "".join(
        par("", runs=run("Beware of the dog", "<w:b/>")) + par(text(i, 20)) for i in range(6)
    )
    assert len(read(Docx(body)).chapters) == 1


def test_a_typed_docx_contents_list_makes_no_second_chapters(read: Read) -> None:
    names = ["Chapter 1: Rain", "Chapter 2: Snow", "Chapter 3: Hail"]
    listed = par("Contents") + "".join(par(f"{name}\t{i}") for i, name in enumerate(names))
    body = par("A Book") + listed + "".join(par(n) + par(text(i, 120)) for i, n in enumerate(names))
    book = read(Docx(body))
    assert titles(book) == names and "contents list" in reasons(book).values()


def test_docx_titles_below_bare_labels_belong_to_them(read: Read) -> None:
    body = "".join(
        par(label, "Heading1") + par(title) + par(text(i))
        for i, (label, title) in enumerate(
            (("I", "Of the Plain"), ("II", "Of Dust"), ("III", "Of Salt"))
        )
    )
    assert titles(read(Docx(body))) == ["I. Of the Plain", "II. Of Dust", "III. Of Salt"]


def test_plain_text_pasted_into_docx_line_by_line_is_read_as_text(read: Read) -> None:
    chapters = [f"CHAPTER {'I' * n}\n\n{paragraphs(4, n)}" for n in (1, 2, 3)]
    lines = "\n\n".join(chapters).split("\n")
    book = read(Docx("".join(par(line) for line in lines)))
    assert titles(book) == ["CHAPTER I", "CHAPTER II", "CHAPTER III"]
    assert len(book.chapters[0].blocks) == 4


def test_the_language_of_a_docx_is_that_of_most_of_its_text(read: Read) -> None:
    spanish = par("", runs=run(text(1), '<w:lang w:val="es-ES"/>'))
    usual = '<w:rPrDefault><w:rPr><w:lang w:val="en-US"/></w:rPr></w:rPrDefault>'
    defaults = f"<w:docDefaults>{usual}</w:docDefaults>"
    assert read(Docx(spanish, defaults)).language == "es"
    assert read(Docx(par(text(1)), defaults)).language == "en"
    assert read(Docx(par("वह घर गया और देर तक सोचता रहा। " * 20), defaults)).language == "hi"


def test_a_docx_of_the_strict_form_or_with_a_moved_main_part_is_read(read: Read) -> None:
    docx = Docx(chapter("One") + chapter("Two"), space=STRICT, main="word/document2.xml")
    assert titles(read(docx)) == ["One", "Two"]


def test_a_docx_with_broken_side_parts_is_read_without_them(read: Read) -> None:
    docx = Docx(chapter("Chapter 1") + chapter("Chapter 2"), styles="")
    docx.files["word/settings.xml"] = b"\0\0"
    docx.parts["numbering"] = "<w:num><w:"
    book = read(docx)
    assert titles(book) == ["Chapter 1", "Chapter 2"]


def test_a_broken_docx_is_read_with_a_warning(tmp_path: Path) -> None:
    whole = Docx(par(text(1)) + par("cut off")).write(tmp_path / "whole.docx")
    path = tmp_path / "broken.docx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as broken:
        for name in source.namelist():
            data = source.read(name)
            cut = data.index(b"off") if name == "word/document.xml" else len(data)
            broken.writestr(name, data[:cut])
    book = open_manuscript(path)
    assert book.chapters[0].text.startswith(text(1))
    damaged = "the document is damaged; some of its text may be missing"
    assert book.warnings == book.lost == (damaged,)


def test_a_docx_with_a_slip_is_whole_where_its_letters_are_all_there(read: Read) -> None:
    book = read(Docx(par(text(1)) + "<w:p><w:r><w:t>cut & off"))
    assert "cut" in book.chapters[0].text and "off" in book.chapters[0].text
    assert book.warnings == book.lost == ()


def test_a_docx_without_a_text_part_is_refused(tmp_path: Path) -> None:
    path = Docx(par("x"), main="elsewhere.xml").write(tmp_path / "a.docx")
    with pytest.raises(ManuscriptError, match="no text in it"):
        open_manuscript(Docx("").write(tmp_path / "b.docx"))
    assert open_manuscript(path).chapters[0].text == "x"


PROSE = (
    "The ferry left at six, and nobody on the quay looked up, and Mara stood by the rail until "
    "there were no lamps left to count. She did not know where the captain had gone, or why he had "
    "left his charts on the table, and she was too tired to ask anybody before the morning."
)


@pytest.mark.parametrize(
    "name",
    [
        "caption",
        "Image Caption",
        "footer",
        "Kopfzeile",
        "footnote text",
        "Copyright",
        "TOC 1",
        "Scene Break",
        "Index Heading",
        "Title",
        "Date",
        "Publisher",
        "Légende",
        "Page Number",
    ],
)
def test_a_docx_style_only_proposes_and_prose_in_it_is_read(read: Read, name: str) -> None:
    styles = STYLES + style("Odd", name)
    body = chapter("One", par(PROSE, "Odd"), par(PROSE, "Odd")) + chapter("Two")
    first = read(Docx(body, styles)).chapters[0]
    assert narrated(first).count(PROSE) == 2


def test_a_docx_caption_of_whole_sentences_is_one_where_a_picture_is(read: Read) -> None:
    said = "The ferry in 1944, before it was painted for the last time."
    labelled = f"Figure 3: {said}"
    body = chapter("One", par(said, "Caption"), par(text(3)), par(labelled, "Caption"))
    first = read(Docx(body + chapter("Two"))).chapters[0]
    assert narrated(first).count(said) == 1 and ("Figure 3" not in narrated(first))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("caption", "The ferry in 1944, before it was painted for the last time."),
        ("footnote text", "3 The harbour had no lamps before the war, as the old pilots say."),
        ("footer", "The Long Water 12"),
    ],
)
def test_a_docx_style_that_its_text_bears_out_is_not_read(read: Read, name: str, said: str) -> None:
    picture = par("", runs='<w:r><w:drawing><a:blip xmlns:a="urn:a"/></w:drawing></w:r>')
    body = chapter("One", picture, par(said, "Odd"), par(text(3))) + chapter("Two")
    first = read(Docx(body, STYLES + style("Odd", name))).chapters[0]
    assert said not in narrated(first)


def related(*targets: str) -> dict[str, str | bytes]:
    """Relationships `c0`, `c1` … of a document to files that stand in it."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    inside = "".join(
        f'<Relationship Id="c{i}" Type="{kind}" Target="{target}"/>'
        for i, target in enumerate(targets)
    )
    return {"word/_rels/document.xml.rels": f"<Relationships>{inside}</Relationships>"}


def chunk(key: str) -> str:
    return f'<w:altChunk xmlns:r="urn:r" r:id="{key}"/>'


PAGE = f"<html><body><h1>Snow</h1><p>{text(2)}</p><!-- no --><p>It <b>fell</b>.</p></body></html>"
WEB_ARCHIVE = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    f"Content-Type: text/html\r\n\r\n{PAGE}\r\n--b--\r\n"
)


@pytest.mark.parametrize("page", [PAGE, WEB_ARCHIVE], ids=["html", "mht"])
def test_a_page_that_stands_in_a_docx_is_read_in_its_place(read: Read, page: str) -> None:
    files = related("a.htm") | {"word/a.htm": page}
    book = read(Docx(chapter("Rain") + chunk("c0") + chapter("Hail"), files=files))
    assert titles(book) == ["Rain", "Snow", "Hail"]
    assert [said for _, said in blocks(book.chapters[1])] == [text(2), "It fell."]


def test_documents_that_stand_in_a_docx_are_read_in_their_places(
    read: Read, tmp_path: Path
) -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    note = {"footnotes": f'<w:footnote w:id="2">{par("Far away.")}</w:footnote>'}
    inner = Docx(chapter("Snow", par("Cold", runs=reference)), parts=note)
    rtf = f"{{\\rtf1 \\pard\\outlinelevel0 Fog\\par\\pard {text(5)}{{\\footnote Near.}}\\par}}"
    files = related("a.docx", "/word/b.rtf", "c.txt") | {
        "word/a.docx": inner.write(tmp_path / "inner.docx").read_bytes(),
        "word/b.rtf": rtf,
        "word/c.txt": "One line.\nAnother line.",
    }
    body = chapter("Rain", par("Wet", runs=reference)) + "".join(map(chunk, ("c0", "c1", "c2")))
    document = Docx(body + chapter("Hail"), files=files, parts=note)
    book = read(document)
    assert titles(book) == ["Rain", "Snow", "Fog", "Hail"]
    fog = [said for _, said in blocks(book.chapters[2])]
    assert fog == [text(5), "One line.", "Another line."]
    draft = read_docx(tmp_path / "salt.docx")
    notes = {" ".join(p.text for p in body) for body in draft.notes.values()}
    assert notes == {"Far away.", "Near."} and len(draft.notes) == 3
    assert {"Another line.", "Near.", "Snow"} <= set(draft.raw)


def test_a_docx_within_itself_and_a_missing_file_are_told(read: Read, tmp_path: Path) -> None:
    inner = Docx(chapter("Snow")).write(tmp_path / "inner.docx").read_bytes()
    for _ in range(4):
        deeper = Docx(chunk("c0"), files=related("a.docx") | {"word/a.docx": inner})
        inner = deeper.write(tmp_path / "inner.docx").read_bytes()
    files = related("a.docx", "b.htm", "c.docx") | {"word/a.docx": inner, "word/c.docx": b"PK"}
    body = "".join(map(chunk, ("c0", "c1", "c2")))
    book = read(Docx(chapter("Rain") + body + chapter("Hail"), files=files))
    assert titles(book) == ["Rain", "Hail"]
    assert sum("stands in the document cannot be read" in said for said in book.warnings) == 2


DIAGRAM = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt><dgm:t>'
    "<a:p><a:r><a:t>Fetch the </a:t></a:r><a:r><a:t>rope</a:t></a:r></a:p></dgm:t></dgm:pt>"
    "<dgm:pt><dgm:t><a:p><a:r><a:t>Tie the boat</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
    "</dgm:dataModel>"
)
CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:chart><c:title><c:tx>'
    "<c:rich><a:p><a:r><a:t>Boats by harbour</a:t></a:r></a:p></c:rich></c:tx></c:title><c:cat>"
    "<c:strCache><c:pt><c:v>Kilbrae</c:v></c:pt></c:strCache></c:cat><c:val><c:numCache><c:pt>"
    "<c:v>4.5</c:v></c:pt></c:numCache></c:val></c:chart></c:chartSpace>"
)
SHOWN = (
    '<w:r><w:drawing><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:graphicData>{}</a:graphicData></a:graphic></w:drawing></w:r>"
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def in_package(**parts: str) -> dict[str, str | bytes]:
    """Parts beside a document, each under its kind, with the relationships that lead to them."""
    inside = "".join(
        f'<Relationship Id="{kind}" Type="{RELATION}/{kind}" Target="{kind}.xml"/>'
        for kind in parts
    )
    found: dict[str, str | bytes] = {f"word/{kind}.xml": part for kind, part in parts.items()}
    return {"word/_rels/document.xml.rels": f"<Relationships>{inside}</Relationships>", **found}


def test_words_of_charts_and_diagrams_in_a_docx_are_listed_where_they_stand(read: Read) -> None:
    diagram = (
        '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        f'xmlns:r="{RELATION}" r:dm="diagramData" r:lo="x"/>'
    )
    chart = (
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'xmlns:r="{RELATION}" r:id="chart"/>'
    )
    shown = par("Two pictures.", runs=SHOWN.format(diagram) + SHOWN.format(chart))
    body = chapter("One", shown, par(text(3))) + chapter("Two")
    book = read(Docx(body, files=in_package(diagramData=DIAGRAM, chart=CHART)))
    first = book.chapters[0]
    listed = {first.text[s.start : s.end]: s.reason for s in first.left_out}
    figures = ("Fetch the rope", "Tie the boat", "Boats by harbour", "Kilbrae")
    assert listed == dict.fromkeys(figures, "figure")
    assert book.letters is not None and book.letters.not_understood == 0
    assert "Fetch" not in narrated(first)


def test_headers_footers_and_building_blocks_of_a_docx_are_accounted_for(tmp_path: Path) -> None:
    parts = {
        kind: f'<w:hdr xmlns:w="{WORD}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>'
        for kind, text in (("header", "qhead"), ("footer", "qfoot"), ("glossaryDocument", "qblock"))
    }
    body = chapter("One") + chapter("Two")
    draft = read_docx(Docx(body, files=in_package(**parts)).write(tmp_path / "a.docx"))
    dropped = {item.text: item.reason for item in draft.dropped}
    assert dropped == {
        "qhead": "running head", "qfoot": "running head", "qblock": "placeholder of a form",
    }  # fmt: skip
    assert set(dropped) <= set(draft.raw)

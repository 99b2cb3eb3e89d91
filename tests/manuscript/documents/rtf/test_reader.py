from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.errors import ManuscriptError
from narrate.manuscript import open_manuscript
from narrate.manuscript.documents.rtf import body as rtf_body
from narrate.manuscript.documents.rtf.reader import read_rtf
from tests.manuscript.documents.making import text
from tests.manuscript.making import blocks, narrated, reasons, titles, unread

Read = Callable[[str], Book]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(rtf: str) -> Book:
        (tmp_path / "salt.rtf").write_bytes(("{\\rtf1\\ansi " + rtf + "}").encode("latin-1"))
        return open_manuscript(tmp_path / "salt.rtf")

    return of


def p(text: str, setting: str = "") -> str:
    return f"\\pard{setting} {text}\\par\n"


def first(book: Book) -> str:
    return book.chapters[0].text.split("\n\n")[0]


def test_rtf_headings_are_known_by_outline_level(read: Read) -> None:
    level = "\\outlinelevel0"
    rtf = p("One", level) + p(text(1)) + p("Two", level) + p(text(2))
    assert titles(read(rtf)) == ["One", "Two"]


def test_rtf_headings_are_known_by_the_names_of_styles(read: Read) -> None:
    sheet = (
        "{\\stylesheet{\\s0 Normal;}{\\s7\\sbasedon0 \\'dcberschrift 1;}{\\s8\\sbasedon7 own;}"
        "{\\s9\\sbasedon9 loop;}{\\*\\cs3 heading 1;}{\\s10 Title;}}"
    )
    rtf = p("The Salt Road", "\\s10") + p("One", "\\s7") + p(text(1), "\\s9")
    book = read(sheet + rtf + p("Two", "\\s8") + p(text(2)))
    assert (book.title, titles(book)) == ("The Salt Road", ["One", "Two"])


def test_rtf_title_author_and_language_come_from_the_document(read: Read) -> None:
    info = "{\\info{\\title The Salt Road}{\\author Mara Quill}{\\doccomm No.}{\\creatim\\yr2020}}"
    book = read("\\deflang3082 " + info + p(text(1)))
    assert (book.title, book.author, book.language) == ("The Salt Road", "Mara Quill", "es")


def test_the_text_of_an_rtf_decides_against_the_programs_language(read: Read) -> None:
    german = "Der Mann und die Frau sind nicht in der Stadt, und sie ist mit dem Hund auf dem Weg. "
    assert read("\\deflang1033 \\plain " + p(german * 8)).language == "de"
    english = "The man and the dog of the house went to that field with his wife and it was good. "
    assert read("\\deflang1031 \\plain " + p(english * 8)).language == "en"
    marked = read("\\deflang1033 " + p("\\lang1036 " + german * 8))
    assert marked.language == "de" and "says that it is in French (fr)" in marked.language_note


def test_rtf_characters_are_decoded_by_code_page_font_and_number(read: Read) -> None:
    fonts = "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset204 B;}{\\f2\\fcharset2 Symbol;}}"
    said = (
        "\\ansicpg1252 caf\\'e9 {\\f1\\'c4\\'e0} {\\f2 a} \\uc1\\u2309?\\u-10179?\\u-8704? "
        "\\uc3\\u945\\'61\\'62\\'63{\\uc0\\u946}\\u947 abcd"
        "\\emdash\\ldblquote x\\rdblquote\\~y\\_z\\-w"
    )
    assert first(read(fonts + p(said))) == "café Да α अ😀 αβγd—“x”\u00a0y-zw"


def test_two_rtf_bytes_make_one_character_in_a_japanese_font(read: Read) -> None:
    fonts = "{\\fonttbl{\\f0\\fcharset128 Mincho;}}\\f0 "
    assert first(read(fonts + p("\\'93\\'fa\\'96\\'7b"))) == "日本"


def test_rtf_groups_that_are_no_text_are_passed_over(read: Read) -> None:
    rtf = (
        "{\\colortbl;\\red0;}{\\*\\generator x {y};}{\\header p. 3\\par}{\\footerl f}"
        "{\\*\\bkmkstart here}{\\pict\\pngblip 89504e47}{\\xe index}{\\*\\annotation No!}"
        "{\\object{\\*\\objdata 00}{\\result Shown.}}\\bin4 }{}{ "
        "{\\deleted Gone. }{\\v Hidden. }It."
    )
    chapter = read(p(rtf) + p(text(1))).chapters[0]
    assert narrated(chapter).startswith("Shown. It.\n")
    assert unread(chapter) == [("Hidden. ", "hidden text")]


def test_rtf_breaks_and_boxes_are_read_in_place(read: Read) -> None:
    shape = (
        "{\\shp{\\*\\shpinst{\\sp{\\sn a}{\\sv 1}}{\\shptxt "
        + p("In a box.")
        + "}}{\\shprslt Twice.}}"
    )
    rtf = p(f"One{shape} line\\line next") + p("First.\\page Second.") + p(text(1))
    assert [said for _, said in blocks(read(rtf).chapters[0])] == [
        "One line\nnext",
        "In a box.",
        "First.",
        "Second.",
        text(1),
    ]


def test_an_rtf_table_has_a_paragraph_for_each_row(read: Read) -> None:
    row = "\\trowd\\cellx1\\cellx2\\pard\\intbl {}\\cell {}\\cell\\row "
    rtf = p(text(1)) + row.format("Name", "Age") + row.format("Anna", "31") + p(text(2))
    said = [said for _, said in blocks(read(rtf).chapters[0])]
    assert said == [text(1), "Name\nAge", "Anna\n31", text(2)]


def test_rtf_fields_show_their_results(read: Read) -> None:
    rtf = (
        "See {\\field{\\*\\fldinst{ REF x }}{\\fldrslt there}} on "
        "{\\field{\\*\\fldinst PAGEREF y}{\\fldrslt 12}}."
    )
    chapter = read(p(rtf) + p(text(1))).chapters[0]
    assert chapter.text.startswith("See there on 12.\n")
    assert unread(chapter) == [("12", "page number")]


def test_an_rtf_contents_list_is_left_out(read: Read) -> None:
    level = "\\outlinelevel0"
    listed = "{\\field{\\*\\fldinst TOC}{\\fldrslt " + p("One 1") + p("Two 2") + "}}"
    rtf = listed + p("One", level) + p(text(1)) + p("Two", level) + p(text(2))
    assert "contents list" in reasons(read(rtf)).values()


def test_rtf_list_numbers_are_read_as_shown_and_bullets_are_not(
    read: Read,
) -> None:
    level = "\\outlinelevel0"
    rtf = p("{\\listtext Chapter 1\\tab}Rain", level) + p("{\\pntext 1.\\tab}An item.")
    rtf += p("{\\listtext \\u8226\\'95\\tab}A dot.") + p("{\\listtext o\\tab}A ring.") + p(text(1))
    rtf += p("{\\listtext Chapter 2\\tab}Snow", level) + p(text(2))
    book = read(rtf)
    assert titles(book) == ["Chapter 1. Rain", "Chapter 2. Snow"]
    assert book.chapters[0].text.startswith("1. An item.\n\nA dot.\n\nA ring.\n\n")


def test_rtf_notes_are_kept_apart_with_their_markers(tmp_path: Path) -> None:
    note = "{\\super\\chftn{\\footnote\\pard{\\super\\chftn} A note.\\par More.}}"
    end = "{\\*\\footnote\\ftnalt At the end.}"
    rtf = "{\\rtf1 " + p(f"He{note} walked{end} on.") + p(text(1)) + "}"
    draft = read_rtf(tmp_path / "a.rtf", rtf.encode())
    passage = next(p for part in draft.parts for p in part.passages if "walked" in p.text)
    assert passage.text == "He walked on."
    assert [passage.text[: m.at] for m in passage.notes] == ["He", "He walked"]
    said = [[p.text for p in draft.notes[m.note]] for m in passage.notes]
    assert said == [["A note.", "More."], ["At the end."]]


def test_an_rtf_text_in_both_unicode_forms_is_read_once(read: Read) -> None:
    assert first(read(p("{\\upr{Cafe}{\\*\\ud{Caf\\u233 e}}} here"))) == "Café here"


def test_an_rtf_drop_cap_belongs_to_its_word(read: Read) -> None:
    assert first(read(p("C", "\\dropcapli3\\dropcapt1") + p("all me Ishmael.") + p(text(1)))) == (
        "Call me Ishmael."
    )


def test_rtf_line_ends_as_other_programs_write_them_end_paragraphs(read: Read) -> None:
    assert (
        read("First.\\\nSecond.\\\n" + text(1)).chapters[0].text.startswith("First.\n\nSecond.\n\n")
    )


def test_an_rtf_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 {\\b Some text")
    book = open_manuscript(tmp_path / "a.rtf")
    assert book.chapters[0].text == "Some text"
    lost = "the document breaks off in the middle; the text up to there was read"
    assert book.warnings == book.lost == (lost,)


@pytest.mark.parametrize(
    "rtf",
    [
        "}}}}",
        "{\\*\\x {{{",
        "\\u",
        "\\u99999999 \\uc-5 \\u-99999 x",
        "\\bin99999999 x",
        "\\'zz \\'",
        "\\f99\\s99\\cpg0\\ansicpg0\\fs0\\fcharset-1 x",
        "{\\footnote{\\footnote{\\footnote",
        "{\\shptxt}}{\\fldrslt}{\\row\\cell\\par\\page",
        "\\",
    ],
)
def test_any_rtf_nonsense_is_read_as_text_or_refused_in_one_line(tmp_path: Path, rtf: str) -> None:
    (tmp_path / "a.rtf").write_bytes(b"{\\rtf1 word " + rtf.encode())
    try:
        assert open_manuscript(tmp_path / "a.rtf").chapters[0].text.startswith("word")
    except ManuscriptError as error:
        assert "\n" not in str(error)


def test_an_rtf_beyond_the_limits_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ManuscriptError, match=r"^a.rtf: groups nested 10000 deep"):
        read_rtf(tmp_path / "a.rtf", b"{\\rtf1 " + b"{" * 20_000)
    monkeypatch.setattr(rtf_body, "MOST_TOKENS", 100)
    with pytest.raises(ManuscriptError, match=r"^a.rtf: too large: more tags than any book has"):
        read_rtf(tmp_path / "a.rtf", b"{\\rtf1 " + b"\\b" * 200 + b"}")


LISTS = (
    "{\\*\\listtable{\\list\\listtemplateid1\\listhybrid"
    "{\\listlevel\\levelnfc0\\levelnfcn0\\levelstartat1{\\leveltext\\'02\\'00.;}"
    "{\\levelnumbers\\'01;}}{\\listlevel\\levelnfc4\\levelstartat1{\\leveltext\\'02\\'01);}"
    "{\\levelnumbers\\'01;}}{\\listname ;}\\listid111}"
    "{\\list{\\listlevel\\levelnfc23{\\leveltext\\'01\\u-3913 ?;}{\\levelnumbers;}}\\listid222}"
    "{\\list{\\listlevel\\levelnfc1\\levelstartat4{\\leveltext\\'09Chapter \\'00;}"
    "{\\levelnumbers\\'09;}}\\listid333}}{\\*\\listoverridetable"
    "{\\listoverride\\listid111\\listoverridecount0\\ls1}{\\listoverride\\listid222\\ls2}"
    "{\\listoverride\\listid333\\ls3}{\\listoverride\\listid111\\listoverridecount1"
    "{\\lfolevel\\listoverridestartat\\levelstartat7}\\ls4}}"
)


def item(text: str, list_id: int, level: int = 0) -> str:
    return p(text, f"\\ls{list_id}\\ilvl{level}")


def test_rtf_list_numbers_are_read_though_no_paragraph_has_them(read: Read) -> None:
    first_list = item("the rope", 1) + item("hemp", 1, 1) + item("wire", 1, 1) + item("the boat", 1)
    more = item("a bullet", 2) + p(text(1)) + item("the lamp", 4) + item("the oar", 4)
    said = ["1. the rope", "a) hemp", "b) wire", "2. the boat", "a bullet", "7. the lamp"]
    paragraphs = narrated(read(LISTS + first_list + more).chapters[0]).split("\n\n")
    assert [line for line in paragraphs if line != text(1)] == [*said, "8. the oar"]


def test_rtf_chapters_are_numbered_by_the_list_of_their_headings(read: Read) -> None:
    head = "\\outlinelevel0\\ls3\\ilvl0"
    rtf = LISTS + p("The Sea", head) + p(text(1)) + p("The Land", head) + p(text(2))
    assert titles(read(rtf)) == ["Chapter IV. The Sea", "Chapter V. The Land"]


def test_a_number_that_stands_in_an_rtf_is_not_said_again_by_its_list(read: Read) -> None:
    shown = "{\\listtext\\pard\\plain 5.\\tab}"
    assert first(read(LISTS + shown + item("the rope", 1) + p(text(1)))) == "5. the rope"


def test_numbers_of_rtf_lists_from_before_1997_are_read(read: Read) -> None:
    numbered = "{\\*\\pn\\pnlvlbody\\pndec\\pnstart1{\\pntxta .}}"
    roman = "{\\*\\pn\\pnlvlbody\\pnucrm\\pnstart3{\\pntxtb (}{\\pntxta )}}"
    bullet = "{\\*\\pn\\pnlvlblt{\\pntxtb\\'b7}}"
    rtf = f"\\pard{numbered} the rope\\par the boat\\par" + p("Between.")
    rtf += f"\\pard{bullet} a bullet\\par\\pard{roman} the lamp\\par the oar\\par"
    said = ["1. the rope", "2. the boat", "Between.", "a bullet", "(III) the lamp", "(IV) the oar"]
    assert narrated(read(rtf + p(text(1))).chapters[0]).split("\n\n")[:-1] == said

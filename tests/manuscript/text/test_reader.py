from __future__ import annotations

from pathlib import Path

import pytest

from narrate.about import About
from narrate.book import Book
from narrate.manuscript import open_manuscript
from narrate.manuscript.open import named_after
from narrate.manuscript.structure.passages import bind
from narrate.manuscript.text.reader import parts_of_text
from tests.manuscript.making import blocks, narrated, paragraphs, prose, reasons, titles, unread

NUMERALS = ["I", "II", "III", "IV", "V"]


def read(text: str) -> Book:
    parts, about = parts_of_text(text.split("\n"))
    return bind(about.filled(About("File name")), parts)


def chapters(*headings: str, gap: str = "\n\n\n") -> str:
    return gap.join(f"{heading}\n\n{paragraphs(5, i)}" for i, heading in enumerate(headings))


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["I", "II", "III"], ["I", "II", "III"]),
        (["1.", "2.", "3."], ["1.", "2.", "3."]),
        (["ONE", "TWO"], ["ONE", "TWO"]),
        (["-I-", "-II-"], ["I", "II"]),
        (["— I —", "— II —"], ["I", "II"]),
        (
            ["Chapter I\n The Rain", "Chapter II\n The Snow"],
            ["Chapter I The Rain", "Chapter II The Snow"],
        ),
        (["CHAPTER I", "CHAPTER II"], ["CHAPTER I", "CHAPTER II"]),
        (["Chapter One: Rain", "Chapter Two: Snow"], ["Chapter One: Rain", "Chapter Two: Snow"]),
        (["CHAPTER I.--RAIN", "CHAPTER II.--SNOW"], ["CHAPTER I.--RAIN", "CHAPTER II.--SNOW"]),
        (["CHAPTER I\n\nRAIN", "CHAPTER II\n\nSNOW"], ["CHAPTER I. RAIN", "CHAPTER II. SNOW"]),
        (["CHAPTER I\nRAIN", "CHAPTER II\nSNOW"], ["CHAPTER I RAIN", "CHAPTER II SNOW"]),
        (
            ["Chapter 1\n\nThe Rain", "Chapter 2\n\nThe Snow"],
            ["Chapter 1. The Rain", "Chapter 2. The Snow"],
        ),
        (["      CHAPTER I.", "      CHAPTER II."], ["CHAPTER I.", "CHAPTER II."]),
        (["I. Rain", "II. Snow"], ["I. Rain", "II. Snow"]),
        (["LETTER I.", "LETTER II."], ["LETTER I.", "LETTER II."]),
        (["PROLOGUE", "CHAPTER I", "EPILOGUE"], ["PROLOGUE", "CHAPTER I", "EPILOGUE"]),
        (["CHAPTER XII", "CHAPTER XIV"], ["CHAPTER XII", "CHAPTER XIV"]),
        (
            ["CAPÍTULO PRIMERO\n\nLa lluvia", "CAPÍTULO II\n\nLa nieve"],
            ["CAPÍTULO PRIMERO. La lluvia", "CAPÍTULO II. La nieve"],
        ),
        (["अध्याय 1", "अध्याय २: घर"], ["अध्याय 1", "अध्याय २: घर"]),
        (["அத்தியாயம் 1", "அத்தியாயம் 2"], ["அத்தியாயம் 1", "அத்தியாயம் 2"]),
        (["第一章", "第二章　雨"], ["第一章", "第二章 雨"]),
        (["卷一", "卷二"], ["卷一", "卷二"]),
        (["一", "二", "三"], ["一", "二", "三"]),
        (["一、雨", "二、雪"], ["一、雨", "二、雪"]),
        (["ГЛАВА ПЕРВАЯ", "ГЛАВА ВТОРАЯ"], ["ГЛАВА ПЕРВАЯ", "ГЛАВА ВТОРАЯ"]),
        (["CHAPITRE PREMIER", "CHAPITRE II"], ["CHAPITRE PREMIER", "CHAPITRE II"]),
        (["Erstes Kapitel", "Zweites Kapitel"], ["Erstes Kapitel", "Zweites Kapitel"]),
    ],
)
def test_text_headings_of_every_form_begin_chapters(headings: list[str], found: list[str]) -> None:
    assert titles(read(chapters(*headings))) == found


def test_a_text_without_chapters_is_one_chapter_under_its_title() -> None:
    book = read(f"The Silver Lamp\n\nby Jane Doe\n\n\n{paragraphs(6)}")
    assert (book.title, titles(book)) == ("The Silver Lamp", ["The Silver Lamp"])
    assert book.author == "Jane Doe"
    assert reasons(book) == {"The Silver Lamp": "title page"}


def test_title_and_author_of_a_text_may_be_in_one_line() -> None:
    book = read("The Silver Lamp, by J. M. de la Doe [1898]\n\n\n" + chapters("I", "II"))
    assert (book.title, book.author) == ("The Silver Lamp", "J. M. de la Doe")


def test_a_text_without_any_title_is_named_after_its_file_which_nobody_says() -> None:
    book = read(paragraphs(4))
    assert (book.title, titles(book)) == ("File name", [""])
    assert named_after(Path("the-silver_lamp.txt")) == "The silver lamp"
    assert named_after(Path("The Lamp.final.txt")) == "The Lamp.final"


def test_a_text_heading_has_to_be_alone_and_in_sequence() -> None:
    text = chapters("Chapter One", "Chapter Two")
    text += "\n\nChapter two was the worst of it, he thought.\n\nBook me a room.\n\n" + prose(40)
    assert titles(read(text)) == ["Chapter One", "Chapter Two"]


def test_numbered_remarks_of_a_text_are_no_chapters() -> None:
    rules = "\n\n".join(f"{n}. {prose(9, i)}" for i, n in enumerate(NUMERALS))
    book = read(chapters("CHAPTER I", "CHAPTER II") + "\n\n" + rules)
    assert titles(book) == ["CHAPTER I", "CHAPTER II"]
    assert "IV. " in book.chapters[1].text


def test_a_text_heading_right_above_its_text_is_taken_off_it() -> None:
    text = "\n\n".join(f"CHAPTER {n}\n{prose(80, i, 70)}" for i, n in enumerate(NUMERALS))
    book = read(text)
    assert titles(book) == [f"CHAPTER {n}" for n in NUMERALS]
    assert book.chapters[1].text.startswith(prose(80, 1)[:30])


def test_running_text_that_begins_like_a_heading_stays() -> None:
    lines = "BOOK I. (Folio), CHAPTER I. (Sperm Whale).--This whale, among the\n" + prose(60, 3, 66)
    book = read(chapters("CHAPTER I", "CHAPTER II") + "\n\n" + lines)
    assert titles(book) == ["CHAPTER I", "CHAPTER II"]


def test_parts_of_a_text_are_announced_with_their_first_chapter() -> None:
    text = "PART ONE\n\nTHE LAND\n\n\n" + chapters("I", "II") + "\n\n\nPART TWO\n\nTHE SEA\n\n\n"
    book = read(text + chapters("I", "II"))
    assert titles(book) == ["PART ONE. THE LAND. I", "II", "PART TWO. THE SEA. I", "II"]


def test_an_unnumbered_division_of_a_text_begins_a_new_count() -> None:
    text = "BOOK ONE: 1805\n\n\n" + chapters("CHAPTER I", "CHAPTER II")
    text += "\n\n\nFIRST EPILOGUE: 1813 - 20\n\n\n" + chapters("CHAPTER I", "CHAPTER II")
    contents = "CONTENTS\n\nBOOK ONE: 1805\n\nCHAPTER I\n\nCHAPTER II\n\n\n"
    contents += "FIRST EPILOGUE: 1813 - 20\n\nCHAPTER I\n\nCHAPTER II\n\n\n\n\n"
    assert titles(read(contents + text)) == [
        "BOOK ONE: 1805. CHAPTER I", "CHAPTER II",
        "FIRST EPILOGUE: 1813 - 20. CHAPTER I", "CHAPTER II",
    ]  # fmt: skip


def test_text_numerals_with_titles_rank_above_numerals_without() -> None:
    text = "\n\n\n\n".join(
        f"{n}. {t}\n\n\n" + (chapters("I.", "II.") if i == 0 else paragraphs(9, i))
        for i, (n, t) in enumerate(zip(NUMERALS, ["A STONE", "A RIVER", "SNOW"], strict=False))
    )
    assert titles(read(text)) == ["I. A STONE", "II. A RIVER", "III. SNOW"]


def test_the_title_of_a_text_chapter_may_be_continued() -> None:
    text = chapters("CHAPTER I\n\nA JOURNAL", "CHAPTER II\n\nA JOURNAL--_continued_")
    assert titles(read(text)) == ["CHAPTER I. A JOURNAL", "CHAPTER II. A JOURNAL--continued"]


def test_acts_and_scenes_of_a_play_in_text_are_chapters() -> None:
    text = "ACT I\n\n\n" + chapters("SCENE I. A room.", "SCENE II. The same.")
    assert titles(read(text)) == ["ACT I. SCENE I. A room.", "SCENE II. The same."]


def test_stories_of_a_text_under_titles_in_capitals_are_chapters() -> None:
    text = "MY STORIES\n\n\n\n" + "\n\n\n\n".join(
        f"{title}\n\n{paragraphs(9, i)}" for i, title in enumerate(["THE RIVER", "A STONE", "SNOW"])
    )
    book = read(text)
    assert (book.title, titles(book)) == ("MY STORIES", ["THE RIVER", "A STONE", "SNOW"])


def test_sections_inside_text_chapters_stay_there_as_headings() -> None:
    sections = chapters("I.", "II.")
    text = "\n\n\n\n".join(f"ADVENTURE {n}. A STONE\n\n{sections}" for n in NUMERALS[:3])
    book = read(text)
    assert titles(book) == [f"ADVENTURE {n}. A STONE" for n in NUMERALS[:3]]
    assert [b for b in blocks(book.chapters[0]) if b[0] == "heading"] == [
        ("heading", "I."),
        ("heading", "II."),
    ]


class TestContents:
    ENTRIES = ("The Rain", "The Snow", "A Long Winter")

    def book(self, contents: str, form: str) -> Book:
        headings = [
            form.format(n=n, t=t, T=t.upper()) for n, t in zip(NUMERALS, self.ENTRIES, strict=False)
        ]
        return read(f"The Weather\n\n\n{contents}\n\n\n\n{chapters(*headings)}")

    def test_a_contents_list_of_one_line_an_entry_is_left_out(self) -> None:
        contents = "CONTENTS\n\n" + "\n".join(
            f"Stave {n:>3}: {t}" for n, t in zip(NUMERALS, self.ENTRIES, strict=False)
        )
        book = self.book(contents, "STAVE {n}:  {T}")
        assert titles(book) == [
            "STAVE I: THE RAIN",
            "STAVE II: THE SNOW",
            "STAVE III: A LONG WINTER",
        ]
        assert reasons(book)["contents list"] == "contents list"

    def test_a_contents_list_with_blank_lines_and_the_same_headings_is_left_out(self) -> None:
        contents = "CONTENTS\n\n" + "\n\n".join(
            f"CHAPTER {n}. {t}." for n, t in zip(NUMERALS, self.ENTRIES, strict=False)
        )
        assert titles(self.book(contents, "CHAPTER {n}. {t}."))[2] == "CHAPTER III. A Long Winter."

    def test_a_contents_list_with_leaders_and_page_numbers_is_left_out(self) -> None:
        contents = "Contents\n\n" + "\n".join(
            f"  {n}. {t} ........ {i}7"
            for i, (n, t) in enumerate(zip(NUMERALS, self.ENTRIES, strict=False))
        )
        assert len(titles(self.book(contents, "{n}\n\n{T}"))) == 3

    def test_a_contents_list_without_numbers_announces_titles_in_any_letters(self) -> None:
        contents = "CONTENTS\n\n" + "\n".join(self.ENTRIES)
        assert titles(self.book(contents, "{t}")) == list(self.ENTRIES)

    def test_a_contents_list_without_a_heading_is_left_out(self) -> None:
        contents = "\n".join(f"{n:>4}. {t}" for n, t in zip(NUMERALS, self.ENTRIES, strict=False))
        assert titles(self.book(contents, "ADVENTURE {n}. {T}"))[0] == "ADVENTURE I. THE RAIN"

    def test_a_contents_list_with_a_synopsis_for_each_chapter_is_left_out(self) -> None:
        contents = "CONTENTS\n\n" + "\n\n".join(
            f"CHAPTER {n}.\n\n{prose(30, i, 70)}" for i, n in enumerate(NUMERALS[:3])
        )
        book = self.book(contents, "CHAPTER {n}.")
        assert titles(book) == ["CHAPTER I.", "CHAPTER II.", "CHAPTER III."]
        assert all(len(c.text.split()) == 300 for c in book.chapters)

    def test_short_chapters_are_not_swallowed_by_a_contents_list(self) -> None:
        text = "CONTENTS\n\nI. Rain\nII. Snow\n\n\n\n"
        text += "I. Rain\n\nIt rained.\n\n\n\nII. Snow\n\nIt snowed."
        assert [c.text for c in read(text).chapters] == ["It rained.", "It snowed."]

    def test_the_word_contents_in_running_text_begins_no_list(self) -> None:
        text = chapters("CHAPTER I", "CHAPTER II") + "\n\nContents\n\n" + paragraphs(3)
        assert read(text).chapters[1].text.endswith(prose(60, 2))

    def test_a_preface_below_the_contents_list_that_does_not_list_it_is_read(self) -> None:
        contents = "CONTENTS\n\n" + "\n".join(self.ENTRIES) + "\n\n\n\nPREFACE\n\n" + prose(50)
        assert titles(self.book(contents, "{t}")) == ["PREFACE", *self.ENTRIES]


class TestMatter:
    def test_front_matter_of_a_text_is_left_out_by_kind(self) -> None:
        text = (
            "Produced by Jane Doe\n\n\nTHE LAMP\n\nBy John Roe\n\nCopyright 1901 by John Roe\n\n\n"
        )
        book = read(text + chapters("CHAPTER I", "CHAPTER II"))
        assert set(reasons(book).values()) == {"production credits", "title page", "imprint"}

    def test_text_before_the_first_heading_is_read(self) -> None:
        book = read(prose(70) + "\n\n\n" + chapters("CHAPTER I", "CHAPTER II"))
        assert len(book.chapters) == 3

    def test_back_matter_of_a_text_is_left_out(self) -> None:
        text = (
            chapters("CHAPTER I", "CHAPTER II") + "\n\nTHE END\n\n\n\nINDEX\n\nlamp, 4\n\nriver, 5"
        )
        text += "\n\n\nTranscriber's Note\n\nObvious errors of the printer have been corrected."
        book = read(text)
        assert reasons(book) == {"INDEX": "index", "Transcriber's Note": "transcriber's note"}
        assert unread(book.chapters[1]) == [("THE END", "closing words")]

    def test_notes_behind_a_text_chapter_are_left_out(self) -> None:
        text = (
            "CHAPTER I\n\nA word.[1] More.\n\n" + paragraphs(3) + "\n\nNOTES\n\n[1] The note.\n\n\n"
        )
        book = read(text + chapters("CHAPTER II"))
        assert titles(book) == ["CHAPTER I", "CHAPTER II"]
        assert unread(book.chapters[0]) == [("[1]", "note marker")]
        assert reasons(book) == {"NOTES": "notes"}

    def test_notes_under_stars_are_read_and_their_stars_are_not(self) -> None:
        text = chapters("CHAPTER I", "CHAPTER II") + "\n\nThe sharks,* he said.\n\n*A kind of fish."
        assert unread(read(text).chapters[1]) == [("*", "note marker"), ("*", "note marker")]

    def test_numbered_footnotes_of_a_text_are_not_read(self) -> None:
        text = chapters("CHAPTER I") + "\n\nA word.[1] More.\n\n[1] The note.\n\nAnd on it goes."
        left = unread(read(text).chapters[0])
        assert ("[1] The note.", "footnote") in left or ("[1]", "note marker") in left
        assert left[-1] == ("[1] The note.", "footnote")

    def test_illustrations_over_several_text_blocks_are_left_out(self) -> None:
        text = (
            "CHAPTER I\n\n" + prose(40) + "\n\n[Illustration:\n\n   A cat.\n\n   [_Asleep_]]\n\nOn."
        )
        chapter = read(text).chapters[0]
        assert [reason for _, reason in unread(chapter)] == ["picture caption"] * 3
        assert chapter.text.endswith("On.")

    def test_a_heading_inside_the_picture_of_it_begins_a_text_chapter(self) -> None:
        text = "[Illustration:\n\n     THE LAMP\n\n\n     Chapter I.]\n\n" + paragraphs(5)
        assert titles(read(text + "\n\n\n" + chapters("CHAPTER II.")))[:2] == [
            "Chapter I.",
            "CHAPTER II.",
        ]

    def test_page_numbers_in_a_text_do_not_cut_sentences(self) -> None:
        pages = [
            f"{prose(30, i)} and then the river{chr(10)}{chr(10)}{i + 4}{chr(10)}{chr(10)}went on."
            for i in range(4)
        ]
        chapter = read("\n\n".join(pages)).chapters[0]
        assert "the river 5 went on." in chapter.text
        assert [t for t, _ in unread(chapter)] == ["4", "5", "6", "7"]


class TestBlocks:
    def test_hard_wrapped_lines_of_a_text_are_joined(self) -> None:
        chapter = read(paragraphs(3, 1, 60)).chapters[0]
        assert blocks(chapter) == [("paragraph", prose(60, 31 + i)) for i in range(3)]

    def test_verse_in_a_text_keeps_its_lines(self) -> None:
        verse = "Over the river\nAnd under the stone,\nThe winter came\nAnd it came alone."
        chapter = read(f"{paragraphs(3)}\n\n{verse}\n\n{paragraphs(3, 4)}").chapters[0]
        assert ("verse", verse) in blocks(chapter)

    def test_indented_text_blocks_are_quotations(self) -> None:
        quoted = "\n".join("    " + line for line in prose(50, 3, 60).split("\n"))
        chapter = read(f"{paragraphs(3)}\n\n{quoted}\n\n{paragraphs(3, 4)}").chapters[0]
        assert ("quote", prose(50, 3)) in blocks(chapter)

    @pytest.mark.parametrize("break_", ["* * *", "***", "#", "-----", "~", "• • •", "⁂", "_____"])
    def test_scene_breaks_of_a_text_are_known_by_their_signs(self, break_: str) -> None:
        chapter = read(f"{paragraphs(2)}\n\n{break_}\n\n{paragraphs(2, 4)}").chapters[0]
        assert [kind for kind, _ in blocks(chapter)][2] == "scene"

    @pytest.mark.parametrize("line", ["“?”", "I see.", "WHALE. * * * Sw.", "O!"])
    def test_a_short_speech_in_a_text_is_no_scene_break(self, line: str) -> None:
        chapter = read(f"{paragraphs(2)}\n\n{line}\n\n{paragraphs(2, 4)}").chapters[0]
        assert [kind for kind, _ in blocks(chapter)] == ["paragraph"] * 5

    def test_text_paragraphs_may_be_told_apart_by_indentation_alone(self) -> None:
        text = "\n".join("    " + prose(60, i, 70) for i in range(20))
        assert len(read(text).chapters[0].blocks) == 20

    def test_a_text_may_have_a_line_for_each_paragraph(self) -> None:
        text = "\n".join(prose(60, i) for i in range(20))
        assert len(read(text).chapters[0].blocks) == 20

    def test_a_hyphen_at_the_end_of_a_text_line_keeps_its_word_together(self) -> None:
        lines = (
            f"{prose(20, 1)} The counting-\nhouse was cold, and two-\nand three-fold {prose(20, 2)}"
        )
        text = read(f"{lines}\n\n{paragraphs(4)}").chapters[0].text
        assert "counting-house" in text and "two- and" in text

    def test_a_word_cut_at_the_end_of_a_text_line_is_made_whole(self) -> None:
        cut = "nega-\ntive", "Vor-\nund", "Jean-\nPaul", "dit-\nelle", "mother-in-\nlaw"
        lines = " ".join(f"{prose(9, 1)} {each}" for each in cut)
        text = read(f"{lines} {prose(9, 2)}\n\n{paragraphs(4)}").chapters[0].text
        for whole in ("negative", "Vor- und", "Jean-Paul", "dit-elle", "mother-in-law"):
            assert f" {whole} " in text

    def test_a_word_cut_at_the_end_of_a_page_is_made_whole(self) -> None:
        cut = "nega-\n[Pg 16]\ntive", "Vor-\n[Pg 17]\nund", "old\n[Pg 18]\nman"
        lines = " ".join(f"{prose(9, 1)} {each}" for each in cut)
        chapter = read(f"{lines} {prose(9, 2)}\n\n{paragraphs(4)}").chapters[0]
        for whole in ("nega[Pg 16]tive", "Vor-[Pg 17] und", "old [Pg 18] man"):
            assert f" {whole} " in chapter.text
        assert [reason for _, reason in unread(chapter)] == ["page number"] * 3

    def test_a_text_that_cuts_compounds_only_keeps_all_of_their_hyphens(self) -> None:
        cut = ("lamp-\nlight", "river-\nbank", "stone-\nwall", "garden-\ngate", "zither-\nquince")
        lines = "\n".join(f"{prose(9, i)} A {each}." for i, each in enumerate(cut))
        known = "Light, bank, wall, gate, lamp, river, stone, garden."
        text = read(f"{lines}\n\n{known}\n\n{paragraphs(4)}").chapters[0].text
        assert "lamp-light" in text and "zither-quince" in text

    def test_a_line_of_spaces_of_any_width_is_a_blank_line_of_a_text(self) -> None:
        for blank in ("\u3000", "\u00a0 ", "\u2003", "\u200b", "\ufeff", "\u2060", "\u2800\u3164"):
            text = chapters("CHAPTER I", "CHAPTER II").replace("\n\n", f"\n{blank}\n")
            assert titles(read(text)) == ["CHAPTER I", "CHAPTER II"]

    @pytest.mark.parametrize("indent", ["\u3000\u3000", "", "  "])
    def test_each_line_of_a_chinese_text_is_a_paragraph(self, indent: str) -> None:
        lines = ["希望本是无所谓有，无所谓无的。" * n for n in (1, 3, 2, 5, 1, 4, 2, 1, 9, 2, 3, 1)]
        text = f"\u3000\u3000第一章　雨\n{chr(10).join(indent + line for line in lines)}"
        found = read(text.replace("\u3000\u3000第", f"{indent}第"))
        assert [len(chapter.blocks) for chapter in found.chapters] == [len(lines)]

    def test_wrapped_lines_of_chinese_are_joined_without_spaces(self) -> None:
        said = "希望本是无所谓有，无所谓无的，这正如地上的路；其实地上本没有路。" * 4
        wrapped = "\n".join(said[i : i + 36] for i in range(0, len(said), 36))
        text = "\n\n".join(f"第{n}章\n\n{wrapped}\n\n{wrapped}" for n in "一二三")
        assert read(text).chapters[1].text == f"{said}\n\n{said}"

    def test_canonical_text_is_the_blocks_with_blank_lines_between(self) -> None:
        for chapter in read(chapters("CHAPTER I", "CHAPTER II")).chapters:
            assert chapter.text == "\n\n".join(text for _, text in blocks(chapter))


def test_fields_above_a_text_say_title_author_and_language() -> None:
    book = read("Title: The Lamp\nAuthor: Jane Doe\nLanguage: es\n\n" + chapters("CHAPTER I"))
    assert (book.title, book.author, book.language) == ("The Lamp", "Jane Doe", "es")
    assert reasons(book) == {"front matter": "title page"}


def test_a_text_file_is_read_with_byte_order_mark_and_crlf(tmp_path: Path) -> None:
    path = tmp_path / "the-lamp.txt"
    path.write_bytes(
        b"\xef\xbb\xbf" + chapters("CHAPTER I", "CHAPTER II").replace("\n", "\r\n").encode()
    )
    book = open_manuscript(path)
    assert (book.title, len(book.chapters), book.warnings) == ("The lamp", 2, ())
    assert "\r" not in book.chapters[0].text


def test_two_short_words_are_a_text_too() -> None:
    assert read("THE LAMP").chapters[0].text == "THE LAMP"


def test_a_half_title_and_a_date_below_the_contents_do_not_hide_chapter_one() -> None:
    contents = "CONTENTS\n\nCHAPTER I. Rain\nCHAPTER II. Snow\nCHAPTER III. Hail\n\n\n\n"
    text = chapters(
        "CHAPTER I\n\nRAIN\n\n(_Kept in shorthand._)", "CHAPTER II\n\nSNOW", "CHAPTER III\n\nHAIL"
    )
    book = read(f"THE WEATHER\n\n\n{contents}THE WEATHER\n\n\n\n{text}")
    assert titles(book) == ["CHAPTER I. RAIN", "CHAPTER II. SNOW", "CHAPTER III. HAIL"]


def test_a_contents_list_without_a_heading_may_begin_with_a_part() -> None:
    heads = [f"Capítulo {n}. De la lluvia {n}" for n in NUMERALS]
    listed = "Primera parte\n\n" + "\n\n".join(heads)
    front = f"TASA\n\n{paragraphs(1, 7)}\n\n\n\nPrimera parte de la historia\n\n\n\n"
    book = read(f"La lluvia\n\n\n{listed}\n\n\n\n{front}{chapters(*heads)}")
    assert [title for title in titles(book) if "Capítulo" in title] == heads


def test_an_author_below_a_lone_by_is_found_and_a_closing_note_left_out() -> None:
    chapters = "\n\n\n\n".join(
        f"CHAPTER {n}\n\n{paragraphs(4, i)}" for i, n in enumerate(["I", "II"])
    )
    text = f"THE COUNT\n\nby\n\nAnna Lind\n\n\n\n{chapters}\n\n\n\nNOTE\n\n\n{paragraphs(3, 9)}\n"
    book = read(text)
    assert (book.title, book.author) == ("THE COUNT", "Anna Lind")
    assert titles(book) == ["CHAPTER I", "CHAPTER II", "NOTE"]


@pytest.mark.parametrize(
    "border", ["+----------------+", "------------------", "+================+"]
)
def test_a_boxed_note_of_the_transcriber_is_left_out_and_another_box_read(border: str) -> None:
    def boxed(*rows: str) -> str:
        return "\n".join([border, *(f"| {row:<14} |" for row in rows), border])

    note = boxed("Transcriber's", "Note:", "", "Some errors in", "the text were", "corrected.")
    letter = boxed("No dogs are to", "come in here.")
    book = read(f"{note}\n\n\n\nCHAPTER I\n\n{paragraphs(4)}\n\n{letter}\n\n{paragraphs(2)}")
    assert titles(book) == ["CHAPTER I"]
    said = book.chapters[0].text
    assert "No dogs are to\ncome in here." in said or "No dogs are to come in here." in said
    assert "|" not in said and "corrected" not in said
    assert "transcriber's note" in reasons(book).values()


def test_rows_of_a_drawn_table_are_read_without_their_bars() -> None:
    table = "+-----+-----+\n| one | two |\n+-----+-----+\n| six | ten |\n+-----+-----+"
    said = read(f"CHAPTER I\n\n{paragraphs(4)}\n\n{table}\n\n{paragraphs(4)}").chapters[0].text
    assert "one" in said and "ten" in said and "|" not in said and "+" not in said


def test_a_page_number_on_the_line_above_a_heading_is_no_part_of_it() -> None:
    far, near = " " * 60, " " * 30
    heads = [f"{near}X", f"{far}73\n{near}XI", f"{far}81\n{near}XII"]
    text = "\n\n\n".join(f"{head}\n\n{near}=The Rain=\n\n{paragraphs(4)}" for head in heads)
    book = read(text)
    assert titles(book) == ["X. The Rain", "XI. The Rain", "XII. The Rain"]
    assert not any("73" in said for chapter in book.chapters for said in narrated(chapter))


def test_numbered_letters_of_a_later_volume_are_chapters_with_their_postscripts() -> None:
    letters = "\n\n\n".join(
        f"{n}.\n\nTO STEINER.\n\n{prose(40, n, 70)}\n\nPOSTSCRIPT.\n\nBring it."
        for n in (216, 217, 218)
    )
    book = read(f"LETTERS\n\nVOL. II.\n\n\n\nBOSTON:\nOLIVER DITSON & CO.\n\n\n\n{letters}")
    assert titles(book) == ["216. TO STEINER.", "217. TO STEINER.", "218. TO STEINER."]


@pytest.mark.parametrize(
    "days",
    [
        ["January 1st.", "January 2nd.", "January 5th."],
        ["12 May", "13 May", "15 May"],
        ["Lundi 3 mars.", "Mardi 4 mars.", "Jeudi 6 mars."],
        ["5月3日", "5月4日", "5月6日"],
    ],
)
def test_days_of_a_diary_begin_chapters(days: list[str]) -> None:
    book = read(f"A DIARY\n\n\n{chapters(*days)}")
    assert titles(book) == days


def test_a_note_of_the_transcriber_in_front_ends_where_the_book_begins() -> None:
    note = "Transcriber's note:\n\n    The symbol [=] before a vowel means that it is long."
    book = read(f"{note}\n\n\n\n\nTHE LAMP\n\nby\n\nJANE DOE\n\n\n\n{paragraphs(4)}")
    assert len(book.chapters) == 1
    assert book.chapters[0].text == paragraphs(4, 0, 0)
    assert reasons(book)["Transcriber's note:"] == "transcriber's note"


@pytest.mark.parametrize("label", ["CHAPTER {}", "{}. THE RAIN IN {}"])
def test_a_contents_list_with_a_synopsis_below_each_entry_is_left_out(label: str) -> None:
    heads = [label.replace("{}", numeral) for numeral in ("I", "II", "III")]
    entries = "\n\n".join(
        f"{head}\n\n   In which the ferry leaves, and Mara counts {i} lamps."
        for i, head in enumerate(heads)
    )
    book = read(f"THE LAMP\n\n\nCONTENTS\n\n{entries}\n\n\n\n{chapters(*heads)}")
    assert titles(book) == heads
    assert [len(chapter.blocks) for chapter in book.chapters] == [5, 5, 5]


def test_pieces_of_a_magazine_are_chapters_beside_the_first_of_a_novel() -> None:
    heads = ["HER CRUSADE", "HOW TO COOK", "A SHORT SONG", "ANSWERS TO LETTERS"]
    pieces = "\n\n\n\n".join(f"{head}.\n\n{paragraphs(6, i)}" for i, head in enumerate(heads[1:]))
    book = read(
        f"THE PAPER\n\n\n\n{heads[0]}.\n\n\nCHAPTER I.\n\n{paragraphs(6, 9)}\n\n\n\n{pieces}"
    )
    assert titles(book)[-3:] == [f"{head}." for head in heads[1:]]


def test_letters_divide_a_dictionary() -> None:
    book = read(chapters(*"ABCDEFGHIJKLMNOP"))
    assert titles(book) == list("ABCDEFGHIJKLMNOP")


PRICES = "It cost $5 and $10, or $5.00-$10.00; we paid $20,000 in 2019 and $30,000 in 2020."


@pytest.mark.parametrize("ending", ["txt", "md"])
def test_latex_in_a_text_is_said_and_prices_are_prices(tmp_path: Path, ending: str) -> None:
    formulas = (
        r"He wrote $E = mc^2$, \(x\), $n$ and $5$, then \(\frac{1}{2}\) and $$a_1 \le \pi$$ here."
    )
    path = tmp_path / f"board.{ending}"
    path.write_text(f"{formulas}\n\n{PRICES}\n\n{paragraphs(3)}\n", encoding="utf-8")
    book = open_manuscript(path)
    first, second, *_ = narrated(book.chapters[0]).split("\n\n")
    assert first == (
        "He wrote E equals m c squared, x, n and 5, then "
        "1/2 and a sub 1 is less than or equal to pi here."
    )
    assert second == PRICES
    assert book.letters is not None and book.letters.not_understood == 0


def test_dollars_and_backslashes_of_a_text_without_latex_stay(tmp_path: Path) -> None:
    said = r"The fee is $x$ or $5$, in C:\temp\a \(ok\) of 3^2 shares."
    (tmp_path / "fees.txt").write_text(f"{said}\n\n{PRICES}\n", encoding="utf-8")
    (chapter,) = open_manuscript(tmp_path / "fees.txt").chapters
    assert narrated(chapter).split("\n\n")[0] == said


def test_text_titles_keep_their_full_stop_and_it_is_not_said_apart() -> None:
    book = read(chapters("CHAPTER I.\n\nTHE RAIN.", "CHAPTER II.\n\nTHE SNOW."))
    assert titles(book) == ["CHAPTER I. THE RAIN.", "CHAPTER II. THE SNOW."]


def test_numerals_that_count_are_chapters_whatever_stands_above_them_and_behind_a_misprint() -> (
    None
):
    numerals = ["I", "II", "III", "IV", "V", "XI", "VII", "VIII"]
    gaps = ["\n\n" if n % 3 else "\n\n\n\n" for n in range(len(numerals))]
    text = "".join(
        f"{gap}{n}\n\n{paragraphs(3, i)}"
        for i, (gap, n) in enumerate(zip(gaps, numerals, strict=True))
    )
    assert titles(read(text)) == numerals


def test_numbered_letters_below_page_numbers_in_brackets_are_chapters() -> None:
    names = ["TO HIS SISTER.", "TO A BISHOP.", "TO NOBODY."]
    text = "THE LETTERS OF ASHE\n\nEDITED BY HIS NIECE\n" + "".join(
        f"\n\n\n{'':50}[{2 * n}]\n\n{n}.\n\n{name}\n\n{paragraphs(4, n)}"
        for n, name in enumerate(names, 1)
    )
    assert titles(read(text)) == [f"{n}. {name}" for n, name in enumerate(names, 1)]


def test_sections_with_numbers_of_several_parts_stand_below_those_with_fewer() -> None:
    heads = [
        "Chapter 1. Rain",
        "1.1. Fog",
        "1.1.1. Dew",
        "Chapter 2. Snow",
        "2.1. Hail",
        "2.2. Ice",
    ]
    text = "Table of Contents\n\n" + "\n".join(heads) + "\n\n\n" + chapters(*heads)
    assert titles(read(text)) == ["Chapter 1. Rain", "Chapter 2. Snow"]


def test_lines_of_japanese_of_one_width_are_paragraphs_up_to_a_short_line_with_a_stop() -> None:
    lines = [
        "この川には昔から橋がなくて人はみな渡し舟に",
        "乗って向う岸へと渡ったものだと聞いて居る",
    ] * 3
    first = [*lines, "それだけである。"]
    text = "\n".join([*first, *lines[:4], "終った。"])
    assert read(text).chapters[0].text == "".join(first) + "\n\n" + "".join(lines[:4]) + "終った。"


def test_headings_readings_and_notes_of_those_who_typed_a_japanese_book() -> None:
    story = "　｜古い硝子窓《ガラスまど》に渡守《わたしもり》がいた。\n" * 4
    text = "".join(
        f"［＃３字下げ］{t}［＃「{t}」は中見出し］\n\n{story}\n" for t in ("朝の舟", "夜の舟")
    )
    book = read(text)
    assert titles(book) == ["朝の舟", "夜の舟"]
    assert "古い硝子窓に渡守がいた。" in narrated(book.chapters[0])


def test_verse_that_numbers_its_lines_keeps_them_and_not_the_numbers(tmp_path: Path) -> None:
    said = [f"And all the {word} of the harbour lay asleep" for word in prose(30).split()]
    lines = [f"{line} {n}" if n % 5 == 0 else line for n, line in enumerate(said, 1)]
    stanzas = ["\n".join(lines[i : i + 6]) for i in range(0, 30, 6)]
    path = tmp_path / "verse.txt"
    path.write_text(
        "CHAPTER I\n\n" + "\n\n".join(stanzas) + "\n\n\nCHAPTER II\n\n" + paragraphs(3),
        encoding="utf-8",
    )
    book = open_manuscript(path)
    assert {kind for kind, _ in blocks(book.chapters[0])} == {"verse"}
    assert [reason for _, reason in unread(book.chapters[0])] == ["line number"] * 6


def test_a_list_of_plates_is_known_by_its_pages_in_a_short_book_too() -> None:
    plates = (
        "FACING PAGE\n  The parrot      Frontispiece\n  In two cages       22\n  The gale     40"
    )
    front = f"A BOOK\n\nBy Ann Lane\n\nLIST OF ILLUSTRATIONS\n\n{plates}"
    book = read(f"{front}\n\n\nCHAPTER I\n\n{prose(40)}\n\n\nCHAPTER II\n\n{prose(40, 2)}\n")
    assert titles(book) == ["CHAPTER I", "CHAPTER II"]
    assert not any("parrot" in narrated(chapter) for chapter in book.chapters)


@pytest.mark.parametrize("page", ["- {} -", "[{}]", "Page {}", "{}", "~ {} ~", "Seite {}"])
def test_numerals_below_page_numbers_may_stand_close(page: str) -> None:
    heads = zip((7, 12, 19), NUMERALS, strict=False)
    text = "\n\n\n".join(f"{page.format(n)}\n\n{h}\n\n{prose(45, n, 70)}" for n, h in heads)
    book = read(f"THE QUAY\n\nAnn Lane\n\n\n\n{text}\n")
    assert titles(book) == NUMERALS[:3]
    assert not any(
        page.format(n) in narrated(c).split("\n") for c in book.chapters for n in (12, 19)
    )


def test_a_note_between_stories_is_no_title() -> None:
    note = "[Transcriber’s Note: A line was missing,\nand has been supplied.]"
    stories = [f"THE {name}\n\n{paragraphs(3, i)}" for i, name in enumerate(("MAP", "DOG", "EGG"))]
    book = read(f"{stories[0]}\n\n\n{note}\n\n\n{stories[1]}\n\n\n{stories[2]}\n")
    assert titles(book) == ["THE MAP", "THE DOG", "THE EGG"]
    assert not any("supplied" in narrated(chapter) for chapter in book.chapters)

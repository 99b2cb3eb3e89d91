"""Titles propose, content decides: whole manuscripts with matter, and with prose that looks so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import open_manuscript
from tests.manuscript.making import Epub, Toc

RAIN = "The rain came over the ridge at noon, and by two the road to the mill was a river."
DOOR = "Nobody had told her which door it was, so she knocked at all of them and waited."
BOAT = "He kept the boat in the barn and the hay in the boat, and saw nothing odd in that."

Read = Callable[[str], Book]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str) -> Book:
        path = tmp_path / "book.md"
        path.write_text(text, "utf-8")
        return open_manuscript(path)

    return read


def titles(book: Book) -> list[str]:
    return [chapter.title for chapter in book.chapters]


def said(book: Book) -> str:
    return "\n".join(chapter.text for chapter in book.chapters)


@pytest.mark.parametrize(
    "title",
    ["Index", "Notes", "Copyright", "Cover", "Contents", "Also by Night", "Imprint", "Índice"],
)
def test_a_story_keeps_its_chapter_whatever_it_is_called(read: Read, title: str) -> None:
    book = read(f"# One\n\n{RAIN}\n\n# {title}\n\n{DOOR}\n\n# Three\n\n{BOAT}\n")
    assert titles(book) == ["One", title, "Three"]


def test_matter_takes_its_subheadings_along_and_ends_where_prose_begins(read: Read) -> None:
    book = read(
        f"# One\n\n{RAIN}\n\n# Two\n\n{DOOR}\n\n# Notes\n\n## One\n\n1. Mill Book, p. 4.\n\n"
        f"## Two\n\n1. Ibid., p. 9.\n\n# Afterword\n\n{BOAT}\n\n# Index\n\n## A\n\narches, 3\n\n"
        "## B\n\nboats, 7\n"
    )
    assert titles(book) == ["One", "Two", "Afterword"]
    assert {part.reason for part in book.left_out} == {"notes", "index"}


def test_notes_of_a_chapter_end_where_the_next_begins_without_a_marked_heading(read: Read) -> None:
    book = read(
        f"# The Mill\n\n{RAIN}\n\nNotes\n\n1) Mill Book, p. 4.\n\nThe Doors\n\n{DOOR}\n\n{BOAT}\n"
    )
    assert titles(book) == ["The Mill", "The Doors"]
    assert RAIN in said(book) and BOAT in said(book) and "Mill Book" not in said(book)


def test_an_unnamed_list_behind_the_text_is_left_out(read: Read) -> None:
    book = read(f"# One\n\n{RAIN}\n\n# Photographs\n\np. 12: County Office; p. 40: private.\n")
    assert titles(book) == ["One"]


def test_a_publishers_list_at_the_end_is_left_out_also_without_a_heading(read: Read) -> None:
    lists = "THE ROPE. By E. Marlow. 12mo, cloth, $1.25.\n\nTHE BELL. By the same. 8vo, $2.00.\n"
    book = read(f"# One\n\n{RAIN}\n\n# Two\n\n{DOOR}\n\n{lists}")
    assert titles(book) == ["One", "Two"] and "cloth" not in said(book)


@pytest.mark.parametrize(
    "end",
    [
        "The copyright was hers.",
        "He had never cared about copyright.",
        "It was a work of fiction, all of it.",
        "Copyright Ann Lee, 1962. She put the book down.",
        "“© 1962,” it said. “All rights reserved.”",
        "Преподобный думал, что авторские права защищены.",
        "Er war Lektor im Verlag, und die Auflage war 500 Stück.",
        "பதிப்புரிமை பற்றி அவன் கேட்டான்.",
        "版权是他的。",
    ],
)
def test_a_chapter_ends_in_a_sentence_though_it_has_a_word_of_matter(read: Read, end: str) -> None:
    book = read(f"# One\n\n{RAIN}\n\n{end}\n\n# Epilogue\n\n{end}\n\n# Three\n\n{BOAT}\n")
    assert titles(book) == ["One", "Epilogue", "Three"]
    assert said(book).count(end) == 2


@pytest.mark.parametrize(
    "end",
    [
        "© 1962 Ann Lee.",
        "Copyright © 1962 by Ann Lee. All rights reserved.",
        "No part of this book may be reproduced without permission.",
        "Alle Rechte vorbehalten. Satz und Druck: Müller, Graz.",
    ],
)
def test_an_imprint_behind_the_text_is_left_out(read: Read, end: str) -> None:
    book = read(f"# One\n\n{RAIN}\n\n# Two\n\n{BOAT}\n\n{end}\n")
    assert end not in said(book)


def test_text_behind_a_list_in_a_chapter_is_no_note(read: Read) -> None:
    book = read(
        f"# One\n\n{RAIN}\n\n# Two\n\n{DOOR}\n\nNotes\n\n1. Buy bread.\n\n2. Call Tom.\n\n"
        f"{RAIN}\n\n{BOAT} {DOOR}\n\n# Three\n\n{BOAT}\n"
    )
    assert said(book).count(BOAT) == 2


def test_a_page_of_a_diary_in_figures_is_read(read: Read) -> None:
    figures = "Weight 60\n\nCigarettes 14\n\nCalories 1900\n\nWine 3"
    book = read(f"# Monday\n\n{RAIN}\n\n# Tuesday\n\n{figures}\n\n# Wednesday\n\n{BOAT}\n")
    assert titles(book) == ["Monday", "Tuesday", "Wednesday"]


def test_text_before_the_first_heading_is_read_and_a_title_page_is_not(read: Read) -> None:
    book = read(f"Edith Marlow\n\nLeeds, 1911\n\n{RAIN}\n\n# One\n\n{DOOR}\n")
    assert RAIN in said(book) and "Leeds, 1911" not in said(book)


def test_a_letter_before_the_first_heading_is_read_from_its_date_on(read: Read) -> None:
    book = read(
        f"# The Mill\n\nAnn Lee\n\nYork, 12 May 1944\n\nDear Tom,\n\n{RAIN}\n\n{DOOR} {BOAT}\n\n"
        f"## One\n\n{DOOR}\n\n## Two\n\n{BOAT}\n"
    )
    assert book.chapters[0].text.startswith("York, 12 May 1944\n\nDear Tom,\n\nThe rain")
    assert "Ann Lee" not in said(book)


def test_a_number_above_text_without_headings_is_read_and_makes_no_chapter(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text(f"The Mill\n\nFor Tom\n\nNobody came.\n\nI\n\n{RAIN}\n\n{DOOR}\n", "utf-8")
    book = open_manuscript(path)
    assert titles(book) == ["The Mill"]
    assert "\n\nI\n\n" in said(book)


def test_an_epigraph_and_a_dedication_on_a_title_page_open_the_first_chapter(read: Read) -> None:
    book = read(
        "# The Seven Bridges\n\nEdith Marlow\n\nFor my sister, who rowed.\n\n"
        f"Harrow & Sons, Leeds\n\n## One\n\n{RAIN}\n\n## Two\n\n{DOOR}\n"
    )
    assert titles(book) == ["One", "Two"]
    assert book.chapters[0].text.startswith("For my sister") and "Harrow" not in said(book)


def test_a_sentence_in_a_heading_is_read_where_nothing_stands_below_it(read: Read) -> None:
    sentence = "Whoever crosses the seventh bridge at night must pay the keeper twice, and in coin."
    book = read(f"# One\n\n{RAIN}\n\n## {sentence}\n\n## Two\n\n{DOOR}\n")
    assert sentence in said(book)


@pytest.mark.parametrize("title", ["Index of Hearts", "Notes to Self", "Errata", "Contents"])
def test_verse_under_a_title_of_matter_is_read(read: Read, title: str) -> None:
    verse = "the rain has counted every stone  \nand found the number wrong  \nand so begins again"
    book = read(f"# One\n\n{RAIN}\n\n# {title}\n\n> {verse}\n\n# Three\n\n{BOAT}\n")
    assert title in titles(book)


def test_an_old_advertisement_is_the_preface_that_it_was(read: Read) -> None:
    preface = (
        "The author of these sheets was mislaid for three days, and begs the indulgence of the "
        "public for a journal that nobody but himself was able to read."
    )
    book = read(f"# Advertisement\n\n{preface}\n\n# One\n\n{RAIN}\n\n# Two\n\n{BOAT}\n")
    assert preface in said(book)


def test_notes_on_a_subject_that_nothing_refers_to_are_a_chapter(read: Read) -> None:
    entries = (
        "1. A boat that is kept in a barn dries out, so it is a good idea to wet the planks.\n"
        "2. If the hay is damp, it is better to take it out before anybody sleeps in it.\n\n"
    )
    book = read(f"# One\n\n{RAIN}\n\n# Notes on keeping boats\n\n{entries}# Three\n\n{BOAT}\n")
    assert "wet the planks" in said(book) and "the hay is damp" in said(book)


def test_matter_below_a_chapters_level_does_not_cut_the_chapter_in_two(read: Read) -> None:
    notes = "### Notes\n\n[1] Lane, Lamps of the North, p. 14.\n\n"
    book = read(
        f"# One\n\n{RAIN}\n\n## First\n\n{DOOR}\n\n{notes}## Second\n\n{BOAT}\n\n# Two\n\n{RAIN}\n"
    )
    assert titles(book) == ["One", "Two"]
    assert "Second" in said(book) and [part.reason for part in book.left_out] == ["notes"]


def test_a_heading_above_a_subheading_is_said_before_it(read: Read) -> None:
    book = read(
        f"# 3. The Root\n\n{RAIN}\n\n# 3.5. The Boot\n\n# 3.5.1. Purpose\n\n{DOOR}\n\n"
        f"# 3.5.2. Options\n\n{BOAT}\n\n# A Stub\n\n# 4. The Rest\n\n{RAIN}\n"
    )
    assert titles(book)[1:] == ["3.5. The Boot. 3.5.1. Purpose", "3.5.2. Options", "4. The Rest"]
    assert [part.title for part in book.left_out] == ["A Stub"]


def test_a_contents_list_takes_no_section_of_sentences_with_it(read: Read) -> None:
    sentences = (
        "Tests whether the sum is set. The sum below should stand in the middle of the line."
    )
    book = read(
        f"# Contents\n\n- One, 3\n- Two, 9\n\n## A Sum\n\n{sentences}\n\n## One\n\n{RAIN}\n\n"
        f"## Two\n\n{DOOR}\n"
    )
    assert "Tests whether" in said(book)


def test_a_box_of_remarks_is_text_and_no_footnote(tmp_path: Path) -> None:
    path = tmp_path / "book.html"
    box = "<div role='note'><p>Never climb on a heap to reach its middle.</p></div>"
    note = "<aside role='doc-footnote'><p>1. See Lane, p. 14.</p></aside>"
    path.write_text(f"<h1>One</h1><p>{RAIN}</p>{box}<p>{DOOR}</p>{note}", "utf-8")
    [chapter] = open_manuscript(path).chapters
    unread = "".join(chapter.text[span.start : span.end] for span in chapter.left_out)
    assert "Never climb" not in unread and "Lane" in unread


def test_a_sentence_above_a_list_of_links_is_read(tmp_path: Path) -> None:
    lead = "<h1>Tasks</h1><p>Let us look at a few of the tasks:</p>"
    links = "".join(f"<li><a href='p{i}.xhtml'>Task {i}</a></li>" for i in (1, 2, 3))
    pages = {"p0.xhtml": f"{lead}<ol>{links}</ol>"}
    pages |= {f"p{i}.xhtml": f"<h1>Task {i}</h1><p>{RAIN}</p><p>{DOOR}</p>" for i in (1, 2, 3)}
    toc = [Toc("Tasks", "p0.xhtml"), *(Toc(f"Task {i}", f"p{i}.xhtml") for i in (1, 2, 3))]
    book = open_manuscript(Epub(pages, toc).write(tmp_path / "book.epub"))
    assert titles(book)[0] == "Tasks" and "Let us look" in said(book)


def test_a_bracket_over_several_paragraphs_below_a_number_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    picture = "[Illustration: The quay\n\nat night]"
    path.write_text(f"CHAPTER I\n\n{picture}\n\n{RAIN}\n\nCHAPTER II\n\n{DOOR}\n", "utf-8")
    book = open_manuscript(path)
    assert titles(book) == ["CHAPTER I", "CHAPTER II"]
    assert [span.reason for span in book.chapters[0].left_out] == ["picture caption"] * 2


def test_what_a_chapters_heading_holds_and_does_not_say_is_listed(read: Read) -> None:
    book = read(f"# One\n\n{RAIN}\n\n# Two [Illustration: The mill]\n\n{DOOR}\n")
    assert titles(book) == ["One", "Two"]
    listed = [(part.title, part.opening) for part in book.left_out]
    assert listed == [("Two", "[Illustration: The mill]")]


COLOPHONS = [
    "Second Thousand\n\n[The right of translation is reserved.]",
    "Originally published in The Lantern Magazine, 1961. Reprinted by permission.",
    "“The Tuner” first appeared in The Wharf Review, vol. 12. Copyright © 2009 by Asa Lind.",
    "Este libro se terminó de imprimir en Toledo el día 5 de enero de 1990. Depósito legal: 4-90",
    "La loi du 11 mars 1957 interdit toute reproduction. Dépôt légal : mai 1961. Imp. Bressard",
    "Druck von Oskar Leinert in Leipzig. Alle Rechte, auch das der Übersetzung, vorbehalten.",
    "Acabou de se imprimir em março de 2013. Depósito legal 35110/13. Direitos reservados",
    "Сдано в набор 12.03.84. Подписано в печать 20.08.84. Тираж 75000 экз. Корректор Л. Тонких",
    "प्रथम संस्करण 2009, मूल्य ₹ 95, प्रकाशक: किनारा बुक्स",
    "முதற் பதிப்பு 1998, விலை: 60, வெளியீடு: கரை பதிப்பகம்",
    "图书在版编目数据 责任编辑：周敏 印张：7.5 版权所有 侵权必究",
    "初版第一刷発行 発行者 坂本一郎 印刷・製本 大和印刷株式会社",
]


@pytest.mark.parametrize("colophon", COLOPHONS)
def test_a_colophon_below_the_text_is_an_imprint_in_every_language(
    read: Read, colophon: str
) -> None:
    book = read(f"# One\n\n{RAIN}\n\n{DOOR}\n\n{colophon}\n\n# Two\n\n{DOOR}\n\n{BOAT}\n")
    assert titles(book) == ["One", "Two"]
    assert said(book) == f"{RAIN}\n\n{DOOR}\n{DOOR}\n\n{BOAT}"


def test_an_imprint_between_a_title_and_its_text_is_not_read(read: Read) -> None:
    book = read(
        f"# The Mill\n\nFirst published 1931 by Hallam & Grey, Leeds\n\n{RAIN}\n\n"
        f"# The Moor\n\n{DOOR}\n"
    )
    assert titles(book) == ["The Mill", "The Moor"]
    (span,) = book.chapters[0].left_out
    assert book.chapters[0].text[span.start : span.end].startswith("First published")
    assert span.reason == "imprint"


def test_lists_of_works_and_of_books_for_sale_end_where_prose_begins(read: Read) -> None:
    book = read(
        f"# One\n\n{RAIN}\n\n# Where the Papers Are\n\n## Archives\n\nKell: Minutes, vols. 3–5.\n\n"
        "## Newspapers\n\nKell Intelligencer, 1847–49.\n\n## Printed Books\n\n"
        "Petrie, W. Rates and Vermin. Edinburgh: Moir, 1902.\n\n"
        "Sworde, L. Cordon. Oxford, 1966.\n\n"
        f"# More Good Company\n\nTHE HERRING YEAR by Tom Askew. £7.99.\n\n"
        f"MY LIFE IN PEAT by Dora Sallow. £8.99.\n\n# A Last Letter\n\n{BOAT}\n"
    )
    assert titles(book) == ["One", "A Last Letter"]


def test_a_glossary_of_short_entries_is_not_read_and_one_in_sentences_is(read: Read) -> None:
    entries = "## A–F\n\ncullet: broken glass\n\n## G–Z\n\nmarver: polished slab"
    short = read(f"# One\n\n{RAIN}\n\n# Glossary\n\n{entries}\n\n# End\n\n{BOAT}\n")
    assert titles(short) == ["One", "End"]
    told = read(f"# One\n\n{RAIN}\n\n# Glossary\n\n{DOOR}\n\n{BOAT}\n")
    assert titles(told) == ["One", "Glossary"]


def test_the_head_of_a_submitted_manuscript_is_not_read_and_an_email_in_a_story_is(
    read: Read,
) -> None:
    head = "Ann Lane\n\n41 Mill Lane\n\n(01752) 555 0142\n\nann@example.org\n\nabout 1,900 words"
    book = read(f"{head}\n\n***\n\n{RAIN}\n\n{DOOR}\n")
    assert said(book).removeprefix("* * *").strip().startswith(RAIN)
    email = read(f"From: ann@example.org\n\nTo: tom@example.org\n\n{RAIN}\n\n{DOOR}\n")
    assert "tom@example.org" in said(email)

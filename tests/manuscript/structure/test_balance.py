"""Running prose is read or marked, whatever it is about; matter stays unread and unmarked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

import pytest

from narrate.book import Book
from narrate.manuscript import open_manuscript
from tests.manuscript.making import Epub, Toc

RAIN = "The rain came over the ridge at noon, and by two the road to the mill was a river."
DOOR = "Nobody had told her which door it was, so she knocked at all of them and waited."
BOAT = "He kept the boat in the barn and the hay in the boat, and saw nothing odd in that."

Section = tuple[str, Sequence[str]]
Read = Callable[..., Book]


@pytest.fixture(params=["md", "html", "epub"])
def read(tmp_path: Path, request: pytest.FixtureRequest) -> Read:
    """Reads sections, each a title with its paragraphs, in each of three formats."""

    def markup(title: str, paragraphs: Sequence[str]) -> str:
        heading = f"<h1>{escape(title)}</h1>" if title else ""
        return heading + "".join(f"<p>{escape(text)}</p>" for text in paragraphs)

    def read(*sections: Section, title: str = "A Book") -> Book:
        path = tmp_path / f"book.{request.param}"
        if request.param == "epub":
            pages = {f"p{i}.xhtml": markup(*section) for i, section in enumerate(sections)}
            toc = [Toc(name, f"p{i}.xhtml") for i, (name, _) in enumerate(sections) if name]
            return open_manuscript(Epub(pages, toc, title=title).write(path))
        if request.param == "html":
            body = "".join(markup(*section) for section in sections)
            path.write_text(f"<html><body>{body}</body></html>", "utf-8")
        else:
            lines = [
                text for name, texts in sections for text in (f"# {name}" * bool(name), *texts)
            ]
            path.write_text("\n\n".join(lines) + "\n", "utf-8")
        return open_manuscript(path)

    return read


def said(book: Book) -> str:
    """What is read of a book, without white space, which formats set each in its own way."""
    spoken = ""
    for chapter in book.chapters:
        at = 0
        for span in chapter.left_out:
            spoken += chapter.text[at : span.start]
            at = span.end
        spoken += chapter.text[at:]
    return "".join(spoken.split())


def is_said(text: str, book: Book) -> bool:
    text = text.split(". ", 1)[-1] if text[:1].isdigit() else text  # Markdown makes lists of these
    return "".join(text.split()) in said(book)


def marked(book: Book) -> list[str]:
    return [part.title for part in book.left_out if part.prose]


ESSAYS = [
    [
        "Longman published the first edition in 1799, and Murray printed the second in 1802.",
        "The Statute of Anne gave the author a copyright, and the publishers of London went on "
        "selling it among themselves as if nothing had been printed.",
    ],
    [
        "Cotta verlegte die erste Auflage 1808, und gedruckt wurde sie in Tübingen; der Verlag "
        "nannte sie sein Eigentum.",
        "Alle Rechte vorbehalten, hieß es von da an auf jedem Blatt, das in die Messe kam.",
    ],
    [
        "La imprenta de Rivadeneyra publicó la primera edición en 1846, y el editor no pagó un "
        "real por los derechos de autor.",
        "El depósito legal llegó más tarde, y la editorial que lo cumplía pasaba por ingenua.",
    ],
    [
        "Издательство Сытина выпустило первое издание тиражом в пять тысяч, и типография работала "
        "две недели; об авторском праве никто тогда не говорил.",
    ],
    ["発行所を出て、印刷所へ行った。", "発行者は留守で、印刷所の主人だけがいた。"],
    ["他从出版社出来，到印刷厂去了，版权的事谁也没有提。", "翻印必究这几个字，他一个也不信。"],
]


@pytest.mark.parametrize("texts", ESSAYS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_essay_on_publishers_is_a_chapter(read: Read, texts: list[str], place: int) -> None:
    sections: list[Section] = [("One", [RAIN]), ("Two", [BOAT])]
    sections.insert(place, ("The Trade", texts))
    book = read(*sections)
    assert "The Trade" in [chapter.title for chapter in book.chapters]
    assert all(is_said(text, book) for text in texts)


@pytest.mark.parametrize("title", ["Licence", "License", "Copyright", "Errata", "Bibliography"])
@pytest.mark.parametrize(
    "text",
    [
        "The licence hung in a frame above the bar, and the landlord dusted it on Sundays.",
        "A licence to print was granted by the Crown, and no publisher without one sold a ballad.",
        "He read the letter twice, folded it on the line his brother had made, and said nothing.",
    ],
)
def test_a_chapter_is_no_matter_for_a_word_of_its_title(read: Read, title: str, text: str) -> None:
    book = read(("One", [RAIN]), (title, [text]), ("Three", [BOAT]))
    assert is_said(text, book) or marked(book) == [title]


def test_an_essay_that_has_formulas_of_imprints_is_marked_where_its_title_is_of_one(
    read: Read,
) -> None:
    essay = [*ESSAYS[0], "No part of this book was ever paid for, and he knew it very well."]
    book = read(("One", [RAIN]), ("Copyright", essay), ("Three", [BOAT]))
    assert is_said(essay[0], book) or marked(book) == ["Copyright"]


@pytest.mark.parametrize(
    ("title", "texts"),
    [
        (
            "Copyright",
            [
                "Copyright © 2019 by Anna Lane",
                "All rights reserved. No part of this book may be reproduced in any form without "
                "permission of the publisher.",
            ],
        ),
        (
            "Harbour Press",
            [
                "This is a work of fiction. Names, places and incidents are the product of the "
                "author's imagination, and any resemblance to the living is coincidental.",
                "Copyright © 2019 by Anna Lane",
            ],
        ),
        (
            "Colophon",
            [
                "This book was set in Garamond, a face that was cut in Paris in the sixteenth "
                "century and revived in the twentieth. The paper is acid-free.",
            ],
        ),
        (
            "Licence",
            [
                "This work is licensed under a Creative Commons licence. You are free to share it "
                "and to adapt it under the following terms.",
            ],
        ),
        (
            "Mentions légales",
            [
                "Toute reproduction intégrale ou partielle faite sans le consentement de "
                "l'auteur est interdite par le Code de la propriété intellectuelle.",
                "Dépôt légal : juin 1998",
            ],
        ),
        ("奥付", ["本書の無断複写・転載を禁じます。", "発行所　港書房", "印刷所　波印刷"]),
    ],
)
def test_an_imprint_in_sentences_stays_unread_and_unmarked(
    read: Read, title: str, texts: list[str]
) -> None:
    book = read(("One", [RAIN]), ("Two", [BOAT]), (title, texts))
    assert [chapter.title for chapter in book.chapters] == ["One", "Two"]
    assert marked(book) == []


@pytest.mark.parametrize(
    ("title", "entries"),
    [
        (
            "Notes",
            [
                "1. I woke late. The kettle was cold and somebody had been through my desk.",
                "2. The landlady says that no one came. She says it twice, and looks at me.",
                "3. Tonight I shall sleep in the chair and leave the lamp burning.",
            ],
        ),
        (
            "Notas",
            [
                "1. Me desperté tarde. La tetera estaba fría y alguien había tocado mi mesa.",
                "2. La patrona dice que no vino nadie. Lo dice dos veces y mira la escalera.",
            ],
        ),
        (
            "Примечания",
            [
                "1. Я проснулся поздно. Чайник остыл, и кто-то трогал мой стол.",
                "2. Хозяйка говорит, что никто не приходил. Она говорит это дважды и смотрит.",
            ],
        ),
        (
            "Notes",
            [
                "1. The dog belongs to nobody, and comes when it is called by any name.",
                "2. The gate is open in the morning and shut in the evening, whoever is about.",
                "3. There is a smell of paint in the hall, though nothing has been painted.",
            ],
        ),
    ],
)
def test_numbered_notes_of_a_story_are_read_or_marked(
    read: Read, title: str, entries: list[str]
) -> None:
    book = read(("One", [RAIN]), (title, entries), ("Three", [BOAT]))
    assert all(is_said(entry, book) for entry in entries) or marked(book) == [title]


def test_notes_that_cite_stay_unread_and_unmarked(read: Read) -> None:
    notes = [
        "1. The phrase is from the harbour book that was kept until 1702, p. 14.",
        "2. See Lane, Lamps of the North (London, 1901), p. 77.",
    ]
    book = read(("One", [RAIN]), ("Two", [BOAT]), ("Notes", notes))
    assert "harbour" not in said(book) and marked(book) == []


@pytest.mark.parametrize(
    "end",
    [
        ["ALL RIGHTS RESERVED TO THE MANAGEMENT"],
        ["NO ENTRY. COPYRIGHT OFFICE."],
        ["© 1911 Anna Lane"],
        ["Soup, 50 cents", "Bread, 10 cents", "Pie, 40 cents"],
        ["LAMPS! Brass, $2.50. Tin, 75 cents. Send for our catalogue."],
        ["https://lamp.example/letters"],
        ["Yours ever,", "T. Lane", "Printed at the Albion, York, 3 June 1811."],
        ["JOHN MURRAY", "Publisher", "50 Albemarle Street, London W."],
        ["Alle Rechte vorbehalten"],
        ["発行所　港町三丁目"],
    ],
)
def test_what_somebody_reads_at_the_end_of_a_chapter_is_read(read: Read, end: list[str]) -> None:
    book = read(("One", [RAIN]), ("Two", [DOOR, *end]), ("Three", [BOAT]))
    assert all(is_said(line, book) for line in end)


def test_what_a_text_announces_with_a_colon_is_read_in_the_last_chapter_too(read: Read) -> None:
    book = read(("One", [RAIN]), ("Two", [f"{DOOR} On it she read:", "© 1911 Anna Lane"]))
    assert is_said("© 1911 Anna Lane", book)


def test_imprints_below_the_stories_of_a_collection_are_left_out(read: Read) -> None:
    whole = "© 1962 Anna Lane. All rights reserved."
    assert not is_said(whole, read(("One", [RAIN]), ("Two", [DOOR, whole]), ("Three", [BOAT])))
    brief = "© 1962 Anna Lane"
    book = read(("One", [RAIN, brief]), ("Two", [DOOR, brief]), ("Three", [BOAT, brief]))
    assert not is_said(brief, book)


@pytest.mark.parametrize("title", ["No. 12 Mill Lane", "p. 44", "Vol. 3", "№ 12"])
@pytest.mark.parametrize("texts", [[DOOR], ["No. 12.", "No. 14: to let."], ["Empty."]])
def test_a_chapter_named_like_an_address_is_no_note(
    read: Read, title: str, texts: list[str]
) -> None:
    book = read(("One", [RAIN]), (title, texts), ("Three", [BOAT]))
    assert all(is_said(text, book) for text in texts)


@pytest.mark.parametrize(
    "front",
    [
        ["Nobody came."],
        ["It rained.", "Nobody came."],
        ["It was 1911."],
        ["Llovía."],
        ["Es regnete."],
        ["Шёл дождь."],
        ["下雨了。"],
        ["雨だった。"],
        ["बारिश हुई।"],
        ["மழை பெய்தது."],
        ["I am well. The food is bad. Tom has a cough.", "Tom"],
        ["Dear Anna,", "I am well.", "Tom"],
        ["Sing, water,", "of the drowned,", "of the lamp", "unlit."],
        ["The ships go down to the sea,", "The sea goes down to the shore,"],
        ["発行所を出て、印刷所へ行った。", "雨が降っていた。"],
        ["Longman published the first edition, and Murray printed the second without asking."],
    ],
)
def test_the_little_that_stands_before_the_first_heading_is_read(
    read: Read, front: list[str]
) -> None:
    book = read(("", front), ("One", [RAIN]), ("Two", [BOAT]))
    assert all(is_said(line, book) for line in front)


@pytest.mark.parametrize(
    "front",
    [
        ["The Long Water", "A Novel", "by Anna Lane", "Harbour Press", "London 1911"],
        ["The Long Water.", "A Tale of the North.", "By Anna Lane.", "London: Harbour & Co."],
        ["El agua larga.", "Novela.", "Por Ana Lane.", "Madrid. Imprenta de Puerto. 1846."],
        ["Das lange Wasser.", "Roman von Anna Lane.", "Leipzig. Hafen Verlag. 1911."],
        ["L'eau longue.", "Roman.", "Par Anne Lane.", "Paris. Calmann-Port, éditeur. 1911."],
        ["The Long Water.", "Price One Shilling.", "Third thousand."],
    ],
)
def test_a_title_page_stays_unread_though_its_lines_end_in_full_stops(
    read: Read, front: list[str]
) -> None:
    book = read(("", front), ("One", [RAIN]), ("Two", [BOAT]), title=front[0].rstrip("."))
    assert [chapter.title for chapter in book.chapters] == ["One", "Two"]
    assert said(book) == "".join(f"{RAIN}{BOAT}".split())


@pytest.mark.parametrize(
    "lines",
    [
        ["HARBOUR PRESS\nLondon\n1911"],
        ["London: Harbour & Co., Publishers\n14 Mill Lane", "Copyright, 1911, by Anna Lane"],
        ["First published by the Harbour Press, 1911", "Copyright 1911 by Anna Lane"],
        ["Editorial Puerto, Madrid, 1911"],
    ],
)
def test_publishers_lines_between_stories_are_left_out_and_the_titles_are_kept(
    tmp_path: Path, lines: list[str]
) -> None:
    text = "\n\n".join([RAIN, DOOR, BOAT] * 6)
    stories = ["THE LAMP", "THE MILL", "THE FERRY"]
    told = ["\n\n".join([title, "by Anna Lane", *lines, text]) for title in stories]
    path = tmp_path / "book.txt"
    path.write_text("\n\n\n\n".join(["NORTHERN TALES\n\nby Anna Lane", *told]) + "\n", "utf-8")
    book = open_manuscript(path)
    assert [chapter.title for chapter in book.chapters] == stories
    assert not any(is_said(line, book) for page in lines for line in page.split("\n"))
    assert said(book).count("Hekepttheboat") == 18


@pytest.mark.parametrize(
    "texts",
    [
        [
            "The society is a club of unpaid members, and it has no say in what they do. Its "
            "address is https://www.society.example, and gifts may be sent there by anybody.",
            "The members write the newsletter themselves, and most of the letters that come in to "
            "the mailing list are answered by one of them within a week.",
        ],
        [
            "Every e-book that is sold with a lock is licensed to a reader and owned by nobody, "
            "and the copyright acts forbid that the lock be broken. See https://lock.example now.",
            "With this book you may do as you please, and with that one you may not lend it.",
        ],
    ],
)
def test_prose_with_addresses_and_licences_under_a_title_of_its_own_is_read(
    read: Read, texts: list[str]
) -> None:
    book = read(("One", [RAIN]), ("The Law", texts), ("Three", [BOAT]))
    assert [chapter.title for chapter in book.chapters] == ["One", "The Law", "Three"]
    assert all(is_said(text, book) for text in texts)


def test_prose_of_a_publisher_behind_the_last_chapter_is_marked(read: Read) -> None:
    notice = (
        "If you liked this book, there are more of them on https://lamp.example, and the mailing "
        "list will tell you when the next one is available from us and from all who sell books."
    )
    book = read(("One", [RAIN]), ("Two", [BOAT]), ("Stay With Us", [notice]))
    assert is_said(notice, book) or marked(book) == ["Stay With Us"]


def test_text_above_an_imprint_that_no_heading_parts_is_read(read: Read) -> None:
    story = "The bridge was built in the autumn, and after that no steamer came to the town again."
    imprint = [
        "© 1962 Anna Lane",
        "ISBN 0-19-853453-1",
        "First published in 1962 by Lamp and Sons, 12 Quay Street, Hull",
        "Printed in Hull by the Quay Press, 14 Quay Street, Hull",
        "All rights reserved.",
    ]
    book = read(("One", [RAIN]), ("The Bridge", [story, *imprint]))
    assert is_said(story, book) and not is_said("ISBN 0-19-853453-1", book)

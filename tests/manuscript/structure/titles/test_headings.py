from __future__ import annotations

import pytest

from narrate.manuscript.structure.titles.headings import (
    CHAPTER,
    PART,
    SECTION,
    goes_up,
    is_named,
    join_label,
    key,
    looks_titled,
    read_heading,
    tidy,
)


@pytest.mark.parametrize(
    ("line", "label", "number", "title"),
    [
        ("CHAPTER I", "CHAPTER I", 1, ""),
        ("Chapter 12.", "Chapter 12", 12, ""),
        ("CHAPTER 1. Loomings.", "CHAPTER 1", 1, "Loomings."),
        ("Chapter One: The Harbour", "Chapter One", 1, "The Harbour"),
        ("CHAPTER I.--THE HARBOUR", "CHAPTER I", 1, "THE HARBOUR"),
        ("CHAPTER I.—The Harbour", "CHAPTER I", 1, "The Harbour"),
        ("CHAPTER THE FIRST", "CHAPTER THE FIRST", 1, ""),
        ("Book the First--Recalled", "Book the First", 1, "Recalled"),
        ("THE SECOND PART", "THE SECOND PART", 2, ""),
        ("STAVE  II:   THE FIRST SPIRIT", "STAVE II", 2, "THE FIRST SPIRIT"),
        ("Chapter 3 The Boy", "Chapter 3", 3, "The Boy"),
        ("    *CHAPTER IV*", "CHAPTER IV", 4, ""),
        ("CHAPTER THE LAST", "CHAPTER THE LAST", None, ""),
        ("CAPÍTULO PRIMERO", "CAPÍTULO PRIMERO", 1, ""),
        ("Capítulo II: La casa", "Capítulo II", 2, "La casa"),
        ("PRIMERA PARTE", "PRIMERA PARTE", 1, ""),
        ("अध्याय २: घर", "अध्याय २", 2, "घर"),
        ("तीसरा अध्याय", "तीसरा अध्याय", 3, ""),
        ("அத்தியாயம் 5", "அத்தியாயம் 5", 5, ""),
        ("IV", "IV", 4, ""),
        ("-XII-", "XII", 12, ""),
        ("7.", "7", 7, ""),
        ("TWO", "TWO", 2, ""),
        ("I. The Period", "I", 1, "The Period"),
        ("XIV. A SCANDAL", "XIV", 14, "A SCANDAL"),
        ("II THE MAIL", "II", 2, "THE MAIL"),
        ("CHAPITRE PREMIER", "CHAPITRE PREMIER", 1, ""),
        ("DEUXIÈME PARTIE", "DEUXIÈME PARTIE", 2, ""),
        ("1ère partie", "1ère partie", 1, ""),
        ("Chapitre XXI. — Le retour", "Chapitre XXI", 21, "Le retour"),
        ("Zweiundzwanzigstes Kapitel", "Zweiundzwanzigstes Kapitel", 22, ""),
        ("1. Kapitel", "1. Kapitel", 1, ""),
        ("Erster Aufzug", "Erster Aufzug", 1, ""),
        ("CAPITOLO PRIMO", "CAPITOLO PRIMO", 1, ""),
        ("Parte seconda", "Parte seconda", 2, ""),
        ("Capítulo vinte e um", "Capítulo vinte e um", 21, ""),
        ("ГЛАВА ПЕРВАЯ", "ГЛАВА ПЕРВАЯ", 1, ""),
        ("Глава двадцать первая", "Глава двадцать первая", 21, ""),
        ("Часть 1-я", "Часть 1-я", 1, ""),
        ("Глава I. Дорога", "Глава I", 1, "Дорога"),
        ("Actus Primus. Scaena Prima.", "Actus Primus", 1, "Scaena Prima."),
        ("第十二章　雨", "第十二章", 12, "雨"),
        ("第2回", "第2回", 2, ""),
        (
            "第一回 甄士隐梦幻识通灵 贾雨村风尘怀闺秀",
            "第一回",
            1,
            "甄士隐梦幻识通灵 贾雨村风尘怀闺秀",
        ),
        ("卷一", "卷一", 1, ""),
        ("巻の三", "巻の三", 3, ""),
        ("上卷", "上卷", 1, ""),
        ("一、雨", "一", 1, "雨"),
        ("（二）", "（二）", 2, ""),
        ("二十三", "二十三", 23, ""),
    ],
)
def test_headings_are_taken_apart_into_label_number_and_title(
    line: str, label: str, number: int | None, title: str
) -> None:
    heading = read_heading(line)
    assert heading is not None
    assert (heading.label, heading.number, heading.title) == (label, number, title)


@pytest.mark.parametrize(
    "line",
    [
        "Chapter two was the worst of my life.",
        "Part of him knew.",
        "Book me a room, he said",
        "I went home.",
        "I",
        "Letter to a friend",
        "1999 was a good year",
        "A chapter of accidents",
        "Chapters 3 and 4",
        "Scene of the crime",
        "Mix the flour",
        "One",
        "Volume up",
        "x" * 300,
        "第一章では、雨が降っていた。",
        "第一次世界大戦",
        "第二天早上",
        "第三部分",
        "一天，他走了。",
        "三、他走了，她没有说话。",
        "Brief an den Vater",
        "Глава семьи",
        "Parte della notte",
    ],
)
def test_prose_is_no_heading(line: str) -> None:
    heading = read_heading(line)
    assert heading is None or (heading.label in ("I", "One") and not heading.sure)


def test_ranks_of_headings_order_divisions() -> None:
    ranks = [read_heading(t) for t in ("PART ONE", "CHAPTER I", "III")]
    assert [h.rank for h in ranks if h] == [PART, CHAPTER, SECTION]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("PREFACE", True),
        ("Epilogue", True),
        ("INTRODUCTION TO THE SECOND EDITION.", True),
        ("Author's Note", True),
        ("Prólogo", True),
        ("முன்னுரை", True),
        ("Предисловие", True),
        ("Introduzione", True),
        ("Posfácio", True),
        ("Vorrede", True),
        ("序章", True),
        ("あとがき", True),
        ("尾声", True),
        ("Introduction is what he called it when he came in.", False),
        ("epilogue", False),
        ("The conclusion was plain to all who saw it.", False),
        ("Prefaced by a joke", False),
    ],
)
def test_headings_of_parts_by_name_are_known(line: str, named: bool) -> None:
    assert is_named(line) is named


def test_heading_keys_compare_headings_in_any_script() -> None:
    assert key("STAVE  I:  MARLEY'S GHOST") == key("Stave I: Marley's Ghost")
    assert key("कल्लू!") == "कल्लू"
    assert key("* * *") == ""


def test_a_label_in_characters_and_its_title_are_joined_by_a_space() -> None:
    assert join_label("第一章", "雨") == "第一章 雨"


@pytest.mark.parametrize(
    ("title", "tidied"),
    [
        ("Loomings.", "Loomings."),
        ("-I-", "I"),
        ("Chapter I.]", "Chapter I."),
        ("Wait...", "Wait..."),
        ("Search for Mr.", "Search for Mr."),
        ("  Two   words ", "Two words"),
        ("Hark!", "Hark!"),
        ("[The Weir]", "The Weir"),
        ("[Lost] The Weir", "[Lost] The Weir"),
    ],
)
def test_titles_of_headings_are_tidied(title: str, tidied: str) -> None:
    assert tidy(title) == tidied


def test_labels_and_titles_of_headings_are_joined() -> None:
    assert join_label("CHAPTER I", "RAIN") == "CHAPTER I. RAIN"
    assert join_label("CHAPTER I.", "RAIN") == "CHAPTER I. RAIN"
    assert join_label("", "RAIN") == "RAIN"
    assert join_label("CHAPTER I", "") == "CHAPTER I"


def test_titles_have_capitals_where_a_script_has_them() -> None:
    assert looks_titled("The Voyage of the Dawn")
    assert looks_titled("कल्लू कहानीबाज़")
    assert not looks_titled("He went home")


def test_numbers_of_headings_go_up() -> None:
    assert goes_up([1, 2, 3, 1, 2])
    assert not goes_up([3, 9, 2, 5])

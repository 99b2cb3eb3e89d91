from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.manuscript.structure.titles.chapter_numbers import chapter_numbers


def numbers(*titles: str) -> list[int | None]:
    """The number of each chapter."""
    return [chapter.number for chapter in chapter_numbers(titles)]


def without(title: str, *before: str) -> str:
    """A title behind others, without its number."""
    written = chapter_numbers([*before, title])[-1].written
    return title if written is None else (title[: written[0]] + title[written[1] :]).strip()


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Preface", "Loomings", "The Carpet-Bag", "Epilogue"), [None, 1, 2, None]),
        (("PART ONE", "Loomings", "PART TWO", "The Carpet-Bag"), [None, 1, None, 2]),
        (("Chapter 1", "An Interlude at Sea", "Chapter 2", "Afterthoughts"), [1, None, 2, None]),
        (("Chapter 1. A", "B", "Chapter 3. C"), [1, 2, 3]),
        (("A Word Before", "I", "II", "III"), [None, 1, 2, 3]),
        (("", "", ""), [1, 2, 3]),
        (("",), [None]),
        (("I AM LEGEND", "100 Years of Solitude", "1984"), [1, 2, 3]),
        (("Chapter the First", "Chapter the Last"), [1, None]),
        (("Letter 1 to my son", "Letter 2 to my son"), [1, 2]),
        (("Prólogo", "La casa", "El río", "Nota del autor"), [None, 1, 2, None]),
        (("Prolog", "Das Haus", "Danksagung"), [None, 1, None]),
        (("Avant-propos", "La maison", "Remerciements"), [None, 1, None]),
        (("भूमिका", "घर", "नदी", "उपसंहार"), [None, 1, 2, None]),
        (("முன்னுரை", "வீடு", "கடல்", "முடிவுரை"), [None, 1, 2, None]),
        (("अध्याय २: घर", "तीसरा अध्याय"), [2, 3]),
        (("அத்தியாயம் 5", "ஆறாம் அத்தியாயம்", "7-ஆம் அத்தியாயம்: கடல்"), [5, 6, 7]),
    ],
)
def test_chapter_numbers_count_chapters_and_no_other_matter(
    titles: tuple[str, ...], expected: list[int | None]
) -> None:
    assert numbers(*titles) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("CHAPTER 1. Loomings.", "Loomings."),
        ("Chapter I.--THE HARBOUR", "THE HARBOUR"),
        ("Chapter Twenty-One: The End", "The End"),
        ("Chapter 4", ""),
        ("I", ""),
        ("1. Loomings", "Loomings"),
        ("Part One. Chapter III. The Bag", "Part One. The Bag"),
        ("Book I, Chapter 4", "Book I"),
        ("The Bag (Chapter 6)", "The Bag"),
        ("Stave II: The First Spirit", "The First Spirit"),
        ("Capítulo II: La casa", "La casa"),
        ("Erstes Kapitel. Das Haus", "Das Haus"),
        ("Chapitre premier", ""),
        ("पाँचवाँ अध्याय: नदी", "नदी"),
        ("9-ஆம் அத்தியாயம்: கடல்", "கடல்"),
        ("Day One of the Rest of My Life", "Day One of the Rest of My Life"),
        ("Letter 4 to my son", "Letter 4 to my son"),
        ("I AM LEGEND", "I AM LEGEND"),
        ("7 Days in May", "7 Days in May"),
        ("PART ONE", "PART ONE"),
        ("The Carpet-Bag", "The Carpet-Bag"),
    ],
)
def test_a_title_without_its_chapter_number_is_what_is_left(title: str, expected: str) -> None:
    assert without(title) == expected


def test_a_bare_number_is_a_chapter_number_where_it_follows_the_last() -> None:
    assert without("2 The Bag", "1 Loomings") == "The Bag"
    assert without("II THE BAG", "I LOOMINGS") == "THE BAG"
    assert without("7 Days in May", "Loomings") == "7 Days in May"


@given(st.lists(st.text(alphabet="IVX123. -:()ChapterOne Bag", max_size=20), max_size=8))
def test_a_written_chapter_number_lies_inside_its_title(titles: list[str]) -> None:
    for title, chapter in zip(titles, chapter_numbers(titles), strict=True):
        if chapter.written:
            start, end = chapter.written
            assert 0 <= start < end <= len(title)
            assert chapter.number is not None

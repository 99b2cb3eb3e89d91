from __future__ import annotations

import pytest

from narrate.manuscript.structure.titles.numbers import read_number, read_roman


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("CXXXV", 135),
        ("xiv", 14),
        ("IIII", 4),
        ("MCMXCIX", 1999),
        ("Twelve", 12),
        ("TWENTY-FIRST", 21),
        ("forty two", 42),
        ("Thirtieth", 30),
        ("PRIMERO", 1),
        ("vigésimo", 20),
        ("बारह", 12),
        ("पहला", 1),
        ("२", 2),
        ("மூன்றாம்", 3),
        ("௧௨", 12),
        ("IIe", 2),
        ("Dix-septième", 17),
        ("vingt et un", 21),
        ("dreißigste", 30),
        ("fünfundzwanzigstes", 25),
        ("ventitré", 23),
        ("Décimo primeiro", 11),
        ("ЧЕТВЕРТАЯ", 4),
        ("двадцать первая", 21),
        ("二十三", 23),
        ("一〇二", 102),
        ("百二十", 120),
        ("廿四", 24),
        ("下", 3),
    ],
)
def test_numbers_of_headings_are_read_as_figures_and_words(text: str, value: int) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", ["", "CIVIL", "IIX", "VV", "LETTER", "twenty-last", "12345", "-1"])
def test_words_that_are_no_number_of_a_heading_are_not_read_as_one(text: str) -> None:
    assert read_number(text) is None


def test_roman_numerals_are_read_in_both_cases_only_if_well_formed() -> None:
    assert [read_roman(t) for t in ("iv", "IV", "ivx", "IM", "")] == [4, 4, None, None, None]

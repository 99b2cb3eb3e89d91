"""Which chapters a key means."""

from __future__ import annotations

import pytest

from narrate.settings.casts import covers


@pytest.mark.parametrize(
    ("key", "number", "title", "covered"),
    [
        ("7", 7, "", True),
        ("007", 7, "", True),
        ("7", 17, "7", False),
        ("3-5", 3, "", True),
        ("3 – 5", 5, "", True),
        ("3-5", 6, "", False),
        ("12-", 12, "", True),
        ("12-", 999, "", True),
        ("12-", 11, "", False),
        ("1-3, 7", 7, "", True),
        ("1-3,7", 4, "", False),
        ("Epilogue*", 3, "Epilogue", True),
        ("epilogue*", 3, "EPILOGUE: Home", True),
        ("Epilogue", 3, "Epilogue: Home", False),
        ("*", 3, "", True),
        ("Chapter ?", 3, "Chapter 3", True),
        ("[Interlude]", 3, "[Interlude]", True),
        ("Chapter I", 3, "CHAPTER I.", True),
        ("CHAPTER I.", 3, "Chapter I", True),
        ("The Boy's  Tale", 3, "The Boy’s Tale", True),
        ("Straße", 3, "STRASSE", True),
        ("1:30", 3, "1:30", True),
        ("2001-01-01", 3, "2001-01-01", True),
    ],
)
def test_a_chapter_key_of_the_settings_covers_numbers_ranges_and_titles(
    key: str, number: int, title: str, covered: bool
) -> None:
    assert covers(key, number, title) is covered

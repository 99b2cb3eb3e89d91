from __future__ import annotations

import pytest

from narrate.manuscript.structure.titles.list_numbers import ListCounter, ListLevel, written


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (4, "decimal", "4"),
        (1994, "Roman", "MCMXCIV"),
        (9, "roman", "ix"),
        (28, "Letter", "BB"),
        (3, "letter", "c"),
        (21, "words", "Twenty-one"),
        (40, "words", "Forty"),
        (12, "words", "Twelve"),
        (3, "cyrillic", "в"),
        (29, "Cyrillic", "АА"),
        (7, "zero", "07"),
        (10, "han", "十"),
        (32, "han", "三十二"),
        (5, "none", ""),
        (10**15, "Roman", "1000000000000000"),
        (0, "letter", "0"),
        (-3, "words", "-3"),
    ],
)
def test_list_numbers_are_written_in_the_style_of_the_list(
    number: int, style: str, shown: str
) -> None:
    assert written(number, style) == shown


def test_list_levels_count_from_their_start_below_each_other() -> None:
    levels = {0: ListLevel("Roman", "Part %1"), 1: ListLevel("decimal", "%1.%2", 3)}
    counter = ListCounter(levels)
    steps = (0, 1, 1, 0, 1, 5)
    assert [counter.next(level) for level in steps] == [
        "Part I", "I.3", "I.4", "Part II", "II.3", "",
    ]  # fmt: skip


def test_a_list_counter_can_be_restarted() -> None:
    counter = ListCounter({0: ListLevel()})
    counter.next(0)
    counter.restart(0, 7)
    assert [counter.next(0), counter.next(0)] == ["7.", "8."]

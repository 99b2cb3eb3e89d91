from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.readings.neighbours import COUNTING, Counting
from narrate.script import to_spoken

ALL = list(COUNTING.values())


@pytest.mark.parametrize("counting", ALL)
def test_every_number_below_a_hundred_has_its_own_word_in_marathi_bengali_gujarati(
    counting: Counting,
) -> None:
    assert len(set(counting.small)) == len(counting.small) == 100


@given(st.sampled_from(ALL), st.integers(min_value=0, max_value=99 * 10**7 - 2))
def test_no_two_numbers_share_their_words_in_marathi_bengali_gujarati(
    counting: Counting, value: int
) -> None:
    words = counting.cardinal(value)
    assert words is not None
    assert words != counting.cardinal(value + 1)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("mr", "१०० आणि 125", "शंभर आणि एकशे पंचवीस"),
        ("mr", "1947 साली 2000 लोक", "एकोणीसशे सत्तेचाळीस साली दोन हजार लोक"),
        ("mr", "1,50,000 रुपये, 3.5, 40%", "एक लाख पन्नास हजार रुपये, तीन पूर्णांक पाच, चाळीस टक्के"),
        ("bn", "১৯৭১ সালে ২০০ জন", "উনিশশো একাত্তর সালে দুশো জন"),
        ("bn", "৫টি বই, 1,00,000", "৫টি বই, এক লাখ"),
        ("gu", "250 માણસો, 1960 માં", "બસો પચાસ માણસો, ઓગણીસસો સાઠ માં"),
        ("gu", "100, 101, 007", "સો, એકસો એક, શૂન્ય શૂન્ય સાત"),
        ("mr", "12-15, A4, 10:30", "12-15, A4, 10:30"),
    ],
)
def test_marathi_bengali_and_gujarati_figures_are_read(language: str, text: str, said: str) -> None:
    assert to_spoken(text, language) == said


@given(st.text(max_size=40) | st.text(alphabet="0123456789०१২૫.,%- माসો", max_size=30))
def test_reading_marathi_bengali_and_gujarati_never_fails(text: str) -> None:
    for language in ("mr", "bn", "gu"):
        assert to_spoken(text, language) == to_spoken(text, language)

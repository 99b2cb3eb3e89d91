from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.readings.tamil import before_noun, cardinal, ordinal
from narrate.script import to_spoken
from tests.effort import assert_linear

PIECES = [
    *"0123456789௦௧௨௩௪௫௬௭௮௯ ,.:/-–+%₹$½°()“”",
    " ", "1,00,000", "15-08-1947", "7:30", "ரூ. ", " கி.மீ.", " kg", " மணி", "ஆம்", "-ல்", "வது",
    "கி.மு. ", "தொலைபேசி எண் ", " லட்சம்", "க்கு", "எம். ", "தமிழ்", "+91 ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "பூஜ்ஜியம்"),
        (13, "பதிமூன்று"),
        (19, "பத்தொன்பது"),
        (21, "இருபத்தொன்று"),
        (46, "நாற்பத்தாறு"),
        (90, "தொண்ணூறு"),
        (98, "தொண்ணூற்றெட்டு"),
        (100, "நூறு"),
        (101, "நூற்று ஒன்று"),
        (110, "நூற்றுப் பத்து"),
        (300, "முந்நூறு"),
        (900, "தொள்ளாயிரம்"),
        (1_000, "ஆயிரம்"),
        (1_947, "ஆயிரத்துத் தொள்ளாயிரத்து நாற்பத்தேழு"),
        (3_000, "மூவாயிரம்"),
        (5_000, "ஐயாயிரம்"),
        (21_000, "இருபத்தோராயிரம்"),
        (1_00_000, "ஒரு லட்சம்"),
        (11_00_000, "பதினொரு லட்சம்"),
        (1_20_00_000, "ஒரு கோடியே இருபது லட்சம்"),
        (10**12, None),
    ],
)
def test_tamil_cardinals_are_said_in_words(value: int, words: str | None) -> None:
    assert cardinal(value) == words


@given(st.integers(min_value=0, max_value=10**12 - 2))
def test_no_two_tamil_numbers_share_their_words(value: int) -> None:
    words = cardinal(value)
    assert words is not None
    assert words != cardinal(value + 1)
    assert words == " ".join(words.split())


def test_a_tamil_one_before_a_noun_is_oru() -> None:
    assert [before_noun(n) for n in (1, 2, 11, 21)] == ["ஒரு", "இரண்டு", "பதினொரு", "இருபத்தொரு"]


@pytest.mark.parametrize(
    ("value", "ending", "words"),
    [
        (1, "ஆம்", "முதலாம்"),
        (1, "ஆவது", "முதலாவது"),
        (2, "ஆம்", "இரண்டாம்"),
        (21, "ஆம்", "இருபத்தொன்றாம்"),
        (100, "ஆவது", "நூறாவது"),
        (1000, "ஆவது", "ஆயிரமாவது"),
        (10**7, "ஆவது", "ஒரு கோடியாவது"),
    ],
)
def test_tamil_ordinals_are_said_in_words(value: int, ending: str, words: str) -> None:
    assert ordinal(value, ending) == words


@given(TEXTS)
def test_reading_tamil_never_fails_and_is_always_the_same(text: str) -> None:
    assert to_spoken(text, "ta") == to_spoken(text, "ta")


@given(st.text(alphabet="அஆகசதபமயரலவழளறனாிீுூெேைொோௌ் ", max_size=60))
def test_reading_tamil_never_changes_words(text: str) -> None:
    assert to_spoken(text, "ta") == to_spoken(text, "ta", rules=())


def test_a_tamil_figure_with_an_unknown_ending_is_left_alone() -> None:
    assert to_spoken("1947க்கு முன் 10-பேர்", "ta") == "1947க்கு முன் 10-பேர்"


def test_reading_a_long_tamil_line_takes_linear_time() -> None:
    for unit in ("1", "1,", "1-", "1:", "1 ", "கி.", "ரூ. 1 ", "+91 ", "1/"):
        assert_linear(lambda size, unit=unit: to_spoken(unit * size, "ta"), 20_000)  # type: ignore[misc]

from hypothesis import given
from hypothesis import strategies as st

from narrate.script import spoken_lengths


def test_a_sentence_without_a_mark_is_one_part() -> None:
    assert spoken_lengths("That was all.") == (12,)


def test_a_voice_may_pause_at_marks_and_dashes() -> None:
    assert len(spoken_lengths("Well, sir; no--not that—never.")) == 5
    assert len(spoken_lengths("“No! Never!” he said – twice.")) == 4


def test_marks_inside_words_and_numbers_are_no_pauses() -> None:
    assert len(spoken_lengths("It's a well-known 3.5 to 1,000 at 10:30 o'clock.")) == 1


def test_digits_are_longer_to_the_ear_than_to_the_eye() -> None:
    assert sum(spoken_lengths("In 1851.")) > sum(spoken_lengths("In abcd."))


def test_marks_of_other_scripts() -> None:
    assert len(spoken_lengths("वह आया, बैठा। फिर गया।")) == 3
    assert len(spoken_lengths("彼は来た、座った。")) == 2


@given(st.text())
def test_any_text_has_a_length(text: str) -> None:
    lengths = spoken_lengths(text)
    assert lengths
    assert all(length > 0 for length in lengths) or lengths == (0,)

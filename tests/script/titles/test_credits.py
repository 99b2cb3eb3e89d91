from __future__ import annotations

import pytest

from narrate.chunk import Voicing
from narrate.script.titles import WORDS, credit_words, credits_chapter, fill, voice_named

FACTS = {"title": "Emma", "author": "Jane Austen", "narrator": "Ada", "subtitle": "A Novel"}


@pytest.mark.parametrize("language", WORDS)
def test_the_usual_credits_name_what_stores_want(language: str) -> None:
    words = credit_words(language)
    opening, closing = fill(words.opening, FACTS, language), fill(words.closing, FACTS, language)
    for said in (opening, closing):
        for name in ("Emma", "Jane Austen", "Ada"):
            assert any(name in sentence for sentence in said)
    assert len(opening) == len(closing) == 4
    assert "{" not in "".join([*opening, *closing])


def test_a_sentence_of_the_credits_about_something_unknown_is_left_out() -> None:
    said = fill("{title}. {series}, Book {series_position}. By {author}!", {"title": "Emma"}, "en")
    assert said == ["Emma."]
    assert fill("By {author}.", {}, "en") == []


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Who Goes There?", "This is Who Goes There?"),
        ("“Stop!”", "This is “Stop!”"),
        ("The End of Dr. No", "This is The End of Dr. No."),
        ("A {b} X0X", "This is A {b} X0X."),
    ],
)
def test_a_title_in_the_credits_with_marks_of_its_own_gets_no_second_full_stop(
    title: str, said: str
) -> None:
    template = "This is {title}. It was read by { narrator }."
    assert fill(template, {"title": title, "narrator": "Ada Jr."}, "en") == [
        said,
        "It was read by Ada Jr.",
    ]


@pytest.mark.parametrize(
    ("engine", "voice", "named"),
    [
        ("hibari", "heart", "the synthetic voice Heart"),
        ("openai", "af_heart", "the synthetic voice Heart"),
        ("pico", "en-GB", "the synthetic voice Pico"),
        ("waves", "voice_8f3ab2", "a synthetic voice"),
        ("openai", "af_bella(2)+af_sky", "a synthetic voice"),
    ],
)
def test_a_synthetic_voice_is_called_one_in_the_credits(
    engine: str, voice: str, named: str
) -> None:
    assert voice_named(Voicing(engine, voice, "en", 1.0), credit_words("en-GB")) == named


def test_every_sentence_of_the_credits_is_a_paragraph_of_their_chapter() -> None:
    chapter = credits_chapter(0, "Opening Credits", ["Emma.", "By Jane."])
    words = [chapter.text[block.start : block.end] for block in chapter.blocks]
    assert words == ["Emma.", "By Jane."]

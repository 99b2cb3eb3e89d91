from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.script import split_sentences
from narrate.script.sentences.sentences import estimate_sentences, sentence_borders
from tests.effort import assert_linear
from tests.script import golden
from tests.script.texts import any_text


@pytest.mark.parametrize("case", golden.cases("sentences"))
def test_sentences_match_the_golden_files(case: str) -> None:
    language = case.split("-")[0]
    out = [
        "\n".join(split_sentences(paragraph, language))
        for paragraph in golden.paragraphs("sentences", case)
    ]
    golden.check("sentences", case, "\n\n".join(out))


@given(any_text(), st.sampled_from(["en", "es", "de", "hi", "ta", "ja", "xx", "en-GB"]))
def test_splitting_into_sentences_loses_nothing(text: str, language: str) -> None:
    sentences = split_sentences(text, language)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() and sentence for sentence in sentences)


@given(any_text())
def test_sentence_borders_lie_in_order_with_white_space_between(text: str) -> None:
    at = 0
    for border in sentence_borders(text, "en"):
        assert at <= border.end <= border.start < len(text)
        assert not text[border.end : border.start].strip()
        at = border.start


def test_sentence_borders_inside_a_quotation_are_known_as_such() -> None:
    borders = sentence_borders("“One. Two!” he said. Three.", "en")
    assert [border.inner for border in borders] == [True, False]


def test_an_unclosed_quotation_hides_no_sentence_border() -> None:
    assert len(split_sentences("“One. Two. Three.", "en")) == 3


def test_an_unknown_language_is_split_into_sentences_by_punctuation() -> None:
    assert split_sentences("Unu. Du? Tri!", "eo") == ["Unu.", "Du?", "Tri!"]


def test_sentences_may_go_over_wrapped_lines() -> None:
    assert split_sentences("It was\nlate. He\nslept.", "en") == ["It was\nlate.", "He\nslept."]


def test_splitting_a_long_paragraph_into_sentences_takes_linear_time() -> None:
    for unit in ("a. ", "A. ", '"x ', "(“ ", "! ? ", "1. a "):
        assert_linear(lambda size, unit=unit: split_sentences(unit * size, "en"), 20_000)  # type: ignore[misc]


@pytest.mark.parametrize("mark", ['." ', "—”", '--" ', "?” ", "Mr. ", "“ ", ". ! "])
def test_splitting_a_long_run_of_marks_takes_linear_time(mark: str) -> None:
    """60,000 characters: half a minute where each stop looked ahead to the end of the run."""
    assert_linear(
        lambda size: sentence_borders(f"A word. {mark * (size // len(mark))} The end.", "en"),
        60_000,
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Mr. Lane came at 5 p.m. and left. Was it late? J. said so!", "en"),
        ("“Come in. Sit down,” he said. “It is cold.” They sat.", "en"),
        ("„Komm. Setz dich“, sagte er. Sie kam. »Gut. Ja«, rief Dr. Au.", "de"),
        ("Era tarde. ¿Quién llama? —El Sr. Pérez. «Ya voy. Espera», dijo.", "es"),
        ("वह आया। वह बैठ गया। क्या हुआ?", "hi"),
    ],
)
def test_the_estimate_of_sentences_is_right_where_nothing_is_odd(text: str, language: str) -> None:
    assert estimate_sentences(text, language) == len(split_sentences(text, language))

"""English as it is said: golden lines, what must stay as it is, and what may never happen."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.readings import RULE_NAMES, readings_of
from narrate.readings.english.rewriting import stops_before_capitals
from narrate.script import to_spoken
from tests.effort import assert_linear
from tests.script import golden
from tests.script.texts import any_text

PLAIN = [
    "the",
    "whale",
    "and",
    "a",
    "ship",
    "were",
    "seen",
    "by",
    "all",
    "of",
    "us",
    "that",
    "night",
]
WORDS = [word for word in PLAIN if word != "and"]
"""Without the word that numbers have in them: 101 is one hundred and one"""
HOSTILE = [
    "1", "1,", "1.", "1 ", "1/", "1-", "1:", "I", "I.", "a.b.", "$1 ", "1s. ", "5 ft. ", "1 a.m. ",
    "Wall St. ", "No. 1 ", "Mr. ", "a@b.", "www.a.", "1,000", "Henry I ", "1a-", "x=1+", "5-5 ",
    "1½ ", "Jan 1 ", "A b ", "MCM", " '1", "12:12:", "123-", "§", "%", "http://a", "1 Elm ",
]  # fmt: skip


@pytest.mark.parametrize("case", [c for c in golden.cases("readings") if c.startswith("en-")])
def test_english_readings_match_the_golden_files(case: str) -> None:
    lines = "\n".join(golden.paragraphs("readings", case)).splitlines()
    golden.check("readings", case, "\n".join(to_spoken(line, "en") for line in lines))


@pytest.mark.parametrize(
    "text",
    [
        "I said that I would, and I did; he did MIX it with LIV and CIVIL men.",
        "He said no. The answer was no. Ill as he was, he came no more.",
        "It was in. He sat. She ate a fig. They had an art. It was the sun. May I? In March we go.",
        "The end.The next word; a.m. or p.m.; the U.S. and the U.K.; J. R. R. Tolkien; W. Auden.",
        "Well, OK. Then, oh me. I am in. Malcolm X met friend X. Vitamin C is good.",
        "either/or; and/or; a well-known man—so he said—left…",
    ],
)
def test_english_words_stay_as_they_are(text: str) -> None:
    assert to_spoken(text, "en") == text


@given(st.lists(st.sampled_from(PLAIN), min_size=1, max_size=30).map(" ".join))
def test_english_text_without_figures_and_signs_is_left_alone(text: str) -> None:
    assert to_spoken(text, "en") == text


@given(any_text())
def test_any_english_text_is_read_alike_twice(text: str) -> None:
    said = to_spoken(text, "en")
    assert said == to_spoken(text, "en")
    assert said == " ".join(said.split())


@given(
    st.lists(
        st.sampled_from(WORDS)
        | st.integers(0, 10**12).map(str)
        | st.integers(0, 10**9).map("{:,}".format)
        | st.decimals(0, 1000, places=2).map(str),
        min_size=1,
        max_size=12,
    )
)
def test_every_english_number_is_said_and_every_word_is_kept(words: list[str]) -> None:
    said = to_spoken(" ".join(words), "en").lower()
    assert not re.search(r"\d", said)
    # in their order, with at least a word for each number between
    pattern = r"\W+".join(word if word in WORDS else r"\w.*?" for word in words)
    assert re.fullmatch(pattern, said)


@pytest.mark.parametrize("piece", HOSTILE)
def test_reading_hostile_english_text_takes_linear_time(piece: str) -> None:
    assert_linear(lambda size: to_spoken((piece * size)[:size], "en"), 10_000)


@pytest.mark.parametrize("end", ["", " men", "th", " kg", " a.m.", " ft.", "s", "/5", " May", "-2"])
def test_endless_english_figures_are_left_alone(end: str) -> None:
    for figures in ("1" * 5000, "1" + ",000" * 2000, "$" + "9" * 5000, "5." + "1" * 5000):
        assert figures.strip("$5.") in to_spoken(f"{figures}{end}", "en")


@pytest.mark.parametrize("name", sorted(set(RULE_NAMES) - {"capitals"}))
def test_an_english_rule_that_is_off_leaves_its_figures_to_the_others(name: str) -> None:
    examples = {
        "abbreviations": "Dr. Smith", "addresses": "a@b.com", "dates": "25 July", "decimals": "0.5",
        "fractions": "1/3", "math": "1-2=5", "measures": "5 kg", "money": "$5", "numbers": "12 men",
        "ordinals": "the 21st", "phones": "(555) 555-5555", "ranges": "pages 45-47",
        "roman": "Henry VIII", "serials": "A321", "symbols": "Tom & Jerry", "times": "at 5 p.m.",
        "years": "in 1894",
    }  # fmt: skip
    text = examples[name]
    assert to_spoken(text, "en", rules=()) == text
    assert to_spoken(text, "en") != to_spoken(text, "en", rules=set(RULE_NAMES) - {name})
    assert name in {reading.name for reading in readings_of("en-GB")}


def test_without_a_splitter_a_stop_before_a_capital_may_end_a_sentence() -> None:
    text = "It is 5 ft. tall. “He left at 5 p.m.” Then"
    assert [text[:end] for end in stops_before_capitals(text)] == [
        "It is 5 ft. tall.",
        "It is 5 ft. tall. “He left at 5 p.m.”",
    ]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        # provisions and plans
        ("a 403(b) plan", "a four oh three b plan"),
        ("her 401k", "her four oh one k"),
        ("a 501(c)(3) charity", "a five oh one c three charity"),
        ("clause 7(iii)", "clause seven three"),
        # long groups of figures
        (
            "card 4111 1111 1111 1111",
            "card four one one one, one one one one, one one one one, one one one one",
        ),
        ("1 000 000", "One million"),
        ("10 000 men", "Ten thousand men"),
        ("123 456 789", "One two three, four five six, seven eight nine"),
        # states and streets
        ("Portland OR 97205", "Portland Oregon nine seven two zero five"),
        ("Seattle, WA, in May", "Seattle, Washington, in May"),
        ("Jane Roe, MD, said", "Jane Roe, MD, said"),
        ("W 42nd St", "West forty-second Street"),
        ("88 5th Ave NE", "Eighty-eight fifth Avenue Northeast"),
        ("E. Forster came", "E. Forster came"),
        ("42 Elm St, Apt 3", "Forty-two Elm Street, Apartment three"),
        # currencies of a country
        ("US$5 and A$12", "five US dollars and twelve Australian dollars"),
        ("US$100-US$200", "One hundred US dollars to two hundred US dollars"),
        ("R$10, MX$40", "Ten reais, forty Mexican pesos"),
        ("plan A $5 more", "plan A five dollars more"),
        # units in capitals
        ("a 5KG bag of 12OZ", "a five kilogram bag of twelve ounces"),
        ("5 MIN from 7 OZ here", "five MIN from seven OZ here"),
        ("100 mg/dL", "One hundred milligrams per deciliter"),
        # roman numerals beside what is numbered
        ("Amendments XIII and XIV", "Amendments thirteen and fourteen"),
        ("Year XII", "Year twelve"),
        # titles before a bracket or a quotation mark
        ("Dr. “Bones” McCoy", "Doctor “Bones” McCoy"),
        ("Mr. (John) Smith", "Mister (John) Smith"),
        ("Ask the Prof. “Well,” he said.", "Ask the Professor “Well,” he said."),
        # eras
        ("In 44 B.C. Caesar fell.", "In forty-four BC Caesar fell."),
        ("It was 31 B.C. He won.", "It was thirty-one BC. He won."),
        ("the first century B.C. poet", "the first century BC poet"),
        ("2001-02", "Two thousand one to oh two"),
        ("open 9:30-11:00", "open nine thirty to eleven o'clock"),
        ("a $3.5-million house", "a three-point-five-million-dollar house"),
        ("120/80 mmHg", "One hundred and twenty over eighty millimeters of mercury"),
        ("12 x 18 in. wide", "Twelve by eighteen inches wide"),
        ("P.O. Box 456, a Boeing 747", "P.O. Box four fifty-six, a Boeing seven forty-seven"),
        ("Fairbanks, AK, 99712, USA", "Fairbanks, Alaska nine nine seven one two, USA"),
        ("input / output", "input slash output"),
        ("roses are red / violets are blue", "roses are red / violets are blue"),
    ],
)
def test_what_is_read_by_its_kind(written: str, said: str) -> None:
    assert to_spoken(written, "en").casefold() == said.casefold()


def test_an_american_voice_leaves_out_the_and_of_a_number_but_not_the_authors() -> None:
    text = "Two and two made 105, or one hundred and five; a $250 hat, 1½ miles."
    british = to_spoken(text, "en")
    assert "one hundred and five, or one hundred and five; a two-hundred-and-fifty" in british
    american = to_spoken(text, "en", american=True)
    assert american.startswith("Two and two made one hundred five, or one hundred and five;")
    assert american.endswith("a two-hundred-fifty-dollar hat, one and a half miles.")

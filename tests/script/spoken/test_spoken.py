from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.chunk import EngineText, Voicing
from narrate.engines import text_of
from narrate.readings import RULE_NAMES
from narrate.script import Lexicon, to_spoken
from narrate.script.spoken.spoken import can_say, rules_of
from tests.script import golden
from tests.script.texts import any_text, chapter_of, script_of


@pytest.mark.parametrize("case", golden.cases("spoken"))
def test_spoken_texts_match_the_golden_files(case: str) -> None:
    language, _, engine = case.partition("-")
    lines = "\n".join(golden.paragraphs("spoken", case)).splitlines()
    said = (
        to_spoken(line, language, text_of(engine) if engine else EngineText()) for line in lines
    )
    golden.check("spoken", case, "\n".join(said))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (" two\u00a0 words\n\tand\u2009more\u2028lines ", "two words and more lines"),
        ("so\u00adft hy\u200bphen \ufeffmark\u2060 bell\x07", "soft hyphen mark bell"),
        ("e\u0301te\u0301", "été"),
        (
            "an _old_ word, __very__ old, snake_case, _two words_.",
            "an old word, very old, snake_case, two words.",
        ),
        ("*one* **two** 3 * 4 = 12 =bold= ~so~ a*b", "one two 3 * 4 = 12 bold so a*b"),
        ("noted[^1] here[^note].", "noted here."),
        ("November 1_st_, the 3_d_ of", "November 1st, the 3d of"),
        ("आश्‍चर्य और 👩‍👩‍👧", "आश्‍चर्य और 👩‍👩‍👧"),
        ("co\u200doperate", "cooperate"),
        ("\u202aleft\u202c to right\u200e", "left to right"),
        ("“Don’t,” he said—no… 1,234", "“Don’t,” he said—no… 1,234"),
        ("", ""),
    ],
)
def test_cleaning_a_text_removes_marks_that_are_not_said(text: str, said: str) -> None:
    assert to_spoken(text, "en", rules=()) == said


@given(any_text(), st.sampled_from(["", "hibari", "pico"]))
def test_any_spoken_text_is_one_clean_line(text: str, engine: str) -> None:
    said = to_spoken(text, "en", text_of(engine) if engine else EngineText())
    assert said == " ".join(said.split())
    if not set("_*=~[\u200c\u200d") & set(text):
        clean = to_spoken(text, "en", rules=())
        assert to_spoken(clean, "en", rules=()) == clean
    assert not any(unicodedata.category(c) == "Cc" for c in said)


@given(any_text())
def test_cleaning_a_text_never_loses_letters_or_figures(text: str) -> None:
    def kept(words: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", words) if c.isalnum())

    assert kept(to_spoken(text, "en", rules=())) == kept(text)


def test_an_engine_without_cures_is_sent_the_text_as_it_is() -> None:
    text = "See no. 5 [sic] -- no."
    assert to_spoken(text, "en", text_of("waves"), rules=()) == text
    assert to_spoken(text, "en", EngineText(), rules=()) == text


def test_the_lexicon_is_applied_before_the_cures_and_its_notation_stays() -> None:
    lexicon = Lexicon({"no": "[no](/nˈO/)", "Bede": "--Bede--"})
    wording = lexicon.for_voicing(Voicing("pico", "x", "en", 1.0))
    said = to_spoken("Bede said no.", "en", text_of("hibari"), wording.apply)
    assert said == "—Bede—said [no](/nˈO/)."


def test_scripts_that_an_engine_can_say_are_known() -> None:
    assert can_say("日本", text_of("waves"))
    assert not can_say("日本 हिन्दी 😀", text_of("hibari"))
    assert can_say("日本 a", text_of("hibari"))
    assert not can_say("Привет", text_of("pico"))


TEXT = "Dr. Smith paid $5 in 1894, in Chapter XIV."


def spoken(engine: str) -> str:
    return script_of(chapter_of(TEXT), engine=engine).chapters[0].chunks[0].spoken


def test_engines_that_read_well_get_the_text_unread_by_default() -> None:
    assert spoken("waves") == spoken("openai") == TEXT
    words = "Doctor Smith paid five dollars in eighteen ninety-four, in Chapter fourteen."
    assert spoken("hibari") == spoken("pico") == spoken("some-entry-point") == words


def test_a_switch_of_a_reading_counts_before_the_engines_default() -> None:
    assert rules_of(text_of("waves"), {}) == {"capitals"}
    switches = {"roman": True, "years": False, "money": None}
    assert rules_of(text_of("waves"), switches) == {"capitals", "roman"}
    assert rules_of(text_of("hibari"), {"roman": False}) == set(RULE_NAMES) - {"roman"}
    assert rules_of(text_of("hibari"), dict.fromkeys(RULE_NAMES, False)) == frozenset()


def respelled(text: str, entries: dict[str, str]) -> str:
    return to_spoken(
        text, "en", None, Lexicon(entries).for_voicing(Voicing("pico", "x", "en", 1.0)).apply
    )


@pytest.mark.parametrize(
    ("text", "entries", "spoken"),
    [
        ("He read 1984 in 1985.", {"1984": "Orwell"}, "He read Orwell in nineteen eighty-five."),
        ("Dr. Smith paid $5.", {"Dr": "dok"}, "dok. Smith paid five dollars."),
        ("Chanel No. 5 and No. 6", {"No. 5": "noom fife"}, "Chanel noom fife and Number six"),
        ("St. John and St. Paul", {"St. John": "Sinjun"}, "Sinjun and Saint Paul"),
        # what the readings leave standing they may also use
        ("on 25 July 1812", {"July": "Joo-lie"}, "on the twenty-fifth of Joo-lie eighteen twelve"),
        # and an entry finds the words that they put
        ("100 men", {"hundred": "hunderd"}, "One hunderd men"),
        ("5 men, five men", {"five": "fife"}, "fife men, fife men"),
        ("No reading here.", {"here": "hair"}, "No reading hair."),
    ],
)
def test_an_entry_of_the_lexicon_wins_over_a_reading(
    text: str, entries: dict[str, str], spoken: str
) -> None:
    assert respelled(text, entries).casefold() == spoken.casefold()


@given(any_text(), st.sampled_from(["No. 5", "Mr", "3.14", "word", "1,234", "XIV"]))
def test_no_placeholder_of_a_lexicon_entry_stays_in_the_spoken_text(text: str, word: str) -> None:
    spoken = respelled(text, {word: "so"})
    assert not any("\ue000" <= c <= "\uf8ff" for c in set(spoken) - set(text))

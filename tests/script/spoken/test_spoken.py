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
    said = (to_spoken(line, language, text_of(engine) if engine else None) for line in lines)
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
    said = to_spoken(text, "en", text_of(engine) if engine else None)
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
    assert rules_of(text_of("waves"), {}) == frozenset()
    assert rules_of(text_of("waves"), {"roman": True, "years": False, "money": None}) == {"roman"}
    assert rules_of(text_of("hibari"), {"roman": False}) == set(RULE_NAMES) - {"roman"}
    assert rules_of(text_of("hibari"), dict.fromkeys(RULE_NAMES, False)) == frozenset()

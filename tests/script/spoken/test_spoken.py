from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.chunk import Voicing
from narrate.script import Lexicon, to_spoken
from narrate.script.spoken.engines import CURES, SPEAKABLE, can_say
from tests.script import golden
from tests.script.texts import any_text


@pytest.mark.parametrize("case", golden.cases("spoken"))
def test_spoken_texts_match_the_golden_files(case: str) -> None:
    language, _, engine = case.partition("-")
    lines = "\n".join(golden.paragraphs("spoken", case)).splitlines()
    said = (to_spoken(line, language, engine) for line in lines)
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
    said = to_spoken(text, "en", engine)
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
    assert to_spoken(text, "en", "waves", rules=()) == text
    assert set(CURES) == set(SPEAKABLE)


def test_the_lexicon_is_applied_before_the_cures_and_its_notation_stays() -> None:
    lexicon = Lexicon({"no": "[no](/nˈO/)", "Bede": "--Bede--"})
    wording = lexicon.for_voicing(Voicing("pico", "x", "en", 1.0))
    assert to_spoken("Bede said no.", "en", "hibari", wording.apply) == "—Bede—said [no](/nˈO/)."


def test_scripts_that_an_engine_can_say_are_known() -> None:
    assert can_say("日本", "waves")
    assert not can_say("日本 हिन्दी 😀", "hibari")
    assert can_say("日本 a", "hibari")
    assert not can_say("Привет", "pico")

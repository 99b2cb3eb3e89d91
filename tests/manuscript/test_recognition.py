"""In which language a text is, from a few words on, and when nothing is said of it."""

from __future__ import annotations

import pytest

from narrate.manuscript.recognition import UNKNOWN, is_likelier, recognise

SENTENCES = [
    ("es", "Ochenta años tenía mi abuela cuando volvió al pueblo."),
    ("es", "¿Dónde está la niña?"),
    ("fr", "Il n’y avait personne dans la rue."),
    ("fr", "Où vas-tu, mon petit ?"),
    ("de", "Sie schloss die Tür und ging zum Fenster."),
    ("de", "Der König war tot."),
    ("it", "Non c’era nessuno nella piazza del mercato."),
    ("pt", "A menina não sabia onde estava o irmão."),
    ("nl", "Het regende de hele dag en niemand kwam."),
    ("sv", "Hon gick långsamt hem genom skogen."),
    ("pl", "Nikt nie pamiętał takiej zimy."),
    ("cs", "Nikdo si nepamatoval takovou zimu."),
    ("tr", "Kimse böyle bir kışı hatırlamıyordu."),
    ("vi", "Không ai nhớ một mùa đông như thế."),
    ("la", "Arma virumque cano, Troiae qui primus ab oris."),
    ("en", "Nobody remembered such a winter."),
    ("uk", "Ніхто не пам’ятав такої зими, і річка замерзла."),
    ("ru", "Никто не помнил такой зимы, и река замёрзла."),
    ("fa", "هیچ‌کس چنین زمستانی را به یاد نداشت."),
    ("ar", "لم يتذكر أحد شتاء مثله."),
    ("ur", "کسی کو ایسی سردی یاد نہیں تھی۔"),
    ("mr", "असा हिवाळा कोणालाही आठवत नव्हता."),
    ("hi", "किसी को ऐसी सर्दी याद नहीं थी।"),
    ("ta", "அவன் வீட்டுக்குப் போனான்."),
    ("ka", "არავის ახსოვდა ასეთი ზამთარი."),
    ("hy", "Ոչ ոք չէր հիշում այդպիսի ձմեռ։"),
    ("th", "ไม่มีใครจำฤดูหนาวเช่นนี้ได้"),
    ("am", "እንዲህ ያለ ክረምት ማንም አያስታውስም።"),
    ("el", "Κανείς δεν θυμόταν τέτοιο χειμώνα."),
    ("ko", "그런 겨울을 아무도 기억하지 못했다."),
    ("zh", "沒有人記得這樣的冬天。"),
    ("ja", "そんな冬は誰も覚えていなかった。"),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_a_sentence_tells_its_language(language: str, sentence: str) -> None:
    found = recognise([sentence])
    assert (found.language, found.is_sure) == (language, True)


@pytest.mark.parametrize(
    "text",
    [
        "Chapter One",
        "Call me Ishmael.",
        "London.",
        "Test.",
        "Alice ran. Bob ran.",
        "Hello there.",
        "Marley’s Ghost",
        "OK!",
    ],
)
def test_a_few_english_words_are_taken_for_nothing_else(text: str) -> None:
    assert recognise([text]).language in ("", "en")


@pytest.mark.parametrize("text", ["1984", "* * *", "", "…!"])
def test_nothing_is_said_of_a_text_without_letters(text: str) -> None:
    assert recognise([text]).language == "" and not recognise([text]).is_sure


def test_a_text_in_letters_of_no_known_language_is_not_english() -> None:
    found = recognise(["ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᎴ ᏗᎪᏪᎵ"])
    assert found.language == UNKNOWN and found.is_sure and found.contradicts("en")


def test_a_text_in_two_languages_is_not_sure_to_be_in_one() -> None:
    german, italian = (" ".join(s for t, s in SENTENCES if t == tag) for tag in ("de", "it"))
    assert not recognise([german * 20, italian * 40]).is_sure


LONG = {
    tag: " ".join(s for t, s in SENTENCES if t == tag) * 10
    for tag in ("fr", "es", "hi", "ru", "en")
}


@pytest.mark.parametrize(
    ("text", "said", "wrong"),
    [
        ("fr", "en", True),
        ("fr", "fr", False),
        ("en", "de", True),
        ("es", "hi", True),
        ("hi", "en", True),
        ("hi", "mr", False),  # nobody can tell them for certain
        ("hi", "sa", False),
        ("ru", "en", True),
        ("en", "sco", False),
        ("es", "arg", False),  # of which nothing is known
    ],
)
def test_what_is_said_of_a_text_is_contradicted_only_where_that_is_certain(
    text: str, said: str, wrong: bool
) -> None:
    assert recognise([LONG[text]], said).contradicts(said) is wrong


def test_a_list_of_words_contradicts_nothing() -> None:
    words = "lamp river stone garden winter bread window silver horse letter cloud " * 20
    assert not recognise([words], "de").contradicts("de")


@pytest.mark.parametrize(
    ("text", "language", "other", "likelier"),
    [
        ("Je ne sais pas ce que vous voulez dire.", "fr", "en", True),
        ("He did not know what she meant.", "fr", "en", False),
        ("Das ist nicht wahr.", "de", "nl", True),
        ("你好，我的朋友。", "zh", "en", True),
        ("Привет, мой друг", "ru", "en", True),
        ("Hello, my friend.", "ru", "en", False),
        ("xyzzy", "tlh", "en", True),
    ],
)
def test_which_of_two_languages_a_text_is_rather_in(
    text: str, language: str, other: str, likelier: bool
) -> None:
    assert is_likelier(text, language, other) is likelier

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrate.readings import RULE_NAMES, readings_of
from narrate.readings.hindi.numbers import SMALL, amount, cardinal, ordinal, year
from narrate.script import to_spoken
from tests.effort import assert_linear

PIECES = [
    *"0123456789०१२३४५६७८९ ,.:/-–+=%₹$½°@#|()“”",
    " ", "1,00,000", "12-07-1970", "7:30", "रु. ", " कि.मी.", " kg", " बजे", "वीं", "रा", "सन् ",
    " में", "डॉ. ", "ई. पू.", "नंबर ", "रोड", "a@b.com", "https://", "अध्याय IV", " लाख", "हैं। ",
    "क्षि", "²", "−", "/hr", "००", "+91 ", "पिन कोड ", "C:\\", "st", "m2",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "शून्य"),
        (29, "उनतीस"),
        (39, "उनतालीस"),
        (49, "उनचास"),
        (59, "उनसठ"),
        (69, "उनहत्तर"),
        (79, "उनासी"),
        (89, "नवासी"),
        (99, "निन्यानबे"),
        (100, "एक सौ"),
        (1_947, "एक हज़ार नौ सौ सैंतालीस"),
        (1_00_000, "एक लाख"),
        (1_00_00_000, "एक करोड़"),
        (12_34_56_789, "बारह करोड़ चौंतीस लाख छप्पन हज़ार सात सौ नवासी"),
        (10**9, "एक अरब"),
        (10**17, "एक शंख"),
        (10**19, None),
    ],
)
def test_hindi_cardinals_are_said_in_words(value: int, words: str | None) -> None:
    assert cardinal(value) == words


def test_every_hindi_number_below_a_hundred_has_its_own_word() -> None:
    assert len(set(SMALL)) == 100


@given(st.integers(min_value=0, max_value=10**19 - 1))
def test_no_two_hindi_numbers_share_their_words(value: int) -> None:
    words = cardinal(value)
    assert words is not None
    assert words != cardinal(value + 1)
    assert words == " ".join(words.split())


def test_hindi_years_are_said_by_hundreds_where_people_say_them_so() -> None:
    assert [year(y) for y in (1099, 1100, 1857, 1900, 2024)] == [
        "एक हज़ार निन्यानबे",
        "ग्यारह सौ",
        "अठारह सौ सत्तावन",
        "उन्नीस सौ",
        "दो हज़ार चौबीस",
    ]


@pytest.mark.parametrize(
    ("value", "ending", "words"),
    [
        (1, "ला", "पहला"),
        (2, "री", "दूसरी"),
        (4, "थे", "चौथे"),
        (6, "ठा", "छठा"),
        (6, "वाँ", "छठवाँ"),
        (1, "वाँ", "पहला"),
        (9, "वीं", "नौवीं"),
        (21, "वें", "इक्कीसवें"),
        (4, "ला", None),
        (5, "था", None),
    ],
)
def test_hindi_ordinals_are_said_in_words(value: int, ending: str, words: str | None) -> None:
    assert ordinal(value, ending) == words


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ("1.5", "डेढ़"),
        ("2.5", "ढाई"),
        ("3.5", "साढ़े तीन"),
        ("1.25", "सवा"),
        ("4.25", "सवा चार"),
        ("2.75", "पौने तीन"),
        ("0.5", "आधा"),
        ("2.6", "दो दशमलव छह"),
        ("3-4", "तीन-चार"),
        ("5-10", "पाँच से दस"),
        ("9-2", None),
    ],
)
def test_hindi_amounts_are_said_with_quarters(figures: str, words: str | None) -> None:
    assert amount(figures, quarters=True) == words


@given(TEXTS)
def test_reading_hindi_never_fails_and_is_always_the_same(text: str) -> None:
    said = to_spoken(text, "hi")
    assert said == to_spoken(text, "hi")
    assert to_spoken(said, "hi") == to_spoken(to_spoken(said, "hi"), "hi")


@given(st.text(alphabet="अआइकगचजटडतदनपबमयरलवशसह़ािीुूेैोौंँ् ।,?", max_size=60))
def test_reading_hindi_never_changes_words(text: str) -> None:
    assert to_spoken(text, "hi") == to_spoken(text, "hi", rules=())


def test_each_hindi_rule_can_be_left_out() -> None:
    text = "डॉ. वर्मा ने 7:30 बजे ₹500 में 5 किमी दूर a@b.com पर 12-07-1970 को 3 बार 2रा लिखा।"
    for name in {reading.name for reading in readings_of("hi")}:
        others = [rule for rule in RULE_NAMES if rule != name]
        assert to_spoken(text, "hi", rules=others)
    assert to_spoken(text, "hi", rules=()) == text


def test_a_hindi_number_too_long_for_words_is_left_alone() -> None:
    for figures in ("9" * 25, "9" * 6000):
        assert to_spoken(f"{figures} लोग", "hi") == f"{figures} लोग"


def test_reading_a_long_hindi_line_takes_linear_time() -> None:
    for unit in (
        "1",
        "1,",
        "1-",
        "1:",
        "1 ",
        "a.",
        "a@",
        "/a",
        "₹1 ",
        "रोड 5 ",
        "डॉ. ",
        "+91 ",
        "C.",
    ):
        assert_linear(lambda size, unit=unit: to_spoken(unit * size, "hi"), 20_000)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("२ १/२ kg, ३/४ लीटर", "ढाई किलोग्राम, तीन बटा चार लीटर"),
        ("-३/४", "माइनस तीन बटा चार"),
        ("5KG, २५KM/H", "पाँच किलोग्राम, पच्चीस किलोमीटर प्रति घंटा"),
        ("A$१२", "बारह ऑस्ट्रेलियाई डॉलर"),
        ("31-12", "इकतीस दिसंबर"),
        ("2019-20", "दो हज़ार उन्नीस-बीस"),
        ("ई. स. 1526", "ईसवी सन पंद्रह सौ छब्बीस"),
        ("ओटीपी 4521", "ओटीपी चार पाँच दो एक"),
        (
            "कार्ड ४१११ ११११ ११११ ११११",
            "कार्ड चार एक एक एक एक एक एक एक एक एक एक एक एक एक एक एक",
        ),
        ("४०५/बी, एमजी रोड", "चार शून्य पाँच बटा बी, एमजी रोड"),
        ("डॉ. “बाबा” राव", "डॉक्टर “बाबा” राव"),
        ("पृ. (23), प्रो. (डॉ.) राव", "पृष्ठ (तेईस), प्रोफ़ेसर (डॉक्टर) राव"),
        ("भाग II और III", "भाग दो और तीन"),
        ("XX शताब्दी", "बीसवीं शताब्दी"),
        ("21st", "ट्वेंटी फ़र्स्ट"),
        ("डॉ० राव, उ०प्र० में १०", "डॉक्टर राव, उत्तर प्रदेश में दस"),
        ("रा. स्व. संघ, स्व. राव", "रा. स्व. संघ, स्वर्गीय राव"),
        ("500/- रुपये, ₹20/kg", "पाँच सौ रुपए, बीस रुपए प्रति किलोग्राम"),
        ("98765 43210", "नौ आठ सात छह पाँच चार तीन दो एक शून्य"),
        ("राव 9876543210", "राव नौ आठ सात छह पाँच चार तीन दो एक शून्य"),
        ("9876543210", "नौ अरब सत्तासी करोड़ पैंसठ लाख तैंतालीस हज़ार दो सौ दस"),
        ("भारत 3-2 से जीता, 3-2", "भारत तीन दो से जीता, 3-2"),
        ("10:00-12:00", "दस बजे से बारह बजे"),
        ("12 जन. 2020, धारा 21ए", "बारह जनवरी दो हज़ार बीस, धारा इक्कीस ए"),
    ],
)
def test_hindi_is_read_by_its_kind(written: str, said: str) -> None:
    assert to_spoken(written, "hi") == said

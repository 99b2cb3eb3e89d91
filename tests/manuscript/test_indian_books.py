"""Books in Hindi and Tamil, and numbers in words to ninety-nine, as authors drop them."""

from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Book
from narrate.manuscript.markdown.reader import draft_of_markdown
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import bind
from narrate.manuscript.structure.titles.headings import is_named
from narrate.manuscript.structure.titles.numbers import read_number
from narrate.manuscript.text.reader import parts_of_text
from narrate.numerals import HINDI, TAMIL
from tests.manuscript.making import reasons, titles

_HINDI_WORDS = (
    "घर नदी पत्थर बाग़ सर्दी रोटी खिड़की चाँदी घोड़ा चिट्ठी बादल मोमबत्ती बंदरगाह मैदान सीढ़ी आईना बग़ीचा मिर्च "
    "फीता बिजली मखमल सीटी"
)
_TAMIL_WORDS = (
    "வீடு ஆறு கல் தோட்டம் குளிர் ரொட்டி ஜன்னல் வெள்ளி குதிரை கடிதம் மேகம் மெழுகுவர்த்தி துறைமுகம் வயல் ஏணி "
    "கண்ணாடி மிளகு நாடா இடி பட்டு"
)
PROSE = {"hi": (_HINDI_WORDS.split(), "।"), "ta": (_TAMIL_WORDS.split(), ".")}


def prose(language: str, seed: int, words: int = 70) -> str:
    said, stop = PROSE[language]
    picked = [said[(seed * 7 + i * (seed % 5 + 1) + i // 9) % len(said)] for i in range(words)]
    return " ".join(" ".join(picked[i : i + 9]) + stop for i in range(0, words, 9))


def chapter(language: str, heading: str, seed: int) -> str:
    text = "\n\n".join(prose(language, seed * 31 + i) for i in range(4))
    return f"{heading}\n\n{text}"


def text_book(text: str) -> Book:
    parts, about = parts_of_text(text.split("\n"))
    return bind(about.filled(About("नाम")), parts)


def markdown_book(text: str) -> Book:
    draft = draft_of_markdown(text.split("\n"))
    return bind(draft.about.filled(About("नाम")), draft.parts)


HEADINGS = [
    ("hi", ["अध्याय १", "अध्याय २", "अध्याय ३"], None),
    ("hi", ["अध्याय एक", "अध्याय दो", "अध्याय तीन"], None),
    ("hi", ["पहला अध्याय", "दूसरा अध्याय", "तीसरा अध्याय"], None),
    ("hi", ["प्रथम परिच्छेद", "द्वितीय परिच्छेद", "तृतीय परिच्छेद"], None),
    ("hi", ["सर्ग-1", "सर्ग-2", "सर्ग-3"], None),
    ("hi", ["५वाँ अध्याय", "६ठा अध्याय", "७वाँ अध्याय"], None),
    ("hi", ["अध्याय १: घर", "अध्याय २: नदी"], None),
    (
        "hi",
        ["अध्याय १\n\nघर की ओर", "अध्याय २\n\nनदी के पार"],
        ["अध्याय १. घर की ओर", "अध्याय २. नदी के पार"],
    ),
    ("hi", ["भूमिका", "अध्याय एक", "अध्याय दो", "उपसंहार"], None),
    ("hi", ["भाग एक", "भाग दो"], None),
    ("hi", ["१.", "२.", "३."], None),
    ("ta", ["அத்தியாயம் 1", "அத்தியாயம் 2", "அத்தியாயம் 3"], None),
    ("ta", ["அத்தியாயம் ௧", "அத்தியாயம் ௨"], None),
    ("ta", ["முதல் அத்தியாயம்", "இரண்டாம் அத்தியாயம்", "மூன்றாம் அத்தியாயம்"], None),
    ("ta", ["பகுதி ஒன்று", "பகுதி இரண்டு"], None),
    ("ta", ["முதலாம் பாகம்", "இரண்டாம் பாகம்"], None),
    ("ta", ["1வது அத்தியாயம்", "2வது அத்தியாயம்"], None),
    ("ta", ["முன்னுரை", "அத்தியாயம் ஒன்று", "அத்தியாயம் இரண்டு", "முடிவுரை"], None),
    ("ta", ["அத்தியாயம் 1\n\nவீடு", "அத்தியாயம் 2\n\nஆறு"], ["அத்தியாயம் 1. வீடு", "அத்தியாயம் 2. ஆறு"]),
]


@pytest.mark.parametrize(("language", "headings", "found"), HEADINGS)
def test_headings_of_indian_text_files_begin_chapters(
    language: str, headings: list[str], found: list[str] | None
) -> None:
    text = "\n\n\n".join(chapter(language, heading, i) for i, heading in enumerate(headings))
    assert titles(text_book(text)) == (found or headings)


@pytest.mark.parametrize(("language", "headings", "found"), HEADINGS)
def test_headings_of_indian_markdown_without_marks_begin_chapters(
    language: str, headings: list[str], found: list[str] | None
) -> None:
    marked = [f"## {heading}" for heading in headings if "\n" not in heading]
    if len(marked) == len(headings):
        text = "\n\n".join(chapter(language, heading, i) for i, heading in enumerate(marked))
        assert titles(markdown_book(f"# किताब\n\n{text}")) == (found or headings)


@pytest.mark.parametrize(
    ("language", "head", "entries"),
    [
        ("hi", "विषय-सूची", ["अध्याय एक: घर", "अध्याय दो: नदी", "अध्याय तीन: बाग़"]),
        ("hi", "अनुक्रम", ["पहला अध्याय", "दूसरा अध्याय", "तीसरा अध्याय"]),
        ("ta", "பொருளடக்கம்", ["அத்தியாயம் 1", "அத்தியாயம் 2", "அத்தியாயம் 3"]),
        ("ta", "உள்ளடக்கம்", ["முதல் அத்தியாயம்", "இரண்டாம் அத்தியாயம்"]),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_contents_list_of_an_indian_book_makes_no_second_chapters(
    language: str, head: str, entries: list[str], gap: str
) -> None:
    listed = f"{head}\n\n" + gap.join(
        f"{entry} ..... {i * 9 + 1}" for i, entry in enumerate(entries)
    )
    text = "\n\n\n".join(chapter(language, entry, i) for i, entry in enumerate(entries))
    book = text_book(f"{listed}\n\n\n{text}")
    assert titles(book) == entries
    assert head not in "".join(c.text for c in book.chapters) or matter.CONTENTS in reasons(book)


def test_indian_sentences_that_begin_like_headings_are_none() -> None:
    lines = ["पहली कहानी बहुत अच्छी थी।", "दूसरा भाग उसे याद नहीं था।", "तीसरी रात कोई नहीं आया।"]
    text = "\n\n".join(f"{line}\n\n{prose('hi', i)}" for i, line in enumerate(lines * 3))
    assert len(text_book(text).chapters) == 1


def test_indian_number_words_are_read_to_ninety_nine() -> None:
    assert [read_number(word) for word in HINDI[1:]] == list(range(1, 100))
    assert [read_number(word) for word in TAMIL[1:]] == list(range(1, 100))
    assert [read_number(f"{word}वाँ") for word in HINDI[7:]] == list(range(7, 100))
    assert [read_number(f"{word[:-1]}ாம்") for word in TAMIL[2:]] == list(range(2, 100))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("पांचवां", 5),
        ("छठी", 6),
        ("एकादश", 11),
        ("५वाँ", 5),
        ("5-ஆம்", 5),
        ("இருபத்து ஒன்று", 21),
        ("இருபத்தி ஒன்றாம்", 21),
        ("முதலாவது", 1),
        ("trigésimo", 30),
        ("VIGESIMO PRIMERO", 21),
        ("treinta y uno", 31),
        ("décima tercera", 13),
        ("noventa y nueve", 99),
        ("2.ª", 2),
        ("ninety-nine", 99),
        ("thirty-third", 33),
        ("twenty and one", 21),
    ],
)
def test_indian_numbers_of_headings_are_read(text: str, value: int) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("विषय-सूची", matter.CONTENTS),
        ("अनुक्रमणिका", matter.CONTENTS),
        ("பொருளடக்கம்", matter.CONTENTS),
        ("कॉपीराइट", matter.IMPRINT),
        ("प्रकाशक", matter.IMPRINT),
        ("பதிப்புரை", matter.IMPRINT),
        ("பதிப்பாளர்", matter.IMPRINT),
        ("காப்புரிமை", matter.IMPRINT),
        ("आवरण पृष्ठ", matter.TITLE_PAGE),
        ("टिप्पणियाँ", matter.NOTES),
        ("அடிக்குறிப்பு", matter.NOTES),
        ("शब्दानुक्रमणिका", matter.INDEX),
        ("संदर्भ ग्रंथ सूची", "bibliography"),
        ("शुद्धि-पत्र", "errata"),
        ("लेखक के बारे में", "the publisher's own pages"),
        ("ஆசிரியர் குறிப்பு", "the publisher's own pages"),
        ("भूमिका", None),
        ("प्रस्तावना", None),
        ("आभार", None),
        ("முன்னுரை", None),
        ("நன்றி", None),
        ("घर की ओर", None),
    ],
)
def test_the_indian_title_of_a_part_says_whether_it_is_read(title: str, why: str | None) -> None:
    assert matter.by_title(title) == why


@pytest.mark.parametrize("title", ["आभार", "परिशिष्ट", "भूमिका", "என்னுரை", "காணிக்கை", "முன்னுரை"])
def test_indian_headings_of_parts_by_name_are_known(title: str) -> None:
    assert is_named(title)


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("समाप्त", True),
        ("॥ इति ॥", True),
        ("प्रथम खंड समाप्त", True),
        ("முற்றும்", True),
        ("முதல் பாகம் முற்றும்", True),
        ("बात वहीं समाप्त", False),
        ("இதோடு எல்லாம் முற்றும் என்று நினைத்தான்", False),
    ],
)
def test_indian_closing_words_are_known(text: str, closes: bool) -> None:
    assert matter.is_closing(text) is closes

"""No letter of any script is ever taken apart, and no piece is over the limit."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from narrate.script import split_sentences
from narrate.script.sentences.chunker import Piece, cut_block

LIMIT = 40
LANGUAGES = ("hi", "mr", "bn", "ta", "te", "kn", "ml", "gu", "pa", "ur", "ar", "ko", "ja", "en")

_CLUSTERS = (
    "क्षि त्रै ज्ञ र्त्स्न्य क्‍ष क्‌ष हिं ढ़ ऱ्ह श्री ॐ "  # Devanagari, with and without joiners
    "কি ক্ষ্ম র্য কংঃ ক্ত "
    "கௌ க்ஷி ஸ்ரீ ணை நெள கொ "
    "క్ష్మీ తై కౌ "
    "ಕ್ಷೌ ರ್ಕ ಸ್ತ್ರೀ "
    "ക്ഷൗ ന്‍ ൽ സ്ത്രീ "
    "ક્ષૈ ਕਿੰ ਸ਼੍ਰੀ "
    "한 각 한 ㅎㅎ "  # Hangul, whole and in parts
    "عَرَبِيّ لا کتاب؟ שָׁלוֹם "
    "👩‍👩‍👧‍👦 🇮🇳🇱🇰 👍🏽 ❤️ 1️⃣ é̄ g̈ ɡ͡b"
)
CLUSTERS = _CLUSTERS.split()
MARKS = [
    " ",
    "। ",
    "॥",
    ". ",
    "? ",
    "؟ ",
    "۔ ",
    "! ",
    "… ",
    ", ",
    "، ",
    "“",
    "” ",
    "| ",
    "\n",
    "-",
    "",
]

SCRIPTS = st.lists(
    st.builds(
        lambda clusters, mark: "".join(clusters) + mark,
        st.lists(st.sampled_from(CLUSTERS), min_size=1, max_size=30),
        st.sampled_from(MARKS),
    ),
    max_size=12,
).map("".join)


def cut_graphemes(text: str, pieces: list[Piece]) -> list[str]:
    """Graphemes that fit into a piece and are taken apart all the same."""
    cuts = {p.end for p in pieces[:-1]} | {p.start for p in pieces[1:]}
    return [
        found.group()
        for found in regex.finditer(r"\X", text)
        if not found.group().isspace()
        and len(found.group()) <= LIMIT
        and any(found.start() < cut < found.start() + len(found.group().rstrip()) for cut in cuts)
    ]


@given(SCRIPTS, st.sampled_from(LANGUAGES), st.booleans())
def test_chunks_of_every_script_end_between_graphemes_within_the_limit(
    text: str, language: str, verse: bool
) -> None:
    pieces = cut_block(text, language, LIMIT, verse=verse)
    assert cut_graphemes(text, pieces) == []
    assert all(0 < p.end - p.start <= LIMIT for p in pieces)
    said = "".join(text[p.start : p.end] for p in pieces)
    assert "".join(said.split()) == "".join(text.split())
    assert pieces == cut_block(text, language, LIMIT, verse=verse)


@given(SCRIPTS, st.sampled_from(LANGUAGES))
def test_sentences_of_every_script_cover_the_text_in_order(text: str, language: str) -> None:
    sentences = split_sentences(text, language)
    assert "".join("".join(sentences).split()) == "".join(text.split())
    assert sentences == split_sentences(text, language)
    found = [g.strip() for sentence in sentences for g in regex.findall(r"\X", sentence)]
    assert [g for g in found if g] == [g.strip() for g in regex.findall(r"\X", text) if g.strip()]


@pytest.mark.parametrize(
    ("language", "unit"),
    [
        ("hi", "क्‍षत्रिय"),
        ("hi", "र्त्स्न्य"),
        ("bn", "ক্ষ্মী"),
        ("ta", "ஸ்ரீகௌ"),
        ("ml", "ന്‍സ്ത്രീ"),
        ("ko", "한"),
        ("ar", "عَرَبِيّ"),
        ("en", "👩‍👩‍👧‍👦"),
        ("en", "🇮🇳"),
    ],
)
def test_a_long_run_of_any_script_without_spaces_is_cut_between_graphemes(
    language: str, unit: str
) -> None:
    text = unit * 60
    pieces = cut_block(text, language, LIMIT)
    assert cut_graphemes(text, pieces) == []
    assert all(p.end - p.start <= LIMIT for p in pieces)
    assert "".join(text[p.start : p.end] for p in pieces) == text


@pytest.mark.parametrize("letter", ["ஸ்ரீ", "க்ஷௌ", "ಸ್ತ್ರೀ", "क्‌ष", "ක්‍ෂ", "സ്ത്രീ"])
def test_a_letter_written_as_several_graphemes_is_not_cut(letter: str) -> None:
    for fill in range(12):
        text = "அ" * fill + letter * 40
        pieces = [text[p.start : p.end] for p in cut_block(text, "ta", LIMIT)]
        assert all(piece.endswith(letter) and len(piece) <= LIMIT for piece in pieces)


def test_a_letter_longer_than_a_chunk_is_cut_between_graphemes() -> None:
    text = "ப்" * 60
    assert all((p.end - p.start) % 2 == 0 for p in cut_block(text, "ta", LIMIT))
